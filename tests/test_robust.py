"""Nothing that can stand in a content file makes the generator fail: it gives diagnostics, in bounded time."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handbok.catalog.load import load
from handbok.diagnostics import Diagnostic, Severity, has_fault, in_order
from handbok.diagnostics.render import RENDERERS
from handbok.editions import Edition
from handbok.export import export
from handbok.pages.render import render as render_pages
from handbok.rules import check
from handbok.source import read_tree
from tests.guard import that_ends
from tests.overlay import EXEMPELSTAD, Handbook

NAMES = sorted(p.relative_to(EXEMPELSTAD).as_posix() for p in EXEMPELSTAD.rglob("*") if p.is_file())
QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
CODE = re.compile(r"[a-z0-9-]+")


@functools.cache
def original(name: str) -> str:
    """The text of a file of exempelstad."""
    return (EXEMPELSTAD / name).read_text(encoding="utf-8")


def examine(root: Path) -> tuple[Diagnostic, ...]:
    """All that is found below `root`, written in every form; fails when it does not end.

    Content without a fault is also taken the rest of the way, to the newest edition's pages and open data.
    """
    with that_ends():
        loaded = load(*read_tree(root, "content"))
        found = in_order((*loaded.diagnostics, *(check(loaded.catalog) if loaded.catalog else ())))
        for render in RENDERERS.values():
            render(found).encode()
    if loaded.catalog and not has_fault(found):
        for year in loaded.catalog.years[-1:]:
            edition = Edition(loaded.catalog, year)
            render_pages(edition)
            export(edition)
    return found


@contextmanager
def changed(handbook: Handbook, name: str, content: str | bytes) -> Iterator[None]:
    """The handbook with other content in one file, for as long as it is looked at."""
    handbook.write(name, content)
    try:
        yield
    finally:
        handbook.write(name, original(name))


def examine_with(handbook: Handbook, name: str, content: str | bytes) -> tuple[Diagnostic, ...]:
    """What is found when that file has that content; every place lies in a file, on a line that it has."""
    with changed(handbook, name, content):
        found = examine(handbook.content)
        raw = content if isinstance(content, bytes) else content.encode()
        lines = raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n").count(b"\n") + 1
        for d in found:
            assert d.location.line >= 1
            assert d.location.column >= 1
            assert "\n" not in d.message + d.remedy
            if d.location.path == f"content/{name}":
                assert d.location.line <= lines
    return found


@pytest.fixture(scope="module")
def handbook(tmp_path_factory: pytest.TempPathFactory) -> Handbook:
    """One copy of exempelstad for a whole run of examples; each example puts back what it changed."""
    root = tmp_path_factory.mktemp("robust")
    copy = Handbook(root)
    for name in NAMES:
        copy.write(name, original(name))
    return copy


# Text as an editor could come to write it: the signs that mean something in YAML and Markdown, and anything else.
SIGNS = st.sampled_from(
    [
        *[
            "---\n",
            "---",
            "\n",
            "\n\n",
            "  ",
            "\t",
            ": ",
            ":",
            "- ",
            "? ",
            "[",
            "]",
            "{",
            "}",
            ",",
            "#",
            " #",
            "|\n",
            ">-\n",
            "&a ",
            "*a",
        ],
        *[
            "'",
            '"',
            "\\",
            "!",
            "%",
            "@",
            "`",
            "```\n",
            "~~~",
            "<",
            ">",
            "[[",
            "]]",
            "|",
            "# ",
            "## ",
            "######## ",
            "===",
            "a: b\n",
        ],
        *[
            "titel: x\n",
            "id: x\n",
            "mal: x\n",
            "null",
            "~",
            "é",
            "å",
            "𝄞",
            "\u00a0",
            "\ufeff",
            "\u200b",
            "0",
            "2024-02-30",
            "1e999",
        ],
        *[
            "[[rutin:sip]]",
            "](javascript:",
            "<b>",
            "![",
            "...\n",
            "%YAML 1.1\n",
            "!!map ",
            "<<: *a\n",
            "\r",
            "\r\n",
            "\x00",
            "\u2028",
        ],
    ]
)
WILD = st.one_of(
    st.text(), st.lists(SIGNS, max_size=40).map("".join), st.lists(st.one_of(SIGNS, st.text(max_size=4))).map("".join)
)


@QUICK
@given(name=st.sampled_from(NAMES), text=WILD)
def test_any_text_in_any_file(handbook: Handbook, name: str, text: str) -> None:
    examine_with(handbook, name, text.encode("utf-8", "surrogatepass"))


@QUICK
@given(name=st.sampled_from(NAMES), raw=st.binary())
def test_any_bytes_in_any_file(handbook: Handbook, name: str, raw: bytes) -> None:
    examine_with(handbook, name, raw)


@QUICK
@given(name=st.sampled_from([n for n in NAMES if n.endswith(".md")]), text=WILD)
def test_any_text_under_good_front_matter(handbook: Handbook, name: str, text: str) -> None:
    front = original(name).split("---\n")[1]
    examine_with(handbook, name, f"---\n{front}---\n{text}".encode("utf-8", "surrogatepass"))


@QUICK
@given(name=st.sampled_from(NAMES), data=st.data())
def test_any_text_in_the_middle_of_any_file(handbook: Handbook, name: str, data: st.DataObject) -> None:
    text = original(name)
    at = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(at, min(len(text), at + 30)))
    examine_with(handbook, name, (text[:at] + data.draw(WILD) + text[end:]).encode("utf-8", "surrogatepass"))


# --- Structured changes: what an editor does wrong ---------------------------------------------------------------


def keyed(name: str) -> list[int]:
    """The numbers of a file's lines that begin with a key."""
    return [i for i, line in enumerate(original(name).split("\n")) if re.match(r"\s*(- )?\w+:", line)]


