"""Document control across records; one page per code in tests/fel shows each fault, the rest is here."""

from __future__ import annotations

import pytest

from tests.overlay import Handbook

RUTIN = "rutiner/genomforandeplan.md"
PROCESS = "processer/planera-insatser.md"


def found(handbook: Handbook) -> list[tuple[str, int]]:
    """Code and line of what is found, information apart."""
    return [(d.code, d.location.line) for d in handbook.found() if d.severity != "info"]


def add(handbook: Handbook, front: str, name: str = RUTIN, after: str = "agare: enhetschef\n") -> None:
    handbook.replace(name, after, after + front)


def test_a_review_on_the_first_and_on_the_last_day_is_in_time(exempelstad: Handbook) -> None:
    add(
        exempelstad,
        "granskningar:\n  - {datum: 2021-03-01, roll: enhetschef, utfall: oforandrad}\n"
        "  - {datum: 2024-12-31, roll: enhetschef, utfall: oforandrad}\n",
    )
    assert found(exempelstad) == []


@pytest.mark.parametrize("day", ["2021-02-28", "2027-01-01"])
def test_a_review_outside_is_not(exempelstad: Handbook, day: str) -> None:
    add(exempelstad, f"granskningar:\n  - {{datum: {day}, roll: enhetschef, utfall: oforandrad}}\n")
    assert found(exempelstad) == [("granskning-utanfor-tiden", 7)]


def test_a_process_is_under_the_same_control(exempelstad: Handbook) -> None:
    add(
        exempelstad,
        "version: '1.0'\ngranskas_senast: 2025-01-01\ngranskas_var: 1 år\n"
        "granskningar:\n  - {datum: 2027-01-01, roll: enhetschef, utfall: oforandrad, vasentlig: ja, version: '2.0'}\n",
        PROCESS,
    )
    assert sorted(code for code, _ in found(exempelstad)) == [
        "dubbel-granskningstid",
        "granskning-utanfor-tiden",
        "vasentlig-men-oforandrad",
        "vasentlig-utan-notering",
        "version-bakat",
    ]


def test_versions_are_compared_in_order_of_time_not_of_the_file(exempelstad: Handbook) -> None:
    later = "  - {datum: 2024-06-01, roll: enhetschef, utfall: andrad, version: '1.10'}\n"
    earlier = "  - {datum: 2023-06-01, roll: enhetschef, utfall: andrad, version: '1.9'}\n"
    add(exempelstad, f"granskningar:\n{later}{earlier}")
    assert found(exempelstad) == []


def test_a_version_that_is_not_a_number_is_not_compared(exempelstad: Handbook) -> None:
    add(exempelstad, "granskningar:\n  - {datum: 2024-06-01, roll: enhetschef, utfall: andrad, version: hösten}\n")
    assert found(exempelstad) == []


def test_a_review_that_withdraws_asks_for_a_last_day_before_the_status_is_changed(exempelstad: Handbook) -> None:
    add(exempelstad, "granskningar:\n  - {datum: 2024-06-01, roll: enhetschef, utfall: upphavd, notering: Gammal.}\n")
    assert found(exempelstad) == [("upphavd-utan-slut", 7)]


def test_a_rutin_that_another_replaces_needs_no_reason(exempelstad: Handbook) -> None:
    exempelstad.replace("rutiner/nyckelhantering.md", ", notering: Låsen öppnas med telefonen.", "")
    assert found(exempelstad) == []
    exempelstad.replace("rutiner/digitala-las.md", "ersatter: [nyckelhantering]\n", "")
    assert found(exempelstad) == [("upphavd-utan-skal", 3)]


def test_reviewers_deciders_and_readers_are_roles(exempelstad: Handbook) -> None:
    add(
        exempelstad,
        "faststalld_av: chefen\nlases_av: [alla]\n"
        "granskningar:\n  - {datum: 2024-06-01, roll: granskare, utfall: oforandrad}\n",
    )
    assert [(d.code, d.message) for d in exempelstad.of("okand-referens")] == [
        ("okand-referens", 'rollen "chefen" finns inte'),
        ("okand-referens", 'rollen "alla" finns inte'),
        ("okand-referens", 'rollen "granskare" finns inte'),
    ]


@pytest.mark.parametrize("written", ["12", "varje år"])
def test_what_is_not_an_interval_is_told_how_to_write_one(exempelstad: Handbook, written: str) -> None:
    exempelstad.replace(RUTIN, "granskas_senast: 2025-03-01", f"granskas_var: {written}")
    (diagnostic,) = exempelstad.of("fel-typ")
    assert diagnostic.remedy == 'skriv ett antal månader eller år, till exempel "12 månader"'


def test_receipts_name_a_rutin_and_a_role(exempelstad: Handbook) -> None:
    exempelstad.write(
        "kvalitet/laskvittenser.yml",
        "- {rutin: genomforande, version: '1.0', roll: alla, antal: -1, datum: 2024-01-01}\n"
        "- {rutin: genomforande, version: '1.0', roll: alla, antal: 1, av: 1, datum: 2024-01-01}\n",
    )
    assert sorted(d.code for d in exempelstad.found() if d.severity != "info") == [
        "fel-typ",
        "okand-referens",
        "okand-referens",
    ]
