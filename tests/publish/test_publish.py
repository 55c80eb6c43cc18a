"""A release takes the former one's place in one step, whatever stops it; and the web server is told what it must know."""

from __future__ import annotations

import ctypes
import json
import multiprocessing
import os
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from socket import socket
from time import monotonic, sleep
from typing import Any

import pytest
from typer.testing import CliRunner

from handbok.cli import app
from handbok.publish import KEPT, Published, PublishError, _alone, go_back, publish
from handbok.publish.headers import ASK, CADDY, FOREVER, HASHED, NGINX, inline_sources, policies
from handbok.publish.releases import FORMER, RELEASES, SHOWN, SITE
from tests.overlay import ROOT

EXAMPLES = ROOT / "docs" / "exempel"
# Each takes some hundredths of a second; HANDBOK_AVBROTT=200 is the number that a release is tried with.
INTERRUPTIONS = int(os.environ.get("HANDBOK_AVBROTT", "10"))
NOTHING_NEW = "Inget nytt att publicera"
STYLE = "assets/stylesheets/main.0123abcd.min.css"


def build(site: Path, text: str = "ett", years: tuple[int, ...] = (2023, 2024)) -> Path:
    """Puts a small finished site in `site`'s place. `text` stands on the front page of every year."""
    shutil.rmtree(site, ignore_errors=True)
    for year in years:
        for page in ("", "rutiner/", "rutiner/nycklar/"):
            (site / str(year) / page).mkdir(parents=True)
            shown = text if not page else f"{year} {page}"
            script = f"<script>scope={page.count('/')}</script>"
            (site / str(year) / page / "index.html").write_text(f"<html>{script}{shown}</html>", encoding="utf-8")
        (site / str(year) / STYLE).parent.mkdir(parents=True)
        (site / str(year) / STYLE).write_text("a {}", encoding="utf-8")
    versions = [{"version": str(year), "title": str(year), "aliases": []} for year in years]
    root = {"index.html": f"<h1>Handbok {text}</h1>", "404.html": "Sidan finns inte", "versions.json": json.dumps(versions)}
    for name, content in (root | {"id.json": "{}"}).items():
        (site / name).write_text(content, encoding="utf-8")
    (site / "aktuell").symlink_to(str(years[-1]))
    return site


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return build(tmp_path / "site")


@pytest.fixture
def web(tmp_path: Path) -> Path:
    """The folder that is published to; there is none at first."""
    return tmp_path / "webb"


def tree(folder: Path) -> dict[str, bytes | str]:
    """Every file's bytes and every link's target."""
    return {
        p.relative_to(folder).as_posix(): str(p.readlink()) if p.is_symlink() else p.read_bytes()
        for p in folder.rglob("*")
        if p.is_symlink() or p.is_file()
    }


def shown(web: Path) -> dict[str, bytes | str]:
    return tree(web / SHOWN / SITE)


def releases(web: Path) -> list[str]:
    return sorted(p.name for p in (web / RELEASES).iterdir())


def leftovers(web: Path) -> list[str]:
    return [p.name for p in (*web.iterdir(), *(web / RELEASES).iterdir()) if p.name.startswith(".pagar-")]


# --- A release ----------------------------------------------------------------------------------------------------


def test_the_site_is_shown_file_for_file(site: Path, web: Path) -> None:
    done = publish(site, web)
    assert (done.release, done.linked, done.reload) == ("0001", 0, True)
    assert done.copied == len(tree(site)) > 10
    assert shown(web) == tree(site)
    assert (web / SHOWN / SITE / "aktuell").readlink() == Path("2024")
    assert (web / SHOWN).readlink() == Path(RELEASES, "0001")


def test_a_release_never_shares_a_file_with_the_build(site: Path, web: Path) -> None:
    publish(site, web)
    (site / "2024/index.html").write_text("skrivet över", encoding="utf-8")
    assert b"ett" in (web / SHOWN / SITE / "2024/index.html").read_bytes()


def test_what_is_unchanged_takes_no_room_and_keeps_its_time(site: Path, web: Path) -> None:
    publish(site, web)
    before = (web / SHOWN / SITE / f"2023/{STYLE}").stat()
    build(site, "två")
    done = publish(site, web)
    # The front page of each edition and of the whole.
    assert (done.copied, done.linked) == (3, len(tree(site)) - 3)
    after = (web / SHOWN / SITE / f"2023/{STYLE}").stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


