"""What the tests of a generated app type in, and what they must get back: worked out here, from the spec alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from pydantic import JsonValue

from promptreal.design.consequences.working_out import worked_out
from promptreal.design.things.examples import example_value, invalid_value, stocked_value
from promptreal.generate.field_view import FieldView
from promptreal.generate.view import AppView, EntityView
from promptreal.spec import EntityKind, Field, FieldType

# Far enough apart that dates fall into different months and most choices differ.
VARIANTS = (3, 40, 77, 140)

DECIMALS = frozenset({FieldType.DECIMAL, FieldType.PERCENT})
_PLACES = {FieldType.INTEGER: 0, FieldType.DECIMAL: 4, FieldType.MONEY: 2, FieldType.PERCENT: 2}
FEW = frozenset({FieldType.BOOLEAN, FieldType.CHOICE})


@dataclass(frozen=True)
class Edge:
    """A value at or beyond the edge of what a field takes."""

    field: str
    value: JsonValue
    name: str


@dataclass(frozen=True)
class Cases:
    """The test values of one entity; `room` is how many of its records there can be because of what they refer to.

    `app` is where that is looked up: without it, what is worked out of other records is not known.
    """

    entity: EntityView
    room: int = len(VARIANTS)
    app: AppView | None = None

    @cached_property
    def given(self) -> tuple[dict[str, JsonValue], ...]:
        """Four records as the API takes them, references and files aside."""
        stocks = self.app.stocks(self.entity.name) if self.app else frozenset()
        return tuple(
            {
                field.name: stocked_value(field.spec, number) if field.name in stocks else _value(field, number)
                for field in self.entity.given
                if is_plain(field)
            }
            for number in VARIANTS
        )

    @cached_property
    def variants(self) -> tuple[dict[str, JsonValue], ...]:
        """The same with what is worked out of them; what they refer to is the first record of its kind."""
        return tuple(worked_out(self.entity.spec, one, self._referred) for one in self.given)

    def _referred(self, reference: str) -> Mapping[str, JsonValue] | None:
        field = self.entity.field(reference)
        if self.app is None or not field.required:
            return None
        target = self.app.entity(field.spec.target)
        return None if target.name == self.entity.name else Cases(target, app=self.app).variants[0]

    @cached_property
    def read(self) -> tuple[dict[str, JsonValue], ...]:
        """The same records as the API gives them back."""
        return tuple(
            {field.name: as_read(field.spec, one[field.name]) for field in self.entity.fields if field.name in one}
            for one in self.variants
        )

    @property
    def computed(self) -> tuple[str, ...]:
        """The fields that are worked out."""
        return tuple(one.name for one in self.entity.computed)

    @cached_property
    def together(self) -> tuple[int, ...]:
        """The variants that can be there at the same time: fewer than all where a unique field has few values."""
        unique = [one.name for one in self.entity.fields if one.spec.unique and is_plain(one)]
        found: list[int] = []
        for number, one in enumerate(self.variants):
            if not any(one[name] == self.variants[other][name] for other in found for name in unique):
                found.append(number)
        return tuple(found[: self.room])

    @property
    def several(self) -> bool:
        """Whether all four variants can be there at the same time."""
        return len(self.together) == len(VARIANTS)

    @property
    def references(self) -> dict[str, tuple[str, bool]]:
        """The references that a record must have: target, and whether each record needs a target of its own."""
        claimed = {one.through for one in self.entity.spec.claims if not one.room}
        is_mark = self.entity.spec.kind is EntityKind.MARK
        return {
            one.name: (one.spec.target, one.spec.unique or is_mark or one.name in claimed)
            for one in self.entity.references
            if one.required
        }

    @property
    def required(self) -> tuple[str, ...]:
        """The fields that must be there."""
        return tuple(one.name for one in self.entity.fields if one.required)

    @property
    def keys(self) -> tuple[str, ...]:
        """The fields that must be there and hold the id of a record or a file."""
        return tuple(one.name for one in self.entity.fields if one.required and (one.is_reference or one.is_upload))

    @property
    def invalid(self) -> tuple[Edge, ...]:
        """Values just beyond what each field takes."""
        found = []
        for field in self.entity.given:
            # That a reference leads nowhere is known to the database alone.
            if not field.is_reference and (value := invalid_value(field.spec)) is not None:
                found.append(Edge(field.name, value, "invalid"))
            found += _beyond(field)
        return tuple({(one.field, str(one.value)): one for one in found}.values())

    @property
    def extreme(self) -> tuple[Edge, ...]:
        """Values at the edge of what each field takes, as they are read back."""
        found = []
        for field in self.entity.given:
            spec = field.spec
            if spec.type.is_number:
                for bound, name in ((spec.minimum, "smallest"), (spec.maximum, "largest")):
                    if bound is not None and _fits(spec, bound):
                        found.append(Edge(field.name, _bound(spec, bound), name))
            if spec.type in {FieldType.STRING, FieldType.TEXT} and field.max_length:
                found.append(Edge(field.name, "x" * field.max_length, "longest"))
        return tuple(found)

    @property
    def changes(self) -> tuple[Edge, ...]:
        """For each field a second value, as it is read back; the end of a period is moved before its start."""
        first, second = self.given[0], self.given[1]
        ends = [last for _, last in self.entity.spec.periods]
        order = sorted(self.entity.given, key=lambda one: one.name not in ends)
        return tuple(
            Edge(one.name, as_read(one.spec, second[one.name]), "changed")
            for one in order
            if one.name in second and second[one.name] != first[one.name]
        )

    @property
    def emptied(self) -> tuple[str, ...]:
        """The fields that a record can do without."""
        return tuple(
            one.name
            for one in self.entity.given
            if not one.required and one.spec.type is not FieldType.BOOLEAN and (is_plain(one) or one.is_reference)
        )

    @property
    def words(self) -> tuple[tuple[str, str, str], ...]:
        """For each searchable text: its name, a word in the second record, and the same word in capitals."""
        found = []
        for field in self.entity.searchable:
            value = self.variants[1].get(field.name)
            # How a database writes a moment is its own affair.
            told = isinstance(value, str) and field.spec.type not in {FieldType.CHOICE, FieldType.DATETIME}
            if not told or not str(value).split():
                continue
            word = str(value).split()[-1]
            others = (str(one[other.name]) for one in (self.variants[0], self.variants[2]) for other in self._texts)
            if not any(word.lower() in text.lower() for text in others):
                found.append((field.name, word, word.upper()))
        return tuple(found)

    @property
    def _texts(self) -> list[FieldView]:
        return [one for one in self.entity.searchable if is_plain(one)]

    @property
    def values_filters(self) -> tuple[tuple[str, str, list[int]], ...]:
        """For each plain filter: parameter, the second record's value, and which of three records have it."""
        found = []
        for field in self.entity.filterable:
            if field.is_range or not is_plain(field) or not field.is_kept:
                continue
            values = [one[field.name] for one in self.variants[:3]]
            wanted = values[1]
            text = str(wanted).lower() if isinstance(wanted, bool) else str(wanted)
            found.append((field.name, text, [number for number, one in enumerate(values) if one == wanted]))
        return tuple(found)

    @property
    def ranges(self) -> tuple[tuple[str, str, list[int]], ...]:
        """For each end of each range: parameter, the middle of three values, and which of them pass."""
        found = []
        for field in self.entity.filterable:
            if not field.is_range:
                continue
            values = [one.get(field.name) for one in self.variants[:3]]
            if None in values:
                continue
            ranked = [ranking(field.spec, one) for one in values]
            middle = sorted(ranked)[1]  # type: ignore[type-var]
            text = str(values[ranked.index(middle)])
            low, high = field.filter_parameters
            found.append((low, text, [n for n, one in enumerate(ranked) if one >= middle]))  # type: ignore[operator]
            found.append((high, text, [n for n, one in enumerate(ranked) if one <= middle]))  # type: ignore[operator]
        return tuple(found)

    @property
    def report_columns(self) -> list[str]:
        """The heads of a report's table of records."""
        return [one.label for one in self.entity.fields if not one.is_upload]

    @property
    def summary(self) -> list[list[str]]:
        """The lines of a report's summary over three records: each number's count, sum, average and ends."""
        lines = []
        for field in self.entity.fields:
            if not field.spec.type.is_number:
                continue
            found = [one.get(field.name) for one in self.variants[:3]]
            if None in found:
                lines.append([field.label, "0", "", "", "", ""])
                continue
            numbers = [Decimal(str(one)) for one in found]
            places = _PLACES[field.spec.type]
            total, low, high = sum(numbers, Decimal(0)), min(numbers), max(numbers)
            average = f"{(total / 3).quantize(Decimal('0.01')):f}"
            exact = [f"{one:.{places}f}" for one in (total, low, high)]
            lines.append([field.label, "3", exact[0], average, exact[1], exact[2]])
        return lines

    @property
    def orders(self) -> tuple[tuple[str, list[int]], ...]:
        """For each field whose three values all differ: the three records in its order."""
        found = []
        for field in self.entity.sortable:
            if not is_plain(field) or any(one.get(field.name) is None for one in self.variants[:3]):
                continue
            ranked = [ranking(field.spec, one[field.name]) for one in self.variants[:3]]
            if len(set(ranked)) == len(ranked):
                found.append((field.name, sorted(range(3), key=lambda number, r=ranked: r[number])))  # type: ignore[misc]
        return tuple(found)


