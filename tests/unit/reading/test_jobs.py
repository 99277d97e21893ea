"""Jobs as people set them: what of a title is the employer, the role and the time."""

from __future__ import annotations

import pytest

from askme.corpus import Format, split
from askme.reading import Entry, ProfileReading
from askme.schema import Document, Profile

NAME = "Ada Lindqvist\n\n"


def read(text: str, form: Format) -> ProfileReading:
    document = Document(id="ada", profile_id="ada", source="ada", text=text)
    return ProfileReading(Profile(id="ada", name="Ada"), split(document, form))


def told(entry: Entry) -> tuple[str | None, str | None, str | None]:
    return tuple(step.shown if step else None for step in (entry.title, entry.role, entry.dates))


def jobs(text: str, form: Format = Format.PLAIN) -> list[tuple[str | None, str | None, str | None]]:
    return [told(entry) for entry in read(text, form).outline.entries if entry.is_work]


def held(text: str, statement: str, form: Format = Format.PLAIN) -> tuple[str | None, str | None, str | None] | None:
    """The job that a statement belongs to."""
    reading = read(text, form)
    at = next(at for at, passage in enumerate(reading.passages) if statement in passage.shown)
    return next((told(entry) for entry in reading.outline.entries if at in entry.places), None)


@pytest.mark.parametrize(
    ("page", "held_there"),
    [
        (
            "Account Manager, Mid-Market                  Feb 2021 - Present\n"
            "Kestrelsoft (rota software), Leeds - hybrid\n"
            " - Won 14 accounts\n\n"
            "General Manager                              2015 - Jan 2021\n"
            "The Harrow Inn, York (40 rooms, since sold)\n"
            " - Led 22 people\n",
            [
                ("Kestrelsoft (rota software), Leeds", "Account Manager, Mid-Market", "Feb 2021 - Present"),
                ("The Harrow Inn, York (40 rooms, since sold)", "General Manager", "2015 - Jan 2021"),
            ],
        ),
        (
            "Rowan Vale Hospital, Ludlow\n"
            "Nurse, Telemetry, 07/2015 - 12/2017\n"
            " * 36 beds\n\n"
            "Pennick College, Ludlow\n"
            "Adjunct Instructor, per diem, 01/2018 - Present\n"
            " * Groups of eight\n",
            [
                ("Rowan Vale Hospital, Ludlow", "Nurse, Telemetry", "07/2015 - 12/2017"),
                ("Pennick College, Ludlow", "Adjunct Instructor, per diem", "01/2018 - Present"),
            ],
        ),
        (
            "Beckfold School, Leeds (two-form entry, 412 on roll)\tSept 2018 – present\n"
            "Year 5 Teacher; Maths Lead since Sept 2020 (TLR 2a)\n"
            "•\tClass of 31\n"
            "Ings Lane Primary, Wakefield\tJan 2016 – July 2018\n"
            "Year 2 Teacher (maternity cover, made permanent after two terms)\n"
            "•\tPhonics lead\n",
            [
                (
                    "Beckfold School, Leeds (two-form entry, 412 on roll)",
                    "Year 5 Teacher; Maths Lead",
                    "Sept 2018 – present",
                ),
                (
                    "Ings Lane Primary, Wakefield",
                    "Year 2 Teacher (maternity cover, made permanent after two terms)",
                    "Jan 2016 – July 2018",
                ),
            ],
        ),
        (
            "Lumenway GmbH — Developer  Mar 2021 – Present\n• Kafka\n\n"
            "Zenith Bets Ltd. — Go Developer  Jun 2018 – Feb 2021\n"
            "Limassol, Cyprus (first on site, remote from Apr 2020)\n"
            "• Odds feed\n",
            [
                ("Lumenway GmbH", "Developer", "Mar 2021 – Present"),
                ("Zenith Bets Ltd.", "Go Developer", "Jun 2018 – Feb 2021"),
            ],
        ),
    ],
    ids=[
        "under the role, with more in brackets",
        "above the role, which has a department beside it",
        "above the role, with a second post in it",
        "before the role, with a place below",
    ],
)
def test_where_the_employer_stands(page: str, held_there: list[tuple[str, str, str]]) -> None:
    assert jobs(f"{NAME}EXPERIENCE\n\n{page}") == held_there


