"""What is found as private data, and what is not."""

from __future__ import annotations

import os
import random
import time
from itertools import pairwise
from pathlib import Path

import pytest

from askme.policy import Private
from askme.privacy import find

ROOT = Path(__file__).parents[3]
TEST_DATA = "ASKME_TEST_DATA"


def found(text: str) -> list[tuple[str, str]]:
    return [(one.kind.value, text[one.start : one.end]) for one in find(text)]


def only(kind: Private, text: str, *hidden: str) -> None:
    assert found(text) == [(kind.value, words) for words in hidden]


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("ada@x.org", "ada@x.org"),
        ("Write to <ADA.Lovelace+cv@mail.example.co.uk>.", "ADA.Lovelace+cv@mail.example.co.uk"),
        ("[mail](mailto:ada@x.org?subject=Hi)", "mailto:ada@x.org?subject=Hi"),
        ("links: ['ada@x.org']", "ada@x.org"),
        ("mailto:ada%40x.org", "mailto:ada%40x.org"),
        ("**ada&#64;x.org**", "ada&#64;x.org"),
        ("ada＠x.org", "ada＠x.org"),
        ("ada (at) example (dot) org", "ada (at) example (dot) org"),
        ("ada [at] example.com", "ada [at] example.com"),
        ("ada_AT_gmail_DOT_com", "ada_AT_gmail_DOT_com"),
        ("or ada dot lovelace at gmail dot com", "ada dot lovelace at gmail dot com"),
        ("Email: ada @ example.com", "ada @ example.com"),
        ("My e-mail is ada at x.org", "ada at x.org"),
        ("{ada,bob}@uni.example", "{ada,bob}@uni.example"),
        ("@ada on Mastodon, or ada@mastodon.example", "ada@mastodon.example"),
        ("ädä@münchen.example", "ädä@münchen.example"),
    ],
)
def test_email(text, hidden):
    only(Private.EMAIL, text, hidden)


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("+47 912 34 567", "+47 912 34 567"),
        ("(+47) 91234567", "(+47) 91234567"),
        ("+44 (0)20 7946 0958", "+44 (0)20 7946 0958"),
        ("+1 (415) 555-0134 ext. 12", "+1 (415) 555-0134 ext. 12"),
        ("0049 171 2345678", "0049 171 2345678"),
        ("(555) 123-4567", "(555) 123-4567"),
        ("415-555-0134", "415-555-0134"),
        ("**Phone:** 912 34 567", "912 34 567"),
        ("| Mobile | 07700 900123 |", "07700 900123"),
        ("Ph: (080) 2345 6789", "(080) 2345 6789"),
        ("Contact No. 98765 43210", "98765 43210"),
        ("WhatsApp only: 98765 43210", "98765 43210"),
        ("Tel (080) 2345 6789", "(080) 2345 6789"),
        ("M: 07700 900 123", "07700 900 123"),
        ("call me on 07700 900123", "07700 900123"),
        ("WhatsApp 📱 0171 2345678", "0171 2345678"),
        ("Tlf.\n22 33 44 55", "22 33 44 55"),
        ("01234 567890 (mobile)", "01234 567890 (mobile)"),
        ("[ring](tel:+4791234567)", "tel:+4791234567"),
        ("https://wa.me/4791234567", "wa.me/4791234567"),
    ],
)
def test_phone(text, hidden):
    only(Private.PHONE, text, hidden)


