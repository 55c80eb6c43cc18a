"""What stands beside the editions: the way to the newest, their list, the ids that lead between them, all years' search."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from handbok.catalog import Catalog
from handbok.pages.lines import lines, replaced
from handbok.paths import Paths
from handbok.site.reuse import Record, Stamp, digest, link_files, read_record, stamps, write_record
from handbok.site.root import write_root
from handbok.site.tree import SEARCH_INDEX
from handbok.toolchain import toolchain


@dataclass(frozen=True, slots=True)
class Root:
    """What stands beside the editions of those years.

    `sealed` are the years that were copied, with their digests. A sealed edition may have the index of an older engine,
    so that a search in all years has one made anew over the same pages.
    """

    catalog: Catalog
    years: list[int]
    paths: Paths
    sealed: Mapping[int, str]

    def unchanged(self) -> bool:
        """Whether the present site has all of it as it would be written again."""
        was = read_record(self._record)
        return was.inputs == self._inputs and was.files == self._files(self.paths.site)

    def write(self, folder: Path) -> None:
        """Writes it into a folder that has the editions."""
        indexes = {year: f"{year}/{SEARCH_INDEX}" for year in self.years}
        for year in self.sealed:
            indexes[year] = f"{SEARCH_INDEX}{year}/"
            self._index_anew(year, folder)
        write_root(folder, self.catalog.handbok.namn, indexes, lines(self.catalog), self._replaced)
        write_record(Record(inputs=self._inputs, files=self._files(folder)), self._record)

    def _index_anew(self, year: int, folder: Path) -> None:
        """Makes a sealed edition's index beside the editions, or takes it over from the present site."""
        from handbok.build.indexing import make_index, search_synonyms  # noqa: PLC0415  as in build.tree

        place, known = Path(SEARCH_INDEX, str(year)), search_synonyms(self.catalog)
        record = self._record.with_name(f"{year}-sok.json")
        was, inputs = read_record(record), digest(toolchain(), self.sealed[year], repr(known))
        if was.inputs == inputs and was.intact(self.paths.site / place):
            link_files(was.files, self.paths.site / place, folder / place)
        else:
            (folder / SEARCH_INDEX).mkdir(exist_ok=True)
            make_index(folder / str(year), year, known, folder / place)
        files = {path: ("", stamp) for path, stamp in stamps(folder / place).items()}
        write_record(Record(inputs=inputs, files=files), record)

    def _files(self, site: Path) -> dict[str, tuple[str, Stamp]]:
        years = {str(year) for year in self.years}
        return {path: ("", stamp) for path, stamp in stamps(site, skipping=years).items()}

    @property
    def _record(self) -> Path:
        return self.paths.work / "bygge" / self.paths.site.name / "rot.json"

    @property
    def _inputs(self) -> str:
        known = (self.years, lines(self.catalog), self._replaced, self.sealed)
        return digest(toolchain(), self.catalog.handbok.namn, *map(repr, known))

    @property
    def _replaced(self) -> dict[int, list[str]]:
        return {year: replaced(self.catalog, year) for year in self.years}
