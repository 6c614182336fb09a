"""What a meal, a recipe or an analysis holds, worked out of its ingredients and of how much of each there is."""

from __future__ import annotations

import re

from promptreal.design.english.words import vocabulary
from promptreal.design.things.fields import reference
from promptreal.design.things.sketch import EntityDraft, Sketch
from promptreal.spec import EntityKind, Field, FieldType, Origin, Term

_NUTRITION = re.compile(r"\b(nutrition\w*|nutrients?|calories?|macros?|macronutrients?)\b", re.IGNORECASE)
_INGREDIENTS = re.compile(r"\bingredients?\b", re.IGNORECASE)
_WORKED_OUT = re.compile(r"\b(calculat\w*|comput\w*|analy[sz]\w*|total)\b", re.IGNORECASE)
_WHOLES = vocabulary("analysis recipe meal dish salad smoothie sandwich menu")
# What people type of a meal where nothing is worked out.
_TYPED = re.compile(r"ingredient|serving|portion|nutrition|calorie|protein|carbohydrate|\bfat\b")
_PART = "ingredient_amount"
_VALUES = (
    ("calories", "Calories (kcal)"),
    ("protein", "Protein (g)"),
    ("carbohydrates", "Carbohydrates (g)"),
    ("fat", "Fat (g)"),
)


def recognize(sketch: Sketch) -> None:
    """Keeps ingredients with what they hold in 100 grams, and how much of each is in a meal."""
    said = [one for one in sketch.reading.sentences if _INGREDIENTS.search(one) and _NUTRITION.search(one)]
    quote = next((one for one in said if _WORKED_OUT.search(one)), "")
    whole = next((one for one in sketch.entities.values() if one.words[-1] in _WHOLES), None)
    if not quote or whole is None or _PART in sketch.entities:
        return
    if "ingredient" not in sketch.entities:
        sketch.entities["ingredient"] = EntityDraft(words=("ingredient",), surface=("ingredient",), quote=quote)
    part = EntityDraft(
        words=("ingredient", "amount"),
        surface=("ingredient", "amount"),
        quote=quote,
        kind=EntityKind.ACTIVITY,
        noun=_PART,
        target=whole.name,
        samples=60,
    )
    sketch.entities[part.name] = part
    sketch.assumed.append(
        f"What a {whole.low} holds is worked out of its ingredients: so much of each, by what it holds in 100 grams."
    )


def take_over(sketch: Sketch) -> None:
    """The fields of all three, whatever else the words for them could be."""
    part = sketch.entities.get(_PART)
    if part is None or part.noun != _PART or part.target not in sketch.entities:
        return
    whole, ingredient = sketch.entities[part.target], sketch.entities["ingredient"]
    kept = [one for one in whole.fields.values() if not _TYPED.search(one.name)]
    whole.fields = {one.name: one for one in kept}
    name = Field(
        name="name",
        label="Name",
        type=FieldType.STRING,
        required=True,
        max_length=200,
        searchable=True,
        example="title",
    )
    held = [_number(one, f"{label} in 100 g", required=True) for one, label in _VALUES]
    ingredient.fields = {one.name: one for one in (name, *held)}
    for draft in sketch.entities.values():
        if "nutrition" in draft.words and draft.words[-1] in {"label", "fact"}:
            for one in held:
                draft.add(one.model_copy(update={"required": False}))
    ingredient.statuses.clear()
    parts = (
        reference(whole.name, whole.label, origin=Origin.PROMPT, required=True),
        reference("ingredient", "Ingredient", origin=Origin.PROMPT, required=True),
        _number("amount", "Amount (g)", required=True),
        *(_held(one, label) for one, label in _VALUES),
    )
    part.fields = {one.name: one for one in parts}
    part.statuses.clear()


def _number(name: str, label: str, *, required: bool) -> Field:
    return Field(name=name, label=label, type=FieldType.DECIMAL, required=required, minimum=0, maximum=10_000)


def _held(name: str, label: str) -> Field:
    formula = (Term(factors=("amount", f"ingredient.{name}"), scale="0.01"),)
    return Field(name=name, label=label, type=FieldType.DECIMAL, formula=formula)
