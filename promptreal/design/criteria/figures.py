"""Checks of what is computed: filters, charts and reports."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from pydantic import JsonValue

from promptreal import surface
from promptreal.design.criteria.records import equals
from promptreal.design.criteria.scene import Made, Scene, can_be_made, marker_field, search_field
from promptreal.design.things.examples import carries_marker, example_value, marker
from promptreal.spec import (
    Aggregate,
    AppSpec,
    Chart,
    ChartKind,
    Entity,
    Field,
    FieldType,
    Filter,
    JsonExpectation,
    Report,
)

_EXACT = frozenset(
    {FieldType.STRING, FieldType.TEXT, FieldType.EMAIL, FieldType.PHONE, FieldType.URL, FieldType.REFERENCE}
)
# Far from any sample data, and one year for each number, so that a range holds only what the check made.
_FIRST_YEAR = 2100

_Values = dict[str, JsonValue]


@dataclass(frozen=True)
class Apart:
    """How a check's records are told from all others: the values that they share, and the query that finds them."""

    values: dict[str, JsonValue] = field(default_factory=dict)
    query: dict[str, str] = field(default_factory=dict)


# What a reader of the answer's text finds words in.
TEXT_FORMATS = frozenset({"html", "csv", "json"})


def narrows(scene: Scene, one: Filter) -> bool:
    """Of two records that differ in the field, the filter leaves the one and not the other."""
    entity = scene.spec.entity(one.entity)
    watched = {field.name for field in entity.fields if field.condition is not None}
    # What is worked out at the moment of reading is no value that a check could choose: it has a check of its own.
    if not can_be_made(scene.spec, entity) or one.field in watched:
        return False
    if one.field == "created_at":
        return _narrows_by_creation(scene, entity)
    column = entity.field(one.field)
    if column.formula:
        return _narrows_by_what_is_worked_out(scene, entity, column)
    pair = _two_values(scene, column)
    if pair is None:
        return False
    wanted_value, other_value = pair
    query = _query(column, wanted_value)
    group = scene.group()
    searched = search_field(entity)
    if searched is None or searched.name == column.name:
        return _narrows_by_count(scene, entity, column, pair)
    wanted = scene.create(entity, "wanted", {column.name: wanted_value}, group=group)
    other = scene.create(entity, "other", {column.name: other_value}, group=group)
    query = {"q": wanted.head, **query}
    scene.ask(surface.api_collection(entity), query=query, expect=(_one(wanted),))
    if column.type.is_number or column.type.is_time:
        # One record at either side of the range shows that both of its ends count.
        opposite = {"q": wanted.head, **_query(column, other_value)}
        scene.ask(surface.api_collection(entity), query=opposite, expect=(_one(other),))
    if scene.pages:
        scene.ask(surface.list_page(entity), query=query, contains=wanted.in_list, lacks=(other.link,))
    return True


def figures(scene: Scene, chart: Chart) -> bool:
    """The chart's figures are those of the records that were made for it."""
    entity = scene.spec.entity(chart.entity)
    if not can_be_made(scene.spec, entity):
        return False
    if chart.only:
        # Which records count is worked out: the chart is there, and takes what narrows it.
        scene.ask(surface.api_chart(chart), expect=(equals("title", chart.title),))
        return True
    apart = _apart(scene, entity, avoid=(chart.dimension, chart.measure))
    # Two records of one check may refer to different things, whose averages are then two figures.
    if apart is None or (chart.through and chart.aggregate is Aggregate.AVERAGE):
        return _grows(scene, chart, entity)
    (same, other), labels = _two_labels(scene, chart, entity)
    overrides = [{**apart.values, **label} for label in (same, same, other)]
    if not other and chart.kind is not ChartKind.NUMBER:
        return _adds_up(scene, chart, entity, apart)
    if chart.kind is ChartKind.NUMBER:
        overrides = overrides[:2]
    made = [scene.create(entity, f"record{i}", values) for i, values in enumerate(overrides, start=1)]
    if not _known(scene, chart, made):
        return False
    amounts = [_amount(chart, one.values) for one in made]
    expect = [equals("title", chart.title)]
    if chart.kind is ChartKind.NUMBER:
        expect.append(_sums_to("values", _fold(chart, amounts)))
    else:
        folded = [_fold(chart, amounts[:2]), _fold(chart, amounts[2:])]
        expect += [_sums_to("values", str(sum(map(Decimal, folded))))]
        for label, terms in zip(labels, folded, strict=True):
            if label:
                value: JsonValue = {"label": label, "terms": terms}
                expect.append(JsonExpectation(path="", op="figure", value=value))
            else:
                expect.append(JsonExpectation(path="values", op="contains", value=terms))
    scene.ask(surface.api_chart(chart), query=apart.query, expect=tuple(expect))
    return True


