"""The command `handbok`: arguments, printing and exit codes. Nothing else prints."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from handbok.diagnostics import Severity, has_fault
from handbok.diagnostics.render import RENDERERS, as_text, summary
from handbok.memory import FORGETFUL, Memory
from handbok.paths import Paths
from handbok.swedish_help import Command, Group, swedish_complaint
from handbok.toolchain import toolchain
from handbok.untouched import Errand

if TYPE_CHECKING:
    from handbok.catalog import Catalog, Post
    from handbok.diagnostics import Diagnostic
    from handbok.suspect import Confirmation

# A command imports what it is made with when it runs: none must wait for what only others need, and a build that has nothing to
# do needs next to nothing.

app = typer.Typer(
    name="handbok",
    cls=Group,
    help="Publicerar en enhets planer, uppföljningar och rutiner som en sökbar handbok per år.",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

FOUND, USAGE = 1, 2
_WORK = Path(".handbok")


class Format(StrEnum):
    """How `check` prints what it found."""

    text = "text"
    json = "json"
    github = "github"
    sarif = "sarif"


Content = Annotated[Path, typer.Option("--innehall", help="Mappen med innehållet.", metavar="MAPP")]


def _tell(text: str) -> None:
    sys.stderr.write(f"{text}\n")


def _examined(
    content: Path, archive: Path = Path("arkiv"), memory: Memory = FORGETFUL
) -> tuple[Catalog | None, tuple[Diagnostic, ...]]:
    """The catalog and everything found in the content. Ends with a message when there is no content."""
    from handbok.examination import examine

    if not content.is_dir():
        _tell(f"handbok: mappen {content} finns inte")
        raise typer.Exit(USAGE)
    return examine(content, archive, memory)


@app.command(cls=Command)
def check(
    innehall: Content = Path("content"),
    format: Annotated[Format, typer.Option("--format", help="Hur det som hittas skrivs ut.")] = Format.text,
    strict: Annotated[bool, typer.Option("--strict", help="Räkna även varningar som fel.")] = False,
    upplysningar: Annotated[bool, typer.Option("--upplysningar", help="Visa även det som en källnotering förklarar.")] = False,
    period: Annotated[
        str | None, typer.Option("--period", help="Visa vad som saknas i en periods uppföljning.", metavar="VB-2023")
    ] = None,
) -> None:
    """Kontrollera innehållet utan att bygga något."""
    catalog, found = _examined(innehall)
    shown = found if upplysningar or format is not Format.text else [d for d in found if d.severity is not Severity.INFO]
    if period and catalog and not has_fault(found):
        _check_period(catalog, period, format)
        return
    sys.stdout.write(RENDERERS[format](shown))
    if format is Format.text:
        _tell(summary(found))
    if has_fault(found) or (strict and any(d.severity is Severity.WARNING for d in found)):
        raise typer.Exit(FOUND)


def _check_period(catalog: Catalog, written: str, format: Format) -> None:
    """Prints what is missing of a period's follow-up, as text by unit and role. Ends with FOUND when something is."""
    from handbok.editions import Edition
    from handbok.period_gate import by_unit_and_role, findings

    name, _, year = written.rpartition("-")
    edition = Edition(catalog, _known_year(catalog, int(year)) or 0) if year.isdecimal() else None
    due = [p for p in catalog.handbok.perioder if edition and p.exists(edition.year)]
    chosen = next((p for p in due if name.lower() in (p.id, p.kort.lower())), None)
    if edition is None or chosen is None:
        known = ", ".join(
            f"{p.kort}-{edition.year if edition else max(catalog.years)}" for p in due or catalog.handbok.perioder
        )
        _tell(f"handbok: perioden {written} finns inte; skriv till exempel {known}")
        raise typer.Exit(USAGE)
    missing = list(findings(edition, chosen))
    if format is Format.text:
        groups = by_unit_and_role(edition, missing)
        sys.stdout.write("\n".join(f"# {heading}: {len(group)} saknas\n{as_text(group)}" for heading, group in groups))
        _tell(f"{chosen.kort} {edition.year}: " + (f"{len(missing)} saknas" if missing else "inget saknas"))
    else:
        sys.stdout.write(RENDERERS[format]([diagnostic for _, _, diagnostic in missing]))
    if missing:
        raise typer.Exit(FOUND)


