"""What the documents say: all of a unit's year, each thing in the document it belongs to and in the order of the real ones."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from handbok.catalog import Catalog
from handbok.documents import all_documents, outline
from handbok.documents.blocks import Document, Heading, Judgement, Note, Table
from handbok.documents.blocks import plain as words
from handbok.editions import Edition
from handbok.figures import with_unit
from handbok.pages.writer import title_of
from tests.documents.reading import EXEMPELSTAD, catalog, editions, folded, texts

REAL = ["2016", "2020", "2022", "2023", "2025"]


def words_of(document: Document) -> str:
    return folded(" ".join(texts(document.blocks)))


def titles(document: Document) -> list[str]:
    return [b.text for b in document.blocks if isinstance(b, Heading)]


def tables(document: Document, caption: str) -> list[Table]:
    return [b for b in document.blocks if isinstance(b, Table) and b.caption == caption]


def units() -> list[tuple[str, str]]:
    return [(name, unit) for name, edition in editions().items() for unit in edition.planer]


def year_of(name: str, unit: str) -> tuple[Edition, list[Document]]:
    edition = editions()[name]
    return edition, [outline(edition, k.unit, k.period) for k in all_documents(edition) if k.unit == unit]


def final(name: str) -> tuple[Edition, str, Document]:
    """A real year's document that its source is: the report, or the plan when there is none."""
    edition = editions()[name]
    last = all_documents(edition)[-1]
    return edition, last.unit, outline(edition, last.unit, last.period)


def test_a_plan_for_each_unit_and_a_report_for_each_follow_up() -> None:
    found = {name: [k.path for k in all_documents(edition)] for name, edition in editions().items()}
    assert found["2023"] == ["planer/familjeenheten/verksamhetsplan", "planer/familjeenheten/vb"]
    assert found["2025"] == ["planer/barnenheten/verksamhetsplan"]
    assert found["exempelstad/2023"] == [f"planer/hemtjanst-norr/{d}" for d in ("verksamhetsplan", "delar", "bokslut")]


@pytest.mark.parametrize(("name", "unit"), units())
def test_goals_stand_in_every_document_in_the_order_of_the_chain(name: str, unit: str) -> None:
    edition, documents = year_of(name, unit)
    wanted = [f"{edition.handbok.niva(g.niva or '').namn}: {title_of(g)}" for g in edition.unit_chain(unit)]
    assert wanted
    for document in documents:
        assert [t for t in titles(document) if t in set(wanted)] == wanted


@pytest.mark.parametrize(("name", "unit"), units())
def test_nothing_of_a_units_year_is_left_out(name: str, unit: str) -> None:
    edition, documents = year_of(name, unit)
    words = " ".join(words_of(d) for d in documents)
    assert [w for w in said(edition, unit) if folded(w) not in words] == []


def said(edition: Edition, unit: str) -> Iterator[str]:
    """Every official name, figure, judgement, date, note and paragraph without links that the unit's year has."""
    signs = {k: i.data.enhet for k, i in edition.catalog.indikatorer.items()}
    for p in (p for p in edition.matningar if p.enhet == unit):
        data, sign = p.data, signs[p.data.indikator]
        yield edition.catalog.indikatorer[data.indikator].data.name_in(edition.year)
        outcomes = data.utfall.values()
        figures = [data.arsmal, data.kf_arsmal, *(f for o in outcomes for f in (o.alla, o.man, o.kvinnor))]
        # Last year's outcome belongs to a report on this year.
        figures += [data.forra_aret] if data.utfall or not edition.reports(unit) else []
        yield from (with_unit(f, sign) for f in figures if f)
        yield from (w for o in outcomes for part in o.delar for w in (part.namn, part.varde))
        yield from (w for o in outcomes for w in plain(o.analys))
        yield from plain(data.kommentar, p.note)
    for a in (a for a in edition.aktiviteter.values() if a.enhet == unit):
        yield a.data.titel
        yield from (day.isoformat() for day in (a.data.start, a.data.slut) if day)
        yield from plain(a.data.avvikelse, *a.data.analys.values(), a.note)
    for f in (f for f in edition.uppfoljningar if f.enhet == unit):
        yield f"Bedömning: {edition.handbok.bedomning(f.data.bedomning).namn}"
        yield from plain(f.note, *(s.text for s in f.sections))
    for s in (s for s in edition.statistik if s.enhet == unit):
        yield s.data.namn
        yield from (with_unit(v, s.data.enhet or "") for v in (s.data.varde, s.data.man, s.data.kvinnor) if v)
        yield from (with_unit(j.varde, s.data.enhet or "") for j in s.data.jamforelser)
        yield from plain(s.data.kommentar, s.note)
    for goal in edition.unit_chain(unit):
        yield from plain(goal.note, *(s.text for s in goal.sections))
    for chapter in (c for c in edition.catalog.avsnitt if (c.ar, c.enhet) == (edition.year, unit)):
        yield chapter.data.titel
        yield from plain(chapter.source.body, chapter.note)
    yield from in_tables(edition, unit)


