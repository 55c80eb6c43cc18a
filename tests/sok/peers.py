"""The searches that ours is measured beside: Material's own (`lang: sv`) and plain Pagefind, on the same published pages.

Each gets the articles of every page that ours searches, as they are published, and is asked in the browser with the code
that it ships. Nothing else is set than what its documentation tells a Swedish site to set.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace

from material.plugins.search.plugin import SearchIndex
from pagefind.service import get_executable

MATERIAL, PAGEFIND = "material", "pagefind"
_ARTICLE = re.compile(r"<h1\b.*?(?=</article>)", re.DOTALL)
_PILCROW = re.compile(r'<a class="headerlink".*?</a>')
_THEME = Path(SearchIndex.__init__.__code__.co_filename).parents[2] / "templates/assets/javascripts"
# What `search: {lang: sv}` writes. Asked for a stemmer as well, Material answers fewer questions: what is typed is not stemmed.
_SETTINGS = {
    "lang": ["sv"],
    "separator": r"[\s\-]+",
    "pipeline": ["stopWordFilter"],
    "fields": {"title": {"boost": 1000.0}, "text": {"boost": 1.0}, "tags": {"boost": 1000000.0}},
}


def articles(edition: Path) -> dict[str, str]:
    """The HTML of each page that can be searched, from its title to its end, by address in the edition."""
    found = {}
    for path in sorted(edition.rglob("index.html")):
        page = path.read_text(encoding="utf-8")
        article = _ARTICLE.search(page)
        if article and 'name="handbok:slag"' in page:
            address = path.parent.relative_to(edition).as_posix()
            found["" if address == "." else f"{address}/"] = _PILCROW.sub("", article.group())
    return found


def write_material(pages: Mapping[str, str], folder: Path) -> None:
    """What Material's search fetches: its index of the pages, made by its own plugin, its worker and its Swedish."""
    index = SearchIndex(**_SETTINGS)
    for address, article in pages.items():
        index.add_entry_from_context(SimpleNamespace(content=article, meta={}, toc=(), url=address, title=address))
    for name in ("workers", "lunr/min"):
        (folder / name).mkdir(parents=True)
    shutil.copy(next(_THEME.glob("workers/search.*.min.js")), folder / "workers/search.js")
    for name in ("lunr.stemmer.support.min.js", "lunr.sv.min.js"):
        shutil.copy(_THEME / "lunr/min" / name, folder / "lunr/min")
    (folder / "search_index.json").write_text(index.generate_search_index(None), encoding="utf-8")


def write_pagefind(pages: Mapping[str, str], folder: Path) -> None:
    """Plain Pagefind's index of the pages, in `folder`/pagefind."""
    for address, article in pages.items():
        path = folder / address / "index.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f'<html lang="sv"><body><main data-pagefind-body>{article}</main></body></html>', encoding="utf-8")
    subprocess.run([str(get_executable()), "--site", str(folder), "--silent"], check=True)


# Each takes [the address of the peer's folder, questions] and gives the addresses found for each question, best first.
ASK_MATERIAL = """async ([base, questions]) => {
  const worker = new Worker(`${base}workers/search.js`)
  const told = message => new Promise(done => { worker.onmessage = answer => done(answer.data); worker.postMessage(message) })
  const { config, docs } = await (await fetch(`${base}search_index.json`)).json()
  await told({ type: 0, data: { config, docs, options: { suggest: false } } })
  const found = []
  for (const question of questions) {
    const { data } = await told({ type: 2, data: question })
    found.push(data.items.slice(0, 10).map(([first]) => first.location.replace(/#.*/, "").replace(/[/]$/, "")))
  }
  worker.terminate()
  return found
}"""
ASK_PAGEFIND = """async ([base, questions]) => {
  const pagefind = await import(`${base}pagefind/pagefind.js`)
  await pagefind.options({ baseUrl: "/" })
  await pagefind.init()
  const found = []
  for (const question of questions) {
    const { results } = await pagefind.search(question)
    const pages = await Promise.all(results.slice(0, 10).map(result => result.data()))
    found.push(pages.map(page => page.url.replace(/#.*/, "").replace(/^[/]|[/]$/g, "")))
  }
  return found
}"""
