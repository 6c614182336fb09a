"""What will be built: the AppSpec, complete before any code exists.

A designer writes it, a generator reads it, and the acceptance checks are compiled from it. Names inside it are
identifiers (`snake_case`) and references between its parts are by name; `AppSpec` refuses a dangling one.
"""

from __future__ import annotations

from collections.abc import Container
from enum import StrEnum
from typing import Literal, Self

from pydantic import Field as Attribute
from pydantic import JsonValue, model_validator

from promptreal.model import Model

Identifier = Attribute(pattern=r"^[a-z][a-z0-9_]{0,47}$")


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
    `company` or `city`, or empty for the generator to choose by type and name.
    """

    name: str = Identifier
    label: str
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
    origin: Origin = Origin.ASSUMED

    @model_validator(mode="after")
    def _belongings(self) -> Self:
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


class Entity(Model):
    """A thing the app keeps.

    `name` is singular snake_case, `plural` its plural (table, and route once underscores are dashes). `display` is
    the field that titles a record. `status_field` is the CHOICE field that transitions move, if any. `owned` means
    that a record belongs to the account that made it (only in apps with accounts). `quote` is the words it is from.
    `samples` is how many sample records the app starts with.
    """

    name: str = Identifier
    plural: str = Identifier
    label: str
    label_plural: str
    description: str = ""
    kind: EntityKind = EntityKind.RECORD
    fields: tuple[Field, ...] = Attribute(min_length=1)
    display: str
    status_field: str = ""
    owned: bool = False
    samples: int = Attribute(default=24, ge=0, le=500)
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
        if self.display not in names:
            raise ValueError(f"entity {self.name}: display field {self.display} does not exist")
        if self.status_field and self.field(self.status_field).type is not FieldType.CHOICE:
            raise ValueError(f"entity {self.name}: status field {self.status_field} is not a choice")
        return self


class ActionKind(StrEnum):
    """What a user does.

    BROWSE, VIEW, SEARCH, FILTER, SORT, CREATE, UPDATE and DELETE mean what they say of `entity`. ATTACH makes a
    record of `creates` that refers to the record it is done on (reply, review, book, apply, bid). TOGGLE makes or
    removes the account's own `creates` mark on it (follow, favourite, collect). TRANSITION sets the entity's status
    field to `to` (approve, cancel, resign). COMPARE puts records side by side; REPORT generates the report `report`;
    DOWNLOAD hands out a record or its file; SHARE gives a public link; PRINT a page for paper; READ is reading the
    content page `page`; CONTACT writes to the owner of the site; MESSAGE writes to another person; REGISTER, LOGIN
    and PROFILE are about the account.
    """

    BROWSE = "browse"
    VIEW = "view"
    SEARCH = "search"
    FILTER = "filter"
    SORT = "sort"
    CREATE = "create"
    UPDATE = "update"
    DELETE = "delete"
    ATTACH = "attach"
    TOGGLE = "toggle"
    TRANSITION = "transition"
    COMPARE = "compare"
    REPORT = "report"
    DOWNLOAD = "download"
    SHARE = "share"
    PRINT = "print"
    READ = "read"
    CONTACT = "contact"
    MESSAGE = "message"
    REGISTER = "register"
    LOGIN = "login"
    PROFILE = "profile"


class Action(Model):
    """One thing that users do, in the prompt's own verb (`label` is on the button: "Book campsite")."""

    name: str = Identifier
    label: str
    kind: ActionKind
    entity: str = ""
    creates: str = ""
    to: str = ""
    report: str = ""
    page: str = ""
    role: str = ""
    origin: Origin = Origin.PROMPT
    quote: str = ""


class ChartKind(StrEnum):
    """How a chart is drawn. NUMBER is a tile with one figure."""

    LINE = "line"
    BAR = "bar"
    PIE = "pie"
    NUMBER = "number"


class Aggregate(StrEnum):
    """How a chart folds records."""

    COUNT = "count"
    SUM = "sum"
    AVERAGE = "average"


class Chart(Model):
    """A figure over one entity: `aggregate` of `measure` (empty for COUNT) by `dimension`.

    A date dimension is folded by month, a CHOICE or REFERENCE or STRING dimension by value (the ten largest). A
    NUMBER chart has no dimension. The charts of an entity react to that entity's filters.
    """

    name: str = Identifier
    title: str
    kind: ChartKind
    entity: str
    dimension: str = ""
    measure: str = ""
    aggregate: Aggregate = Aggregate.COUNT
    origin: Origin = Origin.ASSUMED
    quote: str = ""


class Filter(Model):
    """A control that narrows a list and its charts.

    The field's type decides its shape: from and to for dates and numbers, a choice list for CHOICE and REFERENCE,
    yes or no for BOOLEAN, the distinct values for STRING. `label` is what the prompt calls it ("Date range").
    """

    name: str = Identifier
    label: str
    entity: str
    field: str
    origin: Origin = Origin.ASSUMED
    quote: str = ""


