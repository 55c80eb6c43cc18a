"""A copy of an example handbook that a test may change, and what `handbok check` says about it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from typer.testing import CliRunner

from handbok.catalog import Catalog, Loaded
from handbok.catalog.load import load
from handbok.cli import app
from handbok.diagnostics import Diagnostic, in_order
from handbok.rules import check
from handbok.source import read_tree

ROOT = Path(__file__).parent.parent
EXEMPELSTAD = ROOT / "tests" / "handbocker" / "exempelstad"


@dataclass(frozen=True, slots=True)
class Handbook:
    """A handbook in `root`/content, with `root` as the working folder."""

    root: Path

    @property
    def content(self) -> Path:
        """The content folder."""
        return self.root / "content"

    def write(self, name: str, text: str | bytes) -> Path:
        """Replaces (or makes) a content file; what stood at its place before, a link included, is gone."""
        path = self.content / name
        self.remove(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def read(self, name: str) -> str:
        """The text of a content file."""
        return (self.content / name).read_text(encoding="utf-8")

    def replace(self, name: str, old: str, new: str) -> Path:
        """Replaces a piece of text that stands exactly once in a content file."""
        text = self.read(name)
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        return self.write(name, text.replace(old, new))

    def remove(self, name: str) -> None:
        """Removes a content file or folder, if it exists."""
        path = self.content / name
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)

    def load(self) -> Loaded:
        """The content as loaded; the rules have not been run."""
        return load(*read_tree(self.content, "content"))

    def catalog(self) -> Catalog:
        """The catalog of content without faults in handbok.yml."""
        catalog = self.load().catalog
        assert catalog
        return catalog

    def found(self) -> tuple[Diagnostic, ...]:
        """Everything found, information included."""
        loaded = self.load()
        return in_order((*loaded.diagnostics, *(check(loaded.catalog) if loaded.catalog else ())))

    def of(self, code: str) -> list[Diagnostic]:
        """What was found with that code."""
        return [d for d in self.found() if d.code == code]

    def output(self, *options: str) -> str:
        """What `handbok check` writes to standard output."""
        return CliRunner().invoke(app, ["check", "--innehall", "content", *options], catch_exceptions=False).stdout


def _windows_1252(handbook: Handbook, _: pytest.MonkeyPatch) -> None:
    handbook.write("sidor/kontakt.md", "---\ntitel: Kontakt\n---\nRing växeln.\n".encode("cp1252"))


def _form_feed(handbook: Handbook, _: pytest.MonkeyPatch) -> None:
    handbook.write("sidor/kontakt.md", "---\ntitel: Kontakt\n---\nRing växeln.\n\fSida 2\n")


def _huge(handbook: Handbook, _: pytest.MonkeyPatch) -> None:
    handbook.write("sidor/kontakt.md", "---\ntitel: Kontakt\n---\n" + "Ring växeln.\n" * 200_000)


def _unreadable(handbook: Handbook, monkeypatch: pytest.MonkeyPatch) -> None:
    """Root may read anything, so the refusal is played at the edge: the file as it is now cannot be read."""
    closed = handbook.content / "sidor/om.md"
    changed = closed.stat().st_ctime_ns
    read_bytes = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path.name == closed.name and path.stat().st_ctime_ns == changed:
            raise PermissionError(13, "Permission denied")
        return read_bytes(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)


def _symlink(handbook: Handbook, _: pytest.MonkeyPatch) -> None:
    (handbook.content / "sidor/kontakt.md").symlink_to(handbook.content / "sidor/om.md")


def _only_settings(handbook: Handbook, _: pytest.MonkeyPatch) -> None:
    for entry in handbook.content.iterdir():
        if entry.name != "handbok.yml":
            handbook.remove(entry.name)


def _without_true_numbers(handbook: Handbook, _: pytest.MonkeyPatch) -> None:
    """The handbook no longer lets true numbers stand in its files, and its own small ones are gone."""
    handbook.replace("handbok.yml", "sanna_tal_i_kallan: ja", "sanna_tal_i_kallan: nej")
    handbook.remove("planer/2023/hemtjanst-norr/klagomal.yml")
    handbook.remove("planer/2023/hemtjanst-norr/atgarder.yml")


def _sealed_2023(handbook: Handbook, _: pytest.MonkeyPatch) -> None:
    """As much of a sealed edition as `check` looks at: its line in the register and its sources in the archive."""
    for folder in ("planer/2023", "styrning/2023"):
        shutil.copytree(handbook.content / folder, handbook.root / "arkiv/2023-1/data/innehall" / folder)
    handbook.write(
        "arkiv.yml",
        f"- ar: 2023\n  nummer: 1\n  paket: 2023-1\n  kontrollsumma: {'a' * 128}\n  forseglad: 2024-02-01\n"
        f"  commit: {'b' * 40}\n  organisation: Exempelstads kommun\n  enheter: [Hemtjänst norr]\n",
    )


def _moved_in_one_go(handbook: Handbook, _: pytest.MonkeyPatch) -> None:
    """Five rutiner whose review date was moved on one day and nothing else done."""
    body = handbook.read("rutiner/genomforandeplan.md").partition("\n---\n")[2]
    for name in ("besok", "kontakt", "larm", "mat", "tvatt"):
        handbook.write(
            f"rutiner/{name}.md",
            f"---\ntitel: Om {name}\nstatus: gallande\nagare: enhetschef\ngaller_for: [planerare]\nprocess: planera-insatser\n"
            "giltig_fran: 2023-01-01\ngranskas_var: 12 månader\n"
            f"granskningar:\n  - {{datum: 2024-11-29, roll: enhetschef, utfall: oforandrad}}\n---\n{body}",
        )


SCENARIOS: dict[str, Callable[[Handbook, pytest.MonkeyPatch], None]] = {
    "inte-utf8": _windows_1252,
    "styrtecken": _form_feed,
    "for-stor-fil": _huge,
    "olasbar-fil": _unreadable,
    "symbolisk-lank": _symlink,
    "bara-handbok-yml": _only_settings,
    "utan-sanna-tal": _without_true_numbers,
    "forseglad-2023": _sealed_2023,
    "fem-granskningar-pa-en-dag": _moved_in_one_go,
}
"""What a page in tests/fel cannot write as text, by the name in its block's info string (`scenario=…`)."""
