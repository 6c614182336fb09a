"""The reference of the API for a reader, made from the OpenAPI document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from fastapi import APIRouter, Response

from app.web.descriptions import Link
from app.web.visit import VisitDep

router = APIRouter(include_in_schema=False)

METHODS = ("get", "post", "put", "patch", "delete")


@dataclass(frozen=True)
class Entry:
    """A parameter of an operation, or a field of its body."""

    name: str
    type: str
    required: bool
    description: str
    where: str = ""


@dataclass(frozen=True)
class Answer:
    """A status that an operation answers with."""

    status: str
    description: str


@dataclass(frozen=True)
class Operation:
    """One method of one path."""

    method: str
    path: str
    summary: str
    description: str
    parameters: list[Entry]
    body: list[Entry]
    answers: list[Answer]


@dataclass
class Group:
    """The operations under one tag."""

    title: str
    operations: list[Operation] = field(default_factory=list)


@router.get("/api-reference")
def show_reference(visit: VisitDep) -> Response:
    """Every operation with its parameters, body and answers."""
    document = visit.request.app.openapi()
    return visit.render(
        "reference.html", document=document, groups=grouped(document), crumbs=[Link("API reference")]
    )


def grouped(document: dict[str, Any]) -> list[Group]:
    """The operations of an OpenAPI document by their first tag, in the document's order."""
    groups: dict[str, Group] = {}
    for path, methods in document["paths"].items():
        for method in METHODS:
            if method in methods:
                operation = methods[method]
                title = next(iter(operation.get("tags", ())), "Other")
                groups.setdefault(title, Group(title)).operations.append(_operation(document, path, method, operation))
    return list(groups.values())


def _operation(document: dict[str, Any], path: str, method: str, operation: dict[str, Any]) -> Operation:
    return Operation(
        method=method.upper(),
        path=path,
        summary=operation.get("summary", ""),
        description=operation.get("description", ""),
        parameters=[
            Entry(
                name=one["name"],
                type=type_name(document, one.get("schema", {})),
                required=one.get("required", False),
                description=one.get("description", ""),
                where=one["in"],
            )
            for one in operation.get("parameters", ())
        ],
        body=list(_body(document, operation)),
        answers=[Answer(status, one.get("description", "")) for status, one in operation.get("responses", {}).items()],
    )


def _body(document: dict[str, Any], operation: dict[str, Any]) -> Iterator[Entry]:
    for content in operation.get("requestBody", {}).get("content", {}).values():
        schema = _resolved(document, content.get("schema", {}))
        for name, one in schema.get("properties", {}).items():
            yield Entry(
                name=name,
                type=type_name(document, one),
                required=name in schema.get("required", ()),
                description=one.get("description", ""),
            )


def type_name(document: dict[str, Any], schema: dict[str, Any]) -> str:
    """A schema in a word or two: `string (date)`, `integer`, `one of: open, closed`."""
    schema = _resolved(document, schema)
    choices = [one for one in schema.get("anyOf", ()) if one.get("type") != "null"]
    if choices:
        return " or ".join(dict.fromkeys(type_name(document, one) for one in choices))
    if "enum" in schema:
        return "one of: " + ", ".join(str(one) for one in schema["enum"])
    if schema.get("type") == "array":
        return f"list of {type_name(document, schema.get('items', {}))}"
    kind = schema.get("type", "any")
    return f"{kind} ({schema['format']})" if "format" in schema else str(kind)


def _resolved(document: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    reference = schema.get("$ref", "")
    if not reference:
        return schema
    found: dict[str, Any] = document["components"]["schemas"][reference.rsplit("/", 1)[-1]]
    return found
