"""One small example of each body, for the OpenAPI document: all of one question about one page."""

from __future__ import annotations

import json
from typing import Any

_PAGE = "# Ada Lovelace\n\n## Work\n\n### Analytical Engines (1842 – 1843)\n- Wrote the first program.\n"
_QUOTE = "Wrote the first program."
_START = _PAGE.index(_QUOTE)
_END = _START + len(_QUOTE)

_CITATION: dict[str, Any] = {
    "profile": "ada",
    "name": "Ada Lovelace",
    "source": "ada.md",
    "start": _START,
    "end": _END,
    "quote": _QUOTE,
    "trail": ["Work", "Analytical Engines"],
    "dates": "1842 – 1843",
    "url": f"/sources/ada.md?start={_START}&end={_END}",
}
_CLAIM: dict[str, Any] = {
    "text": f"At Analytical Engines: {_QUOTE}",
    "form": "sentence",
    "pieces": [{"text": "At Analytical Engines: ", "citation": None}, {"text": _QUOTE, "citation": 0}],
    "citations": [_CITATION],
    "verdict": {"support": "supported", "reason": ""},
}
ANSWERED: dict[str, Any] = {
    "question": "What did Ada write?",
    "standalone": "What did Ada write?",
    "status": "answered",
    "text": _CLAIM["text"],
    "profile": "ada",
    "claims": [_CLAIM],
    "reason": None,
    "nearest": [],
    "suggestions": ["Where has Ada worked?"],
    "withheld": 0,
    "seconds": 0.021,
    "conversation": "Wm9u0yqfJ3m0m8tqkS0nq3iXb6p1Qe1pY8oG0cVtR2s",
}
_ABSTAINED: dict[str, Any] = ANSWERED | {
    "question": "What is her favourite colour?",
    "standalone": "What is Ada's favourite colour?",
    "status": "abstained",
    "text": "The profile does not say.",
    "claims": [],
    "reason": "not_stated",
    "nearest": [_CITATION],
}


def shown(**examples: Any) -> dict[str, Any]:
    """Examples of a body, by name."""
    return {"application/json": {"examples": {name: {"value": value} for name, value in examples.items()}}}


QUESTION = shown(
    everybody={"question": "Who has written a program?"},
    person={"question": "What did she write?", "profile": "ada"},
)
ANSWER = shown(answered=ANSWERED, abstained=_ABSTAINED)
PROFILES = shown(
    people={
        "profiles": [
            {
                "id": "ada",
                "name": "Ada Lovelace",
                "headline": "Mathematician",
                "links": ["https://ada.example"],
                "starters": ["What did Ada write?"],
            }
        ],
        "starters": ["Who has written a program?"],
    }
)


def streamed(*values: dict[str, Any]) -> dict[str, Any]:
    """Server-sent events as they are sent."""
    text = "".join(f"event: {one['type']}\ndata: {json.dumps(one, ensure_ascii=False)}\n\n" for one in values)
    return {"text/event-stream": {"examples": {"answered": {"value": text}}}}


EVENTS = streamed(
    {"type": "understood", "kind": "fact", "standalone": ANSWERED["standalone"], "profiles": ["ada"]},
    {"type": "retrieved", "statements": 1},
    {"type": "claimed", "claim": _CLAIM},
    {"type": "finished", "answer": ANSWERED},
)
SOURCE = shown(page={"id": "ada.md", "profile": "ada", "name": "Ada Lovelace", "text": _PAGE})