def test_what_has_gone_from_the_site_goes(site: Path, web: Path) -> None:
    publish(site, web)
    build(site, years=(2024,))
    publish(site, web)
    assert shown(web) == tree(site)
    assert not (web / SHOWN / SITE / "2023").exists()


def test_the_same_again_makes_no_release(site: Path, web: Path) -> None:
    publish(site, web)
    build(site)
    done = publish(site, web)
    assert releases(web) == ["0001"]
    assert str(done).startswith(NOTHING_NEW)


def test_a_changed_byte_of_the_same_size_and_time_is_seen(site: Path, web: Path) -> None:
    publish(site, web)
    page = site / "2024/index.html"
    times = page.stat().st_mtime_ns
    page.write_bytes(page.read_bytes().replace(b"ett", b"tre"))
    os.utime(page, ns=(times, times))
    assert publish(site, web).copied == 1
    assert shown(web) == tree(site)


def test_a_file_that_was_harmed_in_the_former_release_is_made_anew(site: Path, web: Path) -> None:
    publish(site, web)
    (web / SHOWN / SITE / "id.json").write_text("??", encoding="utf-8")
    assert publish(site, web).copied == 1
    assert shown(web) == tree(site)


def test_without_links_on_the_disk_every_file_is_copied(site: Path, web: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(site, web)
    build(site, "två")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    assert publish(site, web).linked == 0
    assert shown(web) == tree(site)


def test_the_web_servers_account_may_read_whatever_the_umask(site: Path, web: Path) -> None:
    before = os.umask(0o077)
    try:
        publish(site, web)
    finally:
        os.umask(before)
    for path in (web, *web.rglob("*")):
        if path.name != ".las" and not path.is_symlink():
            assert path.stat().st_mode & 0o004, path


def test_all_is_on_the_disk_before_it_is_shown(site: Path, web: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: set[int] = set()
    at_swap: set[int] = set()
    fsync, replace = os.fsync, Path.replace

    def note(handle: int) -> None:
        synced.add(os.fstat(handle).st_ino)
        fsync(handle)

    def swap(path: Path, target: Path) -> Path:
        at_swap.update(synced)
        synced.clear()
        return replace(path, target)

    monkeypatch.setattr(os, "fsync", note)
    monkeypatch.setattr(Path, "replace", swap)
    publish(site, web)
    release = web / RELEASES / "0001"
    made = {p.stat().st_ino: p for p in (release.parent, release, *release.rglob("*")) if not p.is_symlink()}
    assert [path for inode, path in made.items() if inode not in at_swap] == []
    assert synced == {web.stat().st_ino}


def test_so_many_releases_are_kept(site: Path, web: Path) -> None:
    for number in range(1, 6):
        publish(build(site, str(number)), web, kept=2)
    assert releases(web) == ["0003", "0004", "0005"]


def test_numbers_go_on_after_the_four_digits(site: Path, web: Path) -> None:
    publish(site, web)
    (web / RELEASES / "0001").rename(web / RELEASES / "9999")
    (web / SHOWN).unlink()
    (web / SHOWN).symlink_to(f"{RELEASES}/9999")
    publish(build(site, "två"), web)
    assert publish(build(site, "tre"), web).release == "10001"
    assert releases(web) == ["10000", "10001", "9999"]


def test_a_publication_begins_anew_when_the_shown_release_is_gone(site: Path, web: Path) -> None:
    publish(site, web)
    shutil.rmtree(web / RELEASES / "0001")
    assert publish(site, web).release == "0001"
    assert shown(web) == tree(site)


# --- Back ---------------------------------------------------------------------------------------------------------


def test_back_to_the_release_before(site: Path, web: Path) -> None:
    publish(site, web)
    first = tree(site)
    publish(build(site, "två"), web)
    (web / ".pagar-publicerad").symlink_to("utgivningar/0002")  # what a run leaves that is cut off just before the swap
    done = go_back(web)
    assert (done.release, done.left) == ("0001", "0002")
    assert "0001 visas igen" in str(done)
    assert shown(web) == first


def test_after_a_step_back_the_rejected_release_is_not_the_one_before(site: Path, web: Path) -> None:
    for text in ("ett", "dåligt", "tre"):
        publish(build(site, text), web)
        if text == "dåligt":
            go_back(web)
    assert releases(web) == ["0001", "0003"]
    assert go_back(web).release == "0001"


def test_back_again_and_again_until_there_is_none(site: Path, web: Path) -> None:
    for number in range(3):
        publish(build(site, str(number)), web)
    assert [go_back(web).release, go_back(web).release] == ["0002", "0001"]
    with pytest.raises(PublishError, match="ingen tidigare utgivning"):
        go_back(web)
    assert (web / SHOWN).readlink().name == "0001"


def test_nothing_to_go_back_from(web: Path) -> None:
    with pytest.raises(PublishError, match="inget är publicerat"):
        go_back(web)
    assert not web.exists()


# --- What stops it ------------------------------------------------------------------------------------------------


def _no_list(site: Path) -> None:
    (site / "versions.json").unlink()


def _broken_list(site: Path) -> None:
    (site / "versions.json").write_text("[{", encoding="utf-8")


def _empty_list(site: Path) -> None:
    (site / "versions.json").write_text("[]", encoding="utf-8")


def _missing_edition(site: Path) -> None:
    shutil.rmtree(site / "2023")


def _missing_start(site: Path) -> None:
    (site / "index.html").unlink()


@pytest.mark.parametrize("harm", [shutil.rmtree, _no_list, _broken_list, _empty_list, _missing_edition, _missing_start])
def test_an_unfinished_site_is_not_published(site: Path, web: Path, harm: Callable[[Path], None]) -> None:
    harm(site)
    with pytest.raises(PublishError, match=r"ingen färdig webbplats.*handbok build först"):
        publish(site, web)
    assert not web.exists()


@pytest.mark.parametrize(("here", "there"), [("site", "site"), ("site", "site/webb"), ("site", "."), ("site", "x/../site/y")])
def test_folders_within_each_other(site: Path, here: str, there: str) -> None:
    before = tree(site.parent)
    with pytest.raises(PublishError, match="ligger i varandra"):
        publish(site.parent / here, site.parent / there)
    assert tree(site.parent) == before


@pytest.mark.parametrize("kind", ["folder", "file", "link"])
def test_something_elses_folder_is_left_alone(site: Path, web: Path, kind: str) -> None:
    web.mkdir()
    place = web / SHOWN
    if kind == "folder":
        (place / SITE).mkdir(parents=True)
    elif kind == "file":
        place.write_text("mitt", encoding="utf-8")
    else:
        place.symlink_to(site)
    with pytest.raises(PublishError, match="är inte gjord av handbok"):
        publish(site, web)
    assert releases(web) == []
    assert place.is_symlink() == (kind == "link")


def test_a_file_to_publish_to(site: Path, web: Path) -> None:
    web.write_text("mitt", encoding="utf-8")
    with pytest.raises(PublishError, match="är en fil"):
        publish(site, web)


@pytest.mark.parametrize("target", ["/etc/hostname", "../utanför", "finns-inte", "{site}/index.html"])
def test_a_link_out_of_the_site(site: Path, web: Path, target: str) -> None:
    (site.parent / "utanför").write_text("hemligt", encoding="utf-8")
    (site / "2024/lank").symlink_to(target.format(site=site))
    with pytest.raises(PublishError, match="leder ut ur webbplatsen"):
        publish(site, web)


def _other_years(site: Path) -> None:
    build(site, "tre", years=(2024,))


def _other_text(site: Path) -> None:
    (site / "2024/rutiner/index.html").write_text("annat", encoding="utf-8")


@pytest.mark.parametrize("change", [_other_years, _other_text])
def test_a_site_that_changes_meanwhile(
    site: Path, web: Path, monkeypatch: pytest.MonkeyPatch, change: Callable[[Path], None]
) -> None:
    """A build ends just when the copying begins; what is copied is then of two sites."""
    publish(site, web)
    before = shown(web)
    link = os.link

    def change_meanwhile(*paths: str, follow_symlinks: bool) -> None:
        monkeypatch.setattr(os, "link", link)
        change(site)
        link(*paths, follow_symlinks=follow_symlinks)

    monkeypatch.setattr(os, "link", change_meanwhile)
    build(site, "två")
    with pytest.raises(PublishError, match="ändrades medan den kopierades"):
        publish(site, web)
    assert (shown(web), releases(web)) == (before, ["0001"])


def test_two_at_once(site: Path, web: Path) -> None:
    publish(site, web)
    build(site, "två")
    with _alone(web), pytest.raises(PublishError, match="pågår redan"):
        publish(site, web)
    with _alone(web), pytest.raises(PublishError, match="pågår redan"):
        go_back(web)
    publish(site, web)
    assert shown(web) == tree(site)


def in_a_process(work: Callable[[], object]) -> multiprocessing.process.BaseProcess:
    """Does the work in a process of its own, which ends with 0, with 3 for a PublishError or with minus a signal."""

    def run() -> None:
        try:
            work()
        except PublishError as error:
            print(error, file=sys.stderr, flush=True)  # noqa: T201  where the test reads it
            os._exit(3)
        os._exit(0)

    process = multiprocessing.get_context("fork").Process(target=run)
    process.start()
    return process


def test_several_at_once_leave_one_of_their_sites(tmp_path: Path, web: Path) -> None:
    sites = [build(tmp_path / f"site{n}", f"text {n}") for n in range(4)]
    processes = [in_a_process(lambda site=site: publish(site, web)) for site in sites]  # type: ignore[misc]
    for process in processes:
        process.join()
    codes = [p.exitcode for p in processes]
    assert 0 in codes
    assert set(codes) <= {0, 3}
    assert shown(web) in [tree(site) for site in sites]
    assert leftovers(web) == []


def _small_files(room: int) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))


