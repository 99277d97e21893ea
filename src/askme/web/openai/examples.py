"""One small example of each body that OpenAI's clients send and get, for the OpenAPI document."""

from __future__ import annotations

from typing import Any

from askme.web.api.examples import ANSWERED, shown

_MODEL: dict[str, Any] = {
    "id": "askme/ada", "object": "model", "created": 0, "owned_by": "askme", "name": "Ada Lovelace",
}  # fmt: skip
_EVERYBODY: dict[str, Any] = _MODEL | {"id": "askme", "name": ""}
_EVIDENCE: dict[str, Any] = {
    "status": "answered",
    "reason": None,
    "profile": "ada",
    "claims": ANSWERED["claims"],
    "citations": ANSWERED["claims"][0]["citations"],
    "nearest": [],
    "suggestions": ANSWERED["suggestions"],
}
_COMPLETION: dict[str, Any] = {
    "id": "chatcmpl-5d2f0c9be1b0475fa0c1d3e2",
    "object": "chat.completion",
    "created": 1_790_000_000,
    "model": "askme/ada",
    "choices": [
        {
            "index": 0,
            "message": {
                "role": "assistant",
                "content": f"{ANSWERED['text']} [1]",
                "refusal": None,
                "askme": _EVIDENCE,
            },
            "finish_reason": "stop",
            "logprobs": None,
        }
    ],
    "usage": {"prompt_tokens": 4, "completion_tokens": 8, "total_tokens": 12},
}

REQUEST = shown(
    everybody={"model": "askme", "messages": [{"role": "user", "content": "Who has written a program?"}]},
    person={"model": "askme/ada", "messages": [{"role": "user", "content": ANSWERED["question"]}]},
    follow_up={
        "model": "askme",
        "messages": [
            {"role": "user", "content": "Where has Ada worked?"},
            {"role": "assistant", "content": "At Analytical Engines. [1]"},
            {"role": "user", "content": "What did she write there?"},
        ],
    },
)
COMPLETION = shown(whole=_COMPLETION)
MODEL = shown(person=_MODEL)
MODELS = shown(people={"object": "list", "data": [_EVERYBODY, _MODEL]})
