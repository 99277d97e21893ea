from askme.index.context import context, trail_text
from askme.schema import Passage, PassageKind, Span, StepKind, TrailStep


def passage(text: str, *trail: TrailStep, start: int = 500) -> Passage:
    end = start + len(text)
    return Passage(
        id="ada.md#1",
        profile_id="ada",
        document_id="ada.md",
        kind=PassageKind.BULLET,
        text=text,
        start=start,
        end=end,
        pieces=(Span(start=start, end=end),),
        trail=trail,
    )


def step(kind: StepKind, text: str, start: int = 0) -> TrailStep:
    return TrailStep(kind=kind, text=text, start=start, end=start + len(text))


def test_a_passage_is_searched_by_its_trail_and_words():
    found = passage("Cut costs.", step(StepKind.SECTION, "Experience"), step(StepKind.DATES, "2020 – 2022"))
    assert context(found) == "Experience › 2020 – 2022: Cut costs."


def test_a_passage_without_a_trail_is_searched_by_its_words():
    assert context(passage("Cut costs.")) == "Cut costs."


def test_a_long_lead_is_shortened_at_a_word():
    lead = "Doma is a protocol " + "that does many things " * 10
    assert len(trail_text(passage("It is fast.", step(StepKind.LEAD, lead)))) <= 81
    assert trail_text(passage("It is fast.", step(StepKind.LEAD, lead))).endswith(" that does many…")


def test_a_lead_is_not_its_own_context():
    lead = passage("Doma is a protocol.", step(StepKind.LEAD, "Doma is a protocol.", start=500))
    assert context(lead) == "Doma is a protocol."
