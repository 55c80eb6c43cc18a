"""Open data: the whole edition as JSON with a published schema, and CSV for those who work in a spreadsheet."""

from __future__ import annotations

from handbok.editions import Edition
from handbok.export.holes import filled
from handbok.skeleton import Skeleton

WHOLE = "data/handbok.json"


def export(edition: Edition, skeleton: Skeleton | None = None) -> dict[str, str]:
    """The edition's data files: path in the docs tree → text. The same content gives the same text.

    What follows from the `skeleton` alone is not worked out again.
    """
    skeleton = skeleton or Skeleton(edition)
    made = skeleton.once("data", lambda: _without_texts(edition))
    return made | {WHOLE: filled(made[WHOLE], (post for post in edition.catalog.posts() if not post.loc))}


def _without_texts(edition: Edition) -> dict[str, str]:
    # The types of the rows take a tenth of a second to load, which a build that knows the data need not wait for.
    from handbok.export.data import without_texts  # noqa: PLC0415

    return without_texts(edition)
