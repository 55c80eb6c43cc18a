from __future__ import annotations

import re
from dataclasses import replace

from handbok.search.published import Entry, Section
from handbok.search.records import BEST, Record, choice_word, record
from handbok.swedish.synonyms import synonyms
from handbok.swedish.vocabulary import Vocabulary

ENTRY = Entry(
    "rutiner/oro/",
    "Ta emot en orosanmälan",
    {"slag": "Rutin", "process": "Mottagning & råd"},
    (
        Section("", "", "Ring barnets skola. Ring tolken."),
        Section("gor", "Skydd", "Följ SIP & LVU < idag"),
        Section("se", "Se även", "Utskrivning", links=True),
    ),
)
VOCABULARY = Vocabulary.of([f"{ENTRY.title} {ENTRY.text} barn skolor"])


def made(entry: Entry = ENTRY) -> Record:
    return record(entry, 2025, VOCABULARY, synonyms([("SIP", "samordnad individuell plan"), ("orosanmälan", "tips")]))


def test_a_title_is_worth_more_than_a_heading_and_that_more_than_text() -> None:
    worth = made().worth
    assert BEST > worth["orosanmälan"] > worth["skydd"] > worth["skola"] > worth["utskrivning"] > 0


def test_a_word_that_stands_more_often_is_worth_more() -> None:
    assert made().worth["ringa"] > made().worth["skola"]


def test_a_part_of_a_word_is_worth_less_than_the_word() -> None:
    assert 0 < made().worth["anmälan"] < made().worth["orosanmälan"]


def test_what_means_the_same_is_worth_less_than_the_word_in_its_place() -> None:
    worth = made().worth
    assert worth["sip"] > worth["individuell"] > 0
    assert worth["orosanmälan"] > worth["tips"] > worth["sip"]


def test_what_a_page_is_searched_by_is_worth_nearly_as_much_as_its_title_and_is_never_shown() -> None:
    one = made(replace(ENTRY, labels={**ENTRY.labels, "sökord": "blåmärken\nbarnet far illa"}))
    assert one.worth["orosanmälan"] > one.worth["blåmärke"] > one.worth["barn"] > one.worth["skydd"]
    assert "blåmärken" not in repr(one.shown)


def test_a_page_of_a_kind_that_repeats_others_is_worth_less() -> None:
    whole = made(replace(ENTRY, labels={"slag": "Dokument"}))
    assert whole.worth["orosanmälan"] < made().worth["orosanmälan"]


def test_what_is_shown_has_all_but_lists_of_links() -> None:
    assert made().shown == {
        "meta": {
            "title": ENTRY.title,
            "adress": "rutiner/oro/",
            "utgava": "2025",
            "slag": "Rutin",
            "process": "Mottagning & råd",
        },
        "sections": [("", "", "Ring barnets skola. Ring tolken."), ("gor", "Skydd", "Följ SIP & LVU < idag")],
    }


def test_what_is_chosen_among_is_one_word_that_nobody_types() -> None:
    word = choice_word("slag", "Rutin")
    assert re.fullmatch(r"urval\d{10}", word)
    assert word in made().worth
    assert word != choice_word("process", "Rutin")