def cases_of(app: AppView, entity: EntityView) -> Cases:
    """The test values of an entity of that app."""
    return Cases(entity, _room(app, entity, frozenset()), app)


def _room(app: AppView, entity: EntityView, asked: frozenset[str]) -> int:
    """How many records there can be at most: where each needs another one for itself, no more than of those."""
    if entity.name in asked:
        return len(VARIANTS)
    targets = [app.entity(target) for target, own in Cases(entity).references.values() if own]
    rooms = [_room(app, one, asked | {entity.name}) for one in targets]
    return min(len(Cases(entity).together), *rooms, len(VARIANTS))


def as_read(field: Field, value: JsonValue) -> JsonValue:
    """A value as the API gives it back."""
    if value is None:
        return None
    if field.type is FieldType.MONEY:
        return f"{Decimal(str(value)):.2f}"
    if field.type in DECIMALS:
        return format(Decimal(str(value)).normalize(), "f")
    return value


def _value(field: FieldView, number: int) -> JsonValue:
    return example_value(field.spec, number)


def is_plain(field: FieldView) -> bool:
    """Whether a value of it stands for itself: it is no id of a record or a file."""
    return not field.is_reference and not field.is_upload


def ranking(field: Field, value: JsonValue, *, lower: bool = True) -> object:
    """A value's place in an order: numbers by size, texts without regard to case, dates by day."""
    if field.type.is_number:
        return Decimal(str(value))
    return str(value).lower() if lower and isinstance(value, str) else value


def _fits(field: Field, bound: float) -> bool:
    return field.type is not FieldType.INTEGER or bound == int(bound)


def _bound(field: Field, bound: float) -> JsonValue:
    if field.type is FieldType.INTEGER:
        return int(bound)
    return as_read(field, str(Decimal(str(bound))))


def _beyond(field: FieldView) -> list[Edge]:
    spec = field.spec
    found = []
    if spec.type.is_number:
        step = Decimal(1) if spec.type is FieldType.INTEGER else Decimal("0.01")
        if spec.minimum is not None:
            found.append(Edge(field.name, str(Decimal(str(spec.minimum)) - step), "too small"))
        if spec.maximum is not None:
            found.append(Edge(field.name, str(Decimal(str(spec.maximum)) + step), "too large"))
        if spec.type is FieldType.MONEY:
            found.append(Edge(field.name, "1.005", "too exact"))
    if spec.type in {FieldType.STRING, FieldType.TEXT} and field.max_length:
        found.append(Edge(field.name, "x" * (field.max_length + 1), "too long"))
    if spec.type is FieldType.STRING:
        found.append(Edge(field.name, "two\nlines", "two lines"))
    return found
