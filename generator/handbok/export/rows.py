"""The rows of open data as frozen types. The published JSON Schema is made from them, so the two cannot drift apart.

Keys are those of the content model. Two differ: `enhet` is always the organisation's unit and `mattenhet` what a figure is
counted in; `nyckel` names the row. What a reader of the schema sees (titles, descriptions) is Swedish.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic.fields import ComputedFieldInfo, FieldInfo

from handbok.figures import Withheld, number

# The Swedish heading of every key that is not simply itself with a capital letter.
_HEADINGS = {
    "agare": "Ägare",
    "andra_namn": "Andra namn",
    "ar": "År",
    "arsmal": "Årsmål",
    "arshjul": "Årshjul",
    "atgard": "Åtgärd",
    "atgarder": "Åtgärder",
    "avsnitt": "Avsnitt i planer och rapporter",
    "bedomning": "Bedömning",
    "bedomningar": "Bedömningar",
    "enheter": "Enheter",
    "ersatter": "Ersätter",
    "ersatts_av": "Ersätts av",
    "faststalld": "Fastställd",
    "faststalld_av": "Fastställd av",
    "foralder": "Målet ovanför",
    "foregangare": "Föregångare",
    "forklaring": "Förklaring",
    "forkortningar": "Förkortningar",
    "foranledd_av": "Föranledd av",
    "forra_aret": "Förra året",
    "fran": "Från",
    "fran_ar": "Från och med år",
    "fran_typ": "Typ av sak länken går från",
    "galler_for": "Gäller för",
    "galler_fran": "Gäller från",
    "galler_till": "Gäller till",
    "giltig_fran": "Giltig från",
    "giltig_till": "Giltig till",
    "granskas_senast": "Granskas senast",
    "granskas_var": "Granskas var",
    "handelse": "Händelse",
    "har_plan": "Har plan",
    "jamforelser": "Jämförelser",
    "kalla": "Källa",
    "kallnotering": "Källnotering",
    "kontrollerad_mot": "Kontrollerad mot",
    "kf_arsmal": "KF:s årsmål",
    "klagomal": "Klagomål",
    "klar_senast": "Klar senast",
    "lage": "Läge",
    "lankar": "Länkar",
    "lases_av": "Läses av",
    "laskvittenser": "Läskvittenser",
    "mal": "Mål",
    "malnivaer": "Målnivåer",
    "man": "Män",
    "matningar": "Mätningar",
    "mattenhet": "Måttenhet",
    "namnd": "Nämnd",
    "namnder": "Nämnder",
    "nar": "När",
    "niva": "Nivå",
    "riskvarde": "Riskvärde",
    "se_aven": "Se även",
    "skal": "Skäl",
    "sista_dag": "Sista dag",
    "skrivet": "Som det är skrivet",
    "tillfallen": "Tillfällen",
    "stalle": "Ställe",
    "osakert": "Osäkert",
    "tacks_av": "Täcks av",
    "visas_av": "Visas av",
    "tacks_av_typ": "Typ av det som täcker",
    "till_ar": "Till och med år",
    "till_typ": "Typ av sak länken går till",
    "upphavda": "Upphävda rutiner",
    "uppfoljningar": "Uppföljningar",
    "url": "Adress",
    "utan_kon": "Inte uppdelat på kön",
    "utgava": "Utgåva",
    "varde": "Värde",
    "vasentlig": "Väsentlig",
}


def heading(key: str) -> str:
    """The Swedish heading of a key: `arsmal` → "Årsmål"."""
    return _HEADINGS.get(key, key.capitalize())


def _heading_of(key: str, _: FieldInfo | ComputedFieldInfo) -> str:
    return heading(key)


def _without_docstring(schema: dict[str, Any]) -> None:
    """Keeps the English docstrings, which are for us, out of the published schema."""
    schema.pop("description", None)


class Row(BaseModel):
    """A row or a part of one. Made from a record of the content model or from named values."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        from_attributes=True,
        defer_build=True,  # most rows are only ever made as part of the whole
        field_title_generator=_heading_of,
        json_schema_extra=_without_docstring,
    )


class Varde(Row, title="Värde"):
    """A figure as written, and the number it states as decimal text ("70.34"), without what it is counted in."""

    skrivet: str = Field(description="Exakt som i källan, med decimalkomma; kan vara en text")
    tal: str | None = Field(
        pattern=r"^-?\d+(\.\d+)?$", description="Talet med decimalpunkt, utan måttenhet; null när källan har en text"
    )


