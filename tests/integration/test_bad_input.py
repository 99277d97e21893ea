"""Whatever is wrong with the input: one clear line that names the thing and the remedy, and nothing is lost."""

import os
import shutil

import pytest

from askme.index.layout import Layout

QUESTION = "Who has used Rust?"


def answers(done):
    return done.status == 0 and "[1]" in done.out


# --- the corpus ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", [["index"], ["ask", QUESTION], ["serve", "--port", "0"]])
def test_no_corpus_folder(home, askme, command):
    shutil.rmtree(home.corpus)
    done = askme(home, *command)
    assert (done.status, done.out) == (1, "")
    assert "corpus" in done.complaint
    assert "Make it and put" in done.complaint
    assert not home.corpus.exists(), "no folder is made that nobody asked for"


def test_an_empty_corpus(home, askme):
    for file in home.corpus.iterdir():
        file.unlink()
    assert askme(home, "index").complaint.startswith("No profile in corpus: put a .md or .txt file")


def test_a_corpus_that_is_a_file(home, askme):
    done = askme(home, "index", "--corpus", "corpus/ada.md")
    assert done.status == 1
    assert "There is no corpus folder corpus/ada.md" in done.complaint


def test_after_a_failed_build_the_old_index_still_answers(home, askme):
    before = Layout(home.index).pointed()
    shutil.move(home.corpus, home.folder / "aside")
    assert askme(home, "index").status == 1
    shutil.move(home.folder / "aside", home.corpus)
    assert Layout(home.index).pointed() == before
    assert answers(askme(home, "ask", QUESTION))


def latin_1(corpus):
    (corpus / "bad.md").write_bytes("# Zoë\n- Café".encode("latin-1"))


def huge(corpus):
    with (corpus / "bad.md").open("wb") as file:
        file.truncate(50_000_000)


def same_id(corpus):
    (corpus / "bad.md").write_text("---\nid: ada\n---\n# Ada Byron\n\n## Work\n- Writes poems.\n", "utf-8")


def front_matter(corpus):
    (corpus / "bad.md").write_text("---\nid: [\n---\n# Ed Broken\n\n## Work\n- Writes poems.\n", "utf-8")


def binary(corpus):
    (corpus / "bad.md").write_bytes(b"\0\1\2")


def unknown_format(corpus):
    (corpus / "bad.xyz").write_bytes(b"x")


def escapes(corpus):
    (corpus / "bad\x1b[2J\n.xyz").write_bytes(b"x")


def no_unicode(corpus):
    (corpus / os.fsdecode(b"bad\xff.xyz")).write_bytes(b"x")


def endless_link(corpus):
    (corpus / "bad.md").symlink_to("bad.md")


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        (latin_1, "bad.md: it is not UTF-8 (byte 4); save it as UTF-8."),
        (huge, "bad.md: 50.0 MB is above the limit of 10 MB; shorten it or raise max_file_mb."),
        (same_id, "bad.md: its id 'ada' is that of ada.md; it was left out. Rename it or give it another id."),
        (front_matter, "bad.md: the front matter is no YAML"),
        (binary, "bad.md: it holds NUL bytes"),
        (unknown_format, "bad.xyz: its format is not read. Formats read: .md"),
        (escapes, "bad .xyz: its format is not read"),
        (no_unicode, "bad?.xyz: its format is not read"),
        (endless_link, "bad.md: "),
    ],
)
def test_one_bad_file_is_named_and_the_others_are_indexed(home, askme, damage, told):
    damage(home.corpus)
    done = askme(home, "index")
    assert (done.status, done.out[:7]) == (0, "index: ")
    assert done.complaint.startswith(told)
    assert "\x1b" not in done.err
    again = askme(home, "ask", QUESTION)
    assert answers(again)
    assert again.complaint == done.complaint, "it stays known while the file is bad"


# --- the index ----------------------------------------------------------------------------------------------------


def generation_file(index, name):
    """Of the generation that answers: an edit of askme while tests run makes the shared index stale, and adds one."""
    return Layout(index).folder(Layout(index).pointed()) / name


def cut(name):
    def damage(index):
        file = generation_file(index, name)
        file.write_bytes(file.read_bytes()[:20])

    return damage


def altered(name):
    def damage(index):
        file = generation_file(index, name)
        data = bytearray(file.read_bytes())
        data[-20:] = b"x" * 20
        file.write_bytes(data)

    return damage