@app.command(cls=Command)
def bekrafta(
    vad: Annotated[
        list[str] | None, typer.Argument(metavar="ID ELLER FIL", help="Målen och rutinerna vars länkar bekräftas.")
    ] = None,
    alla: Annotated[bool, typer.Option("--alla", help="Bekräfta länkarna i alla mål och rutiner som gäller.")] = False,
    visa: Annotated[bool, typer.Option("--visa", help="Visa vad som skulle skrivas, utan att skriva.")] = False,
    innehall: Content = Path("content"),
) -> None:
    """Bekräfta att mål och rutiner hör ihop med texterna som de bygger på. Utan id visas det som behöver bekräftas."""
    from handbok.confirming import ConfirmError, confirm, edited
    from handbok.suspect import confirmations

    if alla and vad:
        _tell("handbok: skriv antingen id eller --alla, inte båda")
        raise typer.Exit(USAGE)
    catalog, found = _examined(innehall)
    _stop_at_faults(found, "inget är bekräftat")
    assert catalog is not None
    if not (alla or vad):
        _to_confirm(catalog)
        return
    planned = confirmations(catalog, [_confirmable(catalog, written) for written in vad] if vad else None)
    done = 0
    try:
        for each in planned:
            edited(Path(each.post.source.path).read_bytes(), each.wanted, each.post.source.path)
        for each in planned:
            if not visa:
                confirm(Path(each.post.source.path), each.wanted)
            done += 1
            sys.stdout.write(_as_told(each))
    except (ConfirmError, OSError) as error:
        _tell(f"handbok: {error}")
        _tell(f"{done} av {len(planned)} filer är skrivna; resten är orörda")
        raise typer.Exit(USAGE) from error
    if not planned:
        _tell("Allt är redan bekräftat; inget är ändrat")
        return
    count = sum(len(each.changes) for each in planned)
    did = "skulle ändras" if visa else "är skrivna"
    _tell(f"{count} {'rad' if count == 1 else 'rader'} i {done} {'fil' if done == 1 else 'filer'} {did}")


def _to_confirm(catalog: Catalog) -> None:
    """Prints the links to confirm and how many there are. Ends with FOUND when there is any."""
    from handbok.suspect import left_over, links

    every = list(links(catalog))
    suspect, followed = [link for link in every if link.suspect], [link for link in every if link.confirmed]
    extra = list(left_over(catalog))
    for link in suspect:
        sys.stdout.write(f"{link.post.source.path}: {link.key} {link.confirmed} → {link.now} {link.above[0].data.titel}\n")
    for post, key in extra:
        sys.stdout.write(f"{post.source.path}: {key} {post.data.bekraftat[key]} → tas bort\n")
    _tell(
        f"{len(suspect)} av {len(followed)} länkar som följs behöver bekräftas; {len(every) - len(followed)} har aldrig "
        "bekräftats och följs inte"
    )
    if suspect or extra:
        _tell("Läs texterna. Skriv sedan handbok bekrafta och id eller fil för det som stämmer.")
        raise typer.Exit(FOUND)


def _confirmable(catalog: Catalog, written: str) -> Post[Any]:
    """The goal or rutin that was meant by an id or a file; ends with what is near when it is none that lives."""
    from handbok.catalog.references import nearest
    from handbok.suspect import living, meant

    alive = {post.source.path: post for post in living(catalog)}
    by_file = {Path(path).resolve(): post for path, post in alive.items()}
    if post := by_file.get(Path(written).resolve()):
        return post
    found = meant(catalog, written)
    paths = [post.source.path for post in found]
    if not found:
        near = nearest(written, [*(post.id for post in alive.values()), *alive])
        complaint = f"det finns inget mål och ingen rutin {written}" + (f"; menas {near}?" if near else "")
    elif paths[0] not in alive:
        complaint = f"{', '.join(paths)} hör till det som var; bara det nyaste årets mål och rutiner som gäller bekräftas"
    elif len(found) > 1:
        complaint = f"{written} kan vara {', '.join(paths)}; skriv filen"
    else:
        return found[0]
    _tell(f"handbok: {complaint}")
    raise typer.Exit(USAGE)


