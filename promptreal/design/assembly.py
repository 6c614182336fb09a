"""From a finished sketch to an AppSpec."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from promptreal.design import answering, learning, playing, tracking, working
from promptreal.design.english.lexicon import is_mass
from promptreal.design.english.words import capital, identifier
from promptreal.design.things.fields import assumed, field_of
from promptreal.design.things.sketch import EntityDraft, Sketch
from promptreal.design.understanding import restate, understand
from promptreal.design.views.content import tagline
from promptreal.design.views.flows import currency_of
from promptreal.design.views.style import Look
from promptreal.request import GenerationRequest
from promptreal.spec import (
    Action,
    ActionKind,
    AppSpec,
    Chart,
    Entity,
    EntityKind,
    Field,
    FieldType,
    Filter,
    Origin,
    Page,
    PageKind,
    Pipeline,
    Report,
    Section,
    Understanding,
)

# Addresses that the app itself answers at, so that no entity's list may have them.
_TAKEN = frozenset(
    {"reports", "files", "accounts", "account", "search", "api", "static", "metrics", "charts", "profile", "contact"}
)


def assemble(sketch: Sketch, request: GenerationRequest, look: Look, app_type: str, title: str) -> AppSpec:
    """The spec of a new app."""
    names = names_of(sketch)
    entities, actions = _parts(sketch, names)
    spec = AppSpec(
        app_name=request.app_name,
        title=title,
        tagline=tagline(sketch),
        app_type=app_type,
        language=request.language,
        prompt=request.prompt,
        enhanced_prompt="",
        accounts=sketch.accounts,
        roles=tuple(sketch.roles.values()) if sketch.accounts else (),
        entities=tuple(entities),
        actions=tuple(renamed(one, names, accounts=sketch.accounts) for one in actions),
        pages=tuple(page_of(one, names) for one in sketch.pages.values()),
        charts=tuple(resolved(one, names) for one in sketch.charts.values()),
        filters=tuple(resolved(one, names) for one in sketch.filters.values()),
        reports=tuple(resolved(one, names) for one in sketch.reports.values()),
        pipelines=_pipelines(sketch, app_type, names),
        **_features(sketch, {name: one[0] for name, one in names.items()}),
        integrations=tuple(sketch.integrations.values()),
        currency=currency_of(sketch),
        tools=request.tools,
        style=look.style,
    )
    spec = spec.model_copy(update={"enhanced_prompt": restate(spec)})
    spec = spec.model_copy(update={"understanding": understand(sketch, spec, look, typed=bool(request.appTypes))})
    spec = playing.finished(spec) if spec.plays else spec
    spec = answering.finished(spec) if spec.questionnaires else spec
    spec = learning.finished(spec) if spec.decks else spec
    spec = tracking.finished(spec) if spec.tracks else spec
    return working.finished(spec) if spec.workbenches else spec


def _parts(sketch: Sketch, names: dict[str, tuple[str, str, str, str]]) -> tuple[list[Entity], list[Action]]:
    """The entities and actions, with those that a contact page or accounts bring."""
    entities = [
        pointed(entity_of(draft, names[draft.name]), names) for draft in sketch.entities.values() if not draft.hidden
    ]
    actions = list(sketch.actions.values())
    if sketch.contact:
        entities.append(contact_message())
        actions.append(
            Action(
                name="contact_us",
                label="Contact",
                kind=ActionKind.CONTACT,
                entity="contact_message",
                creates="contact_message",
            )
        )
    if sketch.accounts:
        have = {one.kind for one in actions}
        if ActionKind.REGISTER not in have:
            actions.append(Action(name="register", label="Register", kind=ActionKind.REGISTER, origin=Origin.ASSUMED))
        if ActionKind.LOGIN not in have:
            actions.append(Action(name="login", label="Sign in", kind=ActionKind.LOGIN, origin=Origin.ASSUMED))
    return entities, actions


# What each feature calls the entities that it works on.
_WORKS_ON = {
    "plays": ("keeper",),
    "workbenches": ("entity", "templates"),
    "questionnaires": ("entity", "questions"),
    "decks": ("entity", "cards"),
    "tracks": ("whole", "part", "mark"),
}


def _features(sketch: Sketch, names: Mapping[str, str]) -> dict[str, Any]:
    """The features that work on entities, with the names that these have in the spec."""

    def called(role: str, name: str) -> str:
        # A game can be without those who keep its scores, and a workbench without templates; nothing else can.
        return "" if not name or (role == "keeper" and name not in names) else names[name]

    return {
        feature: tuple(
            one.model_copy(update={role: called(role, getattr(one, role)) for role in roles})
            for one in getattr(sketch, feature).values()
        )
        for feature, roles in _WORKS_ON.items()
    }


def names_of(sketch: Sketch) -> dict[str, tuple[str, str, str, str]]:
    """By a draft's name: its name, plural, label and plural label, all free of clashes."""
    names: dict[str, tuple[str, str, str, str]] = {}
    plurals: set[str] = {"contact_messages"} if sketch.contact else set()
    singles: set[str] = {"contact_message"} if sketch.contact else set()
    for draft in sketch.entities.values():
        name, label, many = draft.name, draft.label, draft.many
        table = draft.kept_plural or identifier(many)
        if not draft.kept_name and (is_mass(draft.words[-1]) or table == name):
            last = (
                "member"
                if draft.words[-1] in {"personnel", "staff"}
                else "record"
                if draft.words[-1] not in {"news", "content"}
                else "article"
                if draft.words[-1] == "news"
                else "entry"
            )
            label, name = f"{label} {last}", identifier(f"{draft.name}_{last}")
        if table in _TAKEN or table in plurals:
            table = identifier(f"{name}_list")
        while name in singles or table in plurals:
            # "news" are kept as news articles; where there are articles of the news as well, they are others.
            label, name, table = f"{label} entry", identifier(f"{name}_entry"), identifier(f"{name}_entries")
        singles.add(name)
        plurals.add(table)
        names[draft.name] = (name, table, label, many)
    return names


