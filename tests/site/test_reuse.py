"""What is kept of a former build, and the law that it makes no difference: an incremental build equals a clean one."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from handbok.build import build
from handbok.catalog.load import load
from handbok.memory import Memory
from handbok.paths import Paths
from handbok.rules import check
from handbok.site.reuse import Record, digest, link_files, link_same, read_record, stamps, write_record
from handbok.source import read_tree
from tests.overlay import EXEMPELSTAD, ROOT


def record_of(folder: Path, made_of: dict[str, str]) -> Record:
    files = {path: (path if path in made_of else "", stamp) for path, stamp in stamps(folder).items()}
    return Record("innehåll", "ram", made_of, files)


@pytest.fixture
def former(tmp_path: Path) -> Path:
    folder = tmp_path / "2023"
    (folder / "a").mkdir(parents=True)
    for name in ("a/x.csv", "y.csv", "stil.css"):
        (folder / name).write_text(name, encoding="utf-8")
    return folder


def test_what_is_as_it_was_is_kept_with_the_assets(former: Path) -> None:
    was = record_of(former, {"a/x.csv": "1", "y.csv": "2"})
    assert was.intact(former)
    assert was.reusable(former, "ram", {"a/x.csv": "1", "y.csv": "3"}) == {"a/x.csv": ["a/x.csv"], "": ["stil.css"]}


def test_with_another_frame_nothing_is_kept(former: Path) -> None:
    assert record_of(former, {"y.csv": "2"}).reusable(former, "annan ram", {"y.csv": "2"}) == {}


@pytest.mark.parametrize("harm", ["changed", "gone", "new"])
def test_a_touched_file_is_not_kept(former: Path, harm: str) -> None:
    was = record_of(former, {"y.csv": "2"})
    if harm == "changed":
        (former / "y.csv").write_text("annat", encoding="utf-8")
    elif harm == "gone":
        (former / "y.csv").unlink()
    else:
        (former / "z.csv").write_text("z", encoding="utf-8")
    assert not was.intact(former)
    assert ("y.csv" in was.reusable(former, "ram", {"y.csv": "2"})) == (harm == "new")


def test_one_touched_asset_and_all_assets_are_made_anew(former: Path) -> None:
    was = record_of(former, {"y.csv": "2"})
    (former / "stil.css").write_text("annat", encoding="utf-8")
    assert "" not in was.reusable(former, "ram", {"y.csv": "2"})


def test_a_record_comes_back_as_it_was_written(former: Path, tmp_path: Path) -> None:
    was = record_of(former, {"y.csv": "2"})
    write_record(was, tmp_path / "bygge" / "2023.json")
    assert read_record(tmp_path / "bygge" / "2023.json") == was


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"inputs": 1}', '{"inputs": "", "frame": "", "made_of": {}, "files": {"a": 1}}']
)
def test_a_record_that_cannot_be_read_is_no_record(tmp_path: Path, text: str) -> None:
    (tmp_path / "r.json").write_text(text, encoding="utf-8")
    assert read_record(tmp_path / "r.json") == Record()


def test_a_linked_file_is_the_same_file(former: Path, tmp_path: Path) -> None:
    link_files(["a/x.csv"], former, tmp_path / "ny")
    assert (tmp_path / "ny/a/x.csv").samefile(former / "a/x.csv")


def test_what_is_the_same_becomes_the_same_file(former: Path, tmp_path: Path) -> None:
    shutil.copytree(former, tmp_path / "ny")
    (tmp_path / "ny/y.csv").write_text("annat", encoding="utf-8")
    link_same(former, tmp_path / "ny")
    assert (tmp_path / "ny/a/x.csv").samefile(former / "a/x.csv")
    assert (tmp_path / "ny/y.csv").read_text(encoding="utf-8") == "annat"


def test_parts_are_kept_apart_in_a_digest() -> None:
    assert digest("ab", "c") != digest("a", "bc")


# --- The law ------------------------------------------------------------------------------------------------------


@pytest.fixture(autouse=True)
def _one_core(monkeypatch: pytest.MonkeyPatch) -> None:
    """Editions are built in this process: starting others takes longer than these small ones."""
    monkeypatch.setattr("os.cpu_count", lambda: 1)


class Checkout:
    """A copy of exempelstad that is edited by chance."""

    def __init__(self, folder: Path, seed: int, *, documents: bool = False) -> None:
        self.folder = folder
        self.documents = documents
        self.chance = random.Random(seed)  # noqa: S311  chance for a test
        shutil.copytree(EXEMPELSTAD, folder / "content")
        shutil.copytree(ROOT / "overrides", folder / "overrides")
        shutil.copy(ROOT / "mkdocs.yml", folder)

    def build(self, site: str, *, search: bool = True) -> dict[str, bytes]:
        work = self.folder / f".arbete-{site}"
        memory = Memory(work / "minne", "samma kod")
        loaded = load(*read_tree(self.folder / "content", "content", memory), memory=memory)
        catalog = loaded.catalog
        assert catalog
        assert loaded.diagnostics == load(*read_tree(self.folder / "content", "content")).diagnostics
        assert check(catalog, memory) == check(catalog)
        build(catalog, Paths(self.folder / "mkdocs.yml", self.folder / site, work, documents=self.documents, search=search))
        return {
            p.relative_to(self.folder / site).as_posix(): p.read_bytes() for p in (self.folder / site).rglob("*") if p.is_file()
        }

    def edit(self) -> str:
        chosen: Callable[[], str] = self.chance.choice(
            [self.text, self.title, self.figure, self.look, self.new_rutin, self.new_id]
        )
        return chosen()

    def _file(self, pattern: str) -> Path:
        return self.chance.choice(sorted((self.folder / "content").glob(pattern)))

    def _replace(self, path: Path, old: str, new: str) -> str:
        path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
        return f"{path.name}: {old!r} → {new!r}"

    def text(self) -> str:
        return self._replace(self._file("**/*.md"), ".\n", f", tillägg {self.chance.random()}.\n")

    def title(self) -> str:
        return self._replace(self._file("rutiner/*.md"), "titel: ", f"titel: Ny {self.chance.randrange(99)} ")

    def figure(self) -> str:
        return self._replace(self._file("planer/*/*/indikatorer.yml"), 'alla: "', f'alla: "{self.chance.randrange(9)}')

    def look(self) -> str:
        return self._replace(self.folder / "overrides/assets/handbok.css", "/*", f"/* {self.chance.random()}")

    def new_rutin(self) -> str:
        old = self._file("rutiner/*.md")
        new = old.with_name(f"ny-{self.chance.randrange(10**6)}.md")
        shutil.copy(old, new)
        return f"{old.name} → också {new.name}"

    def new_id(self) -> str:
        old = self._file("sidor/*.md")
        new = old.rename(old.with_name(f"sida-{self.chance.randrange(10**6)}.md"))
        return self._replace(new, "---\n", f"---\ntidigare_id: [{old.stem}]\n")


@pytest.mark.parametrize("seed", [1, 2])
def test_after_any_edits_an_incremental_build_equals_a_clean_one(tmp_path: Path, seed: int) -> None:
    checkout = Checkout(tmp_path, seed)
    checkout.build("site")
    done = []
    for _ in range(4):
        done += [checkout.edit() for _ in range(checkout.chance.randrange(3))]
        incremental = checkout.build("site")
        shutil.rmtree(tmp_path / "ren", ignore_errors=True)
        shutil.rmtree(tmp_path / ".arbete-ren", ignore_errors=True)
        assert incremental == checkout.build("ren"), done


def test_only_what_an_edit_changes_is_written_anew(tmp_path: Path) -> None:
    checkout = Checkout(tmp_path, 1, documents=True)
    checkout.build("site")
    before = {path: (tmp_path / "site" / path).stat().st_ino for path in stamps(tmp_path / "site")}
    rutin = min((tmp_path / "content/rutiner").glob("*.md"))
    rutin.write_text(rutin.read_text(encoding="utf-8").rstrip() + " Ett tillägg.\n", encoding="utf-8")
    checkout.build("site")
    anew = {path for path in stamps(tmp_path / "site") if before.get(path) != (tmp_path / "site" / path).stat().st_ino}
    kinds = {"/".join(path.split("/")[1:]) for path in anew if "/" in path}
    indexed = {path for path in kinds if path.startswith("sokindex/")}
    assert kinds - indexed <= {f"rutiner/{rutin.stem}/index.html", "data/handbok.json"}
    assert f"2024/rutiner/{rutin.stem}/index.html" in anew
    assert 0 < len([path for path in anew if "/sokindex/sidor/" in path]) <= 2  # the rutin's, and the other year's


def test_an_index_that_was_left_out_is_made_by_the_next_build(tmp_path: Path) -> None:
    checkout = Checkout(tmp_path, 1)
    without = checkout.build("site", search=False)
    whole = checkout.build("site")
    assert {path for path in whole if path not in without} == {path for path in whole if "/sokindex/" in path}
    assert all(whole[path] == raw for path, raw in without.items())


def test_nothing_is_written_anew_when_nothing_has_changed(tmp_path: Path) -> None:
    checkout = Checkout(tmp_path, 1)
    checkout.build("site")
    before = (tmp_path / "site").stat().st_ino
    checkout.build("site")
    assert before == (tmp_path / "site").stat().st_ino


@pytest.mark.parametrize("name", ["id.json", "aktuell", "404.html", "2023/index.html"])
def test_what_someone_has_taken_away_is_put_back(tmp_path: Path, name: str) -> None:
    checkout = Checkout(tmp_path, 1)
    before = checkout.build("site")
    (tmp_path / "site" / name).unlink()
    assert checkout.build("site") == before
