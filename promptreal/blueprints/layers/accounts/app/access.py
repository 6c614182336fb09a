"""Who may see and change what: everybody may look, whoever is signed in may write, and what is owned is its owner's."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from app.catalogue import ACTIONS, ENTITIES
from app.entity import Action, Entity
from app.models import Account
from app.problems import Forbidden, Unauthorized


def require_writer(entity: Entity, viewer: Account | None) -> None:
    """Whoever makes records is signed in; only the owner of the site can be written to by everybody.

    Raises:
        Unauthorized: nobody is signed in.
    """
    if viewer is None and not _is_open(entity):
        raise Unauthorized("Sign in to do that.")


def require_owner(entity: Entity, record: Any, viewer: Account | None) -> None:
    """Whoever changes an owned record is its owner, and a message is its sender's.

    Raises:
        Unauthorized: nobody is signed in.
        Forbidden: the record is somebody else's.
    """
    if viewer is None:
        raise Unauthorized("Sign in to do that.")
    if _is_personal(entity) and record.account_id != viewer.id:
        raise Forbidden(f"This {entity.label.lower()} belongs to somebody else.")


def require_part(action: Action, record: Any, viewer: Account | None) -> None:
    """Whoever moves an owned record on has a part in it: as its owner, as the owner of what it was made on, or by role.

    Raises:
        Unauthorized: nobody is signed in.
        Forbidden: the viewer has no part in the record.
    """
    if viewer is None:
        raise Unauthorized("Sign in to do that.")
    if not has_part(action, record, viewer):
        raise Forbidden(f"This {ENTITIES[action.entity].label.lower()} belongs to somebody else.")


def has_part(action: Action, record: Any, viewer: Account) -> bool:
    """Whether the viewer may move this record on by the action."""
    entity = ENTITIES[action.entity]
    if not entity.owned or (action.role and action.role == viewer.role):
        return True
    owners = {record.account_id}
    for field in entity.references:
        if ENTITIES[field.target].has_account and (parent := entity.parent(record, field.name)) is not None:
            owners.add(parent.account_id)
    return viewer.id in owners


def visible(statement: sa.Select[Any], entity: Entity, viewer: Account | None) -> sa.Select[Any]:
    """Only what the viewer may see: of messages those from and to the viewer, and to the site's owner its own."""
    if entity.kind != "message":
        return statement
    if viewer is None:
        raise Unauthorized("Sign in to read messages.")
    mine = [entity.model.account_id == viewer.id, entity.model.recipient_account_id == viewer.id]
    if _is_open(entity):
        first = sa.select(sa.func.min(Account.id)).where(Account.password_hash != "").scalar_subquery()
        mine.append(sa.and_(entity.model.recipient_account_id.is_(None), first == viewer.id))
    return statement.where(sa.or_(*mine))


def may_see(entity: Entity, record: Any, viewer: Account | None) -> bool:
    """Whether one record is for the viewer's eyes."""
    if entity.kind != "message":
        return True
    session = sa.inspect(record).session
    statement = visible(sa.select(entity.model.id), entity, viewer).where(entity.model.id == record.id)
    return session.scalar(statement) is not None


def _is_open(entity: Entity) -> bool:
    return any(one.kind == "contact" and one.creates == entity.name for one in ACTIONS.values())


def _is_personal(entity: Entity) -> bool:
    return entity.owned or entity.kind in {"mark", "message"}
