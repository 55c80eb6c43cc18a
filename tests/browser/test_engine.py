"""The rules of Swedish that the search has in the browser, each with a question that no handbook has the very words of."""

from __future__ import annotations

import functools
import shutil
import threading
from collections.abc import Iterator
from http.server import ThreadingHTTPServer
from typing import Any

import pytest
from playwright.sync_api import Browser

from handbok.search import index_pages
from handbok.swedish.synonyms import synonyms
from tests.browser.conftest import _Quiet
from tests.overlay import ROOT

PAGES = {
    "samarbetssamtal": "Efter en skilsmässa bokar föräldrarna en tid.",
    "inkop": "Kaffe köper vi genom avtalet.",
    "orosanmalan": "Ta emot en orosanmälan samma dag.",
    "resor": "Boka en bil i god tid. En hyra betalas i efterskott.",
    "tolk": "Beställ tolk till varje samtal.",
    "konsroller": "Tala om kön och identitet.",
}
ASK = """async ([base, question]) => {
  const engine = await (await import(`${base}sokmotor.js`)).open([`${base}sokindex/`])
  const { hits, mended, unknown } = await engine.ask(question)
  return [await Promise.all(hits.map(async hit => (await hit.load()).meta.adress)), mended, unknown]
}"""


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the engine, beside an index of `PAGES`."""
    folder = tmp_path_factory.mktemp("motor")
    for name, text in PAGES.items():
        (folder / "2025" / name).mkdir(parents=True)
        (folder / "2025" / name / "index.html").write_text(
            f'<meta name="handbok:slag" content="Rutin"><article><h1 id="x">{name}</h1><p>{text}</p></article>',
            encoding="utf-8",
        )
    index_pages(folder / "2025", 2025, synonyms([]), folder / "sokindex")
    for script in ("sokmotor.js", "sokindex.js"):
        shutil.copy(ROOT / "overrides/assets" / script, folder)
    with ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def ask(browser: Browser, engine: str, question: str) -> Any:
    page = browser.new_page()
    page.goto(f"{engine}sokindex/urval.json")
    answer = page.evaluate(ASK, [engine, question])
    page.close()
    return answer


@pytest.mark.parametrize(
    ("question", "page"),
    [
        ("oros anmälan", "orosanmalan/"),  # a compound written as two words
        ("skilsmässotolk", "samarbetssamtal/"),  # "skilsmässo-" is skilsmässa
        ("tolksamtalen", "tolk/"),  # a compound whose last part is another form than the handbook's
        ("bilarna", "resor/"),  # a form of a word of three letters
        ("hyror", "resor/"),  # and of one that is three letters and an a
        ("kaffekvarnar", "inkop/"),  # a compound of which the handbook knows one part only
    ],
)
def test_a_word_that_no_page_has_so(browser: Browser, engine: str, question: str, page: str) -> None:
    hits, _, unknown = ask(browser, engine, question)
    assert (page in hits, unknown) == (True, [])


def test_it_is_said_which_part_of_a_compound_was_asked_for(browser: Browser, engine: str) -> None:
    assert ask(browser, engine, "kaffekvarnar")[1] == [["kaffekvarnar", "kaffe"]]


def test_a_short_word_that_begins_as_another_is_not_a_compound_with_it(browser: Browser, engine: str) -> None:
    assert ask(browser, engine, "konstig") == [[], [], ["konstig"]]


def test_words_written_apart_are_not_mended_one_by_one(browser: Browser, engine: str) -> None:
    assert ask(browser, engine, "oros anmälan")[1] == []
