"""The same said otherwise: supported claims that are not the words of the profile, and the ground that false ones are
made from, so that it is not the wording that gives those away. None of these tables is the judge's."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random
from typing import Final

Rephrase = Callable[[str, Random], str]

_TABLE: Final = """
built: created, constructed, put together
build: create, construct
builds: creates, constructs
developed: built, created, wrote
designed: devised, planned out, conceived
implemented: put in place, built, realized
created: made, set up
made: produced
handles: copes with, processes, takes
handle: cope with, process
uses: relies on, employs
used: relied on, employed
reduced: lowered, cut, brought down
reduces: lowers, cuts
improved: enhanced, bettered
improves: enhances
enables: allows, makes possible
enhances: improves, strengthens
supports: works with, covers
offers: provides
ensured: guaranteed, made sure of
processes: works through, handles
fixed: repaired, resolved
wrote: authored, penned
taught: gave lessons to, instructed
received: was given, got
automated: made automatic
moved: shifted, went
dropped: fell, went down
fell: dropped, sank
large: big, sizeable
services: components
platform: system
users: people
company: firm
employees: staff
data: information
fast: quick
performance: speed
roughly: about, approximately
about: around, roughly
helped: assisted
colleagues: coworkers
studied: examined, investigated
compares: sets side by side
interviewed: questioned
visited: called on, seen
measured: gauged
works: is working
lives: resides
patients: sick people
paper: article
papers: articles
students: pupils
book: volume
trained: schooled, instructed
speaks: talks
started: began
began: started
shop: store
closed: shut
yearly: annual
every: each
nearly: almost
several: a number of
efficient: effective
real-time: live
scalable: able to scale
reliable: dependable
"""
_SYNONYMS: Final = {
    word: tuple(others.split(", ")) for word, others in (line.split(": ") for line in _TABLE.strip().splitlines())
}
_MONTHS: Final = dict(
    pair.split("=")
    for pair in "Jan=January Feb=February Mar=March Apr=April Jun=June Jul=July Aug=August Sep=September Oct=October "
    "Nov=November Dec=December".split()
)
_DIGITS: Final = "two three four five six seven eight nine ten eleven twelve".split()


def synonyms(text: str, chance: Random) -> str:
    """Up to three words in other words."""
    places = [match for match in re.finditer(r"[A-Za-z]+(?:-[a-z]+)?", text) if match.group().lower() in _SYNONYMS]
    for match in sorted(chance.sample(places, min(3, len(places))), key=lambda match: -match.start()):
        word = chance.choice(_SYNONYMS[match.group().lower()])
        text = text[: match.start()] + (word.capitalize() if match.group()[0].isupper() else word) + text[match.end() :]
    return text


def shortened(text: str, chance: Random) -> str:
    """Without its brackets, its last relative clause or its last part, where enough is left."""
    for pattern in (r"\s*\([^()]*\)", r"(?:,| and) which [^.;]*", r";[^;]*$", r", [^,]*$"):
        rest = re.sub(pattern, "", text, count=1).rstrip(" .") + "."
        if rest.rstrip(".") != text.rstrip(" .") and len(rest.split()) >= 6 and "not" not in text.split():
            return rest
    return text


def respelled(text: str, chance: Random) -> str:
    """Figures and dates in another spelling."""
    text = re.sub(r"\b([A-Z][a-z]{2})(?= \d{4})", lambda found: _MONTHS.get(found[1], found[1]), text)
    text = re.sub(r"(\d)\s?%(?!\+)", r"\1 percent", text)
    text = re.sub(r"(?<!-)\b(\d+)K\b(?!-)\+?", r"\1,000", text)
    text = re.sub(r"(?<!-)\b(\d+)M\b(?!-)\+?", r"\1 million", text)
    text = re.sub(r"(?<![\w.,/$€#-])(?<!Band )([2-9]|1[0-2])(?= [a-z])", lambda found: _DIGITS[int(found[1]) - 2], text)
    if re.search(r"\d", text):
        return text
    return re.sub(rf"(?<!-)\b({'|'.join(_DIGITS)})\b(?= [a-z])", lambda found: str(_DIGITS.index(found[1]) + 2), text)


def reordered(text: str, chance: Random) -> str:
    """A list in another order, or what it was done with said first."""
    if listed := re.search(r"([\w.+#/-]+), ([\w.+#/-]+) and ([\w.+#/-]+)(?=[.,;]|$)", text):
        return text[: listed.start()] + f"{listed[3]}, {listed[1]} and {listed[2]}" + text[listed.end() :]
    if tail := re.fullmatch(r"([A-Z][a-z].{12,}?),? (with|using|for|in|at) ([^,;:.]{4,50})\.?", text):
        return f"{tail[2].capitalize()} {tail[3]}, {tail[1][0].lower()}{tail[1][1:]}."
    if parts := re.fullmatch(r"([^:;]{3,40}): ([^:;]{6,})", text):
        return f"{parts[2].rstrip('.')} ({parts[1]})"
    return text


def unchanged(text: str, chance: Random) -> str:
    return text


STYLES: Final[dict[str, Rephrase]] = {
    "verbatim": unchanged,
    "synonyms": synonyms,
    "shortened": shortened,
    "respelled": respelled,
    "reordered": reordered,
    "mixed": lambda text, chance: synonyms(reordered(respelled(text, chance), chance), chance),
}


def framed(text: str, name: str, chance: Random) -> str:
    """As answers put it: nothing before, "Yes", the person's name, or the name as the subject of a past tense."""
    verb = re.match(r"([A-Z][a-z]+(?:ed|ilt|rote|ade|ed|an|ound|aught|ave))\s+(?!by\b|to\b)", text)
    choice = chance.random()
    if verb and choice < 0.5:
        return f"{name} {text[0].lower()}{text[1:]}"
    return f"{name}: {text}" if choice < 0.65 else f"Yes: {text}" if choice < 0.75 else text
