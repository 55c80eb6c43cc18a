"""The register: what it says, what is wrong with it and where, and how it grows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handbok.archive.errors import ArchiveError
from handbok.archive.growing import append, plain, with_line
from handbok.archive.register import Register, Sealing, current, read_register, register_in

SEALING = Sealing(2023, 1, "2023-1", "0" * 128, date(2024, 3, 1), "a" * 40, "Exempelstad", ("Norr", "Söder"))
LINE = with_line(b"# Register\n", SEALING, "arkiv.yml").decode()


def faults(text: str) -> list[str]:
    return [
        f"{d.location.line}:{d.location.column} {d.code} {d.message}"
        for d in register_in(text.encode(), "arkiv.yml").diagnostics
    ]


def test_no_file_is_an_empty_register(tmp_path: Path) -> None:
    assert read_register(tmp_path / "arkiv.yml").sealings == ()


def test_an_unreadable_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "arkiv.yml").mkdir()
    with pytest.raises(ArchiveError, match=r"det gick inte att läsa .*arkiv\.yml: en mapp ligger där en fil ska vara"):
        read_register(tmp_path / "arkiv.yml")


@pytest.mark.parametrize("text", ["", "# bara en kommentar\n", "---\n"])
def test_nothing_sealed_yet(text: str) -> None:
    assert register_in(text.encode(), "arkiv.yml") == Register()


def test_a_line_says_what_was_sealed() -> None:
    assert register_in(LINE.encode(), "arkiv.yml").sealings == (SEALING,)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("ar: 2023", "ar: 203", '2:7 fel-typ "ar" ska vara ett årtal'),
        ("nummer: 1", "nummer: ett", '3:11 fel-typ "nummer" ska vara ett heltal från 1'),
        ("nummer: 1", "nummer: 2", "3:11 lucka-i-arkivet 2023 har nummer 2, men nummer 1 finns inte före det"),
        ("2023-1", "2023-2", '4:10 fel-forsegling paketet heter 2023-1, inte "2023-2"'),
        ("2023-1", "../2023-1", '4:10 fel-forsegling paketet heter 2023-1, inte "../2023-1"'),
        ("'0", "'G", '5:18 fel-typ "kontrollsumma" ska vara 128 tecken ur 0–9 och a–f'),
        ("2024-03-01", "2024-02-30", '6:14 fel-datum "2024-02-30" är inte ett datum'),
        ("2024-03-01", "1 mars", '6:14 fel-typ "forseglad" ska vara ett datum, ÅÅÅÅ-MM-DD'),
        ("'aaaa", "'", '7:11 fel-typ "commit" ska vara gits id, 40 tecken ur 0–9 och a–f'),
        ("'Exempelstad'", "''", '8:17 fel-typ "organisation" ska vara en text på en rad'),
        ("enheter:\n    - 'Norr'\n    - 'Söder'", "enheter: []", '9:12 fel-typ "enheter" ska vara en lista av texter'),
        ("enheter:\n    - 'Norr'\n    - 'Söder'", "enheter: Norr", '9:12 fel-typ "enheter" ska vara en lista av texter'),
        ("organisation:", "organisatoin:", '2:3 saknad-nyckel nyckeln "organisation" saknas'),
        ("  commit: ", "  anledning: 'x'\n  commit: ", "7:14 fel-forsegling den första har ingen anledning"),
        ("- ar: 2023\n", "- 2023\n- ar: 2023\n", "2:3 fel-typ raden ska ha nycklar med värden"),
        ("- ar", "x: 1\n- ar", None),
    ],
)
def test_faults_have_a_place(old: str, new: str, fault: str | None) -> None:
    assert LINE.count(old) >= 1
    found = faults(LINE.replace(old, new, 1))
    assert found
    assert fault is None or fault in found


def test_an_unknown_key_is_named_with_its_neighbour() -> None:
    found = register_in(LINE.replace("organisation:", "organisatoin:").encode(), "arkiv.yml").diagnostics
    assert [(d.code, d.remedy) for d in found][1] == ("okand-nyckel", 'menas "organisation"?')


def test_a_line_twice_and_a_missing_line() -> None:
    assert faults(LINE + LINE.removeprefix("# Register\n"))[0].endswith("dubbel-forsegling 2023-1 står redan i registret")
    second = with_line(LINE.encode(), replace(SEALING, nummer=2, paket="2023-2", anledning="Fel"), "arkiv.yml").decode()
    alone = "# Register\n" + second.removeprefix(LINE)
    assert faults(alone) == ["3:11 lucka-i-arkivet 2023 har nummer 2, men nummer 1 finns inte före det"]


def test_a_new_sealing_needs_a_reason() -> None:
    second = with_line(LINE.encode(), replace(SEALING, nummer=2, paket="2023-2", anledning="Fel"), "arkiv.yml").decode()
    assert faults(second.replace("  anledning: 'Fel'\n", ""))[0].endswith("en ny försegling av samma år behöver en anledning")


@pytest.mark.parametrize(
    ("raw", "code"), [(b"- ar: \xff", "inte-utf8"), (b"- ar: \x01", "styrtecken"), (b"- ar: [", "trasig-yaml")]
)
def test_what_is_not_text_or_yaml(raw: bytes, code: str) -> None:
    assert [d.code for d in register_in(raw, "arkiv.yml").diagnostics] == [code]


def test_the_newest_sealing_counts() -> None:
    second = replace(SEALING, nummer=2, paket="2023-2", anledning="Fel")
    assert current([second, SEALING, replace(SEALING, ar=2022, paket="2022-1")])[2023] == second


@pytest.mark.parametrize(
    "old",
    [
        b"",
        b"# Egen kommentar, utan radslut",
        b"\xef\xbb\xbf# med BOM\r\n\r\n",
        b"# CRLF\r\n" + LINE.split("\n", 1)[1].replace("2023", "2021").replace("\n", "\r\n").encode(),
        b"  # indrag\n" + "".join(f"  {r}\n" for r in LINE.replace("2023", "2021").split("\n")[1:-1]).encode() + b"  # sist\n",
        LINE.replace("2023", "2021").rstrip("\n").encode(),
        "# e\u0301 skrivet med två tecken\n".encode(),
    ],
)
def test_what_stands_before_is_kept_byte_for_byte(tmp_path: Path, old: bytes) -> None:
    path = tmp_path / "content" / "arkiv.yml"
    path.parent.mkdir()
    path.write_bytes(old)
    path.chmod(0o640)
    append(path, SEALING)
    new = path.read_bytes()
    assert new.startswith(old)
    assert read_register(path).sealings[-1] == SEALING
    assert (b"\r\n" in new) == (b"\r\n" in old)
    assert path.stat().st_mode & 0o777 == 0o640
    assert [p.name for p in path.parent.iterdir()] == ["arkiv.yml"]


@pytest.mark.parametrize("old", ["[]\n", "{}\n", "# x\n...\n- 1\n", "- ar: 2023\n", LINE])
def test_a_register_that_cannot_take_the_line_is_left_alone(tmp_path: Path, old: str) -> None:
    path = tmp_path / "arkiv.yml"
    path.write_text(old, encoding="utf-8")
    with pytest.raises(ArchiveError):
        append(path, SEALING)
    assert path.read_text(encoding="utf-8") == old


def test_a_leftover_of_a_killed_run_is_no_hindrance(tmp_path: Path) -> None:
    path = tmp_path / "arkiv.yml"
    (tmp_path / ".arkiv.yml.pagar").write_text("halv", encoding="utf-8")
    append(path, SEALING)
    assert [p.name for p in tmp_path.iterdir()] == ["arkiv.yml"]


TEXT = st.text(min_size=1, max_size=40).map(plain).filter(bool)


@settings(max_examples=200, deadline=None)
@given(TEXT, st.lists(TEXT, min_size=1, max_size=3), TEXT)
def test_any_text_comes_back(organisation: str, units: list[str], reason: str) -> None:
    first = replace(SEALING, organisation=organisation, enheter=tuple(units))
    second = replace(first, nummer=2, paket="2023-2", anledning=reason)
    raw = with_line(with_line(b"", first, "arkiv.yml"), second, "arkiv.yml")
    assert register_in(raw, "arkiv.yml").sealings == (first, second)
