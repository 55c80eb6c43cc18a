"""Units that merge, split, begin and end, and what that does to their goals."""

from __future__ import annotations

from datetime import date

from handbok.compare import Comparison, as_markdown, compare, unit_markdown
from tests.compare.small import Book


def compared(book: Book) -> Comparison:
    return compare(book.edition(2022), book.edition(2023))


def kinds(c: Comparison) -> list[tuple[str, list[str], list[str]]]:
    return [(s.enheter.slag, [u.nyckel for u in s.enheter.tidigare], [u.nyckel for u in s.enheter.senare]) for s in c.enheter]


def merged() -> Book:
    book = Book()
    book.plan(2022, "norr", "syd")
    book.unit("hela", "norr", "syd")
    book.plan(2023, "hela")
    return book


def split() -> Book:
    book = Book()
    book.plan(2022, "hela")
    book.unit("norr", "hela")
    book.unit("syd", "hela")
    book.plan(2023, "norr", "syd")
    return book


def test_a_unit_that_is_as_it_was() -> None:
    book = Book()
    book.plan(2022, "norr")
    book.plan(2023, "norr")
    assert kinds(compared(book)) == [("kvar", ["norr"], ["norr"])]
    assert "Enheten är densamma: Norr." in as_markdown(compared(book))


def test_units_that_merge_bring_their_goals() -> None:
    book = merged()
    book.goal(2022, "ekonomi", "norr")
    book.goal(2022, "ekonomi", "syd")
    book.goal(2023, "ekonomi", "hela")
    c = compared(book)
    assert kinds(c) == [("sammanslagen", ["norr", "syd"], ["hela"])]
    (group,) = c.enheter[0].mal
    assert (group.slag, [g.nyckel for g in group.tidigare]) == ("sammanslagen", ["2022/norr/ekonomi", "2022/syd/ekonomi"])
    text = as_markdown(c)
    assert "Norr och Syd (2022) har slagits ihop till Hela (2023)." in text
    assert "”Ekonomi” (Norr) och ”Ekonomi” (Syd) har blivit ett mål: ”Ekonomi” (Hela)" in text


def test_a_unit_that_splits_brings_its_goals() -> None:
    book = split()
    book.goal(2022, "ekonomi", "hela")
    book.goal(2023, "ekonomi", "norr")
    book.goal(2023, "ekonomi", "syd")
    c = compared(book)
    assert kinds(c) == [("delad", ["hela"], ["norr", "syd"])]
    assert c.enheter[0].mal[0].slag == "delad"
    assert "”Ekonomi” (Hela) finns nu i flera enheter: Norr och Syd" in as_markdown(c)


def test_figures_of_merged_or_split_units_are_shown_without_verdict() -> None:
    for book, pairs in ((merged(), [("norr", "hela"), ("syd", "hela")]), (split(), [("hela", "norr"), ("hela", "syd")])):
        book.indicator("andel")
        for unit in {old for old, _ in pairs}:
            book.measure(2022, unit, "andel", hel="10")
        for unit in {new for _, new in pairs}:
            book.measure(2023, unit, "andel", hel="20")
        found = compared(book).enheter[0].indikatorer
        assert sorted((i.enhet_tidigare, i.enhet_senare) for i in found) == pairs
        assert {(i.samma_enhet, i.utfall.andrad, i.utfall.skillnad, i.utfall.utveckling) for i in found} == {
            (False, True, None, None)
        }


def test_a_unit_split_between_one_with_plan_and_one_without() -> None:
    book = Book()
    book.plan(2022, "hela")
    book.unit("norr", "hela")
    book.unit("syd", "hela")
    book.plan(2023, "norr")
    c = compared(book)
    assert kinds(c) == [("delad", ["hela"], ["norr", "syd"])]
    assert "enheter-utan-plan" in {f.slag for f in c.forbehall}


def test_a_unit_that_begins_later_is_not_named() -> None:
    book = Book()
    book.plan(2022, "hela")
    book.unit("norr", "hela", fran=2023)
    book.unit("syd", "hela", fran=2024)
    book.plan(2023, "norr")
    assert kinds(compared(book)) == [("kvar", ["hela"], ["norr"])]


