"""Transitions that belong to another record than the one that is named: who renews a domain renews its lease."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from promptreal.design.consequences.formulas import noun_of, ranked
from promptreal.design.english.words import vocabulary
from promptreal.design.things.fields import assumed, reference
from promptreal.spec import (
    Access,
    Action,
    ActionKind,
    AppSpec,
    Effect,
    EffectKind,
    Entity,
    EntityKind,
    Field,
    FieldType,
    Origin,
)

_LASTING = vocabulary("lease subscription membership license licence rental loan borrowing policy contract checkout")
_LENT = vocabulary("loan rental borrowing checkout lease hire")
_BOOKED = vocabulary("booking reservation purchase order")
_BOUGHT = vocabulary("ticket pass voucher flight trip train bus event show")
_UNTIL = ranked("end_date expiry_date expiration_date due_date valid_until return_date end renewal_date until expires")
_TERMS = {"loan": "fortnight", "borrowing": "fortnight", "checkout": "fortnight", "rental": "week"}
_STANDING = frozenset({"Paused", "Suspended", "Cancelled", "Terminated"})
_HELD = vocabulary("booking reservation purchase order registration enrollment")
_MONEY = vocabulary("money fund amount payment balance account budget")
_OWNERS = vocabulary("user customer owner client tenant member person employee resident player")


def redirect(spec: AppSpec) -> AppSpec:
    """The spec with renewals, returns and transfers done where they mean something."""
    for action in spec.actions:
        if action.kind is ActionKind.PRINT and action.entity:
            spec = _printed(spec, action)
        if action.kind is not ActionKind.TRANSITION:
            continue
        if action.to in {"Renewed", "Extended", "Prolonged"}:
            spec = _renewed(spec, action)
        elif action.to in _STANDING or action.label.lower().startswith("resume "):
            spec = _stood(spec, action)
        elif action.to == "Returned":
            spec = _returned(spec, action)
        elif action.to == "Transferred":
            spec = _transferred(spec, action)
    return spec


def _printed(spec: AppSpec, action: Action) -> AppSpec:
    """Who prints a ticket prints the booking of it, with the ticket's details, under the same words."""
    named = spec.entity(action.entity)
    booked = _made_on(spec, named, _BOOKED) if noun_of(named) in _BOUGHT else None
    if booked is None:
        return spec
    moved = action.model_copy(update={"entity": booked.name})
    return spec.model_copy(update={"actions": tuple(moved if one is action else one for one in spec.actions)})


def _renewed(spec: AppSpec, action: Action) -> AppSpec:
    """A renewal moves the end of what lasts on by its term."""
    named = spec.entity(action.entity)
    lasting = _made_on(spec, named, _LASTING)
    entity = named if _until(named) or noun_of(named) in _LASTING or lasting is None else lasting
    until = _until(entity)
    if not until:
        until = "valid_until"
        field = assumed("end date", label="Valid until").model_copy(update={"name": until})
        entity = entity.model_copy(update={"fields": (*entity.fields, field)})
    entity = _with_status(entity, action.to)
    by_month = "month" in spec.prompt.lower() and noun_of(entity) in {"subscription", "membership"}
    verb = action.label.split()[0]
    term = _TERMS.get(noun_of(entity), "month" if by_month else "year")
    label = action.label if entity.name == named.name else f"{verb} {entity.label[:1].lower()}{entity.label[1:]}"
    return _moved(spec, action, entity, {"extends": until, "term": term, "label": label})


def _stood(spec: AppSpec, action: Action) -> AppSpec:
    """What is paused, resumed or suspended is the subscription, not the plan that others have as well."""
    named = spec.entity(action.entity)
    lasting = _made_on(spec, named, _LASTING)
    if lasting is None or noun_of(named) in _LASTING or named.kind is not EntityKind.RECORD:
        return spec
    verb = action.label.split()[0]
    to = "Active" if verb.lower() == "resume" else action.to
    label = f"{verb} {lasting.label[:1].lower()}{lasting.label[1:]}"
    return _moved(spec, action, _with_status(lasting, to), {"label": label, "to": to})


def _returned(spec: AppSpec, action: Action) -> AppSpec:
    """What is returned closes the loan of it."""
    named = spec.entity(action.entity)
    lent = _made_on(spec, named, _LENT)
    if lent is None:
        return spec
    return _moved(spec, action, _with_status(lent, action.to), {"label": f"Return {named.label.lower()}"})


def _transferred(spec: AppSpec, action: Action) -> AppSpec:
    """A transfer is a record of its own, which names the new owner; the thing has that owner from then on."""
    named = spec.entity(action.entity)
    people = next((one for one in spec.entities if noun_of(one) in _OWNERS and one.kind is EntityKind.RECORD), None)
    taken = {one.name for one in spec.entities} | {one.plural for one in spec.entities}
    if noun_of(named) in _MONEY or people is named or taken & {"transfer", "transfers"}:
        return spec
    held = named if named.owned else _made_on(spec, named, _HELD)
    if spec.staff is not None and held is not None and held.owned:
        return _handed_over(spec, action, held)
    owner = next((one for one in named.fields if one.name == "owner"), None)
    if owner is None:
        owner = _person(people, "owner", "Owner")
        named = named.model_copy(update={"fields": (*named.fields, owner)})
    new_owner = owner.model_copy(update={"name": "new_owner", "label": "New owner", "required": True})
    transfer = Entity(
        name="transfer",
        plural="transfers",
        label="Transfer",
        label_plural="Transfers",
        description="Who got what, and when.",
        kind=EntityKind.ACTIVITY,
        fields=(
            reference(named.name, named.label, origin=Origin.PROMPT, required=True),
            new_owner,
            assumed("date", label="Date"),
            assumed("note", label="Note"),
        ),
        display="new_owner",
        owned=spec.accounts,
        effects=(Effect(kind=EffectKind.COPIES, through=named.name, field="owner", own="new_owner"),),
        samples=12,
        quote=action.quote,
    )
    spec = _without_status(_replaced(spec, named), action)
    actions = [
        one.model_copy(update={"kind": ActionKind.ATTACH, "creates": "transfer", "to": ""}) if one is action else one
        for one in spec.actions
    ]
    return spec.model_copy(update={"actions": tuple(actions), "entities": (*spec.entities, transfer)})


