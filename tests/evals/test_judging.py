"""Which claims are judged, and against what."""

from collections.abc import Sequence

from evals.judging import judged
from evals.outcomes import ClaimMade, Judgement, Outcome, Place


class Containing:
    """Supported when every word of the claim is cited; keeps what it was asked."""

    fingerprint = "containing"

    def __init__(self) -> None:
        self.asked: list[tuple[str, ...]] = []

    def judge(self, claim: str, evidence: Sequence[str], *, person=None, people=()) -> Judgement:
        self.asked.append(tuple(evidence))
        whole = set(claim.split()) <= set(" ".join(evidence).split())
        return Judgement(support="supported" if whole else "unsupported")


def outcome(text: str, *quotes: str, form: str = "sentence") -> Outcome:
    places = tuple(Place(profile="ada", source="ada.md", start=0, end=len(quote), quote=quote) for quote in quotes)
    claim = ClaimMade(text=text, form=form, citations=places, support="supported")
    return Outcome(
        case="c1", status="answered", text=text, claims=(claim,), nearest=(), hits=(), scope=("ada",),
        understood="fact", confidence=None, withheld=0,
    )  # fmt: skip


def seen(text: str, *quotes: str, form: str = "sentence"):
    (claim,) = judged(outcome(text, *quotes, form=form), Containing(), {"ada": "Ada"}).claims
    return claim


def test_a_claim_is_judged_by_all_its_citations_each_and_all_but_each():
    claim = seen("Ran Redis 2020", "Ran Redis", "2020")
    assert (claim.whole.support, claim.alone, claim.without) == (
        "supported", ("unsupported", "unsupported"), ("unsupported", "unsupported"),
    )  # fmt: skip


def test_a_single_citation_has_nothing_without_it():
    claim = seen("Ran Redis", "Ran Redis")
    assert (claim.alone, claim.without) == (("supported",), (None,))


def test_a_claim_without_citations_is_unsupported():
    assert seen("Ran Redis").whole.support == "unsupported"


def test_a_heading_without_citations_is_not_judged():
    assert seen("Projects:", form="heading") is None


def test_saying_that_a_profile_does_not_say_is_not_judged():
    assert seen("Ada: the profile does not say.") is None
