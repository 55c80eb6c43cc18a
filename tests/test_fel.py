"""Every page in tests/fel is true: its content gives exactly the messages it shows, and its remedy removes them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from handbok.diagnostics.codes import CODES
from tests.overlay import SCENARIOS, Handbook

FOLDER = Path(__file__).parent / "fel"
PAGES = sorted(FOLDER.glob("*.md"))
HEADINGS = ("Så här blir det fel", "Meddelandet", "Så här rättar du")
BLOCK = re.compile(
    r"^```(?P<language>\w+)(?: (?P<what>fil|bort|scenario|period)=(?P<name>\S+))?\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block of a page: what it does to the content (`fil`, `bort`, `scenario`, or nothing) and its text.

    A message can be the check's of one `period`.
    """

    what: str
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class FelPage:
    """A page taken apart."""

    title: str
    why: str
    bad: list[Block]
    message: list[Block]
    good: list[Block]


def read_page(path: Path) -> FelPage:
    """The page at `path`; fails when it has not the form of the others."""
    head, *parts = re.split(rf"^## ({'|'.join(HEADINGS)})\n", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert tuple(parts[::2]) == HEADINGS
    title, _, why = head.partition("\n")
    bad, message, good = ([Block(m["what"] or "", m["name"] or "", m["text"]) for m in BLOCK.finditer(p)] for p in parts[1::2])
    return FelPage(title, why.strip(), bad, message, good)


def apply(blocks: list[Block], handbook: Handbook, monkeypatch: pytest.MonkeyPatch) -> None:
    """Does to the content what the blocks say."""
    for block in blocks:
        if block.what == "fil":
            handbook.write(block.name, block.text)
        elif block.what == "bort":
            assert (handbook.content / block.name).exists(), f"{block.name} is not there to be removed"
            handbook.remove(block.name)
        else:
            SCENARIOS[block.name](handbook, monkeypatch)


def test_every_code_has_a_page_and_every_page_a_code() -> None:
    assert {page.stem for page in PAGES} == set(CODES)


def test_exempelstad_is_faultless(exempelstad: Handbook) -> None:
    assert exempelstad.output() == ""
    assert [d.severity.value for d in exempelstad.found()] == ["info"]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_page(path: Path, exempelstad: Handbook, monkeypatch: pytest.MonkeyPatch) -> None:
    page = read_page(path)
    code = path.stem
    assert page.title == f"# {code}: {CODES[code].title}"
    assert len(page.why) > 60

    (message,) = page.message
    options = ("--period", message.name) if message.what == "period" else ()
    apply(page.bad, exempelstad, monkeypatch)
    assert message.text == exempelstad.output(*options)
    assert f"[{code}]" in message.text

    apply(page.good, exempelstad, monkeypatch)
    assert exempelstad.output(*options) == ""


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_page_shows_every_block_it_needs(path: Path) -> None:
    """No fence has an info string that the runner would overlook."""
    fences = re.findall(r"^```+[^\n]*$", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    page = read_page(path)
    assert len(fences) == 2 * len([*page.bad, *page.message, *page.good])
    assert page.bad
    assert page.good
    assert all(block.what for block in (*page.bad, *page.good))
