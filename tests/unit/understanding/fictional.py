"""Fictional people, and what is understood of a question about them."""

from __future__ import annotations

from functools import cache

from askme.corpus import Format, split
from askme.reading import Reading
from askme.schema import Document, Profile, Question
from askme.understanding import Request, Understander

ADA = """\
# Ada Lindqvist

Backend engineer for railways.

## Experience

### Norrsken Rail

**Senior Engineer** | Mar 2021 - Present

- Designed the timetable service in Kotlin, which answers 40,000 passengers a day.
- Moved the ticket archive to PostgreSQL and Kubernetes.

### Harbour Ferries

**Engineer** | Jan 2018 - Feb 2021

- Built the booking engine on Kafka and Redis.
- Mentored 12 apprentices.

## Awards

### Golden Rail Prize — National Rail Board (2022)

- For the timetable that never sleeps.
"""
TOMAS = """\
# Tomas Okoro

Nurse and teacher.

## Experience

### Saint Brigid Hospital

**Ward Nurse** | 2016 - 2020

- Cared for 30 patients a shift.
- Introduced the QuietNight protocol.

### Northfield College

**Lecturer** | 2020 - Present

- Teaches first aid to paramedics.
"""
BEA = """\
# Bea Lindqvist

## Projects

### Driftwood

- An open-source weather map for sailors, written in Rust.
"""
PEOPLE = (
    Profile(id="ada-lindqvist", name="Ada Lindqvist, MSc", aliases=("railgirl",)),
    Profile(id="tomas-okoro", name="Tomas Okoro"),
    Profile(id="bea-lindqvist", name="Bea Lindqvist"),
)
ORDINARY = frozenset(
    """a about and answers apprentices archive at booking built called company day database did engine engineer first
    for from has he her his hospital how in is it job know last led list many museum name night nurse of on patients
    person project service she ship shift sleeps software teaches team that the there they ticket timetable to what
    when where which who with work worked year documentation museums payments testing weather map sailors""".split()
)


@cache
def reading() -> Reading:
    texts = zip(PEOPLE, (ADA, TOMAS, BEA), strict=True)
    documents = [Document(id=p.id, profile_id=p.id, source=f"{p.id}.md", text=text) for p, text in texts]
    passages = [passage for document in documents for passage in split(document, Format.MARKDOWN)]
    return Reading.of(PEOPLE, passages, documents)


@cache
def understander() -> Understander:
    return Understander(reading(), is_word=ORDINARY.__contains__)


def understood(text: str, *history: str, profile: str | None = None) -> Request:
    return understander().understand(Question(text=text, profile_id=profile, history=history))


def standalone(text: str, *history: str, profile: str | None = None) -> str:
    return understood(text, *history, profile=profile).standalone