def test_a_line_of_units_is_followed_over_those_without_plan() -> None:
    book = Book()
    book.plan(2022, "a")
    book.unit("b", "a")
    book.unit("c", "b")
    book.plan(2023, "c")
    book.goal(2022, "m", "a")
    book.goal(2023, "m", "c")
    c = compared(book)
    assert kinds(c) == [("kvar", ["a"], ["c"])]
    assert c.enheter[0].mal[0].slag == "kvar"


def test_a_unit_that_went_up_in_one_that_was_there_already() -> None:
    book = Book()
    book.unit("norr", "syd")
    book.plan(2022, "norr", "syd")
    book.plan(2023, "norr")
    book.goal(2022, "m", "syd")
    book.goal(2023, "m", "norr")
    c = compared(book)
    assert kinds(c) == [("sammanslagen", ["norr", "syd"], ["norr"])]
    assert [g.slag for g in c.enheter[0].mal] == ["kvar"]


def test_a_unit_that_left_another_long_ago_continues_only_itself() -> None:
    book = Book()
    book.unit("syd", "norr")
    book.plan(2022, "norr", "syd")
    book.plan(2023, "norr", "syd")
    book.goal(2022, "m", "norr")
    book.goal(2023, "m", "syd")
    c = compared(book)
    assert kinds(c) == [("kvar", ["norr"], ["norr"]), ("kvar", ["syd"], ["syd"])]
    assert [[g.slag for g in s.mal] for s in c.enheter] == [["borta"], ["ny"]]


def test_editions_without_a_common_unit_say_so_and_count_instead_of_listing() -> None:
    book = Book()
    book.plan(2022, "norr")
    book.plan(2023, "syd")
    book.goal(2022, "topp")
    book.goal(2023, "topp", titel="Nytt namn")
    book.goal(2022, "hemligt", "norr")
    c = compared(book)
    assert [f.slag for f in c.forbehall] == ["inga-gemensamma-enheter"]
    text = as_markdown(c)
    assert "De två åren har ingen enhet gemensam." in text
    assert "Norr har en plan 2022 men ingen 2023. Dess åtaganden (1)" in text
    assert "Hemligt" not in text
    assert "Målet har bytt namn" in text


def test_editions_without_a_common_goal_say_so() -> None:
    book = Book()
    book.plan(2022, "norr")
    book.plan(2023, "norr")
    book.goal(2022, "a")
    book.goal(2023, "b")
    assert "inga-gemensamma-mal" in {f.slag for f in compared(book).forbehall}


def test_a_changed_committee_is_told() -> None:
    book = Book()
    book.unit("norr", namnd="en")
    book.unit("syd", "norr", namnd="annan")
    book.plan(2022, "norr")
    book.plan(2023, "syd")
    assert "Nämnden har ändrats: en 2022 → annan 2023." in as_markdown(compared(book))


def test_a_goal_declared_to_continue_another_units_goal() -> None:
    """Goals follow their own declaration even where the units have nothing to do with each other."""
    book = Book()
    book.plan(2022, "norr")
    book.plan(2023, "syd")
    book.goal(2022, "a", "norr")
    book.goal(2023, "b", "syd", before=("2022/norr/a",))
    assert [g.slag for s in compared(book).enheter for g in s.mal] == ["kvar"]


def test_one_unit_alone() -> None:
    book = Book()
    for year, title in ((2022, "Förr"), (2023, "Nu")):
        book.plan(year, "norr", "syd")
        book.goal(year, "m", "norr", titel=f"{title} i norr")
        book.goal(year, "m", "syd", titel=f"{title} i syd")
    text = unit_markdown(compared(book), "norr")
    assert "Nu i norr" in text
    assert "syd" not in text


def test_units_in_numbers_only() -> None:
    book = Book()
    for year in (2022, 2023):
        book.plan(year, "norr")
        book.activity(year, "norr", f"sak-{year}", date(year, 12, 31))
    text = as_markdown(compared(book), units_in_full=False)
    assert "- Aktiviteter: 1 ny och 1 borta." in text
    assert "Sak-2023" not in text