@QUICK
@given(name=st.sampled_from([n for n in NAMES if keyed(n)]), data=st.data())
def test_a_deleted_line(handbook: Handbook, name: str, data: st.DataObject) -> None:
    lines = original(name).split("\n")
    del lines[data.draw(st.sampled_from(keyed(name)))]
    examine_with(handbook, name, "\n".join(lines))


@QUICK
@given(name=st.sampled_from([n for n in NAMES if keyed(n)]), data=st.data())
def test_a_line_given_twice(handbook: Handbook, name: str, data: st.DataObject) -> None:
    """A key may not stand twice; only where each row of a list begins anew is it another thing."""
    lines = original(name).split("\n")
    number = data.draw(st.sampled_from(keyed(name)))
    found = examine_with(handbook, name, "\n".join([*lines[: number + 1], *lines[number:]]))
    if not lines[number].lstrip().startswith("- "):
        assert any(d.location.path == f"content/{name}" and d.severity is Severity.FAULT for d in found)


@QUICK
@given(
    name=st.sampled_from([n for n in NAMES if keyed(n)]), data=st.data(), indent=st.sampled_from([" ", "  ", "\t", "      "])
)
def test_a_wrong_indent(handbook: Handbook, name: str, data: st.DataObject, indent: str) -> None:
    lines = original(name).split("\n")
    number = data.draw(st.sampled_from(keyed(name)))
    lines[number] = indent + lines[number]
    examine_with(handbook, name, "\n".join(lines))


VALUES = st.sampled_from(
    [
        "",
        "~",
        "[]",
        "{}",
        "[[]]",
        "[~]",
        "{a: b}",
        "[a, b]",
        "- a",
        "x",
        "0",
        "-1",
        "1e999",
        "9" * 400,
        "2024-13-45",
        '""',
        '" "',
        "ja",
        "ÅÄÖ",
    ]
)


@QUICK
@given(name=st.sampled_from([n for n in NAMES if keyed(n)]), data=st.data(), value=VALUES)
def test_a_value_of_another_type(handbook: Handbook, name: str, data: st.DataObject, value: str) -> None:
    lines = original(name).split("\n")
    number = data.draw(st.sampled_from(keyed(name)))
    lines[number] = f"{lines[number].partition(':')[0]}: {value}"
    examine_with(handbook, name, "\n".join(lines))