def folder_for(name):
    def damage(index):
        file = generation_file(index, name)
        file.unlink()
        file.mkdir()

    return damage


def pointer(data):
    def damage(index):
        (index / "CURRENT").write_bytes(data)

    return damage


def no_generations(index):
    shutil.rmtree(index / "generations")


def cache_is_a_folder(index):
    shutil.rmtree(index / "cache")
    (index / "cache" / "embeddings.sqlite").mkdir(parents=True)
    (index / "CURRENT").unlink()


DAMAGES = {
    "manifest cut": cut("manifest.json"),
    "passages cut": cut("passages.json"),
    "documents cut": cut("documents.json"),
    "vectors cut": cut("vectors.npy"),
    "bm25 cut": cut("bm25/data.csc.index.npy"),
    "vectors altered": altered("vectors.npy"),
    "passages altered": altered("passages.json"),
    "manifest altered": altered("manifest.json"),
    "vectors a folder": folder_for("vectors.npy"),
    "manifest a folder": folder_for("manifest.json"),
    "pointer garbage": pointer(b"\xff\x00garbage"),
    "pointer empty": pointer(b""),
    "pointer outside": pointer(b"../../etc"),
    "pointer to nothing": pointer(b"20200101T000000-00000000\n"),
    "no generations": no_generations,
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_index_is_built_anew(home, askme, damage):
    """Regression: of files altered in their size's bounds it said to run `askme index`, which said the same."""
    damage(home.index)
    done = askme(home, "ask", QUESTION)
    assert answers(done), done
    assert done.err == ""
    assert askme(home, "index", "--check").out == "index: sound.\n"


def pointer_is_a_folder(index):
    (index / "CURRENT").unlink()
    (index / "CURRENT").mkdir()


def generations_is_a_file(index):
    shutil.rmtree(index / "generations")
    (index / "generations").write_bytes(b"x")


@pytest.mark.parametrize("damage", [pointer_is_a_folder, generations_is_a_file, cache_is_a_folder])
def test_an_index_folder_that_cannot_be_mended_is_told(home, askme, damage):
    damage(home.index)
    done = askme(home, "ask", QUESTION)
    assert (done.status, done.out) == (1, "")
    assert "The index could not be built in index" in done.complaint
    assert "--index" in done.complaint
    assert answers(askme(home, "ask", QUESTION, "--index", "another"))


def test_an_index_that_is_a_file_is_told_and_kept(home, askme):
    (home.folder / "notes.txt").write_text("mine", "utf-8")
    done = askme(home, "ask", QUESTION, "--index", "notes.txt")
    assert (done.status, done.out) == (1, "")
    assert "notes.txt" in done.complaint
    assert "--index" in done.complaint
    assert (home.folder / "notes.txt").read_text("utf-8") == "mine"


@pytest.mark.parametrize("index", ["/proc/askme", "/dev/null/askme"])
def test_an_index_where_nothing_can_be_written_is_told(home, askme, index):
    done = askme(home, "index", "--index", index)
    assert (done.status, done.out) == (1, "")
    assert index in done.complaint
    assert "--index" in done.complaint


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write everywhere")
def test_an_index_folder_without_permission_is_told(home, askme):
    shutil.rmtree(home.index)
    home.index.mkdir(mode=0o500)
    done = askme(home, "index")
    assert "index" in done.complaint
    assert "--index" in done.complaint


def test_a_full_disk_is_told(home, askme, monkeypatch):
    """A disk that is really full: test_index_build.py."""
    import errno

    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("askme.index.building.flush_tree", full)
    done = askme(home, "index", "--force")
    assert done.status == 1
    assert done.complaint.startswith("The disk is full: ")
    monkeypatch.undo()
    assert answers(askme(home, "ask", QUESTION))


def test_ctrl_c_while_building_is_130_and_changes_nothing(home, askme, monkeypatch):
    def interrupted(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("askme.index.building.flush_tree", interrupted)
        done = askme(home, "index", "--force")
    assert (done.status, done.out, done.err) == (130, "", "")
    assert answers(askme(home, "ask", QUESTION))
    assert sorted(path.name for path in home.index.iterdir()) == [".lock", "CURRENT", "cache", "generations"]


# --- questions ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("", "The question is empty."),
        (" \t\n", "The question is empty."),
        ("?!", "The question is empty."),
        ("🎉🎉", "The question is empty."),
        ("x" * 100_000, "100,000 characters; at most 2,000"),
    ],
    ids=["nothing", "blank", "marks", "emoji", "long"],
)
def test_a_question_that_asks_nothing_or_too_much(built_home, askme, question, told):
    done = askme(built_home, "ask", question)
    assert (done.status, done.out) == (1, "")
    assert told in done.complaint


