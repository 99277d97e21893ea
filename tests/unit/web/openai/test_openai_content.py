from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from scripted import ANSWERS, CHANNELS, LEDGER, PRUNED, TEAM, claim

from askme.schema import Abstention, Answer, Claim, ClaimForm, Status
from askme.web.openai.content import Content, words


def answer(claims: tuple[Claim, ...], text: str = "The profile does not say.") -> Answer:
    status, reason = (Status.ANSWERED, None) if claims else (Status.ABSTAINED, Abstention.NOT_STATED)
    return Answer(question="?", standalone="?", status=status, reason=reason, text=text, claims=claims)


def whole(claims: tuple[Claim, ...]) -> str:
    content = Content()
    content.finished(answer(claims))
    return content.text


def test_each_claim_is_followed_by_the_numbers_of_its_sources() -> None:
    again = claim("Again: ", TEAM, " and ", CHANNELS)
    assert whole((claim("First: ", TEAM), claim("Then: ", LEDGER), again)) == (
        f"First: {TEAM.quote} [1]\nThen: {LEDGER.quote} [2]\nAgain: {TEAM.quote} and {CHANNELS.quote} [1][3]"
    )


def test_a_source_cited_twice_by_a_claim_is_marked_once() -> None:
    twice = Claim(text="She leads.", citations=(TEAM, TEAM))
    assert whole((twice,)) == "She leads. [1]"


def test_lists_keep_their_form() -> None:
    assert whole(ANSWERS["market data"]) == (
        f"Two people have:\nIdris Okafor:\n- {CHANNELS.quote} [1]\n- {PRUNED.quote} [2]\n"
        f"Marta Lindqvist:\n- {LEDGER.quote} [3]"
    )


def test_an_abstention_is_its_sentence() -> None:
    content = Content()
    assert content.finished(answer(())) == "The profile does not say." == content.text
    assert content.citations == []


def test_a_heading_waits_until_something_stands_under_it() -> None:
    """Nothing below it passes verification: the answer is an abstention, and the heading was never sent."""
    content = Content()
    assert content.claimed(claim("Two people have:", form=ClaimForm.HEADING)) == ""
    assert content.finished(answer((), "Nothing of it is sure.")) == "Nothing of it is sure."


def test_words_at_the_end_without_a_source_are_not_lost() -> None:
    content = Content()
    last = claim("That is all.")
    first = content.claimed(claim(TEAM))
    assert content.claimed(last) == ""
    assert first + content.finished(answer((claim(TEAM), last))) == f"{TEAM.quote} [1]\nThat is all." == content.text


claims = st.lists(
    st.builds(
        lambda text, cited, form: claim(text or "x", *cited, form=form),
        st.text(max_size=8),
        st.lists(st.sampled_from((TEAM, LEDGER, CHANNELS, PRUNED)), max_size=3, unique_by=id),
        st.sampled_from(ClaimForm),
    ),
    max_size=6,
).map(tuple)


@given(claims)
def test_the_streamed_pieces_are_the_whole_text(made: tuple[Claim, ...]) -> None:
    content = Content()
    pieces = [content.claimed(one) for one in made]
    pieces.append(content.finished(answer(made)))
    assert "".join(pieces) == content.text == whole(made) if made else True
    assert all(f"[{number}]" in content.text for number in range(1, len(content.citations) + 1))


def test_words_are_counted_by_white_space() -> None:
    assert words("Where has\tAda\nworked?", "", "  ") == 4
