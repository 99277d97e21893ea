"""The words of a question that an answer has to account for."""

from __future__ import annotations

import pytest
from fictional import ORDINARY, reading, understood

from askme.corpus import Format, split
from askme.reading import ProfileReading
from askme.schema import Document, Profile
from askme.understanding.request import ASKED_TYPE, LIGHT, Term
from askme.understanding.spelling import mended
from askme.understanding.terms import terms_of
from askme.understanding.vocabulary import Vocabulary
from askme.understanding.wording import Wording

VOCABULARY = Vocabulary(list(reading().profiles.values()), ORDINARY.__contains__)


def vocabulary(*statements: str) -> Vocabulary:
    return Vocabulary([_read(*statements)], ORDINARY.__contains__)


def wording(*statements: str) -> Wording:
    return Wording([_read(*statements)], ORDINARY.__contains__)


def _read(*statements: str) -> ProfileReading:
    profile = Profile(id="zoe", name="Zoe Falk")
    page = Document(id="zoe", profile_id="zoe", source="zoe.md", text="# Zoe Falk\n\n" + "\n".join(statements) + "\n")
    return ProfileReading(profile, tuple(split(page, Format.MARKDOWN)))


def terms(text: str, known: Vocabulary = VOCABULARY) -> dict[str, Term]:
    return {term.text: term for term in terms_of(text, known)}


@pytest.mark.parametrize(
    ("text", "form"),
    [("Does she use k8s?", "kubernet"), ("Does she use postgres?", "postgresql"), ("Does she write JS?", "javascript")],
)
def test_an_alias_stands_for_the_name(text: str, form: str) -> None:
    (term,) = (term for term in terms_of(text, VOCABULARY) if term.hard)
    assert (form,) in term.forms


def test_names_are_hard_and_ordinary_words_are_not() -> None:
    found = terms("Did she move the ticket archive to PostgreSQL?")
    assert found["PostgreSQL"].hard
    assert not found["ticket"].hard


def test_a_name_that_nobody_knows_is_hard() -> None:
    assert terms("Did she work with Zorblax?")["Zorblax"].hard
    assert terms("did she build rdfLib?")["rdfLib"].hard


def test_in_a_question_all_in_capitals_no_word_is_a_name() -> None:
    assert not any(term.hard for term in terms_of("WHICH TICKET ARCHIVE DID SHE BUILD", VOCABULARY))


def test_an_ordinary_word_that_is_also_a_name() -> None:
    assert not any(term.hard for term in terms_of("Did she react to the alarm?", VOCABULARY))
    assert terms("Has she used React?")["React"].hard


def test_a_kind_of_technology() -> None:
    assert terms("Which message broker did she use?")["message broker"].category == "message broker"
    assert understood("Which databases has Ada used?").category == "database"


def test_figures_are_hard_and_years_are_none() -> None:
    found = terms("Who answered 40,000 passengers in 2021?")
    assert found["40000"].figure == "40000"
    assert "2021" not in found


def test_a_name_of_digits_is_no_figure() -> None:
    assert all(term.figure is None for term in terms_of("Did she program the 6502 for Web3?", VOCABULARY))


def test_a_dotted_name_is_one() -> None:
    assert terms("Did she design zorb.io pages?")["zorb.io"].hard


def test_a_misspelt_word_also_counts_as_the_profiles_word() -> None:
    assert terms("Did she mentor aprentices?")["aprentices"].forms == (("aprentic",), ("apprentic",))


def test_a_word_of_the_language_is_never_mended() -> None:
    assert VOCABULARY.mended("museum") is None


def test_words_of_the_question_itself_are_mended_first() -> None:
    assert mended("Wich univrsity did she attend, and how many yrs?", ORDINARY.__contains__) == (
        "which university did she attend, and how many years?"
    )


def test_words_for_the_same_thing() -> None:
    assert ("repair",) in terms("Did she fix the archive?")["fix"].related


def test_everyday_words_weigh_little() -> None:
    found = terms("Which system did she develop for passengers?")
    assert found["develop"].weight < LIGHT < found["passengers"].weight
    assert found["develop"].is_doing


def test_the_type_asked_for_need_not_be_said() -> None:
    assert terms("Which vendor supplied the ticket archive?")["vendor"].weight == ASKED_TYPE


def test_what_is_counted() -> None:
    found = terms("How many apprentices did she mentor?")
    assert found["apprentices"].counted
    assert not found["mentor"].counted


