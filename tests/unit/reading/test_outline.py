"""A profile's jobs, projects and awards, and its words."""

from __future__ import annotations

import time

import pytest

from askme.corpus import Format, split
from askme.reading import Entry, Measure, PassageWords, ProfileReading, Reading, period
from askme.schema import Document, Profile

PAGE = """\
# Ada Lindqvist

Backend engineer for railways.

## Experience

### Norrsken Rail

**Senior Engineer** | Mar 2021 - Present

- Designed the timetable in Kotlin, for 40,000 passengers.
- Put the archive into PostgreSQL.

### Harbour Ferries

**Engineer** | Jan 2018 - Feb 2021

- Mentored twelve apprentices.

## Awards

### Golden Rail Prize — National Rail Board (2022)

- For the timetable that never sleeps.

## Skills

- Kotlin, Python and Redis
"""


def read(text: str) -> ProfileReading:
    document = Document(id="ada.md", profile_id="ada", source="ada.md", text=text)
    return ProfileReading(Profile(id="ada", name="Ada"), split(document, Format.MARKDOWN))


ADA = read(PAGE)


def words(text: str) -> PassageWords:
    return read(f"- {text}\n").words[0]


def entry(title: str) -> Entry:
    return next(entry for entry in ADA.outline.entries if entry.title and entry.title.text == title)


def test_positions_under_one_name_are_entries_of_their_own() -> None:
    reading = read(
        "# Ada\n## Work\n### Acme\n#### Head\n*2022 – now*\n- Led it.\n- Cut it.\n"
        "#### Clerk\n*2018 – 2021*\n- Filed it.\n### Bcme — Intern (2017)\n- Swept.\n"
    )
    told = [
        (
            entry.title and entry.title.text,
            entry.role and entry.role.text,
            entry.dates and entry.dates.text,
            entry.passages,
        )
        for entry in reading.outline.entries
    ]
    assert told == [
        ("Acme", "Head", "2022 – now", (0, 1)),
        ("Acme", "Clerk", "2018 – 2021", (2,)),
        ("Bcme", "Intern", "2017", (3,)),
    ]


@pytest.mark.parametrize(
    "last", ["### Harbour Café\n*Barista, 2014 to 2016*\n", "### Harbour Café — Barista (2014 to 2016)\n"]
)
def test_a_job_of_which_nothing_more_is_told_is_one_all_the_same(last: str) -> None:
    reading = read(f"# Ada\n## Work\n### Acme\n*Clerk, 2018 – 2021*\n- Filed it.\n{last}## Tools\n- A till.\n")
    first, job = [entry for entry in reading.outline.entries if entry.is_work]
    assert first.title and first.title.text == "Acme"
    assert [step and step.text for step in (job.title, job.role, job.dates)] == [
        "Harbour Café",
        "Barista",
        "2014 to 2016",
    ]


def test_what_its_heading_tells_belongs_to_an_entry() -> None:
    reading = read("# Ada\n## Work\n### Acme\n*Technician, 2021 to 2023, under Bo*\n\n- Tuned it.\n- Sold it.")
    (entry,) = reading.outline.entries
    told = [reading.passages[at].shown for at in entry.places]
    assert told == ["Technician, 2021 to 2023, under Bo", "Tuned it.", "Sold it."]
    assert entry.details == (0,)
    assert entry.passages == reading.outline.sections[0].passages == (1, 2)


def test_sections_and_entries_in_order() -> None:
    assert [section.heading.text for section in ADA.outline.sections] == ["Experience", "Awards", "Skills"]
    titles = [entry.title.text for entry in ADA.outline.entries if entry.title]
    assert titles == ["Norrsken Rail", "Harbour Ferries", "Golden Rail Prize"]


def test_a_job() -> None:
    job = entry("Norrsken Rail")
    assert job.role and job.role.text == "Senior Engineer"
    assert job.is_work
    assert job.period == period("Mar 2021 - Present")
    assert [ADA.passages[at].shown[:8] for at in job.passages] == ["Designed", "Put the "]


def test_an_award_with_its_issuer() -> None:
    award = entry("Golden Rail Prize")
    assert award.issuer and award.issuer.text == "National Rail Board"
    assert [step.text for step in award.steps] == ["Golden Rail Prize", "National Rail Board", "2022"]
    assert not award.is_work


