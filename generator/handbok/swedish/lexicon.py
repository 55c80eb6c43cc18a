"""What is known of Swedish words in general: base forms (simplemma) and part in compounds (`data/compounding.txt`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType

from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory
from simplemma.strategies.dictionaries.trie_dictionary_factory import TrieDictionaryFactory

from handbok import caches

LANGUAGE = "sv"


@dataclass(frozen=True, slots=True)
class Compounding:
    """Which words may stand last in a compound, and which word is behind each form that stands before another."""

    nouns: frozenset[str]
    adjectives: frozenset[str]
    words: frozenset[str]
    first: Mapping[str, str]
    joined: frozenset[str]  # the words behind those forms


@cache
def inflections() -> Mapping[str, str]:
    """Every inflected form that simplemma knows, with its base form.

    The list takes a second and 150 MB to unpack, so it is kept in the user's cache in a form that can be asked at once.
    """
    kept = caches.folder(f"simplemma-{version('simplemma')}")
    try:
        if kept:
            _keep_in(kept)
            return TrieDictionaryFactory(disk_cache_dir=str(kept)).get_dictionary(LANGUAGE)
    except OSError:  # a full disk
        pass
    return DefaultDictionaryFactory().get_dictionary(LANGUAGE)


def _keep_in(folder: Path) -> None:
    """Sees to it that the folder has the list, and has it whole whoever else is at it."""
    name = f"{LANGUAGE}.dic"
    if not (folder / name).exists():
        with TemporaryDirectory(dir=folder) as unfinished:
            TrieDictionaryFactory(disk_cache_dir=unfinished).get_dictionary(LANGUAGE)
            Path(unfinished, name).replace(folder / name)


@cache
def is_word(word: str) -> bool:
    """Whether the word is known in any form."""
    return word in compounding().words or inflections().get(word) is not None


@cache
def compounding() -> Compounding:
    """The shipped list, read once."""
    text = files("handbok.swedish").joinpath("data/compounding.txt").read_text(encoding="utf-8")

    def read() -> tuple[frozenset[str], frozenset[str], frozenset[str], dict[str, str]]:
        found = read_compounding(text)
        return found.nouns, found.adjectives, found.words, dict(found.first)

    nouns, adjectives, words, first = caches.kept("sammansattningar", text, read)
    return Compounding(nouns, adjectives, words, MappingProxyType(first), frozenset(first.values()))


def read_compounding(text: str) -> Compounding:
    """The list as its header describes it."""
    nouns: set[str] = set()
    adjectives: set[str] = set()
    words: set[str] = set()
    first: dict[str, tuple[tuple[bool, int, bool], str]] = {}
    for line in text.splitlines():
        if line.startswith("#"):
            continue
        word, kinds, *codes = line.split(" ")
        words.add(word)
        if "N" in kinds:
            nouns.add(word)
        if "A" in kinds:
            adjectives.add(word)
        for code in codes:
            lost, gained = int(code[0]), code[1:]
            form = word[: len(word) - lost] + gained
            # Several words can share a form: "arbets" is rather arbete than arbeta, "lek" rather lek than leka.
            rank = (kinds == "-", lost, word.endswith("a"))
            if form not in first or rank < first[form][0]:
                first[form] = (rank, word)
    forms = MappingProxyType({form: word for form, (_, word) in first.items()})
    joined = frozenset(forms.values())
    return Compounding(frozenset(nouns), frozenset(adjectives), frozenset(words), forms, joined)
