"""What the selects of forms and filters offer."""

from __future__ import annotations

from collections.abc import Iterable

from app import records
from app.catalogue import ENTITIES
from app.entity import Attribute, Entity, Filter
from app.web import formatting
from app.web.listings import Options
from app.web.visit import Visit


def reference_options(visit: Visit, fields: Iterable[Attribute]) -> dict[str, Options]:
    """For each field that refers to another entity: the records to choose from, by the field's name."""
    return {one.name: records.options(visit.session, ENTITIES[one.target]) for one in fields if one.type == "reference"}


def filter_options(visit: Visit, entity: Entity, filters: Iterable[Filter]) -> dict[str, Options]:
    """The choices of each of these filters of an entity that has choices, by the filter's field."""
    return {one.field: found for one in filters if (found := _options(visit, entity, one)) is not None}


def _options(visit: Visit, entity: Entity, control: Filter) -> Options | None:
    if control.type == "choice":
        return [(one, formatting.words(one)) for one in control.choices]
    if control.type == "boolean":
        return [("true", "Yes"), ("false", "No")]
    if control.type == "reference":
        return records.options(visit.session, ENTITIES[control.target])
    if len(control.parameters) == 1:
        return [(one, one) for one in records.distinct_values(visit.session, entity, control.field)]
    return None
