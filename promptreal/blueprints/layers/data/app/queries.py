"""How a list is narrowed, searched, ordered and cut into pages: the same for every entity."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from pydantic import BaseModel
from sqlalchemy.orm import Session, aliased, selectinload

from app.entity import Attribute, Entity, Filter


@dataclass(frozen=True)
class Page:
    """A part of a list; `total` counts all of it."""

    items: list[Any]
    total: int
    page: int
    page_size: int

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, math.ceil(self.total / self.page_size))


def parameters(query: BaseModel) -> dict[str, Any]:
    """What a query sets, by the names of its parameters."""
    return query.model_dump(by_alias=True, exclude_none=True)


def narrowed(statement: sa.Select[Any], entity: Entity, values: Mapping[str, Any]) -> sa.Select[Any]:
    """Only the records that every filter in `values` lets through."""
    return statement.where(*(one for control in entity.filter_controls for one in matches(entity.model, control, values)))


def matches(model: Any, control: Filter, values: Mapping[str, Any]) -> list[sa.ColumnElement[bool]]:
    """What a filter demands of a record, if `values` say anything of it; both ends of a range belong to it."""
    column = getattr(model, control.attribute)
    if not control.is_range:
        (name,) = control.parameters
        return [column == values[name]] if name in values else []
    low, high = control.parameters
    found = [column >= values[low]] if low in values else []
    return [*found, column <= values[high]] if high in values else found


def searched(statement: sa.Select[Any], entity: Entity, entities: Mapping[str, Entity], text: str) -> sa.Select[Any]:
    """Only the records that have every word of `text` in one of their searchable fields."""
    fields = [one for one in entity.attributes if one.searchable]
    for word in text.split():
        statement = statement.where(sa.or_(*(_has_word(entity, one, entities, word) for one in fields)))
    return statement


def ordered(statement: sa.Select[Any], entity: Entity, entities: Mapping[str, Entity], sort: str) -> sa.Select[Any]:
    """Ordered by a field, downwards after a minus; what has no value comes last, and equals come newest first."""
    downwards = sort.startswith("-")
    key = _sort_key(entity, entities, sort.removeprefix("-"))
    way = key.desc() if downwards else key.asc()
    identity = entity.model.id
    return statement.order_by(way.nulls_last(), identity.asc() if sort == "id" else identity.desc())


def page_of(session: Session, statement: sa.Select[Any], entity: Entity, page: int, page_size: int) -> Page:
    """That page of the list, counted from one, with what its records refer to."""
    before = (page - 1) * page_size
    if before < 0:
        raise ValueError(f"There is no page {page}.")
    total = session.scalar(sa.select(sa.func.count()).select_from(statement.order_by(None).subquery())) or 0
    part = statement.options(*_referred(entity)).limit(page_size).offset(before)
    return Page(items=list(session.scalars(part)), total=total, page=page, page_size=page_size)


def _referred(entity: Entity) -> list[Any]:
    options = [selectinload(getattr(entity.model, one.relation)) for one in entity.references]
    if entity.has_account:
        options.append(selectinload(entity.model.account))
    if entity.recipient:
        options.append(selectinload(entity.model.recipient_account))
    return options


def _has_word(entity: Entity, field: Attribute, entities: Mapping[str, Entity], word: str) -> Any:
    if field.type != "reference":
        column = getattr(entity.model, field.attribute)
        return (column if field.is_text else sa.cast(column, sa.String)).icontains(word, autoescape=True)
    target = entities[field.target]
    title = target.attribute(target.display)
    column = sa.cast(getattr(target.model, title.attribute), sa.String)
    return getattr(entity.model, field.relation).has(column.icontains(word, autoescape=True))


def _sort_key(entity: Entity, entities: Mapping[str, Entity], name: str) -> Any:
    if name in {"id", "created_at", "updated_at"}:
        return getattr(entity.model, name)
    field = entity.attribute(name)
    column = getattr(entity.model, field.attribute)
    if field.type != "reference":
        return sa.func.lower(column) if field.is_text else column
    # A reference is ordered by the title that people see, not by a number that they do not.
    target = entities[field.target]
    title = target.attribute(target.display)
    other = aliased(target.model)
    key = getattr(other, title.attribute)
    return sa.select(sa.func.lower(key) if title.is_text else key).where(other.id == column).scalar_subquery()
