"""The commands and their options. Whatever is heavy is imported by the command that needs it."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from askme import __version__
from askme.errors import AskmeError

app = typer.Typer(
    name="askme",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    rich_markup_mode=None,
    help="Ask people's profiles a question; every sentence of the answer points to the exact words that support it.\n\n"
    "Put profiles (Markdown or plain text) into the folder `corpus`, then:\n\n"
    '  askme ask "Who has worked with Kubernetes?"\n\n'
    "  askme serve",
    epilog="Settings: options beat environment variables (ASKME_...), which beat askme.toml, which beats the defaults; "
    "`askme settings` shows what is in force.",
)

Corpus = Annotated[
    Path | None,
    typer.Option("--corpus", metavar="DIR", help="Folder of profiles, a file or a folder for each person. [corpus]"),
]
Index = Annotated[Path | None, typer.Option("--index", metavar="DIR", help="Folder of the built index. [index]")]
Model = Annotated[
    str | None,
    typer.Option(
        "--model", metavar="NAME", help="Embedding model: `default`, or any sentence-transformers name or folder."
    ),
]
Debug = Annotated[bool, typer.Option("--debug", help="Show a traceback when something fails.")]


def _version(value: bool) -> None:
    if value:
        typer.echo(f"askme {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    pass


@app.command()
def index(
    corpus: Corpus = None,
    index: Index = None,
    model: Model = None,
    check: Annotated[bool, typer.Option("--check", help="Only check that the index is whole; build nothing.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Build even when nothing has changed.")] = False,
    debug: Debug = False,
) -> None:
    """Build the index: read the profiles, embed what changed, switch to the new index in one step.

    The old index goes on answering until the new one is complete; a build that is killed changes nothing.
    """
    from askme.cli import commands

    commands.index(_settings(corpus=corpus, index=index, model=model), check=check, force=force)


@app.command()
def ask(
    question: Annotated[
        str | None, typer.Argument(help='What to ask, in quotes: "What did she build at Acme?"')
    ] = None,
    profile: Annotated[
        str | None,
        typer.Option("--profile", "-p", metavar="ID", help="Ask about this person only; without it, about all."),
    ] = None,
    after: Annotated[
        list[str] | None,
        typer.Option(
            "--after", metavar="QUESTION", help="An earlier question of the conversation; give it again for more."
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the answer as one line of JSON.")] = False,
    batch: Annotated[
        Path | None,
        typer.Option(
            "--batch",
            metavar="FILE",
            help="Answer a file of JSON lines {id, question, profile?, history?} (- reads standard input), one row each.",
        ),
    ] = None,
    corpus: Corpus = None,
    index: Index = None,
    model: Model = None,
    debug: Debug = False,
) -> None:
    """Ask a question; the answer comes with the words that support it.

    A missing or outdated index is built first.

    \b
    askme ask "Who has used Rust?"
    askme ask "And Kubernetes?" --after "Who has used Rust?"
    askme ask "When was that?" --profile ada --after "What did she do at Acme?"
    """
    if (question is None) == (batch is None):
        raise typer.BadParameter('give either a question in quotes or --batch FILE: askme ask "Who has used Rust?"')
    from askme.cli import commands

    settings = _settings(corpus=corpus, index=index, model=model)
    if batch is not None:
        commands.ask_batch(settings, batch)
    elif question is not None:
        commands.ask(settings, question, profile, tuple(after or ()), as_json=as_json)


@app.command()
def serve(
    host: Annotated[str | None, typer.Option("--host", help="Address to listen on. [127.0.0.1]")] = None,
    port: Annotated[int | None, typer.Option("--port", help="Port to listen on; 0 takes a free one. [7860]")] = None,
    corpus: Corpus = None,
    index: Index = None,
    model: Model = None,
    debug: Debug = False,
) -> None:
    """Serve the chat page; the address is printed once it answers. Ctrl-C stops it.

    A missing or outdated index is built first; a server that runs notices a new index by itself.
    """
    from askme.cli import commands

    commands.serve(_settings(corpus=corpus, index=index, model=model, host=host, port=port))


@app.command()
def settings(debug: Debug = False) -> None:
    """Show every setting, its value and where that is from."""
    from askme.cli import commands

    commands.settings()


def _settings(**options: Any) -> Any:
    from askme.settings import load

    return load(options)[0]


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command and leave with its exit status: 0 done, 1 it failed, 2 wrong usage."""
    arguments = sys.argv[1:] if arguments is None else list(arguments)
    debug = "--debug" in arguments
    try:
        app(args=list(arguments), prog_name="askme")
    except AskmeError as error:
        _fail(str(error), debug)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # the reader has gone: nothing left to say
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
    except OSError as error:
        _fail(f"{error.strerror or error}: {error.filename or 'the system'}. Check that it exists and has room.", debug)
    except Exception as error:
        _fail(f"an unexpected {type(error).__name__}: {error}. Run again with --debug for where it happened.", debug)


def _fail(message: str, debug: bool) -> None:
    if debug:
        import traceback

        traceback.print_exc()
    line = " ".join(message.split())
    sys.stderr.write(f"askme: {line}\n")
    sys.exit(1)
