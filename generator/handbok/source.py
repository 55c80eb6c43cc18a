"""A file's text → data, prose and the line and column of every key. The only module that reads content or knows YAML.

Every scalar becomes text (or None when nothing is written), whatever YAML 1.1 would have made of it: `no` stays "no",
`1.10` stays "1.10". Aliases and deep nesting are refused while the events stream by, so a bomb costs nothing.
"""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

import yaml

from handbok.diagnostics import Diagnostic, Location, diagnostic

Tree: TypeAlias = "str | None | list[Tree] | dict[str, Tree]"
Loc: TypeAlias = tuple[str | int, ...]
Mark: TypeAlias = tuple[int, int]

MAX_BYTES = 2_000_000
MAX_DEPTH = 20
_LOADER: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\x80-\x84\x86-\x9f\u2028\u2029\ufffe\uffff\u202a-\u202e\u2066-\u2069]")
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})


@dataclass(frozen=True, slots=True)
class Source:
    """One content file as read.

    `data` is the YAML (or front matter) tree, `body` the Markdown after the front matter and `body_line` the line its
    first character stands on. `keys` and `values` give line and column (from 1) of each key and value by its path.
    """

    path: str
    parts: tuple[str, ...]
    data: Tree = None
    body: str = ""
    body_line: int = 1
    keys: dict[Loc, Mark] = field(default_factory=dict)
    values: dict[Loc, Mark] = field(default_factory=dict)

    def at(self, loc: Loc = (), *, key: bool = False) -> Location:
        """Where the value (or with `key` the key) at `loc` stands; for something missing, its nearest parent."""
        while loc:
            mark = (self.keys.get(loc) if key else None) or self.values.get(loc)
            if mark:
                return Location(self.path, *mark)
            loc = loc[:-1]
        return Location(self.path, *self.values.get((), (1, 1)))


def read_tree(root: Path, shown_as: str = "") -> tuple[list[Source], list[Diagnostic]]:
    """Reads every file under `root`, in order of path. Faults become diagnostics; a file with faults is left out.

    `shown_as` is what diagnostics call `root`, usually the path as the user wrote it.
    """
    sources: list[Source] = []
    found: list[Diagnostic] = []
    shown = shown_as or root.name
    for path in _walk(root, root.resolve(), shown, found):
        relative = path.relative_to(root)
        name = f"{shown}/{relative.as_posix()}"
        text = _read_text(path, name, found)
        if text is None:
            continue
        source = parse(text, name, relative.parts, found)
        if source:
            sources.append(source)
    return sources, found


def _walk(folder: Path, root: Path, shown: str, found: list[Diagnostic]) -> Iterator[Path]:
    """Every regular file below, sorted; hidden files are skipped, symbolic links reported (they could leave the tree)."""
    try:
        entries = sorted(os.scandir(folder), key=lambda e: e.name)
    except OSError:
        found.append(diagnostic(Location(_shown(folder, root, shown)), "olasbar-fil", "mappen går inte att läsa"))
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        path = Path(entry.path)
        name = _shown(path, root, shown)
        if not _printable(entry.name):
            found.append(diagnostic(Location(name), "ogiltigt-namn", "filnamnet innehåller tecken som inte går att använda"))
            continue
        if entry.is_symlink():
            found.append(diagnostic(Location(name), "symbolisk-lank", "en symbolisk länk står i innehållet"))
        elif entry.is_dir():
            yield from _walk(path, root, shown, found)
        elif not stat.S_ISREG(entry.stat().st_mode):
            found.append(diagnostic(Location(name), "olasbar-fil", "detta är inte en vanlig fil"))
        else:
            yield path


def _shown(path: Path, root: Path, shown: str) -> str:
    relative = os.path.relpath(path, root)
    name = shown if relative == "." else f"{shown}/{relative}"
    return name.encode("utf-8", "replace").decode("utf-8").replace("\n", "?")


def _printable(name: str) -> bool:
    return name.isprintable() and not any("\udc80" <= c <= "\udcff" for c in name)


def _read_text(path: Path, name: str, found: list[Diagnostic]) -> str | None:
    try:
        if path.stat().st_size > MAX_BYTES:
            message = f"filen är större än {MAX_BYTES // 1_000_000} MB"
            found.append(diagnostic(Location(name), "for-stor-fil", message))
            return None
        raw = path.read_bytes()
    except OSError as error:
        found.append(diagnostic(Location(name), "olasbar-fil", f"filen går inte att läsa ({error.strerror})"))
        return None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        line, column = before.count(b"\n") + 1, len(before.rpartition(b"\n")[2].decode("utf-8", "replace")) + 1
        message = f"tecknet med koden 0x{raw[error.start]:02X} är inte UTF-8"
        found.append(diagnostic(Location(name, line, column), "inte-utf8", message))
        return None
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    if control := _CONTROL.search(text):
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
        composer = _Composer(path, 0)
        data = composer.compose(text, found)
        return None if composer.failed else Source(path, parts, data, "", 1, composer.keys, composer.values)
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
    composer = _Composer(path, 1)
    data = composer.compose("\n".join(lines[1:end]) + "\n", found)
    if composer.failed:
        return None
    return Source(path, parts, data, "\n".join(lines[end + 1 :]), end + 2, composer.keys, composer.values)


