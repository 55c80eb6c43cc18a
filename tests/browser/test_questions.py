"""The search asked as staff would ask it, in a real browser, on the project's own handbook.

`tests/sok/fragor.yml` is what the ranking was tuned on, `fragor_undanhallna.yml` a third that was kept unread meanwhile.
What is printed (`pytest -s`) is the share of questions answered by the first hit and by the first three, and the mean of
1/rank.
"""

from __future__ import annotations

import functools
import shutil
import threading
from collections import defaultdict
from collections.abc import Iterator
from http.server import ThreadingHTTPServer
from typing import Any

import pytest
import yaml
from playwright.sync_api import Browser

from tests.browser.conftest import _Quiet
from tests.overlay import ROOT
from tests.site.test_faults import build

QUESTIONS = ROOT / "tests/sok"
NEWEST = 2025
ASK = """async ([base, year, questions]) => {
  const engine = await (await import(`${base}${year}/assets/sokmotor.js`)).open([`${base}${year}/sokindex/`])
  const found = []
  for (const question of questions) {
    const { hits } = await engine.ask(question)
    const first = await Promise.all(hits.slice(0, 10).map(async hit => (await hit.load()).meta.adress))
    found.push(first.map(address => address.replace(/#.*/, "").replace(/[/]$/, "")))
  }
  return found
}"""


@pytest.fixture(scope="module")
def handbook(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the project's own handbook is served."""
    folder = tmp_path_factory.mktemp("handbok")
    for name in ("content", "overrides"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    build(folder, "--utan-dokument")
    with ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(folder / "site"))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def asked(browser: Browser, base: str, questions: list[Any]) -> list[list[str]]:
    """The addresses found for each question, best first."""
    page = browser.new_page()
    page.goto(f"{base}versions.json")
    found: dict[str, list[str]] = {}
    for year in sorted({q.get("utgava", NEWEST) for q in questions}):
        own = [q["fraga"] for q in questions if q.get("utgava", NEWEST) == year]
        found |= dict(zip(own, page.evaluate(ASK, [base, year, own]), strict=True))
    page.close()
    return [found[q["fraga"]] for q in questions]


def read(name: str) -> list[Any]:
    return list(yaml.safe_load((QUESTIONS / name).read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    ("name", "first", "three"),
    [("fragor.yml", 0.83, 0.93), ("fragor_undanhallna.yml", 0.74, 0.84)],
)
def test_questions_of_staff(browser: Browser, handbook: str, name: str, first: float, three: float) -> None:
    questions = read(name)
    ranks = defaultdict(list)
    for question, found in zip(questions, asked(browser, handbook, questions), strict=True):
        rank = next((place for place, address in enumerate(found, 1) if address in question["svar"]), 0)
        ranks[question["slag"]].append(rank)
        ranks["alla"].append(rank)
    print(f"\n{name:28} antal    @1    @3   MRR")  # noqa: T201  the figures are what the test is for
    for kind, own in ranks.items():
        at_1, at_3, mean = (sum(share) / len(own) for share in _shares(own))
        print(f"{kind:28} {len(own):5}  {at_1:.2f}  {at_3:.2f}  {mean:.2f}")  # noqa: T201
    at_1, at_3, _ = (sum(share) / len(questions) for share in _shares(ranks["alla"]))
    assert (at_1 >= first, at_3 >= three) == (True, True), (at_1, at_3)


def _shares(ranks: list[int]) -> tuple[list[float], list[float], list[float]]:
    return [float(r == 1) for r in ranks], [float(0 < r <= 3) for r in ranks], [1 / r if r else 0.0 for r in ranks]


def test_monday_morning(browser: Browser, handbook: str) -> None:
    """The forty likeliest questions have their answer among the first three."""
    likely = set(yaml.safe_load((QUESTIONS / "mandag.yml").read_text(encoding="utf-8")))
    questions = [q for q in read("fragor.yml") if q["fraga"] in likely]
    missed = [
        q["fraga"]
        for q, found in zip(questions, asked(browser, handbook, questions), strict=True)
        if not set(found[:3]) & set(q["svar"])
    ]
    assert len(missed) <= 3, missed


def test_false_friends(browser: Browser, handbook: str) -> None:
    """What only looks like the word does not come first."""
    questions = read("falska_vanner.yml")
    wrong = [
        q["fraga"]
        for q, found in zip(questions, asked(browser, handbook, questions), strict=True)
        if set(found[:1]) & set(q.get("inte_forst", ()))
        or (q.get("bland_de_forsta") and not set(found[:3]) & set(q["bland_de_forsta"]))
    ]
    assert len(wrong) <= 6, wrong
