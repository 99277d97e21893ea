"""Scope words: a claim must not make a part greater, wider, surer or more alone than the evidence has it."""

from __future__ import annotations

import re
from typing import Final

from evals.judge.pair import Pair
from evals.judge.parts.finding import Finding, contradicted, unsupported


def _words(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(words.split(' | '))})(?!\w)", re.IGNORECASE)


_LESSER: Final = _words(
    "contribut\\w+ | assist\\w* | help\\w* | support\\w* | participat\\w+ | particip\\w* | involved | part of | took part"
    " | member | worked on | co-?\\w+ed | joint(?:ly)? | with (?:the|two|three|four|a) \\w+ | second(?:ed)? | under"
)
"""Words for a part in what others lead."""

_RAISED: Final[dict[str, tuple[re.Pattern[str], re.Pattern[str]]]] = {
    "leading it": (
        _words(
            "led | leads? | leading(?! \\w+ (?:provider|company)) | head(?:ed|s|ing)? | spearhead\\w* | ran"
            " | directed | directs | oversaw | oversees | overseen | supervis(?:ed|es) | managed | manages | in charge"
            " | masterminded | chaired | chairs | commanded | drove | owned | founded | co-founded | initiated"
        ),
        _words(
            "led | lead\\w* | head\\w* | spearhead\\w* | ran | runs? | running | direct\\w*"
            " | overs\\w+ | supervis\\w+ | manag\\w+ | charge | responsib\\w+ | chair\\w* | driv\\w+ | drove | own\\w*"
            " | found(?:ed|er|ing)\\w* | initiate[ds] | coordinat\\w+ | orchestrat\\w+ | captain\\w* | principal | chief | maintain\\w*"
            " | solo | set up | pioneer\\w*"
        ),
    ),
    "doing it alone": (
        _words(
            "sole | solely | single-?handed(?:ly)? | alone | on (?:his|her|their|my) own | by (?:him|her|my)self"
            " | exclusively | entirely | independently | without (?:any )?help | unaided | personally | wholly"
        ),
        _words(
            "sole | solely | solo | single-?handed\\w* | alone | own | \\w+self | exclusive\\w* | entire\\w* | only"
            " | independent\\w* | unaided | personal\\w* | whole | wholly | one-(?:man|woman|person)"
        ),
    ),
    "all of it": (
        _words("all | every | entire | whole | always | everywhere | complete(?:ly)? | full(?:y)? | any | each"
               " | company-?wide | nation-?wide | world-?wide | global(?:ly)?"),
        _words("all | every | each | entire\\w* | whole | always | everywhere | complete\\w* | fully? | any | throughout"
               " | across | \\w+wide | global\\w* | world\\w* | total | both | 100 ?%"),
    ),
    "the amount": (
        _words("over(?= (?:an?|\\d|half|two|three|four|five|ten)) | more than | at least | in excess of | exceed\\w+"
               " | upwards of"),
        _words("over | more than | at least | excess | exceed\\w+ | upwards | past | above | beyond | minimum | \\d[\\w.,]*\\s?%?\\+"),
    ),
    "the degree": (
        _words(
            "expert\\w* | master\\w* | world-class | leading authority | award-winning | renowned | best | first-ever"
            " | the first | the only | largest | fluent\\w* | guru | exceptional\\w* | vast | extensive\\w*"
        ),
        _words(
            "expert\\w* | master\\w* | world-class | authority | award\\w* | renowned | best | first | only | largest"
            " | biggest | fluen\\w* | guru | exceptional\\w* | vast | extensive\\w* | native"
        ),
    ),
}  # fmt: skip
"""What is raised, the words that raise it, and the words of the evidence that bear them."""


def check(pair: Pair) -> Finding | None:
    """Whether the claim has a word of greater scope than any in the evidence."""
    for what, (raising, bearing) in _RAISED.items():
        raised = raising.search(pair.claim)
        if raised is None or bearing.search(pair.text):
            continue
        lesser = _LESSER.search(pair.text)
        if lesser and not _LESSER.search(pair.claim):
            return contradicted(f"it says {raised.group()!r}, the words cited say {lesser.group()!r}")
        return unsupported(f"{what}: the words cited have nothing for {raised.group()!r}")
    return None
