"""What visitors ask of most anybody, and the statements that are read for it whatever their rank."""

from __future__ import annotations

import pytest

from askme.lexicon import topics
from askme.text import fold

TOLD = {
    "superior": ("Who's his boss?", "I report to the director of place."),
    "helpers": ("who works with him", "My firm is me and a part-time researcher."),
    "refusals": ("Which kinds of work do you turn down?", "I do not enter unpaid competitions."),
    "plans": ("what plans has she for later", "From 2027 I would like to teach network basics."),
    "setbacks": ("what setbacks has she had", "Batch three was lost to mycoplasma."),
    "free_time": ("what does he do when not working", "Six beehives, no television"),
    "occupation": ("What does she do now?", "I own and run a sourdough bakery."),
    "earlier": ("Tell me what she did before she became a midwife.", "I began as a bookbinder."),
    "terms": ("who owns the rights in the end?", "The code belongs to the client."),
    "visits": ("Can I just drop by?", "Visitors are welcome on Thursdays without an appointment."),
    "whereabouts": ("is she open to a post in Dubai", "I will move within Europe but not beyond."),
}


@pytest.mark.parametrize(("name", "question", "statement"), [(name, *pair) for name, pair in TOLD.items()])
def test_a_topic_leads_to_what_tells_it(name: str, question: str, statement: str) -> None:
    asked = [topic for topic in topics() if topic.cues.search(fold(question))]
    assert name in [topic.id for topic in asked]
    assert any(topic.signs.search(fold(statement)) for topic in asked if topic.id == name)


def test_every_topic_is_tried() -> None:
    assert {topic.id for topic in topics()} == set(TOLD)


@pytest.mark.parametrize("question", ["Does he know Kafka?", "Which university did she attend?", "How old is she?"])
def test_what_is_no_topic(question: str) -> None:
    assert [topic.id for topic in topics() if topic.cues.search(fold(question))] == []
