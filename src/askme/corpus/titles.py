"""Reading a title: which part is the organisation, which the role, which the dates."""

from __future__ import annotations

import re
from dataclasses import dataclass

from askme.corpus.dates import dates, is_duration, is_year
from askme.corpus.vocabulary import (
    LEGAL_FORMS,
    ORGANISATIONS,
    ROLE_NOUNS,
    ROLE_STARTS,
    SECTION_NOUNS,
    SECTION_PHRASES,
    THINGS,
    WHOLE_NAMES,
)
from askme.schema import StepKind

_SEPARATOR = re.compile(r"\s+(?:[—–·•|→@]|-{1,2})\s+|\s*[|•]\s*|\t+|\n+|\s{3,}|(?<=\w)\s+[—–]|[—–]\s+(?=\w)")
_SLASH = re.compile(r"\s+/\s+")
_SOFT = re.compile(r",\s+|:\s+|\s+(?:at|@)\s+")
_PHRASE_ENDS = re.compile(r"\s+(?:(?:and\s+)?(?:since|from|until)|of|for|in|to|on|at|with)\s+|\s*[(,;/–—|:]\s*|\s+-\s+")
_FORM = re.compile(
    r"(?:(?:full|part)[- ]?time|per diem|contract|temporary|permanent|casual|seasonal|fixed[- ]term|self[- ]employed"
    r"|freelance|remote|hybrid|on-?site|nights|\d*\.?\d+ fte\b.*|\d+ ?(?:hrs?|hours)(?:/| a | per )w(?:ee)?k)",
    re.IGNORECASE,
)
"""The form of employment: beside a role or a name it is neither."""
_OPEN = re.compile(r"(?:from|until)\b", re.IGNORECASE)
_LEVEL = re.compile(r"(?:[ivx]+|\d+|(?:ic|e|l|p|g|m)\d+|sr|jr)", re.IGNORECASE)
_ASIDE = re.compile(r"\s*\((?:\d+|[a-z][a-z ]{2,24})\)\s*:?$")
"""How many things a section has, or in which order ("CERTIFICATIONS (15)", "Work history (newest first)")."""
_EDGE = " \t\n,;:|·•–—-@→[]"
_ORDER = {StepKind.ENTRY: 0, StepKind.ROLE: 1, StepKind.DATES: 2}
LONGEST_TITLE = 200


@dataclass(frozen=True)
class Part:
    """A part of a title: `text[start:end]`."""

    kind: StepKind
    start: int
    end: int


def role_like(text: str) -> bool:
    """Whether the words name a role: the head of the phrase is a role noun.

    >>> [role_like(text) for text in ("Head of Data", "Staff Software Engineer (IC4)", "Engineering", "Acme Corp")]
    [True, True, False, False]
    """
    if len(text) > 100:
        return False
    words = _PHRASE_ENDS.split(text.strip(_EDGE), maxsplit=1)[0].split()
    while len(words) > 1 and _LEVEL.fullmatch(words[-1].strip(".,-")):
        words.pop()
    if not words or len(words) > 8:
        return False
    last = re.sub(r"[^\w-]|-\d+$", "", words[-1]).lower()
    if last in ORGANISATIONS:
        return False
    heads = (last, last.removesuffix("s"), last.rsplit("-", 1)[-1], last.split("-in-", maxsplit=1)[0])
    return any(word in ROLE_NOUNS for word in heads)


def is_organisation(text: str) -> bool:
    """Whether a name is called as organisations are.

    >>> is_organisation("Calder Vale Council"), is_organisation("Frankentron GmbH, Nuremberg"), is_organisation("Sales")
    (True, True, False)
    """
    return not ORGANISATIONS.isdisjoint(_words(text))


def section_like(text: str) -> bool:
    """Whether a line is the heading of a section of a profile.

    >>> [section_like(text) for text in ("Engineering Experience", "Publications & Recognition", "Left for: studies")]
    [True, True, False]
    """
    plain = " ".join(_ASIDE.sub("", text).strip(" \t:#*_—–-|•·.").lower().split())
    words = plain.split()
    if not words or len(words) > 6 or len(plain) > 60 or ": " in plain:
        return False
    return plain in SECTION_PHRASES or words[-1] in SECTION_NOUNS or _several_sections(plain)