def test_a_second_number_after_the_same_label():
    only(Private.PHONE, "Tel: 020 7946 0958 or 020 7946 0959", "020 7946 0958", "020 7946 0959")


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("221B Baker Street, London NW1 6XE", "221B Baker Street, London NW1 6XE"),
        ("I live at 12 Elm Street, Boise", "12 Elm Street, Boise"),
        ("Flat 3, 12 Elm Road, Leeds LS1 4AB", "Flat 3, 12 Elm Road, Leeds LS1 4AB"),
        ("4711 Oak Ave., Apt 5, Boise, ID 83702", "4711 Oak Ave., Apt 5, Boise, ID 83702"),
        ("Berliner Straße 12, 10115 Berlin", "Berliner Straße 12, 10115 Berlin"),
        ("wohnt in der Hauptstr. 5", "Hauptstr. 5"),
        ("Storgata 1, 0155 Oslo", "Storgata 1, 0155 Oslo"),
        ("Karl Johans gate 5B", "Karl Johans gate 5B"),
        ("Drottninggatan 5, 111 51 Stockholm", "Drottninggatan 5, 111 51 Stockholm"),
        ("Mannerheimintie 5 A 3, 00100 Helsinki", "Mannerheimintie 5 A 3, 00100 Helsinki"),
        ("Prinsengracht 263", "Prinsengracht 263"),
        ("12 rue de la Paix, 75002 Paris", "12 rue de la Paix, 75002 Paris"),
        ("Calle de Alcalá 45", "Calle de Alcalá 45"),
        ("Via Roma 12, 00184 Roma", "Via Roma 12, 00184 Roma"),
        ("Rua Augusta, 1508", "Rua Augusta, 1508"),
        ("ul. Długa 5/7, 00-238 Warszawa", "ul. Długa 5/7, 00-238 Warszawa"),
        ("#12, 3rd Cross, Indiranagar, Bangalore 560038", "#12, 3rd Cross, Indiranagar, Bangalore 560038"),
        ("H.No. 5-6-78, Banjara Hills, Hyderabad", "H.No. 5-6-78, Banjara Hills, Hyderabad"),
        ("PO Box 123, Oslo", "PO Box 123"),
        ("Address: The Old Mill, Church End 4", "The Old Mill, Church End 4"),
        ("| Home address | Skolegata 3 |", "Skolegata 3"),
    ],
)
def test_address(text, hidden):
    only(Private.ADDRESS, text, hidden)


def test_an_address_on_several_lines():
    only(
        Private.ADDRESS, "Address\n12 Elm Street\nSpringfield, IL 62704\nBorn", "12 Elm Street", "Springfield, IL 62704"
    )
    only(Private.ADDRESS, "Kirkeveien 5\n0364 Oslo\nNorway", "Kirkeveien 5", "0364 Oslo")


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("SSN: 123-45-6789", "123-45-6789"),
        ("mine is 536-90-4399", "536-90-4399"),
        ("Passport No: N1234567, valid", "N1234567"),
        ("Aadhaar No - 2345 6789 0124", "2345 6789 0124"),
        ("PAN: ABCPE1234F", "ABCPE1234F"),
        ("Fødselsnummer: 01019012345", "01019012345"),
        ("Personnummer 811228-9874", "811228-9874"),
        ("811228-9874", "811228-9874"),
        ("My NI number is AB123456C", "AB123456C"),
        ("AB 12 34 56 C", "AB 12 34 56 C"),
        ("NIF: 123456789", "123456789"),
        ("NIF 123456789", "123456789"),
        ("12345678Z", "12345678Z"),
        ("RSSMRA85T10A562S", "RSSMRA85T10A562S"),
        ("111.444.777-35", "111.444.777-35"),
        ("Driver's license: D123-4567-8901", "D123-4567-8901"),
        ("BSN: 111222333", "111222333"),
        ("GB82 WEST 1234 5698 7654 32", "GB82 WEST 1234 5698 7654 32"),
        ("NO9386011117947", "NO9386011117947"),
        ("4111 1111 1111 1111", "4111 1111 1111 1111"),
        ("sort code 12-34-56", "12-34-56"),
    ],
)
def test_identity(text, hidden):
    only(Private.IDENTITY, text, hidden)


