"""The bag: RFC 8493, readable by the library, the same bytes every time, only paths that are the same everywhere."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import bagit  # type: ignore[import-untyped]
import pytest

from handbok.archive.bag import fit
from handbok.archive.errors import ArchiveError
from handbok.archive.sealing import Order
from tests.archive.small import FILES, ORDER, Archive, snapshot


def test_the_library_finds_it_valid(sealed: Archive) -> None:
    for name in ("2022-1", "2023-1", "2023-2"):
        bag = bagit.Bag(str(sealed.folder / name))
        assert bag.validate()
        assert bag.version_info == (1, 0)


def test_the_payload_is_what_was_given(archive: Archive, tmp_path: Path) -> None:
    page = tmp_path / "sida.html"
    page.write_bytes(b"<h1>Fil</h1>")
    archive.seal(files={"site/sida.html": page, "a.txt": b"A"})
    assert snapshot(archive.folder / "2023-1" / "data") == {"a.txt": b"A", "site/sida.html": b"<h1>Fil</h1>"}


def test_bag_info_says_who_what_and_when(sealed: Archive) -> None:
    info = (sealed.folder / "2023-2" / "bag-info.txt").read_text(encoding="utf-8")
    for line in (
        "Source-Organization: Exempelstad", "Handbok-Enhet: Hemtjänsten", "Handbok-Enhet: Norr", "Handbok-Ar: 2023",
        "Bagging-Date: 2024-03-01", "Handbok-Tidsperiod: 2023-01-01/2023-12-31", f"Handbok-Commit: {ORDER.commit}",
        "Handbok-Anledning: Ett mål saknades", f"Bag-Software-Agent: handbok 0.1.0; bagit {bagit.VERSION}",
    ):  # fmt: skip
        assert f"{line}\n" in info
    assert str(sealed.root) not in info


def test_the_register_has_the_digest_of_the_tag_manifest(sealed: Archive) -> None:
    for sealing in sealed.sealings:
        raw = (sealed.folder / sealing.paket / "tagmanifest-sha512.txt").read_bytes()
        assert hashlib.sha512(raw).hexdigest() == sealing.kontrollsumma


def test_the_same_bytes_anywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In another folder, with the files in another order, and where the disk lists names the other way round."""
    first, second = Archive(tmp_path / "a"), Archive(tmp_path / "b" / "c")
    first.seal()
    listdir = os.listdir
    monkeypatch.setattr(os, "listdir", lambda path=".": sorted(listdir(path), reverse=True))
    second.seal(files=dict(reversed(FILES.items())))
    assert snapshot(first.folder / "2023-1") == snapshot(second.folder / "2023-1")


def test_sealed_files_cannot_be_written_by_mistake(sealed: Archive) -> None:
    assert {p.stat().st_mode & 0o777 for p in (sealed.folder / "2023-1").rglob("*") if p.is_file()} == {0o444}


@pytest.mark.parametrize(
    "path",
    [
        "../a", "/a", "a/../b", "a//b", "./a", "a/", "", "~/a", "a\\b", "C:a", "a\nb", "a\tb", "a%0Ab", "a ", " a", "a./b",
        "a?b", "a*", "a\u202eb", "e\u0301.html", "x" * 300,
    ],
)  # fmt: skip
def test_paths_that_are_not_the_same_everywhere_are_refused(archive: Archive, path: str) -> None:
    with pytest.raises(ArchiveError, match="kan inte förseglas"):
        archive.seal(files={path: b""})
    assert archive.sealings == ()
    assert [p.name for p in archive.folder.iterdir()] == [".las"]


@pytest.mark.parametrize(("one", "other"), [("a/B.html", "a/b.html"), ("A/x", "a/y"), ("a", "a/b")])
def test_paths_that_would_meet_are_refused(one: str, other: str) -> None:
    with pytest.raises(ArchiveError, match="byt namn på den ena"):
        fit({one: b"", other: b""})


def test_nothing_to_seal_is_refused(archive: Archive) -> None:
    with pytest.raises(ArchiveError, match="inga filer"):
        archive.seal(files={})


def test_a_link_is_not_followed(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "lank").symlink_to("/etc/hostname")
    with pytest.raises(ArchiveError, match="symbolisk länk"):
        archive.seal(files={"a": tmp_path / "lank"})
    os.mkfifo(tmp_path / "ror")
    with pytest.raises(ArchiveError, match="inte en vanlig fil"):
        archive.seal(files={"a": tmp_path / "ror"})


def test_what_the_disk_does_not_give_back_is_not_sealed(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_: object) -> None:
        raise bagit.BagValidationError("no")

    monkeypatch.setattr(bagit.Bag, "validate", fails)
    with pytest.raises(ArchiveError, match="kontrollera disken"):
        archive.seal()
    assert [p.name for p in archive.folder.iterdir()] == [".las"]


def test_texts_are_one_line() -> None:
    order = Order(2023, ORDER.forseglad, ORDER.commit, "A\nB: c\x00", (" x  y ",), "p", " \n ").plain()
    assert (order.organisation, order.enheter, order.anledning) == ("A B: c", ("x y",), None)
