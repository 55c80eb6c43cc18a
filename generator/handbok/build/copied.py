"""An edition that is sealed: copied out of the archive, never built."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from handbok.archive.errors import ArchiveError
from handbok.archive.register import Sealing
from handbok.archive.unpack import copy_out
from handbok.build.job import Built
from handbok.paths import Paths
from handbok.site.edition import SiteError
from handbok.site.reuse import Record, link_files, read_record, stamps, write_record


@dataclass(frozen=True, slots=True)
class Copied:
    """A sealed edition to copy into `target`."""

    sealing: Sealing
    paths: Paths
    target: Path

    @property
    def year(self) -> int:
        """The edition's year."""
        return self.sealing.ar

    def unchanged(self) -> int | None:
        """How many pages the edition has, when the present site has this very sealing whole."""
        was = read_record(self._record)
        same = was.inputs == self.sealing.kontrollsumma and was.intact(self._former)
        return _pages(was.files) if same else None

    def take_over(self) -> None:
        """Links the edition from the present site."""
        link_files(read_record(self._record).files, self._former, self.target)

    def build(self) -> Built:
        """Copies the edition out of its bag, every byte checked against the register."""
        try:
            copy_out(self.paths.archive, self.sealing, "site", self.target)
        except ArchiveError as error:
            raise SiteError(str(error)) from error
        files = {path: ("", stamp) for path, stamp in stamps(self.target).items()}
        write_record(Record(inputs=self.sealing.kontrollsumma, files=files), self._record)
        return Built(self.year, _pages(files))

    @property
    def _record(self) -> Path:
        return self.paths.work / "bygge" / self.paths.site.name / f"{self.year}.json"

    @property
    def _former(self) -> Path:
        return self.paths.site / str(self.year)


def _pages(files: Iterable[str]) -> int:
    return sum(path.endswith("index.html") for path in files)
