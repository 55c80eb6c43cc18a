"""Open data: the whole edition as JSON with a published schema, and CSV for those who work in a spreadsheet."""

from __future__ import annotations

from handbok.catalog import Catalog
from handbok.editions import Edition


def export(catalog: Catalog, edition: Edition) -> dict[str, str]:
    """The edition's data files: path in the docs tree → text."""
    return {}
