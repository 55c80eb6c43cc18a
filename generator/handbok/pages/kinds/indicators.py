"""Each indicator over the years, and the table of them all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from handbok import model as m
from handbok.catalog import Post
from handbok.pages import NavLink, Page, addresses, outcomes
from handbok.pages.addresses import uri_of
from handbok.pages.desk import OVERVIEW, Desk
from handbok.swedish.alphabet import alphabetical


def indicators(desk: Desk) -> Iterator[Page]:
    """A page for each indicator, and the table with the latest outcome of each."""
    edition = desk.edition
    posts = sorted(edition.indikatorer.values(), key=lambda i: alphabetical(i.data.name_in(edition.year)))
    links = [desk.link(p) for p in posts]
    latest = []
    for post in posts:
        latest.append((post, desk.latest(post)))
        yield _indicator(desk, post, links)
    yield desk.page(
        addresses.INDICATORS, "Indikatorer", "indikator-index.md.j2", "indikator-index", labels=OVERVIEW, rows=latest
    )


def _indicator(desk: Desk, post: Post[m.Indikator], links: list[NavLink]) -> Page:
    name = post.data.name_in(desk.edition.year)
    return desk.page(
        uri_of(post),
        name,
        "indikator.md.j2",
        "indikator",
        [NavLink("Indikatorer", addresses.INDICATORS)],
        ("Indikatorer", links),
        (post,),
        {"slag": "Indikator"},
        indicator=post,
        series=list(_series(desk, name, desk.figures(post))),
        now=_measured_now(desk, post),
        processes=desk.measured_by.get(post.id, []),
    )


def _series(desk: Desk, name: str, figures: list[outcomes.FigureRow]) -> Iterator[tuple[str, outcomes.Table, str]]:
    """Each unit's name, table and chart, the unit with the latest figure first."""
    for unit in dict.fromkeys(r.enhet for r in reversed(figures)):
        own = [r for r in figures if r.enhet == unit]
        unit_name = desk.unit_name(unit)
        yield unit_name, outcomes.table(own), outcomes.chart(own, f"{name}, {unit_name}")


def _measured_now(desk: Desk, post: Post[m.Indikator]) -> list[tuple[Post[m.Mal], list[Post[m.Matning]]]]:
    """The goals that the indicator measures this year, each with its measurements."""
    by_goal: dict[str, list[Post[m.Matning]]] = defaultdict(list)
    for measured in desk.edition.matningar:
        if measured.data.indikator == post.id:
            goal = desk.catalog.goal(measured.data.mal, desk.edition.year, measured.enhet)
            by_goal[goal.key if goal else ""].append(measured)
    return [(desk.catalog.mal[key], posts) for key, posts in by_goal.items() if key]
