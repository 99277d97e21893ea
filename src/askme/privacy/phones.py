"""Telephone numbers: international ones by their form, national ones by what stands beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from askme.privacy.shapes import DASH, GAP, JOINT, counts_something, digits, has_years, is_amount, is_dates

_SEP = rf"(?:{GAP}|[).\-\u2010-\u2015\u2212/]){{0,4}}"
_TAIL = rf"(?:{GAP}{{0,2}}(?:ext\.?|extension|x|#){GAP}{{0,2}}\d{{1,6}}(?!\w))?"
_BODY = rf"(?:\d{{1,4}}{GAP}{{0,2}}\(\d{{1,4}}\){_SEP})?\d(?:{_SEP}\d){{3,16}}"
_FEWEST, _MOST = 6, 15

_LINKS = re.compile(
    r"(?<!\w)(?:tel|sms|callto|fax|whatsapp|facetime):(?://)?[+\d(%](?:[\w+.%-]|\(\d{1,4}\)){4,30}"
    r"|\b(?:wa\.me|t\.me|api\.whatsapp\.com/send(?:/)?\?phone=)/?\+?\d{6,15}|\bphone=\+?\d{6,15}",
    re.IGNORECASE,
)
_INTERNATIONAL = re.compile(rf"(?<![\w+.,$€£])\(?[+＋]{GAP}?\(?{_BODY}{_TAIL}(?!\w)")
_ZEROS = re.compile(rf"(?<![\w+.,$€£/-])00[1-9]\d?{_SEP}\d(?:{_SEP}\d){{6,12}}(?![\w-])")
_NANP = re.compile(
    rf"(?<![\w.+/#-])(?:1[-. ])?(?:\([2-9]\d\d\){GAP}?|[2-9]\d\d([-.])(?=\d{{3}}\1))\d{{3}}[-. ]\d{{4}}{_TAIL}(?![\w-])"
)
"""(415) 555-0134 and 415-555-0134: nothing else is written like that."""

_NAMED = (
    r"tele?phones?|phones?|tel|cell-?phone|whats-?app|telefon|telefonnummer|tlf|mobilnummer|mobiltelefon|tel[eé]fono"
    r"|m[oó]vil|t[eé]l[eé]phone|t[eé]l|t[eé]l[eé]copie|cellulare|telefone|telem[oó]vel|telefoon|puhelin|puh|telefonu|natel|тел|телефон|電話|电话|手机|携帯|هاتف"
)
_ALSO = (
    r"ph|mobile|mob|cell|fax|mobil|handy|gsm|portable|cellulaire|celular|viber|sms|hotline|landline|telegram|signal|imo"
)
"""Mean other things too: what follows has to be set off from them, or begin as only a telephone number does."""
_CALLED = (
    r"(?:call|ring|text|phone|dial|whatsapp)(?:ing)?(?: me| us| him| her| them)?(?: any time| anytime)?(?: on| at)"
    r"|(?:reach|reached|reachable|available|contact)(?: me| us| him| her| them)?(?: by phone)?(?: on| at)"
    r"|(?:my|his|her|their|phone|mobile|cell|home|work|contact|whatsapp) (?:phone |mobile |cell )?"
    r"(?:number|no\.?|nr\.?)(?: is| was)?"
)
_SET_OFF = (
    rf"[^\w\n]{{0,12}}(?:[:|=]|\r?\n|\(?[+＋0])|{GAP}?(?:no|nr|number|nummer|n[º°])(?!\w)|{GAP}?\([^()\n]{{1,24}}\):"
)
_LABELLED = re.compile(
    rf"(?:(?<![\w-])(?:{_NAMED}|{_CALLED}|(?:{_ALSO})(?={_SET_OFF}))(?!\w)(?:{GAP}?(?:no|nr|number|num|nummer|n[º°])(?!\w))?"
    rf"(?:{GAP}(?:only|preferred|me|us))?(?:{GAP}?[(\[](?!\+?\d)[^()\[\]\n]{{1,24}}[)\]])?|(?<![\w-])[TMPCHFW](?=[.:]{GAP})|[☎☏✆📞📱📠]\ufe0f?)"
    rf"{JOINT}(?=[(+＋\d])",
    re.IGNORECASE,
)
_NUMBER = re.compile(rf"\(?[+＋]?\(?{_BODY}{_TAIL}")
_ANOTHER = re.compile(rf"{GAP}{{0,3}}(?:[/,;|&]|or|and|og|und|och|y|et|o|e){GAP}{{0,3}}(?=[(+\d])", re.IGNORECASE)
_SUFFIXED = re.compile(
    rf"(?<![\w.,/#$€£-])\(?{_BODY}{GAP}{{0,2}}[(\[](?:mobile|mob|cell|home|work|office|phone|tel|whatsapp|fax|[mhwoc])[)\]]",
    re.IGNORECASE,
)
_BARE = re.compile(rf"(?<![\w.,/#$€£+-])\(?\d(?:{_SEP}\d){{6,12}}(?![\w%+]|[.,]\d|{DASH}\w)")
_CHECKS = 1500
"""Numbers of one text that are looked up; a text with more of them is no profile, and all count."""


def links(text: str) -> Iterator[tuple[int, int]]:
    """Links that dial a number."""
    return (match.span() for match in _LINKS.finditer(text))


def labelled(text: str) -> Iterator[tuple[int, int]]:
    """Numbers after a label or before one, with those that follow them ("Tel: 020 7946 0958 or 0959")."""
    for label in _LABELLED.finditer(text):
        at = label.end()
        while (number := _NUMBER.match(text, at)) and _may_be(text, *number.span()):
            yield number.span()
            another = _ANOTHER.match(text, number.end())
            if another is None:
                break
            at = another.end()
    for match in _SUFFIXED.finditer(text):
        if _may_be(text, *match.span()):
            yield match.span()


def formal(text: str) -> Iterator[tuple[int, int]]:
    """Numbers that their form tells: with a country's prefix, or in North America's."""
    left = _CHECKS
    for match in _INTERNATIONAL.finditer(text):
        left -= 1
        if end := _end(text, *match.span(), look_up=left > 0):
            yield match.start(), end
    for match in _ZEROS.finditer(text):
        left -= 1
        if left > 0 and not is_dates(match.group()) and _possible("+" + digits(match.group())[2:], valid=True):
            yield match.span()
    yield from (match.span() for match in _NANP.finditer(text))


def bare(text: str) -> Iterator[tuple[int, int]]:
    """Whatever could be a national number; beside other contact data it is one."""
    for match in _BARE.finditer(text):
        number, end = match.group(), match.end()
        loose = _is_round(number) or has_years(number) or (number.isdigit() and counts_something(text, end))
        if _may_be(text, *match.span()) and not loose:
            yield match.span()


def _may_be(text: str, start: int, end: int) -> bool:
    number = text[start:end]
    fits = _FEWEST <= len(digits(number)) <= _MOST + 6
    return fits and not is_dates(number) and not is_amount(text, start, end)


def _is_round(number: str) -> bool:
    return digits(number).endswith("00000")


def _end(text: str, start: int, end: int, *, look_up: bool) -> int:
    """Where an international number ends, without figures that only follow it; 0 if it is none."""
    amount = is_amount(text, start, end)
    if len(digits(text[start:end])) < _FEWEST + 1:
        return 0
    if look_up:
        for stop in _stops(text, start, end):
            if _possible(text[start:stop], valid=amount):
                return stop
    count = len(digits(text[start:end]))
    return 0 if amount or not 8 <= count <= _MOST + 2 or is_dates(text[start:end].lstrip("(+ ")) else end


def _stops(text: str, start: int, end: int) -> Iterator[int]:
    """Where the number could end: all of it, then without its last groups."""
    yield end
    groups = [match.end() for match in re.finditer(r"\d+\)?", text[start:end])]
    yield from (start + stop for stop in reversed(groups[max(2, len(groups) - 3) : -1]))


def _possible(number: str, *, valid: bool = False) -> bool:
    """Whether some country could give out this number."""
    import phonenumbers

    try:
        parsed = phonenumbers.parse(number.replace("＋", "+"), None)
    except phonenumbers.NumberParseException:
        return False
    return phonenumbers.is_valid_number(parsed) if valid else phonenumbers.is_possible_number(parsed)
