"""The measure of relevance can be learned anew by its script, from a part of its data."""

from itertools import islice

import numpy as np
import pytest

pytestmark = pytest.mark.slow


def test_the_script_learns_and_writes_weights_that_are_read(tmp_path, monkeypatch, capsys):
    script = pytest.importorskip("train_relevance")
    from learning import families, graphs, network, questions

    from askme.answering.relevance import relevance
    from askme.answering.relevance.reader import Reader
    from askme.answering.relevance.trees import Trees

    trees, reader = tmp_path / "trees.npz", tmp_path / "reader.onnx"
    monkeypatch.setattr(script, "TREES", trees)
    monkeypatch.setattr(script, "READER", reader)
    monkeypatch.setattr(script, "people", lambda: questions.people()[:9] + questions.people()[-1:])  # a page, too
    monkeypatch.setattr(script, "dev_cases", lambda: islice(questions.dev_cases(), 40))
    monkeypatch.setattr(families, "PEOPLE", 2)
    monkeypatch.setattr(network, "EPOCHS", 1)
    monkeypatch.setattr("sys.argv", ["train_relevance.py", "--asked", str(tmp_path / "asked.pickle")])
    script.main()
    said = capsys.readouterr().out
    assert "both: AUROC" in said and f"wrote {reader}" in said
    assert Trees.read(trees).names == Trees.read(relevance.TREES).names
    assert Reader.read(reader).fingerprint

    written = graphs.known(reader).state_dict()
    script.main()  # from what was kept
    again = graphs.known(reader).state_dict()
    for name, values in written.items():  # nearly: sums over several threads differ in their last digits
        np.testing.assert_allclose(again[name], values, atol=0.03, err_msg=name)

    monkeypatch.setattr("sys.argv", ["train_relevance.py", "--asked", str(tmp_path / "asked.pickle"), "--onward", "3"])
    script.main()
    onward = graphs.known(reader).state_dict()
    moved = [np.abs(onward[name] - values).max() for name, values in again.items() if name.endswith("query.weight")]
    assert 0 < max(moved) < 0.1


def test_the_adapter_is_learned_and_brings_answers_nearer(tmp_path, monkeypatch, capsys):
    script = pytest.importorskip("train_adapter")
    from learning import questions

    from askme.retrieval.adapter import Adapter, shipped

    some, apart = questions.people()[:40], questions.people()[-3:]
    monkeypatch.setattr(script, "ADAPTER", tmp_path / "adapter.npz")
    monkeypatch.setattr(script, "people", lambda *files: apart[:1] if files else some + apart)
    monkeypatch.setattr(script, "LAST", 2)
    monkeypatch.setattr("sys.argv", ["train_adapter.py", "--asked", str(tmp_path / "asked.pickle")])
    script.main()
    before, after = (
        [float(word) for word in line.split() if word.startswith("0.") or word.startswith("1.")]
        for line in capsys.readouterr().out.splitlines()
        if "among" in line
    )
    assert len(before) == len(after) == 4 and sum(after) > sum(before)
    assert Adapter.read(tmp_path / "adapter.npz").fingerprint == shipped().fingerprint


def test_wordings_of_plain_questions_are_learned(tmp_path, monkeypatch, capsys):
    script = pytest.importorskip("train_rewording")
    from askme.understanding.rewording import PLAIN, Wordings

    written = tmp_path / "wordings.npz"
    monkeypatch.setattr(script, "_questions", lambda: ["Where does she work today?", "Where does her boss work?"])
    monkeypatch.setattr("sys.argv", ["train_rewording.py", "--out", str(written)])
    script.main()
    assert "near misses" in capsys.readouterr().out
    assert set(Wordings.read(written).intents) == {"other", *PLAIN}
