"""The migrations of a generated app: written once, carried over byte for byte, and only ever added to."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass

from promptreal.errors import GenerateError
from promptreal.generate.naming import key_name, literal, prose
from promptreal.generate.render import BLUEPRINTS, render_file
from promptreal.generate.schema import Change, Column, Difference, Index, Schema, Table, difference, merged

VERSIONS = "migrations/versions/"
SCHEMA = "migrations/schema.json"

_REVISION = re.compile(r'^revision = "([^"]+)"$', re.MULTILINE)
_TEMPLATE = BLUEPRINTS / "migration.py.j2"


@dataclass(frozen=True)
class Migrations:
    """The migration files by path, and the newest revision."""

    files: Mapping[str, bytes]
    newest: str

    @property
    def steps(self) -> int:
        """How many migrations there are."""
        return sum(path.startswith(VERSIONS) for path in self.files)


def known_schema(previous: Mapping[str, bytes]) -> Schema:
    """The tables that the previous version's migrations leave.

    Raises:
        GenerateError: the previous version does not say.
    """
    if SCHEMA not in previous:
        raise GenerateError(f"the previous version has no {SCHEMA}: its tables are not known")
    return Schema.model_validate_json(previous[SCHEMA])


def first(schema: Schema, title: str) -> Migrations:
    """The migration that makes every table."""
    return _written({}, Schema(), schema, f"The first tables of {prose(title)}.")


def following(previous: Mapping[str, bytes], schema: Schema, title: str) -> Migrations:
    """The previous version's migrations, and one more where the tables have to change.

    Raises:
        GenerateError: the previous version's migrations cannot be read.
    """
    kept = {path: content for path, content in previous.items() if path.startswith(VERSIONS)}
    return _written(kept, known_schema(previous), schema, f"What the next version of {prose(title)} adds.")


def _written(kept: Mapping[str, bytes], before: Schema, after: Schema, summary: str) -> Migrations:
    step = difference(before, after)
    newest = _newest(kept)
    if step.empty and kept:
        return Migrations(files={**kept, SCHEMA: _as_file(before)}, newest=newest)
    number = int(newest[:4]) + 1 if newest else 1
    # Two versions may be drafted from the same one; only one is released. The digest tells their revisions apart.
    digest = hashlib.sha256(newest.encode() + step.canonical()).hexdigest()[:8]
    revision = f"{number:04d}_{digest}"
    content = _render(step, revision=revision, down=newest, summary=summary)
    slug = "initial" if number == 1 else "additions"
    return Migrations(
        files={**kept, f"{VERSIONS}{number:04d}_{slug}.py": content, SCHEMA: _as_file(merged(before, after))},
        newest=revision,
    )


def _newest(kept: Mapping[str, bytes]) -> str:
    found = [match[1] for path in sorted(kept) if (match := _REVISION.search(kept[path].decode()))]
    if kept and not found:
        raise GenerateError("the previous version's migrations name no revision")
    return max(found, default="")


def _as_file(schema: Schema) -> bytes:
    return (schema.model_dump_json(indent=2) + "\n").encode()


def _render(step: Difference, *, revision: str, down: str, summary: str) -> bytes:
    context = {
        "summary": summary,
        "revision": revision,
        "down": down,
        "tables": [_table(one) for one in step.tables],
        "late": [key for table in step.tables for key in _late(table)],
        "changes": [_change(one) for one in step.changes],
        "has_additions": any(one.added for one in step.changes),
        "has_restored": any(one.relaxed or one.dropped_indexes for one in step.changes),
    }
    return render_file(_TEMPLATE, context).encode()


def _table(table: Table) -> dict[str, object]:
    columns = [_column(table, one, with_key=one.name not in table.late) for one in table.columns]
    return {
        "name": literal(table.name),
        "columns": columns,
        "indexes": [_index(table.name, one) for one in table.indexes],
    }


def _late(table: Table) -> list[dict[str, str]]:
    return [
        {
            "table": literal(table.name),
            "name": literal(key_name(table.name, column.name)),
            "target": literal(column.target),
            "column": literal(column.name),
            "on_delete": literal(column.on_delete) if column.on_delete else "",
        }
        for column in table.columns
        if column.name in table.late
    ]


def _change(change: Change) -> dict[str, object]:
    return {
        "table": literal(change.table),
        "added": [
            {"name": literal(one.name), "call": _column(Table(name=change.table, columns=()), one), "key": one.target}
            for one in change.added
        ],
        "relaxed": [
            {"name": literal(one.name), "sql_type": one.sql_type, "empty_rows": _empty_rows(change.table, one)}
            for one in change.relaxed
        ],
        "new_indexes": [_index(change.table, one) for one in change.new_indexes],
        "new_index_names": [literal(one.name) for one in reversed(change.new_indexes)],
        "dropped_indexes": [
            {
                "name": literal(one.name),
                "call": _index(change.table, one),
                "repeated_rows": _repeated_rows(change.table, one),
            }
            for one in change.dropped_indexes
        ],
    }


def _empty_rows(table: str, column: Column) -> str:
    """A query, as a Python literal, for how many rows have nothing in the column."""
    return literal(f'SELECT count(*) FROM "{table}" WHERE "{column.name}" IS NULL')  # noqa: S608 (names of our own)


def _repeated_rows(table: str, index: Index) -> str:
    """A query, as a Python literal, for whether rows share what the unique index would keep apart."""
    columns = ", ".join(f'"{one}"' for one in index.columns)
    there = " AND ".join(f'"{one}" IS NOT NULL' for one in index.columns)
    query = f'SELECT 1 FROM "{table}" WHERE {there} GROUP BY {columns} HAVING count(*) > 1'  # noqa: S608 (as above)
    return literal(query)


def _column(table: Table, column: Column, *, with_key: bool = True) -> str:
    arguments = [literal(column.name), column.sql_type]
    if column.target and with_key:
        on_delete = f', ondelete="{column.on_delete}"' if column.on_delete else ""
        name = literal(key_name(table.name, column.name))
        arguments.append(f"sa.ForeignKey({literal(f'{column.target}.id')}, name={name}{on_delete})")
    if column.primary_key:
        arguments.append("primary_key=True")
    else:
        arguments.append(f"nullable={column.nullable}")
    if column.server_default:
        arguments.append(f"server_default={column.server_default}")
    return f"sa.Column({', '.join(arguments)})"


def _index(table: str, index: Index) -> str:
    unique = ", unique=True" if index.unique else ""
    columns = literal(list(index.columns))
    return f"op.create_index({literal(index.name)}, {literal(table)}, {columns}{unique}, if_not_exists=True)"
