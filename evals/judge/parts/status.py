"""Tense and status: what is planned, tried or over is not done, sure or going on."""

from __future__ import annotations

import re
from typing import Final

from evals.judge.pair import Pair
from evals.judge.parts.finding import Finding, contradicted, unsupported
from evals.judge.parts.scope import _words

_NOW: Final = _words(
    "currently | now | presently | at present | today | still | these days | to this day | present | ongoing"
)
_NOW_BORNE: Final = _words(
    "current\\w* | now | present\\w* | today | still | ongoing | since | to date | goes on | continu\\w+ | these days"
)
_FORMER: Final = _words("formerly | former | used to | previously | until recently | ex-\\w+")
_FORMER_BORNE: Final = _words(
    "former\\w* | used to | previous\\w* | until | earlier | before | ex-\\w+ | past | left | ended | then | was | were"
    " | no longer | (?:19|20)\\d\\d"
)
_OPEN: Final = _words(
    "plans? | planned | planning | propos\\w+ | scheduled | submitted | applied for | application | under review"
    " | in review | in preparation | draft\\w* | prototype\\w* | pilot\\w* | hoped | hopes | aims? to | intends? | will be"
    " | expected | upcoming | candidate | nominat\\w+ | shortlisted | finalist | attempted | tried | unfinished"
    " | in progress | pending | provisional\\w* | about to | not yet | on hold"
)
_DONE: Final = _words(
    "completed | finished | published | accepted | awarded | won | received | granted | launched | released | delivered"
    " | shipped | obtained | achieved | approved | in production | funded | opened"
)


def check(pair: Pair) -> Finding | None:
    """Whether the claim says of something that it goes on, is over or is done, and the evidence does not."""
    now = _NOW.search(pair.claim)
    if now and not _NOW_BORNE.search(pair.text):
        return unsupported(f"the words cited do not say {now.group()!r}")
    former = _FORMER.search(pair.claim)
    if former and not _FORMER_BORNE.search(pair.text):
        return unsupported(f"the words cited do not say {former.group()!r}")
    done, pending = _DONE.search(pair.claim), _OPEN.search(pair.text)
    if done and pending and not _OPEN.search(pair.claim) and not re.search(rf"\b{done.group()}\b", pair.text, re.I):
        return contradicted(f"it says {done.group()!r}, the words cited say {pending.group()!r}")
    return None
