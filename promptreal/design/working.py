"""Workbenches that a prompt names and the catalogue holds: editors in the app, instead of forms alone."""

from __future__ import annotations

import re

from promptreal.design.english.words import identifier, joined, vocabulary
from promptreal.design.things.fields import assumed
from promptreal.design.things.forgetting import forget
from promptreal.design.things.sketch import EntityDraft, Sketch
from promptreal.design.views.named_pages import put_page
from promptreal.spec import (
    Action,
    ActionKind,
    AppSpec,
    EntityKind,
    Field,
    FieldType,
    Origin,
    Page,
    PageKind,
    Workbench,
)
from promptreal.workbenches import BenchEntry, workbenches

_QUOTED = re.compile(r"“([^”]+)”")
# An app with one of these in its kind is about editors, and none itself.
_ABOUT = re.compile(
    r"\b(shops?|stores?|reviews?|blogs?|news|courses?|lessons?|comparison|directory|marketplace)\b", re.IGNORECASE
)
_LONGEST = 100_000
_SEEN = vocabulary("interface canvas type layout style")


def recognize(sketch: Sketch) -> None:
    """Notes the workbenches of the catalogue that the prompt asks for, with records to work on."""
    reading = sketch.reading
    first = reading.sentences[0] if reading.sentences else ""
    kind = reading.kind_text or first
    for entry in workbenches().values():
        called = _called(entry)
        if not (called.search(kind) or called.search(first)) or _ABOUT.search(kind):
            continue
        draft = _document(sketch, entry)
        sketch.workbenches[entry.name] = Workbench(
            name=entry.name, title=entry.title, entity=draft.name, field=entry.field, quote=first
        )


def _called(entry: BenchEntry) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(entry.names)})(?!\w)", re.IGNORECASE)


def _document(sketch: Sketch, entry: BenchEntry) -> EntityDraft:
    nouns = set(entry.documents)
    found = next((one for one in sketch.records if one.words[-1] in nouns and not _is_template(one, entry)), None)
    if found is not None:
        return found
    words = tuple(one.lower() for one in entry.document)
    draft = EntityDraft(words=words, surface=entry.document, origin=Origin.ASSUMED)
    sketch.entities[draft.name] = draft
    return draft


def take_over(sketch: Sketch) -> None:
    """Gives the records what is worked on, and leaves to the workbenches what they do."""
    for name, bench in list(sketch.workbenches.items()):
        entry = workbenches()[name]
        # What the prompt says of it may have given it a longer name since it was found.
        draft = sketch.entities.get(bench.entity) or _document(sketch, entry)
        _stand_alone(sketch, draft)
        _forget(sketch, entry, draft)
        templates = next((one for one in sketch.records if _is_template(one, entry)), None)
        for one in filter(None, (draft, templates)):
            one.kind = EntityKind.RECORD
            _prepare(one, entry)
        choices = tuple(one for one in entry.choices if _choice(draft, one) is not None)
        sketch.workbenches[name] = bench.model_copy(
            update={"entity": draft.name, "templates": templates.name if templates else "", "choices": choices}
        )
        _tell(sketch, entry)
        done = [
            Action(name=identifier(label), label=label, kind=ActionKind.WORK, page=entry.name, quote=bench.quote)
            for label in entry.actions
        ]
        # What people come for is what they do on the workbench.
        sketch.actions = {one.name: one for one in done} | sketch.actions


def _stand_alone(sketch: Sketch, draft: EntityDraft) -> None:
    """Whatever the record was made on, it is made by itself from now on."""
    draft.kind, draft.target, draft.hidden = EntityKind.RECORD, "", False
    for name, action in sketch.actions.items():
        if action.creates == draft.name and action.kind in {ActionKind.ATTACH, ActionKind.TOGGLE}:
            made = {"kind": ActionKind.CREATE, "entity": draft.name, "creates": ""}
            sketch.actions[name] = action.model_copy(update=made)


def _is_template(draft: EntityDraft, entry: BenchEntry) -> bool:
    return bool(set(draft.words) & set(entry.templates))


def _forget(sketch: Sketch, entry: BenchEntry, document: EntityDraft) -> None:
    """What is part of what is worked on is no record of its own."""
    things = set(entry.things) | _SEEN
    called = _called(entry)
    others = [one for one in sketch.entities.values() if one is not document]
    gone = {one.name for one in others if one.words[-1] in things or called.search(one.low)}
    forget(sketch, gone)


def _prepare(draft: EntityDraft, entry: BenchEntry) -> None:
    """The record can be saved with its title and its content alone."""
    title = next((one for one in ("title", "name") if one in draft.fields), "title")
    content = assumed("content", draft.words[-1], label="Content")
    fields = {
        title: draft.fields.get(title) or assumed("title", draft.words[-1], label="Title"),
        **draft.fields,
        entry.field: content.model_copy(update={"name": entry.field, "type": FieldType.TEXT, "max_length": _LONGEST}),
    }
    draft.fields.clear()
    for name, one in fields.items():
        needed = name == title
        draft.fields[name] = one.model_copy(update={"required": needed}) if one.type is not FieldType.REFERENCE else one
    for name in [name for name, one in draft.fields.items() if one.target and one.required]:
        draft.fields[name] = draft.fields[name].model_copy(update={"required": False})


def _choice(draft: EntityDraft, name: str) -> Field | None:
    found = draft.fields.get(name)
    return found if found is not None and found.type is FieldType.CHOICE else None


def _tell(sketch: Sketch, entry: BenchEntry) -> None:
    """Takes out of what is left out whatever the workbench does."""
    covered = re.compile(entry.covers, re.IGNORECASE)
    left = []
    for sentence in sketch.left_out:
        labels = _QUOTED.findall(sentence)
        beyond = [one for one in labels if not covered.search(one)]
        if not labels or len(beyond) == len(labels):
            left.append(sentence)
        elif beyond:
            reason = sentence.rpartition("”: ")[2]
            left.append(f"{joined([f'“{one}”' for one in beyond])}: {reason}")
    sketch.left_out[:] = left


def add_pages(sketch: Sketch) -> None:
    """A page for each workbench, right after the first one."""
    if not sketch.workbenches:
        return
    pages = dict(sketch.pages)
    home = pages.pop("", None)
    sketch.pages.clear()
    if home is not None:
        sketch.pages[""] = home
    for name, bench in sketch.workbenches.items():
        page = Page(slug=name, title=bench.title, kind=PageKind.WORK, origin=Origin.PROMPT, quote=bench.quote)
        put_page(sketch, page)
    for slug, page in pages.items():
        sketch.pages.setdefault(slug, page)


def finished(spec: AppSpec) -> AppSpec:
    """The spec with what is said of its workbenches."""
    said = [
        f"{one.title}: {spec.entity(one.entity).label_plural.lower()} are worked on in the browser and kept as records."
        for one in spec.workbenches
    ]
    before = spec.understanding
    pages = tuple(_guided(one, spec) for one in spec.pages)
    understanding = before.model_copy(update={"understood": (*before.understood, *said)})
    return spec.model_copy(update={"understanding": understanding, "pages": pages})


def _guided(page: Page, spec: AppSpec) -> Page:
    """A guide that the prompt asks for tells how the workbench is used."""
    if page.kind is not PageKind.CONTENT or "guide" not in page.slug:
        return page
    first, *rest = page.sections
    steps = "\n".join(step for one in spec.workbenches for step in workbenches()[one.name].guide)
    return page.model_copy(update={"sections": (first.model_copy(update={"text": steps}), *rest)})