def test_positions_one_under_the_other_are_at_the_same_employer() -> None:
    text = NAME + (
        "EXPERIENCE\n\n"
        "HOLLIN & DAUGHTERS, Derby\n"
        "Senior Project Manager, March 2019 - Present\n"
        "• Ran the tower\n"
        "Project Manager, June 2015 - March 2019\n"
        "• Built 212 flats\n\n"
        "Site Manager, Self-employed, 2012 - 2014\n"
        "• Barns\n"
    )
    assert held(text, "Ran the tower") == (
        "HOLLIN & DAUGHTERS, Derby",
        "Senior Project Manager",
        "March 2019 - Present",
    )
    assert held(text, "212 flats") == ("HOLLIN & DAUGHTERS, Derby", "Project Manager", "June 2015 - March 2019")
    assert held(text, "Barns") == (None, "Site Manager, Self-employed", "2012 - 2014")


def test_several_positions_before_their_bullets_are_one_job() -> None:
    text = NAME + (
        "EXPERIENCE\n\n"
        "Rowan Vale Medical Center, Ludlow\n"
        "Charge Nurse, ICU, 03/2021 - Present\n"
        "Staff Nurse, ICU, 08/2018 - 03/2021\n"
        " * Taught eleven graduates\n"
    )
    assert held(text, "eleven") == ("Rowan Vale Medical Center, Ludlow", "Charge Nurse, ICU", "03/2021 - Present")


@pytest.mark.parametrize(
    ("title", "job"),
    [
        (
            "Toller Consulting, Hull - Principal Engineer (Aug 2021 to date), Senior Engineer (Feb 2018 - Jul 2021)",
            ("Toller Consulting, Hull", "Principal Engineer", "Aug 2021 to date"),
        ),
        (
            "2017 to now, Harbour Line Engineering, Hull",
            ("Harbour Line Engineering, Hull", None, "2017 to now"),
        ),
        (
            "Corrow Devices Ltd, Cork    05/2016 - 06/2020\nHR Generalist",
            ("Corrow Devices Ltd, Cork", "HR Generalist", "05/2016 - 06/2020"),
        ),
        (
            "March 2021 to date\nBrackley Electrical Ltd, Hull\nElectrician, then Charge Hand from June 2023",
            ("Brackley Electrical Ltd, Hull", "Electrician, then Charge Hand", "March 2021 to date"),
        ),
        (
            "[ 01/03/2021 - Current ]  Supply Planner\nHallow Coatings NV, Ghent (Belgium)",
            ("Hallow Coatings NV, Ghent (Belgium)", "Supply Planner", "01/03/2021 - Current"),
        ),
        ("Rook Ltd, Hull: Baker (2013-2016)", ("Rook Ltd, Hull", "Baker", "2013-2016")),
        (
            "Waiter, then Head Waiter (from 2012)            May 2011 - 2014\nRook Hotel, Hull (40 rooms)",
            ("Rook Hotel, Hull (40 rooms)", "Waiter, then Head Waiter (from 2012)", "May 2011 - 2014"),
        ),
    ],
)
def test_the_parts_of_a_title(title: str, job: tuple[str | None, str | None, str | None]) -> None:
    text = NAME + f"EXPERIENCE\n\n{title}\n- Led a crew of nine since 2020\n- Cut waste\n"
    assert held(text, "crew of nine") == job


def test_a_form_names_employer_period_and_position() -> None:
    text = NAME + (
        "EMPLOYMENT HISTORY\n\n"
        "Employer: Letty Logistics (Pty) Ltd, Benoni\n"
        "Period: February 2022 to date\n"
        "Position: Financial Controller\n"
        "Reporting to: Mrs van Wyk\n"
        "Duties and achievements:\n"
        "- Monthly pack on day five\n\n"
        "Employer: Own account\n"
        "Period: July 2021 to January 2022\n"
        "Position: Contractor\n"
        "- Tax for eleven clients\n"
    )
    assert held(text, "van Wyk") == (
        "Letty Logistics (Pty) Ltd, Benoni",
        "Financial Controller",
        "February 2022 to date",
    )
    assert held(text, "day five") == held(text, "van Wyk")
    assert held(text, "eleven clients") == ("Own account", "Contractor", "July 2021 to January 2022")


def test_a_time_out_of_work_belongs_to_no_job() -> None:
    text = NAME + (
        "EXPERIENCE\n\n"
        "Rook Ltd, Hull\nBaker, 2013 - 2016\n- Rye bread\n\n"
        "(April to Sept 2020: out of work, delivered food as a volunteer for\nHull Foodbank.)\n"
    )
    assert held(text, "out of work") is None
    assert held(text, "Hull Foodbank") is None


