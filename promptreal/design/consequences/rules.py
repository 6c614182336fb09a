"""The rules of an app: what follows by itself when its records are made, changed and deleted."""

from __future__ import annotations

import re
from collections.abc import Container

from promptreal.design.consequences.calculators import titled
from promptreal.design.consequences.claims import claim, listed, settled
from promptreal.design.consequences.effects import state_effects, stock_effects
from promptreal.design.consequences.formulas import formula_of, noun_of, periods_of, starts_now, total_for
from promptreal.design.consequences.standing import watch
from promptreal.design.consequences.stocks import stocked
from promptreal.design.doings.moves import redirect
from promptreal.design.doings.paying import due, paid
from promptreal.design.doings.pricing import configured
from promptreal.design.english.words import capital, joined
from promptreal.design.things.ordering import is_code, ranking_of
from promptreal.spec import AppSpec, Claim, Condition, Effect, EffectKind, Entity, EntityKind, Field, FieldType, Term
from promptreal.spec.rules import fields_in

NOT_CHARGED = "No payment provider is connected: nothing is charged, and no card number is asked for."
ONE_EACH = "A cart: an order is of one product and as many of it as are wanted; several products are several orders."
_CART = re.compile(r"\b(?:cart|basket|shopping bag)s?\b", re.IGNORECASE)
UNCHECKED = ": rules like this one are not checked by the app."
UNPAID = "Payments: no payment provider is connected, so they are written down but nothing is charged."


def govern(spec: AppSpec, known: Container[str] = ()) -> AppSpec:
    """The spec with the rules that its words imply; the entities in `known` have theirs already."""
    if not known:
        spec = titled(paid(redirect(spec)))
    spec = stocked(spec, known)
    spec = configured(spec, known)
    for step in (_with_times, _with_order, _with_formulas, _with_effects):
        for name in [one.name for one in spec.entities if one.name not in known]:
            spec = step(spec, name)
        if step is _with_formulas and not known:
            spec = due(spec)
    spec = listed(watch(claim(spec, known), known), known)
    told = [sentence for one in spec.entities if one.name not in known for sentence in _sentences(spec, one)]
    renewals = [one for one in spec.actions if one.extends]
    told += [f"“{one.label}” moves the {_low(spec, one.entity, one.extends)} on by a {one.term}." for one in renewals]
    understanding = spec.understanding
    assumed = tuple(dict.fromkeys((*understanding.assumed, *told)))
    held = [one for one in understanding.left_out if one.endswith(UNCHECKED) and settled(spec, one)]
    left = tuple(one for one in understanding.left_out if one not in held)
    if not known and _CART.search(spec.prompt) and any(noun_of(one) in {"order", "purchase"} for one in spec.entities):
        left = tuple(dict.fromkeys((*left, ONE_EACH)))
    kept = tuple(f"{one.removesuffix(UNCHECKED)}: held, whoever asks and by whichever way." for one in held)
    if any(one.note == NOT_CHARGED for entity in spec.entities for one in entity.fields):
        left = tuple(dict.fromkeys((*left, UNPAID)))
    return spec.model_copy(
        update={
            "understanding": understanding.model_copy(
                update={"assumed": assumed, "left_out": left, "understood": (*understanding.understood, *kept)}
            )
        }
    )


def _with_times(spec: AppSpec, name: str) -> AppSpec:
    """Periods that end after they start, and dates that start at the day on which a record is made."""
    entity = spec.entity(name)
    fields = tuple(
        one.model_copy(update={"starts_now": True, "required": False}) if starts_now(entity, one) else one
        for one in entity.fields
    )
    return replaced(spec, entity.model_copy(update={"fields": fields, "periods": periods_of(entity)}))


def _with_order(spec: AppSpec, name: str) -> AppSpec:
    """Rankings come with the best first, codes are there once, and nobody asks for a card that nothing charges."""
    entity = spec.entity(name)
    fields = tuple(
        one.model_copy(
            update={
                "unique": one.unique or is_code(entity, one),
                "note": NOT_CHARGED if one.name == "payment_method" else one.note,
            }
        )
        for one in entity.fields
    )
    more = {"fields": fields, "sort": ranking_of(entity), "display": _title_of(entity)}
    return replaced(spec, entity.model_copy(update=more))


def _title_of(entity: Entity) -> str:
    """What titles a record: an amount of something is called by what it is of."""
    needed = [one for one in entity.references if one.required]
    bare = entity.field(entity.display).type.is_number
    return needed[-1].name if bare and entity.kind is EntityKind.ACTIVITY and len(needed) > 1 else entity.display


