"""Tense and status: what is planned, tried or over is not done, sure or going on."""

from __future__ import annotations

import re
from typing import Final

from evals.judge.pair import Pair
from evals.judge.parts.finding import Finding, contradicted, unsupported
from evals.judge.parts.scope import any_of

_NOW: Final = any_of("currently now presently at_present today still these_days to_this_day present ongoing")
_NOW_BORNE: Final = any_of(
    "current\\w* now present\\w* today still ongoing since to_date goes_on continu\\w+ these_days"
)
_FORMER: Final = any_of("formerly former used_to previously until_recently ex-\\w+")
_FORMER_BORNE: Final = any_of(
    r"""former\w* used_to previous\w* until earlier before ex-\w+ past left ended then was were
    no_longer (?:19|20)\d\d"""
)
_OPEN: Final = any_of(
    r"""plans? planned planning propos\w+ scheduled submitted applied_for application under_review
    in_review in_preparation draft\w* prototype\w* pilot\w* hoped hopes aims?_to intends? will_be
    expected upcoming candidate nominat\w+ shortlisted finalist attempted tried unfinished
    in_progress pending provisional\w* about_to not_yet on_hold"""
)
_DONE: Final = any_of(
    """completed finished published accepted awarded won received granted launched released delivered shipped obtained
    achieved approved in_production funded opened"""
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
    if (
        done
        and pending
        and not _OPEN.search(pair.claim)
        and not re.search(rf"\b{done.group()}\b", pair.text, re.IGNORECASE)
    ):
        return contradicted(f"it says {done.group()!r}, the words cited say {pending.group()!r}")
    return None
