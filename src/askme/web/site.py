"""What the surfaces share: one desk, one set of limits and counts."""

from __future__ import annotations

from dataclasses import dataclass

from askme.settings import Settings
from askme.web.assistant import Assistant
from askme.web.conversations import Conversations
from askme.web.desk import Desk
from askme.web.limits import Limits
from askme.web.metrics import Metrics


@dataclass(frozen=True)
class Site:
    """One server."""

    assistant: Assistant
    """Knows everybody: hand what a caller may see to nobody but `desk.seen_by(caller)`."""
    settings: Settings
    desk: Desk
    metrics: Metrics

    @classmethod
    def of(cls, assistant: Assistant, settings: Settings) -> Site:
        metrics = Metrics()
        conversations = Conversations(settings.conversation_minutes)
        desk = Desk(assistant, settings, Limits(settings), conversations, metrics)
        return cls(assistant, settings, desk, metrics)
