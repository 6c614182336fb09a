"""The files that records hold: a file goes with the last record that refers to it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.catalogue import ENTITIES
from app.entity import Attribute, Entity
from app.models import StoredFile


def held(entity: Entity, record: Any) -> set[int]:
    """The ids of the files in a record's own fields."""
    return {found for one in entity.uploads if (found := getattr(record, one.attribute)) is not None}


def held_with_all_that_goes(session: Session, entity: Entity, record: Any) -> set[int]:
    """The ids of the files of a record, and of all records that the database deletes together with it."""
    waiting = [(entity, record)]
    seen = set()
    files: set[int] = set()
    while waiting:
        holder, one = waiting.pop()
        if (holder.name, one.id) in seen:
            continue
        seen.add((holder.name, one.id))
        files |= held(holder, one)
        for child, field in holder.children(ENTITIES.values()):
            column = getattr(child.model, field.attribute)
            if _goes_along(column):
                waiting.extend((child, row) for row in session.scalars(sa.select(child.model).where(column == one.id)))
    return files


def discard(session: Session, files: Iterable[int]) -> None:
    """Deletes those of the files that no record refers to any more; the caller commits."""
    unused = set(files)
    for entity in ENTITIES.values():
        for one in entity.uploads if unused else ():
            unused -= _still_there(session, entity, one, unused)
    if unused:
        session.execute(sa.delete(StoredFile).where(StoredFile.id.in_(unused)))


def _goes_along(column: Any) -> bool:
    return any(key.ondelete == "CASCADE" for key in column.property.columns[0].foreign_keys)


def _still_there(session: Session, entity: Entity, one: Attribute, files: set[int]) -> set[int]:
    column = getattr(entity.model, one.attribute)
    return set(session.scalars(sa.select(column).where(column.in_(files))))