def _with_formulas(spec: AppSpec, name: str) -> AppSpec:
    entity = spec.entity(name)
    entities = {one.name: one for one in spec.entities}
    if entity.kind in {EntityKind.MARK, EntityKind.MESSAGE} or any(one.entity == name for one in spec.pipelines):
        return spec
    total = total_for(entity, entity.periods, entities)
    if total is not None:
        entity = entity.model_copy(update={"fields": (*entity.fields, total)})
    fields = []
    needed: set[str] = set()
    for one in entity.fields:
        formula = one.formula or _acyclic(one, formula_of(entity, one, entity.periods, entities), needed)
        needed |= _factors(formula)
        fields.append(one.model_copy(update={"formula": formula, "required": False}) if formula else one)
    entity = entity.model_copy(update={"fields": tuple(fields)})
    if entity.field(entity.display).formula:
        return spec
    return _needing(replaced(spec, entity), entity, needed)


def _factors(formula: tuple[Term, ...]) -> set[str]:
    """What a formula is about; of a span of days, both of its ends."""
    factors = {factor for term in formula for factor in (*term.factors, *term.over)}
    return factors | {name for one in factors for name in fields_in(one)}


def _acyclic(field: Field, formula: tuple[Term, ...], needed: Container[str]) -> tuple[Term, ...]:
    """The formula, unless another value is worked out of this field already."""
    return () if field.name in needed or field.unique else formula


def _needing(spec: AppSpec, entity: Entity, factors: Container[str]) -> AppSpec:
    """What a value is worked out of has to be given: the record's own numbers, and the prices of what it refers to."""
    fields = []
    for one in entity.fields:
        if one.name in factors and not one.formula and not one.starts_now:
            counted = one.type is FieldType.INTEGER and not one.minimum and one.maximum is None
            low = 1 if counted else one.minimum
            one = one.model_copy(update={"required": True, "minimum": low})  # noqa: PLW2901
        priced = [name for name in _names(spec, one) if f"{one.name}.{name}" in factors]
        if priced:
            one = one.model_copy(update={"required": True})  # noqa: PLW2901
            target = spec.entity(one.target)
            known = tuple(
                field.model_copy(update={"required": True}) if field.name in priced and not field.formula else field
                for field in target.fields
            )
            spec = replaced(spec, target.model_copy(update={"fields": known}))
        fields.append(one)
    return replaced(spec, spec.entity(entity.name).model_copy(update={"fields": tuple(fields)}))


def _names(spec: AppSpec, field: Field) -> list[str]:
    return [one.name for one in spec.entity(field.target).fields] if field.target else []


def _with_effects(spec: AppSpec, name: str) -> AppSpec:
    entity = spec.entity(name)
    entities = {one.name: one for one in spec.entities}
    if entity.effects or any(one.entity == name for one in spec.pipelines):
        return spec
    stocks = stock_effects(entity, entities)
    states = state_effects(entity, entities)
    for effect, field in states:
        spec = _with_field(spec, spec.entity(entity.field(effect.through).target), field)
    bound = {name for one in stocks for name in (one.through, one.own)}
    fields = tuple(one.model_copy(update={"required": True}) if one.name in bound else one for one in entity.fields)
    if noun_of(entity) == "payment" and states:
        fields = tuple(_paid_first(one) if one.name == entity.status_field else one for one in fields)
    effects = (*stocks, *(effect for effect, _ in states))
    return replaced(spec, entity.model_copy(update={"effects": effects, "fields": fields}))


def _paid_first(status: Field) -> Field:
    """A payment that is written down has been made."""
    order = sorted(status.choices, key=lambda one: one != "Paid")
    return status.model_copy(update={"choices": tuple(order)})


def _with_field(spec: AppSpec, entity: Entity, field: Field) -> AppSpec:
    there = any(one.name == field.name for one in entity.fields)
    fields = (
        tuple(field if one.name == field.name else one for one in entity.fields) if there else (*entity.fields, field)
    )
    return replaced(spec, entity.model_copy(update={"fields": fields, "status_field": field.name}))


