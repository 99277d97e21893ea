"""How arguments are read where Typer's own way would leave a user without a hint."""

from __future__ import annotations

import difflib
from collections.abc import Collection
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

CLOSED_PIPE = 141
"""What a shell reports of a program whose reader has gone."""


class Commands(TyperGroup):
    """The commands: a question without `ask` gets a hint, and a reader that has gone ends everything quietly."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        name = args[0]
        if self.get_command(ctx, name) is None and not name.startswith("-"):
            ctx.fail(_hint(name, self.list_commands(ctx)))
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise typer.Exit(CLOSED_PIPE) from None


class QuestionCommand(TyperCommand):
    """A command whose question may begin with a dash."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        valued = {name for param in self.params if not getattr(param, "is_flag", True) for name in param.opts}
        return super().parse_args(ctx, questions_last(args, valued))


def questions_last(args: list[str], valued: Collection[str]) -> list[str]:
    """Move what begins with a dash but holds a space, so can be no option, behind `--`.

    :param valued: the options that take a value; what follows one is its value, whatever it begins with.

    >>> questions_last(["-5 degrees?", "--after", "-1 or 1?", "--json"], {"--after"})
    ['--after', '-1 or 1?', '--json', '--', '-5 degrees?']
    """
    kept: list[str] = []
    moved: list[str] = []
    rest = iter(args)
    for arg in rest:
        if arg == "--":
            return [*kept, "--", *moved, *rest]
        if arg in valued:
            kept += [arg, *([value] if (value := next(rest, None)) is not None else [])]
        elif _is_question(arg, valued):
            moved.append(arg)
        else:
            kept.append(arg)
    return [*kept, "--", *moved] if moved else kept


def _is_question(arg: str, valued: Collection[str]) -> bool:
    head = arg.split(maxsplit=1)
    return arg.startswith("-") and len(head) > 1 and head[0].split("=")[0] not in valued


def _hint(name: str, known: Collection[str]) -> str:
    if any(char.isspace() for char in name):
        return f'{name[:80]!r} is no command. To ask it: askme ask "{name[:80]}"'
    near = difflib.get_close_matches(name, known, 1)
    return f"there is no command {name[:80]!r}. " + (
        f"Did you mean {near[0]!r}?" if near else f"Commands: {', '.join(known)}."
    )
