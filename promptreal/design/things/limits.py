"""Limits of values that a prompt states ("reject rows with humidity above 100 or missing timestamp").

A limit of one value is what every form, API and import checks by itself; here it becomes the range of a field, or that
it must be there. What holds between records ("no more than five open loans") is no such limit and stays a rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from promptreal.design.english.wishes import Limit
from promptreal.design.english.words import capital, identifier, singular
from promptreal.design.things.sketch import EntityDraft, Sketch
from promptreal.spec import Field, FieldType

_NUMBER = r"(-?\d+(?:[.,]\d+)?)"
_UNIT = r"(?:\s*(?:%|percent|[a-z°]{1,8}))?"
_NAME = r"((?:(?!and\b|or\b|with\b|rows?\b|records?\b)[a-z][\w-]*\s+){0,3}?[a-z][\w-]*)"
_IS = r"(?:\s+(?:is|are|be|being|values?))*"
_MORE = r"(?:above|over|greater than|more than|higher than|larger than|exceeding|beyond)"
_LESS = r"(?:below|under|less than|lower than|smaller than)"
_MUST = r"\s+(?:must|should|has to|have to|needs? to|may|can)\s+(?:always\s+|only\s+)?be\s+"
_BAD_ROWS = re.compile(
    r"\b(?:rejects?|drops?|skips?|ignores?|discards?|removes?|excludes?|refuses?|filters? out)\s+"
    r"(?:all\s+|any\s+|every\s+)?"
    r"(?:(?:bad\s+|invalid\s+)?(?:rows?|records?|lines?|entries|readings?|values?|orders?|those)\s+)?"
    r"(?:with(?=out)|with\s+(?:an?\s+)?|that have\s+(?:an?\s+)?|where\s+(?:the\s+)?|whose\s+)?"
    r"(?P<conditions>(?:[^.;]|\.(?=\d))+?)(?=$|\.(?!\d)|;|,\s*(?:(?:remove|convert|show|load|detect|compute|calculate)s?|and\b|quantity|then))",
    re.IGNORECASE,
)
_TWICE = re.compile(
    r"\b(?:removes?|drops?|detects?|finds?|skips?|rejects?|ignores?|discards?|eliminates?)\s+(?:all\s+|any\s+)?"
    r"(?:duplicates?(?:\s+(?:rows?|records?|entries|lines?))?|duplicated?\s+(?P<key>[a-z][\w-]*(?:\s[a-z][\w-]*)?))"
    r"(?=$|[,.;]| and )",
    re.IGNORECASE,
)
# How a value that is not wanted is described, or one that is; the name is the first group that is set.
_WRONG: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(rf"^(?:a\s+|an\s+)?{_NAME}{_IS}\s+{_MORE}\s+{_NUMBER}{_UNIT}$"), "maximum"),
    (re.compile(rf"^(?:a\s+|an\s+)?{_NAME}{_IS}\s+{_LESS}\s+{_NUMBER}{_UNIT}$"), "minimum"),
    (re.compile(rf"^(?:missing|empty|blank|without|no)\s+(?:an?\s+|the\s+)?{_NAME}$"), "required"),
    (re.compile(rf"^(?:out\s+)(?:an?\s+|the\s+)?{_NAME}$"), "required"),
    (re.compile(rf"^(?:an?\s+|the\s+)?{_NAME}{_IS}\s+(?:missing|empty|blank)$"), "required"),
    (re.compile(rf"^negative\s+{_NAME}$"), "not negative"),
    (re.compile(rf"^{_NAME}{_IS}\s+negative$"), "not negative"),
)
_WANTED: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(rf"^{_NAME}{_MUST}(?:between|from)\s+{_NUMBER}{_UNIT}\s+(?:and|to)\s+{_NUMBER}{_UNIT}$"), "range"),
    (re.compile(rf"^{_NAME}{_MUST}(?:positive|{_MORE}\s+(?:0|zero))$"), "positive"),
    (re.compile(rf"^{_NAME}{_MUST}(?:at least|no less than|not less than)\s+{_NUMBER}{_UNIT}$"), "minimum"),
    (re.compile(rf"^{_NAME}{_MUST}(?:at most|no more than|not more than|up to)\s+{_NUMBER}{_UNIT}$"), "maximum"),
    (re.compile(rf"^{_NAME}{_MUST}unique$"), "unique"),
    (re.compile(rf"^{_NAME}\s+(?:must|may|can|should)\s*(?:not|n't)\s+be\s+(?:empty|blank|missing)$"), "required"),
    (re.compile(rf"^{_NAME}\s+cannot\s+be\s+(?:empty|blank|missing)$"), "required"),
    (re.compile(rf"^{_NAME}\s+(?:must not|cannot|can't|may not|should not)\s+be\s+negative$"), "not negative"),
    (re.compile(rf"^{_NAME}\s+(?:is|are|must be)\s+(?:required|mandatory|compulsory)$"), "required"),
)
_APART = re.compile(r"\s*,\s*(?:and\s+|or\s+)?|\s+(?:or|and)\s+(?!\d)")


def limits_of(sentence: str) -> tuple[list[Limit], str]:
    """The limits that a sentence states, and the sentence without them; empty when it says nothing else."""
    found: list[Limit] = []
    rest = sentence
    twice = _TWICE.search(rest)
    if twice is not None and re.search(r"\b(?:able|can|could|lets?)\b", rest[: twice.start()], re.IGNORECASE):
        twice = None  # somebody may do so, which is no rule
    if twice is not None:
        if twice["key"]:
            found.append(Limit(twice["key"].lower(), "unique", (), twice[0]))
        before = re.sub(r"[\s,]*(?:\band)?\s*$", "", rest[: twice.start()])
        rest = f"{before}, {rest[twice.end() :].lstrip(' ,')}".strip(" ,")
    for match in _BAD_ROWS.finditer(rest):
        pieces = _APART.split(match["conditions"].strip().lower())
        said = {piece: list(_read(piece, _WRONG, match[0])) for piece in pieces}
        if any(said.values()):
            found += [one for each in said.values() for one in each]
            found += [Limit(piece, "unread", (), piece) for piece, limits in said.items() if not limits]
            rest = rest.replace(match[0], "")
    kept = []
    for piece in re.split(r"\s*,\s*(?:and\s+)?", rest.strip(" .")):
        wanted = list(_read(re.sub(r"^(?:the|an?|each|every|all)\s+", "", piece.strip().lower()), _WANTED, piece))
        found += wanted
        if not wanted and piece.strip(" .,:"):
            kept.append(piece.strip())
    return (found, ", ".join(kept)) if found or twice else ([], sentence)


def _read(piece: str, patterns: tuple[tuple[re.Pattern[str], str], ...], quote: str) -> Iterator[Limit]:
    for pattern, kind in patterns:
        match = pattern.match(piece)
        if match is not None:
            name, *bounds = (group for group in match.groups() if group is not None)
            yield Limit(name.strip(), kind, tuple(float(one.replace(",", ".")) for one in bounds), quote.strip(" .,"))
            return


def limit(sketch: Sketch) -> None:
    """Gives every limit of the reading to the fields that it is about; one that is about none is left out."""
    for one in sketch.reading.limits:
        if one.kind == "unread":
            sketch.left_out.append(f"“{capital(one.quote)}”: no rule about values could be made of this.")
            continue
        if one.kind in {"required", "unique"} and any(draft.kept_name for draft in sketch.entities.values()):
            sketch.left_out.append(f"“{capital(one.quote)}”: records that are there were made without this rule.")
            continue
        held = [_held(draft, one) for draft in sketch.entities.values()]
        told = [text for text in held if text]
        if told:
            sketch.limits += told
        else:
            sketch.left_out.append(f"“{capital(one.quote)}”: the app keeps no value that this could be a limit of.")


def _held(draft: EntityDraft, one: Limit) -> str:
    words = one.name.split()
    wanted = {identifier(" ".join(words)), identifier(" ".join((*words[:-1], singular(words[-1]))))}
    names = [name for name in draft.fields if name in wanted]
    last = singular(words[-1])
    names = names or [name for name, field in draft.fields.items() if last in _parts(name, field)][:1]
    for name in names:
        changed = _limited(draft.fields[name], one)
        if changed is not None:
            draft.fields[name] = changed
            return _told(draft, changed, one)
    return ""


def _parts(name: str, field: Field) -> set[str]:
    return {singular(part) for part in (*name.split("_"), *field.label.lower().split())}


def _limited(field: Field, one: Limit) -> Field | None:
    if one.kind == "required":
        return field.model_copy(update={"required": True})
    if one.kind == "unique":
        fits = field.type in {FieldType.STRING, FieldType.INTEGER, FieldType.EMAIL}
        return field.model_copy(update={"unique": True, "required": True}) if fits else None
    if not field.type.is_number:
        return None
    least = 1.0 if field.type is FieldType.INTEGER else 0.01
    bounds: dict[str, dict[str, float]] = {
        "not negative": {"minimum": 0.0},
        "positive": {"minimum": least},
        "minimum": {"minimum": one.bounds[0] if one.bounds else 0.0},
        "maximum": {"maximum": one.bounds[0] if one.bounds else 0.0},
        "range": dict(zip(("minimum", "maximum"), sorted(one.bounds), strict=False)),
    }
    changed = field.model_copy(update=bounds[one.kind])
    ordered = changed.minimum is None or changed.maximum is None or changed.minimum < changed.maximum
    return changed if ordered else None


def _told(draft: EntityDraft, field: Field, one: Limit) -> str:
    of = f"The {field.label.lower()} of {draft.low_many}"
    if one.kind == "required":
        return f"{of} must be given."
    if one.kind == "unique":
        return f"{of} must be unique."
    if field.minimum is not None and field.maximum is not None:
        return f"{of} must be from {field.minimum:g} to {field.maximum:g}."
    return (
        f"{of} must be at least {field.minimum:g}."
        if field.maximum is None
        else f"{of} must be at most {field.maximum:g}."
    )