def _several_sections(plain: str) -> bool:
    """Whether a line lists what sections are called ("Committees, affiliations, volunteer")."""
    names = re.split(r"\s*[,/&]\s*|\s+and\s+", plain)
    known = any(name in SECTION_PHRASES or name.split()[-1:] in ([noun] for noun in SECTION_NOUNS) for name in names)
    return len(names) > 1 and known and not role_like(names[0]) and all(len(name.split()) <= 2 for name in names)


def titled_things(text: str) -> bool:
    """Whether a section lists works or awards rather than positions.

    >>> titled_things("Personal projects"), titled_things("Experience")
    (True, False)
    """
    return any(word.strip(",&:").lower() in THINGS for word in text.split())


def known_section(text: str) -> bool:
    """A section heading beyond doubt: no organisation is called that."""
    plain = " ".join(_ASIDE.sub("", text).strip(" \t:").lower().split())
    words = plain.split()
    return plain in SECTION_PHRASES or (len(words) <= 4 and section_like(text))


def parts(text: str) -> tuple[Part, ...]:
    """The parts of an entry's title: organisation or title, role, dates, in this order.

    >>> title = "Arcane Labs — Backend Engineer (Feb 2025 – Mar 2026)"
    >>> [(part.kind.value, title[part.start:part.end]) for part in parts(title)]
    [('entry', 'Arcane Labs'), ('role', 'Backend Engineer'), ('dates', 'Feb 2025 – Mar 2026')]
    """
    found = [Part(StepKind.DATES, i, j) for i, j in _set_off_dates(text)]
    for i, j in _outside(text, found):
        found.extend(_named(text, i, j))
    return tuple(sorted(found, key=lambda part: (_ORDER[part.kind], part.start)))


def glued(text: str) -> tuple[Part, Part] | None:
    """An employer and a role that lost the space between them, or None.

    >>> [text[part.start:part.end] for text in ("nanoGPTBackend & Systems Engineer",) for part in glued(text)]
    ['nanoGPT', 'Backend & Systems Engineer']
    """
    if len(text) > 100:
        return None
    for at in reversed(humps(text)):
        left, right = text[:at], text[at:]
        first = right.split()[0].strip(",").lower()
        if role_like(right) and not role_like(left) and (first in ROLE_STARTS or not _only_role_words(left)):
            return Part(StepKind.ENTRY, 0, at), Part(StepKind.ROLE, at, len(text))
        if role_like(left) and not role_like(right):
            return Part(StepKind.ENTRY, at, len(text)), Part(StepKind.ROLE, 0, at)
    return None


def humps(text: str) -> list[int]:
    """Where two words may be glued: before a capital that follows a small letter, a digit or an acronym."""
    found: list[int] = []
    for token in re.finditer(r"\S+", text):
        places = [token.start() + at for at in range(1, len(token.group())) if _is_hump(token.group(), at)]
        found.extend(at for at in places if not _inside_name(token.group(), at - token.start()))
    return found


def _is_hump(token: str, at: int) -> bool:
    """Whether a capital at a place may begin a new word, in any script with capitals."""
    before, letter = token[at - 1], token[at]
    if not letter.isupper():
        return False
    if before.islower() or before.isdigit() or before in ".)]":
        return True
    return before.isupper() and token[at + 1 : at + 2].islower()


def _inside_name(token: str, at: int) -> bool:
    if re.search(r"(?:^|[a-z])(?:Mc|Mac)$", token[:at]):
        return True
    low = max(0, at - 24)
    around = token[low : at + 24]
    for name in WHOLE_NAMES:
        place = around.find(name)
        while place >= 0:
            if place < at - low < place + len(name):
                return True
            place = around.find(name, place + 1)
    return False


def _only_role_words(text: str) -> bool:
    return all(word.strip(",").lower() in ROLE_STARTS for word in text.split())


