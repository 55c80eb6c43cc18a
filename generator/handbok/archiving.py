"""Sealing an edition: what goes into its bag, and whether the content still says what was sealed."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

from handbok.archive import ArchiveError, Order, Sealed, Sealing, current, read_register, seal_year
from handbok.archive.sealing import next_number
from handbok.build import Paths, build
from handbok.catalog import Catalog
from handbok.confirming import unconfirmed
from handbok.diagnostics import Diagnostic, Location, diagnostic
from handbok.editions import Edition
from handbok.toolchain import versions

REGISTER = "arkiv.yml"
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


def drift(content: Path, archive: Path, sealings: Iterable[Sealing]) -> Iterator[Diagnostic]:
    """Where a sealed year's own plans and goals are no longer as they were sealed, as far as its bag is at hand.

    That someone has confirmed a link since is no difference: it is a note of the editors', not what the year said.
    """
    for sealing in current(sealings).values():
        sealed = archive / sealing.paket / "data" / "innehall"
        if not sealed.is_dir():
            continue
        own = ("planer", "styrning")
        then = _files(sealed, (f"{folder}/{sealing.ar}" for folder in own))
        now = _files(content, (f"{folder}/{sealing.ar}" for folder in own))
        for path in sorted(then.keys() | now.keys()):
            if _says(then.get(path)) != _says(now.get(path)):
                what = (
                    "har ändrats" if path in then and path in now else "har tagits bort" if path in then else "har kommit till"
                )
                message = f"filen {what} efter att {sealing.ar} förseglades som {sealing.paket}"
                yield diagnostic(Location((content / path).as_posix()), "avviker-fran-forsegling", message)


def _says(raw: bytes | None) -> bytes | None:
    return raw if raw is None else unconfirmed(raw)


def _files(root: Path, folders: Iterable[str]) -> Mapping[str, bytes]:
    found = {}
    for folder in folders:
        for path in (root / folder).rglob("*"):
            if path.is_file():
                found[path.relative_to(root).as_posix()] = path.read_bytes()
    return found
