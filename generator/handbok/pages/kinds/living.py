"""What lives on from year to year: rutiner, the processes they belong to, the roles that follow them, the units."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from handbok import model as m
from handbok.catalog import Post
from handbok.control import reason_withdrawn
from handbok.pages import NavLink, Page, addresses
from handbok.pages.addresses import uri_of
from handbok.pages.desk import OVERVIEW, SOUGHT_BY, Desk, Step, sought_by
from handbok.pages.markdown import plain
from handbok.pages.process_map import Link as MapLink
from handbok.pages.process_map import Stop, overview, process_map
from handbok.risks import by_value
from handbok.swedish.alphabet import alphabetical

# --- Rutiner ------------------------------------------------------------------------------------------------


def rutiner(desk: Desk) -> Iterator[Page]:
    """Each rutin in force, the withdrawn and the drafts, and the list of them by process."""
    yield desk.page(addresses.RUTINER, "Rutiner", "rutin-index.md.j2", "rutin-index", labels=OVERVIEW, groups=desk.by_process)
    for process, group in desk.by_process:
        yield from _rutiner(desk, group, process.data.titel)
    yield from _rutiner(desk, list(desk.edition.utkast.values()), "Utkast")
    for rutin in desk.edition.upphavda.values():
        yield _withdrawn(desk, rutin)


def _rutiner(desk: Desk, group: list[Post[m.Rutin]], title: str) -> Iterator[Page]:
    """The pages of rutiner that a reader moves between."""
    neighbours = (title, [desk.link(rutin) for rutin in group])
    for rutin in group:
        yield desk.same.get(uri_of(rutin)) or _rutin(desk, rutin, neighbours)


def _rutin(desk: Desk, rutin: Post[m.Rutin], neighbours: tuple[str, list[NavLink]]) -> Page:
    edition = desk.edition
    process = edition.processer.get(rutin.data.process)
    draft = rutin.id in edition.utkast
    goals = [g for g in edition.mal.values() if g.id in rutin.data.mal]
    steps = desk.steps_by_rutin.get(rutin.id, [])
    shown = {rutin.data.process, *(s.process.id for s in steps), *(g.id for g in goals)}
    receipt = "" if draft else desk.receipt_address(rutin)
    begins = rutin.data.giltig_fran if not draft and rutin.data.giltig_fran > edition.passed else None
    return desk.page(
        uri_of(rutin),
        rutin.data.titel,
        "rutin.md.j2",
        "rutin",
        [NavLink("Rutiner", addresses.RUTINER), *([desk.link(process)] if process else [])],
        neighbours,
        (rutin,),
        {
            "slag": "Rutin",
            "status": _status(desk, rutin),
            "ägare": desk.role_name(rutin.data.agare),
            "process": process.data.titel if process else None,
            "granskas": str(desk.due(rutin) or ""),
            "slutar": str(rutin.data.giltig_till or ""),
            "börjar": str(begins or ""),
            SOUGHT_BY: sought_by(rutin),
        },
        rutin=rutin,
        draft=draft,
        begins=begins,
        process=process,
        steps=steps,
        goals=goals,
        owner=edition.roller.get(rutin.data.agare),
        concerned=_roles(desk, rutin.data.galler_for),
        readers=_roles(desk, rutin.data.readers),
        related=desk.rutiner_then(rutin.data.se_aven),
        replaces=[desk.catalog.rutiner[r] for r in rutin.data.ersatter if r in desk.catalog.rutiner],
        replaced_by=edition.replaced_by(rutin),
        receipt=receipt,
        receipts=edition.receipts(rutin),
        actions=_improvements(desk, rutin),
        referring=_referring(desk, (p for p in desk.naming.get(("rutin", rutin.id), ()) if not _shown(p, rutin, shown))),
    )


def _shown(post: Post[Any], rutin: Post[m.Rutin], shown: set[str]) -> bool:
    """Whether the rutin's page has the thing already: its process, its goals, the åtgärder that made or revised it."""
    return post.id in shown or (post.kind == "atgard" and rutin.id in post.data.rutiner)


