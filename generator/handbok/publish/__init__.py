"""A finished site → the folder that a web server reads: swapped in whole, in one step, with a way back.

    MAPP/publicerad                 a link to the release that is shown; the web server's root is publicerad/site
    MAPP/utgivningar/0007/          a release: never written to again once it has its number
        site/                       the site, file for file
        huvuden.nginx, .caddy       what a web server must know of this very site: caching and inline scripts
        foregaende                  a link to the release that this one took over from

Headers lie in the release, so the one link decides both. A file with the same bytes as in the release before is the same
file on the disk, and keeps its time: a reader's browser need not fetch it again.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from handbok.archive.names import LOCK
from handbok.locks import TakenError, held
from handbok.publish import releases
from handbok.publish.copying import FOLDER, differing
from handbok.publish.errors import PublishError, told
from handbok.publish.headers import headers, policies, sealed_as_registered, sealed_sites, texts
from handbok.publish.releases import RELEASES, SHOWN, SITE
from handbok.site.reuse import stamps

__all__ = ["KEPT", "PublishError", "Published", "go_back", "publish", "sealed_sites"]

KEPT = 5
_NONE = "0000"
"""The name that no release has."""


@dataclass(frozen=True, slots=True)
class Published:
    """What is shown after a run, and what came of it: `copied` and `linked` count files, both 0 when none was made.

    `left` is the release that was gone back from. `reload` tells that the web server must read its headers anew.
    """

    release: str
    shown: Path
    copied: int = 0
    linked: int = 0
    left: str = ""
    reload: bool = False

    def __str__(self) -> str:
        if self.left:
            said = f"Utgivning {self.release} visas igen i {self.shown}; {self.left} ligger kvar till nästa publicering"
        elif self.copied or self.linked:
            said = (
                f"Utgivning {self.release} är publicerad i {self.shown}: "
                f"{self.copied} nya eller ändrade filer, {self.linked} oförändrade"
            )
        else:
            said = f"Inget nytt att publicera: utgivning {self.release} är redan likadan"
        return f"{said}\nHuvudena är ändrade: ladda om webbservern" if self.reload else said


def publish(site: Path, folder: Path, kept: int = KEPT, sealed: Mapping[int, Path] | None = None) -> Published:
    """Makes a release of the finished `site` in `folder` and shows it. `site` is only read.

    Afterwards `kept` (at least 1) releases before it are left to go back to. `sealed` says for each sealed year where its
    bag has the site; only a year that is published with just those bytes is cached as sealed. Whoever reads meanwhile
    finds the former site or the new one, and whatever stops a run, also a power cut, leaves one of the two. Raises
    PublishError, with the former release shown unless the text says otherwise.
    """
    _stop_at_overlap(site, folder)
    _stop_at_unfinished(site)
    with told("skriva i", folder), _alone(folder):
        with told("publicera till", folder):
            done = _renew(site, folder, sealed or {})
        with told("ta bort en gammal utgivning (den nya webbplatsen visas) ur", folder):
            releases.forget(folder, kept)
    return done


def _renew(site: Path, folder: Path, sealed: Mapping[int, Path]) -> Published:
    """Makes a release and shows it, unless the one that is shown says the same already."""
    former = releases.shown(folder)
    releases.tidy(folder)
    before = folder / RELEASES / (former or _NONE)
    heads = headers(policies(site), sealed_as_registered(site, sealed))
    changed = differing(site, before / SITE)
    reload = texts(before) != heads
    if not changed and not reload:
        return Published(former, folder / SHOWN / SITE)
    release = releases.following(folder)
    counts = releases.make(folder / RELEASES / release, site, before, changed, heads)
    releases.show(folder, release)
    return Published(release, folder / SHOWN / SITE, *counts, reload=reload)


def go_back(folder: Path) -> Published:
    """Shows the release that the present one took over from. Raises PublishError when there is none."""
    if not (folder / RELEASES).is_dir():
        raise PublishError(f"inget är publicerat i {folder}; kontrollera --till")
    with told("gå tillbaka i", folder), _alone(folder):
        present = releases.shown(folder)
        former = releases.former(folder, present) if present else ""
        if not former:
            raise PublishError(f"det finns ingen tidigare utgivning att gå tillbaka till i {folder}")
        releases.show(folder, former)
        reload = texts(folder / RELEASES / former) != texts(folder / RELEASES / present)
    return Published(former, folder / SHOWN / SITE, left=present, reload=reload)


# --- What stops it before anything is written ---------------------------------------------------------------------


def _stop_at_overlap(site: Path, folder: Path) -> None:
    here, there = site.resolve(), folder.resolve()
    if here.is_relative_to(there) or there.is_relative_to(here):
        raise PublishError(f"{folder} och {site} ligger i varandra; publicera till en mapp utanför webbplatsen")
    if folder.exists() and not folder.is_dir():
        raise PublishError(f"{folder} är en fil; ange en mapp att publicera till")


def _stop_at_unfinished(site: Path) -> None:
    """A build writes versions.json last, and swaps the site in whole; so what has all its editions is finished."""
    try:
        years = [str(edition["version"]) for edition in json.loads((site / "versions.json").read_bytes())]
    except (OSError, ValueError, KeyError, TypeError):
        years = []
    if not years:
        raise PublishError(f"{site} är ingen färdig webbplats (versions.json saknas eller är trasig); kör handbok build först")
    for path in ("index.html", *(f"{year}/index.html" for year in years)):
        if not (site / path).is_file():
            raise PublishError(f"{site} är ingen färdig webbplats ({path} saknas); kör handbok build först")
    for path in stamps(site):
        if (site / path).is_symlink() and not _leads_within(site, path):
            raise PublishError(f"{site / path} är en länk som leder ut ur webbplatsen; ta bort den och bygg igen")


def _leads_within(site: Path, path: str) -> bool:
    """Whether a link leads to something in the site and still will when the site stands elsewhere."""
    target = site / path
    return not target.readlink().is_absolute() and target.exists() and target.resolve().is_relative_to(site.resolve())


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Keeps two publications to one folder apart."""
    for place in (folder, folder / RELEASES):
        if not place.is_dir():
            place.mkdir(parents=True)
            place.chmod(FOLDER)
    try:
        with held(folder / LOCK):
            yield
    except TakenError as error:
        raise PublishError(f"en annan publicering till {folder} pågår redan; vänta tills den är klar") from error
