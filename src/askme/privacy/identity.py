"""Numbers that states and banks give to a person: after their names, or proven by their own check digits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module

from askme.privacy.shapes import DASH, GAP, JOINT, digits, is_amount, is_dates

_VALUE = rf"(?:(?-i:[A-Z]{{1,6}}{GAP}?)|[a-z]{{0,3}})\d(?:(?:{GAP}|[./-]|{DASH}){{0,2}}[A-Z\d]){{3,33}}"
_NUMBERED = rf"(?:{GAP}|[-./])?(?:no|nr|number|num|code|id|card|nummer|numéro|número|n[º°]|#)"

_CLEAR = (
    r"ssn|social security|social insurance|passport|pass(?:e)?port|pasaporte|passaporte|reisepass|passnummer"
    r"|tax ?(?:payer )?(?:id|identification|identity|reference|file)|steuer-?(?:id|nummer|identifikationsnummer)"
    r"|sozialversicherungsnummer|rentenversicherungsnummer|personalausweis(?:nummer)?|ausweisnummer|pan card"
    r"|aadhaa?r|uidai|voter id|ration card|driv(?:ing|er'?s?|ers) licen[cs]e|driver licen[cs]e"
    r"|führerschein(?:nummer)?|national insurance|nino|ni number|nhs(?: number)?|person(?:al)?nummer|fødselsnummer"
    r"|fodselsnummer|d-nummer|cpr-?(?:nr|nummer|number)|henkilötunnus|hetu|kennitala|isikukood|bsn"
    r"|burgerservicenummer|rijksregisternummer|ahv(?:-?n(?:r|ummer))?|codice fiscale|pesel|dowód|rodné číslo"
    r"|t\.?c\.? kimlik|emirates id|iqama|nric|hkid|mykad|cnic|national id(?:entity)?|identity card|id card"
    r"|identity (?:no|number)|citizen(?:ship)? (?:no|number|id)|cartão de cidadão|personal (?:id|identity"
    r"|identification)|(?:resident|residence|work) permit|green card|visa number|alien registration"
    r"|num[eé]ro de s[eé]curit[eé] sociale|s[eé]curit[eé] sociale|seguridad social|nuss|curp|cédula|cedula"
    r"|carte d'identité|iban|sort code|routing (?:no|number)|bank account|account (?:no|number)|a/c no|kontonummer"
    r"|kontonr|bankgiro|plusgiro|ifsc|credit card|debit card|card number|kreditkarte|(?:medicare|medicaid"
    r"|insurance|policy) (?:no|number)|employee id|matricule"
)
_SHORT = (
    "TIN|ITIN|UTR|TFN|PAN|SIN|FIN|RG|CPF|CNPJ|RFC|NIF|NIE|DNI|NISS|CPR|AVS|NIR|INSEE|EIN|ID|OIB|EGN|CNP|RUT|CUIL|CUIT"
    "|AMKA|AFM|PPS|PPSN"
)
"""Also ordinary abbreviations: their value stands after a colon or "number", or has seven digits at least."""

_LABELLED = re.compile(
    rf"(?<![\w-])(?:{_CLEAR}){GAP}?(?:{_NUMBERED}){{0,2}}(?!\w)\.?(?:{GAP}?[(\[][^()\[\]\n]{{1,24}}[)\]])?"
    rf"(?:{GAP}(?:is|was))?{JOINT}({_VALUE})",
    re.IGNORECASE,
)
_ABBREVIATED = re.compile(
    rf"(?<![\w-])(?:{_SHORT})(?:(?:(?i:{_NUMBERED})\.?(?:{GAP}is)?{JOINT})|(?:[*_]{{0,2}}{GAP}?[:|=]{JOINT})"
    rf"|{GAP}(?=[A-Z]?\d(?:[ .-]?\d){{6}}))((?i:{_VALUE}))"
)
_TIED = re.compile(r"[:|=#\n]|(?<!\w)(?:no|nr|number|num|id|is|was)\b", re.IGNORECASE)
_THING = re.compile(r"\s[a-z]{4,}")
_FEWEST = 4
"""Digits of the shortest number taken after a label."""


@dataclass(frozen=True)
class _Formal:
    """A number that proves itself: its form, and the module of stdnum that knows its check digits."""

    form: re.Pattern[str]
    module: str


def _formal(form: str, module: str) -> _Formal:
    return _Formal(re.compile(rf"(?<![\w.+$€£/#-])(?:{form})(?![\w%]|[.,-]\d|-\w)"), f"stdnum.{module}")


_FORMAL = (
    _formal(rf"[A-Z]{{2}}\d\d(?:{GAP}?[A-Z\d]{{4}}){{2,7}}(?:{GAP}?[A-Z\d]{{1,3}})?", "iban"),
    _formal(rf"[3-6]\d{{3}}(?:({GAP}|-)\d{{4}}\1\d{{4}}\1\d{{1,7}}|\d{{9,12}})", "luhn"),
    _formal(rf"3[47]\d\d({GAP}|-)\d{{6}}\1\d{{5}}", "luhn"),
    _formal(r"\d{3}-\d\d-\d{4}", "us.ssn"),
    _formal(r"\d{8}-?[A-Z]", "es.dni"),
    _formal(r"[XYZ]-?\d{7}-?[A-Z]", "es.nie"),
    _formal(r"[A-Z]{6}\d\d[A-Z]\d\d[A-Z]\d{3}[A-Z]", "it.codicefiscale"),
    _formal(r"[A-Z]{3}[ABCFGHLJPTK][A-Z]\d{4}[A-Z]", "in_.pan"),
    _formal(rf"[2-9]\d{{3}}({GAP}|-)\d{{4}}\1\d{{4}}", "in_.aadhaar"),
    _formal(rf"\d{{6}}{GAP}?\d{{5}}", "no.fodselsnummer"),
    _formal(r"(?:19|20)?\d{6}[-+]\d{4}", "se.personnummer"),
    _formal(r"\d{6}-\d{4}", "dk.cpr"),
    _formal(r"\d{6}[-+A-FU-Y]\d{3}[0-9A-Y]", "fi.hetu"),
    _formal(r"\d{3}\.\d{3}\.\d{3}-\d\d", "br.cpf"),
    _formal(rf"[12]{GAP}?\d\d{GAP}?\d\d{GAP}?\d[\dAB]{GAP}?\d{{3}}{GAP}?\d{{3}}{GAP}?\d\d", "fr.nir"),
    _formal(r"\d\d\.\d\d\.\d\d-\d{3}\.\d\d", "be.nn"),
    _formal(r"756\.\d{4}\.\d{4}\.\d\d", "ch.ssn"),
    _formal(r"[A-Z]{4}\d{6}[HM][A-Z]{5}[A-Z\d]\d", "mx.curp"),
)
_NINO = re.compile(rf"(?<![\w-])[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]{GAP}?\d\d{GAP}?\d\d{GAP}?\d\d{GAP}?[A-D](?![\w-])")
"""Britain's has no check digit; its form is nobody else's."""


def labelled(text: str) -> Iterator[tuple[int, int]]:
    """What stands after a label ("Passport: N1234567")."""
    for form in (_LABELLED, _ABBREVIATED):
        for match in form.finditer(text):
            start = match.start(1)
            end = start + _trimmed(match.group(1))
            value = text[start:end]
            if len(digits(value)) >= _FEWEST and not _is_date(value) and not _is_count(match, end):
                yield start, end


def _is_date(value: str) -> bool:
    """Dates with a year in full; "12-34-56" is a bank's sort code."""
    return is_dates(value) and re.search(r"(?:19|20)\d\d", value) is not None


