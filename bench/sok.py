"""Measures what a search costs: bytes fetched for the first question, time from the last key to hits, the index's share of a build.

    python bench/sok.py --json resultat.json

At 1,000 and 5,000 pages, in Chromium, from a server on this machine that does not compress; beside it Material's search and
plain Pagefind on the same pages. What is measured and what the goals are stands in README.md beside this file.
"""

from __future__ import annotations

import argparse
import functools
import gzip
import json
import shutil
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median, quantiles

from mat import ROOT, Bank, Storlek
from playwright.sync_api import Browser, Page, sync_playwright
from skapa import SENASTE_AR

sys.path.insert(0, str(ROOT))
from tests.sok import peers

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
GOALS = {"forsta_kb": 250, "vaxer": 1.3, "median_ms": 150, "p95_ms": 400, "andel_av_bygget": 0.4}
BETWEEN_KEYS = 60
"""Milliseconds between keys: someone who types fast."""
TYPE = """async ([query, pause]) => {
  const field = document.querySelector(".hb-sok input"), status = document.querySelector(".hb-sok [role=status]")
  let start
  const shown = new Promise(done => new MutationObserver((_, seen) => {
    if (start && status.textContent.includes(`”${query}”`)) { seen.disconnect(); done(performance.now() - start) }
  }).observe(status, { childList: true, characterData: true, subtree: true }))
  for (let typed = 1; typed <= query.length; typed++) {
    if (typed > 1) await new Promise(done => setTimeout(done, pause))
    if (typed === query.length) start = performance.now()
    field.value = query.slice(0, typed)
    field.dispatchEvent(new Event("input"))
  }
  return await shown
}"""
# Questions as fast as they can be put; then what stands on the screen each time it changes once the last has been answered.
FLOOD = """async queries => {
  const field = document.querySelector(".hb-sok input"), status = document.querySelector(".hb-sok [role=status]")
  const seen = []
  new MutationObserver(() => seen.push(status.textContent)).observe(status, { childList: true, characterData: true, subtree: true })
  for (const query of queries) {
    field.value = query
    field.dispatchEvent(new Event("input"))
    await new Promise(done => setTimeout(done, 5))
  }
  const last = `”${queries.at(-1)}”`
  while (!seen.some(text => text.includes(last))) await new Promise(done => setTimeout(done, 20))
  await new Promise(done => setTimeout(done, 3000))
  const after = seen.slice(seen.findIndex(text => text.includes(last)))
  return after.filter(text => !text.includes(last)).length
}"""
# As its own interface does: the engine, then what the first five hits are shown with.
ASK_PAGEFIND = """async ([base, query]) => {
  const pagefind = await import(`${base}pagefind/pagefind.js`)
  await pagefind.init()
  const { results } = await pagefind.search(query)
  await Promise.all(results.slice(0, 5).map(result => result.data()))
}"""
PAGEFIND_UI = ("pagefind-ui.js", "pagefind-ui.css")


