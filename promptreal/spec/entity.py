"""What an app keeps: entities and their typed fields."""

from __future__ import annotations

from enum import StrEnum
from typing import Self

from pydantic import Field as Attribute
from pydantic import model_validator

from promptreal.model import Model
from promptreal.spec.rules import Claim, Condition, Effect, Term, fields_in
from promptreal.spec.words import Identifier, Words

__all__ = ["Access", "Entity", "EntityKind", "Field", "FieldType", "Identifier", "Origin", "Words"]


class Origin(StrEnum):
    """Where a part of the spec comes from: the words of the prompt, or an assumption that is listed as one."""

    PROMPT = "prompt"
    ASSUMED = "assumed"


class FieldType(StrEnum):
    """What a field holds. MONEY and DECIMAL are exact; IMAGE and FILE are uploads; REFERENCE is a foreign key."""

    STRING = "string"
    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    MONEY = "money"
    PERCENT = "percent"
    BOOLEAN = "boolean"
    DATE = "date"
    DATETIME = "datetime"
    EMAIL = "email"
    PHONE = "phone"
    URL = "url"
    IMAGE = "image"
    FILE = "file"
    CHOICE = "choice"
    REFERENCE = "reference"

    @property
    def is_number(self) -> bool:
        """Whether sums and averages of it make sense."""
        return self in {self.INTEGER, self.DECIMAL, self.MONEY, self.PERCENT}

    @property
    def is_time(self) -> bool:
        """Whether it can be the axis of a trend."""
        return self in {self.DATE, self.DATETIME}


class Field(Model):
    """One typed column of an entity.

    `choices` belongs to CHOICE, `target` (an entity's name) to REFERENCE. `minimum` and `maximum` bound numbers;
    `max_length` bounds text. `example` says what realistic sample values look like: a Faker provider name such as
    `company` or `city`, or empty for the generator to choose by type and name. A field with a `formula` is the sum of
    its terms, one with a `condition` a yes or no: the app works it out and nobody types it. `starts_now` means that a
    new record has this day or moment unless another one is given, or the day that is so many `days_ahead`. `note` is
    what stands below its input. What
    each of a CHOICE's choices is worth, in a formula, stands in `worth`.
    """

    name: str = Identifier
    label: Words
    type: FieldType
    required: bool = False
    unique: bool = False
    choices: tuple[str, ...] = ()
    target: str = ""
    minimum: float | None = None
    maximum: float | None = None
    max_length: int | None = None
    example: str = ""
    searchable: bool = False
    filterable: bool = False
    sortable: bool = True
    formula: tuple[Term, ...] = ()
    condition: Condition | None = None
    starts_now: bool = False
    days_ahead: int = Attribute(default=0, ge=0)
    note: str = ""
    worth: tuple[str, ...] = ()
    origin: Origin = Origin.ASSUMED

    @property
    def is_given(self) -> bool:
        """Whether somebody types it: it is not worked out."""
        return not self.formula and self.condition is None

    @model_validator(mode="after")
    def _belongings(self) -> Self:
        if self.condition and (self.required or self.unique or self.formula or self.type is not FieldType.BOOLEAN):
            raise ValueError(f"field {self.name}: what holds at the moment of reading is a yes or no that nobody gives")
        if self.formula and (self.required or self.unique or not self.type.is_number):
            raise ValueError(f"field {self.name}: what is worked out is a number that nobody must give")
        if self.worth and len(self.worth) != len(self.choices):
            raise ValueError(f"field {self.name}: each choice is worth something, or none is")
        if self.starts_now and not self.type.is_time:
            raise ValueError(f"field {self.name}: only a date or a time can start now")
        if self.days_ahead and not (self.starts_now and self.type is FieldType.DATE):
            raise ValueError(f"field {self.name}: only a date that starts now can do so some days ahead")
        if (self.type is FieldType.CHOICE) != bool(self.choices):
            raise ValueError(f"field {self.name}: choices go with type choice, and only with it")
        if (self.type is FieldType.REFERENCE) != bool(self.target):
            raise ValueError(f"field {self.name}: a target goes with type reference, and only with it")
        return self


class EntityKind(StrEnum):
    """What part an entity plays.

    RECORD things that users keep, with pages of their own; ACTIVITY is made by acting on another record (a reply,
    a review, a booking, an application) and is shown under it as well; MARK is one account's mark on a record (a
    favourite, a follow); MESSAGE goes from one person to another or to the owner of the site; CONTENT is editorial.
    """

    RECORD = "record"
    ACTIVITY = "activity"
    MARK = "mark"
    MESSAGE = "message"
    CONTENT = "content"


