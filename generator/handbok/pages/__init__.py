"""Edition → pages: every address, the Markdown of every page, and what surrounds it (trail and neighbours)."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import blake2b


@dataclass(frozen=True, slots=True)
class NavLink:
    """A link beside the page's own text: the title and the uri of a page in the same docs tree."""

    title: str
    uri: str


@dataclass(frozen=True, slots=True)
class Page:
    """One page of an edition's docs tree, in plain Markdown that any builder can take over.

    `trail` leads from the edition's front page to the page's parent; `neighbours` are pages of the same sort that a
    reader moves between, under the heading `neighbours_title`. `sources` are the content files whose running text has a say in
    the page.
    A page at a former address `leads_to` the uri where its reader is taken. `labels` are what a search shows of the page
    and filters by, its kind ("slag") first; a page without them only leads to others, and is not searched.
    """

    uri: str
    title: str
    markdown: str
    kind: str
    trail: tuple[NavLink, ...] = ()
    neighbours_title: str = ""
    neighbours: tuple[NavLink, ...] = ()
    sources: tuple[str, ...] = ()
    leads_to: str = ""
    labels: tuple[tuple[str, str], ...] = ()
    fingerprint: str = field(init=False, repr=False, compare=False)
    """Tells the page from any other. Worked out once, since a build that makes few pages asks for it of all."""

    def __post_init__(self) -> None:
        """Works out the fingerprint."""
        object.__setattr__(self, "fingerprint", blake2b(repr(self).encode(), digest_size=32).hexdigest())
