"""Personnummer and the like, addresses, telephones and names. Every number here is made from the rules of the check digit.

Birth numbers are 980–999, the series that libraries' own tests use; nobody's number is written down here.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbok.secrecy.identities import Found, find, vocabulary_of

ROOT = Path(__file__).parent.parent.parent


def check_digit(nine: str) -> str:
    """Luhn's, by its table of doubled digits; the product adds the digits of products."""
    doubled = [0, 2, 4, 6, 8, 1, 3, 5, 7, 9]
    total = sum(doubled[int(d)] if i % 2 == 0 else int(d) for i, d in enumerate(nine))
    return str((10 - total % 10) % 10)


def kinds(text: str, vocabulary: tuple[str, ...] = ()) -> list[tuple[str, str, str]]:
    return [(f.kind, f.certainty, text[f.start : f.end]) for f in find(text, vocabulary_of(vocabulary))]


DAYS = st.dates(date(1900, 1, 1), date(2029, 12, 31))
BIRTH_NUMBERS = st.integers(980, 999)
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
FORMS = [
    *("{short}-{last}", "{short}+{last}", "{short}{last}", "{long}-{last}", "{long}+{last}", "{long}{last}"),
    *(
        "{short} {last}",
        "{long} {last}",
        "{short} - {last}",
        "{short}–{last}",
        "{short} – {last}",
        "{short}−{last}",
        "{long}‑{last}",
    ),
    *("{short}\u00a0{last}", "{short}\u202f{last}", "{short}\u00ad-{last}", "{short}&#8209;{last}", "{short}&nbsp;{last}"),
    *("**{short}**-{last}", "{short}\\-{last}", "{century} {short}-{last}", "{iso}-{last}", "{iso}+{last}"),
]
SURROUNDINGS = ["{}", "Barnet ({}) är placerat.", "pnr:{}", "född {}, flyttad", "| {} |", "Se {}."]


@given(DAYS, BIRTH_NUMBERS, st.booleans(), st.sampled_from(FORMS), st.booleans(), st.sampled_from(SURROUNDINGS))
def test_every_number_in_every_form_is_found_with_certainty(
    day: date, birth: int, coordination: bool, form: str, wide: bool, around: str
) -> None:
    parts = written(day, birth, coordination=coordination)
    number = form.format(**parts).translate(FULL_WIDTH if wide and "&" not in form else {})
    text = around.format(number)
    kind = "samordningsnummer" if coordination else "personnummer"
    found = [f for f in find(text) if f.kind == kind]
    assert [f.certainty for f in found] == ["sure"]
    assert text[found[0].start : found[0].end].strip("*") == number.strip("*")


@given(
    DAYS, BIRTH_NUMBERS, st.booleans(), st.sampled_from(["{short}-{last}", "{long}-{last}", "{long}{last}"]), st.integers(1, 9)
)
def test_a_wrong_check_digit_leaves_only_the_shape(day: date, birth: int, coordination: bool, form: str, wrong: int) -> None:
    parts = written(day, birth, coordination=coordination)
    parts["last"] = parts["last"][:3] + str((int(parts["last"][3]) + wrong) % 10)
    assert [c for _, c, _ in kinds(form.format(**parts))] == ["shape"]


def written(day: date, birth: int, *, coordination: bool) -> dict[str, str]:
    month_day = f"{day:%m}{day.day + 60 * coordination:02}"
    short = f"{day:%y}{month_day}"
    last = f"{birth}{check_digit(f'{short}{birth}')}"
    iso = f"{day:%Y}-{month_day[:2]}-{month_day[2:]}"
    return {"short": short, "long": f"{day:%Y}"[:2] + short, "century": f"{day:%Y}"[:2], "last": last, "iso": iso}


@pytest.mark.parametrize(
    "text",
    [
        *("diarienummer 1.2.1-123/2023", "dnr VON 2023/0123-4567", "2022–2023", "2022-01-01 – 2022-12-31", "2022-01-01 - 2023"),
        *("212000-0142", "556036-0793", "16212000-0142", "20 230 101", "2 023 010", "1 984 ärenden", "tel 0812121234"),
        *(
            "08-508 22 000",
            "växel 08-50822000",
            "111, 112 och 113",
            "2023-13-45",
            "20220101–20221231",
            "230229-9801",
            "SOSFS 2011:9",
        ),
        *(
            "HSLF-FS 2023:27",
            "2021-12-17 09:00",
            "uuid 0c850709-9805-4e7e-bb59-1f156a591763",
            "3,141592653589",
            "850709.9805,5",
        ),
        *("socialtjänstlagen (2025:400)", "bankgiro 5050-1055", "4306 2022 1784 2023", "850709-98055", "8507099805123"),
    ],
)
def test_other_numbers_are_no_false_alarms(text: str) -> None:
    assert not find(text)


def test_ten_digits_with_a_wrong_check_digit_that_begin_with_zero_are_no_shape() -> None:
    assert kinds("0101019801") == []
    assert kinds("0101019800") == [("personnummer", "sure", "0101019800")]
    assert kinds("Tel: 0101019800") == []


