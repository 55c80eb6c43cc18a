from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from handbok.search import SearchError, index_pages
from handbok.swedish.synonyms import synonyms

KNOWN = synonyms([("SIP", "samordnad individuell plan")])


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """Three published pages, one of which is not searched."""
    for name, kind, body in (
        ("sip", "Rutin", "Kalla till möte."),
        ("lex", "Rutin", "Skriv en rapport."),
        ("lista", "", "Allt."),
    ):
        label = f'<meta name="handbok:slag" content="{kind}">' if kind else ""
        html = f'<head>{label}</head><article><h1 id="{name}">{name}</h1><h2 id="gor">Gör</h2><p>{body}</p></article>'
        (tmp_path / "2025" / name).mkdir(parents=True)
        (tmp_path / "2025" / name / "index.html").write_text(html, encoding="utf-8")
    return tmp_path / "2025"


def snapshot(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_pages_are_indexed_with_what_they_are_shown_with(pages: Path) -> None:
    index_pages(pages, 2025, KNOWN, pages / "sokindex")
    fragments = [
        json.loads(gzip.decompress(p.read_bytes()).removeprefix(b"pagefind_dcd"))
        for p in (pages / "sokindex/fragment").iterdir()
    ]
    assert {f["meta"]["adress"] for f in fragments} == {"sip/", "lex/"}
    assert {f["meta"]["utgava"] for f in fragments} == {"2025"}
    assert all(any(anchor["id"] == "_dolt" for anchor in f["anchors"]) for f in fragments)


def test_the_same_pages_give_the_same_bytes(pages: Path) -> None:
    index_pages(pages, 2025, KNOWN, pages / "sokindex")
    first = snapshot(pages / "sokindex")
    index_pages(pages, 2025, KNOWN, pages / "igen")
    assert snapshot(pages / "igen") == first


def test_only_what_our_search_fetches_is_there(pages: Path) -> None:
    index_pages(pages, 2025, KNOWN, pages / "sokindex")
    tops = {path.split("/")[0] for path in snapshot(pages / "sokindex")}
    meta = next(name for name in tops if name.endswith(".pf_meta"))
    assert tops == {"fragment", "index", "ord", "pagefind-entry.json", "pagefind.js", "wasm.sv.pagefind", meta}
    assert not list(pages.glob("tmp*"))


def test_the_words_are_packed_and_what_to_choose_among_is_not(pages: Path) -> None:
    index_pages(pages, 2025, KNOWN, pages / "sokindex")
    words = json.loads(gzip.decompress((pages / "sokindex/ord/s.json.gz").read_bytes()))
    assert "sip" in [word for word, *_ in words]
    assert set(json.loads((pages / "sokindex/ord/urval.json").read_text(encoding="utf-8"))) == {"slag", "enhet", "process"}


@pytest.mark.parametrize("program", ["false", "true"])
def test_a_pagefind_that_fails_leaves_nothing(pages: Path, monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    monkeypatch.setattr("handbok.search.index.get_executable", lambda: Path("/bin") / program)
    with pytest.raises(SearchError, match="Pagefind kunde inte göra sökindexet"):
        index_pages(pages, 2025, KNOWN, pages / "sokindex")
    assert not (pages / "sokindex").exists()


def test_without_pagefind_it_is_said(pages: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("handbok.search.index.get_executable", lambda: None)
    with pytest.raises(SearchError, match="inte installerat"):
        index_pages(pages, 2025, KNOWN, pages / "sokindex")


def test_a_folder_that_cannot_be_written(pages: Path) -> None:
    (pages / "fil").write_text("x", encoding="utf-8")
    with pytest.raises(SearchError, match="gick inte att göra"):
        index_pages(pages, 2025, KNOWN, pages / "fil" / "sokindex")
