"""The geometry of the charts: from labels and values to points and boxes in an SVG's own units. Pure arithmetic."""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass, replace

WIDTH = 640
HEIGHT = 280
LEFT = 64
RIGHT = 16
TOP = 16
BOTTOM = 34
SERIES = 8
CHARACTER = 6.6
# The same in a narrow drawing, whose text is larger.
WIDE_CHARACTER = 12.2


@dataclass(frozen=True)
class Tick:
    """A grid line: its height in the drawing and the value that it stands for."""

    y: float
    value: float


@dataclass(frozen=True)
class Mark:
    """One point or bar. `text` is the axis label, empty where there is no room for it.

    `spare` is a label that goes where the drawing is so narrow that its text has to be larger.
    """

    label: str
    value: float
    x: float
    y: float
    width: float
    height: float
    text: str
    spare: bool = False


@dataclass(frozen=True)
class Row:
    """One lying bar; `share` is its length in percent of the longest."""

    label: str
    value: float
    share: float


@dataclass(frozen=True)
class Rows:
    """A chart of lying bars, for long labels: a list that keeps its own text size, however narrow the page is."""

    marks: list[Row]


@dataclass(frozen=True)
class Slice:
    """One slice of a pie: its SVG path, its share from 0 to 1 and the number of its colour."""

    label: str
    value: float
    path: str
    share: float
    series: int


@dataclass(frozen=True)
class Axes:
    """A line or bar chart, ready to draw. `zero` is the height of the value 0; `line` and `area` are SVG paths."""

    ticks: list[Tick]
    marks: list[Mark]
    zero: float
    line: str = ""
    area: str = ""
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    bottom: int = HEIGHT - BOTTOM


def shorten(label: str, length: int) -> str:
    """The label, cut with an ellipsis when it is longer than `length` characters."""
    return label if len(label) <= length else label[: length - 1].rstrip() + "…"


def scale(values: list[float], steps: int = 4) -> list[float]:
    """Round tick values from the lowest to the highest that take in 0 and all values."""
    low, high = min([0.0, *values]), max([0.0, *values])
    if low == high:
        high = low + 1
    rough = (high - low) / steps
    magnitude = 10 ** math.floor(math.log10(rough))
    step = next(factor * magnitude for factor in (1, 2, 2.5, 5, 10) if factor * magnitude >= rough * 0.999999)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [round(step * number, 10) for number in range(first, last + 1)]


def fits(labels: list[str]) -> bool:
    """Whether all these labels have room under standing bars."""
    slot = (WIDTH - LEFT - RIGHT) / max(len(labels), 1)
    return all(len(one) * CHARACTER <= slot for one in labels)


def bars(labels: list[str], values: list[float]) -> Axes:
    """A standing bar for each value, from the zero line up, or down for a negative one."""
    ticks, height_of = _frame(values)
    zero = height_of(0.0)
    slot = (WIDTH - LEFT - RIGHT) / max(len(values), 1)
    width = min(slot * 0.68, 72.0)
    marks = []
    for number, (label, value) in enumerate(zip(labels, values, strict=True)):
        end = height_of(value)
        centre = LEFT + slot * (number + 0.5)
        marks.append(
            Mark(
                label=label,
                value=value,
                x=round(centre - width / 2, 1),
                y=min(zero, end),
                width=round(width, 1),
                height=round(abs(zero - end), 1),
                text=shorten(label, max(3, int(slot / CHARACTER))),
            )
        )
    return Axes(ticks=ticks, marks=_sparing(marks), zero=zero)


def rows(labels: list[str], values: list[float]) -> Rows:
    """A lying bar for each value that is not negative, one under the other; the largest takes all the room."""
    largest = max([*values, 0.0]) or 1.0
    return Rows([Row(label, value, round(100 * value / largest, 1)) for label, value in zip(labels, values, strict=True)])


def line(labels: list[str], values: list[float]) -> Axes:
    """A point for each value and a line through them; one point alone stands in the middle."""
    ticks, height_of = _frame(values)
    zero = height_of(0.0)
    room = WIDTH - LEFT - RIGHT
    slot = room / max(len(values), 1)
    every = _every(labels, slot)
    marks = [
        Mark(
            label=label,
            value=value,
            x=round(LEFT + slot * (number + 0.5), 1),
            y=height_of(value),
            width=0,
            height=0,
            text="" if number % every else label,
        )
        for number, (label, value) in enumerate(zip(labels, values, strict=True))
    ]
    path = " ".join(f"{'L' if number else 'M'}{mark.x} {mark.y}" for number, mark in enumerate(marks))
    area = f"{path} L{marks[-1].x} {zero} L{marks[0].x} {zero} Z" if len(marks) > 1 else ""
    return Axes(ticks=ticks, marks=_sparing(marks), zero=zero, line=path if len(marks) > 1 else "", area=area)


def pie(labels: list[str], values: list[float], radius: float = 100.0, hole: float = 58.0) -> list[Slice]:
    """The slices of a ring around (0, 0), clockwise from the top. Values that are not above 0 have no slice."""
    total = sum(value for value in values if value > 0)
    slices: list[Slice] = []
    turned = 0.0
    for number, (label, value) in enumerate(zip(labels, values, strict=True)):
        if value <= 0:
            continue
        share = value / total
        path = _ring(turned, min(turned + share, turned + 0.99999), radius, hole)
        slices.append(Slice(label=label, value=value, path=path, share=share, series=number % SERIES + 1))
        turned += share
    return slices


def _frame(values: list[float]) -> tuple[list[Tick], _Height]:
    ticks = scale(values)
    height_of = _Height(ticks[0], ticks[-1])
    return [Tick(y=height_of(value), value=value) for value in ticks], height_of


@dataclass(frozen=True)
class _Height:
    """From a value to a height in the drawing, where down is more."""

    low: float
    high: float

    def __call__(self, value: float) -> float:
        return round(HEIGHT - BOTTOM - (value - self.low) / (self.high - self.low) * (HEIGHT - BOTTOM - TOP), 1)


def _every(labels: list[str], slot: float) -> int:
    """Each how-manieth label has room when those between are left out."""
    longest = max((len(one) for one in labels), default=0) + 1
    return max(1, math.ceil(longest * CHARACTER / slot))


def _sparing(marks: list[Mark]) -> list[Mark]:
    """The marks; where larger labels would run into each other, every second one is spare."""
    shown = [one for one in marks if one.text]
    apart = min((later.x - one.x for one, later in itertools.pairwise(shown)), default=math.inf)
    if all(len(one.text) * WIDE_CHARACTER <= apart for one in shown):
        return marks
    spare = shown[1::2]
    return [replace(one, spare=True) if one in spare else one for one in marks]


def _ring(start: float, end: float, radius: float, hole: float) -> str:
    def point(turn: float, distance: float) -> str:
        angle = 2 * math.pi * turn - math.pi / 2
        return f"{distance * math.cos(angle):.2f} {distance * math.sin(angle):.2f}"

    wide = 1 if end - start > 0.5 else 0
    return (
        f"M{point(start, radius)} A{radius} {radius} 0 {wide} 1 {point(end, radius)} "
        f"L{point(end, hole)} A{hole} {hole} 0 {wide} 0 {point(start, hole)} Z"
    )