class Report(Model):
    """A report that a user puts together: chosen sections over an entity, in a chosen format.

    `sections` are names of charts of the entity, or the words `summary` and `records`.
    """

    name: str = Identifier
    title: str
    entity: str
    sections: tuple[str, ...] = ("summary", "records")
    formats: tuple[Literal["html", "csv", "json"], ...] = ("html", "csv", "json")
    origin: Origin = Origin.ASSUMED
    quote: str = ""


class PageKind(StrEnum):
    """What a page is for. Lists, details and forms of entities are implied by the entities themselves."""

    HOME = "home"
    LIST = "list"
    FORM = "form"
    DASHBOARD = "dashboard"
    REPORT = "report"
    COMPARE = "compare"
    CONTENT = "content"
    CONTACT = "contact"
    PROFILE = "profile"


class Section(Model):
    """A titled block of a content page; `entity` makes it show that entity's records as cards (or as a carousel)."""

    title: str
    text: str = ""
    entity: str = ""
    carousel: bool = False


class Page(Model):
    """A page that the navigation leads to. `slug` is its route without slashes ("about-us"; empty for home)."""

    slug: str = Attribute(pattern=r"^([a-z0-9]+(-[a-z0-9]+)*)?$")
    title: str
    kind: PageKind
    entity: str = ""
    action: str = ""
    report: str = ""
    sections: tuple[Section, ...] = ()
    charts: tuple[str, ...] = ()
    navigation: bool = True
    origin: Origin = Origin.ASSUMED
    quote: str = ""


class Colour(Model):
    """A CSS colour: the name the prompt used and the value it stands for."""

    name: str
    hex: str = Attribute(pattern=r"^#[0-9a-f]{6}$")


class Style(Model):
    """How it looks. `background` is the page, `component` is buttons, headers and the like; notes are other wishes."""

    background: Colour = Colour(name="white smoke", hex="#f5f5f5")
    component: Colour = Colour(name="steel blue", hex="#4682b4")
    notes: tuple[str, ...] = ()
    origin: Origin = Origin.ASSUMED


class Role(Model):
    """A kind of user, with what the prompt says of it."""

    name: str = Identifier
    label: str
    quote: str = ""


class Integration(Model):
    """An outside system that the prompt names. `tool` is the catalogue's name, if it has one."""

    name: str = Identifier
    label: str
    tool: str = ""
    provided: bool = False
    note: str = ""
    quote: str = ""


class Pipeline(Model):
    """An extract-transform-load flow into `entity` (etl-pipeline apps): `steps` name its transformations in order."""

    name: str = Identifier
    title: str
    entity: str
    steps: tuple[str, ...] = ("trim", "validate", "deduplicate", "load")
    quote: str = ""


class JsonExpectation(Model):
    """What a JSON answer must hold at `path` (dots between keys and indexes, `*` for every item; empty for the whole).

    `sums_to` compares the number, or the sum of the numbers, at the path with the sum of the terms in `value`;
    `figure` looks into a chart at the path: `value` is `{"label", "terms"}`; `ascending` and `descending` take no
    value and allow equal neighbours. `{name}` in a string of `value` stands for a saved value.
    """

    path: str
    op: Literal[
        "equals",
        "at_least",
        "at_most",
        "contains",
        "has_length",
        "every_equals",
        "exists",
        "sums_to",
        "figure",
        "ascending",
        "descending",
    ]
    value: JsonValue = None


class Step(Model):
    """One HTTP request of a check and what must come back.

    `{name}` in path, query, form, body, contains and lacks stands for a value that an earlier step saved. `save` maps
    a name to a JSON path of the answer (`sum:PATH` for the sum of the numbers there), or to `header:NAME` (or
    `header:NAME:PATTERN`, first group), or to `regex:PATTERN` (first group) on the text. Redirects are not followed.

    `files` are uploads, by form field, of a small `image` or `text` file. `session` names whose cookies are sent:
    in an app with accounts `first` and `second` are signed in, any other begins empty with the criterion.
    """

    method: Literal["GET", "POST", "PUT", "PATCH", "DELETE"] = "GET"
    path: str
    query: dict[str, str] = {}
    form: dict[str, str] | None = None
    files: dict[str, Literal["image", "text"]] = {}
    body: JsonValue = None
    session: str = "first"
    status: tuple[int, ...] = (200,)
    contains: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    expect: tuple[JsonExpectation, ...] = ()
    save: dict[str, str] = {}


class Criterion(Model):
    """An acceptance criterion: a sentence, and the executable check that decides it.

    A check with `writes` runs against a candidate with a throw-away database only. `part` names what it is about
    (`action:book_campsite`, `chart:sales_trends`), so that a report can say which wishes have no check.
    """

    id: str = Attribute(pattern=r"^AC-\d{2,3}$")
    text: str
    part: str = ""
    writes: bool = False
    steps: tuple[Step, ...] = Attribute(min_length=1)


