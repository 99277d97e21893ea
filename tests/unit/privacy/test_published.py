"""What an owner published as contact, and what the index notes of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from askme.corpus import frontmatter, load_corpus
from askme.index.contents import Contents
from askme.index.private import PrivateData
from askme.index.screening import Screened, screen
from askme.policy import Private

NOTHING: frozenset[Private] = frozenset()


def data(folder: Path, text: str, name: str = "ada.md") -> tuple[Contents, PrivateData]:
    (folder / name).write_text(text, "utf-8")
    held = Contents.of(load_corpus(folder, max_file_mb=1))
    return held, PrivateData.of(held)


def published(folder: Path, text: str, name: str = "ada.md") -> dict[str, bool]:
    held, private = data(folder, text, name)
    (page,) = held.documents
    return {page.text[s.start : s.end]: s.published for s in private.pages[page.id].secrets}


def screened(folder: Path, text: str, *shown: Private) -> Screened:
    held, private = data(folder, text)
    return screen(held, private, lambda _: frozenset(shown))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("# Ada\n\nada@x.org\n\n## Work\n- Wrote it.", False),
        ("# Ada\n\n## Contact\n- ada@x.org", True),
        ("# Ada\n\n## 📫 Get in touch\nWrite to ada@x.org soon.", True),
        ("# Ada\n\n## About\n\nShe is.\n\n### Contact details\n- E-mail: ada@x.org", True),
        ("# Ada\n\n## Work\n- Wrote it.\n\nContact: ada@x.org", True),
        ("# Ada\n\n## Contact centres\n- Ran one, ada@x.org", False),
        ("---\ncontact: ada@x.org\n---\n# Ada\n\n- Wrote it.", True),
        ("---\ncontact:\n  - ada@x.org\n  - Oslo\n---\n# Ada\n\n- Wrote it.", True),
        ("---\nlinks: ['mailto:a@b.c', 'ada@x.org']\n---\n# Ada\n\n- Wrote it.", False),
    ],
)
def test_where_it_is_published(tmp_path, text, said):
    assert published(tmp_path, text)["ada@x.org"] is said


def test_in_plain_text_too(tmp_path):
    work = "EXPERIENCE\nEngineer at Acme (2014 - 2020)\nBuilt it."
    text = f"Ada Berg\nEngineer\nada@x.org\n\n{work}\n\nCONTACT\n+47 912 34 567\n"
    assert published(tmp_path, text, "ada.txt") == {"ada@x.org": False, "+47 912 34 567": True}


def test_an_identity_number_never_is(tmp_path):
    assert published(tmp_path, "# Ada\n\n## Contact\n- SSN 536-90-4399") == {"536-90-4399": False}


def test_what_is_only_contact_answers_nothing_else(tmp_path):
    text = "---\ncontact: [ada@x.org, Ask for Ada at the harbour]\n---\n# Ada\n\n- Wrote it."
    found = screened(tmp_path, text)
    assert [one.text for one in found.passages] == ["Wrote it."]
    assert [(one.passage.text, one.kinds) for one in found.contacts] == [
        ("ada@x.org", {Private.EMAIL}), ("Ask for Ada at the harbour", NOTHING),
    ]  # fmt: skip
    assert "ada@x.org" in found.documents[0].text


def test_a_step_of_a_trail_is_dropped_and_the_statement_stays(tmp_path):
    text = "# Ada\n\n## Work\n\n### Acme, acme@x.org\n- Wrote it."
    (passage,) = screened(tmp_path, text).passages
    assert [step.text for step in passage.trail] == ["Work"]
    (passage,) = screened(tmp_path, text, Private.EMAIL).passages
    assert "acme@x.org" in passage.trail[-1].text


def test_what_is_shown_is_nowhere_hidden(tmp_path):
    text = "# Ada\n\nada@x.org, tel. 22 33 44 55\n\n- Wrote it."
    found = screened(tmp_path, text, *Private)
    assert found.documents[0].text == text and len(found.passages) == len(found.rows) == 2
    assert found.hidden == {"ada": NOTHING}
    assert screened(tmp_path, text, Private.EMAIL).hidden == {"ada": {Private.PHONE}}


def test_a_corpus_without_private_data_is_left_as_it_is(tmp_path):
    held, private = data(tmp_path, "# Ada\n\n- Wrote 12,000 lines in 2016 – 2021.")
    found = screen(held, private, lambda _: NOTHING)
    assert private == PrivateData() and (found.documents, tuple(found.passages)) == (held.documents, held.passages)


@pytest.mark.parametrize("value", ["{a: b}", '"a\\x41"', "|\n  a@b.cc\n  c"])
def test_contact_that_cannot_be_quoted_is_reported(value):
    front = frontmatter.parse(f"---\nname: Ada\ncontact: {value}\n---\nbody")
    assert len(front.problems) == 1 and "contact" in front.problems[0] and front.contact == ()
