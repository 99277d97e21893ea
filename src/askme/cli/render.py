"""Answers as lines for a person, and as JSON rows."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Sequence
from typing import Any

from askme.cli.terminal import Segment, line
from askme.schema import Answer, Citation, Claim, ClaimForm, Status

RowId = int | float | str | None

_QUOTE = 300
_RAW_CONTROLS = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def row(answer: Answer, row_id: RowId) -> str:
    """One JSON row, as `--json` and `--batch` print it; what standard output cannot carry is escaped."""
    fields: dict[str, Any] = {
        "id": row_id,
        "status": answer.status.value,
        "text": answer.text,
        "profile": answer.profile,
        "claims": [
            {"text": claim.text, "citations": [_cited(citation) for citation in claim.citations]}
            for claim in answer.claims
        ],
        "seconds": round(answer.seconds, 6),
    }
    text = json.dumps(fields, ensure_ascii=not _carries_unicode())
    return _RAW_CONTROLS.sub(lambda found: f"\\u{ord(found.group()):04x}", text)


def lines(answer: Answer) -> list[list[Segment]]:
    """The answer with numbered markers, an empty line, then the sources."""
    numbered = _numbered(answer)
    shown = [_claim(claim, [numbered.index(cited) + 1 for cited in claim.citations]) for claim in answer.claims]
    if answer.status is Status.ABSTAINED:
        shown = [[(answer.text, "yellow")]]
        if answer.nearest:
            shown.append([("Nearest in the profile:", "dim")])
    elif not shown:
        shown = [[(answer.text, "")]]
    sources = [_source(number, citation) for number, citation in enumerate(numbered, 1)]
    return [*shown, [], *sources] if sources else shown


def _cited(citation: Citation) -> dict[str, Any]:
    return {
        "profile": citation.profile,
        "source": citation.source,
        "start": citation.start,
        "end": citation.end,
        "quote": citation.quote,
    }


def _carries_unicode() -> bool:
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    return encoding.lower().replace("-", "").replace("_", "") in ("utf8", "utf8sig")


def _claim(claim: Claim, markers: Sequence[int]) -> list[Segment]:
    words = ("- " if claim.form is ClaimForm.ITEM else "") + claim.text
    return [
        (words, "bold" if claim.form is ClaimForm.HEADING else ""),
        *((f" [{number}]", "cyan") for number in markers),
    ]


def _numbered(answer: Answer) -> list[Citation]:
    cited: Sequence[Citation] = [item for claim in answer.claims for item in claim.citations] or answer.nearest
    unique: list[Citation] = []
    for citation in cited:
        if citation not in unique:
            unique.append(citation)
    return unique


def _source(number: int, citation: Citation) -> list[Segment]:
    quote = line(citation.quote)
    if len(quote) > _QUOTE:
        quote = f"{quote[:_QUOTE]} …"
    place = f"{line(citation.source)}:{citation.start}-{citation.end} "
    return [(f"[{number}] ", "cyan"), (place, "dim"), (f'"{quote}"', "")]