def test_chatter_weighs_less_beside_a_name() -> None:
    alone, beside = terms("Was there a gizmo?"), terms("Was there a gizmo on Kafka?")
    assert beside["gizmo"].weight < alone["gizmo"].weight == 1.0


def test_each_side_of_a_comparison_has_its_words() -> None:
    request = understood("Compare Ada's timetable service with Tomas's protocol")
    sides = {term.text: term.person for term in request.terms}
    assert sides == {"timetable": "ada-lindqvist", "service": "ada-lindqvist", "protocol": "tomas-okoro"}


def test_the_person_asked_about_is_no_term() -> None:
    request = understood("What does this nurse teach?", profile="tomas-okoro")
    assert [term.text for term in request.terms] == ["teach"]


def test_what_an_attribute_asks_for_is_no_residue() -> None:
    request = understood("Which award did Ada win for the timetable?")
    assert [attribute.id for attribute in request.attributes] == ["awards"]
    assert "timetable" in [term.text for term in request.residue]
    assert "award" not in [term.text for term in request.residue]


def test_years_before_1900_are_years_where_the_sentence_says_so() -> None:
    assert not any(term.figure for term in terms_of("Which ferry sank in 1878?", VOCABULARY))
    assert terms("Did she reach 1890 points?")["1890"].figure == "1890"


def test_how_many_profiles_there_are_is_no_figure() -> None:
    assert not any(term.figure for term in terms_of("Who among the 3 has taught?", VOCABULARY))
    assert terms("How many of the 2,900 members came?")["2900"].hard


def test_a_number_that_tells_things_apart_belongs_to_its_word() -> None:
    found = terms("ward 7 how many falls?", vocabulary("- Nurse on Ward 7, with 12 beds."))
    assert found["ward 7"].hard
    assert terms("ward with 12 beds?", vocabulary("- Nurse on Ward 7, with 12 beds."))["12"].figure == "12"


def test_a_month_is_no_name() -> None:
    assert not terms("Was it ready in July?")["July"].hard


def test_what_another_profile_calls_something_is_a_name_here() -> None:
    assert "quietnite" not in ORDINARY
    own = Vocabulary([reading().profiles["ada-lindqvist"]], ORDINARY.__contains__, wording("- Wrote quietnite."))
    found = {term.text: term for term in terms_of("What did she do for quietnite?", own)}
    assert found["quietnite"].hard


@pytest.mark.parametrize(
    ("profile", "question", "term", "form"),
    [
        ("- Led the High Dependency Unit.", "Did she work in the HDU?", "HDU", ("high", "depend", "unit")),
        ("- Head of the Board of Trade.", "Was he at the BT?", "BT", ("board", "of", "trade")),
        ("- Nurse in the ICU.", "Was she in intensive care units?", "intensive care units", ("icu",)),
        ("- Nurse in the IC.", "Was she in Intensive Care?", "Intensive Care", ("ic",)),
    ],
)
def test_an_abbreviation_and_what_it_stands_for(profile: str, question: str, term: str, form: tuple[str, ...]) -> None:
    assert form in terms(question, vocabulary(profile))[term].forms


def test_first_letters_that_meet_by_chance_are_no_abbreviation() -> None:
    assert len(terms("Any work on AI?", vocabulary("- Ran the Anchor Inn."))["AI"].forms) == 1
    assert "Zorblax put right" not in terms("What did Zorblax put right?", vocabulary("- Sold at 4% ZPR."))
    asked = "how many citations does the paper have"
    assert "citations" in terms(asked, vocabulary("- Mended an MCP server."))


def test_a_country_is_there_in_its_adjective_and_not_the_other_way_round() -> None:
    assert ("danish",) in terms("Has she worked in Denmark?")["Denmark"].related
    assert ("denmark",) not in terms("Does she speak Danish?")["Danish"].related


def test_a_degree_is_no_verb() -> None:
    (degree,) = (term for term in terms_of("Does she hold a Master's?", VOCABULARY) if term.hard)
    assert ("master",) not in degree.forms
    assert ("msc",) in degree.related


def test_now_is_an_everyday_word_however_it_is_put() -> None:
    for text in ("What is she at these days?", "What is she at at the moment?", "What does she do currently?"):
        assert all(term.weight < LIGHT for term in terms_of(text, VOCABULARY)), text
