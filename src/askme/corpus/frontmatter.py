"""YAML front matter: what it says, where its values stand, and what is wrong with it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

import yaml

from askme.characters import whole
from askme.corpus.shown import trim
from askme.schema import Span

LARGEST = 64_000
"""Characters; YAML is slow, and nobody needs more."""
DEEPEST = 20
"""Lists within lists; what is read of it is two deep."""
_OPENING = re.compile(r"\ufeff?---[ \t]*(?:\r\n|\n|\r)")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t\r]*$", re.MULTILINE)
_KEY = re.compile(r"(?:[ \t]*(?:#[^\n]*)?\r?\n)*[ \t]*[\w-]+[ \t]*:(?:[ \t\r\n]|$)")
_SCALARS = ("id", "name", "headline")
_LISTS = ("aliases", "links")
_CONTACT = "contact"
_TEXT, _NULL = "tag:yaml.org,2002:str", "tag:yaml.org,2002:null"


@dataclass(frozen=True)
class FrontMatter:
    """What a document says of itself before it begins. All empty when there is none."""

    end: int = 0
    """Where the body begins."""
    id: str = ""
    names: str = ""
    aliases: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    title: str = ""
    """The value of `headline`."""
    headline: tuple[Span, ...] = ()
    """Where the headline stands; empty unless it stands there word for word."""
    name: tuple[Span, ...] = ()
    contact: tuple[Span, ...] = ()
    """Where the texts stand that are published as contact."""
    problems: tuple[str, ...] = ()


class _Shallow(yaml.SafeLoader):
    """Refuses deep nesting before Python's own limit does: what is collected as garbage at that depth fails, too."""

    depth = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise yaml.MarkedYAMLError(
                problem=f"it is nested more than {DEEPEST} deep",
                problem_mark=self.get_event().start_mark,  # type: ignore[no-untyped-call]
            )
        try:
            return super().compose_node(parent, index)
        finally:
            self.depth -= 1


@lru_cache(maxsize=8)
def parse(text: str) -> FrontMatter:
    """The front matter of a document. What is wrong is reported in `problems`; nothing is raised."""
    opening = _OPENING.match(text)
    if opening is None or not _KEY.match(text[opening.end() : opening.end() + 2000]):
        return FrontMatter()
    closing = _CLOSING.search(text, opening.end())
    if closing is None:
        return FrontMatter(end=opening.end(), problems=("the front matter is never closed; end it with a line ---",))
    raw = text[opening.end() : closing.start()]
    if len(raw) > LARGEST:
        return FrontMatter(
            end=closing.end(), problems=(f"the front matter is longer than {LARGEST} characters; shorten it",)
        )
    try:
        node = yaml.compose(raw, Loader=_Shallow)
    except (yaml.YAMLError, ValueError) as error:
        return FrontMatter(
            end=closing.end(), problems=(f"the front matter is no YAML ({_first_line(error)}); mend it",)
        )
    if not isinstance(node, yaml.MappingNode):
        return FrontMatter(end=closing.end(), problems=("the front matter is no list of `key: value` lines; mend it",))
    return _fields(text, opening.end(), closing.end(), node)


def _first_line(error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    problem = str(getattr(error, "problem", "") or "it cannot be parsed")[:120]
    return f"{problem}, line {mark.line + 2}" if mark else problem


def _fields(text: str, base: int, end: int, node: yaml.MappingNode) -> FrontMatter:
    problems: list[str] = []
    scalars: dict[str, yaml.ScalarNode] = {}
    lists: dict[str, tuple[str, ...]] = {}
    contact: tuple[Span, ...] = ()
    for key, value in node.value:
        name = str(key.value) if isinstance(key, yaml.ScalarNode) else ""
        if value.tag == _NULL:
            continue
        if name in _SCALARS:
            if isinstance(value, yaml.ScalarNode) and value.tag == _TEXT:
                scalars[name] = value
            else:
                problems.append(f"`{name}` in the front matter is no text; write it in quotes")
        elif name in _LISTS:
            if isinstance(value, yaml.SequenceNode) and all(_is_text(item) for item in value.value):
                lists[name] = tuple(filter(None, (_text_of(item).strip() for item in value.value)))
            else:
                problems.append(f"`{name}` in the front matter is no list of texts; write [one, another]")
        elif name == _CONTACT:
            contact = _contact(text, base, value, problems)
    values = {name: " ".join(_text_of(scalar).split()) for name, scalar in scalars.items()}
    return FrontMatter(
        end=end,
        id=values.get("id", ""),
        names=values.get("name", ""),
        title=values.get("headline", ""),
        aliases=lists.get("aliases", ()),
        links=lists.get("links", ()),
        headline=_place(text, base, scalars.get("headline")),
        name=_place(text, base, scalars.get("name")),
        contact=contact,
        problems=tuple(problems),
    )


def _text_of(node: yaml.Node) -> str:
    """A scalar's text; characters that JSON's escapes spell in halves are joined, and half of one is U+FFFD."""
    return whole(str(node.value))


def _contact(text: str, base: int, value: yaml.Node, problems: list[str]) -> tuple[Span, ...]:
    """Where the texts of `contact` stand, one or a list; each on a line, word for word."""
    items = value.value if isinstance(value, yaml.SequenceNode) else [value]
    places = [_place(text, base, item) if isinstance(item, yaml.ScalarNode) else () for item in items]
    if not all(places):
        problems.append(
            "`contact` in the front matter is no text or list of texts, each on a line; write [one, another]"
        )
    return tuple(span for place in places for span in place)


def _is_text(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.tag == _TEXT


def _place(text: str, base: int, node: yaml.ScalarNode | None) -> tuple[Span, ...]:
    """Where the value stands, without its quotes; nowhere if escapes or folding make it differ from what is written."""
    if node is None:
        return ()
    start, end = base + node.start_mark.index, base + node.end_mark.index
    if node.style in ("'", '"'):
        start, end = start + 1, end - 1
    start, end = trim(text, start, end)
    same = text[start:end] == str(node.value).strip()
    return (Span(start=start, end=end),) if same and start < end else ()
