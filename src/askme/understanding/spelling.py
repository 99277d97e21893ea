"""Slips in the words that make a question one, mended before its kind is found out."""

from __future__ import annotations

import re
from collections.abc import Callable

from rapidfuzz.distance import OSA

from askme.text import fold

_SHORT = {
    "yrs": "years", "yr": "year", "exp": "experience", "evry": "every", "u": "you", "ur": "your", "pls": "please",
    "plz": "please", "wat": "what", "wich": "which", "hw": "how", "abt": "about", "thx": "thanks", "frm": "from",
    "wrk": "work", "workd": "worked", "edu": "education", "uni": "university", "proj": "project", "projs": "projects",
    "certs": "certifications", "cert": "certification", "mgr": "manager", "dev": "developer", "devs": "developers",
    "org": "organisation", "orgs": "organisations", "info": "information", "lang": "language", "langs": "languages",
    "tel": "phone", "dob": "date of birth", "approx": "approximately", "repos": "repositories", "repo": "repository",
    "w/": "with", "whats": "what is", "whos": "who is", "wheres": "where is", "hows": "how is", "whens": "when is",
    "ppl": "people", "msgs": "messages", "ocupation": "occupation",
}  # fmt: skip
_WORDS = frozenset(
    """experience experienced years company companies employer employers employed university college education degree studied
    salary compensation project projects skills skill current currently summary summarize summarise overview compare comparison
    languages language certifications certification certificate certificates email phone contact address website publications published
    papers awards award recognition contribution contributions contributed technology technologies framework frameworks
    database databases programming responsibilities responsible achievements accomplishments accomplished position location
    worked working works built building developed designed managed management which where what when tell about every between different
    difference people person team teams career background joined before after during first latest recent previous present""".split()
)
_TOKEN = re.compile(r"[^\W\d_]+(?:/(?=\s))?")


def mended(text: str, is_known: Callable[[str], bool]) -> str:
    """The question with slips in its everyday words mended.

    :param is_known: whether a folded word is right as it stands: a word of the language, a name, a word of the profiles
    """
    return _TOKEN.sub(lambda match: _word(match.group(), is_known), text)


def _word(word: str, is_known: Callable[[str], bool]) -> str:
    folded = fold(word)
    if folded in _SHORT and not word.isupper():
        return _SHORT[folded]
    if len(folded) < 5 or folded in _WORDS or is_known(folded):
        return word
    allowed = 1 if len(folded) < 8 else 2
    close = [
        (distance, other)
        for other in _WORDS
        if (distance := OSA.distance(folded, other, score_cutoff=allowed)) <= allowed
    ]
    return min(close)[1] if close else word
