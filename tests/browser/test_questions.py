"""The search asked as staff would ask it, in a real browser, on the project's own handbook, beside its peers.

`tests/sok/fragor.yml` is what the ranking was tuned on, `fragor_undanhallna.yml` a third that was kept unread meanwhile.
What is printed (`pytest -s`) is the share of questions answered by the first hit and by the first three, and the mean of
1/rank: for ours, for Material's own search and for plain Pagefind (`tests/sok/peers.py`) on the same pages.
"""

from __future__ import annotations

import functools
import shutil
import threading
from collections import defaultdict
from collections.abc import Iterator
from http.server import ThreadingHTTPServer
from typing import Any, NamedTuple

import pytest
import yaml
from playwright.sync_api import Browser

from tests.browser.conftest import _Quiet
from tests.overlay import ROOT
from tests.site.test_faults import build
from tests.sok import peers

QUESTIONS = ROOT / "tests/sok"
NEWEST = 2025
YEARS = (2023, NEWEST)  # those that are asked about
ASK = """async ([base, questions]) => {
  const engine = await (await import(`${base}assets/sokmotor.js`)).open([`${base}sokindex/`])
  const found = []
  for (const question of questions) {
    const { hits } = await engine.ask(question)
    const first = await Promise.all(hits.slice(0, 10).map(async hit => (await hit.load()).meta.adress))
    found.push(first.map(address => address.replace(/#.*/, "").replace(/[/]$/, "")))
  }
  return found
}"""


ENGINES = {  # where each lies, for a year, and how it is asked
    "vår": ("{}/", ASK),
    "Material": ("grannar/{}/material/", peers.ASK_MATERIAL),
    "Pagefind": ("grannar/{}/pagefind/", peers.ASK_PAGEFIND),
}


class Score(NamedTuple):
    """Shares of questions answered by the first hit and by the first three, and the mean of 1/rank."""

    first: float
    three: float
    mean: float

    @classmethod
    def of(cls, ranks: list[int]) -> Score:
        """The score of the answers' ranks, 0 where there was none."""
        asked = len(ranks)
        return cls(
            sum(r == 1 for r in ranks) / asked, sum(0 < r <= 3 for r in ranks) / asked, sum(1 / r for r in ranks if r) / asked
        )


@pytest.fixture(scope="module")
def handbook(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the project's own handbook is served, and the peers' indexes of it under grannar/."""
    folder = tmp_path_factory.mktemp("handbok")
    for name in ("content", "overrides"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    site = folder / "site"
    for year in YEARS:
        build(folder, "--utan-dokument", "--utgava", str(year))
    for year in YEARS:
        pages = peers.articles(site / str(year))
        peers.write_material(pages, site / f"grannar/{year}/material")
        peers.write_pagefind(pages, site / f"grannar/{year}/pagefind")
    with ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(site))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def asked(browser: Browser, base: str, questions: list[Any], engine: str = "vår") -> list[list[str]]:
    """The addresses that an engine finds for each question, best first."""
    place, ask = ENGINES[engine]
    page = browser.new_page()
    page.goto(f"{base}versions.json")
    found: dict[str, list[str]] = {}
    for year in YEARS:
        own = [q["fraga"] for q in questions if q.get("utgava", NEWEST) == year]
        found |= dict(zip(own, page.evaluate(ask, [base + place.format(year), own]), strict=True))
    page.close()
    return [found[q["fraga"]] for q in questions]


def read(name: str) -> list[Any]:
    return list(yaml.safe_load((QUESTIONS / name).read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    ("name", "first", "three"),
    [("fragor.yml", 0.90, 0.97), ("fragor_undanhallna.yml", 0.85, 0.92)],
)
def test_questions_of_staff(browser: Browser, handbook: str, name: str, first: float, three: float) -> None:
    questions = read(name)
    scores = {engine: scored(questions, asked(browser, handbook, questions, engine)) for engine in ENGINES}
    print(f"\n{name:28} antal" + "".join(f"{engine:>11} @1    @3   MRR" for engine in ENGINES))  # noqa: T201  the figures are what the test is for
    for kind in ("alla", *dict.fromkeys(q["slag"] for q in questions)):
        number = sum(kind in {"alla", q["slag"]} for q in questions)
        row = "".join(f"          {s[kind].first:.2f}  {s[kind].three:.2f}  {s[kind].mean:.2f}" for s in scores.values())
        print(f"{kind:28} {number:5}{row}")  # noqa: T201
    ours, *others = (score["alla"] for score in scores.values())
    assert (ours.first >= first, ours.three >= three) == (True, True), ours
    assert all(mine > theirs for peer in others for mine, theirs in zip(ours, peer, strict=True)), scores


def scored(questions: list[Any], found: list[list[str]]) -> dict[str, Score]:
    """The scores by kind of question, and of all."""
    ranks = defaultdict(list)
    for question, addresses in zip(questions, found, strict=True):
        rank = next((place for place, address in enumerate(addresses, 1) if address in question["svar"]), 0)
        ranks[question["slag"]].append(rank)
        ranks["alla"].append(rank)
    return {kind: Score.of(own) for kind, own in ranks.items()}


def test_monday_morning(browser: Browser, handbook: str) -> None:
    """The forty likeliest questions have their answer among the first three."""
    likely = set(yaml.safe_load((QUESTIONS / "mandag.yml").read_text(encoding="utf-8")))
    questions = [q for q in read("fragor.yml") if q["fraga"] in likely]
    missed = [
        q["fraga"]
        for q, found in zip(questions, asked(browser, handbook, questions), strict=True)
        if not set(found[:3]) & set(q["svar"])
    ]
    assert len(missed) <= 1, missed


def test_false_friends(browser: Browser, handbook: str) -> None:
    """What only looks like the word does not come first."""
    questions = read("falska_vanner.yml")
    wrong = [
        q["fraga"]
        for q, found in zip(questions, asked(browser, handbook, questions), strict=True)
        if set(found[:1]) & set(q.get("inte_forst", ()))
        or (q.get("bland_de_forsta") and not set(found[:3]) & set(q["bland_de_forsta"]))
    ]
    assert len(wrong) <= 2, wrong