def _is_count(match: re.Match[str], end: int) -> bool:
    """Whether the number counts something ("handled credit card 100000 times") rather than being the thing's own."""
    text, start = match.string, match.start(1)
    if is_amount(text, start, end):
        return True
    tied = _TIED.search(text, match.start(), start) is not None
    return text[start:end].isdigit() and not tied and _THING.match(text, end) is not None


def _trimmed(value: str) -> int:
    """The length of a value without the words that follow it ("N1234567 valid until")."""
    last = 0
    for group in re.finditer(r"\S+", value):
        if last and not any(char.isdigit() for char in group.group()) and len(group.group()) > 2:
            break
        last = group.end()
    return last


def formal(text: str) -> Iterator[tuple[int, int]]:
    """Numbers that prove themselves."""
    yield from (match.span() for match in _NINO.finditer(text))
    for one in _FORMAL:
        for match in one.form.finditer(text):
            if not is_dates(match.group()) and _proven(one, match.group()):
                yield match.span()


def _proven(one: _Formal, number: str) -> bool:
    plain = re.sub(rf"{GAP}", " ", number)
    if one.module == "stdnum.luhn":
        plain = digits(plain)
        if not 13 <= len(plain) <= 19 or len(set(plain)) == 1:
            return False
    return bool(import_module(one.module).is_valid(plain))
