"""Catalog → the whole site: every edition's pages and data, built side by side, put in place only when all succeeded."""

from __future__ import annotations

import gc
import multiprocessing
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from handbok.archive.errors import ArchiveError
from handbok.archive.register import Sealing
from handbok.archive.unpack import copy_out
from handbok.catalog import Catalog
from handbok.editions import Edition
from handbok.export import export
from handbok.feeds import feeds
from handbok.figures import reasons
from handbok.locks import TakenError, held
from handbok.memory import FORGETFUL, Memory
from handbok.orphans import die_with_parent
from handbok.pages import NavLink, addresses
from handbok.pages.addresses import uri_of
from handbok.pages.kinds.review import FEED
from handbok.pages.lines import lines, replaced
from handbok.pages.render import render
from handbok.paths import Paths
from handbok.protection import published
from handbok.site.edition import Frame, Place, SiteError, build_edition, looks
from handbok.site.reuse import Record, Stamp, digest, link_files, read_record, stamps, write_record
from handbok.site.root import write_root
from handbok.site.swap import keep_editions, restore, swap
from handbok.site.tree import SEARCH_INDEX, Attachment, Index, Tree, write_tree
from handbok.skeleton import Skeleton
from handbok.swedish.alphabet import alphabetical
from handbok.toolchain import toolchain

if TYPE_CHECKING:
    from handbok.documents import Document

_NOT_SEALED = "Året är förseglat, men den här sidan är byggd ur innehållet och inte hämtad ur arkivet."


@dataclass(frozen=True, slots=True)
class Built:
    """An edition that was built: its year and how many pages it has."""

    year: int
    pages: int


class BuildError(Exception):
    """The build could not be done; the text is Swedish and meant for the person who started it."""


def menu() -> tuple[NavLink, ...]:
    """The edition's main menu, in the order of how often a reader needs it."""
    return (
        NavLink("Rutiner", addresses.RUTINER),
        NavLink("Processer", addresses.PROCESSES),
        NavLink("Roller", addresses.ROLES),
        NavLink("Granskning", addresses.REVIEWS),
        NavLink("Mål", addresses.GOALS),
        NavLink("Planer", addresses.PLANS),
        NavLink("Uppföljning", addresses.REPORTS),
        NavLink("Indikatorer", addresses.INDICATORS),
        NavLink("Aktiviteter", addresses.ACTIVITIES),
        NavLink("Enheter", addresses.UNITS),
        NavLink("Spårbarhet", addresses.TRACEABILITY),
        NavLink("A–Ö", addresses.A_TO_Z),
        NavLink("Ordlista", addresses.GLOSSARY),
    )


def foot(edition: Edition, *, with_guides: bool = False) -> tuple[NavLink, ...]:
    """The links at the foot of every page: the free pages and what a reviewer or an editor looks for."""
    pages = sorted(edition.catalog.sidor.values(), key=lambda p: (p.data.ordning, alphabetical(p.data.titel)))
    return (
        *(NavLink(p.data.titel, uri_of(p)) for p in pages),
        NavLink("Källnoteringar", addresses.SOURCE_NOTES),
        NavLink("Öppna data", addresses.OPEN_DATA),
        *([NavLink("Kontroller", addresses.CHECKS)] if with_guides else []),
    )


