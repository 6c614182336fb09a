"""Checks of what can be done with any record: keep it, list it, find it, change it, delete it."""

from __future__ import annotations

from promptreal import surface
from promptreal.design.criteria.people import session_of
from promptreal.design.criteria.scene import (
    RECORD_ID,
    Made,
    Scene,
    can_be_made,
    required_uploads,
    search_field,
)
from promptreal.design.things.examples import form_value, invalid_value, marker
from promptreal.spec import Entity, EntityKind, Field, FieldType, JsonExpectation

_SHOWN_AS_GIVEN = frozenset({FieldType.STRING, FieldType.TEXT, FieldType.EMAIL})
_SORTED_EVERYWHERE = frozenset(
    {FieldType.STRING, FieldType.INTEGER, FieldType.DECIMAL, FieldType.MONEY, FieldType.DATE, FieldType.DATETIME}
)


def equals(path: str, value: object) -> JsonExpectation:
    """The JSON answer holds this value there."""
    return JsonExpectation.model_validate({"path": path, "op": "equals", "value": value})


def keeps(scene: Scene, entity: Entity) -> bool:
    """A record made is read back with every value that was given."""
    if not can_be_made(scene.spec, entity) or entity.kind is EntityKind.MESSAGE:
        return False
    made = scene.create(entity, "made")
    expected = tuple(equals(name, value) for name, value in made.values.items() if _reads_as_written(entity, name))
    scene.ask(surface.api_record(entity, made.id), expect=expected)
    return True


def browse(scene: Scene, entity: Entity) -> bool:
    """What was added is in the list."""
    if not can_be_made(scene.spec, entity):
        return False
    made = scene.create(entity, "made")
    look_up(scene, made)
    return True


def view(scene: Scene, entity: Entity) -> bool:
    """A record's own page shows it."""
    if not can_be_made(scene.spec, entity):
        return False
    made = scene.create(entity, "made")
    scene.ask(surface.api_record(entity, made.id), expect=(equals("id", made.id),))
    if scene.pages:
        shown = (v for name, v in made.values.items() if entity.field(name).type in _SHOWN_AS_GIVEN)
        scene.ask(surface.detail_page(entity, made.id), contains=tuple(dict.fromkeys(map(str, shown))))
    return True


def search(scene: Scene, entity: Entity) -> bool:
    """A search finds the one that it should, and not the other."""
    if search_field(entity) is None or not can_be_made(scene.spec, entity):
        return False
    wanted, other = scene.create(entity, "wanted"), scene.create(entity, "other")
    # Case must not matter, so the words are searched for in lower case.
    query = {"q": wanted.head.lower()}
    scene.ask(surface.api_collection(entity), query=query, expect=(equals("total", 1), equals("items.0.id", wanted.id)))
    if scene.pages:
        scene.ask(surface.list_page(entity), query=query, contains=wanted.in_list, lacks=(other.link,))
    return True


def search_everywhere(scene: Scene, entity: Entity) -> bool:
    """The search of the whole site finds a record, and not another."""
    if search_field(entity) is None or not scene.pages or entity.kind in {EntityKind.MESSAGE, EntityKind.MARK}:
        return False
    wanted, other = scene.create(entity, "wanted"), scene.create(entity, "other")
    reader = session_of(scene.spec, "GET", surface.list_page(entity))
    scene.ask(surface.SEARCH, session=reader, query={"q": wanted.head}, contains=wanted.in_list, lacks=(other.link,))
    return True


def sort(scene: Scene, entity: Entity) -> bool:
    """Sorting puts records in order, both ways."""
    one = sort_field(entity)
    if one is None or search_field(entity) is None or not can_be_made(scene.spec, entity):
        return False
    group = scene.group()
    first = scene.create(entity, "first", group=group)
    second = scene.create(entity, "second", group=group)
    low, high = (first, second) if _before(one, first, second) else (second, first)
    for prefix, top, bottom in (("", low, high), ("-", high, low)):
        scene.ask(
            surface.api_collection(entity),
            query={"q": first.head, "sort": f"{prefix}{one.name}"},
            expect=(equals("items.0.id", top.id), equals("items.1.id", bottom.id), equals("total", 2)),
        )
    if scene.pages:
        scene.ask(surface.list_page(entity), query={"sort": f"-{one.name}"})
    return True