class Doltvarde(Row, title="Värde som inte visas"):
    """A figure that could point someone out: what is shown in its place."""

    visas: str = Field(description="Det som står i stället för värdet, som ”färre än 5” eller ”visas inte”")
    dolt: Literal["farre", "dold"] = Field(
        description="farre: antalet är litet men inte noll; dold: med värdet skulle det gå att räkna ut ett litet antal"
    )
    skal: str = Field(description="Varför värdet inte visas")


def _value(written: object) -> object:
    if isinstance(written, Withheld):
        return Doltvarde(visas=str(written), dolt=written.mark, skal=written.why)
    if not isinstance(written, str):
        return written
    value = number(written)
    return Varde(skrivet=written, tal=None if value is None else format(value, "f"))


Siffra: TypeAlias = Annotated[Varde | Doltvarde, BeforeValidator(_value)]
Markdown = Annotated[str, Field(description="Markdown; [[typ:id]] är en länk inom handboken")]
Adress = Annotated[str, Field(description="Adressen på webbplatsen, räknad från utgåvans startsida")]
Nyckel = Annotated[str, Field(description="Namnger raden och är unik i sin tabell")]
Malnyckel = Annotated[str, Field(description="Målets nyckel; år före utgåvans finns i det årets utgåva")]


class Noterad(Row):
    """A row that tells what the source leaves uncertain."""

    kallnotering: Markdown | None


class Textavsnitt(Row, title="Textavsnitt"):
    """A headed piece of a text."""

    rubrik: str = Field(description="Tom för text före första rubriken")
    text: Markdown


class Utgavarad(Row, title="Utgåva"):
    """Which edition this is."""

    ar: int
    sista_dag: date = Field(description="Rutinerna är de som gällde den dagen")
    licens: str


# --- Configuration and organisation ---------------------------------------------------------------------------


class Nivarad(Row, title="Målnivå"):
    """A goal level."""

    id: str
    namn: str
    plural: str


class Periodrad(Row, title="Period"):
    """A follow-up within a year."""

    id: str
    kort: str
    namn: str
    avser: str
    fran_ar: int | None
    till_ar: int | None


class Bedomningrad(Row, title="Bedömningsord"):
    """A judgement word."""

    id: str
    namn: str
    ton: Literal["bra", "delvis", "inte", "ingen"]


class Handbokrad(Row, title="Handbok"):
    """Name and words of the handbook."""

    namn: str
    organisation: str
    beskrivning: str
    malnivaer: tuple[Nivarad, ...] = Field(description="Uppifrån och ned; den sista är enheternas egen")
    perioder: tuple[Periodrad, ...] = Field(description="I tidsordning")
    bedomningar: tuple[Bedomningrad, ...]


class Namndrad(Row, title="Nämnd"):
    """A committee."""

    nyckel: Nyckel
    namn: str
    beskrivning: Markdown | None
    giltig_fran: date | None
    giltig_till: date | None
    foregangare: tuple[str, ...] = Field(description="Nycklar för nämnder som den fortsätter")


class Enhetrad(Row, title="Enhet"):
    """A unit."""

    nyckel: Nyckel
    namn: str
    kort: str | None
    namnd: str | None = Field(description="Nämndens nyckel")
    beskrivning: Markdown | None
    giltig_fran: date | None
    giltig_till: date | None
    foregangare: tuple[str, ...] = Field(description="Nycklar för enheter som den fortsätter")
    har_plan: bool = Field(description="Om enheten har en plan utgåvans år")
    url: Adress | None


class Rollrad(Row, title="Roll"):
    """A role."""

    nyckel: Nyckel
    namn: str
    beskrivning: Markdown
    url: Adress


# --- Goals, measures and follow-up ----------------------------------------------------------------------------


class Malrad(Noterad, title="Mål"):
    """A goal."""

    nyckel: Nyckel
    id: str = Field(description="Samma id ett annat år är samma mål")
    niva: str = Field(description="Målnivåns id")
    nummer: str | None = Field(description="Numret som det är tryckt; det kan byta mål från år till år")
    titel: str
    enhet: str | None = Field(description="Enhetens nyckel; null för mål som styr flera enheter")
    namnd: str | None = Field(description="Nämndens nyckel")
    foralder: str | None = Field(description="Nyckeln för målet ovanför; null på högsta nivån")
    bedomning: str | None = Field(description="Den senaste bedömningens id; null när ingen har bedömt eller enheter är oense")
    tidigare: tuple[str, ...] = Field(description="Nycklar i en tidigare utgåva för samma mål")
    texter: tuple[Textavsnitt, ...]
    url: Adress


