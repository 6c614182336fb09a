"""What users do and see: actions, charts, filters, reports, pages and style."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from pydantic import Field as Attribute

from promptreal.model import Model
from promptreal.spec.entity import Origin
from promptreal.spec.words import Identifier, Words


class ActionKind(StrEnum):
    """What a user does.

    BROWSE, VIEW, SEARCH, FILTER, SORT, CREATE, UPDATE and DELETE mean what they say of `entity`. ATTACH makes a
    record of `creates` that refers to the record it is done on (reply, review, book, apply, bid). TOGGLE makes or
    removes the account's own `creates` mark on it (follow, favourite, collect). TRANSITION sets the entity's status
    field to `to` (approve, cancel, resign). COMPARE puts records side by side; REPORT generates the report `report`;
    DOWNLOAD hands out a record or its file; SHARE gives a public link; PRINT a page for paper; READ is reading the
    content page `page`; CONTACT writes to the owner of the site; MESSAGE writes to another person; REGISTER, LOGIN
    and PROFILE are about the account; PLAY is done in a game that is played in the app, WORK on a
    workbench; both begin on the page `page`. ANSWER is answering the questions of a record of `entity`, STUDY going
    through its cards.
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
    PLAY = "play"
    WORK = "work"
    ANSWER = "answer"
    STUDY = "study"


class Action(Model):
    """One thing that users do, in the prompt's own verb (`label` is on the button: "Book campsite").

    A TRANSITION can also move the date `extends` on by a `term`: a renewal. One that `stamps` a date writes the day on
    which it happens into it, once: a return. It needs no status to lead to.
    """

    name: str = Identifier
    label: Words
    kind: ActionKind
    entity: str = ""
    creates: str = ""
    to: str = ""
    extends: str = ""
    stamps: str = ""
    term: Literal["year", "month", "fortnight", "week"] = "year"
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


class Period(StrEnum):
    """What a chart folds a date by: the hours of the day and the days of the week are the same ones every time."""

    HOUR = "hour"
    WEEKDAY = "weekday"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


class Chart(Model):
    """A figure over one entity: `aggregate` of `measure` (empty for COUNT) by `dimension`.

    A date dimension is folded by `period`, a CHOICE or REFERENCE or STRING dimension by value: the ten largest, and
    what all others come to. With `largest` it is so many, and nothing of the others ("top 5 customers"). A
    NUMBER chart has no dimension. The charts of an entity react to that entity's filters; with `only`, pairs of a
    filter's parameter and its value, a chart is of nothing else ("overdue invoices"). With `through`, a reference of
    the entity, the dimension is a field of what it refers to (sales by the region of their customers).
    """

    name: str = Identifier
    title: Words
    kind: ChartKind
    entity: str
    dimension: str = ""
    through: str = ""
    measure: str = ""
    aggregate: Aggregate = Aggregate.COUNT
    period: Period = Period.MONTH
    largest: int = Attribute(default=0, ge=0, le=100)
    only: tuple[tuple[str, str], ...] = ()
    origin: Origin = Origin.ASSUMED
    quote: str = ""


class Filter(Model):
    """A control that narrows a list and its charts.

    The field's type decides its shape: from and to for dates and numbers, a choice list for CHOICE and REFERENCE,
    yes or no for BOOLEAN, the distinct values for STRING. `label` is what the prompt calls it ("Date range").
    """

    name: str = Identifier
    label: Words
    entity: str
    field: str
    origin: Origin = Origin.ASSUMED
    quote: str = ""


class Excerpt(Model):
    """The records of a report that alone fulfil something, by pairs of a filter's parameter and its value."""

    name: str = Identifier
    title: Words
    only: tuple[tuple[str, str], ...] = Attribute(min_length=1)


class Report(Model):
    """A report that a user puts together: chosen sections over an entity, in a chosen format.

    `sections` are names of charts of the entity, of `excerpts`, or the words `summary` and `records`. PDF and Excel are
    there only where the prompt asks for them: they need libraries that an app has no other use for.
    """

    name: str = Identifier
    title: Words
    entity: str
    sections: tuple[str, ...] = ("summary", "records")
    excerpts: tuple[Excerpt, ...] = ()
    formats: tuple[Literal["html", "csv", "json", "pdf", "xlsx"], ...] = ("html", "csv", "json")
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
    PLAY = "play"
    WORK = "work"
    PERSONAL = "personal"


