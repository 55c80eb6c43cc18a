from __future__ import annotations

from handbok.search.published import Entry
from handbok.search.words import choices, word_lists


def test_words_are_listed_by_their_first_letter_without_dots() -> None:
    lists = word_lists({"ägare": 2, "arbete": 1, "öl": 1, "7-punkten": 1}, {})
    assert lists["a"] == [("arbete", 1), ("ägare", 2)]
    assert lists["o"] == [("öl", 1)]
    assert lists["0"] == [("7-punkten", 1)]
    assert lists["x"] == []


def test_a_form_that_stands_nowhere_leads_to_its_word() -> None:
    lists = word_lists({"orosanmälan": 21}, {"orosanmälningar": "orosanmälan"})
    assert lists["o"] == [("orosanmälan", 21), ("orosanmälningar", 0, "orosanmälan")]


def test_what_a_search_can_be_limited_by() -> None:
    labels = [{"slag": "Rutin", "process": "Ärende"}, {"slag": "Rutin", "process": "Budget"}, {"slag": "Ord"}]
    found = choices(Entry("", "", own, ()) for own in labels)
    assert [(value, count) for value, _, count in found["slag"]] == [("Ord", 1), ("Rutin", 2)]
    assert [value for value, _, _ in found["process"]] == ["Budget", "Ärende"]
    assert found["enhet"] == []
    words = [word for values in found.values() for _, word, _ in values]
    assert len(set(words)) == len(words)