@pytest.mark.parametrize("profile", ["adda", "", "Ada\x1b[2J", "x" * 10_000, "\udcff"])
def test_a_profile_that_is_not_there_names_the_nearest(built_home, askme, profile):
    done = askme(built_home, "ask", QUESTION, "--profile", profile)
    assert (done.status, done.out) == (1, "")
    assert "Nearest: " in done.complaint
    assert "ada" in done.complaint.partition("Nearest: ")[2]
    assert len(done.complaint) < 300
    assert "\x1b" not in done.err


@pytest.mark.parametrize(
    ("name", "told"),
    [("none.jsonl", "none.jsonl cannot be read: No such file"), ("corpus", "corpus cannot be read: Is a directory")],
)
def test_a_batch_that_cannot_be_read_is_told_before_anything_is_built(home, askme, name, told):
    shutil.rmtree(home.index)
    done = askme(home, "ask", "--batch", name)
    assert (done.status, done.out) == (1, "")
    assert told in done.complaint
    assert not home.index.exists()


def test_a_batch_in_another_encoding(home, askme):
    (home.folder / "rows.jsonl").write_text('{"id": 1, "question": "Who?"}\n', "utf-16")
    assert "save it as UTF-8" in askme(home, "ask", "--batch", "rows.jsonl").complaint
    (home.folder / "rows.jsonl").write_bytes('{"id": 1, "question": "Café?"}\n'.encode("latin-1"))
    done = askme(home, "ask", "--batch", "rows.jsonl")
    assert (done.status, done.out) == (1, "")
    assert "rows.jsonl, line 1: it is not UTF-8" in done.err


# --- settings -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("port = ", "askme.toml cannot be read"),
        ("prot = 1", "askme.toml: there is no setting 'prot'. Settings: "),
        ("port = 'x'", "askme.toml: setting port = 'x' cannot be used"),
    ],
)
@pytest.mark.parametrize("command", [["ask", QUESTION], ["settings"], ["index", "--check"]])
def test_a_bad_settings_file(home, askme, text, told, command):
    (home.folder / "askme.toml").write_text(text, "utf-8")
    done = askme(home, *command)
    assert (done.status, done.out) == (1, "")
    assert done.complaint.startswith(told)


def test_a_bad_variable(built_home, askme, monkeypatch):
    monkeypatch.setenv("ASKME_PORT", "abc")
    done = askme(built_home, "settings")
    assert done.status == 1
    assert done.complaint.startswith("ASKME_PORT: setting port = 'abc' cannot be used")


@pytest.mark.parametrize("model", ["./nowhere", "nobody/nothing", "a..b", "corpus", "\udcff"])
def test_a_model_that_does_not_exist(home, askme, model):
    done = askme(home, "ask", QUESTION, "--model", model)
    assert (done.status, done.out) == (1, "")
    assert "model" in done.complaint
    assert answers(askme(home, "ask", QUESTION))


def test_a_vector_store_that_does_not_exist(home, askme, monkeypatch):
    monkeypatch.setenv("ASKME_VECTOR_STORE", "no.such:store")
    done = askme(home, "index")
    assert (done.status, done.out) == (1, "")
    assert "no.such:store" in done.complaint


def test_only_debug_shows_a_traceback(built_home, askme, monkeypatch):
    def broken(*_):
        raise RuntimeError("a defect\nin two lines")

    monkeypatch.setattr("askme.assembly.assemble", broken)
    done = askme(built_home, "ask", QUESTION)
    assert done.status == 1
    assert done.complaint == (
        "an unexpected RuntimeError: a defect in two lines. Run again with --debug for where it happened."
    )
    done = askme(built_home, "ask", QUESTION, "--debug")
    assert done.status == 1
    assert "Traceback" in done.err
    assert done.err.splitlines()[-1] == "askme: an unexpected RuntimeError: a defect in two lines."
