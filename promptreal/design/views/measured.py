"""The charts of what a prompt measures: which field is folded how, and by what."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from promptreal.design.english.wishes import Measure
from promptreal.design.english.words import capital
from promptreal.design.things.sketch import EntityDraft, Sketch
from promptreal.design.views.charts import further
from promptreal.design.views.measures import ALL, MONEY, PERSONNEL, RATES, SPENT, facts_of, is_number
from promptreal.design.views.periods import TIMES, pace, period_of, said
from promptreal.design.views.subjects import subject
from promptreal.spec import Aggregate, ChartKind, EntityKind, Field, FieldType, Period

# "over time" says nothing of how long each step is.
_VAGUELY = frozenset({"time", "date", "period", "season"})


class Figure(NamedTuple):
    """A chart on its way."""

    title: str
    kind: ChartKind
    entity: EntityDraft
    measure: str
    aggregate: Aggregate
    quote: str
    dimension: str = ""
    through: str = ""
    period: Period = Period.MONTH
    largest: int = 0


def figures(sketch: Sketch) -> Iterator[Figure]:
    """The charts of a sketch's measures."""
    for one in sketch.measures:
        facts, fields = _counted(sketch, one)
        if facts is None or facts.kind is EntityKind.MARK:
            continue
        for field in (*fields,) or (None,):
            name = one.title if field is None or one.what not in ALL else f"average {_low(field.label)}"
            rate = field is not None and (one.mean or field.type is FieldType.PERCENT or one.noun in RATES)
            how = Aggregate.COUNT if field is None else Aggregate.AVERAGE if rate else Aggregate.SUM
            for dim in one.dimensions:
                through, by = "", _field(sketch, facts, dim)
                if by is None:
                    through, by = further(sketch, facts, dim)
                if by is None:
                    why = f"{facts.low_many} do not say by which {' '.join(dim)} they are"
                    sketch.left_out.append(f"“{capital(one.title)} by {' '.join(dim)}”: {why}.")
                    continue
                by_what = said(dim[-1]) if dim[-1] in TIMES else f"by {' '.join(dim)}"
                title = name if one.titled else f"{name} {by_what}"
                period = _period(sketch, dim) if by.type.is_time else Period.MONTH
                shape_ = ChartKind.LINE if by.type.is_time and period is not Period.WEEKDAY else ChartKind.BAR
                shape_ = ChartKind(one.kind) if one.kind and not by.type.is_time else shape_
                measure = field.name if field else ""
                figure = Figure(capital(title), shape_, facts, measure, how, one.quote, by.name, through)
                yield figure._replace(period=period, largest=one.most)
            if not one.dimensions and field is not None:
                tile = capital(name if one.mean or rate else f"Total {name}" if "total" not in name.lower() else name)
                yield Figure(tile, ChartKind.NUMBER, facts, field.name, how, one.quote)


def _counted(sketch: Sketch, one: Measure) -> tuple[EntityDraft | None, list[Field]]:
    """The entity of a measure and the fields that are added up; none of these where its records are counted."""
    if one.what in ALL:
        main = sketch.main
        numbers = [field for field in main.fields.values() if field.type.is_number][:2] if main else []
        return (main, numbers) if numbers else (None, [])
    holders = [facts_of(sketch, one), *sketch.records]
    counted = holders[0] is subject(sketch) and not one.mean
    if holders[0] is not None and (one.noun in PERSONNEL or (counted and holders[0].words[-1] == one.noun)):
        return holders[0], []
    wanted = "_".join(one.what)
    for draft in holders:
        for field in draft.fields.values() if draft is not None else ():
            if field.type.is_number and field.name in {wanted, one.noun}:
                return draft, [field]
    facts = holders[0]
    if facts is None or facts.name not in sketch.entities:
        return None, []
    numbers = [field for field in facts.fields.values() if field.type.is_number]
    money = [field for field in numbers if field.type is FieldType.MONEY]
    if one.noun in MONEY | SPENT or (is_number(one.what) and facts.words[-1] != one.noun):
        return (facts, money[:1] or numbers[:1]) if numbers else (None, [])
    return facts, []


def _period(sketch: Sketch, dim: tuple[str, ...]) -> Period:
    """What a figure over time folds by: its own word for it, else how often the whole is looked at."""
    return pace(sketch.reading.kind_text) if dim[-1] in _VAGUELY else period_of(dim[-1])


def _field(sketch: Sketch, facts: EntityDraft, dim: tuple[str, ...]) -> Field | None:
    if dim[-1] in TIMES:
        return next((field for field in facts.fields.values() if field.type.is_time), None)
    other = sketch.find(dim)
    kinds = {FieldType.TEXT, FieldType.IMAGE, FieldType.FILE, FieldType.URL}
    fields = [field for field in facts.fields.values() if field.type not in kinds]
    ends = [one for one in fields if one.name in {"_".join(dim), dim[-1]} or one.name.endswith(f"_{dim[-1]}")]
    targets = [one for one in fields if other is not None and one.target == other.name]
    # A station is known by its code.
    starts = [one for one in fields if one.name.startswith(f"{dim[-1]}_")]
    return next(iter([*ends, *targets, *starts]), None)


def _low(label: str) -> str:
    return label[:1].lower() + label[1:]
