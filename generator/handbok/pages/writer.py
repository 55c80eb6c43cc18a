"""What a template can ask for while it writes one page: links to other things, prose, dates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from handbok import model as m
from handbok.catalog import Post
from handbok.editions import Edition
from handbok.pages import addresses
from handbok.pages.markdown import html, plain
from handbok.prose import escape_html, replace_wiki_links, shift_headings, wiki_links

MONTHS = [
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
]


def title_of(post: Post[Any]) -> str:
    """What a thing is called, goals with their number."""
    data = post.data
    if post.kind == "mal":
        return f"{_numbered(data.nummer)}{data.titel}"
    if post.kind == "indikator":
        return str(data.name_in(post.ar) if post.ar else data.namn)
    for field in ("titel", "namn", "term", "handelse"):
        if hasattr(data, field):
            return str(getattr(data, field))
    return post.id


def _numbered(number: str | None) -> str:
    """A goal's number as it is set before the title: "1. ", "1.3 "."""
    if not number:
        return ""
    return f"{number} " if "." in number else f"{number}. "


def long_date(day: date) -> str:
    """A date as Swedes write it in text: 1 mars 2023."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


@dataclass(frozen=True, slots=True)
class Writer:
    """The links of one page of one edition."""

    edition: Edition
    uri: str

    def to(self, uri: str, text: str) -> str:
        """A Markdown link to a page, with plain text."""
        return f"[{plain(text)}]({addresses.relative(uri, self.uri)})"

    def beside(self, path: str) -> str:
        """A link from the page's Markdown to a file of the edition that is not a page."""
        return addresses.relative(path, self.uri)

    def href(self, uri: str) -> str:
        """The address of a page on the site, for use in generated HTML."""
        return html(self.site_address(uri))

    def site_address(self, uri: str) -> str:
        """The address of a page on the site, relative to this one."""
        depth = addresses.url_of(self.uri).count("/")
        return "../" * depth + addresses.url_of(uri) or "./"

    def link(self, post: Post[Any], text: str = "") -> str:
        """A Markdown link to a thing, or its bare title when this edition does not hold it."""
        shown = text or self.title(post)
        if post.kind == "rutin":
            post = self.edition.rutin_then(post.id) or post
        if post.kind in ("mal", "atgard", "kontroll") and post.ar != self.edition.year:
            return f"[{plain(shown)}]({addresses.other_edition(self.uri, post.ar or 0, addresses.uri_of(post))})"
        return self.to(addresses.uri_of(post), shown) if self.holds(post) else plain(shown)

    def title(self, post: Post[Any]) -> str:
        """What a thing is called in this edition's year."""
        if post.kind == "plan":
            return f"{self.unit_name(post.enhet)} {post.ar}"
        return post.data.name_in(self.edition.year) if post.kind == "indikator" else title_of(post)

    def holds(self, post: Post[Any]) -> bool:
        """Whether the thing has a page in this edition."""
        indexes: dict[str, Mapping[str, object]] = {
            "rutin": self.edition.rutinsidor,
            "process": self.edition.processer,
            "indikator": self.edition.indikatorer,
            "enhet": self.edition.enheter,
            "roll": self.edition.roller,
            "mal": self.edition.mal,
            "plan": self.edition.planer,
            "aktivitet": self.edition.aktiviteter,
            "kravsamling": self.edition.kravsamlingar,
            "risk": self.edition.risker,
            "kontroll": self.edition.kontroller,
        }
        index = indexes.get(post.kind)
        if index is None:
            return True
        by_key = post.kind in ("mal", "aktivitet", "risk", "kontroll")
        key = post.key if by_key else (post.enhet or "" if post.kind == "plan" else post.id)
        return key in index

    def find(self, kind: str, target: str, owner: Post[Any]) -> Post[Any] | None:
        """The thing that [[kind:target]] means in a text of `owner`."""
        catalog = self.edition.catalog
        target = catalog.former.now(kind, target)
        if kind == "mal" or kind in {n.id for n in self.edition.handbok.malnivaer}:
            year = owner.ar or self.edition.year
            goal = catalog.goal(target, year, owner.enhet)
            return goal or next((g for g in self.edition.mal.values() if g.id == target), None)
        if kind == "aktivitet":
            own = [a for a in self.edition.aktiviteter.values() if a.id == target]
            return next((a for a in own if a.enhet == owner.enhet), own[0] if own else None)
        if kind == "kontroll":
            return catalog.kontroller.get(f"{owner.ar}/{owner.enhet}/{target}")
        if kind == "statistik":
            return self.edition.named_figure(owner, target)
        index: dict[str, Mapping[str, Post[Any]]] = {
            "indikator": catalog.indikatorer,
            "rutin": catalog.rutiner,
            "process": catalog.processer,
            "enhet": catalog.enheter,
            "roll": catalog.roller,
            "sida": catalog.sidor,
            "ord": catalog.ordlista,
        }
        return index[kind].get(target)

    def prose(self, text: str | None, owner: Post[Any], under: int = 2, top: int = 3) -> str:
        """Prose of `owner` with its links made, its first heading level (`top`) fitted right under level `under`."""
        if not text:
            return ""
        replacement = {}
        for link in wiki_links(text):
            target = self.find(link.kind, link.target, owner)
            shown = link.text or (title_of(target) if target else link.target)
            replacement[(link.kind, link.target, link.text)] = self.link(target, shown) if target else plain(shown)
        safe = replace_wiki_links(escape_html(text.strip()), replacement)
        return shift_headings(safe, under + 1 - top) if under + 1 != top else safe

    def badge(self, judgement: m.Bedomning | None) -> str:
        """A judgement as a label whose sign and words, not only colour, carry the meaning."""
        return f'<span class="hb-bed hb-{judgement.ton}">{html(judgement.namn)}</span>' if judgement else ""

    def unit(self, unit: str | None) -> Post[m.Enhet] | None:
        """The unit with that id."""
        return self.edition.catalog.enheter.get(unit or "")

    def unit_name(self, unit: str | None) -> str:
        """The unit's name, or its id when the unit is not described."""
        post = self.unit(unit)
        return post.data.namn if post else (unit or "")
