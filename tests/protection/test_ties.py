"""What readers can put side by side is protected together: sums, splits, what is repeated, percentages of a known whole."""

from __future__ import annotations

import pickle
from dataclasses import replace

import pytest

from handbok import model as m
from handbok.catalog import Catalog
from handbok.editions import Edition
from handbok.figures import Withheld, count, number, reasons, with_unit
from handbok.protection import assess, published
from tests.overlay import Handbook
from tests.protection.small import post, row, table, with_complaints, with_settings, with_statistics

FEW, NOT = "färre än 5", "visas inte"
WHY = "Antal som är färre än 5 visas inte exakt, eftersom de kan peka ut enskilda."


def complaints(catalog: Catalog, data: m.Klagomal) -> list[list[str | None]]:
    """What is shown of each row: its periods' counts and its total."""
    (shown,) = published(with_complaints(catalog, data)).klagomal
    return [[*r.antal.values(), r.totalt] for group in shown.data.grupper for r in group.rader]


def figures(catalog: Catalog, *data: m.Statistik) -> list[tuple[str | None, ...]]:
    """What is shown of each figure: all, men, women and what it is compared with."""
    shown = published(with_statistics(catalog, *data)).statistik
    return [tuple(f for f in (s.data.varde, s.data.man, s.data.kvinnor) if f) + _compared(s.data) for s in shown]


def _compared(data: m.Statistik) -> tuple[str, ...]:
    return tuple(j.varde for j in data.jamforelser)


def figure(ident: str, varde: str, **more: object) -> m.Statistik:
    return m.Statistik.model_validate({"id": ident, "grupp": "g", "namn": ident, "varde": varde, **more})


# --- A figure that is not shown ----------------------------------------------------------------------------------


def test_a_withheld_figure_is_a_text_that_states_no_number() -> None:
    shown = Withheld(FEW, "farre", WHY)
    assert (shown, number(shown), count(shown)) == (FEW, None, None)
    assert with_unit(shown, "st") is shown
    assert reasons({"a": [shown, "5"]}, (shown,)) == (WHY,)


def test_a_withheld_figure_reaches_another_process_whole() -> None:
    there = pickle.loads(pickle.dumps(Withheld(FEW, "farre", WHY)))  # noqa: S301
    assert (there, there.mark, there.why) == (FEW, "farre", WHY)


@pytest.mark.parametrize(
    ("figure", "value"),
    [("16", 16), ("5 293 st", 5293), ("tre", 3), ("minst två", 2), ("ca 4", 4), ("0", 0), ("4,5", None), ("-3", None),
     (None, None), ("varannan vecka", None), ("Tas fram av nämnd", None)],
)  # fmt: skip
def test_what_count_a_figure_states(figure: str | None, value: int | None) -> None:
    assert count(figure) == value


# --- Once, for everything ----------------------------------------------------------------------------------------


def test_an_edition_takes_any_catalog_and_shows_only_what_may_be_shown(stad: Catalog) -> None:
    data = table([row("Kund", ["1", "6"], "7")])
    (shown,) = Edition(with_complaints(stad, data), 2023).klagomal["hemtjanst-norr"]
    assert shown.data.grupper[0].rader[0].antal == {"delar": FEW, "bokslut": "6"}
    assert shown.data.grupper[0].rader[0].totalt == NOT


def test_what_is_published_is_protected_once_and_the_source_is_as_it_was(stad: Catalog) -> None:
    catalog = with_complaints(stad, table([row("Kund", ["1", "6"], "7")]))
    once = published(catalog)
    assert published(once) is once
    assert catalog.klagomal[0].data.grupper[0].rader[0].antal["delar"] == "1"


# --- Complaints --------------------------------------------------------------------------------------------------


def test_rows_columns_and_a_row_of_totals(stad: Catalog) -> None:
    data = table([row("A", ["2", "20"], "22"), row("B", ["30", "40"], "70"), row("Totalt", ["32", "60"], "92")])
    shown = complaints(stad, data)
    assert shown[0][0] == FEW
    assert shown[2] == ["32", "60", "92"]
    assert sum(cell == NOT for line in shown for cell in line) == 3  # in its row, its column, and where those two meet


