"""What a change says of a field without naming its owner: it goes, or holds something else from now on."""

from __future__ import annotations

import re

from promptreal.design.changing.relabel import take_field
from promptreal.design.english.referents import ASKING, Amended, bare, entity_named, field_named
from promptreal.spec import AppSpec, Entity, Field

_TAKING = re.compile(
    ASKING + r"(?:remove|drop|delete|hide|erase|take (?:away|out)|get rid of)\s+(?P<what>[\w' /-]+?)$", re.IGNORECASE
)
_OWNED = re.compile(r"^(?:the\s+)?(?P<owner>[\w -]+?)(?:['’]s|s['’])\s+(?P<what>.+)$", re.IGNORECASE)
_TURNING = re.compile(
    ASKING + r"(?:make|turn|change|convert|set)\s+(?P<what>[\w' -]+?)(?:\s+(?:of|on|in)\s+(?P<owner>[\w' -]+?))?"
    r"\s+(?:(?:in)?to|be|as)?\s*(?:an?\s+)?(?P<kind>date and time|datetime|timestamp|date|time|"
    r"(?:whole |decimal )?number|integer|decimal|amount|money|text|(?:free|long|short) text|checkbox|yes/no|email|"
    r"phone number|link|url|list of .+|choice of .+|one of .+|dropdown.*|required|mandatory|compulsory|optional|unique)"
    r"(?:\s+field)?$",
    re.IGNORECASE,
)
_RULES = frozenset({"required", "mandatory", "compulsory", "optional", "unique"})
_APART = re.compile(r"\s*,\s*(?:and\s+)?|\s+and\s+(?:the\s+)?")


def altered(done: Amended, said: str) -> bool:
    """Takes a sentence that removes a field or wants another type for it, wherever the field is; False for others."""
    return _taken(done, said) or _turned(done, said)


def _taken(done: Amended, said: str) -> bool:
    match = _TAKING.match(said)
    if match is None:
        return False
    pieces = _APART.split(match["what"])
    found = [(one, had) for piece in pieces for one, had in _fields(done.spec, piece)]
    if not found or not all(_fields(done.spec, piece) for piece in pieces):
        return False
    for owner, had in found:
        changed = take_field(done.spec, owner.name, had.name)
        if changed is None:
            done.refused.append(f"{owner.label} keeps its {had.label.lower()}, because the app depends on it.")
        else:
            done.spec = changed
            done.told.append(f"{owner.label} has no {had.label.lower()} any more; what was stored stays.")
    return True


def _turned(done: Amended, said: str) -> bool:
    match = _TURNING.match(said)
    if match is None:
        return False
    owner = f"{match['owner']}'s {match['what']}" if match["owner"] else match["what"]
    found = _fields(done.spec, owner)
    for one, had in found:
        kind = match["kind"].lower()
        reason = (
            "records that are there were made without this rule"
            if kind in _RULES
            else "what is stored in a field keeps its type; add another field for it, and remove this one"
        )
        done.refused.append(f"The {had.label.lower()} of {one.label_plural.lower()} stays as it is: {reason}.")
    return bool(found)


def _fields(spec: AppSpec, written: str) -> list[tuple[Entity, Field]]:
    """Every field of that name; none where the words name something else of the app."""
    owned = _OWNED.match(written)
    owner = entity_named(spec, owned["owner"]) if owned else None
    if owned is not None and owner is not None:
        had = field_named(owner, owned["what"])
        return [(owner, had)] if had is not None else []
    if entity_named(spec, written) is not None and not re.search(r"\bfield$", written):
        return []
    titles = {
        *(one.title.lower() for one in spec.pages),
        *(one.title.lower() for one in spec.charts),
        *(one.title.lower() for one in spec.reports),
    }
    if bare(written).lower() in titles:
        return []
    return [(one, had) for one in spec.entities if (had := field_named(one, written)) is not None]
