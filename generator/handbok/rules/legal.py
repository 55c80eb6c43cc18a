"""Requirements, and places in law: ids given twice within a set, and references to places that no longer hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from typing import Any

from handbok import model as m
from handbok.catalog import Catalog, Post
from handbok.catalog.references import marked
from handbok.diagnostics import Diagnostic, Location, diagnostic

_NUMBERS = r"\d{1,3}(?:\s?(?:[-–,]|och|eller|samt)\s?\d{1,3}){0,9}"
_PLACE = rf"(?<![\w:.])(\d{{1,2}})\s?kap\.?\s{{1,3}}({_NUMBERS})(?:\s?[a-z])?\s?§{{1,2}}"
_SHORT = rf"(?<![\w:.])(\d{{1,2}}):({_NUMBERS})(?![\w:])"


def requirements_given_twice(catalog: Catalog) -> Iterator[Diagnostic]:
    """Each requirement of a set has an id of its own."""
    for post in catalog.kravsamlingar.values():
        seen: set[str] = set()
        for i, krav in enumerate(post.data.krav):
            if krav.id in seen:
                yield diagnostic(post.at("krav", i, "id"), "dubbelt-id", f'id:t "{krav.id}" finns redan i samlingen')
            seen.add(krav.id)


def obsolete_places(catalog: Catalog) -> Iterator[Diagnostic]:
    """A living rutin or process does not send its reader to a place in law that no longer holds.

    A rutin that ended before the new law began is right as it stands.
    """
    for moves in _by_law(catalog):
        pattern = _pattern(moves)
        for post in (*catalog.rutiner.values(), *catalog.processer.values()):
            held = [move for move in moves if _lives(post, move)]
            if held:
                yield from _found(post, pattern, held)


def _by_law(catalog: Catalog) -> list[list[m.FlyttatLagrum]]:
    laws: dict[tuple[str, str], list[m.FlyttatLagrum]] = {}
    for post in catalog.flyttade_lagrum:
        laws.setdefault((post.data.lag, post.data.nummer), []).append(post.data)
    return list(laws.values())


def _lives(post: Post[Any], move: m.FlyttatLagrum) -> bool:
    if isinstance(post.data, m.Rutin):
        end = post.data.giltig_till
        return post.data.status != "upphavd" if end is None else end >= move.galler_fran
    return True


def _pattern(moves: list[m.FlyttatLagrum]) -> re.Pattern[str]:
    """A place before or after the law's name. A number after the name must be the old law's; every repeat is bounded."""
    names = "|".join(re.escape(n) for n in dict.fromkeys(chain.from_iterable((v.lag, *v.forkortningar) for v in moves)))
    number = re.escape(moves[0].nummer)
    law = rf"\b(?:{names})\b(?:\s?\({number}\)|(?!\s?\(\d))"
    return re.compile(rf"{_PLACE}\s{{1,3}}(?:i\s)?{law}|{law},?\s{{1,3}}(?:{_PLACE}|{_SHORT})", re.IGNORECASE)


def _found(post: Post[Any], pattern: re.Pattern[str], moves: list[m.FlyttatLagrum]) -> Iterator[Diagnostic]:
    body = post.source.body
    if body:
        line, counted = post.source.body_line, 0
        for match in pattern.finditer(body):
            line, counted = line + body.count("\n", counted, match.start()), match.start()
            column = match.start() - body.rfind("\n", 0, match.start())
            yield from _told(match, moves, Location(post.source.path, line, column))
    for loc, text, marker, _ in marked(post.data):
        # What a review noted was right on its day.
        if isinstance(marker, m.Prose) and loc[0] != "granskningar":
            place = post.places_in(loc, text)
            for match in pattern.finditer(text):
                yield from _told(match, moves, place(match.start()))
    for i, text in enumerate(getattr(post.data, "lagrum", ())):
        for match in pattern.finditer(text):
            yield from _told(match, moves, post.at("lagrum", i))


def _told(match: re.Match[str], moves: list[m.FlyttatLagrum], place: Location) -> Iterator[Diagnostic]:
    groups = [g for g in match.groups() if g]
    chapter, paragraphs = int(groups[0]), _numbers(groups[1])
    for move in moves:
        if any(_chapter(s) == chapter and not paragraphs.isdisjoint(_numbers(s.partition("kap.")[2])) for s in move.stallen):
            written = " ".join(match[0].split())
            message = f'"{written}" gäller inte sedan {move.galler_fran}'
            if move.nytt:
                yield diagnostic(place, "foraldrat-lagrum", message, f"det står numera i {move.nytt}: skriv det stället")
            else:
                yield diagnostic(place, "foraldrat-lagrum", message)
            return


def _chapter(place: str) -> int:
    return int(place.partition(" ")[0])


def _numbers(text: str) -> set[int]:
    """The numbers of "3", "3–7 §§" and "3, 5 och 7"."""
    found: set[int] = set()
    for first, last in re.findall(r"(\d{1,3})(?:\s?[-–]\s?(\d{1,3}))?", text):
        found.update(range(int(first), int(last or first) + 1))
    return found
