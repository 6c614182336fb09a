"""The tables of a generated app as its migrations leave them: kept beside them, and compared to write the next one."""

from __future__ import annotations

from enum import StrEnum

from promptreal.model import Model
from promptreal.spec import FieldType


class Family(StrEnum):
    """How a column stores its values. A field can change its type within a family without losing any."""

    TEXT = "text"
    WHOLE = "whole"
    DECIMAL = "decimal"
    MONEY = "money"
    PERCENT = "percent"
    BOOLEAN = "boolean"
    DATE = "date"
    MOMENT = "moment"
    TIMESTAMP = "timestamp"
    KEY = "key"


FAMILIES = {
    FieldType.STRING: Family.TEXT,
    FieldType.TEXT: Family.TEXT,
    FieldType.EMAIL: Family.TEXT,
    FieldType.PHONE: Family.TEXT,
    FieldType.URL: Family.TEXT,
    FieldType.CHOICE: Family.TEXT,
    FieldType.INTEGER: Family.WHOLE,
    FieldType.DECIMAL: Family.DECIMAL,
    FieldType.MONEY: Family.MONEY,
    FieldType.PERCENT: Family.PERCENT,
    FieldType.BOOLEAN: Family.BOOLEAN,
    FieldType.DATE: Family.DATE,
    FieldType.DATETIME: Family.MOMENT,
    FieldType.IMAGE: Family.KEY,
    FieldType.FILE: Family.KEY,
    FieldType.REFERENCE: Family.KEY,
}

SQL_TYPES = {
    FieldType.STRING: "sa.String()",
    FieldType.TEXT: "sa.Text()",
    FieldType.EMAIL: "sa.String()",
    FieldType.PHONE: "sa.String()",
    FieldType.URL: "sa.String()",
    FieldType.CHOICE: "sa.String()",
    FieldType.INTEGER: "sa.BigInteger()",
    FieldType.DECIMAL: "sa.Numeric(15, 4)",
    FieldType.MONEY: "sa.Numeric(14, 2)",
    FieldType.PERCENT: "sa.Numeric(9, 2)",
    FieldType.BOOLEAN: "sa.Boolean()",
    FieldType.DATE: "sa.Date()",
    FieldType.DATETIME: "sa.DateTime()",
    FieldType.IMAGE: "sa.Integer()",
    FieldType.FILE: "sa.Integer()",
    FieldType.REFERENCE: "sa.Integer()",
}


class Column(Model):
    """One column. `sql_type` and `server_default` are the expressions that a migration writes; `target` a table."""

    name: str
    family: Family
    sql_type: str
    nullable: bool = True
    server_default: str = ""
    target: str = ""
    on_delete: str = ""
    primary_key: bool = False


class Index(Model):
    """One index."""

    name: str
    columns: tuple[str, ...]
    unique: bool = False


class Table(Model):
    """One table. `late` names the columns whose foreign keys are added once every table is there: tables in circles."""

    name: str
    columns: tuple[Column, ...]
    indexes: tuple[Index, ...] = ()
    late: tuple[str, ...] = ()

    def column(self, name: str) -> Column | None:
        """The column of that name, if there is one."""
        return next((one for one in self.columns if one.name == name), None)


class Schema(Model):
    """All tables, in an order in which they can be created."""

    tables: tuple[Table, ...] = ()

    def table(self, name: str) -> Table | None:
        """The table of that name, if there is one."""
        return next((one for one in self.tables if one.name == name), None)


class Change(Model):
    """What a migration does to an existing table."""

    table: str
    added: tuple[Column, ...] = ()
    relaxed: tuple[Column, ...] = ()
    new_indexes: tuple[Index, ...] = ()
    dropped_indexes: tuple[Index, ...] = ()


class Difference(Model):
    """What leads from one schema to the next: whole tables, and changes of existing ones."""

    tables: tuple[Table, ...] = ()
    changes: tuple[Change, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing changes."""
        return not self.tables and not self.changes


def difference(old: Schema, new: Schema) -> Difference:
    """What has to be added to `old`, so that code written for `new` works and code written for `old` still does.

    Nothing is dropped but unique indexes that no longer hold and NOT NULL where the new code leaves a column out; a
    table that the new code does not know stays, and nobody writes to it. A
    column that the new code requires is still added nullable: the rows from before have no value, and the version that
    serves meanwhile writes none.
    """
    tables = tuple(table for table in new.tables if old.table(table.name) is None)
    pairs = ((old.table(table.name), table) for table in new.tables)
    changes = (_change(before, after) for before, after in pairs if before is not None)
    return Difference(tables=tables, changes=tuple(one for one in changes if one is not None))


def _change(before: Table, after: Table) -> Change | None:
    added = tuple(one for one in after.columns if before.column(one.name) is None)
    relaxed = []
    for column in before.columns:
        now = after.column(column.name)
        if column.nullable or column.primary_key or column.server_default:
            continue
        if now is None or now.nullable:
            relaxed.append(column)
    fresh = {one.name for one in added}
    known = {one.name for one in before.indexes}
    wanted = {one.name for one in after.indexes}
    # A unique index over values that are there already could fail on them: uniqueness is then the schemas' alone. With
    # a fresh column among its own, all rows have nothing there, and no two of them count as equal.
    new_indexes = tuple(
        one for one in after.indexes if one.name not in known and (not one.unique or set(one.columns) & fresh)
    )
    dropped = tuple(one for one in before.indexes if one.unique and one.name not in wanted)
    change = Change(
        table=before.name,
        added=added,
        relaxed=tuple(relaxed),
        new_indexes=new_indexes,
        dropped_indexes=dropped,
    )
    return change if added or relaxed or new_indexes or dropped else None


def merged(old: Schema, new: Schema) -> Schema:
    """The schema after the migration: what was there and what was added."""
    step = difference(old, new)
    changes = {one.table: one for one in step.changes}
    tables = [_apply(table, changes[table.name]) if table.name in changes else table for table in old.tables]
    return Schema(tables=(*tables, *step.tables))


def _apply(table: Table, change: Change) -> Table:
    loosened = {one.name for one in change.relaxed}
    kept = [one.model_copy(update={"nullable": True}) if one.name in loosened else one for one in table.columns]
    gone = {one.name for one in change.dropped_indexes}
    indexes = [one for one in table.indexes if one.name not in gone]
    return Table(
        name=table.name,
        columns=(*kept, *change.added),
        indexes=(*indexes, *change.new_indexes),
        late=table.late,
    )
