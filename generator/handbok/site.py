"""Pages → a site on disk. The only module that knows MkDocs.

An edition's pages become a docs tree of plain Markdown (changed files only), and MkDocs builds that tree into a folder
beside the site. Only when every edition has succeeded is the new site put in the old one's place.
"""

from __future__ import annotations

import html
import json
import logging
import os
import re
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import ChoiceLoader, Environment, FunctionLoader
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.commands.build import get_context
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import AnchorLink, TableOfContents
from mkdocs.utils.templates import TemplateContext

from handbok.article import Heading, article
from handbok.pages import NavLink, Page
from handbok.pages.addresses import HOME, url_of

# A page for what is not found belongs to the whole site, not to an edition, and a sitemap needs full addresses.
_NOT_OURS = frozenset({"404.html", "sitemap.xml"})
_INDENT = re.compile(r"\s*\n\s*")
_CONTENTS_LEVELS = (2, 3)
_FRAME = "ram/"
_UNUSED = re.compile(r"^assets/.*\.map$|^assets/javascripts/lunr/(?!min/lunr\.(?:sv|stemmer\.support)\.min\.js$)")


class SiteError(Exception):
    """MkDocs could not build an edition; the text says why, in MkDocs' words."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What surrounds every page of an edition: its year, the newest year, the menu and the foot's links."""

    name: str
    year: int
    newest: int
    menu: tuple[NavLink, ...]
    foot: tuple[NavLink, ...]


def write_tree(pages: Iterable[Page], data: dict[str, str], folder: Path) -> int:
    """Makes `folder` hold exactly these pages and data files; returns how many files were written anew."""
    wanted = {page.uri: page.markdown for page in pages} | data
    folder.mkdir(parents=True, exist_ok=True)
    written = 0
    for uri, text in wanted.items():
        path = folder / uri
        raw = text.encode()
        try:
            if path.read_bytes() == raw:
                continue
        except OSError:
            path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(raw)
        written += 1
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir():
            if not any(path.iterdir()):
                path.rmdir()
        elif path.relative_to(folder).as_posix() not in wanted:
            path.unlink()
    return written


def build_edition(pages: list[Page], frame: Frame, config_file: Path, docs: Path, target: Path) -> None:
    """Builds one edition's docs tree into `target`. Raises SiteError when MkDocs fails or warns."""
    collector = _Warnings()
    logger = logging.getLogger("mkdocs")
    logger.addHandler(collector)
    logger.propagate = False
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    try:
        config = load_config(
            str(config_file),
            docs_dir=str(docs.resolve()),
            site_dir=str(target.resolve()),
            site_name=f"{frame.name} {frame.year}",
        )
        config.theme.static_templates -= _NOT_OURS
        config.plugins["handbok"] = _Surroundings(pages, frame)
        mkdocs_build(config)
    except (Abort, MkDocsException, OSError) as error:
        raise SiteError("; ".join([*collector.messages, str(error)])) from error
    finally:
        logger.removeHandler(collector)
    if collector.messages:
        raise SiteError("; ".join(collector.messages))


class _OurPage(MkDocsPage):
    """A page that MkDocs sets in its frame: the title, text and headings are made by us, from Markdown we have at hand."""

    def __init__(self, ours: Page, file: File, config: MkDocsConfig) -> None:
        super().__init__(ours.title, file, config)
        self._ours = ours

    def read_source(self, config: MkDocsConfig) -> None:
        """Takes the Markdown from the page, not from the file, and asks for the frame of the page's depth."""
        self.markdown, self.meta = self._ours.markdown, {"template": f"{_FRAME}{url_of(self._ours.uri).count('/')}"}

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Fills in the text and its headings, those that the page's own contents list shows."""
        made = article(self._ours.markdown, self._ours.uri)
        self.content = made.html
        self.toc = TableOfContents(_nested(h for h in made.headings if h.level in _CONTENTS_LEVELS))


def _nested(headings: Iterable[Heading]) -> list[AnchorLink]:
    """The headings as MkDocs has them: each with those under it."""
    top: list[AnchorLink] = []
    open_: list[AnchorLink] = []
    for heading in headings:
        link = AnchorLink(heading.title, heading.anchor, heading.level)
        while open_ and open_[-1].level >= link.level:
            open_.pop()
        (open_[-1].children if open_ else top).append(link)
        open_.append(link)
    return top


