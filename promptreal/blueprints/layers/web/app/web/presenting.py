"""Records as pages show them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from app.database import Base
from app.entity import Action, Attribute
from app.web import formatting
from app.web.descriptions import VIEWS, EntityView


@dataclass(frozen=True)
class RecordView:
    """One record with its entity: `record["price"]` is the value of a field."""

    entity: EntityView
    record: Base

    def __getitem__(self, name: str) -> object:
        return self.entity.source.value(self.record, name)

    @property
    def id(self) -> int:
        """The record's number."""
        return self.record.id

    @property
    def title(self) -> str:
        """What the record is called."""
        return self.entity.source.label_of(self.record) or f"{self.entity.label} {self.id}"

    @property
    def address(self) -> str:
        """The record's page."""
        return f"{self.entity.address}/{self.id}"

    @property
    def created_at(self) -> object:
        """When it was made."""
        return self.record.created_at

    @property
    def owner_id(self) -> int | None:
        """The account that it belongs to."""
        return getattr(self.record, "account_id", None)

    @property
    def owner_name(self) -> str:
        """The name of the account that it belongs to, or nothing."""
        account = getattr(self.record, "account", None)
        return account.name if account is not None else ""

    def label(self, name: str) -> str:
        """What the record is called that a reference field points to."""
        field = self.entity.source.attribute(name)
        parent = self.entity.source.parent(self.record, name)
        return "" if parent is None else RecordView(VIEWS[field.target], parent).title

    def text(self, field: Attribute) -> str:
        """A field's value in words."""
        if field.type == "reference":
            return self.label(field.name) or formatting.MISSING
        value = self[field.name]
        if field.type == "choice" and value:
            return formatting.words(str(value))
        return formatting.shown(value, field.type)

    def exact(self, field: Attribute) -> object:
        """A field's value for a file: exact, but a reference by what it is called."""
        return self.label(field.name) if field.type == "reference" else self[field.name]

    @property
    def status(self) -> object:
        """The value of the status field, or None."""
        return self[self.entity.status_field] if self.entity.status_field else None

    @property
    def transitions(self) -> list[Action]:
        """The actions that would move its status."""
        return [one for one in self.entity.doing("transition") if one.to != self.status]


def views(entity: EntityView, records: Iterable[Base]) -> list[RecordView]:
    """All these records of an entity."""
    return [RecordView(entity, one) for one in records]
