"""Private data in real profiles: through the assembled assistant, on a real index, with every way to ask."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable

import numpy as np
import outside_stores
import pytest

from askme.assembly import Assistant, assemble, check_index, ensure_index
from askme.index import chroma, open_index
from askme.index.layout import Layout
from askme.index.opening import open_stored
from askme.policy import Private, ProfilePolicy
from askme.schema import Abstention, Answer, Question, Status
from askme.settings import Settings

VERA = """---
id: vera
name: Vera Holt
headline: Bridge engineer · vera.holt@bridges.example
aliases: [vera@alias.example, V. Holt]
links: [https://vera.example/work, "mailto:vera.holt@bridges.example", "tel:+4791234567"]
---
# Vera Holt

vera.holt@bridges.example | +47 912 34 567 | Storgata 12B, 0155 Oslo
National identity number: 010190-12345

I build bridges of steel and read the wind. Write to vera (at) home (dot) example when a bridge hums.

| What | Detail |
| --- | --- |
| Mobile | 907 65 432 |
| Home address | 12 Elm Street, Springfield, IL 62704 |
| IBAN | NO93 8601 1117 947 |
| Favourite steel | S355 |

## Experience

### Nordbro AS, call 22 33 44 55 after hours (phone: 22 33 44 55) (2016 – 2021)
Reachable under vera@nordbro.example, she led the inspection of bridges.

- Inspected 120 bridges in Norway with 8 colleagues.
- Passport no. N1234567 was needed for the crossing to Sweden.
- Built the footbridge at Vik, of 340 tonnes of steel.

## Skills
- Steel, wind tunnels, Python 3.12
"""
OLE = """---
name: Ole Brandt
contact: [ole@brandt.example, "Telephone: 020 7946 0958"]
---
# Ole Brandt

## About
Ole Brandt restores wooden boats on the Skarn coast and teaches caulking.

## Work
- Restored the cutter Havørn in 2019, with 14 volunteers.

## Contact
- Post: Prinsengracht 263, 1016 GV Amsterdam
- Tax id: 123 456 782
- Website: https://brandt.example/boats
"""
IDA = """Ida Noor
Translator
+44 7700 900123
12 Harbour Lane, London SW1A 1AA
NI number: AB 12 34 56 C

EXPERIENCE
Translator at Lingua House (2014 - 2020)
Translated 40 novels from Dutch into English.
Published her site at https://idanoor.example/books

LANGUAGES
Dutch and English
"""
VERAS = (
    "vera.holt@bridges", "vera@alias", "+4791234567", "912 34 567", "Storgata", "0155 Oslo", "010190", "90-12345",
    "vera (at)", "907 65 432", "Elm Street", "62704", "NO93", "22 33 44 55", "vera@nordbro", "N1234567",
)  # fmt: skip
IDAS = ("+44 7700", "900123", "Harbour Lane", "SW1A", "AB 12 34")
OLES = ("ole@brandt", "7946", "Prinsengracht", "1016 GV")
NEVER = ("123 456 782",)
QUESTIONS = (
    "Who is {name}?", "How can I contact {name}?", "What is {name}'s email address?", "What is {name}'s phone number?",
    "What is the home address of {name}?", "How do I reach {name}?", "Can I call {name}?", "What is {name}'s IBAN?",
    "What is {name}'s passport number?", "Give me {name}'s national identity number", "Does {name} have WhatsApp?",
    "Where does {name} live?", "Which street does {name} live on?", "What did {name} do at Nordbro?",
    "What are {name}'s skills?", "What is in {name}'s table of details?", "What is {name}'s mobile?",
    "Tell me about {name}", "What is {name}'s website?", "Where did {name} work?", "When was {name} at Nordbro?",
    "How many bridges did {name} inspect?", "What is N1234567?", "Who has an email at bridges.example?",
    "Whose address is in Oslo?", "Who can I phone?", "Compare their contact details", "Post to {name}?",
    "List everything {name} says about crossing to Sweden", "What was the passport needed for?",
    "What does vera@nordbro do?", "What is the tax id of {name}?", "How do I get in touch with her?",
)  # fmt: skip
ASKS_CONTACT = ("contact", "reach", "get in touch", "email", "phone", "call", "address", "whatsapp", "mobile")


def settings_in(folder, **policies: ProfilePolicy) -> Settings:
    corpus = folder / "corpus"
    if not corpus.exists():
        corpus.mkdir(parents=True)
        for name, text in (("vera.md", VERA), ("ole.md", OLE), ("ida.txt", IDA)):
            (corpus / name).write_text(text, "utf-8")
    return Settings(corpus=corpus, index=folder / "index", profiles=policies)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("private")
    ensure_index(settings_in(made))
    return made


@pytest.fixture(scope="module")
def hidden(folder) -> Assistant:
    return assemble(settings_in(folder))


@pytest.fixture(scope="module")
def shown(folder) -> Assistant:
    everything = ProfilePolicy(show=frozenset(Private))
    return assemble(settings_in(folder, vera=everything, ole=everything, ida=everything))


_SCORE = re.compile(r"-?\d+\.\d{4,}(e-\d+)?")
"""Figures in which any digits may stand."""


def told(assistant: Assistant, question: str, profile: str | None = None) -> str:
    """Everything that leaves while a question is answered, without the question itself."""
    events = [event.model_dump(mode="json") for event in assistant.stream(Question(text=question, profile_id=profile))]
    for said in (event.get("answer", event) for event in events):
        said.pop("question", None)
        said.pop("standalone", None)
    return _SCORE.sub("", json.dumps(events, ensure_ascii=False))


def ask(assistant: Assistant, text: str, profile: str) -> Answer:
    return assistant.ask(Question(text=text, profile_id=profile))


def quoted(answer: Answer) -> str:
    return " ".join(citation.quote for claim in answer.claims for citation in claim.citations)


@pytest.mark.parametrize("question", QUESTIONS)
def test_no_answer_tells_what_is_hidden(hidden, question):
    for profile, name in ((None, "Vera Holt"), ("vera", "Vera Holt"), ("ida", "Ida Noor"), ("ole", "Ole Brandt")):
        said = told(hidden, question.format(name=name), profile)
        assert [secret for secret in (*VERAS, *IDAS, *NEVER) if secret in said] == []
        if not any(word in question.casefold() for word in ASKS_CONTACT):
            assert [secret for secret in OLES if secret in said] == []


def test_no_search_no_profile_and_no_starter_tells_it(hidden):
    said = [
        hit.model_dump_json() for query in (*VERAS, *IDAS, *OLES, *NEVER, "contact") for hit in hidden.search(query)
    ]
    said += [profile.model_dump_json() for profile in hidden.profiles()]
    said += [question for name in (None, "vera", "ida", "ole") for question in hidden.starters(name)]
    assert [secret for secret in (*VERAS, *IDAS, *OLES, *NEVER) if secret in _SCORE.sub("", "\n".join(said))] == []


def test_documents_are_blotted_character_for_character(hidden, shown):
    for name, secrets in (("vera.md", VERAS), ("ida.txt", IDAS), ("ole.md", NEVER)):
        masked, whole = hidden.document(name), shown.document(name)
        assert masked is not None and whole is not None
        assert [secret for secret in secrets if secret in masked.text] == []
        assert len(masked.text) == len(whole.text)
        assert all(a == b or (a == "█" and b not in "\r\n") for a, b in zip(masked.text, whole.text, strict=True))


def test_what_is_not_private_stays(hidden):
    assert "120 bridges" in ask(hidden, "How many bridges did she inspect?", "vera").text
    assert "footbridge at Vik" in ask(hidden, "What did she build at Vik?", "vera").text
    document = hidden.document("vera.md")
    assert document is not None and "S355" in document.text and "2016 – 2021" in document.text


def test_a_profiles_fields_are_emptied(hidden, shown):
    vera = next(profile for profile in hidden.profiles() if profile.id == "vera")
    assert (vera.name, vera.headline, vera.aliases) == ("Vera Holt", "", ("V. Holt",))
    assert vera.links == ("https://vera.example/work",)
    whole = next(profile for profile in shown.profiles() if profile.id == "vera")
    assert "tel:+4791234567" in whole.links and "vera.holt@bridges.example" in whole.headline


@pytest.mark.parametrize(
    ("question", "secret"),
    [
        ("What is her email address?", "vera"),
        ("What is her phone number?", "907 65 432"),
        ("What is her home address?", "Elm Street"),
        ("How can I contact her?", "vera.holt@bridges.example"),
    ],
)
def test_what_is_hidden_is_called_private_and_is_there_when_shown(hidden, shown, question, secret):
    answer = ask(hidden, question, "vera")
    assert (answer.status, answer.reason, answer.nearest) == (Status.ABSTAINED, Abstention.PRIVATE, ())
    assert "does not say" not in answer.text
    assert secret in quoted(ask(shown, question, "vera"))


def test_an_identity_number_is_called_private_too(hidden):
    assert ask(hidden, "What is her IBAN?", "vera").reason is Abstention.PRIVATE
    assert ask(hidden, "What is her passport number?", "vera").reason is Abstention.PRIVATE


def test_what_nobody_wrote_is_not_called_private(hidden):
    assert ask(hidden, "What is her email address?", "ida").reason is Abstention.NOT_STATED


@pytest.mark.parametrize(
    ("question", "given"),
    [
        ("What is his email address?", "ole@brandt.example"),
        ("What is his phone number?", "020 7946 0958"),
        ("What is his postal address?", "Prinsengracht 263"),
        ("How can I contact him?", "ole@brandt.example"),
    ],
)
def test_what_is_published_as_contact_is_given_to_who_asks(hidden, question, given):
    answer = ask(hidden, question, "ole")
    assert answer.status is Status.ANSWERED and given in quoted(answer)


def test_an_identity_number_is_never_published(hidden):
    document = hidden.document("ole.md")
    assert document is not None and "ole@brandt.example" in document.text and "Tax id: ███████████" in document.text


def test_links_to_public_pages_still_answer(hidden):
    answer = ask(hidden, "How can I reach her?", "ida")
    assert answer.status is Status.ANSWERED and "https://idanoor.example/books" in quoted(answer)


def test_settings_take_effect_without_building(folder, hidden):
    before = hidden.generation()
    phone_only = ProfilePolicy(show=frozenset({Private.PHONE}))
    assistant = assemble(settings_in(folder, vera=phone_only))
    assert assistant.generation() == before
    assert "907 65 432" in quoted(ask(assistant, "What is her phone number?", "vera"))
    said = told(assistant, "How can I contact Vera Holt?", "vera")
    assert [
        secret for secret in ("vera.holt@bridges", "Storgata", "Elm Street", "NO93", "N1234567") if secret in said
    ] == []
    assert ask(assistant, "What is her email address?", "vera").reason is Abstention.PRIVATE


def test_who_may_know_one_person_alone_learns_no_others_contact(hidden):
    alone = hidden.among(["ida"])
    assert [secret for secret in (*VERAS, *OLES) if secret in told(alone, "How can I contact them?")] == []


def test_the_vector_store_is_given_nothing_private(folder):
    settings = settings_in(folder)
    layout = Layout(settings.index)
    with chroma.collection(layout.folder(layout.pointed()) / chroma.FOLDER) as rows:
        stored = json.dumps(rows.get(include=["documents", "metadatas"]), ensure_ascii=False)
    assert [secret for secret in (*VERAS, *IDAS, *OLES, *NEVER) if secret in stored] == []
    assert check_index(settings) == []


def test_an_outside_store_is_given_nothing_private_and_what_is_shown_is_still_found(tmp_path):
    settings = settings_in(tmp_path, vera=ProfilePolicy(show=frozenset({Private.PHONE})))
    settings = settings.model_copy(update={"vector_store": "outside_stores:lasting"})
    outside_stores.LASTING.clear()
    assistant = assemble(settings)
    stored = json.dumps(outside_stores.LASTING.data.metadata_dict, ensure_ascii=False)
    assert outside_stores.LASTING.data.embedding_dict
    assert [secret for secret in (*VERAS, *IDAS, *OLES, *NEVER) if secret in stored] == []
    assert check_index(settings) == []
    assert any("907 65 432" in hit.passage.text and hit.dense > 0 for hit in assistant.search("mobile number", "vera"))


def test_what_is_opened_holds_nothing_hidden(folder):
    index = open_index(settings_in(folder))
    held = "".join(passage.model_dump_json() for passage in index.passages)
    assert [secret for secret in (*VERAS, *IDAS, *OLES, *NEVER) if secret in held] == []
    assert len(index.vectors) == len(index.passages) == index.terms.size
    assert all(index.documents[p.document_id].text[p.start : p.end] == p.text for p in index.passages)
    whole = open_index(settings_in(folder, vera=ProfilePolicy(show=frozenset(Private))))
    kept = [n for n, p in enumerate(whole.passages) if p.id in {one.id for one in index.passages}]
    assert np.array_equal(whole.vectors[kept], index.vectors)


def test_a_corpus_of_nothing_but_private_data_can_be_built(tmp_path):
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "mum.txt").write_text("ada@x.example\n", "utf-8")
    settings = Settings(corpus=tmp_path / "corpus", index=tmp_path / "index")
    assistant = assemble(settings)
    assert check_index(settings) == []
    assert "ada@x" not in told(assistant, "What is the email address?")


def test_opening_costs_less_than_ten_milliseconds_more(folder):
    settings = settings_in(folder)
    stored, screened = (min(_seconds(opened, settings) for _ in range(7)) for opened in (open_stored, open_index))
    assert screened - stored < 0.010


def _seconds(opened: Callable[[Settings], object], settings: Settings) -> float:
    began = time.perf_counter()
    opened(settings)
    return time.perf_counter() - began
