from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbok.swedish.folding import folded


@pytest.mark.parametrize(
    ("word", "expected"),
    [("Orosanmälan", "orosanmalan"), ("åäöé", "aaoe"), ("a\u0308ven", "aven"), ("Ærø", "aro"), ("råd", "rad")],
)
def test_folded(word: str, expected: str) -> None:
    assert folded(word) == expected


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert folded(folded(text)) == folded(text)
