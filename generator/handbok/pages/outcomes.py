"""An indicator's figures over years: as rows of a table, as a chart, as they are shown at a goal."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from handbok import model as m
from handbok.catalog import Post
from handbok.editions import Edition, lineage
from handbok.figures import number, with_unit
from handbok.pages import charts


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One line of an indicator's table; figures in Swedish form with unit, "" where the source has none.

    `enligt` is the year whose document states the figure, when it is not the row's own year.
    """

    ar: int
    enhet: str
    period: str
    alla: str
    man: str
    kvinnor: str
    arsmal: str
    kf_arsmal: str
    matning: Post[m.Matning]
    enligt: int | None = None

    @property
    def shown(self) -> tuple[str, ...]:
        """The figures of the row."""
        return self.alla, self.man, self.kvinnor


def rows(edition: Edition, indicator: Post[m.Indikator], units: Iterable[str] | None = None) -> list[FigureRow]:
    """Every figure and target of the indicator up to the edition's year, oldest first; of some units or of all.

    Last year's figure, as a document gives it, gets a row when that year itself has none in the handbook.
    """
    unit_sign = indicator.data.enhet
    found: list[FigureRow] = []
    targets = edition.targets(indicator.id, units)
    own_years = {t.ar for t in targets if any(u.alla for u in t.data.utfall.values())}
    for measured in targets:
        data = measured.data
        year, unit = measured.ar or 0, measured.enhet or ""
        if data.forra_aret and year - 1 not in own_years and not _repeated(found, year - 1, unit):
            earlier = with_unit(data.forra_aret, unit_sign)
            found.append(FigureRow(year - 1, unit, "", earlier, "", "", "", "", measured, year))
        goals = (with_unit(data.arsmal or "", unit_sign), with_unit(data.kf_arsmal or "", unit_sign))
        if not data.utfall:
            found.append(FigureRow(year, unit, "", "", "", "", *goals, measured))
        for period, outcome in sorted(data.utfall.items(), key=lambda item: _order(edition, item[0])):
            shown = [with_unit(f or "", unit_sign) for f in (outcome.alla, outcome.man, outcome.kvinnor)]
            found.append(
                FigureRow(year, unit, edition.handbok.period(period).kort, shown[0], shown[1], shown[2], *goals, measured)
            )
    return sorted(found, key=lambda r: r.ar)


def _repeated(found: list[FigureRow], year: int, unit: str) -> bool:
    return any(r.ar == year and r.enhet == unit for r in found)


def _order(edition: Edition, period: str) -> int:
    return [p.id for p in edition.handbok.perioder].index(period)


@dataclass(frozen=True, slots=True)
class Table:
    """An indicator's rows, and which columns have anything to show."""

    rows: list[FigureRow]
    units: bool
    sexes: bool
    targets: bool
    kf_targets: bool


def table(figures: list[FigureRow]) -> Table:
    """The rows as a table without empty columns; the unit's column only when there are several units."""
    return Table(
        figures,
        len({r.enhet for r in figures}) > 1,
        any(r.man or r.kvinnor for r in figures),
        any(r.arsmal for r in figures),
        any(r.kf_arsmal for r in figures),
    )


@dataclass(frozen=True, slots=True)
class Overview:
    """An indicator under a steering goal: how many units measure it and what they got at the year's last follow-up."""

    indicator: Post[m.Indikator]
    units: list[str]
    lowest: str
    highest: str


def overview(edition: Edition, measurements: Iterable[Post[m.Matning]]) -> list[Overview]:
    """One line for each indicator among the measurements, in the order they come."""
    by_indicator: dict[str, list[Post[m.Matning]]] = {}
    for measured in measurements:
        by_indicator.setdefault(measured.data.indikator, []).append(measured)
    found = []
    for ident, posts in by_indicator.items():
        indicator = edition.catalog.indikatorer[ident]
        last = [f for p in posts if (f := last_outcome(edition, p))]
        ranked = sorted((value, f) for f in last if (value := number(f)) is not None)
        shown = [with_unit(f, indicator.data.enhet) for _, f in ranked]
        units = list(dict.fromkeys(p.enhet or "" for p in posts))
        found.append(Overview(indicator, units, shown[0] if shown else "", shown[-1] if shown else ""))
    return found


def last_outcome(edition: Edition, measured: Post[m.Matning]) -> str | None:
    """The outcome of the last period that has one."""
    outcomes = sorted(measured.data.utfall.items(), key=lambda item: _order(edition, item[0]))
    return next((u.alla for _, u in reversed(outcomes) if u.alla), None)


def chart(figures: list[FigureRow], name: str) -> str:
    """The years' last figures as bars, for rows of one unit (and its predecessors) only; "" when there is no trend."""
    last: dict[int, FigureRow] = {r.ar: r for r in figures if number(r.alla) is not None}
    values = [charts.Bar(str(year), value, row.alla) for year, row in last.items() if (value := number(row.alla)) is not None]
    newest = next((r for r in reversed(figures) if number(r.arsmal) is not None), None)
    target = number(newest.arsmal) if newest else None
    return charts.bars(name, values, target, newest.arsmal if newest else "")


@dataclass(frozen=True, slots=True)
class Block:
    """An indicator as it is shown at a goal: the figures of one unit, its predecessors included, and their texts."""

    indicator: Post[m.Indikator]
    name: str
    goal: Post[m.Mal]
    table: Table
    chart: str
    posts: list[Post[m.Matning]]


def blocks(edition: Edition, goal: Post[m.Mal], unit: str) -> list[Block]:
    """The indicators attached to this very goal as one unit measures them."""
    posts: dict[str, list[Post[m.Matning]]] = defaultdict(list)
    for measured in edition.measurements(goal, unit):
        posts[measured.data.indikator].append(measured)
    found = []
    for ident, measurements in posts.items():
        indicator = edition.catalog.indikatorer[ident]
        name = indicator.data.name_in(edition.year)
        figures = rows(edition, indicator, lineage(edition.catalog, unit))
        found.append(Block(indicator, name, goal, table(figures), chart(figures, name), measurements))
    return found