def _as_told(each: Confirmation) -> str:
    rows = (f"  {key} {then or 'obekräftad'} → {now or 'tas bort'}\n" for key, then, now in each.changes)
    return f"{each.post.source.path}\n{''.join(rows)}"


Archive = Annotated[Path, typer.Option("--arkiv", help="Mappen med de förseglade utgåvorna.", metavar="MAPP")]


@app.command(cls=Command)
def arkivera(
    ar: Annotated[int, typer.Argument(metavar="ÅR", help="Utgåvan som ska förseglas.")],
    innehall: Content = Path("content"),
    arkiv: Archive = Path("arkiv"),
    ersatt: Annotated[
        str | None, typer.Option("--ersatt", help="Försegla året igen, bredvid den gamla förseglingen.", metavar="ANLEDNING")
    ] = None,
) -> None:
    """Försegla en utgåva: lägg den i arkivet och skriv in den i registret."""
    from handbok.archive.errors import ArchiveError
    from handbok.archive.register import REGISTER
    from handbok.archiving import seal
    from handbok.build import BuildError

    if ersatt is not None and not ersatt.strip():
        _tell("handbok: skriv varför utgåvan förseglas igen, efter --ersatt")
        raise typer.Exit(USAGE)
    catalog, found = _examined(innehall, arkiv)
    _stop_at_faults(found)
    assert catalog is not None
    year = _known_year(catalog, ar)
    assert year is not None
    paths = Paths(_config_file(), Path("site"), _WORK, archive=arkiv)
    try:
        done = seal(catalog, innehall, paths, year, datetime.now(tz=UTC).date(), ersatt)
    except (ArchiveError, BuildError) as error:
        _tell(f"handbok: {error}")
        raise typer.Exit(USAGE) from error
    if done.set_aside:
        _tell(f"Ett paket som inte stod i registret ligger nu i {done.set_aside}")
    _tell(f"Utgåva {year} är förseglad som {arkiv}/{done.sealing.paket}. Checka in {innehall}/{REGISTER}.")


@app.command(cls=Command)
def verifiera(
    ar: Annotated[int | None, typer.Argument(metavar="ÅR", help="Bara det här årets utgåva.")] = None,
    innehall: Content = Path("content"),
    arkiv: Archive = Path("arkiv"),
    git: Annotated[bool, typer.Option("--git", help="Kontrollera även att registret aldrig har skrivits om i git.")] = False,
) -> None:
    """Kontrollera att de förseglade utgåvorna är orörda."""
    from handbok.archive.errors import ArchiveError
    from handbok.archive.history import rewritten
    from handbok.archive.register import REGISTER, read_register
    from handbok.archive.verify import verify

    try:
        register = read_register(innehall / REGISTER)
        differences = verify(arkiv, register.sealings, ar)
        differences += rewritten(Path(), f"{innehall}/{REGISTER}") if git else []
    except ArchiveError as error:
        _tell(f"handbok: {error}")
        raise typer.Exit(USAGE) from error
    sys.stdout.write(as_text(register.diagnostics) + "".join(f"{d}\n" for d in differences))
    count = len([s for s in register.sealings if ar in (None, s.ar)])
    if not count and not register.diagnostics:
        _tell(f"handbok: utgåva {ar} är inte förseglad" if ar else "Ingen utgåva är förseglad")
        raise typer.Exit(USAGE if ar else 0)
    if register.diagnostics or any(not d.warning for d in differences):
        raise typer.Exit(FOUND)
    _tell("1 förseglad utgåva är orörd" if count == 1 else f"{count} förseglade utgåvor är orörda")


