"""The next version's parts: those of the serving version, grown by what a sketch of the change adds."""

from __future__ import annotations

import re
from collections.abc import Iterable

from promptreal.design import answering
from promptreal.design.assembly import contact_message, entity_of, names_of, page_of, pointed, renamed, resolved
from promptreal.design.english.words import capital, slug
from promptreal.design.things.fields import field_of
from promptreal.design.things.sketch import EntityDraft, Sketch
from promptreal.design.views.style import Look
from promptreal.request import GenerationRequest
from promptreal.spec import (
    Action,
    ActionKind,
    AppSpec,
    Chart,
    ChartKind,
    Entity,
    Field,
    Filter,
    Origin,
    Page,
    PageKind,
    Report,
    Section,
)

_ABOUT_PAGE = re.compile(
    r"\badd (?:an? |the )?(?!(?:an?|the|another|new) page)((?:[\w-]+ ){0,3}?[\w-]+) page\b", re.IGNORECASE
)


def merged(previous: AppSpec, sketch: Sketch, request: GenerationRequest, colours: Look) -> AppSpec:
    """The serving version with what a sketch adds; names of what is there stay, and nothing is taken away."""
    names = names_of(sketch)
    entities = _entities(previous, sketch, names)
    new = {one.name for one in entities} - {one.name for one in previous.entities}
    spec = _merged(previous, sketch, names, entities, new, request, colours)
    asking = [
        one.model_copy(update={"entity": names[one.entity][0], "questions": names[one.questions][0]})
        for one in sketch.questionnaires.values()
    ]
    return answering.added(spec, asking)


def _entities(previous: AppSpec, sketch: Sketch, names: dict[str, tuple[str, str, str, str]]) -> list[Entity]:
    asked = [one for one in sketch.charts.values() if one.quote]
    used = {(one.entity, name) for one in asked for name in (one.through or one.dimension, one.measure)}
    used |= {(one.entity, one.field) for one in sketch.filters.values() if one.quote}
    entities = []
    for entity in previous.entities:
        draft = sketch.entities.get(entity.name)
        entities.append(_grown(entity, draft, used) if draft is not None else entity)
    entities += [
        pointed(entity_of(draft, names[draft.name]), names)
        for draft in sketch.entities.values()
        if not draft.kept_name and not draft.hidden
    ]
    if sketch.contact and not any(one.name == "contact_message" for one in entities):
        entities.append(contact_message())
    return entities


def _grown(entity: Entity, draft: EntityDraft, used: set[tuple[str, str]]) -> Entity:
    """An entity with the fields that were asked for; rows are there already, so none of them is required."""
    have = {one.name for one in entity.fields}
    added = [
        one.model_copy(update={"required": False})
        for one in draft.fields.values()
        if one.name not in have and (one.origin is Origin.PROMPT or (entity.name, one.name) in used)
    ]
    fields = [*(_limited(one, draft) for one in entity.fields), *added]
    status = entity.status_field
    if status:
        fields = [_with_choices(one, draft.statuses) if one.name == status else one for one in fields]
    elif draft.statuses and "status" not in have:
        fields = [one for one in fields if one.name != "status"]
        fields.append(field_of(("status",), draft.words[-1], choices=tuple(draft.statuses)))
        status = "status"
    return entity.model_copy(update={"fields": tuple(fields), "status_field": status})


def _limited(field: Field, draft: EntityDraft) -> Field:
    """The field with the bounds that the change gives it."""
    now = draft.fields.get(field.name, field)
    return field.model_copy(update={"minimum": now.minimum, "maximum": now.maximum})


def _with_choices(field: Field, statuses: Iterable[str]) -> Field:
    return field.model_copy(update={"choices": tuple(dict.fromkeys([*field.choices, *statuses]))})


def _merged(
    previous: AppSpec,
    sketch: Sketch,
    names: dict[str, tuple[str, str, str, str]],
    entities: list[Entity],
    new: set[str],
    request: GenerationRequest,
    colours: Look,
) -> AppSpec:
    actions = _new_actions(previous, sketch, names, new)
    charts, filters, reports = _new_views(previous, sketch, names, entities, new)
    pages = _pages(
        previous, sketch, names, new, charts, {one.name for one in (*previous.reports, *reports)}, request.prompt
    )
    integrations = {one.name: one for one in (*previous.integrations, *sketch.integrations.values())}
    roles = {one.name: one for one in (*previous.roles, *sketch.roles.values())}
    accounts = previous.accounts or sketch.accounts
    known_charts = {one.name for one in (*previous.charts, *charts)}
    return previous.model_copy(
        update={
            "prompt": request.prompt,
            "version": previous.version + 1,
            "accounts": accounts,
            "roles": tuple(roles.values()) if accounts else (),
            "entities": tuple(entities),
            "actions": (*previous.actions, *actions),
            "pages": tuple(pages),
            "charts": (*(one for one in previous.charts if one.name not in {new.name for new in charts}), *charts),
            "filters": (*previous.filters, *filters),
            "reports": (
                *previous.reports,
                *(
                    one.model_copy(
                        update={
                            "sections": tuple(
                                name for name in one.sections if name in known_charts | {"summary", "records"}
                            )
                        }
                    )
                    for one in reports
                ),
            ),
            "integrations": tuple(integrations.values()),
            "tools": tuple(dict.fromkeys((*previous.tools, *request.tools))),
            "style": colours.style,
        }
    )


