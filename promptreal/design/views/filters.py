"""Filters."""

from __future__ import annotations

import re
from itertools import pairwise

from promptreal.design.english.concepts import Sort, concept
from promptreal.design.english.parts import give
from promptreal.design.english.phrases import Phrase, phrase
from promptreal.design.english.words import capital, identifier, singular, tagged, vocabulary
from promptreal.design.things.fields import field_of
from promptreal.design.things.sketch import Sketch
from promptreal.design.things.values import REASONS
from promptreal.design.views.charts import fact
from promptreal.spec import EntityKind, Field, FieldType, Filter, Origin

_CHOSEN = {"reason": REASONS}
_NO_FILTERS = frozenset({"export", "search", "report", "download", "csv", "pdf", "excel", "chart", "table"})
_ORDERS = vocabulary("export show download add display use make let include print send sort search")


# "filter by region", "filterable by region and date", "with filters for region": what the whole is narrowed by.
_SAID = re.compile(
    r"\bfilter(?:s|able|ed|ing)?\s+(?:(?:it|them|everything|all|(?:the\s+)?(?:data|figures|charts))\s+)?"
    r"(?:by|for|on|over)\s+(?P<what>[^.;:()]+)",
    re.IGNORECASE,
)
_FURTHER = re.compile(r"\s*,\s*(?:and\s+)?|\s+and\s+(?:by\s+)?")
_LONGEST = 3


def add_filters(sketch: Sketch, *, board: bool = False) -> None:
    """Fills a sketch's filters: those that the prompt names, then one for each filterable field."""
    for listed, quote in sketch.reading.narrowed:
        if lost := _said(sketch, listed, quote):
            sketch.left_out.append(f"“Filter by {lost}”: nothing of the records is called so.")
    if board:
        for sentence in sketch.reading.sentences:
            for match in _SAID.finditer(sentence):
                _said(sketch, match["what"], sentence)
    for feature in sketch.reading.features:
        if concept(feature.phrase).sort is not Sort.FILTER:
            continue
        for complement in feature.complements:
            for one in complement.phrases:
                if concept(one).sort is not Sort.FILTER:
                    _named_filter(sketch, one, feature.quote)
    for wish in sketch.reading.wishes:
        filters = any(concept(one).sort is Sort.FILTER for one in wish.objects)
        if filters:
            for complement in wish.complements:
                for one in complement.phrases:
                    _named_filter(sketch, one, wish.quote)
        for before, after in pairwise(wish.complements):
            if any(concept(one).sort is Sort.FILTER for one in before.phrases):
                for one in after.phrases:
                    _named_filter(sketch, one, wish.quote)
        for one in (one for complement in wish.complements for one in complement.phrases):
            what = concept(one)
            if what.sort is Sort.FILTER and what.topic is not None:
                _named_filter(sketch, what.topic, wish.quote)  # "a membership type filter"
        if wish.verb in {"filter", "narrow", "sort", "search"}:
            for complement in wish.complements:
                if complement.preposition in {"by", "on"}:
                    for one in complement.phrases:
                        if concept(one).sort in {Sort.ATTRIBUTE, Sort.THING}:
                            _named_filter(sketch, one, wish.quote)
    for draft in sketch.entities.values():
        if draft.kind in {EntityKind.MARK, EntityKind.MESSAGE}:
            continue
        for field in [one for one in draft.fields.values() if one.filterable][:5]:
            if not any(one.entity == draft.name and one.field == field.name for one in sketch.filters.values()):
                name = identifier(f"{draft.name} {field.name}", "filter")
                name = name if name not in sketch.filters else f"{name}_of_{draft.name}"[:48].rstrip("_")
                sketch.filters[name] = Filter(
                    name=name, label=field.label, entity=draft.name, field=field.name, origin=field.origin
                )


def _said(sketch: Sketch, what: str, quote: str) -> str:
    """Makes the filters of a list of them, up to what is no value any more: that is given back, or nothing."""
    for part in _FURTHER.split(what.strip()):
        one = phrase([word for word in tagged(part.lower()) if word.text.strip()])
        plain = one is not None and len(part.split()) <= _LONGEST and one.head not in _NO_FILTERS
        if one is None or not plain or part.lower().split()[0] in _ORDERS:
            return part
        _named_filter(sketch, one, quote)
    return ""


def _is_meant(field: Field, words: list[str]) -> bool:
    """Whether a field of the last of these words is what all of them name: the category of a sale is no product's."""
    return len(words) == 1 or field.name == "_".join(words) or field.origin is Origin.PROMPT or bool(field.target)


def _is_named(field: Field, word: str) -> bool:
    return field.name == word or (word == "date" and field.type.is_time)


def _named_filter(sketch: Sketch, one: Phrase, quote: str) -> None:
    """ "date range" is a filter over the facts' date, "product category" over the product's category."""
    label = " ".join(one.surface)
    words = ["date" if word == "period" else singular(word) for word in one.words if word not in {"range", "interval"}]
    base = fact(sketch)
    owner = sketch.find(tuple(words[:-1])) if len(words) > 1 else None
    owner = owner or base
    if owner is None or not words:
        return
    field = next(
        (
            field
            for field in owner.fields.values()
            if field.name.endswith(words[-1])
            or field.name == f"{words[-1]}_count"
            or (words[-1] in {"date", "year", "month", "quarter", "week", "day", "time"} and field.type.is_time)
        ),
        None,
    )
    if field is None and len(words) == 1:
        for other in sketch.entities.values():
            field = next((field for field in other.fields.values() if _is_named(field, words[0])), None)
            if field is not None:
                owner = other
                break
    had = set(owner.fields)
    if field is None:
        give(owner, tuple(words))
        field = next((one for name, one in owner.fields.items() if name not in had), owner.fields.get(words[-1]))
    if field is not None and words[-1] in _CHOSEN and field.type is FieldType.TEXT and field.name not in had:
        # What things are filtered by is chosen, and not written.
        field = owner.fields[field.name] = field_of(tuple(words), owner.words[-1], choices=_CHOSEN[words[-1]])
    if field is None or field.type in {FieldType.TEXT, FieldType.IMAGE, FieldType.FILE, FieldType.URL}:
        return
    if (
        owner is not base
        and base is not None
        and not any(one.entity == owner.name and one.quote for one in sketch.charts.values())
        and field.type is FieldType.CHOICE
        and any(other.target == owner.name for other in base.fields.values())
    ):
        # The figures are drawn from the facts, so they need the value to be narrowed by it.
        own = field.model_copy(update={"name": identifier(label), "label": capital(label)})
        base.add(own)
        name = identifier(label, "filter")
        sketch.filters[name] = Filter(
            name=name, label=capital(label), entity=base.name, field=own.name, origin=Origin.PROMPT, quote=quote
        )
        return
    owner.fields[field.name] = field.model_copy(update={"filterable": True})
    name = identifier(label, "filter")
    sketch.filters[name] = Filter(
        name=name, label=capital(label), entity=owner.name, field=field.name, origin=Origin.PROMPT, quote=quote
    )
