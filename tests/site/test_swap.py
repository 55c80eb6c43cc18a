"""A finished site takes the former one's place in one step."""

from __future__ import annotations

from pathlib import Path

import pytest

from handbok.site import swap as module
from handbok.site.swap import keep_editions, restore, swap


def site(folder: Path, text: str) -> Path:
    (folder / "2023").mkdir(parents=True)
    (folder / "2023" / "index.html").write_text(text, encoding="utf-8")
    return folder


def shown(folder: Path) -> str:
    return (folder / "2023" / "index.html").read_text(encoding="utf-8")


def test_the_first_site(tmp_path: Path) -> None:
    swap(site(tmp_path / "ny", "ny"), tmp_path / "site")
    assert shown(tmp_path / "site") == "ny"


@pytest.mark.parametrize("in_one_step", [True, False])
def test_the_new_site_stands_and_nothing_is_left_of_the_old(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, in_one_step: bool
) -> None:
    if not in_one_step:
        monkeypatch.setattr(module, "_exchange", lambda *_: False)
    site(tmp_path / "site", "gammal")
    swap(site(tmp_path / "ny", "ny"), tmp_path / "site")
    assert shown(tmp_path / "site") == "ny"
    assert [p.name for p in tmp_path.iterdir()] == ["site"]


def test_linux_lets_folders_change_places_in_one_step(tmp_path: Path) -> None:
    one, other = site(tmp_path / "a", "a"), site(tmp_path / "b", "b")
    assert module._exchange(one, other)
    assert (shown(one), shown(other)) == ("b", "a")


def test_a_swap_cut_off_between_its_steps_is_mended(tmp_path: Path) -> None:
    site(tmp_path / "site.gammal", "gammal")
    restore(tmp_path / "site")
    assert shown(tmp_path / "site") == "gammal"


def test_a_site_that_stands_is_left_alone(tmp_path: Path) -> None:
    site(tmp_path / "site", "ny")
    site(tmp_path / "site.gammal", "gammal")
    restore(tmp_path / "site")
    assert shown(tmp_path / "site") == "ny"


def test_editions_that_are_not_built_are_kept(tmp_path: Path) -> None:
    site(tmp_path / "site", "gammal")
    keep_editions(tmp_path / "site", tmp_path / "ny", [2023])
    assert shown(tmp_path / "ny") == "gammal"
