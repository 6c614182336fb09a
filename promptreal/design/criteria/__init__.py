"""Acceptance criteria, compiled from the spec alone before any code exists.

Each is a sentence that a requester understands and the requests that decide it, against the addresses of
`promptreal/surface.py`. In an app with accounts the sessions `first` and `second` are signed in already (see
`promptreal.spec.Step`), and so is `staff` where some accounts run the site. What no request can decide is not
invented: it gets no criterion.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count
from typing import TypeVar

from promptreal.design.criteria import claims, figures, flows, plays, records, site
from promptreal.design.criteria.actions import compile_action
from promptreal.design.criteria.scene import Scene
from promptreal.spec import Access, Action, ActionKind, AppSpec, Criterion, EntityKind

# Sample data counts from one, so numbers of our own stay clear of anything that was numbered.
FIRST_NUMBER = 4_000

Check = Callable[[Scene], str]
Part = TypeVar("Part")


def compile_criteria(spec: AppSpec, first: int = FIRST_NUMBER) -> tuple[Criterion, ...]:
    """The acceptance criteria of the spec, in its own order; equal specs give equal criteria.

    They are for an empty or throw-away database: run twice on one, they meet the records of the first time. Another
    `first` gives them other values, so that they can be.
    """
    numbers = count(first)
    criteria: list[Criterion] = []
    seen: set[tuple[str, ...]] = set()
    for part, check in _checks(spec):
        scene = Scene(spec=spec, numbers=numbers)
        text = check(scene)
        if not text or not scene.steps:
            continue
        # Two wishes of one meaning (browse and view in other words) are one criterion.
        meaning = (text, *(f"{step.method} {step.path}" for step in scene.steps))
        if meaning in seen:
            continue
        seen.add(meaning)
        criteria.append(
            Criterion(
                id=f"AC-{len(criteria) + 1:02d}",
                text=text,
                part=part,
                writes=any(step.method != "GET" for step in scene.steps),
                steps=tuple(scene.steps),
            )
        )
    return tuple(criteria)


def _checks(spec: AppSpec) -> Iterator[tuple[str, Check]]:
    pages = spec.app_type != "rest-api"
    if pages:
        yield "navigation", site.home
        yield "style", site.looks
    for action in spec.actions:
        yield f"action:{action.name}", _in_its_words(spec, action)
    yield from _entity_checks(spec)
    for one in spec.filters:
        text = f"Lists of {spec.entity(one.entity).label_plural.lower()} narrow by {one.label}"
        yield f"filter:{one.name}", _said(text, figures.narrows, one)
    for chart in spec.charts:
        text = f"The chart {chart.title} shows figures from the {spec.entity(chart.entity).label_plural.lower()}"
        yield f"chart:{chart.name}", _said(text, figures.figures, chart)
    for report in spec.reports:
        text = f"The report {report.title} holds the sections and the format that are asked for"
        yield f"report:{report.name}", _said(text, figures.reports, report)
    for pipeline in spec.pipelines:
        many = spec.entity(pipeline.entity).label_plural.lower()
        text = (
            f"The pipeline {pipeline.title} loads good rows of a file as {many} and sets bad ones aside with a reason"
        )
        yield f"pipeline:{pipeline.name}", _said(text, flows.flows, pipeline)
    for play in spec.plays:
        text = f"{play.title} is played by its rules: a legal move is made, and another one changes nothing"
        yield f"game:{play.name}", _said(text, plays.is_played, play)
        yield f"join:{play.name}", _said(f"Somebody else can join a game of {play.title}", plays.is_joined, play)
        text = f"The leaderboard of {play.title} has the highest score first"
        yield f"ranking:{play.name}", _said(text, plays.is_ranked, play)
    for page in spec.pages if pages else ():
        text = f"The page {page.title} opens and shows what it is for"
        yield f"page:{page.slug or 'home'}", _said(text, site.opens, page)
    if spec.accounts and pages:
        kinds = {action.kind for action in spec.actions}
        if ActionKind.REGISTER not in kinds:
            yield "account:register", lambda scene: _capital(site.registers(scene))
        if ActionKind.LOGIN not in kinds:
            yield "account:login", lambda scene: _capital(site.signs_in(scene))


def _entity_checks(spec: AppSpec) -> Iterator[tuple[str, Check]]:
    for entity in spec.entities:
        fields = ", ".join(one.label.lower() for one in entity.fields)
        many = entity.label_plural
        yield f"entity:{entity.name}", _said(f"{many} are kept with {fields}", records.keeps, entity)
        everywhere = f"The search of the whole app finds {many.lower()}"
        yield f"search:{entity.name}", _said(everywhere, records.search_everywhere, entity)
        for claim in entity.claims:
            said = claims.claim_text(spec, entity, claim)
            yield f"claim:{entity.name}:{claim.through}", _said(said, claims.is_held, (entity, claim))
        for field in (one for one in entity.fields if one.condition is not None):
            said = claims.condition_text(entity, field)
            yield f"condition:{entity.name}:{field.name}", _said(said, claims.is_worked_out, (entity, field))
        if spec.accounts and entity.owned:
            owners = f"{many} are changed and deleted by their owner only"
            yield f"owner:{entity.name}", _said(owners, site.is_owners, entity)
        if entity.access is Access.PRIVATE:
            seen = f"{many} are seen by whoever made them and by staff only"
            yield f"private:{entity.name}", _said(seen, site.is_private, entity)
        if entity.access is Access.MANAGED:
            yield f"staff:{entity.name}", _said(f"Only staff adds and changes {many.lower()}", site.is_managed, entity)
    if spec.accounts:
        record = next((one for one in spec.entities if one.kind is EntityKind.RECORD), spec.entities[0])
        text = f"Only those signed in can add {record.label_plural.lower()}"
        yield "account:write", _said(text, site.needs_sign_in, record)


def _said(text: str, holds: Callable[[Scene, Part], bool], part: Part) -> Check:
    """The check of one part, under that sentence."""
    return lambda scene: text if holds(scene, part) else ""


def _in_its_words(spec: AppSpec, action: Action) -> Check:
    """The check of an action, under a sentence in the prompt's own verb."""
    who = next((one.label for one in spec.roles if one.name == action.role), "")
    subject = f"Each {who.lower()}" if who else "Users"

    def check(scene: Scene) -> str:
        outcome = compile_action(scene, action)
        return f"{subject} can {action.label[:1].lower()}{action.label[1:]}: {outcome}" if outcome else ""

    return check


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