def _adds_up(scene: Scene, chart: Chart, entity: Entity, apart: Apart) -> bool:
    """A chart over time: two records of one moment fold into one figure, and nothing else is in the range."""
    made = [scene.create(entity, name, apart.values) for name in ("record1", "record2")]
    moment = apart.values.get(chart.dimension) or made[0].values.get(chart.dimension)
    if chart.dimension != "created_at" and moment != made[1].values.get(chart.dimension):
        made.pop()
        scene.steps.pop()
    if not _known(scene, chart, made):
        return False
    amounts = [_amount(chart, one.values) for one in made]
    expect = (equals("title", chart.title), _sums_to("values", _fold(chart, amounts)))
    scene.ask(surface.api_chart(chart), query=apart.query, expect=expect)
    return True


def reports(scene: Scene, report: Report) -> bool:
    """The report holds the record that was made for it, in the section where it belongs, and only there."""
    entity = scene.spec.entity(report.entity)
    path = surface.report_page(report)
    charts = [one for one in scene.spec.charts if one.name in report.sections]
    formats = formats_of(scene.spec, report)
    if scene.pages:
        scene.ask(path, contains=(report.title,))
    if "records" in report.sections and can_be_made(scene.spec, entity):
        apart = _apart(scene, entity) or Apart()
        listed = _listed_fields(scene, entity)
        carrier = marker_field(entity)
        elsewhere: dict[str, JsonValue] = {
            one.name: "Elsewhere"[: one.max_length] for one in listed if one != carrier and not one.unique
        }
        made = scene.create(entity, "made", {**elsewhere, **apart.values})
        for kind in formats:
            query = {"format": kind, "sections": "records", **apart.query}
            # A page may show the first records only; without a way to narrow it, only the files must hold them all.
            read = kind in TEXT_FORMATS and (apart.query or kind != "html")
            shown = (made.tail,) if made.tail and read else ()
            scene.ask(path, query=query, contains=shown)
        if "summary" in report.sections and made.tail and not any(one == carrier or one.unique for one in listed):
            scene.ask(path, query={"format": formats[0], "sections": "summary"}, lacks=(made.tail,))
    for chart in charts[:1]:
        scene.ask(path, query={"format": formats[0], "sections": chart.name}, contains=(chart.title,))
    if not scene.steps:
        scene.ask(path, query={"format": formats[0]})
    return True


def _listed_fields(scene: Scene, entity: Entity) -> list[Field]:
    """The fields whose values a page lists to choose from, whatever the report holds."""
    names = {one.field for one in scene.spec.filters if one.entity == entity.name}
    return [one for one in entity.fields if one.name in names and one.type is FieldType.STRING]


def formats_of(spec: AppSpec, report: Report) -> tuple[str, ...]:
    """The formats that the report comes in: a page is none of an app without pages."""
    return tuple(one for one in report.formats if one != "html" or spec.app_type != "rest-api")


def _one(made: Made) -> JsonExpectation:
    """The list holds this record alone."""
    return JsonExpectation(path="items.*.id", op="equals", value=[made.id])


