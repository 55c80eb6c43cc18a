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

import base64
import fcntl
import hashlib
import io
import json
import os
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping, Set
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from handbok.archive import Sealing
from handbok.archive.bag import discard, opened
from handbok.archive.errors import what_and_remedy
from handbok.archive.growing import fsync_folder
from handbok.archive.names import LOCK, PAYLOAD, UNFINISHED
from handbok.site.reuse import stamps

SHOWN, RELEASES, SITE, FORMER = "publicerad", "utgivningar", "site", "foregaende"
NGINX, CADDY = "huvuden.nginx", "huvuden.caddy"
KEPT = 5

HASHED = r"(?:/assets/.+\.[0-9a-f]{8}\.min\.(?:js|css)|/sokindex/.+_[0-9a-f]{7,}\.pf_(?:fragment|index|meta))$"
"""Addresses that name their content, as a pattern that nginx and Caddy read alike: another content has another address."""
FOREVER, ASK = "public, max-age=31536000, immutable", "no-cache"
"""A year in seconds, without asking; and: keep it, but ask each time whether it has changed."""
_POLICY = (
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
)
_NONE = "0000"
"""The name that no release has."""
_FILE, _FOLDER = 0o644, 0o755
"""The web server's account must be able to read, whatever umask the publisher's has."""
_NUMBER = re.compile(r"[0-9]{4,}")
_PLAIN_NAME = re.compile(r"[0-9A-Za-z_-]+")
_SCRIPT = re.compile(rb"<script\b([^>]*)>(.*?)</script\s*>", re.DOTALL | re.IGNORECASE)
_NOT_INLINE = re.compile(rb"(?:^|\s)src\s*=|\btype\s*=\s*[\"']?application/(?:ld\+)?json", re.IGNORECASE)


class PublishError(Exception):
    """It could not be published. The text is Swedish, says what is wrong and what to do, and needs no addition."""


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
    with _told("skriva i", folder), _alone(folder):
        with _told("publicera till", folder):
            done = _renew(site, folder, sealed or {})
        with _told("ta bort en gammal utgivning (den nya webbplatsen visas) ur", folder):
            _forget(folder, kept)
    return done


def _renew(site: Path, folder: Path, sealed: Mapping[int, Path]) -> Published:
    """Makes a release and shows it, unless the one that is shown says the same already."""
    former = _shown(folder)
    _tidy(folder)
    before = folder / RELEASES / (former or _NONE)
    headers = _headers(policies(site), sealed_as_registered(site, sealed))
    changed = _differing(site, before / SITE)
    reload = _texts(before) != headers
    if not changed and not reload:
        return Published(former, folder / SHOWN / SITE)
    release = _next(folder)
    counts = _make(folder / RELEASES / release, site, before, changed, headers)
    _show(folder, release)
    return Published(release, folder / SHOWN / SITE, *counts, reload=reload)


def go_back(folder: Path) -> Published:
    """Shows the release that the present one took over from. Raises PublishError when there is none."""
    if not (folder / RELEASES).is_dir():
        raise PublishError(f"inget är publicerat i {folder}; kontrollera --till")
    with _told("gå tillbaka i", folder), _alone(folder):
        present = _shown(folder)
        former = _former(folder, present) if present else ""
        if not former:
            raise PublishError(f"det finns ingen tidigare utgivning att gå tillbaka till i {folder}")
        _show(folder, former)
        reload = _texts(folder / RELEASES / former) != _texts(folder / RELEASES / present)
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
def _told(doing: str, place: Path) -> Iterator[None]:
    """Lets every OSError inside become a PublishError; `doing` is what was attempted, in the infinitive."""
    try:
        yield
    except OSError as error:
        what, remedy = what_and_remedy(error)
        where = f" ({error.filename})" if isinstance(error.filename, str) else ""
        raise PublishError(f"det gick inte att {doing} {place}: {what}{where}; {remedy}") from error


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Holds the lock that keeps two publications apart; it goes when the process does, however it ends."""
    for place in (folder, folder / RELEASES):
        if not place.is_dir():
            place.mkdir(parents=True)
            place.chmod(_FOLDER)
    with (folder / LOCK).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise PublishError(f"en annan publicering till {folder} pågår redan; vänta tills den är klar") from error
        yield


# --- Releases -----------------------------------------------------------------------------------------------------


def _shown(folder: Path) -> str:
    """The release that is shown, "" when none is. Raises PublishError when something else has the link's name."""
    link = folder / SHOWN
    if not os.path.lexists(link):
        return ""
    target = link.readlink() if link.is_symlink() else Path()
    if target.parent != Path(RELEASES) or not _NUMBER.fullmatch(target.name):
        raise PublishError(f"{link} finns redan och är inte gjord av handbok; flytta den eller publicera till en annan mapp")
    return target.name


