"""A build that is cut off, finds no room or meets another build leaves the former site whole, and the next one succeeds."""

from __future__ import annotations

import os
import random
import resource
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.overlay import EXEMPELSTAD, ROOT

# Each takes a second or two; HANDBOK_AVBROTT=200 is the number that a release is tried with.
INTERRUPTIONS = int(os.environ.get("HANDBOK_AVBROTT", "4"))
COMMAND = [sys.executable, "-c", "from handbok.cli import main; main()", "build"]


def checkout(folder: Path) -> Path:
    shutil.copytree(EXEMPELSTAD, folder / "content")
    shutil.copytree(ROOT / "overrides", folder / "overrides")
    shutil.copy(ROOT / "mkdocs.yml", folder)
    return folder


def snapshot(site: Path) -> dict[str, bytes]:
    return {p.relative_to(site).as_posix(): p.read_bytes() for p in site.rglob("*") if p.is_file()}


def build(folder: Path, *options: str) -> None:
    done = subprocess.run([*COMMAND, *options], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_killed_at_any_moment(tmp_path: Path) -> None:
    """Two states of the content take turns, so that every build has something to do; the site is always one of them."""
    folder = checkout(tmp_path)
    page = folder / "content/sidor/om.md"
    texts = [page.read_text(encoding="utf-8"), page.read_text(encoding="utf-8") + "\nEtt tillägg.\n"]
    sites, slowest = [], 0.0
    for text in texts:
        page.write_text(text, encoding="utf-8")
        start = time.perf_counter()
        build(folder)
        slowest = max(slowest, time.perf_counter() - start)
        sites.append(snapshot(folder / "site"))
    chance = random.Random(1)  # noqa: S311  chance for a test
    cut_off = 0
    for turn in range(INTERRUPTIONS):
        page.write_text(texts[turn % 2], encoding="utf-8")
        with subprocess.Popen(COMMAND, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            time.sleep(chance.uniform(0.3, slowest))
            process.kill()
        cut_off += process.returncode != 0
        assert snapshot(folder / "site") in sites, f"avbrott {turn}"
    assert cut_off
    page.write_text(texts[0], encoding="utf-8")
    build(folder)
    assert snapshot(folder / "site") == sites[0]
    assert not [p.name for p in folder.iterdir() if p.name.startswith("site.")]


@pytest.mark.parametrize("room", [0, 3_000, 40_000])
def test_no_room_on_the_disk(tmp_path: Path, room: int) -> None:
    """A limit on how large a file may be stops writing as a full disk does, at different points of the build."""
    folder = checkout(tmp_path)
    build(folder)
    before = snapshot(folder / "site")
    (folder / "content/sidor/om.md").write_text("---\ntitel: Om\n---\n" + "Ord. " * 12_000, encoding="utf-8")

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))

    done = subprocess.run(COMMAND, cwd=folder, capture_output=True, text=True, check=False, preexec_fn=limit)
    assert done.returncode == 2, done.stderr
    assert "det gick inte att skriva" in done.stderr or "gick inte att bygga" in done.stderr
    assert "Traceback" not in done.stderr
    assert snapshot(folder / "site") == before
    build(folder)


def test_the_same_bytes_anywhere_and_any_time(tmp_path: Path) -> None:
    """In another folder, time zone, locale and with another hash seed; the date of the day is nowhere."""
    sites = []
    for name, zone, language, seed in (("a", "Europe/Stockholm", "sv_SE.UTF-8", "1"), ("b/c", "Asia/Tokyo", "C", "2")):
        folder = tmp_path / name
        folder.mkdir(parents=True)
        checkout(folder)
        environment = os.environ | {"TZ": zone, "LC_ALL": language, "PYTHONHASHSEED": seed, "SOURCE_DATE_EPOCH": seed * 9}
        done = subprocess.run(COMMAND, cwd=folder, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        sites.append(snapshot(folder / "site"))
    assert sites[0].keys() == sites[1].keys()
    assert [path for path in sites[0] if sites[0][path] != sites[1][path]] == []
