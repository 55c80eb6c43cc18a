"""Sealing an edition: what goes into its bag."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from handbok.archive.errors import ArchiveError
from handbok.archive.register import REGISTER, read_register
from handbok.archive.sealing import Order, Sealed, next_number, seal_year
from handbok.build import build
from handbok.catalog import Catalog
from handbok.editions import Edition
from handbok.paths import Paths
from handbok.toolchain import versions

LOCKS = ("requirements.lock", "pyproject.toml", "mkdocs.yml")


def seal(catalog: Catalog, content: Path, paths: Paths, year: int, today: date, reason: str | None) -> Sealed:
    """Builds the year's edition anew, puts it in a bag with all it was made of and enters it in the register.

    Raises ArchiveError when the year is sealed already, has drafts or cannot be tied to a commit, and BuildError when it
    cannot be built.
    """
    register = content / REGISTER
    next_number(read_register(register), year, reason)
    edition = Edition(catalog, year, living=False)
    _stop_at_drafts(edition)
    commit = _commit(content)
    work = paths.work / "forsegling"
    shutil.rmtree(work, ignore_errors=True)
    inner = Paths(paths.config, work / "site", work / "arbete", paths.guides, living=False)
    try:
        build(catalog, inner, year)
        order = Order(
            year, today, commit, edition.handbok.organisation,
            tuple(edition.catalog.enheter[u].data.namn for u in edition.planer if u in edition.catalog.enheter),
            ", ".join(f"{name} {number}" for name, number in versions().items()), reason,
        )  # fmt: skip
        return seal_year(paths.archive, register, order, _payload(edition, content, work / "site" / str(year), paths.config))
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _stop_at_drafts(edition: Edition) -> None:
    drafts = [plan.source.path for plan in edition.planer.values() if plan.data.status == "utkast"]
    if drafts:
        raise ArchiveError(f"{', '.join(drafts)} är ett utkast; ändra status till faststalld innan {edition.year} förseglas")


def _commit(content: Path) -> str:
    """The commit that the content is at. Raises ArchiveError when it has none or has changes that are not committed."""

    def git(*arguments: str) -> str:
        try:
            done = subprocess.run(["git", "-C", str(content), *arguments], capture_output=True, text=True, check=True)  # noqa: S603, S607
        except (OSError, subprocess.CalledProcessError) as error:
            raise ArchiveError(
                "innehållet ligger inte i ett gitarkiv med minst en incheckning; det behövs som bevis"
            ) from error
        return done.stdout.rstrip()

    commit = git("rev-parse", "HEAD")
    if changed := git("status", "--porcelain", "--", "."):
        first = changed.splitlines()[0][3:]
        raise ArchiveError(f"innehållet har ändringar som inte är incheckade ({first}); checka in dem och kör igen")
    return commit


def _payload(edition: Edition, content: Path, site: Path, config: Path) -> dict[str, Path | bytes]:
    """Everything in the bag, by path: the site, its sources, its documents and open data, and what built it."""
    files: dict[str, Path | bytes] = {f"site/{p.relative_to(site).as_posix()}": p for p in site.rglob("*") if p.is_file()}
    for path in _sources(edition, content):
        files[f"innehall/{path.relative_to(content).as_posix()}"] = path
    for path in site.rglob("*.pdf"):
        files[f"dokument/{'-'.join(path.relative_to(site).parts[1:])}"] = path
    for path in (site / "data").glob("handbok*.json"):
        files[f"data/{path.name}"] = path
    files["bygge/versioner.json"] = (json.dumps(versions(), indent=1) + "\n").encode()
    for name in LOCKS:
        if (config.parent / name).is_file():
            files[f"bygge/{name}"] = config.parent / name
    return files


def _sources(edition: Edition, content: Path) -> Iterator[Path]:
    """The content files that the edition is made of; a rutin that is a draft is not a part of it."""
    root = content.as_posix() + "/"
    yield content / "handbok.yml"
    posts = (p for p in edition.catalog.posts() if p.kind != "rutin" or p.data.status != "utkast")
    yield from (content / p for p in sorted({post.source.path.removeprefix(root) for post in posts}))
