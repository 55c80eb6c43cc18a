"""Sections that a text of its kind must or may have, and what may not stand in any prose."""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from handbok import model as m
from handbok.catalog import Catalog, Post
from handbok.catalog.references import marked
from handbok.diagnostics import Diagnostic, Location, diagnostic
from handbok.memory import FORGETFUL, Memory
from handbok.prose import defects

_SAYS = re.compile(r"^(?!#)[^\S\n]*\S", re.MULTILINE)
"""A line that says something: neither blank nor a heading."""


def section_headings(catalog: Catalog) -> Iterator[Diagnostic]:
    """Headings are among the known ones, all that are required stand there, none is empty."""
    known = catalog.handbok.avsnitt
    for goal in catalog.mal.values():
        yield from _sections(goal, catalog.handbok.niva(goal.niva or "").avsnitt)
    for follow_up in catalog.uppfoljningar:
        yield from _sections(follow_up, known.uppfoljning)
    for process in catalog.processer.values():
        yield from _sections(process, known.process, required=True)
    for rutin in catalog.rutiner.values():
        yield from _sections(rutin, known.rutin, required=True)
    for free in (*catalog.planer.values(), *catalog.avsnitt, *catalog.sidor.values()):
        yield from _empty(free)


def _sections(post: Post[Any], known: tuple[str, ...], *, required: bool = False) -> Iterator[Diagnostic]:
    seen: set[str] = set()
    for section in post.sections:
        place = Location(post.source.path, section.line)
        if not section.heading:
            allowed = ", ".join(known) or "inga"
            yield diagnostic(
                place, "okant-avsnitt", "texten står inte under någon rubrik", f"lägg den under en av rubrikerna: {allowed}"
            )
        elif section.heading not in known:
            near = difflib.get_close_matches(section.heading, known, 1, 0.6)
            remedy = f'menas "{near[0]}"?' if near else f"rubrikerna här är {', '.join(known) or 'inga'}"
            yield diagnostic(place, "okant-avsnitt", f'rubriken "{section.heading}" är inte ett känt avsnitt', remedy)
        elif section.heading in seen:
            yield diagnostic(
                place, "okant-avsnitt", f'rubriken "{section.heading}" står två gånger', "slå ihop de två avsnitten"
            )
        seen.add(section.heading)
    yield from _empty(post)
    for missing in [k for k in known if k not in seen] if required else []:
        yield diagnostic(
            Location(post.source.path), "saknat-avsnitt", f'avsnittet "{missing}" saknas', f"lägg till ## {missing}"
        )


def _empty(post: Post[Any]) -> Iterator[Diagnostic]:
    for section in post.sections:
        if section.heading and not _SAYS.search(section.text):
            yield diagnostic(
                Location(post.source.path, section.line), "tomt-avsnitt", f'det står inget under rubriken "{section.heading}"'
            )


def what_may_not_stand_in_prose(catalog: Catalog, memory: Memory = FORGETFUL) -> Iterator[Diagnostic]:
    """Raw HTML, unsafe links and skipped headings, in bodies and in YAML texts alike."""
    files: dict[str, list[Post[Any]]] = defaultdict(list)
    for post in catalog.posts():
        files[post.source.path].append(post)
    texts = {path: f"{len(posts)} {posts[0].source.text}" for path, posts in files.items()}
    for found in memory.each("prosa", texts, lambda path: tuple(_in_prose(files[path]))).values():
        yield from found


def _in_prose(posts: Iterable[Post[Any]]) -> Iterator[Diagnostic]:
    for post in posts:
        if post.source.body and not post.loc:
            yield from defects(post.source.body, Location(post.source.path, post.source.body_line), level=1)
        for loc, text, marker, _ in marked(post.data):
            if isinstance(marker, m.Prose):
                yield from defects(text, post.places_in(loc, text), level=2)
