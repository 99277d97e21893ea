"""Markdown: what is a statement, what is shown of it, and where it stands."""

from __future__ import annotations

import pytest
from sample import headings, leads, passages, pieces, shown, trail

from askme.corpus import Format
from askme.schema import PassageKind

MD = Format.MARKDOWN
JOB = "# Ada\n## Experience\n### Arcane Labs — Backend & Systems Engineer (Feb 2025 – Mar 2026)\n"


def test_entry_heading_gives_entry_role_and_dates() -> None:
    assert trail(f"{JOB}- Built it.", "Built", MD) == [
        ("section", "Experience"),
        ("entry", "Arcane Labs"),
        ("role", "Backend & Systems Engineer"),
        ("dates", "Feb 2025 – Mar 2026"),
    ]


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("Engineer at Acme", {"role": "Engineer", "entry": "Acme"}),
        ("Engineer @ Acme | 2019-2020", {"role": "Engineer", "entry": "Acme", "dates": "2019-2020"}),
        ("Charge Nurse, St Mary's", {"role": "Charge Nurse", "entry": "St Mary's"}),
        ("Acme, Lecturer in Law", {"role": "Lecturer in Law", "entry": "Acme"}),
        ("Acme - Head of Data · since 2019", {"role": "Head of Data", "entry": "Acme", "dates": "since 2019"}),
        ("**Acme** — *Intern*", {"role": "Intern", "entry": "Acme"}),
        ("Engineer", {"role": "Engineer"}),
        ("Doma Protocol", {"entry": "Doma Protocol"}),
        ("Hackathon 2020", {"entry": "Hackathon 2020"}),
    ],
)
def test_orders_of_an_entry_heading(heading: str, expected: dict[str, str]) -> None:
    found = dict(trail(f"# A\n## Experience\n### {heading}\n- Did it.", "Did", MD))
    assert {kind: text for kind, text in found.items() if kind != "section"} == expected


def test_dates_line_under_a_heading_belongs_to_the_entry() -> None:
    text = "# A\n## Work\n### Acme\n*Feb 2025 – Mar 2026*\n\n- Did it."
    assert trail(text, "Did", MD)[1:] == [("entry", "Acme"), ("dates", "Feb 2025 – Mar 2026")]
    assert shown(text, MD) == ["Did it."]


def test_what_stands_beside_the_dates_is_a_statement_too() -> None:
    text = "# A\n## Work\n### Acme\n*Technician, June to September 2023, 14 euros an hour*\n\n- Did it."
    assert shown(text, MD) == ["Technician, June to September 2023, 14 euros an hour", "Did it."]
    assert dict(trail(text, "Did", MD))["role"] == "Technician"


@pytest.mark.parametrize(
    "text",
    [
        "# A\n## Work\n### Acme\n*Technician, June to September 2023*\n\n- Did it.",
        "# A\n## Work\n### Technician\n*Acme, June to September 2023*\n\n- Did it.",
    ],
    ids=["nothing beside", "the organisation"],
)
def test_what_names_the_entry_is_none(text: str) -> None:
    assert shown(text, MD) == ["Did it."]


def test_a_heading_with_nothing_under_it_is_told_once() -> None:
    text = "# A\n## Work\n### Acme\n*Two weeks in July 2025, 400 pounds a week*\n\n### Bcme\n- Did it."
    assert shown(text, MD) == ["Acme Two weeks in July 2025, 400 pounds a week", "Did it."]


def test_a_line_bold_at_first_and_dated_opens_an_entry() -> None:
    text = "# A\n## Where I worked\n**Baker, Oak & Ember**, York, May 2014 to August 2019\nI baked bread.\n"
    assert trail(text, "baked", MD) == [
        ("section", "Where I worked"),
        ("entry", "Oak & Ember"),
        ("entry", "York"),
        ("role", "Baker"),
        ("dates", "May 2014 to August 2019"),
    ]
    assert shown(text, MD) == ["I baked bread."]


def test_a_sentence_bold_at_first_goes_on_in_the_next_line() -> None:
    text = "# A\n## About\n**Since 2014** I have baked bread in\nYork, and cakes.\n"
    assert shown(text, MD) == ["Since 2014 I have baked bread in York, and cakes."]


def test_the_name_is_a_heading_and_no_step() -> None:
    assert trail("# Ada\n\nShe wrote it.", "wrote", MD) == []
    assert headings("# Ada\n\nShe wrote it.", MD) == ["Ada"]


