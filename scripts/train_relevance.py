"""Grow the trees that tell how likely a statement answers a question, from `training/relevance/*.jsonl`.

Each line is an invented profile: statements with the headings above them, and questions with the statements that answer
them. The features are computed by askme itself, over an index of those profiles. Needs scikit-learn, which
sentence-transformers brings. `--measure` cross-validates by profile instead of writing the trees.
"""

from __future__ import annotations

import argparse
import json
import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import roc_auc_score

from askme.answering.evidence import Evidence
from askme.answering.relevance import features
from askme.answering.relevance.relevance import READ, WEIGHTS, Relevance
from askme.assembly import assemble
from askme.embedding import load_embedder
from askme.reading import ProfileReading
from askme.schema import Passage, Question
from askme.settings import load
from askme.understanding.request import Kind
from evals.cases import CASES, ROOT, read
from evals.cases import Evidence as CaseEvidence

DATA = Path(__file__).parents[1] / "training" / "relevance"
FOLDS = 5
CASE_WEIGHT = 8.0
"""Of a dev case beside a question of the training data, which is harder than what is asked of real profiles."""


@dataclass
class Asked:
    """One question with the features of its candidates."""

    fold: int
    weight: float
    is_case: bool
    rows: np.ndarray
    labels: np.ndarray
    answerable: bool


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--measure", action="store_true", help="cross-validate, write nothing")
    given = options.parse_args()
    people = [json.loads(line) for file in sorted(DATA.glob("*.jsonl")) for line in file.open(encoding="utf-8")]
    asked = [*_invented(people), *_cases()]
    print(f"{len(people)} profiles, {len(asked)} questions, {sum(len(item.rows) for item in asked)} pairs")
    if given.measure:
        _measure(asked)
    else:
        write(_grown(asked), _Asker.names)


def _grown(asked: list[Asked]) -> HistGradientBoostingClassifier:
    model = HistGradientBoostingClassifier(
        max_iter=400, learning_rate=0.03, max_leaf_nodes=12, min_samples_leaf=40, l2_regularization=5.0, random_state=0
    )
    return model.fit(
        np.concatenate([item.rows for item in asked]),
        np.concatenate([item.labels for item in asked]),
        sample_weight=np.concatenate([np.full(len(item.rows), item.weight) for item in asked]),
    )


def _invented(people: list[dict]) -> Iterator[Asked]:
    """The questions of the training data, over an index of their profiles."""
    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder) / "corpus"
        corpus.mkdir()
        for number, person in enumerate(people):
            (corpus / f"p{number:03d}.md").write_text(_page(person, number), encoding="utf-8")
        asker = _Asker(corpus, Path(folder) / "index")
        for number, person in enumerate(people):
            profile = f"p{number:03d}"
            owners = {
                words.passage.id: _owners(words.passage.shown, person["statements"])
                for words in asker.reading(profile).words
            }
            for row in person["questions"]:
                wanted = set(row["answers"])
                for rows, found in asker.asked(Question(text=row["q"], profile_id=profile)):
                    labels = np.array([bool(owners[passage.id] & wanted) for passage in found], dtype=float)
                    yield Asked(number % FOLDS, 1.0, False, rows, labels, bool(wanted))


def _cases() -> Iterator[Asked]:
    """The dev cases of the evals, over their own corpora; the locked ones are never read."""
    cases = read(sorted(CASES.glob("*-dev.jsonl")))
    folds = {cluster: at % FOLDS for at, cluster in enumerate(sorted({case.cluster for case in cases}))}
    with tempfile.TemporaryDirectory() as folder:
        askers = {
            name: _Asker(ROOT / name, Path(folder) / name.replace("/", "-")) for name in {case.corpus for case in cases}
        }
        for case in cases:
            quoted = [evidence for fact in case.facts for evidence in fact.evidence]
            question = Question(text=case.question, profile_id=case.profile, history=case.history)
            for rows, found in askers[case.corpus].asked(question):
                labels = np.array([any(_holds(passage, one) for one in quoted) for passage in found], dtype=float)
                yield Asked(folds[case.cluster], CASE_WEIGHT, True, rows, labels, bool(labels.any()))


