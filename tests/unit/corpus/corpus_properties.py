"""What must hold for any text at all, and texts to try it on."""

from __future__ import annotations

import re

from hypothesis import strategies as st

from askme.corpus import Format, SegmentKind, segment, split
from askme.corpus.frontmatter import parse
from askme.corpus.shown import visible
from askme.schema import Document

# Outside of passages and headings, words may stand only here.
_ALLOWED = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style|template|noscript|head)\b.*?(?:</\1[^>]*>?|\Z)|</?[a-zA-Z][^<>]*>"
    r"|!\[.*?\](?:\([^)]*\)|\[.*?\])"
    r"|\]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)|\]\[[^\]]*\]"
    r"|(?:^|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029])(?:[^\S\n]|[>\ufeff\u200b])*\[[^\]]+\]:[^\n]*$"
    r"|^[^\w\n`~]*(?:```|~~~)[^\n]*$|\d{1,3}[.)](?=\s)"
    r"|\[[ xX]\]|</\w*",
    re.DOTALL | re.MULTILINE | re.IGNORECASE,
)

_PIECES = (
    *("# Ada Lovelace", "## Experience", "### Acme — Engineer (2019 – 2021)", "#### Impact", "#", "####### x"),
    *(
        "- Built **it** in `Go`.",
        "  - nested [link](http://x.y/a(b))",
        "1. First item",
        "* star",
        "• dot item",
        "- ",
        "-",
    ),
    *(
        "| a | b |",
        "|---|---|",
        "| 1 | `x|y` |",
        "```python",
        "x = 1",
        "```",
        "> said so.",
        "> — Boss, Acme",
        "> > - q",
    ),
    *("**Label:** value", "Stack: Go, Rust", "Stack of X:", "Q: what?", "---", "===", "---\nid: x\n---", "- - - a"),
    *("2019 – Present", "Feb 2020 - Mar 2021", "99.9%", "system uptime", "10+", "Berlin, Germany", "Software Engineer"),
    *(
        "FrontendNext.js / Wagmi",
        "CacheRedis",
        "Acme LabsSenior Engineer",
        "Go · Rust · C++",
        "**Acme**, *Cook* — 2020–now",
    ),
    *("Skills", "Languages", "Projects", "ACADEMIC POSITIONS", "Home", "lower start", "a" * 60 + " and so on"),
    *("Dr. Ada wrote v1.2, e.g. this. Then she left.", "我写了代码。她也写了！", "Émile Zola", "İstanbul, Türkiye"),
    *('"He is great, really great, and he is very kind."', "Founder, Acme", "https://example.org/a_b_c", "me@x.org"),
    *("<!-- hidden words -->", "<b>bold</b> text", "<script>", "</script>", "<!--", "-->", "![alt words](x.png)"),
    *(
        '[ref]: http://x.y "t"',
        "_snake_case_ and __dunder__",
        "[[x]][y] \\* \\_",
        "\ufeff",
        "\u200b",
        "\u200bword\u200b",
        "",
        " ",
    ),
)
documents = st.lists(
    st.tuples(
        st.one_of(st.sampled_from(_PIECES), st.text(max_size=12)), st.sampled_from(("\n", "\n", "\n\n", "\r\n", " "))
    ),
    max_size=14,
).map(lambda rows: "".join(piece + end for piece, end in rows))


def check(text: str, form: Format) -> None:
    """Raise AssertionError if a property does not hold."""
    document = Document(id="d", profile_id="p", source="d", text=text)
    end = 0
    for passage in split(document, form):
        assert passage.text == text[passage.start : passage.end]
        assert end <= passage.start < passage.end
        end = passage.end
        at = passage.start
        assert passage.pieces[0].start == passage.start and passage.pieces[-1].end == passage.end
        for piece in passage.pieces:
            assert at <= piece.start < piece.end <= passage.end
            assert visible(text[piece.start]) and visible(text[piece.end - 1])
            at = piece.end
        for step in passage.trail:
            assert step.text and step.text == text[step.start : step.end]
            assert visible(step.text[0]) and visible(step.text[-1])
        if passage.label:
            assert passage.start <= passage.label.start < passage.label.end <= passage.end
    _check_segments(text, form)


def _check_segments(text: str, form: Format) -> None:
    parts = segment(text, form)
    assert "".join(text[part.start : part.end] for part in parts) == text
    at = 0
    for part in parts:
        assert part.start == at < part.end
        at = part.end
    if form is Format.PLAIN or "<" not in text:
        _check_nothing_lost(text, parts, parse(text).end)


def _check_nothing_lost(text: str, parts: object, body: int) -> None:
    markup = list(text)
    for part in parts:  # type: ignore[attr-defined]
        if part.kind is not SegmentKind.MARKUP:
            for place in range(part.start, part.end):
                # Keep link syntax whole for the pattern, lose the words.
                markup[place] = text[place] if text[place] in "[]()!\n" else "·"
    for place in range(min(body, len(text))):
        markup[place] = "\n"
    left = _ALLOWED.sub("", "".join(markup))
    assert not any(char.isalnum() for char in left), left
