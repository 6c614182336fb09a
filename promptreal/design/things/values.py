"""What people choose from in the field of work that a prompt is about, where it does not list the values itself."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from promptreal.design.english.words import singular
from promptreal.design.things.fields import is_usual
from promptreal.design.things.sketch import Sketch
from promptreal.spec import Field, FieldType, Origin

REASONS = ("Price", "Timing", "Change of plans", "Other")
AGES = ("18–24", "25–34", "35–49", "50–64", "65+")
REGIONS = ("North", "South", "East", "West")
_FILE = Path(__file__).with_name("domain-values.toml")
# The noun of a record says more of it than a word elsewhere in the prompt, and one such word alone says little.
_OWN = 3
_ENOUGH = 2
# These say nothing without the word before them: the type of a room is not the type of a visit.
_EMPTY = frozenset({"type", "category", "level", "class", "kind", "group"})


@dataclass(frozen=True)
class Domain:
    """A field of work: the words that it is known by, and the values by what is chosen."""

    words: frozenset[str]
    values: Mapping[str, tuple[str, ...]]


@lru_cache(maxsize=1)
def domains() -> tuple[Domain, ...]:
    """All fields of work that values are known of."""
    found = tomllib.loads(_FILE.read_text(encoding="utf-8"))["domain"]
    return tuple(
        Domain(frozenset(one["words"].split()), {key: tuple(values) for key, values in one["values"].items()})
        for one in found
    )


def suit(sketch: Sketch) -> None:
    """Gives the fields of a sketch, where nobody said what to choose from, what is chosen from in its field of work."""
    said = _said(_text(sketch))
    for draft in sketch.entities.values():
        for name, field in list(draft.fields.items()):
            if field.type is not FieldType.CHOICE or name == "status" or not is_usual(field.choices):
                continue
            values = values_of(draft.words, tuple(name.split("_")), said)
            if values:
                draft.fields[name] = field.model_copy(update={"choices": values})


def usual_values(choices: tuple[str, ...]) -> bool:
    """Whether nobody listed these values: they fit anything, or are those of a field of work."""
    return is_usual(choices) or any(choices in one.values.values() for one in domains())


def drop_idle_categories(sketch: Sketch) -> None:
    """Takes categories that nobody asked for, and whose values say nothing, from what figures tell apart otherwise."""
    text = _text(sketch)
    said = _said(text)
    for draft in sketch.entities.values():
        field = draft.fields.get("category")
        if field is None or field.origin is Origin.PROMPT or "analyze" not in draft.verbs or draft.kept_name:
            continue
        told = any(_tells(one) for one in draft.fields.values())
        if told and "categor" not in text and not values_of(draft.words, ("category",), said):
            del draft.fields["category"]


def values_of(owner: tuple[str, ...], name: tuple[str, ...], said: Iterable[str]) -> tuple[str, ...]:
    """The values of a field of such a record, in an app that the words `said` speak of; none, where none are known."""
    said = frozenset(said)
    keys = [f"{owner[-1]} {' '.join(name)}", " ".join(name)]
    keys += [name[-1]] if name[-1] not in _EMPTY else []
    ranked = sorted(
        ((_OWN * len(one.words & set(owner)) + len(one.words & said), -place) for place, one in enumerate(domains())),
        reverse=True,
    )
    for score, place in ranked:
        if score < _ENOUGH:
            break
        for key in keys:
            if key in domains()[-place].values:
                return domains()[-place].values[key]
    return ()


def _text(sketch: Sketch) -> str:
    return " ".join([sketch.reading.kind_text, *sketch.reading.sentences]).lower()


def _said(text: str) -> frozenset[str]:
    return frozenset(singular(word) for word in re.findall(r"[a-z][a-z-]+", text))


def _tells(field: Field) -> bool:
    return field.type in {FieldType.CHOICE, FieldType.REFERENCE} and field.origin is Origin.PROMPT
