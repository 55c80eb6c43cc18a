"""A small bar chart of an indicator over years, as accessible SVG without script. The table beside it says the same."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from handbok.pages.markdown import html

_BAR, _GAP, _HEIGHT, _TOP, _BOTTOM = 44, 20, 96, 18, 18


@dataclass(frozen=True, slots=True)
class Bar:
    """One year's value with its text as written."""

    label: str
    value: Decimal
    shown: str


def bars(title: str, values: list[Bar], target: Decimal | None = None, target_shown: str = "") -> str:
    """The chart as one line of HTML; empty when there are fewer than two values to compare."""
    if len(values) < 2 or min(v.value for v in values) < 0:
        return ""
    highest = max([v.value for v in values] + ([target] if target is not None else [])) or Decimal(1)
    width = len(values) * (_BAR + _GAP) + _GAP
    parts = [_bar(i, v, highest) for i, v in enumerate(values)]
    if target is not None:
        y = _y(target, highest)
        parts.insert(0, f'<line class="hb-mal" x1="0" x2="{width}" y1="{y}" y2="{y}"/>')
    described = ", ".join(f"{v.label}: {v.shown}" for v in values)
    if target is not None:
        described += f"; årsmål {target_shown}"
    total = _TOP + _HEIGHT + _BOTTOM
    caption = f"<figcaption>Streckad linje: årsmålet {html(target_shown)}</figcaption>" if target is not None else ""
    return (
        f'<figure class="hb-stapel"><svg viewBox="0 0 {width} {total}" width="{width}" height="{total}" role="img" '
        f'aria-label="{html(title)}. {html(described)}">{"".join(parts)}</svg>{caption}</figure>'
    )


def _y(value: Decimal, highest: Decimal) -> int:
    return _TOP + round(_HEIGHT * (1 - float(value / highest)))


def _bar(index: int, value: Bar, highest: Decimal) -> str:
    x, y = _GAP + index * (_BAR + _GAP), _y(value.value, highest)
    middle = x + _BAR // 2
    return (
        f'<rect x="{x}" y="{y}" width="{_BAR}" height="{_TOP + _HEIGHT - y}"/>'
        f'<text x="{middle}" y="{y - 5}">{html(value.shown)}</text>'
        f'<text x="{middle}" y="{_TOP + _HEIGHT + 14}">{html(value.label)}</text>'
    )
