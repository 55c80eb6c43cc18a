"""Reading files: what is accepted, what is refused, and that every place is exact."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from handbok.diagnostics import Diagnostic
from handbok.source import MAX_BYTES, Source, parse, read_tree
from handbok.source.composer import MAX_DEPTH
from tests.overlay import Handbook


def of(text: str, name: str = "x.yml") -> Source:
    """The source of a text without faults."""
    found: list[Diagnostic] = []
    source = parse(text, name, (name,), found)
    assert found == []
    assert source
    return source


def faults(text: str, name: str = "x.yml") -> list[tuple[int, int, str]]:
    """Line, column and code of what is wrong with a text, which then gives no source."""
    found: list[Diagnostic] = []
    assert parse(text, name, (name,), found) is None
    return [(d.location.line, d.location.column, d.code) for d in found]


def read(_: Handbook) -> tuple[list[str], list[str]]:
    """The paths that were read, and what was found."""
    sources, found = read_tree(Path("content"))
    return [s.path for s in sources], [f"{d.location} {d.code}" for d in found]


# --- Values -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "written",
    ["no", "yes", "on", "off", "true", "1.10", "70,34", "012", "0x1F", "1_000", "1e3", "12:30:45", "2024-02-30", ".inf", "="],
)
def test_a_scalar_stays_as_written(written: str) -> None:
    assert of(f"a: {written}\n").data == {"a": written}


@pytest.mark.parametrize("written", ["", "~", "null", "Null", "NULL"])
def test_nothing_written_is_none(written: str) -> None:
    assert of(f"a: {written}\n").data == {"a": None}


@pytest.mark.parametrize("written", ['""', "''", '"null"', "'~'"])
def test_a_quoted_scalar_is_never_none(written: str) -> None:
    assert of(f"a: {written}\n").data == {"a": written[1:-1]}


def test_tags_and_merge_keys_have_no_power() -> None:
    assert of("a: !!python/object:os.system x\n<<: y\n").data == {"a": "x", "<<": "y"}


def test_an_empty_file_holds_nothing() -> None:
    assert of("").data is None
    assert of("# bara en kommentar\n").data is None


def test_block_scalars_keep_their_text() -> None:
    assert of("a: |\n  rad ett\n  rad två\nb: >-\n  ett\n  två\n").data == {"a": "rad ett\nrad två\n", "b": "ett två"}


# --- Places -----------------------------------------------------------------------------------------------------


def test_keys_and_values_have_exact_places() -> None:
    source = of("# å\nförst: värde\nlista:\n  - {a: 1, ö𝄞: två}\n  - b\nblock: >-\n\n    text\n")
    assert source.keys == {
        ("först",): (2, 1),
        ("lista",): (3, 1),
        ("lista", 0, "a"): (4, 6),
        ("lista", 0, "ö𝄞"): (4, 12),
        ("block",): (6, 1),
    }
    assert source.values == {
        (): (2, 1),
        ("först",): (2, 8),
        ("lista",): (4, 3),
        ("lista", 0): (4, 5),
        ("lista", 0, "a"): (4, 9),
        ("lista", 0, "ö𝄞"): (4, 16),
        ("lista", 1): (5, 5),
        ("block",): (8, 5),
    }


def test_places_in_front_matter_count_from_the_top_of_the_file() -> None:
    source = of("---\ntitel: Å\nrad: [a,\n  b]\n---\nText\n\n## Rubrik\n", "x.md")
    assert (source.at(("titel",)).line, source.at(("titel",)).column) == (2, 8)
    assert (source.at(("rad", 1)).line, source.at(("rad", 1)).column) == (4, 3)
    assert (source.body, source.body_line) == ("Text\n\n## Rubrik\n", 6)


def test_something_missing_is_at_its_nearest_parent() -> None:
    source = of("a:\n  b:\n    c: 1\n")
    assert str(source.at(("a", "b", "x", 0))) == "x.yml:3:5"
    assert str(source.at(("x",))) == "x.yml:1:1"
    assert str(source.at(("a", "b"), key=True)) == "x.yml:2:3"


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("a: ett två HÄR fyra\n", (1, 12)),
        ('a: "ett två HÄR fyra"\n', (1, 13)),
        ("a: 'it''s två HÄR fyra'\n", (1, 15)),
        ('a: "\\"ett\\" \\u00e5 \\\\ HÄR"\n', (1, 23)),
        ('a: "rad\\n\\n HÄR"\n', (1, 13)),
        ('a: "rad\\\n  två HÄR"\n', (2, 7)),
        ("a: ett\n  två\n\n  tre HÄR\n", (4, 7)),
        ("a: |\n  ett\n\n  två HÄR\n", (4, 7)),
        ("a: >-\n\n  ett\n  två\n\n    tre HÄR\n", (6, 9)),
        ("- b: c\n  a: >\n    å ä ö\n    𝄞 HÄR\n", (4, 7)),
    ],
)
def test_an_offset_in_a_text_is_found_in_the_file(written: str, place: tuple[int, int]) -> None:
    source = of(written)
    loc = next(loc for loc in source.values if loc and loc[-1] == "a")
    data = source.data[0] if isinstance(source.data, list) else source.data
    assert isinstance(data, dict)
    text = str(data["a"]).strip()
    spot = source.places_in(loc, text)(text.index("HÄR"))
    assert (spot.line, spot.column) == place


# --- Faults -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "place", "part"),
    [
        ("a: b: c\n", (1, 5), "kolon mitt i värdet"),
        ("a:b\nc: d\n", (2, 2), "den ovanför"),
        ('a: x\nb: "inte slut\nc: d\n', (2, 4), "avslutas aldrig"),
        ("a: [x\nb: c\n", (1, 4), "avslutas aldrig"),
        ("a:\n\tb: c\n", (2, 1), "tabbtecken"),
        ("a: @x\n", (1, 4), "det här tecknet"),
        ('a: "Stöd" i tid\n', (1, 11), "citattecken"),
        ("- a\nb: c\n", (2, 1), "bindestreck"),
        ("a: - b\n", (1, 4), "egen rad"),
        ("a: |text\n", (1, 5), "nästa rad"),
        ('a: "C:\\övrigt"\n', (1, 7), "omvänt snedstreck"),
        ("a: b\n---\nc: d\n", (2, 1), "mer än ett"),
        ("? [a]\n: b\n", (1, 3), "enkelt ord"),
    ],
)
def test_a_syntax_fault_is_explained_where_it_stands(text: str, place: tuple[int, int], part: str) -> None:
    found: list[Diagnostic] = []
    assert parse(text, "x.yml", ("x.yml",), found) is None
    assert [(d.location.line, d.location.column, d.code) for d in found] == [(*place, "trasig-yaml")]
    assert part in found[0].message


@pytest.mark.parametrize("value", ["*kursiv* text", "**fet** text", "&namn text", "*namn", "& co"])
def test_an_alias_is_refused_even_when_markdown_was_meant(value: str) -> None:
    assert faults(f"a: x\nb: {value}\n") == [(2, 4, "yaml-alias")]


def test_every_duplicate_key_is_reported_with_the_line_of_the_first() -> None:
    found: list[Diagnostic] = []
    parse("a: 1\nb:\n  c: 2\n  c: 3\na: 4\n", "x.yml", ("x.yml",), found)
    assert [(str(d.location), d.message) for d in found] == [
        ("x.yml:4:3", 'nyckeln "c" står redan på rad 3'),
        ("x.yml:5:1", 'nyckeln "a" står redan på rad 1'),
    ]


def test_a_bomb_of_aliases_costs_nothing() -> None:
    bomb = "a: &a [x, x]\n" + "".join(
        f"{c}: &{c} [{', '.join(['*' + p] * 9)}]\n" for p, c in zip("abcdefgh", "bcdefghi", strict=True)
    )
    assert faults(bomb) == [(1, 4, "yaml-alias")]


@pytest.mark.parametrize("opening", ["[", "{a: ", "- "])
def test_deep_nesting_is_refused(opening: str) -> None:
    assert [code for _, _, code in faults(opening * 100_000)] == ["for-djup"]


def test_twenty_levels_are_allowed() -> None:
    assert of("[" * MAX_DEPTH + "]" * MAX_DEPTH).data
    assert faults("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1)) == [(1, MAX_DEPTH + 1, "for-djup")]


@pytest.mark.parametrize("escape", ["\\0", "\\e[31m", "\\u202e", "\\x9b", "\\L"])
def test_a_control_character_cannot_be_escaped_into_a_text(escape: str) -> None:
    assert faults(f'a: "x {escape}"\n') == [(1, 4, "styrtecken")]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", 1),
        ("Text utan metadata\n", 1),
        ("\n---\ntitel: x\n---\n", 1),
        ("---\ntitel: x\nText\n", 1),
        ("--- \ntitel: x\n----\n", 1),
    ],
)
def test_front_matter_must_be_whole(text: str, line: int) -> None:
    assert faults(text, "x.md") == [(line, 1, "trasig-metadata")]


def test_a_rule_in_the_body_does_not_end_the_front_matter_again() -> None:
    source = of("---\ntitel: x\n---\nText\n\n---\n\nMer\n", "x.md")
    assert source.body == "Text\n\n---\n\nMer\n"


def test_a_fault_in_front_matter_has_its_line_in_the_file() -> None:
    assert faults("---\ntitel: x\nordning: y: z\n---\n", "x.md") == [(3, 11, "trasig-yaml")]


# --- Files ------------------------------------------------------------------------------------------------------


def test_line_ends_and_bom_do_not_matter(empty: Handbook) -> None:
    empty.write("a.md", b"\xef\xbb\xbf---\r\ntitel: \xc3\xa5\r\n---\r\nText\r\n\r\n## R\r\n")
    empty.write("b.md", b"---\rtitel: x\r---\rText\r")
    sources, found = read_tree(Path("content"))
    assert found == []
    assert [(s.data, s.body) for s in sources] == [({"titel": "å"}, "Text\n\n## R\n"), ({"titel": "x"}, "Text\n")]


def test_letters_are_composed(empty: Handbook) -> None:
    empty.write("a.yml", "namn: A\u030a\n")
    assert read_tree(Path("content"))[0][0].data == {"namn": "Å"}


@pytest.mark.parametrize(
    ("raw", "place"),
    [
        (b"a: \xe5\n", "1:4"),
        (b"\xef\xbb\xbfa: \xc3\xa5\xe5\n", "1:5"),
        (b"a: b\r\nc: \xc3\xa5\xff\n", "2:5"),
        ("a: å\n".encode("utf-16"), "1:1"),
        (b"a: \xed\xa0\x80\n", "1:4"),
    ],
)
def test_the_first_character_that_is_not_utf8_is_pointed_out(empty: Handbook, raw: bytes, place: str) -> None:
    empty.write("a.yml", raw)
    assert read(empty) == ([], [f"content/a.yml:{place} inte-utf8"])


@pytest.mark.parametrize("character", ["\0", "\x1b", "\x85", "\u2028", "\u202e", "\u2066", "\x7f", "\x0c"])
def test_control_characters_are_refused(empty: Handbook, character: str) -> None:
    empty.write("a.yml", f"a: b\nå: c{character}\n")
    assert read(empty) == ([], ["content/a.yml:2:5 styrtecken"])


def test_tab_is_allowed_inside_a_text(empty: Handbook) -> None:
    empty.write("a.yml", "a: b\tc\n")
    assert read(empty) == (["content/a.yml"], [])


def test_a_file_of_the_largest_size_is_read(empty: Handbook) -> None:
    empty.write("a.yml", "#" * MAX_BYTES)
    empty.write("b.yml", "#" * (MAX_BYTES + 1))
    assert read(empty) == (["content/a.yml"], ["content/b.yml:1:1 for-stor-fil"])


def test_every_fault_of_every_file_is_found_in_one_run(empty: Handbook) -> None:
    empty.write("a.yml", "a: b: c\n")
    empty.write("b/c.md", "utan metadata\n")
    empty.write("b/d.yml", b"\xff")
    empty.write("e.yml", "namn: x\n")
    paths, found = read(empty)
    assert paths == ["content/e.yml"]
    assert sorted(found) == [
        "content/a.yml:1:5 trasig-yaml",
        "content/b/c.md:1:1 trasig-metadata",
        "content/b/d.yml:1:1 inte-utf8",
    ]


def test_links_are_never_followed(empty: Handbook) -> None:
    outside = empty.root / "hemligt"
    outside.mkdir()
    (outside / "x.yml").write_text("a: b\n")
    (empty.content / "mapp").symlink_to(outside)
    (empty.content / "fil.yml").symlink_to(outside / "x.yml")
    (empty.content / "trasig.yml").symlink_to(empty.root / "finns-inte")
    (empty.content / "runt").symlink_to(empty.content)
    assert read(empty) == ([], [f"content/{name}:1:1 symbolisk-lank" for name in ("fil.yml", "mapp", "runt", "trasig.yml")])


def test_paths_are_shown_as_given_even_when_the_root_is_a_link(empty: Handbook) -> None:
    empty.write("a.yml", "a: b: c\n")
    (empty.root / "genvag").symlink_to(empty.content)
    (empty.content / "b").symlink_to(empty.content / "a.yml")
    _, found = read_tree(Path("genvag"), "genvag")
    assert [str(d.location) for d in found] == ["genvag/a.yml:1:5", "genvag/b:1:1"]


def test_hidden_files_are_not_content(empty: Handbook) -> None:
    empty.write(".git/config", "x")
    empty.write(".DS_Store", b"\xff")
    empty.write("a/.hemlig.yml", "a: b: c")
    assert read(empty) == ([], [])


@pytest.mark.parametrize(
    ("name", "shown"),
    [(b"a\nb.yml", "a?b.yml"), (b"a\x1b[31m.yml", "a?[31m.yml"), (b"\xe5.yml", "?.yml"), ("a\u202eb.yml".encode(), "a?b.yml")],
)
def test_a_name_that_cannot_be_printed_is_refused_and_never_printed(empty: Handbook, name: bytes, shown: str) -> None:
    with open(os.path.join(os.fsencode(empty.content), name), "wb") as file:  # noqa: PTH118, PTH123 - a name of bytes
        file.write(b"a: b\n")
    assert read(empty) == ([], [f"content/{shown}:1:1 ogiltigt-namn"])


@pytest.mark.parametrize("name", ["a..b.yml", "..a.yml", "a b.yml", "å.yml", "A.YML", "...", "-rf", "%2e%2e.yml", "a'b\".md2"])
def test_odd_names_do_no_harm(empty: Handbook, name: str) -> None:
    empty.write(name, "a: b\n")
    paths, found = read(empty)
    assert found == []
    assert paths == ([] if name.startswith(".") else [f"content/{name}"])


def test_what_is_not_a_file_is_refused(empty: Handbook) -> None:
    os.mkfifo(empty.content / "ror.yml")
    assert read(empty) == ([], ["content/ror.yml:1:1 olasbar-fil"])


def test_a_file_that_may_not_be_read_is_reported(empty: Handbook, monkeypatch: pytest.MonkeyPatch) -> None:
    """Root may read everything, so the refusal is played at the edge."""
    empty.write("a.yml", "a: b\n")

    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert read(empty) == ([], ["content/a.yml:1:1 olasbar-fil"])


def test_a_folder_that_may_not_be_read_is_reported(empty: Handbook, monkeypatch: pytest.MonkeyPatch) -> None:
    empty.write("a/b.yml", "a: b\n")
    scandir = os.scandir

    def refuse(path: Path) -> object:
        if Path(path).name == "a":
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert read(empty) == ([], ["content/a:1:1 olasbar-fil"])


def test_a_file_that_vanishes_while_read_is_reported(empty: Handbook, monkeypatch: pytest.MonkeyPatch) -> None:
    path = empty.write("a.yml", "a: b\n")
    stat = Path.stat

    def vanish(self: Path, *, follow_symlinks: bool = True) -> os.stat_result:
        path.unlink(missing_ok=True)
        return stat(self, follow_symlinks=follow_symlinks)

    monkeypatch.setattr(Path, "stat", vanish)
    assert read(empty) == ([], ["content/a.yml:1:1 olasbar-fil"])


def test_folders_in_folders_without_end_are_refused(empty: Handbook) -> None:
    folder = empty.content
    for _ in range(900):
        folder = folder / "a"
    folder.mkdir(parents=True)
    assert read(empty) == ([], [f"content{'/a' * (MAX_DEPTH + 1)}:1:1 for-djup"])


def test_another_ending_is_read_as_nothing(empty: Handbook) -> None:
    empty.write("a.txt", "a: b: c\n")
    source = read_tree(Path("content"))[0][0]
    assert (source.data, source.body) == (None, "")
