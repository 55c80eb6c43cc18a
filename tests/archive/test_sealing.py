"""Sealing a year: once, again only with a reason, one at a time, and what an interrupted run leaves is dealt with."""

from __future__ import annotations

import fcntl
from dataclasses import replace

import pytest

from handbok.archive import sealing as module
from handbok.archive.errors import ArchiveError
from handbok.archive.register import Sealing
from handbok.archive.sealing import seal_year
from tests.archive.small import FILES, ORDER, Archive, snapshot


def test_a_year_is_sealed_once(sealed: Archive) -> None:
    before = snapshot(sealed.folder), sealed.register.read_bytes()
    with pytest.raises(ArchiveError, match=r"utgåvan 2022 är redan förseglad \(2022-1, 2024-03-01\).*--ersatt"):
        sealed.seal(2022)
    assert (snapshot(sealed.folder), sealed.register.read_bytes()) == before


def test_with_a_reason_a_new_one_stands_beside_the_old(archive: Archive) -> None:
    archive.seal()
    old, register = snapshot(archive.folder / "2023-1"), archive.register.read_bytes()
    sealing = archive.seal(reason="Ett mål saknades").sealing
    assert (sealing.paket, sealing.nummer, sealing.anledning) == ("2023-2", 2, "Ett mål saknades")
    assert snapshot(archive.folder / "2023-1") == old
    assert archive.register.read_bytes().startswith(register)
    assert archive.differences() == []


def test_a_reason_without_anything_to_replace_is_refused(archive: Archive) -> None:
    with pytest.raises(ArchiveError, match="utan --ersatt"):
        archive.seal(reason="Fel")


@pytest.mark.parametrize(
    "order",
    [
        replace(ORDER, commit="HEAD"), replace(ORDER, commit=""), replace(ORDER, organisation=" "), replace(ORDER, enheter=()),
        replace(ORDER, enheter=("\n",)), replace(ORDER, ar=23),
    ],
)  # fmt: skip
def test_words_that_the_register_must_have(archive: Archive, order: module.Order) -> None:
    with pytest.raises(ArchiveError):
        seal_year(archive.folder, archive.register, order, FILES)
    assert not archive.register.exists()


def test_a_register_with_faults_stops_it(archive: Archive) -> None:
    archive.register.parent.mkdir()
    archive.register.write_text("- ar: 2023\n", encoding="utf-8")
    with pytest.raises(ArchiveError, match=r"registret har fel \(.*arkiv\.yml:1:3"):
        archive.seal()


def test_one_at_a_time(archive: Archive) -> None:
    archive.folder.mkdir()
    with (archive.folder / ".las").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(ArchiveError, match="en annan försegling pågår redan"):
            archive.seal()
    archive.seal()


def unregistered(archive: Archive, monkeypatch: pytest.MonkeyPatch, text: bytes) -> None:
    """Leaves a finished bag whose sealing was cut off before its line was written."""

    def cut_off(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(module, "append", cut_off)
        with pytest.raises(KeyboardInterrupt):
            archive.seal(files=FILES | {"tom.txt": text})
    assert archive.sealings == ()


def test_a_finished_bag_without_a_line_is_taken_up_when_it_is_the_same(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    unregistered(archive, monkeypatch, b"")
    made = (archive.folder / "2023-1").stat().st_ino
    assert archive.seal().set_aside is None
    assert (archive.folder / "2023-1").stat().st_ino == made
    assert archive.differences() == []
    assert sorted(p.name for p in archive.folder.iterdir()) == [".las", "2023-1"]


def test_a_finished_bag_without_a_line_is_set_aside_when_it_differs(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    for number, text in enumerate((b"en", b"en annan"), 1):
        unregistered(archive, monkeypatch, text)
        was = snapshot(archive.folder / "2023-1")
        done = archive.seal(2020 + number)  # another year leaves it alone
        assert (done.set_aside, snapshot(archive.folder / "2023-1")) == (None, was)
        if number == 1:
            archive.register.write_text("", encoding="utf-8")
    aside = archive.seal().set_aside
    assert aside == archive.folder / "undanlagda" / "2023-1.2"
    assert snapshot(aside) == was
    assert {d.kind.value for d in archive.differences()} == {"paket-utan-rad"}


def test_even_nonsense_in_the_bags_place_is_kept(archive: Archive) -> None:
    archive.folder.mkdir()
    (archive.folder / "2023-1").symlink_to("/etc")
    assert archive.seal().set_aside == archive.folder / "undanlagda" / "2023-1.1"
    assert (archive.folder / "undanlagda" / "2023-1.1").is_symlink()


def test_leftovers_are_removed_and_links_among_them_not_followed(archive: Archive) -> None:
    outside = archive.root / "utanfor"
    outside.mkdir(parents=True)
    (outside / "kvar.txt").write_text("kvar", encoding="utf-8")
    (archive.folder / ".pagar-2023-1" / "data").mkdir(parents=True)
    (archive.folder / ".pagar-2021-1").symlink_to(outside)
    (archive.folder / ".pagar-2020-1").write_text("x", encoding="utf-8")
    archive.seal()
    assert sorted(p.name for p in archive.folder.iterdir()) == [".las", "2023-1"]
    assert (outside / "kvar.txt").exists()


def test_what_is_sealed_is_what_the_register_says(sealed: Archive) -> None:
    assert [type(s) for s in sealed.sealings] == [Sealing] * 3
    assert [s.paket for s in sealed.sealings] == ["2022-1", "2023-1", "2023-2"]
