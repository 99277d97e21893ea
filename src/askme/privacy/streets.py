"""How streets are written: forms that are an address wherever they stand, and forms that are one in company only."""

from __future__ import annotations

import re

from askme.privacy.shapes import GAP

_W = r"[\w.'’-]{0,30}"
YEAR = re.compile(r"(?:19|20)\d\d")
CAP = rf"(?:[^\W\d_a-zà-öø-ÿ]{_W})"
"""A word with a capital."""
_OPEN = r"(?<![\w-])"
_FIRST = r"(?<![\w.,$€£+#/-])"
_ORDINAL = r"\d{1,3}(?:st|nd|rd|th)"
_NUMBER = rf"(?:\d{{1,5}}{GAP}?[A-Za-z]?(?:[-/–]\d{{1,4}}[A-Za-z]?)?)(?!\w)"
_ROOM = r"(?:Flat|Apt\.?|Apartment|Unit|Suite|Ste\.?|Floor|House|Room|Rm\.?)"
_UNIT = rf"(?:{_ROOM}{GAP}?(?:No\.?{GAP}?)?#?{GAP}?\w{{1,6}},?{GAP}{{1,2}})?"
_S = f"{GAP}{{1,2}}"

_ENGLISH = (
    "Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Boulevard|Blvd|Crescent|Cres|Terrace|Parkway|Pkwy|Highway|Hwy|Mews|Drive|Dr"
)
_ALSO_ENGLISH = (
    "Court|Ct|Place|Pl|Close|Way|Square|Sq|Gardens|Gdns|Grove|Row|Hill|Walk|Quay|Circle|Cir|Alley|Broadway|Park|Green"
    "|Trail|Loop|Nagar|Colony|Layout|Marg|Enclave|Vihar|Puram"
)
"""These also end names of other things."""
_INDIAN = "Nagar|Colony|Layout|Road|Marg|Enclave|Society|Apartments?|Vihar|Puram|Towers?|Residency|Complex"
_GERMAN = r"straße|strasse|str\.|gasse|allee|chaussee|damm|ufer|steig|stieg"
_NORDIC = (
    "katu|gata|gaten|gatan|gade|veien|vegen|vejen|vägen|väg|alléen|torget|torvet|gränd|gränden|kaien|stræde|vænget"
)
_DUTCH = "straat|laan|gracht|plein|singel|dreef|steeg|dijk|weg"
_APART = "gate|vei|veg|plass|gade|vej|plads|gata|väg|gatan|allé|torg|torv"
"""After a name in the genitive, as words of their own."""
_ENDINGS = "ring|platz|bakken|haugen|tunet|svingen|stien|gate|vei|veg|vej|kade|hof|pad|plass|plads|torg|tie|kuja|polku"
"""Also the ends of "Spring 5", "iPad 12", "Seagate 12", "Bowtie 3"."""
_IBERIAN = (
    r"Calle|C/|Avda\.?|Avenida|Av\.|Paseo|Pº|Carrer|Rua|Travessa|Praça|Alameda|Rambla|Ronda|Estrada|Ul\.|ul\.|Ulica"
)
_ITALIAN = "Via|Viale|Piazza|Corso|Largo|Vicolo|Strada|Plaza|Place|Plac"
_BOX = (
    rf"P\.?{GAP}?O\.?{GAP}?Box|Post{GAP}Office{GAP}Box|Postboks|Postfach|Postbus|Bo[iî]te{GAP}postale"
    rf"|Apartado(?:{GAP}de{GAP}correos)?|Apdo\.?|Casella{GAP}postale|Caixa{GAP}postal"
)
_GOES_ON = rf"(?!{GAP}(?!in\b|near\b|and\b|or\b|Apt|Unit|Suite|Flat|Floor|[NSEW]\b|#)[a-zA-Z])"
"""No further word: "10 Wall Street analysts"."""


def _forms(*forms: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(form) for form in forms)


