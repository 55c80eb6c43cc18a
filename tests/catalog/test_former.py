"""A year that is over may name things as they were called then; its files, which may be sealed, stay as they are."""

from __future__ import annotations

import re

import pytest

from handbok.editions import Edition
from handbok.export import export
from handbok.pages.render import render
from tests.overlay import Handbook

FORMER = {
    "indikator": ("indikatorer/sjukfranvaro.yml", "indikatorer/franvaro.yml"),
    "process": ("processer/utfora-insatser.md", "processer/insatserna.md"),
    "rutin": ("rutiner/nyckelhantering.md", "rutiner/hantera-nycklar.md"),
    "roll": ("organisation/roller/planerare.yml", "organisation/roller/samordnare.yml"),
    "enhet": ("organisation/enheter/hemtjanst-norr.yml", "organisation/enheter/norra-hemtjansten.yml"),
}


def stem(path: str) -> str:
    return path.rpartition("/")[2].partition(".")[0]


def rename(handbook: Handbook, kind: str) -> tuple[str, str]:
    """Gives the thing another id, in all files but those of 2023."""
    old, new = FORMER[kind]
    text = handbook.read(old)
    head = f"tidigare_id: [{stem(old)}]\n"
    handbook.write(new, text.replace("---\n", f"---\n{head}", 1) if text.startswith("---") else head + text)
    handbook.remove(old)
    for path in handbook.content.rglob("*"):
        name = path.relative_to(handbook.content).as_posix()
        if path.is_file() and "/2023/" not in name and name != new:
            handbook.write(name, re.sub(rf"(?<![\w-]){stem(old)}(?![\w-])", stem(new), handbook.read(name)))
    return stem(old), stem(new)


@pytest.mark.parametrize("kind", FORMER)
def test_a_year_that_is_over_says_the_same_under_a_former_id(exempelstad: Handbook, kind: str) -> None:
    before = {page.uri: page.markdown for page in render(Edition(exempelstad.catalog(), 2023))}
    found = [(d.code, d.message) for d in exempelstad.found()]
    old, new = rename(exempelstad, kind)
    assert [(d.code, d.message) for d in exempelstad.found()] == found
    after = {page.uri: page.markdown for page in render(Edition(exempelstad.catalog(), 2023))}
    moved = {uri.replace(old, new): text.replace(old, new) for uri, text in before.items()}
    assert {uri: after[uri].replace(old, new) for uri in moved} == moved
    data = export(Edition(exempelstad.catalog(), 2023))["data/handbok.json"]
    assert f'"{new}"' in data or f"/{new}/" in data


def test_the_newest_year_says_what_things_are_called_now(exempelstad: Handbook) -> None:
    rename(exempelstad, "indikator")
    name = "planer/2024/hemtjansten/indikatorer.yml"
    exempelstad.write(name, exempelstad.read(name).replace("franvaro", "sjukfranvaro"))
    (fault,) = exempelstad.of("okand-referens")
    assert "den heter numera franvaro" in (fault.remedy or "")
