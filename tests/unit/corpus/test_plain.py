"""Plain text, and pages that were copied from the web."""

from __future__ import annotations

import pytest
from sample import headings, leads, passages, pieces, shown, trail

from askme.corpus.splitting import Format, opening
from askme.schema import PassageKind


@pytest.mark.parametrize("mark", ["•", "-", "*", "–", "·", "  •", "1."])
def test_bullets(mark: str) -> None:
    (bullet,) = passages(f"{mark} Handles 3K+ channels")
    assert (bullet.kind, bullet.text) == (PassageKind.BULLET, "Handles 3K+ channels")


@pytest.mark.parametrize("figure", ["99.9%", "10+", "Millions", "$8M+", "1K-3K", "4.59×", "~70", "2,000+", "50%"])
def test_figure_with_its_label_is_one_statement(figure: str) -> None:
    (passage,) = passages(f"\n{figure}\nof the users served")
    assert (passage.kind, pieces(passage)) == (PassageKind.FIGURE, [figure, "of the users served"])


def test_figures_below_their_labels() -> None:
    assert shown("Hello there, I cook.\n\nYears cooking\n12+\nDishes\n400") == [
        "Hello there, I cook.",
        "Years cooking 12+",
        "Dishes 400",
    ]


def test_glued_labels() -> None:
    rows = passages(
        "FrontendNext.js / Wagmi\nCacheRedis\nAuthPrivy.io\nZKExternal Provers\nWeb3Aave V3\nDBMongoDB / Prisma"
    )
    assert [pieces(row)[0] for row in rows] == ["Frontend", "Cache", "Auth", "ZK", "Web3", "DB"]
    assert pieces(rows[5]) == ["DB", "MongoDB / Prisma"]


@pytest.mark.parametrize("name", ["GitHub", "PostgreSQL", "JavaScript", "MongoDB", "LinkedIn", "TypeScript"])
def test_names_are_not_taken_apart(name: str) -> None:
    assert {pieces(passage)[0] for passage in passages(f"- intro\n\n{name}\n{name} too\n")} >= {name, f"{name} too"}


@pytest.mark.parametrize(
    ("line", "employer", "role"),
    [
        ("Arcane LabsBackend & Systems Engineer", "Arcane Labs", "Backend & Systems Engineer"),
        ("zkAGIBackend & Systems Engineer", "zkAGI", "Backend & Systems Engineer"),
        ("GitHubSoftware Engineer", "GitHub", "Software Engineer"),
        ("St Mary's HospitalCharge Nurse", "St Mary's Hospital", "Charge Nurse"),
        ("McKinseyBusiness Analyst", "McKinsey", "Business Analyst"),
    ],
)
def test_glued_employer_and_role(line: str, employer: str, role: str) -> None:
    found = trail(f"Experience\n\n{line}\nFeb 2025 - Mar 2026\n\nDid good work.", "Did")
    assert found[1:] == [("entry", employer), ("role", role), ("dates", "Feb 2025 - Mar 2026")]


def test_role_with_capitals_inside_is_no_employer() -> None:
    assert trail("Experience\nSenior JavaScript Developer\n2019 - 2020\n- Did it.", "Did")[1:] == [
        ("role", "Senior JavaScript Developer"),
        ("dates", "2019 - 2020"),
    ]


@pytest.mark.parametrize(
    "title",
    [
        "Acme Corp\nStaff Nurse\n2019 – Present",
        "Staff Nurse\nAcme Corp\n2019 – Present",
        "2019 – Present\nAcme Corp\nStaff Nurse",
        "Acme Corp — Staff Nurse (2019 – Present)",
        "Staff Nurse at Acme Corp\n2019 – Present",
        "Acme Corp\n2019 – Present\nLondon, UK",
    ],
)
def test_titles_over_several_lines(title: str) -> None:
    found = dict(trail(f"Experience\n{title}\n- Cared for all.", "Cared"))
    assert found["entry"] == "Acme Corp" and found["dates"] == "2019 – Present"
    assert found.get("role", "Staff Nurse") == "Staff Nurse"


def test_employer_above_several_positions() -> None:
    first = "Senior Manager\n2022 - now\n- Own it."
    text = f"Experience\nRevolut\n4 yrs 2 mos\n{first}\nManager\n2020 - 2021\n- Launched it."
    assert [step[1] for step in trail(text, "Launched")] == ["Experience", "Revolut", "Manager", "2020 - 2021"]


