"""Each way in which a bag can differ from what was sealed: found, told in Swedish, at its file, and nothing else."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date
from io import BufferedReader
from pathlib import Path
from typing import Any

import pytest

from handbok.archive import bag as bag_module
from handbok.archive.listing import info_in, manifest_in
from handbok.archive.names import shown, unfit
from handbok.archive.register import Sealing
from handbok.archive.verify import verify
from tests.archive.small import Archive

PAGE = "data/site/index.html"


def test_nothing_to_report(sealed: Archive) -> None:
    assert sealed.differences() == []


def test_reading_does_not_change_anything(sealed: Archive) -> None:
    before = {p: p.stat().st_mtime_ns for p in sealed.folder.rglob("*")}
    sealed.differences()
    assert {p: p.stat().st_mtime_ns for p in sealed.folder.rglob("*")} == before


def _fifo(bag: Path) -> None:
    os.mkfifo(bag / "data" / "ror")


def _swap(bag: Path) -> None:
    (bag / "data/site/mal/trygg.html").rename(bag / "x")
    (bag / "data/site/mal/trygghet.html").rename(bag / "data/site/mal/trygg.html")
    (bag / "x").rename(bag / "data/site/mal/trygghet.html")


def _rename(bag: Path) -> None:
    (bag / PAGE).rename(bag / "data/site/Index.html")


def _as_folder(bag: Path) -> None:
    (bag / PAGE).unlink()
    (bag / PAGE).mkdir()


def _as_link(bag: Path) -> None:
    (bag / PAGE).rename(bag.parent.parent / "utanfor.html")
    (bag / PAGE).symlink_to(bag.parent.parent / "utanfor.html")


def _data_as_link(bag: Path) -> None:
    (bag / "data").rename(bag.parent.parent / "data")
    (bag / "data").symlink_to(bag.parent.parent / "data")


@pytest.mark.parametrize(
    ("tamper", "expected"),
    [
        (lambda bag: (bag / PAGE).write_bytes(b"x"), [("fil-andrad", PAGE)]),
        (lambda bag: (bag / PAGE).unlink(), [("fil-saknas", PAGE)]),
        (_rename, [("fil-omdopt", PAGE), ("fil-utan-rad", "data/site/Index.html")]),
        (_swap, [("fil-andrad", "data/site/mal/trygg.html"), ("fil-andrad", "data/site/mal/trygghet.html")]),
        (lambda bag: (bag / "data/ny.html").write_bytes(b"x"), [("fil-utan-rad", "data/ny.html")]),
        (lambda bag: (bag / "LASMIG").write_bytes(b"x"), [("fil-utan-rad", "LASMIG")]),
        (lambda bag: (bag / "fetch.txt").write_bytes(b"http://x.se/ 1 data/a\n"), [("fil-utan-rad", "fetch.txt")]),
        (lambda bag: (bag / "manifest-md5.txt").write_bytes(b""), [("fil-utan-rad", "manifest-md5.txt")]),
        (lambda bag: (bag / "data/tom").mkdir(), [("fil-utan-rad", "data/tom")]),
        (lambda bag: (bag / ".dold").mkdir(), [("fil-utan-rad", ".dold")]),
        (lambda bag: (bag / "data/lank").symlink_to("/etc"), [("fel-filtyp", "data/lank")]),
        (_fifo, [("fel-filtyp", "data/ror")]),
        (_as_folder, [("fel-filtyp", PAGE)]),
        (_as_link, [("fel-filtyp", PAGE)]),
        (lambda bag: (bag / "bagit.txt").write_bytes(b""), [("fil-andrad", "bagit.txt")]),
        (lambda bag: (bag / "bag-info.txt").unlink(), [("fil-saknas", "bag-info.txt")]),
        (shutil.rmtree, [("paket-saknas", "")]),
    ],
)  # fmt: skip
def test_found_at_its_file(sealed: Archive, tamper: Callable[[Path], Any], expected: list[tuple[str, str]]) -> None:
    tamper(sealed.folder / "2023-1")
    assert sorted(sealed.kinds()) == sorted((kind, f"2023-1/{file}") for kind, file in expected)


def test_a_folder_that_became_a_link_is_not_entered(sealed: Archive) -> None:
    _data_as_link(sealed.folder / "2023-1")
    kinds = {(d.kind.value, d.file) for d in sealed.differences()}
    assert ("fel-filtyp", "data") in kinds
    assert ("fil-saknas", PAGE) in kinds


def test_a_bag_that_became_a_link(sealed: Archive) -> None:
    (sealed.folder / "2023-1").rename(sealed.root / "flyttat")
    (sealed.folder / "2023-1").symlink_to(sealed.root / "flyttat")
    assert sealed.kinds() == [("fel-filtyp", "2023-1/")]


def test_swapped_contents_are_named(sealed: Archive) -> None:
    _swap(sealed.folder / "2023-1")
    assert "det som data/site/mal/trygghet.html ska ha" in sealed.differences()[0].problem


def test_the_remedy_of_a_missing_bag(sealed: Archive) -> None:
    (sealed.folder / "2023-1").rename(sealed.root / "borta")
    assert f"lägg det som {sealed.folder / '2023-1'}" in sealed.differences()[0].remedy
    (sealed.folder / "undanlagda").mkdir()
    (sealed.root / "borta").rename(sealed.folder / "undanlagda" / "2023-1.1")
    assert "paketet ligger i" in next(d.remedy for d in sealed.differences() if not d.warning)


def test_an_archive_that_is_not_there(sealed: Archive) -> None:
    found = verify(sealed.root / "ingenting", sealed.sealings)
    assert [(d.bag, d.kind.value) for d in found] == [(n, "paket-saknas") for n in ("2022-1", "2023-1", "2023-2")]


def test_one_year_only(sealed: Archive) -> None:
    for name in ("2022-1", "2023-2"):
        (sealed.folder / name / PAGE).write_bytes(b"x")
    (sealed.folder / "2021-1").mkdir()
    assert [d.bag for d in sealed.differences(2022)] == ["2022-1"]
    assert [d.bag for d in sealed.differences(2023)] == ["2023-2"]
    assert [d.bag for d in sealed.differences()] == ["2021-1", "2022-1", "2023-2"]


def test_what_no_line_is_about_is_a_warning(sealed: Archive) -> None:
    shutil.copytree(sealed.folder / "2023-1", sealed.folder / "2023-9")
    (sealed.folder / "kopia.zip").write_bytes(b"")
    (sealed.folder / ".gitignore").write_bytes(b"*")
    assert [(d.bag, d.kind.value, d.warning) for d in sealed.differences()] == [
        ("2023-9", "paket-utan-rad", True),
        ("kopia.zip", "paket-utan-rad", True),
    ]


OTHER: dict[str, Any] = {
    "ar": 2021, "nummer": 3, "paket": "2023-3", "kontrollsumma": "0" * 128, "forseglad": date(2024, 3, 2), "commit": "b" * 40,
    "organisation": "Exempelköping", "enheter": ("Norr", "Hemtjänsten"), "anledning": "Ett mål fattades",
}  # fmt: skip


@pytest.mark.parametrize("name", [f.name for f in fields(Sealing)])
def test_every_field_of_the_register_is_held_against_the_bag(sealed: Archive, name: str) -> None:
    first, second, third = sealed.sealings
    changed = replace(third, **{name: OTHER[name]})
    found = [d for d in verify(sealed.folder, [first, second, changed]) if not d.warning]
    assert found
    assert {d.bag for d in found} <= {"2023-2", "2023-3", "2021-2"}
    none = replace(third, anledning=None)
    assert [d.file for d in verify(sealed.folder, [first, second, none])] == ["bag-info.txt"]


def test_a_consistent_forgery_has_another_digest(sealed: Archive, tmp_path: Path) -> None:
    forged = Archive(tmp_path / "annan")
    forged.seal(files={"site/index.html": b"annat"})
    shutil.rmtree(sealed.folder / "2023-1")
    shutil.copytree(forged.folder / "2023-1", sealed.folder / "2023-1")
    found = sealed.differences()
    assert [(d.kind.value, d.file) for d in found] == [("kontrollsumman-skiljer", "tagmanifest-sha512.txt")]
    assert "hela paketet utbytt" in found[0].problem


@pytest.mark.parametrize("path", ["data/../../../hemlig", "/etc/passwd", "~root/x", "data/./x", "data//x", "..\\x", "C:/x"])
def test_hostile_paths_are_told_and_never_read(sealed: Archive, monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    bag = sealed.folder / "2023-1"
    (sealed.root / "hemlig").write_bytes(b"hemligt")
    for name in ("manifest-sha512.txt", "tagmanifest-sha512.txt"):
        (bag / name).write_bytes((bag / name).read_bytes() + f"{'0' * 128}  {path}\n".encode())
    opened: list[str] = []
    original = bag_module.opened

    def noted(name: Path | str) -> BufferedReader:
        opened.append(os.path.realpath(name))
        return original(name)

    monkeypatch.setattr(bag_module, "opened", noted)
    found = sealed.differences()
    assert sum(d.kind.value == "farlig-sokvag" for d in found) == 2
    assert all(name.startswith(str(sealed.folder)) for name in opened)
    assert opened


def test_lines_that_are_no_lines(sealed: Archive) -> None:
    manifest = sealed.folder / "2023-1" / "manifest-sha512.txt"
    lines = manifest.read_text(encoding="utf-8").splitlines(keepends=True)
    manifest.chmod(0o644)
    manifest.write_text("".join([*lines, lines[0], "hej\n", f"{'0' * 128}  bagit.txt\n"]), encoding="utf-8")
    problems = {d.problem for d in sealed.differences() if d.kind.value == "trasig-forteckning"}
    assert len(problems) == 3
    manifest.write_bytes(b"\xff")
    assert ("trasig-forteckning", "2023-1/manifest-sha512.txt") in sealed.kinds()


def test_what_cannot_be_read_is_told(sealed: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    original = os.open

    def refuse(path: Any, *rest: Any, **more: Any) -> int:
        if str(path).endswith("2023-1/" + PAGE):
            raise OSError(5, "Input/output error", str(path))
        return original(path, *rest, **more)

    monkeypatch.setattr(os, "open", refuse)
    assert [(d.kind.value, d.file) for d in sealed.differences()] == [("fil-olasbar", PAGE)]


def test_a_deep_folder_does_not_bring_it_down(sealed: Archive) -> None:
    here = os.open(sealed.folder / "2023-1", os.O_RDONLY)
    for _ in range(60):
        os.mkdir("m" * 200, dir_fd=here)
        inner = os.open("m" * 200, os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = inner
    os.close(here)
    assert "fil-olasbar" in {d.kind.value for d in sealed.differences()}


def test_names_that_are_not_text_or_steer_a_terminal(sealed: Archive) -> None:
    bag = os.fsencode(sealed.folder / "2023-1")
    for name in (b"\xff.html", b"\x1b[2Jx", "höger\u202evänster".encode()):
        with open(bag + b"/" + name, "wb"):  # noqa: PTH123  bytes
            pass
    text = "\n".join(str(d) for d in sealed.differences())
    assert text.isprintable() or {c for c in text if not c.isprintable()} == {"\n"}
    assert len(sealed.differences()) == 3


def test_told_in_two_lines(sealed: Archive) -> None:
    (sealed.folder / "2023-1" / PAGE).unlink()
    assert str(sealed.differences()[0]) == (
        "2023-1/data/site/index.html: filen saknas\n"
        "  åtgärd: hämta tillbaka filen ur en säkerhetskopia av paketet och verifiera igen"
    )


def test_texts_of_a_bag() -> None:
    assert info_in("A: 1\nB: x\n y\nA: 2\nskräp\n") == {"A": ["1", "2"], "B": ["x y"]}
    read = manifest_in(f"{'A' * 128} *data/a b\nfel\n{'b' * 128}\tdata/c\n{'b' * 128}  data/c\n")
    assert (read.digests, read.malformed, read.repeated) == ({"data/a b": "a" * 128, "data/c": "b" * 128}, (2,), ("data/c",))
    assert manifest_in("").malformed == ()
    assert (unfit("data/å.html"), shown("a\udcff\n")) == ("", "a\\udcff\\n")
    assert hashlib.sha512(b"").hexdigest() == manifest_in(f"{hashlib.sha512(b'').hexdigest()}  a").digests["a"]
