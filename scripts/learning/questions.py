"""The questions to learn from, asked as askme asks: their candidates, and which of them answer."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

import numpy as np
from tqdm import tqdm

from askme.answering.evidence import Evidence
from askme.answering.relevance import features
from askme.answering.relevance.relevance import Relevance, as_read, asked_in_thread, to_read
from askme.assembly import assemble
from askme.embedding import load_embedder
from askme.reading import ProfileReading
from askme.reading.rows import in_words
from askme.schema import Passage, Question
from askme.settings import load
from askme.understanding.request import Kind
from evals.cases import CASES, ROOT, read
from evals.cases import Evidence as CaseEvidence
from learning.copied import copied

DATA = Path(__file__).parents[2] / "training" / "relevance"
CASE_WEIGHT = 20.0
"""Of a dev case beside a question of the training data, which is harder than what is asked of real profiles."""


PAGE_WEIGHT = 5.0
"""Of a question about somebody with a whole page, whose sentences lean on one another as those of real ones do."""


OUT_OF_THE_BLUE = 0.25
"""Of the questions about a page that stand alone: how many are asked again behind another."""


COPIED = 4
"""Every which whole page is asked as somebody copies it out of a browser, too, without its marks."""


@dataclass
class Asked:
    """One question with its candidates."""

    person: int
    """-1 for a dev case."""
    question: str
    """As it is read."""
    statements: list[tuple[str, int]]
    """Each candidate as it is read, and how many characters of it, at its end, are the statement itself."""
    names: tuple[str, ...]
    rows: np.ndarray
    """Features, `[candidates, names]`."""
    labels: np.ndarray
    """1 where the candidate answers, `[candidates]`."""
    answerable: bool
    weight: float = 1.0


class Written(NamedTuple):
    """A profile as it lies in the folder."""

    person: int
    file: str
    text: str


def people(*files: Path) -> list[dict]:
    """The invented people of these files, or of all."""
    every = files or sorted(DATA.glob("*.jsonl"), key=lambda file: int(file.stem))
    return [json.loads(line) for file in every for line in file.open(encoding="utf-8")]


def invented(everybody: list[dict]) -> Iterator[Asked]:
    """Index the invented people and ask each their questions; those that askme does not search for are left out."""
    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder) / "corpus"
        corpus.mkdir()
        written = list(_written(everybody))
        for one in written:
            (corpus / one.file).write_text(one.text, encoding="utf-8")
        asker = _Asker(corpus, Path(folder) / "index")
        for page in tqdm(written, desc="asking", unit=" pages"):
            profile = Path(page.file).stem
            person = everybody[page.person]
            plain = {words.passage.id: _plain(words.passage.shown) for words in asker.reading(profile).words}
            for row in [*person["questions"], *_out_of_the_blue(person, page.person)]:
                wanted = [_plain(text) for text in _answers(person, row)]
                question = Question(text=row["q"], profile_id=profile, history=row.get("history", ()))
                for one, found in asker.asked(question):
                    yield replace(
                        one,
                        person=page.person,
                        labels=np.array([_same(plain[passage.id], wanted) for passage in found], dtype=np.float32),
                        answerable=bool(wanted),
                        weight=PAGE_WEIGHT if "page" in person else 1.0,
                    )


def _written(everybody: list[dict]) -> Iterator[Written]:
    """Everybody's profile; some whole pages stand there as they are copied, too."""
    for number, person in enumerate(everybody):
        page = _page(person, number)
        yield Written(number, _file(person, number), page)
        if "page" in person and not _is_text(person) and not number % COPIED:
            yield Written(number, f"c{number:04d}.txt", copied(page, number // COPIED))


def _out_of_the_blue(person: dict, number: int) -> Iterator[dict]:
    """Questions that change the subject of a conversation: those about a whole page that stand alone, some of them
    behind another."""
    alone = [row for row in person["questions"] if "page" in person and not row.get("history")]
    order = np.random.default_rng(number)
    for at in order.permutation(len(alone))[: int(OUT_OF_THE_BLUE * len(alone))]:
        before = alone[order.integers(len(alone))]
        if before is not alone[at]:
            yield alone[at] | {"history": [before["q"]]}


def asked_alone(everybody: list[dict]) -> Iterator[tuple[np.ndarray, np.ndarray, list[np.ndarray]]]:
    """Of each person the vectors of all statements and of the questions that stand alone, and which of the statements
    answer each."""
    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder) / "corpus"
        corpus.mkdir()
        for number, person in enumerate(everybody):
            (corpus / _file(person, number)).write_text(_page(person, number), encoding="utf-8")
        asker = _Asker(corpus, Path(folder) / "index")
        for number, person in enumerate(tqdm(everybody, desc="embedding", unit=" people")):
            rows = [row for row in person["questions"] if not row.get("history")]
            statements, plain = asker.statements(f"p{number:04d}")
            wanted = [[_plain(text) for text in _answers(person, row)] for row in rows]
            answers = [np.flatnonzero([_same(text, one) for text in plain]) for one in wanted]
            yield statements, asker.embedder.embed([row["q"] for row in rows]), answers


def dev_cases() -> Iterator[Asked]:
    """The dev cases of the evals, over their own corpora; the locked ones are never read."""
    cases = read(sorted(CASES.glob("*-dev.jsonl")))
    with tempfile.TemporaryDirectory() as folder:
        askers = {
            name: _Asker(ROOT / name, Path(folder) / name.replace("/", "-")) for name in {case.corpus for case in cases}
        }
        for case in cases:
            quoted = [evidence for fact in case.facts for evidence in fact.evidence]
            question = Question(text=case.question, profile_id=case.profile, history=case.history)
            for one, found in askers[case.corpus].asked(question):
                labels = np.array([any(_holds(passage, item) for item in quoted) for passage in found], np.float32)
                yield replace(one, labels=labels, answerable=bool(labels.any()), weight=CASE_WEIGHT)


class _Asker:
    """askme over one corpus, opened up as far as its candidates."""

    def __init__(self, corpus: Path, index: Path) -> None:
        settings = load({"corpus": corpus, "index": index})[0]
        self._pipeline = assemble(settings)._current().pipeline
        self.embedder = load_embedder(settings)
        self._relevance = Relevance(self.embedder)

    def statements(self, profile: str) -> tuple[np.ndarray, list[str]]:
        """Of a person's statements the vectors, and what they say."""
        view = self._pipeline._retriever._index().view([profile])
        return view.vectors, [_plain(passage.shown) for passage in view.passages]

    def reading(self, profile: str) -> ProfileReading:
        return self._pipeline._answerer._reading.profiles[profile]

    def asked(self, question: Question) -> Iterator[tuple[Asked, list[Passage]]]:
        """For each person in scope the candidates, not labelled yet."""
        request = self._pipeline._understood(question)
        if request.refusal is not None or not request.kind.searches or request.kind in (Kind.OVERVIEW, Kind.CONTACT):
            return
        hits = self._pipeline._retrieve(request)
        for profile in request.scope:
            evidence = Evidence(request, self.reading(profile), hits)
            ranked = to_read(evidence, evidence.by_words())
            if not ranked:
                continue
            candidates = self._relevance.candidates(evidence, ranked)
            names, rows = features(
                evidence, self._relevance.asked(evidence), candidates, self._relevance.thread(evidence)
            )
            found = [scored.words.passage for scored in ranked]
            one = Asked(
                person=-1,
                question=asked_in_thread(evidence),
                statements=[
                    (as_read(passage, evidence.before(scored.at)), len(in_words(passage)))
                    for passage, scored in zip(found, ranked, strict=True)
                ],
                names=names,
                rows=rows.astype(np.float32),
                labels=np.zeros(len(rows), dtype=np.float32),
                answerable=False,
            )
            yield one, found


def _holds(passage: Passage, evidence: CaseEvidence) -> bool:
    return passage.document_id == evidence.source and _same(_plain(passage.shown), [_plain(evidence.quote)])


def _answers(person: dict, row: dict) -> list[str]:
    """The statements that answer a question: told by their numbers, or quoted where the person has a whole page."""
    return row["answers"] if "page" in person else [person["statements"][at]["text"] for at in row["answers"]]


def _is_text(person: dict) -> bool:
    """Whether the page is plain text as it is, a letter from a word processor or what was copied from a PDF."""
    return person.get("format") == "txt"


def _file(person: dict, number: int) -> str:
    return f"p{number:04d}.{'txt' if _is_text(person) else 'md'}"


def _page(person: dict, number: int) -> str:
    """The profile as Markdown: as it was written, or headings where the trail changes and a bullet a statement."""
    if "page" in person:
        return re.sub(r"\A---\n", f"---\nid: p{number:04d}\n", person["page"])
    name = json.dumps(person["person"], ensure_ascii=False)
    lines = ["---", f"id: p{number:04d}", f"name: {name}", "---", "", f"# {person['person']}", ""]
    above: list[str] = []
    for statement in person["statements"]:
        steps = [step.strip() for step in statement["trail"].split(" › ") if step.strip()]
        if steps != above:
            lines += _headings(above, steps)
            above = steps
        lines.append(f"- {statement['text']}")
    return "\n".join(lines) + "\n"


def _headings(above: list[str], steps: list[str]) -> Iterator[str]:
    same = 0
    while same < min(len(above), len(steps)) and above[same] == steps[same]:
        same += 1
    same = min(same, max(len(steps) - 1, 0))
    for depth in range(same, len(steps)):
        yield from ("", f"{'#' * (depth + 2)} {steps[depth]}", "")
    if not steps:
        yield from ("", "## Other", "")


def _same(statement: str, wanted: Iterable[str]) -> bool:
    """Whether a statement is one of these, or a part of one, or has one in it."""
    return bool(statement) and any(text and (statement in text or text in statement) for text in wanted)


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip().lower()
