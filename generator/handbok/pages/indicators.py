"""An indicator's figures over years, as rows of a table and as a chart."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from handbok import model as m
from handbok.catalog import Post
from handbok.editions import Edition
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


def rows(edition: Edition, indicator: Post[m.Indikator], units: Iterable[str] | None = None) -> list[FigureRow]:
    """Every figure and target of the indicator up to the edition's year, oldest first; of some units or of all.

    Last year's figure, as a document gives it, gets a row when that year itself has none in the handbook.
    """
    unit_sign = indicator.data.enhet
    chosen = None if units is None else set(units)
    found: list[FigureRow] = []
    targets = [t for t in edition.targets(indicator.id) if chosen is None or t.enhet in chosen]
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
            found.append(FigureRow(year, unit, edition.handbok.period(period).kort, shown[0], shown[1], shown[2], *goals, measured))
    return sorted(found, key=lambda r: r.ar)


def _repeated(found: list[FigureRow], year: int, unit: str) -> bool:
    return any(r.ar == year and r.enhet == unit for r in found)


def _order(edition: Edition, period: str) -> int:
    return [p.id for p in edition.handbok.perioder].index(period)


def chart(indicator: Post[m.Indikator], figures: list[FigureRow], name: str) -> str:
    """The years' last figures as bars, for rows of one unit (and its predecessors) only; "" when there is no trend."""
    last: dict[int, FigureRow] = {r.ar: r for r in figures if number(r.alla) is not None}
    values = [charts.Bar(str(year), value, row.alla) for year, row in last.items() if (value := number(row.alla)) is not None]
    newest = next((r for r in reversed(figures) if number(r.arsmal) is not None), None)
    target = number(newest.arsmal) if newest else None
    return charts.bars(name, values, target, newest.arsmal if newest else "")
