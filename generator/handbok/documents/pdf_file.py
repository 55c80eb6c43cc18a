"""Document → PDF/UA-1 and PDF/A-2a in one file, by Typst. The layout stands in dokument.typ."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any

import typst

from handbok.documents.blocks import Document
from handbok.documents.characters import readable, replaced, uncommon

_STANDARDS: list[typst.PDFStandard] = ["ua-1", "a-2a"]
_PROBE = b'#set document(title: "x", date: datetime(year: 2000, month: 1, day: 1))\n#set text(lang: "sv")\n#sys.inputs.prov'


class DocumentError(Exception):
    """The document could not be set; the text is Typst's own."""


def pdf(document: Document, dated: date) -> bytes:
    """The document as a PDF file dated `dated`, the same bytes for the same document and date.

    Raises DocumentError when Typst cannot set it.
    """
    data = json.dumps(_tree(document) | {"dated": [dated.year, dated.month, dated.day]}, ensure_ascii=False)
    missing = {c for c in uncommon(data) if not _has_glyph(c)}
    if missing:
        data = replaced(data, missing.__contains__)
    return _compiled(_template(), {"dokument": data})


def _tree(value: Any) -> Any:
    """The document as JSON's own types; each block says which class it is."""
    if isinstance(value, str):
        return readable(value)
    if isinstance(value, tuple):
        return [_tree(v) for v in value]
    if is_dataclass(value):
        return {"block": type(value).__name__} | {f.name: _tree(getattr(value, f.name)) for f in fields(value)}
    return value


@lru_cache(maxsize=4096)
def _has_glyph(character: str) -> bool:
    """Whether the fonts can show the character; a combining one is tried on a letter."""
    try:
        _compiled(_PROBE, {"prov": f"a{character}"})
    except DocumentError:
        return False
    return True


@lru_cache(maxsize=1)
def _template() -> bytes:
    return files("handbok.documents").joinpath("dokument.typ").read_bytes()


@lru_cache(maxsize=1)
def _compiler() -> typst.Compiler:
    return typst.Compiler(ignore_system_fonts=True)


def _compiled(source: bytes, inputs: dict[str, str]) -> bytes:
    try:
        made = _compiler().compile(source, format="pdf", sys_inputs=inputs, pdf_standards=_STANDARDS)
    except typst.TypstError as error:
        raise DocumentError(f"{error.message} {' '.join(error.hints)}".strip()) from error
    assert isinstance(made, bytes)
    return made
