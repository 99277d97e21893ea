import errno
import os
import shutil
import subprocess
import sys
import threading

import numpy as np
import pytest
from index_support import ADA, begin, builder, built, change, corpus

from askme.corpus import Problem, load_corpus
from askme.embedding.hashing import HashEmbedder
from askme.errors import CorpusError, IndexError_, IndexLocked, IndexMissing, ModelError, ProfileNotFound
from askme.index import Condition, IndexReader, build, check, context, open_index, state
from askme.index.layout import Layout
from askme.index.lock import exclusive
from askme.text import tokens


@pytest.fixture
def settings(tmp_path):
    return corpus(tmp_path)


def condition(settings):
    return state(settings, weights="hash-1")


def names(settings):
    return sorted(path.name for path in settings.index.iterdir())


def test_a_built_index_holds_the_corpus(settings):
    index = built(settings)
    loaded = load_corpus(settings.corpus, max_file_mb=10)
    assert sorted(index.passages, key=lambda p: p.id) == sorted(loaded.passages, key=lambda p: p.id)
    assert tuple(index.profiles.values()) == loaded.profiles
    assert tuple(index.documents.values()) == loaded.documents
    assert [passage.profile_id for passage in index.passages] == sorted(p.profile_id for p in index.passages)
    np.testing.assert_allclose(np.linalg.norm(index.vectors, axis=1), 1, atol=1e-6)
    assert check(settings) == []


def test_an_opened_index_is_the_built_one(settings):
    assert built(settings) == open_index(settings)
    assert condition(settings).fresh
    assert names(settings) == [".lock", "CURRENT", "cache", "generations"]


def test_a_view_holds_only_the_profiles_asked_for(settings):
    index = built(settings)
    view, everyone = index.view(["bob"]), index.view(["bob", "ada"])
    assert {passage.profile_id for passage in view.passages} == {"bob"}
    assert len(view) + len(index.view(["ada"])) == len(everyone) == len(index.passages)
    assert everyone.passages == index.passages
    assert view.vectors.base is None, "no way back to the rows of others"
    query = HashEmbedder().embed(["Ada wrote the first program"])[0]
    rows = [at for at, passage in enumerate(index.passages) if passage.profile_id == "bob"]
    np.testing.assert_allclose(view.dense(query), everyone.dense(query)[rows], rtol=1e-5)
    np.testing.assert_array_equal(view.bm25(["bridg", "steel"]), everyone.bm25(["bridg", "steel"])[rows])
    assert index.view(["bob"]) is view
    assert len(index.view([])) == len(index.view([]).dense(query)) == 0


def test_dense_and_bm25_find_the_passage(settings):
    view = built(settings).view(["ada", "bob"])
    question = "the first program for Bernoulli"
    for scores in (view.dense(HashEmbedder().embed([question])[0]), view.bm25(tokens(question))):
        assert scores.dtype == np.float32
        assert "first program" in view.passages[int(scores.argmax())].text
    assert view.bm25(["nothing-like-it"]).max() == 0


def test_an_unknown_profile_names_the_nearest(settings):
    with pytest.raises(ProfileNotFound) as caught:
        built(settings).view(["adda"])
    assert caught.value.nearest[0] == "ada"


def test_a_changed_line_embeds_only_its_passage(settings):
    built(settings)
    change(settings)
    assert condition(settings).reason == "bob.md changed"
    embedder = HashEmbedder()
    index = built(settings, embedder)
    assert embedder.asked == [context(passage) for passage in index.passages if "13 people" in passage.text]
    assert check(settings) == []


def test_an_unchanged_corpus_needs_no_model(settings):
    built(settings)

    def none() -> HashEmbedder:
        raise AssertionError("the model was loaded")

    assert build(settings, none, tokens, weights="hash-1").passages


def test_a_damaged_cache_costs_only_time(settings):
    built(settings)
    Layout(settings.index).cache.write_bytes(b"damaged")
    embedder = HashEmbedder()
    assert len(set(embedder.asked)) == 0
    index = built(settings, embedder)
    assert set(embedder.asked) == {context(passage) for passage in index.passages}


