"""Words of a text for matching: split, folded and stemmed, each with the place it came from.

Matching works on folded copies; offsets always refer to the untouched text.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

import Stemmer

VERSION = "1"
"""Part of the index fingerprint: a change here changes what BM25 was built from."""

_RUN = re.compile(r"(?:(?<![^\W_])(?:[cC]\+\+|[cCfF]#))(?![^\W_])|[^\W_]+")
_BRITISH_IS = re.compile(r"is(?=(e[ds]?|ing|ations?|ers?)$)")
_FIGURE = re.compile(
    r"(?<![\w.,])[$€£₹#~]?\d+(?:[.,]\d+)*(?:\s?(?:[kKMB]|bn|mn|million|billion|thousand)\b)?(?:\s?%|\s?×|x\b)?\+?"
)

STOPWORDS = frozenset(
    """a an the and or but if then than so as at by for from in into of off on onto out over to up with within without
    about above after again against all also am any are aren be because been before being below between both can cannot
    could couldn did didn do does doesn doing don down during each few further had hadn has hasn have haven having he
    her here hers herself him himself his how i is isn it its itself just let me more most my myself no nor not now once
    only other our ours ourselves own same she should shouldn some such that their theirs them themselves there these
    they this those through too under until very was wasn we were weren what when where which while who whom whose why
    will won would wouldn you your yours yourself s t ve re ll d m""".split()
)


_BARRED = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe"})


_IRREGULAR = {
    "led": "lead", "built": "build", "wrote": "write", "written": "write", "made": "make", "taught": "teach",
    "ran": "run", "won": "win", "grew": "grow", "grown": "grow", "drove": "drive", "driven": "drive",
    "began": "begin", "begun": "begin",
    "sold": "sell", "spoke": "speak", "spoken": "speak", "held": "hold", "spent": "spend", "brought": "bring",
    "bought": "buy", "chose": "choose", "chosen": "choose", "kept": "keep", "oversaw": "oversee", "overseen": "oversee",
    "rebuilt": "rebuild", "rewrote": "rewrite", "rewritten": "rewrite", "sent": "send", "gave": "give", "given": "give",
    "took": "take", "taken": "take", "gone": "go", "went": "go", "left": "leave", "met": "meet", "paid": "pay",
    "lent": "lend", "drew": "draw", "drawn": "draw", "flew": "fly", "flown": "fly", "found": "find", "shrank": "shrink",
}  # fmt: skip
"""Past forms that the stemmer leaves apart from their verbs."""


class Atom(NamedTuple):
    """One word of a text."""

    text: str
    stem: str
    start: int
    end: int


_stemmer = threading.local()


_LONGEST = 64
"""Letters of the longest word that is stemmed: what is longer is no word, and must not fill the memory of stems."""


def stem(word: str) -> str:
    """The stem of one folded word (Snowball English, Porter 2001); figures and short words stay as they are."""
    return _stem(word) if len(word) <= _LONGEST else word


@lru_cache(maxsize=65_536)
def _stem(word: str) -> str:
    if word in _IRREGULAR:
        word = _IRREGULAR[word]
    if len(word) <= 3 or not word.isascii() or not word.isalpha():
        return word
    word = _american(word)
    if not hasattr(_stemmer, "english"):
        _stemmer.english = Stemmer.Stemmer("english")
    return str(_stemmer.english.stemWord(word))


def _american(word: str) -> str:
    """One spelling for two Englishes ("optimisation", "colour"): the stemmer knows only the one."""
    word = _BRITISH_IS.sub("iz", word)
    return word[:-3] + "or" if len(word) > 4 and word.endswith("our") else word


def fold(text: str) -> str:
    """A text as it is compared: case and accents folded, typographic apostrophes gone. Its length may change: no offset
    into it means anything in the text.

    >>> fold("Łódź’s CAFÉ")
    "lodz's cafe"
    """
    folded = text.casefold().replace("’", "'")
    if folded.isascii():
        return folded
    apart = unicodedata.normalize("NFD", folded).translate(_BARRED)
    return "".join(char for char in apart if not unicodedata.combining(char))


def atoms(text: str) -> tuple[Atom, ...]:
    """The words of `text` in order: runs of letters and digits ("Next.js" is two, "C++" is one)."""
    return tuple(
        Atom(match.group(), stem(fold(_singular(match.group()))), match.start(), match.end())
        for match in _RUN.finditer(text)
    )


def _singular(word: str) -> str:
    """Without the plural of an abbreviation: "IDs" -> "ID"."""
    return word[:-1] if len(word) > 2 and word[-1] == "s" and word[:-1].isupper() else word


def stems(text: str) -> list[str]:
    """All stems of a text; nothing is dropped."""
    return [atom.stem for atom in atoms(text)]


def tokens(text: str) -> list[str]:
    """What BM25 counts: the stems without stop words.

    >>> tokens("Led the team that fixed Next.js")
    ['lead', 'team', 'fix', 'next', 'js']
    """
    return [word for word in stems(text) if word not in STOPWORDS]


def figures(text: str) -> tuple[str, ...]:
    """The figures of a text as they are compared: "$2,000+" -> "2000", "50 %" -> "50%".

    >>> figures("2,000+ TPS at 99.98% for $8M+")
    ('2000', '99.98%', '8m')
    """
    return tuple(_plain(match.group()) for match in _FIGURE.finditer(text))


_NUMBER_WORDS = {
    word: str(value)
    for value, word in enumerate(
        """two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
        seventeen eighteen nineteen twenty""".split(),
        start=2,
    )
} | {
    "thirty": "30",
    "forty": "40",
    "fifty": "50",
    "sixty": "60",
    "seventy": "70",
    "eighty": "80",
    "ninety": "90",
    "hundred": "100",
}


def numbers(text: str) -> set[str]:
    """The figures of a text and the numbers written out in it, all in digits.

    >>> sorted(numbers("eight services, 15 currencies"))
    ['15', '8']
    """
    written = {_NUMBER_WORDS[word] for atom in atoms(text) if (word := fold(atom.text)) in _NUMBER_WORDS}
    return written | set(figures(text))


def _plain(figure: str) -> str:
    bare = figure.casefold().strip("$€£₹#~+ ").replace(",", "").replace(" ", "")
    for word, letter in (("million", "m"), ("mn", "m"), ("billion", "b"), ("bn", "b"), ("thousand", "k")):
        bare = bare.replace(word, letter)
    return bare.rstrip(".")


def contains(haystack: Iterable[str], needle: tuple[str, ...]) -> bool:
    """Whether the stems in `needle` stand one after another in `haystack`."""
    row = tuple(haystack)
    return any(row[at : at + len(needle)] == needle for at in range(len(row) - len(needle) + 1)) if needle else False
