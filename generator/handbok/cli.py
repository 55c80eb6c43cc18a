"""The command `handbok`: arguments, printing and exit codes. Nothing else prints."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

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


def main() -> None:
    """Entry point: runs the command and turns an interrupt into exit code 130 without a traceback."""
    try:
        app()
    except KeyboardInterrupt:
        _err.print("handbok: avbrutet")
        sys.exit(130)