def _sentences(spec: AppSpec, entity: Entity) -> list[str]:
    """What the rules of an entity are, for the person who wrote the prompt."""
    found = []
    one = entity.label.lower()
    worked = [field.label.lower() for field in entity.fields if field.formula]
    if worked:
        found.append(f"{joined(worked).capitalize()} of {_a(one)}: worked out by the app, nobody types it.")
    for effect in entity.effects:
        found.append(_effect(spec, entity, effect))
    for _, end in entity.periods:
        found.append(f"{capital(_a(one))} does not end before it starts: “{entity.field(end).label}” is checked.")
    found += [_claim(spec, entity, claimed) for claimed in entity.claims]
    watched = [f"“{field.label}”" for field in entity.fields if field.condition]
    if watched:
        found.append(f"{joined(watched)} of {_a(one)}: worked out whenever it is read, nobody types it.")
    return found


def _claim(spec: AppSpec, entity: Entity, one: Claim) -> str:
    about = _a(spec.entity(entity.field(one.through).target).label.lower()) if one.through else "somebody"
    what = one.refused if one.through else f"has {one.most} already."
    return f"{capital(_a(entity.label.lower()))} is refused where {about} {what}"


def _a(noun: str) -> str:
    return f"{'an' if noun[:1] in 'aeiou' else 'a'} {noun}"


def _effect(spec: AppSpec, entity: Entity, effect: Effect) -> str:
    target = spec.entity(entity.field(effect.through).target)
    field = target.field(effect.field).label.lower()
    when = f" that becomes {effect.when.lower()}" if effect.when else ""
    subject, whole = f"{capital(_a(entity.label.lower()))}{when}", f"the {field} of its {target.label.lower()}"
    if effect.kind is EffectKind.TAKES:
        return f"{subject} takes from {whole}, and what is not there is refused; deleting it gives that back."
    if effect.kind is EffectKind.ADDS:
        return f"{subject} adds to {whole}; deleting it takes that back."
    if effect.kind is EffectKind.SETS:
        return f"{subject} sets {whole} to {effect.value.lower()}."
    return f"{subject} writes its {entity.field(effect.own).label.lower()} into {whole}."


def _low(spec: AppSpec, entity: str, field: str) -> str:
    return f"{spec.entity(entity).field(field).label.lower()} of a {spec.entity(entity).label.lower()}"


def replaced(spec: AppSpec, entity: Entity) -> AppSpec:
    """The spec with that entity in the place of the one of its name."""
    return spec.model_copy(
        update={"entities": tuple(entity if one.name == entity.name else one for one in spec.entities)}
    )


def consistent(spec: AppSpec) -> AppSpec:
    """The spec without the rules about fields that it has no more."""
    for entity in spec.entities:
        have = {one.name for one in entity.fields}
        fields = tuple(
            one if _is_there(spec, entity, one) else one.model_copy(update={"formula": ()}) for one in entity.fields
        )
        effects = tuple(
            one
            for one in entity.effects
            if one.through in have
            and (not one.own or one.own in have)
            and one.field in _names(spec, entity.field(one.through))
        )
        periods = tuple(pair for pair in entity.periods if set(pair) <= have)
        claims = tuple(one for one in entity.claims if set(one.fields) <= have and _has_room(spec, entity, one))
        more = {"fields": fields, "effects": effects, "periods": periods, "claims": claims}
        spec = replaced(spec, entity.model_copy(update=more))
    for entity in spec.entities:
        fields = tuple(
            one for one in entity.fields if one.condition is None or _is_watched(spec, entity, one.condition)
        )
        if fields != entity.fields:
            gone = {one.name for one in entity.fields} - {one.name for one in fields}
            filters = tuple(one for one in spec.filters if one.entity != entity.name or one.field not in gone)
            spec = replaced(spec.model_copy(update={"filters": filters}), entity.model_copy(update={"fields": fields}))
    return spec


def _has_room(spec: AppSpec, entity: Entity, one: Claim) -> bool:
    return not one.room or one.room in _names(spec, entity.field(one.through))


def _is_watched(spec: AppSpec, entity: Entity, one: Condition) -> bool:
    """Whether what a yes or no is worked out of is still there."""
    if not set(one.fields) <= {field.name for field in entity.fields}:
        return False
    other = next((each for each in spec.entities if each.name == one.entity), None)
    return not one.entity or (other is not None and any(each.through == one.through for each in other.claims))


def _is_there(spec: AppSpec, entity: Entity, field: Field) -> bool:
    have = {one.name for one in entity.fields}
    for factor in (one for term in field.formula for one in (*term.factors, *term.over)):
        own = fields_in(factor)
        other = "" if len(own) > 1 else factor.partition(".")[2]
        if not set(own) <= have or (other and other not in _names(spec, entity.field(own[0]))):
            return False
    return True
