"""An edition that is made from content: rendered, set in its frame, and what has not changed taken from the former site."""

from __future__ import annotations

import gc
from dataclasses import dataclass, replace
from pathlib import Path

from handbok.build.job import Built
from handbok.build.menus import foot, menu
from handbok.build.tree import docs_tree
from handbok.editions import Edition
from handbok.figures import reasons
from handbok.memory import Memory
from handbok.pages.kinds.review import FEED
from handbok.paths import Paths
from handbok.site.edition import Frame, Place, SiteError, build_edition, looks
from handbok.site.reuse import digest, link_files, read_record, write_record
from handbok.site.tree import Tree, write_tree


@dataclass(frozen=True, slots=True)
class Rendered:
    """An edition to render into `target`, with a `note` on top of each page when it has something to say.

    `guides` are the explanations of the check's codes; `toolchain` tells of all code that has a say in the result.
    """

    edition: Edition
    guides: dict[str, str]
    paths: Paths
    target: Path
    toolchain: str
    note: str = ""

    @property
    def year(self) -> int:
        """The edition's year."""
        return self.edition.year

    def unchanged(self) -> int | None:
        """How many pages the edition has, when all it was made of is as it was and the present site has it whole."""
        was = read_record(self._record)
        surroundings = looks(self._frame, self.paths.config, self.toolchain)
        if self.paths.markdown or (was.inputs, was.frame) != (self._inputs, surroundings) or not was.intact(self._place.former):
            return None
        return sum(uri.endswith(".md") for uri in was.made_of)

    def take_over(self) -> None:
        """Links the whole edition from the present site."""
        link_files(read_record(self._record).files, self._place.former, self.target)

    def build(self) -> Built:
        """Renders the edition and builds what has changed in it."""
        # A build makes millions of small objects and few cycles: the collector's passes cost a tenth and free nothing.
        gc.disable()
        try:
            tree = docs_tree(
                self.edition, self.guides, documents=self.paths.documents, search=self.paths.search, memory=self._memory
            )
            self._write_markdown(tree)
            record = build_edition(tree, self._frame, self._place, read_record(self._record), self.toolchain)
            write_record(replace(record, inputs=self._inputs), self._record)
        finally:
            gc.enable()
        return Built(self.edition.year, len(tree.pages))

    @property
    def _record(self) -> Path:
        return self.paths.work / "bygge" / self.paths.site.name / f"{self.edition.year}.json"

    @property
    def _memory(self) -> Memory:
        return Memory(self.paths.work / "minne" / self.paths.site.name / str(self.year), self.toolchain)

    def _write_markdown(self, tree: Tree) -> None:
        if self.paths.markdown:
            folder = self.paths.markdown / str(self.year)
            if folder.exists():
                raise SiteError(f"mappen {folder} finns redan")
            write_tree(tree, folder)

    @property
    def _place(self) -> Place:
        year = str(self.edition.year)
        return Place(self.paths.config, self.paths.work / "mkdocs" / year, self.target, self.paths.site / year)

    @property
    def _frame(self) -> Frame:
        handbok = self.edition.handbok
        feed = FEED if self.edition.current else ""
        links = foot(self.edition, with_guides=bool(self._own_guides))
        return Frame(handbok.namn, self.edition.year, menu(), links, self.note, feed)

    @property
    def _own_guides(self) -> dict[str, str]:
        """Editors find the explanations of the check's codes in the newest edition only."""
        return self.guides if self.edition.current else {}

    @property
    def _inputs(self) -> str:
        """A fingerprint of all content that the edition is made of."""
        sources = {post.source.path: post.source.lines for post in self.edition.catalog.posts()}
        texts = [f"{path}\n" + "\n".join(lines) for path, lines in sorted(sources.items())]
        # What is not shown can follow from what another year's files say.
        texts += ["\n".join(reasons(post.data)) + repr(post.data) for post in self.edition.catalog.with_counts()]
        choices = (self.edition.current, self.paths.documents, self.paths.search, self.paths.drafts, self._own_guides)
        return digest(self.edition.handbok.model_dump_json(), repr(choices), *texts)
