"""The spec as templates see it: every part with the names that the code gives it, decided once and in one place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from promptreal.generate import naming
from promptreal.generate.naming import key_name, literal
from promptreal.generate.schema import FAMILIES, Column, Family, Schema, Table
from promptreal.spec import Action, AppSpec, Chart, Entity, Field, FieldType, Filter, Report

UPLOADS = frozenset({FieldType.IMAGE, FieldType.FILE})
RANGES = frozenset(
    {
        FieldType.INTEGER,
        FieldType.DECIMAL,
        FieldType.MONEY,
        FieldType.PERCENT,
        FieldType.DATE,
        FieldType.DATETIME,
    }
)
LONGEST = {
    FieldType.STRING: 200,
    FieldType.TEXT: 10_000,
    FieldType.EMAIL: 254,
    FieldType.PHONE: 40,
    FieldType.URL: 2_000,
}
INPUT_TYPES = {
    FieldType.STRING: "types.Line",
    FieldType.TEXT: "types.Text",
    FieldType.INTEGER: "types.Whole",
    FieldType.DECIMAL: "types.Exact",
    FieldType.MONEY: "types.Money",
    FieldType.PERCENT: "types.Percent",
    FieldType.BOOLEAN: "bool",
    FieldType.DATE: "types.Day",
    FieldType.DATETIME: "types.Moment",
    FieldType.EMAIL: "types.Email",
    FieldType.PHONE: "types.Phone",
    FieldType.URL: "types.WebAddress",
    FieldType.IMAGE: "types.FileId",
    FieldType.FILE: "types.FileId",
    FieldType.REFERENCE: "types.RecordId",
}
FILTER_TYPES = {
    FieldType.INTEGER: "types.Whole",
    FieldType.DECIMAL: "types.Exact",
    FieldType.MONEY: "types.Money",
    FieldType.PERCENT: "types.Percent",
    FieldType.BOOLEAN: "bool",
    FieldType.DATE: "types.Day",
    FieldType.DATETIME: "types.Moment",
    FieldType.REFERENCE: "types.RecordId",
}
READ_TYPES = {
    FieldType.INTEGER: "int",
    FieldType.DECIMAL: "types.Exact",
    FieldType.MONEY: "types.Money",
    FieldType.PERCENT: "types.Percent",
    FieldType.BOOLEAN: "bool",
    FieldType.DATE: "dt.date",
    FieldType.DATETIME: "dt.datetime",
    FieldType.IMAGE: "types.FileAddress",
    FieldType.FILE: "types.FileAddress",
    FieldType.REFERENCE: "int",
}
MODEL_TYPES = {
    FieldType.INTEGER: "int",
    FieldType.DECIMAL: "Decimal",
    FieldType.MONEY: "Decimal",
    FieldType.PERCENT: "Decimal",
    FieldType.BOOLEAN: "bool",
    FieldType.DATE: "dt.date",
    FieldType.DATETIME: "dt.datetime",
    FieldType.IMAGE: "int",
    FieldType.FILE: "int",
    FieldType.REFERENCE: "int",
}


@dataclass(frozen=True)
class FieldView:
    """One field with its names in the code.

    `attribute` is on the model and in the schemas, `column` in the table, `relation` the attribute that holds the
    referred record and `label_attribute` its title (both empty for other types). `required` is what the API demands,
    the column says what the table allows. `starts_first` means that a new record starts at the first choice.
    """

    spec: Field
    attribute: str
    column: Column
    relation: str = ""
    label_attribute: str = ""
    required: bool = False
    alias: str = ""
    choice_class: str = ""
    filter_parameters: tuple[str, ...] = ()
    starts_first: bool = False

    @property
    def name(self) -> str:
        """Its name in the spec, in JSON and in forms."""
        return self.spec.name

    @property
    def label(self) -> str:
        """What people call it."""
        return self.spec.label

    @property
    def type(self) -> str:
        """Its type's name."""
        return self.spec.type.value

    @property
    def is_upload(self) -> bool:
        """Whether it holds a file."""
        return self.spec.type in UPLOADS

    @property
    def is_reference(self) -> bool:
        """Whether it refers to another entity."""
        return self.spec.type is FieldType.REFERENCE

    @property
    def is_text(self) -> bool:
        """Whether people search in it."""
        return FAMILIES[self.spec.type] is Family.TEXT

    @property
    def filter_lines(self) -> tuple[str, ...]:
        """The parameters of its filter in the schema of a list's query."""
        if not self.filter_parameters:
            return ()
        name = self.choice_class or FILTER_TYPES.get(self.spec.type, "types.Text")
        if not self.is_range:
            return (self._parameter(self.filter_parameters[0], name),)
        low, high = self.filter_parameters
        upper = "types.MomentTo" if self.spec.type is FieldType.DATETIME else name
        return self._parameter(low, name), self._parameter(high, upper)

    def _parameter(self, name: str, annotation: str) -> str:
        attribute = name if name not in naming.ATTRIBUTES_TAKEN else f"{name}_"
        attribute = naming.attribute_wish(attribute)
        default = " = None" if attribute == name else f" = Field(default=None, alias={literal(name)})"
        return f"{attribute}: {annotation} | None{default}"

    @property
    def is_range(self) -> bool:
        """Whether its filter is a from and a to."""
        return self.spec.type in RANGES

    @property
    def max_length(self) -> int | None:
        """The most characters that it takes."""
        return self.spec.max_length or LONGEST.get(self.spec.type)

    @property
    def model_type(self) -> str:
        """The annotation inside `Mapped[…]`."""
        name = MODEL_TYPES.get(self.spec.type, "str")
        return f"{name} | None" if self.column.nullable else name

    @property
    def read_type(self) -> str:
        """The annotation in the schema that is read."""
        name = READ_TYPES.get(self.spec.type, "str")
        return f"{name} | None" if self.column.nullable else name

    def model_column(self, table: Table) -> str:
        """The call that declares the column in its table."""
        column = self.column
        arguments = [] if column.name == self.attribute else [literal(column.name)]
        arguments.append(column.sql_type.removesuffix("()"))
        if column.target:
            on_delete = f', ondelete="{column.on_delete}"' if column.on_delete else ""
            late = f", name={literal(key_name(table.name, column.name))}, use_alter=True"
            extra = on_delete + (late if column.name in table.late else "")
            arguments[-1] = f"sa.ForeignKey({literal(f'{column.target}.id')}{extra})"
        if column.server_default:
            arguments += ["default=False", f"server_default={column.server_default}"]
        return f"mapped_column({', '.join(arguments)})"

    @property
    def input_type(self) -> str:
        """The annotation in the schemas that are written, bounds included."""
        name = self.choice_class or INPUT_TYPES[self.spec.type]
        bounds = []
        if self.max_length is not None:
            bounds.append(f"max_length={self.max_length}")
        if self.spec.type.is_number:
            for keyword, bound in (("ge", self.spec.minimum), ("le", self.spec.maximum)):
                if bound is not None:
                    bounds.append(f"{keyword}={_number(bound)}")
        return f"Annotated[{name}, Field({', '.join(bounds)})]" if bounds else name

    @property
    def create_line(self) -> str:
        """The field in the schema of a new record."""
        if self.spec.type is FieldType.BOOLEAN:
            return self._line(self.input_type, "False")
        if self.required:
            return self._line(self.input_type, None)
        default = literal(self.spec.choices[0]) if self.starts_first else "None"
        return self._line(f"{self.input_type} | None", default)

    @property
    def update_line(self) -> str:
        """The field in the schema of a change: it may be left out, and emptied only where it is optional."""
        strict = self.required or self.spec.type is FieldType.BOOLEAN
        return self._line(self.input_type if strict else f"{self.input_type} | None", "None")

    @property
    def read_lines(self) -> tuple[str, ...]:
        """The field in the schema that is read, a reference with its label."""
        named = f"Field(serialization_alias={literal(self.name)})"
        line = f"{self.attribute}: {self.read_type}" + ("" if self.attribute == self.name else f" = {named}")
        if not self.label_attribute:
            return (line,)
        return line, f"{self.label_attribute}: str | None"

    def _line(self, annotation: str, default: str | None) -> str:
        if self.alias:
            inside = [f"default={default}"] if default is not None else []
            return f"{self.attribute}: {annotation} = Field({', '.join([*inside, f'alias={literal(self.alias)}'])})"
        return f"{self.attribute}: {annotation}" + (f" = {default}" if default is not None else "")


