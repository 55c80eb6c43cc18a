"""Writes every page of an edition. One small function per sort of page; the words stand in templates/."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import jinja2

from handbok import model as m
from handbok.catalog import Catalog, Post
from handbok.compare import as_markdown, compare
from handbok.diagnostics.codes import CODES
from handbok.editions import Edition, Succession, TracedGoal, backlinks, lineage
from handbok.figures import with_unit
from handbok.pages import NavLink, Page, addresses, indicators
from handbok.pages.addresses import document_uri, uri_of
from handbok.pages.markdown import cell, html, plain, quoted
from handbok.pages.writer import Writer, long_date, title_of
from handbok.swedish.alphabet import alphabetical, initial

_BLANK_LINES = re.compile(r"\n[ \t]*\n(?:[ \t]*\n)+")
_FENCE_INFO = re.compile(r"^```(\w+) (?:fil|scenario|bort)=(\S+)$", re.MULTILINE)
_WORD = re.compile(r"\w+")
_MAX_NEIGHBOURS = 30
_UNITS_IN_FULL = 3
"""Up to so many units a steering goal's page holds their analyses in full; with more it leads to each unit's report."""


def render(edition: Edition, guides: Mapping[str, str] | None = None, attachments: Container[str] = ()) -> list[Page]:
    """All pages of the edition, in order of uri. Every link in them leads to another of them or to another edition.

    `guides` are the explanations of the check's codes, as Markdown by code; editors find them in the newest edition.
    `attachments` are files that stand beside the pages.
    """
    pages = list(_Renderer(edition, guides if guides and edition.current else {}, attachments).pages())
    return sorted(pages, key=lambda p: p.uri)


@dataclass(frozen=True, slots=True)
class IndicatorBlock:
    """An indicator as it is shown at a goal: the figures of one unit, its predecessors included, and their texts."""

    indicator: Post[m.Indikator]
    name: str
    goal: Post[m.Mal]
    table: indicators.Table
    chart: str
    posts: list[Post[m.Matning]]


@dataclass(frozen=True, slots=True)
class GoalInDocument:
    """A goal where it stands in a document that is read from top to bottom."""

    goal: Post[m.Mal]
    depth: int
    judged: m.Bedomning | None
    follow_ups: list[Post[m.Uppfoljning]]
    figures: list[Post[m.Statistik]]
    indicators: list[IndicatorBlock]
    activities: list[Post[m.Aktivitet]]


def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("handbok", "templates"),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # noqa: S701  the output is Markdown; `plain`, `html` and Writer.prose make text harmless
    )
    environment.filters.update(plain=plain, html=html, cell=cell, quoted=quoted, with_unit=with_unit)
    environment.globals.update(long_date=long_date, uri_of=uri_of, document_uri=document_uri)
    return environment


class _Renderer:
    def __init__(self, edition: Edition, guides: Mapping[str, str], attachments: Container[str]) -> None:
        self.catalog = edition.catalog
        self.e = edition
        self.guides = guides
        self.attachments = attachments
        self.succession = Succession(edition.catalog)
        self.templates = _environment()
        self._abbreviations = _abbreviations(edition.catalog)

    def pages(self) -> Iterator[Page]:
        """Every page, sort by sort."""
        yield self._home()
        yield from self._news()
        yield from self._goals()
        yield from self._plans()
        yield from self._indicators()
        yield from self._activities()
        yield from self._rutiner()
        yield from self._processes()
        yield from self._roles()
        yield from self._units()
        yield from self._traceability()
        yield self._glossary()
        yield self._source_notes()
        yield self._open_data()
        yield from self._free_pages()
        yield from self._moved()
        yield from self._check_guides()
        yield self._a_to_z()

    # --- How a page is put together -------------------------------------------------------------------------

    def _page(
        self,
        uri: str,
        title: str,
        template: str,
        kind: str,
        trail: Iterable[NavLink] = (),
        neighbours: tuple[str, Iterable[NavLink]] = ("", ()),
        sources: Iterable[Post[Any]] = (),
        **values: Any,
    ) -> Page:
        writer = Writer(self.e, self.succession, uri)
        text = self.templates.get_template(template).render(w=writer, e=self.e, tree=_tree(self.e, writer), **values)
        text = _BLANK_LINES.sub("\n\n", text).strip() + "\n"
        links = tuple(neighbours[1])
        return Page(
            uri,
            title,
            text + self._explained(text),
            kind,
            tuple(trail),
            neighbours[0],
            links if 1 < len(links) <= _MAX_NEIGHBOURS else (),
            tuple(dict.fromkeys(p.source.path for p in sources)),
        )

    def _explained(self, text: str) -> str:
        """Definitions (*[SIP]: …) of the abbreviations that stand in the text, for the builder to explain in place."""
        words = set(_WORD.findall(text))
        found = sorted(short for short in self._abbreviations if short in words or ("/" in short and short in text))
        lines = [f"*[{word}]: {self._abbreviations[word]}" for word in found]
        return "\n" + "\n".join(lines) + "\n" if lines else ""

    def _link(self, post: Post[Any]) -> NavLink:
        return NavLink(Writer(self.e, self.succession, "").title(post), uri_of(post))

    # --- Goals ----------------------------------------------------------------------------------------------

    def _goals(self) -> Iterator[Page]:
        yield self._page(addresses.GOALS, f"Mål {self.e.year}", "mal-index.md.j2", "mal-index", goals=self.e.top())
        for goal in self.e.mal.values():
            yield self._goal(goal)

    def _goal(self, goal: Post[m.Mal]) -> Page:
        line = [*self.e.chain(goal), goal] if goal.enhet else [goal]
        below = list(self.e.below(goal))
        follow_ups = self.e.follow_ups(goal)
        in_full = goal.enhet is not None or len({f.enhet for f in follow_ups}) <= _UNITS_IN_FULL
        measurers = {p.enhet or "" for p in self.e.measurements(goal)} if goal.enhet is None else {goal.enhet}
        blocks = [b for g in reversed(line) for unit in sorted(measurers) for b in self._blocks(g, unit)]
        if goal.enhet is None and len(measurers) > _UNITS_IN_FULL:
            blocks, below_or_here = [], [goal, *below]
        else:
            below_or_here = below
        activities = [a for g in (*reversed(line), *below) for a in self.e.activities(g, goal.enhet)]
        rutiner = {r.id: r for g in (goal, *below) for r in self.e.rutiner_for(g)}
        plan = self.e.planer.get(goal.enhet or "")
        trail = [NavLink("Mål", addresses.GOALS)]
        if plan:
            trail.append(NavLink(f"{self._unit_name(goal.enhet)} {self.e.year}", uri_of(plan)))
        siblings = self.e.unit_goals(goal.enhet) if goal.enhet else [g for g in self.e.mal.values() if g.niva == goal.niva]
        level = self.e.handbok.niva(goal.niva or "")
        heading = f"{level.plural}, {self._unit_name(goal.enhet)}" if goal.enhet else level.plural
        return self._page(
            uri_of(goal),
            title_of(goal),
            "mal.md.j2",
            "mal",
            trail,
            (heading, [self._link(g) for g in siblings]),
            (goal,),
            goal=goal,
            level=level,
            children=self.e.children(goal),
            follow_ups=follow_ups if in_full else [],
            judgements=[] if in_full else follow_ups,
            figures=self.e.figures(goal) if in_full else [],
            indicators=blocks,
            overview=indicators.overview(self.e, (p for g in below_or_here for p in self.e.measurements(g))),
            activities=activities,
            rutiner=sorted(rutiner.values(), key=lambda r: alphabetical(r.data.titel)),
            earlier=self.succession.earlier(goal),
        )

    def _blocks(self, goal: Post[m.Mal], unit: str) -> list[IndicatorBlock]:
        """The indicators attached to this very goal as one unit measures them."""
        posts: dict[str, list[Post[m.Matning]]] = defaultdict(list)
        for measured in self.e.measurements(goal, unit):
            posts[measured.data.indikator].append(measured)
        blocks = []
        for ident, measurements in posts.items():
            indicator = self.catalog.indikatorer[ident]
            name = indicator.data.name_in(self.e.year)
            figures = indicators.rows(self.e, indicator, lineage(self.catalog, unit))
            blocks.append(
                IndicatorBlock(indicator, name, goal, indicators.table(figures), indicators.chart(figures, name), measurements)
            )
        return blocks

    # --- Plans and reports ----------------------------------------------------------------------------------

    def _documents(self, unit: str) -> list[tuple[str, str]]:
        """A unit's documents of the year, title and uri: the plan and then each report."""
        reports = [(f"{p.namn} {self.e.year}", document_uri(unit, p.id)) for p in self.e.reports(unit)]
        return [(f"Verksamhetsplan {self.e.year}", document_uri(unit, None)), *reports]

    def _plans(self) -> Iterator[Page]:
        yield self._page(
            addresses.PLANS, f"Planer {self.e.year}", "planer-index.md.j2", "plan-index", documents=self._documents
        )
        for unit, plan in self.e.planer.items():
            documents = self._documents(unit)
            nav = ("Dokument", [self._link(plan), *(NavLink(t, u) for t, u in documents)])
            trail = [NavLink("Planer", addresses.PLANS)]
            title = f"{self._unit_name(unit)} {self.e.year}"
            yield self._page(
                uri_of(plan), title, "plan.md.j2", "plan", trail, nav, (plan,),
                plan=plan, unit=unit, documents=documents, goals=self.e.unit_goals(unit),
            )  # fmt: skip
            trail = [*trail, NavLink(title, uri_of(plan))]
            for period in (None, *self.e.reports(unit)):
                yield self._document(unit, plan, period, trail, nav)
        yield self._page(
            addresses.REPORTS, f"Uppföljning {self.e.year}", "uppfoljning-index.md.j2", "uppfoljning-index",
            judgements=list(self._judgements()),
        )  # fmt: skip

    def _document(
        self, unit: str, plan: Post[m.Plan], period: m.Period | None, trail: list[NavLink], nav: tuple[str, list[NavLink]]
    ) -> Page:
        ident = period.id if period else None
        name = f"{period.namn if period else 'Verksamhetsplan'} {self.e.year}, {self._unit_name(unit)}"
        last = self.e.handbok.perioder[-1].id
        mine = [s for s in self.e.loose_figures(unit) if s.data.period == ident]
        groups: dict[str, list[Post[m.Statistik]]] = defaultdict(list)
        for figure in mine:
            groups[figure.data.grupp].append(figure)
        return self._page(
            document_uri(unit, ident), name, "dokument.md.j2", "dokument", trail, nav, (plan,),
            document=name, unit=unit, plan=plan, period=period, files=self._files(document_uri(unit, ident)),
            before=self.e.chapters(unit, ident, "fore"),
            after=self.e.chapters(unit, ident, "efter"),
            goals=[self._in_document(g, unit, ident) for g in self.e.unit_chain(unit)],
            economy=[p for p in self.e.ekonomi[unit] if p.data.period == ident],
            complaints=self.e.klagomal[unit] if ident == last else [],
            statistics=list(groups.items()),
        )  # fmt: skip

    def _files(self, uri: str) -> list[tuple[str, str]]:
        """The document as files, name and address, where they are made."""
        place = uri.removesuffix(".md")
        kinds = (("PDF", f"{place}.pdf"), ("Word", f"{place}.docx"))
        return [(name, addresses.relative(file, uri)) for name, file in kinds if file in self.attachments]

    def _in_document(self, goal: Post[m.Mal], unit: str, period: str | None) -> GoalInDocument:
        follow_ups = [f for f in self.e.follow_ups(goal, unit) if f.period == period]
        judged = self.e.handbok.bedomning(follow_ups[-1].data.bedomning) if follow_ups else None
        level = [n.id for n in self.e.handbok.malnivaer].index(goal.niva or "")
        return GoalInDocument(
            goal,
            min(2 + level, 5),
            judged,
            follow_ups,
            [s for s in self.e.figures(goal, unit) if s.data.period == period],
            self._blocks(goal, unit),
            self.e.activities(goal, unit),
        )

    def _judgements(self) -> Iterator[tuple[m.Malniva, Counter[str], int]]:
        """Per level: how many goals got each judgement at their latest follow-up, and how many got none."""
        for level in self.e.handbok.malnivaer:
            goals = [g for g in self.e.mal.values() if g.niva == level.id]
            judged = [j.id for g in goals if (j := self.e.judgement(g))]
            yield level, Counter(judged), len(goals) - len(judged)

    # --- Indicators and activities --------------------------------------------------------------------------

    def _indicators(self) -> Iterator[Page]:
        posts = sorted(self.e.indikatorer.values(), key=lambda i: alphabetical(i.data.name_in(self.e.year)))
        table = []
        for post in posts:
            figures = indicators.rows(self.e, post)
            table.append((post, next((r for r in reversed(figures) if r.alla and not r.enligt), None)))
            yield self._indicator(post, figures, [self._link(p) for p in posts])
        yield self._page(addresses.INDICATORS, "Indikatorer", "indikator-index.md.j2", "indikator-index", rows=table)

    def _indicator(self, post: Post[m.Indikator], figures: list[indicators.FigureRow], nav: list[NavLink]) -> Page:
        name = post.data.name_in(self.e.year)
        units = list(dict.fromkeys(r.enhet for r in reversed(figures)))
        series = []
        for unit in units:
            own = [r for r in figures if r.enhet == unit]
            chart = indicators.chart(own, f"{name}, {self._unit_name(unit)}")
            series.append((self._unit_name(unit), indicators.table(own), chart))
        now: dict[str, list[Post[m.Matning]]] = defaultdict(list)
        for measured in self.e.matningar:
            if measured.data.indikator == post.id:
                goal = self.catalog.goal(measured.data.mal, self.e.year, measured.enhet)
                now[goal.key if goal else ""].append(measured)
        return self._page(
            uri_of(post), name, "indikator.md.j2", "indikator", [NavLink("Indikatorer", addresses.INDICATORS)],
            ("Indikatorer", nav), (post,), indicator=post, series=series,
            now=[(self.catalog.mal[k], posts) for k, posts in now.items() if k],
        )  # fmt: skip

    def _activities(self) -> Iterator[Page]:
        groups: dict[str, list[Post[m.Aktivitet]]] = {unit: [] for unit in self.e.planer}
        for activity in self.e.aktiviteter.values():
            groups[activity.enhet or ""].append(activity)

        def goal(activity: Post[m.Aktivitet]) -> Post[m.Mal] | None:
            return self.catalog.goal(activity.data.mal, activity.ar, activity.enhet)

        yield self._page(
            addresses.ACTIVITIES, f"Aktiviteter {self.e.year}", "aktiviteter-index.md.j2", "aktivitet-index",
            groups=list(groups.items()), in_full=len(groups) <= _UNITS_IN_FULL, activities_uri=addresses.activities_uri,
        )  # fmt: skip
        for unit, activities in groups.items():
            title = f"Aktiviteter {self.e.year}, {self._unit_name(unit)}"
            yield self._page(
                addresses.activities_uri(unit), title, "aktiviteter.md.j2", "aktiviteter",
                [NavLink("Aktiviteter", addresses.ACTIVITIES)], document=title, activities=activities, goal=goal,
            )  # fmt: skip

    # --- Rutiner, processes, roles --------------------------------------------------------------------------

    @cached_property
    def _by_process(self) -> list[tuple[Post[m.Process], list[Post[m.Rutin]]]]:
        """The rutiner of each process: first in the order of its steps, then the others by title."""
        groups = []
        for process in self.e.processer.values():
            own = {r.id: r for r in self.e.rutiner.values() if r.data.process == process.id}
            stepped = [r for step in process.data.steg for r in self._rutiner_of(step) if r.id in own]
            rest = sorted((r for r in own.values() if r not in stepped), key=lambda r: alphabetical(r.data.titel))
            groups.append((process, list({r.id: r for r in [*stepped, *rest]}.values())))
        return groups

    @cached_property
    def _backlinks(self) -> dict[tuple[str, str], tuple[Post[Any], ...]]:
        return backlinks(self.catalog)

    def _rutiner_then(self, idents: Iterable[str]) -> list[Post[m.Rutin]]:
        """The rutiner that stood for those ids at the year's end, each once."""
        found = (self.e.rutin_then(i) for i in idents)
        return list({r.id: r for r in found if r}.values())

    def _rutiner_of(self, step: m.Steg) -> list[Post[m.Rutin]]:
        return self._rutiner_then(step.rutiner)

    def _rutiner(self) -> Iterator[Page]:
        yield self._page(addresses.RUTINER, "Rutiner", "rutin-index.md.j2", "rutin-index", groups=self._by_process)
        for process, rutiner in self._by_process:
            nav = (process.data.titel, [self._link(r) for r in rutiner])
            for rutin in rutiner:
                yield self._rutin(rutin, process, nav)

    def _rutin(self, rutin: Post[m.Rutin], process: Post[m.Process], nav: tuple[str, list[NavLink]]) -> Page:
        goals = [g for g in self.e.mal.values() if g.id in rutin.data.mal]
        return self._page(
            uri_of(rutin), rutin.data.titel, "rutin.md.j2", "rutin",
            [NavLink("Rutiner", addresses.RUTINER), self._link(process)], nav, (rutin,),
            rutin=rutin, process=process, goals=goals,
            owner=self.e.roller.get(rutin.data.agare),
            readers=[self.e.roller[r] for r in rutin.data.galler_for if r in self.e.roller],
            related=self._rutiner_then(rutin.data.se_aven),
            replaces=[self.catalog.rutiner[r] for r in rutin.data.ersatter if r in self.catalog.rutiner],
            referring=self._referring("rutin", rutin.id, {rutin.data.process, *(g.id for g in goals)}),
        )  # fmt: skip

    def _referring(self, kind: str, ident: str, shown: set[str]) -> list[tuple[str, str]]:
        """Pages of this edition that name a thing, by title; those in `shown` stand on the page already."""
        writer = Writer(self.e, self.succession, "")
        found: dict[str, str] = {}
        for post in self._backlinks.get((kind, ident), ()):
            if post.ar not in (None, self.e.year) or post.id in shown or not writer.holds(post):
                continue
            page = addresses.holder_of(post, self.e)
            holder = self._holder_title(post)
            if page and holder:
                found.setdefault(page, holder)
        return sorted(((title, uri) for uri, title in found.items()), key=lambda row: alphabetical(row[0]))

    def _holder_title(self, post: Post[Any]) -> str:
        if post.kind == "uppfoljning":
            goal = self.catalog.goal(post.id, post.ar, post.enhet)
            return title_of(goal) if goal else ""
        if post.kind == "matning":
            return str(self.catalog.indikatorer[post.data.indikator].data.name_in(self.e.year))
        if post.kind in ("avsnitt", "statistik", "ekonomi", "klagomal"):
            period = post.data.period if post.kind != "klagomal" else self.e.handbok.perioder[-1].id
            name = self.e.handbok.period(period).namn if period else "Verksamhetsplan"
            return f"{name} {self.e.year}, {self._unit_name(post.enhet)}"
        return title_of(post) if post.kind != "plan" else f"{self._unit_name(post.enhet)} {self.e.year}"

    def _processes(self) -> Iterator[Page]:
        yield self._page(addresses.PROCESSES, "Processer", "process-index.md.j2", "process-index")
        links = [self._link(p) for p in self.e.processer.values()]
        for process, rutiner in self._by_process:
            stepped = {r.id for step in process.data.steg for r in self._rutiner_of(step)}

            yield self._page(
                uri_of(process), process.data.titel, "process.md.j2", "process",
                [NavLink("Processer", addresses.PROCESSES)], ("Processer", links), (process,),
                process=process, owner=self.e.roller.get(process.data.agare), role=self.e.roller.get,
                rutiner_of=self._rutiner_of, others=[r for r in rutiner if r.id not in stepped],
            )  # fmt: skip

    def _roles(self) -> Iterator[Page]:
        roles = sorted(self.e.roller.values(), key=lambda r: alphabetical(r.data.namn))
        yield self._page(addresses.ROLES, "Roller", "roll-index.md.j2", "roll-index", roles=roles)
        links = [self._link(r) for r in roles]
        rutiner = sorted(self.e.rutiner.values(), key=lambda r: alphabetical(r.data.titel))
        for role in roles:
            steps = [
                (p, titles)
                for p in self.e.processer.values()
                if (titles := [s.titel for s in p.data.steg if s.roll == role.id])
            ]
            yield self._page(
                uri_of(role), role.data.namn, "roll.md.j2", "roll", [NavLink("Roller", addresses.ROLES)],
                ("Roller", links), (role,), role=role, steps=steps,
                answers=[r for r in rutiner if r.data.agare == role.id],
                concerned=[r for r in rutiner if role.id in r.data.galler_for],
            )  # fmt: skip

    # --- Units ----------------------------------------------------------------------------------------------

    def _unit_name(self, unit: str | None) -> str:
        post = self.catalog.enheter.get(unit or "")
        return post.data.namn if post else (unit or "")

    def _units(self) -> Iterator[Page]:
        units = sorted(self.e.enheter.values(), key=lambda u: alphabetical(u.data.namn))
        used = {u.data.namnd for u in units}
        namnder = [n for k, n in self.catalog.namnder.items() if k in used]
        yield self._page(addresses.UNITS, "Enheter", "enhet-index.md.j2", "enhet-index", units=units, namnder=namnder)
        links = [self._link(u) for u in units]
        for unit in units:
            uri = uri_of(unit)
            yield self._page(
                uri, unit.data.namn, "enhet.md.j2", "enhet", [NavLink("Enheter", addresses.UNITS)],
                ("Enheter", links), (unit,), unit=unit, namnd=self.catalog.namnder.get(unit.data.namnd or ""),
                before=[self.catalog.enheter[f] for f in unit.data.foregangare if f in self.catalog.enheter],
                after=[u for u in self.catalog.enheter.values() if unit.id in u.data.foregangare],
                plans=list(self._plan_links(unit.id, uri)),
            )  # fmt: skip

    def _plan_links(self, unit: str, page: str) -> Iterator[tuple[int, str]]:
        """A unit's years up to this edition's, each linked in its own edition."""
        writer = Writer(self.e, self.succession, page)
        for plan in sorted(self.catalog.planer.values(), key=lambda p: p.ar or 0):
            if plan.enhet != unit or (plan.ar or 0) > self.e.year:
                continue
            text = plan.data.kalla or f"{self._unit_name(unit)} {plan.ar}"
            if plan.ar == self.e.year:
                yield plan.ar, writer.link(plan, text)
            else:
                yield plan.ar or 0, f"[{plain(text)}]({addresses.other_edition(page, plan.ar or 0, uri_of(plan))})"

    # --- Across everything ----------------------------------------------------------------------------------

    def _home(self) -> Page:
        return self._page(
            addresses.HOME, self.e.handbok.namn, "hem.md.j2", "hem",
            groups=self._by_process, goals=self.e.top(), documents=self._documents, before=self._before,
        )  # fmt: skip

    @cached_property
    def _before(self) -> Edition | None:
        """The edition of the nearest earlier year."""
        earlier = [year for year in self.catalog.years if year < self.e.year]
        return Edition(self.catalog, max(earlier)) if earlier else None

    def _news(self) -> Iterator[Page]:
        if not self._before:
            return
        in_full = len(self.e.planer) <= _UNITS_IN_FULL
        text = as_markdown(compare(self._before, self.e), self._link_to_either, plain, units_in_full=in_full)
        yield self._page(addresses.NEWS, f"Vad är nytt sedan {self._before.year}", "nytt.md.j2", "nytt", text=text)

    def _link_to_either(self, kind: str, key: str, year: int) -> str | None:
        """The address, from the page of news, of a thing in this edition or the one before; None where it has no page."""
        edition = self.e if year == self.e.year else self._before
        things: dict[str, Mapping[str, Post[Any]]] = {
            "mal": edition.mal, "aktivitet": edition.aktiviteter, "enhet": edition.enheter,
            "indikator": edition.indikatorer, "rutin": edition.rutiner,
        } if edition else {}  # fmt: skip
        post = things.get(kind, {}).get(key)
        if post is None:
            return None
        uri = uri_of(post)
        return (
            addresses.relative(uri, addresses.NEWS) if edition is self.e else addresses.other_edition(addresses.NEWS, year, uri)
        )

    def _traceability(self) -> Iterator[Page]:
        units = {u: [r for r in self.e.traced if r.mal.enhet == u] for u in self.e.planer}
        in_full = len(units) <= _UNITS_IN_FULL
        yield self._matrix(addresses.TRACEABILITY, f"Spårbarhet {self.e.year}", (), units if in_full else {}, units)
        trail = [NavLink("Spårbarhet", addresses.TRACEABILITY)]
        for unit, rows in units.items():
            title = f"Spårbarhet {self.e.year}, {self._unit_name(unit)}"
            yield self._matrix(addresses.traceability_uri(unit), title, trail, {unit: rows}, {})

    def _matrix(
        self,
        uri: str,
        title: str,
        trail: Iterable[NavLink],
        shown: dict[str, list[TracedGoal]],
        counted: dict[str, list[TracedGoal]],
    ) -> Page:
        """The matrix of the units in `shown`, and the number of gaps of those in `counted`."""
        writer = Writer(self.e, self.succession, uri)

        def cells(posts: tuple[Post[Any], ...]) -> str:
            links = dict.fromkeys(self._traced_link(writer, post) for post in posts)
            if not links:
                return '<span class="hb-lucka">Lucka</span>'
            return '<ul class="hb-rader">' + "".join(f"<li>{link}</li>" for link in links) + "</ul>"

        rows = [row for own in shown.values() for row in own]
        return self._page(
            uri, title, "sparbarhet.md.j2", "sparbarhet", trail,
            document=title, cells=cells, rows=rows, gaps=_gaps(rows),
            counted=[(u, len(own), [len(goals) for _, goals in _gaps(own)]) for u, own in counted.items()],
            traceability_uri=addresses.traceability_uri,
        )  # fmt: skip

    def _traced_link(self, writer: Writer, post: Post[Any]) -> str:
        if post.kind == "matning":
            return writer.link(self.catalog.indikatorer[post.data.indikator])
        if post.kind == "uppfoljning":
            uri = document_uri(post.enhet or "", post.period)
            return writer.to(uri, self.e.handbok.period(post.period or "").kort)
        return writer.link(post, _shortened(writer.title(post)))

    def _glossary(self) -> Page:
        words = sorted(self.catalog.ordlista.values(), key=lambda o: alphabetical(o.data.term))
        return self._page(addresses.GLOSSARY, "Ordlista", "ordlista.md.j2", "ordlista", words=words)

    def _source_notes(self) -> Page:
        notes = []
        for post in self.catalog.posts():
            if post.ar == self.e.year and (page := addresses.holder_of(post, self.e)):
                notes += [(self._holder_title(post), page, post, note) for note in _notes(post.data)]
        notes.sort(key=lambda row: (row[1], row[2].at()))
        return self._page(
            addresses.SOURCE_NOTES, f"Källnoteringar {self.e.year}", "kallnoteringar.md.j2", "kallnoteringar",
            notes=notes,
        )  # fmt: skip

    def _open_data(self) -> Page:
        files = [
            ("handbok.json", "hela utgåvan med mål, indikatorer, mätningar, aktiviteter, rutiner, uppföljningar och länkar"),
            ("handbok.schema.json", "JSON Schema som beskriver handbok.json"),
            ("mal.csv", "målen med nivå, nummer, titel och bedömning"),
            ("indikatorer.csv", "indikatorernas utfall och årsmål per enhet, år och period"),
            ("aktiviteter.csv", "aktiviteterna med datum"),
        ]
        return self._page(addresses.OPEN_DATA, "Öppna data", "data.md.j2", "data", files=files)

    def _moved(self) -> Iterator[Page]:
        """A page at each former address, which leads to the present one."""
        writer = Writer(self.e, self.succession, "")
        for post in self.catalog.posts():
            if isinstance(post.data, m.Addressed) and post.ar in (None, self.e.year) and writer.holds(post):
                for former in post.data.tidigare_id:
                    uri, title = uri_of(replace(post, id=former)), f"{writer.title(post)} har flyttat"
                    yield replace(self._page(uri, title, "flyttad.md.j2", "flyttad", post=post), leads_to=uri_of(post))

    def _free_pages(self) -> Iterator[Page]:
        pages = sorted(self.catalog.sidor.values(), key=lambda p: (p.data.ordning, alphabetical(p.data.titel)))
        links = [self._link(p) for p in pages]
        for page in pages:
            yield self._page(
                uri_of(page), page.data.titel, "sida.md.j2", "sida", (), ("Om handboken", links), (page,), page=page
            )

    def _check_guides(self) -> Iterator[Page]:
        """The page of each code that `handbok check` can report, and their list."""
        if not self.guides:
            return
        rows = [(code, CODES[code].title, f"kontroller/{code}.md") for code in sorted(self.guides) if code in CODES]
        yield self._page(addresses.CHECKS, "Kontroller", "kontroller.md.j2", "kontroller", rows=rows)
        for code, _, uri in rows:
            text = _FENCE_INFO.sub(r"**\2**\n\n```\1", self.guides[code])
            yield Page(uri, code, text, "kontroll", (NavLink("Kontroller", addresses.CHECKS),))

    def _a_to_z(self) -> Page:
        named: list[tuple[str, Iterable[Post[Any]]]] = [
            ("rutin", self.e.rutiner.values()),
            ("process", self.e.processer.values()),
            ("mål", self.e.mal.values()),
            ("indikator", self.e.indikatorer.values()),
            ("enhet", self.e.enheter.values()),
            ("roll", self.e.roller.values()),
            ("ord", self.catalog.ordlista.values()),
            ("sida", self.catalog.sidor.values()),
        ]
        rows = [
            (post.data.titel if post.kind == "mal" else self._link(post).title, uri_of(post), kind)
            for kind, posts in named
            for post in posts
        ]
        groups: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
        for row in sorted(rows, key=lambda r: (alphabetical(r[0]), r[2], r[1])):
            groups[initial(row[0])].append(row)
        return self._page(addresses.A_TO_Z, "A–Ö", "a-o.md.j2", "a-o", groups=list(groups.items()))


