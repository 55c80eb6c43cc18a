from __future__ import annotations

import re

from bs4 import BeautifulSoup

from handbok.search.published import Entry, Section
from handbok.search.records import HIDDEN, choice_word, record
from handbok.swedish.synonyms import synonyms
from handbok.swedish.vocabulary import Vocabulary

ENTRY = Entry(
    "rutiner/oro/",
    "Ta emot en orosanmälan",
    {"slag": "Rutin", "process": "Mottagning & råd"},
    (Section("", "", "Ring barnets skola."), Section("gor", "Gör så här", "Följ SIP & LVU < idag")),
)
VOCABULARY = Vocabulary.of([f"{ENTRY.title} {ENTRY.text} barn skolor"])


def made(entry: Entry = ENTRY) -> BeautifulSoup:
    known = synonyms([("SIP", "samordnad individuell plan")])
    return BeautifulSoup(record(entry, 2025, VOCABULARY, known).html, "html.parser")


def weight(soup: BeautifulSoup, word: str) -> float:
    found = [tag for tag in soup.select("[data-pagefind-weight]") if re.search(rf"\b{word}\b", tag.get_text())]
    return max((float(str(tag["data-pagefind-weight"])) for tag in found), default=0)


def test_a_title_weighs_more_than_a_heading_and_that_more_than_text() -> None:
    soup = made()
    assert weight(soup, "orosanmälan") > weight(soup, "Gör") > weight(soup, "Ring") > 0


def test_words_that_are_not_on_the_page_stand_after_the_anchor() -> None:
    hidden = made().select_one(f"#{HIDDEN}")
    assert hidden is not None
    words = hidden.get_text(" ").split()
    assert {"anmälan", "individuell"} <= set(words)
    assert "ring" not in words


def test_a_part_of_a_word_weighs_less_than_the_word() -> None:
    assert 0 < weight(made(), "anmälan") < weight(made(), "orosanmälan")


def test_facts_are_kept_as_they_are() -> None:
    metas = [str(tag["data-pagefind-meta"]) for tag in made().select("[data-pagefind-meta]")]
    assert metas == ["adress:rutiner/oro/", "utgava:2025", "slag:Rutin", "process:Mottagning & råd"]


def test_what_is_chosen_among_is_one_word_without_letters_that_a_stemmer_knows() -> None:
    word = choice_word("slag", "Rutin")
    assert re.fullmatch(r"urval\d{10}", word)
    assert word in made().get_text()
    assert word != choice_word("process", "Rutin")


def test_what_a_page_is_searched_by_weighs_nearly_as_its_title_and_is_never_shown() -> None:
    sought = Entry(ENTRY.address, ENTRY.title, {**ENTRY.labels, "sökord": "blåmärken\nbarnet far illa"}, ENTRY.sections)
    soup = made(sought)
    hidden = soup.select_one(f"#{HIDDEN}")
    assert hidden is not None
    assert {"blåmärke", "barnet"} <= set(hidden.get_text(" ").split())
    assert weight(soup, "orosanmälan") > weight(soup, "blåmärke") > weight(soup, "barnet") > 0
    assert not [tag for tag in soup.select("[data-pagefind-meta]") if "blåmärken" in str(tag)]


def test_content_is_never_taken_for_markup() -> None:
    hostile = Entry("x/", "<script>alert(1)</script>", {"slag": '"><b>'}, (Section('"><i>', "<b>", "<img src=x onerror=y>"),))
    soup = made(hostile)
    assert not soup.select("script, img, b, i:not([data-pagefind-meta])")