def build(
    catalog: Catalog,
    paths: Paths,
    year: int | None = None,
    progress: Callable[[Built], None] = lambda _: None,
    sealed: Mapping[int, Sealing] | None = None,
    finish: Callable[[list[Built]], None] = lambda _: None,
) -> list[Built]:
    """Builds every edition, or only `year` beside those that the site has already, and puts the site in place.

    What has not changed since the former build is taken over from it, and the years in `sealed` are copied out of the
    archive. `finish` is called when the site stands, before another build may begin. Raises BuildError, with the former site
    untouched, when an edition cannot be built, a sealed one is not at hand or another build is under way.
    """
    years = [year] if year else list(catalog.years)
    catalog = published(catalog, Memory(paths.work / "minne", toolchain()))
    with _alone(paths.work):
        new = paths.site.with_name(f"{paths.site.name}.ny")
        try:
            restore(paths.site)
            others = [y for y in catalog.years if y not in years and (paths.site / str(y)).is_dir()]
            guides = read_guides(paths.guides)
            sealed = sealed or {}
            jobs = [
                _Copy(sealed[y], paths, new / str(y))
                if y in sealed and paths.from_archive
                else _Job(
                    Edition(catalog, y, drafts=paths.drafts, living=paths.living),
                    guides,
                    paths,
                    new / str(y),
                    toolchain(),
                    _NOT_SEALED if y in sealed else "",
                )
                for y in years
            ]
            copied = {job.year: job.sealing.kontrollsumma for job in jobs if isinstance(job, _Copy)}
            root = _Root(catalog, sorted([*years, *others]), paths, copied)
            unchanged = {job.year: pages for job in jobs if (pages := job.unchanged()) is not None}
            if len(unchanged) == len(jobs) and root.unchanged():
                done = [Built(y, pages) for y, pages in unchanged.items()]
            else:
                shutil.rmtree(new, ignore_errors=True)
                new.mkdir(parents=True)
                done = _build_editions(jobs, unchanged, progress)
                keep_editions(paths.site, new, others)
                root.write(new)
                swap(new, paths.site)
            finish(done)
        except SiteError as error:
            raise BuildError(str(error)) from error
        except OSError as error:
            raise BuildError(f"det gick inte att skriva {error.filename or paths.site}: {error.strerror}") from error
        finally:
            shutil.rmtree(new, ignore_errors=True)
    return done


def _build_editions(jobs: Sequence[_Job | _Copy], unchanged: dict[int, int], progress: Callable[[Built], None]) -> list[Built]:
    """Takes over the editions of which nothing has changed and builds the others side by side over the cores."""
    done: list[Built] = []

    def note(built: Built) -> None:
        done.append(built)
        progress(built)

    changed = [job for job in jobs if job.year not in unchanged]
    for job in jobs:
        if job not in changed:
            job.take_over()
            note(Built(job.year, unchanged[job.year]))
    workers = min(len(changed), os.cpu_count() or 1)
    if workers < 2:
        for job in changed:
            note(_reported(job.build, job.year))
    else:
        with ProcessPoolExecutor(workers, multiprocessing.get_context("spawn"), die_with_parent) as pool:
            running = {pool.submit(job.build): job.year for job in changed}
            for future in as_completed(running):
                note(_reported(future.result, running[future]))
    return sorted(done, key=lambda b: b.year)


def _reported(work: Callable[[], Built], year: int) -> Built:
    """What `work` gives; a failure is told in Swedish with the edition's year."""
    try:
        return work()
    except SiteError as error:
        raise BuildError(f"utgåva {year} gick inte att bygga: {error}") from error


@dataclass(frozen=True, slots=True)
class _Root:
    """What stands beside the editions of those years.

    `sealed` are the years that were copied, with their digests. A sealed edition may have the index of an older engine,
    so that a search in all years has one made anew over the same pages.
    """

    catalog: Catalog
    years: list[int]
    paths: Paths
    sealed: Mapping[int, str]

    def unchanged(self) -> bool:
        """Whether the present site has all of it as it would be written again."""
        was = read_record(self._record)
        return was.inputs == self._inputs and was.files == self._files(self.paths.site)

    def write(self, folder: Path) -> None:
        """Writes it into a folder that has the editions."""
        indexes = {year: f"{year}/{SEARCH_INDEX}" for year in self.years}
        for year in self.sealed:
            indexes[year] = f"{SEARCH_INDEX}{year}/"
            self._index_anew(year, folder)
        write_root(folder, self.catalog.handbok.namn, indexes, lines(self.catalog), self._replaced)
        write_record(Record(inputs=self._inputs, files=self._files(folder)), self._record)

    def _index_anew(self, year: int, folder: Path) -> None:
        """Makes a sealed edition's index beside the editions, or takes it over from the present site."""
        from handbok.indexing import make_index, search_synonyms  # noqa: PLC0415  as in _search_index

        place, known = Path(SEARCH_INDEX, str(year)), search_synonyms(self.catalog)
        record = self._record.with_name(f"{year}-sok.json")
        was, inputs = read_record(record), digest(toolchain(), self.sealed[year], repr(known))
        if was.inputs == inputs and was.intact(self.paths.site / place):
            link_files(was.files, self.paths.site / place, folder / place)
        else:
            (folder / SEARCH_INDEX).mkdir(exist_ok=True)
            make_index(folder / str(year), year, known, folder / place)
        files = {path: ("", stamp) for path, stamp in stamps(folder / place).items()}
        write_record(Record(inputs=inputs, files=files), record)

    def _files(self, site: Path) -> dict[str, tuple[str, Stamp]]:
        years = {str(year) for year in self.years}
        return {path: ("", stamp) for path, stamp in stamps(site, skipping=years).items()}

    @property
    def _record(self) -> Path:
        return self.paths.work / "bygge" / self.paths.site.name / "rot.json"

    @property
    def _inputs(self) -> str:
        known = (self.years, lines(self.catalog), self._replaced, self.sealed)
        return digest(toolchain(), self.catalog.handbok.namn, *map(repr, known))

    @property
    def _replaced(self) -> dict[int, list[str]]:
        return {year: replaced(self.catalog, year) for year in self.years}