def test_lines_under_a_title_that_begins_with_its_dates_are_its_own() -> None:
    text = NAME + (
        "WORK\n\n"
        "2017 to now, Harbour Line Engineering, Hull\n"
        "Leading hand since 2020, five welders under me\n"
        "Biggest one: a gangway of 14 m\n\n"
        "2012 to 2016, Redgum Hire, Perth\n"
        "Three weeks on, one off\n"
    )
    assert held(text, "gangway") == ("Harbour Line Engineering, Hull", None, "2017 to now")
    assert held(text, "Three weeks") == ("Redgum Hire, Perth", None, "2012 to 2016")


def test_volunteers_are_at_no_job() -> None:
    text = (
        "# Ada\n\n## Experience\n\n### Rook Ltd\n**Baker** | 2019 - now\n\n- Rye\n\n"
        "## Volunteering\n\n### Food Bank\n**Driver** | 2020 - now\n\n- Sundays\n"
    )
    assert jobs(text, Format.MARKDOWN) == [("Rook Ltd", "Baker", "2019 - now")]


@pytest.mark.parametrize(
    ("page", "statement", "job"),
    [
        (
            "### Rook & Rye\n**Associate**, since Jan 2023 · **Architect**, Mar 2021 – Dec 2022\n\n- Heads a studio\n",
            "Heads",
            ("Rook & Rye", "Associate", "since Jan 2023"),
        ),
        (
            "2016–2020 Librarian, Port Libraries – Central\n* built a library of things\n",
            "things",
            ("Port Libraries", "Librarian", "2016–2020"),
        ),
        (
            "### Support Worker\n**Lark House (Pen Care), Keighley** — 2011 – 2015, then some shifts\n\n- Six\n",
            "Six",
            ("Lark House (Pen Care), Keighley", "Support Worker", "2011 – 2015"),
        ),
        (
            "**Lawn helper**, Rook & Sons, summers 2019–2021\n",
            "Lawn",
            ("Rook & Sons", "Lawn helper", "summers 2019–2021"),
        ),
    ],
)
def test_titles_in_markdown(page: str, statement: str, job: tuple[str | None, str | None, str | None]) -> None:
    assert held(f"# Ada\n\n## Experience\n\n{page}", statement, Format.MARKDOWN) == job


def test_a_bold_line_of_a_project_ends_the_one_before() -> None:
    text = (
        "# Ada\n\n## Projects\n\n**Shade** · Hack Day, Nov 2024\n- A map\n\n"
        "**Class project: Who reads?** (Statistics, Spring 2024)\n- 212 answers\n"
    )
    assert held(text, "212", Format.MARKDOWN) == ("Class project: Who reads?", None, "Spring 2024")


def test_what_the_person_is_stands_above_all_sections() -> None:
    text = "# Ada\n\n**Social Worker – Children and Families**\n\nHull | 07700 900318\n\n## Profile\n\nCalm.\n"
    assert not read(text, Format.MARKDOWN).outline.entries


COPIED = """\
Ada Lindqvist
She/Her
 · 2nd
Marketing Manager at Northpeel

Experience
Northpeel logo
Northpeel
Full-time · 4 yrs 3 mos
Leeds · Hybrid
Marketing Manager
Feb 2023 - Present · 2 yrs 10 mos
Own the brand.
Lifecycle Specialist
Sep 2021 - Jan 2023 · 1 yr 5 mos
First of her kind.
Freelance logo
Consultant
Self-employed · Freelance
May 2020 - Present · 5 yrs 7 mos
Remote
Two small clients a year.

Volunteering
Newcomers logo
Mentor
Newcomers
Oct 2019 - Present · 6 yrs
Eleven people so far.
"""


def test_a_page_copied_from_linkedin() -> None:
    assert held(COPIED, "Own the brand") == ("Northpeel", "Marketing Manager", "Feb 2023 - Present")
    assert held(COPIED, "First of her") == ("Northpeel", "Lifecycle Specialist", "Sep 2021 - Jan 2023")
    assert held(COPIED, "Two small") == (None, "Consultant", "May 2020 - Present")
    assert all("logo" not in passage.shown for passage in read(COPIED, Format.PLAIN).passages)
    assert ("Newcomers", "Mentor", "Oct 2019 - Present") not in jobs(COPIED)


