"""The words of a question that an answer has to account for, and how much each one weighs."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from rapidfuzz.distance import OSA

from askme.lexicon import Name, names, related
from askme.reading import ProfileReading
from askme.text import STOPWORDS, Atom, atoms, figures, fold, stem
from askme.understanding.request import ASKED_TYPE, LIGHT, Stems, Term

_SCAFFOLD = frozenset(
    stem(word)
    for word in """tell give show list name please pls plz know want find many much long kind type types sort thing things stuff
    exactly really ever actually person someone somebody anyone anybody candidate guy one ones him her them us me let
    say said mention mentioned according profile profiles resume cv document page answer question ask asked would like
    could might may must shall per via etc also too and or yet still even already currently now today present latest
    recent moment right ok okay hi hello hey thanks summarize summarise summary overview describe brief briefly short
    quick explain detail details info information anything something everything nothing else other others different
    various certain specific particular following main overall till behind side sides wise think thinks happen happens
    happened gave given gives page pages site sites website portfolio cv live lives lived believe believes follow follows
    claim claims claimed report reports reported meet meets met need needs like likes love feel seem turn turned
    hear heard stand include includes included including continue understand watch allow add added offer remember consider
    appear wait send fall suggest require decide another instead anyway actually basically exactly roughly hooked
    record records attend attended visit visited cover covered accept accepted hand handed regarding concerning personally bullet points point
    bit little second seconds minute minutes min version call toolbox showcase showcased sum bigger larger biggest largest more most
    leadership one two three four five six seven eight nine ten
    thanks thank curious interested wonder wondering possible possibly able compare comparison versus vs both difference differ whole entire
    different kinds sorts sure got get gets getting go goes going went come came put take took look looking sound
    seem true false correct wrong fact facts every each all any some few several lot lots pretty quite whats hows wheres
    whos didnt doesnt dont isnt hes shes theyre nutshell first last next before after during while year years date dates time
    times month months when since until ago previous previously prior earlier later just immediately big large small high low old
    new good well better best back far within without between among amongst around across along over under""".split()
)
_LIGHT = frozenset(
    stem(word)
    for word in """use used using work works worked working do does did done doing make made help helped have had experience
    experienced familiar knowledge project projects company companies employer job jobs role roles position title team
    system systems thing way part area field career professional background history involve involved responsible
    responsibility task tasks skill skills tool tools technology technologies tech stack total approximately about
    roughly amount number figure value level rate engineer engineers developer product products platform service
    solution solutions application applications app built build building create created develop developed achieve
    achieved accomplish accomplished deal dealt handle reach reached become happen set candidates engineering organisation
    organization firm place business software code people bring brought end rely relied open own keep kept actual deliver
    hold held complete completed finish finished obtain obtained receive received stay stayed spend spent
    join joined leave left start started end ended remain remained tenure stint
    point try tried exist run ran running write wrote written call called based put relevant related specific""".split()
)
_DOING = related(("build",)) | {("build",)}
_LIGHT_WEIGHT = 0.2
_UNKNOWN_WEIGHT = 1.0
_PRONOUNS = frozenset(
    "i he she it they we you him his her hers its their theirs them this that these those there one".split()
)
_QUOTED = re.compile(r"[\"“]([^\"”]{2,80})[\"”]")


class Vocabulary:
    """The words of the profiles in scope."""

    def __init__(self, readings: Sequence[ProfileReading], is_word: Callable[[str], bool]) -> None:
        self.readings = tuple(readings)
        self.is_word = is_word
        self._size = sum(len(reading.passages) for reading in readings)

    def knows(self, word: str) -> bool:
        return any(word in reading.frequency for reading in self.readings)

    def has(self, form: Stems) -> bool:
        return any(reading.has(form) for reading in self.readings)

    def weight(self, word: str) -> float:
        """Inverse document frequency over passages, scaled to about 0.3 .. 1; an unknown word weighs 1."""
        count = sum(reading.frequency[word] for reading in self.readings)
        if word in _LIGHT:
            return _LIGHT_WEIGHT
        if not count:
            return _UNKNOWN_WEIGHT
        return max(0.3, min(1.0, math.log(1 + self._size / count) / math.log(1 + max(self._size, 2))))

    def mended(self, word: str) -> str | None:
        """A word of the profiles that `word` is a slip of, if there is one close enough."""
        if len(word) < 5 or not word.isalpha() or self.is_word(word) or names().get((stem(word),)):
            return None
        allowed = 1 if len(word) < 8 else 2
        close = [
            (distance, other)
            for reading in self.readings
            for other in reading.surface
            if abs(len(other) - len(word)) <= allowed
            and len(other) >= 4
            and (distance := OSA.distance(word, other, score_cutoff=allowed)) <= allowed
        ]
        return min(close)[1] if close else None


def terms_of(
    text: str, vocabulary: Vocabulary, skip: frozenset[int], phrases: Sequence[tuple[int, int]] = ()
) -> tuple[Term, ...]:
    """The terms of a question.

    :param skip: positions of atoms to leave out: people's names
    :param phrases: atoms from .. to that are one name together
    """
    words = atoms(text)
    found: list[Term] = []
    types: list[Term] = []
    taken = set(skip)
    for figure in _stated_figures(text):
        found.append(Term(text=figure, forms=(), figure=figure, hard=True))
    taken |= {at for at, word in enumerate(words) if word.text[0].isdigit() and fold(word.text) not in _KEEP_DIGITS}
    for first, last in phrases:
        form = tuple(word.stem for word in words[first:last])
        found.append(Term(text=text[words[first].start : words[last - 1].end], forms=(form,), hard=True))
        taken |= set(range(first, last))
    for first, last, entries in names().find(words):
        if taken & set(range(first, last)):
            continue
        term = _named(text, words[first:last], first, entries, vocabulary)
        if term:
            found.append(term)
            taken |= set(range(first, last))
    for first, last in _set_phrases(words):
        if not taken & set(range(first, last)):
            found.append(_phrase(text, words[first:last], vocabulary))
            taken |= set(range(first, last))
    for first, last, category in _categories(words):
        if not taken & set(range(first, last)):
            found.append(_categorised(text, words[first:last], category, vocabulary))
            taken |= set(range(first, last))
    for first, last in _dotted(text, words):
        if not taken & set(range(first, last)):
            form = tuple(word.stem for word in words[first:last])
            found.append(Term(text=text[words[first].start : words[last - 1].end], forms=(form,), hard=True))
            taken |= set(range(first, last))
    for at, word in enumerate(words):
        if at not in taken and (term := _plain(word, at, words, vocabulary)):
            found.append(term)
            if not vocabulary.has(term.forms[-1]) and _is_asked_type(text, word):
                types.append(term)
    found = [replace(term, counted=True) if _is_counted(text, term) else term for term in found]
    if any((term.hard or term.weight > LIGHT) and term not in types for term in found):
        lighter = {term: replace(term, weight=min(term.weight, ASKED_TYPE), hard=False) for term in types}
        found = [lighter.get(term, term) for term in found]
    unique = {(term.forms, term.figure): term for term in reversed(found)}
    return _balanced(tuple(reversed(unique.values())), vocabulary)


def _balanced(terms: tuple[Term, ...], vocabulary: Vocabulary) -> tuple[Term, ...]:
    """Words that the profiles do not have weigh less where a name tells what is meant, or where there are many of them:
    in long-winded questions most are chatter."""
    telling = [term for term in terms if term.hard or term.weight > LIGHT]
    share = min(1.0, 4 / max(len(telling), 1)) * (
        0.6 if any(term.hard and term.figure is None for term in telling) else 1.0
    )

    def known(term: Term) -> bool:
        return any(vocabulary.has(form) for form in (*term.forms, *term.related))

    return tuple(
        term
        if term.hard or term.weight <= LIGHT or known(term)
        else replace(term, weight=max(LIGHT, term.weight * share))
        for term in terms
    )


_YEARS = re.compile(r"\b(19|20)\d\d(\s*[-–—/]\s*\d\d)?\b")
_KEEP_DIGITS = frozenset({"6502", "3d", "2d", "web3", "web2"})


def _set_phrases(words: tuple[Atom, ...]) -> list[tuple[int, int]]:
    """Phrases that mean one thing ("money laundering", "log in"), as atoms from .. to, the longest at each place."""
    found: list[tuple[int, int]] = []
    at = 0
    while at < len(words):
        length = next(
            (n for n in (4, 3, 2) if at + n <= len(words) and related(tuple(w.stem for w in words[at : at + n]))), 0
        )
        if length:
            found.append((at, at + length))
        at += length or 1
    return found


def _phrase(text: str, spelled: tuple[Atom, ...], vocabulary: Vocabulary) -> Term:
    form = tuple(word.stem for word in spelled)
    return Term(
        text=text[spelled[0].start : spelled[-1].end],
        forms=(form,),
        related=related(form),
        weight=max(vocabulary.weight(word) for word in form),
    )


def _categories(words: tuple[Atom, ...]) -> list[tuple[int, int, str]]:
    """Words for a kind of technology, as atoms from .. to, the longest at each place."""
    found: list[tuple[int, int, str]] = []
    at = 0
    while at < len(words):
        row = [(n, names().category(tuple(word.stem for word in words[at : at + n]))) for n in (4, 3, 2, 1)]
        length, category = next(((n, name) for n, name in row if name and at + n <= len(words)), (0, None))
        if category and words[at].text.islower() and words[at].stem not in _LIGHT:
            found.append((at, at + length, category))
        at += length or 1
    return found


def _categorised(text: str, spelled: tuple[Atom, ...], category: str, vocabulary: Vocabulary) -> Term:
    form = tuple(word.stem for word in spelled)
    weight = max(vocabulary.weight(word) for word in form)
    return Term(
        text=text[spelled[0].start : spelled[-1].end],
        forms=(form,),
        related=related(form),
        weight=weight,
        category=category,
    )


def _dotted(text: str, words: tuple[Atom, ...]) -> list[tuple[int, int]]:
    """Names with a dot inside ("ether.fi", "Node.js"), as atoms from .. to."""
    pairs = zip(words, words[1:], strict=False)
    joined = [
        text[a.end : b.start] == "." and b.text.isalpha() and len(a.text) > 1 and len(b.text) > 1 for a, b in pairs
    ]
    return [(at, at + 2) for at, glued in enumerate(joined) if glued]


def _stated_figures(text: str) -> tuple[str, ...]:
    text = _YEARS.sub(" ", text)
    return tuple(dict.fromkeys(figure for figure in figures(text) if figure not in _KEEP_DIGITS))


def _named(
    text: str, spelled: tuple[Atom, ...], first: int, entries: tuple[Name, ...], vocabulary: Vocabulary
) -> Term | None:
    """A term for a known name, or None where an ordinary word is meant."""
    forms = tuple(dict.fromkeys(form for entry in entries for form in entry.forms))
    written = text[spelled[0].start : spelled[-1].end]
    ambiguous = all(entry.doubtful(tuple(word.stem for word in spelled)) for entry in entries)
    capital = written[:1].isupper() and first > 0
    if len(spelled) == 1 and spelled[0].stem in STOPWORDS | _SCAFFOLD and not (capital and ambiguous):
        return None
    present = vocabulary.has(tuple(word.stem for word in spelled))
    if ambiguous and not capital:
        return None
    if len(spelled) == 1 and not capital and not present and _is_everyday(spelled[0]):
        return None
    return Term(
        text=written,
        forms=tuple(dict.fromkeys((tuple(word.stem for word in spelled), *forms))),
        hard=True,
        weight=1.0 if not present else max(0.6, max(vocabulary.weight(word.stem) for word in spelled)),
    )


_ABBREVIATIONS = frozenset(
    "sql nosql dex cv api apis ui ux db dbs ml ai it hr ceo cto pr oss id url pc kpi sla qa pm vm ci cd llm llms e.g i.e".split()
)
_ASKS_TYPE = re.compile(r"\b(which|what|whose)\s+(?:(?:[\w-]+)\s+)?$", re.IGNORECASE)


def _is_asked_type(text: str, word: Atom) -> bool:
    """Whether the word names the type of what is asked for ("which vendor", "what triage method"): the answer is one, and
    need not say so."""
    return _ASKS_TYPE.search(text[: word.start]) is not None


def _is_everyday(word: Atom) -> bool:
    """Whether a word in lower case is an ordinary one, though some firm or tool is called so too."""
    return (
        word.stem in _LIGHT
        or word.stem in _SCAFFOLD
        or fold(word.text) in _ABBREVIATIONS
        or bool(related((word.stem,)))
    )


_COUNTED = re.compile(
    r"\b(?:(?:what|which|whose)\s+(?=(?:\w+\s+)?(?:uptime|throughput|accuracy|latency|rating|speedup|budget|turnover|revenue|profit|price)\b)|"
    r"how (?:many|much)\s+|number of\s+|amount of\s+)((?:(?!(?:did|does|do|is|was|are|were|has|have|had|can|could|on|in|at|of|per|by|from|to|with|for|the)\b)[\w-]+\s*){1,3})",
    re.IGNORECASE,
)


def _is_counted(text: str, term: Term) -> bool:
    """Whether the term stands right after "how many"."""
    return any(term.text in match[1] for match in _COUNTED.finditer(text)) and term.weight > LIGHT


def _plain(word: Atom, at: int, words: tuple[Atom, ...], vocabulary: Vocabulary) -> Term | None:
    folded = fold(word.text)
    if _misspelt_stopword(folded, vocabulary):
        return None
    if folded in STOPWORDS or folded in _PRONOUNS or word.stem in _SCAFFOLD or len(folded) < 2:
        if not _looks_like_name(word, at, words):
            return None
        if folded in STOPWORDS or folded in _PRONOUNS:
            return None
    forms: tuple[Stems, ...] = ((word.stem,),)
    known = vocabulary.knows(word.stem)
    if not known and (other := vocabulary.mended(folded)):
        forms = (*forms, (stem(other),))
    weight = vocabulary.weight(forms[-1][0])
    similar = frozenset().union(*(related(form) for form in forms)) | _pair(word, at, words)
    hard = _looks_like_name(word, at, words) and not similar and not (weight < 0.4)
    doing = not _DOING.isdisjoint(forms)
    return Term(text=word.text, forms=forms, related=similar, hard=hard, weight=weight, is_doing=doing)


def _misspelt_stopword(folded: str, vocabulary: Vocabulary) -> bool:
    """ "wich" for "which": a slip of a word that carries nothing."""
    if len(folded) < 4 or vocabulary.is_word(folded) or vocabulary.knows(stem(folded)):
        return False
    return any(len(word) >= 4 and OSA.distance(folded, word, score_cutoff=1) <= 1 for word in STOPWORDS)


def _pair(word: Atom, at: int, words: tuple[Atom, ...]) -> frozenset[Stems]:
    """What may stand for the word together with the one after or before it ("log in")."""
    pairs = [words[i : i + 2] for i in (at - 1, at) if 0 <= i and i + 1 < len(words)]
    return frozenset().union(*(related(tuple(part.stem for part in pair)) for pair in pairs))


def _looks_like_name(word: Atom, at: int, words: tuple[Atom, ...]) -> bool:
    """Capitalised inside a sentence that is not all in capitals, or with capitals inside ("revMan", "KYC")."""
    long = [other for other in words if len(other.text) > 3]
    if len(long) > 2 and all(other.text[:1].isupper() or not other.text[:1].isalpha() for other in long):
        return False
    if fold(word.text) in _ABBREVIATIONS:
        return False
    inner = any(letter.isupper() for letter in word.text[1:])
    return (word.text[:1].isupper() and at > 0) or (inner and len(word.text) > 1)
