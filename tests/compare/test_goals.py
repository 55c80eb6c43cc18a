"""Goals and judgements: every kind of change, on handbooks small enough to read."""

from __future__ import annotations

import pytest

from handbok.compare import Comparison, as_markdown, compare
from handbok.compare.types import Bedomningsandring, Malgrupp
from tests.compare.small import Book, two_years


def compared(book: Book, first: int = 2022, second: int = 2023) -> Comparison:
    return compare(book.edition(first), book.edition(second))


def goals(c: Comparison) -> list[Malgrupp]:
    return [*c.styrande_mal, *(g for s in c.enheter for g in s.mal)]


def only(book: Book, first: int = 2022, second: int = 2023) -> Malgrupp:
    (group,) = goals(compared(book, first, second))
    return group


def sides(group: Malgrupp) -> tuple[list[str], list[str]]:
    return [g.nyckel for g in group.tidigare], [g.nyckel for g in group.senare]


def judgements(c: Comparison) -> list[Bedomningsandring]:
    return [j for s in c.enheter for j in s.bedomningar]


def test_a_goal_in_one_edition_only_is_new_or_gone() -> None:
    book = two_years()
    book.goal(2022, "gammalt", "norr")
    book.goal(2023, "nytt", "norr")
    assert {g.slag: sides(g) for g in goals(compared(book))} == {
        "ny": ([], ["2023/norr/nytt"]),
        "borta": (["2022/norr/gammalt"], []),
    }


def test_the_same_id_is_the_same_goal_whatever_it_is_called() -> None:
    book = two_years()
    book.goal(2022, "trygg", "norr", titel="Alla är trygga")
    book.goal(2023, "trygg", "norr", titel="Alla ska vara trygga")
    group = only(book)
    assert (group.slag, group.andringar) == ("kvar", ("namn",))
    text = as_markdown(compared(book))
    assert "”Alla ska vara trygga”\n    - Målet har bytt namn. 2022 hette det ”Alla är trygga”." in text


def test_a_declared_predecessor_is_the_same_goal() -> None:
    book = two_years()
    book.goal(2022, "ett", titel="Lika")
    book.goal(2023, "tva", titel="Lika", before=("2022/ett",))
    group = only(book)
    assert (group.slag, group.andringar, sides(group)) == ("kvar", (), (["2022/ett"], ["2023/tva"]))


def test_a_declared_predecessor_outweighs_the_id() -> None:
    book = two_years()
    book.goal(2022, "ett")
    book.goal(2022, "tva")
    book.goal(2023, "ett", before=("2022/tva",))
    assert [(g.slag, *sides(g)) for g in goals(compared(book))] == [
        ("kvar", ["2022/tva"], ["2023/ett"]),
        ("borta", ["2022/ett"], []),
    ]


def test_a_goal_is_followed_through_the_years_between() -> None:
    book = Book()
    book.plan(2020, "norr")
    book.plan(2022, "norr")
    book.plan(2023, "norr")
    book.goal(2020, "a", "norr")
    book.goal(2022, "b", "norr", before=("2020/norr/a",))
    book.goal(2023, "b", "norr")
    assert sides(only(book, 2020, 2023)) == (["2020/norr/a"], ["2023/norr/b"])


def test_a_goal_skips_years_that_do_not_have_it() -> None:
    book = Book()
    for year in (2020, 2022, 2023):
        book.plan(year, "norr")
    book.goal(2020, "a", "norr")
    book.goal(2022, "b", "norr")
    book.goal(2023, "a", "norr")
    assert only(book, 2020, 2023).slag == "kvar"
    assert [g.slag for g in goals(compared(book))] == ["ny", "borta"]


def test_a_goal_under_another_parent_has_moved() -> None:
    book = two_years()
    for year in (2022, 2023):
        book.goal(year, "ett", niva="topp")
        book.goal(year, "tva", niva="topp")
    book.goal(2022, "m", over="ett", titel="M")
    book.goal(2023, "m", over="tva", titel="M")
    (moved,) = [g for g in goals(compared(book)) if g.andrad]
    assert moved.andringar == ("flyttat",)
    assert "Målet har flyttats och ligger nu under ”Tva”. 2022 låg det under ”Ett”." in as_markdown(compared(book))


def test_a_goal_whose_parent_has_another_id_but_is_the_same_goal_has_not_moved() -> None:
    book = two_years()
    book.goal(2022, "ett", titel="T")
    book.goal(2023, "tva", titel="T", before=("2022/ett",))
    book.goal(2022, "m", over="ett")
    book.goal(2023, "m", over="tva")
    assert not compared(book).andrad


def test_a_goal_is_told_that_its_former_parent_is_gone() -> None:
    book = two_years()
    book.goal(2022, "ett")
    book.goal(2023, "tva")
    book.goal(2022, "m", over="ett")
    book.goal(2023, "m", over="tva")
    assert "2022 låg det under ”Ett”, som inte finns 2023." in as_markdown(compared(book))


def test_a_number_may_change_by_itself() -> None:
    book = two_years()
    book.goal(2022, "ett", nummer="1.1")
    book.goal(2023, "ett", nummer="1.2")
    assert only(book).andringar == ("nummer",)
    assert "Målets nummer är ändrat: 1.1 2022 → 1.2 2023." in as_markdown(compared(book))


