from __future__ import annotations

from handbok.search.published import Entry
from handbok.search.words import choices, word_lists
from handbok.swedish.vocabulary import Vocabulary


def test_words_are_listed_by_their_first_letter_without_dots() -> None:
    lists = word_lists(Vocabulary.of(["ägare arbete öppettid 7-punkten ägare"]), ["arbeta"])
    assert lists["a"] == [("arbeta", 1), ("arbete", 1), ("ägare", 2)]
    assert lists["o"] == [("öppettid", 1)]
    assert lists["0"] == [("7-punkten", 1)]
    assert lists["x"] == []


def test_an_inflected_word_has_its_base_form() -> None:
    assert ("insatserna", 1, "insats") in word_lists(Vocabulary.of(["insatserna"]), [])["i"]


def test_a_form_that_stands_nowhere_leads_to_its_word() -> None:
    lists = word_lists(Vocabulary.of(["orosanmälan"]), [])
    assert ("orosanmälan", 1) in lists["o"]
    assert ("orosanmälningar", 0, "orosanmälan") in lists["o"]


def test_what_a_search_can_be_limited_by() -> None:
    labels = [{"slag": "Rutin", "process": "Ärende"}, {"slag": "Rutin", "process": "Budget"}, {"slag": "Ord"}]
    found = choices(Entry("", "", own, ()) for own in labels)
    assert [(value, count) for value, _, count in found["slag"]] == [("Ord", 1), ("Rutin", 2)]
    assert [value for value, _, _ in found["process"]] == ["Budget", "Ärende"]
    assert found["enhet"] == []
    words = [word for values in found.values() for _, word, _ in values]
    assert len(set(words)) == len(words)
