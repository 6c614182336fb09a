"""What has a stock, and what fills and empties it: fields that an app about stocks cannot do without."""

from __future__ import annotations

import re
from collections.abc import Container

from promptreal.design.consequences.effects import amount_of, moves_stock, stock_of
from promptreal.design.consequences.formulas import noun_of
from promptreal.design.english.words import vocabulary
from promptreal.design.things.fields import assumed, reference
from promptreal.spec import AppSpec, Entity, Field, Origin

_ABOUT_STOCKS = re.compile(r"\b(stocks?|inventor(?:y|ies)|warehouses?)\b", re.IGNORECASE)
_KEPT = vocabulary("product item good material part ingredient supply article component")
_MADE = vocabulary("product good item")
_USED = vocabulary("material ingredient supply component part item")


def stocked(spec: AppSpec, known: Container[str]) -> AppSpec:
    """The spec in which whatever is delivered, made, sold or used says what it is of and how many."""
    about = bool(_ABOUT_STOCKS.search(spec.prompt))
    for name in [one.name for one in spec.entities if one.name not in known and moves_stock(one)]:
        spec = _of_something(spec, spec.entity(name), about=about)
        if about:
            spec = _counted(spec, spec.entity(name))
    return spec


def _of_something(spec: AppSpec, entity: Entity, *, about: bool) -> AppSpec:
    """The reference to what it is of, where it has none: what has a stock, or in an app about stocks what could."""
    if any(noun_of(spec.entity(one.target)) in _KEPT for one in entity.references):
        return spec
    wanted = {"production": _MADE, "usage": _USED, "consumption": _USED}.get(noun_of(entity), _KEPT)
    others = [one for one in spec.entities if one.name != entity.name and (about or stock_of(one) is not None)]
    fitting = [one for one in others if noun_of(one) in wanted]
    if not fitting:
        return spec
    of = reference(fitting[0].name, fitting[0].label, origin=Origin.ASSUMED, required=True)
    return _with(spec, entity, (entity.fields[0], of, *entity.fields[1:]))


def _counted(spec: AppSpec, entity: Entity) -> AppSpec:
    """In an app about stocks, a thing that is delivered, sold or used has one, and a delivery says how many came."""
    of = next((one for one in entity.references if noun_of(spec.entity(one.target)) in _KEPT), None)
    if of is None:
        return spec
    target = spec.entity(of.target)
    if stock_of(target) is None:
        spec = _with(spec, target, (*target.fields, assumed("stock", label="In stock")))
    if amount_of(entity) is None:
        at = entity.fields.index(of) + 1
        many = assumed("quantity", label="Quantity", required=True)
        spec = _with(spec, entity, (*entity.fields[:at], many, *entity.fields[at:]))
    return spec


def _with(spec: AppSpec, entity: Entity, fields: tuple[Field, ...]) -> AppSpec:
    changed = entity.model_copy(update={"fields": fields})
    return spec.model_copy(
        update={"entities": tuple(changed if one.name == entity.name else one for one in spec.entities)}
    )
