"""Every code a finding can have. A code names the defect and never changes; its literate page is tests/fel/<kod>.md."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Code:
    """What a code stands for: default severity ("fel", "varning", "info"), one-line title, default remedy."""

    severity: str
    title: str
    remedy: str


CODES: dict[str, Code] = {
    # Files
    "inte-utf8": Code("fel", "Filen är inte UTF-8-text", "spara om filen med teckenkodningen UTF-8"),
    "styrtecken": Code("fel", "Filen innehåller ett otillåtet styrtecken", "ta bort tecknet; det syns ofta inte på skärmen"),
    "for-stor-fil": Code("fel", "Filen är för stor", "dela upp filen eller ta bort det som inte är text"),
    "olasbar-fil": Code("fel", "Filen går inte att läsa", "kontrollera filens rättigheter"),
    "symbolisk-lank": Code("fel", "En symbolisk länk i innehållet", "lägg filen i innehållet i stället för att länka till den"),
    "ogiltigt-namn": Code("fel", "Filnamnet går inte att använda", "byt namn: små bokstäver a–z, siffror och bindestreck"),
    "olast-fil": Code("fel", "Ingen läser filen", "flytta filen till rätt mapp, rätta namnet eller ta bort den"),
    "saknad-fil": Code("fel", "En fil som måste finnas saknas", "skapa filen"),
    "tomt-innehall": Code("fel", "Innehållet är tomt", "lägg minst en plan under planer/<år>/<enhet>/"),
    # YAML and front matter
    "trasig-yaml": Code("fel", "YAML går inte att tolka", "titta efter kolon, citattecken och indrag på raden och den före"),
    "trasig-metadata": Code(
        "fel", "Metadata överst i filen är trasig", "börja filen med en rad --- och avsluta metadata med en rad ---"
    ),
    "yaml-alias": Code("fel", "YAML-alias används", "sätt citattecken runt texten: & och * får inte stå först utan dem"),
    "for-djup": Code("fel", "För många nivåer", "använd färre nivåer; inget i handboken behöver så många"),
    "dubbel-nyckel": Code("fel", "Samma nyckel två gånger", "behåll en av dem"),
    "okand-nyckel": Code("fel", "Nyckeln finns inte", "ta bort nyckeln"),
    "saknad-nyckel": Code("fel", "En nyckel saknas", "lägg till nyckeln"),
    "fel-typ": Code("fel", "Värdet har fel form", "rätta värdet"),
    "fel-datum": Code("fel", "Datumet finns inte", "skriv datumet som ÅÅÅÅ-MM-DD"),
    "slut-fore-start": Code("fel", "Slutet kommer före starten", "rätta ett av datumen"),
    # Ids, references and the goal chain
    "ogiltigt-id": Code("fel", "Id:t går inte att använda i en adress", "skriv små bokstäver a–z, siffror och bindestreck"),
    "dubbelt-id": Code("fel", "Samma id två gånger", "byt det ena id:t"),
    "okand-referens": Code("fel", "Hänvisningen leder ingenstans", "rätta id:t"),
    "saknad-foralder": Code("fel", "Målet saknar överordnat mål", "skriv foralder: med id för målet ovanför"),
    "fel-foralder": Code(
        "fel", "Det överordnade målet är på fel nivå eller år", "välj ett mål på nivån närmast ovanför, samma år"
    ),
    "cykel": Code("fel", "Hänvisningarna går runt i en ring", "ta bort en av hänvisningarna"),
    "okand-period": Code("fel", "Perioden finns inte det året", "använd en period som står i handbok.yml"),
    # Sealed editions
    "dubbel-forsegling": Code("fel", "Samma försegling två gånger", "återställ registret ur git"),
    "lucka-i-arkivet": Code("fel", "En försegling saknas i registret", "återställ registret ur git"),
    "fel-forsegling": Code("fel", "Raden i registret har ändrats för hand", "återställ registret ur git"),
    "avviker-fran-forsegling": Code(
        "varning",
        "Innehållet är inte längre det som förseglades",
        "återställ filen ur git; ska året verkligen ändras, försegla det igen med handbok arkivera --ersatt",
    ),
    # Document control
    "granskning-utanfor-tiden": Code("fel", "Granskningen ligger utanför tiden", "rätta granskningens datum"),
    "version-bakat": Code("fel", "Versionen går bakåt", "rätta versionen; den stiger eller är densamma som förut"),
    "upphavd-utan-slut": Code(
        "fel", "Upphävd utan sista dag", "skriv giltig_till: med den sista dagen som rutinen gällde eller gäller"
    ),
    "upphavd-utan-skal": Code(
        "varning",
        "Upphävd utan ersättare och utan skäl",
        "skriv ersatter: i rutinen som tar över, eller lägg till en granskning med utfall: upphavd och notering:",
    ),
    "vasentlig-utan-notering": Code(
        "fel", "Väsentlig ändring utan notering", "skriv notering: med vad som är nytt, i ord som den som läser rutinen förstår"
    ),
    "vasentlig-men-oforandrad": Code("fel", "Väsentlig men oförändrad", "skriv utfall: andrad eller ta bort vasentlig:"),
    "dubbel-granskningstid": Code(
        "fel", "Två uppgifter om nästa granskning", "behåll den ena av granskas_senast och granskas_var"
    ),
    "granskningar-i-klump": Code(
        "varning", "Många granskningar på en gång utan notering", "skriv en notering: om vad granskningen visade, i var och en"
    ),
    "for-manga-kvittenser": Code("fel", "Fler läskvittenser än läsare", "rätta antal: eller av:"),
    # Suspect links
    "lank-att-bekrafta": Code(
        "varning", "Länken behöver bekräftas igen", "läs båda texterna och kör handbok bekrafta om de hör ihop"
    ),
    "bekraftat-utan-lank": Code("varning", "Bekräftat något som inte länkas", "ta bort raden"),
    # Åtgärder after deviations
    "atgard-utan-slut": Code("varning", "Åtgärden har inget slut", "skriv klar_senast:, eller klar: om den är klar"),
    "atgard-utan-resultat": Code(
        "varning", "Det framgår inte vad åtgärden ledde till", "skriv resultat:, eller rutiner: som den har ändrat"
    ),
    # Prose
    "okant-avsnitt": Code("fel", "Rubriken är inte ett känt avsnitt", "använd en rubrik som hör till den här sortens text"),
    "saknat-avsnitt": Code("fel", "Ett avsnitt saknas", "lägg till avsnittet"),
    "tomt-avsnitt": Code("fel", "Avsnittet är tomt", "skriv något under rubriken eller ta bort den"),
    "rubrik-hoppar": Code("fel", "Rubriknivån hoppar", "gå ned en nivå i taget"),
    "ra-html": Code("fel", "Rå HTML i texten", "skriv Markdown i stället"),
    "bild-i-text": Code("fel", "En bild i texten", "ta bort bilden och beskriv i ord vad den visar"),
    "osaker-lank": Code("fel", "Länken kan köra kod", "länka med http, https, mailto eller tel"),
    "bruten-lank": Code("fel", "Länken leder till en fil som inte finns", "länka med [[typ:id]] till något i handboken"),
    # Secrecy
    "personnummer": Code("fel", "Ett personnummer i innehållet", "ta bort det; det får inte stå någonstans i handboken"),
    "kontaktuppgift": Code("fel", "En kontaktuppgift till en person", "ange en funktions adress eller växelns nummer"),
    "liknar-personuppgift": Code(
        "varning",
        "Något som liknar en personuppgift",
        "ta bort det om det är en personuppgift, annars skriv det på ett annat sätt",
    ),
    "namn-i-arende": Code("varning", "Ett namn intill ord om ett ärende", "ta bort namnet, eller skriv rollen i stället"),
    "litet-antal": Code("fel", "Ett litet antal i källan", 'skriv "färre än 5"'),
    "uppdelning-rojer-antal": Code(
        "fel",
        "Uppdelningen efter kön avslöjar antal",
        "ta bort uppdelningen på kön, eller avrunda till hela procent",
    ),
    "antal-gar-att-rakna-ut": Code(
        "fel", "Ett litet antal går att räkna ut", "ta bort undantaget eller en av siffrorna som antalet kan räknas ut ur"
    ),
    "ogiltigt-undantag": Code(
        "fel", "Undantaget från sekretessen gäller inte", "skriv skäl och roll, eller ta bort undantaget"
    ),
    "oklart-antal": Code(
        "varning", "Det framgår inte vad ett litet antal gäller", "skriv avser: klienter, personal eller verksamhet"
    ),
    "antal-i-text": Code(
        "varning", "Texten skriver ut ett litet antal", "skriv utan antal, till exempel ”några”, eller ta bort meningen"
    ),
    "enskilt-fall": Code(
        "varning", "Texten berättar om ett enskilt fall", "skriv vilket slags fel det gäller, inte vad som hände i fallet"
    ),
    "foraldrat-lagrum": Code(
        "varning", "Hänvisningen till lagen är föråldrad", "slå upp var det står nu och skriv det stället"
    ),
    # Facts
    "mal-utan-indikator": Code("varning", "Målet mäts inte", "koppla en indikator till målet eller till ett mål ovanför"),
    "mal-utan-aktivitet": Code("varning", "Målet har ingen aktivitet", "lägg till en aktivitet i aktiviteter.yml"),
    "mal-utan-rutin": Code("varning", "Målet har ingen rutin", "ange målet under mal: i en rutin som gäller det året"),
    "mal-utan-uppfoljning": Code("varning", "Målet har ingen uppföljning", "lägg till en uppföljning av målet"),
    "ofullstandig-period": Code(
        "varning", "Något saknas i periodens uppföljning", "fyll i det som saknas eller skriv varför det saknas"
    ),
    "risk-utan-kontroll": Code(
        "fel", "En hög risk som ingen gör något åt", "skriv atgard: eller kontroller:, eller värdera risken på nytt"
    ),
    "egenkontroll-utebliven": Code(
        "varning", "En kontroll utan resultat", "skriv resultat:, eller saknas: med skälet till att kontrollen inte blev gjord"
    ),
    "utfall-utanfor-delarna": Code(
        "varning",
        "Utfallet för alla ligger inte mellan mäns och kvinnors",
        "rätta siffran eller förklara den i en kallnotering",
    ),
    "dubbel-rad": Code("varning", "Samma rad två gånger", "ta bort den ena eller förklara den i en kallnotering"),
    "summan-stammer-inte": Code("varning", "Summan stämmer inte", "rätta siffran eller förklara den i en kallnotering"),
    "forra-aret-skiljer": Code(
        "varning", "Förra årets utfall skiljer sig", "rätta siffran eller förklara den i en kallnotering"
    ),
}
