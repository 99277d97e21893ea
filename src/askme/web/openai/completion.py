"""One chat completion, whole or in chunks."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from askme.schema import Answer
from askme.web.api.rendering import Rendering
from askme.web.desk import Asked
from askme.web.openai.bodies import (
    Choice,
    Chunk,
    ChunkChoice,
    Completion,
    Delta,
    Evidence,
    Reply,
    Usage,
)
from askme.web.openai.content import Content, words


@dataclass(frozen=True)
class Made:
    """What all parts of one completion have in common."""

    model: str
    asked: Asked
    rendering: Callable[[], Rendering]
    """Made when the answer comes."""
    id: str = field(default_factory=lambda: f"chatcmpl-{secrets.token_hex(12)}")
    created: int = field(default_factory=lambda: int(time.time()))

    def whole(self, answer: Answer) -> Completion:
        content = Content()
        content.finished(answer)
        reply = Reply(content=content.text, askme=self.evidence(answer, content))
        return Completion(
            id=self.id,
            created=self.created,
            model=self.model,
            choices=[Choice(message=reply)],
            usage=self.usage(content),
        )

    def chunk(self, delta: Delta, finish_reason: str | None = None) -> Chunk:
        choice = ChunkChoice(delta=delta, finish_reason="stop" if finish_reason else None)
        return Chunk(id=self.id, created=self.created, model=self.model, choices=[choice])

    def used(self, content: Content) -> Chunk:
        """The chunk after the last, for who wants to know what was used."""
        return Chunk(id=self.id, created=self.created, model=self.model, choices=[], usage=self.usage(content))

    def evidence(self, answer: Answer, content: Content) -> Evidence:
        rendering = self.rendering()
        return Evidence(
            status=answer.status,
            reason=answer.reason,
            profile=answer.profile,
            claims=[rendering.claim(claim) for claim in answer.claims],
            citations=[rendering.citation(citation) for citation in content.citations],
            nearest=[rendering.citation(citation) for citation in answer.nearest],
            suggestions=list(answer.suggestions),
        )

    def usage(self, content: Content) -> Usage:
        prompt, completion = words(self.asked.text, *(self.asked.history or ())), words(content.text)
        return Usage(prompt_tokens=prompt, completion_tokens=completion, total_tokens=prompt + completion)