def entity_of(draft: EntityDraft, names: tuple[str, str, str, str]) -> Entity:
    """The finished entity of a draft."""
    name, table, label, many = names
    fields = list(draft.fields.values())
    status = ""
    if draft.statuses and "status" not in draft.fields:
        fields.append(field_of(("status",), draft.words[-1], origin=Origin.ASSUMED, choices=tuple(draft.statuses)))
        status = "status"
    elif "status" in draft.fields:
        have = draft.fields["status"]
        values = tuple(dict.fromkeys([*(draft.statuses or have.choices), *draft.statuses]))
        fields = [
            one if one.name != "status" else field_of(("status",), draft.words[-1], origin=have.origin, choices=values)
            for one in fields
        ]
        status = "status"
    display = _display(fields)
    fields = [
        one.model_copy(update={"required": True}) if one.name == display and one.type is FieldType.STRING else one
        for one in fields
    ]
    return Entity(
        name=name,
        plural=table,
        label=label,
        label_plural=many,
        description=f"{many}, with their details." if draft.quote else "",
        kind=draft.kind,
        fields=tuple(fields),
        display=display,
        status_field=status,
        owned=draft.owned,
        access=draft.access,
        samples=draft.samples,
        origin=draft.origin,
        quote=draft.quote,
    )


def _display(fields: list[Field]) -> str:
    by_name = {one.name: one for one in fields if one.type is not FieldType.REFERENCE}
    for wanted in ("name", "title", "subject", "full_name", "player", "task", "content", "comment", "note"):
        if wanted in by_name and (by_name[wanted].required or wanted in {"name", "title"}):
            return wanted
    required = [one for one in fields if one.required and one.type is not FieldType.REFERENCE]
    if required:
        return required[0].name
    plain = [one for one in fields if one.type in {FieldType.STRING, FieldType.TEXT}]
    return (plain or fields)[0].name


def renamed(action: Action, names: dict[str, tuple[str, str, str, str]], *, accounts: bool) -> Action:
    """The action with the final names of its entities; roles only where there are accounts."""

    def known(name: str) -> str:
        return names[name][0] if name in names else name

    return action.model_copy(
        update={
            "entity": known(action.entity),
            "creates": known(action.creates),
            "role": action.role if accounts else "",
        }
    )


def pointed(entity: Entity, names: dict[str, tuple[str, str, str, str]]) -> Entity:
    """An entity whose references point to the final names of their targets."""
    fields = tuple(
        one.model_copy(update={"target": names[one.target][0]}) if one.target in names else one for one in entity.fields
    )
    return entity.model_copy(update={"fields": fields})