def _improvements(desk: Desk, rutin: Post[m.Rutin]) -> list[tuple[str, list[Post[m.Atgard]]]]:
    """The åtgärder that made or revised the rutin, or are to, under headings that say which."""
    found = desk.edition.led_to(rutin)
    done = [a for a in found if desk.edition.done(a)]
    return [
        ("Ändrad efter avvikelser och kontroller", [a for a in done if a.data.foranledd_av or a.data.kontroller]),
        ("Ändrad genom åtgärder", [a for a in done if not (a.data.foranledd_av or a.data.kontroller)]),
        ("Ska ändras genom åtgärder", [a for a in found if a not in done]),
    ]


def _status(desk: Desk, rutin: Post[m.Rutin]) -> str:
    """The rutin's state as a search shows it."""
    if rutin.id in desk.edition.utkast:
        return "Utkast, gäller inte"
    if rutin.data.exempel:
        return "Exempel, inte beslutad"
    return "Gäller" if desk.edition.current else "Gällde"


def _roles(desk: Desk, idents: Iterable[str]) -> list[Post[m.Roll]]:
    return [desk.edition.roller[r] for r in idents if r in desk.edition.roller]


def _withdrawn(desk: Desk, rutin: Post[m.Rutin]) -> Page:
    """The page of a rutin that is no longer in force, for who follows an old link: since when, why, what to do instead."""
    edition, uri = desk.edition, uri_of(rutin)
    end = rutin.data.giltig_till or edition.known_to
    reason = reason_withdrawn(rutin.data, edition.known_to)
    held = edition.last_held(rutin)
    return desk.page(
        uri,
        rutin.data.titel,
        "rutin-upphavd.md.j2",
        "rutin",
        [NavLink("Rutiner", addresses.RUTINER), NavLink("Upphävda rutiner", addresses.WITHDRAWN)],
        sources=(rutin,),
        labels={"slag": "Upphävd rutin", "status": "Upphävd"},
        rutin=rutin,
        since=end + timedelta(1),
        reason=reason.notering if reason else None,
        replaced_by=edition.replaced_by(rutin),
        owner=desk.catalog.roller.get(rutin.data.agare),
        held=held,
        held_address=addresses.other_edition(uri, held, uri) if held else "",
    )


def _referring(desk: Desk, posts: Iterator[Post[Any]]) -> list[tuple[str, str]]:
    """The pages of this edition that show those things, title and uri, by title."""
    found: dict[str, str] = {}
    for post in posts:
        # Controls of a rutin have a list of their own on its page.
        if post.ar not in (None, desk.edition.year) or not desk.holds(post) or post.kind == "kontroll":
            continue
        page = addresses.holder_of(post, desk.edition)
        holder = desk.holder_title(post)
        if page and holder:
            found.setdefault(page, holder)
    return sorted(((title, uri) for uri, title in found.items()), key=lambda row: alphabetical(row[0]))


# --- Processes and roles ------------------------------------------------------------------------------------


def processes(desk: Desk) -> Iterator[Page]:
    """Each process with its map, step by step, and the map of them all."""
    edition = desk.edition
    yield desk.page(
        addresses.PROCESSES,
        "Processer",
        "process-index.md.j2",
        "process-index",
        sources=edition.processer.values(),
        labels=OVERVIEW,
        drawing=_all_processes(desk),
        processes=[(process, _size(desk, process, group)) for process, group in desk.by_process],
    )
    links = [desk.link(p) for p in edition.processer.values()]
    for process, group in desk.by_process:
        steps = desk.steps_of.get(process.id, [])
        stepped = {r.id for step in steps for r in step.rutiner}
        measures = (edition.indikatorer.get(i) for i in dict.fromkeys(process.data.indikatorer))
        yield desk.page(
            uri_of(process),
            process.data.titel,
            "process.md.j2",
            "process",
            [NavLink("Processer", addresses.PROCESSES)],
            ("Processer", links),
            (process,),
            {
                "slag": "Process",
                "process": process.data.titel,
                "ägare": desk.role_name(process.data.agare),
                SOUGHT_BY: sought_by(process),
            },
            process=process,
            owner=edition.roller.get(process.data.agare),
            drawing=_drawing(desk, process, steps),
            steps=steps,
            measures=[(indicator, desk.latest(indicator)) for indicator in measures if indicator],
            others=[r for r in group if r.id not in stepped],
        )


