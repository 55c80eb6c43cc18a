"""A small handbook with counts in it: exempelstad, its tables of counts replaced."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from handbok import model as m
from handbok.catalog import Catalog, Post
from handbok.source import Source

YEAR, UNIT, PERIODS = 2023, "hemtjanst-norr", ("delar", "bokslut")


def post(kind: str, ident: str, data: m.Record, path: str, loc: tuple[int, ...] = (), year: int = YEAR) -> Post[m.Record]:
    return Post(kind, ident, data, Source(f"content/{path}", ()), loc, ar=year, enhet=UNIT)


def table(rows: Sequence[m.Klagomalsrad], *more: m.Klagomalsgrupp) -> m.Klagomal:
    return m.Klagomal(rubrik="Synpunkter", grupper=(m.Klagomalsgrupp(namn="Vem hörde av sig?", rader=tuple(rows)), *more))


def row(name: str, counts: Sequence[str | None], total: str | None, **more: object) -> m.Klagomalsrad:
    given = {p: c for p, c in zip(PERIODS, counts, strict=True) if c is not None}
    return m.Klagomalsrad.model_validate({"kategori": name, "antal": given, "totalt": total, **more})


def with_complaints(catalog: Catalog, data: m.Klagomal) -> Catalog:
    return replace(catalog, klagomal=[post("klagomal", "", data, "klagomal.yml")])  # type: ignore[list-item]


def with_statistics(catalog: Catalog, *figures: m.Statistik) -> Catalog:
    posts = [post("statistik", f.id, f, "statistik.yml", (i,)) for i, f in enumerate(figures)]
    return replace(catalog, statistik=posts)  # type: ignore[arg-type]


def with_settings(catalog: Catalog, **settings: object) -> Catalog:
    return replace(catalog, handbok=catalog.handbok.model_copy(update={"sekretess": m.Sekretess.model_validate(settings)}))