def _former(folder: Path, release: str) -> str:
    """The release that this one took over from, "" when there is none left."""
    link = folder / RELEASES / release / FORMER
    return link.readlink().name if link.is_dir() else ""


def _line(folder: Path) -> Iterator[str]:
    """The shown release and those that can be gone back to from it, newest first."""
    release = _shown(folder)
    while release:
        yield release
        release = _former(folder, release)


def _numbered(folder: Path) -> list[str]:
    """Every release that has its number."""
    return [path.name for path in (folder / RELEASES).iterdir() if _NUMBER.fullmatch(path.name)]


def _next(folder: Path) -> str:
    return f"{max(map(int, _numbered(folder)), default=0) + 1:04}"


def _tidy(folder: Path) -> None:
    """Removes what runs that were cut off have left; under the lock nothing unfinished belongs to anyone."""
    for entry in (*folder.iterdir(), *(folder / RELEASES).iterdir()):
        if entry.name.startswith(UNFINISHED):
            discard(entry)


def _forget(folder: Path, kept: int) -> None:
    """Removes every release but the shown one and the `kept` before it. One that was gone back from goes too."""
    stay = set(islice(_line(folder), kept + 1))
    for release in _numbered(folder):
        if release not in stay:
            unfinished = folder / RELEASES / f"{UNFINISHED}{release}"
            (folder / RELEASES / release).rename(unfinished)
            discard(unfinished)


def _show(folder: Path, release: str) -> None:
    """Lets the link lead to the release, in one step."""
    fresh = folder / f"{UNFINISHED}{SHOWN}"
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(f"{RELEASES}/{release}", target_is_directory=True)
    fresh.replace(folder / SHOWN)
    fsync_folder(folder)


def _make(release: Path, site: Path, before: Path, changed: Set[str], headers: Mapping[str, str]) -> tuple[int, int]:
    """Makes the release beside its place, checks it and gives it its number; how many files were copied and linked.

    Raises PublishError or OSError, with nothing left.
    """
    unfinished = release.with_name(f"{UNFINISHED}{release.name}")
    try:
        counts = _fill(unfinished / SITE, site, before / SITE, changed)
        for name, text in headers.items():
            _write(unfinished / name, io.BytesIO(text.encode()))
        if before.is_dir():
            (unfinished / FORMER).symlink_to(f"../{before.name}", target_is_directory=True)
        for place, _, _ in os.walk(unfinished, topdown=False):
            os.chmod(place, _FOLDER)  # noqa: PTH101
            fsync_folder(Path(place))
        unfinished.rename(release)
        fsync_folder(release.parent)
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise
    return counts


def _fill(target: Path, site: Path, before: Path, changed: Set[str]) -> tuple[int, int]:
    """Fills `target` with the site's files, the unchanged linked from `before` and the others copied. Counts of both.

    Never linked from `site`, since whoever writes there would then write in the release. Raises PublishError when the
    site changes meanwhile: a build that ends just now puts another in its place.
    """
    paths = stamps(site).keys()
    for parent in {(target / path).parent for path in paths}:
        parent.mkdir(parents=True, exist_ok=True)
    try:
        linked = {path for path in paths - changed if _link(before / path, target / path)}
        for path in paths - linked:
            _copy(site / path, target / path)
        same = not _differing(site, target)
    except FileNotFoundError:
        same = False
    if not same:
        raise PublishError(f"{site} ändrades medan den kopierades; vänta tills bygget är klart och kör igen")
    return len(paths) - len(linked), len(linked)


def _link(old: Path, new: Path) -> bool:
    """Whether the file could be linked; some network disks have no links, and some let only a file's owner make them."""
    try:
        os.link(old, new, follow_symlinks=False)
    except OSError:
        return False
    return True


def _copy(old: Path, new: Path) -> None:
    if old.is_symlink():
        new.symlink_to(old.readlink())
        return
    with opened(old) as content:
        _write(new, content)


def _write(path: Path, content: BinaryIO) -> None:
    """Writes a new file to the disk, where it shows if there is room."""
    with path.open("xb") as file:
        shutil.copyfileobj(content, file, 1 << 20)
        os.fchmod(file.fileno(), _FILE)
        file.flush()
        os.fsync(file.fileno())


def _differing(one: Path, other: Path) -> set[str]:
    """The paths at which two folders do not have the same bytes or the same link; also those that only one of them has."""
    here, there = stamps(one), stamps(other)
    differing = set(here.keys() ^ there.keys())
    for path in here.keys() & there.keys():
        if here[path][0] != there[path][0] or _content(f"{one}/{path}") != _content(f"{other}/{path}"):
            differing.add(path)
    return differing


