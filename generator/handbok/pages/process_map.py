"""The map of a process: its steps in order as boxes, framed by who takes them, with links; accessible SVG without script.

The flow goes downwards in two columns of 320 units, one drawing each. `assets/handbok.css` sets them side by side where
there is room, and under each other on a phone: text keeps its size, and a frame around consecutive steps of one role shows
where the work changes hands. The page says the same in words below the map.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby

from handbok.pages.markdown import html
from handbok.pages.text_lines import lines

COLUMN, GUTTER = 320, 48
_FRAME, _INDENT, _RIGHT, _PAD = 8, 46, 10, 10  # space in a frame, before a box's text, after it, above and below it
_TITLE, _TITLE_LINE, _TEXT, _TEXT_LINE, _ROW = 15, 20, 14, 18, 26  # sizes of letters and heights of lines
_HEAD, _NEAR, _FAR = 34, 20, 30  # a frame's first line; between boxes in a frame; between frames
_TIP = "l-5-8h10z"


@dataclass(frozen=True, slots=True)
class Link:
    """A text and the address it leads to."""

    text: str
    href: str


@dataclass(frozen=True, slots=True)
class Stop:
    """A box of the map: what it is called and leads to, who takes it ("" without a frame), what belongs to it.

    `notes` are lines of text, shown before the links.
    """

    title: str
    href: str
    role: str = ""
    links: tuple[Link, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Box:
    """A stop with its number and its texts broken into lines."""

    number: int
    stop: Stop
    title: tuple[str, ...]
    notes: tuple[tuple[str, ...], ...]
    links: tuple[tuple[str, ...], ...]

    @property
    def height(self) -> int:
        rows = [*self.notes, *self.links]
        return 2 * _PAD + _TITLE_LINE * len(self.title) + (4 if rows else 0) + sum(map(_row_height, rows))


def process_map(name: str, steps: Sequence[Stop]) -> str:
    """The map of a process as one line of HTML; `name` is the process's title. Empty when it has no steps."""
    return _figure(name, steps, "Steg", "steg", ordered=True)


def overview(name: str, processes: Sequence[Stop]) -> str:
    """The map of all processes, in their order but without arrows: none of them has to end where the next begins."""
    return _figure(name, processes, "Process", "process", ordered=False)


def _figure(name: str, stops: Sequence[Stop], word: str, key: str, *, ordered: bool) -> str:
    if not stops:
        return ""
    boxes = [_box(n, stop) for n, stop in enumerate(stops, 1)]
    first = _half(boxes)
    columns = [_Column(part, word, ordered=ordered) for part in (boxes[:first], boxes[first:]) if part]
    drawn = [_svg(name, column, f"karta-{key}-{i}", word) for i, column in enumerate(columns, 1)]
    if ordered and len(columns) > 1:
        drawn[1:1] = _onward(columns[0], columns[1])
    kind = "hb-karta hb-karta--flode" if ordered else "hb-karta"
    return f'<figure class="{kind}"><div>{"".join(drawn)}</div></figure>'


def _box(number: int, stop: Stop) -> _Box:
    inside = COLUMN - (2 * _FRAME if stop.role else 0)
    room = inside - _INDENT - _RIGHT
    return _Box(
        number,
        stop,
        lines(stop.title, room, _TITLE, bold=True),
        tuple(lines(text, room, _TEXT) for text in stop.notes),
        tuple(lines(link.text, room, _TEXT) for link in stop.links),
    )


def _half(boxes: Sequence[_Box]) -> int:
    """How many boxes stand in the first column, so that the taller of the two is as low as it can be."""
    frame, gap = _HEAD + _FRAME + _FAR, _NEAR
    roles = [box.stop.role for box in boxes]
    begins = [frame if role and role != before else gap for role, before in zip(roles, ["", *roles], strict=False)]
    ends = list(accumulate(box.height + begin for box, begin in zip(boxes, begins, strict=True)))
    again = [frame - begin if role else 0 for role, begin in zip(roles, begins, strict=True)]  # a frame that is cut in two
    cuts = range(1, len(boxes))
    return min(cuts, key=lambda cut: (max(ends[cut - 1], ends[-1] - ends[cut - 1] + again[cut]), -cut), default=1)


def _row_height(text: tuple[str, ...]) -> int:
    return _ROW + _TEXT_LINE * (len(text) - 1)


