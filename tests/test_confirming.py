"""Confirmations are written into a file so that nothing else in it changes, and the file is never half written."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbok.confirming import ConfirmError, confirm, edited, unconfirmed
from handbok.source import parse
from tests.overlay import ROOT

PLAIN = b"---\ntitel: Om\n# en kommentar\nprocess: p\n---\n## Varf\xc3\xb6r\n\nText.\n"
BOTH = {"process:p": "a" * 12, "mal:m": "b" * 12}
FILES = sorted([*(ROOT / "content/rutiner").glob("*.md"), *(ROOT / "content").glob("*/2025/**/*mal/*.md")])


def data(raw: bytes) -> object:
    source = parse(raw.decode("utf-8-sig").replace("\r\n", "\n"), "x.md", ("x.md",), [])
    assert source
    return source.data


def test_the_first_confirmations_stand_last_in_the_front_matter() -> None:
    rows = b'bekraftat:\n  process:p: "aaaaaaaaaaaa"\n  mal:m: "bbbbbbbbbbbb"\n'
    assert edited(PLAIN, BOTH) == PLAIN.replace(b"process: p\n", b"process: p\n" + rows)


@pytest.mark.parametrize("name", FILES, ids=lambda path: path.stem)
def test_in_all_real_content_a_round_gives_the_same_bytes_back(name: Path) -> None:
    raw = unconfirmed(name.read_bytes())
    there = edited(raw, BOTH)
    assert there.count(b"\n") == raw.count(b"\n") + 3
    assert edited(there, BOTH) == there
    assert unconfirmed(there) == raw


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_line_ends_and_byte_order_mark_stay(mark: bytes, end: bytes) -> None:
    raw = mark + PLAIN.replace(b"\n", end)
    there = edited(raw, BOTH)
    assert there.replace(end, b"") == mark + edited(PLAIN, BOTH).replace(b"\n", b"")
    assert unconfirmed(there) == raw


def test_letters_that_are_written_in_two_parts_stay_so() -> None:
    raw = PLAIN.replace(b"Om", "Räkna a\u0308 och å".encode()).replace(b"\xc3\xb6", b"o\xcc\x88")
    assert unconfirmed(edited(raw, BOTH)) == raw


def test_a_changed_one_keeps_its_comment_and_its_neighbours() -> None:
    kept = b'    # en rad\n    process:p: "aaaaaaaaaaaa"\ntitel: Om\n---\n'
    old = b"---\nbekraftat: # av gruppen\n    mal:m: 'old'   # maj\n" + kept
    assert edited(old, BOTH) == old.replace(b"'old'", b'"bbbbbbbbbbbb"')


def test_one_is_added_after_the_others_with_their_indent() -> None:
    old = b'---\nbekraftat:\n    mal:m: "bbbbbbbbbbbb"\ntitel: Om\n---\n'
    assert edited(old, BOTH) == old.replace(b"titel", b'    process:p: "aaaaaaaaaaaa"\ntitel')


def test_one_that_is_not_wanted_goes() -> None:
    old = b'---\nbekraftat:\n  mal:borta: "c"\n  mal:m: "bbbbbbbbbbbb"\n  process:p: "aaaaaaaaaaaa"\ntitel: Om\n---\n'
    assert edited(old, BOTH) == old.replace(b'  mal:borta: "c"\n', b"")
    assert edited(old, {}) == b"---\ntitel: Om\n---\n"


@pytest.mark.parametrize("written", [b"{mal:m: gammal}", b'{ "mal:m": "bbbbbbbbbbbb" }  # kort', b"{}"])
def test_a_mapping_on_one_line(written: bytes) -> None:
    old = b"---\nbekraftat: " + written + b"\ntitel: Om\n---\n"
    assert data(edited(old, BOTH)) == {"bekraftat": BOTH, "titel": "Om"}


@pytest.mark.parametrize(
    "front",
    [
        b"{titel: Om, process: p}",
        b"titel: Om\nbekraftat:\n  ? mal:m\n  : >-\n    gammal\n",
        b"titel: Om\nbekraftat: {\n mal:n: x}",
    ],
)
def test_what_is_written_in_an_unusual_way_is_left_to_a_hand(tmp_path: Path, front: bytes) -> None:
    path = tmp_path / "om.md"
    path.write_bytes(b"---\n" + front + b"\n---\n")
    old = path.read_bytes()
    with pytest.raises(ConfirmError, match=r'om\.md .*för hand.* mal:m: "bbbbbbbbbbbb"'):
        confirm(path, BOTH)
    assert path.read_bytes() == old


@pytest.mark.parametrize("raw", [b"ingen metadata", b"---\ntitel: \xe5\n---\n", b"---\ntitel: [\n---\n", b"---\n- a\n---\n"])
def test_a_file_that_cannot_be_read_is_refused(raw: bytes) -> None:
    with pytest.raises(ConfirmError):
        edited(raw, BOTH)
    assert unconfirmed(raw + b"bekraftat") == raw + b"bekraftat"


VALUE = st.text("abcåäö #:'\"-", max_size=12).map(lambda text: "'" + text.replace("'", "''") + "'")
KEYS = st.sampled_from(["mal:m", "process:p", "mal:annat", "mal:till-sist"])
BLOCK = st.dictionaries(KEYS, VALUE, max_size=4)
COMMENT = st.sampled_from(["", "  # en kommentar", " # 'citat' och { klammer"])


@given(
    BLOCK, COMMENT, st.integers(1, 6), st.booleans(), st.sampled_from(["\n", "\r\n"]), st.dictionaries(KEYS, st.just("a" * 12))
)
def test_whatever_is_confirmed_before_just_the_wanted_is_after(
    before: dict[str, str], comment: str, indent: int, first: bool, end: str, wanted: dict[str, str]
) -> None:
    rows = [f"bekraftat:{comment}", *(f"{' ' * indent}{key}: {value}{comment}" for key, value in before.items())]
    other = ["titel: 'Om: nu' # kvar", "# kvar", "steg:", "  - {id: a, titel: b}"]
    rows = [] if not before else rows
    text = end.join(["---", *(rows + other if first else other + rows), "---", "## bekraftat", "mal:m: x", ""])
    after = edited(text.encode(), wanted)
    expected = data(text.encode())
    assert isinstance(expected, dict)
    expected.pop("bekraftat", None)
    assert data(after) == expected | ({"bekraftat": wanted} if wanted else {})
    kept = [line for line in text.split(end) if line not in rows]
    assert [line for line in after.decode().split(end) if line in kept] == kept
    assert edited(after, wanted) == after


def test_the_rights_of_the_file_stay(tmp_path: Path) -> None:
    path = tmp_path / "om.md"
    path.write_bytes(PLAIN)
    path.chmod(0o640)
    confirm(path, BOTH)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert [p.name for p in tmp_path.iterdir()] == ["om.md"]


@pytest.mark.parametrize("number", [28, 30, 5])
def test_a_full_or_closed_disk_leaves_the_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    path = tmp_path / "om.md"
    path.write_bytes(PLAIN)

    def refuse(_: int) -> None:
        raise OSError(number, "nej")

    monkeypatch.setattr("os.fsync", refuse)
    with pytest.raises(ConfirmError, match="det gick inte att skriva"):
        confirm(path, BOTH)
    assert path.read_bytes() == PLAIN
    assert [p.name for p in tmp_path.iterdir()] == ["om.md"]


def test_a_leftover_of_a_killed_run_is_no_hindrance(tmp_path: Path) -> None:
    path = tmp_path / "om.md"
    path.write_bytes(PLAIN)
    (tmp_path / ".om.md.pagar").write_bytes(b"half")
    confirm(path, BOTH)
    assert path.read_bytes() == edited(PLAIN, BOTH)
