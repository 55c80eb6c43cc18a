"""Where the pages of an edition are put together: what every kind of page needs to know, and a page's parts as one."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from types import MappingProxyType
from typing import Any, Generic, TypeVar
from urllib.parse import quote

import jinja2

from handbok import model as m
from handbok.caches import templates
from handbok.catalog import Catalog, Post
from handbok.changes import Change, changes, history, to_read
from handbok.control import due, reviews, version
from handbok.editions import Edition, backlinks, lineage
from handbok.figures import reasons, with_unit
from handbok.pages import NavLink, Page, outcomes
from handbok.pages.addresses import (
    actions_uri,
    complaints_uri,
    control_plan_uri,
    controls_uri,
    document_uri,
    missing_uri,
    risks_uri,
    state_uri,
    step_anchor,
    step_uri,
    story_uri,
    uri_of,
)
from handbok.pages.markdown import cell, html, plain, quoted
from handbok.pages.writer import Writer, long_date, title_of
from handbok.period_gate import Gap, gaps, open_periods, role_name
from handbok.risks import control_plan
from handbok.suspect import Link, links
from handbok.swedish.alphabet import alphabetical

UNITS_IN_FULL = 3
"""Up to so many units a page for all of them holds what each has written; with more it leads to each unit's own."""

NO_LABELS: Mapping[str, str | None] = MappingProxyType({})
OVERVIEW: Mapping[str, str | None] = MappingProxyType({"slag": "Översikt"})
"""The labels of a page that lists others."""

SOUGHT_BY = "sökord"
"""The label with the words that a page is searched by though they do not stand on it; never shown."""

_BLANK_LINES = re.compile(r"\n[ \t]*\n(?:[ \t]*\n)+")
_MAX_NEIGHBOURS = 30


T = TypeVar("T")
P_co = TypeVar("P_co", bound=m.Record, covariant=True)


def sought_by(post: Post[m.Sokt]) -> str:
    """The words that people search for the thing by, one expression a line."""
    return "\n".join(post.data.sokord)


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a process in an edition: its number there, the rutiner in force that it has and the role that takes it."""

    process: Post[m.Process]
    number: int
    data: m.Steg
    rutiner: tuple[Post[m.Rutin], ...]
    role: Post[m.Roll] | None

    @property
    def anchor(self) -> str:
        """Its anchor on the process's page."""
        return step_anchor(self.data)

    @property
    def uri(self) -> str:
        """Its place on the process's page."""
        return step_uri(self.process, self.data)


@dataclass(frozen=True, slots=True)
class Gathered(Generic[P_co]):
    """Things of units on a page for all of them: each thing, or with too many units only how many each has."""

    posts: list[Post[P_co]]
    units: list[tuple[str, int]]


