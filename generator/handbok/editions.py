"""An edition: what the handbook was in one year.

The plans and follow-ups of that year, the rutiner in force at its end, the indicators' history up to that year. Everything
derived that pages show (chains, backlinks, gaps) is asked for here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from handbok import model as m
from handbok.catalog import Catalog, Post
from handbok.catalog.references import body_links, marked
from handbok.control import YEARS_AS_NEWEST, reviews, version
from handbok.prose import wiki_links
from handbok.protection import published
from handbok.risks import by_value
from handbok.swedish.alphabet import alphabetical


@dataclass(frozen=True, slots=True)
class TracedGoal:
    """A unit goal's row in the traceability matrix, everything that hangs on it or on a goal above it."""

    mal: Post[m.Mal]
    matningar: tuple[Post[m.Matning], ...]
    aktiviteter: tuple[Post[m.Aktivitet], ...]
    rutiner: tuple[Post[m.Rutin], ...]
    uppfoljningar: tuple[Post[m.Uppfoljning], ...]


class Succession:
    """Which goal of an earlier year is the same goal: declared with `foregangare`, else the same id in the unit's line."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._earlier: dict[str, tuple[Post[m.Mal], ...]] = {
            key: tuple(self._find_earlier(goal)) for key, goal in catalog.mal.items()
        }

    def earlier(self, goal: Post[m.Mal]) -> tuple[Post[m.Mal], ...]:
        """The goals of the nearest earlier year that this one continues."""
        return self._earlier[goal.key]

    def _find_earlier(self, goal: Post[m.Mal]) -> Iterator[Post[m.Mal]]:
        if goal.data.foregangare:
            yield from (self._catalog.mal[k] for k in goal.data.foregangare if k in self._catalog.mal)
            return
        years = [y for y in self._catalog.years if y < (goal.ar or 0)]
        for year in reversed(years):
            units: Iterable[str | None] = lineage(self._catalog, goal.enhet) if goal.enhet else (None,)
            keys = (f"{year}/{unit}/{goal.id}" if unit else f"{year}/{goal.id}" for unit in units)
            found = [self._catalog.mal[key] for key in keys if key in self._catalog.mal]
            if found:
                yield from found
                return


def lineage(catalog: Catalog, unit: str) -> list[str]:
    """The unit and then, nearest first, all units it continues."""
    return catalog.lineage(unit)


def backlinks(catalog: Catalog) -> dict[tuple[str, str], tuple[Post[Any], ...]]:
    """What refers to each rutin, process, indicator, role, page and glossary word, by (kind, id)."""
    found: dict[tuple[str, str], dict[int, Post[Any]]] = defaultdict(dict)
    for post in catalog.posts():
        for _, text, marker, _ in marked(post.data):
            if isinstance(marker, m.Ref):
                found[(marker.kind, text)][id(post)] = post
            else:
                for link in wiki_links(text):
                    found[(link.kind, catalog.former.now(link.kind, link.target))][id(post)] = post
        for link in body_links(post):
            found[(link.kind, catalog.former.now(link.kind, link.target))][id(post)] = post
    return {key: tuple(posts.values()) for key, posts in found.items()}


def _told_days(catalog: Catalog, last_day: date) -> tuple[date, date]:
    """The latest days that rutiner and processes tell of: of something decided or reviewed, and of something begun too.

    The one is not before the first day of the year that ends on `last_day`, the other not before its last. What is dated
    further ahead than an edition can stay the newest is a plan or a slip, and not known yet.
    """
    posts: list[Post[Any]] = [r for r in catalog.rutiner.values() if r.data.status != "utkast"]
    begun = {r.data.giltig_fran for r in posts}
    posts += catalog.processer.values()
    done = {post.data.faststalld for post in posts} | {review.datum for post in posts for review in post.data.granskningar}
    horizon = last_day.replace(year=last_day.year + YEARS_AS_NEWEST)

    def latest(days: Iterable[date | None], earliest: date) -> date:
        return max((day for day in days if day and earliest < day <= horizon), default=earliest)

    return latest(done, last_day.replace(month=1, day=1)), latest(done | begun, last_day)


class Edition:
    """One year of the handbook. Cheap to make; what is asked for is worked out once.

    It cannot know what came later: its catalog holds nothing of later years. Nor can it know what may not be shown: every
    figure in it is as it may be published, whatever catalog it was given. The newest is `current`, unless it is made to be
    sealed (not `living`). Staff look up rutiner in it also when its year is over, so it knows of them up to `known_to`, the
    latest day that they tell of, and keeps them until `passed`, a day that has been since something was decided or reviewed
    on it. Between the two it cannot know what day it is, so both an old rutin and the one that takes its place are there. For
    any other edition both are the year's end. With `drafts` it also has the rutiner that are only drafts, for a preview.
    """

    def __init__(self, catalog: Catalog, year: int, *, drafts: bool = False, living: bool = True) -> None:
        self.catalog: Catalog = published(catalog).until(year)
        self.handbok = catalog.handbok
        self.year = year
        self.current = living and year == max(catalog.years)
        self.last_day = date(year, 12, 31)
        self.passed, self.known_to = _told_days(self.catalog, self.last_day) if self.current else (self.last_day,) * 2
        self.drafts = drafts

    # --- What the edition holds -----------------------------------------------------------------------------

    @cached_property
    def mal(self) -> dict[str, Post[m.Mal]]:
        """The year's goals at every level, by key, from the top level down and by number within a level."""
        order = {n.id: i for i, n in enumerate(self.handbok.malnivaer)}
        goals = [g for g in self.catalog.mal.values() if g.ar == self.year]
        goals.sort(key=lambda g: (order[g.niva or ""], g.enhet or "", _number_key(g.data.nummer), g.source.path))
        return {g.key: g for g in goals}

    @cached_property
    def planer(self) -> dict[str, Post[m.Plan]]:
        """The year's plans by unit."""
        return {p.enhet or "": p for p in self.catalog.planer.values() if p.ar == self.year}

    @cached_property
    def rutiner(self) -> dict[str, Post[m.Rutin]]:
        """The rutiner in force on some day from `passed` to `known_to`."""
        return {k: r for k, r in self.catalog.rutiner.items() if r.data.in_force(self.passed, self.known_to)}

    @cached_property
    def upphavda(self) -> dict[str, Post[m.Rutin]]:
        """The rutiner that had been in force and no longer were on the day `passed`, the last to go first."""
        gone = [
            r
            for r in self.catalog.rutiner.values()
            if r.data.status != "utkast" and r.data.giltig_till and r.data.giltig_till < self.passed
        ]
        gone.sort(key=lambda r: (r.data.giltig_till, r.id), reverse=True)
        return {r.id: r for r in gone}

    @cached_property
    def utkast(self) -> dict[str, Post[m.Rutin]]:
        """The rutiner that are drafts; none but in a preview of the newest edition."""
        if not (self.drafts and self.current):
            return {}
        return {k: r for k, r in self.catalog.rutiner.items() if r.data.status == "utkast"}

    @cached_property
    def rutinsidor(self) -> dict[str, Post[m.Rutin]]:
        """Every rutin that has a page: in force, withdrawn, and in a preview the drafts."""
        return self.rutiner | self.upphavda | self.utkast

    def replaced_by(self, rutin: Post[m.Rutin]) -> list[Post[m.Rutin]]:
        """The rutiner that replaced it by the year's end; in the newest edition also those that are decided to."""
        newer = [self.catalog.rutiner[r] for r in self._replaced_by.get(rutin.id, ())]
        return [r for r in newer if r.data.status != "utkast" and (self.current or r.data.giltig_fran <= self.known_to)]

    def last_held(self, rutin: Post[m.Rutin]) -> int | None:
        """The last year up to this one at whose end the rutin was in force, among the years that are editions."""
        return max((y for y in self.catalog.years if rutin.data.in_force(date(y, 12, 31))), default=None)

    def rutin_then(self, ident: str) -> Post[m.Rutin] | None:
        """The rutin with that id, or the one that stood in its place at the year's end; None if there was none."""
        seen: set[str] = set()
        waiting = [ident]
        while waiting:
            step = waiting.pop(0)
            if step in self.rutiner:
                return self.rutiner[step]
            seen.add(step)
            post = self.catalog.rutiner.get(step)
            near = [*(post.data.ersatter if post else ()), *self._replaced_by.get(step, ())]
            waiting += [n for n in near if n not in seen]
        return None

    @cached_property
    def _replaced_by(self) -> dict[str, list[str]]:
        newer: dict[str, list[str]] = defaultdict(list)
        for ident, rutin in self.catalog.rutiner.items():
            for old in rutin.data.ersatter:
                newer[old].append(ident)
        return newer

    @cached_property
    def processer(self) -> dict[str, Post[m.Process]]:
        """The processes that have a rutin in force, in their order."""
        used = {r.data.process for r in self.rutiner.values()}
        posts = [p for k, p in self.catalog.processer.items() if k in used]
        return {p.id: p for p in sorted(posts, key=lambda p: (p.data.ordning, p.data.titel))}

    @cached_property
    def kravsamlingar(self) -> dict[str, Post[m.Kravsamling]]:
        """The sets of requirements that were in force on some day of the year, by title."""
        posts = [s for s in self.catalog.kravsamlingar.values() if s.data.in_force(self.year)]
        return {s.id: s for s in sorted(posts, key=lambda s: alphabetical(s.data.titel))}

    @cached_property
    def citing(self) -> dict[str, list[Post[Any]]]:
        """What covers each requirement, by "samling/id": processes in order, rutiner by title, the year's controls."""
        index: dict[str, list[Post[Any]]] = defaultdict(list)
        by_title = sorted(self.rutiner.values(), key=lambda r: alphabetical(r.data.titel))
        cites: list[Post[Any]] = [*self.processer.values(), *by_title, *self.kontroller.values()]
        for post in cites:
            for cited in dict.fromkeys(post.data.krav):
                index[cited].append(post)
        return index

    def shown_by(self, krav: m.Krav) -> tuple[str, ...]:
        """Those parts of the handbook that the requirement is shown by which the edition has."""
        parts = {
            "processer": self.processer,
            "rutiner": self.rutiner,
            "risker": self.risker,
            "kontroller": self.kontroller,
            "kvalitetsberattelse": self.planer,
        }
        return tuple(part for part in krav.visas_av if parts[part])

    @cached_property
    def indikatorer(self) -> dict[str, Post[m.Indikator]]:
        """The indicators that some unit had measured or set a target for by this year."""
        used = {p.data.indikator for p in self.catalog.matningar if (p.ar or 0) <= self.year}
        return {k: i for k, i in self.catalog.indikatorer.items() if k in used}

    @cached_property
    def enheter(self) -> dict[str, Post[m.Enhet]]:
        """The units with a plan this year and all they continue or are continued by."""
        wanted = set(self.planer)
        wanted |= {f for unit in self.planer for f in lineage(self.catalog, unit)}
        wanted |= {k for k, u in self.catalog.enheter.items() if set(u.data.foregangare) & set(self.planer)}
        return {k: u for k, u in self.catalog.enheter.items() if k in wanted}

    @cached_property
    def roller(self) -> dict[str, Post[m.Roll]]:
        """The roles that a rutin, process, åtgärd, risk or control of this edition names."""
        followed = [*self.rutiner.values(), *self.utkast.values()]
        used = {role for r in followed for role in (r.data.agare, *r.data.galler_for, *r.data.lases_av)}
        used |= {role for p in self.processer.values() for role in (p.data.agare, *(s.roll for s in p.data.steg))}
        used |= {a.data.ansvarig for own in self.atgarder.values() for a in own}
        used |= {a.data.ansvarig for unit in self.planer for a in self.left_open(unit)}
        used |= {r.data.ansvarig for r in self.risker.values()} | {c.data.ansvarig for c in self.kontroller.values()}
        controlled: list[m.Styrd] = [r.data for r in followed]
        controlled += [p.data for p in self.processer.values()]
        for record in controlled:
            used |= {g.roll for g in reviews(record, self.known_to)} | {record.faststalld_av or ""}
        return {k: r for k, r in self.catalog.roller.items() if k in used}

    @cached_property
    def aktiviteter(self) -> dict[str, Post[m.Aktivitet]]:
        """The year's activities by key."""
        return {k: a for k, a in self.catalog.aktiviteter.items() if a.ar == self.year}

    @cached_property
    def matningar(self) -> tuple[Post[m.Matning], ...]:
        """The year's measurements, in the order the plans have them."""
        return tuple(p for p in self.catalog.matningar if p.ar == self.year)

    @cached_property
    def uppfoljningar(self) -> tuple[Post[m.Uppfoljning], ...]:
        """The year's follow-ups."""
        return tuple(p for p in self.catalog.uppfoljningar if p.ar == self.year)

    @cached_property
    def arshjul(self) -> tuple[Post[m.Arshjulsdag], ...]:
        """The dates of the units' year, in order of time."""
        days = (p for p in self.catalog.arshjul if p.ar == self.year)
        return tuple(sorted(days, key=lambda p: (p.data.datum, p.enhet, p.id)))

    def receipts(self, rutin: Post[m.Rutin]) -> list[Post[m.Laskvittens]]:
        """The latest count of each role's läskvittenser for the version that the rutin had at the year's end."""
        at_hand = version(rutin.data, self.known_to)
        counted = [p for p in self._receipts.get(rutin.id, ()) if p.data.version == at_hand]
        return list({p.data.roll: p for p in counted}.values())

    @cached_property
    def _receipts(self) -> dict[str, list[Post[m.Laskvittens]]]:
        """The counts until the year's end by rutin, in order of time."""
        by_rutin: dict[str, list[Post[m.Laskvittens]]] = defaultdict(list)
        for post in sorted(self.catalog.laskvittenser, key=lambda p: p.data.datum):
            if post.data.datum <= self.known_to:
                by_rutin[post.data.rutin].append(post)
        return by_rutin

    @cached_property
    def statistik(self) -> tuple[Post[m.Statistik], ...]:
        """The year's figures from running text."""
        return tuple(p for p in self.catalog.statistik if p.ar == self.year)

    def chapters(self, unit: str, period: str | None, place: str) -> list[Post[m.Avsnitt]]:
        """A document's running chapters, in order: of the plan (`period` None) or a period's report."""
        chosen = [a for a in self._avsnitt[unit] if (a.data.period, a.data.plats) == (period, place)]
        return sorted(chosen, key=lambda a: (a.data.ordning, a.id))

    @cached_property
    def _avsnitt(self) -> dict[str, list[Post[m.Avsnitt]]]:
        return self._this_year(self.catalog.avsnitt)

    @cached_property
    def ekonomi(self) -> dict[str, list[Post[m.Ekonomi]]]:
        """The year's result tables by unit."""
        return self._this_year(self.catalog.ekonomi)

    @cached_property
    def klagomal(self) -> dict[str, list[Post[m.Klagomal]]]:
        """The year's counts of views and deviations by unit."""
        return self._this_year(self.catalog.klagomal)

    # --- Åtgärder -------------------------------------------------------------------------------------------

    @cached_property
    def atgarder(self) -> dict[str, list[Post[m.Atgard]]]:
        """The year's åtgärder by unit."""
        return self._this_year(self.catalog.atgarder.values())

    def done(self, action: Post[m.Atgard]) -> date | None:
        """When the åtgärd was done, as the edition knows: an older one knows of nothing after its last day."""
        day = action.data.klar
        return day if day and (self.current or day <= self.last_day) else None

    def left_open(self, unit: str) -> list[Post[m.Atgard]]:
        """The åtgärder of earlier years, of the unit or those it continues, that are not done and not told anew since."""
        told: dict[str, list[Post[m.Atgard]]] = defaultdict(list)
        for earlier in lineage(self.catalog, unit):
            for action in self.actions_of(earlier):
                told[action.id].append(action)
        last = {ident: max(a.ar or 0 for a in actions) for ident, actions in told.items()}
        found = [a for ident, actions in told.items() for a in actions if a.ar == last[ident] and a.ar < self.year]
        return [a for a in found if not self.done(a)]

    def actions_of(self, unit: str) -> list[Post[m.Atgard]]:
        """The unit's own åtgärder of all years up to this one."""
        return self._atgarder_of.get(unit, [])

    @cached_property
    def _atgarder_of(self) -> dict[str, list[Post[m.Atgard]]]:
        """The åtgärder of all years up to this one by unit."""
        by_unit: dict[str, list[Post[m.Atgard]]] = defaultdict(list)
        for action in self.catalog.atgarder.values():
            by_unit[action.enhet or ""].append(action)
        return by_unit

    def led_to(self, rutin: Post[m.Rutin]) -> list[Post[m.Atgard]]:
        """The åtgärder of all years up to this one that made or revised the rutin, or are to, the last decided first."""
        actions = self._atgarder_for.get(rutin.id, [])
        newest = [a for a in actions if not any(self._tells_anew(later, a) for later in actions)]
        return sorted(newest, key=lambda a: (a.data.beslutad, a.key), reverse=True)

    def _tells_anew(self, later: Post[m.Atgard], earlier: Post[m.Atgard]) -> bool:
        same = later.id == earlier.id and (later.ar or 0) > (earlier.ar or 0)
        return same and earlier.enhet in lineage(self.catalog, later.enhet or "")

    @cached_property
    def _atgarder_for(self) -> dict[str, list[Post[m.Atgard]]]:
        by_rutin: dict[str, list[Post[m.Atgard]]] = defaultdict(list)
        for action in self.catalog.atgarder.values():
            for ident in dict.fromkeys(action.data.rutiner):
                by_rutin[ident].append(action)
        return by_rutin

    def _this_year(self, posts: Iterable[Post[Any]]) -> dict[str, list[Post[Any]]]:
        by_unit: dict[str, list[Post[Any]]] = defaultdict(list)
        for post in posts:
            if post.ar == self.year:
                by_unit[post.enhet or ""].append(post)
        return by_unit

    def reports(self, unit: str) -> list[m.Period]:
        """The periods that the unit has reported this year, in time order."""
        done = self._reported.get((self.year, unit), set())
        return [p for p in self.handbok.perioder if p.id in done]

    @cached_property
    def _reported(self) -> dict[tuple[int | None, str | None], set[str]]:
        return self.catalog.reported()

    # --- Risks and controls ---------------------------------------------------------------------------------

    @cached_property
    def risker(self) -> dict[str, Post[m.Risk]]:
        """The year's risks by key."""
        return {k: r for k, r in self.catalog.risker.items() if r.ar == self.year}

    @cached_property
    def kontroller(self) -> dict[str, Post[m.Kontroll]]:
        """The year's controls by key."""
        return {k: c for k, c in self.catalog.kontroller.items() if c.ar == self.year}

    def risks(self, unit: str) -> list[Post[m.Risk]]:
        """A unit's risks this year, in the order of its file."""
        return self._risks[unit]

    @cached_property
    def _risks(self) -> dict[str, list[Post[m.Risk]]]:
        return self._this_year(self.risker.values())

    def controls(self, unit: str) -> list[Post[m.Kontroll]]:
        """A unit's controls this year, in the order of its file."""
        return self._controls[unit]

    @cached_property
    def _controls(self) -> dict[str, list[Post[m.Kontroll]]]:
        return self._this_year(self.kontroller.values())

    def earlier_controls(self, control: Post[m.Kontroll]) -> list[Post[m.Kontroll]]:
        """The same control in earlier years, of the unit and those it continues, newest first."""
        line = lineage(self.catalog, control.enhet or "")
        years = [y for y in reversed(self.catalog.years) if y < (control.ar or 0)]
        keys = (f"{year}/{unit}/{control.id}" for year in years for unit in line)
        return [self.catalog.kontroller[key] for key in keys if key in self.catalog.kontroller]

    def reported_by(self, post: Post[Any]) -> Set[str]:
        """The ids of the periods that the thing's unit had reported in the thing's year."""
        return self._reported.get((post.ar, post.enhet), frozenset())

    def controls_for(self, goal: Post[m.Mal]) -> list[Post[m.Kontroll]]:
        """The year's controls that say they serve this very goal."""
        return self._under("c", goal)

    def controls_of(self, rutin: Post[m.Rutin]) -> list[Post[m.Kontroll]]:
        """The year's controls of whether the rutin, or one that it stands for, is followed."""
        return self._controls_of.get(rutin.id, [])

    @cached_property
    def _controls_of(self) -> dict[str, list[Post[m.Kontroll]]]:
        by_rutin: dict[str, list[Post[m.Kontroll]]] = defaultdict(list)
        for control in self.kontroller.values():
            held = (self.rutin_then(ident) for ident in control.data.rutiner)
            for ident in dict.fromkeys(rutin.id for rutin in held if rutin):
                by_rutin[ident].append(control)
        return by_rutin

    def risks_in(self, process: Post[m.Process]) -> tuple[Post[m.Risk], ...]:
        """The year's risks in the process, the highest first."""
        return self._risks_in.get(process.id, ())

    @cached_property
    def _risks_in(self) -> dict[str, tuple[Post[m.Risk], ...]]:
        by_process: dict[str, list[Post[m.Risk]]] = defaultdict(list)
        for risk in by_value(self.risker.values()):
            by_process[risk.data.process].append(risk)
        return {process: tuple(risks) for process, risks in by_process.items()}

    def risks_under(self, control: Post[m.Kontroll]) -> list[Post[m.Risk]]:
        """The risks that the control is to keep down."""
        return [r for r in self.risks(control.enhet or "") if control.id in r.data.kontroller]

    def named_figure(self, post: Post[Any], ident: str) -> Post[m.Statistik] | None:
        """The figure that an id means to a thing of the same unit and year; None if there is none."""
        return self._figures.get((post.ar, post.enhet, ident))

    @cached_property
    def _figures(self) -> dict[tuple[int | None, str | None, str], Post[m.Statistik]]:
        return {(s.ar, s.enhet, s.id): s for s in self.catalog.statistik}

    # --- The goal chain -------------------------------------------------------------------------------------

    @cached_property
    def _children(self) -> dict[str, list[Post[m.Mal]]]:
        children: dict[str, list[Post[m.Mal]]] = defaultdict(list)
        for goal in self.mal.values():
            if goal.data.foralder:
                children[goal.data.foralder].append(goal)
        return children

    def children(self, goal: Post[m.Mal], unit: str | None = None) -> list[Post[m.Mal]]:
        """The goals right below: steering goals, and unit goals of all units or of one."""
        below = [] if goal.enhet else self._children.get(goal.id, [])
        return below if unit is None else [g for g in below if g.enhet in (None, unit)]

    def top(self) -> list[Post[m.Mal]]:
        """The goals of the top level."""
        return [g for g in self.mal.values() if g.niva == self.handbok.malnivaer[0].id]

    def chain(self, goal: Post[m.Mal]) -> list[Post[m.Mal]]:
        """The goals above, from the top level down to the one right above."""
        above: list[Post[m.Mal]] = []
        parent = self._parent(goal)
        while parent and parent not in above:
            above.insert(0, parent)
            parent = self._parent(parent)
        return above

    def _parent(self, goal: Post[m.Mal]) -> Post[m.Mal] | None:
        return self.mal.get(f"{self.year}/{goal.data.foralder}")

    def below(self, goal: Post[m.Mal]) -> Iterator[Post[m.Mal]]:
        """Every goal under this one, at all levels."""
        for child in self.children(goal):
            yield child
            yield from self.below(child)

    def unit_goals(self, unit: str) -> list[Post[m.Mal]]:
        """The unit's own goals, in the order of the goals above them."""
        return self._unit_goals.get(unit, [])

    @cached_property
    def _unit_goals(self) -> dict[str, list[Post[m.Mal]]]:
        order = {key: i for i, key in enumerate(self.mal)}
        own: dict[str, list[Post[m.Mal]]] = defaultdict(list)
        for goal in self.mal.values():
            own[goal.enhet or ""].append(goal)
        return {u: sorted(goals, key=lambda g: [order[a.key] for a in self.chain(g)]) for u, goals in own.items() if u}

    def unit_chain(self, unit: str) -> list[Post[m.Mal]]:
        """All goals of a unit's document in reading order: each goal before what is under it.

        Besides the unit's own goals and all above them, those steering goals are included that the unit has followed
        up, measured or has an activity under.
        """
        own = {a.key for g in self.unit_goals(unit) for a in (*self.chain(g), g)}
        for ident in self._touched[unit]:
            goal = self.mal.get(f"{self.year}/{ident}")
            if goal:
                own |= {a.key for a in (*self.chain(goal), goal)}
        if len(self.planer) == 1:
            own |= set(self.mal)

        def walk(goals: list[Post[m.Mal]]) -> Iterator[Post[m.Mal]]:
            for goal in goals:
                if goal.key in own:
                    yield goal
                    yield from walk(self.children(goal, unit))

        return list(walk(self.top()))

    @cached_property
    def _touched(self) -> dict[str, set[str]]:
        """Per unit the ids of goals that it has followed up, measured or has an activity under."""
        ids: dict[str, set[str]] = defaultdict(set)
        for follow_up in self.uppfoljningar:
            ids[follow_up.enhet or ""].add(follow_up.id)
        for measured in self.matningar:
            ids[measured.enhet or ""].add(measured.data.mal)
        for activity in self.aktiviteter.values():
            ids[activity.enhet or ""].add(activity.data.mal)
        return ids

    # --- What hangs on a goal -------------------------------------------------------------------------------

    @cached_property
    def _by_goal(self) -> dict[str, dict[str, list[Post[Any]]]]:
        """Per sort of thing: what stands under each goal id."""
        index: dict[str, dict[str, list[Post[Any]]]] = {k: defaultdict(list) for k in ("m", "a", "u", "s", "r", "c")}
        for measured in self.matningar:
            index["m"][measured.data.mal].append(measured)
        for activity in self.aktiviteter.values():
            index["a"][activity.data.mal].append(activity)
        for follow_up in self.uppfoljningar:
            index["u"][follow_up.id].append(follow_up)
        for figure in self.statistik:
            index["s"][figure.data.mal or ""].append(figure)
        for control in self.kontroller.values():
            index["c"][control.data.mal or ""].append(control)
        for rutin in self.rutiner.values():
            for goal_id in rutin.data.mal:
                index["r"][goal_id].append(rutin)
        return index

    def _under(self, sort: str, goal: Post[m.Mal], unit: str | None = None) -> list[Any]:
        unit = goal.enhet or unit
        return [p for p in self._by_goal[sort].get(goal.id, ()) if unit in (None, p.enhet)]

    def measurements(self, goal: Post[m.Mal], unit: str | None = None) -> list[Post[m.Matning]]:
        """The year's measurements attached to this very goal, of one unit or of all."""
        return self._under("m", goal, unit)

    def activities(self, goal: Post[m.Mal], unit: str | None = None) -> list[Post[m.Aktivitet]]:
        """The year's activities under this very goal, of one unit or of all."""
        return self._under("a", goal, unit)

    def follow_ups(self, goal: Post[m.Mal], unit: str | None = None) -> list[Post[m.Uppfoljning]]:
        """The goal's follow-ups, by unit and in time order."""
        order = {p.id: i for i, p in enumerate(self.handbok.perioder)}
        return sorted(self._under("u", goal, unit), key=lambda f: (f.enhet, order.get(f.period, 99)))

    def figures(self, goal: Post[m.Mal], unit: str | None = None) -> list[Post[m.Statistik]]:
        """Figures named in the goal's analysis."""
        return self._under("s", goal, unit)

    def loose_figures(self, unit: str) -> list[Post[m.Statistik]]:
        """A unit's figures that stand in no goal's analysis."""
        return self._under_no_goal[unit]

    @cached_property
    def _under_no_goal(self) -> dict[str, list[Post[m.Statistik]]]:
        return self._this_year(s for s in self.statistik if not s.data.mal)

    def rutiner_for(self, goal: Post[m.Mal]) -> list[Post[m.Rutin]]:
        """The rutiner that say they serve the goal, by title."""
        return sorted(self._by_goal["r"].get(goal.id, []), key=lambda r: alphabetical(r.data.titel))

    def judgement(self, goal: Post[m.Mal], unit: str | None = None) -> m.Bedomning | None:
        """The latest judgement of the goal, by one unit or, when all that judged it agree, by all."""
        latest = {f.enhet: f.data.bedomning for f in self.follow_ups(goal, unit)}
        words = set(latest.values())
        return self.handbok.bedomning(words.pop()) if len(words) == 1 else None

    @cached_property
    def traced(self) -> tuple[TracedGoal, ...]:
        """The traceability matrix: one row for each unit goal."""
        return tuple(self._trace(g) for unit in self.planer for g in self.unit_goals(unit))

    def _trace(self, goal: Post[m.Mal]) -> TracedGoal:
        line = [*self.chain(goal), goal]
        return TracedGoal(
            goal,
            tuple(p for g in line for p in self.measurements(g, goal.enhet)),
            tuple(a for g in line for a in self.activities(g, goal.enhet)),
            tuple(self.rutiner_for(goal)),
            tuple(self.follow_ups(goal)),
        )

    # --- Indicators over years ------------------------------------------------------------------------------

    def targets(self, indicator: str, units: Iterable[str] | None = None) -> list[Post[m.Matning]]:
        """Every measurement of the indicator up to this year, those without outcome included; of some units or of all."""
        measured = self._measured.get(indicator, {})
        if units is not None:
            return [p for unit in units for p in measured.get(unit, ())]
        return [p for posts in measured.values() for p in posts]

    @cached_property
    def _measured(self) -> dict[str, dict[str, list[Post[m.Matning]]]]:
        """Measurements up to this year by indicator and unit, by year within a unit."""
        index: dict[str, dict[str, list[Post[m.Matning]]]] = defaultdict(lambda: defaultdict(list))
        for post in sorted(self.catalog.matningar, key=lambda p: (p.ar or 0, p.enhet or "")):
            if (post.ar or 0) <= self.year:
                index[post.data.indikator][post.enhet or ""].append(post)
        return index


def _number_key(number: str | None) -> tuple[int, ...]:
    """Goal numbers in the order a reader counts: 1.3 before 1.10."""
    return tuple(int(part) for part in (number or "").split(".") if part.isdigit())
