"""The whole content → the catalog and everything found in it: what `check` does, and every other command does first."""

from __future__ import annotations

from pathlib import Path

from handbok.archive.register import REGISTER, Register, sealings_of
from handbok.catalog import Catalog
from handbok.catalog.load import load
from handbok.catalog.structure import fingerprint
from handbok.diagnostics import Diagnostic, in_order
from handbok.drift import drift
from handbok.memory import FORGETFUL, Memory
from handbok.rules import check
from handbok.source import read_tree


def examine(
    content: Path, archive: Path = Path("arkiv"), memory: Memory = FORGETFUL
) -> tuple[Catalog | None, tuple[Diagnostic, ...]]:
    """Reads and checks the content. There is no catalog when handbok.yml cannot be used."""
    sources, broken = read_tree(content, str(content), memory)
    loaded = load(sources, broken, str(content), memory)
    catalog = loaded.catalog
    if catalog is None:
        return None, loaded.diagnostics
    read = (part for source in sources for part in (source.path, source.text))
    content_now = fingerprint((*read, *(f"{d.location} {d.code}" for d in broken)))
    told = memory.once("fynd", content_now, lambda: check(catalog, memory))
    register = next((sealings_of(s) for s in sources if s.parts == (REGISTER,)), Register())
    drifted = drift(content, archive, register.sealings)
    return catalog, in_order((*loaded.diagnostics, *told, *register.diagnostics, *drifted))
