"""A year is sealed, shown as sealed whatever happens to its content, and proved untouched; in a real git repository."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from typer.testing import CliRunner

from handbok.cli import app
from handbok.confirming import edited
from tests.overlay import EXEMPELSTAD, ROOT, SCENARIOS, Handbook

FIGURES = "content/planer/2023/hemtjanst-norr/indikatorer.yml"


class Checkout:
    """A checkout of exempelstad with git, as its own working folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        shutil.copytree(EXEMPELSTAD, folder / "content")
        shutil.copytree(ROOT / "overrides", folder / "overrides")
        shutil.copy(ROOT / "mkdocs.yml", folder)
        self.git("init", "-q")
        self.commit()

    def git(self, *arguments: str) -> None:
        identity = ["-c", "user.name=Test", "-c", "user.email=test@example.org"]
        subprocess.run(["git", *identity, *arguments], cwd=self.folder, check=True, capture_output=True)  # noqa: S607

    def commit(self) -> None:
        self.git("add", "content")
        self.git("commit", "-q", "-m", "innehåll")

    def run(self, *arguments: str) -> tuple[int, str]:
        """Exit status and all that was printed."""
        result = CliRunner().invoke(app, list(arguments), catch_exceptions=False)
        return result.exit_code, result.output

    def replace(self, path: str, old: str, new: str) -> None:
        file = self.folder / path
        file.write_text(file.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Checkout:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("os.cpu_count", lambda: 1)
    return Checkout(tmp_path)


def test_a_sealed_year_stands_whatever_happens_to_its_content(checkout: Checkout) -> None:
    rutin = checkout.folder / "content/rutiner/genomforandeplan.md"
    rutin.with_name("nytt-utkast.md").write_text(rutin.read_text().replace("gallande", "utkast", 1), encoding="utf-8")
    checkout.commit()
    code, said = checkout.run("arkivera", "2023")
    assert code == 0, said
    bag = checkout.folder / "arkiv/2023-1/data"
    assert {p.name for p in bag.iterdir()} == {"site", "innehall", "dokument", "data", "bygge"}
    assert {p.name for p in (bag / "dokument").iterdir()} >= {"hemtjanst-norr-verksamhetsplan.pdf"}
    assert (bag / "innehall/planer/2023").is_dir()
    assert not (bag / "innehall/planer/2024").exists()
    assert (bag / "innehall/rutiner/genomforandeplan.md").is_file()
    assert not list(bag.rglob("*nytt-utkast*"))
    checkout.commit()
    assert checkout.run("verifiera", "--git")[0] == 0

    checkout.replace(FIGURES, 'alla: "', 'alla: "9')
    assert "avviker-fran-forsegling" in checkout.run("check")[1]
    for _ in range(2):  # built anew, then taken over from the former site
        assert checkout.run("build")[0] == 0
        for page in ("index.html", "planer/hemtjanst-norr/verksamhetsplan/index.html"):
            assert (checkout.folder / "site/2023" / page).read_bytes() == (bag / "site" / page).read_bytes()
    assert checkout.run("verifiera")[0] == 0

    touched = bag / "site/rutiner/index.html"
    raw = bytearray(touched.read_bytes())
    raw[200] ^= 1
    touched.write_bytes(raw)
    code, said = checkout.run("verifiera", "2023")
    assert code == 1
    assert "2023-1/data/site/rutiner/index.html: innehållet är ändrat" in said


@pytest.mark.parametrize("name", ["planer/2023/hemtjanst-norr/atagande/egen-rost.md", "styrning/2023/namndmal/kontinuitet.md"])
def test_a_confirmed_link_is_no_change_of_a_sealed_year(
    exempelstad: Handbook, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    SCENARIOS["forseglad-2023"](exempelstad, monkeypatch)
    rutin = "rutiner/genomforandeplan.md"
    for confirmed in (name, rutin):
        exempelstad.write(confirmed, edited((exempelstad.content / confirmed).read_bytes(), {"mal:m": "a" * 12}))
    assert "avviker-fran-forsegling" not in exempelstad.output()
    exempelstad.replace(name, "titel: ", "titel: Inte ")
    assert f"content/{name}:1:1: varning[avviker-fran-forsegling]" in exempelstad.output()


def test_nor_is_one_that_stood_there_and_is_confirmed_anew(exempelstad: Handbook, monkeypatch: pytest.MonkeyPatch) -> None:
    name = "planer/2023/hemtjanst-norr/atagande/egen-rost.md"
    exempelstad.write(name, edited((exempelstad.content / name).read_bytes(), {"mal:m": "a" * 12}))
    SCENARIOS["forseglad-2023"](exempelstad, monkeypatch)
    exempelstad.write(name, edited((exempelstad.content / name).read_bytes(), {"mal:m": "b" * 12, "mal:n": "c" * 12}))
    assert "avviker-fran-forsegling" not in exempelstad.output()


def test_a_sealed_year_that_is_not_at_hand(checkout: Checkout) -> None:
    checkout.run("arkivera", "2023")
    assert checkout.run("build")[0] == 0
    shutil.move(checkout.folder / "arkiv", checkout.folder / "undan")
    shutil.rmtree(checkout.folder / ".handbok")
    before = (checkout.folder / "site/2023/index.html").read_bytes()
    code, said = checkout.run("build")
    assert code == 2
    assert "det förseglade paketet finns inte här; hämta paketet" in said
    assert (checkout.folder / "site/2023/index.html").read_bytes() == before
    assert checkout.run("build", "--utan-arkiv")[0] == 0
    assert "byggd ur innehållet" in (checkout.folder / "site/2023/rutiner/index.html").read_text(encoding="utf-8")
    assert "byggd ur innehållet" not in (checkout.folder / "site/2024/rutiner/index.html").read_text(encoding="utf-8")


def test_a_year_is_sealed_again_only_with_a_reason_and_beside_the_first(checkout: Checkout) -> None:
    checkout.run("arkivera", "2023")
    register = checkout.folder / "content/arkiv.yml"
    register.write_text("# Vår egen anteckning\n" + register.read_text(encoding="utf-8"), encoding="utf-8")
    checkout.commit()
    code, said = checkout.run("arkivera", "2023")
    assert code == 2
    assert "redan förseglad" in said
    assert checkout.run("arkivera", "2023", "--ersatt", "Fel siffra")[0] == 0
    assert {p.name for p in (checkout.folder / "arkiv").glob("2023-*")} == {"2023-1", "2023-2"}
    assert register.read_text(encoding="utf-8").startswith("# Vår egen anteckning\n")
    assert checkout.run("verifiera")[0] == 0


def test_what_is_not_finished_is_not_sealed(checkout: Checkout) -> None:
    checkout.replace("content/planer/2023/hemtjanst-norr/plan.md", "status: faststalld", "status: utkast")
    checkout.commit()
    assert "är ett utkast" in checkout.run("arkivera", "2023")[1]
    checkout.replace("content/planer/2023/hemtjanst-norr/plan.md", "status: utkast", "status: faststalld")
    code, said = checkout.run("arkivera", "2023")
    assert code == 2
    assert "inte är incheckade" in said
    assert not (checkout.folder / "arkiv").exists()


def test_without_git_nothing_is_sealed(checkout: Checkout) -> None:
    shutil.rmtree(checkout.folder / ".git")
    code, said = checkout.run("arkivera", "2023")
    assert code == 2
    assert "inte i ett gitarkiv" in said


def test_nothing_sealed_is_nothing_to_doubt(checkout: Checkout) -> None:
    assert checkout.run("verifiera") == (0, "Ingen utgåva är förseglad\n")
