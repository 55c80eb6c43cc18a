"""A reader who puts everything published of a table side by side and solves it: no hidden count comes out.

The tables go the whole way to pages, documents and open data; only what those say is given to the reader.
"""

from __future__ import annotations

import json

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handbok import model as m
from handbok.catalog import Catalog
from handbok.documents import outline
from handbok.documents.blocks import Table as Block
from handbok.documents.blocks import plain
from handbok.editions import Edition
from handbok.export import export
from handbok.pages.render import render
from handbok.secrecy.suppression import Rules
from handbok.secrecy.tables import Cell, Key, Sum, Table
from tests.protection.small import PERIODS, UNIT, YEAR, row, table, with_complaints, with_statistics
from tests.secrecy import attacker

Counts = list[tuple[int, int]]
ROWS = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), min_size=1, max_size=3)
COLUMNS = (*PERIODS, "totalt")


def content(counts: Counts) -> m.Klagomal:
    """Rows over two periods with their totals, and a row that is the sum of the others."""
    whole = [*counts, (sum(a for a, _ in counts), sum(b for _, b in counts))]
    names = [*(f"Rad {i}" for i in range(len(counts))), "Totalt"]
    return table([row(n, [str(a), str(b)], str(a + b)) for n, (a, b) in zip(names, whole, strict=True)])


def in_data(edition: Edition) -> dict[Key, str]:
    data = json.loads(export(edition)["data/handbok.json"])
    out: dict[Key, str] = {}
    for line in data["klagomal"][0]["grupper"][0]["rader"]:
        for column, value in (line["antal"] | {"totalt": line["totalt"]}).items():
            out[line["kategori"], column] = value.get("visas") or value["skrivet"]
    return out


def on_page(edition: Edition) -> dict[Key, str]:
    page = next(p.markdown for p in render(edition) if p.uri == f"planer/{UNIT}/bokslut.md")
    lines = [
        [c.strip() for c in line.strip("|").split("|")] for line in page.splitlines() if line.startswith(("| Rad", "| Tot"))
    ]
    return {(line[0], column): text for line in lines for column, text in zip(COLUMNS, line[1:], strict=True)}


def in_document(edition: Edition) -> dict[Key, str]:
    blocks = outline(edition, UNIT, edition.handbok.period("bokslut")).blocks
    found = next(b for b in blocks if isinstance(b, Block) and b.caption == "Vem hörde av sig?")
    lines = [[plain(cell) for cell in line.cells] for line in found.rows]
    return {(line[0], column): text for line in lines for column, text in zip(COLUMNS, line[1:4], strict=True)}


def ties(shown: dict[Key, str]) -> Table:
    """What anyone who reads the table knows: rows and columns add up."""
    names = list(dict.fromkeys(name for name, _ in shown))
    rows = [Sum((n, "totalt"), tuple((n, p) for p in PERIODS)) for n in names]
    columns = [Sum(("Totalt", c), tuple((n, c) for n in names if n != "Totalt")) for c in COLUMNS]
    return Table(tuple(Cell(key, None) for key in shown), (*rows, *columns))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(counts=ROWS)
def test_no_hidden_count_comes_out(stad: Catalog, counts: Counts) -> None:
    edition = Edition(with_complaints(stad, content(counts)), YEAR)
    shown = in_data(edition)
    assert on_page(edition) == in_document(edition) == shown

    truth = {key: value for line in content(counts).grupper[0].rader for key, value in _true(line)}
    page = attacker.Published({k: int(v) if v.isdigit() else v for k, v in shown.items()}, ties(shown), Rules())
    assert all(shown[key] == str(value) for key, value in truth.items() if shown[key].isdigit())
    assert not [key for key, value in truth.items() if 0 < value < 5 and shown[key].isdigit()]
    assert not attacker.determined(page)
    # A reader may not take "visas inte" to be large: a small count has that mark too, where "färre än 5" would tell.
    limits = {
        k: (0, 80) if page.cells[k] == "visas inte" and 0 < truth[k] < 5 else v for k, v in attacker.bounds(page, 80).items()
    }
    for key in [k for k in limits if 0 < truth[k] < 5]:
        assert len(attacker.narrowed(page, limits, 3, truth, [key])[key]) >= 3


def _true(line: m.Klagomalsrad) -> list[tuple[Key, int]]:
    cells = line.antal | {"totalt": line.totalt or ""}
    return [((line.kategori, column), int(value)) for column, value in cells.items()]


SPLITS = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), min_size=2, max_size=3)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(counts=SPLITS)
def test_no_hidden_count_of_running_figures_comes_out(stad: Catalog, counts: Counts) -> None:
    """Figures split by sex, and one that is the sum of the others."""
    whole = [*counts, (sum(a for a, _ in counts), sum(b for _, b in counts))]
    names = [f"f{i}" for i in range(len(whole))]
    rows = [
        m.Statistik(
            id=n,
            grupp="g",
            namn=n,
            varde=str(a + b),
            man=str(a),
            kvinnor=str(b),
            summa_av=tuple(names[:-1]) if n == names[-1] else (),
        )
        for n, (a, b) in zip(names, whole, strict=True)
    ]
    data = json.loads(export(Edition(with_statistics(stad, *rows), YEAR))["data/handbok.json"])
    who = ("varde", "man", "kvinnor")
    shown: dict[Key, str] = {(r["id"], w): r[w].get("visas") or r[w]["skrivet"] for r in data["statistik"] for w in who}
    truth: dict[Key, int] = {(r.id, w): int(getattr(r, w)) for r in rows for w in who}
    sums = [Sum((n, "varde"), ((n, "man"), (n, "kvinnor"))) for n in names]
    sums += [Sum((names[-1], w), tuple((n, w) for n in names[:-1])) for w in who]
    table = Table(tuple(Cell(key, None) for key in shown), tuple(sums))
    page = attacker.Published({k: int(v) if v.isdigit() else v for k, v in shown.items()}, table, Rules())
    assert not [key for key, value in truth.items() if 0 < value < 5 and shown[key].isdigit()]
    assert not attacker.determined(page)
    limits = {
        k: (0, 80) if page.cells[k] == "visas inte" and 0 < truth[k] < 5 else v for k, v in attacker.bounds(page, 80).items()
    }
    for key in [k for k in limits if 0 < truth[k] < 5]:
        assert len(attacker.narrowed(page, limits, 3, truth, [key])[key]) >= 3


def test_the_reader_would_have_found_what_is_hidden_alone() -> None:
    """The same reader, given tables where only small counts are hidden, works them out: the test above can fail."""
    shown: dict[Key, int | str] = {("Rad 0", "delar"): "färre än 5", ("Rad 0", "bokslut"): 9, ("Rad 0", "totalt"): 10}
    known = Table(
        tuple(Cell(key, None) for key in shown), (Sum(("Rad 0", "totalt"), (("Rad 0", "delar"), ("Rad 0", "bokslut"))),)
    )
    assert attacker.determined(attacker.Published(shown, known, Rules())) == {("Rad 0", "delar"): 1}
