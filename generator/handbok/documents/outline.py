"""Edition → documents: a unit's verksamhetsplan, and its report at each follow-up, in the order the real ones have."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from handbok import model as m
from handbok.catalog import Post
from handbok.documents.blocks import Block, Column, Document, Heading, Judgement, Note, Row, Table, text
from handbok.documents.prose_blocks import Reader
from handbok.documents.tables import NOTE, Tables, figure, withheld
from handbok.editions import Edition
from handbok.pages.writer import Writer, long_date, title_of

PLAN = "verksamhetsplan"


@dataclass(frozen=True, slots=True)
class Kind:
    """A document that an edition has: a unit's plan (`period` None) or its report at a period."""

    unit: str
    period: m.Period | None

    @property
    def path(self) -> str:
        """The document's place in the edition, without ending: that of the page with the same content."""
        return f"planer/{self.unit}/{self.period.id if self.period else PLAN}"


def all_documents(edition: Edition) -> tuple[Kind, ...]:
    """Every document of the edition: each plan, followed by the unit's reports in time order."""
    return tuple(Kind(unit, period) for unit in edition.planer for period in (None, *edition.reports(unit)))


def outline(edition: Edition, unit: str, period: m.Period | None = None) -> Document:
    """The document of a unit: its plan, or its report at a period. KeyError if the unit has no plan this year."""
    return _Outline(edition, unit, period).document()


