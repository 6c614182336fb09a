"""What a well-known kind of app keeps, where a short prompt only names the kind ("an inventory app with suppliers")."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from promptreal.design.english.words import joined, singular
from promptreal.design.things.fields import assumed, reference
from promptreal.design.things.sketch import EntityDraft, Sketch
from promptreal.spec import Field, Origin

_FILE = Path(__file__).with_name("known-apps.toml")
# A prompt of more words says itself what its things are.
_SHORT = 16
# What an app is about that says nothing of what it is, so that any other thing may stand for it.
_ANYTHING = "product"
# What a prompt may call the thing instead.
_ALSO = {"todo": "task", "bug": "issue", "ticket": "request"}
# Named as firms are, not as people.
_FIRMS = frozenset({"company", "supplier"})
# Named as people are, whatever else the word means.
_PEOPLE = frozenset({"contact"})
# A field that such a thing has only where the prompt speaks of it.
_WHERE_SAID = "?"
_REST = re.compile(r"\b(?:with|for|that|where|which|having|including|and)\b|[:,.;(]")
_FILLING = re.compile(
    r"^(?:(?:please|make|build|create|implement|me|us|a|an|my|our|the|simple|small|basic|little|i|we|need|want)\s+)*"
)
_APP = re.compile(r"\s+(?:app|application|tool|tracker|system|software|website|site|platform|manager|program)$")


@dataclass(frozen=True)
class KnownApp:
    """A kind of app: what it is called, and by thing the descriptions of its fields, the main thing first."""

    names: frozenset[str]
    things: Mapping[str, tuple[str, ...]]


@lru_cache(maxsize=1)
def known_apps() -> tuple[KnownApp, ...]:
    """All kinds of app whose things are known."""
    return tuple(
        KnownApp(frozenset(one["names"]), {thing: tuple(fields) for thing, fields in one["things"].items()})
        for one in tomllib.loads(_FILE.read_text(encoding="utf-8"))["app"]
    )


def known_app(text: str) -> KnownApp | None:
    """The kind of app that a short prompt names before it says anything else; None for any other prompt."""
    if len(text.split()) > _SHORT:
        return None
    whole = _FILLING.sub("", _REST.split(text.strip().lower(), maxsplit=1)[0].strip())
    called = {whole}
    while (shorter := _APP.sub("", whole)) != whole:
        called.add(whole := shorter)
    return next((one for one in known_apps() if one.names & called), None)


def fill_in(sketch: Sketch) -> None:
    """Adds what the kind of app consists of to a sketch; what the prompt describes itself stays as it is."""
    reading = sketch.reading
    app = known_app(" ".join(reading.sentences))
    if app is None or reading.listings or any(one.actor is not None for one in reading.wishes):
        return
    said = _things_said(sketch, app)
    heads = {thing.split()[-1] for thing in app.things}
    if said and next(iter(app.things)) == _ANYTHING and not any(one.words[-1] in heads for one in said.values()):
        return  # an inventory of wines and cellars says what its products are
    sketch.entities.clear()
    drafts: dict[str, EntityDraft] = {}
    for thing in app.things:
        words = tuple(thing.split())
        called = {words[-1], _ALSO.get(words[-1])}
        found = next((one for one in said.values() if one.words[-1] in called), None)
        draft = found or EntityDraft(words=words, surface=words, origin=Origin.ASSUMED)
        said.pop(draft.name, None)
        draft.exact = True
        draft.verbs.add("add")
        drafts[thing] = sketch.entities[draft.name] = draft
    next(iter(drafts.values())).mentions += len(drafts) + 1
    sketch.entities.update(said)
    for thing, fields in app.things.items():
        for one in fields:
            if not one.startswith(_WHERE_SAID) or _is_said(one, reading.sentences):
                drafts[thing].add(_field(one.removeprefix(_WHERE_SAID), drafts[thing], drafts))
    added = [one.low_many for one in drafts.values() if one.origin is Origin.ASSUMED]
    if added:
        sketch.assumed.append(f"An app of this kind also keeps {joined(added)}.")


def _things_said(sketch: Sketch, app: KnownApp) -> dict[str, EntityDraft]:
    """The things that the prompt names, without the app itself and the values of its things ("a CRM with stages")."""
    heads = {thing.split()[-1] for thing in app.things}
    values = {_value(one) for fields in app.things.values() for one in fields if "->" not in one} - {"notes", "note"}

    called = frozenset(word for name in app.names for word in name.split())

    def is_thing(draft: EntityDraft) -> bool:
        return draft.words[-1] in heads or not (called.issuperset(draft.words) or draft.words[-1] in values)

    return {name: draft for name, draft in sketch.entities.items() if is_thing(draft)}


def _value(text: str) -> str:
    """The last word of a field's label, in the singular."""
    return singular(re.split(r":| ->", text.removeprefix(_WHERE_SAID))[0].split()[-1].lower())


def _is_said(text: str, sentences: Iterable[str]) -> bool:
    """Whether the prompt speaks of that field."""
    return any(singular(word) == _value(text) for one in sentences for word in re.findall(r"[a-z]+", one.lower()))


def _field(text: str, draft: EntityDraft, drafts: Mapping[str, EntityDraft]) -> Field:
    label, _, target = text.partition(" -> ")
    if target:
        return reference(drafts[target].name, label, origin=Origin.ASSUMED, required=True)
    label, _, values = label.partition(": ")
    choices = tuple(values.split(", ")) if values else ()
    required = label in {"name", "title", "subject"}
    noun = draft.words[-1]
    if label == "name" and noun in _FIRMS | _PEOPLE:
        example = "company" if noun in _FIRMS else "name"
        return assumed("name", noun, required=True).model_copy(update={"example": example})
    return assumed(label.lower(), draft.words[-1], label=label, choices=choices, required=required)
