"""Typed perturbation: each kind turns a supported claim into one that its evidence does not support.

After FactCC (Kryscinski et al. 2020) and SummEdits (Laban et al. 2023); the kinds are those that go wrong in profiles.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random
from typing import Final

from askme.corpus.dates import dates
from askme.text import stems
from evals.judge.profileclaims.values import Spans, Values, figures, named, said, shape, titles


@dataclass(frozen=True)
class Ground:
    """What a false claim is made from."""

    claim: str
    evidence: tuple[str, ...]
    person: str
    others: tuple[str, ...]
    """Names of everybody else."""


Perturb = Callable[[Ground, Values, Random], str | None]


def _swap(ground: Ground, spans: Spans, pool: Sequence[str], chance: Random, alike: bool = False) -> str | None:
    """Put another value of the same kind, that the evidence does not have, in the place of one."""
    if not spans:
        return None
    start, end = chance.choice(spans)
    old = ground.claim[start:end]
    for value in chance.sample(pool, len(pool)):
        if _within(value, old) or set(stems(value)) <= set(stems(old)) or (alike and shape(value) != shape(old)):
            continue
        if not said(value, (*ground.evidence, ground.claim)):
            return ground.claim[:start] + value + ground.claim[end:]
    return None


def _within(one: str, other: str) -> bool:
    return one.casefold() in other.casefold() or other.casefold() in one.casefold()


def employer(ground: Ground, known: Values, chance: Random) -> str | None:
    spans = [
        match.span()
        for name in known.employer
        for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", ground.claim)
    ]
    return _swap(ground, spans, known.employer, chance)


def date(ground: Ground, known: Values, chance: Random) -> str | None:
    return _swap(ground, dates(ground.claim), known.date, chance, alike=True)


def figure(ground: Ground, known: Values, chance: Random) -> str | None:
    return _swap(ground, figures(ground.claim), known.figure, chance, alike=True)


def title(ground: Ground, known: Values, chance: Random) -> str | None:
    return _swap(ground, titles(ground.claim), known.title, chance)


def skill(ground: Ground, known: Values, chance: Random) -> str | None:
    return _swap(ground, named(ground.claim, {"technology", "credential", "human language"}), known.skill, chance)


_DENIALS: Final = (
    (r"\b(has|have|had) not\b", r"\1"), (r"\b(is|are|was|were) not\b", r"\1"), (r"\bdid not (\w+)", r"did \1"),
    (r"\bnever (?=\w+ed\b)", ""), (r"\bno longer ", ""), (r"\bwithout\b", "with"),
    (r"\b(is|are|was|were|has been|have been|can|could|will|must)\b(?! not)", r"\1 not"),
    (r"\b(handles|uses|offers|supports|has|enables|reduces|works|lives|leads|keeps|drives|designs|builds)\b",
     lambda found: "does not " + {"has": "have", "reduces": "reduce", "uses": "use", "handles": "handle",
                                   "enables": "enable", "drives": "drive"}.get(found[1], found[1][:-1])),
    (r"^((?:[A-Z]\w+: |Yes: )?)([A-Z][a-z]+(?:ed|ilt|ote|an))\b", lambda found: f"{found[1]}Never {found[2].lower()}"),
    (r"\b(built|designed|developed|created|wrote|led|moved|taught|used|ran|fixed|gave|did|made|won|fell|came|cut|received)\b",
     r"never \1"),
    (r"(?<=, )(with|using)\b", "without"), (r"\b(with|using)\b(?! not)", "without"),
)  # fmt: skip


def negation(ground: Ground, known: Values, chance: Random) -> str | None:
    """Deny what the evidence says, or say what it denies; not where both stand in it."""
    for pattern, put in _DENIALS:
        made = re.sub(pattern, put, ground.claim, count=1)
        if made != ground.claim:
            return made
    return None


def person(ground: Ground, known: Values, chance: Random) -> str | None:
    """Say of somebody else what the evidence says of its owner."""
    if not ground.others:
        return None
    other = chance.choice(ground.others)
    bare = re.sub(r"^Yes: ", "", ground.claim)
    if ground.person in bare:
        return bare.replace(ground.person, other)
    verb = re.match(r"[A-Z][a-z]+(?:ed|ilt|ote)\s", bare)
    return f"{other} {bare[0].lower()}{bare[1:]}" if verb and chance.random() < 0.5 else f"{other}: {bare}"


_RAISES: Final = (
    (r"\b([Cc])ontributed to\b", r"\1ommanded"),
    (r"\b([Cc])ontributed to\b", r"\1hampioned"),
    (r"\b(?:[Hh]elped|helps) to (?=\w)", "was the one to "),
    (r"\b[Hh]ad a pivotal role in\b", "Was solely responsible for"),
    (r"\b(?:took part in|participated in|participant in|participated)\b", "headed"),
    (r"\b(?:Co-PI|Work package leader)\b", "Principal investigator"),
    (r"\b[Cc]o-?(?=(?:supervis|author|organi|wrote|edit))", "sole "),
    (r"\b(?:a |the )?(?:[Pp]rototype|pilot)\b", "a finished product"),
    (r"\b[Pp]rototyped\b", "Launched"),
    (r"\b(?:submitted|applied)\b", "accepted"),
    (r"\b(?:some|several|many|most|part) of\b", "all of"),
    (r"\b(?:[Ss]ome|many|most|several)\b", "all"),
    (r"\b(?:about|roughly|nearly|up to|almost)\b", "well over"),
    (r"\bmember\b", "head"),
    (r"\bassistance\b", "leadership"),
    (
        r"^((?:[\w. ]+: )?)((?:Built|Designed|Developed|Implemented|Created|Fixed|Wrote|Engineered|Integrated|Shipped"
        r"|Architected|Deployed|Made|Did)\b)",
        r"\1Single-handedly \2",
    ),
    (
        r"\b(built|designed|developed|implemented|created|fixed|wrote|engineered|integrated|made|did|ran|taught|mentored"
        r"|kept)\b",
        r"\1 entirely alone",
    ),
    (r"\b(?:a|one) (team|unit|part|group|section)\b", r"every \1"),
    (r"\b(worked|works|work) (on|with|in|at|as)\b", r"was in charge \2"),
    (r"\b(uses|knows|speaks|reads|used)\b", r"is a world-renowned expert who \1"),
    (r"\b(?:the|a) team\b", "the whole company"),
)


def scope(ground: Ground, known: Values, chance: Random) -> str | None:
    """Make a part greater, surer or wider than the evidence has it."""
    able = [(pattern, put) for pattern, put in _RAISES if re.search(pattern, ground.claim)]
    if not able:
        return None
    pattern, put = chance.choice(able[:2])
    return re.sub(pattern, put, ground.claim, count=1)


def detail(ground: Ground, known: Values, chance: Random) -> str | None:
    """Add a phrase that another statement of any profile ends with."""
    stem = ground.claim.rstrip(" .")
    if not stem or stem.endswith(")"):
        return None
    fitting = (value for value in chance.sample(known.detail, len(known.detail)) if not said(value, ground.evidence))
    added = next(fitting, None)
    return f"{stem}{chance.choice((' ', ', '))}{added}." if added else None


KINDS: Final[dict[str, Perturb]] = {
    "employer": employer,
    "date": date,
    "figure": figure,
    "title": title,
    "skill": skill,
    "negation": negation,
    "person": person,
    "scope": scope,
    "detail": detail,
}