def _not_above_rights() -> None:
    """Root may write anywhere; without CAP_DAC_OVERRIDE (1), dropped with PR_CAPBSET_DROP (24) and an exec, not even root."""
    ctypes.CDLL(None).prctl(24, 1, 0, 0, 0)


_COMMAND = """
import sys
from pathlib import Path
from handbok.publish import PublishError, publish
try:
    publish(Path(sys.argv[1]), Path(sys.argv[2]))
except PublishError as error:
    sys.exit(f"nej: {error}")
"""


def refused(site: Path, web: Path, before: Callable[[], None]) -> str:
    """What a publication says that cannot be done, in a process of its own that does `before` first."""
    arguments = [sys.executable, "-c", _COMMAND, str(site), str(web)]
    done = subprocess.run(arguments, preexec_fn=before, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr[:5]) == (1, "nej: "), done.stderr
    return done.stderr


@pytest.mark.parametrize("room", [0, 20_000])
def test_no_room_on_the_disk(site: Path, web: Path, room: int) -> None:
    """A limit on how large a file may be stops writing as a full disk does."""
    publish(site, web)
    before = shown(web)
    build(site, "två")
    (site / "2024/stor.csv").write_bytes(b"x" * 30_000)
    assert "det gick inte att publicera till" in refused(site, web, lambda: _small_files(room))
    assert (shown(web), releases(web), leftovers(web)) == (before, ["0001"], [])
    publish(site, web)
    assert shown(web) == tree(site)