def test_a_bold_line_with_a_date_beside_entries_that_begin_in_bold_is_no_part_of_the_one_above() -> None:
    text = (
        "# Ada Rowe\n\n## Education\n\n**MSc Foam**, Graz, 2018–2020, *with honours*\n- Thesis on bubbles\n\n"
        "**BSc Physics (minor: Law)**, Amman, 2014–2018. Second of 94\n\n**Flute exam**, 2010\n\n## Other\n\n- Sails\n"
    )
    form = Format.MARKDOWN
    assert held(text, "Thesis on bubbles", form) == ("MSc Foam", None, "2018–2020")
    assert held(text, "Second of 94", form) == ("BSc Physics (minor: Law)", None, "2014–2018")
    assert held(text, "Flute exam, 2010", form) is None


NUMBERED = """CURRICULUM VITAE

CHIOMA OBI

1. PERSONAL DATA
1.1 Residence: Lagos

2. QUALIFICATIONS
2.1 LL.M (Maritime Law), Southampton, 2014
2.2 Call to Bar, 2010

3. PROFESSIONAL EXPERIENCE
3.1 Partner, Bright & Co., Lagos (January 2021 to date)
(a) Heads a group of nine.
(b) 4.5 years of arrests.
3.2 Associate, Marina Law LP, Lagos (2012 - 2020)
(a) Kept the pro bono desk.

4. HOBBIES
4.1 Scrabble
"""


def test_headings_and_items_with_numbers() -> None:
    assert jobs(NUMBERED) == [
        ("Bright & Co., Lagos", "Partner", "January 2021 to date"),
        ("Marina Law LP, Lagos", "Associate", "2012 - 2020"),
    ]
    reading = read(NUMBERED, Format.PLAIN)
    under = {section.heading.shown: section for section in reading.outline.sections}
    shown = {
        name: [reading.passages[at].shown for at in under[name].passages] for name in ("QUALIFICATIONS", "HOBBIES")
    }
    assert shown == {
        "QUALIFICATIONS": ["LL.M (Maritime Law), Southampton, 2014", "Call to Bar, 2010"],
        "HOBBIES": ["Scrabble"],
    }
    assert held(NUMBERED, "4.5 years of arrests") == ("Bright & Co., Lagos", "Partner", "January 2021 to date")


def test_a_heading_above_all_sections_tells_who_it_is() -> None:
    text = "# Dana Ruiz\n\n### Designer: books, bags, signs\n\nBooked until May.\n\n## Talks\n\n- Oslo, 2019\n"
    reading = read(text, Format.MARKDOWN)
    assert [(one.shown, one.trail) for one in reading.passages[:2]] == [
        ("Designer: books, bags, signs", ()),
        ("Booked until May.", ()),
    ]


def test_a_heading_over_jobs_in_bold_is_none_of_them() -> None:
    text = (
        "# Kofi Mensah\n\n## Museums\n\n### Before\n\n**Curator** · Museum am Holzmarkt · 2014–2019\nSent back 23.\n\n"
        "**Assistant** · Castle Road House · 2009–2012\nDrove the van.\n"
    )
    assert jobs(text, Format.MARKDOWN) == [
        ("Museum am Holzmarkt", "Curator", "2014–2019"),
        ("Castle Road House", "Assistant", "2009–2012"),
    ]


def test_positions_with_their_own_time_under_an_employer_with_the_whole() -> None:
    text = (
        "# Ada Rowe\n\n## Experience\n\n### Fiets B.V., Delft, Oct 2015 – today\n\n"
        "**Manager** *(Jan 2022 – today)*\n\n* 11 reports\n\n**Data Scientist** *(2015 – 2021)*\n\n* Bandits\n"
    )
    assert jobs(text, Format.MARKDOWN) == [
        ("Fiets B.V., Delft", "Manager", "Jan 2022 – today"),
        ("Fiets B.V., Delft", "Data Scientist", "2015 – 2021"),
    ]


def test_a_form_in_bold_below_a_heading_that_counts_the_jobs() -> None:
    text = (
        "# Ada Rowe\n\n## Work history\n\n### Current job\n\n**Company:** Fintech JSC, Hanoi\n"
        "**Period:** 2021 – Present\n"
        "**Role:** Lead\n**Tech:** k6\n\n- 1,900 cases\n\n### First job\n\n**Company:** Games Studio\n"
        "**Period:** 2013 – 2017\n**Role:** Tester\n\n- Shipped two\n"
    )
    assert jobs(text, Format.MARKDOWN) == [
        ("Fintech JSC, Hanoi", "Lead", "2021 – Present"),
        ("Games Studio", "Tester", "2013 – 2017"),
    ]