class Understanding(Model):
    """What the designer made of the prompt, in sentences for the person who wrote it."""

    understood: tuple[str, ...] = ()
    assumed: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    readable: bool = True


class AppSpec(Model):
    """Everything that will be built.

    `prompt` is verbatim, `enhanced_prompt` the same wish made explicit. `accounts` means that the app has
    registration and sign-in. `version` counts the generations of the app from 1.
    """

    app_name: str
    title: str
    tagline: str = ""
    app_type: str
    language: str = "python"
    prompt: str
    enhanced_prompt: str
    version: int = 1
    accounts: bool = False
    roles: tuple[Role, ...] = ()
    entities: tuple[Entity, ...] = Attribute(min_length=1)
    actions: tuple[Action, ...] = ()
    pages: tuple[Page, ...] = ()
    charts: tuple[Chart, ...] = ()
    filters: tuple[Filter, ...] = ()
    reports: tuple[Report, ...] = ()
    pipelines: tuple[Pipeline, ...] = ()
    integrations: tuple[Integration, ...] = ()
    tools: tuple[str, ...] = ()
    egress: tuple[str, ...] = ()
    style: Style = Style()
    understanding: Understanding = Understanding()
    criteria: tuple[Criterion, ...] = ()
    designer: str = ""

    def entity(self, name: str) -> Entity:
        """The entity of that name.

        Raises:
            KeyError: there is none.
        """
        for entity in self.entities:
            if entity.name == name:
                return entity
        raise KeyError(f"no entity {name}")

    def filters_of(self, entity: str) -> tuple[Filter, ...]:
        """The filters over that entity."""
        return tuple(one for one in self.filters if one.entity == entity)

    def charts_of(self, entity: str) -> tuple[Chart, ...]:
        """The charts over that entity."""
        return tuple(one for one in self.charts if one.entity == entity)

    def actions_on(self, entity: str) -> tuple[Action, ...]:
        """The actions on that entity."""
        return tuple(one for one in self.actions if one.entity == entity)

    @model_validator(mode="after")
    def _references_hold(self) -> Self:
        _check_unique(self)
        _check_references(self)
        return self


def _check_unique(spec: AppSpec) -> None:
    names: dict[str, list[str]] = {
        "entity": [one.name for one in spec.entities],
        "table": [one.plural for one in spec.entities],
        "action": [one.name for one in spec.actions],
        "chart": [one.name for one in spec.charts],
        "filter": [one.name for one in spec.filters],
        "report": [one.name for one in spec.reports],
        "pipeline": [one.name for one in spec.pipelines],
        "page": [one.slug for one in spec.pages],
        "criterion": [one.id for one in spec.criteria],
    }
    for kind, values in names.items():
        twice = sorted({value for value in values if values.count(value) > 1})
        if twice:
            raise ValueError(f"{kind} names used twice: {', '.join(twice)}")


def _check_references(spec: AppSpec) -> None:
    entities = {one.name: one for one in spec.entities}
    charts = {one.name for one in spec.charts}
    reports = {one.name for one in spec.reports}
    actions = {one.name for one in spec.actions}

    def known(where: str, kind: str, name: str, among: Container[str]) -> None:
        if name and name not in among:
            raise ValueError(f"{where} refers to {kind} {name}, which does not exist")

    for entity in spec.entities:
        for field in entity.references:
            known(f"field {entity.name}.{field.name}", "entity", field.target, entities)
    for action in spec.actions:
        known(f"action {action.name}", "entity", action.entity, entities)
        known(f"action {action.name}", "entity", action.creates, entities)
        known(f"action {action.name}", "report", action.report, reports)
    parts: tuple[Chart | Filter | Report | Pipeline, ...] = (
        *spec.charts,
        *spec.filters,
        *spec.reports,
        *spec.pipelines,
    )
    for one in parts:
        known(f"{type(one).__name__.lower()} {one.name}", "entity", one.entity, entities)
    for chart in spec.charts:
        fields = {field.name for field in entities[chart.entity].fields}
        known(f"chart {chart.name}", "field", chart.dimension, fields | {"created_at"})
        known(f"chart {chart.name}", "field", chart.measure, fields)
    for one_filter in spec.filters:
        known(
            f"filter {one_filter.name}",
            "field",
            one_filter.field,
            {field.name for field in entities[one_filter.entity].fields} | {"created_at"},
        )
    for page in spec.pages:
        known(f"page {page.slug}", "entity", page.entity, entities)
        known(f"page {page.slug}", "report", page.report, reports)
        known(f"page {page.slug}", "action", page.action, actions)
        for chart_name in page.charts:
            known(f"page {page.slug}", "chart", chart_name, charts)
        for section in page.sections:
            known(f"page {page.slug}", "entity", section.entity, entities)
