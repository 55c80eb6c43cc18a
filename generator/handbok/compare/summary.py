"""The comparison in numbers, for the reader's first minute."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from handbok.compare.types import Comparison, Enhetsjamforelse, Malgrupp
from handbok.compare.words import count, listed


def summary(c: Comparison, plain: Callable[[str], str]) -> Iterator[str]:
    """One line a subject; a subject without any change says so."""
    sections = [s for s in c.enheter if s.enheter.jamforbar]
    if sections:
        yield f"**Bedömningar:** {judgements(c, sections)}."
        yield f"**{plain(c.nivaer[-1].plural)}:** {goals(g for s in sections for g in s.mal)}."
    if c.styrande_mal:
        yield f"**Styrande mål:** {goals(c.styrande_mal)}."
    if sections:
        yield f"**Indikatorer:** {indicators(sections, plain(c.arsmal))}."
        yield f"**Aktiviteter:** {activities(sections)}."
    yield f"**Rutiner:** {rutiner(c)}."


def judgements(c: Comparison, sections: Iterable[Enhetsjamforelse]) -> str:
    """How many goals are judged better, worse, the same, or in one of the years only."""
    kinds = Counter(j.slag for s in sections for j in s.bedomningar)
    both = [
        f"{kinds['samre']} sämre",
        f"{kinds['battre']} bättre",
        *([f"{kinds['annat-ord']} med ett annat ord"] if kinds["annat-ord"] else []),
        count(kinds["oforandrad"], "oförändrad", "oförändrade"),
    ]
    judged_twice = sum(kinds[k] for k in ("samre", "battre", "annat-ord", "oforandrad"))
    parts = [
        listed(both) if judged_twice else "inget mål är bedömt båda åren",
        *([f"{kinds['slutat']} mål bedömdes {c.fran} men inte {c.till}"] if kinds["slutat"] else []),
        *([f"{kinds['borjat']} mål bedömdes {c.till} men inte {c.fran}"] if kinds["borjat"] else []),
    ]
    return ". ".join(parts)


def goals(groups: Iterable[Malgrupp]) -> str:
    """How many goals are new, gone, changed."""
    groups = list(groups)
    kinds = Counter(g.slag for g in groups)
    kept = [g for g in groups if g.slag == "kvar"]
    changed = [g for g in kept if g.andrad]
    rearranged = sum(kinds[k] for k in ("delad", "sammanslagen", "omfordelad"))
    parts = [
        kinds["ny"] and count(kinds["ny"], "nytt", "nya"),
        kinds["borta"] and f"{kinds['borta']} borta",
        len(changed) and f"{count(len(changed), 'ändrat', 'ändrade')} ({_how(changed)})",
        rearranged and count(rearranged, "delat eller sammanslaget", "delade eller sammanslagna"),
        len(kept) - len(changed) and count(len(kept) - len(changed), "oförändrat", "oförändrade"),
    ]
    return _joined(parts, "inga")


def _how(changed: Iterable[Malgrupp]) -> str:
    changes = Counter(change for g in changed for change in g.andringar)
    parts = [
        changes["namn"] and f"{changes['namn']} har bytt namn",
        changes["flyttat"] and f"{changes['flyttat']} ligger under ett annat mål",
        changes["nummer"] and f"{changes['nummer']} har bytt nummer",
    ]
    return _joined(parts, "")


def indicators(sections: Iterable[Enhetsjamforelse], target: str) -> str:
    """How many indicators are new, gone, and which way outcomes have gone; `target` is the word for a target."""
    found = [i for s in sections for i in s.indikatorer]
    kinds = Counter(i.slag for i in found)
    ways = Counter(i.utfall.utveckling for i in found)
    targets = sum(bool(i.arsmal.andrad and i.arsmal.tidigare and i.arsmal.senare) for i in found)
    outcome = [
        ways["fran"] and f"fel håll för {ways['fran']}",
        ways["mot"] and f"rätt håll för {ways['mot']}",
    ]
    changes = [
        kinds["ny"] and count(kinds["ny"], "är ny", "är nya"),
        kinds["borta"] and f"{kinds['borta']} är borta",
    ]
    parts = [
        kinds["kvar"] and f"{kinds['kvar']} finns båda åren",
        (ways["fran"] or ways["mot"]) and f"Utfallet har gått åt {_joined(outcome, '')}",
        targets and f"{target} har ändrats för {targets}",
        (kinds["ny"] or kinds["borta"]) and _joined(changes, ""),
    ]
    return ". ".join(p for p in parts if isinstance(p, str)) or "inga"


def activities(sections: Iterable[Enhetsjamforelse]) -> str:
    """How many activities are new, ended, carried over."""
    kinds = Counter(a.slag for s in sections for a in s.aktiviteter)
    parts = [
        kinds["ny"] and count(kinds["ny"], "ny", "nya"),
        kinds["avslutad"] and f"{kinds['avslutad']} borta",
        kinds["forlangd"] and count(kinds["forlangd"], "förlängd", "förlängda"),
        kinds["forkortad"] and count(kinds["forkortad"], "förkortad", "förkortade"),
        kinds["fortsatter"] and f"{kinds['fortsatter']} fortsätter",
    ]
    return _joined(parts, "inga")


def rutiner(c: Comparison) -> str:
    """How many rutiner are new, changed, withdrawn."""
    kinds = Counter(r.slag for r in c.rutiner)
    replaced = sum(kinds[k] for k in ("ersatt", "delad", "sammanslagen", "omfordelad"))
    parts = [
        kinds["ny"] and count(kinds["ny"], "ny", "nya"),
        replaced and count(replaced, "ersatt", "ersatta"),
        kinds["andrad"] and count(kinds["andrad"], "ändrad", "ändrade"),
        kinds["upphavd"] and count(kinds["upphavd"], "upphävd", "upphävda"),
        kinds["kvar"] and count(kinds["kvar"], "oförändrad", "oförändrade"),
    ]
    return _joined(parts, "inga")


def _joined(parts: Iterable[str | int], otherwise: str) -> str:
    return listed([p for p in parts if isinstance(p, str)]) or otherwise
