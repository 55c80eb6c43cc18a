"""The command line: what each command prints and how it ends."""

from __future__ import annotations

import json
import os

import pytest
from typer.testing import CliRunner

from handbok.cli import app
from handbok.confirming import unconfirmed
from tests.overlay import Handbook

YEARS = ["jamfor", "2023", "2024"]


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, list(arguments))
    return result.exit_code, result.stdout


def test_two_editions_are_compared_as_text_to_read(exempelstad: Handbook) -> None:
    assert exempelstad.content.is_dir()
    code, text = run(*YEARS)
    assert code == 0
    assert text.startswith("# Vad är nytt sedan 2023\n")


def test_and_as_data(exempelstad: Handbook) -> None:
    assert exempelstad.content.is_dir()
    code, text = run(*YEARS, "--format", "json")
    assert code == 0
    assert (json.loads(text)["fran"], json.loads(text)["till"]) == (2023, 2024)


@pytest.mark.usefixtures("exempelstad")
def test_a_year_that_is_not_there() -> None:
    result = CliRunner().invoke(app, ["jamfor", "2022", "2024"])
    assert result.exit_code == 2
    assert "utgåvan 2022 finns inte; åren är 2023, 2024" in result.output


@pytest.mark.parametrize("command", ["jamfor", "bekrafta"])
def test_help_is_in_swedish(command: str) -> None:
    code, text = run(command, "--help")
    assert code == 0
    for english in ("Usage", "Arguments", "Options", "required", "default", "list"):
        assert english not in text


# --- bekrafta -------------------------------------------------------------------------------------------------------

GOAL = "planer/2024/hemtjansten/atagande/planerad-tid.md"
ABOVE = "styrning/2024/namndmal/budget-i-balans.md"


def said(*arguments: str) -> tuple[int, str]:
    """Exit status and all that was printed by bekrafta."""
    result = CliRunner().invoke(app, ["bekrafta", *arguments], catch_exceptions=False)
    return result.exit_code, result.output


def everything(handbook: Handbook) -> dict[str, bytes]:
    return {str(p.relative_to(handbook.content)): p.read_bytes() for p in handbook.content.rglob("*") if p.is_file()}


def test_nothing_is_followed_until_someone_confirms(exempelstad: Handbook) -> None:
    before = everything(exempelstad)
    code, text = said()
    assert (code, everything(exempelstad)) == (0, before)
    assert text.startswith("0 av 0 länkar som följs behöver bekräftas; ")


def test_all_are_confirmed_and_the_check_is_as_quiet_as_before(exempelstad: Handbook) -> None:
    before = everything(exempelstad)
    code, text = said("--alla")
    assert (code, exempelstad.output()) == (0, "")
    assert f"content/{GOAL}\n  mal:budget-i-balans obekräftad → " in text
    after = everything(exempelstad)
    changed = {name for name in before if after[name] != before[name]}
    assert changed
    assert not any("2023" in name for name in changed)
    assert all(unconfirmed(after[name]) == before[name] for name in before)
    assert said("--alla") == (0, "Allt är redan bekräftat; inget är ändrat\n")
    assert everything(exempelstad) == after


def test_what_has_changed_is_shown_and_confirmed_by_id_or_file(exempelstad: Handbook) -> None:
    said("--alla")
    exempelstad.replace(ABOVE, "titel: Nämndens budget är i balans", "titel: Nämnden håller budgeten")
    before = everything(exempelstad)
    code, text = said()
    assert code == 1
    assert f"content/{GOAL}: mal:budget-i-balans fb658b4ee2e1 → " in text
    assert "1 av " in text
    assert said("--visa", "planerad-tid")[1].count("1 rad i 1 fil skulle ändras\n") == 1
    assert everything(exempelstad) == before
    assert said(f"content/{GOAL}")[1].count("1 rad i 1 fil är skrivna\n") == 1
    after = everything(exempelstad)
    assert [name for name in after if after[name] != before[name]] == [GOAL]
    assert said()[0] == 0


