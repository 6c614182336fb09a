"""What a change means by its words: the thing of the app, or the field of one, that they name."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from promptreal.design.english.words import singular
from promptreal.spec import AppSpec, Entity, Field


@dataclass
class Amended:
    """The spec after the sentences that could be taken, what they did, and the prompt without them."""

    spec: AppSpec
    told: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    rest: str = ""


ASKING = r"^(?:please\s+|(?:and\s+)?also,?\s+|now\s+|then\s+|i(?:'d like| want) (?:you )?to\s+|(?:can|could) you\s+)*"
_DETERMINER = re.compile(
    r"^(?:(?:each|every|all|any|an|a|the|our|my|its|their|of|also|both|new|own|another|single|kind of)\s+)+",
    re.IGNORECASE,
)
_TAIL = re.compile(r"\s+(?:fields?|columns?|attribute|property|properties|too|as well|records?|itself)$", re.IGNORECASE)


def bare(text: str) -> str:
    """The words without what only points at them ("each", "the", "field")."""
    text = _DETERMINER.sub("", text.strip().strip("\"“”'‘’ "))
    return _TAIL.sub("", text).strip()


def entity_named(spec: AppSpec, written: str) -> Entity | None:
    """The thing of the app that is named, by its whole name."""
    text = _DETERMINER.sub("", written.strip().lower())
    words = text.removesuffix(" too").removesuffix(" as well").split()
    if not words:
        return None
    name = " ".join((*words[:-1], singular(words[-1])))
    for one in spec.entities:
        if name in {one.label.lower(), one.name.replace("_", " ")} or " ".join(words) == one.label_plural.lower():
            return one
    return None


def field_named(owner: Entity, written: str) -> Field | None:
    """The field of a thing that is named, as its label or as people also call it."""
    text = bare(written).lower()
    names = {text, text.replace(" ", "_")}
    exact = next((one for one in owner.fields if one.label.lower() in names or one.name in names), None)
    if exact is not None:
        return exact
    # "phone number" is what people call a field "phone", and "email address" one called "email".
    short = text.removesuffix(" number").removesuffix(" address").removesuffix(" date")
    return next((one for one in owner.fields if short and one.name == short.replace(" ", "_")), None)
