"""Hypothesis: whatever the text, passages are slices, segments tile it, and no word is lost."""

from __future__ import annotations

import pytest
from corpus_properties import check, documents
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from askme.corpus import Format

quick = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.mark.parametrize("form", Format)
@quick
@given(text=st.text(max_size=200))
def test_any_text(form: Format, text: str) -> None:
    check(text, form)


@pytest.mark.parametrize("form", Format)
@quick
@given(text=documents)
def test_texts_that_look_like_profiles(form: Format, text: str) -> None:
    check(text, form)
