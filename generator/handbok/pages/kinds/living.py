"""What lives on from year to year: rutiner, the processes they belong to, the roles that follow them, the units."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from handbok import model as m
from handbok.catalog import Post
from handbok.editions import backlinks
from handbok.pages import NavLink, Page, addresses
from handbok.pages.addresses import uri_of
from handbok.pages.desk import OVERVIEW, Desk
from handbok.pages.markdown import plain
from handbok.swedish.alphabet import alphabetical

_Backlinks = Mapping[tuple[str, str], tuple[Post[Any], ...]]


# --- Rutiner ------------------------------------------------------------------------------------------------


def rutiner(desk: Desk) -> Iterator[Page]:
    """Each rutin in force, and the list of them by process."""
    yield desk.page(addresses.RUTINER, "Rutiner", "rutin-index.md.j2", "rutin-index", labels=OVERVIEW, groups=desk.by_process)
    naming = backlinks(desk.catalog)
    for process, group in desk.by_process:
        neighbours = (process.data.titel, [desk.link(r) for r in group])
        for rutin in group:
            yield _rutin(desk, rutin, process, neighbours, naming)


def _rutin(
    desk: Desk, rutin: Post[m.Rutin], process: Post[m.Process], neighbours: tuple[str, list[NavLink]], naming: _Backlinks
) -> Page:
    edition = desk.edition
    goals = [g for g in edition.mal.values() if g.id in rutin.data.mal]
    shown = {rutin.data.process, *(g.id for g in goals)}
    return desk.page(
        uri_of(rutin),
        rutin.data.titel,
        "rutin.md.j2",
        "rutin",
        [NavLink("Rutiner", addresses.RUTINER), desk.link(process)],
        neighbours,
        (rutin,),
        {
            "slag": "Rutin",
            "status": "Exempel, inte beslutad" if rutin.data.exempel else "Gäller" if edition.current else "Gällde",
            "ägare": desk.role_name(rutin.data.agare),
            "process": process.data.titel,
            "granskas": str(rutin.data.granskas_senast or ""),
        },
        rutin=rutin,
        process=process,
        goals=goals,
        owner=edition.roller.get(rutin.data.agare),
        readers=[edition.roller[r] for r in rutin.data.galler_for if r in edition.roller],
        related=desk.rutiner_then(rutin.data.se_aven),
        replaces=[desk.catalog.rutiner[r] for r in rutin.data.ersatter if r in desk.catalog.rutiner],
        referring=_referring(desk, (p for p in naming.get(("rutin", rutin.id), ()) if p.id not in shown)),
    )


def _referring(desk: Desk, posts: Iterator[Post[Any]]) -> list[tuple[str, str]]:
    """The pages of this edition that show those things, title and uri, by title."""
    found: dict[str, str] = {}
    for post in posts:
        if post.ar not in (None, desk.edition.year) or not desk.holds(post):
            continue
        page = addresses.holder_of(post, desk.edition)
        holder = desk.holder_title(post)
        if page and holder:
            found.setdefault(page, holder)
    return sorted(((title, uri) for uri, title in found.items()), key=lambda row: alphabetical(row[0]))


# --- Processes and roles ------------------------------------------------------------------------------------


def processes(desk: Desk) -> Iterator[Page]:
    """Each process step by step, and the list of them."""
    edition = desk.edition
    yield desk.page(addresses.PROCESSES, "Processer", "process-index.md.j2", "process-index", labels=OVERVIEW)

    def rutiner_of(step: m.Steg) -> list[Post[m.Rutin]]:
        return desk.rutiner_then(step.rutiner)

    links = [desk.link(p) for p in edition.processer.values()]
    for process, group in desk.by_process:
        stepped = {r.id for step in process.data.steg for r in rutiner_of(step)}
        yield desk.page(
            uri_of(process),
            process.data.titel,
            "process.md.j2",
            "process",
            [NavLink("Processer", addresses.PROCESSES)],
            ("Processer", links),
            (process,),
            {"slag": "Process", "process": process.data.titel, "ägare": desk.role_name(process.data.agare)},
            process=process,
            owner=edition.roller.get(process.data.agare),
            role=edition.roller.get,
            rutiner_of=rutiner_of,
            others=[r for r in group if r.id not in stepped],
        )


def roles(desk: Desk) -> Iterator[Page]:
    """What concerns each role, and the list of them."""
    edition = desk.edition
    posts = sorted(edition.roller.values(), key=lambda r: alphabetical(r.data.namn))
    yield desk.page(addresses.ROLES, "Roller", "roll-index.md.j2", "roll-index", labels=OVERVIEW, roles=posts)
    links = [desk.link(r) for r in posts]
    by_title = sorted(edition.rutiner.values(), key=lambda r: alphabetical(r.data.titel))
    for role in posts:
        steps = ((p, [s.titel for s in p.data.steg if s.roll == role.id]) for p in edition.processer.values())
        yield desk.page(
            uri_of(role),
            role.data.namn,
            "roll.md.j2",
            "roll",
            [NavLink("Roller", addresses.ROLES)],
            ("Roller", links),
            (role,),
            {"slag": "Roll"},
            role=role,
            steps=[(process, titles) for process, titles in steps if titles],
            answers=[r for r in by_title if r.data.agare == role.id],
            concerned=[r for r in by_title if role.id in r.data.galler_for],
        )


# --- Units --------------------------------------------------------------------------------------------------


def units(desk: Desk) -> Iterator[Page]:
    """Each unit with those it continues and all its years, and the list of them with their committees."""
    catalog = desk.catalog
    posts = sorted(desk.edition.enheter.values(), key=lambda u: alphabetical(u.data.namn))
    used = {u.data.namnd for u in posts}
    namnder = [n for k, n in catalog.namnder.items() if k in used]
    yield desk.page(
        addresses.UNITS, "Enheter", "enhet-index.md.j2", "enhet-index", labels=OVERVIEW, units=posts, namnder=namnder
    )
    links = [desk.link(u) for u in posts]
    for unit in posts:
        yield desk.page(
            uri_of(unit),
            unit.data.namn,
            "enhet.md.j2",
            "enhet",
            [NavLink("Enheter", addresses.UNITS)],
            ("Enheter", links),
            (unit,),
            {"slag": "Enhet", "enhet": unit.data.namn},
            unit=unit,
            namnd=catalog.namnder.get(unit.data.namnd or ""),
            before=[catalog.enheter[f] for f in unit.data.foregangare if f in catalog.enheter],
            after=[u for u in catalog.enheter.values() if unit.id in u.data.foregangare],
            plans=list(_plan_links(desk, unit.id, uri_of(unit))),
        )


def _plan_links(desk: Desk, unit: str, page: str) -> Iterator[tuple[int, str]]:
    """A unit's years up to this edition's, each linked in its own edition."""
    writer, this_year = desk.writer(page), desk.edition.year
    for plan in sorted(desk.catalog.planer.values(), key=lambda p: p.ar or 0):
        year = plan.ar or 0
        if plan.enhet != unit or year > this_year:
            continue
        text = plan.data.kalla or f"{desk.unit_name(unit)} {year}"
        if year == this_year:
            yield year, writer.link(plan, text)
        else:
            yield year, f"[{plain(text)}]({addresses.other_edition(page, year, uri_of(plan))})"
