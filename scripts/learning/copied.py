"""A page of Markdown as somebody copies it out of a browser: its words without its marks."""

from __future__ import annotations

import re

WAYS = 3
"""Ways in which pages are copied: with blank lines, without any, with dots for bullets."""
_FRONT = re.compile(r"\A---\n.*?\n---\n", re.S)
_RULE = re.compile(r"\s*\|?[\s:|-]+\|?\s*")
_HEADING, _BULLET = re.compile(r"#+\s+(.*)"), re.compile(r"\s*[-*+]\s+(.*)")
_MARKS = (
    (re.compile(r"\*\*(.+?)\*\*"), r"\1"),
    (re.compile(r"(?<!\w)[*_](\S.*?)[*_](?!\w)"), r"\1"),
    (re.compile(r"\[([^\]]*)\]\([^)]*\)"), r"\1"),
)


def copied(page: str, number: int) -> str:
    """:param number: chooses the way"""
    way = number % WAYS
    dense, dotted = way == 1, way == 2
    lines: list[str] = []
    for line in _FRONT.sub("", page).split("\n"):
        if "|" in line and _RULE.fullmatch(line):
            continue  # between a table's head and its rows
        if heading := _HEADING.match(line):
            lines.append("")
            lines.append(_bare(heading[1]))
        elif line.lstrip().startswith("|"):
            lines.append(line if dense else " · ".join(cell.strip() for cell in line.strip().strip("|").split("|")))
        elif bullet := _BULLET.match(line):
            lines.append(f"{'  • ' if dotted else '- '}{_bare(bullet[1])}")
        else:
            lines.append(_bare(line))
    text = "\n".join(line for line in lines if line.strip() or not dense)
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def _bare(line: str) -> str:
    for mark, words in _MARKS:
        line = mark.sub(words, line)
    return line
