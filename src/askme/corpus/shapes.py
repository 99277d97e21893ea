"""The shape of a line: short, a title, a sentence, a list of names. Pure functions of its text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from askme.corpus.sentences import sentences
from askme.corpus.titles import role_like
from askme.corpus.vocabulary import SMALL_WORDS, SUB_HEADINGS

LONGEST_QUESTION = 120
"""Characters of a question that may be a title."""
_ENDED = re.compile(r"[.!?…;,。！？][\"'”’)\]»]*$")
_ABBREVIATED = re.compile(r"\b(?:Inc|Ltd|Co|Corp|Jr|Sr|Bros|Univ|Dept|St)\.$")
_ADDRESS = re.compile(r"\S@\S|://|^www\.|^\+?[\d\s().-]{7,}$")
_MORE = re.compile(r"\band \+\d+ skills?$")
"""How LinkedIn shortens the skills below a position."""
_STACK = re.compile(r"\s+[·•|]\s+|\s+/\s+(?=.*\s[·•|]\s)")
_AT_WORK = r"remote|hybrid|on-?site"
_PLACE = re.compile(
    r"(?:[^\W\d_][\w .'’-]{1,30},\s[^\W\d_][\w .'’,-]{1,40}"
    rf"|(?:{_AT_WORK}|full-?time|part-?time|contract|internship|freelance)\b.{{0,40}})",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"(?<=\w)\s+\([^()]*\)$")
_MODE = re.compile(_AT_WORK, re.IGNORECASE)
_PLACE_WORDS = 4
_TITLES = re.compile(r"(?:, ?[A-Z][A-Za-z.]{0,2}[A-Z][A-Za-z.]{0,3})+$")
"""Degrees and registrations behind a name."""
_PAGE = re.compile(r"(?i:page|p\.?) ?\d{1,3}( ?(of|/) ?\d{1,3})?|[-–—] ?\d{1,3} ?[-–—]")
_BUTTON = re.compile(
    r"(?i)[\d,.]+k?\+? (?:followers|connections)(?: · .*)?|show all(?: \d+ [a-z]+| [a-z]+)?|(?:show|see) credential"
    r"|skip to main content|…\s?see more"
)
_BESIDE_NAME = re.compile(
    r"(?i)\(?(?:she|he|they|ze|xe)/(?:her|hers|him|his|them|theirs|they|zir|xem)\)?(?:\s*·\s*[123](?:st|nd|rd)\+?)?"
    r"|[123](?:st|nd|rd)\+?"
)
_BORN = re.compile(r"(?i)\b(?:date of birth|birth ?date|d\.?o\.?b\b|born)\b")
_BETWEEN = re.compile(r"\s[·•|*]\s")
_JOINED = re.compile(r"\s[-–—|·•&/]\s|[|·•:;!?]|,\s")
_OPEN, _CLOSE = "\"“„«'‘", "\"”“»'’"
_CLAUSE = re.compile(r"(?i:\b(?:i|i'm|i’m|we|my|he|she|they|is|are|was|were)\b)")


def ended(text: str) -> bool:
    """Whether it ends as a sentence does."""
    return _ENDED.search(text[-8:]) is not None and _ABBREVIATED.search(text[-8:]) is None


def sentence(text: str) -> bool:
    """Whether it is a whole sentence or several, a colon in it or not."""
    return len(sentences(text)) > 1 or (ended(text) and len(text.split()) >= 10)


def short(text: str) -> bool:
    return len(text) <= 70 and len(text.split()) <= 8


def born(text: str) -> bool:
    """Whether a line of personal data says when somebody was born: that dates no entry."""
    return _BORN.search(text) is not None


def asks(text: str) -> bool:
    """Whether it is one question."""
    return text.endswith("?") and len(text) <= LONGEST_QUESTION and len(sentences(text)) == 1


def says(text: str) -> bool:
    """Whether a short line is a statement all the same, not a title."""
    return ended(text) or _ADDRESS.search(text) is not None or _MORE.search(text) is not None


def capitals(text: str) -> bool:
    """Whether a longer line is set as a title: nearly all its words begin with a capital."""
    words = [word for word in text.split() if word.lower() not in SMALL_WORDS]
    high = sum(_is_high(word) for word in words)
    return 2 <= len(words) <= 14 and high >= 0.85 * len(words) and len(text) <= 120


def _is_high(word: str) -> bool:
    """Begins with a capital or a figure, or is a name such as iOS, vLLM, nanoGPT."""
    bare = word.lstrip("\"'“‘(")
    return not bare[:1].islower() or any(char.isupper() for char in bare[1:4])


def header(text: str) -> bool:
    """Whether it may be a line of an entry's title: not long, no sentence, no address."""
    if len(text) > 140 or len(text.split()) > 16 or says(text) or text.endswith(":"):
        return False
    return text.lstrip("\"'“‘([~# ")[:1].isalnum() and "\n" not in text


