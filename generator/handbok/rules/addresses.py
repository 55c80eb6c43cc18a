"""Addresses: an id that something has had before belongs to nothing else, and a step's is its alone in its process."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from handbok import model as m
from handbok.catalog import Catalog, Post
from handbok.diagnostics import Diagnostic, diagnostic


def former_ids(catalog: Catalog) -> Iterator[Diagnostic]:
    """A former id (`tidigare_id`) is not something else's id, nor another's former id."""
    addressed = [post for post in catalog.posts() if isinstance(post.data, m.Addressed)]
    owner: dict[tuple[Any, ...], Post[Any]] = {_address(post, post.id): post for post in addressed}
    for post in addressed:
        for index, former in enumerate(post.data.tidigare_id):
            other = owner.setdefault(_address(post, former), post)
            if other is not post:
                message = f'det tidigare id:t "{former}" hör till {other.source.path}'
                yield diagnostic(
                    post.at("tidigare_id", index), "dubbelt-id", message, "ta bort det här; en adress leder till en sida"
                )
            elif former == post.id:
                message = f'det tidigare id:t "{former}" är det som gäller nu'
                yield diagnostic(post.at("tidigare_id", index), "dubbelt-id", message, "ta bort det ur tidigare_id")


def step_ids(catalog: Catalog) -> Iterator[Diagnostic]:
    """No two steps of a process have the same id: it is the step's anchor on the process's page."""
    for process in catalog.processer.values():
        taken: set[str] = set()
        for index, step in enumerate(process.data.steg):
            if step.id in taken:
                message = f'id:t "{step.id}" finns redan på ett steg i processen'
                yield diagnostic(process.at("steg", index, "id"), "dubbelt-id", message, "byt id på det ena steget")
            taken.add(step.id)


def _address(post: Post[Any], ident: str) -> tuple[Any, ...]:
    return post.kind, post.ar, post.enhet, ident
