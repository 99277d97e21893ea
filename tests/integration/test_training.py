"""The measure of relevance can be learned anew by its script, from a part of its data."""

import pytest

pytestmark = pytest.mark.slow


def test_the_script_learns_and_writes_weights_that_are_read(tmp_path, monkeypatch, capsys):
    script = pytest.importorskip("train_relevance")
    from learning import network, questions

    from askme.answering.relevance import relevance
    from askme.answering.relevance.comparison import Comparison
    from askme.answering.relevance.trees import Trees

    trees, comparison = tmp_path / "trees.npz", tmp_path / "comparison.npz"
    monkeypatch.setattr(script, "TREES", trees)
    monkeypatch.setattr(script, "COMPARISON", comparison)
    monkeypatch.setattr(script, "people", lambda: questions.people()[:10])
    monkeypatch.setattr(network, "EPOCHS", 1)
    monkeypatch.setattr("sys.argv", ["train_relevance.py", "--asked", str(tmp_path / "asked.pickle")])
    script.main()
    said = capsys.readouterr().out
    assert "both: AUROC" in said and f"wrote {comparison}" in said
    assert Trees.read(trees).names == Trees.read(relevance.TREES).names
    assert Comparison.read(comparison).fingerprint

    written = comparison.read_bytes()
    script.main()  # from what was kept
    assert comparison.read_bytes() == written
