"""Clearing the files of a graph, on files that are made up."""

import struct

import pytest

from askme.errors import IndexError_
from askme.index.graph import clear_unused

SLOT = 20


def graph(folder, *, version=1, rows=2, slots=b"s" * 5 * SLOT, lengths=b"l" * 5 * 4):
    """A graph with room for five rows, in a folder beneath `folder`."""
    folder.mkdir(parents=True)
    (folder / "header.bin").write_bytes(struct.pack("=iQQQQ", version, 0, 5, rows, SLOT) + b"more")
    (folder / "data_level0.bin").write_bytes(slots)
    (folder / "length.bin").write_bytes(lengths)
    return folder


def held(folder):
    return (folder / "data_level0.bin").read_bytes(), (folder / "length.bin").read_bytes()


@pytest.mark.parametrize("rows", [0, 1, 2, 5])
def test_what_no_row_uses_becomes_zeros(tmp_path, rows):
    made = graph(tmp_path / "a", rows=rows)
    clear_unused(tmp_path, rows)
    free = 5 - rows
    assert held(made) == (b"s" * rows * SLOT + bytes(free * SLOT), b"l" * rows * 4 + bytes(free * 4))


@pytest.mark.parametrize("form", [{"version": 2}, {"rows": 0}, {"rows": 3}])
def test_a_graph_of_another_form_is_refused_untouched(tmp_path, form):
    made = graph(tmp_path / "a", **form)
    before = held(made)
    with pytest.raises(IndexError_, match=r"leftover memory .*instead of version 1 with 2.*chromadb"):
        clear_unused(tmp_path, 2)
    assert held(made) == before


def test_none_and_two_graphs_are_refused(tmp_path):
    with pytest.raises(IndexError_, match="0 graphs"):
        clear_unused(tmp_path, 2)
    graph(tmp_path / "a")
    graph(tmp_path / "b")
    with pytest.raises(IndexError_, match="2 graphs"):
        clear_unused(tmp_path, 2)


@pytest.mark.parametrize("cut", [{"slots": b"s" * 30}, {"lengths": b"l" * 7}])
def test_a_file_that_ends_too_soon_is_told(tmp_path, cut):
    graph(tmp_path / "a", **cut)
    with pytest.raises(OSError, match="not written to its end"):
        clear_unused(tmp_path, 2)


def test_a_header_that_ends_too_soon_is_told(tmp_path):
    (graph(tmp_path / "a") / "header.bin").write_bytes(b"\1\0\0")
    with pytest.raises(OSError, match=r"header\.bin was not written to its end"):
        clear_unused(tmp_path, 2)
