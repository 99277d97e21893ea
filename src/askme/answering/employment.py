"""Employers in a question: whether the evidence really says that somebody worked there."""

from __future__ import annotations

import re

from askme.answering.evidence import Evidence, Scored
from askme.answering.positions import has_role
from askme.lexicon import names
from askme.text import stems
from askme.understanding.kinds import asks_to_compare, asks_what_was_done
from askme.understanding.request import LIGHT, Kind, Request, Term

_EMPLOYED = re.compile(
    r"\b(work(s|ed|ing)?|employ(ed|ee|er)|job|role|position|intern(ed|ship)?|join(ed|ing)?|hired|tenure|stint|"
    r"(his|her|their|your|person'?s?) time|(job|his|her|their|person) title|"
    r"spen[dt]|left|leave)\b"
)
_FOLLOWS = re.compile(r"\W*(\w+\W+){0,4}?((work(ed|ing)?|employed) there|job|role|position|title)\b")
"""The same behind the place: "at Acme, what was his role"."""
_CLAUSE_END = re.compile(r"[.,;:?!]\s")
_REACH = 8
"""Words before a place among which the one stands that makes it a place of work."""
_OTHERS = re.compile(r"\bhow many (\w+ ){1,3}(work|worked|are employed|were employed)\b")
"""Asks for others who work at a place."""
_AT = r"\b(at|for|with|by|from|in|join(?:ed|ing)?|of|left)\s+(?:the\s+)?"
_ASKED_AT = r"\b(at|for|with|by|from|join(?:ed|ing)?|of|left)\s+(?:the\s+)?"
"""The same in a question: what is in a city is no employer."""
_STRICTLY_AT = r"\b(at|for|from|join(?:ed|ing)?|left)\s+(?:the\s+)?"
_SPEAKS_OF_EMPLOYERS = re.compile(r"\b(companies|employers?|worked|clients)\b")
_PLACE = r"(company|employer|firm|organi[sz]ation|client|startup|workplace|hospital)"
_WHICH_EMPLOYER = re.compile(
    rf"\bwhich of (the|his|her|their|person'?s?) (\w+ )?(companies|employers|firms)\b"
    rf"|\b(which|what|at which|for which) {_PLACE}\b"
    r"|\bwhere (did|has|have|was|were|does|is) (person|he|she|they) "
    r"((?!willing|want|wish|like|hop|prefer|open|able|plan|happy|ready|going|due)\w+ ){0,2}?"
    r"(?<!his )(?<!her )(?<!their )(work(s|ed|ing)?(?! from\b)|(self-)?employed|intern(ed|ing)?)\b"
    r"|\b(company|employer) (was|is) (that|it|this)\b"
)
_TITLE = re.compile(r"\b(job title|(his|her|their|your|person'?s?) (exact |official )?(title|designation))\b")
_AS_ONE = re.compile(r"\bas (an?|the|its|their)\b")
"""Stands before a position that is not known as one."""
_NAMES_ONE = re.compile(r"\b(?i:at|for|with|by|through|under|from|of)\s+(the\s+)?([A-Z]|\w+\.\w)|\bcompanies\b")


def not_employed(evidence: Evidence, best: Scored) -> bool:
    """Whether an employer in the question ("at X") is none in the evidence, just a name in a project's title, say."""
    asked = evidence.request.itself
    if not _EMPLOYED.search(asked) or _OTHERS.search(asked):
        return False
    places = [term for term in _places(evidence) if _is_employed_at(asked, term)]
    enough = any if asks_to_compare(evidence.request.plain) else all
    return bool(places) and not enough(_is_employer(evidence, best, term) for term in places)


def _is_employed_at(asked: str, term: Term) -> bool:
    """Whether the question takes a name for a place of work: "works at X", not "the work saved at X"."""
    place = _before(term) + re.escape(term.folded) + rf"\b(?! ({_PLACE}|office|branch|bank)\b)"
    for match in re.finditer(place, asked):
        clause = _CLAUSE_END.split(asked[: match.start(1) + len(match[1])])[-1]
        if _EMPLOYED.search(" ".join(clause.split()[-_REACH:])) or _FOLLOWS.match(asked, match.end()):
            return True
    return False