# What a pipeline looks up, and does not load.
_RATES = frozenset({"currency"})
Part = TypeVar("Part", Chart, Filter, Report)


def resolved(part: Part, names: dict[str, tuple[str, str, str, str]]) -> Part:
    """A chart, filter or report with the final name of its entity."""
    return part.model_copy(update={"entity": names[part.entity][0] if part.entity in names else part.entity})


def page_of(page: Page, names: dict[str, tuple[str, str, str, str]]) -> Page:
    """The page with the final names of its entities."""

    def known(name: str) -> str:
        return names[name][0] if name in names else name

    sections = tuple(one.model_copy(update={"entity": known(one.entity)}) for one in page.sections)
    return page.model_copy(update={"entity": known(page.entity), "sections": sections})


def _pipelines(sketch: Sketch, app_type: str, names: dict[str, tuple[str, str, str, str]]) -> tuple[Pipeline, ...]:
    if app_type != "etl-pipeline":
        return ()
    steps = ("trim", "validate", "deduplicate", "load")
    return tuple(
        Pipeline(
            name=identifier(f"{names[draft.name][1]} pipeline"),
            title=f"{draft.many} pipeline",
            entity=names[draft.name][0],
            steps=steps if draft.name not in sketch.conversions else (*steps[:2], "convert", *steps[2:]),
            conversion=sketch.conversions.get(draft.name),
            quote=draft.quote,
        )
        for draft in [one for one in sketch.records if one.name not in _RATES or not sketch.conversions][:4]
    )


def contact_message() -> Entity:
    """The message that visitors leave for the owner of the site."""
    return Entity(
        name="contact_message",
        plural="contact_messages",
        label="Contact message",
        label_plural="Contact messages",
        description="What visitors write to the owner of the site.",
        kind=EntityKind.MESSAGE,
        fields=(
            assumed("full name", label="Name", required=True),
            assumed("email", label="Email", required=True),
            assumed("phone", label="Phone"),
            assumed("content", label="Message", required=True),
        ),
        display="full_name",
        samples=5,
        origin=Origin.PROMPT,
    )


def modest(request: GenerationRequest, look: Look) -> AppSpec:
    """A small app of notes for a prompt that could not be read, which says so on its first page."""
    said = "The prompt could not be read as English sentences about an app, so this is a plain app for notes."
    note = Entity(
        name="note",
        plural="notes",
        label="Note",
        label_plural="Notes",
        description="A note.",
        fields=(
            assumed("title", "note", label="Title", required=True).model_copy(update={"example": "title"}),
            assumed("content", "note", label="Content"),
            assumed("date", "note", label="Date"),
        ),
        display="title",
        samples=6,
        origin=Origin.ASSUMED,
    )
    title = capital(request.app_name.replace("-", " "))[:60] or "Notes"
    spec = AppSpec(
        app_name=request.app_name,
        title=title,
        tagline="A plain app for notes.",
        app_type=request.appTypes[0] if request.appTypes else "admin-panel",
        language=request.language,
        prompt=request.prompt,
        enhanced_prompt=(
            f"{said} Describe in English what people should keep and do, "
            "for example: a tracker for plants with name, species and last watered date."
        ),
        entities=(note,),
        actions=(
            Action(name="add_note", label="Add note", kind=ActionKind.CREATE, entity="note", origin=Origin.ASSUMED),
            Action(
                name="search_note", label="Search notes", kind=ActionKind.SEARCH, entity="note", origin=Origin.ASSUMED
            ),
        ),
        pages=(
            Page(slug="", title="Home", kind=PageKind.HOME, sections=(Section(title="About this app", text=said),)),
            Page(slug="notes", title="Notes", kind=PageKind.LIST, entity="note"),
        ),
        tools=request.tools,
        style=look.style,
        pipelines=(Pipeline(name="notes_pipeline", title="Notes pipeline", entity="note"),)
        if request.appTypes[:1] == ("etl-pipeline",)
        else (),
    )
    return spec.model_copy(
        update={
            "understanding": Understanding(
                understood=look.understood,
                assumed=(said, *look.assumed),
                left_out=("Everything in the prompt: say in English sentences what people should keep and do.",),
                readable=False,
            )
        }
    )
