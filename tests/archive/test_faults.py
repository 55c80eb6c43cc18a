"""A sealing that is killed, finds no room or may not write leaves every sealed bag whole, and the next one succeeds."""

from __future__ import annotations

import errno
import multiprocessing
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from handbok.archive.errors import ArchiveError
from handbok.archive.register import read_register
from handbok.archive.verify import verify
from tests.archive.small import FEW, Archive, snapshot

KILLS = 80
_FORK = multiprocessing.get_context("fork")
_STEPS = ("open", "os.", "shutil.", "fcntl.", "tempfile.")


def in_a_process(work: Callable[[], None], kill_after: float | None = None) -> int | None:
    """Does the work in a process of its own and returns how it ended: 0, 3 for an ArchiveError, minus a signal."""

    def run() -> None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        try:
            work()
        except ArchiveError:
            os._exit(3)
        os._exit(0)

    process = _FORK.Process(target=run)
    process.start()
    if kill_after is not None:
        time.sleep(kill_after)
        process.kill()
    process.join()
    return process.exitcode


def at_step(number: int, act: Callable[[], None]) -> None:
    """Does `act` when the process is about to ask the system for the file work with that number."""
    left = [number]

    def hook(event: str, _: object) -> None:
        if event.startswith(_STEPS):
            left[0] -= 1
            if left[0] == 0:
                act()

    sys.addaudithook(hook)


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def whole(archive: Archive) -> bool:
    """Whether every line of the register has its whole bag; raises if the register cannot be read."""
    return all(d.warning for d in archive.differences())


def steps(archive: Archive) -> int:
    """How many steps the next sealing of 2023 takes, tried in a copy."""
    copy = Archive(archive.root.parent / "prov")
    shutil.copytree(archive.root, copy.root)
    read, write = os.pipe()

    def count() -> None:
        seen = [0]

        def hook(event: str, _: object) -> None:
            seen[0] += event.startswith(_STEPS)

        sys.addaudithook(hook)
        copy.seal(files=FEW)
        os.write(write, str(seen[0]).encode())

    assert in_a_process(count) == 0
    return int(os.read(read, 20))


@pytest.fixture
def started(tmp_path: Path) -> Archive:
    """An archive with one sealed bag; 2023 is to be sealed."""
    archive = Archive(tmp_path / "handbok")
    archive.seal(2022)
    return archive


def ends_well(archive: Archive, before: dict[str, bytes]) -> None:
    """The next run needs no help: 2023 is sealed or can be, nothing is lost and nothing lies about."""
    assert whole(archive)
    if not [s for s in archive.sealings if s.ar == 2023]:
        archive.seal(files=FEW)
    assert [s.paket for s in archive.sealings] == ["2022-1", "2023-1"]
    assert archive.differences() == []
    assert sorted(p.name for p in archive.folder.iterdir()) == [".las", "2022-1", "2023-1"]
    assert [p.name for p in archive.register.parent.iterdir()] == ["arkiv.yml"]
    assert snapshot(archive.folder / "2022-1") == before


