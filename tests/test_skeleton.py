"""What is taken over while an edition's skeleton is the same does follow from the skeleton."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from handbok.catalog import Catalog
from handbok.catalog.load import load
from handbok.catalog.structure import structure
from handbok.editions import Edition
from handbok.export.data import without_texts
from handbok.feeds import feeds
from handbok.pages.render import render
from handbok.source import Source, parse, read_tree
from tests.overlay import EXEMPELSTAD, ROOT

_MARK = re.compile(r"märke\d+slut")
_LINE = re.compile(r"^((?:- |\d+\. )?[A-ZÅÄÖ*\[].*)$", re.MULTILINE)
"""A line of running text, but for tables and what is indented."""


def marked(root: Path, every: int) -> tuple[Catalog, Catalog, dict[str, str]]:
    """The handbook as it is, the same with a mark in every line of every second (or so) running text, and each mark's file."""
    sources, _ = read_tree(root, "content")
    marks: dict[str, str] = {}

    def with_mark(number: int, source: Source) -> Source:
        if not source.body.strip() or number % every:
            return source
        mark = f"märke{len(marks)}slut"
        marks[mark] = source.path
        head = "\n".join(source.lines[: source.body_line - 1])
        text = _LINE.sub(rf"\1 {mark}", source.body)
        made = parse(f"{head}\n{text.rstrip()}\n\n{mark}\n", source.path, source.parts, [])
        assert made
        return made

    before, after = load(sources).catalog, load([with_mark(n, s) for n, s in enumerate(sources)]).catalog
    assert before
    assert after
    return before, after, marks


@pytest.fixture(scope="module", params=[(EXEMPELSTAD, 1), (EXEMPELSTAD, 2), (ROOT / "content", 1), (ROOT / "content", 2)])
def handbook(request: pytest.FixtureRequest) -> tuple[Catalog, Catalog, dict[str, str]]:
    return marked(*request.param)


def test_running_text_is_no_part_of_the_structure(handbook: tuple[Catalog, Catalog, dict[str, str]]) -> None:
    before, after, marks = handbook
    assert len(marks) > 10
    assert structure(before) == structure(after)


def test_a_page_names_every_file_whose_text_it_shows(handbook: tuple[Catalog, Catalog, dict[str, str]]) -> None:
    _, after, marks = handbook
    seen: set[str] = set()
    for year in after.years:
        for page in render(Edition(after, year, drafts=True)):
            shown = {marks[mark] for mark in _MARK.findall(repr(page))}
            assert shown <= set(page.sources), page.uri
            seen |= shown
    assert len(seen) > len(marks) // 2


def test_a_page_is_the_same_while_the_texts_that_it_names_are(handbook: tuple[Catalog, Catalog, dict[str, str]]) -> None:
    before, after, marks = handbook
    changed = set(marks.values())
    for year in after.years:
        former = {page.uri: page for page in render(Edition(before, year, drafts=True))}
        for page in render(Edition(after, year, drafts=True)):
            if changed.isdisjoint(page.sources):
                assert page == former[page.uri], page.uri


def test_data_feed_and_calendar_follow_from_the_skeleton(handbook: tuple[Catalog, Catalog, dict[str, str]]) -> None:
    before, after, _ = handbook
    for year in after.years:
        assert without_texts(Edition(before, year)) == without_texts(Edition(after, year))
        assert feeds(Edition(before, year)) == feeds(Edition(after, year))
