"""A run is spared only when everything it would read and write is the very same."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from handbok.memory import Memory
from handbok.untouched import Errand


@pytest.fixture
def errand(tmp_path: Path) -> Errand:
    """An errand that is done, on files that have settled."""
    for name in ("content/rutiner/sip.md", "content/handbok.yml", "mkdocs.yml", "site/index.html", "site/2023/index.html"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("text", encoding="utf-8")
    (tmp_path / "site" / "aktuell").symlink_to("2023")
    reads = (tmp_path / "content", tmp_path / "mkdocs.yml", tmp_path / "arkiv")
    made = Errand(Memory(tmp_path / "minne", "kod 1"), reads, tmp_path / "site", "val")
    settle()
    made.note_done(made.begun(), "klart")
    return made


def settle() -> None:
    time.sleep(0.15)


def test_nothing_touched_is_nothing_to_do(errand: Errand) -> None:
    assert errand.done() == "klart"


def rewrite(path: Path) -> None:
    """Other text of the same length, with the time of the old one."""
    was = path.stat()
    path.write_text("tixt", encoding="utf-8")
    os.utime(path, ns=(was.st_atime_ns, was.st_mtime_ns))


def replace(path: Path) -> None:
    """Another file of the same size and time in its place."""
    shutil.copy2(path, path.with_suffix(".kopia"))
    path.with_suffix(".kopia").replace(path)


def rename(path: Path) -> None:
    path.rename(path.with_name("annat.md"))


def add(path: Path) -> None:
    path.with_name("ny.md").write_text("ny", encoding="utf-8")


@pytest.mark.parametrize("touch", [rewrite, replace, rename, add, Path.touch, Path.unlink])
@pytest.mark.parametrize("name", ["content/rutiner/sip.md", "content/handbok.yml", "mkdocs.yml", "site/2023/index.html"])
def test_any_touch_is_seen(errand: Errand, touch: Callable[[Path], None], name: str, tmp_path: Path) -> None:
    touch(tmp_path / name)
    settle()
    if (touch, name) == (add, "mkdocs.yml"):  # beside a file that is read, nothing is
        assert errand.done() == "klart"
    else:
        assert errand.done() is None


def test_a_place_that_was_not_there(errand: Errand, tmp_path: Path) -> None:
    (tmp_path / "arkiv").mkdir()
    (tmp_path / "arkiv" / "bagit.txt").write_text("x", encoding="utf-8")
    settle()
    assert errand.done() is None


def test_a_link_that_leads_elsewhere(errand: Errand, tmp_path: Path) -> None:
    (tmp_path / "site" / "aktuell").unlink()
    (tmp_path / "site" / "aktuell").symlink_to("2022")
    assert errand.done() is None


def test_other_choices_or_other_code(errand: Errand) -> None:
    assert Errand(errand.memory, errand.reads, errand.writes, "andra val").done() is None
    other = Memory(errand.memory.folder, "kod 2")
    assert Errand(other, errand.reads, errand.writes, errand.choices).done() is None


def test_what_was_touched_this_moment_may_be_touched_again_unseen(errand: Errand, tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("ny", encoding="utf-8")
    begun = errand.begun()
    assert begun is None
    errand.note_done(begun, "klart igen")
    settle()
    assert errand.done() is None


def test_what_a_link_leads_to_changes_unseen(errand: Errand, tmp_path: Path) -> None:
    (tmp_path / "content" / "lank.md").symlink_to(tmp_path / "mkdocs.yml")
    settle()
    assert errand.begun() is None


def test_what_changed_during_the_run_is_seen_by_the_next(errand: Errand, tmp_path: Path) -> None:
    begun = errand.begun()
    (tmp_path / "mkdocs.yml").write_text("ny", encoding="utf-8")
    errand.note_done(begun, "klart")
    settle()
    assert errand.done() is None


def test_a_site_that_is_gone(errand: Errand) -> None:
    shutil.rmtree(errand.writes)
    assert errand.done() is None


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes do not exist on this system")
def test_a_pipe_does_not_make_it_wait(errand: Errand, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "content" / "ror")
    settle()
    assert errand.done() is None
