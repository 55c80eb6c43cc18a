"""Small editions to seal, and the archive that they are sealed in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from handbok.archive.names import Difference
from handbok.archive.register import Sealing, read_register
from handbok.archive.sealing import Order, Sealed, seal_year
from handbok.archive.verify import verify

ORDER = Order(2023, date(2024, 3, 1), "c0ffee" * 6 + "beef", "Exempelstad", ("Hemtjänsten", "Norr"), "handbok 0.1.0")
FILES: dict[str, Path | bytes] = {
    "site/index.html": b"<h1>2023</h1>" * 40,
    "site/mal/trygg.html": b"<h1>Trygg</h1>" * 30,
    "site/mal/trygghet.html": b"<h1>Trygghet</h1>" * 30,
    "innehall/handbok.yml": b"namn: Exempelbok\n",
    "innehall/rutiner/sip.md": "---\ntitel: Samordnad individuell plan\n---\nSå här gör vi.\n".encode(),
    "dokument/vp.pdf": b"%PDF-1.7\n" + bytes(range(256)) * 4,
    "data/mal.csv": b"id;titel\ntrygg;Trygg\n",
    "versioner/requirements.lock": b"bagit==1.9.0\n",
    "tom.txt": b"",
}
FEW = {name: FILES[name] for name in ("site/index.html", "dokument/vp.pdf", "tom.txt")}


@dataclass(frozen=True)
class Archive:
    """An archive and its register under `root`."""

    root: Path

    @property
    def folder(self) -> Path:
        return self.root / "arkiv"

    @property
    def register(self) -> Path:
        return self.root / "content" / "arkiv.yml"

    def seal(self, year: int = 2023, reason: str | None = None, files: Mapping[str, Path | bytes] = FILES) -> Sealed:
        return seal_year(self.folder, self.register, replace(ORDER, ar=year, anledning=reason), files)

    @property
    def sealings(self) -> tuple[Sealing, ...]:
        read = read_register(self.register)
        assert not read.diagnostics
        return read.sealings

    def differences(self, year: int | None = None) -> list[Difference]:
        return verify(self.folder, self.sealings, year)

    def kinds(self) -> list[tuple[str, str]]:
        return [(d.kind.value, f"{d.bag}/{d.file}") for d in self.differences()]


def snapshot(folder: Path) -> dict[str, bytes]:
    """Every file below and its bytes."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}