def _content(path: str) -> bytes | str:
    """A file's bytes, or where a link leads."""
    if os.path.islink(path):  # noqa: PTH114  thousands of files
        return os.readlink(path)  # noqa: PTH115
    with opened(path) as file:
        return file.read()


def _texts(release: Path) -> dict[str, str]:
    """The release's header files by name, those that it has."""
    return {name: (release / name).read_text(encoding="utf-8") for name in (NGINX, CADDY) if (release / name).is_file()}


# --- What the web server must know of the site --------------------------------------------------------------------


def sealed_sites(archive: Path, sealings: Iterable[Sealing]) -> dict[int, Path]:
    """Where each sealed year's bag has its site."""
    return {sealing.ar: archive / sealing.paket / PAYLOAD / SITE for sealing in sealings}


def sealed_as_registered(site: Path, sealed: Mapping[int, Path]) -> list[int]:
    """The sealed years that `site` has just as they were sealed; not one built with --utan-arkiv or whose bag is elsewhere."""
    return sorted(year for year, bag in sealed.items() if bag.is_dir() and not _differing(bag, site / str(year)))


def policies(site: Path) -> dict[str, str]:
    """The content security policy of what lies in each folder at the site's root; under "" that of all else.

    It allows the site's own files and the very scripts that stand in its pages, by their SHA-256.
    """
    found = {"": policy(inline_sources(path.read_bytes() for path in site.glob("*.html")))}
    for folder in sorted(path for path in site.iterdir() if path.is_dir() and _PLAIN_NAME.fullmatch(path.name)):
        pages = (path.read_bytes() for path in folder.rglob("*.html"))
        found[folder.name] = policy(inline_sources(pages))
    return found


def inline_sources(pages: Iterable[bytes]) -> set[str]:
    """The scripts that stand in the pages themselves, as a content security policy names them."""
    scripts = {script for page in pages for kind, script in _SCRIPT.findall(page) if not _NOT_INLINE.search(kind)}
    # A browser turns every line break into \n before it looks at a page.
    plain = (script.replace(b"\r\n", b"\n").replace(b"\r", b"\n") for script in scripts)
    return {f"'sha256-{base64.b64encode(hashlib.sha256(script).digest()).decode()}'" for script in plain}


def policy(sources: Iterable[str]) -> str:
    """The policy that also allows those scripts."""
    return "; ".join(" ".join((rule, *sorted(sources))) if rule.startswith("script-src") else rule for rule in _POLICY)


def _headers(allowed: Mapping[str, str], sealed: Iterable[int]) -> dict[str, str]:
    """The files for nginx and Caddy, by name."""
    together: dict[str, list[str]] = {}
    for folder, rules in allowed.items():
        together.setdefault(rules, []).append(folder)
    default = allowed[""]
    groups = [(folders, rules) for rules, folders in together.items() if rules != default]
    years = "|".join(map(str, sealed))
    unchanging = f"^/(?:{years})/|{HASHED}" if years else HASHED
    return {NGINX: _for_nginx(default, groups, unchanging), CADDY: _for_caddy(default, groups, unchanging)}


_WRITTEN = "# Skriven av handbok publicera och utbytt vid nästa publicering: ändra inte här. Se docs/publicera.md."


def _for_nginx(default: str, groups: Iterable[tuple[list[str], str]], unchanging: str) -> str:
    """Two variables, from the address: for Cache-Control and Content-Security-Policy."""
    rows = "".join(f'    "~^/(?:{"|".join(folders)})/" "{rules}";\n' for folders, rules in groups)
    return (
        f"{_WRITTEN}\n"
        f'map $uri $handbok_cache {{\n    default "{ASK}";\n    "~{unchanging}" "{FOREVER}";\n}}\n'
        f'map $uri $handbok_csp {{\n    default "{default}";\n{rows}}}\n'
    )


def _for_caddy(default: str, groups: Iterable[tuple[list[str], str]], unchanging: str) -> str:
    """The two headers themselves, each from one matcher or another and never from two."""
    rows, all_paths = "", ""
    for number, (folders, rules) in enumerate(groups, 1):
        paths = "".join(f" /{folder}/*" for folder in folders)
        rows += f'@handbok_{number} path{paths}\nheader @handbok_{number} Content-Security-Policy "{rules}"\n'
        all_paths += paths
    others = f"@handbok_annat not path{all_paths}\n" if all_paths else "@handbok_annat path *\n"
    return (
        f"{_WRITTEN}\n"
        f'@handbok_fast path_regexp "{unchanging}"\nheader @handbok_fast Cache-Control "{FOREVER}"\n'
        f'@handbok_fraga not path_regexp "{unchanging}"\nheader @handbok_fraga Cache-Control "{ASK}"\n'
        f'{rows}{others}header @handbok_annat Content-Security-Policy "{default}"\n'
    )