def test_what_a_group_divides_up_is_tied_to_it(stad: Catalog) -> None:
    kinds = (row("Förseningar", [None, "2"], None), row("Bemötande", [None, "14"], None))
    loose = m.Klagomalsgrupp(namn="Vad gällde det?", rader=kinds)
    tied = m.Klagomalsgrupp(namn="Vad gällde det?", delar_upp="Kund", rader=kinds)
    rows = [row("Kund", [None, "16"], None)]
    assert complaints(stad, table(rows, loose)) == [["16", None], [FEW, None], ["14", None]]
    assert complaints(stad, table(rows, tied)) == [["16", None], [FEW, None], [NOT, None]]


def test_what_the_source_itself_writes_as_few_is_protected_too(stad: Catalog) -> None:
    """7 and 6 would tell what "färre än 5" in the file stands for."""
    assert complaints(stad, table([row("Kund", [FEW, "6"], "7")])) == [[FEW, "6", NOT]]


# --- Figures of running text -------------------------------------------------------------------------------------


def test_a_split_of_a_count(stad: Catalog) -> None:
    assert figures(stad, figure("a", "19", man="15", kvinnor="4")) == [("19", NOT, FEW)]
    assert figures(stad, figure("a", "17", man="2")) == [("17", FEW)]


def test_a_sum_and_its_parts(stad: Catalog) -> None:
    parts = [figure("b", "3", jamforelser=[{"avser": "2022", "varde": "20"}]), figure("c", "8")]
    assert figures(stad, figure("a", "11", summa_av=["b", "c"]), *parts) == [("11",), (FEW, "20"), (NOT,)]
    assert figures(stad, figure("a", "11"), *parts)[2] == ("8",)


def test_earlier_sums_are_protected_when_they_add_up(stad: Catalog) -> None:
    def then(value: str) -> list[dict[str, str]]:
        return [{"avser": "2022", "varde": value}]

    whole = figure("a", "60", summa_av=["b", "c"], jamforelser=then("11"))
    parts = [figure("b", "20", jamforelser=then("3")), figure("c", "40", jamforelser=then("8"))]
    assert figures(stad, whole, *parts) == [("60", "11"), ("20", FEW), ("40", NOT)]


def test_counts_of_staff_and_things_are_shown(stad: Catalog) -> None:
    given = [figure("a", "2", avser="personal"), figure("b", "3", avser="verksamhet"), figure("c", "4", enhet="år")]
    assert figures(stad, *given, figure("d", "2 %"), figure("e", "1,5")) == [("2",), ("3",), ("4",), ("2 %",), ("1,5",)]


def test_a_count_in_words_is_a_count(stad: Catalog) -> None:
    assert figures(stad, figure("a", "minst två", avser="klienter")) == [(FEW,)]


def test_a_percentage_of_a_count_that_is_shown(stad: Catalog) -> None:
    """5 % of 40 are two; a third of 60 harms nobody."""
    assert figures(stad, figure("a", "40"), figure("b", "5 %", andel_av="a"))[1] == (NOT,)
    assert figures(stad, figure("a", "60"), figure("b", "33,3 %", andel_av="a"))[1] == ("33,3 %",)
    assert figures(stad, figure("a", "40", man="95 %", kvinnor="5 %")) == [(NOT, "95 %", "5 %")]


@pytest.mark.parametrize(("year", "hidden"), [("2023", True), ("2022", False)])
def test_a_later_document_that_repeats_a_hidden_figure_hides_it_too(stad: Catalog, year: str, hidden: bool) -> None:
    """7 is 4 men and 3 women or the reverse, so it is not shown; nor is it where the next year's document compares with it."""
    catalog = with_statistics(stad, figure("a", "7", man="4", kvinnor="3"))
    later = figure("a", "30", jamforelser=[{"avser": year, "varde": "7"}])
    catalog.statistik.insert(0, post("statistik", "a", later, "2024.yml", (0,), 2024))  # type: ignore[arg-type]
    assert (("content/2024.yml", 0, "jamforelser", 0, "varde") in assess(catalog).withheld) is hidden


@pytest.mark.parametrize(
    "split",
    [
        {"man": "40 %"},
        {"kvinnor": "60 %"},
        {"man": "40 %", "kvinnor": "60 %"},
        {"man": "4"},
        {"man": "4", "kvinnor": "60 %"},
        {},
    ],
)
def test_any_form_of_split_may_stand_in_a_part_of_a_sum(stad: Catalog, split: dict[str, str]) -> None:
    """Women of all, less those of the other part, are those of this one."""
    parts = [figure("b", "10", **split), figure("c", "20", man="8", kvinnor="12")]
    whole, part, other = figures(stad, figure("a", "30", man="12", kvinnor="18", summa_av=["b", "c"]), *parts)
    assert FEW in part or whole[1:] != ("12", "18") or other[1:] != ("8", "12")