@dataclass(frozen=True, slots=True)
class _Job:
    """One edition to build, in this process or another."""

    edition: Edition
    guides: dict[str, str]
    paths: Paths
    target: Path
    toolchain: str
    note: str = ""

    @property
    def year(self) -> int:
        """The edition's year."""
        return self.edition.year

    def unchanged(self) -> int | None:
        """How many pages the edition has, when all it was made of is as it was and the present site has it whole."""
        was = read_record(self._record)
        surroundings = looks(self._frame, self.paths.config, self.toolchain)
        if self.paths.markdown or (was.inputs, was.frame) != (self._inputs, surroundings) or not was.intact(self._place.former):
            return None
        return sum(uri.endswith(".md") for uri in was.made_of)

    def take_over(self) -> None:
        """Links the whole edition from the present site."""
        link_files(read_record(self._record).files, self._place.former, self.target)

    def build(self) -> Built:
        """Renders the edition and builds what has changed in it."""
        # A build makes millions of small objects and few cycles: the collector's passes cost a tenth and free nothing.
        gc.collect()  # what the edition before left, when one process builds several
        gc.disable()
        try:
            tree = docs_tree(
                self.edition, self.guides, documents=self.paths.documents, search=self.paths.search, memory=self._memory
            )
            self._write_markdown(tree)
            record = build_edition(tree, self._frame, self._place, read_record(self._record), self.toolchain)
            write_record(replace(record, inputs=self._inputs), self._record)
        finally:
            gc.enable()
        return Built(self.edition.year, len(tree.pages))

    @property
    def _record(self) -> Path:
        return self.paths.work / "bygge" / self.paths.site.name / f"{self.edition.year}.json"

    @property
    def _memory(self) -> Memory:
        return Memory(self.paths.work / "minne" / self.paths.site.name / str(self.year), self.toolchain)

    def _write_markdown(self, tree: Tree) -> None:
        if self.paths.markdown:
            folder = self.paths.markdown / str(self.year)
            if folder.exists():
                raise SiteError(f"mappen {folder} finns redan")
            write_tree(tree, folder)

    @property
    def _place(self) -> Place:
        year = str(self.edition.year)
        return Place(self.paths.config, self.paths.work / "mkdocs" / year, self.target, self.paths.site / year)

    @property
    def _frame(self) -> Frame:
        handbok = self.edition.handbok
        feed = FEED if self.edition.current else ""
        links = foot(self.edition, with_guides=bool(self._own_guides))
        return Frame(handbok.namn, self.edition.year, menu(), links, self.note, feed)

    @property
    def _own_guides(self) -> dict[str, str]:
        """Editors find the explanations of the check's codes in the newest edition only."""
        return self.guides if self.edition.current else {}

    @property
    def _inputs(self) -> str:
        """A fingerprint of all content that the edition is made of."""
        sources = {post.source.path: post.source.lines for post in self.edition.catalog.posts()}
        texts = [f"{path}\n" + "\n".join(lines) for path, lines in sorted(sources.items())]
        # What is not shown can follow from what another year's files say.
        texts += ["\n".join(reasons(post.data)) + repr(post.data) for post in self.edition.catalog.with_counts()]
        choices = (self.edition.current, self.paths.documents, self.paths.search, self.paths.drafts, self._own_guides)
        return digest(self.edition.handbok.model_dump_json(), repr(choices), *texts)


