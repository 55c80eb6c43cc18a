"""Random tampering, each found at its bag, and none of the untouched bags reported."""

from __future__ import annotations

import os
import random
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from handbok.archive.register import read_register
from handbok.archive.sealing import seal_year
from handbok.archive.verify import verify
from tests.archive.small import FILES, ORDER, Archive

ROUNDS = 1_300
"""Each kind of tampering comes a hundred times."""


@dataclass
class Tampering:
    """One change to the bag `name`, or to its line in the register."""

    archive: Archive
    name: str
    chance: random.Random

    @property
    def bag(self) -> Path:
        return self.archive.folder / self.name

    def file(self, *, with_bytes: bool = False) -> Path:
        """Any file of the bag, tag files included."""
        files = sorted(p for p in self.bag.rglob("*") if p.is_file() and not (with_bytes and p.stat().st_size == 0))
        return self.chance.choice(files)

    def new_name(self) -> str:
        return self.chance.choice(["ny.html", "Index.html", ".dold", "manifest-md5.txt", "å.txt", "x" * 200])

    def flip_a_byte(self) -> None:
        path = self.file(with_bytes=True)
        raw = bytearray(path.read_bytes())
        raw[self.chance.randrange(len(raw))] ^= self.chance.randrange(1, 256)
        path.write_bytes(raw)

    def truncate(self) -> None:
        path = self.file(with_bytes=True)
        raw = path.read_bytes()
        path.write_bytes(raw[: self.chance.randrange(len(raw))])

    def add_to_a_file(self) -> None:
        path = self.file()
        path.write_bytes(path.read_bytes() + self.chance.choice([b"\n", b" ", b"\x00", b"x" * 1000]))

    def remove(self) -> None:
        self.file().unlink()

    def remove_a_folder(self) -> None:
        shutil.rmtree(self.chance.choice([self.bag, *sorted(p for p in self.bag.rglob("*") if p.is_dir())]))

    def add(self) -> None:
        folder = self.chance.choice([self.bag, *sorted(p for p in self.bag.rglob("*") if p.is_dir())])
        path = folder / self.new_name()
        kind = self.chance.randrange(3)
        if kind == 0:
            path.write_bytes(self.chance.choice([b"", b"x"]))
        elif kind == 1:
            path.mkdir()
        else:
            path.symlink_to(self.chance.choice(["/etc/passwd", "..", "data"]))

    def rename(self) -> None:
        path = self.file()
        path.rename(path.with_name(path.name.swapcase() if self.chance.random() < 0.5 else self.new_name()))

    def swap(self) -> None:
        one = self.file()
        other = self.chance.choice([p for p in self.bag.rglob("*") if p.is_file() and p.read_bytes() != one.read_bytes()])
        first, second = one.read_bytes(), other.read_bytes()
        one.write_bytes(second)
        other.write_bytes(first)

    def replace_by_a_link(self) -> None:
        """The bytes stay what they were, but no longer in the bag."""
        path, outside = self.file(), self.archive.root / "utanfor"
        outside.write_bytes(path.read_bytes())
        path.unlink()
        path.symlink_to(outside)

    def forge(self) -> None:
        """A whole bag by the same program with the same words, valid in itself; only one file of the payload differs."""
        sealing = next(s for s in self.archive.sealings if s.paket == self.name)
        files = dict(FILES)
        files[self.chance.choice(sorted(files))] = self.chance.randbytes(40)
        other = Archive(self.archive.root / "forfalskning")
        for number in range(1, sealing.nummer + 1):
            order = replace(ORDER, ar=sealing.ar, anledning=sealing.anledning if number > 1 else None)
            seal_year(other.folder, other.register, order, files)
        assert not other.differences()
        shutil.rmtree(self.bag)
        (other.folder / self.name).rename(self.bag)
        shutil.rmtree(other.root)

    def exchange_bags(self) -> None:
        """Another sealed bag in the place of this one."""
        other = self.chance.choice([s.paket for s in self.archive.sealings if s.paket != self.name])
        shutil.rmtree(self.bag)
        shutil.copytree(self.archive.folder / other, self.bag)

    def edit_the_register(self) -> None:
        """Another letter or digit somewhere in a value of the bag's line."""
        text = self.archive.register.read_text(encoding="utf-8")
        start, end = self.line(text)
        places = [m.start(1) for m in re.finditer(r"(?<=[:\-'\w ])(\w)(?=[^:\n]*\n)", text[start:end])]
        values = [
            start + p for p in places if not re.match(r"\s*-?\s*\w*$", text[text.rfind("\n", 0, start + p) + 1 : start + p])
        ]
        place = self.chance.choice(values)
        other = self.chance.choice([c for c in "0123456789abcdefghij" if c != text[place]])
        self.archive.register.write_text(text[:place] + other + text[place + 1 :], encoding="utf-8")

    def strike_the_line(self) -> None:
        text = self.archive.register.read_text(encoding="utf-8")
        start, end = self.line(text)
        self.archive.register.write_text(text[:start] + text[end:], encoding="utf-8")

    def line(self, text: str) -> tuple[int, int]:
        lines = [m.start() for m in re.finditer(r"^- ar:", text, re.MULTILINE)] + [len(text)]
        index = next(i for i, s in enumerate(lines[:-1]) if f"paket: {self.name}\n" in text[s : lines[i + 1]])
        return lines[index], lines[index + 1]