@pytest.mark.parametrize(
    "odd",
    [
        {"andel_av": "a"},
        {"andel_av": "b"},
        {"summa_av": ["b", "b"]},
        {"summa_av": ["c"], "andel_av": "c"},
        {"man": "flera", "kvinnor": "inga"},
        {"jamforelser": [{"avser": "2023", "varde": "2"}, {"avser": "2023", "varde": "2"}]},
    ],
)
def test_what_makes_no_sense_is_no_accident(stad: Catalog, odd: dict[str, object]) -> None:
    """Figures that say odd things of each other are protected all the same; what is wrong is for others to tell."""
    rows = [figure("a", "9"), figure("b", "2", **odd), figure("b", "5 %", **odd), figure("c", "30", summa_av=["a", "b", "c"])]
    assert figures(stad, *rows)[1][0] == FEW


def test_what_a_later_document_adds_up_is_hidden_in_the_earlier_edition_too(stad: Catalog) -> None:
    catalog = with_statistics(stad, figure("a", "11"), figure("b", "3"), figure("c", "8"))
    before = Edition(catalog, 2023).statistik
    assert [s.data.varde for s in before] == ["11", FEW, "8"]
    for i, (ident, now, then) in enumerate((("a", "60", "11"), ("b", "20", "3"), ("c", "40", "8"))):
        of = {"summa_av": ["b", "c"]} if ident == "a" else {}
        later = figure(ident, now, jamforelser=[{"avser": "2023", "varde": then}], **of)
        catalog.statistik.append(post("statistik", ident, later, "2024.yml", (i,), 2024))  # type: ignore[arg-type]
    after = Edition(catalog, 2023).statistik
    assert [s.data.varde for s in after] == ["11", FEW, NOT]


# --- Indicators --------------------------------------------------------------------------------------------------


@pytest.fixture
def fresh(exempelstad: Handbook) -> Catalog:
    """A catalog that a test may change."""
    return exempelstad.catalog()


def measured(catalog: Catalog, outcome: dict[str, object], unit: str = "%", **more: object) -> m.Utfall:
    indicator = catalog.indikatorer["nojda-kunder"]
    catalog.indikatorer["nojda-kunder"] = replace(indicator, data=indicator.data.model_copy(update={"enhet": unit}))
    data = m.Matning.model_validate({"indikator": "nojda-kunder", "mal": "egen-rost", "utfall": {"bokslut": outcome}, **more})
    catalog.matningar[:] = [post("matning", "0", data, "indikatorer.yml", (0,))]  # type: ignore[list-item]
    return published(catalog).matningar[0].data.utfall["bokslut"]


def test_a_split_of_percentages_that_gives_counts_away(fresh: Catalog) -> None:
    shown = measured(fresh, {"alla": "68,18 %", "man": "66,67 %", "kvinnor": "70 %"})
    assert (shown.alla, shown.man, shown.kvinnor) == ("68,18 %", NOT, NOT)


def test_a_split_in_whole_percentages_is_shown(fresh: Catalog) -> None:
    shown = measured(fresh, {"alla": "68 %", "man": "67 %", "kvinnor": "70 %"})
    assert (shown.man, shown.kvinnor) == ("67 %", "70 %")


def test_a_split_is_not_shown_when_one_sex_is_few(fresh: Catalog) -> None:
    shown = measured(fresh, {"alla": "40 %", "man": "33 %", "kvinnor": "41 %", "av": {"alla": "111", "man": "3"}})
    assert (shown.alla, shown.man, shown.kvinnor) == ("40 %", NOT, NOT)


def test_percentages_of_as_many_as_readers_know(fresh: Catalog) -> None:
    """95 % of 40 leaves two: nothing of it may be shown."""
    assert measured(fresh, {"alla": "95 %", "av": {"alla": "40"}}).alla == NOT
    assert measured(fresh, {"alla": "50 %", "av": {"alla": "40"}}).alla == "50 %"