class _Outline:
    def __init__(self, edition: Edition, unit: str, period: m.Period | None) -> None:
        self.e = edition
        self.unit = unit
        self.period = period
        self.plan = edition.planer[unit]
        self.ident = period.id if period else None
        # The notes of indicators and activities speak of outcomes, so a plan that a report follows leaves them to it.
        self.whole = period is None and not edition.reports(unit)
        self.reader = Reader(Writer(edition, ""))
        self.tables = Tables(edition, self.reader, period, whole=self.whole)

    def document(self) -> Document:
        unit = self.e.catalog.enheter.get(self.unit)
        namnd = self.e.catalog.namnder.get(unit.data.namnd or "") if unit else None
        return Document(
            title=f"{self.period.namn if self.period else 'Verksamhetsplan'} {self.e.year}",
            unit=unit.data.namn if unit else self.unit,
            namnd=namnd.data.namn if namnd else "",
            organisation=self.e.handbok.organisation,
            year=self.e.year,
            facts=tuple(self._facts()),
            blocks=tuple(self._blocks()),
            draft=self.plan.data.status == "utkast",
        )

    def _facts(self) -> Iterator[str]:
        if self.period:
            yield f"Avser {self.period.avser}"
        elif self.plan.data.faststalld:
            yield f"Fastställd {long_date(self.plan.data.faststalld)}"
        if self.plan.data.kalla:
            yield f"Uppgifterna kommer från {self.plan.data.kalla}"

    def _blocks(self) -> Iterator[Block]:
        yield from self._note(self.plan)
        for chapter in self.e.chapters(self.unit, self.ident, "fore"):
            yield from self._chapter(chapter)
        yield from self._goals()
        yield from self._closing()
        yield from self._loose_figures()

    # --- Chapters -------------------------------------------------------------------------------------------

    def _chapter(self, chapter: Post[m.Avsnitt]) -> Iterator[Block]:
        yield Heading(1, chapter.data.titel, f"avsnitt-{chapter.id}", listed=True)
        yield from self.reader.blocks(chapter.source.body, chapter, 1, 2)
        yield from self._note(chapter)

    def _closing(self) -> Iterator[Block]:
        """The chapters after the goals, each table under the chapter that bears its file's name in its id."""
        economy = [p for p in self.e.ekonomi[self.unit] if p.data.period == self.ident]
        complaints = self.e.klagomal[self.unit] if self.period else []
        for chapter in self.e.chapters(self.unit, self.ident, "efter"):
            yield from self._chapter(chapter)
            if "ekonomi" in chapter.id:
                yield from self._economy(economy, 2)
                economy = []
            if "klagomal" in chapter.id:
                yield from self._complaints(complaints, 2)
                complaints = []
        yield from self._economy(economy, 1)
        yield from self._complaints(complaints, 1)

    def _economy(self, posts: list[Post[m.Ekonomi]], level: int) -> Iterator[Block]:
        for post in posts:
            yield from self.tables.economy(post, level)

    def _complaints(self, posts: list[Post[m.Klagomal]], level: int) -> Iterator[Block]:
        for post in posts:
            yield from self.tables.complaints(post, level)

    def _loose_figures(self) -> Iterator[Block]:
        groups: dict[str, list[Post[m.Statistik]]] = defaultdict(list)
        for post in self.e.loose_figures(self.unit):
            if post.data.period == self.ident:
                groups[post.data.grupp].append(post)
        if groups:
            yield Heading(1, "Siffror i dokumentet", "siffror", listed=True)
        for name, posts in groups.items():
            yield self.tables.statistics(posts, name)
            yield from withheld(*(p.data for p in posts))

    # --- Goals ----------------------------------------------------------------------------------------------

    def _goals(self) -> Iterator[Block]:
        levels = self.e.handbok.malnivaer
        goals = self.e.unit_chain(self.unit)
        if self.period and goals:
            yield Heading(1, f"Uppföljning av {_within(levels[0].plural)}", "uppfoljning", listed=True)
        first = 2 if self.period else 1
        depth = {level.id: first + i for i, level in enumerate(levels)}
        for goal in goals:
            yield from self._goal(goal, depth[goal.niva or ""])

    def _goal(self, goal: Post[m.Mal], level: int) -> Iterator[Block]:
        name = self.e.handbok.niva(goal.niva or "").namn
        yield Heading(level, f"{name}: {title_of(goal)}", f"mal-{goal.id}", listed=True)
        follow_ups = [f for f in self.e.follow_ups(goal, self.unit) if f.period == self.ident]
        for follow_up in follow_ups:
            judged = self.e.handbok.bedomning(follow_up.data.bedomning)
            yield Judgement("Bedömning", judged.namn, judged.ton)
        yield from self._sections(goal, level)
        for follow_up in follow_ups:
            yield from self._sections(follow_up, level)
        figures = [p for p in self.e.figures(goal, self.unit) if p.data.period == self.ident]
        if figures:
            yield self.tables.statistics(figures, "Siffror i texten")
            yield from withheld(*(p.data for p in figures))
        yield from self._indicators(self.e.measurements(goal, self.unit), level)
        yield from self._activities(self.e.activities(goal, self.unit), level)

    def _sections(self, post: Post[Any], level: int) -> Iterator[Block]:
        for section in post.sections:
            if section.heading:
                yield Heading(level + 1, section.heading)
            yield from self.reader.blocks(section.text, post, level + 1)
        yield from self._note(post)

    def _indicators(self, measurements: list[Post[m.Matning]], level: int) -> Iterator[Block]:
        if measurements:
            yield self.tables.indicators(measurements)
            told = [(o.alla, o.man, o.kvinnor) for o in map(self.tables.outcome, measurements)]
            yield from withheld(told, [p.data.forra_aret for p in measurements])
        for post in measurements:
            name = self.e.catalog.indikatorer[post.data.indikator].data.name_in(self.e.year)
            yield from self._told("indikator", name, post, tuple(self._about(post, level + 1)), level + 1)

    def _about(self, post: Post[m.Matning], level: int) -> Iterator[Block]:
        outcome = self.tables.outcome(post)
        yield from self.reader.blocks(post.data.kommentar, post, level)
        if outcome.delar:
            columns = (Column("Del", share=3), Column("Utfall", "right"))
            yield Table("Delresultat", columns, tuple(Row((text(d.namn), figure(d.varde))) for d in outcome.delar))
            yield from withheld(outcome.delar)
        yield from self.reader.blocks(outcome.analys, post, level)

    def _activities(self, activities: list[Post[m.Aktivitet]], level: int) -> Iterator[Block]:
        if activities:
            yield self.tables.activities(activities)
        for post in activities:
            analysis = post.data.analys.get(self.ident) if self.ident else None
            told = self.reader.blocks(analysis, post, level + 1)
            yield from self._told("aktivitet", post.data.titel, post, told, level + 1)

    def _told(self, sort: str, name: str, post: Post[Any], told: tuple[Block, ...], level: int) -> Iterator[Block]:
        """What is said about a row of the table above it: the analysis under a heading, a lone note with the row's name."""
        if told:
            yield Heading(level, f"{'Analys av' if self.period else 'Om'} {sort}: {name}")
            yield from told
        if self.period or self.whole:
            yield from self._note(post, "" if told else f" till {sort}: {name}")

    def _note(self, post: Post[Any], of: str = "") -> Iterator[Block]:
        blocks = self.reader.blocks(post.note, post, 1)
        if blocks:
            yield Note(NOTE + of, blocks)


def _within(name: str) -> str:
    """A heading's name within a sentence: "KF:s inriktningsmål" as it is, "Fullmäktigemål" in lower case."""
    return name if name[1:2].isupper() else f"{name[:1].lower()}{name[1:]}"
