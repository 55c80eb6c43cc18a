"""Measures what a search costs a reader: bytes fetched for the first question, and the time from the last key to hits.

    python bench/sok.py --json resultat.json

At 1,000 and 5,000 pages, in Chromium, from a server on this machine that does not compress. Beside it stands the index that
Material's search would fetch for the same pages. What is measured and what the goals are stands in README.md beside this file.
"""

from __future__ import annotations

import argparse
import functools
import json
import shutil
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median, quantiles

from mat import PEERS, Bank, Storlek
from playwright.sync_api import Browser, sync_playwright
from skapa import SENASTE_AR

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
PEER = "prune"
MATERIAL = ("search/search_index.json", "assets/javascripts/workers/search.*.min.js", "assets/javascripts/lunr/*")
TYPE = """async query => {
  const field = document.querySelector(".hb-sok input"), status = document.querySelector(".hb-sok [role=status]")
  status.textContent = ""
  const start = performance.now()
  const shown = new Promise(done => new MutationObserver((_, seen) => {
    if (status.textContent.includes(query)) { seen.disconnect(); done(performance.now() - start) }
  }).observe(status, { childList: true, characterData: true, subtree: true }))
  field.value = query
  field.dispatchEvent(new Event("input"))
  return await shown
}"""


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
    lists = sorted((bank.folder / f"site/{SENASTE_AR}/sokindex/ord").glob("?.json"))
    words = [word for path in lists for word, seen, *_ in json.loads(path.read_text("utf-8")) if seen > 1 and len(word) > 5]
    chosen = words[:: max(1, len(words) // count)][:count]
    return [word[: len(word) * 2 // 3] if i % 3 == 2 else word for i, word in enumerate(chosen)]


def first_bytes(browser: Browser, base: str, queries: list[str]) -> float:
    """The median number of kB fetched from the first key until hits are shown, by a browser that has nothing in store."""
    sizes = []
    for query in queries:
        page = browser.new_context().new_page()
        page.goto(f"{base}{SENASTE_AR}/rutiner/", wait_until="networkidle")
        answers = []
        page.on("response", answers.append)
        page.evaluate(TYPE, query)
        page.wait_for_load_state("networkidle")
        sizes.append(sum(len(answer.body()) for answer in answers))
        page.context.close()
    return median(sizes) / 1000


def latencies(browser: Browser, base: str, queries: list[str]) -> list[float]:
    """Milliseconds from the last key to hits for each question, after the first."""
    page = browser.new_page()
    page.goto(f"{base}{SENASTE_AR}/rutiner/", wait_until="networkidle")
    page.evaluate(TYPE, queries[0])
    return [page.evaluate(TYPE, query) for query in queries[1:]]


def measured(browser: Browser, folder: Path, pages: int, *, peer: bool) -> dict[str, float]:
    """One size of handbook."""
    bank = Bank(folder, Storlek.for_sidor(pages))
    bank.build()
    asked = questions(bank, 60)
    with served(folder / "site") as base:
        times = latencies(browser, base, asked)
        found = {
            "sidor": bank.sajt().sidor,
            "forsta_kb": first_bytes(browser, base, asked[:12]),
            "median_ms": median(times),
            "p95_ms": quantiles(times, n=20)[-1],
        }
    if peer:
        bank.peer(PEER)
        site = folder / f"site-{PEER}"
        found["material_kb"] = sum(f.stat().st_size for pattern in MATERIAL for f in site.glob(pattern) if _fetched(f)) / 1000
    return found


def _fetched(path: Path) -> bool:
    """Of all the languages that Material ships, it fetches the site's own."""
    return path.is_file() and ("lunr" not in path.parts or ".sv." in path.name or "stemmer" in path.name)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description="Mäter vad en sökning kostar den som söker.")
    parser.add_argument("--sidor", type=int, nargs="*", default=[1000, 5000])
    parser.add_argument("--peer", action="store_true", help="bygg även Material på samma sidor och mät dess sökindex")
    parser.add_argument("--json", type=Path, metavar="FIL")
    given = parser.parse_args()
    assert PEER in PEERS
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    rows = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        for pages in given.sidor:
            with tempfile.TemporaryDirectory(prefix="handbok-") as folder:
                rows.append(measured(browser, Path(folder) / "bank", pages, peer=given.peer))
            row = rows[-1]
            print(
                f"{row['sidor']:6} sidor: {row['forsta_kb']:.0f} kB för första frågan, "
                f"träffar efter {row['median_ms']:.0f} ms (median) och {row['p95_ms']:.0f} ms (95 %)"
                + (f"; Material hämtar {row['material_kb']:.0f} kB" if given.peer else ""),
                flush=True,
            )
        browser.close()
    if len(rows) > 1:
        print(
            f"Byte vid {rows[-1]['sidor'] / rows[0]['sidor']:.1f} gånger så många sidor: {rows[-1]['forsta_kb'] / rows[0]['forsta_kb']:.2f} gånger"
        )
    if given.json:
        given.json.write_text(json.dumps(rows, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
