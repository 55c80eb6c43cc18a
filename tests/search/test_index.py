from __future__ import annotations

import gzip
import hashlib
import json
from itertools import accumulate
from pathlib import Path
from typing import Any

import pytest

from handbok.search import SearchError, index_pages
from handbok.search.index import LISTED, PART
from handbok.swedish.synonyms import synonyms

KNOWN = synonyms([("möte", "sammankomst")])


def write(folder: Path, name: str, kind: str, body: str) -> None:
    label = f'<meta name="handbok:slag" content="{kind}">' if kind else ""
    html = f'<head>{label}</head><article><h1 id="{name}">{name}</h1><h2 id="gor">Gör</h2><p>{body}</p></article>'
    (folder / name).mkdir(parents=True)
    (folder / name / "index.html").write_text(html, encoding="utf-8")


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """Three published pages, one of which is not searched."""
    write(tmp_path / "2025", "sip", "Rutin", "Kalla till möten.")
    write(tmp_path / "2025", "lex", "Rutin", "Skriv en rapport.")
    write(tmp_path / "2025", "lista", "", "Allt.")
    return tmp_path / "2025"


def snapshot(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


class Index:
    """An index as the browser reads it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.known = json.loads(gzip.decompress((folder / "index.json.gz").read_bytes()))

    def read(self, group: str, name: str) -> Any:
        return json.loads(gzip.decompress((self.folder / group / f"{name}.json.gz").read_bytes()))

    def words(self, letter: str) -> list[str]:
        return [word for word, *_ in self.read("ord", self.known["ord"][letter])]

    def page(self, number: int) -> Any:
        names = self.read("listor", self.known["listor"][number // LISTED])
        return self.read("sidor", names[number % LISTED])

    def pages(self, word: str) -> dict[str, int]:
        """The addresses of the pages that have a word, and what it is worth there."""
        parts = [name for first, name in self.known["delar"] if first <= word]
        pairs = self.read("delar", parts[-1]).get(word, []) if parts else []
        numbers = accumulate(pairs[::2], initial=-1)
        next(numbers)
        return {self.page(n)["meta"]["adress"]: worth for n, worth in zip(numbers, pairs[1::2], strict=True)}


def made(pages: Path, name: str = "sokindex") -> Index:
    index_pages(pages, 2025, KNOWN, pages / name)
    return Index(pages / name)


def test_a_page_is_found_by_the_base_forms_of_its_words_and_what_means_the_same(pages: Path) -> None:
    index = made(pages)
    assert index.known["sidor"] == 2
    assert index.pages("möte").keys() == index.pages("sammankomst").keys() == {"sip/"}
    assert index.pages("allt") == index.pages("aaa") == index.pages("öö") == {}
    assert index.pages("göra").keys() == {"sip/", "lex/"}


def test_a_page_is_kept_as_it_is_shown(pages: Path) -> None:
    assert made(pages).page(0) == {
        "meta": {"title": "lex", "adress": "lex/", "utgava": "2025", "slag": "Rutin"},
        "sections": [["gor", "Gör", "Skriv en rapport."]],
    }


def test_words_on_many_pages_are_in_parts_of_their_own(tmp_path: Path) -> None:
    for number in range(PART // 2):
        write(tmp_path / "2025", f"s{number}", "Rutin", "Ring skolan.")
    index = made(tmp_path / "2025")
    assert len(index.known["delar"]) > 1
    assert index.known["delar"] == sorted(index.known["delar"])
    assert len(index.known["listor"]) > 1
    assert len(index.pages("skola")) == len(index.pages("ringa")) == PART // 2


def test_the_same_pages_give_the_same_bytes(pages: Path) -> None:
    first = snapshot(made(pages).folder)
    assert snapshot(made(pages, "igen").folder) == first


def test_an_edited_page_leaves_the_files_of_the_others_as_they_are(pages: Path) -> None:
    first = made(pages)
    write(pages, "ny", "Rutin", "Nytt.")
    second = made(pages, "igen")
    assert [first.page(0), first.page(1)] == [second.page(0), second.page(2)]
    kept = {path: raw for path, raw in snapshot(first.folder).items() if path.startswith("sidor/")}
    assert kept.items() <= snapshot(second.folder).items()
    assert first.known["listor"] != second.known["listor"]


def test_a_file_is_named_by_what_it_holds(pages: Path) -> None:
    for path in made(pages).folder.glob("*/*"):
        assert path.name == f"{hashlib.sha256(path.read_bytes()).hexdigest()[:12]}.json.gz"


def test_what_is_there(pages: Path) -> None:
    index = made(pages)
    assert {path.name for path in index.folder.iterdir()} == {"index.json.gz", "urval.json", "ord", "delar", "listor", "sidor"}
    assert set(json.loads((index.folder / "urval.json").read_text(encoding="utf-8"))) == {"slag", "enhet", "process"}
    assert "sip" in index.words("s")


def test_an_edition_without_pages(tmp_path: Path) -> None:
    (tmp_path / "2025").mkdir()
    index = made(tmp_path / "2025")
    assert (index.known["sidor"], index.known["delar"], index.words("a")) == (0, [], [])


def test_a_folder_that_cannot_be_written(pages: Path) -> None:
    (pages / "fil").write_text("x", encoding="utf-8")
    with pytest.raises(SearchError, match="gick inte att göra"):
        index_pages(pages, 2025, KNOWN, pages / "fil" / "sokindex")