class Desk:
    """The edition that is written, its templates and what several kinds of page ask for; each answer is worked out once.

    `attachments` are files that stand beside the pages.
    """

    def __init__(self, edition: Edition, attachments: Container[str] = ()) -> None:
        self.edition = edition
        self.catalog = edition.catalog
        self.attachments = attachments
        self._templates = _environment()
        self._abbreviations = _abbreviations(edition.catalog)
        self._nowhere = self.writer("")
        self.same: Mapping[str, Page] = {}
        """Pages that need not be made, by uri: they are as in a former run."""
        self._figures: dict[str, list[outcomes.FigureRow]] = {}

    # --- A page and its links -------------------------------------------------------------------------------

    def page(
        self,
        uri: str,
        title: str,
        template: str,
        kind: str,
        trail: Iterable[NavLink] = (),
        neighbours: tuple[str, Iterable[NavLink]] = ("", ()),
        sources: Iterable[Post[Any]] = (),
        labels: Mapping[str, str | None] = NO_LABELS,
        **values: Any,
    ) -> Page:
        """The page that a template makes of `values`; `neighbours` are a heading and the pages that stand under it.

        Labels without a value are left out. `sources` are at least all whose running text has a say in the page.
        """
        if uri in self.same:
            return self.same[uri]
        text = self._templates.get_template(template).render(w=self.writer(uri), e=self.edition, desk=self, **values)
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
            labels=tuple((name, value) for name, value in labels.items() if value),
        )

    def _explained(self, text: str) -> str:
        """Definitions (*[SIP]: …) of the abbreviations that stand in the text, for the builder to explain in place."""
        near = (short for short in self._abbreviations if short in text)
        found = sorted(short for short in near if re.search(rf"(?<!\w){re.escape(short)}(?!\w)", text))
        lines = [f"*[{word}]: {self._abbreviations[word]}" for word in found]
        return "\n" + "\n".join(lines) + "\n" if lines else ""

    def writer(self, uri: str) -> Writer:
        """What writes the links of the page at `uri`."""
        return Writer(self.edition, uri)

    def link(self, post: Post[Any]) -> NavLink:
        """A thing's page, for trails and neighbours."""
        return NavLink(self._nowhere.title(post), uri_of(post))

    def holds(self, post: Post[Any]) -> bool:
        """Whether the thing has a page in this edition."""
        return self._nowhere.holds(post)

    # --- What things are called -----------------------------------------------------------------------------

    def unit_name(self, unit: str | None) -> str:
        """The unit's name, or its id when the unit is not described."""
        return self._nowhere.unit_name(unit)

    def role_name(self, role: str) -> str | None:
        """The role's name; None when this edition does not hold it."""
        post = self.edition.roller.get(role)
        return post.data.namn if post else None

    def document_title(self, unit: str | None, period: m.Period | None) -> str:
        """What a unit's plan (`period` None) or its report at a period is called, with year and unit."""
        return f"{period.namn if period else 'Verksamhetsplan'} {self.edition.year}, {self.unit_name(unit)}"

    def documents(self, unit: str) -> list[tuple[str, str]]:
        """A unit's documents of the year, title and uri: the plan and then each report."""
        year = self.edition.year
        reports = [(f"{p.namn} {year}", document_uri(unit, p.id)) for p in self.edition.reports(unit)]
        return [(f"Verksamhetsplan {year}", document_uri(unit, None)), *reports]

    def of_unit(self, unit: str) -> list[NavLink]:
        """The pages about a unit's year, for a reader to move between: the plan, how things stand, what was done, documents."""
        links = [
            self.link(self.edition.planer[unit]),
            NavLink("Läget", state_uri(unit)),
            NavLink("Åtgärder", actions_uri(unit)),
            NavLink("Kvalitetsberättelse", story_uri(unit)),
        ]
        return [*links, *self.control_pages(unit), *(NavLink(title, uri) for title, uri in self.documents(unit))]

    def control_pages(self, unit: str) -> list[NavLink]:
        """The pages of a unit's risks and controls: those that it has."""
        risks, controls = self.edition.risks(unit), self.edition.controls(unit)
        plan = risks or control_plan(risks, controls, self.edition.handbok.riskgrans)
        pages = (("Risker", risks_uri(unit), risks), ("Internkontrollplan", control_plan_uri(unit), plan))
        return [NavLink(title, uri) for title, uri, held in (*pages, ("Egenkontroller", controls_uri(unit), controls)) if held]

    def holder_title(self, post: Post[Any]) -> str:
        """The title of the page where a thing is shown (`addresses.holder_of`); "" when it is shown nowhere."""
        if post.kind == "uppfoljning":
            goal = self.catalog.goal(post.id, post.ar, post.enhet)
            return title_of(goal) if goal else ""
        if post.kind == "matning":
            return str(self.catalog.indikatorer[post.data.indikator].data.name_in(self.edition.year))
        if post.kind == "arshjulsdag":
            return f"Årshjul {self.edition.year}"
        if post.kind in ("avsnitt", "statistik", "ekonomi", "klagomal"):
            handbok = self.edition.handbok
            period = post.data.period if post.kind != "klagomal" else handbok.perioder[-1].id
            return self.document_title(post.enhet, handbok.period(period) if period else None)
        return title_of(post) if post.kind != "plan" else f"{self.unit_name(post.enhet)} {self.edition.year}"

    def gathered(self, posts: Iterable[Post[P_co]]) -> Gathered[P_co]:
        """What belongs to units, for a page that is not one unit's."""
        found = list(posts)
        units = Counter(p.enhet or "" for p in found)
        return Gathered(found, []) if len(units) <= UNITS_IN_FULL else Gathered([], list(units.items()))

    def cited_sets(self, post: Post[Any]) -> set[str]:
        """The ids of the sets that a rutin or process covers requirements of."""
        return {cited.partition("/")[0] for cited in post.data.krav}

    # --- Åtgärder -------------------------------------------------------------------------------------------

    @cached_property
    def open_actions(self) -> dict[str, list[Post[m.Atgard]]]:
        """Each unit's åtgärder that are not done, those of earlier years too: by the day they are to be, the others last."""
        edition = self.edition
        found = {}
        for unit in edition.planer:
            posts = [*edition.left_open(unit), *(a for a in edition.atgarder.get(unit, ()) if not edition.done(a))]
            found[unit] = sorted(posts, key=lambda a: (a.data.klar_senast or date.max, a.data.beslutad, a.key))
        return found

    @cached_property
    def done_actions(self) -> dict[str, list[Post[m.Atgard]]]:
        """Each unit's åtgärder that are done, the last first: the year's, and earlier ones done since the edition before."""
        edition = self.edition
        told = date(max((y for y in self.catalog.years if y < edition.year), default=0) or 1, 12, 31)
        found = {}
        for unit in edition.planer:
            line = (a for u in lineage(self.catalog, unit) for a in edition.actions_of(u))
            posts = [(day, a) for a in line if (day := edition.done(a)) and (a.ar == edition.year or day > told)]
            found[unit] = [a for _, a in sorted(posts, key=lambda pair: (pair[0], pair[1].key), reverse=True)]
        return found

    @cached_property
    def _actions_by_category(self) -> dict[tuple[str | None, str], list[Post[m.Atgard]]]:
        found: dict[tuple[str | None, str], list[Post[m.Atgard]]] = defaultdict(list)
        for own in self.edition.atgarder.values():
            for action in own:
                for category in dict.fromkeys(action.data.foranledd_av):
                    found[action.enhet, category].append(action)
        return found

    def actions_after(self, table: Post[m.Klagomal], category: str) -> list[Post[m.Atgard]]:
        """The year's åtgärder that a category of the unit's table of views and deviations led to."""
        return self._actions_by_category.get((table.enhet, category), [])

    @cached_property
    def _actions_by_control(self) -> dict[tuple[str | None, str], list[Post[m.Atgard]]]:
        found: dict[tuple[str | None, str], list[Post[m.Atgard]]] = defaultdict(list)
        for own in self.edition.atgarder.values():
            for action in own:
                for control in dict.fromkeys(action.data.kontroller):
                    found[action.enhet, control].append(action)
        return found

    def actions_shown_by(self, control: Post[m.Kontroll]) -> list[Post[m.Atgard]]:
        """The year's åtgärder that a control showed the need of."""
        return self._actions_by_control.get((control.enhet, control.id), [])

    # --- What several kinds of page show --------------------------------------------------------------------

    @cached_property
    def before(self) -> Edition | None:
        """The edition of the nearest earlier year."""
        earlier = [year for year in self.catalog.years if year < self.edition.year]
        return Edition(self.catalog, max(earlier)) if earlier else None

    @cached_property
    def naming(self) -> Mapping[tuple[str, str], tuple[Post[Any], ...]]:
        """What names each thing, by its kind and id."""
        return backlinks(self.catalog)

    @cached_property
    def links(self) -> list[Link]:
        """What someone can confirm; nothing but in the newest edition, since an older year stands as it was."""
        return list(links(self.catalog)) if self.edition.current else []

    @cached_property
    def changes(self) -> list[Change]:
        """What has changed in rutiner and processes, newest first."""
        return changes(self.edition)

    def due(self, post: Post[Any]) -> date | None:
        """When a rutin or process was to be reviewed next, as known at the year's end."""
        return due(post.data, self.edition.known_to)

    def version(self, post: Post[Any]) -> str | None:
        """The version of a rutin or process at the year's end."""
        return version(post.data, self.edition.known_to)

    def history(self, post: Post[Any]) -> list[Change]:
        """All that had happened to a rutin or process by the year's end, newest first."""
        return history(post, self.edition.known_to)

    def reviewed(self, post: Post[Any]) -> date | None:
        """When a rutin or process was last reviewed, as known at the year's end."""
        done = reviews(post.data, self.edition.known_to)
        return done[-1].datum if done else None

    @cached_property
    def to_review(self) -> list[tuple[date, Post[Any]]]:
        """The rutiner and processes that have a day when they are to be reviewed, the first day first."""
        posts: list[Post[Any]] = [*self.edition.rutiner.values(), *self.edition.processer.values()]
        dated = [(day, p) for p in posts if (day := self.due(p))]
        return sorted(dated, key=lambda pair: (pair[0], alphabetical(pair[1].data.titel)))

    @cached_property
    def missing(self) -> dict[str, list[tuple[m.Period, dict[str, list[Gap]]]]]:
        """Each unit's open periods, and what it has still to report at each by the name of the role that is to do it."""
        return {unit: [(p, self._gaps(unit, p)) for p in open_periods(self.edition, unit)] for unit in self.edition.planer}

    def _gaps(self, unit: str, period: m.Period) -> dict[str, list[Gap]]:
        roles: dict[str, list[Gap]] = {}
        for gap in gaps(self.edition, unit, period):
            roles.setdefault(role_name(self.edition, gap.role), []).append(gap)
        return roles

    def to_read(self, role: str) -> list[Change]:
        """What someone with the role has to read: changes in substance of this year and the one before, newest first."""
        return to_read(self.changes, self.edition, role, date(self.edition.year - 1, 1, 1))

    def receipt_address(self, post: Post[m.Rutin]) -> str:
        """Where a reader confirms having read the rutin as it is now; "" in older editions, or when there is no such place."""
        form = self.edition.handbok.laskvittens
        if not form or not self.edition.current:
            return ""
        return form.replace("{rutin}", quote(post.id, "")).replace("{version}", quote(self.version(post) or "", ""))

    @cached_property
    def by_process(self) -> list[tuple[Post[m.Process], list[Post[m.Rutin]]]]:
        """The rutiner of each process: first in the order of its steps, then the others by title."""
        by_title: dict[str, list[Post[m.Rutin]]] = defaultdict(list)
        for rutin in sorted(self.edition.rutiner.values(), key=lambda r: alphabetical(r.data.titel)):
            by_title[rutin.data.process].append(rutin)
        groups = []
        for process in self.edition.processer.values():
            stepped = (r for step in process.data.steg for r in self.rutiner_then(step.rutiner))
            own = (r for r in stepped if r.data.process == process.id)
            groups.append((process, list(dict.fromkeys([*own, *by_title[process.id]]))))
        return groups

    @cached_property
    def steps(self) -> list[Step]:
        """Every step of every process, in their order."""
        every = self.edition.processer.values()
        return [
            Step(process, number, step, tuple(self.rutiner_then(step.rutiner)), self.edition.roller.get(step.roll))
            for process in every
            for number, step in enumerate(process.data.steg, 1)
        ]

    @cached_property
    def steps_of(self) -> Mapping[str, list[Step]]:
        """The steps of each process, by its id."""
        return _grouped((step.process.id, step) for step in self.steps)

    @cached_property
    def steps_by_role(self) -> Mapping[str, list[Step]]:
        """The steps that each role takes, by its id."""
        return _grouped((step.data.roll, step) for step in self.steps)

    @cached_property
    def steps_by_rutin(self) -> Mapping[str, list[Step]]:
        """The steps at which each rutin is followed, by its id."""
        return _grouped((rutin.id, step) for step in self.steps for rutin in step.rutiner)

    @cached_property
    def measured_by(self) -> Mapping[str, list[Post[m.Process]]]:
        """The processes that each indicator is a measure of, by its id."""
        every = self.edition.processer.values()
        return _grouped((ident, process) for process in every for ident in dict.fromkeys(process.data.indikatorer))

    def figures(self, indicator: Post[m.Indikator]) -> list[outcomes.FigureRow]:
        """Every figure of the indicator up to the edition's year, oldest first."""
        if indicator.id not in self._figures:
            self._figures[indicator.id] = outcomes.rows(self.edition, indicator)
        return self._figures[indicator.id]

    def latest(self, indicator: Post[m.Indikator]) -> outcomes.FigureRow | None:
        """The latest outcome that the year's own document gives; None when there is none."""
        return next((r for r in reversed(self.figures(indicator)) if r.alla and not r.enligt), None)

    def rutiner_then(self, idents: Iterable[str]) -> list[Post[m.Rutin]]:
        """The rutiner that stood for those ids at the year's end, each once."""
        found = (self.edition.rutin_then(i) for i in idents)
        return list({r.id: r for r in found if r}.values())