def _drawing(desk: Desk, process: Post[m.Process], steps: Iterable[Step]) -> str:
    """The process as a map, whose boxes lead to the steps further down on its page and to their rutiner."""
    writer = desk.writer(uri_of(process))
    return process_map(
        process.data.titel,
        [
            Stop(
                step.data.titel,
                f"#{step.anchor}",
                step.role.data.namn if step.role else "",
                tuple(MapLink(r.data.titel, writer.site_address(uri_of(r))) for r in step.rutiner),
            )
            for step in steps
        ],
    )


def _all_processes(desk: Desk) -> str:
    """The processes as a map: how much each holds and who takes part in it."""
    writer = desk.writer(addresses.PROCESSES)
    stops = []
    for process, group in desk.by_process:
        steps = desk.steps_of.get(process.id, [])
        taking_part = dict.fromkeys(step.role.data.namn for step in steps if step.role)
        notes = (_size(desk, process, group), ", ".join(taking_part))
        address = writer.site_address(uri_of(process))
        stops.append(Stop(process.data.titel, address, notes=tuple(note for note in notes if note)))
    return overview(desk.edition.handbok.namn, stops)


def _size(desk: Desk, process: Post[m.Process], group: list[Post[m.Rutin]]) -> str:
    """How much a process holds, in words."""
    steps = len(desk.steps_of.get(process.id, ()))
    return f"{steps} steg, {len(group)} rutin" + ("er" if len(group) != 1 else "")


def roles(desk: Desk) -> Iterator[Page]:
    """What concerns each role, and the list of them."""
    edition = desk.edition
    posts = sorted(edition.roller.values(), key=lambda r: alphabetical(r.data.namn))
    yield desk.page(addresses.ROLES, "Roller", "roll-index.md.j2", "roll-index", labels=OVERVIEW, roles=posts)
    links = [desk.link(r) for r in posts]
    by_title = sorted(edition.rutiner.values(), key=lambda r: alphabetical(r.data.titel))
    controlled: list[Post[Any]] = [*by_title, *edition.processer.values()]
    by_day = sorted(controlled, key=lambda p: (desk.due(p) or date.max, alphabetical(p.data.titel)))
    to_do = _actions_by_role(desk)
    answered_controls: dict[str, list[Post[m.Kontroll]]] = defaultdict(list)
    for control in edition.kontroller.values():
        answered_controls[control.data.ansvarig].append(control)
    answered_risks: dict[str, list[Post[m.Risk]]] = defaultdict(list)
    for risk in by_value(edition.risker.values()):
        answered_risks[risk.data.ansvarig].append(risk)
    for role in posts:
        steps = groupby(desk.steps_by_role.get(role.id, ()), key=lambda step: step.process.id)
        concerned = [r for r in by_title if role.id in r.data.galler_for]
        yield desk.page(
            uri_of(role),
            role.data.namn,
            "roll.md.j2",
            "roll",
            [NavLink("Roller", addresses.ROLES)],
            ("Roller", links),
            (role,),
            {"slag": "Roll", SOUGHT_BY: sought_by(role)},
            role=role,
            news=desk.to_read(role.id),
            steps=[(edition.processer[process], list(own)) for process, own in steps],
            actions=to_do.get(role.id, []),
            answers=[p for p in by_day if p.data.agare == role.id],
            controls=desk.gathered(answered_controls[role.id]),
            risks=desk.gathered(answered_risks[role.id]),
            concerned=concerned,
            reads=[r for r in by_title if role.id in r.data.readers and role.id not in r.data.galler_for],
        )


def _actions_by_role(desk: Desk) -> dict[str, list[Post[m.Atgard]]]:
    """The åtgärder that are not done by the role that answers for them, each once though several units have taken it over."""
    found: dict[str, dict[str, Post[m.Atgard]]] = defaultdict(dict)
    for posts in desk.open_actions.values():
        for action in posts:
            found[action.data.ansvarig].setdefault(action.key, action)
    return {role: list(posts.values()) for role, posts in found.items()}


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
