"""Answers for a terminal, for a pipe, and as JSON rows."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.text import Text

from askme.schema import Answer, Citation, ClaimForm, Status

_QUOTE = 300


def row(answer: Answer, row_id: str | None) -> str:
    """One JSON row, as `--json` and `--batch` print it."""
    fields: dict[str, Any] = {
        "id": row_id,
        "status": answer.status.value,
        "text": answer.text,
        "profile": answer.profile,
        "claims": [
            {
                "text": claim.text,
                "citations": [
                    {
                        "profile": cited.profile,
                        "source": cited.source,
                        "start": cited.start,
                        "end": cited.end,
                        "quote": cited.quote,
                    }
                    for cited in claim.citations
                ],
            }
            for claim in answer.claims
        ],
        "seconds": round(answer.seconds, 6),
    }
    return json.dumps(fields, ensure_ascii=False)


def show(answer: Answer, console: Console) -> None:
    """The answer with numbered markers, then the sources; colours only where the console has them."""
    numbered = _numbered(answer)
    if answer.status is Status.ABSTAINED or not answer.claims:
        console.print(Text(answer.text, style="yellow" if answer.status is Status.ABSTAINED else ""), soft_wrap=True)
    for claim in answer.claims:
        line = Text("- " if claim.form is ClaimForm.ITEM else "")
        line.append(claim.text, style="bold" if claim.form is ClaimForm.HEADING else "")
        for citation in claim.citations:
            line.append(f" [{numbered.index(citation) + 1}]", style="cyan")
        console.print(line, soft_wrap=True)
    if answer.status is Status.ABSTAINED and answer.nearest:
        console.print(Text("Nearest in the profile:", style="dim"), soft_wrap=True)
    if numbered:
        console.print()
    for number, citation in enumerate(numbered, 1):
        console.print(_source(number, citation), soft_wrap=True)


def _numbered(answer: Answer) -> list[Citation]:
    cited: Sequence[Citation] = [item for claim in answer.claims for item in claim.citations] or answer.nearest
    unique: list[Citation] = []
    for citation in cited:
        if citation not in unique:
            unique.append(citation)
    return unique


def _source(number: int, citation: Citation) -> Text:
    quote = " ".join(citation.quote.split())
    if len(quote) > _QUOTE:
        quote = f"{quote[:_QUOTE]} …"
    line = Text(f"[{number}] ", style="cyan")
    line.append(f"{citation.source}:{citation.start}-{citation.end} ", style="dim")
    return line.append(f'"{quote}"')