def test_jobs_in_one_line_each() -> None:
    page = read(
        "# Ada\n\n## Appointments\n\n- Senior Lecturer, Marsh College, since 2021\n"
        "- Research assistant, Bank of Oslo, 2016–2018. There I counted coins.\n- On leave from 2018 to 2020.\n"
        "\n## Service\n\n- Editor, Letters on Coins, 2022–2025\n"
    )
    jobs = [entry for entry in page.outline.entries if entry.is_work]
    assert [entry.title.text for entry in jobs if entry.title] == ["Marsh College", "Bank of Oslo"]
    assert [entry.dates.text for entry in jobs if entry.dates] == ["since 2021", "2016–2018"]
    assert all(entry.in_line and page.passages[entry.passages[0]].text.count(entry.steps[0].text) for entry in jobs)


def test_a_job_with_its_form_and_place_in_the_heading() -> None:
    text = (
        "# Ada\n\n## Experience\n\n**Coordinator · Open Hearth · Full-time (35 h)**\nJan 2019 – Present · Oslo\n\n"
        "- Led 340 volunteers.\n\n## Projects\n\n**Phone Interpreters** · 2021 – Present\nThey interpret by phone.\n"
    )
    job, project = read(text).outline.entries
    assert [step and step.text for step in (job.title, job.role, job.dates)] == [
        "Open Hearth", "Coordinator", "Jan 2019 – Present",
    ]  # fmt: skip
    assert job.is_work and not project.is_work


@pytest.mark.parametrize(
    ("under", "title", "role", "dates"),
    [
        ("### Engineer, Norrsken Rail\n\nJun 2017 – Jan 2021 · 3 yrs 8 mos · Dublin, Ireland\n\n- Led five.\n",
         "Norrsken Rail", "Engineer", "Jun 2017 – Jan 2021"),
        ("### Engineer, Norrsken Rail (trains)\nApril 2021 to present, Oslo.\n- Led five.\n",
         "Norrsken Rail (trains)", "Engineer", "April 2021 to present"),
        ("**Engineer** · Norrsken Rail · Full-time · Apr 2021 – Present · Oslo\n\n- Led five.\n",
         "Norrsken Rail", "Engineer", "Apr 2021 – Present"),
        ("### Engineer, Norrsken Rail\n\n- April 2019 to present, Oslo.\n- Led five.\n",
         "Norrsken Rail", "Engineer", "April 2019 to present"),
        ("### Norrsken Rail, Oslo\n\n- Site engineer since April 2021: 88 stations.\n- Led five.\n",
         "Norrsken Rail, Oslo", "Site engineer", "since April 2021"),
        ("### Norrsken Rail\n\n- Intern at Norrsken in Oslo, June to September 2025\n- Led five.\n",
         "Norrsken Rail", "Intern", "June to September 2025"),
        ("### Norrsken Rail\n\n- Porter from 2007, and from 2009 engineer, until I left in 2012.\n",
         "Norrsken Rail", None, None),
        ("- 2011 to 2014: Points Oiler, Norrsken Rail, Oslo.\n",
         "Points Oiler, Norrsken Rail, Oslo.", None, "2011 to 2014"),
    ],
)  # fmt: skip
def test_where_a_job_has_its_dates(under: str, title: str, role: str | None, dates: str | None) -> None:
    (job,) = (entry for entry in read(f"# Ada\n\n## Experience\n\n{under}").outline.entries if entry.is_work)
    assert [step and step.text for step in (job.title, job.role, job.dates)] == [title, role, dates]


def test_others_and_what_is_done_besides_are_no_jobs() -> None:
    page = read(
        "# Ada\n\n## Team\n\n- Bo Lind, nurse since 2015\n- Cy Moss, vet since 2021\n"
        "\n## Outside work\n\n- Treasurer of the school board since 2022.\n"
    )
    assert not any(entry.is_work for entry in page.outline.entries)