def _tree(edition: Edition, writer: Writer) -> Callable[[list[Post[m.Mal]]], str]:
    """Goals and all under them as a nested list with judgements."""

    def lines(goals: list[Post[m.Mal]], depth: int) -> Iterator[str]:
        for goal in goals:
            level = html(edition.handbok.niva(goal.niva or "").namn)
            unit = f", {html(writer.unit_name(goal.enhet))}" if goal.enhet else ""
            badge = writer.badge(edition.judgement(goal))
            yield f"{'    ' * depth}- <small>{level}{unit}</small><br>{writer.link(goal)} {badge}".rstrip()
            yield from lines(edition.children(goal), depth + 1)

    return lambda goals: "\n".join(lines(goals, 0))


def _gaps(rows: list[TracedGoal]) -> list[tuple[str, list[Post[m.Mal]]]]:
    """The goals that lack something, by what they lack."""
    return [
        ("Mäts inte", [r.mal for r in rows if not r.matningar]),
        ("Saknar aktivitet", [r.mal for r in rows if not r.aktiviteter]),
        ("Saknar rutin", [r.mal for r in rows if not r.rutiner]),
        ("Är inte uppföljda", [r.mal for r in rows if not r.uppfoljningar]),
    ]


def _shortened(title: str, limit: int = 70) -> str:
    """The title cut at a word so that it fits in a table cell."""
    if len(title) <= limit:
        return title
    return title[:limit].rpartition(" ")[0].rstrip(" ,.:;") + " …"


def _notes(record: Any) -> Iterator[str]:
    """Every källnotering in a record, those on its rows included."""
    if isinstance(record, m.Record):
        note = getattr(record, "kallnotering", None)
        if note:
            yield note
        for name in type(record).model_fields:
            yield from _notes(getattr(record, name))
    elif isinstance(record, tuple):
        for item in record:
            yield from _notes(item)


def _abbreviations(catalog: Catalog) -> dict[str, str]:
    """The glossary's abbreviations and what each stands for."""
    return {
        short: " ".join(post.data.term.split())
        for post in catalog.ordlista.values()
        for short in post.data.forkortningar
        if short != post.data.term and re.fullmatch(r"\w+(?:/\w+)*", short)
    }