def _narrows_by_what_is_worked_out(scene: Scene, entity: Entity, column: Field) -> bool:
    """Of two records with different values, which nobody chooses, a range around one leaves that one."""
    if search_field(entity) is None:
        return False
    group = scene.group()
    wanted, other = scene.create(entity, "wanted", group=group), scene.create(entity, "other", group=group)
    values = [one.values.get(column.name) for one in (wanted, other)]
    if None in values or values[0] == values[1]:
        scene.steps.clear()
        return False
    query = {"q": wanted.head, **_query(column, values[0])}
    scene.ask(surface.api_collection(entity), query=query, expect=(_one(wanted),))
    return True


def _narrows_by_creation(scene: Scene, entity: Entity) -> bool:
    if search_field(entity) is None:
        return False
    made = scene.create(entity, "made")
    for bound, total in (("created_at_from", 1), ("created_at_to", 0)):
        query = {"q": made.head, bound: "2000-01-01"}
        scene.ask(surface.api_collection(entity), query=query, expect=(equals("total", total),))
    return True


def _narrows_by_count(scene: Scene, entity: Entity, column: Field, pair: tuple[JsonValue, JsonValue]) -> bool:
    """Where records cannot be searched for: with one record more that fits and one that does not, one more is left."""
    query = {**_query(column, pair[0]), "page_size": "1"}
    collection = surface.api_collection(entity)
    scene.ask(collection, query=query, save={"before": "total"})
    scene.create(entity, "wanted", {column.name: pair[0]})
    scene.create(entity, "other", {column.name: pair[1]})
    scene.ask(collection, query=query, expect=(JsonExpectation(path="total", op="sums_to", value=["{before}", 1]),))
    if scene.pages:
        scene.ask(surface.list_page(entity), query=_query(column, pair[0]))
    return True


def _two_values(scene: Scene, column: Field) -> tuple[JsonValue, JsonValue] | None:
    """Two different valid values of the field, or None when there are no two."""
    pair = _two_labelled(scene, column)
    return None if pair is None else (pair[0][0], pair[1][0])


def _two_labelled(scene: Scene, column: Field) -> tuple[tuple[JsonValue, str], tuple[JsonValue, str]] | None:
    """Likewise, each with how it reads under a chart, or an empty text where the spec does not say that."""
    match column.type:
        case FieldType.CHOICE:
            first, last = column.choices[0], column.choices[-1]
            return ((first, first), (last, last)) if len(column.choices) > 1 else None
        case FieldType.BOOLEAN:
            return (True, ""), (False, "")
        case FieldType.REFERENCE:
            target = scene.spec.entity(column.target)
            if not can_be_made(scene.spec, target):
                return None
            here, there = scene.create(target, "here"), scene.create(target, "there")
            return (here.id, _title(here)), (there.id, _title(there))
        case FieldType.IMAGE | FieldType.FILE:
            return None
        case _:
            one, other = (example_value(column, next(scene.numbers)) for _ in range(2))
            readable = column.type in {FieldType.STRING, FieldType.TEXT}
            labels = (str(one), str(other)) if readable else ("", "")
            return ((one, labels[0]), (other, labels[1])) if one != other else None


def _title(made: Made) -> str:
    """The text that stands for the record wherever it is referred to."""
    display = made.entity.field(made.entity.display)
    return str(made.values[display.name]) if carries_marker(display) else ""


def _query(column: Field, value: JsonValue) -> dict[str, str]:
    """The query by which a list is narrowed to the value."""
    text = ("true" if value else "false") if isinstance(value, bool) else str(value)
    if column.type in _EXACT or column.type in {FieldType.CHOICE, FieldType.BOOLEAN}:
        return {column.name: text}
    if column.type is FieldType.DATETIME:
        return {f"{column.name}_from": text[:10], f"{column.name}_to": text[:10]}
    return {f"{column.name}_from": text, f"{column.name}_to": text}


