"""The search index that Material's search reads, made from our own pages rather than from the built HTML.

Only pages that are the home of something are in it: a text that also stands in a report or a list would otherwise be found
several times over.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable

from handbok.pages import Page
from handbok.pages.addresses import url_of

INDEX = "search/search_index.json"
_HOMES = frozenset({"rutin", "process", "mal", "indikator", "plan", "enhet", "roll", "sida", "aktiviteter", "ordlista"})
_NOISE = re.compile(
    r"<[^>]+>|^\*\[.*$|^\|?(?:\s*:?-+:?\s*\|)+\s*:?-*:?\s*$|^#+\s*|^>[ \t]?|^[ \t]*[-*][ \t]+|[*_`|]", re.MULTILINE
)
_LINK = re.compile(r"\[([^\[\]]*)\]\([^()\s]*\)")


def index(pages: Iterable[Page]) -> str:
    """The index as JSON, with `location`, `title` and `text` for each page, in the order the pages come."""
    docs = [{"location": url_of(p.uri), "title": p.title, "text": _text(p.markdown)} for p in pages if p.kind in _HOMES]
    config = {
        "lang": ["sv"],
        "separator": r"[\s\-]+",
        "pipeline": ["stopWordFilter"],
        "fields": {"title": {"boost": 1000.0}, "text": {"boost": 1.0}, "tags": {"boost": 1e6}},
    }
    return json.dumps({"config": config, "docs": docs}, ensure_ascii=False, separators=(",", ":"))


def _text(markdown: str) -> str:
    """A page's words, without its title and without markup."""
    body = markdown.partition("\n")[2]
    words = html.unescape(_NOISE.sub(" ", _LINK.sub(r"\1", body)))
    return html.escape(" ".join(words.split()), quote=False)
