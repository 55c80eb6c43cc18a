"""Pages → a site on disk. The only module that knows MkDocs.

An edition's pages become a docs tree of plain Markdown (changed files only), and MkDocs builds that tree into a folder
beside the site. Only when every edition has succeeded is the new site put in the old one's place.
"""

from __future__ import annotations

import gc
import html
import json
import logging
import os
import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import markdown
import mkdocs.structure.pages as mkdocs_pages
from markdown.treeprocessors import InlineProcessor
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, MkDocsException
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import Files
from mkdocs.utils.templates import TemplateContext

from handbok.pages import NavLink, Page
from handbok.pages.addresses import url_of

# A 404 page has no folder of its own and a sitemap no relative links: both are made only when site_url is set.
_NEEDS_FULL_ADDRESS = frozenset({"404.html", "sitemap.xml"})
_INDENT = re.compile(r"\s*\n\s*")
_INLINE_START = re.compile(r"[`\\\[<&*_]|  \n")
# Every pattern is tried at every piece of text. Prose has no images (they are a fault) and no bare e-mail links.
_UNUSED_PATTERNS = ("image_link", "image_reference", "short_image_ref", "automail")
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
    # A build makes millions of small objects and few cycles: the collector's passes cost a tenth and free nothing.
    gc.disable()
    try:
        config = load_config(
            str(config_file),
            docs_dir=str(docs.resolve()),
            site_dir=str(target.resolve()),
            site_name=f"{frame.name} {frame.year}",
        )
        if not config.site_url:
            config.theme.static_templates -= _NEEDS_FULL_ADDRESS
        config.plugins["handbok"] = _Surroundings(pages, frame)
        with _one_converter():
            mkdocs_build(config)
    except (Abort, MkDocsException, OSError) as error:
        raise SiteError("; ".join([*collector.messages, str(error)])) from error
    finally:
        gc.enable()
        logger.removeHandler(collector)
    if collector.messages:
        raise SiteError("; ".join(collector.messages))


@contextmanager
def _one_converter() -> Iterator[None]:
    """Lets MkDocs convert all pages with one Markdown converter, reset in between, instead of a new one for each page.

    Setting up the extensions costs as much as converting a short page. Nor does MkDocs read every page a second time to
    collect anchors in raw HTML: that every anchor exists is tested on the built site.
    """
    stand_ins = {"markdown": _SharedConverter(), "_RawHTMLPreprocessor": _NoPreprocessor}
    originals = {name: getattr(mkdocs_pages, name) for name in stand_ins}
    vars(mkdocs_pages).update(stand_ins)
    try:
        yield
    finally:
        vars(mkdocs_pages).update(originals)


class _SharedConverter:
    """Stands in for the module `markdown` inside MkDocs."""

    def __init__(self) -> None:
        self._converter: markdown.Markdown | None = None

    def Markdown(self, **options: Any) -> markdown.Markdown:  # noqa: N802  the name MkDocs calls
        """The one converter, ready for the next page."""
        if self._converter is None:
            self._converter = markdown.Markdown(**options)
            for unused in _UNUSED_PATTERNS:
                self._converter.inlinePatterns.deregister(unused)
            self._converter.treeprocessors.register(_QuickInline(self._converter), "inline", 20)
        return self._converter.reset()


class _QuickInline(InlineProcessor):
    """Markdown's inline step, which spares plain text: it tries no pattern at text without a character that starts one."""

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803  its private name
        if not _INLINE_START.search(data):
            return data
        return str(super()._InlineProcessor__handleInline(data, patternIndex))  # type: ignore[misc]


class _NoPreprocessor:
    """Stands in for MkDocs' collector of anchors in raw HTML."""

    present_anchor_ids: frozenset[str] = frozenset()

    def _register(self, md: markdown.Markdown) -> None:
        """Takes no part in the conversion."""


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
        """Leaves out what no page of ours asks for: source maps, other languages' word lists, an empty sitemap."""
        for file in list(files):
            if _UNUSED.search(file.src_uri) or (not config.site_url and file.src_uri in _NEEDS_FULL_ADDRESS):
                files.remove(file)
        return files

    def on_page_context(self, context: TemplateContext, /, *, page: Any, config: Any, nav: Any) -> TemplateContext:
        """Adds `handbok`; every address in it is relative to the page."""
        ours = self._pages[page.file.src_uri]
        base = f"{context['base_url']}/"
        section = ours.trail[0].uri if ours.trail else ours.uri
        extended: dict[str, Any] = dict(context)
        extended["handbok"] = {
            "kind": ours.kind,
            "year": self._frame.year,
            "newest": self._frame.newest,
            "name": self._frame.name,
            "home": base,
            "trail": _links(ours.trail, base),
            "menu": [(link.title, base + url_of(link.uri), link.uri == section) for link in self._frame.menu],
            "foot": _links(self._frame.foot, base),
            "neighbours_title": ours.neighbours_title,
            "neighbours": [(link.title, base + url_of(link.uri), link.uri == ours.uri) for link in ours.neighbours],
        }
        return extended  # type: ignore[return-value]  # a TypedDict with our own key added

    def on_post_page(self, output: str, /, *, page: Any, config: Any) -> str:
        """Squeezes the blanks out of the frame, a fifth of a short page; the article is left as it is."""
        before, article, rest = output.partition("<article")
        content, end, after = rest.rpartition("</article>")
        return _INDENT.sub("\n", before) + article + content + end + _INDENT.sub("\n", after)


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