class Namnrad(Row, title="Namn vissa år"):
    """A name and the years that had it."""

    namn: str
    ar: tuple[int, ...]


class Indikatorrad(Row, title="Indikator"):
    """An indicator."""

    nyckel: Nyckel
    namn: str = Field(description="Namnet utgåvans år")
    andra_namn: tuple[Namnrad, ...] = Field(description="Namn tidigare år, när de var andra")
    definition: Markdown
    mattenhet: str = Field(description="Vad en siffra utan enhet räknas i; tom när inget")
    riktning: Literal["hogre", "lagre", "ingen"] = Field(description="Vilket håll som är bättre")
    kalla: Markdown | None
    url: Adress


class Delrad(Row, title="Delresultat"):
    """A part of an outcome."""

    namn: str
    varde: Siffra


class Matningrad(Noterad, title="Mätning"):
    """An outcome of an indicator, or a measurement that has none."""

    nyckel: str = Field(description="Mätningens nyckel; raderna för olika perioder har samma")
    indikator: str = Field(description="Indikatorns nyckel")
    mal: Malnyckel
    enhet: str = Field(description="Enhetens nyckel")
    ar: int
    period: str | None = Field(description="Periodens id; null när inget utfall finns")
    alla: Siffra | None
    man: Siffra | None = Field(description="Män eller pojkar")
    kvinnor: Siffra | None = Field(description="Kvinnor eller flickor")
    delar: tuple[Delrad, ...]
    saknas: str | None = Field(description="Varför utfallet saknas")
    utan_kon: str | None = Field(description="Varför utfallet inte är uppdelat på kön")
    arsmal: Siffra | None = Field(description="Enhetens mål för året")
    kf_arsmal: Siffra | None = Field(description="Kommunfullmäktiges mål för året")
    forra_aret: Siffra | None = Field(description="Förra årets utfall som det här årets dokument anger det")
    periodicitet: Literal["tertial", "ar"] | None
    analys: Markdown | None
    kommentar: Markdown | None


class Aktivitetrad(Noterad, title="Aktivitet"):
    """An activity."""

    nyckel: Nyckel
    id: str
    titel: str
    mal: Malnyckel
    enhet: str = Field(description="Enhetens nyckel")
    givare: Literal["kf", "namnd", "enhet"] = Field(description="Vem som har gett uppdraget")
    start: date | None
    slut: date | None
    avvikelse: Markdown | None
    lage: dict[str, Literal["vantar", "pagar", "forsenad", "klar", "struken"]] = Field(description="Per periods id")
    analys: dict[str, Markdown] = Field(description="Per periods id")
    url: Adress


class Atgardsrad(Noterad, title="Åtgärd"):
    """What a unit decided because of deviations, and what came of it."""

    nyckel: Nyckel
    id: str = Field(description="Samma id ett senare år är samma åtgärd")
    titel: str
    enhet: str = Field(description="Enhetens nyckel")
    foranledd_av: tuple[str, ...] = Field(description="Kategorier i enhetens tabell över synpunkter och klagomål")
    kontroller: tuple[str, ...] = Field(description="Nycklar för kontroller som visade att något behövdes")
    beskrivning: Markdown
    ansvarig: str = Field(description="Rollens nyckel")
    beslutad: date
    klar_senast: date | None
    klar: date | None = Field(description="Som det var känt utgåvans sista dag")
    resultat: Markdown | None
    rutiner: tuple[str, ...] = Field(description="Nycklar för rutiner i utgåvan som togs fram eller ändrades")
    exempel: bool = Field(description="Något i åtgärden är ett exempel; källnoteringen säger vad")
    url: Adress


class Riskrad(Noterad, title="Risk"):
    """A risk as its unit has weighed it."""

    nyckel: Nyckel
    id: str
    enhet: str = Field(description="Enhetens nyckel")
    process: str = Field(description="Processens nyckel")
    handelse: str = Field(description="Det oönskade som kan hända")
    orsak: str | None
    sannolikhet: int = Field(ge=1, le=5)
    konsekvens: int = Field(ge=1, le=5)
    riskvarde: int = Field(ge=1, le=25, description="Sannolikheten gånger konsekvensen")
    ansvarig: str = Field(description="Rollens nyckel")
    atgard: Markdown | None
    kontroller: tuple[str, ...] = Field(description="Nycklar för kontrollerna av risken")
    exempel: bool = Field(description="Risk som ingen har bedömt")
    url: Adress


