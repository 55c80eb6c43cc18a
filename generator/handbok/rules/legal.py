"""Requirements, and places in law: ids given twice within a set, and references to places that no longer hold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import chain
from typing import Any

from handbok import model as m
from handbok.catalog import Catalog, Post
from handbok.catalog.references import marked
from handbok.diagnostics import Diagnostic, Location, diagnostic
from handbok.lagrum import Law, Reference, place_of, references
from handbok.memory import FORGETFUL, Memory
from handbok.prose import Where, placing, without_code
from handbok.source import Loc


def requirements_given_twice(catalog: Catalog) -> Iterator[Diagnostic]:
    """Each requirement of a set has an id of its own."""
    for post in catalog.kravsamlingar.values():
        seen: set[str] = set()
        for i, krav in enumerate(post.data.krav):
            if krav.id in seen:
                yield diagnostic(post.at("krav", i, "id"), "dubbelt-id", f'id:t "{krav.id}" finns redan i samlingen')
            seen.add(krav.id)


def obsolete_places(catalog: Catalog, memory: Memory = FORGETFUL) -> Iterator[Diagnostic]:
    """A living rutin or process does not send its reader to a law, or a place in one, that no longer holds.

    Where only the number can tell the old law from a new one of the same name, a name alone is not warned of: then the
    place has to be one that has moved.
    """
    laws = _by_law(catalog)
    posts = {p.source.path: p for p in (*catalog.rutiner.values(), *catalog.processer.values())} if laws else {}

    def findings(path: str) -> tuple[Diagnostic, ...]:
        return tuple(_in_post(posts[path], laws))

    texts = {path: post.source.text for path, post in posts.items()}
    for found in memory.each("lagrum", texts, findings, repr(laws)).values():
        yield from found


def _by_law(catalog: Catalog) -> dict[Law, list[m.FlyttatLagrum]]:
    """What has moved, by the law that it stood in."""
    moved: dict[tuple[str, str], list[m.FlyttatLagrum]] = defaultdict(list)
    for post in catalog.flyttade_lagrum:
        moved[post.data.lag, post.data.nummer].append(post.data)
    return {
        Law(name, number, tuple(dict.fromkeys(chain.from_iterable(move.forkortningar for move in moves)))): moves
        for (name, number), moves in moved.items()
    }


def _in_post(post: Post[Any], laws: dict[Law, list[m.FlyttatLagrum]]) -> Iterator[Diagnostic]:
    note = post.note
    for law, moves in laws.items():
        held = [move for move in moves if _lives(post, move)]
        for text, where in _texts(post) if held else ():
            place = placing(text, where)
            for reference in references(text, law):
                if move := _moved(reference, held):
                    found = _told(reference, move, place(reference.start))
                    yield found.acknowledged(note) if note else found


def _lives(post: Post[Any], move: m.FlyttatLagrum) -> bool:
    """Whether the rutin or process is followed after the move. A rutin that ended before is right as it stands."""
    if isinstance(post.data, m.Rutin):
        end = post.data.giltig_till
        return post.data.status == "gallande" and (end is None or end >= move.galler_fran)
    return True


def _texts(post: Post[Any]) -> Iterator[tuple[str, Where]]:
    """What a reader follows, and where it stands. What a review or a källnotering notes is right as written."""
    if post.source.body:
        yield without_code(post.source.body), Location(post.source.path, post.source.body_line)
    for loc, text, marker, _ in marked(post.data):
        if isinstance(marker, m.Prose) and loc[0] not in ("granskningar", "kallnotering"):
            yield without_code(text), post.places_in(loc, text)
    plain: list[tuple[Loc, str]] = [(("titel",), post.data.titel)]
    plain += [(("lagrum", i), text) for i, text in enumerate(getattr(post.data, "lagrum", ()))]
    plain += [(("steg", i, "titel"), step.titel) for i, step in enumerate(getattr(post.data, "steg", ()))]
    for loc, text in plain:
        yield text, post.places_in(loc, text)


def _moved(reference: Reference, moves: list[m.FlyttatLagrum]) -> m.FlyttatLagrum | None:
    """The move of the place that the reference names; otherwise, if the old law's number is written, of the law as a whole."""
    for move in moves:
        if reference.place and any(reference.place.overlaps(place) for place in map(place_of, move.stallen) if place):
            return move
    return next((move for move in moves if not move.stallen), None) if reference.numbered else None


def _told(reference: Reference, move: m.FlyttatLagrum, where: Location) -> Diagnostic:
    message = f'"{reference.written}" gäller inte längre, sedan {move.galler_fran}'
    if not move.nytt:
        return diagnostic(where, "foraldrat-lagrum", message)
    place_unknown = reference.place and not move.stallen
    remedy = f"slå upp stället i {move.nytt} och skriv det" if place_unknown else f"skriv {move.nytt}"
    return diagnostic(where, "foraldrat-lagrum", message, remedy)
