"""What the pages add to the catalogue: how an entity is presented, and the pages that `site.py` describes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from app.catalogue import ACTIONS, CHARTS, ENTITIES, PIPELINES, REPORTS
from app.entity import Action, Attribute, Entity, Filter

NUMBERS = frozenset({"integer", "decimal", "money", "percent"})
UPLOADS = frozenset({"image", "file"})
MOST_COLUMNS = 7
MOST_FACTS = 4
MOST_FILTERS = 4


def is_numeric(field: Attribute) -> bool:
    """Whether a field is shown and compared as a number."""
    return field.type in NUMBERS


def is_rating(field: Attribute) -> bool:
    """Whether a field is a small whole number that people choose, such as 1 to 5."""
    return field.type == "integer" and field.minimum == 1 and field.maximum is not None and field.maximum <= 10


@dataclass(frozen=True)
class EntityView:
    """An entity as its pages present it."""

    source: Entity

    @property
    def name(self) -> str:
        """Its name in the catalogue."""
        return self.source.name

    @property
    def label(self) -> str:
        """What one of it is called."""
        return self.source.label

    @property
    def label_plural(self) -> str:
        """What many of it are called."""
        return self.source.label_plural

    @property
    def description(self) -> str:
        """A sentence about it, or nothing."""
        return self.source.description

    @property
    def kind(self) -> str:
        """Its kind: `record`, `activity`, `mark`, `message` or `content`."""
        return self.source.kind

    @property
    def display(self) -> str:
        """The name of the field that titles a record."""
        return self.source.display

    @property
    def status_field(self) -> str:
        """The name of the field that holds the status, or nothing."""
        return self.source.status_field

    @property
    def slug(self) -> str:
        """The first part of its addresses."""
        return self.source.slug

    @property
    def address(self) -> str:
        """Its list."""
        return f"/{self.source.slug}"

    @property
    def fields(self) -> tuple[Attribute, ...]:
        """All its fields."""
        return self.source.attributes

    @property
    def filters(self) -> tuple[Filter, ...]:
        """The controls that narrow its list."""
        return self.source.filter_controls

    @cached_property
    def picture(self) -> str:
        """The name of its first image field, or nothing."""
        return next((one.name for one in self.fields if one.type == "image"), "")

    @cached_property
    def as_cards(self) -> bool:
        """Whether its list is made of cards instead of table rows."""
        return bool(self.picture) or self.kind == "content"

    @cached_property
    def multipart(self) -> bool:
        """Whether its form sends files."""
        return any(one.type in UPLOADS for one in self.fields)

    @cached_property
    def columns(self) -> tuple[Attribute, ...]:
        """The fields of a table row: its title first, no long texts and no files."""
        short = [one for one in self.fields if one.type not in UPLOADS | {"text"} and one.name != self.display]
        return (self.source.attribute(self.display), *short[: MOST_COLUMNS - 1])

    @cached_property
    def facts(self) -> tuple[Attribute, ...]:
        """The short fields on a card; title and status are shown apart."""
        apart = {self.display, self.status_field}
        short = [one for one in self.fields if one.type not in UPLOADS | {"text", "url"} and one.name not in apart]
        return tuple(short[:MOST_FACTS])

    @cached_property
    def summary(self) -> str:
        """The name of the long text under a card's title, or nothing."""
        return next((one.name for one in self.fields if one.type == "text" and one.name != self.display), "")

    @cached_property
    def category(self) -> Filter | None:
        """The filter that is offered as a row of links above the list: the first one with a choice."""
        named = [one for one in self.filters if one.type in {"choice", "reference"} and one.field != self.status_field]
        return next(iter(named), None)

    def doing(self, *kinds: str) -> list[Action]:
        """The actions of these kinds on it."""
        return [one for one in ACTIONS.values() if one.entity == self.name and one.kind in kinds]

    @cached_property
    def create_label(self) -> str:
        """The words on the button that makes a new record."""
        return next((one.label for one in self.doing("create")), f"New {self.label.lower()}")

    @cached_property
    def comparison(self) -> Action | None:
        """The action that puts its records side by side."""
        return next(iter(self.doing("compare")), None)

    @cached_property
    def charts(self) -> list[str]:
        """The names of its charts."""
        return [one.name for one in CHARTS.values() if one.entity == self.name]

    @cached_property
    def is_public(self) -> bool:
        """Whether it has pages of its own for everybody."""
        return self.kind not in {"mark", "message"}


VIEWS = {name: EntityView(entity) for name, entity in ENTITIES.items()}


@dataclass(frozen=True)
class Link:
    """A title and where it leads; an empty address leads nowhere."""

    title: str
    address: str = ""


@dataclass(frozen=True)
class SectionView:
    """A titled block of a page, with the records of an entity when it names one."""

    title: str
    text: str = ""
    entity: str = ""
    carousel: bool = False


@dataclass(frozen=True)
class PageView:
    """A page of the site; `address` is where it answers."""

    slug: str
    title: str
    kind: str
    address: str
    entity: str = ""
    action: str = ""
    sections: tuple[SectionView, ...] = ()
    charts: tuple[str, ...] = ()
    navigation: bool = True


@dataclass(frozen=True)
class Site:
    """The whole app as its pages show it. `asked_filters` are those that it was made for, as entity and field."""

    title: str
    tagline: str
    app_type: str
    accounts: bool
    pages: tuple[PageView, ...] = ()
    asked_filters: frozenset[tuple[str, str]] = frozenset()

    @property
    def by_name(self) -> dict[str, EntityView]:
        """The entities by name."""
        return VIEWS

    def first_filters(self, view: EntityView) -> list[Filter]:
        """The controls of an entity that are always in sight: those asked for, or without such the first few."""
        if not self.asked_filters:
            return list(view.filters[:MOST_FILTERS])
        return [one for one in view.filters if (view.name, one.field) in self.asked_filters]

    def more_filters(self, view: EntityView) -> list[Filter]:
        """The controls of an entity that are folded away."""
        first = self.first_filters(view)
        return [one for one in view.filters if one not in first]

    @cached_property
    def home(self) -> PageView:
        """The home page."""
        bare = PageView(slug="", title="Home", kind="home", address="/")
        return next((one for one in self.pages if one.address == "/"), bare)

    @cached_property
    def navigation(self) -> list[Link]:
        """The home page, every page that the navigation leads to, then reports and pipelines, each address once."""
        links = {"/": Link(self.home.title, "/")}
        wanted = [Link(one.title, one.address) for one in self.pages if one.navigation]
        wanted += [Link(one.title, f"/reports/{one.slug}") for one in REPORTS.values()]
        wanted += [Link(one.title, f"/pipelines/{one.slug}") for one in PIPELINES.values()]
        for link in wanted:
            links.setdefault(link.address, link)
        return list(links.values())