def test_a_full_disk_is_named(site: Path, web: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(site, web)
    build(site, "två")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        with pytest.raises(PublishError, match="disken är full; frigör utrymme"):
            publish(site, web)
    assert (releases(web), leftovers(web)) == (["0001"], [])


def test_a_folder_that_may_not_be_written_in(site: Path, web: Path) -> None:
    web.mkdir()
    web.chmod(0o555)
    assert f"skriva i {web}: behörighet saknas" in refused(site, web, _not_above_rights)
    assert list(web.iterdir()) == []


def test_the_new_site_stands_though_an_old_release_cannot_be_removed(
    site: Path, web: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(2):
        publish(build(site, str(number)), web, kept=1)
    rename = Path.rename

    def refuse(path: Path, target: Path) -> Path:
        if path.name == "0001":
            raise PermissionError(13, "Permission denied", str(path))
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(PublishError, match=r"ta bort en gammal utgivning \(den nya webbplatsen visas\)"):
        publish(build(site, "2"), web, kept=1)
    assert shown(web) == tree(site)


_CHANGES = ("os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.rename", "os.remove", "os.chmod")


def _changes(event: str, details: tuple[Any, ...]) -> bool:
    """Whether the process is about to ask for something that changes the disk; between two such steps nothing differs."""
    return event in _CHANGES or (event == "open" and bool(details[2] & (os.O_WRONLY | os.O_RDWR)))


def _at_step(number: int, act: Callable[[], None]) -> None:
    """Sees to it that the process does `act` when it is about to change the disk for the time with that number."""
    left = [number]

    def hook(event: str, details: tuple[Any, ...]) -> None:
        if _changes(event, details):
            left[0] -= 1
            if left[0] == 0:
                act()

    sys.addaudithook(hook)


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def test_killed_at_any_moment(site: Path, web: Path, tmp_path: Path) -> None:
    """Killed just before a step chosen by chance, and before the last: the site is the former or the new, whole."""
    chance = random.Random(1)  # noqa: S311  chance for a test
    sites = [build(tmp_path / name, name) for name in ("a", "b")]
    wanted = [tree(s) for s in sites]
    for number in range(3):
        publish(sites[number % 2], web, kept=1)
    steps = _count_steps(lambda: publish(build(site, "c"), web, kept=1))
    publish(sites[0], web, kept=1)
    chosen = [steps - 1, *(chance.randrange(1, steps) for _ in range(INTERRUPTIONS))]
    ends = set()
    for turn, step in enumerate(chosen, 1):
        new = sites[turn % 2]

        def work(step: int = step, new: Path = new) -> None:
            _at_step(step, _die)
            publish(new, web, kept=1)

        process = in_a_process(work)
        process.join()
        ends.add(process.exitcode)
        now = shown(web)
        assert now in wanted, f"dödad före steg {step}"
        assert all(tree(web / RELEASES / n / SITE) in wanted for n in releases(web) if n.isdigit()), f"steg {step}"
        publish(new, web, kept=1)
        assert shown(web) == wanted[turn % 2], f"efter avbrott före steg {step}"
        assert leftovers(web) == []
        assert len(releases(web)) == 2
    assert -signal.SIGKILL in ends


def _count_steps(work: Callable[[], object]) -> int:
    """How many steps the work has, counted in a process of its own."""
    read, write = os.pipe()

    def count() -> None:
        seen = [0]

        def hook(event: str, details: tuple[Any, ...]) -> None:
            seen[0] += _changes(event, details)

        sys.addaudithook(hook)
        work()
        os.write(write, str(seen[0]).encode())

    process = in_a_process(count)
    process.join()
    os.close(write)
    with os.fdopen(read) as told:
        return int(told.read())


class Reader(threading.Thread):
    """Reads as a web server does for its readers, one file after the other, until it is stopped."""

    def __init__(self, web: Path) -> None:
        super().__init__(daemon=True)
        self.web, self.turns, self.going = web, 0, True
        self.problems: list[str] = []

    def run(self) -> None:
        while self.going:
            self.turns += 1
            try:
                self._by_address()
                self._by_one_release()
            except (OSError, ValueError) as error:
                self.problems.append(repr(error))

    def _by_address(self) -> None:
        root = self.web / SHOWN / SITE
        for path in ("index.html", "aktuell/index.html", "2023/rutiner/nycklar/index.html", f"2024/{STYLE}"):
            (root / path).read_bytes()
        json.loads((root / "versions.json").read_bytes())

    def _by_one_release(self) -> None:
        """The root and the editions that one release has are of one site."""
        root = (self.web / SHOWN).resolve() / SITE
        name = re.search(r"Handbok (\w+)", (root / "index.html").read_text(encoding="utf-8"))
        page = (root / "aktuell/index.html").read_text(encoding="utf-8")
        if not name or f"</script>{name[1]}<" not in page:
            self.problems.append(f"{name} {page}")


def test_a_reader_never_meets_half_a_site(site: Path, web: Path) -> None:
    publish(build(site, "s0"), web)
    reader = Reader(web)
    reader.start()
    for number in range(1, 9):
        publish(build(site, f"s{number}"), web)
        if number % 3 == 0:
            go_back(web)
    reader.going = False
    reader.join()
    assert reader.problems == []
    assert reader.turns > 20


# --- What the web server is told ----------------------------------------------------------------------------------


def headers(web: Path, name: str) -> str:
    return (web / SHOWN / name).read_text(encoding="utf-8")


def test_the_hash_that_a_browser_asks_for() -> None:
    """The example of the standard: CSP 3, `alert('Hello, world.');`."""
    page = b"<script>alert('Hello, world.');</script>"
    assert inline_sources([page]) == {"'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='"}


def test_what_is_no_inline_script() -> None:
    page = b'<script src="a.js" defer></script><SCRIPT type="module" src=b.js></SCRIPT>'
    assert inline_sources([page, b'<script id="__config" type="application/json">{}</script>']) == set()


def test_line_breaks_count_as_a_browser_reads_them() -> None:
    assert inline_sources([b"<script>a\r\nb\rc</script>"]) == inline_sources([b"<script type=module>a\nb\nc</script >"])


def test_every_folder_gets_the_policy_of_its_own_pages(site: Path) -> None:
    (site / "2023/index.html").write_text("<script>gammalt</script>", encoding="utf-8")
    found = policies(site)
    old, new = (inline_sources([(site / year / "index.html").read_bytes()]).pop() for year in ("2023", "2024"))
    assert found.keys() == {"", "2023", "2024", "aktuell"}
    assert found["aktuell"] == found["2024"]
    assert (old in found["2023"], old in found["2024"]) == (True, False)
    assert (new in found["2023"], new in found["2024"]) == (False, True)
    assert "sha256" not in found[""]
    assert "unsafe-inline" not in "".join(found.values())


def test_a_year_is_cached_as_sealed_only_with_the_bags_bytes(site: Path, web: Path, tmp_path: Path) -> None:
    bag = tmp_path / "arkiv/2023-1/data/site"
    shutil.copytree(site / "2023", bag)
    sealed = {2023: bag, 2024: tmp_path / "borta"}
    publish(site, web, sealed=sealed)
    assert f'"~^/(?:2023)/|{HASHED}" "{FOREVER}"' in headers(web, NGINX)
    assert f'path_regexp "^/(?:2023)/|{HASHED}"' in headers(web, CADDY)
    (bag / "index.html").write_text("det som förseglades", encoding="utf-8")
    assert publish(site, web, sealed=sealed).release == "0002"
    for name in (NGINX, CADDY):
        assert "(?:2023)/|" not in headers(web, name)


def test_a_new_policy_alone_is_something_new(site: Path, web: Path, tmp_path: Path) -> None:
    publish(site, web)
    shutil.copytree(site / "2023", tmp_path / "bag")
    done = publish(site, web, sealed={2023: tmp_path / "bag"})
    assert (done.copied, done.reload) == (0, True)
    assert "ladda om webbservern" in str(done)
    assert go_back(web).reload


def test_headers_that_stay_need_no_reload(site: Path, web: Path) -> None:
    publish(site, web)
    assert not publish(build(site, "två"), web).reload


@pytest.mark.parametrize(
    ("address", "named"),
    [
        ("/2024/assets/stylesheets/main.0123abcd.min.css", True),
        ("/aktuell/sokindex/delar/07eaa681914c.json.gz", True),
        ("/sokindex/2023/sidor/07eaa681914c.json.gz", True),
        ("/2024/sokindex/index.json.gz", False),
        ("/2024/sokindex/urval.json", False),
        ("/2023/sokindex/fragment/sv_1151c9c.pf_fragment", True),
        ("/2024/sokindex/pagefind.sv_45c9a4d3a9.pf_meta", True),
        ("/2024/sokindex/pagefind-entry.json", False),
        ("/2024/sokindex/wasm.sv.pagefind", False),
        ("/2024/assets/sok.js", False),
        ("/2024/assets/javascripts/lunr/min/lunr.sv.min.js", False),
        ("/versions.json", False),
    ],
)
def test_addresses_that_name_their_content(address: str, *, named: bool) -> None:
    assert bool(re.search(HASHED, address)) == named


# --- The examples -------------------------------------------------------------------------------------------------


def example(name: str) -> str:
    return (EXAMPLES / name).read_text(encoding="utf-8")


def test_the_examples_read_what_a_publication_writes(site: Path, web: Path) -> None:
    publish(site, web)
    publish(build(site, "två"), web)
    for name, written in (("nginx.conf", NGINX), ("Caddyfile", CADDY)):
        text = example(name)
        used = {path.rstrip(";") for path in re.findall(r"/srv/handbok/(\S+)", text)}
        assert {f"{SHOWN}/{SITE}", f"{SHOWN}/{written}"} <= used
        for path in used:
            assert (web / path.replace("$uri", "/index.html")).exists(), path
        assert f'"{HASHED}"' in text
        assert f"{FORMER}/{SITE}" in text
    for variable in ("$handbok_cache", "$handbok_csp"):
        assert f"map $uri {variable} {{" in headers(web, NGINX)
        assert f" {variable} always;" in example("nginx.conf")


def test_both_servers_send_the_same_headers() -> None:
    ours = re.compile(r'([A-Z][A-Za-z]*(?:-[A-Za-z]+)+) "([^"]*)"')
    nginx, caddy = (dict(ours.findall(example(name))) for name in ("nginx.conf", "Caddyfile"))
    assert caddy.pop("Cache-Control") == ASK  # of the page for what is not there; nginx has it from $handbok_cache
    assert nginx == caddy
    assert nginx.keys() >= {"X-Content-Type-Options", "Referrer-Policy", "Permissions-Policy", "Strict-Transport-Security"}


@pytest.mark.parametrize(
    ("name", "needed"),
    [("github-pages.yml", ["make site", "path: site"]), ("gitlab-ci.yml", ["make site", "cp -rL site public"])],
)
def test_the_services_build_with_our_own_command(name: str, needed: list[str]) -> None:
    assert all(command in example(name) for command in needed)
    assert (ROOT / "Makefile").read_text(encoding="utf-8").count("\nsite:") == 1


def served(text: str, web: Path, port: int) -> str:
    """The example as it may be tried here: this folder, this port."""
    return text.replace("/srv/handbok", str(web)).replace("listen 80;", f"listen 127.0.0.1:{port};")


def free_port() -> int:
    with socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@pytest.fixture
def nginx(site: Path, web: Path, tmp_path: Path) -> Iterator[str]:
    """Where nginx serves two publications with the example, 2023 sealed."""
    program = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    types = Path("/etc/nginx/mime.types")
    if not program or not types.is_file():
        pytest.skip("ingen nginx på den här datorn")
    for year in ("2023", "2024"):
        (site / year / STYLE).rename(site / year / STYLE.replace("0123abcd", "aaaaaaaa"))
    publish(site, web)
    build(site, "två")
    for name in ("data.csv", "plan.pdf", "plan.docx"):
        (site / "2024" / name).write_text("mål;värde\n", encoding="utf-8")
    shutil.copytree(site / "2023", tmp_path / "bag")
    publish(site, web, sealed={2023: tmp_path / "bag"})
    folder, port = tmp_path / "nginx", free_port()
    folder.mkdir()
    shutil.copy(types, folder)
    (folder / "handbok.conf").write_text(served(example("nginx.conf"), web, port), encoding="utf-8")
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    places = "".join(f"{kind}_temp_path {folder}/{kind};" for kind in kinds)
    (folder / "nginx.conf").write_text(
        f"{'user root;' if os.geteuid() == 0 else ''} daemon off; master_process off; pid {folder}/pid;\n"
        f"error_log {folder}/fel; events {{}}\nhttp {{ access_log off; {places} include handbok.conf; }}\n",
        encoding="utf-8",
    )
    call = [program, "-e", str(folder / "fel"), "-p", str(folder), "-c", str(folder / "nginx.conf")]
    tried = subprocess.run([*call, "-t"], capture_output=True, text=True, check=False)
    assert tried.returncode == 0, tried.stderr
    with subprocess.Popen(call, stderr=subprocess.DEVNULL) as process:
        address = f"http://127.0.0.1:{port}"
        _wait_for(address)
        yield address
        process.terminate()


def _wait_for(address: str) -> None:
    until = monotonic() + 5
    while True:
        try:
            urllib.request.urlopen(address, timeout=1).close()  # noqa: S310  our own server
        except urllib.error.URLError:
            assert monotonic() < until
            sleep(0.02)
        else:
            return


def answer(address: str) -> tuple[int, dict[str, str]]:
    try:
        with urllib.request.urlopen(address, timeout=5) as got:  # noqa: S310  our own server
            return got.status, dict(got.headers)
    except urllib.error.HTTPError as error:
        with error:
            return error.code, dict(error.headers)


def test_nginx_serves_the_example(nginx: str, web: Path) -> None:
    expected = {
        "/": (200, ASK, "text/html; charset=utf-8"),
        "/versions.json": (200, ASK, "application/json; charset=utf-8"),
        "/aktuell/": (200, ASK, "text/html; charset=utf-8"),
        "/2024/data.csv": (200, ASK, "text/csv; charset=utf-8"),
        "/2024/plan.pdf": (200, ASK, "application/pdf"),
        "/2024/plan.docx": (200, ASK, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        "/2023/rutiner/": (200, FOREVER, "text/html; charset=utf-8"),
        "/2023/finns-inte/": (404, ASK, "text/html; charset=utf-8"),
        "/2023/assets/": (404, ASK, "text/html; charset=utf-8"),
        f"/2024/{STYLE}": (200, FOREVER, "text/css; charset=utf-8"),
        f"/2024/{STYLE.replace('0123abcd', 'aaaaaaaa')}": (200, FOREVER, "text/css; charset=utf-8"),
        f"/2024/{STYLE.replace('0123abcd', 'bbbbbbbb')}": (404, ASK, "text/html; charset=utf-8"),
        f"/{NGINX}": (404, ASK, "text/html; charset=utf-8"),
    }
    policy = policies(web / SHOWN / SITE)
    for path, (status, caching, kind) in expected.items():
        code, sent = answer(nginx + path)
        assert (code, sent["Cache-Control"], sent["Content-Type"]) == (status, caching, kind), path
        assert sent["X-Content-Type-Options"] == "nosniff"
        folder = path.split("/")[1] if status == 200 and path.count("/") > 1 and "assets" not in path else ""
        if "assets" not in path:
            assert sent["Content-Security-Policy"] == policy[folder], path
        assert "ETag" in sent


@pytest.mark.skipif(not shutil.which("caddy"), reason="ingen Caddy på den här datorn")
def test_caddy_accepts_the_example(site: Path, web: Path, tmp_path: Path) -> None:
    publish(site, web)
    (tmp_path / "Caddyfile").write_text(served(example("Caddyfile"), web, 0), encoding="utf-8")
    call = ["caddy", "adapt", "--adapter", "caddyfile", "--config", str(tmp_path / "Caddyfile")]
    done = subprocess.run(call, capture_output=True, text=True, check=False, env=os.environ | {"HOME": str(tmp_path)})
    assert done.returncode == 0, done.stderr
    assert json.dumps(FOREVER) in done.stdout
    assert policies(site)["2024"] in json.dumps(json.loads(done.stdout), ensure_ascii=False)


# --- The command --------------------------------------------------------------------------------------------------


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["publicera", *arguments], catch_exceptions=False)
    return result.exit_code, result.output


def test_the_command(site: Path, web: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(site.parent)
    to = ("--till", "webb")
    code, said = run(*to)
    assert (code, said.splitlines()) == (0, [
        f"Utgivning 0001 är publicerad i webb/{SHOWN}/{SITE}: {len(tree(site))} nya eller ändrade filer, 0 oförändrade",
        "Huvudena är ändrade: ladda om webbservern",
    ])  # fmt: skip
    assert run(*to)[1].startswith(NOTHING_NEW)
    for number in range(3):
        build(site, str(number))
        assert run(*to, "--behall", "1")[0] == 0
    assert releases(web) == ["0003", "0004"]
    assert "0003 visas igen" in run(*to, "--ater")[1]
    assert run(*to, "--ater")[0] == 2
    assert run(*to, "--fran", "finns-inte")[0] == 2


def test_the_command_knows_the_sealed_years(site: Path, web: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(site.parent)
    shutil.copytree(site / "2023", site.parent / "arkiv/2023-1/data/site")
    Path("content").mkdir()
    Path("content/arkiv.yml").write_text(
        f"- ar: 2023\n  nummer: 1\n  paket: 2023-1\n  kontrollsumma: {'a' * 128}\n  forseglad: 2024-02-01\n"
        f"  commit: {'b' * 40}\n  organisation: Exempelstads kommun\n  enheter: [Hemtjänst norr]\n",
        encoding="utf-8",
    )
    assert run("--till", "webb")[0] == 0
    assert "~^/(?:2023)/|" in headers(web, NGINX)


def test_as_many_as_it_says_are_kept_by_default(site: Path, web: Path) -> None:
    done = [publish(build(site, str(n)), web) for n in range(KEPT + 2)]
    assert isinstance(done[0], Published)
    assert len(releases(web)) == KEPT + 1
