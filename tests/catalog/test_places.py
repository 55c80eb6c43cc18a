"""What a file holds by where it lies."""

from __future__ import annotations

import pytest

from handbok.catalog import Catalog
from handbok.catalog.places import nearest_folder, place_of


@pytest.mark.parametrize(
    ("path", "kind", "details"),
    [
        ("ordlista.yml", "ord", ("", None, None, None, None)),
        ("organisation/namnder/x.yml", "namnd", ("x", None, None, None, None)),
        ("rutiner/x-y.md", "rutin", ("x-y", None, None, None, None)),
        ("styrning/2023/namndmal/x.md", "mal", ("x", 2023, None, "namndmal", None)),
        ("planer/2023/u/plan.md", "plan", ("u", 2023, "u", None, None)),
        ("planer/2023/u/atagande/x.md", "mal", ("x", 2023, "u", "atagande", None)),
        ("planer/2023/u/avsnitt/x.md", "avsnitt", ("x", 2023, "u", None, None)),
        ("planer/2023/u/indikatorer.yml", "matning", ("", 2023, "u", None, None)),
        ("planer/2023/u/uppfoljning/bokslut/x.md", "uppfoljning", ("x", 2023, "u", None, "bokslut")),
    ],
)
def test_a_place_tells_what_lies_there(stad: Catalog, path: str, kind: str, details: tuple[object, ...]) -> None:
    place = place_of(tuple(path.split("/")), stad.handbok)
    assert place
    assert place.kind == kind
    assert (place.id, place.ar, place.enhet, place.niva, place.period) == details


@pytest.mark.parametrize(
    "path",
    [
        "styrning/2023/enhetsmal/x.md",
        "planer/2023/u/enhetsmal/x.md",
        "planer/20234/u/plan.md",
        "planer/²⁰²³/u/plan.md",
        "x",
        "planer",
        "rutiner/.md/x.md",
    ],
)
def test_levels_are_those_of_the_settings_and_years_are_years(stad: Catalog, path: str) -> None:
    assert place_of(tuple(path.split("/")), stad.handbok) is None


@pytest.mark.parametrize(
    ("path", "near"),
    [
        ("rutin/x.md", "rutiner"),
        ("planer/2023/u/ataganden/x.md", "atagande"),
        ("ordlista.yaml", "ordlista.yml"),
        ("bilder/x.png", None),
        ("rutiner/x.yml", None),
    ],
)
def test_a_near_name_is_found_in_any_part_of_a_path(stad: Catalog, path: str, near: str | None) -> None:
    assert nearest_folder(tuple(path.split("/")), stad.handbok) == near
