"""An edition's pages → its HTML, with MkDocs and Material. Pages that are as they were are taken from the former site."""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, FunctionLoader
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.commands.build import get_context
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Link, Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import AnchorLink, TableOfContents
from mkdocs.theme import Theme
from mkdocs.utils.templates import TemplateContext

from handbok.article import Heading, article
from handbok.caches import templates
from handbok.pages import NavLink, Page
from handbok.pages.addresses import url_of
from handbok.site.reuse import Record, digest, link_files, link_same, stamps
from handbok.site.tree import Tree, write_files

# A page for what is not found belongs to the whole site, not to an edition, and a sitemap needs full addresses.
_NOT_OURS = frozenset({"404.html", "sitemap.xml"})
_INDENT = re.compile(r"\s*\n\s*")
_CONTENTS_LEVELS = (2, 3)
_FRAME = "ram/"
# Material leaves the menu's place out when MkDocs has none; ours is in overrides/partials/nav.html.
_SOME_MENU = Navigation([Link("Start", "./")], [])
_UNUSED = re.compile(r"^assets/.*\.map$|^assets/javascripts/lunr/(?!min/lunr\.(?:sv|stemmer\.support)\.min\.js$)")


class SiteError(Exception):
    """MkDocs could not build an edition; the text says why, in MkDocs' words."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What surrounds every page of an edition: its year, the menu, the foot's links, a note on top, a feed to follow."""

    name: str
    year: int
    menu: tuple[NavLink, ...]
    foot: tuple[NavLink, ...]
    note: str = ""
    feed: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where an edition is made: the folder it is built in, where the former site has it, and a folder to work in."""

    config: Path
    work: Path
    target: Path
    former: Path


def build_edition(tree: Tree, frame: Frame, place: Place, was: Record, toolchain: str) -> Record:
    """Makes the edition in `place.target`: what `was` vouches for is linked from the former site, the rest is built.

    `toolchain` tells of all code that has a say in the result. Raises SiteError when MkDocs fails or warns.
    """
    made_of = tree.made_of()
    surroundings = looks(frame, place.config, toolchain)
    kept = was.reusable(place.former, surroundings, made_of)

    def needed(uri: str) -> bool:
        return uri not in kept

    if len(kept) < len(made_of) + 1:
        pages = [page for page in tree.pages if needed(page.uri)]
        _run_mkdocs(_Surroundings(pages, frame, assets="" not in kept), place, f"{frame.name} {frame.year}")
        write_files({uri: text for uri, text in tree.data.items() if needed(uri)}, place.target)
        for uri, attached in tree.attachments.items():
            if needed(uri):
                write_files({uri: attached.make()}, place.target)
    link_files((path for paths in kept.values() for path in paths), place.former, place.target)
    index = tree.index
    if index and index.place not in kept:
        index.make(place.target)
        link_same(place.former / index.place, place.target / index.place)
    uris = {_file_of(uri): uri for uri in made_of}

    def origin(path: str) -> str:
        return index.place if index and path.startswith(index.place) else uris.get(path, "")

    files = {path: (origin(path), stamp) for path, stamp in stamps(place.target).items()}
    return Record(frame=surroundings, made_of=made_of, files=files)


def looks(frame: Frame, config: Path, toolchain: str) -> str:
    """A fingerprint of all that is the same around every page: the frame, mkdocs.yml, the files in overrides/, the code."""
    parts = [toolchain.encode(), repr(frame).encode(), config.read_bytes()]
    for path in sorted((config.parent / "overrides").rglob("*")):
        if path.is_file():
            parts += [str(path.relative_to(config.parent)).encode(), path.read_bytes()]
    return digest(*parts)


def _file_of(uri: str) -> str:
    """The file of the edition that something in the tree becomes."""
    return f"{url_of(uri)}index.html" if uri.endswith(".md") else uri


def _run_mkdocs(surroundings: _Surroundings, place: Place, name: str) -> None:
    """Has MkDocs build the pages, which it gets from us and not from a folder. Every warning is a defect of the generator."""
    collector = _Warnings()
    logger = logging.getLogger("mkdocs")
    logger.addHandler(collector)
    logger.propagate = False
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    try:
        place.work.mkdir(parents=True, exist_ok=True)
        docs, target = str(place.work.resolve()), str(place.target.resolve())
        config = load_config(str(place.config), docs_dir=docs, site_dir=target, site_name=name)
        config.theme = _Theme(config.theme)
        config.plugins["handbok"] = surroundings
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


class _Theme(Theme):
    """The theme but for what no page asks for: MkDocs would look at Material's 14,000 icons one by one, for each edition."""

    def __init__(self, whole: Theme) -> None:
        vars(self).update(vars(whole))
        self.static_templates = whole.static_templates - _NOT_OURS

    def get_env(self) -> Environment:
        """What its templates are read with."""
        env = super().get_env()
        env.loader = _WithoutIcons(self.dirs)
        return env