def test_employers_with_numbers_above_the_position() -> None:
    text = NAME + (
        "WORK EXPERIENCE\n\n1) Vindhya Chemicals Ltd., Pune\nDeputy Manager (Apr 2021 till date)\n- Steam saving\n\n"
        "2) Petrosyn Consultants Pvt. Ltd., Mumbai\nProcess Engineer (Aug 2018 - Mar 2021)\n- Relief valves\n"
    )
    assert jobs(text) == [
        ("Vindhya Chemicals Ltd., Pune", "Deputy Manager", "Apr 2021 till date"),
        ("Petrosyn Consultants Pvt. Ltd., Mumbai", "Process Engineer", "Aug 2018 - Mar 2021"),
    ]


def test_a_gap_between_jobs_on_a_form_belongs_to_neither() -> None:
    text = NAME + (
        "WORK EXPERIENCE\n\nDates: 02/2013 → 08/2017\nPosition held: Site Engineer, from 06/2015 Deputy Site Manager\n"
        "Employer: Constructora Valdearenas, S.A. (Zaragoza; Lima, Peru)\nSector: Contractor, public works\n"
        "- No lost time\n\nDates: 10/2011 → 01/2013\nWithout employment.\n\nDates: 2008 → 09/2011\n"
        "Position held: Engineer\nEmployer: Estudio Ros, Toledo\n- Expert reports\n"
    )
    employer = "Constructora Valdearenas, S.A. (Zaragoza; Lima, Peru)"
    role = "Site Engineer, from 06/2015 Deputy Site Manager"
    assert held(text, "No lost time") == (employer, role, "02/2013 → 08/2017")
    assert held(text, "Without employment.") == (None, None, "10/2011 → 01/2013")
    assert held(text, "Expert reports") == ("Estudio Ros, Toledo", "Engineer", "2008 → 09/2011")


def test_a_section_in_capitals_is_no_entry_whatever_stands_below_it_first() -> None:
    text = NAME + (
        "EXPERIENCE\n\nTEJO TRUCKS, Alverca\nMechanic, 05/2012 - 01/2018\n- Brakes\n\n"
        "RECURRENT TRAINING\nHuman factors, 03/2025\nFuel tank safety, 11/2024\n\nLANGUAGES\nEnglish\n"
    )
    assert jobs(text) == [("TEJO TRUCKS, Alverca", "Mechanic", "05/2012 - 01/2018")]
    assert [one.heading.shown for one in read(text, Format.PLAIN).outline.sections] == [
        "EXPERIENCE",
        "RECURRENT TRAINING",
        "LANGUAGES",
    ]


@pytest.mark.parametrize(
    "line, job",
    [
        (
            "Clerk, Rye Pay, Skopje (remote from 2020) 06/2018 – 02/2022",
            ("Rye Pay, Skopje (remote from 2020)", "Clerk"),
        ),
        ("Rye Tawe, Swansea - Clerk, Senior from April 2020 (06/2018 – 02/2022)", ("Rye Tawe, Swansea", "Clerk")),
        ("Rye School, principal since Term 1, 06/2018 – 02/2022", ("Rye School", "principal since Term 1")),
        ("06/2018 – 02/2022   Director Supply EMEA, Rye GmbH, Bremen", ("Rye GmbH, Bremen", "Director Supply EMEA")),
        ("Warehouse Operative, Rye & Co, Leeds, 06/2018 – 02/2022", ("Rye & Co, Leeds", "Warehouse Operative")),
    ],
)
def test_titles_in_one_line(line: str, job: tuple[str, str]) -> None:
    text = NAME + f"EXPERIENCE\n\n{line}\n- Kept the books\n- Trained two others\n"
    assert held(text, "Kept the books") == (*job, "06/2018 – 02/2022")


def test_titles_between_slashes() -> None:
    page = (
        "# Ada\n\n## work\n\n### Rye Energy / Senior Manager / 2024-02 – present\n\n- Billing\n\n"
        "### Oat / Clerk, from 2020-04 Manager / 2018-06 – 2022-08\n\n- Expenses\n\n"
        "### Barley / Social Worker / Trainer\n\n- Visits\n"
    )
    assert held(page, "Billing", Format.MARKDOWN) == ("Rye Energy", "Senior Manager", "2024-02 – present")
    expected = ("Oat", "Clerk, from 2020-04 Manager", "2018-06 – 2022-08")
    assert held(page, "Expenses", Format.MARKDOWN) == expected