@pytest.mark.parametrize(
    "how_long", ["4 yrs 2 mos", "Full-time · 4 yrs 2 mos", "Full-time · 4 yrs\nRecife, Brazil · Hybrid"]
)
def test_whatever_stands_with_the_time_spent_there(how_long: str) -> None:
    first = "Senior Manager\n2022 - now · 2 yrs\nRecife, Brazil · Hybrid\n- Own it."
    text = f"Experience\nRevolut\n{how_long}\n{first}\nManager\n2020 - 2021 · 1 yr\n- Launched it."
    assert [step[1] for step in trail(text, "Own")] == ["Experience", "Revolut", "Senior Manager", "2022 - now"]
    assert [step[1] for step in trail(text, "Launched")] == ["Experience", "Revolut", "Manager", "2020 - 2021"]
    assert "Recife, Brazil · Hybrid" in shown(text)


def test_date_below_what_it_dates() -> None:
    text = "Projects\n\nNight Buses\n\nLong exposures from night buses.\n\n2023\n\nClients\n\nMonocle"
    assert trail(text, "2023") == [("section", "Projects"), ("entry", "Night Buses")]


def test_place_stays_citable() -> None:
    assert "London, UK" in shown("Experience\nAcme\nCook\n2019 – 2020\nLondon, UK\n- Cooked.")


def test_bare_dates_start_an_entry() -> None:
    text = (
        "Intro, I build things.\n2022 – 2026\nWorked for Visa.\n- Led it.\n2021 – 2022\nJoined as intern.\n- Built it."
    )
    assert trail(text, "Led") == [("dates", "2022 – 2026")]
    assert leads(text, "Led") == ["Worked for Visa."]
    assert trail(text, "Built") == [("dates", "2021 – 2022")]


def test_sub_headings_do_not_end_the_job() -> None:
    text = (
        "Experience\n\nAcme\nEngineer\n2019 - 2020\n\nImpact\n\nLed the team to good results.\n\nScale\n\nServed ten.\n"
    )
    assert trail(text, "Served") == [
        ("section", "Experience"),
        ("entry", "Acme"),
        ("role", "Engineer"),
        ("dates", "2019 - 2020"),
        ("entry", "Scale"),
    ]


@pytest.mark.parametrize(
    "name", ["Education", "Engineering Experience", "Personal projects", "Publications & Recognition", "VOLUNTEERING"]
)
def test_sections_start_whatever_is_open(name: str) -> None:
    text = f"Experience\nAcme\nEngineer\n2019 - 2020\n- Did it.\n{name}\n- Something else."
    assert trail(text, "else") == [("section", name)]


def test_award_over_four_lines() -> None:
    text = "Awards\nEmployee Of the Quarter\nTricon Infotech\nDec 2018\nRecognized for much."
    found = trail(text, "Recognized")
    assert found[1:] == [("entry", "Employee Of the Quarter"), ("entry", "Tricon Infotech"), ("dates", "Dec 2018")]


def test_lead_in_before_a_table() -> None:
    lead_in = "Upstream contributions - merged fixes in:"
    text = f"Research\nA paper on it.\n{lead_in}\n| Project | Fix |\n|---|---|\n| vLLM | one |"
    assert trail(text, "vLLM") == [
        ("section", "Upstream contributions - merged fixes in"),
        ("columns", "Project | Fix"),
    ]
    assert headings(text)[-2:] == ["Project", "Fix"]


def test_stack_line_stays_in_its_entry() -> None:
    text = "2022 – 2026\nWorked for Visa.\n- Led it.\nGo · Kafka · Redis\n2021 – 2022\nJoined a startup."
    assert trail(text, "Kafka") == [("dates", "2022 – 2026")]


def test_items_without_bullets() -> None:
    text = "Skills\nTriage\nWound care\nVentilation\n\nEducation\nBSc Nursing\n"
    assert [trail(text, word) for word in ("Wound", "BSc")] == [[("section", "Skills")], [("section", "Education")]]


def test_headings_with_nothing_under_them_vanish() -> None:
    text = (
        "Languages\nBlockchain & Web3\nAI Systems\nBackend & Infra\nAchieved the rank of expert in a contest of coders."
    )
    assert trail(text, "Achieved") == [("entry", "Backend & Infra")]


def test_menu_is_no_section() -> None:
    assert trail("Home\nAbout\nContact\n\nI cook for a living.", "cook") == []


