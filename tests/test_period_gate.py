"""The period gate, on Exempelstad's two years: what is whole says nothing, and each thing that is taken away is named."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from handbok.cli import app
from handbok.editions import Edition
from handbok.period_gate import gaps, open_periods
from tests.overlay import Handbook

PLAN = "planer/2024/hemtjansten"
NAME = "Antal medarbetare som en kund möter på två veckor"


def lacking(handbook: Handbook, period: str = "delar", year: int = 2024, unit: str = "hemtjansten") -> list[tuple[str, str]]:
    """What the unit lacks: the name of the thing and what it lacks."""
    edition = Edition(handbook.catalog(), year)
    return [(gap.name, gap.lacks) for gap in gaps(edition, unit, edition.handbok.period(period))]


def test_a_whole_period_lacks_nothing(exempelstad: Handbook) -> None:
    assert lacking(exempelstad) == []


def test_a_goal_needs_a_follow_up_with_a_judgement_and_an_analysis(exempelstad: Handbook) -> None:
    place = f"{PLAN}/uppfoljning/delar/planerad-tid.md"
    title = "Vi använder tiden där den behövs"
    exempelstad.write(place, "---\nbedomning: ej-bedomt\n---\n")
    assert lacking(exempelstad) == [(title, "bedömning"), (title, "analys")]
    exempelstad.remove(place)
    assert lacking(exempelstad) == [(title, "uppföljning")]


def test_an_indicator_that_is_due_needs_an_outcome_or_a_reason(exempelstad: Handbook) -> None:
    place = f"{PLAN}/indikatorer.yml"
    exempelstad.replace(place, 'delar: {alla: "12", man: "12,4", kvinnor: "11,8"}', "delar: {}")
    assert (NAME, "utfall") in lacking(exempelstad)
    exempelstad.replace(place, "delar: {}", "delar: {saknas: Systemet byttes i april}")
    assert lacking(exempelstad) == []


def test_an_outcome_is_split_by_sex_or_says_why_not(exempelstad: Handbook) -> None:
    place = f"{PLAN}/indikatorer.yml"
    exempelstad.replace(place, ', man: "12,4", kvinnor: "11,8"', "")
    assert lacking(exempelstad) == [(NAME, "könsuppdelning")]
    exempelstad.replace(place, 'alla: "12"', 'alla: "12", utan_kon: Männen är för få')
    assert lacking(exempelstad) == []


def test_an_indicator_that_is_never_split_says_so_once(exempelstad: Handbook) -> None:
    exempelstad.replace(f"{PLAN}/indikatorer.yml", ', man: "12,4", kvinnor: "11,8"', "")
    place = "indikatorer/personalkontinuitet.yml"
    exempelstad.write(place, exempelstad.read(place) + "utan_kon: Måttet gäller personalen\n")
    assert lacking(exempelstad) == []


def test_what_is_measured_once_a_year_is_due_at_its_end(exempelstad: Handbook) -> None:
    assert not any(lacks == "utfall" for _, lacks in lacking(exempelstad, "delar"))
    assert ("Andel kunder som är nöjda", "utfall") in lacking(exempelstad, "bokslut")


def test_an_activity_that_was_done_earlier_needs_no_more(exempelstad: Handbook) -> None:
    name = "Slå ihop kvällsgrupperna"
    assert (name, "läge") in lacking(exempelstad, "bokslut")
    exempelstad.replace(f"{PLAN}/aktiviteter.yml", "lage: {delar: pagar}", "lage: {delar: klar}")
    assert (name, "läge") not in lacking(exempelstad, "bokslut")


def test_the_period_that_comes_next_is_open(exempelstad: Handbook) -> None:
    catalog = exempelstad.catalog()
    assert [p.id for p in open_periods(Edition(catalog, 2023), "hemtjanst-norr")] == ["delar", "bokslut"]
    assert [p.id for p in open_periods(Edition(catalog, 2024), "hemtjansten")] == ["delar", "bokslut"]
    exempelstad.remove(f"{PLAN}/uppfoljning")
    assert [p.id for p in open_periods(Edition(exempelstad.catalog(), 2024), "hemtjansten")] == ["delar"]


def test_a_year_that_is_over_should_have_them_all(exempelstad: Handbook) -> None:
    exempelstad.remove("planer/2023/hemtjanst-norr/uppfoljning")
    assert [p.id for p in open_periods(Edition(exempelstad.catalog(), 2023), "hemtjanst-norr")] == ["delar", "bokslut"]


def test_gaps_are_told_by_unit_and_role(exempelstad: Handbook) -> None:
    told = exempelstad.output("--period", "Bokslut-2024")
    assert "# Hemtjänsten, Enhetschef: " in told
    assert "# Hemtjänsten, Planerare: 1 saknas" in told


@pytest.mark.usefixtures("exempelstad")
@pytest.mark.parametrize("written", ["vb-2024", "bokslut-1999", "bokslut", "-", "bokslut-²"])
def test_an_unknown_period_is_told_which_there_are(written: str) -> None:
    done = CliRunner().invoke(app, ["check", "--innehall", "content", f"--period={written}"], catch_exceptions=False)
    assert done.exit_code == 2
    assert done.stdout == ""


def test_programs_get_the_gaps_as_findings(exempelstad: Handbook) -> None:
    found = json.loads(exempelstad.output("--period", "bokslut-2024", "--format", "json"))
    assert {row["kod"] for row in found} == {"ofullstandig-period"}
