"""What OpenAI's clients send and expect for chat completions; what is askme's own stands under `askme`."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema
from pydantic.config import JsonDict

from askme.schema import Abstention, Status
from askme.web.api.bodies import Body, Citation, Claim, Text


class _Given(BaseModel):
    """What a client sends: keys that mean nothing here (temperature, tools, ...) are let pass."""

    model_config = ConfigDict(frozen=True, strict=True, extra="ignore")


class TextPart(_Given):
    type: Literal["text"]
    text: str


class OtherPart(_Given):
    """An image, a sound, a file: askme cannot read it."""

    type: str


Parts = list[Annotated[TextPart | OtherPart, Field(union_mode="left_to_right")]]
_ASKED = {"type": "string", "minLength": 1, "pattern": r"[^\W_]"}
_PART = {
    "type": "object",
    "properties": {"type": {"const": "text"}, "text": _ASKED},
    "required": ["type", "text"],
}
_SAID = {"anyOf": [_ASKED, {"type": "array", "items": _PART, "minItems": 1}]}


class UserMessage(_Given):
    """What the user says: the last is the question, the earlier ones are what was asked before."""

    role: Literal["user"]
    content: Annotated[str | Parts, WithJsonSchema(_SAID)]


class OtherMessage(_Given):
    """What others say is not read: askme takes no instructions."""

    role: Literal["assistant", "system", "developer", "tool", "function"]


Message = Annotated[UserMessage | OtherMessage, Field(discriminator="role")]
_FROM_USER: JsonDict = {"type": "object", "properties": {"role": {"const": "user"}}, "required": ["role"]}


class StreamOptions(_Given):
    include_usage: bool = False


class ChatRequest(_Given):
    """A request for a chat completion."""

    model: Text = Field(
        description="`askme` for everybody, `askme/ID` for one person.",
        json_schema_extra={"pattern": "^askme(/.+)?$"},
    )
    messages: list[Message] = Field(min_length=1, json_schema_extra={"contains": _FROM_USER})
    stream: bool | None = None
    stream_options: StreamOptions | None = None
    n: int | None = Field(
        None, description="How many answers; there is only one.", json_schema_extra={"enum": [1, None]}
    )


class Evidence(Body):
    """What supports the content; `[n]` in it is number n of `citations`, counted from 1."""

    status: Status
    reason: Abstention | None
    profile: str | None
    claims: list[Claim]
    citations: list[Citation]
    nearest: list[Citation]
    suggestions: list[str]


class Usage(Body):
    """Words, separated by white space: askme counts no tokens and charges for none."""

    prompt_tokens: int
    completion_tokens: int
    total_tokens: int


class Reply(Body):
    role: Literal["assistant"] = "assistant"
    content: str
    refusal: None = None
    askme: Evidence


class Choice(Body):
    index: int = 0
    message: Reply
    finish_reason: Literal["stop"] = "stop"
    logprobs: None = None


class Completion(Body):
    """A whole chat completion."""

    id: str
    object: Literal["chat.completion"] = "chat.completion"
    created: int
    model: str
    choices: list[Choice]
    usage: Usage


class Model(Body):
    """One that can be asked: everybody, or one person."""

    id: str
    object: Literal["model"] = "model"
    created: int = 0
    owned_by: Literal["askme"] = "askme"
    name: str = Field(description="The person's name; empty for everybody.")


class Models(Body):
    object: Literal["list"] = "list"
    data: list[Model]


def _absent(value: object) -> bool:
    return value is None


class Delta(Body):
    """What a chunk adds; `askme` comes with the last."""

    role: Literal["assistant"] | None = Field(None, exclude_if=_absent)
    content: str | None = Field(None, exclude_if=_absent)
    askme: Evidence | None = Field(None, exclude_if=_absent)


class ChunkChoice(Body):
    index: int = 0
    delta: Delta
    finish_reason: Literal["stop"] | None = None


class Chunk(Body):
    """A part of a chat completion that is streamed."""

    id: str
    object: Literal["chat.completion.chunk"] = "chat.completion.chunk"
    created: int
    model: str
    choices: list[ChunkChoice]
    usage: Usage | None = None