def test_a_date_and_a_time_that_pass_by_chance_are_only_a_shape() -> None:
    assert [c for _, c, _ in kinds("2023-05-12 1415")] in ([], ["shape"])
    assert {c for hour in range(24) for minute in range(60) for _, c, _ in kinds(f"2023-05-12 {hour:02}{minute:02}")} == {
        "shape"
    }


def test_reserve_numbers_with_a_letter() -> None:
    number = f"850709-T98{check_digit('850709198')}"
    assert kinds(number) == [("reservnummer", "sure", number)]
    assert kinds("851309-T980") == []


def test_places_are_those_of_the_text_as_written() -> None:
    text = "a&nbsp;\u00ad 850709-9805 b"
    (found,) = find(text)
    assert text[found.start : found.end] == "850709-9805"


def test_a_finding_does_not_carry_the_number() -> None:
    assert not any(isinstance(getattr(Found(0, 1, "namn", "shape"), name), str) and "9805" in name for name in Found.__slots__)
    assert "9805" not in repr(find("850709-9805"))


# --- Addresses and telephones ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("fornamn.efternamn@kommunen.example", "sure"),
        ("anna-karin.ek2@kommunen.example", "sure"),
        ("anna@kommunen.example", "shape"),
        ("abc123@kommunen.example", "shape"),
        *(
            (f"{box}@kommunen.example", None)
            for box in ("registrator", "info", "socialtjanst", "registrator.hal", "redaktion", "familj-enhet")
        ),
        ("hagersten.alvsjo@kommunen.example", None),  # a place in the vocabulary
        ("se @kommunen och [[roll:enhetschef]]", None),
    ],
)
def test_addresses_of_persons_and_of_functions(text: str, expected: str | None) -> None:
    found = kinds(f"Skriv till {text}.", ("Hägersten-Älvsjö stadsdelsförvaltning", "Hägersten", "Älvsjö"))
    assert [(k, c) for k, c, _ in found] == ([("e-post", expected)] if expected else [])


def test_function_words_are_the_callers_to_choose() -> None:
    assert not find("lots@kommunen.example", functions={"lots"})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *(
            (f"Ring {number}", "sure")
            for number in ("070-123 45 67", "0701-23 45 67", "+46 70 123 45 67", "0046701234567", "070 123 45 67")
        ),
        ("Jourtelefon 070-123 45 67", "shape"),
        ("enhetens mobil: 070-123 45 67", "shape"),
        ("Växel 08-508 22 000", None),
        ("Kim Ek, 08-508 22 001", "shape"),
        ("Kim Ek\n\nVäxel 08-508 22 000", None),
        ("08–12 och 13–16", None),
        ("070 kronor 12", None),
    ],
)
def test_telephones(text: str, expected: str | None) -> None:
    assert [(k, c) for k, c, _ in kinds(text)] == ([("telefon", expected)] if expected else [])


# --- Names -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Igår placerades Kim Påhittad hos sin mormor.", "Kim Påhittad"),
        ("Modern, Eva von Påhitt, har klagat.", "Eva von Påhitt"),
        ("Sara Påhittad är vårdnadshavaren.", "Sara Påhittad"),
        ("Pojken Kevin blev hemma.", "Kevin"),
        ("- flickan som heter Alma", "Alma"),
        ("Ärendet gäller Ali-Reza Påhittad.", "Ali-Reza Påhittad"),
    ],
)
def test_a_name_beside_a_case_word(text: str, name: str) -> None:
    assert kinds(text) == [("namn", "shape", name)]


@pytest.mark.parametrize(
    "text",
    [
        "Igår kom Kim Påhittad till kontoret.",  # no case word: names of officials are public
        "Barnet fick Samordnad Plan från Region Stockholm.",
        "Klienten kan få Signs of Safety.",
        "Barnet Skolfam",
        "Ärendet hör till Familjerätt Sydväst.",
        "Sydväst handlägger. Enligt Skolfam är barnet nöjt.",
        "Rinkeby-Kistas ärende. Placerade i Hägersten-Älvsjö Stadsdel.",
        "[[rutin:sip|Samordnad Plan]] för barnet",
    ],
)
def test_known_words_and_ordinary_sentences_are_no_names(text: str) -> None:
    known = (
        "Samordnad Plan",
        "Region Stockholm",
        "Signs of Safety",
        "Skolfam",
        "Familjerätt Sydväst",
        "Hägersten-Älvsjö Stadsdel",
    )
    assert kinds(text, (*known, "Rinkeby-Kista", "Hägersten", "Älvsjö", "Rinkeby", "Kista")) == []


def test_the_real_content_gives_no_false_alarm() -> None:
    """Not one finding, fault or warning, when the handbook's own names are known."""
    files = sorted(p for p in (ROOT / "content").rglob("*") if p.suffix in (".md", ".yml"))
    texts = [p.read_text(encoding="utf-8") for p in files]
    titles = [line.partition(":")[2] for text in texts for line in text.split("\n") if line.lstrip(" -").startswith(TITLES)]
    known = vocabulary_of(titles)
    assert files
    assert [(p.name, f) for p, text in zip(files, texts, strict=True) for f in find(text, known)] == []


TITLES = ("namn:", "titel:", "term:", "forkortningar:", "rubrik:", "kategori:")


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=80))
def test_no_text_is_too_odd(text: str) -> None:
    for found in find(text):
        assert 0 <= found.start < found.end <= len(text)
