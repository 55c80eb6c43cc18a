"""Catalog → the whole site: every edition's pages and data, built side by side, put in place only when all succeeded."""

from __future__ import annotations

import fcntl
import gc
import multiprocessing
import os
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from handbok import search
from handbok.catalog import Catalog
from handbok.editions import Edition
from handbok.export import export
from handbok.pages import NavLink, Page, addresses
from handbok.pages.addresses import uri_of
from handbok.pages.render import render
from handbok.site import Frame, SiteError, build_edition, keep_editions, swap, write_root, write_tree
from handbok.swedish.alphabet import alphabetical


@dataclass(frozen=True, slots=True)
class Paths:
    """Where a build reads and writes.

    `work` holds docs trees and half-made sites and may be deleted at any time. `guides` is the folder with a page for
    each code that the check can report.
    """

    config: Path
    site: Path
    work: Path
    guides: Path = Path("tests/fel")


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
    catalog: Catalog, paths: Paths, year: int | None = None, progress: Callable[[Built], None] = lambda _: None
) -> list[Built]:
    """Builds every edition, or only `year` beside those that the site has already, and puts the site in place.

    Raises BuildError, with the former site untouched, when an edition cannot be built or another build is under way.
    """
    years = [year] if year else list(catalog.years)
    with _alone(paths.work):
        new = paths.site.with_name(f"{paths.site.name}.ny")
        try:
            shutil.rmtree(new, ignore_errors=True)
            new.mkdir(parents=True)
            done = _build_editions(catalog, years, paths, new, progress)
            kept = keep_editions(paths.site, new, [y for y in catalog.years if y not in years])
            write_root(new, catalog.handbok.namn, [*years, *kept])
            swap(new, paths.site)
        except OSError as error:
            raise BuildError(f"det gick inte att skriva {error.filename or paths.site}: {error.strerror}") from error
        finally:
            shutil.rmtree(new, ignore_errors=True)
    return done


def _build_editions(
    catalog: Catalog, years: list[int], paths: Paths, new: Path, progress: Callable[[Built], None]
) -> list[Built]:
    """Builds the editions side by side over the cores, the largest years first in no particular order."""
    done: list[Built] = []
    workers = min(len(years), os.cpu_count() or 1)
    if workers == 1:
        for year in years:
            done.append(_reported(partial(_build_one, catalog, year, paths, new / str(year)), year))
            progress(done[-1])
        return done
    with ProcessPoolExecutor(workers, multiprocessing.get_context("spawn")) as pool:
        jobs = {pool.submit(_build_one, catalog, y, paths, new / str(y)): y for y in years}
        for job in as_completed(jobs):
            done.append(_reported(job.result, jobs[job]))
            progress(done[-1])
    return sorted(done, key=lambda b: b.year)


def _reported(work: Callable[[], Built], year: int) -> Built:
    """What `work` gives; a failure is told in Swedish with the edition's year."""
    try:
        return work()
    except SiteError as error:
        raise BuildError(f"utgåva {year} gick inte att bygga: {error}") from error


def _build_one(catalog: Catalog, year: int, paths: Paths, target: Path) -> Built:
    # A build makes millions of small objects and few cycles: the collector's passes cost a tenth and free nothing.
    gc.disable()
    try:
        return _edition(catalog, year, paths, target)
    finally:
        gc.enable()


def _edition(catalog: Catalog, year: int, paths: Paths, target: Path) -> Built:
    edition = Edition(catalog, year)
    pages = prepare(catalog, edition, paths.work / "docs" / str(year), read_guides(paths.guides))
    frame = Frame(
        catalog.handbok.namn,
        year,
        max(catalog.years),
        menu(),
        foot(edition, with_guides=any(p.uri == addresses.CHECKS for p in pages)),
    )
    build_edition(pages, frame, paths.config, paths.work / "docs" / str(year), target)
    return Built(year, len(pages))


def read_guides(folder: Path) -> dict[str, str]:
    """The Markdown of each code's page; empty when the folder is not there."""
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.md"))}


def prepare(catalog: Catalog, edition: Edition, docs: Path, guides: dict[str, str] | None = None) -> list[Page]:
    """Writes the edition's docs tree, pages and open data, and returns the pages."""
    pages = render(catalog, edition, guides)
    write_tree(pages, export(catalog, edition) | {search.INDEX: search.index(pages)}, docs)
    return pages


@contextmanager
def _alone(work: Path) -> Iterator[None]:
    """Holds the lock that keeps two builds of one checkout apart; it goes when the process does, however it ends."""
    work.mkdir(parents=True, exist_ok=True)
    with (work / "las").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise BuildError("ett annat bygge pågår redan; vänta tills det är klart") from error
        yield
