"""Builders that are killed, and builders that meet."""

import random
import time

import pytest
from index_support import begin, builder, built, change, corpus

from askme.corpus import load_corpus
from askme.errors import IndexLocked
from askme.index import check, open_index
from askme.index.layout import Layout, new_generation


@pytest.fixture
def settings(tmp_path):
    found = corpus(tmp_path)
    for number in range(30):  # enough that a build takes long enough to be killed in the middle
        lines = "".join(f"- Statement {number}/{line} about subject {line % 7}.\n" for line in range(20))
        (found.corpus / f"person-{number}.md").write_text(f"# Person {number}\n\n## Work\n{lines}", "utf-8")
    return found


def build_takes(settings) -> float:
    process = builder(settings)
    begun = time.monotonic()
    begin(process)
    process.communicate(timeout=60)
    assert process.returncode == 0
    return time.monotonic() - begun


def kill_builds(settings, times):
    """Kill builds at random moments; after each, whatever answers is whole."""
    duration = build_takes(settings)
    dice = random.Random(1842)
    ends = {"before": 0, "after": 0}
    for number in range(times):
        before = open_index(settings)
        change(settings, "people", f"people {number}")
        process = builder(settings)
        begin(process)
        time.sleep(dice.uniform(0, duration))
        process.kill()
        process.communicate()
        after = open_index(settings)
        assert check(settings) == []
        ends["before" if after.generation == before.generation else "after"] += 1
        assert after.generation != before.generation or after == before
    return ends


def whole_after(settings):
    index = built(settings)
    loaded = load_corpus(settings.corpus, max_file_mb=10)
    assert sorted(passage.id for passage in index.passages) == sorted(passage.id for passage in loaded.passages)
    assert check(settings) == []
    assert sorted(path.name for path in settings.index.iterdir()) == [".lock", "CURRENT", "cache", "generations"]
    assert len(Layout(settings.index).built()) == 2


@pytest.mark.slow
def test_twenty_builds_killed_at_random_moments_leave_a_whole_index(settings):
    ends = kill_builds(settings, 20)
    assert ends["before"] > 5, "the kills came in the middle"
    whole_after(settings)


def test_a_build_killed_between_its_last_two_steps_is_as_if_it_never_was(settings):
    """The new generation is in its place, and the pointer still names the old one."""
    first = built(settings)
    layout = Layout(settings.index)
    layout.folder(first.generation).rename(layout.folder(orphan := new_generation()))
    first = built(settings)
    assert open_index(settings) == first
    assert [path.name for path in layout.built()] == [first.generation], orphan


@pytest.mark.slow
def test_two_processes_build_at_once(settings):
    """One builds, the other is told so and changes nothing."""
    first = built(settings)
    change(settings)
    one, other = builder(settings), builder(settings)
    begin(one)
    while not (settings.index / ".builder").exists() and one.poll() is None:
        time.sleep(0.001)
    begin(other)
    error = other.communicate(timeout=60)[1]
    made = one.communicate(timeout=60)[0].strip()
    assert other.returncode == 1
    assert error.strip().endswith(
        f"Another process (pid {one.pid}) is building {settings.index}. Wait until it is done, or end it."
    )
    assert IndexLocked.__name__ in error
    assert one.returncode == 0
    assert open_index(settings).generation == made != first.generation
    assert check(settings) == []