@QUICK
@given(name=st.sampled_from([n for n in NAMES if keyed(n)]), data=st.data())
def test_a_misspelt_key_is_always_found(handbook: Handbook, name: str, data: st.DataObject) -> None:
    """Unless the key is a free one (an id of a period), it is unknown or, for a required one, also missed."""
    lines = original(name).split("\n")
    front_ends = lines.index("---", 1) if lines[0] == "---" else len(lines)
    number = data.draw(st.sampled_from([n for n in keyed(name) if n < front_ends]))
    lines[number] = re.sub(r"(\w+):", r"\1q:", lines[number], count=1)
    found = examine_with(handbook, name, "\n".join(lines))
    here = {d.code for d in found if d.location.path == f"content/{name}" and d.location.line == number + 1}
    assert here & {"okand-nyckel", "okand-period"}


@QUICK
@given(gone=st.sets(st.sampled_from(NAMES), min_size=1, max_size=12))
def test_any_files_missing(handbook: Handbook, gone: set[str]) -> None:
    for name in gone:
        handbook.remove(name)
    try:
        examine(handbook.content)
    finally:
        for name in gone:
            handbook.write(name, original(name))


@QUICK
@given(
    name=st.lists(
        st.one_of(
            st.sampled_from(
                ["planer", "styrning", "2024", "rutiner", "hemtjansten", "uppfoljning", "delar", "atagande", "..a", " ", "å"]
            ),
            st.text(st.characters(exclude_characters="/\0", exclude_categories=["Cs"]), min_size=1, max_size=8),
        ),
        min_size=1,
        max_size=6,
    ),
    ending=st.sampled_from([".md", ".yml", ".yaml", ".txt", ""]),
    text=st.sampled_from(["", "---\ntitel: x\n---\n", "- id: x\n", "a: b\n"]),
)
def test_any_name(handbook: Handbook, name: list[str], ending: str, text: str) -> None:
    path = "/".join(name) + ending
    parts = path.split("/")
    if any(part in (".", "..") for part in parts):
        return
    new = [top for top in ("/".join(parts[: n + 1]) for n in range(len(parts))) if not (handbook.content / top).exists()]
    if not new:
        return
    try:
        handbook.write(path, text)
        examine(handbook.content)
    except (FileExistsError, NotADirectoryError):
        pass  # a folder below a file is no name at all
    finally:
        handbook.remove(new[0])


# --- Large and wicked files -------------------------------------------------------------------------------------

N = 50_000
WICKED = {
    "markup": [
        "<a ",
        "[",
        "[[",
        "[[a|",
        "](",
        "`",
        "` ",
        "`a",
        "```\n",
        "~~~\n",
        "#",
        "# ",
        "#\n",
        "-",
        "a\n-",
        "> ",
        "> [",
        "[\\",
        "[a]:\n",
        "![a",
        "{",
        "*",
        "_",
    ],
    "yaml": ["- ", "[", "{", "a: ", "a: 1\n", "- a\n", "? ", "&a ", "*a ", "'", '"', "\n", "#", "%", "!", "|", ">\n", "\\"],
}


@pytest.mark.parametrize("piece", WICKED["markup"])
def test_a_large_text_of_one_piece_takes_bounded_time(handbook: Handbook, piece: str) -> None:
    examine_with(handbook, "sidor/om.md", "---\ntitel: x\n---\n" + piece * (N // len(piece)))


@pytest.mark.parametrize("piece", WICKED["markup"])
def test_a_large_yaml_text_of_one_piece_takes_bounded_time(handbook: Handbook, piece: str) -> None:
    text = (piece * (N // len(piece))).replace("\n", "\n  ")
    examine_with(handbook, "organisation/roller/planerare.yml", f"namn: x\nbeskrivning: |\n  {text}")


@pytest.mark.parametrize("piece", WICKED["yaml"])
def test_a_large_yaml_file_of_one_piece_takes_bounded_time(handbook: Handbook, piece: str) -> None:
    examine_with(handbook, "organisation/roller/planerare.yml", piece * (N // len(piece)))


def test_many_unknown_keys_take_bounded_time(handbook: Handbook) -> None:
    found = examine_with(handbook, "organisation/roller/planerare.yml", "".join(f"nyckel{i}: x\n" for i in range(5_000)))
    assert sum(d.code == "okand-nyckel" for d in found) == 5_000


def test_the_copy_is_whole_after_all_this(handbook: Handbook) -> None:
    assert [d.severity for d in examine(handbook.content)] == [Severity.INFO]
