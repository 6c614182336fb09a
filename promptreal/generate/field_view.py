"""A field as templates see it: its names in the code, and the lines that declare it."""

from __future__ import annotations

from dataclasses import dataclass

from promptreal.generate import naming
from promptreal.generate.naming import key_name, literal
from promptreal.generate.schema import FAMILIES, Column, Family, Table
from promptreal.spec import Field, FieldType

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
    def is_computed(self) -> bool:
        """Whether the app works it out, so that nobody types it."""
        return not self.spec.is_given

    @property
    def is_kept(self) -> bool:
        """Whether it has a column: it is not worked out whenever it is read."""
        return self.spec.condition is None

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

    @property
    def range_attributes(self) -> tuple[str, str]:
        """What the start and the end of its range are called in the schema of a list's query."""
        low, high = self.filter_parameters
        return _parameter_attribute(low), _parameter_attribute(high)

    def _parameter(self, name: str, annotation: str) -> str:
        attribute = _parameter_attribute(name)
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
        if self.spec.starts_now:
            now = "types.this_minute" if self.spec.type is FieldType.DATETIME else "types.today"
            now = f"lambda: types.today({self.spec.days_ahead})" if self.spec.days_ahead else now
            return self._line(self.input_type if self.required else f"{self.input_type} | None", now, factory=True)
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

    def _line(self, annotation: str, default: str | None, *, factory: bool = False) -> str:
        if self.alias or factory:
            inside = [f"default{'_factory' if factory else ''}={default}"] if default is not None else []
            if not self.alias:
                return f"{self.attribute}: {annotation} = Field({inside[0]})"
            return f"{self.attribute}: {annotation} = Field({', '.join([*inside, f'alias={literal(self.alias)}'])})"
        return f"{self.attribute}: {annotation}" + (f" = {default}" if default is not None else "")


def _number(bound: float) -> str:
    return str(int(bound)) if bound == int(bound) else f'Decimal("{bound}")'


def _parameter_attribute(name: str) -> str:
    return naming.attribute_wish(name if name not in naming.ATTRIBUTES_TAKEN else f"{name}_")
