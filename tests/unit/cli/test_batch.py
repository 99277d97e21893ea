import io
import sys
from pathlib import Path

import pytest

from askme.cli import batch
from askme.cli.batch import BadRow, lines, opened, row
from askme.errors import AskmeError
from askme.schema import Question


def numbered(data: bytes):
    return list(lines(io.BytesIO(data)))


def test_blank_lines_are_skipped_and_counted():
    assert numbered(b"a\n\n  \t\r\nb") == [(1, b"a\n"), (4, b"b")]
    assert numbered(b"") == numbered(b"\n\r\n") == []


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm():
    (one,) = numbered(b'\xef\xbb\xbf{"id": 1, "question": "Who?"}\r\n')
    assert row(one[1]).id == 1


def test_a_line_separator_inside_a_string_ends_no_row():
    assert len(numbered('{"id": 1, "question": "a\u2028b\x85c"}\n'.encode())) == 1


def test_a_file_in_utf_16_is_told_once():
    with pytest.raises(AskmeError, match="UTF-16; save it as UTF-8"):
        numbered('{"id": 1}'.encode("utf-16"))


def test_an_endless_line_is_not_read_whole(monkeypatch):
    monkeypatch.setattr(batch, "LONGEST", 10)
    found = numbered(b"x" * 1000 + b"\n" + b"y\n" + b"z" * 10 + b"\n" + b"x" * 25)
    assert [(number, len(data)) for number, data in found] == [(1, 11), (2, 2), (3, 11), (4, 11)]
    with pytest.raises(BadRow, match="longer than 10 bytes"):
        row(found[0][1])


@pytest.mark.parametrize("given", ["1", '"1"', '""', "-7", "1.5", "12345678901234567890123", '"é\\n"'])
def test_ids_are_numbers_or_strings_as_given(given):
    import json

    found = row(f'{{"id": {given}, "question": "Who?"}}'.encode()).id
    assert found == json.loads(given)
    assert type(found) is type(json.loads(given))


def test_what_is_asked():
    data = (
        b'{"id": 1, "question": "When?", "profile": "ada", "history": ["Who?"], "expected": "other keys are ignored"}'
    )
    assert row(data).asked() == Question(text="When?", profile_id="ada", history=("Who?",))
    nulls = b'{"id": 1, "question": "When?", "profile": null, "history": null}'
    assert row(nulls).asked() == Question(text="When?")


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"not json", "Invalid JSON"),
        (b"[1, 2]", "should be"),
        (b'{"question": "Who?"}', "id: Field required"),
        (b'{"id": null, "question": "Who?"}', "id: "),
        (b'{"id": true, "question": "Who?"}', "id: "),
        (b'{"id": NaN, "question": "Who?"}', "id: "),
        (b'{"id": 1}', "question: Field required"),
        (b'{"id": 1, "question": 2}', "question: "),
        (b'{"id": 1, "question": "x", "profile": 3}', "profile: "),
        (b'{"id": 1, "question": "x", "history": "y"}', "history: "),
        (b'{"id": 1, "question": "\\ud800"}', "Invalid JSON"),
        (b'{"id": 1, "question": "caf\xe9"}', "it is not UTF-8"),
        (b"[" * 100_000, "Invalid JSON"),
    ],
)
def test_a_bad_row_says_why_and_shows_a_good_one(data, told):
    with pytest.raises(BadRow) as caught:
        row(data)
    assert told in str(caught.value)
    assert batch.EXAMPLE in str(caught.value) or "UTF-8" in str(caught.value)


def test_the_example_is_a_row():
    assert row(batch.EXAMPLE.encode()).id == 1


@pytest.mark.parametrize(("name", "reason"), [("none.jsonl", "No such file"), (".", "Is a directory"), ("a\0", "null")])
def test_a_file_that_cannot_be_read_is_named(tmp_path, monkeypatch, name, reason):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(AskmeError, match=reason), opened(Path(name)):
        pass


def test_a_dash_is_standard_input(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"x\n")))
    with opened(Path("-")) as stream:
        assert stream.readline() == b"x\n"
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(AskmeError, match="standard input is closed"), opened(Path("-")):
        pass
