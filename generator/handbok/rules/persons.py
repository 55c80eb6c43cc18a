"""Nothing in the content points out a person: no numbers, addresses or telephones of persons, no names beside cases.

The whole text of each file is read, comments included: the content is public in git. A message never quotes what was
found, since more people read logs than the content.
"""

from __future__ import annotations

import functools
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate

from handbok.catalog import Catalog
from handbok.diagnostics import Diagnostic, Location, diagnostic
from handbok.memory import FORGETFUL, Memory
from handbok.model import Record
from handbok.secrecy.identities import Found, Kind, find, vocabulary_of
from handbok.source import Source

_WHAT: dict[Kind, str] = {
    "personnummer": "ett personnummer",
    "samordningsnummer": "ett samordningsnummer",
    "reservnummer": "ett reservnummer",
    "e-post": "en e-postadress till en person",
    "telefon": "ett telefonnummer till en person",
    "namn": "ett namn intill ord om ett ärende",
}
_NUMBERS = ("personnummer", "samordningsnummer", "reservnummer")


def pointed_out(catalog: Catalog, memory: Memory = FORGETFUL) -> Iterator[Diagnostic]:
    """Personnummer and their relatives, e-mail addresses and telephones of persons, names beside case words."""
    known = _vocabulary(catalog)
    sources = {post.source.path: post.source for post in catalog.posts()}

    def findings(path: str) -> tuple[Diagnostic, ...]:
        return tuple(_finding(found, place) for found, place in _found(sources[path], known))

    texts = {path: source.text for path, source in sources.items()}
    for found in memory.each("personer", texts, findings, repr(sorted(known))).values():
        yield from found


def _found(source: Source, known: frozenset[str]) -> Iterator[tuple[Found, Location]]:
    starts = list(accumulate((len(line) + 1 for line in source.lines), initial=0))
    for found in find(source.text, known):
        line = bisect_right(starts, found.start)
        yield found, Location(source.path, line, found.start - starts[line - 1] + 1)


def _finding(found: Found, place: Location) -> Diagnostic:
    what = _WHAT[found.kind]
    if found.kind == "namn":
        return diagnostic(place, "namn-i-arende", f"här står {what}")
    if found.certainty == "shape":
        return diagnostic(place, "liknar-personuppgift", f"det här ser ut som {what}")
    if found.kind in _NUMBERS:
        return diagnostic(place, "personnummer", f"här står {what}")
    return diagnostic(place, "kontaktuppgift", f"här står {what}")


def _vocabulary(catalog: Catalog) -> frozenset[str]:
    """Words with a capital that the handbook uses as names of other things than persons."""
    names = [catalog.handbok.namn, catalog.handbok.organisation]
    for post in catalog.posts():
        kind: type[Record] = type(post.data)
        for key in _naming(kind):
            value = getattr(post.data, key)
            names += [value] if isinstance(value, str) else value or ()
    return vocabulary_of(names)


_NAMING = frozenset({"namn", "titel", "term", "kort", "kategori", "grupp", "rubrik", "forkortningar", "lagrum", "ord"})
"""The keys whose texts, or lists of texts, are names of things."""


@functools.cache
def _naming(kind: type[Record]) -> tuple[str, ...]:
    return tuple(key for key in kind.model_fields if key in _NAMING)