class Access(StrEnum):
    """Who sees and changes the records of an entity, in an app with accounts.

    OPEN: everybody looks, whoever is signed in makes them, and where they are owned their owner changes them. MANAGED:
    everybody looks, staff makes and changes them (what a shop sells). PRIVATE: whoever made a record sees and changes
    it, and so do staff and the owner of what it was made on (an order, an application).
    """

    OPEN = "open"
    MANAGED = "managed"
    PRIVATE = "private"


class Entity(Model):
    """A thing the app keeps.

    `name` is singular snake_case, `plural` its plural (table, and route once underscores are dashes). `display` is
    the field that titles a record. `status_field` is the CHOICE field that transitions move, if any. `owned` means
    that a record belongs to the account that made it (only in apps with accounts); `access` says who else may see and
    change it. `gives` is the reference to what passes to the account that has the address in the EMAIL field of a
    record when it is made (a transfer), or to the one that registers with it. `quote` is the words it is from.
    `samples` is how many sample records the app starts with. Of each pair in `periods`, the first date is not after
    the second. `effects` are what its records do to those that they refer to, `claims` what they take up of them, so
    that others are refused. `sort` is the field that a list is ordered by where nobody asks for another order,
    downwards after a minus; the newest come first where it is empty.
    """

    name: str = Identifier
    plural: str = Identifier
    label: Words
    label_plural: Words
    description: str = ""
    kind: EntityKind = EntityKind.RECORD
    fields: tuple[Field, ...] = Attribute(min_length=1)
    display: str
    status_field: str = ""
    owned: bool = False
    access: Access = Access.OPEN
    gives: str = ""
    samples: int = Attribute(default=24, ge=0, le=500)
    sort: str = ""
    periods: tuple[tuple[str, str], ...] = ()
    effects: tuple[Effect, ...] = ()
    claims: tuple[Claim, ...] = ()
    origin: Origin = Origin.PROMPT
    quote: str = ""

    def field(self, name: str) -> Field:
        """The field of that name.

        Raises:
            KeyError: there is none.
        """
        for field in self.fields:
            if field.name == name:
                return field
        raise KeyError(f"entity {self.name} has no field {name}")

    @property
    def is_secret(self) -> bool:
        """Whether its records are not for everybody's eyes."""
        return self.kind is EntityKind.MESSAGE or self.access is Access.PRIVATE

    @property
    def references(self) -> tuple[Field, ...]:
        """The fields that point to other entities."""
        return tuple(field for field in self.fields if field.type is FieldType.REFERENCE)

    @model_validator(mode="after")
    def _fields_exist(self) -> Self:
        names = [field.name for field in self.fields]
        if len(set(names)) != len(names):
            raise ValueError(f"entity {self.name}: two fields share a name")
        reserved = {"id", "created_at", "updated_at", "account_id", "metadata", "registry"} & set(names)
        if reserved:
            raise ValueError(f"entity {self.name}: field names {sorted(reserved)} are taken by the app itself")
        if self.gives and not any(one.type is FieldType.EMAIL for one in self.fields):
            raise ValueError(f"entity {self.name}: what is given is given to an address")
        if self.gives and self.gives not in {one.name for one in self.references}:
            raise ValueError(f"entity {self.name}: it gives {self.gives}, which is no reference of it")
        if self.access is Access.PRIVATE and not self.owned:
            raise ValueError(f"entity {self.name}: what is private belongs to somebody, so it is owned")
        if self.display not in names:
            raise ValueError(f"entity {self.name}: display field {self.display} does not exist")
        if self.status_field and self.field(self.status_field).type is not FieldType.CHOICE:
            raise ValueError(f"entity {self.name}: status field {self.status_field} is not a choice")
        self._rules_hold({field.name: field for field in self.fields})
        return self

    def _rules_hold(self, fields: dict[str, Field]) -> None:
        """Raises a ValueError for a rule about a field that is not there."""
        needed = {name for pair in self.periods for name in pair}
        needed |= {self.sort.removeprefix("-")} if self.sort else set()
        for field in self.fields:
            for factor in (one for term in field.formula for one in (*term.factors, *term.over)):
                needed |= set(fields_in(factor))
            needed |= set(field.condition.fields) if field.condition else set()
        needed |= {name for claim in self.claims for name in claim.fields}
        for effect in self.effects:
            needed |= {effect.through} | ({effect.own} if effect.own else set())
            if effect.when and effect.when not in (fields[self.status_field].choices if self.status_field else ()):
                raise ValueError(f"entity {self.name}: an effect waits for the status {effect.when}")
        if missing := sorted(needed - fields.keys()):
            raise ValueError(f"entity {self.name}: a rule is about {', '.join(missing)}, which it does not have")