def _set_off_dates(text: str) -> list[tuple[int, int]]:
    """Dates that stand apart; a year at the end of a name ("Hackathon 2020") belongs to the name."""
    found = []
    for i, j in dates(text):
        before, after = text[:i].rstrip(), text[j:].lstrip()
        apart = (
            not before
            or before[-1] in "([,|·•–—-:;"
            or before.endswith(" /")
            or text[i - 1] in "\t\n"
            or bool(after and after[0] in "|·•–—:")
        )
        if apart or not is_year(text[i:j]):
            found.append((i, j))
    # What only begins beside others is of a promotion ("Clerk, from 2020 Head Clerk, 2018 – 2022"), and so is what
    # stands in brackets beside others ("Waiter, then Head Waiter (2012)").
    whole = [(i, j) for i, j in found if not _OPEN.match(text, i)] or found
    return [(i, j) for i, j in whole if text.count("(", 0, i) <= text.count(")", 0, i)] or whole


def _outside(text: str, taken: list[Part]) -> list[tuple[int, int]]:
    """What lies between the dates, cut at separators and trimmed; at slashes, too, where one stands before the dates
    ("Acme / Product Manager / 2018 – 2022")."""
    found = []
    start = 0
    slashed = any(text[: part.start].endswith("/ ") for part in taken) and len(_SLASH.findall(text)) > 1
    for end, following in [*((part.start, part.end) for part in taken), (len(text), len(text))]:
        at = start
        cuts = [*_SEPARATOR.finditer(text, start, end), *(_SLASH.finditer(text, start, end) if slashed else ())]
        for hit in [*sorted(cuts, key=lambda cut: cut.start()), None]:
            found.extend(_brackets(text, at, hit.start() if hit else end))
            at = hit.end() if hit else end
        start = following
    return [(i, j) for i, j in found if any(char.isalnum() for char in text[i:j]) and not is_duration(text[i:j])]


def _brackets(text: str, i: int, j: int) -> list[tuple[int, int]]:
    """Split at a bracket that a date, cut out of it, left open."""
    chunk = text[i:j]
    opened = chunk.rfind("(")
    if opened >= 0 and ")" not in chunk[opened:]:
        return [*_brackets(text, i, i + opened), _edges(text, i + opened + 1, j)]
    closed = chunk.find(")")
    if closed >= 0 and "(" not in chunk[:closed]:
        return [_edges(text, i, i + closed), *_brackets(text, i + closed + 1, j)]
    return [_edges(text, i, j)]


def _edges(text: str, i: int, j: int) -> tuple[int, int]:
    while i < j and text[i] in _EDGE:
        i += 1
    while j > i and text[j - 1] in _EDGE:
        j -= 1
    return i, j


def _named(text: str, i: int, j: int) -> list[Part]:
    """One part, or the two of "Role at Organisation", "Role, Organisation", "Organisation, Role"."""
    if _FORM.fullmatch(text, i, j):
        return []
    for hit in _SOFT.finditer(text, i, j):
        if text.count("(", i, hit.start()) > text.count(")", i, hit.start()):
            continue  # "Teacher (maternity cover, later permanent)"
        if _FORM.fullmatch(text, hit.end(), j):
            return [Part(StepKind.ROLE if role_like(text[i:j]) else StepKind.ENTRY, i, j)]
        left, right = role_like(text[i : hit.start()]), role_like(text[hit.end() : j])
        if left != right:
            kinds = (StepKind.ROLE, StepKind.ENTRY) if left else (StepKind.ENTRY, StepKind.ROLE)
            return [Part(kinds[0], i, hit.start()), Part(kinds[1], hit.end(), j)]
        if not left and _role_before_firm(text[i : hit.start()], text[hit.end() : j]):
            return [Part(StepKind.ROLE, i, hit.start()), Part(StepKind.ENTRY, hit.end(), j)]
    return [Part(StepKind.ROLE if role_like(text[i:j]) else StepKind.ENTRY, i, j)]


def _role_before_firm(left: str, right: str) -> bool:
    """Whether a firm stands behind what has a role in it ("Director Supply Chain EMEA", "Frost GmbH, Bremen")."""
    firm, post = _words(right.partition(",")[0]), _words(left)
    return bool(firm & LEGAL_FORMS and post & ROLE_NOUNS and not post & LEGAL_FORMS)


def _words(text: str) -> frozenset[str]:
    return frozenset(re.sub(r"\W", "", word).lower() for word in text.split())
