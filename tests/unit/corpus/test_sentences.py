"""Where sentences end, and where they do not."""

from __future__ import annotations

import pytest

from askme.corpus.sentences import LONGEST, sentences


@pytest.mark.parametrize(
    "text",
    [
        "She holds a B.Tech from Delhi.",
        "Tools, e.g. Kafka, i.e. Java.",
        "Dr. Ada met Prof. Babbage.",
        "She joined Acme Inc. Tokyo in May.",
        "It took approx. 3 days.",
        "J. K. Smith wrote it.",
        "Uses v1.2 and Next.js and 3.14 often.",
        "Wait ... then go.",
        "See no. 5 and fig. 2 there.",
    ],
)
def test_one_sentence(text: str) -> None:
    assert sentences(text) == [(0, len(text))]


@pytest.mark.parametrize(
    ("text", "second"),
    [
        ("One. Two.", "Two."),
        ('He said "yes." She left.', "She left."),
        ("It grew by 95%. 3 users left.", "3 users left."),
        ("It works! It does.", "It does."),
        ("It was slow. vLLM fixed it.", "vLLM fixed it."),
        ("我写了代码。她也写了！", "她也写了！"),
        ("It went on... Then it ended.", "Then it ended."),
    ],
)
def test_two_sentences(text: str, second: str) -> None:
    assert [text[i:j] for i, j in sentences(text)][1] == second


def test_endless_sentence_is_cut() -> None:
    assert max(j - i for i, j in sentences("word " * 5000)) <= LONGEST
