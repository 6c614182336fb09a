"""What the charts of a generated app must show over the records that its tests make: worked out from the spec alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from pydantic import JsonValue

from promptreal.generate.cases import DECIMALS, FEW, Cases, is_plain, ranking
from promptreal.generate.field_view import FieldView
from promptreal.generate.view import AppView, EntityView
from promptreal.spec import Aggregate, Chart, EntityKind, FieldType, Period

_WEEK = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True)
class ChartCase:
    """A chart over three records, the third with another parent: which labels and values it must show.

    `parents` says which variant of the dimension's target each record has, for a chart by reference.
    """

    chart: Chart
    labels: tuple[str, ...]
    values: tuple[float, ...]
    parents: tuple[int, ...] = ()
    parent_field: str = ""
    parent_entity: str = ""


def other_charts(app: AppView, cases: Mapping[str, Cases]) -> list[ChartCase]:
    """Charts that the spec does not have, over what it charts: every way to fold every number by every dimension."""
    found = {}
    for chart in app.spec.charts:
        entity = app.entity(chart.entity)
        dimensions = ["", *[one.name for one in entity.fields if one.spec.type.is_time or one.spec.type in FEW][:3]]
        measures = [one.name for one in entity.fields if one.spec.type.is_number][:2]
        for dimension in dimensions:
            for aggregate in Aggregate:
                for measure in measures if aggregate is not Aggregate.COUNT else [""]:
                    period = chart.period if dimension and entity.field(dimension).spec.type.is_time else Period.MONTH
                    name = "_".join(filter(None, (chart.entity, aggregate.value, measure, "by", dimension, period)))
                    other = chart.model_copy(
                        update={
                            "name": name,
                            "title": name,
                            "dimension": dimension,
                            "through": "",
                            "measure": measure,
                            "aggregate": aggregate,
                            "period": period,
                            "largest": 0,
                            "only": (),
                        }
                    )
                    found[name] = chart_case(app, cases, other)
    return [one for one in found.values() if one is not None]


def chart_case(app: AppView, cases: Mapping[str, Cases], chart: Chart) -> ChartCase | None:
    """What a chart must show over the first three variants of its entity; None where three cannot be made.

    `cases` are the test values of each entity by its name.
    """
    entity = app.entity(chart.entity)
    own = cases[entity.name]
    if not own.several or entity.spec.kind is EntityKind.MARK or chart.only:
        return None
    rows = own.variants[:3]
    if _measures(chart) and any(one.get(chart.measure) is None for one in rows):
        return None
    numbers = [Decimal(str(one[chart.measure])) if _measures(chart) else Decimal(1) for one in rows]
    if not chart.dimension:
        return ChartCase(chart, (chart.title,), (_fold(chart, numbers),))
    if chart.dimension == "created_at":
        return None
    if chart.through:
        return _by_parent(app, cases, chart, entity, entity.field(chart.through), numbers)
    return _by_dimension(app, cases, chart, entity, numbers)


def _by_dimension(
    app: AppView, cases: Mapping[str, Cases], chart: Chart, entity: EntityView, numbers: list[Decimal]
) -> ChartCase | None:
    field = entity.field(chart.dimension)
    rows = Cases(entity).variants[:3]
    if field.is_reference:
        return _by_parent(app, cases, chart, entity, field, numbers)
    if not is_plain(field) or not field.is_kept:
        return None
    if field.spec.type.is_time:
        return _over_time(chart, field, rows, numbers)
    labels = [_label(field, one[field.name]) for one in rows]
    return ChartCase(chart, *_ranked(chart, field, [one[field.name] for one in rows], labels, numbers))


def _by_parent(
    app: AppView,
    cases: Mapping[str, Cases],
    chart: Chart,
    entity: EntityView,
    field: FieldView,
    numbers: list[Decimal],
) -> ChartCase | None:
    target = app.entity(field.spec.target)
    parents = cases[target.name]
    if _measures(chart) and entity.field(chart.measure).is_computed:
        # Another parent gives another value, which the values of three records of one parent do not say.
        return None
    shown = target.field(chart.dimension) if chart.through else target.display
    if not parents.several or target.name == entity.name or field.spec.unique or not is_plain(shown):
        return None
    rows = parents.variants if chart.through else parents.read
    if any(one.get(shown.name) is None for one in rows[:2]):
        return None
    titles = [_label(shown, one[shown.name]) if chart.through else str(one[shown.name]) for one in rows[:2]]
    if len(set(titles)) != len(titles) or target.kind in {"mark", "message"} or parents.references:
        return None
    which = (0, 0, 1)
    groups = {0: numbers[:2], 1: numbers[2:]}
    folded = {number: _fold(chart, group) for number, group in groups.items()}
    ranks = [
        ranking(shown.spec, one[shown.name], lower=False) if chart.through else number
        for number, one in enumerate(rows[:2])
    ]
    order = sorted(groups, key=lambda number: (-folded[number], ranks[number]))[: chart.largest or None]
    return ChartCase(
        chart,
        tuple(titles[number] for number in order),
        tuple(folded[number] for number in order),
        which,
        field.name,
        target.name,
    )


def _over_time(
    chart: Chart, field: FieldView, rows: tuple[dict[str, JsonValue], ...], numbers: list[Decimal]
) -> ChartCase:
    moments = [datetime.fromisoformat(str(row[field.name])) for row in rows]
    groups: dict[str, list[Decimal]] = {}
    for moment, number in sorted(zip(moments, numbers, strict=True)):
        groups.setdefault(_period(chart.period, moment), []).append(number)
    labels = list(groups)
    if chart.aggregate is not Aggregate.AVERAGE:
        labels = _periods(chart.period, min(moments), max(moments))
    elif chart.period is Period.WEEKDAY:
        labels.sort(key=_WEEK.index)
    return ChartCase(chart, tuple(labels), tuple(_fold(chart, groups.get(one, [])) for one in labels))


def _ranked(
    chart: Chart, field: FieldView, keys: list[JsonValue], labels: list[str], numbers: list[Decimal]
) -> tuple[tuple[str, ...], tuple[float, ...]]:
    """Groups by value, the largest first, equals by their value."""
    groups: dict[str, list[Decimal]] = {}
    rank = {}
    for key, label, number in zip(keys, labels, numbers, strict=True):
        groups.setdefault(label, []).append(number)
        rank[label] = ranking(field.spec, key, lower=False)
    order = sorted(groups, key=lambda one: (-_fold(chart, groups[one]), rank[one]))
    order = order[: chart.largest or None]
    return tuple(order), tuple(_fold(chart, groups[one]) for one in order)


def _measures(chart: Chart) -> bool:
    return bool(chart.measure) and chart.aggregate is not Aggregate.COUNT


def _fold(chart: Chart, numbers: list[Decimal]) -> float:
    if not numbers:
        return 0.0
    if not _measures(chart):
        return float(len(numbers))
    total = sum(numbers, Decimal(0))
    return round(float(total / len(numbers) if chart.aggregate is Aggregate.AVERAGE else total), 2)


def _periods(period: Period, first: datetime, last: datetime) -> list[str]:
    """Every label from the first moment to the last: no group is left out of a trend."""
    if period is Period.HOUR:
        return [f"{hour:02d}:00" for hour in range(24)]
    if period is Period.WEEKDAY:
        return list(_WEEK)
    days = (last.date() - first.date()).days
    return list(dict.fromkeys(_period(period, first + timedelta(days=number)) for number in range(days + 1)))


def _period(period: Period, moment: datetime) -> str:
    return {
        Period.HOUR: f"{moment.hour:02d}:00",
        Period.WEEKDAY: _WEEK[moment.weekday()],
        Period.DAY: f"{moment:%Y-%m-%d}",
        Period.WEEK: f"{moment:%G-W%V}",
        Period.QUARTER: f"{moment.year}-Q{(moment.month + 2) // 3}",
        Period.YEAR: f"{moment.year}",
    }.get(period, f"{moment:%Y-%m}")


def _label(field: FieldView, value: JsonValue) -> str:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if field.spec.type is FieldType.MONEY or field.spec.type in DECIMALS:
        return format(Decimal(str(value)).normalize(), "f")
    return str(value)