def title(text: str) -> bool:
    """Whether it is set like a title: short and begun with a capital, or in capitals throughout."""
    if not header(text):
        return False
    if capitals(text):
        return True
    words = [word for word in text.split() if word.lower() not in SMALL_WORDS]
    high = sum(_is_high(word) for word in words)
    return short(text) and _is_high(text.split(maxsplit=1)[0]) and (len(text.split()) <= 3 or 2 * high >= len(words))


def unbracketed(text: str) -> str:
    """Without what stands in brackets at its end ("City Hospital (412 beds)")."""
    return _BRACKETED.sub("", text)


def item(text: str) -> bool:
    """Whether it may be an item of a list without bullets."""
    return (
        short(text)
        and not ended(text)
        and not text.endswith(":")
        and len(text) <= 60
        and not stacked(text)
        and "\n" not in text
    )


def stacked(text: str) -> bool:
    """Names between dots or bars: "Go · Kafka · Redis"."""
    names = _STACK.split(text)
    return len(names) >= 3 and not ended(text) and all(len(name.split()) <= 7 for name in names)


def all_capitals(text: str) -> bool:
    """Whether it is set in capitals, as headings are."""
    return text.isupper() and short(text) and len(text.split()) <= 6 and sum(char.isalpha() for char in text) >= 5


def person(text: str) -> bool:
    """Whether it may be a person's name: two to five words with a capital each, no role, no figures; titles behind it
    do not count ("Aisha Rahimi, RN")."""
    text = _TITLES.sub("", text)
    words = text.split()
    named = all(_is_high(word) and not any(char.isdigit() for char in word) for word in words)
    return 1 <= len(words) <= 5 and named and len(text) <= 60 and not role_like(text) and not _JOINED.search(text)


def spoken_section(text: str) -> bool:
    """Whether a section holds what others say."""
    return any(
        word in text.lower() for word in ("testimonial", "recommend", "reference", "people say", "kind words", "review")
    )


def figure_label(text: str) -> bool:
    """Whether it may be the label of a figure: words, on one line, not a paragraph."""
    words = text.split()
    return (
        len(text) <= 120
        and len(words) <= 16
        and any(char.isalpha() for char in text)
        and not any(c.isdigit() for c in text[:1])
    )


def place(text: str) -> bool:
    """A place or the kind of employment, as stands beside dates ("Recife, Brazil · Hybrid")."""
    found = between(text)
    mode = len(found) > 1 and _MODE.fullmatch(found[-1]) is not None and len(found[0].split()) <= _PLACE_WORDS
    return len(text) <= 80 and (mode or any(all(map(_PLACE.fullmatch, parts)) for parts in ([text], found)))


def between(text: str) -> list[str]:
    """What stands between dots or bars."""
    return [text[start:end] for start, end in apart(text)]


def apart(text: str) -> Iterator[tuple[int, int]]:
    """Where the same begins and ends."""
    start = 0
    for match in _BETWEEN.finditer(text):
        yield start, match.start()
        start = match.end()
    yield start, len(text)


def button(text: str) -> bool:
    """Whether it is a count or a button of LinkedIn's ("500+ connections", "Show all 12 skills")."""
    return _BUTTON.fullmatch(text) is not None


def beside_name(text: str) -> bool:
    """Pronouns, or the degree of a connection.

    >>> beside_name("She/Her"), beside_name("2nd"), beside_name("Nurse")
    (True, True, False)
    """
    return _BESIDE_NAME.fullmatch(text) is not None


def page_number(text: str) -> bool:
    """Whether it is the foot of a printed page."""
    return _PAGE.fullmatch(text) is not None


def sub_heading(text: str) -> bool:
    """Words that head a part of an entry, whoever it is about."""
    return text.strip(" :").lower() in SUB_HEADINGS


def quoted(text: str) -> bool:
    """Whether the whole paragraph stands in quotation marks."""
    return len(text) > 40 and text[0] in _OPEN and text.rstrip(" .")[-1] in _CLOSE


def attribution(text: str, said: str) -> bool:
    """Whether the line may tell who said it: a dash before it, or a short title right after a quotation."""
    if text.lstrip()[:1] in "—–―" or text.startswith(("-- ", "- ")):
        return len(text) <= 120
    named = title(text) and (
        role_like(text) or role_like(text.split(",", maxsplit=1)[0]) or "," in text or len(text.split()) <= 4
    )
    return quoted(said) and named and len(text) <= 80
