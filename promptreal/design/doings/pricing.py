"""What a thing costs that people put together by choosing: nobody types the price of what they buy."""

from __future__ import annotations

from collections.abc import Container

from promptreal.design.english.words import joined, vocabulary
from promptreal.spec import ActionKind, AppSpec, Entity, Field, FieldType, Origin, Term

_PUT_TOGETHER = vocabulary("customize customise configure personalize personalise design build assemble compose")
_FIRST, _STEP, _MORE = 29, 10, 5


def configured(spec: AppSpec, known: Container[str]) -> AppSpec:
    """The spec in which the price of what people customize is the sum of what their choices cost.

    What they cost is an assumption, listed as one and shown beside the choices.
    """
    made = {
        one.entity
        for one in spec.actions
        if one.kind is ActionKind.CREATE and one.label.split()[0].lower() in _PUT_TOGETHER and one.entity not in known
    }
    for name in made:
        entity = spec.entity(name)
        price = next((one for one in entity.fields if one.name == "price" and one.type is FieldType.MONEY), None)
        chosen = [one for one in entity.fields if _is_chosen(entity, one)]
        if price is not None and price.origin is Origin.ASSUMED and chosen and not price.unique:
            spec = _priced(spec, entity, price, chosen)
    return spec


def _is_chosen(entity: Entity, field: Field) -> bool:
    choice = field.type is FieldType.CHOICE and field.name not in {entity.status_field, "category", "status"}
    return choice and field.origin is Origin.PROMPT


def _priced(spec: AppSpec, entity: Entity, price: Field, chosen: list[Field]) -> AppSpec:
    fields = []
    told = []
    for one in entity.fields:
        if one.name in {field.name for field in chosen}:
            first, step = (_FIRST, _STEP) if one.name == chosen[0].name else (0, _MORE)
            worth = tuple(f"{first + step * at}.00" for at in range(len(one.choices)))
            costs = [f"{choice} {cost}" for choice, cost in zip(one.choices, worth, strict=True)]
            note = f"{'' if first else 'In addition: '}{', '.join(costs)}."
            one = one.model_copy(update={"worth": worth, "note": note, "required": True})  # noqa: PLW2901
            told.append(f"{one.label.lower()} ({', '.join(costs)})")
        elif one.name == price.name:
            formula = tuple(Term(factors=(field.name,)) for field in chosen)
            one = one.model_copy(update={"formula": formula, "required": False})  # noqa: PLW2901
        fields.append(one)
    entity = entity.model_copy(update={"fields": tuple(fields)})
    assumed = f"The price of a {entity.label.lower()} is what its choices cost, at assumed prices: {joined(told)}."
    understanding = spec.understanding.model_copy(update={"assumed": (*spec.understanding.assumed, assumed)})
    return spec.model_copy(
        update={
            "entities": tuple(entity if one.name == entity.name else one for one in spec.entities),
            "understanding": understanding,
        }
    )
