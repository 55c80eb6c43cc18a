"""What stands in content/, as frozen types. One class per kind of file or list row; docs/innehallsmodell.md explains them.

Only what one record can know about itself is decided here. What needs other records (references, sums across rows, years)
is decided in `catalog` and `rules`. Every scalar arrives as text; pydantic turns it into the type a field has.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

T = TypeVar("T")
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")


@dataclass(frozen=True, slots=True)
class Ref:
    """Marks a text field as the id of another thing; `kind` is the thing's kind, such as "indikator"."""

    kind: str


@dataclass(frozen=True, slots=True)
class Prose:
    """Marks a text field as Markdown, to be checked and linked like the body of a file."""


def _slug(value: str) -> str:
    if not SLUG.match(value):
        raise PydanticCustomError("ogiltigt-id", "id:t går inte att använda i en adress")
    return value


def _swedish_bool(value: object) -> object:
    return {"ja": True, "nej": False}.get(value.lower(), value) if isinstance(value, str) else value


def _year_or_date(value: object) -> object:
    """A bare year means its 1 January. Nothing else that pydantic takes for a date (seconds since 1970, times) is one."""
    if not isinstance(value, str) or re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return value
    if re.fullmatch(r"\d{4}", value):
        return f"{value}-01-01"
    raise PydanticCustomError("date_form", "inte ett datum")