def in_tables(edition: Edition, unit: str) -> Iterator[str]:
    for e in edition.ekonomi[unit]:
        rows = [r for g in e.data.grupper for r in (*g.rader, g.summa)] + [e.data.netto]
        for row in (r for r in rows if r):
            yield " ".join(w for w in (row.utfall, row.budget, row.avvikelse) if w)
            yield row.namn
            yield from plain(row.kallnotering)
        yield from (e.data.rubrik, *(g.namn for g in e.data.grupper), *plain(e.data.kommentar))
    for k in edition.klagomal[unit]:
        yield k.data.rubrik
        for group in k.data.grupper:
            yield group.namn
            for r in group.rader:
                yield r.kategori
                yield " ".join([*r.antal.values(), r.totalt or ""])
                yield from plain(r.sammanfattning, r.kallnotering)


def plain(*proses: str | None) -> Iterator[str]:
    """The lines of Markdown that have no link to a title."""
    for prose in proses:
        for line in (prose or "").splitlines():
            if "[[" not in line and "](" not in line:
                yield re.sub(r"^\s*(?:\d+\.\s|[-*]\s|\|?[\s|:-]+\|$)", "", line)


@pytest.mark.parametrize("name", REAL)
def test_a_plan_tells_no_outcome_of_its_year(name: str) -> None:
    edition = editions()[name]
    for unit in edition.planer:
        plan = outline(edition, unit)
        assert not [b for b in plan.blocks if isinstance(b, Judgement)]
        assert not [t for t in titles(plan) if t.startswith("Analys")]
        notes = [b for b in plan.blocks if isinstance(b, Note) and b.label.startswith("Källnotering till indikator")]
        assert not notes or not edition.reports(unit)
        for table in tables(plan, "Indikatorer"):
            assert [c.title for c in table.columns] == ["Indikator", "Årsmål", "KF:s årsmål", "Periodicitet"]
        for table in tables(plan, "Aktiviteter"):
            assert [c.title for c in table.columns] == ["Aktivitet", "Startdatum", "Slutdatum"]


def test_a_report_has_the_columns_of_the_real_one() -> None:
    _, _, document = final("2023")
    assert [c.title for c in tables(document, "Indikatorer")[0].columns] == [
        "Indikator", "Periodens utfall", "Utfall män/pojkar", "Utfall kvinnor/flickor", "Utfall VB 2022", "Årsmål",
        "KF:s årsmål", "Period",
    ]  # fmt: skip
    first = tables(document, "Indikatorer")[0].rows[0]
    assert ["".join(i.text for i in cell) for cell in first.cells][1:] == [
        "26,5 %", "24,3 %", "28,9 %", "22,4 %", "22 %", "24 %", "VB 2023",
    ]  # fmt: skip
    assert [c.title for c in tables(document, "Aktiviteter")[0].columns] == [
        "Aktivitet",
        "Startdatum",
        "Slutdatum",
        "Avvikelse",
    ]


