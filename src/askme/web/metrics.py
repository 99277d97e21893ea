"""Counts for Prometheus: numbers only, never a text, a name or an address."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)


class Metrics:
    """The counts of one server; a registry of its own, so that two servers in one process do not mix."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self.questions = Counter(
            "askme_questions", "Questions by where they were asked and what became of them.",
            ["surface", "outcome"], registry=self._registry,
        )  # fmt: skip
        self.seconds = Histogram(
            "askme_answer_seconds", "From question to whole answer.", ["surface"],
            buckets=_BUCKETS, registry=self._registry,
        )  # fmt: skip
        self.first = Histogram(
            "askme_first_event_seconds", "From question to the first event, of streamed answers.", ["surface"],
            buckets=_BUCKETS, registry=self._registry,
        )  # fmt: skip
        self.at_work = Gauge("askme_questions_at_work", "Questions being answered now.", registry=self._registry)
        self.conversations = Gauge("askme_conversations", "Conversations that are kept.", registry=self._registry)
        self.refused = Counter(
            "askme_requests_refused", "Requests refused, by kind of problem.", ["problem"], registry=self._registry
        )

    def text(self) -> bytes:
        """All counts in Prometheus' text format."""
        return generate_latest(self._registry)