def test_closing_attribution() -> None:
    said = '"She takes ownership of all the systems she builds."'
    text = f"Philosophy\n\nStay Simple\n\nLess is more.\n\n{said}\n\nFounder, Acme"
    assert trail(text, "ownership") == [("entry", "Founder, Acme")]


def test_name_and_headline_at_the_top() -> None:
    text = "Maria Gonzalez\nRegistered Nurse | Critical Care\n\nAbout\n\nI have spent years in care."
    assert shown(text)[:2] == ["Maria Gonzalez", "Registered Nurse | Critical Care"]


def test_lines_of_a_page_are_paragraphs() -> None:
    assert shown("I wrote the first program of all\nAnd then the second one came") == [
        "I wrote the first program of all",
        "And then the second one came",
    ]


def test_broken_line_is_joined() -> None:
    (passage,) = passages(f"I wrote {'very ' * 10}many programs\nand compilers.")
    assert len(passage.pieces) == 2


def test_wrapped_paragraph_is_joined() -> None:
    text = (
        "I teach an undergraduate course on population genetics, and I supervise\nDoctoral students who work on the "
        "genomics of drug resistance in small\nparasites and their vectors."
    )
    assert len(passages(text)) == 1


def test_crlf_and_bom_are_kept() -> None:
    (first, second) = passages("\ufeff- One\r\n- Two\r\n")
    assert (first.start, second.start) == (3, 10)


def test_a_line_with_contacts_is_told_part_by_part() -> None:
    """The whole line was private, and with it the place."""
    text = (
        "TOMAS LINDGREN\nData Engineer\nRecife, Brazil | +55 81 5550 12345 | tomas@lindgren.example\n\nSUMMARY\nI pipe."
    )
    assert shown(text)[:5] == [
        "TOMAS LINDGREN",
        "Data Engineer",
        "Recife, Brazil",
        "+55 81 5550 12345",
        "tomas@lindgren.example",
    ]


def test_a_role_with_a_line_of_name_and_town_is_held_there() -> None:
    text = (
        "EXPERIENCE\n\nSenior Data Engineer      Apr 2021 – Present\nÖresund Logistics AB, Malmö\n• Own the platform\n"
    )
    assert ("entry", "Öresund Logistics AB, Malmö") in trail(text, "Own")


@pytest.mark.parametrize("name", ["Aisha Rahimi, RN", "Aisha Rahimi, PhD, MBA", "Aisha Rahimi"])
def test_titles_belong_to_a_name(name: str) -> None:
    assert shown(f"{name}\nLeeds, UK\n\nPROFILE\nI nurse.")[:2] == [name, "Leeds, UK"]


@pytest.mark.parametrize("heading", ["EDUCATION AND TRAINING", "Registration", "Referees", "VOLUNTARY WORK"])
def test_sections_that_are_named_so(heading: str) -> None:
    assert trail(f"EMPLOYMENT\n\nI nursed.\n\n{heading}\nFour of them at Leeds, in 2013.", "Four") == [
        ("section", heading)
    ]


SAVED = (
    "Contact\nwww.linkedin.com/in/ada\n(LinkedIn)\n\nTop Skills\nFigma\nResearch\n\nCertifications\n"
    "Accessible Design\n\nAda Falk\nDesigner at Nubora\nSão Paulo, São Paulo, Brazil\n\nSummary\nI design tills.\n\n"
    "Page 1 of 2\n\nExperience\n\nNubora\nDesigner\n2020 - 2021 (1 year)\nI drew forms.\n"
)


def test_a_page_saved_from_linkedin_has_the_name_behind_a_column() -> None:
    assert trail(SAVED, "São Paulo") == trail(SAVED, "Designer at") == trail(SAVED, "Ada Falk") == []
    assert opening(SAVED, Format.PLAIN) == ("Ada Falk", "Designer at Nubora")
    assert trail(SAVED, "Accessible") == [("section", "Certifications")]


def test_the_foot_of_a_page_is_no_statement() -> None:
    assert not [one for one in shown(SAVED) if "Page" in one]
    assert "Page through them." in shown("Page through them.")


# --- forms ----------------------------------------------------------------------------------------------------------

