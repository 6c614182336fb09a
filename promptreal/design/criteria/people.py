"""Who does what in a check: staff what is for staff to do, and all else somebody who has registered."""

from __future__ import annotations

from promptreal import surface
from promptreal.spec import Access, ActionKind, AppSpec, Entity, Field

FIRST = "first"
STAFF = "staff"
_FORMS = frozenset({"new", "edit", "delete"})


def session_of(spec: AppSpec, method: str, path: str) -> str:
    """The session that a request is sent in, where a check does not say it."""
    if spec.staff is None:
        return FIRST
    parts = path.partition("?")[0].strip("/").split("/")
    parts = parts[1:] if parts[0] == "api" else parts
    entity = next((one for one in spec.entities if surface.list_page(one) == f"/{parts[0]}"), None)
    if entity is None:
        return FIRST
    if is_kept_by_staff(spec, entity):
        return STAFF
    last = parts[-1]
    for action in spec.actions_on(entity.name):
        if len(parts) > 2 and action.name.replace("_", "-") == last:
            decided = action.kind is ActionKind.TRANSITION and action.role == spec.staff.name
            return STAFF if decided else FIRST
    changes = method != "GET" or last in _FORMS
    return STAFF if entity.access is Access.MANAGED and changes else FIRST


def is_kept_by_staff(spec: AppSpec, entity: Entity) -> bool:
    """Whether staff alone sees and makes such records: the questions of what staff alone changes."""
    asking = [one.entity for one in spec.questionnaires if one.questions == entity.name != one.entity]
    return spec.staff is not None and any(spec.entity(one).access is Access.MANAGED for one in asking)


def is_for_staff(entity: Entity, field: Field) -> bool:
    """Whether staff alone writes that field: how a private record stands."""
    return entity.access is Access.PRIVATE and field.name == entity.status_field and not field.required