@app.command(cls=Command)
def build(
    innehall: Content = Path("content"),
    utgava: Annotated[int | None, typer.Option("--utgava", help="Bygg bara det här årets utgåva.", metavar="ÅR")] = None,
    till: Annotated[Path, typer.Option("--till", help="Mappen som webbplatsen läggs i.", metavar="MAPP")] = Path("site"),
    arkiv: Archive = Path("arkiv"),
    utan_arkiv: Annotated[bool, typer.Option("--utan-arkiv", help="Bygg även förseglade år ur innehållet.")] = False,
    utan_dokument: Annotated[bool, typer.Option("--utan-dokument", help="Gör inga PDF- och Wordfiler.")] = False,
    utan_sok: Annotated[bool, typer.Option("--utan-sok", help="Gör inget sökindex; det går fortare.")] = False,
    markdown: Annotated[
        Path | None,
        typer.Option("--markdown", help="Skriv även sidorna som Markdown, för ett annat verktyg.", metavar="MAPP"),
    ] = None,
) -> None:
    """Kontrollera innehållet och bygg webbplatsen, en utgåva per år."""
    paths = Paths(
        _config_file(),
        till,
        _WORK,
        documents=not utan_dokument,
        search=not utan_sok,
        archive=arkiv,
        from_archive=not utan_arkiv,
        markdown=markdown,
    )
    memory = Memory(_WORK / "minne", toolchain())
    reads = (innehall, arkiv, paths.config, paths.config.parent / "overrides", paths.guides)
    errand = Errand(memory, reads, till, repr((utgava, utan_dokument, utan_sok, utan_arkiv)))
    told = None if markdown else errand.done()
    _tell(told or _build(innehall, utgava, paths, errand))
    _tell(f"Öppna {till}/index.html, eller se handboken med: make serve")


def _build(content: Path, year: int | None, paths: Paths, errand: Errand) -> str:
    """Does the errand and says what came of it. Ends with a message when it cannot be done."""
    from handbok.archive.register import REGISTER, current, read_register
    from handbok.build import BuildError, Built, build

    begun = errand.begun()
    catalog, found = _examined(content, paths.archive, errand.memory)
    _stop_at_faults(found)
    assert catalog is not None
    year = _known_year(catalog, year)
    sealed = current(read_register(content / REGISTER).sealings)

    def told(built: Sequence[Built]) -> str:
        pages, editions = sum(b.pages for b in built), "utgåva" if len(built) == 1 else "utgåvor"
        return f"{summary(found)}; {len(built)} {editions} med {pages} sidor ligger i {paths.site}/"

    try:
        with _progress(1 if year else len(catalog.years)) as advance:
            return told(
                build(catalog, paths, year, lambda _: advance(), sealed, lambda built: errand.note_done(begun, told(built)))
            )
    except BuildError as error:
        _tell(f"handbok: {error}")
        raise typer.Exit(USAGE) from error


@contextmanager
def _progress(editions: int) -> Iterator[Callable[[], None]]:
    """A bar that is to be told of each edition that is done; nothing is shown where no one looks."""
    if not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Bygger utgåvor", total=editions)
        yield lambda: bar.advance(task)


@app.command(cls=Command)
def publicera(
    till: Annotated[Path, typer.Option("--till", help="Mappen som webbservern läser.", metavar="MAPP")],
    fran: Annotated[Path, typer.Option("--fran", help="Den byggda webbplatsen.", metavar="MAPP")] = Path("site"),
    behall: Annotated[
        int | None, typer.Option("--behall", help="Så många tidigare utgivningar sparas, annars 5.", metavar="ANTAL", min=1)
    ] = None,
    ater: Annotated[bool, typer.Option("--ater", help="Gå tillbaka till utgivningen före.")] = False,
    innehall: Content = Path("content"),
    arkiv: Archive = Path("arkiv"),
) -> None:
    """Lägg ut den byggda webbplatsen i ett enda steg."""
    from handbok.archive.errors import ArchiveError
    from handbok.archive.register import REGISTER, current, read_register
    from handbok.publish import KEPT, PublishError, go_back, publish, sealed_sites

    try:
        sealed = sealed_sites(arkiv, current(read_register(innehall / REGISTER).sealings).values())
        done = go_back(till) if ater else publish(fran, till, behall or KEPT, sealed)
    except (ArchiveError, PublishError) as error:
        _tell(f"handbok: {error}")
        raise typer.Exit(USAGE) from error
    _tell(str(done))


class ComparisonFormat(StrEnum):
    """How `jamfor` prints."""

    md = "md"
    json = "json"


