"""A line of the register that was ever rewritten or removed is found, whatever was done to git since."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest

from handbok.archive.growing import with_line
from handbok.archive.history import rewritten
from handbok.archive.names import Difference
from handbok.archive.register import Sealing

NAME = "content/arkiv.yml"
FIRST = Sealing(2022, 1, "2022-1", "1" * 128, date(2023, 3, 1), "a" * 40, "Exempelstad", ("Norr",))
SECOND = replace(FIRST, ar=2023, paket="2023-1", kontrollsumma="2" * 128)
THIRD = replace(FIRST, ar=2024, paket="2024-1", kontrollsumma="3" * 128)
_WHO = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull} | {
    f"GIT_{who}_{what}": value for who in ("AUTHOR", "COMMITTER") for what, value in (("NAME", "R"), ("EMAIL", "r@example.org"))
}


def lines(*sealings: Sealing) -> bytes:
    raw = b""
    for sealing in sealings:
        raw = with_line(raw, sealing, "arkiv.yml")
    return raw


@dataclass(frozen=True)
class Repository:
    """A repository of its own."""

    root: Path

    def git(self, *arguments: str) -> str:
        command = ["git", "-C", str(self.root), *arguments]
        done = subprocess.run(command, env=os.environ | _WHO, capture_output=True, text=True, check=False)
        assert done.returncode == 0 or arguments[0] == "merge", done.stderr
        return done.stdout.strip()

    def write(self, raw: bytes | None, name: str = NAME) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if raw is None:
            path.unlink()
        else:
            path.write_bytes(raw)

    def commit(self, raw: bytes | None, name: str = NAME) -> str:
        self.write(raw, name)
        self.git("add", "-A")
        self.git("commit", "--allow-empty", "-qm", "ändring")
        return self.git("rev-parse", "HEAD")

    def found(self) -> list[str]:
        return [f"{d.kind.value}: {d.problem}" for d in rewritten(self.root, NAME)]


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """A repository whose register has got its first line."""
    made = Repository(tmp_path / "forrad")
    made.root.mkdir()
    made.git("init", "-q", "-b", "main")
    made.commit(b"namn: x\n", "content/handbok.yml")
    made.commit(b"# tomt\n")
    made.commit(lines(FIRST))
    return made


def test_lines_that_are_only_added(repository: Repository) -> None:
    repository.commit(lines(FIRST, SECOND))
    repository.commit(b"# en kommentar\n" + lines(FIRST, SECOND).replace(b"'Exempelstad'", b"Exempelstad"))
    repository.commit(b"x: 1\n", "content/annat.yml")
    repository.commit(lines(FIRST, SECOND, THIRD))
    assert repository.found() == []


def test_a_value_that_is_another(repository: Repository) -> None:
    changed = repository.commit(lines(replace(FIRST, kontrollsumma="9" * 128), SECOND))
    today = repository.git("log", "-1", "--format=%cs")
    assert repository.found() == [
        f"rad-omskriven: raden för 2022-1: commit {changed[:12]} ({today}) har ett annat värde för kontrollsumma"
    ]


def test_a_value_that_was_another_for_a_while(repository: Repository) -> None:
    repository.commit(lines(replace(FIRST, commit="b" * 40)))
    repository.commit(lines(FIRST))
    first, second = repository.found()
    assert first.endswith("har ett annat värde för commit; den är densamma igen nu")
    assert second.endswith("har ett annat värde för commit; den är densamma igen nu")


@pytest.mark.parametrize("raw", [None, b"", b"# tomt\n", lines(SECOND)])
def test_a_line_that_is_gone(repository: Repository, raw: bytes | None) -> None:
    repository.commit(raw)
    assert [f.partition(") ")[2] for f in repository.found()[:1]] == ["saknar raden"]
    assert repository.found()[0].startswith("rad-omskriven: raden för 2022-1: commit ")


def test_broken_for_a_while_is_no_way_around(repository: Repository) -> None:
    repository.commit(b"- ar: [")
    repository.commit(lines(FIRST) + b"  okand: x\n")
    assert repository.found() == []
    repository.commit(lines(FIRST, SECOND))
    assert repository.found() == []
    repository.commit(b"- ar: [")
    repository.commit(lines(replace(FIRST, enheter=("Söder",)), SECOND))
    assert len(repository.found()) == 1


def test_lines_from_two_branches_that_meet(repository: Repository) -> None:
    repository.git("checkout", "-qb", "gren")
    repository.commit(lines(FIRST, SECOND))
    repository.git("checkout", "-q", "main")
    repository.commit(lines(FIRST, THIRD))
    assert repository.found() == []
    repository.git("merge", "-q", "gren", "-m", "samman")
    repository.write(lines(FIRST, THIRD, SECOND))
    repository.git("add", "-A")
    repository.git("commit", "-qm", "samman")
    assert len(repository.git("log", "-1", "--format=%P").split()) == 2
    assert repository.found() == []


def test_a_merge_that_drops_a_line(repository: Repository) -> None:
    repository.git("checkout", "-qb", "gren")
    repository.commit(lines(FIRST, SECOND))
    repository.git("checkout", "-q", "main")
    repository.commit(lines(FIRST, THIRD))
    repository.git("merge", "-q", "-s", "ours", "gren", "-m", "samman")
    found = repository.found()
    assert len(found) == 1
    assert "raden för 2023-1" in found[0]


def test_what_is_not_committed(repository: Repository) -> None:
    repository.write(lines(FIRST, SECOND))
    assert repository.found() == ["rad-inte-incheckad: raden för 2023-1 är inte incheckad, så git kan inte intyga den"]
    assert [d.warning for d in rewritten(repository.root, NAME)] == [True]
    repository.write(lines(replace(FIRST, organisation="Annan")))
    assert repository.found() == ["rad-omskriven: raden för 2022-1: arbetskopian har ett annat värde för organisation"]
    repository.write(None)
    assert repository.found() == ["rad-omskriven: raden för 2022-1: arbetskopian saknar raden"]


def test_a_register_that_has_moved(repository: Repository) -> None:
    repository.git("mv", "content", "innehall")
    repository.commit(lines(FIRST, SECOND), "innehall/arkiv.yml")
    assert rewritten(repository.root, "innehall/arkiv.yml") == []
    repository.git("mv", "innehall", "content")
    repository.commit(lines(FIRST, SECOND))
    assert repository.found() == []


def test_a_line_that_changed_under_the_former_name_or_with_the_move(repository: Repository) -> None:
    repository.commit(lines(replace(FIRST, paket="2022-1", commit="b" * 40)))
    repository.git("mv", "content", "innehall")
    repository.commit(lines(replace(FIRST, commit="c" * 40)), "innehall/arkiv.yml")
    assert len(rewritten(repository.root, "innehall/arkiv.yml")) == 2


def test_a_force_that_another_branch_remembers(repository: Repository) -> None:
    repository.git("branch", "kopia")
    repository.git("reset", "-q", "--hard", "HEAD~1")
    repository.commit(lines(replace(FIRST, kontrollsumma="9" * 128)))
    assert any("refs/heads/kopia har en annan rad" in f for f in repository.found())


def test_a_rebase_that_only_the_branch_remembers(repository: Repository) -> None:
    old = repository.git("rev-parse", "HEAD")
    repository.git("reset", "-q", "--hard", "HEAD~1")
    repository.commit(lines(SECOND))
    found = repository.found()
    assert found == [
        f"rad-omskriven: raden för 2022-1: refs/heads/main pekade förut på commit {old[:12]}, som har raden; nu saknar raden"
    ]


def test_a_rebase_that_keeps_the_lines(repository: Repository) -> None:
    repository.git("commit", "-q", "--amend", "-m", "annan text")
    repository.commit(lines(FIRST, SECOND))
    assert repository.found() == []


def test_a_forced_push(repository: Repository, tmp_path: Path) -> None:
    """Who has seen the line before it was forced away still knows, after fetching what came instead."""
    central, reader = tmp_path / "central", Repository(tmp_path / "lasare")
    repository.git("clone", "-q", "--bare", str(repository.root), str(central))
    repository.git("clone", "-q", str(central), str(reader.root))
    repository.git("reset", "-q", "--hard", "HEAD~1")
    repository.commit(lines(replace(FIRST, forseglad=date(2023, 3, 2))))
    repository.git("push", "-q", "--force", str(central), "main")
    reader.git("fetch", "-q")
    assert any("refs/remotes/origin/main har en annan rad" in f for f in reader.found())
    reader.git("reset", "-q", "--hard", "origin/main")
    assert any("refs/remotes/origin/main pekade förut på" in f for f in reader.found())
    assert [d.kind.value for d in rewritten(central, NAME)] == []


def test_a_branch_that_is_only_behind_or_ahead(repository: Repository, tmp_path: Path) -> None:
    reader = Repository(tmp_path / "lasare")
    repository.git("clone", "-q", str(repository.root), str(reader.root))
    repository.commit(lines(FIRST, SECOND))
    reader.git("fetch", "-q")
    assert reader.found() == []
    reader.git("checkout", "-qb", "gren")
    reader.commit(lines(FIRST, THIRD))
    reader.git("checkout", "-q", "main")
    assert reader.found() == []


def test_a_bare_repository(repository: Repository, tmp_path: Path) -> None:
    repository.git("clone", "-q", "--bare", str(repository.root), str(tmp_path / "naken"))
    assert rewritten(tmp_path / "naken", NAME) == []


def test_a_handbook_in_a_folder_of_the_repository(repository: Repository) -> None:
    repository.commit(lines(FIRST), "enhet/content/arkiv.yml")
    repository.commit(lines(SECOND), "enhet/content/arkiv.yml")
    assert len(rewritten(repository.root / "enhet", NAME)) == 1
    assert repository.found() == []


def test_a_replacement_hides_nothing(repository: Repository) -> None:
    good = repository.git("rev-parse", "HEAD")
    bad = repository.commit(lines(replace(FIRST, commit="b" * 40)))
    repository.commit(lines(FIRST))
    repository.git("replace", bad, repository.git("commit-tree", "-p", good, "-m", "slät", f"{good}^{{tree}}"))
    assert len(repository.found()) == 2


def test_a_shallow_copy_says_so(repository: Repository, tmp_path: Path) -> None:
    repository.commit(lines(FIRST, SECOND))
    shallow = Repository(tmp_path / "grund")
    repository.git("clone", "-q", "--depth", "1", repository.root.as_uri(), str(shallow.root))
    assert shallow.found() == ["historik-saknas: historiken är avklippt, så det äldsta går inte att kontrollera"]
    assert "git fetch --unshallow" in rewritten(shallow.root, NAME)[0].remedy


def told(found: list[Difference]) -> str:
    assert [d.kind.value for d in found] == ["historik-saknas"]
    return found[0].problem


def test_no_repository_no_commit_no_git(repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", "/")
    (tmp_path / "mapp").mkdir()
    assert "är inte ett git-förråd" in told(rewritten(tmp_path / "mapp", NAME))
    assert "är inte ett git-förråd" in told(rewritten(tmp_path / "finns-inte", NAME))
    empty = Repository(tmp_path / "tomt")
    empty.root.mkdir()
    empty.git("init", "-q")
    assert empty.found() == []
    empty.write(lines(FIRST))
    assert told(rewritten(empty.root, NAME)) == "inget är incheckat i git än"
    monkeypatch.setattr(shutil, "which", lambda _: None)
    assert "git finns inte" in told(rewritten(repository.root, NAME))


def damage(repository: Repository) -> None:
    blob = repository.git("rev-parse", f"HEAD:{NAME}")
    (repository.root / ".git" / "objects" / blob[:2] / blob[2:]).unlink()


def cut_head(repository: Repository) -> None:
    commit = repository.git("rev-parse", "HEAD~1")
    (repository.root / ".git" / "objects" / commit[:2] / commit[2:]).unlink()


@pytest.mark.parametrize("harm", [damage, cut_head])
def test_a_damaged_repository(repository: Repository, harm: Callable[[Repository], None]) -> None:
    harm(repository)
    assert "historiken går inte att läsa" in told(rewritten(repository.root, NAME))


def test_from_a_hook(repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Git tells its hooks about the repository they run for; the question is about ours."""
    other = tmp_path / "annat"
    other.mkdir()
    Repository(other).git("init", "-q")
    repository.commit(lines(SECOND))
    assert len(repository.found()) == 1
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    assert len(rewritten(repository.root, NAME)) == 1
