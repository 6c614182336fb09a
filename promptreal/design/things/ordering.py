"""In which order lists come, and which fields no two records share."""

from __future__ import annotations

from promptreal.design.consequences.formulas import noun_of
from promptreal.design.english.words import vocabulary
from promptreal.spec import Entity, EntityKind, Field, FieldType

_RANKINGS = vocabulary("score leaderboard ranking scoreboard standing highscore")
_MERITS = ("score", "total_score", "high_score", "points", "total_points", "wins", "rating", "level")
_CODES = vocabulary("sku isbn barcode vin imei")
_NUMBERED = ("code", "number", "id_number")
# What has a number by which it is told from all others.
_COUNTED = vocabulary(
    "order invoice policy case claim ticket account employee student member product item asset device stock course "
    "registration contract booking reservation flight room license licence patient shipment job receipt serial"
)


def ranking_of(entity: Entity) -> str:
    """The order of a ranking: the highest first. Nothing where the newest come first."""
    merits = {one.name for one in entity.fields if one.type.is_number}
    found = next((one for one in _MERITS if one in merits), "")
    ranks = noun_of(entity) in _RANKINGS or bool(_RANKINGS & set(entity.label_plural.lower().split()))
    return f"-{found}" if found and ranks else ""


def is_code(entity: Entity, field: Field) -> bool:
    """Whether the field is a code or a number that belongs to one record alone."""
    if field.type is not FieldType.STRING or entity.kind is not EntityKind.RECORD or field.formula:
        return False
    noun = noun_of(entity)
    if field.name in _CODES or field.name in {"serial_number", "license_plate", "registration_number"}:
        return True
    owners = {noun, *entity.name.split("_")} & _COUNTED
    return field.name in {f"{one}_{kind}" for one in owners for kind in _NUMBERED} or (
        field.name == "code" and noun in _COUNTED
    )
