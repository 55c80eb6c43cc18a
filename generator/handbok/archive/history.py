"""Whether a line of the register has ever been rewritten, as git remembers it.

Every commit is held against each of its parents: what the register said before, it must still say. Together that holds for
all of history, over branches and merges. What git itself was made to forget (a forced push, a rebase) is sought in the
other branches and in what the present branch pointed at before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path

from handbok.archive.git import Commit, Git, GitError
from handbok.archive.names import Difference, Kind, bag_name, shown
from handbok.archive.register import Register, Sealing, read_register, register_in

Lines = Mapping[tuple[int, int], Sealing]

_REMEDY = "jämför med git log -p och återställ raden; gäller ändringen innehållet ska året förseglas på nytt med --ersatt"


def rewritten(repository: Path, register_path: str) -> list[Difference]:
    """Every line of the register that has been changed or removed since it was first committed, sorted.

    `register_path` is the register's path in `repository`, a working copy or bare. A history that cannot be had, or only
    in part, is a difference too. Raises ArchiveError when the register itself cannot be read.
    """
    try:
        return sorted(set(_History(Git(repository), repository, register_path).differences()))
    except GitError as error:
        return [Difference(register_path, "", Kind.NO_HISTORY, f"historiken går inte att läsa: {error}", error.remedy)]


@dataclass
class _History:
    git: Git
    root: Path
    name: str
    _parsed: dict[str, Lines | None] = field(default_factory=dict)

    def differences(self) -> Iterator[Difference]:
        if self.git.shallow():
            problem = "historiken är avklippt, så det äldsta går inte att kontrollera"
            yield self._note(Kind.NO_HISTORY, problem, "hämta resten med git fetch --unshallow")
        present = Register() if self.git.bare else read_register(self.root / self.name)
        commits = self.git.commits()
        if not commits:
            if present.sealings:
                yield self._note(Kind.NO_HISTORY, "inget är incheckat i git än", f"checka in {self.name}")
            return
        said, found = self._walk(commits)
        head = said[commits[-1].id]
        if not self.git.bare and not present.diagnostics:
            now = _by_key(present.sealings)
            found.extend((key, f"arbetskopian {what}") for key, what in _lost(head, now))
            yield from (self._uncommitted(key) for key in now.keys() - head.keys())
        else:
            now = head
        found.extend(self._forgotten({c.id for c in commits}, head))
        for key, what in found:
            before = next((said[c.id][key] for c in commits if key in said[c.id]), None)
            again = "; den är densamma igen nu" if before and now.get(key) == before else ""
            yield self._note(Kind.REWRITTEN, f"raden för {bag_name(*key)}: {what}{again}", _REMEDY)

    def _note(self, kind: Kind, problem: str, remedy: str) -> Difference:
        return Difference(self.name, "", kind, problem, remedy)

    def _uncommitted(self, key: tuple[int, int]) -> Difference:
        problem = f"raden för {bag_name(*key)} är inte incheckad, så git kan inte intyga den"
        return self._note(Kind.UNCOMMITTED, problem, f"checka in {self.name}")

    def _walk(self, commits: Iterable[Commit]) -> tuple[dict[str, Lines], list[tuple[tuple[int, int], str]]]:
        """What the register said at each commit, and the lines that a commit lost.

        A version that cannot be read is passed over: what was said before it must be said after it.
        """
        commits = list(commits)
        versions = self._versions(commits)
        said: dict[str, Lines] = {}
        found: list[tuple[tuple[int, int], str]] = []
        for commit in commits:
            own = versions[commit.id]
            before = [said[parent] for parent in commit.parents if parent in said]
            if own is None:
                said[commit.id] = {key: line for lines in before for key, line in lines.items()}
                continue
            said[commit.id] = own
            for lines in before:
                found.extend((key, f"commit {commit.id[:12]} ({commit.date}) {what}") for key, what in _lost(lines, own))
        return said, found

    def _versions(self, commits: list[Commit]) -> dict[str, Lines | None]:
        """What the register says at each commit, under the name that it had then; None where it cannot be read."""
        names = [self.git.prefix + self.name]
        blobs: dict[str, str] = {}
        for name in names:  # grows while we walk: a former name can have a former name
            found = self.git.blobs(name, [c.id for c in commits if c.id not in blobs])
            if lost := self.git.unreadable(name, found.keys() | blobs.keys()):
                raise GitError(f"registret i commit {lost[:12]} saknas i förrådet", "hämta hela förrådet på nytt (git clone)")
            blobs |= found
            births = [(c, p) for c in commits if c.id in found for p in c.parents if p not in blobs]
            names.extend(former for former in self._former_names(births) if former not in names)
        self._read(blobs.values())
        nothing: Lines = {}
        return {c.id: self._parsed[blobs[c.id]] if c.id in blobs else nothing for c in commits}

    def _former_names(self, births: Iterable[tuple[Commit, str]]) -> list[str]:
        """What the register was called before: a YAML file that went when it came, and that held lines of a register."""
        former = []
        for commit, parent in births:
            for name in self.git.removed(parent, commit.id):
                if name.endswith((".yml", ".yaml")) and name not in former:
                    blobs = self.git.blobs(name, [parent])
                    self._read(blobs.values())
                    if any(self._parsed[blob] for blob in blobs.values()):
                        former.append(name)
        return former

    def _read(self, blobs: Iterable[str]) -> None:
        wanted = [blob for blob in dict.fromkeys(blobs) if blob not in self._parsed]
        for blob, raw in self.git.contents(wanted).items():
            read = register_in(raw, self.name)
            self._parsed[blob] = None if read.diagnostics else _by_key(read.sealings)

    def _forgotten(self, reached: set[str], head: Lines) -> Iterator[tuple[tuple[int, int], str]]:
        """Lines that other branches tell otherwise, and lines that the branch or its upstream had before a forced change."""
        for ref, tip in self.git.refs().items():
            if tip not in reached:
                for key, what in _lost(self._at([tip]).get(tip) or {}, head):
                    if key in head:
                        yield key, f"{shown(ref)} har en annan rad, den här {what}"
        for ref in self.git.followed():
            tip, earlier = self.git.forgotten(ref)
            lines = self._at([tip, *earlier])
            for commit in earlier:
                for key, what in _lost(lines.get(commit) or {}, lines.get(tip) or {}):
                    yield key, f"{shown(ref)} pekade förut på commit {commit[:12]}, som har raden; nu {what}"

    def _at(self, commits: list[str]) -> dict[str, Lines | None]:
        blobs = self.git.blobs(self.git.prefix + self.name, commits)
        self._read(blobs.values())
        return {commit: self._parsed[blob] for commit, blob in blobs.items()}


def _by_key(sealings: Iterable[Sealing]) -> Lines:
    return {(s.ar, s.nummer): s for s in sealings}


def _lost(before: Lines, after: Lines) -> Iterator[tuple[tuple[int, int], str]]:
    """Lines of `before` that `after` has not, or not the same."""
    if before is after:
        return
    for key, line in before.items():
        now = after.get(key)
        if now is None:
            yield key, "saknar raden"
        elif now != line:
            changed = [f.name for f in fields(Sealing) if getattr(now, f.name) != getattr(line, f.name)]
            yield key, f"har ett annat värde för {', '.join(changed)}"
