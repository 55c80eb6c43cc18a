"""The docs tree: an edition's pages as files that any Markdown builder can take over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from handbok.pages import Page


@dataclass(frozen=True, slots=True)
class Tree:
    """An edition's pages and the data files that stand beside them (path → text)."""

    pages: tuple[Page, ...]
    data: Mapping[str, str]

    def files(self) -> dict[str, str]:
        """Every file of the docs tree with its text."""
        return {page.uri: page.markdown for page in self.pages} | dict(self.data)


def write_tree(files: Mapping[str, str], folder: Path) -> None:
    """Makes `folder` hold exactly these files (path → text); what is there already is left untouched."""
    folder.mkdir(parents=True, exist_ok=True)
    for uri, text in files.items():
        path = folder / uri
        raw = text.encode()
        try:
            if path.read_bytes() == raw:
                continue
        except OSError:
            path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(raw)
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir():
            if not any(path.iterdir()):
                path.rmdir()
        elif path.relative_to(folder).as_posix() not in files:
            path.unlink()
