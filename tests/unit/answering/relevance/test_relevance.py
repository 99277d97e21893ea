"""Reading statements: only the first are read, each once, and what is shown is what was read."""

from dataclasses import replace

import numpy as np

from askme.answering.evidence import Evidence
from askme.answering.relevance import Relevance
from askme.answering.relevance.reader import Reader
from askme.answering.relevance.relevance import HEADINGS, READ, READER, in_rounds, to_read
from askme.corpus import split
from askme.embedding.hashing import HashEmbedder
from askme.reading import Reading
from askme.schema import Document, Hit, Profile, Question
from askme.understanding import Understander

PAGE = "# Nora Quill\n\n## Work\n\n### Osprey (2018 – 2020)\n\n" + "".join(
    f"- Mended boat number {number} in Oslo.\n" for number in range(30)
)


class Counting(HashEmbedder):
    def __init__(self) -> None:
        super().__init__(256)
        self.read: list[str] = []

    def tokens(self, texts):
        self.read += texts
        return super().tokens(texts)


def evidence(question: str, reads=None, page: str = PAGE) -> Evidence:
    document = Document(id="nora.md", profile_id="nora", source="nora.md", text=page)
    passages = split(document)
    reading = Reading.of([Profile(id="nora", name="Nora Quill")], passages, [document])
    request = Understander(reading).understand(Question(text=question, profile_id="nora"))
    hits = [Hit(passage=passage, score=1.0, dense=0.5, lexical=0.0, adapted=0.5) for passage in passages]
    return Evidence(request, reading.profiles["nora"], hits, reads=reads)


def test_only_the_first_are_read():
    found = Relevance(Counting()).probabilities(asked := evidence("What did she mend in Oslo?"), asked.by_words())
    assert len(found) == READ
    assert all(0 < value < 1 for value in found.values())


def test_a_statement_is_read_once():
    model = Counting()
    relevance = Relevance(model)
    for question in ("What did she mend in Oslo?", "What did she mend in Oslo, then?"):
        relevance.probabilities(asked := evidence(question), asked.by_words())
    statements = [text for text in model.read if "Mended" in text]
    assert len(statements) == len(set(statements))


def test_a_statement_is_read_below_its_headings():
    model = Counting()
    relevance = Relevance(model)
    relevance.probabilities(asked := evidence("What did she mend in Oslo?"), asked.by_words())
    assert any(text.startswith("Work › Osprey") and text.endswith("in Oslo.") for text in model.read)


def test_statements_that_were_read_come_before_all_others():
    ranked = evidence("What did she mend in Oslo?", Relevance(Counting())).ranked()
    assert [scored.answers is not None for scored in ranked] == [True] * READ + [False] * (len(ranked) - READ)


def test_a_name_that_no_statement_looked_at_has_is_looked_for():
    page = PAGE + "\n## Tools\n\n" + "- Kept Redis and Kafka running, with much else beside these two.\n" * 2
    asked = evidence("Which boats did she mend in Oslo, and who used Kafka?", page=page)
    last = [scored for scored in asked.by_words() if "Kafka" not in scored.words.passage.text]
    last += [scored for scored in asked.by_words() if "Kafka" in scored.words.passage.text]
    looked = [scored.words.passage.text for scored in to_read(asked, last)]
    assert len(looked) == READ + 1 and sum("Kafka" in text for text in looked) == 1


class Inside(Counting):
    """Shows layers as the model does that the network goes on from."""

    def __init__(self) -> None:
        super().__init__()
        self.fingerprint = Reader.read(READER).fingerprint

    def tokens(self, texts):
        inside = np.random.default_rng(7).normal(size=(40, 384)).astype(np.float16)
        return [replace(one, inside=inside[: len(one.starts) + 2]) for one in super().tokens(texts)]


YARDS = "# Nora Quill\n\n## Work\n\n" + "".join(
    f"### Yard {number} ({2000 + number} – {2001 + number})\n\n- Mended boats.\n\n" for number in range(9)
)


def test_the_nearest_headings_are_read_once_with_what_they_stand_in():
    model = Inside()
    relevance = Relevance(model)
    found = [relevance.headings(evidence("What yard was it?", page=YARDS)) for _ in range(2)]
    assert len(found[0]) == HEADINGS and found[0] == found[1]
    assert all(0 < chance < 1 for chance in found[0].values())
    assert [text for text in model.read if "Yard" in text] == [
        f"Work: Yard {number}, {2000 + number} – {2001 + number}" for number in range(9)
    ]


def test_headings_are_read_for_a_question_without_telling_words():
    assert len(Relevance(Inside()).headings(evidence("And where?", page=YARDS))) == HEADINGS


def test_headings_are_not_read_without_the_network():
    assert Relevance(Counting()).headings(evidence("What yard was it?", page=YARDS)) == {}


def test_a_page_without_headings_has_none_to_read():
    assert Relevance(Inside()).headings(evidence("What yard was it?", page="# Nora Quill\n\nMended boats.\n")) == {}


def test_nothing_found_is_nothing_read():
    assert Relevance(Counting()).probabilities(evidence("What did she mend?"), []) == {}


def test_the_same_question_has_the_same_probabilities():
    found = [
        list(Relevance(Counting()).probabilities(asked := evidence("Which boat?"), asked.by_words()).values())
        for _ in range(2)
    ]
    np.testing.assert_array_equal(*found)


def rounds(values: list[float], *, listed: bool = False) -> list[list[int]]:
    """The places that are read in each round, where the odds so far fall from the first to the last."""
    asked: list[list[int]] = []

    def read(places):
        asked.append(list(places))
        return np.array([values[at] for at in places])

    found = in_rounds(-np.arange(len(values), dtype=np.float32), read, listed=listed)
    assert found == {at: values[at] for some in asked for at in some}
    return asked


def test_no_more_is_read_when_one_surely_answers():
    assert rounds([-1, 3, -1, 4, -1, -1, -1]) == [[0, 1, 2]]


def test_two_rounds_are_read_in_doubt_and_no_third():
    assert rounds([-1] * 12) == [[0, 1, 2], [3, 4, 5]]


def test_for_a_list_it_is_read_on_while_any_answers():
    assert rounds([3, 3, 3, -1, -1, -1, -9, -9, -9, 3, 3], listed=True) == [[0, 1, 2], [3, 4, 5], [6, 7, 8]]


def test_what_is_there_is_read_at_most():
    assert rounds([3, 3, 3, 3], listed=True) == [[0, 1, 2], [3]]


def test_a_name_is_read_as_the_profile_has_it():
    for page, expected in (("Ran Kubernetes.", "Has she run Kubernetes?"), ("Mended boats.", "Has she run k8s?")):
        model = Counting()
        Relevance(model).asked(evidence("Has she run k8s?", page=f"# Nora Quill\n\n## Work\n\n- {page}\n"))
        assert model.read == [expected]
