"""Figures and their units: every figure of a claim has to stand in the evidence, of the same thing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from askme.text import STOPWORDS, atoms, fold, stem
from evals.judge.pair import Pair
from evals.judge.parts.dates import blanked
from evals.judge.parts.finding import Finding, contradicted, unsupported

_FIGURE: Final = re.compile(
    r"(?<![\w.,])(?P<mark>[$€£₹#]?)\s?(?P<digits>\d[\d,]*(?:\.\d+)?)"
    r"\s?(?P<scale>[kKMB]\b|bn\b|mn\b|million\b|billion\b|thousand\b|lakh\b|crore\b)?"
    r"\s?(?P<unit>%|percent\b|per cent\b|×|x\b|ms\b|dB\b|°C?)?"
)
_SCALES: Final = {
    "k": 1e3, "thousand": 1e3, "m": 1e6, "mn": 1e6, "million": 1e6, "b": 1e9, "bn": 1e9, "billion": 1e9,
    "lakh": 1e5, "crore": 1e7,
}  # fmt: skip
_UNITS: Final = {"percent": "%", "per cent": "%", "×": "x", "#": ""}
_SMALL: Final = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty"
).split()
_WORDS: Final = (
    {word: float(value) for value, word in enumerate(_SMALL)}
    | {word: 10.0 * value for value, word in enumerate("thirty forty fifty sixty seventy eighty ninety".split(), 3)}
    | {"hundred": 100.0, "thousand": 1e3, "dozen": 12.0, "half": 0.5, "twice": 2.0, "double": 2.0, "once": 1.0}
    | {"first": 1.0, "second": 2.0, "third": 3.0, "fourth": 4.0, "fifth": 5.0}
)
_UNSAID: Final = frozenset({"one", "once", "first", "second", "third", "half", "double", "twice", "zero"})
"""Words that mostly count nothing ("one of", "at first"): they can support a figure, but need no support."""


@dataclass(frozen=True)
class Figure:
    """A quantity: its value, its unit ("" when none is written) and the stem of what it counts."""

    text: str
    value: float
    unit: str
    of: str


def check(pair: Pair) -> Finding | None:
    """Whether a figure of the claim is missing from the evidence, or stands there for something else."""
    known = figures(pair.text)
    for figure in figures(pair.claim):
        others = [other for other in known if _rival(figure, other)]
        same = [other for other in known if _same(figure, other)]
        if fold(figure.text) in _UNSAID or any(not others or other.of in ("", figure.of) for other in same):
            continue
        if others:
            return contradicted(f"it says {figure.text!r}, the words cited say {others[0].text!r}")
        return unsupported(f"the figure {figure.text!r} is not in the words cited")
    return None


def figures(text: str) -> tuple[Figure, ...]:
    """The figures of a text, those in words too; years and dates are not among them.

    >>> [(figure.value, figure.unit) for figure in figures("cut costs by 40 percent for 3K users since May 2021")]
    [(40.0, '%'), (3000.0, '')]
    """
    rest = blanked(text)
    written = [_written(match, rest) for match in _FIGURE.finditer(rest)]
    spelled = [
        Figure(atom.text, _WORDS[fold(atom.text)], _unit_after(rest, atom.end), _counted(rest, atom.end))
        for atom in atoms(rest)
        if fold(atom.text) in _WORDS
    ]
    return tuple(written + spelled)


def _written(match: re.Match[str], text: str) -> Figure:
    mark, scale, unit = match["mark"] or "", (match["scale"] or "").casefold(), (match["unit"] or "").casefold()
    value = float(match["digits"].replace(",", "")) * _SCALES.get(scale, 1)
    sign = _UNITS.get(unit or mark, unit or mark)
    return Figure(match.group().strip(), round(value, 6), sign, _counted(text, match.end()))


def _unit_after(text: str, place: int) -> str:
    return "%" if re.match(r"\s+per\s?cent\b", text[place:]) else ""


def _counted(text: str, place: int) -> str:
    """The stem of the first content word after a figure, in the same phrase: what it counts."""
    phrase = re.split(r"[,;:.()|\n]\s|\n", text[place : place + 60], maxsplit=1)[0]
    return next((atom.stem for atom in atoms(phrase) if atom.stem not in STOPWORDS and not atom.text.isdigit()), "")


def _same(one: Figure, other: Figure) -> bool:
    if abs(one.value - other.value) > 1e-6 * max(1.0, abs(one.value)):
        return False
    if one.unit != other.unit and (one.unit or _measures(one)) and (other.unit or _measures(other)):
        return False
    return not (one.of and other.of and _measures(one) and _measures(other) and one.of != other.of)


def _rival(one: Figure, other: Figure) -> bool:
    """Whether another value is given for the same thing: then one of them is wrong."""
    return one.value != other.value and one.unit == other.unit and (one.of == other.of if one.of else bool(one.unit))


_MEASURES: Final = frozenset(
    stem(word)
    for word in "second minute hour day week month year meter metre kilometer kilometre hectare gram kilogram liter "
    "litre dollar euro pound credit degree percent".split()
)
"""Words that are units; other words may be said otherwise ("users", "people")."""


def _measures(figure: Figure) -> bool:
    return figure.of in _MEASURES
