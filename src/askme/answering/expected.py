"""What type of thing a question asks for, and whether a statement has one: the "expected answer type" of question
answering (Li and Roth, 2002, "Learning question classifiers")."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class AnswerType:
    """One type of answer: how a question asks for it, and what a statement with one looks like."""

    name: str
    asked: re.Pattern[str]
    """Found in the folded question."""
    given: re.Pattern[str]
    """Found in the statement with its headings, as it is written."""


_NUMBER = (
    r"\d|\b(one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|"
    r"fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|millions?|billions?|dozens?|half|a third|"
    r"a quarter|once|twice|both|double[ds]?)\b"
)
_UNITS = (
    r"(year|month|week|day|night|hour|minute|second|term|semester|season|decade|shift|morning|evening|"
    r"summer|winter)s?"
)


def _type(name: str, asked: str, given: str, flags: int = re.IGNORECASE) -> AnswerType:
    return AnswerType(name, re.compile(asked), re.compile(given, flags))


TYPES = (
    _type(
        "money",
        r"\bhow much (did|does|do|was|were|is|are|has|would|money|funding|revenue)\b|\b(what|"
        r"which)\b.*\b(cost|costs|price|fee|fees|pay|pays|paid|charge[ds]?|salary|wages?|budget|"
        r"turnover|revenue|earn(s|ed)?|bounty)\b|\b(price|cost) of\b",
        r"[$€£¥₹]|\b(usd|eur|gbp|chf|nok|sek|dkk|inr|cad|aud|dollars?|euros?|pounds?|francs?|"
        r"crowns?|kron(er|or|e)|rupees?|yen|pesos?|lakh|crore|free of charge|for free|unpaid|"
        r"severance)\b|\b\d[\d.,]* ?(million|billion|m|k|bn)\b",
    ),
    _type(
        "duration",
        rf"\bhow long\b|\bfor how many {_UNITS}\b|\bhow many {_UNITS}\b|\bduration\b|\bhow much time\b",
        rf"({_NUMBER})[\w -]{{0,12}}\b{_UNITS}\b|\b(a|an|one|per) {_UNITS}\b|\b(19|20)\d\d\b|\bsince\b|\bovernight\b|"
        r"\b\d+ ?(h|min|yrs?)\b",
    ),
    _type(
        "reason",
        r"\bwhy\b|\breasons?\b|\bhow come\b|\bwhat (made|led|drove|prompted|caused|was the (cause|motive))\b",
        r"\b(because|since|as|due|owing|so|so that|thanks|after|when|until|for|wanted?|reason|"
        r"following|cause[ds]?|led|made|lost|could not|couldn't|too|prefer\w*|in order|with the)\b|[;:]",
    ),
    _type(
        "person",
        r"^\W*((and|so|but) )?(who|whom|whose)\b|\b(with|by|to|from|for|under) (whom|who)\b|"
        r"\bwhich (person|colleague|author|designer|editor|producer|director|supervisor|"
        r"professor)\b|\bwhat (was|is) the name of (his|her|their)\b|\bwho (was|were|is|are|did|has|else)\b",
        r"(?<=\w )(?:Dr |Prof\.? )?[A-Z][\w'’-]+ [A-Z][\w'’-]+|\b[A-Z][\w'’-]+, [A-Z]\.|"
        r"(?i:\b(colleagues?|brother|sister|father|mother|wife|husband|partner|daughter|son|"
        r"friend|supervisor|boss|professor|my|his|her|their|students?|team|with|by|under)\b)",
        0,
    ),
    _type(
        "place",
        r"\bwhere\b|\b(which|what) (city|town|country|place|village|region|countries|cities|"
        r"university|school|hospital|company|employer|journal|magazine|publisher|festival|museum|venue)\b",
        r"(?<=[\w,;(–—·›] )[A-ZÀ-Þ][\w'’-]+|\bhome\b|\bremote(ly)?\b|\bat (the|a|my|his|her)\b|\bin the\b",
        0,
    ),
    _type(
        "date",
        r"\bwhen\b|\b(what|which) (year|month|date|day)\b|\bsince when\b|\buntil when\b",
        r"\b(19|20)\d\d\b|\b(jan(uary)?|feb(ruary)?|mar(ch)?|apr(il)?|may|june?|july?|aug(ust)?|"
        r"sep(t(ember)?)?|oct(ober)?|nov(ember)?|dec(ember)?)\b|\b(spring|summer|autumn|fall|"
        r"winter|monday|tuesday|wednesday|thursday|friday|saturday|sunday|today|now|present|"
        r"currently|yesterday|age|annual(ly)?|every|each|week(ly|days|ends?)?|mon|tue|wed|thu|fri|"
        r"sat|sun)\b|\d\d:\d\d",
    ),
    _type(
        "share",
        r"\bpercent(age)?\b|\bwhat (share|proportion|fraction)\b|\bby how much\b|%",
        r"%|\bpercent\b|\bper cent\b|\b(half|third|quarter|fifth|tenth|double[ds]?|tripled?|twice|"
        r"fold)\b|\bfrom [\d£$€].* to [\d£$€]",
    ),
    _type(
        "frequency",
        r"\bhow (often|frequently|regularly|many times)\b",
        r"\b(every|each|daily|weekly|monthly|yearly|annual(ly)?|quarterly|nightly|per|once|twice|"
        r"times|regular(ly)?|never|a (day|week|month|year|term|season)|always)\b",
    ),
    _type(
        "amount",
        r"\bhow (many|much|big|large|tall|high|far|fast|heavy|old|wide|deep|small|strong)\b|"
        r"\b(number|no\.?|amount|count|size|figures?|rate) (of|for)\b|\bwhat (size|speed|weight|"
        r"height|distance|time|grade|score|marks?|mark|age|population|circulation|mileage)\b",
        rf"{_NUMBER}",
    ),
)

_UNDONE = re.compile(
    r"\b(not|no|never|none|cancel\w+|called off|withdr[ae]w\w*|unfinished|unreleased|unpublished|lapsed|"
    r"(is|was|were|did|has|have)n't|(on|put on) hold|(hope|hopes|hoped|plans?|planned|due|scheduled) (for|"
    r"to)|in preparation|shelved|fell through)\b"
)
_OUTCOME = re.compile(
    r"\b(why|happen\w*|c[ao]me of|bec[ao]me of|how come|outcome|reason|result|status|not|never|no|still|"
    r"n't|fail\w*|drop\w*|stop\w*)\b"
)
_EXTREME = re.compile(
    r"\b(most|least|best|worst|fastest|slowest|largest|biggest|smallest|highest|lowest|longest|shortest|"
    r"oldest|youngest|first|last|fav(ou)?rite|cheapest|greatest|main|top)\b"
)


def fits(asked: str, statement: str) -> dict[str, float]:
    """For each type: 0 if it is not asked for, 1 if it is and the statement has one, else -1.

    >>> found = fits("what does a lampshade cost?", "A lampshade takes six weeks.")
    >>> found["money"], found["date"]
    (-1.0, 0.0)

    :param asked: the question, folded
    :param statement: with its headings
    """
    return {
        one.name: (1.0 if one.given.search(statement) else -1.0) if one.asked.search(asked) else 0.0 for one in TYPES
    }


def undone(asked: str, statement: str) -> bool:
    """Whether the statement says that a thing did not come about, and the question takes for granted that it did."""
    return _UNDONE.search(statement) is not None and not _OUTCOME.search(asked)


def extreme(asked: str, statement: str) -> float:
    """Whether the most of something is asked for: 0 if not, 1 if the statement ranks something, else -1."""
    if not _EXTREME.search(asked):
        return 0.0
    return 1.0 if _EXTREME.search(statement) else -1.0
