"""Text made to crash or stall the reader."""

from __future__ import annotations

import time

import pytest

from askme.corpus import Format, segment

MILLION = 1_000_000


@pytest.mark.parametrize("form", Format)
@pytest.mark.parametrize(
    "unit", ["a", "- ", "|", "#", "*", "[", "](", "> ", "<!--", "<a ", "(", "\u200b", "é", "`", "_a_"]
)
def test_a_megabyte_takes_no_time(unit: str, form: Format) -> None:
    text = unit * (MILLION // len(unit))
    started = time.process_time()
    parts = segment(text, form)
    assert time.process_time() - started < 2
    assert parts[0].start == 0 and parts[-1].end == len(text)


@pytest.mark.parametrize("form", Format)
def test_deep_nesting(form: Format) -> None:
    bullets = "\n".join(" " * (2 * depth) + "- a" for depth in range(1500))
    assert len(segment(bullets, form)) == 3000
    assert segment("> " * 5000 + "a", form)[-1].end == 10001


@pytest.mark.parametrize(
    "text", ["", "\n", "\ufeff", "\u200b\u200d", "\x00", "\U000e0041" * 9, "﷽", "e" + "\u0301" * 999]
)
def test_odd_characters(text: str) -> None:
    for form in Format:
        assert "".join(text[part.start : part.end] for part in segment(text, form)) == text
