"""The kvalitetsberättelse of a unit's year: how the work on quality was done, what it showed and what came of it.

So the general advice of SOSFS 2011:9 has it. Everything in it stands elsewhere in the handbook too.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from handbok import model as m
from handbok.catalog import Post
from handbok.changes import Change, Controlled, history
from handbok.pages import NavLink, Page, addresses
from handbok.pages.addresses import document_uri
from handbok.pages.desk import OVERVIEW, Desk
from handbok.pages.kinds.risks import occasions
from handbok.risks import high

IN_FULL = 40
"""So many things of a kind are listed; of more only their number is told, since every unit's berättelse has them."""

_CHECKS = re.compile(r"egenkontroll|internkontroll", re.IGNORECASE)
"""What a group of figures from egenkontroller has in its name."""
_QUALITY = re.compile(
    r"kvalitet|egenkontroll|internkontroll|synpunkt|klagomål|avvikels|lex[ -]sarah|granskning|tillsyn|delaktighet|medverkan",
    re.IGNORECASE,
)
"""What a chapter about the work on quality has in its title."""
_HAPPENED = {
    "fran": ("Nya rutiner", addresses.CHANGES),
    "andrad": ("Ändrade rutiner och processer", addresses.CHANGES),
    "till": ("Upphävda rutiner", addresses.WITHDRAWN),
    "oforandrad": ("Granskade utan ändring", addresses.REVIEWS),
}
"""What a year does to rutiner and processes: its heading, and the page that lists more of it."""


def stories(desk: Desk) -> Iterator[Page]:
    """Each unit's kvalitetsberättelse."""
    edition = desk.edition
    happened = list(_happened(desk))
    checks: dict[str, list[Post[m.Statistik]]] = defaultdict(list)
    for figure in edition.statistik:
        if _CHECKS.search(figure.data.grupp):
            checks[figure.enhet or ""].append(figure)
    last = edition.handbok.perioder[-1]
    for unit, plan in edition.planer.items():
        title = f"Kvalitetsberättelse {edition.year}, {desk.unit_name(unit)}"
        reports = edition.reports(unit)
        yield desk.page(
            addresses.story_uri(unit),
            title,
            "kvalitetsberattelse.md.j2",
            "kvalitetsberattelse",
            [NavLink("Planer", addresses.PLANS), desk.link(plan)],
            ("Enhetens år", desk.of_unit(unit)),
            (plan,),
            {**OVERVIEW, "enhet": desk.unit_name(unit)},
            document=title,
            unit=unit,
            plan=plan,
            owner=edition.catalog.roller.get(plan.data.ansvarig or ""),
            whole=last in reports,
            last=last,
            in_full=IN_FULL,
            happened=happened,
            checks=checks[unit],
            limit=edition.handbok.riskgrans,
            high=high(edition.risks(unit), edition.handbok.riskgrans),
            controls=[(c, occasions(desk, c)) for c in edition.controls(unit)],
            complaints=edition.klagomal.get(unit, []),
            goals=edition.unit_goals(unit),
            chapters=[(c, document_uri(unit, c.data.period)) for c in _chapters(desk, unit, reports)],
            done=desk.done_actions[unit],
            unfinished=desk.open_actions[unit],
            missing=[(p, sum(map(len, roles.values()))) for p, roles in desk.missing[unit] if p in reports],
        )


def _happened(desk: Desk) -> Iterator[tuple[str, str, list[Change]]]:
    """What the year did to rutiner and processes, by sort, in order of time; each thing once for each sort."""
    edition = desk.edition
    posts: tuple[Controlled, ...] = (*edition.rutiner.values(), *edition.upphavda.values(), *edition.processer.values())
    found: dict[str, dict[tuple[str, str], Change]] = {slag: {} for slag in _HAPPENED}
    for post in posts:
        for change in history(post, edition.known_to):
            if change.slag in found and change.day.year == edition.year:
                found[change.slag].setdefault((post.kind, post.id), change)
    for slag, (heading, uri) in _HAPPENED.items():
        yield heading, uri, sorted(found[slag].values(), key=lambda c: (c.day, c.key))


def _chapters(desk: Desk, unit: str, reports: list[m.Period]) -> Iterator[Post[Any]]:
    """The chapters about the work on quality in the unit's plan and reports, in the order that they stand there."""
    for period in (None, *(p.id for p in reports)):
        for place in ("fore", "efter"):
            yield from (c for c in desk.edition.chapters(unit, period, place) if _QUALITY.search(c.data.titel))
