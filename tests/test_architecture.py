"""The direction of imports and who may use which library, as docs/arkitektur.md says."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "generator" / "handbok"

# From the foundation upwards: a module may import those before it, never those after it.
LAYERS = (
    "orphans",
    "caches",
    "memory",
    "untouched",
    "paths",
    "locks",
    "diagnostics",
    "source",
    "archive",
    "confirming",
    "drift",
    "prose",
    "model",
    "figures",
    "lagrum",
    "secrecy",
    "swedish",
    "catalog",
    "control",
    "suspect",
    "protection",
    "risks",
    "rules",
    "examination",
    "editions",
    "skeleton",
    "period_gate",
    "changes",
    "year",
    "compare",
    "pages",
    "article",
    "search",
    "export",
    "feeds",
    "documents",
    "site",
    "toolchain",
    "build",
    "archiving",
    "publish",
    "swedish_help",
    "cli",
)
ONLY_IN = {
    "yaml": {"source"},
    "jinja2": {"caches", "pages", "site"},
    "mkdocs": {"site"},
    "typer": {"cli", "swedish_help"},
    "rich": {"cli"},
    "markdown": {"article"},
    "cmarkgfm": {"article"},
    "markdown_it": {"documents"},
    "typst": {"documents"},
    "docx": {"documents"},
    "feedgen": {"feeds"},
    "icalendar": {"feeds"},
    "bagit": {"archive"},
    "platformdirs": {"caches"},
    "simplemma": {"swedish"},
}


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def layer(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            found |= {f"{node.module}.{alias.name}" for alias in node.names} | {str(node.module)}
    return found


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_imports_go_downwards(path: Path) -> None:
    own = layer(path)
    if own == "__init__":
        return
    assert own in LAYERS, f"{own} has no layer"
    used = {name.split(".")[1] for name in imports(path) if name.startswith("handbok.")}
    above = {name for name in used if name in LAYERS and LAYERS.index(name) > LAYERS.index(own)}
    assert not above


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_libraries_stay_in_their_module(path: Path) -> None:
    for library, allowed in ONLY_IN.items():
        if any(name == library or name.startswith(f"{library}.") for name in imports(path)):
            assert layer(path) in allowed, f"{library} in {path}"


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_only_the_cli_prints(path: Path) -> None:
    calls = [
        n.func.id
        for n in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)
    ]
    assert "print" not in calls