def test_a_removed_person_is_gone_from_all_that_answers(settings):
    built(settings)
    (settings.corpus / "bob.md").unlink()
    index = built(settings)
    assert list(index.profiles) == ["ada"]
    built(settings)
    holding = [
        str(path.relative_to(settings.index))
        for path in settings.index.rglob("*")
        if path.is_file() and b"bridge of steel" in path.read_bytes()
    ]
    assert holding == [], "after one more build not even the generation before has it"


TELLING = {"GLIBC_TUNABLES": "glibc.malloc.perturb=85:glibc.malloc.tcache_count=0", "MallocPreScribble": "1"}
"""Environment that has glibc and macOS fill what `malloc` returns."""
FILLED = b"\xaa" * 16


@pytest.fixture
def telling():
    """The environment of a process in whose memory everything that it has not written itself is `FILLED`."""
    script = (
        "import ctypes; c = ctypes.CDLL(None); c.malloc.restype = ctypes.c_void_p; "
        f"print(ctypes.string_at(c.malloc(ctypes.c_size_t(400)), {len(FILLED)}).hex())"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], env=os.environ | TELLING, capture_output=True, text=True, check=False
    )
    if done.stdout.strip() != FILLED.hex():
        pytest.skip("this machine's malloc fills nothing")
    return TELLING


def test_no_file_holds_what_was_in_memory(settings, telling):
    """Regression: Chroma wrote memory to the disk as malloc returned it, with a removed person's words in it."""
    process = builder(settings, **telling)
    begin(process)
    error = process.communicate(timeout=60)[1]
    assert process.returncode == 0, error
    files = [path for path in settings.index.rglob("*") if path.is_file()]
    assert "data_level0.bin" in {path.name for path in files}
    assert [path.name for path in files if FILLED in path.read_bytes()] == []


def test_reading_chroma_writes_nothing_of_its_graph(settings):
    """Regression: a graph of less than a thousand rows was made anew, and written, by everybody who opened it."""
    folder = Layout(settings.index).folder(built(settings).generation) / "chroma"

    def graph():
        return {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in folder.glob("*/*")}

    before = graph()
    assert check(settings) == []
    assert {"header.bin", "data_level0.bin", "length.bin"} <= {path.name for path in before}
    assert graph() == before


def test_two_generations_are_kept_and_foreign_files_stay(settings):
    settings.index.mkdir()
    (settings.index / "mine.txt").write_text("mine")
    (settings.index / "generations" / "mine").mkdir(parents=True)
    made = [built(settings).generation for _ in range(3)]
    assert sorted(path.name for path in (settings.index / "generations").iterdir()) == sorted([*made[1:], "mine"])
    assert (settings.index / "mine.txt").read_text() == "mine"


def test_problems_are_kept_with_the_index(settings):
    (settings.corpus / "photo.png").write_bytes(b"png")
    (problem,) = built(settings).problems
    assert isinstance(problem, Problem)
    assert problem.source == "photo.png"
    assert open_index(settings).problems == (problem,)


def test_no_index_is_said_plainly(settings):
    with pytest.raises(IndexMissing, match="askme index"):
        open_index(settings)
    with pytest.raises(IndexMissing):
        check(settings)
    assert condition(settings).condition is Condition.MISSING


