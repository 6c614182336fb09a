"""Checks of what there is not enough of for all, and of what is worked out whenever it is read."""

from __future__ import annotations

from pydantic import JsonValue

from promptreal import surface
from promptreal.design.criteria.records import equals
from promptreal.design.criteria.scene import Scene, can_be_made, required_uploads
from promptreal.spec import AppSpec, Claim, Condition, ConditionKind, Entity, Field, FieldType, JsonExpectation

# Days that are over and days to come, whenever a check runs.
_OVER, _TO_COME, _BEFORE = "2020-03-02", "2999-03-02", "2020-03-01"


def claim_text(spec: AppSpec, entity: Entity, claim: Claim) -> str:
    """What the check of a claim shows."""
    about = _a(spec.entity(entity.field(claim.through).target).label) if claim.through else "whoever makes it"
    what = claim.refused if claim.through else f"has {claim.most} that are open"
    return f"{_a(entity.label).capitalize()} is refused where {about} {what.rstrip('.')}"


def is_held(scene: Scene, part: tuple[Entity, Claim]) -> bool:
    """As many as there is room for are taken, one more is refused, and there is room again once one is over."""
    entity, claim = part
    if not can_be_made(scene.spec, entity) or required_uploads(entity):
        return False
    overrides = _counted(entity, claim)
    if claim.through:
        thing = scene.spec.entity(entity.field(claim.through).target)
        if not can_be_made(scene.spec, thing):
            return False
        made = scene.create(thing, "thing", {claim.room: 1} if claim.room else {})
        overrides |= {claim.through: made.id}
    first = scene.create(entity, "first", overrides)
    for number in range(2, claim.most + 1):
        scene.create(entity, f"taken{number}", overrides)
    values, _, _ = scene.values(entity, overrides)
    collection = surface.api_collection(entity)
    scene.ask(collection, method="POST", body=values, status=(409,), contains=(claim.refused,))
    if scene.pages:
        scene.submit(entity, values, status=422, contains=(claim.refused,))
    _is_free(scene, entity, claim, overrides, holds=False)
    scene.ask(surface.api_record(entity, first.id), method="DELETE", status=(204,))
    _is_free(scene, entity, claim, overrides, holds=True)
    scene.ask(collection, method="POST", body=values, status=(201,))
    return True


def _is_free(scene: Scene, entity: Entity, claim: Claim, overrides: dict[str, JsonValue], *, holds: bool) -> None:
    """Looks at what is taken up whether it says so, where that is not a matter of the hour."""
    if not claim.through or claim.during:
        return
    thing = scene.spec.entity(entity.field(claim.through).target)
    free = next(
        (
            one.name
            for one in thing.fields
            if one.condition is not None
            and (one.condition.entity, one.condition.through) == (entity.name, claim.through)
        ),
        "",
    )
    if free:
        made = str(overrides[claim.through])
        scene.ask(surface.api_record(thing, made), expect=(equals(free, holds),))


def _counted(entity: Entity, claim: Claim) -> dict[str, JsonValue]:
    """The values with which a record takes up one."""
    values: dict[str, JsonValue] = {claim.until: None} if claim.until else {}
    if claim.released:
        choices = entity.field(entity.status_field).choices
        values[entity.status_field] = next(one for one in choices if one not in claim.released)
    if claim.during:
        start, end = claim.during
        values[end] = _at(entity.field(end), "2031-05-03")
        values[start] = _at(entity.field(start), "2031-05-01")
    elif claim.ahead:
        values[claim.ahead] = _at(entity.field(claim.ahead), _TO_COME)
    if claim.own:
        values[claim.own] = 1
    return values


def condition_text(entity: Entity, field: Field) -> str:
    """What the check of a condition shows."""
    return f"{entity.label_plural} are “{field.label}” as long as that holds, which nobody types"


def is_worked_out(scene: Scene, part: tuple[Entity, Field]) -> bool:
    """The yes or no is the right one either way, and the list can be narrowed by it."""
    entity, field = part
    condition = field.condition
    if condition is None or condition.kind is ConditionKind.FREE or not can_be_made(scene.spec, entity):
        return False
    if required_uploads(entity) and not scene.pages:
        return False
    holding, other = _pair(entity, condition)
    path = surface.api_collection(entity)
    for name, values, holds in (("holding", holding, True), ("other", other, False)):
        made = scene.create(entity, name, values)
        scene.ask(surface.api_record(entity, made.id), expect=(equals(field.name, holds),))
        if made.searchable:
            listed = JsonExpectation(path="items.*.id", op="contains", value=made.id)
            query = {"q": made.head, field.name: str(holds).lower()}
            scene.ask(path, query=query, expect=(listed,))
            opposite = {"q": made.head, field.name: str(not holds).lower()}
            scene.ask(path, query=opposite, expect=(equals("total", 0),))
    return True


def _pair(entity: Entity, condition: Condition) -> tuple[dict[str, JsonValue], dict[str, JsonValue]]:
    """The values of a record for which the condition holds, and of one for which it does not."""
    if condition.kind is ConditionKind.LOW:
        least = 5 if condition.than else condition.least
        limit: dict[str, JsonValue] = {condition.than: least} if condition.than else {}
        return {**limit, condition.field: least}, {**limit, condition.field: least + 1}
    day = entity.field(condition.field)
    values: dict[str, JsonValue] = {}
    if condition.unless:
        boolean = entity.field(condition.unless).type is FieldType.BOOLEAN
        values[condition.unless] = False if boolean else None
    if condition.settled:
        choices = entity.field(entity.status_field).choices
        values[entity.status_field] = next((one for one in choices if one not in condition.settled), choices[0])
    for start, end in entity.periods:
        if end == condition.field:
            values[start] = _at(entity.field(start), _BEFORE)
    return {**values, day.name: _at(day, _OVER)}, {**values, day.name: _at(day, _TO_COME)}


def _at(field: Field, day: str) -> str:
    return f"{day}T10:00:00" if field.type is FieldType.DATETIME else day


def _a(label: str) -> str:
    lower = label.lower()
    return f"{'an' if lower[:1] in 'aeiou' else 'a'} {lower}"
