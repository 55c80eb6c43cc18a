from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbok.swedish.spellings import MOST, allowed, spellings
from handbok.swedish.vocabulary import Vocabulary

SMALL = Vocabulary.of(["rad råd råd orosanmälan utredning utredningar handläggare rutin"])


@pytest.mark.parametrize(
    ("slip", "meant"),
    [
        ("jourhemsutredningn", "jourhemsutredning"),
        ("orosanmalan", "orosanmälan"),
        ("orosanmälna", "orosanmälan"),
        ("orosanmslan", "orosanmälan"),
        ("egenkontrol", "egenkontroll"),
        ("samtyke", "samtycke"),
        ("umgangestöd", "umgängesstöd"),
        ("klagomal", "klagomål"),
        ("handläggere", "handläggare"),
        ("barnkonvetionen", "barnkonventionen"),
    ],
)
def test_slips(handbook: Vocabulary, slip: str, meant: str) -> None:
    assert spellings(slip, handbook)[0] == meant


def test_a_word_of_the_vocabulary_needs_no_other() -> None:
    assert spellings("rad", SMALL) == ()


def test_the_commoner_word_comes_first_when_both_are_as_near() -> None:
    assert spellings("raad", SMALL) == ("rad", "råd")
    assert spellings("rid", Vocabulary({"rad": 1, "rod": 5}))[0] == "rod"


def test_a_neighbouring_key_is_nearer() -> None:
    assert spellings("rutim", Vocabulary({"rutin": 1, "rutig": 9})) == ("rutin", "rutig")


def test_nothing_is_like_nonsense(handbook: Vocabulary) -> None:
    assert spellings("xyzzyqwq", handbook) == ()
    assert spellings("x" * 1000, handbook) == ()


def test_slips_allowed() -> None:
    assert [allowed("x" * n) for n in (3, 7, 8, 12, 40)] == [1, 1, 2, 3, 3]


@given(st.text(max_size=80))
def test_suggestions_are_words_of_the_vocabulary(text: str) -> None:
    found = spellings(text, SMALL)
    assert len(found) <= MOST
    assert set(found) <= set(SMALL.words)


def test_a_hundred_slips_take_a_second(handbook: Vocabulary) -> None:
    words = [word[:3] + word[4:] for word in handbook.words if len(word) > 8][:100]
    start = time.process_time()
    for word in words:
        spellings(word, handbook)
    assert time.process_time() - start < 3