def _handed_over(spec: AppSpec, action: Action, held: Entity) -> AppSpec:
    """Where people sign in, what they have passes from one account to another: a bought ticket, a registered pet."""
    address = assumed("email", label="E-mail of the new owner", required=True)
    note = "Who has not registered with this address yet gets it on registering."
    transfer = Entity(
        name="transfer",
        plural="transfers",
        label="Transfer",
        label_plural="Transfers",
        description="Who gave what to whom, and when.",
        kind=EntityKind.ACTIVITY,
        fields=(
            reference(held.name, held.label, origin=Origin.PROMPT, required=True),
            address.model_copy(update={"note": note, "searchable": True}),
            assumed("date", label="Date"),
            assumed("note", label="Note"),
        ),
        display=address.name,
        owned=True,
        access=Access.PRIVATE,
        gives=held.name,
        samples=0,
        quote=action.quote,
    )
    spec = _without_status(spec, action)
    made = {"kind": ActionKind.ATTACH, "entity": held.name, "creates": "transfer", "to": "", "role": ""}
    actions = [one.model_copy(update=made) if one is action else one for one in spec.actions]
    return spec.model_copy(update={"actions": tuple(actions), "entities": (*spec.entities, transfer)})


def _person(people: Entity | None, name: str, label: str) -> Field:
    if people is not None:
        return reference(people.name, label, origin=Origin.ASSUMED, name=name)
    return Field(
        name=name, label=label, type=FieldType.STRING, max_length=200, example="name", searchable=True,
        origin=Origin.ASSUMED,
    )  # fmt: skip


def _made_on(spec: AppSpec, named: Entity, nouns: Iterable[str]) -> Entity | None:
    """The record of that sort that refers to this one; a lease rather than a rental, a loan rather than either."""
    order = ("lease", "subscription", "membership", "license", "licence", "loan")
    found = [
        one
        for one in spec.entities
        if noun_of(one) in nouns and any(field.target == named.name for field in one.references)
    ]
    return min(found, key=lambda one: order.index(noun_of(one)) if noun_of(one) in order else 9, default=None)


def _until(entity: Entity) -> str:
    times = {one.name for one in entity.fields if one.type.is_time}
    return next((one for one in _UNTIL if one in times), "")


def _with_status(entity: Entity, value: str) -> Entity:
    if not entity.status_field:
        status = Field(name="status", label="Status", type=FieldType.CHOICE, choices=("Active", value), filterable=True)
        if any(one.name == "status" for one in entity.fields):
            return entity
        return entity.model_copy(update={"fields": (*entity.fields, status), "status_field": "status"})
    fields = [
        one.model_copy(update={"choices": tuple(dict.fromkeys((*one.choices, value)))})
        if one.name == entity.status_field
        else one
        for one in entity.fields
    ]
    return entity.model_copy(update={"fields": tuple(fields)})


def _moved(spec: AppSpec, action: Action, entity: Entity, more: Mapping[str, str]) -> AppSpec:
    spec = _replaced(spec, entity)
    if entity.name != action.entity:
        spec = _without_status(spec, action)
    moved = action.model_copy(update={"entity": entity.name, **more})
    return spec.model_copy(update={"actions": tuple(moved if one is action else one for one in spec.actions)})


def _without_status(spec: AppSpec, action: Action) -> AppSpec:
    """The status that this action alone led to goes from the record that it leaves, a lone rest too."""
    entity = spec.entity(action.entity)
    others = {one.to for one in spec.actions if one.entity == entity.name and one is not action}
    if not entity.status_field or action.to in others:
        return spec
    status = entity.field(entity.status_field)
    left = tuple(one for one in status.choices if one != action.to)
    used = {one.dimension for one in spec.charts_of(entity.name)} | {one.field for one in spec.filters_of(entity.name)}
    if len(left) < 2 and status.name not in used and status.origin is Origin.ASSUMED and entity.display != status.name:
        fields = tuple(one for one in entity.fields if one.name != status.name)
        return _replaced(spec, entity.model_copy(update={"fields": fields, "status_field": ""}))
    if not left:
        return spec
    fields = tuple(
        one.model_copy(update={"choices": left}) if one.name == status.name else one for one in entity.fields
    )
    return _replaced(spec, entity.model_copy(update={"fields": fields}))


def _replaced(spec: AppSpec, entity: Entity) -> AppSpec:
    return spec.model_copy(
        update={"entities": tuple(entity if one.name == entity.name else one for one in spec.entities)}
    )
