"""The command `handbok`: arguments, printing and exit codes. Nothing else prints."""

from __future__ import annotations

import sys
from enum import StrEnum
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from handbok.build import BuildError, Paths
from handbok.build import build as run_build
from handbok.catalog import Catalog
from handbok.catalog.load import load
from handbok.diagnostics import Diagnostic, Severity, has_fault, in_order
from handbok.diagnostics.render import RENDERERS, as_text, summary
from handbok.rules import check as run_rules
from handbok.source import read_tree

app = typer.Typer(
    name="handbok",
    help="Publicerar en enhets planer, uppföljningar och rutiner som en sökbar handbok per år.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
_err = Console(stderr=True, highlight=False, soft_wrap=True)

FOUND, USAGE = 1, 2
_COLUMNS = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())


class Format(StrEnum):
    """How `check` prints what it found."""

    text = "text"
    json = "json"
    github = "github"
    sarif = "sarif"


Content = Annotated[Path, typer.Option("--innehall", help="Mappen med innehållet.", show_default=True)]


def examine(content: Path) -> tuple[Catalog | None, tuple[Diagnostic, ...]]:
    """Reads and checks the whole content: the catalog and everything found."""
    if not content.is_dir():
        _err.print(f"handbok: mappen {content} finns inte")
        raise typer.Exit(USAGE)
    sources, broken = read_tree(content, str(content))
    loaded = load(sources, broken, str(content))
    found = loaded.diagnostics
    if loaded.catalog:
        found = in_order((*found, *run_rules(loaded.catalog)))
    return loaded.catalog, found


@app.command()
def check(
    innehall: Content = Path("content"),
    format: Annotated[Format, typer.Option("--format", help="Hur det som hittas skrivs ut.")] = Format.text,
    strict: Annotated[bool, typer.Option("--strict", help="Räkna även varningar som fel.")] = False,
    upplysningar: Annotated[bool, typer.Option("--upplysningar", help="Visa även det som en källnotering förklarar.")] = False,
) -> None:
    """Kontrollera innehållet utan att bygga något."""
    _, found = examine(innehall)
    shown = found if upplysningar or format is not Format.text else [d for d in found if d.severity is not Severity.INFO]
    sys.stdout.write(RENDERERS[format](shown))
    if format is Format.text:
        _err.print(summary(found))
    if has_fault(found) or (strict and any(d.severity is Severity.WARNING for d in found)):
        raise typer.Exit(FOUND)


@app.command()
def build(
    innehall: Content = Path("content"),
    utgava: Annotated[int | None, typer.Option("--utgava", help="Bygg bara det här årets utgåva.", metavar="ÅR")] = None,
    till: Annotated[Path, typer.Option("--till", help="Mappen som webbplatsen läggs i.")] = Path("site"),
) -> None:
    """Kontrollera innehållet och bygg webbplatsen, en utgåva per år."""
    catalog, found = examine(innehall)
    _stop_at_faults(found)
    assert catalog is not None
    if utgava is not None and utgava not in catalog.years:
        known = ", ".join(str(y) for y in catalog.years)
        _err.print(f"handbok: utgåvan {utgava} finns inte; åren är {known}")
        raise typer.Exit(USAGE)
    years = [utgava] if utgava else catalog.years
    paths = Paths(_config_file(), till, Path(".handbok"))
    try:
        with Progress(*_COLUMNS, console=_err, disable=not _err.is_terminal, transient=True) as bar:
            task = bar.add_task("Bygger utgåvor", total=len(years))
            built = run_build(catalog, paths, utgava, lambda _: bar.advance(task))
    except BuildError as error:
        _err.print(f"handbok: {error}")
        raise typer.Exit(USAGE) from error
    pages = sum(b.pages for b in built)
    _err.print(f"{summary(found)}; {len(built)} utgåvor med {pages} sidor ligger i {till}/")
    _err.print(f"Öppna {till}/index.html, eller se handboken med: handbok serve")


def _stop_at_faults(found: Sequence[Diagnostic]) -> None:
    """Prints the faults and ends, before anything is written, if there are any."""
    faults = [d for d in found if d.severity is Severity.FAULT]
    if faults:
        sys.stdout.write(as_text(faults))
        _err.print(f"{summary(faults)}; inget byggdes och den förra webbplatsen är orörd")
        raise typer.Exit(FOUND)


def _config_file() -> Path:
    """mkdocs.yml in the working folder. Ends with a message when there is none."""
    config = Path("mkdocs.yml")
    if not config.is_file():
        _err.print("handbok: mkdocs.yml finns inte här; kör kommandot i handbokens mapp")
        raise typer.Exit(USAGE)
    return config


def main() -> None:
    """Entry point: runs the command and turns an interrupt into exit code 130 without a traceback."""
    try:
        app()
    except KeyboardInterrupt:
        _err.print("handbok: avbrutet")
        sys.exit(130)
