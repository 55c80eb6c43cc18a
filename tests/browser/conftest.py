"""A built handbook served on loopback, and a real browser to read it with.

Chromium comes from the system (`make test` installs it where it may). HANDBOK_CHROMIUM names another one.
"""

from __future__ import annotations

import functools
import os
import shutil
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.site.test_faults import build, checkout

CHROMIUM = os.environ.get("HANDBOK_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome") or ""
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the name the library has
        """Says nothing."""


COMING = """\
---
titel: Nycklar i kodlåda
status: gallande
agare: enhetschef
galler_for: [omvardnadsassistent]
process: utfora-insatser
giltig_fran: 2026-07-01
---
## Varför

Ingen obehörig ska komma in.

## Vem gör vad

Den som har besöket öppnar lådan.

## Steg för steg

1. Öppna lådan.

## Om det inte går

Ring enheten.
"""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not CHROMIUM:
        pytest.skip("ingen Chromium på den här datorn")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where exempelstad's handbook is served; a page has had another id, a rutin has an end, another begins later."""
    folder: Path = checkout(tmp_path_factory.mktemp("webblasare"))
    page = folder / "content/sidor/om.md"
    page.write_text(page.read_text(encoding="utf-8").replace("---\n", "---\ntidigare_id: [om-oss]\n", 1), encoding="utf-8")
    rutin = folder / "content/rutiner/genomforandeplan.md"
    ending = rutin.read_text(encoding="utf-8").replace("giltig_fran:", "giltig_till: 2029-06-30\ngiltig_fran:")
    rutin.write_text(ending, encoding="utf-8")
    coming = folder / "content/rutiner/kodlada.md"
    coming.write_text(COMING, encoding="utf-8")
    build(folder)
    handler = functools.partial(_Quiet, directory=str(folder / "site"))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of its own that may not complain: no error in the console, nothing that cannot be fetched."""
    complaints: list[str] = []
    opened = browser.new_page(viewport={"width": 1280, "height": 900})
    opened.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
    opened.on("pageerror", lambda e: complaints.append(str(e)))
    opened.on("response", lambda r: complaints.append(f"{r.status} {r.url}") if r.status >= 400 else None)
    yield opened
    opened.close()
    assert complaints == []