FORM = """\
PERSONAL INFORMATION
Milena Vasquez-Thorne
Rua das Flores 41, Porto
Sex Female | Date of birth 14/03/1988 | Nationality Portuguese, Irish

WORK EXPERIENCE

01/09/2021 – Present
Food Safety Manager
Lusomar Conservas, S.A., Matosinhos (Portugal)
▪ Responsible for HACCP plans in two canneries
▪ Leads a team of six
Business or sector Fish processing

15/02/2016 – 31/08/2021
Quality Engineer
Dairygold Co-Operative, Mitchelstown (Ireland)
▪ Wrote 60 standard operating procedures
Trained the night shift

01/10/2012 – 31/01/2016
Laboratory Analyst
Eurofins Portugal, Porto (Portugal)
▪ Trained four new analysts

PERSONAL SKILLS

Mother tongue(s) Portuguese

Driving licence B
"""


@pytest.mark.parametrize(
    ("words", "employer", "dates"),
    [
        ("HACCP", "Lusomar Conservas, S.A., Matosinhos (Portugal)", "01/09/2021 – Present"),
        ("Fish processing", "Lusomar Conservas, S.A., Matosinhos (Portugal)", "01/09/2021 – Present"),
        ("60 standard", "Dairygold Co-Operative, Mitchelstown (Ireland)", "15/02/2016 – 31/08/2021"),
        ("night shift", "Dairygold Co-Operative, Mitchelstown (Ireland)", "15/02/2016 – 31/08/2021"),
        ("four new analysts", "Eurofins Portugal, Porto (Portugal)", "01/10/2012 – 31/01/2016"),
    ],
)
def test_where_titles_begin_with_dates_the_line_above_a_date_ends_the_entry_before(words, employer, dates):
    found = trail(FORM, words)
    assert ("entry", employer) in found and ("dates", dates) in found


@pytest.mark.parametrize(
    "words", ["Sex Female", "Date of birth 14/03/1988", "Nationality Portuguese", "Rua das Flores"]
)
def test_a_birth_dates_no_entry(words):
    assert trail(FORM, words) == [("section", "PERSONAL INFORMATION")]


@pytest.mark.parametrize("words", ["Mother tongue(s) Portuguese", "Driving licence B"])
def test_a_form_has_labels_without_a_colon(words):
    assert trail(FORM, words) == [("section", "PERSONAL SKILLS")]


COLUMNS = """\
Registrations and Courses
NMC PIN 21K0000X, since 2021
Advanced Life Support (ALS), Resuscitation Council UK, renewed 2024
ECMO specialist course, ELSO, 2018

Languages
Swedish     native
English     fluent (IELTS 8.5, 2020)
Igbo        conversational

Experience
Cardiac Nurse      2017 – 2021
Karolinska
- Mentored nine students.
"""


@pytest.mark.parametrize("row", ["Swedish native", "English fluent (IELTS 8.5, 2020)", "Igbo conversational"])
def test_a_second_column_has_the_values_of_labels(row):
    (found,) = [passage for passage in passages(COLUMNS) if passage.shown == row]
    assert found.kind is PassageKind.ROW
    assert trail(COLUMNS, row) == [("section", "Languages")]


def test_a_date_in_a_second_column_belongs_to_a_title():
    found = trail(COLUMNS, "nine students")
    assert ("role", "Cardiac Nurse") in found and ("dates", "2017 – 2021") in found


@pytest.mark.parametrize("words", ["NMC PIN", "Advanced Life Support", "ECMO"])
def test_of_lines_that_each_tell_when_none_is_the_title_of_another(words):
    assert trail(COLUMNS, words) == [("section", "Registrations and Courses")]


def test_what_stands_beside_the_name_is_no_heading() -> None:
    text = "Ada Lindqvist\nShe/Her\n · 2nd\nBaker at Rook\n\nAbout\nI bake."
    assert trail(text, "Baker at Rook") == []


def test_several_names_of_sections_head_one() -> None:
    text = (
        "Ada\n\nSKILLS\nBread\n\nCOMMITTEES, AFFILIATIONS, VOLUNTEER\nChair, Rye Board, since 2023\nMember: Rye Guild\n"
    )
    assert trail(text, "Rye Guild")[0] == ("section", "COMMITTEES, AFFILIATIONS, VOLUNTEER")


def test_arrows_mark_items() -> None:
    text = "Ada\n\nKEY ACHIEVEMENTS\n\n> 118% of quota in 2024\n> Largest deal: 265,000\n"
    assert [passage.shown for passage in passages(text)][-2:] == ["118% of quota in 2024", "Largest deal: 265,000"]


