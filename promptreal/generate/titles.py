"""What sample records are called: titles that people know, by the sort of thing that an entity or a field is."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import lru_cache

from promptreal.generate.render import BLUEPRINTS
from promptreal.spec import AppSpec, Entity, Field, FieldType

POOLS = BLUEPRINTS / "sample-titles.toml"
FOODS = BLUEPRINTS / "sample-foods.toml"

Title = tuple[str, str]
"""A title, and the category that goes with it, or nothing."""


def sample_titles(spec: AppSpec) -> dict[str, tuple[Title, ...]]:
    """Titles by the name of each entity, and of each field of text, that is of a sort that they are known for."""
    pools = {noun: titles for (noun, about), titles in _pools().items() if not about}
    labels = " ".join(one.label for one in spec.entities)
    said = set(re.findall(r"[a-z][a-z-]+", f"{spec.title} {spec.prompt} {labels}".lower()))
    # Of the pools for one field of work, each counts where the app speaks of it.
    pools |= {noun: titles for (noun, about), titles in _pools().items() if about and said & set(about.split())}
    found: dict[str, tuple[Title, ...]] = {}
    for entity in spec.entities:
        found[entity.name] = pools.get(entity.name) or pools.get(entity.name.rpartition("_")[2], ())
        # A blood group is no group: of a field the whole name counts.
        found |= {field.name: pools.get(field.name, ()) for field in entity.fields if _is_named(field, entity)}
    found |= {name: tuple((title, "") for title in facts) for name, facts in sample_facts(spec).items()}
    return {name: titles for name, titles in sorted(found.items()) if titles}


def sample_facts(spec: AppSpec) -> dict[str, dict[str, dict[str, str]]]:
    """By entity and title: values that are known, for foods whose nutrition is kept."""
    document = tomllib.loads(FOODS.read_text(encoding="utf-8"))
    columns = document["columns"]
    return _rates(spec) | {
        entity.name: {title: dict(zip(columns, values, strict=True)) for title, values in document["foods"].items()}
        for entity in spec.entities
        if set(columns) <= {one.name for one in entity.fields if one.type.is_number and not one.formula}
    }


def _rates(spec: AppSpec) -> dict[str, dict[str, dict[str, str]]]:
    """The rates of the currencies that the pipelines of an app convert."""
    rules = [(spec.entity(one.entity), one.conversion) for one in spec.pipelines if one.conversion is not None]
    return {
        entity.field(rule.through).target: {
            code: {rule.rate: rate} for code, rate in zip(rule.codes, rule.rates, strict=True)
        }
        for entity, rule in rules
    }


def _is_named(field: Field, entity: Entity) -> bool:
    """Whether a field's own name says what its values are; the title of a record is called after the record."""
    return field.type is FieldType.STRING and field.name != entity.display and not field.formula


@lru_cache(maxsize=1)
def _pools() -> Mapping[tuple[str, str], tuple[Title, ...]]:
    """Titles by a noun and the words for the field of work that they are of: none of the latter for those of any."""
    found: dict[tuple[str, str], tuple[Title, ...]] = {}
    for pool in tomllib.loads(POOLS.read_text(encoding="utf-8"))["pool"]:
        titles = tuple(_title(one) for one in " ".join(pool["titles"].split()).split(";"))
        found |= {(noun, pool.get("about", "")): titles for noun in pool["nouns"].split()}
    return found


def _title(text: str) -> Title:
    title, _, category = text.partition("|")
    return title.strip(), category.strip()
