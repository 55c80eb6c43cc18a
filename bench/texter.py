"""Invented Swedish for a handbook that never existed: sentence parts about socialtjänst that `skapa` combines.

Nothing here is taken from a real document. The parts are grammatical in every combination that `Penna` makes of them.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence


def _delar(block: str) -> list[str]:
    """The parts of a block, parted by | and line ends."""
    return [part for line in block.split("\n") for part in line.split("|") if part]


AKTORER = _delar("""
enheten|mottagningsgruppen|utredningsgruppen|öppenvården|familjehemsgruppen|arbetsgruppen|ledningsgruppen|gruppledaren
enhetschefen|socialsekreteraren|familjebehandlaren|biståndshandläggaren|samordnaren|den som har jour|handläggaren
boendestödet|skolteamet|budgetrådgivaren|kontaktpersonen|barnrättsombudet|verksamhetsplaneraren|den administrativa gruppen
""")

PRESENS = _delar("""
erbjuder/stöd innan problemen hinner växa
frågar/varje barn vad det själv vill att vuxna ska veta
planerar/uppföljningen redan när insatsen beviljas
går/igenom alla öppna ärenden en gång i veckan
delar/upp arbetet efter hur bråttom det är
ringer/familjen samma dag som anmälan kommer in
använder/BBIC som stöd i varje utredning
kallar/skolan och vården till SIP när flera behöver hjälpas åt
skriver/kort och tydligt så att den det gäller förstår
prövar/nya arbetssätt i liten skala innan alla börjar med dem
håller/kontakten med nätverket under hela tiden
följer/upp genomförandeplanen var tredje månad
tar/upp våld i nära relation i alla samtal
väger/risker mot det som redan skyddar barnet
möter/den enskilde där det känns tryggt
anpassar/samtalet med bilder för den som behöver det
bokar/tolk i god tid och kontrollerar att språket är rätt
lämnar/över ärendet muntligt och skriftligt vid byte
dokumenterar/löpande och senast nästa arbetsdag
ser/till att två handläggare kan ärendet
söker/upp unga som inte själva tar kontakt
samlar/erfarenheter från familjer som har avslutat sin insats
tar/med handledning varje vecka för nya medarbetare
undersöker/om släkt eller vänner kan hjälpa till
berättar/vad socialtjänsten kan göra och inte göra
kommer/överens om ett fåtal mål som går att följa upp
prioriterar/små barn och ärenden med oro för våld
läser/förra utredningen innan en ny inleds
gör/hembesök både på dagtid och på kvällen
hjälper/föräldrar att hitta vardagsrutiner som håller
stämmer/av kostnaderna mot budgeten varje månad
ordnar/en reservplan om handläggaren blir sjuk
möter/BUP och skolan i ett fast forum
förbereder/barnet på vad som ska hända på mötet
skickar/kallelsen med ett språk som går att läsa på mobilen
bevakar/att besluten omprövas i tid
räknar/hur många som tackar nej och frågar varför
tar/reda på vad som fungerade förra gången
pratar/med barnet ensamt när det går
sammanfattar/mötet innan alla går hem
""")

PERFEKT = _delar("""
kortat tiden från anmälan till första samtal
haft svårt att boka tolk på kvällstid
tagit fram en gemensam mall för genomförandeplaner
pratat med fler barn än året innan
utbildat alla nya medarbetare i BBIC
minskat antalet ärenden som väntar på en handläggare
arbetat med att skriva lättare beslut
prövat digitala möten där familjen bor långt bort
fått fler anmälningar från skolan än väntat
förlängt några insatser som annars hade avslutats för tidigt
stärkt samarbetet med förskolorna i området
saknat en fast kontakt på vårdcentralen
infört en veckovis genomgång av öppna utredningar
följt upp varje insats minst två gånger
mött fler familjer med ekonomisk stress
ordnat introduktion för fyra nya kollegor
gått igenom trettio akter i en egenkontroll
börjat använda en checklista för barnsamtal
tappat tempo under sommaren
haft handledning i metoden varannan vecka
hittat fler nätverkshem än tidigare
låtit föräldrar skatta sin situation före och efter insatsen
sett att pojkar oftare tackar nej till samtal
arbetat ifatt de utredningar som var försenade
bytt verksamhetssystem och lagt mycket tid på det
genomfört gemensamma hembesök med öppenvården
samlat synpunkter från dem som har fått stöd
haft en trygg bemanning hela hösten
gjort en ny överenskommelse med polisen
flyttat mottagningen till en lokal med bättre väntrum
prioriterat ärenden om våld och om små barn
bjudit in unga till två dialogmöten
minskat användningen av konsulter
fått hjälp av en metodstödjare en dag i veckan
skrivit om hälften av sina brevmallar
avslutat den tillfälliga gruppen som planerat
upptäckt att statistiken räknades olika
utökat öppettiderna i telefon
provat gruppsamtal för tonårsföräldrar
lagt in påminnelser i systemet för omprövning
""")

TIDER = _delar("""
under våren|under hösten|sedan januari|efter sommaren|i början av året|mot slutet av året|vid varje uppföljning
inför varje möte|under första tertialet|under andra tertialet|varje vecka|en gång i månaden|från och med mars
i de flesta ärenden|i samtliga pågående utredningar|på planeringsdagen|inom två veckor|efter beslutet|redan vid första mötet
""")

VILLKOR = _delar("""
om barnet bor växelvis|om föräldrarna inte är överens|om oron gäller våld|om anmälan kommer sent på dagen
om familjen har skyddade uppgifter|om den enskilde tackar nej|om tolk saknas|om flera insatser pågår samtidigt
om skolan är orolig|om ärendet ska lämnas till en annan kommun|om handläggaren är frånvarande|om läget ändras snabbt
om barnet är yngre än tre år|om det finns syskon|om ett beslut håller på att gå ut|om målen är svåra att följa
""")

SYFTEN = _delar("""
så att barnet vet vad som ska hända|så att ingen behöver berätta samma sak flera gånger|så att stödet kommer i rätt tid
så att besluten blir lika för alla|så att den som vikarierar kan ta vid|så att små problem inte blir stora
så att målen går att följa upp|så att familjen förstår sina rättigheter|så att tiden räcker till dem som behöver den mest
så att utredningen blir klar inom fyra månader|så att överlämningen blir trygg|så att arbetsmiljön håller över tid
så att pojkar och flickor får likvärdigt stöd|så att synpunkter leder till förändring|så att pengarna räcker hela året
så att dokumentationen går att lita på|så att barnets egna ord syns|så att fler kan bo kvar hemma
""")

SKAL = _delar("""
eftersom två tjänster var vakanta|eftersom behoven har ökat i området|eftersom familjerna själva har bett om det
eftersom väntetiden annars blir för lång|eftersom lagen kräver det|eftersom tidigare egenkontroller visade brister
eftersom många flyttar under utredningstiden|eftersom samarbetet med vården är nytt|eftersom gruppen är större än förut
eftersom barnen har sagt att de vill det|eftersom resultatet annars inte går att jämföra|eftersom nya riktlinjer har kommit
eftersom fler söker stöd på kvällstid|eftersom riskerna är högst i början|eftersom metoden kräver tid att lära
""")

FOLJDER = _delar("""
Det har gett kortare väntetider.|Effekten syns först nästa år.|Skillnaden mellan könen är liten.|Målet är därför nära.
Fler barn har kommit till tals.|Det återstår att se om förändringen håller.|Personalen beskriver en lugnare vardag.
Resultatet är bättre än året innan.|Resultatet är något sämre än året innan.|Arbetet fortsätter nästa år.
Flickor har fått insatser tidigare än pojkar.|Pojkar avbryter oftare insatsen i förtid.|Kostnaden per insats har minskat.
En ny mätning görs efter sommaren.|Familjerna är överlag nöjda med bemötandet.|Underlaget är litet och ska tolkas försiktigt.
Skolan märker att kontakten har blivit enklare.|Utredningarna håller en jämnare kvalitet.|Flera åtgärder är redan på plats.
Enheten behöver fortfarande bli bättre på att följa upp.|Egenkontrollen visar samma bild.|Målet följs upp på APT varje månad.
Väntetiden är som längst i september.|Ingen insats har avslutats utan planering.|Barnens svar finns nu i akten.
Det märks mest i de yngre åldrarna.|Behovet av tolk är fortsatt stort.|Arbetssättet sprids nu till grannenheterna.
""")

STEG = _delar("""
Läs igenom det som har kommit in och kontrollera om barnet redan är aktuellt.|Ring upp den som har anmält och fråga vad som har hänt.
Bedöm samma dag om barnet behöver omedelbart skydd.|Boka ett första möte inom en vecka.|Skicka en kallelse på ett språk som familjen läser.
Förbered mötet tillsammans med en kollega.|Berätta för barnet vem du är och varför ni träffas.|Fråga efter skyddade uppgifter innan du bokar något.
Gå igenom barnets behov enligt BBIC, ett område i taget.|Prata med barnet ensamt om det går.|Ta reda på vilka andra som redan hjälper familjen.
Hämta in samtycke innan du kontaktar skola eller vård.|Kalla till SIP om fler än en huvudman behövs.|Skriv ned vad ni har kommit överens om.
Låt familjen läsa texten innan den blir färdig.|Lämna förslaget till gruppledaren för avstämning.|Fatta beslut enligt delegationsordningen.
Meddela beslutet och förklara hur man överklagar.|Lägg in nästa uppföljning i kalendern direkt.|Beställ insatsen hos öppenvården.
Bestäm tillsammans vad som ska vara annorlunda efter tre månader.|Lämna över ärendet vid ett gemensamt möte.
Kontrollera att alla handlingar finns i akten.|Ge barnet numret till någon som svarar.|Besök barnet där det bor minst var tredje månad.
Jämför resultatet med målen i genomförandeplanen.|Avsluta insatsen med ett samtal om vad som har hjälpt.|Stäng ärendet när allt är klart.
Ta upp frågan på ärendegenomgången.|Fråga om våld, även när oron gäller något annat.|Kontrollera att tolken har rätt språk och dialekt.
Titta efter tidigare utredningar om barnet och syskonen.|Stäm av kostnaden med enhetschefen innan du lovar något.
Dela upp uppgifterna mellan er och skriv vem som gör vad.|Ring tillbaka till familjen samma vecka.
Informera vårdnadshavarna om vad som registreras.|Gör en riskbedömning inför hembesöket.|Ta med en kollega vid det första hembesöket.
""")

TILLAGG = _delar("""
Anteckna tiden i journalen.|Vänta inte till nästa dag.|Det går bra att ringa i stället för att skriva.|Skriv vad barnet själv säger.
Be om hjälp om du är osäker.|Det tar sällan mer än en halvtimme.|Använd mallen som ligger i verksamhetssystemet.
Säg till gruppledaren om det drar ut på tiden.|Samma sak gäller för syskon.|Fråga hellre en gång för mycket.
Räkna dagarna från det datum då handlingen kom in.|Ta med underlaget till mötet.|Gör det även när familjen är välkänd.
Prata med en kollega först om läget är oklart.|Lova inget som inte är beslutat.|Låt det ta den tid som barnet behöver.
Skriv så att den det gäller kan läsa texten.|Tänk på sekretessen mot andra i familjen.
""")

FEL = _delar("""
Tiden har gått ut/säg till gruppledaren samma dag, skriv varför och sätt ett nytt datum som håller
Familjen kommer inte till mötet/ring samma dag, föreslå en ny tid och fråga om platsen går att ändra
Någon blir hotad/avbryt mötet, ta dig i säkerhet och ring enhetschefen innan du gör något annat
Uppgifterna hamnar hos fel person/rapportera händelsen direkt och hjälp till att begränsa skadan
Tolken uteblir/boka en telefontolk eller flytta mötet, men låt aldrig ett barn tolka
Systemet ligger nere/använd reservblanketten och för in uppgifterna så snart det fungerar igen
Två enheter tror att den andra ansvarar/enhetscheferna bestämmer samma dag vem som håller i ärendet
Barnet berättar om våld/bedöm skyddet på nytt samma dag och ta hjälp av en erfaren kollega
Beslutet har blivit fel/rätta det skyndsamt, skriv vad som ändrades och berätta för den det gäller
Insatsen hjälper inte/kalla till uppföljning i förtid och fråga familjen vad som behöver ändras
""")

DOKUMENT = _delar("""
Journalen/varje samtal och kontakt, senast nästa arbetsdag|Utredningen/bedömningen och barnets egen beskrivning
Genomförandeplanen/målen, vem som gör vad och när ni ses igen|Beslutet/skälen, så att de går att förstå utan att läsa akten
Bevakningslistan/nästa uppföljning och det datum då beslutet går ut|Avvikelsesystemet/det som inte blev som planerat
Mötesanteckningen/vad ni kom överens om och vem som ansvarar|Akten/samtycket, med datum och vad det omfattar
""")

ATGARDER = _delar("""
Ta emot|Utreda|Följa upp|Planera|Avsluta|Dokumentera|Bedöma|Samordna|Förbereda|Ompröva|Lämna över|Kvalitetssäkra
""")
FOREMAL = _delar("""
orosanmälan|hembesök|barnsamtal|placering|familjehem|kontaktfamilj|öppenvårdsinsats|ekonomiskt bistånd|boendestöd|umgängesstöd
skyddsbedömning|genomförandeplan|nätverksmöte|skolfrånvaro|våldsärende|akut ärende|hemtjänstinsats|missbruksvård|egenvård
anhörigstöd|budgetrådgivning|jourhem|förhandsbedömning|samtycke|kallelse|telefonrådgivning|gruppverksamhet|ledsagning
""")
SAMMANHANG = _delar("""
på kvällstid|med tolk|vid skyddade uppgifter|för syskon|vid flytt|inom 24 timmar|efter ett avslut|tillsammans med skolan
tillsammans med vården|för unga vuxna|i en ny familj|på distans|vid byte av handläggare|under semestern|vid överklagande
med kort varsel|för små barn|inför omprövning|vid oro för våld|i flera kommuner
""")
PROCESSER = _delar("""
Mottagning|Förhandsbedömning|Utredning|Insats|Uppföljning|Placering|Familjehemsvård|Ekonomiskt bistånd|Boendestöd
Familjerätt|Förebyggande arbete|Samverkan|Kvalitetsarbete|Arbetsmiljö|Beredskap|Administration
""")

GRUPPER = _delar("""
Barn och unga|Familjer|Unga vuxna|Föräldrar|Äldre|Personer med funktionsnedsättning|Anhöriga|Placerade barn
""")
MALLOFTEN = _delar("""
får stöd i ett tidigt skede|får insatser som gör nytta|är delaktiga i sin planering|möts av samma handläggare över tid
får en rättssäker handläggning|blir bemötta med respekt|är trygga där de bor|har en meningsfull vardag
klarar skolan med rätt stöd|får besked inom utlovad tid|lever utan våld|får information som går att förstå
""")
KF_MAL = _delar("""
Alla får stöd när de behöver det|Barn växer upp under goda villkor|Välfärden är likvärdig i hela kommunen
Ekonomin håller över tid|Kommunen är en bra arbetsgivare|Klimatavtrycket minskar|Invånarna är trygga där de bor
Fler försörjer sig själva|Kommunen är lätt att nå
""")
INRIKTNING = ["En kommun som håller ihop", "En kommun som växer hållbart", "En kommun med ordning på ekonomin"]

MATT = _delar("""
som följer sin genomförandeplan|som är nöjda med bemötandet|som har fått tala enskilt med handläggaren|som kommer tillbaka inom ett år
som har en aktuell planering|som får beslut inom utlovad tid|som har deltagit i uppföljningen|som upplever att livet har blivit bättre
som har en fast kontakt|som har fått information om sina rättigheter
""")
GEMENSAMMA_MATT = ["Sjukfrånvaro", "Andel fast anställda", "Budgetföljsamhet", "Svarstid inom två dagar"]

AKTIVITETER = _delar("""
Nämnden ska utveckla samarbetet med|Enheten ska pröva en ny arbetsform för|Nämnden ska stärka uppföljningen av|Enheten ska kartlägga behoven hos
Nämnden ska ta fram en gemensam plan för|Enheten ska utbilda medarbetare i mötet med|Nämnden ska korta väntetiderna för
Enheten ska förbättra informationen till
""")
MALGRUPPER = _delar("""
familjer med små barn|unga som inte går i skolan|placerade barn|föräldrar som separerar|äldre som bor ensamma
personer med samsjuklighet|nyanlända familjer|unga lagöverträdare|anhöriga som vårdar|hushåll med hyresskulder
""")

VERKSAMHETER = _delar("""
Barnenheten|Ungdomsenheten|Mottagningsenheten|Familjehemsenheten|Öppenvårdsenheten|Familjerättsenheten|Vuxenenheten
Försörjningsenheten|Biståndsenheten|Boendestödsenheten|Hemtjänstenheten|Funktionsstödsenheten
""")
ORTER = [f + e for e in ("vik", "sunda", "hult", "berga", "torp", "ås", "by", "näs") for f in
         ("Björk", "Sten", "Lind", "Ask", "Ek", "Hav", "Gran", "Sol", "Norr", "Sör", "Ljung", "Rön", "Al", "Brunn", "Ling", "Våg")]  # fmt: skip

ROLLER = {
    "enhetschef": "Enhetschef", "gruppledare": "Gruppledare", "socialsekreterare": "Socialsekreterare",
    "mottagningssekreterare": "Mottagningssekreterare", "familjebehandlare": "Familjebehandlare",
    "bistandshandlaggare": "Biståndshandläggare", "familjehemssekreterare": "Familjehemssekreterare",
    "boendestodjare": "Boendestödjare", "samordnare": "Samordnare", "verksamhetsplanerare": "Verksamhetsplanerare",
    "barnrattsombud": "Barnrättsombud", "administrator": "Administratör",
}  # fmt: skip

ORD = {
    "sip": (
        "Samordnad individuell plan",
        "SIP",
        "En plan som kommunen och vården gör tillsammans med den som behöver stöd av båda.",
    ),
    "bbic": (
        "Barns behov i centrum",
        "BBIC",
        "Ett arbetssätt som håller utredning, planering och uppföljning av barn samlade.",
    ),
    "bup": ("Barn- och ungdomspsykiatrin", "BUP", "Regionens vård för barn och unga som mår psykiskt dåligt."),
    "apt": ("Arbetsplatsträff", "APT", "Mötet där medarbetare och chef går igenom arbetet och arbetsmiljön."),
    "lvu": ("Lagen med särskilda bestämmelser om vård av unga", "LVU", "Lagen om vård av unga när samtycke saknas."),
    "sol": ("Socialtjänstlagen", "SoL", "Lagen om kommunens ansvar för att människor får det stöd de behöver."),
    "hvb": ("Hem för vård eller boende", "HVB", "Ett boende med personal dygnet runt för vård eller behandling."),
    "ivo": ("Inspektionen för vård och omsorg", "IVO", "Myndigheten som har tillsyn över socialtjänsten."),
    "lss": (
        "Lagen om stöd och service till vissa funktionshindrade",
        "LSS",
        "Lagen om stöd i vardagen vid funktionsnedsättning.",
    ),
    "fit": ("Feedbackinformerad behandling", "FIT", "Ett sätt att fråga löpande om samtalen hjälper."),
    "egenkontroll": ("Egenkontroll", "", "En planerad kontroll av den egna verksamheten."),
    "natverksmote": ("Nätverksmöte", "", "Ett möte med dem som står barnet eller den enskilde nära."),
    "forhandsbedomning": ("Förhandsbedömning", "", "Bedömningen av om en anmälan ska leda till en utredning."),
    "genomforandeplan": ("Genomförandeplan", "", "Planen för hur en beslutad insats ska gå till."),
    "skyddsbedomning": ("Skyddsbedömning", "", "Bedömningen av om ett barn behöver skydd direkt."),
}


def versal(text: str) -> str:
    """The text with its first letter as a capital."""
    return text[:1].upper() + text[1:]


_PRESENS = [tuple(row.split("/")) for row in PRESENS]


# Scales all running text so that a mean page holds as much Markdown as one of the five real editions (3.8 kB).
TEXTMANGD = 0.3


class Penna:
    """Writes sentences and paragraphs by chance, always the same for the same seed."""

    def __init__(self, *seed: object) -> None:
        self.slump = random.Random("/".join(map(str, seed)))

    def val(self, parts: Sequence[str]) -> str:
        """One of the parts."""
        return self.slump.choice(parts)

    def nutid(self) -> str:
        """A sentence about how the work is done."""
        who, (verb, rest), when = self.val(AKTORER), self.slump.choice(_PRESENS), self.val(TIDER)
        return versal(
            self.slump.choice(
                (
                    f"{who} {verb} {rest}.",
                    f"{when} {verb} {who} {rest}.",
                    f"{self.val(VILLKOR)} {verb} {who} {rest}.",
                    f"{who} {verb} {rest}, {self.val(SYFTEN)}.",
                    f"{who} {verb} {rest} {self.val(SKAL)}.",
                )
            )
        )

    def datid(self) -> str:
        """A sentence about what has been done, or what came of it."""
        if self.slump.random() < 0.25:
            return self.val(FOLJDER)
        who, done, when = self.val(AKTORER), self.val(PERFEKT), self.val(TIDER)
        return versal(
            self.slump.choice(
                (
                    f"{who} har {done}.",
                    f"{when} har {who} {done}.",
                    f"{who} har {done} {self.val(SKAL)}.",
                    f"{who} har {done}, {self.val(SYFTEN)}.",
                )
            )
        )

    def stycken(self, words: int, sentence: Callable[[], str], links: Sequence[str] = ()) -> str:
        """Paragraphs of about that many words, each link mentioned once at the end of a sentence."""
        paragraphs: list[list[str]] = [[]]
        waiting = list(links)
        count = 0
        while count < words * TEXTMANGD:
            text = sentence()
            if waiting and self.slump.random() < 0.3:
                text += f" Läs mer i {waiting.pop(0)}."
            count += len(text.split())
            paragraphs[-1].append(text)
            if len(paragraphs[-1]) >= self.slump.randint(3, 5):
                paragraphs.append([])
        if waiting:
            paragraphs[-1].append(f"Se även {' och '.join(waiting)}.")
        return "\n\n".join(" ".join(p) for p in paragraphs if p)

    def punkter(self, count: int, sentence: Callable[[], str]) -> str:
        """A bullet list."""
        return "\n".join(f"- {sentence()}" for _ in range(count))
