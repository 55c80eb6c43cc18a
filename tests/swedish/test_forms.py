from __future__ import annotations

import pytest

from handbok.swedish.forms import unlike_forms
from handbok.swedish.vocabulary import Vocabulary


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("orosanmälan", "orosanmälningar"),
        ("ansökan", "ansökningarna"),
        ("handbok", "handböcker"),
        ("man", "män"),
        ("ordförande och ledamot", "ledamöter"),
        ("personnummer", "personnumret"),
        ("nyckel", "nycklarna"),
    ],
)
def test_a_form_that_begins_unlike_its_word_leads_to_it(written: str, typed: str) -> None:
    assert unlike_forms(Vocabulary.of([written]))[typed] in written.split()


@pytest.mark.parametrize("text", ["insats", "utredning", "barn"])
def test_forms_that_begin_as_their_word_need_not_be_known(text: str) -> None:
    assert unlike_forms(Vocabulary.of([text])) == {}


def test_a_form_that_stands_in_the_handbook_is_a_word_of_its_own() -> None:
    assert "män" not in unlike_forms(Vocabulary.of(["en man, två män"]))


def test_what_only_ends_like_a_word_has_not_its_forms() -> None:
    assert "humännen" not in unlike_forms(Vocabulary.of(["human"]))
