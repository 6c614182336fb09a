"""A list as its page shows it: what was asked for, what came back, and the links to its other pages and orders."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

from app.entity import Attribute
from app.web.descriptions import EntityView
from app.web.presenting import RecordView

Options = Sequence[tuple[object, str]]


@dataclass(frozen=True)
class Categories:
    """The row of links above a list."""

    label: str
    field: str
    options: Options


@dataclass(frozen=True)
class Listing:
    """One page of a list. `query` is what the address asks for, `options` the choices of each filter by its field.

    `problems` say what is wrong with the filters, so that nothing can be found.
    """

    entity: EntityView
    query: Mapping[str, str]
    records: list[RecordView]
    total: int
    page: int
    page_size: int
    options: Mapping[str, Options] = field(default_factory=dict)
    categories: Categories | None = None
    problems: Sequence[str] = ()

    @property
    def pages(self) -> int:
        """How many pages there are, one at least."""
        return max(1, -(-self.total // self.page_size))

    @property
    def first(self) -> int:
        """The number of the first record shown."""
        return (self.page - 1) * self.page_size + 1

    @property
    def last(self) -> int:
        """The number of the last record shown."""
        return self.first + len(self.records) - 1

    @property
    def narrowed(self) -> bool:
        """Whether a search or a filter is on."""
        return any(value for name, value in self.query.items() if name not in {"sort", "page", "page_size"})

    @property
    def numbers(self) -> list[int | None]:
        """The page numbers to link to; None stands for those left out."""
        near = {1, self.pages, *range(self.page - 2, self.page + 3)}
        shown = sorted(one for one in near if 1 <= one <= self.pages)
        numbers: list[int | None] = []
        for number in shown:
            if numbers and number != (numbers[-1] or 0) + 1:
                numbers.append(None)
            numbers.append(number)
        return numbers

    @property
    def order(self) -> str:
        """The order that the list comes in: the one that was asked for, or else its own."""
        return self.query.get("sort") or self.entity.source.sort

    @property
    def orders(self) -> list[tuple[str, str]]:
        """What the list can be sorted by, for the select."""
        newest = "-created_at"
        orders = [("" if self.entity.source.sort == newest else newest, "Newest first")]
        for one in self.entity.fields:
            if one.sortable:
                low, high = _ends(one)
                orders += [(one.name, f"{one.label}: {low}"), (f"-{one.name}", f"{one.label}: {high}")]
        return orders

    @property
    def search_hint(self) -> str:
        """Where the search looks."""
        names = [one.label for one in self.entity.fields if one.searchable]
        return ", ".join(names[:3])

    @property
    def category(self) -> str:
        """The category that is on."""
        return self.query.get(self.categories.field, "") if self.categories else ""

    def category_link(self, key: object) -> str:
        """The list with that category, everything else as it is."""
        assert self.categories is not None
        return self._link(**{self.categories.field: str(key), "page": ""})

    def page_link(self, number: int) -> str:
        """Another page of the same list."""
        return self._link(page=str(number) if number > 1 else "")

    def sorted(self, one: Attribute) -> str:
        """How the list is sorted by this field: `ascending`, `descending` or not at all."""
        return {one.name: "ascending", f"-{one.name}": "descending"}.get(self.order, "")

    def sort_link(self, one: Attribute) -> str:
        """The list sorted by this field, the other way round when it is already."""
        return self._link(sort=f"-{one.name}" if self.sorted(one) == "ascending" else one.name, page="")

    @property
    def export_link(self) -> str:
        """The same list as a CSV file, all pages of it."""
        return self._link(page="", page_size="").replace(self.entity.address, f"{self.entity.address}/export.csv", 1)

    def _link(self, **changes: str) -> str:
        query = {name: value for name, value in {**self.query, **changes}.items() if value}
        return self.entity.address + (f"?{urlencode(query)}" if query else "")


def _ends(one: Attribute) -> tuple[str, str]:
    if one.type in {"date", "datetime"}:
        return "oldest first", "newest first"
    if one.type in {"integer", "decimal", "money", "percent"}:
        return "lowest first", "highest first"
    return "A to Z", "Z to A"