def _months(value: object) -> object:
    """A number of months of "12 månader" or "2 år"; nothing else is an interval."""
    if isinstance(value, str) and (written := re.fullmatch(r"([1-9]\d?) (månad|månader|år)", value.strip())):
        return int(written[1]) * (12 if written[2] == "år" else 1)
    raise PydanticCustomError("intervall", "inte ett intervall")


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Markdown = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1), Prose()]
Slug = Annotated[str, AfterValidator(_slug)]
Bool = Annotated[bool, BeforeValidator(_swedish_bool)]
Date = Annotated[date, BeforeValidator(_year_or_date)]
Intervall = Annotated[int, BeforeValidator(_months)]
"""Months, written "12 månader" or "2 år"."""
Webbadress = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^(?:https?://|mailto:)\S+$")]
Skala = Annotated[int, Field(ge=1, le=5)]
"""A step of the scales of sannolikhet and konsekvens."""
Figure = Text
"""A figure or a text target exactly as written: "70,34", "4,9 %", "Tas fram av nämnd". `figures.number` reads it."""


class Record(BaseModel):
    """Anything written by an editor: frozen, and no key but those named."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Addressed(Record):
    """A record with a page of its own. Its id is its address; `tidigare_id` are ids it has had, which still lead to it."""

    tidigare_id: tuple[Slug, ...] = ()


class Sokt(Addressed):
    """A record with a page that people search for by other words than stand on it: `sokord`."""

    sokord: tuple[Text, ...] = ()


class Granskning(Record):
    """A review of a rutin or process: who looked at it when and what came of it.

    `vasentlig` is a change that everyone who follows the rutin has to read. `version` is the one that the review led to.
    """

    datum: Date
    roll: Annotated[str, Ref("roll")]
    utfall: Literal["oforandrad", "andrad", "upphavd"]
    notering: Markdown | None = None
    vasentlig: Bool = False
    version: Text | None = None


class Styrd(Record):
    """A record under document control: who answers for it, who decided it when, when it is to be reviewed and has been.

    `granskas_var` is months from the last review, or from when it was decided; it takes the place of `granskas_senast`.
    `krav` are the requirements it covers, each as "samling/id".
    """

    agare: Annotated[str, Ref("roll")]
    faststalld_av: Annotated[str, Ref("roll")] | None = None
    faststalld: Date | None = None
    granskas_senast: Date | None = None
    granskas_var: Intervall | None = None
    version: Text | None = None
    granskningar: tuple[Granskning, ...] = ()
    krav: tuple[Annotated[str, Ref("krav")], ...] = ()


class Undantag(Record):
    """That small counts of the record it stands in may be published: why, and the role that has decided it.

    `omfattar` is the path of keys within the record, when not all of it is meant: `[antal, t1]`.
    """

    skal: Text
    roll: Text
    omfattar: tuple[Text, ...] = ()


Bekraftat = dict[Text, Text]
"""What a record hangs on (`mal:trygghet`, `process:mottagning`) → the fingerprint of that text when someone confirmed it."""

Avser = Literal["klienter", "personal", "verksamhet"]
"""Whom or what a count is of. Only counts of clients and their cases can point someone out."""


class Noted(Record):
    """A record that can carry a källnotering: what the source document leaves uncertain at this very place."""

    kallnotering: Markdown | None = None


# --- Configuration: handbok.yml -------------------------------------------------------------------------------


class Malniva(Record):
    """A goal level. `avsnitt` are the headings its goals may have, in the order they are shown."""

    id: Slug
    namn: Text
    plural: Text
    avsnitt: tuple[Text, ...] = ()


class Period(Record):
    """A follow-up within a year. `fran_ar`/`till_ar` limit the years that have it."""

    id: Slug
    kort: Text
    namn: Text
    avser: Text
    fran_ar: int | None = None
    till_ar: int | None = None

    def exists(self, year: int) -> bool:
        """Whether that year has this follow-up."""
        return (self.fran_ar or 0) <= year <= (self.till_ar or 9999)


class Bedomning(Record):
    """A judgement word. `ton` chooses sign and colour."""

    id: Slug
    namn: Text
    ton: Literal["bra", "delvis", "inte", "ingen"]


class Avsnittsrubriker(Record):
    """The known headings of texts other than goals."""

    uppfoljning: tuple[Text, ...]
    process: tuple[Text, ...]
    rutin: tuple[Text, ...]


class Ordval(Record):
    """The words of columns in tables of figures."""

    man: Text = "Män/pojkar"
    kvinnor: Text = "Kvinnor/flickor"
    arsmal: Text = "Årsmål"
    kf_arsmal: Text = "KF:s årsmål"


Skalord = Annotated[tuple[Text, ...], Field(min_length=5, max_length=5)]


class Riskord(Record):
    """The words of the five steps of both scales, from the lowest."""

    sannolikhet: Skalord = ("Osannolik", "Mindre sannolik", "Möjlig", "Sannolik", "Mycket sannolik")
    konsekvens: Skalord = ("Försumbar", "Lindrig", "Kännbar", "Allvarlig", "Mycket allvarlig")


class Sekretess(Record):
    """How careful to be with small counts: `secrecy.suppression.Rules` explains the first three.

    `sanna_tal_i_kallan` is whether the true numbers may stand in the content. They are never published either way.
    """

    troskel: Annotated[int, Field(ge=3, le=100)] = 5
    kvar: Annotated[int, Field(ge=2, le=100)] = 3
    dolj_noll: Bool = False
    sanna_tal_i_kallan: Bool = False


class Handbok(Record):
    """handbok.yml: everything another municipality writes differently.

    `saknas` is where a reader who finds nothing says so; {fraga} in it is replaced by what was searched for. `laskvittens`
    is where a reader confirms that a rutin has been read; {rutin} and {version} in it are replaced. `adress` is where the
    site is published, for those who follow it from elsewhere. `riskgrans` is the riskvärde from which a risk must have an
    action or a control.
    """

    namn: Text
    organisation: Text
    beskrivning: Text
    malnivaer: Annotated[tuple[Malniva, ...], Field(min_length=1)]
    perioder: Annotated[tuple[Period, ...], Field(min_length=1)]
    bedomningar: Annotated[tuple[Bedomning, ...], Field(min_length=1)]
    avsnitt: Avsnittsrubriker
    kolumner: Ordval = Ordval()
    saknas: Webbadress | None = None
    laskvittens: Webbadress | None = None
    adress: Webbadress | None = None
    sekretess: Sekretess = Sekretess()
    riskgrans: Annotated[int, Field(ge=1, le=25)] = 12
    riskord: Riskord = Riskord()

    @property
    def enhetsniva(self) -> Malniva:
        """The units' own level: the last."""
        return self.malnivaer[-1]

    def niva(self, niva_id: str) -> Malniva:
        """The level with that id. KeyError if there is none."""
        return next(n for n in self.malnivaer if n.id == niva_id)

    def parent_level(self, niva_id: str) -> Malniva | None:
        """The level right above, or None for the top level."""
        index = [n.id for n in self.malnivaer].index(niva_id)
        return self.malnivaer[index - 1] if index else None

    def period(self, period_id: str) -> Period:
        """The period with that id. StopIteration if there is none."""
        return next(p for p in self.perioder if p.id == period_id)

    def bedomning(self, bedomning_id: str) -> Bedomning:
        """The judgement with that id. StopIteration if there is none."""
        return next(b for b in self.bedomningar if b.id == bedomning_id)


# --- Organisation ----------------------------------------------------------------------------------------------


class Tidsatt(Record):
    """Something in force from a day to a day, both included; an open end is None."""

    giltig_fran: Date | None = None
    giltig_till: Date | None = None

    @model_validator(mode="after")
    def _ends_after_start(self) -> Tidsatt:
        return _end_after_start(self, self.giltig_fran, self.giltig_till)


def _end_after_start(record: T, start: date | None, end: date | None, key: str = "") -> T:
    """The record, whose end stands at `key`; without a key the fault is placed at the first that records have for an end."""
    if start and end and end < start:
        words = {"start": str(start), "end": str(end), "key": key}
        raise PydanticCustomError("slut-fore-start", "slutet {end} kommer före starten {start}", words)
    return record


class Namnd(Tidsatt):
    """A committee (nämnd) of the council."""

    namn: Text
    beskrivning: Markdown | None = None
    foregangare: tuple[Annotated[str, Ref("namnd")], ...] = ()


class Enhet(Tidsatt, Addressed):
    """A unit; `foregangare` are the units that it continues after a merger or split."""

    namn: Text
    kort: Text | None = None
    namnd: Annotated[str, Ref("namnd")] | None = None
    beskrivning: Markdown | None = None
    foregangare: tuple[Annotated[str, Ref("enhet")], ...] = ()


class Roll(Sokt):
    """A role that answers for something; never a person."""

    namn: Text
    beskrivning: Markdown


# --- Goals, plans and follow-up --------------------------------------------------------------------------------


class Mal(Noted, Addressed):
    """A goal at any level. Its level, year and unit follow from where its file lies."""

    titel: Text
    nummer: Text | None = None
    ansvarig: Annotated[str, Ref("roll")] | None = None
    foralder: str | None = None
    namnd: Annotated[str, Ref("namnd")] | None = None
    foregangare: tuple[str, ...] = ()
    bekraftat: Bekraftat = {}


class Plan(Noted):
    """A unit's year."""

    status: Literal["utkast", "faststalld"]
    faststalld: Date | None = None
    ansvarig: Annotated[str, Ref("roll")] | None = None
    kalla: Text | None = None


class Uppfoljning(Noted):
    """A unit's follow-up of one goal at one period."""

    bedomning: Annotated[str, Ref("bedomning")]


class Avsnitt(Noted):
    """A running chapter of a plan (`period` None) or of a period's report, before or after the goals."""

    titel: Text
    ordning: int
    period: Annotated[str, Ref("period")] | None = None
    plats: Literal["fore", "efter"] = "fore"


class Delresultat(Record):
    """A part of an outcome that the analysis names, such as an age group."""

    namn: Text
    varde: Figure


class Underlag(Record):
    """How many persons or cases percentages are of."""

    alla: Figure | None = None
    man: Figure | None = None
    kvinnor: Figure | None = None


class Utfall(Record):
    """An outcome at one period, with its split by sex when there is one.

    `saknas` says why there is no outcome, `utan_kon` why it is not split. `av` is how many the percentages are of, when
    readers can know that; it is used to protect them and is not published.
    """

    alla: Figure | None = None
    man: Figure | None = None
    kvinnor: Figure | None = None
    analys: Markdown | None = None
    delar: tuple[Delresultat, ...] = ()
    saknas: Text | None = None
    utan_kon: Text | None = None
    av: Underlag | None = None


class Matning(Noted):
    """An indicator as one unit measures it one year, attached to a goal."""

    indikator: Annotated[str, Ref("indikator")]
    mal: Annotated[str, Ref("mal")]
    arsmal: Figure | None = None
    kf_arsmal: Figure | None = None
    periodicitet: Literal["tertial", "ar"] | None = None
    ansvarig: Annotated[str, Ref("roll")] | None = None
    forra_aret: Figure | None = None
    kommentar: Markdown | None = None
    utfall: dict[Annotated[str, Ref("period")], Utfall] = {}
    undantag: Undantag | None = None


class Aktivitet(Noted):
    """A task under a goal."""

    id: Slug
    titel: Text
    mal: Annotated[str, Ref("mal")]
    givare: Literal["kf", "namnd", "enhet"]
    ansvarig: Annotated[str, Ref("roll")] | None = None
    lage: dict[Annotated[str, Ref("period")], Literal["vantar", "pagar", "forsenad", "klar", "struken"]] = {}
    start: Date | None = None
    slut: Date | None = None
    avvikelse: Markdown | None = None
    analys: dict[Annotated[str, Ref("period")], Markdown] = {}

    @model_validator(mode="after")
    def _ends_after_start(self) -> Aktivitet:
        return _end_after_start(self, self.start, self.slut)


class Jamforelse(Record):
    """An earlier figure that the text compares with."""

    avser: Text
    varde: Figure


class Statistik(Noted):
    """A figure named in running text.

    `summa_av` are the ids of the figures in the same file that it is the sum of, `andel_av` the one it is a percentage of:
    what a reader can put together must be protected together.
    """

    id: Slug
    grupp: Text
    namn: Text
    varde: Figure
    man: Figure | None = None
    kvinnor: Figure | None = None
    enhet: Text | None = None
    period: Annotated[str, Ref("period")] | None = None
    mal: Annotated[str, Ref("mal")] | None = None
    jamforelser: tuple[Jamforelse, ...] = ()
    kommentar: Markdown | None = None
    avser: Avser | None = None
    summa_av: tuple[str, ...] = ()
    andel_av: str | None = None
    undantag: Undantag | None = None


class Ekonomirad(Noted):
    """A row of a result table: outcome, budget and deviation as written."""

    namn: Text
    utfall: Figure | None = None
    budget: Figure | None = None
    avvikelse: Figure | None = None


class Ekonomigrupp(Record):
    """Rows of one kind with their sum. Income deviates by outcome − budget, cost by budget − outcome."""

    namn: Text
    slag: Literal["intakt", "kostnad"]
    rader: tuple[Ekonomirad, ...]
    summa: Ekonomirad | None = None


class Ekonomi(Record):
    """A unit's result table."""

    rubrik: Text
    period: Annotated[str, Ref("period")] | None = None
    enhet: Text
    grupper: tuple[Ekonomigrupp, ...]
    netto: Ekonomirad | None = None
    kommentar: Markdown | None = None


class Klagomalsrad(Noted):
    """Counts of one category per period; never cases."""

    kategori: Text
    antal: dict[Annotated[str, Ref("period")], Figure] = {}
    totalt: Figure | None = None
    sammanfattning: Markdown | None = None
    undantag: Undantag | None = None

    @property
    def counted(self) -> bool:
        """Whether the source has any number for the category."""
        return bool(self.antal) or self.totalt is not None


class Klagomalsgrupp(Record):
    """Categories that divide the same thing: that which `delar_upp`, a category of the table, counts, when it is named."""

    namn: Text
    delar_upp: Text | None = None
    rader: tuple[Klagomalsrad, ...]


class Klagomal(Record):
    """A unit's counts of views, complaints, praise and deviations over a year."""

    rubrik: Text
    grupper: tuple[Klagomalsgrupp, ...]


class Atgard(Noted):
    """What a unit decided to do because of deviations, and what came of it; never a case.

    `foranledd_av` are categories of the unit's klagomal.yml of the year, `kontroller` those of its controls of the year that
    showed the need, `rutiner` those that were made or revised by it.
    The same id in a later year of the unit, or of one that continues it, is the same åtgärd, told anew.
    """

    id: Slug
    titel: Text
    foranledd_av: tuple[Text, ...] = ()
    kontroller: tuple[Annotated[str, Ref("kontroll")], ...] = ()
    beskrivning: Markdown
    ansvarig: Annotated[str, Ref("roll")]
    beslutad: Date
    klar_senast: Date | None = None
    klar: Date | None = None
    resultat: Markdown | None = None
    rutiner: tuple[Annotated[str, Ref("rutin")], ...] = ()
    exempel: Bool = False

    @model_validator(mode="after")
    def _ends_after_it_was_decided(self) -> Atgard:
        for key in ("klar_senast", "klar"):
            _end_after_start(self, self.beslutad, getattr(self, key), key)
        return self


class Risk(Noted):
    """An unwanted event in a process, weighed on two scales; `exempel` marks one that nobody has weighed.

    It is handled by an action (`atgard`), or by controls of the same unit and year, or by both.
    """

    id: Slug
    process: Annotated[str, Ref("process")]
    handelse: Text
    orsak: Text | None = None
    sannolikhet: Skala
    konsekvens: Skala
    ansvarig: Annotated[str, Ref("roll")]
    atgard: Markdown | None = None
    kontroller: tuple[Annotated[str, Ref("kontroll")], ...] = ()
    exempel: Bool = False

    @property
    def riskvarde(self) -> int:
        """Sannolikhet times konsekvens, 1–25; never written by hand, so it cannot disagree."""
        return self.sannolikhet * self.konsekvens

    @property
    def handled(self) -> bool:
        """Whether the risk has an action or a control."""
        return self.atgard is not None or bool(self.kontroller)


class Tillfalle(Record):
    """One time that a control is made, and what it showed. `period` is the follow-up that tells of it.

    `siffror` are ids of figures in the unit's statistik.yml the same year; `saknas` says why it was not made.
    """

    namn: Text
    period: Annotated[str, Ref("period")]
    datum: Date | None = None
    siffror: tuple[Annotated[str, Ref("statistik")], ...] = ()
    resultat: Markdown | None = None
    saknas: Text | None = None


class Kontroll(Noted):
    """A planned check of the unit's own work: what, when, how and by whom. The same id in another year is the same control."""

    id: Slug
    titel: Text
    slag: Literal["egenkontroll", "internkontroll"]
    vad: Markdown
    nar: Text
    hur: Markdown
    ansvarig: Annotated[str, Ref("roll")]
    process: Annotated[str, Ref("process")] | None = None
    mal: Annotated[str, Ref("mal")] | None = None
    rutiner: tuple[Annotated[str, Ref("rutin")], ...] = ()
    krav: tuple[Annotated[str, Ref("krav")], ...] = ()
    exempel: Bool = False
    tillfallen: tuple[Tillfalle, ...] = ()


# --- What lives across years -----------------------------------------------------------------------------------


class TidigareNamn(Record):
    """An official name that a thing had in certain years."""

    namn: Text
    ar: tuple[int, ...]


class Indikator(Addressed):
    """A measure, defined once for all units and years. `enhet` is written after a bare figure."""

    namn: Text
    tidigare_namn: tuple[TidigareNamn, ...] = ()
    definition: Markdown
    enhet: str
    riktning: Literal["hogre", "lagre", "ingen"]
    kalla: Markdown | None = None
    utan_kon: Text | None = None
    avser: Avser | None = None

    def name_in(self, year: int) -> str:
        """The official name the indicator had that year."""
        return next((t.namn for t in self.tidigare_namn if year in t.ar), self.namn)


class Steg(Record):
    """A step of a process: who takes it and by which rutiner, and if the title does not say it, what it is."""

    id: Slug
    titel: Text
    roll: Annotated[str, Ref("roll")]
    rutiner: tuple[Annotated[str, Ref("rutin")], ...] = ()
    beskrivning: Markdown | None = None


class Process(Sokt, Styrd):
    """A series of activities towards a result. `indikatorer` are its measures, which tell whether the result is reached."""

    titel: Text
    exempel: Bool = False
    ordning: int = 0
    steg: tuple[Steg, ...]
    indikatorer: tuple[Annotated[str, Ref("indikator")], ...] = ()


class Rutin(Noted, Sokt, Styrd):
    """How one activity is done and who answers for it. `lases_av` are the roles that are to read it, if not all it is for."""

    titel: Text
    status: Literal["utkast", "gallande", "upphavd"]
    exempel: Bool = False
    galler_for: tuple[Annotated[str, Ref("roll")], ...]
    lases_av: tuple[Annotated[str, Ref("roll")], ...] = ()
    process: Annotated[str, Ref("process")]
    mal: tuple[Annotated[str, Ref("mal-nagot-ar")], ...] = ()
    lagrum: tuple[Text, ...] = ()
    giltig_fran: Date
    giltig_till: Date | None = None
    se_aven: tuple[Annotated[str, Ref("rutin")], ...] = ()
    ersatter: tuple[Annotated[str, Ref("rutin")], ...] = ()
    bekraftat: Bekraftat = {}

    @model_validator(mode="after")
    def _ends_after_start(self) -> Rutin:
        return _end_after_start(self, self.giltig_fran, self.giltig_till)

    @property
    def readers(self) -> tuple[str, ...]:
        """The roles that are to read the rutin."""
        return self.lases_av or self.galler_for

    def in_force(self, day: date, until: date | None = None) -> bool:
        """Whether the rutin is to be followed on that day, or on some day from it until another."""
        ended = self.giltig_till is not None and self.giltig_till < day
        return self.status != "utkast" and self.giltig_fran <= (until or day) and not ended


class Laskvittens(Record):
    """How many with a role have confirmed that they have read a version of a rutin, of `av` who have the role; never who."""

    rutin: Annotated[str, Ref("rutin")]
    version: Text
    roll: Annotated[str, Ref("roll")]
    antal: Annotated[int, Field(ge=0)]
    av: Annotated[int, Field(ge=0)] | None = None
    datum: Date


class Krav(Record):
    """A requirement in a set, and where in the source it stands when that is known.

    `visas_av` are the parts of the handbook that show by being there how it is met.
    """

    id: Slug
    titel: Text
    stalle: Text | None = None
    beskrivning: Markdown
    osakert: Text | None = None
    visas_av: tuple[Literal["processer", "rutiner", "risker", "kontroller", "kvalitetsberattelse"], ...] = ()


class Kravsamling(Record):
    """The requirements of one source, as someone last checked them (`kontrollerad`); cited as "samling/id".

    `kontrollerad_mot` says against what: the source itself, or what somebody else has written of it. `kalla` is where the
    source is printed, `lydelse` which wording of it is meant, `osakert` what is not settled about it.
    Without `galler_fran` nobody has checked when it began, and every edition up to its end shows it.
    """

    titel: Text
    kort: Text
    kalla: Text
    lydelse: Text
    galler_fran: Date | None = None
    galler_till: Date | None = None
    kontrollerad: Date
    kontrollerad_mot: Text
    osakert: Text | None = None
    krav: Annotated[tuple[Krav, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _ends_after_start(self) -> Kravsamling:
        return _end_after_start(self, self.galler_fran, self.galler_till)

    def in_force(self, year: int) -> bool:
        """Whether the source was in force on some day of that year."""
        first = self.galler_fran.year if self.galler_fran else year
        return first <= year <= (self.galler_till.year if self.galler_till else year)


class FlyttatLagrum(Record):
    """Places in a law, or without `stallen` the law as a whole, that no longer hold: since when, and what holds now.

    `nytt` is missing when nobody has checked where the same stands. `kalla` says what the record builds on.
    """

    lag: Text
    nummer: Annotated[str, StringConstraints(pattern=r"^\d{4}:\d+$")]
    forkortningar: tuple[Text, ...] = ()
    stallen: tuple[Annotated[str, StringConstraints(pattern=r"^\d{1,2} kap\. \d{1,3}(?:–\d{1,3} §§| §)$")], ...] = ()
    nytt: Text | None = None
    galler_fran: Date
    kalla: Text
    kontrollerad: Date


class Arshjulsdag(Record):
    """A date in a unit's årshjul, or with `till` several days on end. `exempel` marks one that nobody has decided."""

    id: Slug
    titel: Text
    slag: Literal["uppfoljning", "internkontroll", "apt", "ovrigt"]
    datum: Date
    till: Date | None = None
    exempel: Bool = False
    beskrivning: Markdown | None = None

    @model_validator(mode="after")
    def _ends_after_start(self) -> Arshjulsdag:
        return _end_after_start(self, self.datum, self.till)


class Sida(Sokt):
    """A free page."""

    titel: Text
    ordning: int = 0


class Ord(Record):
    """A glossary entry; its abbreviations are explained wherever they stand."""

    id: Slug
    term: Text
    forkortningar: tuple[Text, ...] = ()
    forklaring: Markdown


class Synonym(Record):
    """Words and expressions that mean the same in a search; `se_aven` are others that who searches may be after."""

    ord: Annotated[tuple[Text, ...], Field(min_length=1)]
    se_aven: tuple[Text, ...] = ()


def with_value(thing: Any, loc: tuple[str | int, ...], value: object) -> Any:
    """A copy of the record, list or mapping with another value at that path."""
    if not loc:
        return value
    first, rest = loc[0], loc[1:]
    if isinstance(thing, BaseModel):
        return thing.model_copy(update={str(first): with_value(getattr(thing, str(first)), rest, value)})
    if isinstance(thing, dict):
        return thing | {first: with_value(thing[first], rest, value)}
    return tuple(with_value(part, rest, value) if index == first else part for index, part in enumerate(thing))
