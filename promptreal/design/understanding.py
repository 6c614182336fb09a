"""What the designer made of the prompt, in sentences for the person who wrote it."""

from __future__ import annotations

import re

from promptreal.design.english.words import joined
from promptreal.design.things.sketch import Sketch
from promptreal.design.unread import unread
from promptreal.design.views.style import Look
from promptreal.spec import AppSpec, EntityKind, Origin, Understanding

_SETS = re.compile(r"“[^”]+” sets the status of (.+) to ")


def understand(sketch: Sketch, spec: AppSpec, look: Look, *, typed: bool) -> Understanding:
    """The understood, the assumed and the left out."""
    understood = [f"{'Type' if typed else 'Type, read from the prompt'}: {spec.app_type}."]
    for entity in spec.entities:
        named = [field.label.lower() for field in entity.fields if field.origin is Origin.PROMPT]
        kind = {
            EntityKind.ACTIVITY: "made by acting on another record",
            EntityKind.MARK: "an account's own mark",
            EntityKind.MESSAGE: "a message",
        }.get(entity.kind, "")
        about = f" with {joined(named)}" if named else ""
        understood.append(f"{entity.label_plural}{about}{f' ({kind})' if kind else ''}.")
    actions = [one.label for one in spec.actions if one.origin is Origin.PROMPT]
    if actions:
        understood.append(f"Users can: {'; '.join(actions)}.")
    charts = [one.title for one in spec.charts if one.origin is Origin.PROMPT]
    if charts:
        understood.append(f"Charts: {', '.join(charts)}.")
    filters = [one.label for one in spec.filters if one.origin is Origin.PROMPT]
    if filters:
        understood.append(f"Filters: {', '.join(dict.fromkeys(filters))}.")
    if spec.reports:
        understood.append(f"Reports: {', '.join(one.title for one in spec.reports)}.")
    roles = [one.label for one in spec.roles if one.quote or not one.staff]
    if roles:
        understood.append(f"Roles: {', '.join(roles)}.")
    understood += list(dict.fromkeys(sketch.limits))
    understood += look.understood
    assumed = list(look.assumed)
    if not typed:
        assumed.append(f"No type was given; {spec.app_type} fits the words best.")
    for entity in spec.entities:
        extra = [field.label.lower() for field in entity.fields if field.origin is Origin.ASSUMED]
        if extra:
            assumed.append(f"{entity.label} also has {joined(extra)}.")
    if spec.accounts:
        limits = "" if spec.staff is None else ", but for what is staff's or somebody's own"
        assumed.append(f"Everybody may look; whoever is signed in may write{limits}.")
    more = [one.title for one in spec.charts if one.origin is Origin.ASSUMED]
    if more:
        assumed.append(f"Charts added: {', '.join(more)}.")
    kept = {one.label_plural.lower() for one in spec.entities}
    # What was assumed of things that a game or the like has taken over is assumed no more.
    assumed += [one for one in sketch.assumed if not (said := _SETS.match(one)) or said[1].lower() in kept]
    left = list(dict.fromkeys(sketch.left_out)) + [
        f"{one.label}: {one.note}" for one in spec.integrations if not one.provided
    ]
    left += sketch.reading.unmet
    left += [f"“{rule}”: rules like this one are not checked by the app." for rule in sketch.reading.rules]
    left += unread(sketch.reading.sentences, spec, [*left, *(one.quote for one in sketch.reading.limits)])
    return Understanding(
        understood=tuple(understood), assumed=tuple(dict.fromkeys(assumed)), left_out=tuple(left), readable=True
    )


def restate(spec: AppSpec) -> str:
    """The same wish made explicit: entities, fields, actions, pages, figures and colours, a line each."""
    lines = [f"{spec.title}: an app of type {spec.app_type}."]
    for entity in spec.entities:
        fields = ", ".join(
            f"{field.label.lower()} ({field.type.value}{'' if not field.choices else ': ' + ', '.join(field.choices)})"
            for field in entity.fields
        )
        lines.append(f"It keeps {entity.label_plural[:1].lower()}{entity.label_plural[1:]}, each with {fields}.")
    for action in spec.actions:
        who = f"A {action.role.replace('_', ' ')}" if action.role else "A user"
        lines.append(f"{who} can {action.label[:1].lower()}{action.label[1:]}.")
    if spec.pages:
        lines.append(f"Pages: {', '.join(page.title for page in spec.pages)}.")
    if spec.charts:
        lines.append(f"Charts: {', '.join(chart.title for chart in spec.charts)}.")
    if spec.filters:
        lines.append(f"Filters: {', '.join(dict.fromkeys(one.label for one in spec.filters))}.")
    lines.append(f"Background {spec.style.background.name}, components {spec.style.component.name}.")
    return "\n".join(lines)
