"""Every entity's API does what the surface promises: make, read, change, refuse, page, sort, narrow, find, delete."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from pydantic import JsonValue

from promptreal import surface
from promptreal.design.criteria.scene import can_be_made, search_field
from promptreal.design.things.examples import example_value, invalid_value
from promptreal.spec import Entity, EntityKind, Field, FieldType
from promptreal.verify.contract.bench import Bench, Record
from promptreal.verify.expectations import number, same

_UPLOADS = frozenset({FieldType.IMAGE, FieldType.FILE})
_NO_SUCH_ID = "987654321"
_MOST_SORTED = 4


def check_records(bench: Bench) -> None:
    """Runs the whole life of a record, for every entity."""
    for entity in bench.spec.entities:
        _check_list(bench, entity)
        _check_missing(bench, entity)
        if entity.kind is EntityKind.MARK or not can_be_made(bench.spec, entity):
            continue
        record = bench.make(entity, area=_area(entity))
        if record is None:
            continue
        _check_reading(bench, record)
        _check_refusals(bench, record)
        _check_search(bench, record)
        _check_filters(bench, record)
        _check_change(bench, record)
        _check_delete(bench, record)


def _area(entity: Entity) -> str:
    return f"api of {entity.plural}"


def _check_list(bench: Bench, entity: Entity) -> None:
    """The shape of a list, its pages, its order, and what it refuses."""
    area, path, findings = _area(entity), surface.api_collection(entity), bench.findings
    answer = bench.get(path, page_size="2")
    if not findings.status(answer, 200, area):
        return
    page = answer.document()
    items, total = page.get("items"), page.get("total")
    shaped = isinstance(items, list) and isinstance(total, int) and page.get("page") == 1 and page.get("page_size") == 2
    if not findings.expect(shaped, area, f"{answer.request} is no page of records: {answer.text[:120]}"):
        return
    count = min(2, total if isinstance(total, int) else 0)
    findings.expect(
        isinstance(items, list) and len(items) == count, area, f"{answer.request} does not hold {count} records"
    )
    for name, value in (("page_size", "0"), ("page_size", "101"), ("page", "0"), ("page", "x")):
        findings.problem(bench.get(path, **{name: value}), 422, area, names=name, why=f"{name}={value}")
    unknown = bench.get(path, nonsense="1")
    findings.problem(unknown, 422, area, names="nonsense", why="an unknown parameter")
    findings.problem(bench.get(path, sort="nonsense"), 422, area, names="sort", why="an unknown order")
    beyond = bench.get(path, page="100000", page_size="100")
    past = findings.status(beyond, 200, area, "past the last page")
    findings.expect(not past or beyond.document().get("items") == [], area, f"{beyond.request} is not empty")
    if isinstance(total, int) and total > 2:
        first, second = (_ids(bench.get(path, page=page, page_size="2").json()) for page in ("1", "2"))
        findings.expect(not set(first) & set(second), area, f"pages 1 and 2 of GET {path} share records")
    _check_order(bench, entity)


def _check_order(bench: Bench, entity: Entity) -> None:
    """Numbers and dates come in order both ways; records without a value may stand at either end."""
    columns = [one for one in entity.fields if one.sortable and (one.type.is_number or one.type.is_time)]
    for one in columns[:_MOST_SORTED]:
        for prefix in ("", "-"):
            answer = bench.get(surface.api_collection(entity), sort=f"{prefix}{one.name}", page_size="100")
            if not bench.findings.status(answer, 200, _area(entity)):
                continue
            items = answer.document().get("items")
            values = [item.get(one.name) for item in items if isinstance(item, dict)] if isinstance(items, list) else []
            keys = [_key(one, value) for value in values if value is not None]
            held = None not in keys and keys == sorted(keys, reverse=bool(prefix))  # type: ignore[type-var]
            bench.findings.expect(held, _area(entity), f"{answer.request} sort={prefix}{one.name} is not in order")


def _key(one: Field, value: object) -> Decimal | datetime | None:
    if one.type.is_number:
        return number(value)
    try:
        return datetime.fromisoformat(str(value).replace("Z", "+00:00")).replace(tzinfo=None)
    except ValueError:
        return None


def _check_missing(bench: Bench, entity: Entity) -> None:
    area, path = _area(entity), surface.api_record(entity, _NO_SUCH_ID)
    bench.findings.problem(bench.get(path), 404, area, why="no such record")
    bench.findings.problem(bench.send("DELETE", path), 404, area, why="no such record")
    bench.findings.status(bench.get(surface.api_record(entity, "abc")), (404, 422), area, "an id that is no number")


def _check_reading(bench: Bench, record: Record) -> None:
    """What was written is read back, and the fields are those of the spec."""
    entity, findings = record.entity, bench.findings
    answer = bench.get(surface.api_record(entity, record.id))
    if not findings.status(answer, 200, _area(entity), "just made"):
        return
    read = answer.document()
    wanted = {"id", "created_at", "updated_at", *(one.name for one in entity.fields)}
    wanted |= {f"{one.name}_label" for one in entity.references}
    missing = sorted(wanted - read.keys())
    findings.expect(not missing, _area(entity), f"{answer.request} lacks {', '.join(missing)}")
    for name, value in record.values.items():
        held = _reads(entity.field(name), read.get(name), value)
        findings.expect(held, _area(entity), f"{answer.request}: {name} is {read.get(name)!r}, not {value!r}")
        if entity.field(name).type in {FieldType.MONEY, FieldType.DECIMAL}:
            exact = isinstance(read.get(name), str)
            findings.expect(exact, _area(entity), f"{answer.request}: {name} is no text, so it is not exact")


def _reads(one: Field, actual: object, written: object) -> bool:
    if one.type is FieldType.DATETIME:
        return _key(one, actual) is not None and _key(one, actual) == _key(one, written)
    return same(actual, written)


def _check_refusals(bench: Bench, record: Record) -> None:
    """Each field refuses what does not belong into it, by name, and the record stays out."""
    entity, findings = record.entity, bench.findings
    area, path = _area(entity), surface.api_collection(entity)
    for one in entity.fields:
        # Uploads are made by the form, so the API's refusals say nothing about them.
        if one.type in _UPLOADS:
            continue
        fresh = _fresh(record)
        if one.required:
            without = {name: value for name, value in fresh.items() if name != one.name}
            findings.problem(bench.send("POST", path, without), 422, area, names=one.name, why=f"without {one.name}")
        for wrong in _wrong_values(one):
            answer = bench.send("POST", path, {**fresh, one.name: wrong})
            findings.problem(answer, 422, area, names=one.name, why=f"{one.name}={str(wrong)[:40]!r}")
        if one.unique and record.values.get(one.name) is not None:
            answer = bench.send("POST", path, {**fresh, one.name: record.values[one.name]})
            taken = answer.status if answer.status in {409, 422} else 409
            findings.problem(answer, taken, area, names=one.name, why=f"{one.name} is taken")
    findings.problem(bench.send("POST", path, []), 422, area, why="a list instead of a record")


def _wrong_values(one: Field) -> list[JsonValue]:
    """Values that the field must refuse: each bound by itself, and what is of another kind."""
    wrong: list[JsonValue] = []
    value = invalid_value(one)
    if value is not None:
        wrong.append(value)
    if one.type.is_number:
        wrong.append("twelve")
        if one.minimum is not None:
            wrong.append(str(Decimal(str(one.minimum)) - 1))
    if one.type is FieldType.REFERENCE:
        wrong.append(int(_NO_SUCH_ID))
    return list(dict.fromkeys(wrong))


def _fresh(record: Record) -> dict[str, JsonValue]:
    """The values of another valid record that refers to the same ones."""
    n = 1 + max(map(ord, record.id[-1:])) + 60_000
    fresh: dict[str, JsonValue] = {}
    for one in record.entity.fields:
        if one.type is FieldType.REFERENCE:
            if one.name in record.values:
                fresh[one.name] = record.values[one.name]
        elif one.type not in _UPLOADS and one.is_given:
            fresh[one.name] = example_value(one, n)
    return fresh


def _check_search(bench: Bench, record: Record) -> None:
    entity, findings = record.entity, bench.findings
    if search_field(entity) is None or not record.made.searchable:
        return
    area, path = _area(entity), surface.api_collection(entity)
    head = record.made.head
    _expect_ids(bench, entity, {"q": head}, [record.id])
    _expect_ids(bench, entity, {"q": head.upper()}, [record.id])
    # A wild card of the database is a letter like any other to a person who searches.
    for pattern in (f"{head[:2]}%{head[-1]}", "_" * len(head)):
        answer = bench.get(path, q=pattern)
        held = answer.status == 200 and record.id not in _ids(answer.json())
        findings.expect(held, area, f"{answer.request}: q={pattern} works as a pattern, or answers {answer.status}")


def _check_filters(bench: Bench, record: Record) -> None:
    """Each filter finds the record by its own value, and does not by another."""
    entity = record.entity
    for one in bench.spec.filters_of(entity.name):
        if one.field == "created_at" or record.values.get(one.field) is None:
            continue
        column, value = entity.field(one.field), record.values[one.field]
        narrowed = {"q": record.made.head} if record.made.searchable else {}
        for query, there in _filter_queries(column, value):
            answer = bench.get(surface.api_collection(entity), **{**narrowed, **query, "page_size": "100"})
            if not bench.findings.status(answer, 200, _area(entity), f"filtered by {query}"):
                continue
            ids = _ids(answer.json())
            # Without a search to narrow it, a full page may simply not hold the record.
            full = there and not narrowed and len(ids) == 100
            held = full or (record.id in ids) == there
            wrong = "is missing from" if there else "is among"
            bench.findings.expect(held, _area(entity), f"the record {wrong} {answer.request} {query}")


def _filter_queries(column: Field, value: JsonValue) -> list[tuple[dict[str, str], bool]]:
    """Queries, and whether the record with that value is among the answers."""
    name = column.name
    if column.type.is_number:
        below, above = str(Decimal(str(value)) - 1), str(Decimal(str(value)) + 1)
        exact = {f"{name}_from": str(value), f"{name}_to": str(value)}
        return [(exact, True), ({f"{name}_from": above}, False), ({f"{name}_to": below}, False)]
    if column.type.is_time:
        day = str(value)[:10]
        exact = {f"{name}_from": day, f"{name}_to": day}
        return [(exact, True), ({f"{name}_from": "9000-01-01"}, False), ({f"{name}_to": "1000-01-01"}, False)]
    if column.type is FieldType.BOOLEAN:
        return [({name: str(bool(value)).lower()}, True), ({name: str(not value).lower()}, False)]
    if column.type is FieldType.CHOICE:
        others = [choice for choice in column.choices if choice != value]
        return [({name: str(value)}, True), *(({name: other}, False) for other in others[:1])]
    if column.type is FieldType.REFERENCE:
        return [({name: str(value)}, True), ({name: _NO_SUCH_ID}, False)]
    return [({name: str(value)}, True), ({name: "no such value"}, False)]


def _check_change(bench: Bench, record: Record) -> None:
    """A PATCH changes what it names, and nothing else."""
    entity, findings = record.entity, bench.findings
    path = surface.api_record(entity, record.id)
    fixed = {FieldType.REFERENCE, *_UPLOADS}
    bound = {name for pair in entity.periods for name in pair}
    free = (one for one in entity.fields if one.type not in fixed and not one.unique and one.is_given)
    one = next((one for one in free if one.name not in bound), None)
    if one is None or entity.kind is EntityKind.MESSAGE:
        return
    changed = example_value(one, next(bench.numbers))
    answer = bench.send("PATCH", path, {one.name: changed})
    if not findings.status(answer, 200, _area(entity), "a valid change"):
        return
    read: Mapping[str, object] = bench.get(path).document()
    kept = {name: value for name, value in record.values.items() if entity.field(name).is_given}
    expected = {**kept, one.name: changed}
    odd = [name for name, value in expected.items() if not _reads(entity.field(name), read.get(name), value)]
    findings.expect(
        not odd, _area(entity), f"after PATCH {path} of {one.name}, {', '.join(odd)} is not as it should be"
    )
    for wrong in _wrong_values(one)[:1]:
        refused = bench.send("PATCH", path, {one.name: wrong})
        findings.problem(refused, 422, _area(entity), names=one.name, why="an invalid change")


def _check_delete(bench: Bench, record: Record) -> None:
    path = surface.api_record(record.entity, record.id)
    if bench.findings.status(bench.send("DELETE", path), 204, _area(record.entity), "just made"):
        bench.findings.problem(bench.get(path), 404, _area(record.entity), why="just deleted")


def _expect_ids(bench: Bench, entity: Entity, query: dict[str, str], wanted: list[str]) -> None:
    answer = bench.get(surface.api_collection(entity), **query)
    ids = _ids(answer.json())
    bench.findings.expect(ids == wanted, _area(entity), f"{answer.request} {query} finds {ids}, not {wanted}")


def _ids(page: JsonValue) -> list[str]:
    items = page.get("items") if isinstance(page, dict) else None
    return [str(item.get("id")) for item in items if isinstance(item, dict)] if isinstance(items, list) else []
