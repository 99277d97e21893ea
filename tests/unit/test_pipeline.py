"""The journey with scripted stops: the whole event list."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from askme.answering.draft import Draft
from askme.answering.templates import NOT_SAID
from askme.errors import QuestionError
from askme.pipeline import Pipeline, text_of
from askme.schema import (
    Abstention,
    Answer,
    Citation,
    Claim,
    Claimed,
    ClaimForm,
    Document,
    Finished,
    Hit,
    Passage,
    PassageKind,
    Question,
    Retrieved,
    Span,
    Status,
    Support,
    Understood,
    Verdict,
)
from askme.understanding.request import Kind, Request, Term, Thread

PAGE = Document(id="ada.md", profile_id="ada", source="ada.md", text="Ran Redis. Sang.")
PASSAGE = Passage(
    id="1", profile_id="ada", document_id="ada.md", kind=PassageKind.SENTENCE,
    text="Ran Redis.", start=0, end=10, pieces=(Span(start=0, end=10),),
)  # fmt: skip
HIT = Hit(passage=PASSAGE, score=0.02, dense=0.5, lexical=1.0, adapted=0.5)
RAN = Claim(text="Ran Redis.", citations=(Citation.of(PAGE, 0, 10),))
SANG = Claim(text="Sang.", citations=(Citation.of(PAGE, 11, 16),))
BARE = Claim(text="Bob: the profile does not say.")
YES, NO = Verdict(support=Support.SUPPORTED), Verdict(support=Support.UNSUPPORTED, reason="scripted")
ASKED = Question(text="Redis?", profile_id="ada")


@dataclass
class Script:
    """All stops of the journey in one; remembers what it was asked."""

    draft: Draft = field(default_factory=Draft)
    verdicts: dict[str, Verdict] = field(default_factory=dict)
    kind: Kind = Kind.FACT
    refusal: Abstention | None = None
    terms: tuple[Term, ...] = ()
    asks: tuple[str, ...] = ("Redis?",)
    """The questions in one."""
    alone: bool = False
    """Whether a question refers to nothing before it."""
    calls: list[tuple[object, ...]] = field(default_factory=list)

    def parts(self, question):
        return tuple(question.model_copy(update={"text": text}) for text in self.asks)

    def points_back(self, question):
        return False

    def stands_alone(self, question, request):
        return self.alone

    def understand(self, question):
        self.calls.append(("understand", question.text))
        return Request(
            question=question, standalone="Redis, Ada?", plain="Redis?", search="Redis", kind=self.kind, scope=("ada",),
            terms=self.terms, refusal=self.refusal,
        )  # fmt: skip

    def retrieve(self, query, profile_ids, expansions=()):
        self.calls.append(("retrieve", query, tuple(profile_ids), tuple(expansions)))
        return (HIT,)

    def answer(self, request, hits):
        self.calls.append(("answer", tuple(hits)))
        return self.draft

    def verify(self, claim):
        self.calls.append(("verify", claim.text))
        return self.verdicts.get(claim.text, YES)

    def suggestions(self, request, answered):
        return ("Again?",) if answered else ("Something else?",)

    @property
    def pipeline(self) -> Pipeline:
        return Pipeline(self, self, self, self, self)

    def ask(self) -> Answer:
        return self.pipeline.ask(ASKED)

    def events(self):
        return list(self.pipeline.stream(ASKED))


def timeless(answer: Answer) -> Answer:
    return answer.model_copy(update={"seconds": 0.0})


def test_an_answer_streams_as_understood_retrieved_claimed_finished():
    *events, last = Script(Draft(claims=(RAN, SANG), profile="ada")).events()
    ran, sang = (claim.model_copy(update={"verdict": YES}) for claim in (RAN, SANG))
    assert events == [
        Understood(kind="fact", standalone="Redis, Ada?", profiles=("ada",)),
        Retrieved(hits=(HIT,)),
        Claimed(claim=ran),
        Claimed(claim=sang),
    ]
    assert timeless(last.answer) == Answer(
        question="Redis?", standalone="Redis, Ada?", status=Status.ANSWERED, text="Ran Redis.\nSang.", profile="ada",
        claims=(ran, sang), suggestions=("Again?",),
    )  # fmt: skip


def test_two_questions_are_searched_and_answered_one_by_one_and_told_as_one():
    script = Script(Draft(claims=(RAN,), profile="ada"), asks=("Redis?", "and singing?"))
    *events, last = script.events()
    assert [event.type for event in events] == ["understood", "retrieved", "claimed"]
    assert events[1] == Retrieved(hits=(HIT,))
    assert [call[1] for call in script.calls if call[0] == "understand"] == ["Redis?", "Redis?", "and singing?"]
    assert [call[0] for call in script.calls].count("answer") == 2
    assert last.answer.text == "Ran Redis."


def test_what_is_no_question_is_not_taken_apart():
    script = Script(Draft(notice="Hello!"), kind=Kind.GREETING, asks=("Hello!", "and hello?"))
    script.events()
    assert [call[1] for call in script.calls if call[0] == "understand"] == ["Redis?"]


def test_a_follow_up_knows_what_was_asked_and_told_before():
    script = Script(Draft(claims=(RAN, SANG), profile="ada"))
    request = script.pipeline._understood(Question(text="Since when?", profile_id="ada", history=("Redis?",)))
    assert request.thread == Thread("Redis", "Ran Redis. Sang.", (*RAN.citations, *SANG.citations))


def test_the_question_before_is_answered_once_however_often_it_is_needed():
    script = Script(Draft(claims=(RAN,), profile="ada"))
    pipeline = script.pipeline
    for text in ("Since when?", "Why?"):
        pipeline._understood(Question(text=text, profile_id="ada", history=("Redis?",)))
    assert [call[0] for call in script.calls].count("answer") == 1


def test_an_answer_that_was_long_goes_along_shortened():
    long = Claim(text="word " * 100, citations=RAN.citations)
    script = Script(Draft(claims=(long,), profile="ada"))
    request = script.pipeline._understood(Question(text="Since when?", profile_id="ada", history=("Redis?",)))
    assert request.thread is not None and 100 < len(request.thread.told) <= 160


@pytest.mark.parametrize("kind", [Kind.GREETING, Kind.HELP, Kind.REFUSED])
def test_what_was_no_question_about_people_is_not_looked_back_to(kind):
    script = Script(Draft(notice="Hello!"), kind=kind)
    asked = Question(text="Since when?", profile_id="ada", history=("Hello!",))
    assert script.pipeline._understood(asked).thread is None


def test_what_stands_alone_is_not_looked_back_from():
    script = Script(Draft(claims=(RAN,), profile="ada"), alone=True)
    asked = Question(text="Did Ada run Redis?", profile_id="ada", history=("Where does she live?",))
    assert script.pipeline._understood(asked).thread is None


def test_an_abstention_streams_no_claim():
    draft = Draft(reason=Abstention.NOT_STATED, nearest=(Citation.of(PAGE, 11, 16),), profile="ada")
    *events, last = Script(draft).events()
    assert [event.type for event in events] == ["understood", "retrieved"]
    assert timeless(last.answer) == Answer(
        question="Redis?", standalone="Redis, Ada?", status=Status.ABSTAINED, text="The profile does not say.",
        profile="ada", reason=Abstention.NOT_STATED, nearest=draft.nearest, suggestions=("Something else?",),
    )  # fmt: skip


def test_what_is_kept_private_is_not_said_to_be_missing():
    answer = Script(Draft(reason=Abstention.PRIVATE)).ask()
    assert (answer.status, answer.text) == (Status.ABSTAINED, "This is kept private here.")


@pytest.mark.parametrize("reason", sorted(set(Abstention) - {Abstention.PRIVATE}))
def test_every_other_abstention_says_that_the_profile_does_not(reason):
    answer = Script(Draft(reason=reason)).ask()
    assert answer.text == NOT_SAID[reason] and answer.text.startswith("The profile does not say")


def test_what_is_not_supported_is_withheld_and_counted():
    answer = Script(Draft(claims=(RAN, SANG)), verdicts={"Sang.": NO}).ask()
    assert (answer.text, answer.withheld, answer.status) == ("Ran Redis.", 1, Status.ANSWERED)


def test_what_could_not_be_checked_is_withheld():
    unchecked = Verdict(support=Support.UNCHECKED, reason="scripted")
    assert Script(Draft(claims=(RAN, SANG)), verdicts={"Sang.": unchecked}).ask().withheld == 1


def test_when_all_is_withheld_there_is_no_answer():
    answer = Script(Draft(claims=(RAN,)), verdicts={"Ran Redis.": NO}).ask()
    assert (answer.status, answer.reason, answer.claims) == (Status.ABSTAINED, Abstention.WITHHELD, ())
    assert answer.withheld == 1


def test_claims_without_any_citation_are_no_answer():
    answer = Script(Draft(claims=(RAN, BARE)), verdicts={"Ran Redis.": NO}).ask()
    assert (answer.reason, answer.claims, answer.withheld) == (Abstention.WITHHELD, (), 2)


def test_a_notice_is_an_answer_without_claims():
    answer = Script(Draft(notice="Hello!"), kind=Kind.GREETING).ask()
    assert (answer.status, answer.text, answer.claims) == (Status.ANSWERED, "Hello!", ())


@pytest.mark.parametrize(
    "script",
    [
        Script(Draft(claims=(RAN,))),
        Script(Draft(reason=Abstention.NOT_STATED)),
        Script(Draft(claims=(RAN,)), verdicts={"Ran Redis.": NO}),
        Script(Draft(notice="Hello!"), kind=Kind.GREETING),
        Script(Draft(reason=Abstention.OPINION), kind=Kind.REFUSED, refusal=Abstention.OPINION),
    ],
)
def test_finished_comes_last_and_once(script):
    types = [event.type for event in script.events()]
    assert types[0] == "understood" and types.index("finished") == len(types) - 1


def test_claims_leave_one_by_one_as_they_are_verified():
    script = Script(Draft(claims=(RAN, SANG)))
    next(event for event in script.pipeline.stream(ASKED) if isinstance(event, Claimed))
    assert script.calls[-1] == ("verify", "Ran Redis.")


@pytest.mark.parametrize(
    ("kind", "refusal"),
    [(Kind.GREETING, None), (Kind.HELP, None), (Kind.REFUSED, Abstention.OPINION), (Kind.FACT, Abstention.NOT_STATED)],
)
def test_nothing_is_searched_for_what_is_no_question(kind, refusal):
    script = Script(kind=kind, refusal=refusal, draft=Draft(reason=refusal, notice="Hello!"))
    assert isinstance(script.events()[1], Retrieved)
    assert "retrieve" not in {call[0] for call in script.calls}


def test_only_the_people_asked_about_are_searched_with_all_their_words():
    script = Script(Draft(reason=Abstention.NOT_STATED), terms=(Term("k8s", (("k8s",), ("kubernet",))),))
    script.events()
    assert script.calls[1] == ("retrieve", "Redis", ("ada",), ("k8s", "kubernet"))


def test_a_question_that_cannot_be_read_raises_before_any_event():
    script = Script()
    script.understand = lambda question: (_ for _ in ()).throw(QuestionError("The question is empty."))
    with pytest.raises(QuestionError):
        next(script.pipeline.stream(ASKED))


def test_an_answer_as_text_has_items_behind_dashes():
    heading = Claim(text="Awards:", form=ClaimForm.HEADING)
    assert text_of((heading, Claim(text="Prize", form=ClaimForm.ITEM), RAN)) == "Awards:\n- Prize\nRan Redis."


def test_the_events_end_with_the_answer_that_ask_gives():
    script = Script(Draft(claims=(RAN,)))
    last = script.events()[-1]
    assert isinstance(last, Finished) and timeless(last.answer) == timeless(script.ask())