@pytest.mark.parametrize(("name", "unit"), units())
def test_a_goal_is_gone_through_in_the_order_of_the_real_documents(name: str, unit: str) -> None:
    """Judgement, the goal's own sections, the analysis, figures, indicators, activities; then the next goal."""
    edition, documents = year_of(name, unit)
    own = [title for level in edition.handbok.malnivaer for title in level.avsnitt]
    order = dict.fromkeys(own, 1) | {title: 2 for title in edition.handbok.avsnitt.uppfoljning if title not in own}
    order |= {"Siffror i texten": 3, "Indikatorer": 4, "Aktiviteter": 5}
    seen = set()
    for document in documents:
        goal, last = 0, 0
        for block in document.blocks:
            if isinstance(block, Heading) and block.listed:
                goal, last = block.level, 0
            called = block.caption if isinstance(block, Table) else ""
            if isinstance(block, Heading) and block.level == goal + 1:
                called = block.text
            rank = 0 if isinstance(block, Judgement) else order.get(called, last)
            assert rank >= last, block
            last = rank
            seen.add(rank)
    assert {1, 4, 5} <= seen


def test_tables_of_economy_and_complaints_stand_in_their_chapters() -> None:
    _, _, document = final("2022")
    listed = [h.text for h in document.headings if h.level <= 2]
    at = listed.index("Uppföljning av ekonomi")
    assert listed[at : at + 4] == [
        "Uppföljning av ekonomi",
        "Analys av resultaträkning – uppföljning av driftbudget",
        "Synpunkter och klagomål",
        "Synpunkter, klagomål, lex Sarah och avvikelser",
    ]


def test_an_interim_report_counts_complaints_so_far() -> None:
    _, documents = year_of("exempelstad/2023", "hemtjanst-norr")
    plan, interim, last = documents
    caption = "Vem hörde av sig?"
    assert not tables(plan, caption)
    assert [c.title for c in tables(interim, caption)[0].columns] == ["Kategori", "Delår"]
    assert [c.title for c in tables(last, caption)[0].columns][:4] == ["Kategori", "Delår", "Bokslut", "Totalt"]


def test_another_municipality_has_its_own_words() -> None:
    _, documents = year_of("exempelstad/2023", "hemtjanst-norr")
    assert [d.title for d in documents] == ["Verksamhetsplan 2023", "Delårsrapport 2023", "Årsbokslut 2023"]
    last = documents[-1]
    assert any(t.startswith("Åtagande: ") for t in titles(last))
    assert "Uppföljning av fullmäktigemål" in titles(last)
    assert {"Vad vi vill uppnå", "Så arbetar vi", "Vad resultatet visar"} <= set(titles(last))
    assert {b.word for b in last.blocks if isinstance(b, Judgement)} <= {"Uppnått", "Delvis uppnått", "Ej uppnått", "Ej bedömt"}
    columns = {c.title for t in tables(last, "Indikatorer") for c in t.columns}
    assert {"Utfall män", "Utfall kvinnor", "Fullmäktiges mål"} <= columns
    assert not re.search(r"kf:s|enhetsmål|uppfylls", " ".join(texts(last.blocks)).lower())


def test_levels_never_skip() -> None:
    for name, unit in units():
        for document in year_of(name, unit)[1]:
            above = 0
            for heading in (b for b in document.blocks if isinstance(b, Heading)):
                assert heading.level <= above + 1, heading
                above = heading.level


def test_a_source_note_stands_where_the_doubt_is() -> None:
    _, _, document = final("2023")
    labels = [b.label for b in document.blocks if isinstance(b, Note)]
    assert any(label.startswith("Källnotering till indikator: ") for label in labels)
    assert "Källnotering" in labels


def test_what_is_of_another_year_stays_out() -> None:
    stad = catalog(EXEMPELSTAD)
    document = outline(Edition(stad, 2024), "hemtjansten")
    assert "2023" not in " ".join(t for t in titles(document))
    with pytest.raises(KeyError):
        outline(Edition(stad, 2024), "hemtjanst-norr")


def test_the_counts_name_the_atgarder_that_they_led_to(stad: Catalog) -> None:
    """The one was done in the year; the other after it, which the year's report cannot know."""
    edition = Edition(stad, 2023)
    report = outline(edition, "hemtjanst-norr", edition.handbok.period("bokslut"))
    (table,) = tables(report, "Vem hörde av sig?")
    told = {words(row.cells[0]): words(row.cells[-1]) for row in table.rows}
    assert told["Kund"].endswith("Åtgärd: Se över tiderna i schemat (klar 2023-11-15)")
    assert told["Närstående"] == "Åtgärd: Byta till lås som öppnas med telefonen (ska vara klar 2023-12-15, exempel)"
