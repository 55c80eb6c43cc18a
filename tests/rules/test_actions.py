"""Åtgärder across records; one page per code in tests/fel shows each fault, the rest is here."""

from __future__ import annotations

import pytest

from tests.overlay import Handbook

OLD = "planer/2023/hemtjanst-norr/atgarder.yml"
NEW = "planer/2024/hemtjansten/atgarder.yml"
ROW = """\
- id: byta-las
  titel: Byta lås
  beskrivning: Låsen byts.
  ansvarig: enhetschef
  beslutad: 2023-10-02
"""


def found(handbook: Handbook) -> list[tuple[str, str, int]]:
    """Code, file and line of what is found, information apart."""
    return [
        (d.code, d.location.path.removeprefix("content/"), d.location.line) for d in handbook.found() if d.severity != "info"
    ]


def test_a_category_of_the_units_table_that_year_leads_to_an_atgard(exempelstad: Handbook) -> None:
    exempelstad.write(OLD, f"{ROW}  klar_senast: 2023-12-01\n  foranledd_av: [Kund, Narstaende]\n")
    (fault,) = exempelstad.of("okand-referens")
    assert fault.message == 'kategorin "Narstaende" finns inte i klagomal.yml för 2023'
    assert fault.remedy == "en liknande finns: Närstående"
    assert (fault.location.line, fault.location.column) == (7, 24)


def test_until_the_years_counts_are_entered_any_category_does(exempelstad: Handbook) -> None:
    exempelstad.write(NEW, f"{ROW}  klar_senast: 2024-12-01\n  foranledd_av: [Något nytt]\n")
    assert found(exempelstad) == []


def test_a_table_with_a_fault_of_its_own_hides_no_category(exempelstad: Handbook) -> None:
    exempelstad.replace("planer/2023/hemtjanst-norr/klagomal.yml", "grupper:", "gruper:")
    assert {d.code for d in exempelstad.found() if d.severity == "fel"} == {"okand-nyckel", "saknad-nyckel"}


@pytest.mark.parametrize(
    ("end", "lines"),
    [("klar_senast: 2023-10-02", []), ("klar_senast: 2023-10-01", [6]), ("klar_senast: 2023-12-01\n  klar: 2023-09-01", [7])],
)
def test_nothing_is_done_before_it_is_decided(exempelstad: Handbook, end: str, lines: list[int]) -> None:
    exempelstad.write(OLD, f"{ROW}  {end}\n  resultat: Det går fortare.\n")
    assert [d.location.line for d in exempelstad.of("slut-fore-start")] == lines


@pytest.mark.parametrize(
    ("end", "codes"),
    [
        ("", ["atgard-utan-slut"]),
        ("klar_senast: 2023-12-01", []),
        ("klar: 2023-12-01", ["atgard-utan-resultat"]),
        ("klar: 2023-12-01\n  rutiner: [genomforandeplan]", []),
        ("klar: 2023-12-01\n  resultat: Det går fortare.", []),
    ],
)
def test_an_end_and_a_result_are_asked_for(exempelstad: Handbook, end: str, codes: list[str]) -> None:
    exempelstad.write(OLD, f"{ROW}  {end}\n" if end else ROW)
    assert [code for code, _, _ in found(exempelstad)] == codes


def test_a_note_explains_what_the_source_leaves_out(exempelstad: Handbook) -> None:
    exempelstad.write(OLD, f"{ROW}  kallnotering: Källan säger inte när.\n")
    (told,) = exempelstad.of("atgard-utan-slut")
    assert told.severity == "info"


@pytest.mark.parametrize(("unit", "codes"), [("hemtjansten", []), ("hemtjanst-norr", ["atgard-utan-slut"])])
def test_an_atgard_that_a_later_year_tells_anew_needs_no_end(exempelstad: Handbook, unit: str, codes: list[str]) -> None:
    """Hemtjänsten continues Hemtjänst norr, not the other way round."""
    exempelstad.write(OLD, ROW)
    exempelstad.remove(NEW)
    again = ROW.replace("2023-10-02", "2024-10-02") + "  klar_senast: 2024-12-01\n"
    if unit == "hemtjansten":
        exempelstad.write(NEW, again)
    else:
        exempelstad.write("planer/2022/hemtjansten/atgarder.yml", again)
        exempelstad.write("planer/2022/hemtjansten/plan.md", "---\nstatus: utkast\n---\nText.\n")
    assert [code for code, _, _ in found(exempelstad)] == codes


def test_an_atgard_never_tells_a_case(exempelstad: Handbook) -> None:
    """Also where the unit has no counts to hide."""
    exempelstad.write(NEW, f"{ROW}  klar: 2024-12-01\n  resultat: En brukare fick vänta en hel dag på sitt besök.\n")
    (told,) = exempelstad.of("enskilt-fall")
    assert told.message == "meningen berättar om en enskild person, och en åtgärd beskriver aldrig ett fall"
    assert (told.location.line, told.location.column) == (7, 13)


def test_nor_in_its_title(exempelstad: Handbook) -> None:
    told = ROW.replace("Byta lås", "Brukaren fick vänta en dag")
    exempelstad.write(NEW, f"{told}  klar_senast: 2024-12-01\n")
    assert [d.location.line for d in exempelstad.of("enskilt-fall")] == [2]


def test_an_atgard_does_not_repeat_what_the_table_hides(exempelstad: Handbook) -> None:
    """Exempelstad hides the 4 and 3 of Kund and the 2 of Närstående."""
    exempelstad.write(OLD, f"{ROW}  klar_senast: 2023-12-01\n  resultat: Så hanterades 3 klagomål på tre veckor.\n")
    assert [(d.location.line, d.location.column) for d in exempelstad.of("antal-i-text")] == [(7, 27)]


def test_a_person_is_not_pointed_out(exempelstad: Handbook) -> None:
    exempelstad.write(OLD, f"{ROW}  klar_senast: 2023-12-01\n  resultat: Ring 070-174 06 05.\n")
    assert [d.location.line for d in exempelstad.of("kontaktuppgift") + exempelstad.of("liknar-personuppgift")] == [7]