KINDS: tuple[Callable[[Tampering], None], ...] = (
    Tampering.flip_a_byte, Tampering.truncate, Tampering.add_to_a_file, Tampering.remove, Tampering.remove_a_folder,
    Tampering.add, Tampering.rename, Tampering.swap, Tampering.replace_by_a_link, Tampering.forge, Tampering.exchange_bags,
    Tampering.edit_the_register, Tampering.strike_the_line,
)  # fmt: skip


def small(archive: Archive) -> Archive:
    archive.seal(2022)
    archive.seal(2023)
    archive.seal(2023, "Ett mål saknades")
    return archive


@pytest.mark.parametrize("kind", KINDS, ids=lambda k: k.__name__)
def test_every_tampering_is_found_and_no_other_bag_reported(
    kind: Callable[[Tampering], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "fsync", lambda _: None)  # a forger need not wait for the disk
    archive = small(Archive(tmp_path / "handbok"))
    names = [s.paket for s in archive.sealings]
    shutil.copytree(archive.root, tmp_path / "orord", symlinks=True)
    register = archive.register.read_bytes()
    chance = random.Random(kind.__name__)  # noqa: S311  chance for a test
    for turn in range(ROUNDS // len(KINDS)):
        name = chance.choice(names)
        kind(Tampering(archive, name, chance))
        read = read_register(archive.register)
        found = verify(archive.folder, read.sealings)
        told = {d.bag for d in found}
        by_line = archive.register.read_bytes() != register
        assert found or read.diagnostics, f"{kind.__name__} nr {turn} av {name} hittades inte"
        if by_line:  # a number or year that is another one points at the bag that would have it
            assert name in told or read.diagnostics
            assert (kind is Tampering.strike_the_line) or not all(d.warning for d in found) or read.diagnostics
        else:
            assert told == {name}
            assert not any(d.warning for d in found)
        put_back(archive, tmp_path / "orord", name)
    assert archive.differences() == []


def put_back(archive: Archive, pristine: Path, name: str) -> None:
    """Puts back what was tampered with."""
    bag = archive.folder / name
    if bag.is_symlink():
        bag.unlink()
    shutil.rmtree(bag, ignore_errors=True)
    shutil.copytree(pristine / "arkiv" / name, bag, symlinks=True)
    shutil.copy(pristine / "content" / "arkiv.yml", archive.register)
