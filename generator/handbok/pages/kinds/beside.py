"""What stands beside the year's content: free pages about the handbook, the check's explanations, former addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from handbok import model as m
from handbok.diagnostics.codes import CODES
from handbok.pages import NavLink, Page, addresses
from handbok.pages.addresses import uri_of
from handbok.pages.desk import SOUGHT_BY, Desk, sought_by
from handbok.swedish.alphabet import alphabetical

_FENCE_INFO = re.compile(r"^```(\w+) (?:fil|scenario|bort|period)=(\S+)$", re.MULTILINE)
"""What a guide's fence tells the tests about its example (a file, most often); a reader gets the name as a line above."""


def free_pages(desk: Desk) -> Iterator[Page]:
    """The pages that an editor has written freely."""
    posts = sorted(desk.catalog.sidor.values(), key=lambda p: (p.data.ordning, alphabetical(p.data.titel)))
    neighbours = ("Om handboken", [desk.link(p) for p in posts])
    for post in posts:
        yield desk.page(
            uri_of(post),
            post.data.titel,
            "sida.md.j2",
            "sida",
            (),
            neighbours,
            (post,),
            {"slag": "Sida", SOUGHT_BY: sought_by(post)},
            page=post,
        )


def check_guides(desk: Desk, guides: Mapping[str, str]) -> Iterator[Page]:
    """The page of each code that `handbok check` can report, and their list; none without guides."""
    if not guides:
        return
    rows = [(code, CODES[code].title, f"kontroller/{code}.md") for code in sorted(guides) if code in CODES]
    yield desk.page(addresses.CHECKS, "Kontroller", "kontroller.md.j2", "kontroller", rows=rows)
    for code, _, uri in rows:
        text = _FENCE_INFO.sub(r"**\2**\n\n```\1", guides[code])
        yield Page(uri, code, text, "kontroll", (NavLink("Kontroller", addresses.CHECKS),))


def moved(desk: Desk) -> Iterator[Page]:
    """A page at each former address, which leads to the present one."""
    for post in desk.catalog.posts():
        if isinstance(post.data, m.Addressed) and post.ar in (None, desk.edition.year) and desk.holds(post):
            for former in post.data.tidigare_id:
                uri, title = uri_of(replace(post, id=former)), f"{desk.link(post).title} har flyttat"
                yield replace(desk.page(uri, title, "flyttad.md.j2", "flyttad", post=post), leads_to=uri_of(post))