class _Column:
    """Boxes drawn under each other: the parts of the drawing, its height, and where its last box has its middle."""

    def __init__(self, boxes: Sequence[_Box], word: str, *, ordered: bool) -> None:
        self.first, self.last = boxes[0].number, boxes[-1].number
        self.parts: list[str] = []
        self.height = self.middle = 0
        self._word, self._ordered = word, ordered
        for role, group in groupby(boxes, key=lambda box: box.stop.role):
            if self.height:
                self._gap(_FAR if ordered else _NEAR // 2)
            alike = list(group)
            if role:
                self._framed(role, alike)
            else:
                self._plain(alike)
        self.height += 1  # the last line is as thick as the others

    def _gap(self, size: int) -> None:
        """Space before what comes next, with an arrow when one leads to the other."""
        if self._ordered:
            start = self.height - (_FRAME if size == _FAR else 0)
            self.parts.append(_arrow(COLUMN // 2, start, self.height + size))
        self.height += size

    def _plain(self, boxes: Sequence[_Box]) -> None:
        for i, box in enumerate(boxes):
            if i:
                self._gap(_NEAR if self._ordered else _NEAR // 2)
            self._draw(box, 1, COLUMN - 2)

    def _framed(self, role: str, boxes: Sequence[_Box]) -> None:
        text = lines(role, COLUMN - 2 * _FRAME - 34, _TEXT, bold=True)
        head = _HEAD + _TEXT_LINE * (len(text) - 1)
        between = _NEAR * (len(boxes) - 1)
        size = head + sum(box.height for box in boxes) + between + _FRAME
        top = self.height
        self.parts.append(f'<rect class="ram" x="1" y="{top + 1}" width="{COLUMN - 2}" height="{size - 1}" rx="8"/>')
        self.parts.append(f'<path class="ikon" d="M20 {top + 17}a4 4 0 1 1 .1 0zM13 {top + 26}a7 6 0 0 1 14 0z"/>')
        self.parts.append(_text(text, 36, top + 23, _TEXT_LINE, "roll"))
        self.height += head
        for i, box in enumerate(boxes):
            if i:
                self._gap(_NEAR)
            self._draw(box, _FRAME, COLUMN - 2 * _FRAME)
        self.height += _FRAME

    def _draw(self, box: _Box, x: int, width: int) -> None:
        y, stop = self.height, box.stop
        middle = y + _PAD + _TITLE_LINE // 2
        self.parts.append(
            f'<a href="{html(stop.href)}" aria-label="{self._word} {box.number}: {html(stop.title)}">'
            f'<rect class="ruta" x="{x}" y="{y}" width="{width}" height="{box.height}" rx="5"/>'
            f'<circle cx="{x + 23}" cy="{middle}" r="13"/><text class="nr" x="{x + 23}" y="{middle + 5}">{box.number}</text>'
            f"{_text(box.title, x + _INDENT, middle + 5, _TITLE_LINE, 'titel')}</a>"
        )
        top = y + _PAD + _TITLE_LINE * len(box.title) + 4
        for note in box.notes:
            self.parts.append(_text(note, x + _INDENT, top + 17, _TEXT_LINE))
            top += _row_height(note)
        for link, shown in zip(stop.links, box.links, strict=True):
            self.parts.append(_row(link, shown, x, top, width))
            top += _row_height(shown)
        self.height += box.height
        self.middle = y + box.height // 2


def _row(link: Link, shown: tuple[str, ...], x: int, y: int, width: int) -> str:
    """A link of a box on a line or more of its own, with a surface that a thumb finds."""
    name = f' aria-label="{html(link.text)}"' if len(shown) > 1 else ""
    return (
        f'<a href="{html(link.href)}"{name}>'
        f'<rect class="yta" x="{x + 10}" y="{y}" width="{width - 14}" height="{_row_height(shown)}" rx="3"/>'
        f'<path class="ikon" d="M{x + 19} {y + 6}h5l4 4v9h-9z"/>{_text(shown, x + _INDENT, y + 17, _TEXT_LINE)}</a>'
    )


def _text(shown: tuple[str, ...], x: int, y: int, height: int, kind: str = "") -> str:
    """Lines of text; `y` is where the first one stands."""
    more = "".join(f'<tspan x="{x}" dy="{height}">{html(line)}</tspan>' for line in shown[1:])
    marked = f' class="{kind}"' if kind else ""
    return f'<text{marked} x="{x}" y="{y}">{html(shown[0])}{more}</text>'


def _arrow(x: int, start: int, end: int) -> str:
    return f'<path class="pil" d="M{x} {start}V{end - 8}M{x} {end}{_TIP}"/>'


def _svg(name: str, column: _Column, key: str, word: str) -> str:
    """A column as a drawing with a name, a description and links in reading order."""
    which = f"{word} {column.first}" + (f" till {column.last}" if column.last > column.first else "")
    return (
        f'<svg viewBox="0 0 {COLUMN} {column.height}" role="group" aria-labelledby="{key} {key}-om">'
        f'<title id="{key}">Karta: {html(name)}. {which}</title>'
        f'<desc id="{key}-om">Samma sak står i text efter kartan.</desc>{"".join(column.parts)}</svg>'
    )


def _onward(first: _Column, second: _Column) -> Iterator[str]:
    """The arrow from one column to the next: downwards when they stand under each other, else up to the second's top."""
    yield f'<svg class="ned" viewBox="0 0 {COLUMN} {_FAR}" aria-hidden="true">{_arrow(COLUMN // 2, 0, _FAR)}</svg>'
    height, half, top = max(first.height, second.height), GUTTER // 2, _HEAD // 2
    yield (
        f'<svg class="over" viewBox="0 0 {GUTTER} {height}" aria-hidden="true"><path class="linje" '
        f'd="M0 {first.middle}H{half}V{top}H{GUTTER - 8}"/><path class="pil" d="M{GUTTER} {top}l-8-5v10z"/></svg>'
    )
