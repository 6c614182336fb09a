"""Boards: charts with the filters that narrow them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pydantic import BaseModel

from app import records
from app.catalogue import CHARTS
from app.entity import Filter
from app.web.charting import Figure, figures_of
from app.web.choices import filter_options
from app.web.descriptions import VIEWS
from app.web.listings import Options
from app.web.site import SITE
from app.web.visit import Visit


@dataclass(frozen=True)
class Board:
    """Charts and their controls. `query` is what the address asks for, `queries` the same for each entity."""

    filters: list[Filter]
    query: Mapping[str, str]
    options: Mapping[str, Options]
    queries: Mapping[str, BaseModel]
    figures: list[Figure]

    @property
    def narrowed(self) -> bool:
        """Whether a filter is on."""
        return any(self.query.get(name) for one in self.filters for name in one.parameters)


def board_of(visit: Visit, names: Iterable[str]) -> Board:
    """The charts of those names, narrowed as the address of the visit asks."""
    names = list(names)
    controls = controls_of(names)
    queries = narrowed_queries(visit, controls)
    filters: dict[str, Filter] = {}
    options: dict[str, Options] = {}
    for entity, own in controls.items():
        fresh = [one for one in own if one.field not in filters]
        filters.update((one.field, one) for one in fresh)
        options.update(filter_options(visit, VIEWS[entity].source, fresh))
    return Board(
        filters=list(filters.values()),
        query=dict(visit.request.query_params),
        options=options,
        queries=queries,
        figures=figures_of(visit, names, queries),
    )


def controls_of(names: Iterable[str]) -> dict[str, list[Filter]]:
    """By entity: the filters that narrow the charts of those names.

    A field that two entities share gets one control, which narrows both where they offer the same choices.
    """
    found: dict[str, list[Filter]] = {}
    known: dict[str, Filter] = {}
    for entity in dict.fromkeys(CHARTS[name].entity for name in names):
        for one in SITE.first_filters(VIEWS[entity]):
            first = known.setdefault(one.field, one)
            if (first.type, first.choices, first.target) == (one.type, one.choices, one.target):
                found.setdefault(entity, []).append(one)
    return found


def narrowed_queries(visit: Visit, controls: Mapping[str, list[Filter]]) -> dict[str, BaseModel]:
    """By entity: the query that its controls ask for in the address of the visit."""
    asked = visit.request.query_params
    queries = {}
    for entity, filters in controls.items():
        names = {name for one in filters for name in one.parameters}
        own = {name: value for name, value in asked.items() if name in names}
        queries[entity] = records.parse_query(VIEWS[entity].source.query, own)
    return queries
