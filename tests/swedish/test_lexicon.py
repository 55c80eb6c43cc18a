from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

import pytest

from handbok import caches
from handbok.swedish.lexicon import compounding, inflections, is_word, read_compounding


def test_a_line_says_how_a_word_stands_before_another() -> None:
    found = read_compounding("# källa\nkvinna N 1o\nutredning N 0s\nrelaterad A\nsuicid - 0\n")
    assert found.first == {"kvinno": "kvinna", "utrednings": "utredning", "suicid": "suicid"}
    assert found.nouns == {"kvinna", "utredning"}
    assert found.adjectives == {"relaterad"}
    assert found.joined == {"kvinna", "utredning", "suicid"}


def test_a_form_belongs_to_the_likeliest_word() -> None:
    assert read_compounding("arbeta N 1s\narbete N 1s\n").first == {"arbets": "arbete"}
    assert read_compounding("leka N 1\nlek N 0\n").first == {"lek": "lek"}


def test_the_shipped_list_tells_its_source_and_licence() -> None:
    data = files("handbok.swedish").joinpath("data")
    head = data.joinpath("compounding.txt").read_text(encoding="utf-8")[:600]
    assert "dictionary-sv 4.0.0" in head
    assert "LGPL-3.0.txt" in head
    assert "Version 3, 29 June 2007" in data.joinpath("LGPL-3.0.txt").read_text(encoding="utf-8")
    assert data.joinpath("GPL-3.0.txt").is_file()
    assert len(compounding().nouns) > 50_000


def test_known_words() -> None:
    assert is_word("utredningarna")
    assert is_word("barnkonsekvensanalys") is False
    assert is_word("kontroll")


def unpacked_in(cache: Path, monkeypatch: pytest.MonkeyPatch) -> Mapping[str, str]:
    """The list of inflections as a process finds it that has this cache."""
    monkeypatch.setattr(caches, "user_cache_path", lambda name: cache / name)
    return inflections.__wrapped__()


def test_the_list_is_unpacked_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert unpacked_in(tmp_path, monkeypatch).get("barnets") == "barn"
    (kept,) = (path for path in tmp_path.rglob("*") if path.is_file())
    first = kept.stat().st_mtime_ns
    assert unpacked_in(tmp_path, monkeypatch).get("barnets") == "barn"
    assert kept.stat().st_mtime_ns == first


def test_a_cache_that_cannot_be_written_is_done_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "handbok").write_text("en fil där mappen skulle vara", encoding="utf-8")
    assert unpacked_in(tmp_path, monkeypatch).get("barnets") == "barn"