def _apart(scene: Scene, entity: Entity, avoid: tuple[str, ...] = ()) -> Apart | None:
    """A way to tell a check's records apart by one of the entity's filters, or None."""
    columns = [entity.field(one.field) for one in scene.spec.filters_of(entity.name) if one.field != "created_at"]
    columns = [one for one in columns if one.is_given]
    # What the chart itself folds by is the last choice: a day of its own serves, other values would not.
    for column in sorted(columns, key=lambda one: (one.name in avoid, one.type is not FieldType.REFERENCE)):
        if column.type is FieldType.REFERENCE and column.name not in avoid:
            target = scene.spec.entity(column.target)
            if can_be_made(scene.spec, target):
                made = scene.create(target, "own")
                return Apart({column.name: made.id}, {column.name: made.id})
        if column.type.is_time:
            year = _FIRST_YEAR + next(scene.numbers) % 6_900
            moment = f"{year}-03-15" + ("T09:30:00" if column.type is FieldType.DATETIME else "")
            query = {f"{column.name}_from": f"{year}-01-01", f"{column.name}_to": f"{year}-12-31"}
            return Apart({column.name: moment}, query)
        if column.name not in avoid and carries_marker(column) and not column.unique:
            text = " ".join(marker(next(scene.numbers)))
            return Apart({column.name: text}, {column.name: text})
    return None


def _two_labels(scene: Scene, chart: Chart, entity: Entity) -> tuple[tuple[_Values, _Values], tuple[str, str]]:
    """Values that put records under one label of the chart and under another, and how those read.

    Both are empty where the chart has no labels of its own: it is one number, or folds by time.
    """
    column = _dimension(chart, entity)
    pair = None if column is None or column.type.is_time else _two_labelled(scene, column)
    if column is None or pair is None:
        return ({}, {}), ("", "")
    return ({column.name: pair[0][0]}, {column.name: pair[1][0]}), (pair[0][1], pair[1][1])


def _dimension(chart: Chart, entity: Entity) -> Field | None:
    own = chart.dimension and chart.dimension != "created_at" and not chart.through
    return entity.field(chart.dimension) if own else None


def _grows(scene: Scene, chart: Chart, entity: Entity) -> bool:
    """Where the chart cannot be narrowed to the check's records: it grows by exactly what is added.

    An average, and a chart that shows its largest labels only, say nothing about one record more; of those the check
    sees that they have figures.
    """
    path = surface.api_chart(chart)
    column = _dimension(chart, entity)
    few = column is None or column.type in {FieldType.CHOICE, FieldType.BOOLEAN}
    if chart.aggregate is Aggregate.AVERAGE or not few or (column is not None and len(column.choices) > 10):
        scene.create(entity, "made")
        at_least_one = JsonExpectation(path="labels.0", op="exists")
        scene.ask(
            path, expect=(equals("title", chart.title), at_least_one, JsonExpectation(path="values.0", op="exists"))
        )
        return True
    scene.ask(path, save={"before": "sum:values"})
    made = scene.create(entity, "made")
    if not _known(scene, chart, [made]):
        return False
    more = JsonExpectation(path="values", op="sums_to", value=["{before}", _amount(chart, made.values)])
    scene.ask(path, expect=(equals("title", chart.title), more))
    if chart.aggregate is Aggregate.COUNT and (column is None or column.required):
        # Every record counts once, so the chart and the list agree.
        scene.ask(surface.api_collection(entity), query={"page_size": "1"}, save={"all": "total"})
        scene.ask(path, expect=(_sums_to("values", "{all}"),))
    return True


def _known(scene: Scene, chart: Chart, made: list[Made]) -> bool:
    """Whether it is known what the records add to the chart; without that, nothing of them can be decided."""
    known = chart.aggregate is Aggregate.COUNT or all(chart.measure in one.values for one in made)
    if not known:
        scene.steps.clear()
    return known


def _amount(chart: Chart, values: Mapping[str, JsonValue]) -> str:
    """What one record adds to the chart."""
    return "1" if chart.aggregate is Aggregate.COUNT else str(values[chart.measure])


def _fold(chart: Chart, amounts: list[str]) -> str:
    total = sum(map(Decimal, amounts), Decimal(0))
    return str(total / len(amounts) if chart.aggregate is Aggregate.AVERAGE else total)


def _sums_to(path: str, terms: JsonValue) -> JsonExpectation:
    return JsonExpectation(path=path, op="sums_to", value=terms)