class Tillfallerad(Row, title="Kontrolltillfälle"):
    """One time that a control is made."""

    namn: str
    period: str = Field(description="Id för perioden vars uppföljning redovisar tillfället")
    datum: date | None
    siffror: tuple[str, ...] = Field(description="Nycklar för siffror i statistik")
    resultat: Markdown | None
    saknas: str | None = Field(description="Varför kontrollen inte blev gjord")


class Kontrollrad(Noterad, title="Kontroll"):
    """A planned check of a unit's own work, and what it has shown this year."""

    nyckel: Nyckel
    id: str = Field(description="Samma id i en annan utgåva är samma kontroll ett annat år")
    enhet: str = Field(description="Enhetens nyckel")
    titel: str
    slag: Literal["egenkontroll", "internkontroll"]
    vad: Markdown
    nar: str
    hur: Markdown
    ansvarig: str = Field(description="Rollens nyckel")
    process: str | None = Field(description="Processens nyckel")
    mal: Malnyckel | None
    rutiner: tuple[str, ...] = Field(description="Nycklar för rutinerna som kontrolleras")
    exempel: bool = Field(description="Kontroll som ingen har beslutat")
    tillfallen: tuple[Tillfallerad, ...]
    url: Adress


class Uppfoljningrad(Noterad, title="Uppföljning"):
    """A unit's follow-up of one goal at one period."""

    nyckel: Nyckel
    mal: Malnyckel
    enhet: str = Field(description="Enhetens nyckel")
    period: str = Field(description="Periodens id")
    bedomning: str = Field(description="Bedömningens id")
    texter: tuple[Textavsnitt, ...]


class Jamforelserad(Row, title="Jämförelse"):
    """An earlier figure that a text compares with."""

    avser: str
    varde: Siffra


class Statistikrad(Noterad, title="Siffra i löpande text"):
    """A figure named in running text."""

    nyckel: Nyckel
    id: str
    enhet: str = Field(description="Enhetens nyckel")
    period: str | None = Field(description="Periodens id; null när siffran står i planen")
    mal: Malnyckel | None
    grupp: str
    namn: str
    varde: Siffra
    man: Siffra | None = Field(description="Män eller pojkar")
    kvinnor: Siffra | None = Field(description="Kvinnor eller flickor")
    mattenhet: str | None
    jamforelser: tuple[Jamforelserad, ...]
    kommentar: Markdown | None


class Beloppsrad(Noterad, title="Rad i resultattabell"):
    """A row of a result table."""

    namn: str
    utfall: Siffra | None
    budget: Siffra | None
    avvikelse: Siffra | None


class Beloppsgrupp(Row, title="Grupp i resultattabell"):
    """Rows of one kind."""

    namn: str
    slag: Literal["intakt", "kostnad"]
    rader: tuple[Beloppsrad, ...]
    summa: Beloppsrad | None


class Ekonomitabell(Row, title="Resultattabell"):
    """A unit's result table."""

    nyckel: Nyckel
    enhet: str = Field(description="Enhetens nyckel")
    period: str | None = Field(description="Periodens id; null när tabellen står i planen")
    rubrik: str
    mattenhet: str
    grupper: tuple[Beloppsgrupp, ...]
    netto: Beloppsrad | None
    kommentar: Markdown | None


class Antalsrad(Noterad, title="Antal i en kategori"):
    """Counts of one category."""

    kategori: str
    antal: dict[str, Siffra] = Field(description="Per periods id")
    totalt: Siffra | None
    sammanfattning: Markdown | None


class Antalsgrupp(Row, title="Indelning av synpunkter och klagomål"):
    """Categories that divide the same thing."""

    namn: str
    rader: tuple[Antalsrad, ...]


class Klagomalstabell(Row, title="Synpunkter och klagomål"):
    """A unit's counts over a year."""

    nyckel: Nyckel
    enhet: str = Field(description="Enhetens nyckel")
    rubrik: str
    grupper: tuple[Antalsgrupp, ...]


# --- The living handbook and running text ---------------------------------------------------------------------