def create(scene: Scene, entity: Entity) -> bool:
    """The form makes a record, and says what is wrong with an incomplete one."""
    if not can_be_made(scene.spec, entity):
        return False
    if not scene.pages:
        made = scene.create(entity, "made")
        look_up(scene, made)
        return _refuse(scene, entity)
    values, head, tail = scene.values(entity)
    asked_for = (one.name for one in entity.fields if one.required)
    scene.ask(surface.form_page(entity), contains=tuple(f'name="{name}"' for name in asked_for))
    visible = entity.kind is not EntityKind.MESSAGE
    save = {"made": RECORD_ID} if visible else {}
    scene.submit(entity, values, uploads=required_uploads(entity), save=save)
    if visible:
        look_up(scene, Made(entity=entity, id="{made}", values=values, head=head, tail=tail))
    return _refuse(scene, entity)


def update(scene: Scene, entity: Entity) -> bool:
    """Editing a record changes it, in its own place."""
    if not can_be_made(scene.spec, entity):
        return False
    made = scene.create(entity, "made")
    kept = {name: value for name, value in made.values.items() if entity.field(name).type is FieldType.REFERENCE}
    values, _, tail = scene.values(entity, kept)
    if not scene.pages:
        scene.ask(surface.api_record(entity, made.id), method="PATCH", body=values)
    else:
        scene.ask(surface.edit_page(entity, made.id), contains=(made.tail,) if made.tail else ())
        scene.submit(entity, values, path=surface.edit_page(entity, made.id))
        if tail:
            scene.ask(surface.detail_page(entity, made.id), contains=(tail,), lacks=(made.tail,))
    changed = tuple(equals(name, value) for name, value in values.items() if _reads_as_written(entity, name))
    scene.ask(surface.api_record(entity, made.id), expect=changed)
    return True


def delete(scene: Scene, entity: Entity) -> bool:
    """A deleted record is gone, from its page and from the list."""
    if not can_be_made(scene.spec, entity):
        return False
    made = scene.create(entity, "made")
    if scene.pages:
        scene.submit(entity, {}, path=surface.delete_page(entity, made.id))
        scene.ask(surface.detail_page(entity, made.id), status=(404,))
    else:
        scene.ask(surface.api_record(entity, made.id), method="DELETE", status=(204,))
    scene.ask(surface.api_record(entity, made.id), status=(404,))
    if made.searchable:
        scene.ask(surface.api_collection(entity), query={"q": made.head}, expect=(equals("total", 0),))
    return True


def look_up(scene: Scene, made: Made) -> None:
    """Looks for the record where a user would: in its list, searched for where that is possible."""
    entity = made.entity
    if not made.searchable:
        scene.ask(surface.api_record(entity, made.id), expect=(equals("id", made.id),))
        if scene.pages:
            scene.ask(surface.list_page(entity), contains=(entity.label_plural,))
        return
    query = {"q": made.head}
    scene.ask(surface.api_collection(entity), query=query, expect=(equals("total", 1), equals("items.0.id", made.id)))
    if scene.pages:
        scene.ask(surface.list_page(entity), query=query, contains=made.in_list)


def sort_field(entity: Entity) -> Field | None:
    """The field to try sorting by."""
    return next(
        (one for one in entity.fields if one.sortable and one.is_given and one.type in _SORTED_EVERYWHERE), None
    )


def _refuse(scene: Scene, entity: Entity) -> bool:
    """Adds the attempt to make a record without something required, or with something wrong."""
    bad: dict[str, str] | None = None
    required = next((one for one in entity.fields if one.required and one.type is not FieldType.BOOLEAN), None)
    if required is not None:
        bad = {required.name: ""}
    else:
        wrong = ((one, invalid_value(one)) for one in entity.fields if one.type is not FieldType.REFERENCE)
        bad = next(({one.name: value} for one, value in wrong if value is not None), None)
    if bad is None:
        return True
    n = next(scene.numbers)
    text = next((one for one in entity.fields if one.name not in bad and one.type is FieldType.STRING), None)
    typed = {} if text is None else {text.name: marker(n)[1][: text.max_length]}
    if scene.pages:
        scene.submit(entity, {**typed, **bad}, status=422, contains=tuple(form_value_of(entity, typed)))
    else:
        field = next(iter(bad))
        scene.ask(
            surface.api_collection(entity),
            method="POST",
            body=dict(bad) if bad[field] else {},
            status=(422,),
            expect=(JsonExpectation(path="errors.*.field", op="contains", value=field),),
        )
    return True


def form_value_of(entity: Entity, typed: dict[str, str]) -> list[str]:
    """What a refused form must still show of what was typed."""
    return [form_value(entity.field(name), value) for name, value in typed.items()]


def _reads_as_written(entity: Entity, name: str) -> bool:
    """Moments may come back with a time zone, so they are left to the contract tests."""
    return entity.field(name).type is not FieldType.DATETIME


def _before(one: Field, first: Made, second: Made) -> bool:
    left, right = str(first.values[one.name]), str(second.values[one.name])
    return float(left) < float(right) if one.type.is_number else left < right
