"""What a change says in so many words of a thing that the app has: it gets a field, loses one, or is called otherwise.

"Each order has a priority: low, normal or high" is about a field and its values, whatever else the words could mean
in a prompt that describes a new app. Such sentences are taken here, as a whole or not at all, and the rest is read like
any other prompt.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from promptreal.design.changing.alterations import altered
from promptreal.design.changing.paging import paged
from promptreal.design.changing.relabel import rename_entity, rename_field, take_field
from promptreal.design.consequences.claims import allowed
from promptreal.design.english.reading import sentences
from promptreal.design.english.referents import ASKING, Amended, bare, entity_named, field_named
from promptreal.design.english.words import capital, is_plural, singular, vocabulary
from promptreal.design.things.fields import field_of, shape
from promptreal.design.things.units import in_unit
from promptreal.spec import AppSpec, Entity, Field, FieldType, Filter, Origin


@dataclass(frozen=True)
class _Named:
    """A field by its words, the values to choose from, and the unit that it is measured in."""

    words: tuple[str, ...]
    values: tuple[str, ...] = ()
    unit: str = ""


_HAVING = re.compile(
    r"^(?P<owner>[\w' -]+?)\s+(?:(?:also|should|must|can|will|may|needs? to|ought to)\s+)*"
    r"(?:ha(?:ve|s)|gets?|needs?|records?|includes?|stores?|carr(?:y|ies)|tracks?|shows?|contains?|belongs? to)\s+"
    r"(?:also\s+)?(?P<what>.+)$",
    re.IGNORECASE,
)
_ADDING = re.compile(
    ASKING + r"(?:add|include|store|record|put|track|keep|attach|introduce)\s+(?P<what>.+?)\s+(?:to|on|for|in|of)\s+"
    r"(?P<owner>[\w' -]+?)(?P<values>\s*(?::|\(|\s[-–—]\s).+)?$",
    re.IGNORECASE,
)
_ADDING_LAST = re.compile(_ADDING.pattern.replace("(?P<what>.+?)", "(?P<what>.+)"), re.IGNORECASE)
_GIVING = re.compile(ASKING + r"give\s+(?P<rest>.+)$", re.IGNORECASE)
_BEING = re.compile(
    r"^(?P<owner>[\w' -]+?)\s+(?:can|should|must|may)\s+(?:be|have)\s+(?:of\s+|either\s+)?(?P<values>.+)\s+"
    r"(?P<what>[\w-]+)$",
    re.IGNORECASE,
)
_WHETHER = re.compile(
    ASKING + r"(?:keep track of|track|record|store|show|mark|note|remember|know|save)\s+(?:whether|if)\s+"
    r"(?P<owner>[\w' -]+?)\s+(?:is|are|was|were|(?:has|have) been)\s+(?P<what>[\w-]+)$",
    re.IGNORECASE,
)
_REMOVING = re.compile(
    ASKING + r"(?:remove|drop|delete|hide|erase|take (?:away|out)|get rid of)\s+(?P<what>.+?)\s+"
    r"(?:from|of|on|in|for)\s+(?P<owner>[\w' -]+)$",
    re.IGNORECASE,
)
_RENAMING = re.compile(
    ASKING + r"(?:rename|relabel|call)\s+(?P<what>[\w' -]+?)(?:\s+(?:of|on|in)\s+(?P<owner>[\w' -]+?))?"
    r"\s+(?:to|as|into)\s+[\"“'‘]?(?P<name>[^\"”’.,;:]{2,40}?)[\"”'’]?$",
    re.IGNORECASE,
)
_LISTED = re.compile(
    r"^(?P<name>[\w /-]+?)\s*(?::|\s[-–—]\s|\(|,?\s+(?:which|that) (?:is|can be|may be)\s+)\s*"
    r"(?:either\s+|one of\s+)?(?P<values>[^()]+?)\)?$"
)
_OF = re.compile(
    r"^(?P<name>[\w -]+?)\s+(?:of|from|being)\s+(?:either\s+)?(?P<values>.+(?:\s+or\s+|/).+)$", re.IGNORECASE
)
_PIECES = re.compile(r"\s*,\s*(?:and\s+|or\s+)?|\s+(?:and|or)\s+", re.IGNORECASE)
_APART = re.compile(r"\s*,\s*(?:and\s+)?(?![^(]*\))|\s+and\s+(?![^(]*\))", re.IGNORECASE)
# "a vaccinated yes/no", "a yes/no vaccinated", "a vaccinated checkbox": a field that is true or not.
_YES_OR_NO = r"\(?(?:yes\s?/\s?no|yes or no|yes-no|true\s?/\s?false|true or false|checkbox|tick box|boolean|flag)\)?"
_FLAG = re.compile(
    rf"^(?:(?P<after>.+?)\s+{_YES_OR_NO}|{_YES_OR_NO}\s+(?:for\s+)?(?P<before>.+))(?:\s+field)?$", re.IGNORECASE
)
_MEASURED = re.compile(r"^(?P<name>[\w -]+?)\s+(?:measured\s+)?\(?in\s+(?P<unit>[\w°%€$]+)\)?$", re.IGNORECASE)
# One wish after the other in one sentence.
_ORDERS = re.compile(
    r",?\s+and\s+(?=(?:make|change|set|use|add|remove|rename|paint|turn)\s+(?!it\b|them\b))", re.IGNORECASE
)
# What the same change brings: a thing to refer to, and no text.
_COMING = re.compile(r"\b(?:add|manage|introduce|keep|track)\s+(?:(?:a list of|new|the)\s+)?([\w-]+s)\b", re.IGNORECASE)
_VALUE = re.compile(r"^[\w][\w '&+-]{0,29}$")
_NAME = re.compile(r"^[\w-]+(?: [\w-]+){0,3}$")
_NOT_NAMES = vocabulary(
    "who whom whose which that when where while if to by with from of for at in on can is are be page pages button "
    "chart charts graph filter filters report reports form list table dashboard way option ability feature section "
    "search access many several multiple more one two three it them and or"
)


def amend(spec: AppSpec, prompt: str) -> Amended:
    """Takes the sentences that say what a thing of the app has, has no more, or is called."""
    done = Amended(spec)
    coming = {singular(one.lower()) for one in _COMING.findall(prompt)}
    rest = []
    for sentence in sentences(prompt):
        left = [one for one in _ORDERS.split(sentence) if not _take(done, one.strip().rstrip(".!").strip(), coming)]
        if left:
            rest.append(" and ".join(left))
    done.rest = "\n".join(rest)
    return done


def _take(done: Amended, said: str, coming: set[str]) -> bool:
    relates = _HAVING.match(said) is not None and singular(said.lower().split()[-1]) in coming
    return not relates and any(
        take(done, said) for take in (paged, _allowed, _renamed, _removed, _whether, altered, _got)
    )


def _allowed(done: Amended, said: str) -> bool:
    """That one person may have so many at most."""
    spec = allowed(done.spec, said)
    if spec == done.spec:
        return False
    done.spec = spec
    done.told.append(f"“{capital(said)}”: held from now on, whoever asks and by whichever way.")
    return True


def _got(done: Amended, said: str) -> bool:
    for read in (_valued, _given, _added, _had):
        owner, named = read(done.spec, said)
        if owner is None or not named:
            continue
        for one in named:
            _give(done, owner.name, one, said)
        return True
    return False


def _had(spec: AppSpec, said: str) -> tuple[Entity | None, list[_Named]]:
    match = _HAVING.match(said)
    owner = entity_named(spec, match["owner"]) if match else None
    return owner, _fields(spec, match["what"]) if match and owner else []


def _added(spec: AppSpec, said: str) -> tuple[Entity | None, list[_Named]]:
    # "a height in cm to pets": the owner may stand behind the first preposition, or behind the last one.
    for pattern in (_ADDING, _ADDING_LAST):
        match = pattern.match(said)
        owner = entity_named(spec, match["owner"]) if match else None
        if match is not None and owner is not None:
            return owner, _fields(spec, match["what"] + (match["values"] or ""))
    return None, []


def _given(spec: AppSpec, said: str) -> tuple[Entity | None, list[_Named]]:
    match = _GIVING.match(said)
    words = match["rest"].split() if match else []
    for count in range(min(5, len(words) - 1), 0, -1):
        owner = entity_named(spec, " ".join(words[:count]))
        if owner is not None:
            return owner, _fields(spec, " ".join(words[count:]))
    return None, []


def _valued(spec: AppSpec, said: str) -> tuple[Entity | None, list[_Named]]:
    """ "tickets can be low, medium or high priority": the last word is the field."""
    match = _BEING.match(said)
    owner = entity_named(spec, match["owner"]) if match else None
    if match is None or owner is None:
        return None, []
    word = match["what"].lower()
    values = _values(match["values"])
    chosen = shape((word,), owner.name).type is FieldType.CHOICE
    return owner, [_Named((word,), values)] if values and chosen else []


def _whether(done: Amended, said: str) -> bool:
    match = _WHETHER.match(said)
    owner = entity_named(done.spec, match["owner"]) if match else None
    if match is None or owner is None:
        return False
    made = field_of((match["what"].lower(),), owner.name)
    made = made.model_copy(
        update={"type": FieldType.BOOLEAN, "choices": (), "max_length": None, "filterable": True, "searchable": False}
        | {"minimum": None, "maximum": None, "example": "", "sortable": True}
    )
    _put(done, owner.name, made, said)
    return True


def _removed(done: Amended, said: str) -> bool:
    match = _REMOVING.match(said)
    owner = entity_named(done.spec, match["owner"]) if match else None
    if match is None or owner is None:
        return False
    pieces = _APART.split(match["what"])
    found = [had for piece in pieces if (had := field_named(owner, piece)) is not None]
    if len(found) < len(pieces):
        return False
    for one in found:
        changed = take_field(done.spec, owner.name, one.name)
        if changed is None:
            done.refused.append(f"{owner.label} keeps its {one.label.lower()}, because the app depends on it.")
        else:
            done.spec = changed
            done.told.append(f"{owner.label} has no {one.label.lower()} any more; what was stored stays.")
    return True


def _renamed(done: Amended, said: str) -> bool:
    match = _RENAMING.match(said)
    if match is None:
        return False
    name = bare(match["name"])
    if not _NAME.match(name):
        return False
    owner = entity_named(done.spec, match["owner"]) if match["owner"] else None
    whole = None if match["owner"] else entity_named(done.spec, match["what"])
    if whole is not None:
        done.spec = rename_entity(done.spec, whole, name)
        done.told.append(f"{whole.label_plural} are called {done.spec.entity(whole.name).label_plural.lower()} now.")
        return True
    holders = [owner] if owner is not None else [] if match["owner"] else list(done.spec.entities)
    found = [(one, had) for one in holders if (had := field_named(one, match["what"])) is not None]
    for one, had in found:
        done.spec = rename_field(done.spec, one.name, had, name)
        done.told.append(f"The {had.label.lower()} of {one.label_plural.lower()} is called {name} now.")
    return bool(found)


def _fields(spec: AppSpec, what: str) -> list[_Named]:
    """The fields that are named; none, when any part of the words is something else."""
    for pattern in (_LISTED, _OF):
        match = pattern.match(what)
        values = _values(match["values"]) if match else ()
        if match is not None and values and (name := _name(spec, match["name"])):
            return [_Named(name, values)]
    found = []
    for piece in _APART.split(what):
        if (special := _flag(spec, piece) or _measured(spec, piece)) is not None:
            found.append(special)
            continue
        match = _LISTED.match(piece)
        values = _values(match["values"]) if match else ()
        name = _name(spec, match["name"] if match and values else piece)
        if not name:
            return []
        found.append(_Named(name, values))
    return found


def _flag(spec: AppSpec, piece: str) -> _Named | None:
    match = _FLAG.match(bare(piece))
    name = _name(spec, match["after"] or match["before"]) if match else ()
    return _Named((*name, "yes/no")) if name else None


def _measured(spec: AppSpec, piece: str) -> _Named | None:
    match = _MEASURED.match(bare(piece))
    name = _name(spec, match["name"]) if match else ()
    known = match is not None and in_unit((*name, "in", match["unit"].lower()), "") is not None if name else False
    return _Named(name, unit=match["unit"].lower()) if match is not None and known else None


def _name(spec: AppSpec, written: str) -> tuple[str, ...]:
    text = bare(written).lower()
    words = tuple(text.split())
    if not _NAME.match(text) or set(words) & _NOT_NAMES or is_plural(words[-1]) or entity_named(spec, text) is not None:
        return ()
    return words


def _values(written: str) -> tuple[str, ...]:
    text = re.sub(r"^(?:either|one of)\s+", "", written.strip().rstrip(")").strip(), flags=re.IGNORECASE)
    parts = text.split("/") if "/" in text and "," not in text else _PIECES.split(text)
    values = [capital(part.strip(" '\"“”‘’")) for part in parts if part.strip(" '\"“”‘’")]
    if len(values) < 2 or any(not _VALUE.match(value) or len(value.split()) > 4 for value in values):
        return ()
    return tuple(dict.fromkeys(values))


def _give(done: Amended, entity: str, named: _Named, quote: str) -> None:
    owner = done.spec.entity(entity)
    noun = owner.name.split("_")[-1]
    measured = in_unit((*named.words, "in", named.unit), noun) if named.unit else None
    _put(done, entity, measured or field_of(named.words, noun, choices=named.values), quote)


def _put(done: Amended, entity: str, made: Field, quote: str) -> None:
    owner = done.spec.entity(entity)
    had = next((one for one in owner.fields if one.name == made.name), None)
    if had is None:
        owner = owner.model_copy(update={"fields": (*owner.fields, made.model_copy(update={"required": False}))})
    elif made.choices and had.type is FieldType.CHOICE and set(made.choices) - set(had.choices):
        # Rows hold the values of before, so they stay possible.
        grown = had.model_copy(update={"choices": tuple(dict.fromkeys([*made.choices, *had.choices]))})
        owner = owner.model_copy(update={"fields": tuple(grown if one is had else one for one in owner.fields)})
        done.told.append(f"{owner.label} can have a {had.label.lower()} of {', '.join(made.choices)} now.")
    else:
        done.refused.append(f"{owner.label} has a field {had.label.lower()} already, which stays as it was.")
        return
    filters = done.spec.filters
    name = f"{entity}_{made.name}"
    if made.filterable and not any(
        one.name == name or (one.entity, one.field) == (entity, made.name) for one in filters
    ):
        filters = (
            *filters,
            Filter(name=name, label=made.label, entity=entity, field=made.name, origin=Origin.PROMPT, quote=quote),
        )
    entities = tuple(owner if one.name == entity else one for one in done.spec.entities)
    done.spec = done.spec.model_copy(update={"entities": entities, "filters": filters})