def test_the_older_europass_form() -> None:
    text = NAME + (
        "WORK EXPERIENCE\n\nDates: 09/2018 - present\nOccupation or position held: Supervisor (nights until 05/2021)\n"
        "Name and address of employer: Brack Ltd, Wellingborough\n- Rota\n\nDates: 03/2014 - 08/2018\n"
        "Occupation or position held: Driver; from 04/2016 Team Leader\nName and address of employer: Hexby, Daventry\n"
        "- Loading\n"
    )
    expected = ("Brack Ltd, Wellingborough", "Supervisor (nights until 05/2021)", "09/2018 - present")
    assert held(text, "Rota") == expected
    assert held(text, "Loading") == ("Hexby, Daventry", "Driver; from 04/2016 Team Leader", "03/2014 - 08/2018")


def test_a_form_with_numbers() -> None:
    text = NAME + (
        "1. PERSONAL\n\nBorn in Vryburg\n\n2. EDUCATION\n\n2010 B.Acc.\n\n3. EMPLOYMENT HISTORY\n\n"
        "3.1 Employer: Goud Milling Ltd, Bloemfontein\nPosition: Financial Manager\nPeriod: 1 August 2018 to date\n"
        "- Ledgers\n\n3.2 Employer: Roux & Associates\nPosition: Audit Manager\nPeriod: January 2014 to July 2018\n"
        "- Clients\n"
    )
    expected = ("Goud Milling Ltd, Bloemfontein", "Financial Manager", "1 August 2018 to date")
    assert held(text, "Ledgers") == expected
    assert held(text, "Clients") == ("Roux & Associates", "Audit Manager", "January 2014 to July 2018")


def test_how_many_a_section_has_stands_behind_its_name() -> None:
    text = NAME + (
        "EXPERIENCE\n\nClerk, Rye Ltd, Leeds, 2019 – 2021\n- Kept the books\n\n"
        "CERTIFICATIONS (15)\nSolutions Architect, Professional 2019\nDeveloper, Associate 2021\n"
    )
    assert jobs(text) == [("Rye Ltd, Leeds", "Clerk", "2019 – 2021")]


@pytest.mark.parametrize("section", ["PROFESSIONAL MEMBERSHIPS", "RIGHT TO WORK"])
def test_sections_that_speak_of_work_and_have_no_jobs(section: str) -> None:
    text = NAME + (
        "EXPERIENCE\n\nClerk, Rye Ltd, Leeds, 2019 – 2021\n- Kept the books\n\n"
        f"{section}\n\nNZ resident since 2014\nChartered Accountant, admitted February 2014\n"
    )
    assert jobs(text) == [("Rye Ltd, Leeds", "Clerk", "2019 – 2021")]


def test_a_volunteer_has_a_job_only_where_it_stands_among_jobs() -> None:
    volunteer = "Food Bank, Leeds\nVolunteer tester, since March 2024\n- Stock app\n"
    job = "Clerk, Rye Ltd, Leeds, 2019 – 2021\n- Kept the books\n"
    assert jobs(NAME + f"EXPERIENCE\n\n{job}\nALSO\n\n{volunteer}") == [("Rye Ltd, Leeds", "Clerk", "2019 – 2021")]
    assert len(jobs(NAME + f"EXPERIENCE\n\n{volunteer}\n{job}")) == 2


def test_the_columns_of_a_table_tell_what_its_cells_are() -> None:
    page = (
        "# Ada Rowe\n\n## Career\n\n| Period | Role | Company | Scope |\n|---|---|---|---|\n"
        "| 10/2019 – today | Sales Director DACH | Merid GmbH, Frankfurt | 42 people in 4 teams |\n"
        "| 04/2014 – 09/2019 | Inside Sales, then Area Sales | Hall AG, Mannheim | 11 reps |\n"
    )
    assert jobs(page, Format.MARKDOWN) == [
        ("Merid GmbH, Frankfurt", "Sales Director DACH", "10/2019 – today"),
        ("Hall AG, Mannheim", "Inside Sales, then Area Sales", "04/2014 – 09/2019"),
    ]