@dataclass(frozen=True)
class FilterView:
    """One filter: `attribute` on the model, and the query parameters that set it."""

    name: str
    label: str
    field: str
    attribute: str
    type: str
    parameters: tuple[str, ...]
    choices: tuple[str, ...] = ()
    target: str = ""


@dataclass(frozen=True)
class EntityView:
    """One entity with its names in the code.

    `has_account` means that a record remembers who made it; `recipient` is the API's name for whom a message is to.
    """

    spec: Entity
    class_name: str
    module: str
    table: Table
    fields: tuple[FieldView, ...]
    filters: tuple[Filter, ...] = ()
    has_account: bool = False
    recipient: str = ""
    actions: tuple[ActionView, ...] = ()

    @property
    def name(self) -> str:
        """Its name in the spec."""
        return self.spec.name

    @property
    def plural(self) -> str:
        """Its plural in the spec."""
        return self.spec.plural

    @property
    def slug(self) -> str:
        """Its part of an address."""
        return self.spec.plural.replace("_", "-")

    @property
    def kind(self) -> str:
        """Its kind's name."""
        return self.spec.kind.value

    def field(self, name: str) -> FieldView:
        """The field of that name."""
        return next(one for one in self.fields if one.name == name)

    @cached_property
    def names(self) -> frozenset[str]:
        """The names of its fields."""
        return frozenset(one.name for one in self.fields)

    @cached_property
    def display(self) -> FieldView:
        """The field that titles a record."""
        return self.field(self.spec.display)

    @cached_property
    def references(self) -> tuple[FieldView, ...]:
        """The fields that refer to other entities."""
        return tuple(one for one in self.fields if one.is_reference)

    @property
    def needed_uploads(self) -> tuple[str, ...]:
        """The names of the files that a record must have."""
        return tuple(one.name for one in self.fields if one.is_upload and one.required)

    @cached_property
    def searchable(self) -> tuple[FieldView, ...]:
        """Where a search looks: the fields that say so and the title, else every text, else what titles it."""
        asked = [one for one in self.fields if one.spec.searchable and (one.is_text or one.is_reference)]
        if self.display.is_text and self.display not in asked:
            asked.insert(0, self.display)
        return tuple(asked or [one for one in self.fields if one.is_text] or [self.display])

    @cached_property
    def filterable(self) -> tuple[FieldView, ...]:
        """The fields that narrow a list."""
        return tuple(one for one in self.fields if one.filter_parameters)

    @cached_property
    def created_filter(self) -> bool:
        """Whether a filter is about when records were made."""
        return any(one.field == "created_at" for one in self.filters)

    @cached_property
    def sortable(self) -> tuple[FieldView, ...]:
        """The fields that a list can be ordered by."""
        return tuple(one for one in self.fields if one.spec.sortable and not one.is_upload)

    @cached_property
    def filter_views(self) -> tuple[FilterView, ...]:
        """Its filters, those that the spec names under their own names."""
        named = {one.field: one for one in self.filters}
        found = [
            FilterView(
                name=named[one.name].name if one.name in named else one.name,
                label=named[one.name].label if one.name in named else one.label,
                field=one.name,
                attribute=one.attribute,
                type=one.type,
                parameters=one.filter_parameters,
                choices=one.spec.choices,
                target=one.spec.target,
            )
            for one in self.filterable
        ]
        if self.created_filter:
            control = named["created_at"]
            parameters = ("created_at_from", "created_at_to")
            found.append(
                FilterView(control.name, control.label, "created_at", "created_at", "timestamp", parameters)
            )
        return tuple(found)

    @property
    def sort_names(self) -> tuple[str, ...]:
        """What `sort` takes, each also with a minus before it."""
        return (*(one.name for one in self.sortable), "id", "created_at", "updated_at")

    @cached_property
    def unique(self) -> tuple[FieldView, ...]:
        """The fields that no two records share."""
        return tuple(one for one in self.fields if one.spec.unique)


