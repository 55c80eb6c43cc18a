"""What points out a person is found wherever it stands, and never repeated in a message."""

from __future__ import annotations

import pytest

from handbok.catalog import Catalog
from handbok.diagnostics.render import RENDERERS
from handbok.rules.counts import secret_counts
from handbok.rules.persons import pointed_out
from tests.overlay import Handbook
from tests.rules.test_prose import found

PLAN = "planer/2024/hemtjansten"
NUMBER = "811228-9874"
TABLE = "rubrik: r\ngrupper:\n  - namn: g\n    rader:\n"


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("sidor/kontakt.md", f"---\ntitel: Om {NUMBER}\n---\nx\n", 2),
        ("sidor/kontakt.md", f"---\ntitel: Kontakt\n---\nx\n\n- a\n- {NUMBER}\n", 7),
        ("sidor/kontakt.md", f"---\ntitel: Kontakt # {NUMBER}\n---\nx\n", 2),
        (f"{PLAN}/klagomal.yml", f"{TABLE}      - kategori: Kund\n        kallnotering: Se {NUMBER}.\n", 6),
        ("organisation/roller/vikarie.yml", f"namn: Vikarie\nbeskrivning: |\n  Hon.\n\n  Eller {NUMBER}.\n", 5),
    ],
)
def test_a_personnummer_is_found_wherever_it_stands(exempelstad: Handbook, name: str, text: str, line: int) -> None:
    exempelstad.write(name, text)
    column = text.splitlines()[line - 1].index(NUMBER) + 1
    assert found(exempelstad) == [(name, line, column, "personnummer")]


@pytest.mark.parametrize(
    "secret", [NUMBER, "811228 9874", "811288-9873", "anna.andersson@example.org", "070-174 06 35", "klienten Anna Andersson"]
)
def test_no_form_of_a_message_repeats_what_was_found(exempelstad: Handbook, secret: str) -> None:
    exempelstad.write("sidor/kontakt.md", f"---\ntitel: Kontakt\n---\nNyligen kom {secret} hit.\n")
    findings = list(pointed_out(exempelstad.catalog()))
    assert findings
    for render in RENDERERS.values():
        assert secret.removeprefix("klienten ") not in render(findings)


def test_names_of_units_roles_and_laws_are_no_persons(familjeenheten: Catalog, stad: Catalog) -> None:
    assert list(pointed_out(familjeenheten)) == []
    assert list(pointed_out(stad)) == []


def test_our_own_content_tells_no_hidden_count(familjeenheten: Catalog) -> None:
    assert list(secret_counts(familjeenheten)) == []


# --- Texts beside hidden counts ----------------------------------------------------------------------------------

ROW = '      - kategori: Kund\n        antal: {delar: "3", bokslut: "14"}\n'


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Synpunkterna gällde schemat.", False),
        ("Tre gällde schemat.", True),
        ("3 gällde schemat.", True),
        ("De 14 andra gällde bemötandet.", False),
        ("Kapitel 3.2 och 3–5 säger mer.", False),
        ("Raden har tre tal.", False),
    ],
)
def test_a_rows_own_texts_do_not_repeat_its_hidden_counts(exempelstad: Handbook, text: str, told: bool) -> None:
    exempelstad.write(f"{PLAN}/klagomal.yml", f"{TABLE}{ROW}        kallnotering: {text}\n")
    assert [code for *_, code in found(exempelstad)] == (["antal-i-text"] if told else [])


@pytest.mark.parametrize(
    ("text", "told"),
    [("Tre klienter hörde av sig.", True), ("Tre planerare slutade.", False), ("Fyra klienter hörde av sig.", False)],
)
def test_the_years_other_texts_do_not_repeat_them_either(exempelstad: Handbook, text: str, told: bool) -> None:
    exempelstad.write(f"{PLAN}/klagomal.yml", TABLE + ROW)
    exempelstad.write(f"{PLAN}/avsnitt/fler.md", f"---\ntitel: Fler\nordning: 1\n---\n{text}\n")
    assert [code for *_, code in found(exempelstad)] == (["antal-i-text"] if told else [])


def test_a_hidden_percentage_is_not_repeated(exempelstad: Handbook) -> None:
    rows = (
        "- indikator: nojda-kunder\n  mal: egen-genomforandeplan\n  kallnotering: Tecknet efter 66,67 saknas.\n"
        '  utfall:\n    delar: {alla: "68,18 %", man: "66,67", kvinnor: "70 %"}\n'
    )  # fmt: skip
    exempelstad.write(f"{PLAN}/indikatorer.yml", rows)
    codes = [(line, column) for _, line, column, code in found(exempelstad) if code == "antal-i-text"]
    assert codes == [(3, rows.splitlines()[2].index("66,67") + 1)]


@pytest.mark.parametrize(
    ("head", "told"), [("| Klagomål | Antal |", True), ("| Flickor | Pojkar |", True), ("| Planeringsdagar | Antal |", False)]
)
def test_a_table_in_a_text_is_protected_by_nobody(exempelstad: Handbook, head: str, told: bool) -> None:
    exempelstad.write(
        f"{PLAN}/avsnitt/fler.md", f"---\ntitel: Fler\nordning: 1\n---\n{head}\n| --- | --- |\n| x | 3 |\n| y | 0 |\n"
    )
    assert [(line, code) for _, line, _, code in found(exempelstad)] == ([(7, "antal-i-text")] if told else [])


# --- What figures say of each other ------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["summa_av: [bb]", "andel_av: bb"])
def test_a_figure_that_another_names_exists(exempelstad: Handbook, key: str) -> None:
    row = '- {id: %s, grupp: g, namn: n, varde: "9"%s}\n'
    exempelstad.write(f"{PLAN}/statistik.yml", row % ("a", f", {key}") + row % ("b", ""))
    (fault,) = exempelstad.of("okand-referens")
    assert (fault.message, fault.remedy) == ('siffran "bb" finns inte i filen', "en liknande finns: b")


def test_the_category_that_a_group_divides_up_exists(exempelstad: Handbook) -> None:
    exempelstad.write(f"{PLAN}/klagomal.yml", TABLE.replace("rader", "delar_upp: Kunder\n    rader") + ROW)
    (fault,) = exempelstad.of("okand-referens")
    assert fault.message == 'kategorin "Kunder" finns inte i någon annan grupp'


@pytest.mark.parametrize("key", ["troskel: 2", "kvar: 1"])
def test_settings_with_which_a_mark_would_tell_the_number_are_refused(exempelstad: Handbook, key: str) -> None:
    exempelstad.replace("handbok.yml", "sanna_tal_i_kallan: ja", f"sanna_tal_i_kallan: ja, {key}")
    (fault,) = exempelstad.of("fel-typ")
    assert fault.remedy == "skriv ett större tal"