class Granskningsrad(Row, title="Granskning"):
    """A review of a rutin or process."""

    datum: date
    roll: str = Field(description="Nyckeln för rollen som granskade")
    utfall: Literal["oforandrad", "andrad", "upphavd"]
    notering: Markdown | None
    vasentlig: bool = Field(description="Alla som följer rutinen behöver läsa ändringen")
    version: str | None


class Styrdrad(Row):
    """What was known of a rutin's or process's control at the year's end."""

    agare: str = Field(description="Nyckeln för rollen som svarar för rutinen eller processen")
    faststalld_av: str | None = Field(description="Rollens nyckel")
    faststalld: date | None
    granskas_senast: date | None = Field(description="Som det var känt utgåvans sista dag")
    granskas_var: int | None = Field(description="Månader mellan granskningarna")
    version: str | None = Field(description="Den som gällde utgåvans sista dag")
    granskningar: tuple[Granskningsrad, ...] = Field(description="Till och med utgåvans sista dag, i tidsordning")


class Rutinrad(Styrdrad, Noterad, title="Rutin"):
    """A rutin in force at the year's end."""

    nyckel: Nyckel
    titel: str
    status: Literal["gallande", "upphavd"] = Field(description="Som den var utgåvans sista dag")
    exempel: bool = Field(description="Exempeltext som ingen har beslutat")
    giltig_fran: date
    giltig_till: date | None
    galler_for: tuple[str, ...] = Field(description="Nycklar för roller")
    lases_av: tuple[str, ...] = Field(description="Nycklar för roller som ska läsa rutinen")
    process: str = Field(description="Processens nyckel")
    mal: tuple[str, ...] = Field(description="Nycklar för mål i utgåvan som rutinen stöder")
    lagrum: tuple[str, ...]
    se_aven: tuple[str, ...] = Field(description="Nycklar för rutiner i utgåvan")
    ersatter: tuple[str, ...] = Field(description="Id för rutiner som den ersätter; de finns inte alltid i utgåvan")
    texter: tuple[Textavsnitt, ...]
    url: Adress


class Stegrad(Row, title="Steg i en process"):
    """A step of a process."""

    id: str
    titel: str
    roll: str = Field(description="Rollens nyckel")
    rutiner: tuple[str, ...] = Field(description="Nycklar för rutiner i utgåvan")
    beskrivning: Markdown | None


class Upphavdrad(Row, title="Upphävd rutin"):
    """A rutin that was no longer in force at the year's end."""

    nyckel: Nyckel
    titel: str
    giltig_fran: date
    giltig_till: date
    skal: Markdown | None
    ersatts_av: tuple[str, ...] = Field(description="Id för rutiner som ersätter den")
    url: Adress


class Laskvittensrad(Row, title="Läskvittenser"):
    """How many with a role had read a rutin."""

    rutin: str = Field(description="Rutinens nyckel")
    version: str
    roll: str = Field(description="Rollens nyckel")
    antal: int
    av: int | None = Field(description="Så många har rollen")
    datum: date


class Tackning(Row, title="Täckning"):
    """Something that says that it covers a requirement."""

    typ: Literal["process", "rutin", "kontroll"]
    nyckel: str = Field(description="Nyckeln i tabellen för typen")


class Kravrad(Row, title="Krav"):
    """A requirement; a gap when nothing of the edition covers it."""

    nyckel: Nyckel
    titel: str
    stalle: str | None
    beskrivning: Markdown
    osakert: str | None
    tacks_av: tuple[Tackning, ...]
    visas_av: tuple[str, ...] = Field(description="Delar av handboken som genom att finnas visar hur kravet uppfylls")


class Kravsamlingsrad(Row, title="Kravsamling"):
    """The requirements of one source, as they were last checked."""

    nyckel: Nyckel
    titel: str
    kort: str
    kalla: str
    lydelse: str
    galler_fran: date | None
    galler_till: date | None
    kontrollerad: date
    kontrollerad_mot: str
    osakert: str | None
    krav: tuple[Kravrad, ...]
    url: Adress


class Arshjulsrad(Row, title="Dag i årshjulet"):
    """A date of a unit's year."""

    nyckel: Nyckel
    enhet: str = Field(description="Enhetens nyckel")
    id: str
    titel: str
    slag: Literal["uppfoljning", "internkontroll", "apt", "ovrigt"]
    datum: date
    till: date | None = Field(description="Den sista av flera dagar")
    exempel: bool = Field(description="Dag som ingen har beslutat")
    beskrivning: Markdown | None


