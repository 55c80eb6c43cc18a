"""What a build takes over from a bag is byte for byte what was sealed, or nothing."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from handbok.archive.errors import ArchiveError
from handbok.archive.unpack import copy_out
from tests.archive.small import FILES, Archive, snapshot

SITE = {path.removeprefix("site/"): data for path, data in FILES.items() if path.startswith("site/")}


def test_the_site_as_it_was(sealed: Archive, tmp_path: Path) -> None:
    target = tmp_path / "site" / "2023"
    assert copy_out(sealed.folder, sealed.sealings[1], "site", target) == len(SITE)
    assert snapshot(target) == SITE


def test_the_copy_can_be_changed_and_the_bag_cannot_tell(sealed: Archive, tmp_path: Path) -> None:
    copy_out(sealed.folder, sealed.sealings[1], "site", tmp_path / "ut")
    with (tmp_path / "ut" / "index.html").open("r+b") as file:
        file.write(b"annat")
    assert sealed.differences() == []


def change_page(bag: Path) -> None:
    (bag / "data/site/index.html").write_bytes(b"x")


def remove_page(bag: Path) -> None:
    (bag / "data/site/index.html").unlink()


def forge_manifest(bag: Path) -> None:
    text = (bag / "manifest-sha512.txt").read_text(encoding="utf-8")
    (bag / "manifest-sha512.txt").write_text(text.replace("index.html", "annan.html"), encoding="utf-8")
    (bag / "data/site/index.html").rename(bag / "data/site/annan.html")


@pytest.mark.parametrize("tamper", [change_page, remove_page, forge_manifest, shutil.rmtree])
def test_nothing_that_differs_is_published(sealed: Archive, tmp_path: Path, tamper: object) -> None:
    assert callable(tamper)
    tamper(sealed.folder / "2023-1")
    with pytest.raises(ArchiveError, match="2023-1"):
        copy_out(sealed.folder, sealed.sealings[1], "site", tmp_path / "ut")
    assert not (tmp_path / "ut").exists()


def test_another_digest_in_the_register(sealed: Archive, tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="kontrollsumman är inte den som registret har"):
        copy_out(sealed.folder, replace(sealed.sealings[1], kontrollsumma="0" * 128), "site", tmp_path / "ut")
    with pytest.raises(ArchiveError, match="registret kallar paketet"):
        copy_out(sealed.folder, replace(sealed.sealings[1], paket="../2023-1"), "site", tmp_path / "ut")


def test_no_such_folder_and_a_target_that_is_there(sealed: Archive, tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="har ingen mapp"):
        copy_out(sealed.folder, sealed.sealings[1], "webb", tmp_path / "ut")
    (tmp_path / "ut").mkdir()
    with pytest.raises(ArchiveError, match="finns redan"):
        copy_out(sealed.folder, sealed.sealings[1], "site", tmp_path / "ut")