SURE = _forms(
    rf"{_FIRST}{_UNIT}{_NUMBER},?{_S}(?:(?:[NSEW]|North|South|East|West|St|Upper|Lower|Old|New|The)\.?{GAP})?"
    rf"(?:(?:{CAP}|{_ORDINAL}){_S}){{1,4}}(?i:{_ENGLISH})\b\.?{_GOES_ON}",
    rf"{_OPEN}{CAP}?(?<=[\w])(?:{_GERMAN}|{_NORDIC}|{_DUTCH}){_S}{_NUMBER}",
    rf"{_OPEN}(?:{CAP}{GAP}){{1,3}}(?:Straße|Strasse|Str\.|Gasse|Allee|Chaussee|Damm|Ufer|Weg|Platz){_S}{_NUMBER}",
    rf"{_OPEN}(?:{CAP}{GAP}){{0,2}}[^\W\d_a-z]\w{{1,30}}s{GAP}(?:{_APART}){_S}{_NUMBER}",
    rf"{_FIRST}\d{{1,4}}{GAP}?(?:bis|ter)?,?{_S}(?i:rue|avenue|av\.|boulevard|bd\.?|impasse|allée|chemin|quai){GAP}"
    rf"(?:(?:de|du|des|la|le|les|l['’]|d['’]|à|aux){GAP}?){{0,3}}[^\W\d_]{_W}(?:[ -]{CAP}){{0,3}}",
    rf"{_FIRST}\d{{1,4}}{GAP}?(?:bis|ter)?,?{_S}(?:place|route|cours|square|passage){GAP}"
    rf"(?:de|du|des|d['’]){GAP}?(?:la{GAP}|l['’])?{CAP}(?:[ -]{CAP}){{0,3}}",
    rf"{_OPEN}(?:{_IBERIAN}){GAP}?(?:(?:de|del|la|las|los|el|da|do|dos|das|d['’]){GAP}){{0,3}}{CAP}"
    rf"(?:{GAP}(?:(?:de|del|la|da|do|dos|das|e|y){GAP}){{0,2}}{CAP}){{0,4}},?{GAP}(?i:n\.?[º°o]?\.?{GAP}?)?{_NUMBER}",
    rf"{_OPEN}(?i:flat|house|plot|door|h\.?|d\.?|villa|qtr|quarter|apt\.?|apartment|building|bldg\.?){GAP}?"
    rf"(?:No|NO|no)\.?{GAP}?:?{GAP}?#?\w[\w/-]{{0,9}}(?:,{GAP}?[^,\n|;•·]{{2,40}}){{1,6}}",
    rf"(?<![\w&])#{GAP}?\d{{1,5}}[\w/-]{{0,6}},{GAP}?(?:[^,\n|;•·]{{1,40}},{GAP}?){{0,4}}?"
    rf"(?:{_ORDINAL}{GAP}(?:Cross|Main|Floor|Block|Phase|Stage)|(?:{CAP}{GAP}){{1,3}}(?:{_INDIAN}))\b",
    rf"{_OPEN}[A-Z]{{1,2}}[-/]?\d{{1,4}}[A-Z]?,{GAP}?(?:[^,\n|;•·]{{1,40}},{GAP}?){{0,2}}?"
    rf"(?:{CAP}{GAP}){{1,3}}(?:{_INDIAN})\b(?:,{GAP}?{CAP}(?:{GAP}{CAP}){{0,2}}){{0,3}}",
    rf"{_OPEN}(?i:{_BOX}){GAP}?#?{GAP}?(?:\d{GAP}?){{1,7}}(?!\w)",
)

POSTED = _forms(
    rf"{_FIRST}{_UNIT}{_NUMBER},?{_S}(?:(?:{CAP}|{_ORDINAL}){_S}){{0,4}}(?i:{_ENGLISH}|{_ALSO_ENGLISH})\b\.?",
    rf"{_OPEN}(?:{_ITALIAN}){GAP}(?:(?:de|del|della|dei|di|da|la|d['’]){GAP}?){{0,2}}{CAP}"
    rf"(?:{GAP}(?:(?:de|del|della|dei|di|da){GAP})?{CAP}){{0,3}},?{GAP}(?i:n\.?{GAP}?)?{_NUMBER}",
    rf"{_OPEN}{CAP}(?:(?:{GAP}|-){CAP}|{GAP}(?:de|la|van|der|den|vom|am|im|an|of|du|des|i|på)){{0,3}},?{GAP}{_NUMBER}"
    rf"(?:{GAP}[A-Z]{GAP}\d{{1,4}})?(?=,{GAP}?(?:[A-Z]{{1,2}}-)?(?!{YEAR.pattern}(?!\d))\d{{2}}[\d -]{{2,4}})",
)
"""Addresses when a postcode ends them: "10 Harvard Way" may be a talk, "Via Python 3" is no street."""

WEAK = (
    *POSTED,
    *_forms(
        rf"{_OPEN}{CAP}(?:{_ENDINGS}){GAP}{_NUMBER}",
        rf"{_OPEN}(?:{CAP}{GAP}){{1,3}}(?:{_APART}){GAP}{_NUMBER}",
        r"(?<![\w-])[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}(?![\w-])",
        rf"{_OPEN}(?:B\.?P\.?|Box|Sector|Phase|Block|Plot|Lot){GAP}\d{{1,6}}(?!\w)",
    ),
)
"""Addresses beside other contact data."""

_POSTCODE = (
    rf"(?:[A-Z]{{1,2}}\d[A-Z\d]?{GAP}?\d[A-Z]{{2}}"
    rf"|\d{{4}}-\d{{3}}|(?:[A-Z]{{1,3}}-)?(?!{YEAR.pattern}(?!\d|{GAP}{CAP}))\d{{4,6}}|\d{{3}}{GAP}\d{{2,3}}"
    rf"|\d{{2}}-\d{{3}}|\d{{5}}-\d{{3,4}}|\d{{4}}{GAP}?[A-Z]{{2}}|[A-Z]\d[A-Z]{GAP}?\d[A-Z]\d|[A-Z]{{2}}{GAP}\d{{5}}(?:-\d{{4}})?)"
    r"(?![\w%])"
)
REST = re.compile(rf"(?=[ \t]*[,.]|{GAP}[A-Z#])[^\n|;•·<>()]{{0,70}}?(?<![\w-]){_POSTCODE}(?:{GAP}{CAP})?")
"""What follows on the line, up to a postcode."""
TOWN = re.compile(
    rf"[ \t>*_]*(?:(?:{_POSTCODE}){GAP}+{CAP}[^\n|;•·@:]{{0,30}}"
    rf"|{CAP}[\w .'-]{{0,30}},?{GAP}+{_POSTCODE})[ \t*_\r\\]*"
)
"""A line that is a postcode and a town."""