@pytest.mark.parametrize(
    "name", ["manifest.json", "passages.json", "documents.json", "vectors.npy", "bm25/vocab.index.json"]
)
@pytest.mark.parametrize("damage", ["gone", "cut", "altered"])
def test_an_unreadable_index_names_the_file_and_the_remedy(settings, name, damage):
    index = built(settings)
    file = Layout(settings.index).folder(index.generation) / name
    data = file.read_bytes()
    file.unlink()
    if damage == "cut":
        file.write_bytes(data[: len(data) // 2])
    elif damage == "altered":
        file.write_bytes(data[:-20] + bytes(byte ^ 1 for byte in data[-20:]))
    with pytest.raises(IndexError_, match=r"askme index") as caught:
        open_index(settings)
    assert name.split("/")[-1] in str(caught.value)
    assert check(settings) == [str(caught.value)]
    built(settings)
    assert check(settings) == []
    assert condition(settings).fresh


def test_a_cut_file_is_stale_without_opening(settings):
    index = built(settings)
    file = Layout(settings.index).folder(index.generation) / "vectors.npy"
    file.unlink()
    assert "vectors.npy" in condition(settings).reason


def test_rows_missing_from_chroma_are_told(settings):
    from askme.index import chroma

    index = built(settings)
    with chroma.collection(Layout(settings.index).folder(index.generation) / "chroma") as rows:
        rows.delete(ids=[index.passages[0].id])
    assert check(settings) == [f"Chroma holds {len(index.passages) - 1} rows instead of {len(index.passages)}"]
    with chroma.collection(Layout(settings.index).folder(index.generation) / "chroma") as rows:
        rows.add(ids=["other"], embeddings=[[1.0] * 64], documents=["x"])
    assert check(settings) == [f"Chroma lacks the passage {index.passages[0].id}, or has other words for it"]


def test_a_chroma_that_cannot_be_read_is_told(settings):
    index = built(settings)
    file = Layout(settings.index).folder(index.generation) / "chroma" / "chroma.sqlite3"
    file.unlink()
    file.write_bytes(b"no database")
    (fault,) = check(settings)
    assert str(file.parent) in fault


def test_an_index_that_does_not_prove_sound_is_not_switched_to(settings, monkeypatch):
    first = built(settings)
    monkeypatch.setattr("askme.index.chroma.faults", lambda *_: ["Chroma lacks the passage x"])
    with pytest.raises(IndexError_, match="did not prove sound"):
        built(settings)
    assert open_index(settings).generation == first.generation
    assert names(settings) == [".lock", "CURRENT", "cache", "generations"]


STEPS = [
    "askme.index.generation.write",
    "askme.index.chroma.write",
    "askme.index.generation.seal",
    "askme.index.building.flush_tree",
    "askme.index.layout.Layout.point",
]


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize(
    ("error", "told"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "disk is full"),
        (OSError(errno.EIO, "Input/output error"), "could not be built"),
        (KeyboardInterrupt(), ""),
    ],
    ids=["full", "broken", "interrupted"],
)
def test_a_failed_build_leaves_the_old_index_and_no_trace(settings, monkeypatch, step, error, told):
    first = built(settings)
    change(settings)

    def fail(*_: object, **__: object) -> None:
        raise error

    with monkeypatch.context() as patched:
        patched.setattr(step, fail)
        with pytest.raises(IndexError_ if told else KeyboardInterrupt, match=told or None) as caught:
            built(settings)
    assert "\n" not in str(caught.value)
    assert open_index(settings) == first
    assert names(settings) == [".lock", "CURRENT", "cache", "generations"]
    assert len(Layout(settings.index).built()) == 1
    assert "13 people" in "".join(passage.text for passage in built(settings).passages)


@pytest.fixture
def small_disk(tmp_path):
    """A file system of 200 kB."""
    folder = tmp_path / "small"
    folder.mkdir()
    if shutil.which("mount") is None or os.geteuid() != 0:
        pytest.skip("mounting a small disk needs root")
    if subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1500k", "tmpfs", folder], check=False, capture_output=True
    ).returncode:
        pytest.skip("this machine lets nobody mount")
    yield folder
    subprocess.run(["umount", "-l", folder], check=True)


def test_a_disk_that_is_really_full(settings, small_disk):
    settings = settings.model_copy(update={"index": small_disk / "index"})
    first = built(settings)
    for left in (4_000, 30_000, 150_000, 250_000, 300_000):
        filler = small_disk / "filler"
        free = shutil.disk_usage(small_disk).free
        filler.write_bytes(b"x" * max(0, free - left))
        change(settings, "Built a", f"Built in {left} a")
        with pytest.raises(IndexError_, match="disk is full") as caught:
            built(settings)
        assert "\n" not in str(caught.value)
        assert open_index(settings) == first
        assert names(settings) == [".lock", "CURRENT", "cache", "generations"]
        filler.unlink()
    assert built(settings).generation != first.generation
    assert check(settings) == []


