"""Addresses within a page: a step's id is its alone."""

from __future__ import annotations

from tests.overlay import Handbook

PROCESS = "processer/planera-insatser.md"


def test_two_steps_of_a_process_have_different_ids(exempelstad: Handbook) -> None:
    before = exempelstad.found()
    exempelstad.replace(PROCESS, "id: lagga-schema", "id: skriva-plan")
    new = [d for d in exempelstad.found() if d not in before]
    assert [(d.code, d.location.line, d.message) for d in new] == [
        ("dubbelt-id", 13, 'id:t "skriva-plan" finns redan på ett steg i processen')
    ]


def test_steps_of_two_processes_may_have_the_same_id(exempelstad: Handbook) -> None:
    before = exempelstad.found()
    exempelstad.replace("processer/utfora-insatser.md", "id: ga-in", "id: skriva-plan")
    assert exempelstad.found() == before