def test_deeper_headings_nest() -> None:
    text = f"{JOB}#### Scale\n- Ten users."
    assert [kind for kind, _ in trail(text, "Ten", MD)] == ["section", "entry", "role", "dates", "entry"]


def test_setext_headings() -> None:
    assert trail("Ada\n===\n\nWork\n----\n- Did it.", "Did", MD) == [("section", "Work")]


def test_heading_with_nothing_under_it_is_a_statement_if_it_tells_something() -> None:
    assert shown("# A\n## Education\n### B.Sc. Physics — MIT (2010–2014)\n## Empty", MD) == [
        "B.Sc. Physics — MIT (2010–2014)"
    ]


def test_lead_in_is_context_of_its_list_only() -> None:
    text = "# A\n## Projects\n### Doma\nStack of Doma:\n\n- Cache: Redis\n\nIt ran well."
    assert trail(text, "Redis", MD)[-1] == ("entry", "Stack of Doma")
    assert trail(text, "ran", MD)[-1] == ("entry", "Doma")


def test_long_lead_in_is_a_statement() -> None:
    assert f"{'word ' * 25}end:" in shown(f"{'word ' * 25}end:\n\n- One", MD)


RUN_IN = "# Ada\n## Earlier jobs\n\n**Studio Holm, Oslo.** I joined as a junior. I led three people.\n\n{second}\n"


def test_paragraphs_that_begin_with_their_titles_are_entries() -> None:
    text = RUN_IN.format(second="**Night Bakers (2012–2014).** For two winters I followed them.")
    assert trail(text, "I led", MD)[:2] == [("section", "Earlier jobs"), ("entry", "Studio Holm, Oslo")]
    assert ("dates", "2012–2014") in trail(text, "For two winters", MD)


@pytest.mark.parametrize("second", ["I left in 2019.", "**I do not take weddings.** Please ask my sister."])
def test_a_sentence_in_bold_is_no_title(second: str) -> None:
    assert trail(RUN_IN.format(second=second), "I led", MD) == [("section", "Earlier jobs")]


def test_the_first_row_of_a_table_is_context_of_the_others() -> None:
    text = "# Ada\n## Tours\n| Tour | Price |\n|---|---|\n| *Alp* | 70 |\n\nI walk slowly.\n"
    assert trail(text, "70", MD) == [("section", "Tours"), ("columns", "Tour | Price")]
    assert trail(text, "slowly", MD) == [("section", "Tours")]
    assert headings(text, MD)[-2:] == ["Tour", "Price"]


ASKED = "# Ada\n## People ask\n\n{}\n\n{}\n\n## Talks\nI spoke in Oslo. Why Oslo? They asked.\n"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("**Do you deliver?** Within ten miles. On Fridays.", "**How long is the wait?** Six weeks."),
        ("**Do you deliver?**\n\nWithin ten miles. On Fridays.", "**How long is the wait?**\n\n- Six weeks."),
        ("Do you deliver?\n\nWithin ten miles. On Fridays.", "How long is the wait?\n\nSix weeks."),
    ],
    ids=["run-in", "bold line", "line"],
)
def test_a_question_is_the_title_of_what_answers_it(first: str, second: str) -> None:
    text = ASKED.format(first, second)
    assert shown(text, MD)[:3] == ["Within ten miles.", "On Fridays.", "Six weeks."]
    assert trail(text, "On Fridays", MD) == [("section", "People ask"), ("entry", "Do you deliver?")]
    assert trail(text, "Six weeks", MD)[-1] == ("entry", "How long is the wait?")
    assert trail(text, "Oslo?", MD) == [("section", "Talks")]


def test_a_lone_question_and_what_answers_it_are_one_statement() -> None:
    assert shown("# Ada\n**Do you deliver?** Within ten miles. On Fridays.\n", MD) == [
        "Do you deliver? Within ten miles.",
        "On Fridays.",
    ]


def test_opening_paragraph_leads_the_entry() -> None:
    text = f"{JOB}Worked on payments. In Paris.\n- Built it."
    assert leads(text, "Built", MD) == ["Worked on payments."]
    assert leads(text, "Worked", MD) == []
    assert leads(text, "Paris", MD) == ["Worked on payments."]


def test_emphasis_code_and_links_lie_between_pieces() -> None:
    (passage,) = passages("- Built **Go** `x_y` and [docs](http://a.b/c_(d)) <https://e.f> __now__.", MD)
    assert pieces(passage) == ["Built", "Go", "x_y", "and", "docs", "https://e.f", "now", "."]