@dataclass(frozen=True)
class ActionView:
    """One action with the name of its route's function. `parent` is the field of `creates` that refers to `entity`."""

    spec: Action
    function: str
    parent: str = ""

    @property
    def name(self) -> str:
        """Its name in the spec."""
        return self.spec.name

    @property
    def kind(self) -> str:
        """Its kind's name."""
        return self.spec.kind.value

    @property
    def slug(self) -> str:
        """Its part of an address."""
        return self.spec.name.replace("_", "-")


@dataclass(frozen=True)
class AppView:
    """The whole app as templates see it."""

    spec: AppSpec
    entities: tuple[EntityView, ...]
    actions: tuple[ActionView, ...]
    schema: Schema
    by_name: Mapping[str, EntityView] = field(default_factory=dict)

    def entity(self, name: str) -> EntityView:
        """The entity of that name."""
        return self.by_name[name]

    def titles_itself(self, entity: EntityView) -> bool:
        """Whether the titles of records lead round in a circle: from reference to reference back to one seen before."""
        seen = set()
        while entity.display.is_reference and entity.name not in seen:
            seen.add(entity.name)
            entity = self.entity(entity.display.spec.target)
        return entity.name in seen

    def children(self, name: str) -> list[tuple[EntityView, FieldView]]:
        """The entities that refer to that one, each with the field that does."""
        return [(one, field) for one in self.entities for field in one.references if field.spec.target == name]

    @property
    def charts(self) -> tuple[Chart, ...]:
        """The charts."""
        return self.spec.charts

    @property
    def reports(self) -> tuple[Report, ...]:
        """The reports."""
        return self.spec.reports

    @property
    def has_files(self) -> bool:
        """Whether any entity holds files."""
        return any(one.is_upload for entity in self.entities for one in entity.fields)

    @cached_property
    def creation_order(self) -> tuple[EntityView, ...]:
        """The entities, each after those that it needs."""
        position = {table.name: number for number, table in enumerate(self.schema.tables)}
        return tuple(sorted(self.entities, key=lambda one: position[one.table.name]))


def _number(bound: float) -> str:
    return str(int(bound)) if bound == int(bound) else f'Decimal("{bound}")'

