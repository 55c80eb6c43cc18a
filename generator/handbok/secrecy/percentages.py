"""What percentages tell of the counts behind them.

A percentage of a known whole is a count in another form: 42,5 % of 40 is 17. Two decimals tell even the whole: 68,18 % of
all, 66,67 % of the boys and 70 % of the girls are 15 of 22, 8 of 12 and 7 of 10, and nothing else with fewer than 44. What
is rounded is known to half a unit of its last decimal, and rounding half up and half to even are both allowed for.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache
from math import gcd

from handbok.secrecy.tables import Cell, Key, Share, Sum, Table

_PERCENT = re.compile(r"(\d{1,3})(?:[.,](\d{1,6}))?\s?(?:%|procent)?\.?")
LARGEST = 200
"""Up to so many persons in all, counts behind a split are looked for; beyond, two decimals fit by chance."""


@dataclass(frozen=True)
class Percent:
    """A percentage as printed: what it was rounded from lies from `low` to `high`, as a share of 1."""

    low: Fraction
    high: Fraction
    decimals: int

    def counts(self, whole: int) -> range:
        """The counts of that many that the percentage can stand for."""
        low, of_low, high, of_high = self._ratios
        return range(max(0, -(-low * whole // of_low)), min(whole, high * whole // of_high) + 1)

    @cached_property
    def _ratios(self) -> tuple[int, int, int, int]:
        """The bounds in whole numbers: they are asked for some hundred thousand times, and fractions are slow."""
        return *self.low.as_integer_ratio(), *self.high.as_integer_ratio()


def read(figure: str | None, decimals: int = 0) -> Percent | None:
    """The percentage that a figure such as "42,5 %", "68,18" or "100 procent" states; None for other text and above 100.

    A bare number is taken for a percentage: the caller knows the unit. `decimals` is how many it was rounded to at least,
    known from figures beside it: "70 %" beside "66,67 %" is 70,00. Rough words ("ca 40 %") give None: nothing exact is said.
    """
    match = _PERCENT.fullmatch((figure or "").replace("\u00a0", " ").replace("\u202f", " ").strip().lower())
    if not match:
        return None
    written = match[2] or ""
    value = Fraction(int(match[1] + written), 10 ** len(written))
    if value > 100:
        return None
    finest = max(decimals, len(written))
    half = Fraction(1, 2 * 10**finest)
    return Percent((value - half) / 100, (value + half) / 100, finest)


def share(key: Key, figure: str, part: Key, whole: Key) -> Share | None:
    """The figure as a tie between two cells of a table; None when it is no exact percentage."""
    percent = read(figure)
    return Share(key, part, whole, max(percent.low, Fraction(0)), min(percent.high, Fraction(1))) if percent else None


def of_whole(key: Key, figure: str, whole: Cell) -> Table:
    """A printed percentage of a known whole, with the counts that it gives away: those in it and those not.

    They get the keys (*key, "del") and (*key, "rest") and are not printed; a small one of them hides the percentage.
    """
    part, rest = Cell((*key, "del"), None, whole.sensitive), Cell((*key, "rest"), None, whole.sensitive)
    tie = share(key, figure, part.key, whole.key)
    if tie is None:
        return Table((whole,))
    return Table((whole, part, rest), (Sum(whole.key, (part.key, rest.key)),), (tie,))


def reveals_small(percent: Percent, whole: int, threshold: int = 5) -> bool:
    """Whether the percentage of so many says that those who are in it, or those who are not, are 1 to threshold − 1."""
    counts = percent.counts(whole)
    return bool(counts) and (_all_small(counts, threshold) or _all_small([whole - count for count in counts], threshold))


def _all_small(counts: range | list[int], threshold: int) -> bool:
    return all(0 < count < threshold for count in counts)


@dataclass(frozen=True, slots=True, order=True)
class Split:
    """Counts that can stand behind a split by sex: `man` of `man_of`, `kvinnor` of `kvinnor_of`."""

    total: int
    man: int
    man_of: int
    kvinnor: int
    kvinnor_of: int

    @property
    def cells(self) -> tuple[int, int, int, int]:
        """Men in and not in it, women in and not in it."""
        return self.man, self.man_of - self.man, self.kvinnor, self.kvinnor_of - self.kvinnor


def splits(alla: str | None, man: str | None, kvinnor: str | None, largest: int = LARGEST) -> tuple[Split, ...]:
    """The counts that fit the three percentages, the fewest persons first, without multiples of fewer.

    Empty when a percentage is missing or not exact, when two are equal (then they say nothing of how many each are) or when
    nothing fits with up to `largest` persons.
    """
    finest = max((p.decimals for p in map(read, (alla, man, kvinnor)) if p), default=0)
    everyone, men, women = (read(figure, finest) for figure in (alla, man, kvinnor))
    if everyone is None or men is None or women is None or men == women:
        return ()
    found = {
        Split(men_of + women_of, in_men, men_of, in_women, women_of)
        for (in_men, men_of), (in_women, women_of) in itertools.product(_fitting(men, largest), _fitting(women, largest))
        if men_of + women_of <= largest and in_men + in_women in everyone.counts(men_of + women_of)
    }
    return tuple(sorted(split for split in found if not any(fewer in found for fewer in _fractions(split))))


@lru_cache(maxsize=4096)  # the same percentages stand in many places
def _fitting(percent: Percent, largest: int) -> tuple[tuple[int, int], ...]:
    return tuple((count, whole) for whole in range(1, largest) for count in percent.counts(whole))


def _fractions(split: Split) -> Iterator[Split]:
    """The splits that this one is a multiple of."""
    numbers = (split.total, split.man, split.man_of, split.kvinnor, split.kvinnor_of)
    common = gcd(*numbers)
    return (Split(*(number // times for number in numbers)) for times in range(2, common + 1) if common % times == 0)


def split_reveals(
    alla: str | None, man: str | None, kvinnor: str | None, threshold: int = 5, largest: int = LARGEST
) -> Split | None:
    """The counts behind a split by sex, when the percentages give them away and one of them is small; else None.

    They are given away when at most two solutions fit and both have the same cell small: with many solutions any would fit
    by chance. Then the percentages of men and of women are both to be left out, since each follows from the other and all.
    """
    solutions = splits(alla, man, kvinnor, largest)
    if not 1 <= len(solutions) <= 2:
        return None
    by_cell = zip(*(s.cells for s in solutions), strict=True)
    return solutions[0] if any(_all_small(list(values), threshold) for values in by_cell) else None


def split_may_be_shown(man: int | None, kvinnor: int | None, threshold: int = 5) -> bool:
    """Whether figures may be split by sex at all: not when one sex is so few that a figure for it is a figure for persons.

    None is an unknown number; then nothing is decided here.
    """
    return not any(count is not None and 0 < count < threshold for count in (man, kvinnor))