def test_beside_other_contact_data_a_bare_number_is_a_phone():
    assert found("912 34 567 | Oslo") == []
    assert found("ada@x.org | 912 34 567 | Oslo") == [("email", "ada@x.org"), ("phone", "912 34 567")]
    assert found("ada@x.org\n912 34 567") == [("email", "ada@x.org"), ("phone", "912 34 567")]
    assert found("Ada · 912 34 567 · ada@x.org · 2016 – 2021 · 12 projects") == [
        ("phone", "912 34 567"), ("email", "ada@x.org"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Backend Engineer, 2016 – 2021, then 2021-05-01 to 01.02.2023",
        "12,000,000 users, 12 000 000 downloads, 99.98% uptime, $10,000,000, NOK 12 345 678, 2,000+ TPS",
        "+12 000 000 users since 2016",
        "ISBN 978-3-16-148410-0, DOI 10.1000/182, ORCID 0000-0002-1825-0097, arXiv:2301.12345, PMID 12345678",
        "#2384, PR 123456789, commit 9f6e42fba913b82854c82ea265b27ba8f02b26ae",
        "550e8400-e29b-41d4-a716-446655440000",
        "192.168.100.200, 10.0.0.1:8080, 2001:db8::1, v1.2.3.4, Python 3.12",
        "@ada, @ada@mastodon.social, https://medium.com/@ada, github.com/ada, linkedin.com/in/ada-12345678",
        "git@github.com:ada/engine.git, react@18.2.0, icon@2x.png, lodash@latest",
        "Senior Engineer @ Booking.com, before that at booking.com",
        "CS 101, MATH-2400, 6.006, ISO 9001:2015, RFC 2616, US10123456B2",
        "In 2016 Wall Street Journal wrote of 10 Wall Street analysts and top 10 Supreme Court cases",
        "Spring 5, Token Ring 5, iPad 12, Aggregate 12, Seagate 12, Bakken 2016, Blockade 12, Bowtie 3",
        "Via Python 3, and Via Kubernetes 1.2",
        "Mobile: 2016 – 2021; mobile 2019-2021 apps; signal 1234567 processing; mobile 1 000 000 users",
        "IP address: 10.0.0.1. MAC address: 00:1b:44:11:3a:b7. Contract address: 0x1234567890abcdef1234567890",
        "Address: Oslo, Norway",
        "ASKME_RATE_PER_ADDRESS | 60/minute",
        "CPR certified 2016, RN License #123456, PAN networks 10000, tin 123456 tonnes",
        "Passport: Norwegian; passport since 2019; handled credit card 100000 times",
        "AWS S3 2GB, May 12, 2016 Google, Figure 5, 12345 Samples",
        "Office: Strandgata building, room 3.14",
        "1 1 1 1 1 1 1 1 1, 3.14159265358979, 1700000000000, 20000000 requests",
        "reached 1 200 000 people, reach me at the office, phone a friend, PhonePe",
        "Sign up for email updates at ftc.gov",
        "Practice educator stage 2, 2019",
        "Polka dot patterns look good at any size",
    ],
)
def test_not_private(text):
    assert found(text) == []


def test_ranges_never_overlap_and_are_in_order():
    text = "Address: Storgata 1, tel 22 33 44 55, ada@x.org, SSN 536-90-4399\n" * 3
    spans = find(text)
    assert all(one.end <= two.start for one, two in pairwise(spans))
    assert {one.kind for one in spans} == set(Private)


HOSTILE = [
    "1 ", "+1", "+47 912 34 567 ", "(", "a@", "a", "A ", "a.", "-", "\n", "1\n", "12 Elm ", "Ab 1 ", "Phone: 1 ",
    "address:\n1 a\n", "a@b.", "mailto:", "{a,", "(at) ", "a at a dot ", "#1, a, ", "Flat No 1, ", "1 rue de ",
    "Via A 1 ", "SSN 1", "4111 1111 1111 1111 ", "GB82 WEST 1234 5698 7654 32 ", "ada@x.org\n12345678\n", "| 1 ",
    "Contact: a@b.cc ", "+47 912 345 678 aaaa ", "811228-9874 ", "Ab 1, 12345 Cd\n", "é", "\u00a0",
]  # fmt: skip


@pytest.mark.parametrize("part", HOSTILE)
def test_time_is_linear_in_hostile_text(part):
    text = (part * 100_000)[:100_000]
    assert _seconds(text) < 4, "0.7 s at most where this was written, on one of two busy cores"


def test_time_on_noise():
    noise = random.Random(7)
    text = "".join(noise.choice("aA1 @.+-()/,:\n|#*é") for _ in range(100_000))
    assert _seconds(text) < 4


def _seconds(text: str) -> float:
    find("+47 912 34 567, 536-90-4399")  # what is imported first is imported here
    began = time.process_time()
    find(text)
    return time.process_time() - began


def test_no_false_find_in_the_profiles_of_the_repository():
    """What is private there is what is known to be: three addresses of made-up people."""
    texts = [file.read_text("utf-8") for folder in ("corpus", "evals/corpora") for file in (ROOT / folder).glob("*.md")]
    assert sorted(words for text in texts for _, words in found(text)) == [
        "catarina.velhinho@example.org", "joram.vestergren@example.org", "remy@example.org",
    ]  # fmt: skip


def test_no_false_find_in_raw_profiles():
    given = os.environ.get(TEST_DATA)
    if not given:
        pytest.skip(f"{TEST_DATA} names no folder with profiles/")
    files = sorted((Path(given) / "profiles").glob("*.txt"))
    assert files
    assert [hit for file in files for hit in found(file.read_text("utf-8"))] == []
