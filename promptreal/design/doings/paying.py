"""Payments: who pays pays an order or a booking, not the thing that others order as well, and pays what it comes to."""

from __future__ import annotations

from promptreal.design.consequences.formulas import noun_of
from promptreal.design.english.words import vocabulary
from promptreal.spec import Action, ActionKind, AppSpec, Entity, EntityKind, Field, FieldType, Term

_PAID = vocabulary("order booking reservation purchase rental lease enrollment registration subscription membership")
_DUE = ("total_price", "amount", "total", "total_amount", "price", "fee")


def paid(spec: AppSpec) -> AppSpec:
    """The spec in which a payment is of the order, the booking or the like that was made on the same thing."""
    for action in spec.actions:
        if action.kind is ActionKind.ATTACH and noun_of(spec.entity(action.creates)) == "payment":
            payment, thing = spec.entity(action.creates), spec.entity(action.entity)
            made = _made_on(spec, thing)
            through = [one for one in payment.references if one.target == thing.name]
            others = [one for one in spec.actions if one.creates == payment.name and one is not action]
            if made is not None and len(through) == 1 and len(payment.references) == 1 and not others:
                spec = _moved(spec, action, payment, through[0], made)
    return spec


def due(spec: AppSpec) -> AppSpec:
    """The spec in which the amount of a payment is what its order comes to, where the app knows that."""
    for payment in [one for one in spec.entities if noun_of(one) == "payment" and one.kind is EntityKind.ACTIVITY]:
        amount = next((one for one in payment.fields if one.name == "amount" and one.type is FieldType.MONEY), None)
        reference = next((one for one in payment.references if noun_of(spec.entity(one.target)) in _PAID), None)
        if amount is None or amount.formula or reference is None or payment.display == "amount":
            continue
        fields = {one.name: one for one in spec.entity(reference.target).fields}
        total = next((one for one in _DUE if one in fields and fields[one].formula), "")
        if total:
            formula = (Term(factors=(f"{reference.name}.{total}",)),)
            worked = amount.model_copy(update={"formula": formula, "required": False})
            spec = _with(spec, payment, tuple(worked if one is amount else one for one in payment.fields))
    return spec


def _made_on(spec: AppSpec, thing: Entity) -> Entity | None:
    """The one sort of record that people make on this thing and pay for."""
    found = [
        one
        for one in spec.entities
        if one.kind is EntityKind.ACTIVITY
        and noun_of(one) in _PAID
        and any(field.target == thing.name for field in one.references)
    ]
    return found[0] if len(found) == 1 and thing.kind is EntityKind.RECORD else None


def _moved(spec: AppSpec, action: Action, payment: Entity, through: Field, made: Entity) -> AppSpec:
    of = through.model_copy(update={"name": made.name, "label": made.label, "target": made.name})
    fields = tuple(of if one is through else one for one in payment.fields)
    display = of.name if payment.display in {"amount", through.name} else payment.display
    fields = tuple(one.model_copy(update={"required": True}) if one is of else one for one in fields)
    spec = _with(spec, payment.model_copy(update={"display": display}), fields)
    moved = action.model_copy(
        update={"entity": made.name, "label": f"Pay for {made.label[:1].lower()}{made.label[1:]}"}
    )

    def renamed(name: str) -> str:
        return of.name if name == through.name else name

    mine = payment.name
    return spec.model_copy(
        update={
            "actions": tuple(moved if one is action else one for one in spec.actions),
            "filters": tuple(
                one.model_copy(update={"field": renamed(one.field)}) if one.entity == mine else one
                for one in spec.filters
            ),
            "charts": tuple(
                one.model_copy(update={"dimension": renamed(one.dimension)}) if one.entity == mine else one
                for one in spec.charts
            ),
        }
    )


def _with(spec: AppSpec, entity: Entity, fields: tuple[Field, ...]) -> AppSpec:
    changed = entity.model_copy(update={"fields": fields})
    return spec.model_copy(
        update={"entities": tuple(changed if one.name == entity.name else one for one in spec.entities)}
    )
