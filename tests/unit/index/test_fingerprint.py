import os
import time

import pytest

from askme.index import fingerprint as module
from askme.index.fingerprint import fingerprint, snapshot
from askme.settings import Settings


@pytest.fixture
def settings(tmp_path):
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "ada.md").write_text("# Ada\n")
    (folder / ".hidden").write_text("no")
    return Settings(corpus=folder, index=folder / "index")


def reason(settings, before, **changed):
    old = fingerprint(settings, "w", before)
    now = settings.model_copy(update=changed)
    return old.difference(fingerprint(now, "w", snapshot(now, before)))


def age(settings, seconds=10):
    """Make the files look as if they had lain there for a while."""
    then = time.time_ns() - seconds * 10**9
    for file in settings.corpus.rglob("*"):
        os.utime(file, ns=(then, then))


def test_nothing_changed(settings):
    assert reason(settings, snapshot(settings)) == ""


def test_files_that_changed_came_or_went_are_named(settings):
    before = snapshot(settings)
    (settings.corpus / "ada.md").write_text("# Ida\n")
    (settings.corpus / "bob.md").write_text("# Bob\n")
    assert reason(settings, before) == "ada.md changed; bob.md is new"
    (settings.corpus / "ada.md").unlink()
    assert reason(settings, before) == "ada.md is gone; bob.md is new"


def test_a_change_of_the_same_length_under_the_old_time_is_seen(settings):
    before = snapshot(settings)
    file = settings.corpus / "ada.md"
    stat = file.stat()
    file.write_text("# Bob\n")
    os.utime(file, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert reason(settings, before) == "ada.md changed"


def test_a_touched_file_is_no_change(settings):
    before = snapshot(settings)
    (settings.corpus / "ada.md").touch()
    assert reason(settings, before) == ""


def test_files_that_rest_are_not_read_again(settings, monkeypatch):
    before = snapshot(settings)
    later = before.model_copy(update={"taken": before.taken + 10 * 10**9})
    monkeypatch.setattr(module, "_digest", None)
    assert snapshot(settings, later).stamps == before.stamps


def test_a_file_stamped_while_it_was_young_is_read_again(settings, monkeypatch):
    """Two changes within one tick of the file system's clock look the same."""
    before = snapshot(settings)
    read = []
    monkeypatch.setattr(module, "_digest", lambda file, _: read.append(file.name) or "x")
    snapshot(settings, before)
    assert read == ["ada.md"]


def test_hidden_files_and_an_index_inside_the_corpus_do_not_count(settings):
    before = snapshot(settings)
    (settings.corpus / ".hidden").write_text("changed")
    (settings.index / "generations").mkdir(parents=True)
    (settings.index / "generations" / "x.json").write_text("{}")
    assert reason(settings, before) == ""


@pytest.mark.parametrize(
    ("name", "value"), [("vector_store", "my.module:store"), ("max_file_mb", 1.0)]
)  # fmt: skip
def test_settings_that_matter_are_named(settings, name, value):
    assert name in reason(settings, snapshot(settings), **{name: value})


def test_another_model_is_named(settings):
    files = snapshot(settings)
    old = fingerprint(settings, "w", files)
    assert "another embedding model" in old.difference(fingerprint(settings, "v", files))


def test_another_splitting_of_texts_is_another_version(settings, monkeypatch):
    files = snapshot(settings)
    old = fingerprint(settings, "w", files)
    monkeypatch.setattr(module, "_CODE", ("askme.text",))
    assert "another version" in old.difference(fingerprint(settings, "w", files))


def test_links_and_odd_names_are_stamped(settings):
    (settings.corpus / "loop").symlink_to("loop")
    (settings.corpus / "link.md").symlink_to("ada.md")
    os.mkfifo(settings.corpus / "pipe.md")
    (settings.corpus / os.fsdecode(b"odd\xff.md")).write_text("x")
    found = snapshot(settings)
    assert sorted(found.stamps) == ["ada.md", "link.md", "loop", "odd\\udcff.md"]
    assert module.Snapshot.model_validate_json(found.model_dump_json()) == found


def test_a_file_too_large_to_be_taken_is_not_read(settings):
    small = settings.model_copy(update={"max_file_mb": 0.000001})
    assert snapshot(small).stamps["ada.md"].sha256 == "too large"
