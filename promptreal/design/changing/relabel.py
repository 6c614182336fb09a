"""Other names for what an app has, and fields that it shows no more; columns, routes and data stay as they are."""

from __future__ import annotations

import re
from typing import TypeVar

from promptreal.design.english.words import capital, plural, singular
from promptreal.spec import Action, AppSpec, Chart, Entity, EntityKind, Field, FieldType, Filter, Page, Report

_Part = TypeVar("_Part", Action, Chart, Filter, Page, Report)


def rename_entity(spec: AppSpec, entity: Entity, name: str) -> AppSpec:
    """The spec with another name for a thing wherever people read it."""
    words = name.lower().split()
    one = capital(" ".join((*words[:-1], singular(words[-1]))))
    many = capital(" ".join((*words[:-1], plural(singular(words[-1])))))
    pairs = ((entity.label_plural, many), (entity.label, one))
    now = entity.model_copy(update={"label": one, "label_plural": many})
    entities = tuple(
        (now if had is entity else had).model_copy(
            update={
                "fields": tuple(
                    field.model_copy(update={"label": _swapped(field.label, pairs)})
                    if field.target == entity.name
                    else field
                    for field in had.fields
                )
            }
        )
        for had in spec.entities
    )
    return spec.model_copy(
        update={
            "entities": entities,
            "actions": tuple(_about(part, "label", entity.name, pairs) for part in spec.actions),
            "charts": tuple(_about(part, "title", entity.name, pairs) for part in spec.charts),
            "filters": tuple(_about(part, "label", entity.name, pairs) for part in spec.filters),
            "pages": tuple(_about(part, "title", entity.name, pairs) for part in spec.pages),
            "reports": tuple(_about(part, "title", entity.name, pairs) for part in spec.reports),
        }
    )


def rename_field(spec: AppSpec, entity: str, field: Field, name: str) -> AppSpec:
    """The spec with another label for a field; its column keeps its name, and its rows their values."""
    label = capital(name)
    owner = spec.entity(entity)
    fields = tuple(one.model_copy(update={"label": label}) if one.name == field.name else one for one in owner.fields)
    filters = tuple(
        one.model_copy(update={"label": label})
        if (one.entity, one.field, one.label) == (entity, field.name, field.label)
        else one
        for one in spec.filters
    )
    return spec.model_copy(update={"entities": _with(spec, owner, fields), "filters": filters})


def take_field(spec: AppSpec, entity: str, name: str) -> AppSpec | None:
    """The spec without a field and what is drawn from it, or None when the entity cannot be without it."""
    owner = spec.entity(entity)
    field = owner.field(name)
    bound = field.type is FieldType.REFERENCE and owner.kind in {EntityKind.ACTIVITY, EntityKind.MARK}
    if bound or name in {owner.display, owner.status_field} or len(owner.fields) < 2:
        return None
    gone = {one.name for one in spec.charts if _draws(spec, one, entity, name)}
    fields = tuple(one for one in owner.fields if one.name != name)
    return spec.model_copy(
        update={
            "entities": _with(spec, owner, fields),
            "filters": tuple(one for one in spec.filters if (one.entity, one.field) != (entity, name)),
            "charts": tuple(one for one in spec.charts if one.name not in gone),
            "pages": tuple(
                one.model_copy(update={"charts": tuple(chart for chart in one.charts if chart not in gone)})
                for one in spec.pages
            ),
            "reports": tuple(
                one.model_copy(update={"sections": tuple(part for part in one.sections if part not in gone)})
                for one in spec.reports
            ),
        }
    )


def _draws(spec: AppSpec, chart: Chart, entity: str, name: str) -> bool:
    """Whether a chart is drawn from that field, of its own entity or of what that refers to."""
    if chart.through and spec.entity(chart.entity).field(chart.through).target == entity and chart.dimension == name:
        return True
    return chart.entity == entity and name in {chart.through or chart.dimension, chart.measure}


def _with(spec: AppSpec, owner: Entity, fields: tuple[Field, ...]) -> tuple[Entity, ...]:
    return tuple(one.model_copy(update={"fields": fields}) if one.name == owner.name else one for one in spec.entities)


def _about(part: _Part, key: str, entity: str, pairs: tuple[tuple[str, str], ...]) -> _Part:
    about = {part.entity, getattr(part, "creates", "")}
    return part.model_copy(update={key: _swapped(getattr(part, key), pairs)}) if entity in about else part


def _swapped(text: str, pairs: tuple[tuple[str, str], ...]) -> str:
    for old, new in pairs:

        def written(match: re.Match[str], new: str = new) -> str:
            return new if match.group(0)[:1].isupper() else new[:1].lower() + new[1:]

        text = re.sub(rf"\b{re.escape(old)}\b", written, text, flags=re.IGNORECASE)
    return text