def start_over(archive: Archive) -> None:
    shutil.rmtree(archive.folder / "2023-1", ignore_errors=True)
    text = archive.register.read_text(encoding="utf-8")
    archive.register.write_text(text[: text.find("- ar: 2023")] if "- ar: 2023" in text else text, encoding="utf-8")


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that dies leaves what it wrote to the system; only a power cut does not, and we have none."""
    monkeypatch.setattr(os, "fsync", lambda _: None)


@pytest.mark.usefixtures("hasty")
def test_killed_before_each_step(started: Archive) -> None:
    before = snapshot(started.folder / "2022-1")
    total = steps(started)
    assert total > 60
    for number in range(1, total + 1):

        def seal_until(number: int = number) -> None:
            at_step(number, die)
            started.seal(files=FEW)

        assert in_a_process(seal_until) == -signal.SIGKILL, number
        ends_well(started, before)
        start_over(started)


@pytest.mark.usefixtures("hasty")
def test_killed_while_a_bag_without_a_line_is_set_aside(started: Archive) -> None:
    """What another sealing left, with other bytes, is neither lost nor taken for ours."""
    other = Archive(started.root.parent / "annan")
    other.seal(files={"site/index.html": b"annat"})
    left = snapshot(other.folder / "2023-1")
    for number in range(1, steps(started) + 20, 2):
        shutil.copytree(other.folder / "2023-1", started.folder / "2023-1")

        def seal_until(number: int = number) -> None:
            at_step(number, die)
            started.seal(files=FEW)

        assert in_a_process(seal_until) in (-signal.SIGKILL, 0)
        assert whole(started)
        if not [s for s in started.sealings if s.ar == 2023]:
            started.seal(files=FEW)
        assert whole(started)
        assert [snapshot(p) for p in (started.folder / "undanlagda").iterdir()] == [left]
        shutil.rmtree(started.folder / "undanlagda")
        assert started.differences() == []
        start_over(started)


def test_killed_at_random_moments(started: Archive) -> None:
    before = snapshot(started.folder / "2022-1")

    def seal() -> None:
        started.seal(files=FEW)

    began = time.perf_counter()
    assert in_a_process(seal) == 0
    took = time.perf_counter() - began
    start_over(started)
    chance = random.Random(1)  # noqa: S311  chance for a test
    cut_off = 0
    for _ in range(KILLS):
        cut_off += in_a_process(seal, chance.uniform(0, took)) == -signal.SIGKILL
        ends_well(started, before)
        start_over(started)
    assert cut_off > KILLS // 4


def test_killed_as_the_command_is(started: Archive) -> None:
    """The same with a fresh interpreter, killed from outside."""
    before = snapshot(started.folder / "2022-1")
    code = "import sys; from pathlib import Path; from tests.archive.small import FEW, Archive; print(flush=True)"
    code += "; Archive(Path(sys.argv[1])).seal(files=FEW)"
    chance = random.Random(2)  # noqa: S311  chance for a test
    for _ in range(6):
        command = [sys.executable, "-c", code, str(started.root)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=Path(__file__).parents[2]) as process:
            assert process.stdout
            process.stdout.readline()
            time.sleep(chance.uniform(0, 0.1))
            process.kill()
        ends_well(started, before)
        start_over(started)


@pytest.mark.usefixtures("hasty")
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS, errno.EACCES])
def test_refused_at_each_step(started: Archive, code: int) -> None:
    """The system says no once, at any step; that is told, or did not matter, and nothing is lost."""
    before = snapshot(started.folder / "2022-1")
    for number in range(1, steps(started) + 1, 1 if code == errno.ENOSPC else 5):

        def refuse() -> None:
            raise OSError(code, os.strerror(code))

        def seal_until(number: int = number) -> None:
            at_step(number, refuse)
            started.seal(files=FEW)

        assert in_a_process(seal_until) in (0, 3), number
        ends_well(started, before)
        start_over(started)


@pytest.mark.parametrize("room", [0, 100, 600, 1_500, 2_500])
def test_a_limit_on_how_large_a_file_may_be(started: Archive, room: int) -> None:
    before = snapshot(started.folder / "2022-1")

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
        started.seal(files=FEW | {"stor.bin": b"x" * 2_600})

    assert in_a_process(limited) == 3
    assert sorted(p.name for p in started.folder.iterdir()) == [".las", "2022-1"] or room > 600
    ends_well(started, before)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 200 kB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    done = subprocess.run(
        ["/bin/mount", "-t", "tmpfs", "-o", "size=200k", "tmpfs", str(disk)], capture_output=True, check=False
    )
    if done.returncode:
        pytest.skip("only root may mount a disk")
    yield disk
    subprocess.run(["/bin/umount", str(disk)], check=True)


def test_a_full_disk(small_disk: Path) -> None:
    archive = Archive(small_disk)
    archive.seal(2022)
    before = snapshot(archive.folder / "2022-1")
    filler = small_disk / "annat"
    for left in (0, 4, 16, 32, 48):
        filler.write_bytes(b"")
        free = shutil.disk_usage(small_disk).free
        filler.write_bytes(b"x" * max(free - left * 1024, 0))
        try:
            archive.seal(files=FEW)
        except ArchiveError as error:
            assert "disken är full; frigör utrymme och kör igen" in str(error)  # noqa: PT017  some room is enough
        assert whole(archive)
        assert snapshot(archive.folder / "2022-1") == before
        filler.unlink()
        ends_well(archive, before)
        start_over(archive)


def test_a_disk_that_can_only_be_read(small_disk: Path) -> None:
    archive = Archive(small_disk)
    archive.seal(2022)
    before = snapshot(archive.folder / "2022-1")
    subprocess.run(["/bin/mount", "-o", "remount,ro", str(small_disk)], check=True)
    with pytest.raises(ArchiveError, match="filsystemet går bara att läsa; välj en mapp som går att skriva i"):
        archive.seal(files=FEW)
    assert verify(archive.folder, read_register(archive.register).sealings) == []
    subprocess.run(["/bin/mount", "-o", "remount,rw", str(small_disk)], check=True)
    ends_well(archive, before)


def test_a_place_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "arkiv").write_text("", encoding="utf-8")
    with pytest.raises(ArchiveError, match="det gick inte att läsa eller skriva"):
        Archive(tmp_path).seal(files=FEW)


def test_two_at_once(started: Archive) -> None:
    """Of several that seal the same year at once one does; the others are told, and the register has one line."""

    def one() -> None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        try:
            started.seal(files=FEW)
        except ArchiveError:
            os._exit(3)
        os._exit(0)

    processes = [_FORK.Process(target=one) for _ in range(6)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert sorted(p.exitcode or 0 for p in processes) == [0, 3, 3, 3, 3, 3]
    assert [s.paket for s in started.sealings] == ["2022-1", "2023-1"]
    assert started.differences() == []
