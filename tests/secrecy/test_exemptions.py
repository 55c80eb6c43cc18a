"""Exceptions with a reason and a role."""

from __future__ import annotations

import pytest

from handbok.secrecy.exemptions import Exemption, defects, exempted
from handbok.secrecy.tables import Cell, Table

GOOD = Exemption("Antalet har redan redovisats i nämndens öppna protokoll.", "enhetschef", ("klagomal", 0))


def test_a_good_exemption_has_no_defects() -> None:
    assert defects(GOOD, ["enhetschef"]) == ()


@pytest.mark.parametrize(
    ("exemption", "lacks"),
    [
        (Exemption("", "enhetschef", ("a",)), "saknar skäl"),
        (Exemption("Undantag behövs enligt chefen, ok.", "enhetschef", ("a",)), "saknar skäl"),
        (Exemption(GOOD.skal, " ", ("a",)), "saknar roll"),
        (Exemption(GOOD.skal, "kungen", ("a",)), 'rollen "kungen" finns inte'),
        (Exemption(GOOD.skal, "enhetschef", ()), "omfattar allt"),
    ],
)
def test_what_an_exemption_lacks_is_said(exemption: Exemption, lacks: str) -> None:
    (defect,) = defects(exemption, ["enhetschef"])
    assert lacks in defect


def test_an_exemption_covers_what_lies_within_it() -> None:
    assert GOOD.covers(("klagomal", 0, "t1"))
    assert not GOOD.covers(("klagomal", 1, "t1"))
    assert not Exemption(GOOD.skal, GOOD.roll, ()).covers(("a",))


def test_exempted_cells_are_public() -> None:
    table = exempted(Table((Cell(("klagomal", 0, "t1"), 1), Cell(("klagomal", 1, "t1"), 1))), [GOOD])
    assert [(c.sensitive, c.hideable) for c in table.cells] == [(False, False), (True, True)]
