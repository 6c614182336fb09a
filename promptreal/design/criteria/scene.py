"""A check under construction: it makes the records that it needs, and remembers how to recognise them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from pydantic import JsonValue

from promptreal import surface
from promptreal.design.consequences.working_out import worked_out
from promptreal.design.criteria.people import STAFF, is_for_staff, session_of
from promptreal.design.things.examples import carries_marker, example_value, form_value, marker, stocked_value
from promptreal.spec import AppSpec, EffectKind, Entity, Field, FieldType, Step

UPLOADS = frozenset({FieldType.IMAGE, FieldType.FILE})
DEEPEST = 3
RECORD_ID = r"header:location:/(\d+)(?:$|[?#])"

Overrides = Mapping[str, JsonValue]
NOTHING: Overrides = MappingProxyType({})


@dataclass(frozen=True)
class Made:
    """A record that a check makes: `id` is a placeholder for its number, `values` what was given and worked out of it.

    `head` finds it by search, `tail` recognises it; both are empty where no field has room for them.
    """

    entity: Entity
    id: str
    values: Mapping[str, JsonValue]
    head: str
    tail: str

    @property
    def given(self) -> dict[str, JsonValue]:
        """The values that it was given."""
        return {name: value for name, value in self.values.items() if self.entity.field(name).is_given}

    @property
    def searchable(self) -> bool:
        """Whether a search for `head` finds it."""
        return bool(self.head) and search_field(self.entity) is not None

    @property
    def link(self) -> str:
        """The link to its page: what a list shows only of the records that it holds.

        Its words may stand elsewhere on the page as well, among the choices of a filter.
        """
        return f'href="{surface.detail_page(self.entity, self.id)}"'

    @property
    def in_list(self) -> tuple[str, ...]:
        """What a list that holds it shows: the link to its page, and its title where that is a text."""
        titled = bool(self.tail) and carries_marker(self.entity.field(self.entity.display))
        return (self.link, self.tail) if titled else (self.link,)


@dataclass
class Scene:
    """Collects the steps of one check. `numbers` gives every record of the whole spec its own example values."""

    spec: AppSpec
    numbers: Iterator[int]
    steps: list[Step] = field(default_factory=list)
    _targets: int = 0
    _made: dict[str, Mapping[str, JsonValue]] = field(default_factory=dict)

    @property
    def pages(self) -> bool:
        """Whether the app has pages at all."""
        return self.spec.app_type != "rest-api"

    def ask(self, path: str, **step: object) -> None:
        """Adds a request; see `Step` for what can be said of it."""
        session = session_of(self.spec, str(step.get("method", "GET")), path)
        self.steps.append(Step.model_validate({"path": path, "session": session, **step}))

    def values(
        self, entity: Entity, overrides: Overrides = NOTHING, *, group: int = 0, depth: int = 0
    ) -> tuple[dict[str, JsonValue], str, str]:
        """A complete set of valid values, its head and its tail; the records that it refers to are made first.

        Records of one `group` share their head, so that one search finds them all. Optional references and uploads
        are left out unless an override gives them.
        """
        n = next(self.numbers)
        head, tail = marker(group or n)[0], marker(n)[1]
        values: dict[str, JsonValue] = {}
        stocks = stocks_of(self.spec, entity)
        for one in entity.fields:
            if not one.is_given:
                continue
            if one.name in overrides:
                values[one.name] = overrides[one.name]
            elif is_for_staff(entity, one):
                continue
            elif carries_marker(one):
                values[one.name] = f"{head} {tail}"
            elif one.type is FieldType.REFERENCE:
                if one.required:
                    values[one.name] = self._target(one, depth)
            elif one.type not in UPLOADS:
                values[one.name] = stocked_value(one, n) if one.name in stocks else example_value(one, n)
        for start, end in entity.periods:
            # One end that a check chooses draws the other along.
            kept, drawn = (end, start) if overrides.get(end) is not None else (start, end)
            if kept in values and drawn in values and drawn not in overrides:
                values[drawn] = values[kept]
        carrier = marker_field(entity)
        marked = carrier is not None and carrier.name not in overrides
        return values, head if marked else "", tail if marked else ""

    def create(
        self, entity: Entity, name: str, overrides: Overrides = NOTHING, *, group: int = 0, depth: int = 0
    ) -> Made:
        """Makes a record and saves its id under `name`; by the form where the record needs an upload, else the API."""
        values, head, tail = self.values(entity, overrides, group=group, depth=depth)
        uploads = required_uploads(entity)
        decided = {one: value for one, value in values.items() if is_for_staff(entity, entity.field(one))}
        given = {one: value for one, value in values.items() if one not in decided}
        if uploads and self.pages:
            self.submit(entity, given, uploads=uploads, save={name: RECORD_ID})
        else:
            path = surface.api_collection(entity)
            self.ask(path, method="POST", body=given, status=(201,), save={name: "id"})
        if decided:
            path = surface.api_record(entity, f"{{{name}}}")
            self.ask(path, method="PATCH", body=decided, session=STAFF)
        found = worked_out(entity, values, lambda one: self._made.get(str(values.get(one))))
        known = {one: value for one, value in found.items() if value is not None or one in values}
        self._made[f"{{{name}}}"] = known
        return Made(entity=entity, id=f"{{{name}}}", values=known, head=head, tail=tail)

    def group(self) -> int:
        """A number for records that one search shall find together."""
        return next(self.numbers)

    def submit(
        self,
        entity: Entity,
        values: Overrides,
        *,
        path: str = "",
        uploads: Mapping[str, str] = {},
        status: int = 303,
        **step: object,
    ) -> None:
        """Posts the values to a form page of the entity (the one that creates, if no other is given)."""
        form = {name: form_value(entity.field(name), value) for name, value in values.items()}
        self.ask(
            path or surface.form_page(entity), method="POST", form=form, files=dict(uploads), status=(status,), **step
        )

    def _target(self, reference: Field, depth: int) -> str:
        """A record to refer to: a new one, or, deep down and in a circle, the first that the app has."""
        self._targets += 1
        name = f"target{self._targets}"
        entity = self.spec.entity(reference.target)
        if depth >= DEEPEST or needs_itself(self.spec, entity):
            self.ask(surface.api_collection(entity), query={"page_size": "1"}, save={name: "items.0.id"})
            return f"{{{name}}}"
        return self.create(entity, name, depth=depth + 1).id


def needs_itself(spec: AppSpec, entity: Entity) -> bool:
    """Whether a record of the entity cannot be made without another one of it, through required references."""
    seen: set[str] = set()
    waiting = [one.target for one in entity.references if one.required]
    while waiting:
        name = waiting.pop()
        if name == entity.name:
            return True
        if name not in seen:
            seen.add(name)
            waiting += [one.target for one in spec.entity(name).references if one.required]
    return False


def stocks_of(spec: AppSpec, entity: Entity) -> frozenset[str]:
    """The fields of the entity that other records take from."""
    found = (
        (one.field(effect.through).target, effect.field)
        for one in spec.entities
        for effect in one.effects
        if effect.kind in {EffectKind.TAKES, EffectKind.ADDS}
    )
    rooms = (
        (one.field(claim.through).target, claim.room) for one in spec.entities for claim in one.claims if claim.room
    )
    return frozenset(field for name, field in (*found, *rooms) if name == entity.name)


def can_be_made(spec: AppSpec, entity: Entity) -> bool:
    """Whether a check can make a record: over an API alone, a required upload has no way in."""
    return spec.app_type != "rest-api" or not any(one.type in UPLOADS and one.required for one in entity.fields)


def marker_field(entity: Entity) -> Field | None:
    """The field that carries a record's marker: its display field, or the first text with room for it."""
    fields = (entity.field(entity.display), *entity.fields)
    return next((one for one in fields if carries_marker(one)), None)


def search_field(entity: Entity) -> Field | None:
    """The field by which a record's marker is found, if the list can be searched for it."""
    fields = (entity.field(entity.display), *entity.fields)
    return next((one for one in fields if one.searchable and carries_marker(one)), None)


def required_uploads(entity: Entity) -> dict[str, str]:
    """The upload fields that a form cannot do without, each with what to send."""
    kinds = {FieldType.IMAGE: "image", FieldType.FILE: "text"}
    return {one.name: kinds[one.type] for one in entity.fields if one.type in UPLOADS and one.required}