@app.command(cls=Command)
def jamfor(
    fran: Annotated[int, typer.Argument(metavar="FRÅN", help="Den tidigare utgåvan.")],
    till: Annotated[int, typer.Argument(metavar="TILL", help="Den senare utgåvan.")],
    innehall: Content = Path("content"),
    format: Annotated[ComparisonFormat, typer.Option("--format", help="Hur jämförelsen skrivs ut.")] = ComparisonFormat.md,
) -> None:
    """Jämför två utgåvor: vad som är nytt, borta och ändrat."""
    from handbok.compare import as_json, as_markdown, compare
    from handbok.editions import Edition
    from handbok.protection import published

    catalog, found = _examined(innehall)
    _stop_at_faults(found)
    assert catalog is not None
    for year in (fran, till):
        _known_year(catalog, year)
    shown = published(catalog)
    comparison = compare(Edition(shown, fran), Edition(shown, till))
    sys.stdout.write(as_json(comparison) if format is ComparisonFormat.json else as_markdown(comparison))


@app.command(cls=Command)
def serve(
    innehall: Content = Path("content"),
    utgava: Annotated[
        int | None, typer.Option("--utgava", help="Årets utgåva att visa, annars den nyaste.", metavar="ÅR")
    ] = None,
    port: Annotated[int, typer.Option("--port", help="Porten på den egna datorn.", metavar="TAL", min=1, max=65535)] = 8000,
) -> None:
    """Förhandsvisa en utgåva, med utkast, på den egna datorn; sidan byggs om när innehållet ändras."""
    from handbok.build import BuildError
    from handbok.build import build as run_build
    from handbok.site.preview import serve as run_server

    gc.enable()
    memory = Memory(_WORK / "minne", toolchain())
    catalog, found = _examined(innehall, memory=memory)
    _stop_at_faults(found)
    assert catalog is not None
    year = _known_year(catalog, utgava) or max(catalog.years)
    paths = Paths(_config_file(), _WORK / "forhandsvisning", _WORK, documents=False, drafts=True)
    run_build(catalog, paths, year)

    def rebuild() -> None:
        catalog, found = _examined(innehall, memory=memory)
        faults = [d for d in found if d.severity is Severity.FAULT]
        if catalog is None or faults:
            _tell(as_text(faults) + "Den förra versionen visas tills felen är rättade.")
            return
        try:
            run_build(catalog, paths, year)
        except BuildError as error:
            _tell(f"handbok: {error}")

    _tell(f"Utgåva {year} visas på http://127.0.0.1:{port}/{year}/ (avsluta med Ctrl+C)")
    try:
        run_server(rebuild, paths.site, [innehall, Path("overrides")], "127.0.0.1", port)
    except OSError as error:
        _tell(f"handbok: porten {port} går inte att använda ({error.strerror}); välj en annan med --port")
        raise typer.Exit(USAGE) from error


def _known_year(catalog: Catalog, year: int | None) -> int | None:
    """The year, when the handbook has it; ends with the years that there are otherwise."""
    if year is not None and year not in catalog.years:
        known = ", ".join(str(y) for y in catalog.years)
        _tell(f"handbok: utgåvan {year} finns inte; åren är {known}")
        raise typer.Exit(USAGE)
    return year


def _stop_at_faults(found: Sequence[Diagnostic], outcome: str = "inget byggdes och den förra webbplatsen är orörd") -> None:
    """Prints the faults and the outcome and ends, before anything is written, if there are any."""
    faults = [d for d in found if d.severity is Severity.FAULT]
    if faults:
        sys.stdout.write(as_text(faults))
        _tell(f"{summary(faults)}; {outcome}")
        raise typer.Exit(FOUND)


def _config_file() -> Path:
    """mkdocs.yml in the working folder. Ends with a message when there is none."""
    config = Path("mkdocs.yml")
    if not config.is_file():
        _tell("handbok: mkdocs.yml finns inte här; kör kommandot i handbokens mapp")
        raise typer.Exit(USAGE)
    return config


def main() -> None:
    """Entry point. Wrong arguments and interrupts end with a Swedish line, never a traceback."""
    gc.disable()  # a command makes millions of small objects and few cycles, and then it ends
    try:
        code = app(sys.argv[1:] or ["--help"], standalone_mode=False)
    except (typer.Abort, KeyboardInterrupt):
        _tell("handbok: avbrutet")
        sys.exit(130)
    except typer.TyperException as error:
        _tell(f"handbok: {swedish_complaint(_message(error))}; se handbok --help")
        sys.exit(USAGE)
    sys.exit(code or 0)


def _message(error: typer.TyperException) -> str:
    """What Typer would have said, with the option it is about."""
    formatted = getattr(error, "format_message", None)
    return formatted() if formatted else str(error)
