"""The spec as templates see it: every part with the names that the code gives it, decided once and in one place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from promptreal import surface
from promptreal.generate.field_view import FieldView
from promptreal.generate.part_views import ActionView, FilterView
from promptreal.generate.schema import Schema, Table
from promptreal.generate.site import own_pages, page_addresses, receives
from promptreal.spec import (
    Access,
    ActionKind,
    AppSpec,
    Chart,
    EffectKind,
    Entity,
    Filter,
    PageKind,
    Period,
    Report,
)
from promptreal.spec.rules import SPAN, function_in


@dataclass(frozen=True)
class EntityView:
    """One entity with its names in the code.

    `has_account` means that a record remembers who made it; `recipient` is the API's name for whom a message is to.
    """

    spec: Entity
    class_name: str
    module: str
    table: Table
    fields: tuple[FieldView, ...]
    filters: tuple[Filter, ...] = ()
    has_account: bool = False
    recipient: str = ""
    actions: tuple[ActionView, ...] = ()

    @property
    def name(self) -> str:
        """Its name in the spec."""
        return self.spec.name

    @property
    def plural(self) -> str:
        """Its plural in the spec."""
        return self.spec.plural

    @property
    def slug(self) -> str:
        """Its part of an address."""
        return self.spec.plural.replace("_", "-")

    @property
    def kind(self) -> str:
        """Its kind's name."""
        return self.spec.kind.value

    def field(self, name: str) -> FieldView:
        """The field of that name."""
        return next(one for one in self.fields if one.name == name)

    @cached_property
    def given(self) -> tuple[FieldView, ...]:
        """The fields that people give: all but those that are worked out."""
        return tuple(one for one in self.fields if not one.is_computed)

    @cached_property
    def computed(self) -> tuple[FieldView, ...]:
        """The fields that are worked out."""
        return tuple(one for one in self.fields if one.is_computed)

    @cached_property
    def names(self) -> frozenset[str]:
        """The names of its fields."""
        return frozenset(one.name for one in self.fields)

    @cached_property
    def display(self) -> FieldView:
        """The field that titles a record."""
        return self.field(self.spec.display)

    @cached_property
    def references(self) -> tuple[FieldView, ...]:
        """The fields that refer to other entities."""
        return tuple(one for one in self.fields if one.is_reference)

    @property
    def needed_uploads(self) -> tuple[str, ...]:
        """The names of the files that a record must have."""
        return tuple(one.name for one in self.fields if one.is_upload and one.required)

    @cached_property
    def searchable(self) -> tuple[FieldView, ...]:
        """Where a search looks: the fields that say so and the title, else every text, else what titles it."""
        asked = [one for one in self.fields if one.spec.searchable and (one.is_text or one.is_reference)]
        if self.display.is_text and self.display not in asked:
            asked.insert(0, self.display)
        return tuple(asked or [one for one in self.fields if one.is_text] or [self.display])

    @cached_property
    def filterable(self) -> tuple[FieldView, ...]:
        """The fields that narrow a list."""
        return tuple(one for one in self.fields if one.filter_parameters)

    @cached_property
    def created_filter(self) -> bool:
        """Whether a filter is about when records were made."""
        return any(one.field == "created_at" for one in self.filters)

    @cached_property
    def sortable(self) -> tuple[FieldView, ...]:
        """The fields that a list can be ordered by."""
        return tuple(one for one in self.fields if one.spec.sortable and not one.is_upload)

    @cached_property
    def filter_views(self) -> tuple[FilterView, ...]:
        """Its filters, those that the spec names under their own names."""
        named = {one.field: one for one in self.filters}
        found = [
            FilterView(
                name=named[one.name].name if one.name in named else one.name,
                label=named[one.name].label if one.name in named else one.label,
                field=one.name,
                attribute=one.attribute,
                type=one.type,
                parameters=one.filter_parameters,
                choices=one.spec.choices,
                target=one.spec.target,
            )
            for one in self.filterable
        ]
        if self.created_filter:
            control = named["created_at"]
            parameters = ("created_at_from", "created_at_to")
            found.append(FilterView(control.name, control.label, "created_at", "created_at", "timestamp", parameters))
        return tuple(found)

    @property
    def sort_names(self) -> tuple[str, ...]:
        """What `sort` takes, each also with a minus before it."""
        return (*(one.name for one in self.sortable), "id", "created_at", "updated_at")

    @cached_property
    def unique(self) -> tuple[FieldView, ...]:
        """The fields that no two records share."""
        return tuple(one for one in self.fields if one.spec.unique)


