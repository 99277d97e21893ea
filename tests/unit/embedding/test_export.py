"""The export of the real model. Slow: sentence-transformers and torch are imported once."""

import json
import logging
import shutil
import subprocess
import sys

import numpy as np
import pytest

from askme.embedding import load_embedder
from askme.embedding.exported import ExportedEmbedder
from askme.embedding.sentence import SentenceEmbedder, load
from askme.embedding.source import locate
from askme.errors import ModelError
from askme.settings import Settings

pytestmark = pytest.mark.slow

TEXTS = [
    "Projects › Doma: Doma uses Redis caching, so that reads are fast.",
    "who has used Redis?",
    "",
    "Zażółć gęślą jaźń — 99.9% ✓ 東京",
    "word " * 700,
    *[f"A passage of {'many ' * n}words." for n in range(40)],
]


@pytest.fixture(scope="module")
def settings(tmp_path_factory):
    return Settings(cache=tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="module")
def exported(settings):
    found = load_embedder(settings)
    assert isinstance(found, ExportedEmbedder)
    return found


def test_exported_vectors_are_those_of_sentence_transformers(exported):
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(locate("default").folder), device="cpu", local_files_only=True)
    expected = model.encode(TEXTS, normalize_embeddings=True)
    found = exported.embed(TEXTS)
    assert found.dtype == np.float32
    assert found.shape == (len(TEXTS), 384)
    assert (found * expected).sum(axis=1).min() > 0.9999
    np.testing.assert_allclose(np.linalg.norm(found, axis=1), 1, atol=1e-5)


def test_tokens_are_those_of_sentence_transformers(exported):
    plain = SentenceEmbedder(load(locate("default")), "plain")
    for text, found, expected in zip(TEXTS, exported.tokens(TEXTS), plain.tokens(TEXTS), strict=True):
        assert (found.starts, found.ends) == (expected.starts, expected.ends), text
        np.testing.assert_allclose(found.vectors, expected.vectors, atol=1e-3)
        assert found.inside.shape == (len(found.starts) + 2, 384)
        np.testing.assert_allclose(found.inside, expected.inside, atol=1e-2)


def test_tokens_stand_where_they_are_said_to(exported):
    (found,) = exported.tokens(["Łódź, ran Redis"])
    assert [*zip(found.starts, found.ends, strict=True)][:3] == [(0, 4), (4, 5), (6, 9)]


def test_no_text_gives_no_vector(exported):
    assert exported.embed([]).shape == (0, 384)


def test_a_text_has_the_same_vector_alone_and_among_others(exported):
    together = exported.embed(TEXTS)
    alone = np.concatenate([exported.embed([text]) for text in TEXTS[:6]])
    assert (together[:6] * alone).sum(axis=1).min() > 0.99999


def test_words_of_the_vocabulary_are_told_from_others(exported):
    assert exported.is_word("database")
    assert not exported.is_word("kubernets")
    assert not exported.is_word("🜂")


def test_serving_imports_no_torch(exported, settings):
    script = (
        "import sys; from pathlib import Path; from askme.embedding import load_embedder; "
        "from askme.settings import Settings; "
        f"load_embedder(Settings(cache=Path({str(settings.cache)!r}))).embed(['who?']); "
        "print([m for m in ('torch', 'transformers', 'sentence_transformers', 'huggingface_hub') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.strip() == "[]"
    assert done.stderr == ""


def test_an_incomplete_export_is_made_anew(exported, settings, caplog):
    (folder,) = (path for path in (settings.cache / "onnx").iterdir() if path.is_dir())
    (folder / "weights.bin").unlink()  # not cut in place: the other embedder has it mapped
    (folder / "weights.bin").write_bytes(b"cut off")
    with caplog.at_level(logging.WARNING, "askme.embedding"):
        again = load_embedder(settings)
    assert "made anew" in caplog.text
    assert float(again.embed(["Redis"])[0] @ exported.embed(["Redis"])[0]) > 0.9999


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json"])
def test_an_altered_export_is_named(exported, settings, tmp_path, name):
    (kept,) = (path for path in (settings.cache / "onnx").iterdir() if path.is_dir())
    folder = shutil.copytree(kept, tmp_path / "copy")
    file = folder / name
    file.write_bytes(b"\xff" * file.stat().st_size)
    with pytest.raises(ModelError, match="Remove that folder"):
        ExportedEmbedder(folder).embed(["Redis"])


def test_a_model_that_cannot_be_exported_is_served_all_the_same(tmp_path, monkeypatch, caplog):
    from askme.embedding import export

    def refuse(*_: object, **__: object) -> None:
        raise RuntimeError("no such operator")

    monkeypatch.setattr(export, "_export_graph", refuse)
    settings = Settings(cache=tmp_path)
    with caplog.at_level(logging.WARNING, "askme.embedding"):
        first = load_embedder(settings)
    assert [record.levelname for record in caplog.records if record.name == "askme.embedding"] == ["WARNING"]
    assert "no such operator" in caplog.text
    monkeypatch.undo()
    assert isinstance(first, SentenceEmbedder)
    assert isinstance(load_embedder(settings), SentenceEmbedder), "refused once, it is not tried again"
    assert first.embed(["Redis"]).shape == (1, 384)
    assert first.embed([]).shape == (0, 384)
    assert first.is_word("database")
    assert not first.is_word("kubernets")
    assert not list(tmp_path.glob("onnx/.*"))


def test_an_export_with_other_vectors_is_not_used(tmp_path, monkeypatch):
    from askme.embedding import export

    monkeypatch.setattr(export, "PARITY", 1.5)
    assert isinstance(load_embedder(Settings(cache=tmp_path)), SentenceEmbedder)


def test_nothing_is_exported_unless_allowed(tmp_path):
    assert isinstance(load_embedder(Settings(cache=tmp_path), allow_export=False), SentenceEmbedder)
    assert not (tmp_path / "onnx").exists()


@pytest.mark.parametrize("pooling", ["cls", "mean"])
@pytest.mark.parametrize("lower", [True, False])
def test_any_folder_of_sentence_transformers_is_exported_as_it_is_configured(tmp_path, pooling, lower):
    folder = shutil.copytree(locate("default").folder, tmp_path / "model")
    flags = {f"pooling_mode_{name}_token{'s' if name == 'mean' else ''}": name == pooling for name in ("cls", "mean")}
    (folder / "1_Pooling" / "config.json").write_text(json.dumps({"word_embedding_dimension": 384, **flags}))
    (folder / "sentence_bert_config.json").write_text(json.dumps({"max_seq_length": 16, "do_lower_case": lower}))
    modules = json.loads((folder / "modules.json").read_text())[:2]  # without the normalising layer
    (folder / "modules.json").write_text(json.dumps(modules))
    settings = Settings(model=str(folder), cache=tmp_path / "cache")
    found, plain = (
        load_embedder(settings),
        load_embedder(settings.model_copy(update={"cache": tmp_path / "x"}), allow_export=False),
    )
    assert isinstance(found, ExportedEmbedder)
    assert isinstance(plain, SentenceEmbedder)
    assert (found.embed(TEXTS) * plain.embed(TEXTS)).sum(axis=1).min() > 0.9999