def test_short_lines_among_others_are_statements() -> None:
    text = (
        "Ada\n\nQUALIFICATIONS\n\nCity & Guilds 2330, Stockport College, finished 2009\nInspection and Testing, 2018\n"
        "Gold Card, exp. 08/2027\nPASMA towers\nSite Supervisors, June 2023\nAsbestos awareness, renewed every year\n"
    )
    shown = [passage.shown for passage in passages(text)]
    assert "PASMA towers" in shown and "Gold Card, exp. 08/2027" in shown


def test_a_line_that_ends_in_a_small_word_goes_on() -> None:
    text = "Ada\n\nABOUT\n\nOut of work in the lockdown, delivered food as a volunteer for\nHull Foodbank.\n"
    assert passages(text)[-1].shown.endswith("Hull Foodbank.")


def test_a_line_of_contacts_between_stars() -> None:
    text = "Ada Lindqvist\nTucson, AZ  *  (520) 555-0148  *  ada@example.com\n\nSUMMARY\nBakes bread.\n"
    assert "Tucson, AZ" in [passage.shown for passage in passages(text)]


@pytest.mark.parametrize(
    ("section", "below"),
    [
        ("TOOLS", ["PostgreSQL, Kafka", "Spring Boot, Ktor", "Grafana", "Not any more: Lotus Notes"]),
        ("PAPERS", ["Teaching licence 2018", "Police check, clean", "First aid 2024", "Safeguarding: due in 2026"]),
        ("Honors & awards", ["Forty Under 40, Midwest Forum · 2021"]),
        (
            "TRAINING",
            ["IPAF 3a - exp. Aug 2025", "First aid (exp. 2027)", "CSCS card", "Forklift: lapsed, renewal due"],
        ),
        ("ASSESSMENT TOOLS", ["C-SSRS, PHQ-9, PCL-5, LOCUS"]),
        ("CERTIFICATES", ["Web Accessibility Specialist (WAS), 11/2023, valid until 11/2026", "Scrum.org PSM I, 2020"]),
        ("EXPERIENCE", ["Clerk", "- Filed", "Reason for leaving: higher studies"]),
    ],
)
def test_no_line_is_lost(section: str, below: list[str]) -> None:
    """Each of these vanished, for it was taken for a heading that has nothing under it."""
    lines = "\n".join(below)
    text = f"Ada Rowe\n\nABOUT\n\nI file and count.\n\n{section}\n{lines}\n\nLANGUAGES\nEnglish, native\nFrench, good\n"
    told = " ".join(words for one in passages(text) for words in (*(step.shown for step in one.trail), one.shown))
    assert [line for line in below if line.lstrip("- ").split(":")[0] not in told] == []


def test_a_name_over_a_testimonial_is_of_the_one_below() -> None:
    text = (
        'Recommendations\n\nGreg Stolz, VP Operations\n"She told me no four times."\n\n'
        'Tanisha Boyd, HR Generalist\n"Best boss I have had."\n\nHonors & awards\nForty Under 40, Forum · 2021\n'
    )
    assert [word for _, word in trail(text, "Best boss")][1:] == ["Tanisha Boyd", "HR Generalist"]
    assert trail(text, "Forty") == [("section", "Honors & awards")]


def test_a_certificate_is_one_statement_with_whose_it_is_and_when() -> None:
    text = (
        "Licenses & certifications\nKubernetes Administrator (CKA)\nThe Linux Foundation\n"
        "Issued Nov 2022 · Expires Nov 2025\nCredential ID LF-x9\nShow credential\n"
        "Mental Health First Aid\nIssued Feb 2021\n\nVolunteering\nMentor\nCode Club\n"
    )
    told = [one for one in shown(text) if "Issued" in one]
    assert told == [
        "Kubernetes Administrator (CKA) The Linux Foundation Issued Nov 2022 · Expires Nov 2025 Credential ID LF-x9",
        "Mental Health First Aid Issued Feb 2021",
    ]


def test_the_counts_and_buttons_of_a_page_are_nobodys_words() -> None:
    text = (
        "Ada Rowe\nClerk at Acme\n1,842 followers · 500+ connections\n\nSkills\nFiling\nCounting\nShow all 34 skills\n"
    )
    assert shown(text) == ["Ada Rowe", "Clerk at Acme", "Filing", "Counting"]


def test_what_begins_alike_is_no_label() -> None:
    certificates = "ServSafe Manager (exp. 11/2027)\nServSafe Allergens\nTIPS alcohol service, trainer level\n"
    text = f"CERTIFICATIONS\n{certificates}\nLANGUAGES\nEnglish\n"
    assert "ServSafe Allergens" in shown(text)
