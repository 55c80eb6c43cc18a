"""Names that stay for ever, addresses and plain words, for readers outside the site."""

from __future__ import annotations

import re
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from handbok.catalog import Post
from handbok.editions import Edition
from handbok.pages.addresses import uri_of, url_of
from handbok.pages.writer import Writer, title_of
from handbok.prose import replace_wiki_links, wiki_links

_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_MARKS = re.compile(r"[*_`]+")


def name(edition: Edition, key: str) -> str:
    """A UUID of the organisation's thing with that key, the same each time (RFC 9562, version 5)."""
    return str(uuid5(NAMESPACE_URL, f"{edition.handbok.organisation}/{edition.handbok.namn}/{key}"))


def base(edition: Edition) -> str:
    """Where the newest edition is published, ending with "/"; "" when handbok.yml does not say."""
    place = edition.handbok.adress
    return f"{place.rstrip('/')}/aktuell/" if place else ""


def address(edition: Edition, post: Post[Any]) -> str:
    """The page of a thing: a full address, or without `adress` in handbok.yml one relative to the edition's root."""
    return base(edition) + url_of(uri_of(post))


def words(edition: Edition, markdown: str, owner: Post[Any]) -> str:
    """Markdown as one line of plain text."""
    writer = Writer(edition, "")
    shown = {}
    for link in wiki_links(markdown):
        target = writer.find(link.kind, link.target, owner)
        shown[(link.kind, link.target, link.text)] = link.text or (title_of(target) if target else link.target)
    text = replace_wiki_links(markdown, shown)
    return " ".join(_MARKS.sub("", _LINK.sub(r"\1", text)).split())
