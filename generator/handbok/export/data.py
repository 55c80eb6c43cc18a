"""All tables of an edition as one, and the files made of it, with holes where running text is to stand."""

from __future__ import annotations

import json

from handbok.editions import Edition
from handbok.export import WHOLE, spreadsheets, tables
from handbok.export.links import links
from handbok.export.rows import Data

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def without_texts(edition: Edition) -> dict[str, str]:
    """The data files, the whole with holes for running text; the others have none.

    The CSV files are made from the rows of the JSON, so what a table leaves out is left out everywhere.
    """
    data = gather(edition)
    return {
        "data/aktiviteter.csv": spreadsheets.activities(data),
        "data/atgarder.csv": spreadsheets.actions(data),
        WHOLE: data.model_dump_json(indent=1) + "\n",
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
