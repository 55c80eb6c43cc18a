"""Figures that contradict each other. A källnotering at the place turns the warning into information."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from handbok import model as m
from handbok.catalog import Catalog, Post
from handbok.diagnostics import Diagnostic, Location, diagnostic
from handbok.figures import number, swedish


def _finding(place: Location, code: str, message: str, note: str | None) -> Diagnostic:
    found = diagnostic(place, code, message)
    return found.acknowledged(note) if note else found


def outcome_within_its_parts(catalog: Catalog) -> Iterator[Diagnostic]:
    """A share for all lies between those of the sexes; a count for all is their sum."""
    for measured in catalog.matningar:
        indicator = catalog.indikatorer.get(measured.data.indikator)
        counted = bool(indicator) and indicator is not None and indicator.data.enhet == "st"
        for period, outcome in measured.data.utfall.items():
            loc = ("utfall", period, "alla")
            yield from _against_parts(measured, loc, (outcome.alla, outcome.man, outcome.kvinnor), counted=counted)
    for figure in catalog.statistik:
        counted = figure.data.enhet not in ("%", "procent") and "%" not in figure.data.varde
        parts = (figure.data.varde, figure.data.man, figure.data.kvinnor)
        if not any("%" in (p or "") for p in parts[1:]):
            yield from _against_parts(figure, ("varde",), parts, counted=counted)


def _against_parts(
    post: Post[Any], loc: tuple[str, ...], figures: tuple[str | None, str | None, str | None], *, counted: bool
) -> Iterator[Diagnostic]:
    whole, men, women = (number(f) for f in figures)
    if whole is None or men is None or women is None:
        return
    if counted and whole != men + women:
        message = f"utfallet {figures[0]} är inte summan av {figures[1]} och {figures[2]}"
        yield _finding(post.at(*loc), "summan-stammer-inte", message, post.note)
    elif not counted and not min(men, women) <= whole <= max(men, women):
        message = f"utfallet {figures[0]} ligger inte mellan {figures[1]} (män/pojkar) och {figures[2]} (kvinnor/flickor)"
        yield _finding(post.at(*loc), "utfall-utanfor-delarna", message, post.note)


def rows_given_twice(catalog: Catalog) -> Iterator[Diagnostic]:
    """The same indicator at the same goal, or the same activity at the same goal, twice for one unit and year."""
    seen: dict[tuple[object, ...], Post[Any]] = {}
    for measured in catalog.matningar:
        key = ("indikatorn", measured.data.indikator, measured.data.mal, measured.ar, measured.enhet)
        yield from _twice(seen, key, measured)
    for activity in catalog.aktiviteter.values():
        key = ("aktiviteten", activity.data.titel, activity.data.mal, activity.ar, activity.enhet)
        yield from _twice(seen, key, activity)


def _twice(seen: dict[tuple[object, ...], Post[Any]], key: tuple[object, ...], post: Post[Any]) -> Iterator[Diagnostic]:
    if key in seen:
        message = f'{key[0]} "{key[1]}" står redan på rad {seen[key].at().line}'
        yield _finding(post.at(), "dubbel-rad", message, post.note)
    else:
        seen[key] = post


def complaint_sums(catalog: Catalog) -> Iterator[Diagnostic]:
    """The periods' counts add up to the total."""
    for post in catalog.klagomal:
        for g, group in enumerate(post.data.grupper):
            for r, row in enumerate(group.rader):
                total, parts = number(row.totalt), [number(v) for v in row.antal.values()]
                if total is None or not parts or None in parts:
                    continue
                added = sum((p for p in parts if p is not None), Decimal(0))
                if added != total:
                    place = post.at("grupper", g, "rader", r, "totalt")
                    message = f'"{row.kategori}": perioderna blir {swedish(added)} tillsammans, men totalt står {row.totalt}'
                    yield _finding(place, "summan-stammer-inte", message, row.kallnotering)


_COLUMNS = ("utfall", "budget", "avvikelse")


