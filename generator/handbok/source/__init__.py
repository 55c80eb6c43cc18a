"""A file's text → data, prose and the line and column of every key. The only module that reads content or knows YAML."""

from __future__ import annotations

import codecs
import functools
import itertools
import os
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from handbok.diagnostics import Diagnostic, Location, diagnostic
from handbok.memory import FORGETFUL, WORTH_KEEPING, Memory
from handbok.source.composer import CONTROL, MAX_DEPTH, Composer, Loc, Mark, Tree

__all__ = ["Loc", "Mark", "Source", "Tree", "parse", "read_tree"]

MAX_BYTES = 2_000_000
_REMEMBERED = "kallor"
_ESCAPE_LENGTHS = {"x": 3, "u": 5, "U": 9, "": 0}
_ESCAPED_BLANKS = frozenset({"", " ", "\t", "t", "n", "r", "N", "_", "L", "P"})


@dataclass(frozen=True, slots=True)
class Source:
    """One content file as read.

    `data` is the YAML (or front matter) tree, `body` the Markdown after the front matter and `body_line` the line its
    first character stands on. `keys` and `values` give line and column (from 1) of each key and value by its path.
    `lines` are the file's lines as they are written.
    """

    path: str
    parts: tuple[str, ...]
    data: Tree = None
    body: str = ""
    body_line: int = 1
    keys: dict[Loc, Mark] = field(default_factory=dict)
    values: dict[Loc, Mark] = field(default_factory=dict)
    lines: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The whole file."""
        return "\n".join(self.lines)

    def at(self, loc: Loc = (), *, key: bool = False) -> Location:
        """Where the value (or with `key` the key) at `loc` stands; for something missing, its nearest parent."""
        while loc:
            mark = (self.keys.get(loc) if key else None) or self.values.get(loc)
            if mark:
                return Location(self.path, *mark)
            loc = loc[:-1]
        return Location(self.path, *self.values.get((), (1, 1)))

    def places_in(self, loc: Loc, text: str) -> Callable[[int], Location]:
        """Gives an offset in `text`, the value at `loc`, its place in the file.

        YAML folds, indents and quotes text but leaves everything that is not a blank in order, so the place is found by
        counting what is not.
        """
        start = self.at(loc)

        @functools.cache
        def spots() -> tuple[list[int], list[Mark]]:
            """How many characters precede each offset, and where each of them is written; no blanks counted."""
            before = [0, *itertools.accumulate(not character.isspace() for character in text)]
            written = (mark for *mark, character in self._written_from(start) if not character.isspace())
            return before, [(line, column) for line, column in itertools.islice(written, before[-1])]

        def place(offset: int) -> Location:
            before, marks = spots()
            return Location(self.path, *marks[before[offset]]) if before[offset] < len(marks) else start

        return place

    def _written_from(self, start: Location) -> Iterator[tuple[int, int, str]]:
        """Line, column and character of a scalar's text from `start` on, without its quotes and escapes."""
        first = self.lines[start.line - 1][start.column - 1 :] if start.line <= len(self.lines) else ""
        quote = first[:1] if first[:1] in ("'", '"') else ""
        skip = len(quote)
        for number in range(start.line, len(self.lines) + 1):
            written = self.lines[number - 1]
            column = start.column if number == start.line else 1
            while column <= len(written):
                here = written[column - 1]
                if skip:
                    skip -= 1
                elif quote and here == ("\\" if quote == '"' else "'"):
                    escaped = written[column : column + 1]
                    skip = _ESCAPE_LENGTHS.get(escaped, 1) if quote == '"' else 1
                    yield number, column, " " if quote == '"' and escaped in _ESCAPED_BLANKS else "x"
                else:
                    yield number, column, here
                column += 1


def read_tree(root: Path, shown_as: str = "", memory: Memory = FORGETFUL) -> tuple[list[Source], list[Diagnostic]]:
    """Reads every file under `root`, in order of path. Faults become diagnostics; a file with faults is left out.

    `shown_as` is what diagnostics call `root`, usually the path as the user wrote it. Files that are as a former run
    remembers them are not parsed again.
    """
    sources: list[Source] = []
    found: list[Diagnostic] = []
    shown = shown_as or root.name
    known: dict[str, Source] = memory.recall(_REMEMBERED) or {}
    for path in _walk(root, root, shown, found):
        relative = path.relative_to(root)
        name = f"{shown}/{relative.as_posix()}"
        text = _read_text(path, name, found)
        if text is None:
            continue
        former = known.get(name)
        source = former if former and former.text == text else parse(text, name, relative.parts, found)
        if source:
            sources.append(source)
    new = sum(source is not known.get(source.path) for source in sources)
    if new > len(sources) * WORTH_KEEPING and not found:
        memory.keep(_REMEMBERED, {source.path: source for source in sources})
    return sources, found