def test_a_second_builder_is_refused_and_told_who_builds(settings):
    first = built(settings)
    with exclusive(Layout(settings.index)):
        with pytest.raises(IndexLocked, match=f"pid {os.getpid()}"):
            built(settings)
        assert open_index(settings) == first, "readers need no lock"


def test_an_index_folder_that_is_a_file_is_said_plainly(settings):
    settings.index.write_text("a file")
    with pytest.raises(IndexError_, match="could not be built"):
        built(settings)


def test_an_embedder_of_another_model_is_refused(settings):
    with pytest.raises(IndexError_, match="not the one expected"):
        build(settings, HashEmbedder, tokens, weights="another")


def test_errors_of_corpus_and_model_come_through(settings):
    def missing() -> HashEmbedder:
        raise ModelError("no model")

    with pytest.raises(ModelError, match="no model"):
        build(settings, missing, tokens, weights="hash-1")
    shutil.rmtree(settings.corpus)
    with pytest.raises(CorpusError):
        built(settings)


def test_the_corpus_changing_while_it_is_built_makes_the_index_stale(settings):
    class Slow(HashEmbedder):
        def embed(self, texts):
            (settings.corpus / "ada.md").write_text(ADA + "- Late addition.\n")
            return super().embed(texts)

    built(settings, Slow())
    assert condition(settings).reason == "ada.md changed"


def test_progress_is_told(settings):
    told = []

    class Bar:
        def start(self, total, label, /):
            told.append((total, label))

        def advance(self, n, /):
            told.append(n)

        def done(self):
            told.append("done")

    index = build(settings, HashEmbedder, tokens, Bar(), weights="hash-1")
    count = len({context(passage) for passage in index.passages})
    assert told == [(count, "Embedding"), count, "done"]


def test_a_reader_notices_a_new_index(settings):
    first = built(settings)
    reader = IndexReader(settings)
    assert reader.current() is reader.current()
    assert reader.current() == first
    second = built(settings)
    assert reader.current() == second
    assert first.view(["ada"]).dense(np.zeros(64, dtype=np.float32)).shape, "who holds the old one goes on with it"


def test_a_reader_goes_on_with_the_last_index_if_the_new_one_is_unreadable(settings, caplog):
    built(settings)
    reader = IndexReader(settings)
    held = reader.current()
    shutil.rmtree(Layout(settings.index).folder(built(settings).generation))
    assert reader.current() is held
    assert reader.current() is held
    assert caplog.text.count("goes on answering") == 1
    (settings.index / "CURRENT").unlink()
    assert reader.current() is held
    assert built(settings) == reader.current()


def test_readers_and_a_builder_at_the_same_time(settings):
    built(settings)
    reader, stop, failed = IndexReader(settings), threading.Event(), []

    def ask() -> None:
        while not stop.is_set():
            try:
                assert len(reader.current().view(["ada"])) == len(open_index(settings).view(["ada"]))
            except Exception as error:
                failed.append(error)

    threads = [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    for _ in range(4):
        change(settings, "people", "people and")
        built(settings)
    stop.set()
    for thread in threads:
        thread.join()
    assert failed == []


def test_opening_imports_nothing_heavy(settings):
    built(settings)
    script = (
        "import sys; from pathlib import Path; from askme.index import open_index, state; "
        "from askme.settings import Settings; import askme.embedding; "
        f"s = Settings(corpus=Path({str(settings.corpus)!r}), index=Path({str(settings.index)!r})); "
        "v = open_index(s).view(['ada']); v.bm25(['first']); v.dense(v.vectors[0]); state(s, weights='hash-1'); "
        "print([m for m in ('torch', 'chromadb', 'llama_index', 'bm25s', 'scipy', 'transformers', 'onnxruntime') "
        "if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.strip() == "[]"