class _Composer:
    """Builds the tree from YAML events without recursion, noting where everything stands."""

    def __init__(self, path: str, line_offset: int) -> None:
        self.path = path
        self.line_offset = line_offset
        self.keys: dict[Loc, Mark] = {}
        self.values: dict[Loc, Mark] = {}
        self.failed = False

    def compose(self, text: str, found: list[Diagnostic]) -> Tree:
        try:
            return self._compose(text, found)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
            self._fail(found, (line + self.line_offset, column), "trasig-yaml", _swedish_yaml_error(error))
        except yaml.YAMLError:
            self._fail(found, (1 + self.line_offset, 1), "trasig-yaml", "YAML går inte att tolka")
        return None

    def _fail(self, found: list[Diagnostic], mark: Mark, code: str, message: str) -> None:
        self.failed = True
        found.append(diagnostic(Location(self.path, *mark), code, message))

    def _mark(self, event: yaml.Event) -> Mark:
        return event.start_mark.line + 1 + self.line_offset, event.start_mark.column + 1

    def _compose(self, text: str, found: list[Diagnostic]) -> Tree:
        root: list[Tree] = []
        stack: list[tuple[Loc, list[Tree] | dict[str, Tree]]] = [((), root)]
        pending: list[str | None] = [None]  # the key that waits for its value, per level
        documents = 0
        lines = text.split("\n")
        for event in yaml.parse(text, Loader=_LOADER):
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._fail(found, self._mark(event), "trasig-yaml", "filen innehåller mer än ett YAML-dokument")
                    return None
            elif isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                self._fail(found, self._mark(event), "yaml-alias", "YAML-alias (& eller *) används")
                return None
            elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
                stack.pop()
                pending.pop()
            elif isinstance(event, yaml.NodeEvent):
                loc, parent = stack[-1]
                mark = self._mark(event)
                if isinstance(parent, dict) and pending[-1] is None:
                    if not isinstance(event, yaml.ScalarEvent):
                        self._fail(found, mark, "trasig-yaml", "en nyckel måste vara ett enkelt ord")
                        return None
                    self._take_key(event.value, loc, mark, parent, found)
                    pending[-1] = event.value
                    continue
                here: Loc = (*loc, pending[-1] if isinstance(parent, dict) else len(parent)) if len(stack) > 1 else ()
                value = _value_of(event)
                self.values.setdefault(here, self._block_start(event, lines) or mark)
                _put(parent, pending[-1], value)
                pending[-1] = None
                if isinstance(value, (dict, list)):
                    if len(stack) > MAX_DEPTH:
                        self._fail(found, mark, "for-djup", f"mer än {MAX_DEPTH} nivåer")
                        return None
                    stack.append((here, value))
                    pending.append(None)
        return root[0] if root else None

    def _block_start(self, event: yaml.NodeEvent, lines: list[str]) -> Mark | None:
        """Where the text of a block scalar (| or >) begins: its first written line, not the indicator."""
        if not isinstance(event, yaml.ScalarEvent) or event.style not in ("|", ">"):
            return None
        first = next((i for i in range(event.start_mark.line + 1, len(lines)) if lines[i].strip()), None)
        if first is None:
            return None
        return first + 1 + self.line_offset, len(lines[first]) - len(lines[first].lstrip()) + 1

    def _take_key(self, key: str, loc: Loc, mark: Mark, parent: dict[str, Tree], found: list[Diagnostic]) -> None:
        if key in parent:
            first = self.keys[(*loc, key)][0]
            self._fail(found, mark, "dubbel-nyckel", f'nyckeln "{key}" står redan på rad {first}')
        self.keys.setdefault((*loc, key), mark)


def _value_of(event: yaml.NodeEvent) -> Tree:
    if isinstance(event, yaml.MappingStartEvent):
        return {}
    if isinstance(event, yaml.SequenceStartEvent):
        return []
    plain = event.implicit[0]  # written without quotes
    return None if plain and event.value in _NULLS else str(event.value)


def _put(parent: list[Tree] | dict[str, Tree], key: str | None, value: Tree) -> None:
    if isinstance(parent, list):
        parent.append(value)
    else:
        parent[key or ""] = value


_YAML_ERRORS = (
    ("mapping values are not allowed", "kolon mitt i värdet; sätt citattecken runt hela värdet"),
    ("could not find expected ':'", "det saknas ett kolon efter nyckeln"),
    ("found character '\\t'", "tabbtecken får inte användas som indrag"),
    ("found character that cannot start any token", "ett värde får inte börja med det här tecknet utan citattecken"),
    ("found unexpected end of stream", "ett citattecken eller en klammer avslutas aldrig"),
    ("did not find expected key", "indraget stämmer inte, eller ett citattecken saknas"),
    ("did not find expected '-' indicator", "listan saknar bindestreck, eller indraget stämmer inte"),
    ("did not find expected ',' or", "listan eller klammern saknar komma eller slut"),
    ("found undefined tag handle", "ett värde får inte börja med utropstecken utan citattecken"),
    ("found unknown escape character", "ogiltigt tecken efter omvänt snedstreck; använd enkla citattecken"),
)


def _swedish_yaml_error(error: yaml.MarkedYAMLError) -> str:
    problem = error.problem or ""
    return next((swedish for english, swedish in _YAML_ERRORS if english in problem), "YAML går inte att tolka här")