def test_jobs_in_a_table() -> None:
    rows = "| 2020–2023 | Corbel | Engineer, then lead |\n| 2017–2020 | Bright | Nurse |\n"
    table = f"| Years | Firm | Post |\n|---|---|---|\n{rows}"
    jobs = [entry for entry in read(f"# Ada\n\n## Before\n\n{table}").outline.entries if entry.is_work]
    assert [entry.title and entry.title.text for entry in jobs] == ["Corbel", "Bright"]
    assert [entry.role and entry.role.text for entry in jobs] == ["Engineer, then lead", "Nurse"]
    assert read(f"# Ada\n\n## Talks\n\n{table}").outline.entries == ()
    lone = read("# Ada\n\n## Besides\n\n- Volunteer in the mountain rescue since 2010, 25 call-outs a year.\n")
    assert lone.outline.entries == ()


STATIONS = """\
# Ada

## Stations

### Harbour Radio, 2005–2010

She read the news.

## Plays

### The Lift (2019)

A play.
"""
WORK = """
## Work

### Zug AG, 2011–2013

She sold tickets.
"""


@pytest.mark.parametrize(
    ("page", "jobs"),
    [
        (STATIONS, ["Harbour Radio"]),
        (STATIONS + WORK, ["Zug AG"]),
        (STATIONS.replace("Stations", "Education"), []),
        (STATIONS + WORK.replace("Work", "Where I have worked"), ["Zug AG"]),
    ],
)
def test_what_lasted_is_a_job_where_no_section_on_work_is(page: str, jobs: list[str]) -> None:
    assert [entry.title.text for entry in read(page).outline.entries if entry.is_work and entry.title] == jobs


def test_what_belongs_to_no_entry() -> None:
    skills = ADA.outline.sections[-1]
    assert (skills.entries, skills.loose) == ((), skills.passages)
    assert [ADA.passages[at].shown for at in ADA.outline.loose] == ["Backend engineer for railways."]


def test_an_empty_profile() -> None:
    assert read("").outline.sections == ()
    assert not read("").has(("kotlin",))


def test_whether_a_profile_has_words_in_a_row() -> None:
    assert ADA.has(("norrsken", "rail"))
    assert ADA.has(("kotlin",))
    assert not ADA.has(("rail", "norrsken"))
    assert not ADA.has(("rail", "senior"))  # two headings


def test_known_names_and_their_kinds() -> None:
    row = next(row for row in ADA.words if "postgresql" in row.own)
    assert [mention.text for mention in row.mentions] == ["PostgreSQL"]
    assert row.categories == {"database"}


def test_a_name_that_is_an_ordinary_word_needs_a_capital() -> None:
    assert words("Built with React").mentions
    assert not words("Nurses react to alarms").mentions


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("Serves 40,000 passengers", Measure.DIGITS),
        ("Mentored twelve apprentices", Measure.WORD),
        ("Since 2021 at sea", Measure.NONE),
        ("Closed ticket #4711", Measure.NONE),
    ],
)
def test_what_measures(text: str, measure: Measure) -> None:
    assert words(text).measures is measure


@pytest.mark.parametrize(
    ("text", "listed"),
    [
        ("Kotlin, Python and Redis", {"kotlin", "python", "and", "redis"}),
        ("Kotlin, Python, Redis", {"kotlin", "python", "redis"}),
        ("Kotlin and Redis", set()),
        ("Built it in Kotlin, then left", set()),
        ("Spent four years at Acme, on payments and the ledger", set()),
    ],
)
def test_enumerations(text: str, listed: set[str]) -> None:
    assert words(text).listed == listed


@pytest.mark.parametrize("unit", ["a", "a ", "a, ", "a b c, ", "-", "é", "0", "a b c d, ", "and "])
def test_a_long_passage_is_read_as_fast_as_a_short_one(unit: str) -> None:
    row = words("x" + (unit * 20_000)[:20_000] + "x")
    began = time.perf_counter()
    assert row.listed is not None and row.measures is not None
    assert time.perf_counter() - began < 1


def test_everybody_by_id() -> None:
    profiles = [Profile(id="ada", name="Ada"), Profile(id="bea", name="Bea")]
    reading = Reading.of(profiles, ADA.passages, [])
    assert reading.profiles["ada"].passages == ADA.passages
    assert reading.profiles["bea"].passages == ()