@pytest.mark.parametrize("words", ["snake_case_name", "2 * 3 * 4", "Vec<String>", "C# and F#", "a_b", "[draft]"])
def test_what_only_looks_like_markup_is_shown(words: str) -> None:
    assert shown(f"- Uses {words} daily", MD) == [f"Uses {words} daily"]


@pytest.mark.parametrize(
    "hidden",
    ["<!-- CANARY -->", "<!-- a\n\nCANARY\n-->", "![CANARY](x.png)", "<script>CANARY</script>", "<img alt='CANARY'>"],
)
def test_hidden_text_is_never_a_statement(hidden: str) -> None:
    assert shown(f"Seen before.\n\n{hidden}\n\nSeen after.", MD) == ["Seen before.", "Seen after."]


def test_unclosed_comment_hides_the_rest() -> None:
    assert shown("Seen.\n\n<!-- CANARY\n\nCANARY", MD) == ["Seen."]


def test_nested_bullets_and_continuation_lines() -> None:
    text = "- One\n  goes on\n  1. Two\n* Three\n+ [x] Four"
    assert shown(text, MD) == ["One goes on", "Two", "Three", "Four"]
    assert leads(text, "Two", MD) == ["One\n  goes on"]


def test_table_header_is_a_heading_and_rows_have_cells() -> None:
    text = "| Project | What |\n|---|---|\n| **vLLM** | Fixed `a\\|b` |"
    (row,) = passages(text, MD)
    assert (row.kind, pieces(row)) == (PassageKind.ROW, ["vLLM", "Fixed", "a\\|b"])
    assert row.label is not None and text[row.label.start : row.label.end] == "vLLM"
    assert headings(text, MD) == ["Project", "What"]


@pytest.mark.parametrize("line", ["**Cache:** Redis", "Cache: Redis", "- Cache: Redis", "- **Cache**: Redis"])
def test_label_and_value(line: str) -> None:
    (row,) = passages(line, MD)
    assert row.kind is PassageKind.ROW and row.label is not None
    assert line[row.label.start : row.label.end] in ("Cache", "Cache:")


def test_long_label_is_none() -> None:
    (bullet,) = passages("- What I like best of all: tea", MD)
    assert (bullet.kind, bullet.label) == (PassageKind.BULLET, None)


def test_fenced_code_is_shown_as_it_stands() -> None:
    assert shown("```python\nx = **1**\n# no heading\n```\nAfter.", MD) == ["x = **1**", "# no heading", "After."]


def test_hard_wrapped_paragraph_has_a_piece_a_line() -> None:
    (passage,) = passages("She wrote the first\nprogram of all.", MD)
    assert pieces(passage) == ["She wrote the first", "program of all."]


def test_testimonial_has_its_author_as_context() -> None:
    text = '# A\n## Praise\n> "She is great. Really."\n>\n> — Founder, Acme'
    assert shown(text, MD) == ['"She is great.', 'Really."']
    assert trail(text, "great", MD)[-1] == ("entry", "Founder, Acme")


def test_bold_lines_are_headings_too() -> None:
    text = "# A\n## Work\n**Le Zinc**, *Head Chef* — 2018–today\n- Cooked."
    assert trail(text, "Cooked", MD)[1:] == [("entry", "Le Zinc"), ("role", "Head Chef"), ("dates", "2018–today")]


def test_headline_of_the_front_matter_is_a_statement() -> None:
    text = '---\nid: ada\nheadline: "First programmer"\n---\n# Ada\nShe wrote.'
    assert shown(text, MD) == ["First programmer", "She wrote."]
    assert headings("---\nname: Ada L\n---\nx", MD) == ["Ada L"]


def test_front_matter_with_windows_line_ends_and_a_bom() -> None:
    assert shown("\ufeff---\r\nid: ada\r\nheadline: Writes\r\n---\r\n- Did.\r\n", MD) == ["Writes", "Did."]


def test_a_rule_at_the_top_is_no_front_matter() -> None:
    assert shown("---\nShe wrote it.\n\n---\nAnd more.", MD) == ["She wrote it.", "And more."]


def test_spaces_written_as_entities() -> None:
    text = "# Ada\n\nUtrecht &nbsp;|&nbsp; Baker &amp; Miller\n"
    assert shown(text, Format.MARKDOWN)[-1] == "Utrecht | Baker & Miller"
