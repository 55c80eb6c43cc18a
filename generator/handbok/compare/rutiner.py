"""The rutiner in force at the end of two years: new, withdrawn, replaced, changed."""

from __future__ import annotations

from collections.abc import Iterator

from handbok import model as m
from handbok.catalog import Post
from handbok.compare.groups import Group, groups
from handbok.compare.types import Rutin, Rutingrupp, Rutinslag
from handbok.editions import Edition


def compare(first: Edition, second: Edition) -> list[Rutingrupp]:
    """Every rutin of either edition; the same id is the same rutin, and `ersatter` tells what has taken another's place."""
    pairs = [(old, ident) for ident in second.rutiner for old in _origins(ident, first, second)]
    found = []
    for group in groups(first.rutiner, second.rutiner, pairs):
        old = tuple(_rutin(first, first.rutiner[k]) for k in group.tidigare)
        new = tuple(_rutin(second, second.rutiner[k]) for k in group.senare)
        found.append(Rutingrupp(_kind(group, first, second), old, new))
    return found


def _origins(ident: str, first: Edition, second: Edition) -> Iterator[str]:
    """The rutin itself, and the nearest ones it has replaced that were in force then and no longer are."""
    if ident in first.rutiner:
        yield ident
    waiting, seen = [ident], {ident}
    for step in waiting:
        post = second.catalog.rutiner.get(step)
        for old in post.data.ersatter if post else ():
            if old in seen:
                continue
            seen.add(old)
            if old in first.rutiner:
                if old not in second.rutiner:
                    yield old
            else:
                waiting.append(old)


def _kind(group: Group, first: Edition, second: Edition) -> Rutinslag:
    slag = group.slag
    if slag == "borta":
        return "upphavd"
    if slag != "kvar":
        return slag
    if group.tidigare != group.senare:
        return "ersatt"
    old, new = first.rutiner[group.tidigare[0]], second.rutiner[group.senare[0]]
    return "kvar" if old is new or _text(old) == _text(new) else "andrad"


def _text(post: Post[m.Rutin]) -> tuple[object, ...]:
    """All that a reader of the rutin sees."""
    return (post.data, *((s.heading, s.text) for s in post.sections))


def _rutin(edition: Edition, post: Post[m.Rutin]) -> Rutin:
    data = post.data
    return Rutin(
        post.id,
        data.titel,
        edition.year,
        data.version,
        data.giltig_fran,
        data.giltig_till,
        data.ersatter,
        data.exempel,
    )
