"""Taking entities out of a sketch, with all that hangs on them."""

from __future__ import annotations

from collections.abc import Iterable

from promptreal.design.things.sketch import Sketch
from promptreal.spec import EntityKind


def forget(sketch: Sketch, names: Iterable[str]) -> None:
    """Leaves out the entities of these names, what is only made by acting on them, and every mention of them.

    What is worked on with a workbench stays.
    """
    worked_on = {one.entity for one in sketch.workbenches.values()}
    gone = set(names) - worked_on
    while True:
        more = {
            one.name
            for one in sketch.entities.values()
            if one.name not in gone | worked_on
            and one.kind is not EntityKind.RECORD
            and _leads_to(sketch, one.name, gone)
        }
        if not more:
            break
        gone |= more
    for name in gone & set(sketch.entities):
        del sketch.entities[name]
    for draft in sketch.entities.values():
        for name in [name for name, field in draft.fields.items() if field.target in gone]:
            del draft.fields[name]
        if draft.target in gone:
            draft.target = ""
    for name, action in list(sketch.actions.items()):
        if {action.entity, action.creates} & gone:
            del sketch.actions[name]
    for name, one in list(sketch.filters.items()):
        if one.entity in gone or one.field not in {*sketch.entities[one.entity].fields, "created_at", "status"}:
            del sketch.filters[name]


def _leads_to(sketch: Sketch, name: str, gone: set[str]) -> bool:
    draft = sketch.entities[name]
    return draft.target in gone or any(field.target in gone for field in draft.fields.values())