class Processrad(Styrdrad, title="Process"):
    """A process."""

    nyckel: Nyckel
    titel: str
    exempel: bool = Field(description="Exempeltext som ingen har beslutat")
    ordning: int
    steg: tuple[Stegrad, ...] = Field(description="I den ordning de görs")
    indikatorer: tuple[str, ...] = Field(description="Nycklar för indikatorer i utgåvan som är processens mått")
    texter: tuple[Textavsnitt, ...]
    url: Adress


class Planrad(Noterad, title="Plan"):
    """A unit's plan of the year."""

    nyckel: Nyckel
    enhet: str = Field(description="Enhetens nyckel")
    status: Literal["utkast", "faststalld"]
    faststalld: date | None
    kalla: str | None
    text: Markdown
    url: Adress


class Avsnittrad(Noterad, title="Avsnitt i plan eller rapport"):
    """A running chapter of a plan or report."""

    nyckel: Nyckel
    enhet: str = Field(description="Enhetens nyckel")
    period: str | None = Field(description="Periodens id; null när avsnittet hör till planen")
    titel: str
    ordning: int
    plats: Literal["fore", "efter"] = Field(description="Före eller efter målen")
    text: Markdown


class Sidarad(Row, title="Sida"):
    """A free page."""

    nyckel: Nyckel
    titel: str
    ordning: int
    text: Markdown
    url: Adress


class Ordrad(Row, title="Ord"):
    """A glossary entry."""

    nyckel: Nyckel
    term: str
    forkortningar: tuple[str, ...]
    forklaring: Markdown
    url: Adress


Slag = Literal["foralder", "mats-med", "genomfors-genom", "stods-av", "foljs-upp-i", "hanvisar-till"]
"""The kinds of link: parent, measured by, carried out by, served by, followed up by, refers to."""


class Lankrad(Row, title="Länk"):
    """A link between two rows of this file."""

    slag: Slag = Field(description="De fem första går från ett mål; hanvisar-till är varje annan hänvisning i innehållet")
    fran_typ: str
    fran: str = Field(description="Nyckeln i tabellen för typen")
    till_typ: str
    till: str = Field(description="Nyckeln i tabellen för typen")


class Data(Row, title="Handbokens öppna data"):
    """The whole edition."""

    utgava: Utgavarad
    handbok: Handbokrad
    namnder: tuple[Namndrad, ...]
    enheter: tuple[Enhetrad, ...] = Field(description="Enheter som utgåvan nämner; url är null för dem utan sida")
    roller: tuple[Rollrad, ...]
    mal: tuple[Malrad, ...] = Field(description="Årets mål på alla nivåer, uppifrån och ned")
    indikatorer: tuple[Indikatorrad, ...] = Field(description="Indikatorer som har mätts till och med utgåvans år")
    matningar: tuple[Matningrad, ...] = Field(description="Utfall till och med utgåvans år, en rad per period")
    aktiviteter: tuple[Aktivitetrad, ...]
    atgarder: tuple[Atgardsrad, ...] = Field(description="Vad som bestämdes efter avvikelser, aldrig enskilda fall")
    risker: tuple[Riskrad, ...]
    kontroller: tuple[Kontrollrad, ...] = Field(description="Årets kontroller av enheternas eget arbete")
    rutiner: tuple[Rutinrad, ...] = Field(description="Rutiner som gällde utgåvans sista dag")
    upphavda: tuple[Upphavdrad, ...] = Field(description="Rutiner som inte längre gällde utgåvans sista dag")
    laskvittenser: tuple[Laskvittensrad, ...] = Field(description="Antal, aldrig vem")
    processer: tuple[Processrad, ...]
    kravsamlingar: tuple[Kravsamlingsrad, ...] = Field(description="Krav som gällde någon dag under utgåvans år")
    arshjul: tuple[Arshjulsrad, ...]
    planer: tuple[Planrad, ...]
    avsnitt: tuple[Avsnittrad, ...]
    uppfoljningar: tuple[Uppfoljningrad, ...]
    statistik: tuple[Statistikrad, ...]
    ekonomi: tuple[Ekonomitabell, ...]
    klagomal: tuple[Klagomalstabell, ...] = Field(description="Antal, aldrig enskilda fall")
    sidor: tuple[Sidarad, ...]
    ordlista: tuple[Ordrad, ...]
    lankar: tuple[Lankrad, ...] = Field(description="Varje länk mellan två rader i filen, en gång")