def _grouped(pairs: Iterable[tuple[str, T]]) -> dict[str, list[T]]:
    """What belongs to each key, in the order it comes."""
    found: dict[str, list[T]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return found


class _Context(jinja2.runtime.Context):
    """What a template sees. None of our functions asks for it, so a call need not find out: templates make 80,000 of them."""

    def call(self, function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        """What the function or macro gives."""
        kwargs.pop("_loop_vars", None)
        kwargs.pop("_block_vars", None)
        return function(*args, **kwargs)


@cache  # the templates are compiled once, however many editions a process writes
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("handbok", "templates"),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        bytecode_cache=templates("mallar"),
        autoescape=False,  # noqa: S701  the output is Markdown; `plain`, `html` and Writer.prose make text harmless
    )
    environment.context_class = _Context
    environment.filters.update(plain=plain, html=html, cell=cell, quoted=quoted, with_unit=with_unit, skal=reasons)
    environment.globals.update(long_date=long_date, uri_of=uri_of, document_uri=document_uri, complaints_uri=complaints_uri)
    environment.globals.update(actions_uri=actions_uri, missing_uri=missing_uri, state_uri=state_uri, story_uri=story_uri)
    environment.globals.update(risks_uri=risks_uri, controls_uri=controls_uri, control_plan_uri=control_plan_uri)
    return environment


def _abbreviations(catalog: Catalog) -> dict[str, str]:
    """The glossary's abbreviations and what each stands for."""
    return {
        short: " ".join(post.data.term.split())
        for post in catalog.ordlista.values()
        for short in post.data.forkortningar
        if short != post.data.term and re.fullmatch(r"\w+(?:/\w+)*", short)
    }