def _new_views(
    previous: AppSpec,
    sketch: Sketch,
    names: dict[str, tuple[str, str, str, str]],
    entities: list[Entity],
    new: set[str],
) -> tuple[list[Chart], list[Filter], list[Report]]:
    """The charts, filters and reports that were asked for, or that a new entity brings, and that are not there yet."""
    fields = {(one.name, field.name) for one in entities for field in one.fields}
    charts = [
        one
        for one in (resolved(chart, names) for chart in sketch.charts.values())
        if (one.quote or one.entity in new)
        and (one.quote or one.name not in {had.name for had in previous.charts})
        and _drawable(one, fields)
    ]
    filters = [
        one
        for one in (resolved(made, names) for made in sketch.filters.values())
        if (one.quote or one.entity in new or (one.entity, one.field) not in _had(previous))
        and (one.entity, one.field) in fields
        and not _is_there(one, previous)
    ]
    reports = [
        one
        for one in (resolved(made, names) for made in sketch.reports.values())
        if (one.quote or one.entity in new) and one.name not in {had.name for had in previous.reports}
    ]
    return charts, filters, reports


def _had(previous: AppSpec) -> set[tuple[str, str]]:
    return {(one.name, field.name) for one in previous.entities for field in one.fields}


def _is_there(one: Filter, previous: AppSpec) -> bool:
    return any(had.name == one.name or (had.entity, had.field) == (one.entity, one.field) for had in previous.filters)


def _drawable(chart: Chart, fields: set[tuple[str, str]]) -> bool:
    parts = [name for name in (chart.through or chart.dimension, chart.measure) if name and name != "created_at"]
    return all((chart.entity, name) in fields for name in parts) and (
        chart.kind is ChartKind.NUMBER or bool(chart.dimension)
    )


def _new_actions(
    previous: AppSpec, sketch: Sketch, names: dict[str, tuple[str, str, str, str]], new: set[str]
) -> list[Action]:
    accounts = previous.accounts or sketch.accounts
    had = {(one.kind, one.entity, one.creates, one.to) for one in previous.actions}
    taken = {one.name for one in previous.actions}
    found: list[Action] = []
    for action in (renamed(one, names, accounts=accounts) for one in sketch.actions.values()):
        asked = action.origin is Origin.PROMPT or action.entity in new or action.creates in new
        if not asked or (action.kind, action.entity, action.creates, action.to) in had or action.name in taken:
            continue
        found.append(action)
        taken.add(action.name)
    if (
        sketch.contact
        and "contact_us" not in taken
        and not any(one.kind is ActionKind.CONTACT for one in previous.actions)
    ):
        found.append(
            Action(
                name="contact_us",
                label="Contact",
                kind=ActionKind.CONTACT,
                entity="contact_message",
                creates="contact_message",
            )
        )
    if accounts and not previous.accounts:
        for name, label, kind in (
            ("register", "Register", ActionKind.REGISTER),
            ("login", "Sign in", ActionKind.LOGIN),
        ):
            if not any(one.kind is kind for one in found):
                found.append(Action(name=name, label=label, kind=kind, origin=Origin.ASSUMED))
    return found


def _pages(
    previous: AppSpec,
    sketch: Sketch,
    names: dict[str, tuple[str, str, str, str]],
    new: set[str],
    charts: list[Chart],
    reports: set[str],
    prompt: str,
) -> list[Page]:
    pages = list(previous.pages)
    slugs = {one.slug for one in pages}
    parts = {
        (one.kind, one.entity, one.report)
        for one in pages
        if one.kind in {PageKind.LIST, PageKind.CONTACT, PageKind.PROFILE, PageKind.REPORT}
    }
    for page in (page_of(one, names) for one in sketch.pages.values()):
        asked = (
            page.kind in {PageKind.CONTACT, PageKind.PROFILE, PageKind.REPORT, PageKind.COMPARE}
            or page.entity in new
            or page.kind is PageKind.CONTENT
        )
        if (
            not page.slug
            or page.slug in slugs
            or not asked
            or (page.kind, page.entity, page.report) in parts
            or (page.report and page.report not in reports)
        ):
            continue
        pages.append(page.model_copy(update={"charts": ()}))
        slugs.add(page.slug)
    for match in _ABOUT_PAGE.finditer(prompt):
        title = capital(match.group(1).strip())
        if slug(title) not in slugs and not any(one.title.lower() == title.lower() for one in pages):
            text = f"This page is about {title[:1].lower() + title[1:]} at {previous.title}."
            pages.append(
                Page(
                    slug=slug(title),
                    title=title,
                    kind=PageKind.CONTENT,
                    sections=(Section(title=title, text=text),),
                    origin=Origin.PROMPT,
                    quote=match.group(0),
                )
            )
            slugs.add(slug(title))
    if charts:
        pages = _with_charts(pages, tuple(one.name for one in charts), slugs)
    return pages


def _with_charts(pages: list[Page], charts: tuple[str, ...], slugs: set[str]) -> list[Page]:
    """New charts go to the page that has charts, or to one of their own."""
    board = next((one for one in pages if one.kind is PageKind.DASHBOARD), None) or next(
        (one for one in pages if one.charts), None
    )
    if board is None:
        free = "dashboard" if "dashboard" not in slugs else "charts"
        return [*pages, Page(slug=free, title="Dashboard", kind=PageKind.DASHBOARD, charts=charts)]
    return [
        one if one is not board else one.model_copy(update={"charts": tuple(dict.fromkeys((*one.charts, *charts)))})
        for one in pages
    ]