def test_the_line_of_the_warning_can_be_pasted_by_hand(exempelstad: Handbook) -> None:
    said("--alla")
    exempelstad.replace(ABOVE, "titel: Nämndens budget är i balans", "titel: Nämnden håller budgeten")
    (warning,) = exempelstad.of("lank-att-bekrafta")
    line = warning.remedy.partition("skriv raden ")[2]
    exempelstad.replace(GOAL, 'mal:budget-i-balans: "fb658b4ee2e1"', line)
    assert exempelstad.output() == ""


def test_a_link_that_is_no_more_goes(exempelstad: Handbook) -> None:
    said("--alla")
    exempelstad.replace("rutiner/genomforandeplan.md", "mal: [samma-ansikten, ", "mal: [")
    code, text = said()
    assert code == 1
    assert "content/rutiner/genomforandeplan.md: mal:samma-ansikten " in text
    assert said("rutin:genomforandeplan")[0] == 0
    assert exempelstad.of("bekraftat-utan-lank") == []


@pytest.mark.usefixtures("exempelstad")
@pytest.mark.parametrize(
    ("written", "answer"),
    [
        ("planerad-tdi", "det finns inget mål och ingen rutin planerad-tdi; menas planerad-tid?"),
        ("xyzzy", "det finns inget mål och ingen rutin xyzzy\n"),
        ("egen-rost", "hör till det som var"),
        ("nyckelhantering", "hör till det som var"),
    ],
)
def test_what_cannot_be_confirmed(written: str, answer: str) -> None:
    code, text = said("planerad-tid", written)
    assert code == 2
    assert answer in text


def test_an_id_that_is_both_a_goal_s_and_a_rutin_s(exempelstad: Handbook) -> None:
    exempelstad.write("rutiner/planerad-tid.md", exempelstad.read("rutiner/genomforandeplan.md"))
    code, text = said("planerad-tid")
    assert (code, "skriv filen" in text) == (2, True)
    assert said("mal:planerad-tid")[0] == said("2024/hemtjansten/planerad-tid")[0] == said("rutin:planerad-tid")[0] == 0


def test_nothing_is_confirmed_while_there_are_faults(exempelstad: Handbook) -> None:
    exempelstad.replace(ABOVE, "foralder: hallbar-ekonomi", "foralder: finns-inte")
    before = everything(exempelstad)
    code, text = said("--alla")
    assert (code, everything(exempelstad)) == (1, before)
    assert "okand-referens" in text
    assert "1 fel; inget är bekräftat\n" in text


def test_ids_and_all_at_once(exempelstad: Handbook) -> None:
    assert exempelstad.content.is_dir()
    assert said("--alla", "planerad-tid")[0] == 2


def test_one_file_that_cannot_be_edited_stops_all(exempelstad: Handbook) -> None:
    exempelstad.write(GOAL, "---\n{titel: Vi använder tiden där den behövs, foralder: budget-i-balans}\n---\n")
    before = everything(exempelstad)
    code, text = said("--alla")
    assert (code, everything(exempelstad)) == (2, before)
    assert f"content/{GOAL} är skriven så att" in text
    assert "0 av " in text


def test_a_disk_that_fills_up_half_way_loses_nothing(exempelstad: Handbook, monkeypatch: pytest.MonkeyPatch) -> None:
    before = everything(exempelstad)
    kept, left = os.fsync, iter(range(4))  # each file, and its folder, is made sure of

    def full(handle: int) -> None:
        if next(left, None) is None:
            raise OSError(28, "No space left on device")
        kept(handle)

    monkeypatch.setattr("os.fsync", full)
    code, text = said("--alla")
    assert code == 2
    assert "disken är full" in text
    assert "2 av " in text
    half = everything(exempelstad)
    assert set(half) == set(before)
    assert len([name for name in half if half[name] != before[name]]) == 2
    assert all(unconfirmed(half[name]) == before[name] for name in half)
    monkeypatch.undo()
    monkeypatch.chdir(exempelstad.root)
    assert said("--alla")[0] == 0
    assert exempelstad.output() == ""
