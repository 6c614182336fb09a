"""Names in generated code: what the spec calls a thing, made safe where Python, SQL or the app means something else."""

from __future__ import annotations

import hashlib
import keyword
from collections.abc import Iterable

_KEYWORDS = frozenset(keyword.kwlist)

# What the bodies of generated classes refer to and their base classes define: an attribute of that name would hide it.
ATTRIBUTES_TAKEN = _KEYWORDS | {
    "account",
    "account_id",
    "account_label",
    "bool",
    "classmethod",
    "cls",
    "construct",
    "copy",
    "created_at",
    "dict",
    "dt",
    "float",
    "from_orm",
    "id",
    "int",
    "json",
    "list",
    "mapped_column",
    "metadata",
    "object",
    "parse_file",
    "parse_obj",
    "parse_raw",
    "property",
    "query",
    "recipient_account",
    "recipient_account_id",
    "recipient_label",
    "registry",
    "relationship",
    "sa",
    "schema",
    "schema_json",
    "self",
    "str",
    "types",
    "update_forward_refs",
    "updated_at",
    "validate",
}

# PostgreSQL's system columns and SQLite's row number.
COLUMNS_TAKEN = frozenset(
    {"cmax", "cmin", "ctid", "oid", "rowid", "tableoid", "xmax", "xmin", "account_id", "recipient_account_id"}
)

CLASSES_TAKEN = frozenset(
    {"Account", "Any", "Base", "Decimal", "False", "Literal", "Mapped", "None", "PipelineReject", "PipelineRun"}
    | {"StoredFile", "Record", "Remembered", "SampleFill", "Timestamp", "True", "Annotated", "Field"}
)

TABLES_TAKEN = frozenset(
    {"alembic_version", "app_accounts", "app_files", "app_pipeline_rejects", "app_pipeline_runs", "app_sample_fills"}
    | {"app_remembered"}
)

# Modules of `app/api` that the layers bring along.
MODULES_TAKEN = _KEYWORDS | {"charts", "pipelines", "reports", "session", "uploads"}

# What the module of an entity's routes refers to; a route function of that name would hide it.
FUNCTIONS_TAKEN = _KEYWORDS | {
    "actions",
    "annotated",
    "apirouter",
    "query",
    "records",
    "request",
    "response",
    "router",
    "schemas",
    "session",
    "viewer",
}

# The list parameters that every collection has.
PARAMETERS_TAKEN = frozenset({"q", "sort", "page", "page_size"})

_LONGEST_SQL_NAME = 63


class Names:
    """Hands out names, each once: the wish itself where it is free, else with underscores or a number behind it."""

    def __init__(self, taken: frozenset[str]) -> None:
        self._taken = set(taken)

    def take(self, wish: str) -> str:
        """A free name as near to `wish` as can be; it is taken from then on."""
        name = wish if wish not in self._taken else f"{wish}_"
        number = 2
        while name in self._taken:
            name = f"{wish}_{number}"
            number += 1
        self._taken.add(name)
        return name


def attribute_wish(name: str) -> str:
    """A field's attribute: pydantic keeps names that start with `model_` to itself."""
    return f"{name}_" if name.startswith("model_") else name


def table_wish(plural: str) -> str:
    """A table's name: SQLite keeps names that start with `sqlite_` to itself."""
    return f"app_{plural}" if plural.startswith("sqlite_") else plural


def camel(name: str) -> str:
    """`stock_report` as `StockReport`."""
    return "".join(part[:1].upper() + part[1:] for part in name.split("_") if part)


def sql_name(*parts: str) -> str:
    """The name of an index or constraint, kept to what PostgreSQL takes (63 bytes)."""
    name = "_".join(parts)
    if len(name) <= _LONGEST_SQL_NAME:
        return name
    digest = hashlib.sha256(name.encode()).hexdigest()[:8]
    return f"{name[: _LONGEST_SQL_NAME - 9]}_{digest}"


def key_name(table: str, column: str) -> str:
    """The name of a foreign key."""
    return sql_name("fk", table, column)


def literal(value: object) -> str:
    """A Python literal of a plain value, with double quotes, as a formatter would leave it."""
    if isinstance(value, str):
        return _string(value)
    if isinstance(value, tuple | list):
        inside = ", ".join(literal(one) for one in value)
        if isinstance(value, list):
            return f"[{inside}]"
        return f"({inside},)" if len(value) == 1 else f"({inside})"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{literal(key)}: {literal(one)}" for key, one in value.items()) + "}"
    return repr(value)


def names(values: Iterable[str]) -> str:
    """A Python set of those texts, in their order."""
    inside = ", ".join(map(literal, dict.fromkeys(values)))
    return f"{{{inside}}}" if inside else "set()"


def rgb(colour: str) -> str:
    """A colour like `#1b2230` as a Python tuple of its red, green and blue, each 0 to 255."""
    return literal(tuple(int(colour[start : start + 2], 16) for start in (1, 3, 5)))


def _string(value: str) -> str:
    text = repr(value)
    if text.startswith('"') or '"' in value:
        return text
    return '"' + text[1:-1].replace("\\'", "'") + '"'


def prose(value: str) -> str:
    """Words of the spec inside a docstring or comment: one line, nothing that could end it or escape."""
    flat = " ".join(value.split())
    kept = "".join(one for one in flat if one.isprintable())
    return kept.replace("\\", "/").replace('"', "'").strip()
