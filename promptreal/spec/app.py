"""The whole AppSpec, and the references between its parts."""

from __future__ import annotations

from collections.abc import Container, Mapping
from typing import Self

from pydantic import Field as Attribute
from pydantic import model_validator

from promptreal.model import Model
from promptreal.spec.criterion import Criterion
from promptreal.spec.entity import Access, Entity, Field
from promptreal.spec.features import (
    Action,
    Chart,
    Deck,
    Filter,
    Integration,
    Page,
    Pipeline,
    Play,
    Questionnaire,
    Report,
    Role,
    Style,
    Track,
    Workbench,
)
from promptreal.spec.rules import SPAN, Effect, EffectKind, History
from promptreal.spec.words import Words


class Earlier(Model):
    """What was made of the prompt of a version before."""

    version: int
    prompt: str
    understood: tuple[str, ...] = ()
    assumed: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


class Understanding(Model):
    """What the designer made of the prompt, in sentences for the person who wrote it.

    `earlier` is the same of the versions before, the first one first: a change says only what it changes.
    """

    understood: tuple[str, ...] = ()
    assumed: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    readable: bool = True
    earlier: tuple[Earlier, ...] = ()


_SIGNS = {"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥", "INR": "₹", "CAD": "CA$", "AUD": "A$", "CNY": "CN¥"}


class AppSpec(Model):
    """Everything that will be built.

    `prompt` is verbatim, `enhanced_prompt` the same wish made explicit. `accounts` means that the app has
    registration and sign-in. `currency` is that of all amounts of money. `version` counts the
    generations of the app from 1.
    """

    app_name: str
    title: Words
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
    plays: tuple[Play, ...] = ()
    workbenches: tuple[Workbench, ...] = ()
    questionnaires: tuple[Questionnaire, ...] = ()
    decks: tuple[Deck, ...] = ()
    tracks: tuple[Track, ...] = ()
    histories: tuple[History, ...] = ()
    integrations: tuple[Integration, ...] = ()
    currency: str = Attribute(default="USD", pattern=r"^[A-Z]{3}$")
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

    @property
    def staff(self) -> Role | None:
        """The role that runs the site, if the app has one."""
        return next((one for one in self.roles if one.staff), None) if self.accounts else None

    @property
    def registering(self) -> tuple[Role, ...]:
        """The roles that people choose from when they register."""
        return tuple(one for one in self.roles if not one.staff)

    @property
    def money_sign(self) -> str:
        """What stands before an amount of money."""
        return _SIGNS.get(self.currency, f"{self.currency} ")

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
        _check_keepers(self)
        _check_learning(self)
        for entity in self.entities:
            if entity.access is not Access.OPEN and self.staff is None:
                raise ValueError(f"entity {entity.name} is {entity.access}, and nobody is staff")
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
        "game": [one.name for one in spec.plays],
        "workbench": [one.name for one in spec.workbenches],
        "history": [one.name for one in spec.histories],
        "page": [one.slug for one in spec.pages],
        "criterion": [one.id for one in spec.criteria],
    }
    for kind, values in names.items():
        twice = sorted({value for value in values if values.count(value) > 1})
        if twice:
            raise ValueError(f"{kind} names used twice: {', '.join(twice)}")


def _check_keepers(spec: AppSpec) -> None:
    names = {one.name for one in spec.entities}
    for play in spec.plays:
        if play.keeper and play.keeper not in names:
            raise ValueError(f"game {play.name} refers to entity {play.keeper}, which does not exist")
    for bench in spec.workbenches:
        for name in filter(None, (bench.entity, bench.templates)):
            fields = {one.name for one in spec.entity(name).fields} if name in names else set()
            if bench.field not in fields:
                raise ValueError(f"workbench {bench.name} works on {name}.{bench.field}, which does not exist")


def _check_learning(spec: AppSpec) -> None:
    """Questions, cards and parts refer to what they are of, and have what the app goes through."""
    by_name = {one.name: one for one in spec.entities}
    needs: list[tuple[str, str, str, set[str]]] = []
    for one in spec.questionnaires:
        wanted = {"question", "option_a", "option_b", *(("answer", "points") if one.scored else ())}
        needs.append(("questionnaire", one.questions, "" if one.questions == one.entity else one.entity, wanted))
    needs += [("deck", one.cards, one.entity, {"front", "back"}) for one in spec.decks]
    needs += [("track", one.part, one.whole, set()) for one in spec.tracks]
    needs += [("track", one.mark, one.part, set()) for one in spec.tracks]
    for kind, name, target, wanted in needs:
        entity = by_name.get(name)
        if entity is None or (target and target not in {one.target for one in entity.references}):
            raise ValueError(f"a {kind} is about {name} of {target}, which does not exist")
        if missing := sorted(wanted - {one.name for one in entity.fields}):
            raise ValueError(f"a {kind} needs {', '.join(missing)}, which {name} does not have")


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
        _check_rules(entity, entities)
    for action in spec.actions:
        known(f"action {action.name}", "entity", action.entity, entities)
        known(f"action {action.name}", "entity", action.creates, entities)
        known(f"action {action.name}", "report", action.report, reports)
        for moved in filter(None, (action.extends, action.stamps)):
            known(f"action {action.name}", "field", moved, {one.name for one in entities[action.entity].fields})
    for history in spec.histories:
        for name in history.entities:
            known(f"history {history.name}", "entity", name, entities)
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
        known(f"chart {chart.name}", "field", chart.through, fields)
        over = entities[chart.entity]
        owner = entities[over.field(chart.through).target] if chart.through else over
        known(f"chart {chart.name}", "field", chart.dimension, {field.name for field in owner.fields} | {"created_at"})
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


def _check_rules(entity: Entity, entities: Mapping[str, Entity]) -> None:
    """Raises a ValueError for a formula or an effect that leads to a field which another entity does not have."""

    def referred(reference: str) -> dict[str, Field]:
        target = entity.field(reference).target
        if not target:
            raise ValueError(f"entity {entity.name}: {reference} is no reference")
        return {one.name: one for one in entities[target].fields}

    for field in entity.fields:
        for factor in (one for term in field.formula for one in (*term.factors, *term.over)):
            reference, _, name = factor.partition(".")
            if SPAN not in factor and name and name not in referred(reference):
                raise ValueError(f"field {entity.name}.{field.name} is worked out of {factor}, which does not exist")
    for effect in entity.effects:
        _check_effect(entity, effect, referred(effect.through))
    for claim in entity.claims:
        if claim.through and claim.room and claim.room not in referred(claim.through):
            raise ValueError(f"what {entity.name} takes up counts {claim.through}.{claim.room}, which does not exist")
    for field in entity.fields:
        if (freed := field.condition) is not None and freed.entity:
            other = entities.get(freed.entity)
            if other is None or all(one.through != freed.through for one in other.claims):
                raise ValueError(f"field {entity.name}.{field.name} waits for {freed.entity}, which takes nothing up")


def _check_effect(entity: Entity, effect: Effect, fields: Mapping[str, Field]) -> None:
    where = f"an effect of {entity.name} on {effect.through}"
    if effect.field not in fields:
        raise ValueError(f"{where} changes {effect.field}, which does not exist")
    if effect.kind is EffectKind.SETS and (choices := fields[effect.field].choices) and effect.value not in choices:
        raise ValueError(f"{where} sets {effect.field} to {effect.value}, which it cannot be")
