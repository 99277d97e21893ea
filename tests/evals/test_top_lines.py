"""The naive answerer: three nearest lines, or nothing."""

from __future__ import annotations

import pytest
from making import case

from askme.embedding.hashing import HashEmbedder
from evals.answerers.top_lines import TopLines

ADA = "---\nname: Ada\n---\n# Ada\n\n- Wrote the first program\n- Wrote letters\n- Knew Babbage\n- Lived in London\n"
BOB = "# Bob\n\n- Wrote the first program\n"


@pytest.fixture
def corpus(tmp_path):
    (tmp_path / "ada.md").write_text(ADA, encoding="utf-8")
    (tmp_path / "bob.md").write_text(BOB, encoding="utf-8")
    return tmp_path


def answerer(corpus, threshold: float = 0.3) -> TopLines:
    return TopLines(corpus, threshold, embedder=HashEmbedder(1024))


def test_the_nearest_three_lines_are_the_answer(corpus):
    found = answerer(corpus).answer(case(question="Wrote the first program", profile="ada"))
    assert found.status == "answered"
    assert found.text.splitlines()[:2] == ["Wrote the first program", "Wrote letters"]
    assert len(found.claims) == 3
    assert found.confidence == pytest.approx(1)


def test_every_citation_is_the_slice_that_it_says(corpus):
    found = answerer(corpus).answer(case(question="Who wrote the first program?"))
    places = [place for claim in found.claims for place in claim.citations]
    texts = {"ada.md": ADA, "bob.md": BOB}
    assert {place.source for place in places} == {"ada.md", "bob.md"}
    assert all(texts[place.source][place.start : place.end] == place.quote for place in places)


def test_nothing_near_is_no_answer(corpus):
    found = answerer(corpus, 0.5).answer(case(question="Favourite colours?", profile="ada"))
    assert (found.status, found.claims, found.confidence) == ("abstained", (), None)
    assert len(found.nearest) == 3


def test_only_the_profile_asked_about_is_searched(corpus):
    found = answerer(corpus).answer(case(question="What did Bob do first, a program?"))
    assert {hit.profile for hit in found.hits} == {"bob"} == set(found.scope)


def test_the_fingerprint_names_the_rule(corpus):
    assert answerer(corpus).fingerprint["rule"] == "3 lines, cosine 0.3"


def test_it_can_be_opened_by_name():
    from evals.answerers import ANSWERERS

    assert ANSWERERS["top-lines"] == f"{TopLines.__module__}:{TopLines.__qualname__}"
