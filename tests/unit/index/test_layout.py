import pytest

from askme.errors import IndexError_, IndexMissing
from askme.index.layout import Layout, new_generation

FOREIGN = ["notes.md", "building", "building-1-xyz", "building-12-0123456789", ".CURRENT-x", "generations-old"]


def test_only_names_of_our_own_are_leftovers(tmp_path):
    for name in FOREIGN:
        (tmp_path / name).mkdir()
    (tmp_path / "building-12-0123abcd").mkdir()
    (tmp_path / ".CURRENT-12").touch()
    assert [path.name for path in Layout(tmp_path).leftovers()] == [".CURRENT-12", "building-12-0123abcd"]


def test_only_generations_are_listed_oldest_first(tmp_path):
    layout = Layout(tmp_path)
    assert layout.built() == []
    for name in ("20990101T000000-00000000", "20260101T000000-00000000", "my backup"):
        layout.folder(name).mkdir(parents=True)
    assert [path.name[:4] for path in layout.built()] == ["2026", "2099"]


def test_the_pointer_is_read_back(tmp_path):
    layout, generation = Layout(tmp_path), new_generation()
    layout.point(generation)
    assert layout.pointed() == generation
    assert [path.name for path in tmp_path.iterdir()] == ["CURRENT"]


def test_no_pointer_is_no_index(tmp_path):
    with pytest.raises(IndexMissing, match="askme index"):
        Layout(tmp_path / "nowhere").pointed()


@pytest.mark.parametrize("content", [b"", b"../../etc", b"\xff\xfe", b"20260101T000000-0000000g"])
def test_a_pointer_to_nothing_of_ours_is_refused(tmp_path, content):
    (tmp_path / "CURRENT").write_bytes(content)
    with pytest.raises(IndexError_, match="askme index"):
        Layout(tmp_path).pointed()
