"""What holds for any two editions, on handbooks made by chance."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from handbok.compare import Comparison, as_json, as_markdown, compare
from handbok.editions import Edition
from tests.compare.small import Book

YEARS = (2020, 2021, 2023)
UNITS = ("ett", "tva", "tre", "fyra")
NAMES = ("a", "b", "c")
WORDS = ("ja", "nastan", "en-del", "nej", "tom")
FIGURES = st.sampled_from(["1", "2,5 %", "10", "3 GWh", "Tas fram", None])


@st.composite
def books(draw: st.DrawFn) -> Book:
    book = Book()
    for number, unit in enumerate(UNITS):
        before = draw(st.sets(st.sampled_from(UNITS[:number]))) if number else set()
        book.unit(unit, *sorted(before), fran=draw(st.sampled_from([None, 2021, 2023])))
    for name in NAMES:
        book.indicator(name, draw(st.sampled_from(["hogre", "lagre", "ingen"])))
        book.rutin(
            name,
            draw(st.sampled_from(YEARS)),
            ersatter=tuple(draw(st.sets(st.sampled_from([n for n in NAMES if n < name])))) if name > "a" else (),
        )
    earlier: list[str] = []
    for year in YEARS:
        earlier += _fill(draw, book, year, earlier)
    return book


def _fill(draw: st.DrawFn, book: Book, year: int, earlier: list[str]) -> list[str]:
    units = sorted(draw(st.sets(st.sampled_from(UNITS), min_size=1)))
    book.plan(year, *units)
    made = [
        book.goal(year, f"topp-{name}", before=_before(draw, earlier), titel=draw(st.sampled_from(NAMES)))
        for name in sorted(draw(st.sets(st.sampled_from(NAMES))))
    ]
    for unit in units:
        for name in sorted(draw(st.sets(st.sampled_from(NAMES)))):
            over = draw(st.sampled_from([f"topp-{n}" for n in NAMES]))
            made.append(book.goal(year, name, unit, before=_before(draw, earlier), over=over))
        for goal in draw(st.lists(st.sampled_from([*NAMES, "topp-a"]), max_size=3, unique=True)):
            book.judge(year, unit, goal, draw(st.sampled_from(WORDS)), draw(st.sampled_from(["halv", "hel"])))
        for name in draw(st.lists(st.sampled_from(NAMES), max_size=3)):
            book.measure(year, unit, name, hel=draw(FIGURES), arsmal=draw(FIGURES))
        for name in draw(st.lists(st.sampled_from(NAMES), max_size=2, unique=True)):
            book.activity(year, unit, name, draw(st.sampled_from([None, date(2021, 1, 1), date(2024, 1, 1)])))
    return made


def _before(draw: st.DrawFn, earlier: list[str]) -> tuple[str, ...]:
    if not earlier or not draw(st.booleans()):
        return ()
    return tuple(draw(st.lists(st.sampled_from(earlier), max_size=2, unique=True)))


def editions() -> st.SearchStrategy[tuple[Edition, Edition]]:
    return st.tuples(books(), st.sampled_from(YEARS), st.sampled_from(YEARS)).map(
        lambda made: (made[0].edition(made[1]), made[0].edition(made[2]))
    )


def goal_groups(c: Comparison) -> list[Any]:
    return [*c.styrande_mal, *(g for s in c.enheter for g in s.mal)]


def counted(groups: list[Any], side: str) -> Counter[str]:
    return Counter(thing.nyckel for group in groups for thing in getattr(group, side))


@given(editions())
@settings(deadline=None, max_examples=40)
def test_everything_is_in_exactly_one_group(pair: tuple[Edition, Edition]) -> None:
    first, second = pair
    c = compare(first, second)
    for side, edition in (("tidigare", first), ("senare", second)):
        assert counted(goal_groups(c), side) == Counter(edition.mal.keys())
        assert counted(list(c.rutiner), side) == Counter(edition.rutiner.keys())
        units = [u.nyckel for s in c.enheter for u in getattr(s.enheter, side) if u.har_plan]
        assert Counter(units) == Counter(edition.planer.keys())


@given(editions())
@settings(deadline=None, max_examples=40)
def test_every_activity_and_measure_is_either_carried_or_alone(pair: tuple[Edition, Edition]) -> None:
    first, second = pair
    c = compare(first, second)
    for side, other, edition in (("tidigare", "senare", first), ("senare", "tidigare", second)):
        changes = [a for s in c.enheter for a in s.aktiviteter if getattr(a, side)]
        carried = {getattr(a, side).nyckel for a in changes if getattr(a, other)}
        alone = [getattr(a, side).nyckel for a in changes if not getattr(a, other)]
        assert carried.isdisjoint(alone)
        assert Counter([*carried, *alone]) == Counter(edition.aktiviteter.keys())
        found = [i for s in c.enheter for i in s.indikatorer if getattr(i, f"enhet_{side}")]
        both = {(getattr(i, f"enhet_{side}"), i.nyckel) for i in found if i.slag == "kvar"}
        single = [(getattr(i, f"enhet_{side}"), i.nyckel) for i in found if i.slag != "kvar"]
        assert Counter([*both, *single]) == Counter({(p.enhet, p.data.indikator) for p in edition.matningar})


@given(books(), st.sampled_from(YEARS))
@settings(deadline=None, max_examples=40)
def test_an_edition_does_not_differ_from_itself(book: Book, year: int) -> None:
    c = compare(book.edition(year), book.edition(year))
    assert not c.andrad
    assert "Inget har ändrats" in as_markdown(c)


@given(editions())
@settings(deadline=None, max_examples=40)
def test_the_other_way_round_new_is_gone(pair: tuple[Edition, Edition]) -> None:
    there, back = compare(*pair), compare(*reversed(pair))

    def alone(c: Comparison, slag: str) -> set[str]:
        return {goal.nyckel for g in goal_groups(c) if g.slag == slag for goal in (*g.tidigare, *g.senare)}

    if pair[0].year != pair[1].year:
        assert alone(there, "ny") == alone(back, "borta")
        assert alone(there, "borta") == alone(back, "ny")
    assert compare(*reversed(pair)) == back
    rows = [(j.slag, j.mal_senare.nyckel, j.enhet_senare) for s in there.enheter for j in s.bedomningar if j.slag == "battre"]
    flipped = [(j.slag, j.mal_tidigare.nyckel, j.enhet_tidigare) for s in back.enheter for j in s.bedomningar]
    assert {("samre", *row[1:]) for row in rows} <= set(flipped)


@given(editions())
@settings(deadline=None, max_examples=40)
def test_a_direction_is_never_given_where_none_is_declared(pair: tuple[Edition, Edition]) -> None:
    for section in compare(*pair).enheter:
        for i in section.indikatorer:
            for figure in (i.utfall, i.arsmal, i.kf_arsmal):
                declared = i.riktning != "ingen" and i.samma_enhet and figure.tidigare and figure.senare
                assert figure.utveckling is None or declared


@given(editions())
@settings(deadline=None, max_examples=40)
def test_both_writers_tell_every_comparison(pair: tuple[Edition, Edition]) -> None:
    c = compare(*pair)
    text = as_markdown(c, lambda kind, key, year: f"/{kind}/{key}/{year}")
    assert "None" not in text
    assert text.startswith("# ")
    whole = json.loads(as_json(c))
    assert list(whole) == sorted(whole)
    assert (whole["fran"], whole["till"]) == (c.fran, c.till)
