"""What a former run gave is given back only when it is whole and was made by the same code of the same thing."""

from __future__ import annotations

from pathlib import Path

import pytest

from handbok.memory import Memory


@pytest.fixture
def memory(tmp_path: Path) -> Memory:
    return Memory(tmp_path / "minne", "kod 1")


def test_what_is_kept_comes_back(memory: Memory) -> None:
    memory.keep("sidor", {"sip": (1, "å")}, "stomme")
    assert memory.recall("sidor", "stomme") == {"sip": (1, "å")}


def test_not_for_other_code_or_another_thing(memory: Memory) -> None:
    memory.keep("sidor", "värde", "stomme")
    assert memory.recall("sidor", "annan stomme") is None
    assert Memory(memory.folder, "kod 2").recall("sidor", "stomme") is None
    assert memory.recall("annat", "stomme") is None


@pytest.mark.parametrize("harm", ["torn", "flipped", "empty"])
def test_not_when_it_is_damaged(memory: Memory, harm: str) -> None:
    memory.keep("sidor", ["värde"] * 9)
    assert memory.folder
    path = memory.folder / "sidor"
    raw = path.read_bytes()
    path.write_bytes({"torn": raw[:-1], "flipped": raw[:-3] + bytes([raw[-3] ^ 1]) + raw[-2:], "empty": b""}[harm])
    assert memory.recall("sidor") is None


def test_a_folder_that_cannot_be_written_in(tmp_path: Path) -> None:
    (tmp_path / "minne").write_text("en fil där mappen skulle vara", encoding="utf-8")
    memory = Memory(tmp_path / "minne")
    memory.keep("sidor", 1)
    assert memory.recall("sidor") is None


def test_without_a_folder_nothing_is_remembered() -> None:
    memory = Memory()
    memory.keep("sidor", 1)
    assert memory.recall("sidor") is None


def test_once_asks_again_only_for_another_thing(memory: Memory) -> None:
    asked: list[str] = []

    def make() -> None:
        asked.append("fråga")

    for of in ("a", "a", "b", "b"):
        assert memory.once("svar", of, make) is None
    assert len(asked) == 2


def test_each_makes_only_what_is_new(memory: Memory) -> None:
    asked: list[str] = []

    def make(key: str) -> str:
        asked.append(key)
        return key.upper()

    assert memory.each("svar", {"a": "1", "b": "1"}, make) == {"a": "A", "b": "B"}
    assert memory.each("svar", {"b": "1", "a": "2", "c": "1"}, make) == {"b": "B", "a": "A", "c": "C"}
    assert asked == ["a", "b", "a", "c"]


def test_a_few_new_among_many_are_not_worth_keeping(memory: Memory) -> None:
    asked: list[str] = []
    many = {str(n): "" for n in range(100)}
    for _ in range(3):
        memory.each("svar", many, asked.append)
        many["0"] = "ny"
    assert asked.count("0") == 3
    assert len(asked) == 102
