"""A unit's year: its plan, the documents from top to bottom, its activities; and what all units together have followed up."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from handbok import model as m
from handbok.catalog import Post
from handbok.editions import Edition
from handbok.pages import NavLink, Page, addresses, outcomes
from handbok.pages.addresses import document_uri, uri_of
from handbok.pages.desk import OVERVIEW, UNITS_IN_FULL, Desk


def plans(desk: Desk) -> Iterator[Page]:
    """Each unit's plan with its documents, and the list of them."""
    edition = desk.edition
    title = f"Planer {edition.year}"
    yield desk.page(addresses.PLANS, title, "planer-index.md.j2", "plan-index", labels=OVERVIEW, documents=desk.documents)
    for unit, plan in edition.planer.items():
        documents = desk.documents(unit)
        neighbours = ("Enhetens år", desk.of_unit(unit))
        trail = [NavLink("Planer", addresses.PLANS)]
        yield desk.page(
            uri_of(plan),
            desk.link(plan).title,
            "plan.md.j2",
            "plan",
            trail,
            neighbours,
            (plan,),
            {"slag": "Plan", "enhet": desk.unit_name(unit)},
            plan=plan,
            unit=unit,
            documents=documents,
            goals=edition.unit_goals(unit),
            controls=desk.control_pages(unit),
        )
        for period in (None, *edition.reports(unit)):
            yield _document(desk, plan, period, [*trail, desk.link(plan)], neighbours)


def _document(
    desk: Desk, plan: Post[m.Plan], period: m.Period | None, trail: list[NavLink], neighbours: tuple[str, list[NavLink]]
) -> Page:
    """A unit's plan, or its report at a period, as the document it is."""
    edition = desk.edition
    unit = plan.enhet or ""
    ident = period.id if period else None
    uri = document_uri(unit, ident)
    title = desk.document_title(unit, period)
    groups: dict[str, list[Post[m.Statistik]]] = defaultdict(list)
    for figure in edition.loose_figures(unit):
        if figure.data.period == ident:
            groups[figure.data.grupp].append(figure)
    before, after = edition.chapters(unit, ident, "fore"), edition.chapters(unit, ident, "efter")
    goals = [_in_document(edition, goal, unit, ident) for goal in edition.unit_chain(unit)]
    return desk.page(
        uri,
        title,
        "dokument.md.j2",
        "dokument",
        trail,
        neighbours,
        (plan, *before, *after, *(post for item in goals for post in (item.goal, *item.follow_ups))),
        {"slag": "Dokument", "enhet": desk.unit_name(unit)},
        document=title,
        unit=unit,
        plan=plan,
        period=period,
        files=_files(desk, uri),
        before=before,
        after=after,
        goals=goals,
        economy=[p for p in edition.ekonomi[unit] if p.data.period == ident],
        complaints=edition.klagomal[unit] if ident == edition.handbok.perioder[-1].id else [],
        statistics=list(groups.items()),
    )


def _files(desk: Desk, uri: str) -> list[tuple[str, str]]:
    """The document as files, name and address, where they are made."""
    place = uri.removesuffix(".md")
    kinds = (("PDF", f"{place}.pdf"), ("Word", f"{place}.docx"))
    return [(name, addresses.relative(file, uri)) for name, file in kinds if file in desk.attachments]


@dataclass(frozen=True, slots=True)
class GoalInDocument:
    """A goal where it stands in a document that is read from top to bottom."""

    goal: Post[m.Mal]
    depth: int
    judged: m.Bedomning | None
    follow_ups: list[Post[m.Uppfoljning]]
    figures: list[Post[m.Statistik]]
    indicators: list[outcomes.Block]
    activities: list[Post[m.Aktivitet]]


def _in_document(edition: Edition, goal: Post[m.Mal], unit: str, period: str | None) -> GoalInDocument:
    follow_ups = [f for f in edition.follow_ups(goal, unit) if f.period == period]
    judged = edition.handbok.bedomning(follow_ups[-1].data.bedomning) if follow_ups else None
    level = [n.id for n in edition.handbok.malnivaer].index(goal.niva or "")
    return GoalInDocument(
        goal,
        min(2 + level, 5),
        judged,
        follow_ups,
        [s for s in edition.figures(goal, unit) if s.data.period == period],
        outcomes.blocks(edition, goal, unit),
        edition.activities(goal, unit),
    )


def follow_ups(desk: Desk) -> Iterator[Page]:
    """The list of reports, and how the goals of each level are judged."""
    yield desk.page(
        addresses.REPORTS,
        f"Uppföljning {desk.edition.year}",
        "uppfoljning-index.md.j2",
        "uppfoljning-index",
        labels=OVERVIEW,
        judgements=list(_judgements(desk.edition)),
        missing=addresses.MISSING,
    )


def _judgements(edition: Edition) -> Iterator[tuple[m.Malniva, Counter[str], int]]:
    """Per level: how many goals got each judgement at their latest follow-up, and how many got none."""
    for level in edition.handbok.malnivaer:
        goals = [g for g in edition.mal.values() if g.niva == level.id]
        judged = [j.id for g in goals if (j := edition.judgement(g))]
        yield level, Counter(judged), len(goals) - len(judged)


def activities(desk: Desk) -> Iterator[Page]:
    """Each unit's activities, and all of them or the list of units."""
    edition = desk.edition
    groups: dict[str, list[Post[m.Aktivitet]]] = {unit: [] for unit in edition.planer}
    for activity in edition.aktiviteter.values():
        groups[activity.enhet or ""].append(activity)

    def goal(activity: Post[m.Aktivitet]) -> Post[m.Mal] | None:
        return desk.catalog.goal(activity.data.mal, activity.ar, activity.enhet)

    yield desk.page(
        addresses.ACTIVITIES,
        f"Aktiviteter {edition.year}",
        "aktiviteter-index.md.j2",
        "aktivitet-index",
        labels=OVERVIEW,
        groups=list(groups.items()),
        in_full=len(groups) <= UNITS_IN_FULL,
        activities_uri=addresses.activities_uri,
    )
    trail = [NavLink("Aktiviteter", addresses.ACTIVITIES)]
    for unit, own in groups.items():
        title = f"Aktiviteter {edition.year}, {desk.unit_name(unit)}"
        yield desk.page(
            addresses.activities_uri(unit),
            title,
            "aktiviteter.md.j2",
            "aktiviteter",
            trail,
            labels={"slag": "Aktiviteter", "enhet": desk.unit_name(unit)},
            document=title,
            activities=own,
            goal=goal,
        )