class _WithoutIcons(FileSystemLoader):
    """Templates, of which those that draw icons can be loaded but are not listed."""

    def list_templates(self) -> list[str]:
        """Every file that stands in a theme folder but under one with a dot first, which MkDocs never takes."""
        found = set()
        for folder in self.searchpath:
            for place, folders, files in os.walk(folder):
                folders[:] = [name for name in folders if not name.startswith(".")]
                found |= {os.path.relpath(f"{place}/{name}", folder).replace(os.sep, "/") for name in files}
        return sorted(found)


class _Warnings(logging.Handler):
    """Collects what MkDocs warns of: in a generated tree every warning is a defect of the generator."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


class _Surroundings(BasePlugin):  # type: ignore[type-arg, no-untyped-call]  # we have no configuration of our own
    """Gives MkDocs the pages, and the templates in overrides/ what they show around a page: trail, menu, neighbours."""

    def __init__(self, pages: Iterable[Page], frame: Frame, *, assets: bool) -> None:
        super().__init__()
        self._pages = {page.uri: page for page in pages}
        self._frame = frame
        self._assets = assets

    def on_files(self, files: Files, /, *, config: Any) -> Files:
        """Puts our pages in, and leaves out what no page asks for; all assets are left out when the site has them."""
        for file in list(files):
            if not self._assets or _UNUSED.search(file.src_uri) or file.src_uri in _NOT_OURS:
                files.remove(file)
        for page in self._pages.values():
            file = File.generated(config, page.uri, content=page.markdown, inclusion=InclusionLevel.NOT_IN_NAV)
            files.append(file)
            _OurPage(page, file, config)
        return files

    def on_env(self, env: Environment, /, *, config: Any, files: Files) -> Environment:
        """Adds the frames to the templates: main.html as it looks around every page of the same depth."""

        def draw(name: str) -> str | None:
            if not name.startswith(_FRAME):
                return None
            base = "/".join([".."] * int(name.removeprefix(_FRAME))) or "."
            context = self._with_ours(get_context(_SOME_MENU, files, config, base_url=base), base)
            return _INDENT.sub("\n", env.get_template("main.html").render(context))

        env.bytecode_cache = templates("ram")
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
            labels=ours.labels,
            leads_to=ours.leads_to and base + url_of(ours.leads_to),
            trail=_links(ours.trail, base),
            menu=[(link.title, base + url_of(link.uri), link.uri == section) for link in self._frame.menu],
            foot=_links(self._frame.foot, base),
            neighbours_title=ours.neighbours_title,
            neighbours=[(link.title, base + url_of(link.uri), link.uri == ours.uri) for link in ours.neighbours],
        )

    def _with_ours(self, context: TemplateContext, base_url: str, **more: object) -> TemplateContext:
        extended: dict[str, Any] = dict(context)
        own = {"year": self._frame.year, "note": self._frame.note, "feed": self._frame.feed, "home": f"{base_url}/"}
        extended["handbok"] = own | more
        return extended  # type: ignore[return-value]  # a TypedDict with our own key added


def _links(links: Iterable[NavLink], base: str) -> list[tuple[str, str]]:
    return [(link.title, base + url_of(link.uri)) for link in links]
