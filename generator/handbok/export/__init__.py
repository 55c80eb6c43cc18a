"""Open data: the whole edition as JSON with a published schema, and CSV for those who work in a spreadsheet."""

from __future__ import annotations

import json

from handbok.editions import Edition
from handbok.export import spreadsheets, tables
from handbok.export.holes import filled
from handbok.export.links import links
from handbok.export.rows import Data
from handbok.skeleton import Skeleton

_WHOLE = "data/handbok.json"
_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def export(edition: Edition, skeleton: Skeleton | None = None) -> dict[str, str]:
    """The edition's data files: path in the docs tree → text. The same content gives the same text.

    The CSV files are made from the rows of the JSON, so what a table leaves out is left out everywhere. What follows from
    the `skeleton` alone is not worked out again.
    """
    skeleton = skeleton or Skeleton(edition)
    made = skeleton.once("data", lambda: without_texts(edition))
    return made | {_WHOLE: filled(made[_WHOLE], (post for post in edition.catalog.posts() if not post.loc))}


def without_texts(edition: Edition) -> dict[str, str]:
    """The data files, the whole with holes for running text; the others have none."""
    data = gather(edition)
    return {
        "data/aktiviteter.csv": spreadsheets.activities(data),
        "data/atgarder.csv": spreadsheets.actions(data),
        _WHOLE: data.model_dump_json(indent=1) + "\n",
        "data/handbok.schema.json": schema(),
        "data/indikatorer.csv": spreadsheets.indicators(data),
        "data/kontroller.csv": spreadsheets.controls(data),
        "data/krav.csv": spreadsheets.requirements(data),
        "data/mal.csv": spreadsheets.goals(data),
        "data/risker.csv": spreadsheets.risks(data),
    }


def schema() -> str:
    """The JSON Schema of the data."""
    return _json({"$schema": _DIALECT} | Data.model_json_schema(mode="serialization"))


def gather(edition: Edition) -> Data:
    """Every table of the edition."""
    return Data(
        utgava=tables.edition_row(edition),
        handbok=tables.handbook(edition),
        namnder=tables.committees(edition),
        enheter=tables.units(edition),
        roller=tables.roles(edition),
        mal=tables.goals(edition),
        indikatorer=tables.indicators(edition),
        matningar=tables.measurements(edition),
        aktiviteter=tables.activities(edition),
        atgarder=tables.actions(edition),
        risker=tables.risks(edition),
        kontroller=tables.controls(edition),
        rutiner=tables.rutiner(edition),
        upphavda=tables.withdrawn(edition),
        laskvittenser=tables.receipts(edition),
        processer=tables.processes(edition),
        kravsamlingar=tables.requirements(edition),
        arshjul=tables.year_wheel(edition),
        planer=tables.plans(edition),
        avsnitt=tables.chapters(edition),
        uppfoljningar=tables.follow_ups(edition),
        statistik=tables.statistics(edition),
        ekonomi=tables.economy(edition),
        klagomal=tables.complaints(edition),
        sidor=tables.free_pages(edition),
        ordlista=tables.glossary(edition),
        lankar=links(edition),
    )


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"
