"""Names that one side writes out and the other by its first letters: "HDU" and "High Dependency Unit"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from askme.reading import ProfileReading
from askme.text import STOPWORDS, Atom, atoms, fold
from askme.understanding.phrases import form_of
from askme.understanding.request import Stems

_LENGTHS = range(2, 7)
"""Of an abbreviation, in letters."""
_SURE = 3
"""From this many letters on, they need no capitals to be seen."""
_JOINING = frozenset({"and", "for", "of", "the"})
"""Small words within a name; others make a sentence of it ("many citations does the paper")."""


@dataclass(frozen=True)
class Initials:
    """The abbreviations of one profile, and the names whose first letters make one.

    :param written_out: by first letters in capitals, the stems of the names that begin so
    :param short: abbreviations as they are written
    """

    written_out: Mapping[str, frozenset[Stems]]
    short: frozenset[str]

    @classmethod
    def of(cls, reading: ProfileReading) -> Initials:
        texts = [passage.shown for passage in reading.passages]
        texts += {step.shown for passage in reading.passages for step in passage.trail}
        found: dict[str, set[Stems]] = {}
        short: set[str] = set()
        for text in texts:
            words = atoms(text)
            short |= {word.text for word in words if _is_short(word.text)}
            for run in _capitalised(text, words):
                for part in _parts(run):
                    found.setdefault(first_letters(part), set()).add(form_of(part))
        return cls({letters: frozenset(forms) for letters, forms in found.items()}, frozenset(short))

    def expansions(self, word: str, *, ordinary: bool) -> frozenset[Stems]:
        """The names that an abbreviation stands for; `ordinary`: in lower case it is a word of the language."""
        if not (_is_short(word) or (len(word) >= _SURE and not ordinary)):
            return frozenset()
        return self.written_out.get(word.upper(), frozenset())


def abbreviation(words: tuple[Atom, ...], tables: Iterable[Initials]) -> str | None:
    """What one of the profiles writes for these words for short, if anything: capitalised words, or three or more."""
    letters = first_letters(words)
    if not any(letters in table.short for table in tables):
        return None
    content = [word for word in words if fold(word.text) not in STOPWORDS]
    joined = all(word in content or fold(word.text) in _JOINING for word in words)
    plain = joined and len(letters) >= _SURE and all(word.text.islower() for word in content)
    return letters if plain or all(map(_opens, content)) else None


def first_letters(words: Iterable[Atom]) -> str:
    """ "Head of the Unit" -> "HU": small words do not count."""
    return "".join(word.text[0].upper() for word in words if fold(word.text) not in STOPWORDS)


def _is_short(word: str) -> bool:
    return len(word) in _LENGTHS and word.isalpha() and word.isupper()


def _opens(word: Atom) -> bool:
    return word.text[:1].isupper() and not word.text.isupper()


def _capitalised(text: str, words: tuple[Atom, ...]) -> Iterator[tuple[Atom, ...]]:
    """Runs of capitalised words, next to one another or with small words between."""
    run: list[Atom] = []
    for word in words:
        joined = not run or text[run[-1].end : word.start] in (" ", "-")
        if joined and (_opens(word) or (run and fold(word.text) in STOPWORDS)):
            run.append(word)
        else:
            yield tuple(run)
            run = [word] if _opens(word) else []
    yield tuple(run)


def _parts(run: tuple[Atom, ...]) -> Iterator[tuple[Atom, ...]]:
    """What may be abbreviated of a run: from one capitalised word to another."""
    ends = [at for at, word in enumerate(run) if _opens(word)]
    for place, first in enumerate(ends):
        for last in ends[place + 1 : place + _LENGTHS.stop - 1]:
            yield run[first : last + 1]