def test_rows_that_leave_the_dates_out_belong_to_the_job_above() -> None:
    page = (
        "# Ada Rowe\n\n## Employment\n\n| Period | Activity |\n|---|---|\n"
        "| 04/2020 – today | **Head of Purchasing**, Rhein Pumpen GmbH, Ulm |\n| | Volume EUR 74 m p.a. |\n"
        "| 02/2014 – 03/2020 | **Senior Buyer**, Oden AG, Darmstadt |\n| | Castings and seals |\n"
    )
    form = Format.MARKDOWN
    assert held(page, "Volume EUR", form) == ("Rhein Pumpen GmbH, Ulm", "Head of Purchasing", "04/2020 – today")
    assert held(page, "Castings", form) == ("Oden AG, Darmstadt", "Senior Buyer", "02/2014 – 03/2020")


def test_an_item_names_its_job_in_its_first_sentence() -> None:
    page = (
        "# Ada Rowe\n\n## Where I've worked\n\n- **Kolo**, Senior Engineer, Jun 2022 – now. Hired as a junior.\n"
        "- **Haul Ltd** (60 people), Clerk, 2019 – May 2022. Filed, and answered the telephone.\n"
    )
    assert jobs(page, Format.MARKDOWN) == [
        ("Kolo", "Senior Engineer", "Jun 2022 – now"),
        ("Haul Ltd (60 people)", "Clerk", "2019 – May 2022"),
    ]


def test_lines_that_begin_with_their_dates_and_go_on_in_sentences() -> None:
    page = (
        f"{NAME}WORK HISTORY (newest first)\n11/24 – 01/25  Thorn Chilled, Barnsley. Reach truck. Ended: peak over\n"
        "06/24 – 10/24  Penny Tiles, Rotherham. Counterbalance, 30 a shift. Ended: site closed\n"
        "03/17 – 05/24  Marr Drinks, Wath. Goods-in.\n\nSYSTEMS\nRed Prairie\nVoice pick\nRF guns (Zebra), old ones\n"
    )
    assert [dates for *_, dates in jobs(page)] == ["11/24 – 01/25", "06/24 – 10/24", "03/17 – 05/24"]
    assert held(page, "Ended: site closed") == ("Penny Tiles, Rotherham.", None, "06/24 – 10/24")


def test_a_line_that_begins_with_its_dates_ends_the_entry_above() -> None:
    page = (
        f"{NAME}EDUCATION\n\n2003–2006   BSc Agriculture, Harper Adams, Shropshire\n   Dissertation on liver fluke\n"
        "1995–2002   St Ciaran's, Ballygawley: 3 A-levels (Biology A, Geography B)\n2014   Certificate in Crops\n"
    )
    assert held(page, "Dissertation") == ("BSc Agriculture, Harper Adams, Shropshire", None, "2003–2006")
    assert held(page, "3 A-levels") is None


def test_a_department_stands_behind_the_role_and_the_employer_below() -> None:
    page = (
        f"{NAME}EXPERIENCE\n\nSenior Therapist, Stroke and Brain Injury Unit\n"
        "Rehab Centre, Winnipeg, MB                          May 2019 – Present\n• Caseload of 11\n\n"
        "Physiotherapist, Taff Hospital\nMarch 2010 – April 2019 (0.8 since 2012)\n• Knees\n"
    )
    assert held(page, "Caseload") == (
        "Rehab Centre, Winnipeg, MB", "Senior Therapist, Stroke and Brain Injury Unit", "May 2019 – Present",
    )  # fmt: skip
    assert held(page, "Knees") == ("Taff Hospital", "Physiotherapist", "March 2010 – April 2019")


@pytest.mark.parametrize(
    ("dates", "job"),
    [
        ("Jun 2019 to till date", "Jun 2019 to till date"),
        ("03-Aug-2015 to 28-Jun-2019", "03-Aug-2015 to 28-Jun-2019"),
        ("2018 - 2019, one or two nights a month", "2018 - 2019"),
    ],
)
def test_forms_with_numbers_and_dashes(dates: str, job: str) -> None:
    page = (
        f"{NAME}WORK EXPERIENCE :\n\n1) Organisation : Zen Ltd., Pune\n   Designation : Payroll Clerk\n"
        f"   From-To : {dates}\n\n2) Organisation : Brahma Foods\n   Designation : Trainee\n   From-To : 2010 - 2012\n"
    )
    assert jobs(page) == [("Zen Ltd., Pune", "Payroll Clerk", job), ("Brahma Foods", "Trainee", "2010 - 2012")]