class _Tyst(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Says nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address at which a folder is served on this machine."""
    with ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Tyst, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def questions(bank: Bank, count: int) -> list[str]:
    """Words of the handbook, spread over its alphabet; every third as someone types it halfway."""
    index = bank.folder / f"site/{SENASTE_AR}/sokindex"
    lists = json.loads(gzip.decompress((index / "index.json.gz").read_bytes()))["ord"].values()
    words = [
        word
        for name in lists
        for word, seen, *_ in json.loads(gzip.decompress((index / f"ord/{name}.json.gz").read_bytes()))
        if seen > 1 and len(word) > 5
    ]
    chosen = words[:: max(1, len(words) // count)][:count]
    return [word[: len(word) * 2 // 3] if i % 3 == 2 else word for i, word in enumerate(chosen)]


def fetched(page: Page, script: str, given: object) -> float:
    """The kB that a script makes the browser fetch."""
    answers = []
    page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108  Playwright marks what it is given
    page.evaluate(script, given)
    page.wait_for_load_state("networkidle")
    return sum(len(answer.body()) for answer in answers) / 1000


def first_bytes(browser: Browser, base: str, queries: list[str]) -> list[float]:
    """The kB fetched for each question as somebody's first: from the focus in the field until hits are shown, and the script."""
    own = (ROOT / "overrides/assets/sok.js").stat().st_size / 1000
    sizes = []
    for query in queries:
        page = browser.new_context().new_page()
        page.goto(f"{base}{SENASTE_AR}/rutiner/", wait_until="networkidle")
        sizes.append(own + fetched(page, TYPE, [query, BETWEEN_KEYS]))
        page.context.close()
    return sizes


def pagefind_bytes(browser: Browser, base: str, queries: list[str]) -> list[float]:
    """The same for plain Pagefind, without its interface."""
    sizes = []
    for query in queries:
        page = browser.new_context().new_page()
        page.goto(f"{base}versions.json")
        sizes.append(fetched(page, ASK_PAGEFIND, [f"{base}grannar/pagefind/", query]))
        page.context.close()
    return sizes


def latencies(page: Page, queries: list[str]) -> list[float]:
    """Milliseconds from the last key to hits for each question, after the first."""
    page.evaluate(TYPE, [queries[0], BETWEEN_KEYS])
    return [page.evaluate(TYPE, [query, BETWEEN_KEYS]) for query in queries[1:]]


def measured(browser: Browser, folder: Path, pages: int) -> dict[str, float]:
    """One size of handbook."""
    bank = Bank(folder, Storlek.for_sidor(pages))
    bare, whole = bank.build("--utan-sok"), bank.build()
    site, grannar = folder / "site", folder / "site/grannar"
    articles = peers.articles(site / str(SENASTE_AR))
    peers.write_material(articles, grannar / "material")
    peers.write_pagefind(articles, grannar / "pagefind")
    asked = questions(bank, 120)
    with served(site) as base:
        page = browser.new_page()
        page.goto(f"{base}{SENASTE_AR}/rutiner/", wait_until="networkidle")
        times = latencies(page, asked[:60])
        stale = page.evaluate(FLOOD, asked[:100])
        page.close()
        first = first_bytes(browser, base, asked[:24])
        theirs = pagefind_bytes(browser, base, asked[:24:2])
    return {
        "sidor": bank.sajt().sidor,
        "forsta_kb": median(first),
        "forsta_kb_mest": max(first),
        "median_ms": median(times),
        "p95_ms": quantiles(times, n=20)[-1],
        "gamla_svar": stale,
        "andel_av_bygget": 1 - bare.cpu / whole.cpu,
        "pagefind_kb": median(theirs),
        "pagefind_med_granssnitt_kb": median(theirs)
        + sum((grannar / "pagefind/pagefind" / n).stat().st_size for n in PAGEFIND_UI) / 1000,
        "material_kb": sum(f.stat().st_size for f in (grannar / "material").rglob("*") if f.is_file()) / 1000,
    }


def rapport(row: dict[str, float]) -> Iterator[str]:
    """What was measured at one size, as lines to read."""
    yield f"{row['sidor']} sidor"
    yield f"  första frågan: {row['forsta_kb']:.0f} kB, som mest {row['forsta_kb_mest']:.0f} (mål högst {GOALS['forsta_kb']})"
    yield (
        f"  vanlig Pagefind: {row['pagefind_kb']:.0f} kB, med sitt gränssnitt {row['pagefind_med_granssnitt_kb']:.0f}; "
        f"Material: {row['material_kb']:.0f} kB"
    )
    yield f"  träffar efter {row['median_ms']:.0f} ms i median (mål {GOALS['median_ms']}), {row['p95_ms']:.0f} ms vid 95 % (mål {GOALS['p95_ms']})"
    yield f"  gamla svar efter hundra snabba frågor: {row['gamla_svar']:.0f}"
    yield f"  sökindexets del av byggets CPU: {row['andel_av_bygget']:.2f} (mål högst {GOALS['andel_av_bygget']})"


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description="Mäter vad en sökning kostar.")
    parser.add_argument("--sidor", type=int, nargs="*", default=[1000, 5000])
    parser.add_argument("--json", type=Path, metavar="FIL")
    given = parser.parse_args()
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    rows = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        for pages in given.sidor:
            with tempfile.TemporaryDirectory(prefix="handbok-") as folder:
                rows.append(measured(browser, Path(folder) / "bank", pages))
            print(*rapport(rows[-1]), sep="\n", flush=True)
        browser.close()
    if len(rows) > 1:
        more, grown = rows[-1]["sidor"] / rows[0]["sidor"], rows[-1]["forsta_kb"] / rows[0]["forsta_kb"]
        print(f"{more:.1f} gånger så många sidor ger {grown:.2f} gånger så många byte (mål högst {GOALS['vaxer']})")
    if given.json:
        given.json.write_text(json.dumps(rows, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