def budget_sums(catalog: Catalog) -> Iterator[Diagnostic]:
    """Rows add up to their group's sum, sums to the net, and each deviation is outcome against budget."""
    for post in catalog.ekonomi:
        for g, group in enumerate(post.data.grupper):
            for r, row in enumerate(group.rader):
                yield from _deviation(post, ("grupper", g, "rader", r), row, group.slag)
            if group.summa:
                loc = ("grupper", g, "summa")
                yield from _deviation(post, loc, group.summa, group.slag)
                yield from _group_sum(post, loc, group)
        if post.data.netto:
            yield from _net(post, post.data.netto)


def _deviation(post: Post[m.Ekonomi], loc: tuple[str | int, ...], row: m.Ekonomirad, kind: str) -> Iterator[Diagnostic]:
    outcome, budget, deviation = (number(getattr(row, c)) for c in _COLUMNS)
    if outcome is None or budget is None or deviation is None:
        return
    expected = outcome - budget if kind == "intakt" else budget - outcome
    if expected != deviation:
        message = f'"{row.namn}": utfall mot budget ger {swedish(expected)}, men avvikelsen är {row.avvikelse}'
        yield _finding(post.at(*loc, "avvikelse"), "summan-stammer-inte", message, row.kallnotering)


def _group_sum(post: Post[m.Ekonomi], loc: tuple[str | int, ...], group: m.Ekonomigrupp) -> Iterator[Diagnostic]:
    assert group.summa
    for column in _COLUMNS:
        stated = number(getattr(group.summa, column))
        parts = [number(getattr(row, column)) for row in group.rader]
        added = sum((p for p in parts if p is not None), Decimal(0))
        if stated is not None and any(p is not None for p in parts) and added != stated:
            message = f'"{group.summa.namn}": raderna blir {swedish(added)}, men {column} är {getattr(group.summa, column)}'
            yield _finding(post.at(*loc, column), "summan-stammer-inte", message, group.summa.kallnotering)


def _net(post: Post[m.Ekonomi], net: m.Ekonomirad) -> Iterator[Diagnostic]:
    for column in ("utfall", "budget"):
        stated = number(getattr(net, column))
        income = _sum_of(post.data, "intakt", column)
        cost = _sum_of(post.data, "kostnad", column)
        if stated is not None and income is not None and cost is not None and stated not in (cost - income, income - cost):
            message = (
                f'"{net.namn}": kostnader minus intäkter blir {swedish(cost - income)}, men {column} är {getattr(net, column)}'
            )
            yield _finding(post.at("netto", column), "summan-stammer-inte", message, net.kallnotering)
    yield from _deviation(post, ("netto",), net, "kostnad")


def _sum_of(economy: m.Ekonomi, kind: str, column: str) -> Decimal | None:
    sums = [number(getattr(g.summa, column)) for g in economy.grupper if g.slag == kind and g.summa]
    return sum((s for s in sums if s is not None), Decimal(0)) if sums and None not in sums else None


def last_year(catalog: Catalog) -> Iterator[Diagnostic]:
    """Last year's figure, as this year's document gives it, is what last year recorded for the unit or its predecessors."""
    recorded = _recorded(catalog)
    for measured in catalog.matningar:
        stated = number(measured.data.forra_aret)
        if stated is None or measured.ar is None or measured.enhet is None:
            continue
        for unit in catalog.lineage(measured.enhet):
            earlier = recorded.get((measured.ar - 1, unit, measured.data.indikator))
            if earlier is None:
                continue
            if number(earlier) != stated:
                message = (
                    f"förra årets utfall anges till {measured.data.forra_aret}, men {measured.ar - 1} redovisades {earlier}"
                )
                yield _finding(measured.at("forra_aret"), "forra-aret-skiljer", message, measured.note)
            break


def _recorded(catalog: Catalog) -> dict[tuple[int | None, str | None, str], str]:
    """The year's last recorded outcome by year, unit and indicator."""
    order = {p.id: i for i, p in enumerate(catalog.handbok.perioder)}
    outcomes: dict[tuple[int | None, str | None, str], str] = {}
    for measured in catalog.matningar:
        for period in sorted(measured.data.utfall, key=lambda p: order.get(p, -1)):
            figure = measured.data.utfall[period].alla
            if figure is not None:
                outcomes[(measured.ar, measured.enhet, measured.data.indikator)] = figure
    return outcomes