def test_parts_in_percent_of_as_many_as_readers_know(fresh: Catalog) -> None:
    """5 % of 40 are two; with three parts that are all of them, one more has to go."""
    parts = [{"namn": "x", "varde": "5 %"}, {"namn": "y", "varde": "35 %"}, {"namn": "z", "varde": "60 %"}]
    shown = [part.varde for part in measured(fresh, {"alla": "50 %", "av": {"alla": "40"}, "delar": parts}).delar]
    assert shown[0] == NOT
    assert shown.count(NOT) == 2
    assert [p.varde for p in measured(fresh, {"alla": "50 %", "delar": parts}).delar] == ["5 %", "35 %", "60 %"]
    two = [{"namn": "x", "varde": "50 %"}, {"namn": "y", "varde": "40 %"}]
    assert [p.varde for p in measured(fresh, {"alla": "50 %", "av": {"alla": "40"}, "delar": two}).delar] == ["50 %", "40 %"]


def test_counts_of_an_indicator_their_split_and_their_parts(fresh: Catalog) -> None:
    parts = [{"namn": "x", "varde": "2"}, {"namn": "y", "varde": "18"}]
    shown = measured(fresh, {"alla": "20", "man": "17", "kvinnor": "3", "delar": parts}, "personer")
    assert shown.kvinnor == FEW
    assert shown.delar[0].varde == FEW
    assert "20" not in (shown.alla, shown.man) or shown.man == NOT


def test_a_hidden_percentage_is_hidden_where_a_later_year_repeats_it(stad: Catalog) -> None:
    whole, part = figure("a", "40"), figure("b", "5 %", andel_av="a")
    later = figure("b", "50 %", jamforelser=[{"avser": "2022", "varde": "5 %"}])
    catalog = with_statistics(stad, whole, part, later)
    posts = [replace(post, ar=year) for post, year in zip(catalog.statistik, (2022, 2022, 2023), strict=True)]
    shown = published(replace(catalog, statistik=posts)).statistik
    assert shown[1].data.varde == NOT
    assert shown[2].data.jamforelser[0].varde == NOT


def test_last_years_hidden_percentage_is_hidden_in_this_years_table(fresh: Catalog) -> None:
    assert measured(fresh, {"alla": "5 %", "av": {"alla": "40"}}).alla == NOT
    first = fresh.matningar[0]
    later = replace(
        first,
        ar=(first.ar or 0) + 1,
        source=replace(first.source, path="nasta.yml"),
        data=first.data.model_copy(update={"forra_aret": "5 %", "utfall": {}}),
    )
    assert published(replace(fresh, matningar=[first, later])).matningar[1].data.forra_aret == NOT


def test_a_percentage_split_by_sex_is_of_the_men_and_women_in_its_whole(stad: Catalog) -> None:
    """9 % of 22 can only be two."""
    whole = figure("a", "40", man="22", kvinnor="18")
    shown = figures(stad, whole, figure("b", "20 %", man="9 %", kvinnor="33 %", andel_av="a"))[1]
    assert shown == ("20 %", NOT, NOT)


# --- Settings and exemptions -------------------------------------------------------------------------------------


def test_the_threshold_is_the_handbooks(stad: Catalog) -> None:
    data = table([row("Kund", [None, "9"], None)])
    assert complaints(stad, data) == [["9", None]]
    assert complaints(with_settings(stad, troskel="10"), data) == [["färre än 10", None]]
    nobody = table([row("Kund", [None, "0"], None)])
    assert complaints(stad, nobody) == [["0", None]]
    assert complaints(with_settings(stad, dolj_noll="ja"), nobody) == [[FEW, None]]


def test_an_exemption_shows_what_it_covers_and_no_more(stad: Catalog) -> None:
    why = {"skal": "Synpunkten lämnades vid ett öppet möte i maj.", "roll": "enhetschef"}
    rows = [row("Kund", ["2", "3"], None, undantag=why), row("Granne", ["2", "3"], None)]
    assert complaints(stad, table(rows)) == [["2", "3", None], [FEW, FEW, None]]
    one = [row("Kund", ["2", "3"], None, undantag={**why, "omfattar": ["antal", "delar"]})]
    assert complaints(stad, table(one)) == [["2", FEW, None]]


@pytest.mark.parametrize("lacking", [{"skal": "ok"}, {"roll": "chefen"}])
def test_an_exemption_with_a_defect_covers_nothing(stad: Catalog, lacking: dict[str, str]) -> None:
    why = {"skal": "Synpunkten lämnades vid ett öppet möte i maj.", "roll": "enhetschef"} | lacking
    assert complaints(stad, table([row("Kund", ["2", "3"], None, undantag=why)])) == [[FEW, FEW, None]]
