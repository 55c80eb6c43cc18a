"""pydantic's errors as diagnostics: Swedish, at the right line and column, with the nearest known key."""

from __future__ import annotations

import functools
import types
from collections.abc import Iterator
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from handbok import model as m
from handbok.catalog.references import nearest
from handbok.diagnostics import Diagnostic, diagnostic
from handbok.source import Loc, Source

_EXPECTED = {
    "int_parsing": "ett heltal",
    "int_type": "ett heltal",
    "greater_than_equal": "ett större tal",
    "less_than_equal": "ett mindre tal",
    "int_from_float": "ett heltal",
    "int_parsing_size": "ett rimligt heltal",
    "bool_parsing": "ja eller nej",
    "bool_type": "ja eller nej",
    "tuple_type": "en lista",
    "list_type": "en lista",
    "dict_type": "nycklar med värden",
    "model_type": "nycklar med värden",
    "model_attributes_type": "nycklar med värden",
    "string_type": "en text",
    "intervall": 'ett antal månader eller år, till exempel "12 månader"',
    "string_pattern_mismatch": "en adress som börjar med https:// eller mailto:",
}


def validation_faults(error: ValidationError, cls: type[m.Record], source: Source, base: Loc) -> Iterator[Diagnostic]:
    """One diagnostic for each error in the record of type `cls` that stands at `base` in the source."""
    for detail in error.errors(include_url=False, include_context=True):
        yield _fault(detail, cls, source, base)


def _fault(detail: ErrorDetails, cls: type[m.Record], source: Source, base: Loc) -> Diagnostic:
    kind, value = detail["type"], detail.get("input")
    loc: Loc = tuple(part for part in detail["loc"] if part != "[key]")
    name = next((part for part in reversed(loc) if isinstance(part, str)), "")
    row = f"rad {loc[-1] + 1} i " if loc and isinstance(loc[-1], int) and name else ""
    if kind == "missing":
        return diagnostic(source.at((*base, *loc[:-1])), "saknad-nyckel", f'nyckeln "{name}" saknas', f"lägg till {name}:")
    if kind == "extra_forbidden":
        return _unknown_key(loc, cls, source, base)
    where = source.at((*base, *loc))
    if value is None:
        subject = f'{row}"{name}"' if row else f'nyckeln "{name}"'
        remedy = f"skriv ett värde eller ta bort {'raden' if row else 'nyckeln'}"
        return diagnostic(source.at((*base, *loc), key=True), "saknad-nyckel", f"{subject} saknar värde", remedy)
    if kind == "slut-fore-start":
        known = (detail.get("ctx", {}).get("key"), "slut", "giltig_till", "galler_till", "till")
        end = next((k for k in known if k and (*base, *loc, k) in source.values), "")
        return diagnostic(source.at((*base, *loc, end)), "slut-fore-start", detail["msg"])
    if kind == "ogiltigt-id":
        return diagnostic(where, "ogiltigt-id", f'"{value}" går inte att använda i en adress')
    if kind.startswith("date"):
        return diagnostic(where, "fel-datum", f'"{value}" är inte ett datum')
    if kind == "literal_error":
        allowed = ", ".join(_literals(_hint_at(cls, loc)))
        return diagnostic(where, "fel-typ", f'"{value}" går inte att ange för {name}', f"välj ett av: {allowed}")
    if kind in ("string_too_short", "too_short"):
        return diagnostic(where, "fel-typ", f"{row}{name} är tomt", "skriv ett värde eller ta bort nyckeln")
    expected = _EXPECTED.get(kind, "något annat")
    subject = f'{row}"{name}"' if name else "raden" if base else "filen"
    return diagnostic(where, "fel-typ", f"{subject} ska vara {expected}", f"skriv {expected}")


@functools.cache
def _hints(cls: type[m.Record]) -> dict[str, Any]:
    return get_type_hints(cls, include_extras=True)


def _unknown_key(loc: Loc, cls: type[m.Record], source: Source, base: Loc) -> Diagnostic:
    name = str(loc[-1])
    record = _hint_at(cls, loc[:-1])
    known = list(record.model_fields) if isinstance(record, type) and issubclass(record, m.Record) else []
    near = nearest(name, known)
    remedy = f'menas "{near}"?' if near else f"nycklarna här är {', '.join(known)}"
    return diagnostic(source.at((*base, *loc), key=True), "okand-nyckel", f'nyckeln "{name}" finns inte', remedy)


def _hint_at(hint: Any, loc: Loc) -> Any:
    """The annotation that governs the value at `loc` inside a record type, stripped of Annotated and Optional."""
    hint = _bare(hint)
    for part in loc:
        if isinstance(hint, type) and issubclass(hint, m.Record):
            hints = _hints(hint)
            if part not in hints:
                return None
            hint = hints[str(part)]
        elif get_origin(hint) is tuple:
            hint = get_args(hint)[0]
        elif get_origin(hint) is dict:
            hint = get_args(hint)[1]
        else:
            return None
        hint = _bare(hint)
    return hint


def _bare(hint: Any) -> Any:
    while get_origin(hint) is Annotated or get_origin(hint) in (Union, types.UnionType):
        args = get_args(hint)
        hint = args[0] if get_origin(hint) is Annotated else next(a for a in args if a is not type(None))
    return hint


def _literals(hint: Any) -> list[str]:
    return [str(a) for a in get_args(hint)]