class _Warnings(logging.Handler):
    """Collects what MkDocs warns of: in a generated tree every warning is a defect of the generator."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


class _Surroundings(BasePlugin):  # type: ignore[type-arg, no-untyped-call]  # we have no configuration of our own
    """Gives the templates in overrides/ what they show around a page: trail, menu, neighbours."""

    def __init__(self, pages: Iterable[Page], frame: Frame) -> None:
        super().__init__()
        self._pages = {page.uri: page for page in pages}
        self._frame = frame

    def on_files(self, files: Files, /, *, config: Any) -> Files:
        """Puts our pages in, and leaves out what none of them asks for: source maps, other languages' word lists."""
        for file in list(files):
            if file.is_documentation_page():
                if file.src_uri != HOME:  # without a navigation at all, Material leaves the menu's place out
                    file.inclusion = InclusionLevel.NOT_IN_NAV
                _OurPage(self._pages[file.src_uri], file, config)
            elif _UNUSED.search(file.src_uri) or file.src_uri in _NOT_OURS:
                files.remove(file)
        return files

    def on_nav(self, nav: Navigation, /, *, config: Any, files: Any) -> Navigation:
        """Keeps what MkDocs holds for a navigation: a frame asks for it."""
        self._nav = nav
        return nav

    def on_env(self, env: Environment, /, *, config: Any, files: Files) -> Environment:
        """Adds the frames to the templates: main.html as it looks around every page of the same depth."""

        def draw(name: str) -> str | None:
            if not name.startswith(_FRAME):
                return None
            base = "/".join([".."] * int(name.removeprefix(_FRAME))) or "."
            context = self._with_ours(get_context(self._nav, files, config, base_url=base), base)
            return _INDENT.sub("\n", env.get_template("main.html").render(context))

        env.loader = ChoiceLoader([FunctionLoader(draw), *([env.loader] if env.loader else [])])
        return env

    def on_page_context(self, context: TemplateContext, /, *, page: Any, config: Any, nav: Any) -> TemplateContext:
        """Adds what the frame leaves open for each page; every address is relative to the page."""
        ours = self._pages[page.file.src_uri]
        base = f"{context['base_url']}/"
        section = ours.trail[0].uri if ours.trail else ours.uri
        return self._with_ours(
            context,
            context["base_url"],
            trail=_links(ours.trail, base),
            menu=[(link.title, base + url_of(link.uri), link.uri == section) for link in self._frame.menu],
            foot=_links(self._frame.foot, base),
            neighbours_title=ours.neighbours_title,
            neighbours=[(link.title, base + url_of(link.uri), link.uri == ours.uri) for link in ours.neighbours],
        )

    def _with_ours(self, context: TemplateContext, base_url: str, **more: object) -> TemplateContext:
        extended: dict[str, Any] = dict(context)
        extended["handbok"] = {"year": self._frame.year, "newest": self._frame.newest, "home": f"{base_url}/", **more}
        return extended  # type: ignore[return-value]  # a TypedDict with our own key added


def _links(links: Iterable[NavLink], base: str) -> list[tuple[str, str]]:
    return [(link.title, base + url_of(link.uri)) for link in links]


def write_root(folder: Path, name: str, years: list[int]) -> None:
    """What stands beside the editions: the version list in mike's format and the way to the newest edition."""
    newest = max(years)
    versions = [
        {"version": str(y), "title": str(y), "aliases": ["aktuell"] if y == newest else []} for y in sorted(years, reverse=True)
    ]
    (folder / "versions.json").write_text(json.dumps(versions, indent=2) + "\n", encoding="utf-8")
    links = "".join(f'<li><a href="{y}/">Utgåva {y}</a></li>' for y in sorted(years, reverse=True))
    (folder / "index.html").write_text(
        f'<!doctype html>\n<html lang="sv">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width,initial-scale=1">\n'
        f'<meta http-equiv="refresh" content="0; url={newest}/">\n<title>{html.escape(name)}</title>\n</head>\n'
        f"<body>\n<h1>{html.escape(name)}</h1>\n<ul>{links}</ul>\n</body>\n</html>\n",
        encoding="utf-8",
    )


def swap(new: Path, site: Path) -> None:
    """Puts `new` in `site`'s place. The former site stays whole until the new one is complete."""
    old = site.with_name(f"{site.name}.gammal")
    shutil.rmtree(old, ignore_errors=True)
    if site.exists():
        site.rename(old)
    new.rename(site)
    shutil.rmtree(old, ignore_errors=True)


def keep_editions(site: Path, new: Path, years: Iterable[int]) -> list[int]:
    """Links the editions of the present site that are not built this time into the new one; returns which."""
    kept = []
    for year in years:
        if (site / str(year)).is_dir() and not (new / str(year)).exists():
            shutil.copytree(site / str(year), new / str(year), copy_function=os.link)
            kept.append(year)
    return kept


def serve(rebuild: Callable[[], None], folder: Path, watched: Iterable[Path], host: str, port: int) -> None:
    """Serves `folder` on the own machine until interrupted; calls `rebuild` when something in `watched` changes.

    A page that is open in a browser reloads by itself. Raises OSError when the port is taken.
    """
    server = LiveReloadServer(rebuild, host, port, str(folder), mount_path="/")
    for path in watched:
        server.watch(str(path))
    try:
        server.serve()  # type: ignore[no-untyped-call]
    finally:
        server.shutdown()