def _walk(folder: Path, root: Path, shown: str, found: list[Diagnostic]) -> Iterator[Path]:
    """Every regular file below, sorted; hidden files are skipped, symbolic links reported (they could leave the tree)."""
    try:
        entries = sorted(os.scandir(folder), key=lambda e: e.name)
    except OSError:
        found.append(diagnostic(Location(_shown(folder, root, shown)), "olasbar-fil", "mappen går inte att läsa"))
        return
    if len(folder.relative_to(root).parts) > MAX_DEPTH:
        found.append(diagnostic(Location(_shown(folder, root, shown)), "for-djup", f"mer än {MAX_DEPTH} mappar i varandra"))
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        path = Path(entry.path)
        name = _shown(path, root, shown)
        if not entry.name.isprintable():
            found.append(diagnostic(Location(name), "ogiltigt-namn", "filnamnet innehåller tecken som inte går att använda"))
            continue
        if entry.is_symlink():
            found.append(diagnostic(Location(name), "symbolisk-lank", "en symbolisk länk står i innehållet"))
        elif entry.is_dir():
            yield from _walk(path, root, shown, found)
        elif not entry.is_file():
            found.append(diagnostic(Location(name), "olasbar-fil", "detta är inte en vanlig fil"))
        else:
            yield path


def _shown(path: Path, root: Path, shown: str) -> str:
    name = "/".join((shown, *path.relative_to(root).parts))
    return name if name.isprintable() else "".join(c if c.isprintable() else "?" for c in name)


def _read_text(path: Path, name: str, found: list[Diagnostic]) -> str | None:
    try:
        if path.stat().st_size > MAX_BYTES:
            message = f"filen är större än {MAX_BYTES // 1_000_000} MB"
            found.append(diagnostic(Location(name), "for-stor-fil", message))
            return None
        raw = path.read_bytes()
    except OSError:
        found.append(diagnostic(Location(name), "olasbar-fil", "filen går inte att läsa"))
        return None
    raw = raw.removeprefix(codecs.BOM_UTF8)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        line, column = before.count(b"\n") + 1, len(before.rpartition(b"\n")[2].decode("utf-8", "replace")) + 1
        message = f"tecknet med koden 0x{raw[error.start]:02X} är inte UTF-8"
        found.append(diagnostic(Location(name, line, column), "inte-utf8", message))
        return None
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    if control := CONTROL.search(text):
        line, column = _line_and_column(text, control.start())
        message = f"ett otillåtet styrtecken (U+{ord(control.group()):04X}) står här"
        found.append(diagnostic(Location(name, line, column), "styrtecken", message))
        return None
    return text


def _line_and_column(text: str, offset: int) -> Mark:
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def parse(text: str, path: str, parts: tuple[str, ...], found: list[Diagnostic]) -> Source | None:
    """A file's text as a `Source`; None, with diagnostics added to `found`, when it cannot be parsed."""
    if parts[-1].endswith((".yml", ".yaml")):
        composer = Composer(path, 0)
        data = composer.compose(text, found)
        lines = tuple(text.split("\n"))
        return None if composer.failed else Source(path, parts, data, "", 1, composer.keys, composer.values, lines)
    if not parts[-1].endswith(".md"):
        return Source(path, parts)
    return _parse_markdown(text, path, parts, found)


def _parse_markdown(text: str, path: str, parts: tuple[str, ...], found: list[Diagnostic]) -> Source | None:
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        found.append(diagnostic(Location(path), "trasig-metadata", "filen saknar metadata"))
        return None
    end = next((i for i, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), None)
    if end is None:
        found.append(diagnostic(Location(path), "trasig-metadata", "metadata avslutas aldrig"))
        return None
    composer = Composer(path, 1)
    data = composer.compose("\n".join(lines[1:end]) + "\n", found)
    if composer.failed:
        return None
    body = "\n".join(lines[end + 1 :])
    return Source(path, parts, data, body, end + 2, composer.keys, composer.values, tuple(lines))