def test_the_skills_below_a_position_are_no_employer() -> None:
    page = (
        f"{NAME}Experience\n\nTallgrass\nProduct Manager\nMay 2023 - Present · 2 yrs\n- Runs billing\n"
        "Strategy, Management and +6 skills\n\nColdwater\nAnalyst\nJun 2017 - Mar 2020 · 3 yrs\n- Counted\n"
    )
    assert [name for name, *_ in jobs(page)] == ["Tallgrass", "Coldwater"]


COPIED_TWICE = """Niluka Silva
He/Him

Experience
Experience
Paddock & Pine logo
Paddock & Pine
Full-time · 3 yrs 9 mos
Melbourne, Victoria · Hybrid
Senior Developer, Search Platform
Jul 2023 - Present · 2 yrs 5 mos
Galle
- Rewrote search
Developer
Full-time · Mar 2022 – Jul 2023
Galle
- Host app

Lankabean group logo
Lankabean (Pvt) Ltd
Software Engineer
Jan 2018 - May 2021 · 3 yrs
- Payroll
Tukship logo
Tukship
Junior Developer
Jun 2015 - Dec 2017 · 2 yrs
- Invoices
"""


def test_a_page_copied_with_its_headings_twice_and_places_of_one_word() -> None:
    first = ("Paddock & Pine", "Senior Developer, Search Platform", "Jul 2023 - Present")
    assert held(COPIED_TWICE, "Rewrote") == first
    assert held(COPIED_TWICE, "Host app") == ("Paddock & Pine", "Developer", "Mar 2022 – Jul 2023")
    assert held(COPIED_TWICE, "Payroll") == ("Lankabean (Pvt) Ltd", "Software Engineer", "Jan 2018 - May 2021")
    assert sum(passage.shown == "Galle" for passage in read(COPIED_TWICE, Format.PLAIN).passages) == 2


def test_an_employer_without_a_label_above_a_form() -> None:
    page = (
        f"{NAME}WORK EXPERIENCE:\n\n1) ORBINEX SERVICES PVT. LTD., Hyderabad\nDesignation: Team Leader\n"
        "Duration: 4th Feb 2020 to till date\nReporting to: Ms. Sheikh\n\nTalkbridge Ltd, Kolkata\n"
        "Designation: Clerk\nDuration: 19th Sep 2016 to 10th Jan 2020\n"
    )
    assert jobs(page) == [
        ("ORBINEX SERVICES PVT. LTD., Hyderabad", "Team Leader", "4th Feb 2020 to till date"),
        ("Talkbridge Ltd, Kolkata", "Clerk", "19th Sep 2016 to 10th Jan 2020"),
    ]


def test_the_newer_europass_form() -> None:
    page = (
        f"{NAME}WORK EXPERIENCE\n\n[ 01/03/2020 – Current ]\nHead of Agronomy\n"
        "Sadjarska zadruga Burja z.o.o. (a cooperative)\nCity: Vipava | Country: Slovenia\n- Advises 186 farms\n"
    )
    assert held(page, "Advises") == (
        "Sadjarska zadruga Burja z.o.o. (a cooperative)", "Head of Agronomy", "01/03/2020 – Current",
    )  # fmt: skip


def test_positions_apart_from_one_another_below_an_employer_with_its_place_to_the_right() -> None:
    right = " " * 30
    page = (
        f"{NAME}EXPERIENCE\nBLUE HERON MANAGEMENT{right}Charlotte, NC\n"
        f"Senior Analyst, Small-Cap Equity{right}Jul 2022 – Present\n• Covers 34 names\n\n"
        f"Analyst, Small-Cap Equity{right}Aug 2020 – Jul 2022\n• Promoted\n\n"
        f"REFUGIO (nonprofit){right}Oaxaca, Mexico\nCredit Analyst{right}Sep 2019 – Mar 2020\n• Screened loans\n\n"
        f"Barista, Blue Cup{right}2015 – 2016\n• Coffee\n"
    )
    assert held(page, "Promoted") == ("BLUE HERON MANAGEMENT", "Analyst, Small-Cap Equity", "Aug 2020 – Jul 2022")
    assert held(page, "Screened") == ("REFUGIO (nonprofit)", "Credit Analyst", "Sep 2019 – Mar 2020")
    assert held(page, "Coffee") == ("Blue Cup", "Barista", "2015 – 2016")
