from __future__ import annotations

from handbok.search.published import Section, read


def page(article: str, **labels: str) -> str:
    metas = "".join(f'<meta name="handbok:{name}" content="{value}">' for name, value in labels.items())
    return f"<html><head><title>x</title>{metas}</head><body><article>{article}</article><p>Sidfot</p></body></html>"


RUTIN = (
    '<nav>Start</nav><h1 id="sip">Plan (<abbr title="Samordnad">SIP</abbr>)<a class="headerlink" href="#sip">&para;</a></h1>'
    '<p class="hb-meta">Version 3</p><p>Först &amp; sist.</p>'
    '<h2 id="gor">Gör så här<a class="headerlink" href="#gor">&para;</a></h2><ol><li>Ring.</li><li>Skriv</li></ol>'
    '<h2 id="se">Se även</h2><ul><li><a href="../lus/">Utskrivning</a></li></ul>'
)


def test_a_page_is_its_title_its_sections_and_its_labels() -> None:
    (entry,) = read(page(RUTIN, slag="Rutin", status="G&auml;ller"), "rutiner/sip/")
    assert (entry.address, entry.title, entry.kind) == ("rutiner/sip/", "Plan (SIP)", "Rutin")
    assert entry.labels == {"slag": "Rutin", "status": "Gäller"}
    assert entry.sections == (
        Section("", "", "Först & sist."),
        Section("gor", "Gör så här", "Ring. Skriv"),
        Section("se", "Se även", "Utskrivning", links=True),
    )


def test_the_words_of_other_pages_are_not_the_page_s_own() -> None:
    (entry,) = read(page(RUTIN, slag="Rutin"), "rutiner/sip/")
    assert "Utskrivning" not in entry.text
    assert "Ring." in entry.text


def test_a_page_that_does_not_say_what_it_is_is_not_searched() -> None:
    assert read(page(RUTIN), "a-o/") == ()
    assert read('<html><meta name="handbok:slag" content="Rutin"></html>', "x/") == ()


def test_each_word_of_the_glossary_is_found_by_itself() -> None:
    words = '<h1 id="ordlista">Ordlista</h1><h2 id="apt">APT</h2><p>Möte.</p><h2 id="sip">SIP</h2><p>Plan.</p>'
    found = read(page(words, slag="Ord"), "ordlista/")
    assert [(e.address, e.title, e.text.strip()) for e in found] == [
        ("ordlista/#apt", "APT", "Möte."),
        ("ordlista/#sip", "SIP", "Plan."),
    ]


def test_a_page_that_lists_others_is_found_by_what_it_says_before_its_lists() -> None:
    (entry,) = read(
        page('<h1 id="r">Roller</h1><p>Välj din roll.</p><h2 id="b">B</h2><p>Boende</p>', slag="Översikt"), "roller/"
    )
    assert (entry.title, entry.text.strip()) == ("Roller", "Välj din roll.")


def test_drawings_scripts_and_marks_are_not_text() -> None:
    body = '<h1 id="a">A</h1><svg><text>77</text></svg><script>let x</script><p>Kvar<span>sittning</span></p>'
    (entry,) = read(page(body, slag="Mål"), "a/")
    assert entry.text.strip() == "Kvarsittning"
