"""The whole way from content to a site on disk, with MkDocs and a real file system."""

from __future__ import annotations

import fcntl
import json
import re
import shutil
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urldefrag

import pytest
from bs4 import BeautifulSoup

from handbok.pages.addresses import url_of

ROOT = Path(__file__).parent.parent
EXEMPELSTAD = Path(__file__).parent / "handbocker" / "exempelstad"


def handbok(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from handbok.cli import main; main()", *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)


def checkout(folder: Path) -> Path:
    """A folder with what a handbook's checkout has: content, mkdocs.yml, overrides."""
    shutil.copytree(EXEMPELSTAD, folder / "content")
    shutil.copytree(ROOT / "overrides", folder / "overrides")
    shutil.copy(ROOT / "mkdocs.yml", folder)
    return folder


def snapshot(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = checkout(tmp_path_factory.mktemp("handbok"))
    done = handbok("build", cwd=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def test_says_where_to_look(built: Path) -> None:
    done = handbok("build", "--till", "annan", cwd=built)
    assert "annan/index.html" in done.stderr.replace("\n", "")
    assert done.stdout == ""


def test_pages_can_be_had_as_markdown_and_nothing_is_overwritten(tmp_path: Path) -> None:
    folder = checkout(tmp_path)
    command = ("build", "--utgava", "2024", "--utan-sok", "--markdown", "ut")
    assert handbok(*command, cwd=folder).returncode == 0
    pages = {p.relative_to(folder / "ut/2024").as_posix() for p in (folder / "ut/2024").rglob("*.md")}
    published = {p.relative_to(folder / "site/2024").as_posix() for p in (folder / "site/2024").rglob("index.html")}
    assert {f"{url_of(page)}index.html" for page in pages} == published
    assert list((folder / "ut/2024").rglob("*.pdf"))
    again = handbok(*command, cwd=folder)
    assert again.returncode == 2
    assert "mappen ut/2024 finns redan" in again.stderr


def test_every_edition_and_the_way_to_the_newest(built: Path) -> None:
    site = built / "site"
    assert {p.name for p in site.iterdir()} == {
        "2023",
        "2024",
        "aktuell",
        "index.html",
        "404.html",
        "id.json",
        "sokindex.json",
        "versions.json",
    }
    versions = json.loads((site / "versions.json").read_text(encoding="utf-8"))
    assert [v["version"] for v in versions] == ["2024", "2023"]
    assert versions[0] == {"version": "2024", "title": "2024", "aliases": ["aktuell"]}
    assert "url=aktuell/" in (site / "index.html").read_text(encoding="utf-8")


def test_what_looks_like_a_template_stands_as_it_is_written(tmp_path: Path) -> None:
    """The frame is itself made into a template, so nothing from content may be in it when that happens."""
    folder = checkout(tmp_path)
    trick = "Tre {{ 7 * 7 }} {% raw %} {# tecken #}"
    for file, key in (("handbok.yml", "namn"), ("sidor/om.md", "titel")):
        path = folder / "content" / file
        path.write_text(
            re.sub(rf"^{key}: .*", f'{key}: "{trick}"', path.read_text(encoding="utf-8"), flags=re.MULTILINE), encoding="utf-8"
        )
    done = handbok("build", cwd=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    for page in (folder / "site" / "2024").rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert f"{trick} 2024</title>" in text, page
        assert text.count(trick) >= 4
        assert "49" not in BeautifulSoup(text, "html.parser").title.get_text()  # type: ignore[union-attr]


def test_every_link_leads_somewhere(built: Path) -> None:
    """All addresses in all pages of all editions, stylesheets and scripts included, and every anchor."""
    site = built / "site"
    soups = {p: BeautifulSoup(p.read_text(encoding="utf-8"), "html.parser") for p in site.rglob("*.html")}
    anchors = {p: {t["id"] for t in s.find_all(id=True)} for p, s in soups.items()}
    dead = []
    for page, soup in soups.items():
        for tag in soup.find_all(["a", "link", "script", "img"]):
            address = tag.get("href") or tag.get("src")
            if not address or str(address).startswith(("http:", "https:", "mailto:", "tel:", "data:")):
                continue
            path, anchor = urldefrag(unquote(str(address)))
            target = (page.parent / path).resolve() if path else page
            if target.is_dir():
                target /= "index.html"
            if not target.is_file() or (anchor and anchor not in anchors[target]):
                dead.append(f"{page.relative_to(site)} → {address}")
    assert dead == []


def test_every_page_has_what_a_screen_reader_needs(built: Path) -> None:
    """Language, title, one h1, headings that go down a level at a time, unique ids, names on controls and drawings."""
    faults = []
    for path in (built / "site").rglob("*/**/*.html"):
        soup = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        levels = [int(h.name[1]) for h in soup.select("article :is(h1,h2,h3,h4,h5,h6)")]
        ids = [str(tag["id"]) for tag in soup.find_all(id=True)]
        unnamed = [
            c
            for c in soup.select("button, input:not(.md-toggle), [role=img]")
            if not (c.get("aria-label") or c.get_text(strip=True) or c.find_parent("label"))
            and not soup.select(f'label[for="{c.get("id")}"]')
        ]
        checks = {
            "language": soup.html is not None and soup.html.get("lang") == "sv",
            "title": soup.title is not None and bool(soup.title.get_text(strip=True)),
            "one h1": levels.count(1) == 1,
            "heading levels": all(b <= a + 1 for a, b in pairwise(levels)),
            "unique ids": len(ids) == len(set(ids)),
            "names": not unnamed,
            "skip link": bool(soup.select("a.md-skip")),
        }
        faults += [f"{path.relative_to(built)}: {name}" for name, good in checks.items() if not good]
    assert faults == []


def test_a_reader_of_feeds_finds_the_newest_edition_s_from_every_page(built: Path) -> None:
    feed = (built / "site/2024/andringar.atom").resolve()
    for path in (built / "site/2024").rglob("index.html"):
        link = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser").find("link", rel="alternate")
        assert link, path
        assert (path.parent / str(link["href"])).resolve() == feed
    assert "application/atom+xml" not in (built / "site/2023/index.html").read_text(encoding="utf-8")


def test_no_page_asks_another_host_for_anything(built: Path) -> None:
    for page in (built / "site").rglob("*.html"):
        soup = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")
        asked = [t.get("src") or t.get("href") for t in soup.find_all(["script", "img", "iframe", "link"])]
        assert not [a for a in asked if str(a).startswith(("http:", "https:", "//"))], page


def test_a_fault_stops_before_anything_is_written(built: Path, tmp_path: Path) -> None:
    folder = tmp_path / "kopia"
    shutil.copytree(built, folder, symlinks=True)
    before = snapshot(folder / "site")
    (folder / "content" / "sidor" / "ny.md").write_text("---\ntitel: Ny\n---\n<b>fet</b>\n", encoding="utf-8")
    done = handbok("build", cwd=folder)
    assert done.returncode == 1
    assert "content/sidor/ny.md:4:1: fel[ra-html]" in done.stdout
    assert snapshot(folder / "site") == before


def test_one_edition_is_built_beside_the_others(built: Path, tmp_path: Path) -> None:
    folder = tmp_path / "kopia"
    shutil.copytree(built, folder, symlinks=True)
    before = snapshot(folder / "site")
    done = handbok("build", "--utgava", "2024", cwd=folder)
    assert done.returncode == 0, done.stderr
    assert snapshot(folder / "site") == before


def test_two_builds_at_once(built: Path, tmp_path: Path) -> None:
    """The second says so and leaves everything as it is."""
    folder = tmp_path / "kopia"
    shutil.copytree(built, folder, symlinks=True)
    before = snapshot(folder / "site")
    with (folder / ".handbok" / "las").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = handbok("build", cwd=folder)
    assert done.returncode == 2
    assert "ett annat bygge pågår redan" in done.stderr
    assert snapshot(folder / "site") == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("build", "--utgava", "1999"), "utgåvan 1999 finns inte; åren är 2023, 2024"),
        (("build", "--innehall", "saknas"), "mappen saknas finns inte"),
        (("bygg",), "kommandot bygg finns inte"),
        (("check", "--formatt", "json"), "flaggan --formatt finns inte"),
    ],
)
def test_wrong_usage_is_told_in_swedish(built: Path, arguments: tuple[str, ...], said: str) -> None:
    done = handbok(*arguments, cwd=built)
    assert done.returncode == 2
    assert said in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr


def test_without_mkdocs_yml(tmp_path: Path) -> None:
    shutil.copytree(EXEMPELSTAD, tmp_path / "content")
    done = handbok("build", cwd=tmp_path)
    assert done.returncode == 2
    assert "mkdocs.yml finns inte här" in done.stderr
