from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbok.swedish.inflection import UMLAUTS, adjective_bases, definite_bases, noun_bases, verbal_bases


@pytest.mark.parametrize(
    ("form", "base"),
    [
        ("utredningarna", "utredning"),
        ("anmälningar", "anmälan"),
        ("handläggarnas", "handläggare"),
        ("flickorna", "flicka"),
        ("pojkar", "pojke"),
        ("föräldrar", "förälder"),
        ("kollegiet", "kollegium"),
        ("hemmet", "hem"),
        ("numret", "nummer"),
        ("barns", "barn"),
    ],
)
def test_nouns(form: str, base: str) -> None:
    assert base in noun_bases(form)


@pytest.mark.parametrize(
    ("form", "base"), [("placerade", "placerad"), ("bedömt", "bedömd"), ("säkra", "säker"), ("öppna", "öppen")]
)
def test_adjectives(form: str, base: str) -> None:
    assert base in adjective_bases(form)


@pytest.mark.parametrize("form", ["utreds", "utredde", "utredd", "utredande", "utreder", "utredas"])
def test_verbs(form: str) -> None:
    assert "utreda" in verbal_bases(form)


def test_definite_forms() -> None:
    assert definite_bases("beslutens") == ("beslut",)
    assert definite_bases("beslut") == ()


def test_changed_vowels() -> None:
    assert UMLAUTS["ledamöterna"] == "ledamot"


@given(st.text(max_size=30))
def test_no_base_is_empty(text: str) -> None:
    assert all((*noun_bases(text), *verbal_bases(text))) or len(text) < 2