def read_guides(folder: Path) -> dict[str, str]:
    """The Markdown of each code's page; empty when the folder is not there."""
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.md"))}


def docs_tree(
    edition: Edition,
    guides: dict[str, str] | None = None,
    *,
    documents: bool = True,
    search: bool = True,
    memory: Memory = FORGETFUL,
) -> Tree:
    """Everything that the edition publishes: pages, open data, feed and calendar, the yearly documents, the search index."""
    attachments = dict(_documents(edition)) if documents else {}
    skeleton = Skeleton(edition, (repr(guides), repr(sorted(attachments))), memory)
    pages = render(edition, guides, attachments, skeleton)
    data = export(edition, skeleton) | skeleton.once("floden", lambda: feeds(edition))
    return Tree(tuple(pages), data, attachments, _search_index(edition) if search else None)


def _search_index(edition: Edition) -> Index:
    # The library of Swedish words takes a fifth of a second to load, which a build without an index need not wait for.
    from handbok.indexing import edition_index  # noqa: PLC0415

    return edition_index(edition)


def _documents(edition: Edition) -> Iterator[tuple[str, Attachment]]:
    """Each document as PDF and as a Word file, dated the day the plan was set or the year's last day."""
    # The libraries for these take a fifth of a second to load, which only a build that makes documents has to wait for.
    from handbok.documents import DocumentError, all_documents, docx, outline, pdf  # noqa: PLC0415

    def written(write: Callable[[Document, date], bytes], document: Document, dated: date) -> bytes:
        try:
            return write(document, dated)
        except DocumentError as error:
            raise SiteError(str(error)) from error

    for kind in all_documents(edition):
        document = outline(edition, kind.unit, kind.period)
        plan = edition.planer[kind.unit].data
        dated = plan.faststalld if plan.faststalld and kind.period is None else edition.last_day
        made_of = digest(toolchain(), repr(document), str(dated))
        yield f"{kind.path}.pdf", Attachment(made_of, partial(written, pdf, document, dated))
        yield f"{kind.path}.docx", Attachment(made_of, partial(written, docx, document, dated))


@dataclass(frozen=True, slots=True)
class _Copy:
    """One sealed edition to copy out of the archive; it is never built."""

    sealing: Sealing
    paths: Paths
    target: Path

    @property
    def year(self) -> int:
        """The edition's year."""
        return self.sealing.ar

    def unchanged(self) -> int | None:
        """How many pages the edition has, when the present site has this very sealing whole."""
        was = read_record(self._record)
        same = was.inputs == self.sealing.kontrollsumma and was.intact(self._former)
        return _pages(was.files) if same else None

    def take_over(self) -> None:
        """Links the edition from the present site."""
        link_files(read_record(self._record).files, self._former, self.target)

    def build(self) -> Built:
        """Copies the edition out of its bag, every byte checked against the register."""
        try:
            copy_out(self.paths.archive, self.sealing, "site", self.target)
        except ArchiveError as error:
            raise SiteError(str(error)) from error
        files = {path: ("", stamp) for path, stamp in stamps(self.target).items()}
        write_record(Record(inputs=self.sealing.kontrollsumma, files=files), self._record)
        return Built(self.year, _pages(files))

    @property
    def _record(self) -> Path:
        return self.paths.work / "bygge" / self.paths.site.name / f"{self.year}.json"

    @property
    def _former(self) -> Path:
        return self.paths.site / str(self.year)


def _pages(files: Iterable[str]) -> int:
    return sum(path.endswith("index.html") for path in files)


@contextmanager
def _alone(work: Path) -> Iterator[None]:
    """Keeps two builds of one checkout apart."""
    work.mkdir(parents=True, exist_ok=True)
    try:
        with held(work / "las"):
            yield
    except TakenError as error:
        raise BuildError("ett annat bygge pågår redan; vänta tills det är klart") from error