@dataclass(frozen=True)
class AppView:
    """The whole app as templates see it."""

    spec: AppSpec
    entities: tuple[EntityView, ...]
    actions: tuple[ActionView, ...]
    schema: Schema
    by_name: Mapping[str, EntityView] = field(default_factory=dict)

    def entity(self, name: str) -> EntityView:
        """The entity of that name."""
        return self.by_name[name]

    def titles_itself(self, entity: EntityView) -> bool:
        """Whether the titles of records lead round in a circle: from reference to reference back to one seen before."""
        seen = set()
        while entity.display.is_reference and entity.name not in seen:
            seen.add(entity.name)
            entity = self.entity(entity.display.spec.target)
        return entity.name in seen

    def children(self, name: str) -> list[tuple[EntityView, FieldView]]:
        """The entities that refer to that one, each with the field that does."""
        return [(one, field) for one in self.entities for field in one.references if field.spec.target == name]

    @property
    def charts(self) -> tuple[Chart, ...]:
        """The charts."""
        return self.spec.charts

    @cached_property
    def periods(self) -> tuple[str, ...]:
        """What the charts over time fold by; a month, where there are none."""
        timed = {one.period.value for one in self.spec.charts if self._is_over_time(one)}
        return tuple(sorted(timed or {Period.MONTH.value}))

    def _is_over_time(self, chart: Chart) -> bool:
        own = chart.dimension and not chart.through and chart.dimension != "created_at"
        return chart.dimension == "created_at" or bool(
            own and self.entity(chart.entity).field(chart.dimension).spec.type.is_time
        )

    @property
    def reports(self) -> tuple[Report, ...]:
        """The reports."""
        return self.spec.reports

    @cached_property
    def report_formats(self) -> tuple[str, ...]:
        """The formats of all reports, each once."""
        return tuple(dict.fromkeys(one for report in self.spec.reports for one in report.formats))

    @cached_property
    def staffed(self) -> bool:
        """Whether some accounts run the site, and others do not."""
        return self.spec.staff is not None

    @property
    def demos(self) -> tuple[tuple[str, str, str], ...]:
        """The accounts to try a staffed app with: the address, name and role of each, staff first."""
        named = [*(one for one in self.spec.roles if one.staff), *self.spec.registering]
        found = [(surface.demo_email(one.name), f"Demo {one.label.lower()}", one.name) for one in named]
        return (*found, *([] if self.spec.registering else [(surface.demo_email(""), "Demo guest", "")]))

    @cached_property
    def stands(self) -> bool:
        """Whether a private record has a status, which its owner does not simply write."""
        return any(one.spec.access is Access.PRIVATE and one.spec.status_field for one in self.entities)

    @cached_property
    def hands_over(self) -> bool:
        """Whether a record passes from one account to another."""
        return self.spec.accounts and any(one.spec.gives for one in self.entities)

    @cached_property
    def has_private(self) -> bool:
        """Whether there are records that only those see whom they concern."""
        return any(one.spec.access is Access.PRIVATE for one in self.entities)

    @property
    def has_files(self) -> bool:
        """Whether any entity holds files."""
        return any(one.is_upload for entity in self.entities for one in entity.fields)

    @cached_property
    def has_formulas(self) -> bool:
        """Whether any number is worked out of others."""
        return any(field.spec.formula for one in self.entities for field in one.fields)

    @cached_property
    def has_claims(self) -> bool:
        """Whether any record takes up something of which there is not enough for all."""
        return any(one.spec.claims for one in self.entities)

    @property
    def spans(self) -> bool:
        """Whether anything is worked out of the days between two dates."""
        terms = [term for one in self.entities for field in one.computed for term in field.spec.formula]
        return any(SPAN in factor for term in terms for factor in (*term.factors, *term.over))

    @property
    def worked_types(self) -> tuple[str, ...]:
        """The types of the fields that are worked out."""
        return tuple(sorted({field.type for one in self.entities for field in one.fields if field.spec.formula}))

    @cached_property
    def functions(self) -> tuple[str, ...]:
        """The functions that formulas use."""
        terms = (term for one in self.entities for field in one.fields for term in field.spec.formula)
        used = {function_in(factor) for term in terms for factor in (*term.factors, *term.over)}
        return tuple(sorted(used - {""}))

    @cached_property
    def divides(self) -> bool:
        """Whether a formula divides by something."""
        return any(term.over for one in self.entities for field in one.fields for term in field.spec.formula)

    @cached_property
    def has_worth(self) -> bool:
        """Whether any choice is worth something in a formula."""
        return any(field.spec.worth for one in self.entities for field in one.fields)

    @cached_property
    def effect_kinds(self) -> tuple[str, ...]:
        """The kinds of what records do to those that they refer to."""
        return tuple(dict.fromkeys(one.kind.value for entity in self.entities for one in entity.spec.effects))

    @property
    def has_effects(self) -> bool:
        """Whether any record does something to another one."""
        return bool(self.effect_kinds)

    @property
    def moves_stocks(self) -> bool:
        """Whether any record takes from a stock or puts into one."""
        return bool({"takes", "adds"} & set(self.effect_kinds))

    @cached_property
    def has_periods(self) -> bool:
        """Whether any record has two dates of which one is not after the other."""
        return any(one.spec.periods for one in self.entities)

    @cached_property
    def has_renewals(self) -> bool:
        """Whether any action moves a date on."""
        return any(one.spec.extends for one in self.actions)

    def stocks(self, entity: str) -> frozenset[str]:
        """The fields of that entity that other records take from."""
        found = (
            (one.field(effect.through).spec.target, effect.field)
            for one in self.entities
            for effect in one.spec.effects
            if effect.kind in {EffectKind.TAKES, EffectKind.ADDS}
        )
        claims = ((one, claim) for one in self.entities for claim in one.spec.claims if claim.room)
        rooms = ((one.field(claim.through).spec.target, claim.room) for one, claim in claims)
        return frozenset(field for name, field in (*found, *rooms) if name == entity)

    @cached_property
    def types(self) -> frozenset[str]:
        """The types of all fields, by name."""
        return frozenset(one.type for entity in self.entities for one in entity.fields)

    @cached_property
    def starts_now(self) -> bool:
        """Whether a field begins with the day or the moment at which its record is made."""
        return any(one.spec.starts_now for entity in self.entities for one in entity.fields)

    @cached_property
    def created_filters(self) -> bool:
        """Whether a list is narrowed by when its records were made."""
        return any(entity.created_filter for entity in self.entities)

    @cached_property
    def ranged(self) -> bool:
        """Whether a list is narrowed by a range."""
        return self.created_filters or any(one.is_range for entity in self.entities for one in entity.filterable)

    @cached_property
    def moments_filtered(self) -> bool:
        """Whether a list is narrowed by a moment, up to which a range reaches."""
        return any(one.type == "datetime" for entity in self.entities for one in entity.filterable)

    @property
    def lists_reports(self) -> bool:
        """Whether a page lists the reports: nothing else answers at its address."""
        return bool(self.spec.reports) and self._is_free("reports")

    @property
    def lists_pipelines(self) -> bool:
        """Whether a page lists the pipelines: nothing else answers at its address."""
        return bool(self.spec.pipelines) and self._is_free("pipelines")

    def _is_free(self, slug: str) -> bool:
        return slug not in {*(one.slug for one in self.entities), *(one.slug for one in self.spec.pages)}

    @property
    def compares(self) -> bool:
        """Whether records are put side by side."""
        kinds = {one.kind for one in self.spec.actions} | {one.kind for one in self.spec.pages}
        return bool(kinds & {ActionKind.COMPARE, PageKind.COMPARE})

    @property
    def writes(self) -> bool:
        """Whether a page takes messages to the owner of the site."""
        return any(receives(self.spec, one) for one in own_pages(self.spec))

    @property
    def moves(self) -> bool:
        """Whether a page of the spec is shown at another address than its own."""
        addresses = page_addresses(self.spec)
        return self.profiles or any(addresses[one.slug] != surface.page(one) for one in own_pages(self.spec))

    @property
    def profiles(self) -> bool:
        """Whether a page of the spec is the account's own."""
        return self.spec.accounts and any(one.kind is PageKind.PROFILE for one in own_pages(self.spec))

    @property
    def tells(self) -> bool:
        """Whether a page shows texts and charts, and no records of its own."""
        addresses = page_addresses(self.spec)
        return any(
            addresses[one.slug] == surface.page(one)
            and not receives(self.spec, one)
            and not (self.spec.accounts and one.kind is PageKind.PROFILE)
            for one in own_pages(self.spec)
        )

    @cached_property
    def creation_order(self) -> tuple[EntityView, ...]:
        """The entities, each after those that it needs."""
        position = {table.name: number for number, table in enumerate(self.schema.tables)}
        return tuple(sorted(self.entities, key=lambda one: position[one.table.name]))
