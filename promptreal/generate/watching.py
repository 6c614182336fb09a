"""What holds or does not hold at the moment of reading, as the SQL expressions that the models of an app ask for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from promptreal.generate.field_view import FieldView
from promptreal.generate.naming import literal
from promptreal.generate.view import AppView, EntityView
from promptreal.spec import Claim, Condition, ConditionKind, FieldType


@dataclass(frozen=True)
class Watched:
    """A field that is worked out whenever it is read, with the expression for it."""

    entity: EntityView
    field: FieldView
    expression: str

    @property
    def condition(self) -> Condition:
        """What it is worked out of."""
        return cast("Condition", self.field.spec.condition)


def watched(app: AppView) -> list[Watched]:
    """Every such field of the app."""
    return [
        Watched(entity, field, _expression(app, entity, field.spec.condition))
        for entity in app.entities
        for field in entity.fields
        if field.spec.condition is not None
    ]


def _expression(app: AppView, entity: EntityView, condition: Condition) -> str:
    if condition.kind is ConditionKind.PAST:
        return _past(entity, condition)
    if condition.kind is ConditionKind.LOW:
        return _low(entity, condition)
    return _free(app, entity, condition)


def _past(entity: EntityView, condition: Condition) -> str:
    day = entity.field(condition.field)
    column = _column(entity, day)
    terms = [f"{column}.is_not(None)", f"{column} < {'NOW' if day.spec.type is FieldType.DATETIME else 'TODAY'}"]
    if condition.unless:
        unless = entity.field(condition.unless)
        nothing = "sa.false()" if unless.spec.type is FieldType.BOOLEAN else "None"
        terms.append(f"{_column(entity, unless)}.is_({nothing})")
    if condition.settled:
        terms.append(_not_among(entity, condition.settled))
    return f"sa.and_({', '.join(terms)})"


def _low(entity: EntityView, condition: Condition) -> str:
    column = _column(entity, entity.field(condition.field))
    if not condition.than:
        return f"sa.and_({column}.is_not(None), {column} <= {condition.least})"
    than = _column(entity, entity.field(condition.than))
    return f"sa.and_({column}.is_not(None), {than}.is_not(None), {column} <= {than})"


def _free(app: AppView, entity: EntityView, condition: Condition) -> str:
    other = app.entity(condition.entity)
    claim = next(one for one in other.spec.claims if one.through == condition.through)
    terms = [f"{_column(other, other.field(claim.through))} == {entity.class_name}.id", *counting(other, claim)]
    if claim.during:
        terms += _now(other, *claim.during)
    if not claim.room and claim.most == 1:
        return f"~sa.exists().where({', '.join(terms)})"
    amount = (
        f"sa.func.sum(sa.func.coalesce({_column(other, other.field(claim.own))}, 1))"
        if claim.own
        else "sa.func.count()"
    )
    taken = f"sa.select(sa.func.coalesce({amount}, 0)).where({', '.join(terms)}).select_from({other.class_name})"
    if not claim.room:
        return f"{taken}.scalar_subquery() < {claim.most}"
    room = _column(entity, entity.field(claim.room))
    return f"sa.or_({room}.is_(None), {taken}.correlate({entity.class_name}).scalar_subquery() < {room})"


def counting(entity: EntityView, claim: Claim) -> list[str]:
    """What lets a record count: it is neither over nor given up."""
    found = []
    if claim.until:
        found.append(f"{_column(entity, entity.field(claim.until))}.is_(None)")
    if claim.released and entity.spec.status_field:
        found.append(_not_among(entity, claim.released))
    return found


def _now(entity: EntityView, start: str, end: str) -> list[str]:
    first, last = (_column(entity, entity.field(one)) for one in (start, end))
    now = "NOW" if entity.field(start).spec.type is FieldType.DATETIME else "TODAY"
    return [f"{first} <= {now}", f"sa.or_({last} > {now}, {first} == {now})"]


def _not_among(entity: EntityView, statuses: tuple[str, ...]) -> str:
    status = _column(entity, entity.field(entity.spec.status_field))
    return f'sa.func.coalesce({status}, "").not_in({literal(statuses)})'


def _column(entity: EntityView, field: FieldView) -> str:
    return f"{entity.class_name}.{field.attribute}"
