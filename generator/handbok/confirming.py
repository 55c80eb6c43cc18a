"""Writing confirmations of links into content files: only the lines under `bekraftat:` change, each file in one step."""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from pathlib import Path

from handbok.archive.errors import what_and_remedy
from handbok.archive.growing import replace_file
from handbok.source import Source, parse

KEY = "bekraftat"
_LINE = re.compile(r"([^\r\n]*)(\r\n|\r|\n|\Z)")
_SCALAR = re.compile(r"""'(?:[^']|'')*'|"(?:[^"\\]|\\.)*"|[^\s,}#'"][^\s,}]*""")


class ConfirmError(Exception):
    """It could not be done. The text is Swedish, says what is wrong and what to do, and needs no addition."""


def confirm(path: Path, wanted: Mapping[str, str]) -> None:
    """Lets the file confirm just what `wanted` says. Whoever reads it meanwhile finds it as it was or changed, whole.

    Raises ConfirmError, with the file as it was, when it cannot be read, edited or written.
    """
    try:
        old = path.read_bytes()
        new = edited(old, wanted, path.as_posix())
        if new != old:
            replace_file(path, new)
    except OSError as error:
        what, remedy = what_and_remedy(error)
        raise ConfirmError(f"det gick inte att skriva {path}: {what}; {remedy}") from error


def edited(raw: bytes, wanted: Mapping[str, str], name: str = "") -> bytes:
    """A text file's bytes with the confirmations in `wanted` and no others; every other byte is as it was.

    Raises ConfirmError when the result would say anything else than that.
    """
    mark = codecs.BOM_UTF8 if raw.startswith(codecs.BOM_UTF8) else b""
    try:
        text = raw.removeprefix(mark).decode("utf-8")
    except UnicodeDecodeError as error:
        raise ConfirmError(f"{name} är inte UTF-8; spara om filen med den teckenkodningen") from error
    before = _read(text)
    if before is None or not isinstance(before.data, dict):
        raise ConfirmError(f"{name} går inte att läsa; kör handbok check och rätta felen")
    now = before.data.get(KEY)
    if now == dict(wanted) or (now is None and KEY not in before.data and not wanted):
        return raw
    new = "".join(_with(_lines(text), before, wanted))
    after = _read(new)
    expected = {key: value for key, value in before.data.items() if key != KEY} | ({KEY: dict(wanted)} if wanted else {})
    if after is None or after.data != expected or after.body != before.body:
        rows = "; ".join(f'{key}: "{value}"' for key, value in wanted.items())
        raise ConfirmError(
            f"{name} är skriven så att raderna under {KEY}: måste ändras för hand; där ska stå {rows or 'inget'}"
        )
    return mark + new.encode()


def unconfirmed(raw: bytes) -> bytes:
    """The file's bytes without its confirmations; as they are when it has none or they cannot be told from the rest."""
    try:
        return edited(raw, {}) if KEY.encode() in raw else raw
    except ConfirmError:
        return raw


def _read(text: str) -> Source | None:
    """The text as it is read, but with its characters as they are written, so that places hold."""
    return parse(text.replace("\r\n", "\n").replace("\r", "\n"), "", ("x.md",), [])


def _lines(text: str) -> list[str]:
    """The lines with their own line ends."""
    return [match.group() for match in _LINE.finditer(text) if match.group()]


def _with(lines: list[str], source: Source, wanted: Mapping[str, str]) -> list[str]:
    """The file's lines with the confirmations; what is written in an unusual way may come out wrong."""
    assert isinstance(source.data, dict)
    now = source.data.get(KEY)
    if not isinstance(now, dict) or not now:
        rows = [] if not wanted else [f"{KEY}:", *(f'  {key}: "{value}"' for key, value in wanted.items())]
        return _with_block(lines, source, rows)
    first = source.keys[(KEY,)][0] - 1
    at = {key: (source.keys[(KEY, key)][0] - 1, *source.values[(KEY, key)]) for key in now}
    row, column = source.values[(KEY,)]
    flow = source.lines[row - 1][column - 1] == "{"
    if not wanted:
        del lines[first : max(place[0] for place in at.values()) + 1]
        return lines
    for key, (_, line, start) in at.items():
        if key in wanted and wanted[key] != now[key]:
            written = lines[line - 1]
            lines[line - 1] = written[: start - 1] + _SCALAR.sub(f'"{wanted[key]}"', written[start - 1 :], count=1)
    new = [f'{key}: "{value}"' for key, value in wanted.items() if key not in now]
    if flow:
        brace = lines[row - 1]
        lines[row - 1] = brace[:column] + "".join(f"{entry}, " for entry in new) + brace[column:]
        return lines
    last, end = max(place[0] for place in at.values()), _line_end(lines[first])
    indent = " " * (min(source.keys[(KEY, key)][1] for key in now) - 1)
    lines[last + 1 : last + 1] = [indent + entry + end for entry in new]
    for gone in sorted((at[key][0] for key in now if key not in wanted), reverse=True):
        del lines[gone]
    return lines


def _with_block(lines: list[str], source: Source, rows: list[str]) -> list[str]:
    """The lines with `rows` last in the front matter, in place of a `bekraftat:` that says nothing."""
    closing = source.body_line - 2
    if (KEY,) in source.keys:
        del lines[source.keys[(KEY,)][0] - 1]
        closing -= 1
    lines[closing:closing] = [row + _line_end(lines[closing]) for row in rows]
    return lines


def _line_end(line: str) -> str:
    return line[len(line.rstrip("\r\n")) :] or "\n"
