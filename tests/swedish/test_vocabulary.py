from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from handbok.swedish.vocabulary import Vocabulary, words_of


def test_words_keep_hyphens_and_the_endings_of_abbreviations() -> None:
    assert list(words_of("BVC:s LVU-vård, kl. 8:30 (rutin:sip) i 18-20 år – och/eller")) == [
        *("BVC:s", "LVU-vård", "kl", "8", "30", "rutin", "sip", "i", "18-20", "år", "och", "eller"),
    ]


def test_counts() -> None:
    vocabulary = Vocabulary.of(["Barn och barn", "råd"])
    assert vocabulary.count("barn") == 2
    assert "råd" in vocabulary
    assert vocabulary.words == ("barn", "och", "råd")


def test_own_words() -> None:
    vocabulary = Vocabulary.of(["rad råd orosanmalan orosanmälan viewpoint"])
    assert [word for word in vocabulary.words if not vocabulary.has_own(word)] == ["orosanmalan"]


@given(st.lists(st.text()))
def test_the_order_of_texts_does_not_matter(texts: list[str]) -> None:
    assert Vocabulary.of(texts).counts == Vocabulary.of(reversed(texts)).counts