def test_goals_that_have_become_one() -> None:
    book = two_years()
    book.goal(2022, "a")
    book.goal(2022, "b")
    book.goal(2023, "c", before=("2022/a", "2022/b"))
    assert only(book).slag == "sammanslagen"
    assert "”A” och ”B” har blivit ett mål: ”C”" in as_markdown(compared(book))


def test_a_goal_that_has_become_several() -> None:
    book = two_years()
    book.goal(2022, "a")
    book.goal(2023, "b", before=("2022/a",))
    book.goal(2023, "c", before=("2022/a",))
    assert only(book).slag == "delad"
    assert "”A” har blivit flera mål: ”B” och ”C”" in as_markdown(compared(book))


def test_the_same_title_under_another_id_is_pointed_out_but_not_matched() -> None:
    book = two_years()
    book.goal(2022, "ett", "norr", titel="Alla är trygga.")
    book.goal(2023, "tva", "norr", titel="Alla  är trygga")
    assert {g.slag: g.samma_namn for g in goals(compared(book))} == {"ny": "2022/norr/ett", "borta": "2023/norr/tva"}
    assert "Ett mål med samma namn men annat id finns 2022" in as_markdown(compared(book))


@pytest.mark.parametrize("other", ["level", "unit", "twice"])
def test_a_shared_title_that_points_at_nothing_certain(other: str) -> None:
    book = two_years()
    book.plan(2022, "syd")
    book.goal(2022, "ett", "syd" if other == "unit" else None, titel="Lika", niva="topp" if other == "level" else "mitt")
    book.goal(2023, "tva", "norr" if other == "unit" else None, titel="Lika", niva="mitt")
    if other == "twice":
        book.goal(2023, "tre", titel="Lika", niva="mitt")
    assert {g.samma_namn for g in goals(compared(book))} == {None}


# --- Judgements -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        ("nastan", "ja", "battre"),
        ("nej", "en-del", "battre"),
        ("ja", "nej", "samre"),
        ("nastan", "en-del", "annat-ord"),
        ("ja", "ja", "oforandrad"),
        ("ja", "tom", "slutat"),
        ("tom", "nej", "borjat"),
    ],
)
def test_a_judgement_goes_by_the_tone_of_its_word(before: str, after: str, kind: str) -> None:
    book = two_years()
    for year, word in ((2022, before), (2023, after)):
        book.goal(year, "a", "norr")
        book.judge(year, "norr", "a", word)
    (change,) = judgements(compared(book))
    assert change.slag == kind


def test_a_judgement_is_told_in_the_handbooks_own_words() -> None:
    book = two_years()
    for year, word in ((2022, "nastan"), (2023, "ja")):
        book.goal(year, "a", "norr")
        book.judge(year, "norr", "a", word)
    assert "**Bättre bedömning (1):**\n\n- ”A”: nära 2022 → uppnått 2023" in as_markdown(compared(book))


def test_not_judged_in_either_year_is_no_news() -> None:
    book = two_years()
    for year in (2022, 2023):
        book.goal(year, "a", "norr")
        book.judge(year, "norr", "a", "tom")
    assert judgements(compared(book)) == []


def test_judgements_are_compared_at_the_last_follow_up_that_both_years_have() -> None:
    book = two_years()
    for year in (2022, 2023):
        book.goal(year, "a", "norr")
    book.judge(2022, "norr", "a", "nej", "halv")
    book.judge(2022, "norr", "a", "ja", "hel")
    book.judge(2023, "norr", "a", "nej", "halv")
    (change,) = judgements(compared(book))
    assert change.slag == "oforandrad"
    assert change.tidigare
    assert change.tidigare.period == "halv"


def test_without_a_common_follow_up_each_is_named() -> None:
    book = two_years()
    for year in (2022, 2023):
        book.goal(year, "a", "norr")
    book.judge(2022, "norr", "a", "nej", "hel")
    book.judge(2023, "norr", "a", "ja", "halv")
    assert "”A”: ej uppnått 2022 → uppnått Halvår 2023" in as_markdown(compared(book))


def test_a_goal_is_not_said_to_have_lost_its_judgement_before_the_follow_up_is_made() -> None:
    book = two_years()
    for year in (2022, 2023):
        book.goal(year, "a", "norr")
        book.goal(year, "b", "norr")
    book.judge(2022, "norr", "a", "ja", "hel")
    book.judge(2023, "norr", "b", "ja", "halv")
    assert judgements(compared(book)) == []


def test_a_year_without_follow_up_is_a_reservation_and_no_change() -> None:
    book = two_years()
    for year in (2022, 2023):
        book.goal(year, "a", "norr")
    book.judge(2022, "norr", "a", "ja")
    c = compared(book)
    assert judgements(c) == []
    assert [(f.slag, f.ar, f.enhet) for f in c.forbehall] == [("ingen-uppfoljning", 2023, "norr")]


def test_each_unit_has_its_own_judgement_of_a_goal_that_steers_it() -> None:
    book = Book()
    for year, north, south in ((2022, "ja", "ja"), (2023, "nej", "ja")):
        book.plan(year, "norr", "syd")
        book.goal(year, "topp")
        book.judge(year, "norr", "topp", north)
        book.judge(year, "syd", "topp", south)
    assert {(j.enhet_senare, j.slag) for j in judgements(compared(book))} == {("norr", "samre"), ("syd", "oforandrad")}
