"""A change: the serving version's spec plus what a new prompt adds, recolours or takes away."""

from __future__ import annotations

import re
from collections.abc import Callable

from promptreal.design.changing.additions import take_additions
from promptreal.design.changing.amendments import amend
from promptreal.design.changing.merging import merged
from promptreal.design.changing.removals import REMOVING, is_order, without
from promptreal.design.english.reading import read
from promptreal.design.english.wishes import Reading
from promptreal.design.english.words import joined, singular
from promptreal.design.things.sketch import EntityDraft, Sketch
from promptreal.design.understanding import restate
from promptreal.design.unread import unread
from promptreal.design.views.form import unformed
from promptreal.design.views.style import Look, look
from promptreal.errors import DesignError
from promptreal.request import GenerationRequest
from promptreal.spec import (
    AppSpec,
    Earlier,
    Entity,
    Origin,
    Understanding,
)

_RENAME = re.compile(
    r"\b(?:rename (?:it|the (?:app|site|website))(?: to)?|call (?:it|the app|the site)|(?:change|set) the title to)"
    r" [\"“']?([^\"”'.]{2,60})",
    re.IGNORECASE,
)


_NOTHING_REMOVED = "so nothing was removed."

Reader = Callable[[Reading, str, dict[str, EntityDraft]], Sketch]


def apply(before: AppSpec, request: GenerationRequest, draw: Reader) -> AppSpec:
    """The next version; names of existing entities and fields stay, and no data is dropped.

    `draw` makes a sketch of a reading around the entities that are there.

    Raises:
        DesignError: the app would be the same as before.
    """
    amended = amend(before, request.prompt)
    previous = amended.spec
    reading = read(amended.rest)
    known = {one.name: _draft(one) for one in previous.entities}
    removals = [wish for wish in reading.wishes if wish.verb in REMOVING and is_order(wish)]
    reading.wishes = [wish for wish in reading.wishes if wish not in removals]
    reading.wishes = [wish for wish in reading.wishes if not _RENAME.search(wish.quote)]
    take_additions(reading, Sketch(reading, entities=known))
    reading.listings = [one for one in reading.listings if one.holder is not None]
    sketch = draw(reading, previous.app_type, known)
    colours = look(request.prompt, previous.style)
    spec = merged(previous, sketch, request, colours)
    spec, removed = without(spec, removals)
    spec = spec.model_copy(update={"title": _title(previous, request.prompt)})
    spec = spec.model_copy(update={"enhanced_prompt": restate(spec)})
    said = [*amended.refused, *_there(previous, sketch)]
    understood = _understood(
        before, spec, sketch, colours, [*amended.told, *(f"{one}." for one in removed)], plain=not said
    )
    lost = unread(reading.sentences, spec, [*said, *removed], describing=True)
    left = (*said, *understood.left_out, *(unformed(reading.sentences) if lost else ()), *lost)
    if _parts(spec) == _parts(before):
        raise DesignError(
            f"nothing of this could be made a change of {before.title}, so it stays as it is: {' '.join(left)}",
            hint="say what to add, remove, rename or recolour, for example: add a due date to orders",
        )
    told = understood.model_copy(update={"left_out": left, "earlier": _earlier(before)})
    return spec.model_copy(update={"understanding": told})


def _earlier(before: AppSpec) -> tuple[Earlier, ...]:
    """What was understood of all prompts so far: a change is read on top of them."""
    said = before.understanding
    last = Earlier(
        version=before.version,
        prompt=before.prompt,
        understood=said.understood,
        assumed=said.assumed,
        left_out=said.left_out,
    )
    return (*said.earlier, last)


def _there(previous: AppSpec, sketch: Sketch) -> list[str]:
    """What the change wants to belong to something that it belongs to already."""
    found = []
    for part, whole in sketch.reading.wholes:
        child, owner = sketch.find(part.words), sketch.find(whole.words)
        if child is None or owner is None or not child.kept_name:
            continue
        if any(one.target == owner.name for one in previous.entity(child.kept_name).references):
            found.append(f"{child.label} belongs to {owner.low} already.")
    return found


def _parts(spec: AppSpec) -> dict[str, object]:
    """All that makes an app what it is, without what is said about it."""
    return spec.model_dump(exclude={"prompt", "enhanced_prompt", "version", "understanding", "criteria"})


def _draft(entity: Entity) -> EntityDraft:
    words = entity.label.lower().split()
    choices = entity.field(entity.status_field).choices if entity.status_field else ()
    return EntityDraft(
        words=(*words[:-1], singular(words[-1])),
        surface=tuple(_surface(entity.label)),
        quote=entity.quote,
        kind=entity.kind,
        origin=entity.origin,
        owned=entity.owned,
        access=entity.access,
        fields={one.name: one for one in entity.fields},
        statuses=list(choices),
        label_plural=entity.label_plural,
        samples=entity.samples,
        kept_name=entity.name,
        kept_plural=entity.plural,
        verbs={"manage"},
        target=next((one.target for one in entity.references), ""),
    )


def _surface(label: str) -> list[str]:
    words = label.split()
    return [words[0] if words[0].isupper() else words[0].lower(), *words[1:]]


def _title(previous: AppSpec, prompt: str) -> str:
    match = _RENAME.search(prompt)
    return match.group(1).strip() if match else previous.title


def _understood(
    previous: AppSpec, spec: AppSpec, sketch: Sketch, colours: Look, changed: list[str], *, plain: bool
) -> Understanding:
    before = {one.name: one for one in previous.entities}
    told = [one for one in changed if not one.endswith(_NOTHING_REMOVED)]
    extra: list[str] = []
    for entity in spec.entities:
        had = before.get(entity.name)
        if had is None:
            asked = [one for one in entity.fields if one.origin is Origin.PROMPT or one.name == entity.display]
            more = [one.label.lower() for one in entity.fields if one not in asked]
            told.append(f"New: {entity.label_plural}, with {joined([one.label.lower() for one in asked])}.")
            extra += [f"{entity.label} also has {joined(more)}."] if more else []
        else:
            new = [one.label.lower() for one in entity.fields if one.name not in {field.name for field in had.fields}]
            if new:
                told.append(f"{entity.label} has {joined(new)} now.")
    for what, old, now in (
        ("action", previous.actions, spec.actions),
        ("chart", previous.charts, spec.charts),
        ("page", previous.pages, spec.pages),
        ("filter", previous.filters, spec.filters),
    ):
        names = {getattr(one, "name", getattr(one, "slug", "")) for one in old}
        fresh = [
            getattr(one, "label", getattr(one, "title", ""))
            for one in now
            if getattr(one, "name", getattr(one, "slug", "")) not in names
        ]
        if fresh:
            told.append(f"New {what}{'s' if len(fresh) > 1 else ''}: {', '.join(dict.fromkeys(fresh))}.")
    told += [*dict.fromkeys(sketch.limits), *colours.understood]
    if spec.title != previous.title:
        told.append(f"The app is called {spec.title} now.")
    assumed = [
        "Everything that the change does not mention stays as it was; what a page no longer shows keeps its data.",
        *extra,
        *sketch.assumed,
    ]
    left = [*sketch.left_out, *sketch.reading.unmet, *(one for one in changed if one.endswith(_NOTHING_REMOVED))]
    if not told and plain:
        left.append("Nothing in the prompt could be read as a change, so the app stays as it was.")
    readable = bool(told) or sketch.reading.known_share >= 0.45
    return Understanding(understood=tuple(told), assumed=tuple(assumed), left_out=tuple(left), readable=readable)