class Section(Model):
    """A titled block of a content page; `entity` makes it show that entity's records as cards (or as a carousel)."""

    title: Words
    text: str = ""
    entity: str = ""
    carousel: bool = False


class Page(Model):
    """A page that the navigation leads to. `slug` is its route without slashes ("about-us"; empty for home)."""

    slug: str = Attribute(pattern=r"^([a-z0-9]+(-[a-z0-9]+)*)?$")
    title: Words
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
    """How it looks. `background` is the page, `component` is buttons, headers and the like; notes are other wishes.

    `text` is the size of all text in percent of the usual one, `corners` the radius of the corners in pixels.
    """

    background: Colour = Colour(name="white smoke", hex="#f5f5f5")
    component: Colour = Colour(name="steel blue", hex="#4682b4")
    text: int = Attribute(default=100, ge=80, le=160)
    corners: int = Attribute(default=10, ge=0, le=24)
    font: Literal["sans", "serif", "mono"] = "sans"
    notes: tuple[str, ...] = ()
    origin: Origin = Origin.ASSUMED


class Role(Model):
    """A kind of user, with what the prompt says of it.

    `staff` runs the site: nobody registers as such, and it changes what is MANAGED.
    """

    name: str = Identifier
    label: Words
    staff: bool = False
    quote: str = ""


class Integration(Model):
    """An outside system that the prompt names. `tool` is the catalogue's name, if it has one."""

    name: str = Identifier
    label: Words
    tool: str = ""
    provided: bool = False
    note: str = ""
    quote: str = ""


class Conversion(Model):
    """What the step `convert` does: the MONEY field `amount` times the number `rate` of what `through` refers to.

    The result is in the currency `into`. The field `original` keeps the amount as it was read; `codes` are the
    currencies whose rates the app begins with, and `rates` are these, in the same order.
    """

    amount: str
    through: str
    rate: str
    original: str
    into: str = Attribute(pattern=r"^[A-Z]{3}$")
    codes: tuple[str, ...] = Attribute(min_length=1)
    rates: tuple[str, ...] = Attribute(min_length=1)


class Pipeline(Model):
    """An extract-transform-load flow into `entity` (etl-pipeline apps): `steps` name its transformations in order."""

    name: str = Identifier
    title: Words
    entity: str
    steps: tuple[str, ...] = ("trim", "validate", "deduplicate", "load")
    conversion: Conversion | None = None
    quote: str = ""


class Offer(StrEnum):
    """What players can do with a game besides moving."""

    UNDO = "undo"
    RESIGN = "resign"
    REVIVE = "revive"
    JOIN = "join"


class Play(Model):
    """A game that is played in the app, by its name in the catalogue of games (`blueprints/games`).

    `offers` are what its players can do besides moving. `keeper` is the entity that keeps the names of those who
    played, if any.
    """

    name: str = Attribute(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    title: Words
    offers: tuple[Offer, ...] = ()
    keeper: str = ""
    origin: Origin = Origin.PROMPT
    quote: str = ""


class Workbench(Model):
    """A page of the catalogue (`blueprints/workbenches`) on which the TEXT field `field` of an entity is worked on.

    `templates` is the entity that keeps what new records can start from, with a field of the same name; `choices` are
    CHOICE fields that are chosen beside the title.
    """

    name: str = Attribute(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    title: Words
    entity: str
    field: str
    templates: str = ""
    choices: tuple[str, ...] = ()
    origin: Origin = Origin.PROMPT
    quote: str = ""


class Questionnaire(Model):
    """Records of `entity` ask questions that people answer on one page: a quiz, an exam, a survey, a poll.

    `questions` is the entity of the questions, which refers to `entity`; it is `entity` itself where each record is
    one question (a poll). A question has the text `question` and the answers to choose from, `option_a` and so on;
    where it is `scored`, `answer` is the letter of the right one and `points` what it is worth. Without scores,
    everybody answers once. The app works out every score and every result.
    """

    entity: str
    questions: str
    scored: bool
    quote: str = ""


class Deck(Model):
    """Records of `entity` are decks of cards to learn: `cards` refers to it, and has a `front` and a `back`."""

    entity: str
    cards: str
    quote: str = ""


class Track(Model):
    """How far somebody is: how many records of `part` in a record of `whole` have the person's own `mark` on them.

    `part` refers to `whole`, `mark` to `part`. Parts come in the order in which they were made.
    """

    whole: str
    part: str
    mark: str
    quote: str = ""