class _Asker:
    """askme over one corpus, opened up as far as its candidates."""

    names: ClassVar[tuple[str, ...]] = ()
    """Of the features."""

    def __init__(self, corpus: Path, index: Path) -> None:
        settings = load({"corpus": corpus, "index": index})[0]
        self._pipeline = assemble(settings)._current().pipeline
        self._relevance = Relevance(load_embedder(settings))

    def reading(self, profile: str) -> ProfileReading:
        return self._pipeline._answerer._reading.profiles[profile]

    def asked(self, question: Question) -> Iterator[tuple[np.ndarray, list[Passage]]]:
        """For each person in scope the features of the candidates, and what they are."""
        request = self._pipeline._understander.understand(self._pipeline._grounded(question))
        if request.refusal is not None or not request.kind.searches or request.kind in (Kind.OVERVIEW, Kind.CONTACT):
            return
        hits = self._pipeline._retrieve(request)
        for profile in request.scope:
            evidence = Evidence(request, self.reading(profile), hits)
            if ranked := evidence.by_words()[:READ]:
                _Asker.names, rows = features(
                    evidence, self._relevance.asked(evidence), self._relevance.candidates(evidence, ranked)
                )
                yield rows, [scored.words.passage for scored in ranked]


def _holds(passage: Passage, evidence: CaseEvidence) -> bool:
    return passage.document_id == evidence.source and (
        _plain(passage.shown) in _plain(evidence.quote) or _plain(evidence.quote) in _plain(passage.shown)
    )


def _page(person: dict, number: int) -> str:
    """The profile as Markdown: headings where the trail changes, a bullet a statement."""
    name = json.dumps(person["person"], ensure_ascii=False)
    lines = ["---", f"id: p{number:03d}", f"name: {name}", "---", "", f"# {person['person']}", ""]
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


def _owners(shown: str, statements: list[dict]) -> set[int]:
    """The statements that a passage is, or is a part of."""
    plain = _plain(shown)
    return {
        at
        for at, one in enumerate(statements)
        if plain and (plain in _plain(one["text"]) or _plain(one["text"]) in plain)
    }


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip().lower()


def _measure(asked: list[Asked]) -> None:
    best = np.zeros(len(asked))
    hit = np.zeros(len(asked), dtype=bool)
    for fold in range(FOLDS):
        model = _grown([item for item in asked if item.fold != fold])
        for at, item in enumerate(asked):
            if item.fold == fold:
                found = model.predict_proba(item.rows)[:, 1]
                best[at], hit[at] = found.max(), bool(item.labels[found.argmax()])
    for which in (False, True):
        kept = np.array([item.is_case is which for item in asked])
        answerable = np.array([item.answerable for item in asked])
        yes, no = kept & answerable, kept & ~answerable
        area = roc_auc_score(answerable[kept], best[kept])
        print("cases:" if which else "training data:", f"AUROC {area:.3f}, the first is right {hit[yes].mean():.3f}")
        for threshold in (0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5):
            right = np.mean(hit[yes] & (best[yes] >= threshold))
            print(f"  from {threshold:.2f}: answered right {right:.3f}, declined {np.mean(best[no] < threshold):.3f}")


def write(model: HistGradientBoostingClassifier, names: tuple[str, ...]) -> None:
    trees = [tree.nodes for (tree,) in model._predictors]
    size = max(map(len, trees))

    def held(field: str, kind: type, empty: float = 0) -> np.ndarray:
        table = np.full((len(trees), size), empty, dtype=kind)
        for at, nodes in enumerate(trees):
            table[at, : len(nodes)] = nodes[field]
        return table

    leaf = held("is_leaf", bool, True)
    np.savez_compressed(
        WEIGHTS,
        names=np.array(names),
        feature=np.where(leaf, -1, held("feature_idx", np.int64)).astype(np.int16),
        threshold=held("num_threshold", np.float32),
        left=held("left", np.int16),
        right=held("right", np.int16),
        value=held("value", np.float32),
        baseline=np.float32(model._baseline_prediction.ravel()[0]),
        depth=np.int16(max(int(nodes["depth"].max()) for nodes in trees)),
    )
    print(f"wrote {WEIGHTS} ({WEIGHTS.stat().st_size:,} bytes)")


if __name__ == "__main__":
    main()
