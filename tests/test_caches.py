"""What is kept between runs saves time and never decides anything."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment, FileSystemBytecodeCache

from handbok import caches


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(caches, "user_cache_path", lambda name: tmp_path / name)
    return tmp_path


def written(text: str) -> str:
    environment = Environment(loader=DictLoader({"sida": text}), bytecode_cache=caches.templates("mallar"), autoescape=True)
    return environment.get_template("sida").render()


def test_a_template_is_kept_until_its_text_is_another(home: Path) -> None:
    assert written("Rutin {{ 1 }}") == written("Rutin {{ 1 }}") == "Rutin 1"
    assert len([path for path in home.rglob("*") if path.is_file()]) == 1
    assert written("Rutin {{ 2 }}") == "Rutin 2"
    assert len([path for path in home.rglob("*") if path.is_file()]) == 1


def test_a_home_that_cannot_be_written_to(home: Path) -> None:
    (home / "handbok").write_text("en fil står i vägen")
    assert caches.folder("ord") is None
    assert written("Rutin") == "Rutin"


@pytest.mark.usefixtures("home")
def test_a_full_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(FileSystemBytecodeCache, "dump_bytecode", full)
    assert written("Rutin") == "Rutin"


def test_what_is_damaged_is_made_anew(home: Path) -> None:
    written("Rutin")
    (kept,) = (path for path in home.rglob("*") if path.is_file())
    kept.write_bytes(kept.read_bytes()[:-7])
    assert written("Rutin") == "Rutin"


def test_plain_data_is_kept_by_what_it_is_made_of(home: Path) -> None:
    asked: list[str] = []

    def made() -> dict[str, frozenset[str]]:
        asked.append("fråga")
        return {"å": frozenset({"ö"})}

    assert [caches.kept("ord", of, made) for of in ("text", "text", "annan text")] == [{"å": frozenset({"ö"})}] * 3
    assert len(asked) == 2
    for path in [path for path in home.rglob("*") if path.is_file()]:
        path.write_bytes(path.read_bytes()[:-1])
    assert caches.kept("ord", "text", made) == {"å": frozenset({"ö"})}
    assert len(asked) == 3


def test_plain_data_without_a_home(home: Path) -> None:
    (home / "handbok").write_text("en fil står i vägen")
    assert caches.kept("ord", "text", lambda: 1) == 1
