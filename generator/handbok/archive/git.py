"""What the archive asks git. Nothing is written, and what could hide history (replacements, grafts) is switched off."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

_WITHOUT = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_NAMESPACE", "GIT_CEILING_DIRECTORIES")
_WITH = {"LC_ALL": "C", "GIT_NO_REPLACE_OBJECTS": "1", "GIT_GRAFT_FILE": os.devnull, "GIT_OPTIONAL_LOCKS": "0"}


class GitError(Exception):
    """Git cannot answer. The text is Swedish, `remedy` what to do about it."""

    def __init__(self, text: str, remedy: str) -> None:
        super().__init__(text)
        self.remedy = remedy


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit: its id, its parents' and the day it was made."""

    id: str
    parents: tuple[str, ...]
    date: str


class Git:
    """Questions to the repository at `folder`. Each raises GitError when git is missing or cannot answer.

    `prefix` is the folder's own path in the repository, with a slash at its end, empty at the root; `bare` whether there is
    no working copy.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        program = shutil.which("git")
        if not program:
            raise GitError("programmet git finns inte på datorn", "installera git")
        self._program = program
        self._environment = {k: v for k, v in os.environ.items() if k not in _WITHOUT} | _WITH
        if not folder.is_dir() or self._try("rev-parse", "--git-dir") is None:
            text = f"{folder} är inte ett git-förråd som går att läsa"
            raise GitError(text, "kör i handbokens git-förråd, med ett konto som äger det")
        self.prefix = self._try("rev-parse", "--show-prefix") or ""
        self.bare = self._try("rev-parse", "--is-bare-repository") == "true"

    def _ask(self, *arguments: str, given: str = "") -> bytes:
        command = [self._program, "-C", str(self._folder), *arguments]
        try:
            done = subprocess.run(  # noqa: S603  our own words, ids that git gave and one configured path
                command, input=given.encode("utf-8", "surrogateescape"), capture_output=True, env=self._environment, check=False
            )
        except OSError as error:
            raise GitError("git går inte att starta", "installera om git") from error
        if done.returncode:
            said = done.stderr.decode("utf-8", "replace").strip().split("\n")[0]
            raise GitError(f"git {arguments[0]} misslyckades ({said})", "kontrollera förrådet med git fsck")
        return done.stdout

    def _try(self, *arguments: str) -> str | None:
        """The answer on one line, None when git has none."""
        try:
            return self._ask(*arguments).decode("utf-8", "surrogateescape").rstrip("\n")
        except GitError:
            return None

    def shallow(self) -> bool:
        """Whether the oldest part of history was left behind when the repository was copied."""
        return self._try("rev-parse", "--is-shallow-repository") == "true"

    def commits(self) -> list[Commit]:
        """All commits that the present one stands on, parents first, itself last; none before the first."""
        if self._try("rev-parse", "--verify", "--quiet", "HEAD") is None:
            return []
        told = self._ask("rev-list", "--topo-order", "--reverse", "--format=%H %cs %P", "HEAD").decode("ascii")
        rows = (line.split() for line in told.split("\n") if line and not line.startswith("commit "))
        return [Commit(row[0], tuple(row[2:]), row[1]) for row in rows]

    def blobs(self, path: str, commits: Sequence[str]) -> dict[str, str]:
        """The id of the file's content at each commit that has the file."""
        asked = "".join(f"{commit}:{path}\n" for commit in commits)
        told = self._ask("cat-file", "--batch-check=%(objecttype) %(objectname)", given=asked) if asked else b""
        answers = told.decode("utf-8", "surrogateescape").split("\n")
        kinds = zip(commits, (answer.split(" ") for answer in answers), strict=False)
        return {commit: answer[1] for commit, answer in kinds if answer[0] == "blob" and len(answer) == 2}

    def contents(self, blobs: Sequence[str]) -> dict[str, bytes]:
        """The bytes of each content."""
        told = self._ask("cat-file", "--batch", given="".join(f"{b}\n" for b in blobs)) if blobs else b""
        found, place = {}, 0
        while place < len(told):
            end = told.index(b"\n", place)
            head = told[place:end].decode("ascii", "replace").split(" ")
            if len(head) != 3:
                raise GitError(f"förrådet saknar ett objekt ({head[0][:12]})", "kontrollera förrådet med git fsck")
            size = int(head[2])
            found[head[0]] = told[end + 1 : end + 1 + size]
            place = end + 1 + size + 1
        return found

    def removed(self, old: str, new: str) -> list[str]:
        """Files that the newer commit does not have any more."""
        told = self._ask("diff-tree", "-r", "--no-renames", "--diff-filter=D", "--name-only", "-z", old, new)
        return [name for name in told.decode("utf-8", "surrogateescape").split("\0") if name and "\n" not in name]

    def refs(self) -> dict[str, str]:
        """The commit that each branch and tag points at, also those of other repositories as last seen."""
        told = self._ask("for-each-ref", "--format=%(refname) %(objectname) %(*objectname)").decode("utf-8", "surrogateescape")
        rows = (line.split(" ") for line in told.split("\n") if line)
        return {row[0]: row[2] or row[1] for row in rows}

    def followed(self) -> Iterable[str]:
        """The present branch and the branch of another repository that it follows."""
        names = (self._try("symbolic-ref", "--quiet", "HEAD"), self._try("rev-parse", "--symbolic-full-name", "@{upstream}"))
        return [name for name in names if name]

    def forgotten(self, ref: str) -> tuple[str, list[str]]:
        """What a branch points at, and what it has pointed at before, as far as is remembered, and no longer stands on."""
        tip = self._try("rev-parse", "--verify", "--quiet", f"{ref}^{{commit}}") or ""
        told = self._try("log", "--no-show-signature", "--walk-reflogs", "--format=%H", ref, "--") or ""
        earlier = told.split()
        # The oldest entry tells also what came before it, as when a fetch was the first thing that moved the branch.
        earlier.append(self._try("rev-parse", "--verify", "--quiet", f"{ref}@{{{len(earlier)}}}") or "")
        asked = "".join(f"{commit}\n" for commit in (*earlier, f"^{tip}") if len(commit) >= 40)
        beside = (
            set(self._ask("rev-list", "--ignore-missing", "--stdin", given=asked).decode("ascii").split()) if tip else set()
        )
        return tip, [commit for commit in dict.fromkeys(earlier) if commit in beside]

    def unreadable(self, path: str, having: Iterable[str]) -> str:
        """The first commit that changed the file and has it, but not in `having`: its content is gone. Empty if none is."""
        touched = self._ask("rev-list", "--full-history", "--reverse", "HEAD", "--", f":(top,literal){path}").decode("ascii")
        for commit in set(touched.split()) - set(having):
            if self._ask("ls-tree", "--full-tree", commit, "--", path):
                return commit
        return ""
