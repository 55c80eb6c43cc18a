"""Catalog → the whole site: every edition's pages and data, built side by side, put in place only when all succeeded."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from handbok.archive.register import Sealing
from handbok.build.copied import Copied
from handbok.build.job import Built, Job
from handbok.build.rendered import Rendered
from handbok.build.root import Root
from handbok.build.side_by_side import build_all
from handbok.build.tree import read_guides
from handbok.catalog import Catalog
from handbok.editions import Edition
from handbok.locks import TakenError, held
from handbok.memory import Memory
from handbok.paths import Paths
from handbok.protection import published
from handbok.site.edition import SiteError
from handbok.site.swap import keep_editions, restore, swap
from handbok.toolchain import toolchain

__all__ = ["BuildError", "Built", "build"]

_NOT_SEALED = "Året är förseglat, men den här sidan är byggd ur innehållet och inte hämtad ur arkivet."


class BuildError(Exception):
    """The build could not be done; the text is Swedish and meant for the person who started it."""


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
    catalog = published(catalog, Memory(paths.work / "minne", toolchain()))
    with _alone(paths.work):
        new = paths.site.with_name(f"{paths.site.name}.ny")
        try:
            restore(paths.site)
            years = [year] if year else list(catalog.years)
            others = [y for y in catalog.years if y not in years and (paths.site / str(y)).is_dir()]
            jobs = _jobs(catalog, paths, years, sealed or {}, new)
            copied = {job.year: job.sealing.kontrollsumma for job in jobs if isinstance(job, Copied)}
            root = Root(catalog, sorted([*years, *others]), paths, copied)
            done = _put_in_place(jobs, others, root, paths.site, new, progress)
            finish(done)
        except SiteError as error:
            raise BuildError(str(error)) from error
        except OSError as error:
            raise BuildError(f"det gick inte att skriva {error.filename or paths.site}: {error.strerror}") from error
        finally:
            shutil.rmtree(new, ignore_errors=True)
    return done


def _jobs(catalog: Catalog, paths: Paths, years: list[int], sealed: Mapping[int, Sealing], new: Path) -> list[Job]:
    """What is to be done for each year, into the folder `new`."""
    guides, made_by = read_guides(paths.guides), toolchain()

    def job(year: int) -> Job:
        if year in sealed and paths.from_archive:
            return Copied(sealed[year], paths, new / str(year))
        edition = Edition(catalog, year, drafts=paths.drafts, living=paths.living)
        return Rendered(edition, guides, paths, new / str(year), made_by, _NOT_SEALED if year in sealed else "")

    return [job(year) for year in years]


def _put_in_place(
    jobs: list[Job], others: list[int], root: Root, site: Path, new: Path, progress: Callable[[Built], None]
) -> list[Built]:
    """Makes a new site of the editions, those of the `others` that the present one has, and the root, unless it is there."""
    pages = {job.year: job.unchanged() for job in jobs}
    same = [Built(year, count) for year, count in pages.items() if count is not None]
    if len(same) == len(jobs) and root.unchanged():
        return same
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(parents=True)
    for job in jobs:
        if pages[job.year] is not None:
            job.take_over()
    for built in same:
        progress(built)
    done = build_all([job for job in jobs if pages[job.year] is None], progress)
    keep_editions(site, new, others)
    root.write(new)
    swap(new, site)
    return sorted([*same, *done], key=lambda built: built.year)


@contextmanager
def _alone(work: Path) -> Iterator[None]:
    """Keeps two builds of one checkout apart."""
    work.mkdir(parents=True, exist_ok=True)
    try:
        with held(work / "las"):
            yield
    except TakenError as error:
        raise BuildError("ett annat bygge pågår redan; vänta tills det är klart") from error
