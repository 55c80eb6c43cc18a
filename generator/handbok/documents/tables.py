"""The tables of a document, with the columns that the city's own documents have."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any, TypeAlias

from handbok import model as m
from handbok.catalog import Post
from handbok.documents.blocks import Block, Column, Heading, Inline, Inlines, Note, Paragraph, Row, Table, text
from handbok.documents.prose_blocks import Reader, joined
from handbok.editions import Edition
from handbok.figures import reasons, with_unit

NOTE = "Källnotering"
_NONE = text("–")
_HOW_OFTEN = {"tertial": "Tertial", "ar": "År"}
_Part: TypeAlias = tuple[Column, Callable[[Post[Any]], Inlines]]
"""A column and what stands in it for a post."""


def figure(value: str | None, unit: str = "") -> Inlines:
    """A figure as a cell, with its unit; a dash when there is none."""
    return text(with_unit(value, unit)) if value else _NONE


def withheld(*records: Any) -> Iterator[Block]:
    """A note on why figures of the table above are not shown, when some are not."""
    if why := reasons(*records):
        yield Note("Små antal", (Paragraph(text(" ".join(why))),))


class Tables:
    """Makes the tables of one document: a plan (`period` None) or a period's report.

    `whole` is true for the unit's only document of the year, which then also holds what a report would have taken.
    """

    def __init__(self, edition: Edition, reader: Reader, period: m.Period | None, *, whole: bool) -> None:
        self.e = edition
        self.reader = reader
        self.period = period
        self.whole = whole
        self.words = edition.handbok.kolumner

    # --- Indicators and activities --------------------------------------------------------------------------

    def indicators(self, measurements: list[Post[m.Matning]]) -> Table:
        """The indicators under a goal: targets in the plan, outcomes beside them in a report."""
        outcomes = [self.outcome(p) for p in measurements]
        split = any(o.man or o.kvinnor for o in outcomes)
        before = (self.period or self.whole) and any(p.data.forra_aret for p in measurements)
        last_year = f"Utfall {self.e.handbok.perioder[-1].kort} {self.e.year - 1}"
        parts: list[_Part] = [(Column("Indikator", share=2.6), lambda p: text(self._indicator(p).name_in(self.e.year)))]
        if self.period:
            parts.append((Column("Periodens utfall", "right", 1.15), lambda p: self._measured(p, self.outcome(p).alla)))
        if split:
            parts.append((Column(_of(self.words.man), "right", 1.1), lambda p: self._measured(p, self.outcome(p).man)))
            parts.append((Column(_of(self.words.kvinnor), "right", 1.1), lambda p: self._measured(p, self.outcome(p).kvinnor)))
        if before:
            parts.append((Column(last_year, "right"), lambda p: self._measured(p, p.data.forra_aret)))
        parts.append((Column(self.words.arsmal, "right"), lambda p: self._measured(p, p.data.arsmal)))
        parts.append((Column(self.words.kf_arsmal, "right", 1.2), lambda p: self._measured(p, p.data.kf_arsmal)))
        parts.append(self._when())
        return _table("Indikatorer", parts, measurements)

    def _when(self) -> _Part:
        """In a report the period that the outcome is of, in the plan how often the indicator is followed up."""
        if self.period:
            now = f"{self.period.kort} {self.e.year}"
            return Column("Period"), lambda _: text(now)
        return Column("Periodicitet"), lambda p: figure(_HOW_OFTEN.get(p.data.periodicitet or ""))

    def outcome(self, post: Post[m.Matning]) -> m.Utfall:
        """The outcome that this document reports; an empty one when there is none."""
        found = post.data.utfall.get(self.period.id) if self.period else None
        return found or m.Utfall()

    def _indicator(self, post: Post[m.Matning]) -> m.Indikator:
        return self.e.catalog.indikatorer[post.data.indikator].data

    def _measured(self, post: Post[m.Matning], value: str | None) -> Inlines:
        return figure(value, self._indicator(post).enhet)

    def activities(self, activities: list[Post[m.Aktivitet]]) -> Table:
        """The activities under a goal; their deviations are part of a report."""
        parts: list[_Part] = [
            (Column("Aktivitet", share=4), lambda p: text(p.data.titel)),
            (Column("Startdatum"), lambda p: _day(p.data.start)),
            (Column("Slutdatum"), lambda p: _day(p.data.slut)),
        ]
        if self.period or (self.whole and any(p.data.avvikelse for p in activities)):
            parts.append((Column("Avvikelse", share=1.5), lambda p: self.reader.line(p.data.avvikelse, p) or _NONE))
        return _table("Aktiviteter", parts, activities)

    # --- Figures of running text ----------------------------------------------------------------------------

    def statistics(self, figures: list[Post[m.Statistik]], caption: str) -> Table:
        """Figures named in running text, with what they are compared with."""
        parts: list[_Part] = [
            (Column("Uppgift", share=3.5), lambda p: self._remarked(p.data.namn, p, p.data.kommentar, p.data.kallnotering)),
            (Column("Antal eller andel", "right"), lambda p: figure(p.data.varde, p.data.enhet or "")),
        ]
        if any(p.data.man or p.data.kvinnor for p in figures):
            parts.append((Column(self.words.man, "right"), lambda p: figure(p.data.man, p.data.enhet or "")))
            parts.append((Column(self.words.kvinnor, "right"), lambda p: figure(p.data.kvinnor, p.data.enhet or "")))
        if any(p.data.jamforelser for p in figures):
            parts.append((Column("Jämfört med", share=1.5), lambda p: _compared(p.data) or _NONE))
        return _table(caption, parts, figures)

    def _remarked(self, name: str, owner: Post[Any], comment: str | None, note: str | None) -> Inlines:
        return joined(line for line in (text(name), self.reader.line(comment, owner), self._note(note, owner)) if line)

    def _note(self, note: str | None, owner: Post[Any]) -> Inlines:
        return (Inline(f"{NOTE}: ", emphasis=True), *self.reader.line(note, owner)) if note else ()

    # --- Economy and complaints -----------------------------------------------------------------------------

    def economy(self, post: Post[m.Ekonomi], level: int) -> Iterator[Block]:
        """A result table under its heading, and what is said about it."""
        data = post.data
        yield Heading(level, data.rubrik, listed=True)
        columns = (Column("Post", share=3), *(Column(title, "right") for title in ("Utfall", "Budget", "Avvikelse")))
        yield Table(f"Belopp i {data.enhet}", columns, tuple(self._economy_rows(post)))
        yield from self.reader.blocks(data.kommentar, post, level)

    def _economy_rows(self, post: Post[m.Ekonomi]) -> Iterator[Row]:
        for group in post.data.grupper:
            yield Row((text(group.namn),), "grupp")
            yield from (self._economy_row(row, post) for row in group.rader)
            if group.summa:
                yield self._economy_row(group.summa, post, total=True)
        if post.data.netto:
            yield self._economy_row(post.data.netto, post, total=True)

    def _economy_row(self, row: m.Ekonomirad, owner: Post[Any], *, total: bool = False) -> Row:
        name, *figures = (text(row.namn), *(figure(f) for f in (row.utfall, row.budget, row.avvikelse)))
        if total:
            name, *figures = (tuple(replace(run, strong=True) for run in cell) for cell in (name, *figures))
        note = self._note(row.kallnotering, owner)
        return Row(((*name, Inline("\n"), *note) if note else name, *figures))

    def complaints(self, post: Post[m.Klagomal], level: int) -> Iterator[Block]:
        """Counts up to the report's period, a table for each way of dividing them; the year's totals in the last report."""
        periods = self._periods_so_far()
        final = self.period == self.e.handbok.perioder[-1]
        told = [g for g in post.data.grupper if final or any(p.id in r.antal for r in g.rader for p in periods)]
        if told:
            yield Heading(level, post.data.rubrik, listed=True)
        for group in told:
            yield self._complaints(group, post, periods, final=final)
            yield from withheld(group if final else [row.antal.get(p.id) for row in group.rader for p in periods])

    def _complaints(self, group: m.Klagomalsgrupp, owner: Post[Any], periods: list[m.Period], *, final: bool) -> Table:
        columns = [Column("Kategori", share=3), *(Column(p.kort, "right", 0.6) for p in periods)]
        remarks = [self._remarks(row, owner) if final else () for row in group.rader]
        if final:
            columns.append(Column("Totalt", "right", 0.8))
        if any(remarks):
            columns.append(Column("Sammanfattning och planerade åtgärder", share=4))
        rows = []
        for row, remark in zip(group.rader, remarks, strict=True):
            cells = [text(row.kategori), *(figure(row.antal.get(p.id)) for p in periods)]
            cells += [figure(row.totalt)] if final else []
            rows.append(Row((*cells, *([remark or _NONE] if any(remarks) else []))))
        return Table(group.namn, tuple(columns), tuple(rows))

    def _remarks(self, row: m.Klagomalsrad, owner: Post[Any]) -> Inlines:
        lines = [self.reader.line(row.sammanfattning, owner)]
        lines += [self._action(a) for a in self.e.atgarder.get(owner.enhet or "", ()) if row.kategori in a.data.foranledd_av]
        return joined(line for line in (*lines, self._note(row.kallnotering, owner)) if line)

    def _action(self, action: Post[m.Atgard]) -> Inlines:
        """An åtgärd that a row of counts led to, and how far it had come."""
        done, wanted = self.e.done(action), action.data.klar_senast
        state = f"klar {done}" if done else f"ska vara klar {wanted}" if wanted else "inget slut"
        example = ", exempel" if action.data.exempel else ""
        return (Inline("Åtgärd: ", emphasis=True), *text(f"{action.data.titel} ({state}{example})"))

    def _periods_so_far(self) -> list[m.Period]:
        periods = self.e.handbok.perioder
        index = periods.index(self.period) if self.period else -1
        return [p for p in periods[: index + 1] if p.exists(self.e.year)]


def _table(caption: str, parts: list[_Part], posts: list[Post[Any]]) -> Table:
    """A table with a row for each post and a cell for each part."""
    rows = tuple(Row(tuple(cell(post) for _, cell in parts)) for post in posts)
    return Table(caption, tuple(column for column, _ in parts), rows)


def _of(group: str) -> str:
    return f"Utfall {group[:1].lower()}{group[1:]}"


def _day(day: date | None) -> Inlines:
    return text(day.isoformat()) if day else _NONE


def _compared(data: m.Statistik) -> Inlines:
    return joined(text(f"{j.avser}: {with_unit(j.varde, data.enhet or '')}") for j in data.jamforelser)
