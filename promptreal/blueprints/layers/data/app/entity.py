"""How the app describes itself: what an entity, its attributes and filters, an action, a chart and a report are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

TEXTS = frozenset({"string", "text", "email", "phone", "url", "choice"})
RANGES = frozenset({"integer", "decimal", "money", "percent", "date", "datetime", "timestamp"})


@dataclass(frozen=True)
class Term:
    """A product: `scale` times every factor, divided by everything in `over`.

    A factor is one of the record's own fields, one of what a reference leads to ("shirt.price"), or the days from one
    date to another ("start..end").
    """

    factors: tuple[str, ...]
    over: tuple[str, ...] = ()
    scale: str = "1"


@dataclass(frozen=True)
class Effect:
    """What a record does to the one that its reference `through` leads to: see `app/rules.py`."""

    kind: str
    through: str
    field: str = ""
    own: str = ""
    value: str = ""
    when: str = ""
    released: tuple[str, ...] = ()


@dataclass(frozen=True)
class Attribute:
    """One field: `name` in JSON and forms, `attribute` on the model; `relation` leads to what it refers to.

    One with a `formula` is the sum of its terms, which nobody types. `starts_now` means that a new record has this day
    or moment unless another is given.
    """

    name: str
    attribute: str
    label: str
    type: str
    required: bool = False
    unique: bool = False
    choices: tuple[str, ...] = ()
    target: str = ""
    relation: str = ""
    minimum: float | None = None
    maximum: float | None = None
    max_length: int | None = None
    searchable: bool = False
    filterable: bool = False
    sortable: bool = True
    example: str = ""
    formula: tuple[Term, ...] = ()
    starts_now: bool = False

    @property
    def is_text(self) -> bool:
        """Whether it is kept as text."""
        return self.type in TEXTS


@dataclass(frozen=True)
class Filter:
    """A control over a list: one `{field}` parameter, or `{field}_from` and `{field}_to` for a range."""

    name: str
    label: str
    field: str
    attribute: str
    type: str
    parameters: tuple[str, ...]
    choices: tuple[str, ...] = ()
    target: str = ""

    @property
    def is_range(self) -> bool:
        """Whether it has a from and a to."""
        return self.type in RANGES


@dataclass(frozen=True)
class Entity:
    """A thing that the app keeps: its table, its schemas, and how people call it."""

    name: str
    plural: str
    slug: str
    label: str
    label_plural: str
    description: str
    kind: str
    display: str
    status_field: str
    owned: bool
    samples: int
    model: Any
    create: type[BaseModel]
    update: type[BaseModel]
    read: type[BaseModel]
    filters: type[BaseModel]
    query: type[BaseModel]
    attributes: tuple[Attribute, ...]
    filter_controls: tuple[Filter, ...] = ()
    has_account: bool = False
    recipient: str = ""
    periods: tuple[tuple[str, str], ...] = ()
    effects: tuple[Effect, ...] = ()

    @property
    def given(self) -> tuple[Attribute, ...]:
        """The fields that people give: all but those that are worked out."""
        return tuple(one for one in self.attributes if not one.formula)

    def attribute(self, name: str) -> Attribute:
        """The field of that name.

        Raises:
            KeyError: there is none.
        """
        for one in self.attributes:
            if one.name == name:
                return one
        raise KeyError(f"{self.name} has no field {name}")

    @property
    def references(self) -> tuple[Attribute, ...]:
        """The fields that refer to other entities."""
        return tuple(one for one in self.attributes if one.type == "reference")

    @property
    def uploads(self) -> tuple[Attribute, ...]:
        """The fields that hold files."""
        return tuple(one for one in self.attributes if one.type in {"image", "file"})

    def label_of(self, record: Any) -> str:
        """A record's title."""
        return str(record)

    def value(self, record: Any, name: str) -> Any:
        """A record's raw value of a field: the id for a reference or a file."""
        return getattr(record, self.attribute(name).attribute)

    def parent(self, record: Any, name: str) -> Any:
        """The record that a reference leads to, or None."""
        return getattr(record, self.attribute(name).relation)

    def children(self, entities: Iterable[Entity]) -> list[tuple[Entity, Attribute]]:
        """The entities that refer to this one, each with the field that does."""
        return [(other, one) for other in entities for one in other.references if one.target == self.name]


@dataclass(frozen=True)
class Action:
    """Something that people do. `parent` is the field of what it creates that refers to what it is done on.

    A transition that `extends` a date moves it on by a `term`: a year, a month or a fortnight.
    """

    name: str
    slug: str
    label: str
    kind: str
    entity: str = ""
    creates: str = ""
    parent: str = ""
    to: str = ""
    extends: str = ""
    term: str = ""
    report: str = ""
    page: str = ""
    role: str = ""


@dataclass(frozen=True)
class Chart:
    """A figure over an entity: `aggregate` of `measure` by `dimension`."""

    name: str
    slug: str
    title: str
    kind: str
    entity: str
    dimension: str = ""
    measure: str = ""
    aggregate: str = "count"


@dataclass(frozen=True)
class Report:
    """A report that people put together; `sections` are charts, `summary` or `records`."""

    name: str
    slug: str
    title: str
    entity: str
    sections: tuple[str, ...]
    formats: tuple[str, ...]


@dataclass(frozen=True)
class Pipeline:
    """A flow of rows into an entity through `steps`."""

    name: str
    slug: str
    title: str
    entity: str
    steps: tuple[str, ...]