def _only_listed(best: Scored, term: Term) -> bool:
    """Whether a name stands in an enumeration, and nowhere by itself behind "at" and the like."""
    if term.folded not in best.words.listed:
        return False
    alone = rf"{_STRICTLY_AT}{re.escape(term.folded)}\b(?!\W*(,|and\b|or\b|&))"
    return re.search(alone, best.words.folded) is None


def _places(evidence: Evidence, standing: str | None = None) -> list[Term]:
    """The names in the question that stand as places of work.

    :param standing: what stands before them; by default what may before such a name
    """
    plain = evidence.request.itself
    found = [term for term in evidence.terms if term.hard and not term.figure]
    return [term for term in found if re.search((standing or _before(term)) + re.escape(term.folded) + r"\b", plain)]


def _before(term: Term) -> str:
    """What stands before a place of work; "with" and "by" stand before tools as well."""
    kinds = {name.kind for form in term.forms for name in names().get(form)}
    return _STRICTLY_AT if "technology" in kinds else _ASKED_AT


def _is_employer(evidence: Evidence, best: Scored, term: Term) -> bool:
    words, entry = best.words, evidence.entry_of(best.at)
    if not set(_rest_of_name(evidence, term)) <= words.own | {*words.entry_stems, *words.lead_stems}:
        return False
    if entry is not None and entry.is_work and evidence.stands_over(term, best.at):
        return True
    said = re.search(_AT + r"[^.;]{0,80}?" + re.escape(term.folded), best.words.folded)
    return said is not None or _SPEAKS_OF_EMPLOYERS.search(best.words.folded) is not None


def _rest_of_name(evidence: Evidence, term: Term) -> list[str]:
    """The stems of the capitalised words that follow a name: "Mode Network" is not any mode."""
    found = re.search(rf"\b{re.escape(term.text)}((?:\s+[A-Z][\w&'’-]*)+)", evidence.request.plain)
    return stems(found[1]) if found else []


def one_of_many(evidence: Evidence, best: Scored) -> bool:
    """Whether the question asks what was done at one place, and the statement only lists it among others."""
    request = evidence.request
    if request.kind in (Kind.YES_NO, Kind.WHO) or request.attribute("employers", "experience_years"):
        return False
    places = _places(evidence, _STRICTLY_AT)
    if not places or not all(_only_listed(best, term) for term in places):
        return False
    entry = evidence.entry_of(best.at)
    if entry is not None and entry.title is not None and entry.is_work:
        return False
    pairs = zip(evidence.terms, best.parts, strict=True)
    rest = [part for term, part in pairs if term not in places and term.weight > LIGHT]
    return not rest or sum(rest) * 2 < len(rest) or asks_what_was_done(request.plain)


def employer_unnamed(evidence: Evidence, best: Scored) -> bool:
    """Whether the employer itself is asked for, and neither the statement nor its entry names one."""
    return asks_for_employer(evidence.request) and not _names_employer(evidence, best)


def role_unnamed(evidence: Evidence, best: Scored) -> bool:
    """Whether a position is asked for by its title, and neither the statement nor its entry names one."""
    if not _TITLE.search(evidence.request.itself):
        return False
    texts = (best.words.folded, best.words.folded_trail)
    return not any(has_role(text) or _AS_ONE.search(text) for text in texts)


def asks_for_employer(request: Request) -> bool:
    return request.kind is not Kind.YES_NO and _WHICH_EMPLOYER.search(request.folded) is not None


def _names_employer(evidence: Evidence, best: Scored) -> bool:
    entry = evidence.entry_of(best.at)
    if entry is not None and (entry.is_work or entry.issuer):
        return entry.title is not None or entry.lead is not None
    return _NAMES_ONE.search(best.words.passage.shown) is not None
