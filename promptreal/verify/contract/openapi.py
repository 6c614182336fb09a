"""The OpenAPI document describes what the spec asks for: an empty or partial one fails, by what is missing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from promptreal import surface
from promptreal.spec import ActionKind, Entity, Field, FieldType
from promptreal.verify.contract.bench import Bench
from promptreal.verify.contract.findings import Findings

AREA = "openapi"
_DEEPEST = 12
_TYPES: dict[FieldType, frozenset[str]] = {
    FieldType.INTEGER: frozenset({"integer"}),
    FieldType.REFERENCE: frozenset({"integer"}),
    FieldType.DECIMAL: frozenset({"string", "number"}),
    FieldType.MONEY: frozenset({"string", "number"}),
    FieldType.PERCENT: frozenset({"string", "number", "integer"}),
    FieldType.BOOLEAN: frozenset({"boolean"}),
    FieldType.IMAGE: frozenset({"integer", "string"}),
    FieldType.FILE: frozenset({"integer", "string"}),
}
_TEXT = frozenset({"string"})


def check_openapi(bench: Bench) -> None:
    """Fetches the document, and compares it with the spec."""
    findings = bench.findings
    answer = bench.get(surface.OPENAPI)
    findings.status(answer, 200, AREA)
    document = answer.document()
    version = str(document.get("openapi", ""))
    if not findings.expect(version.startswith("3."), AREA, f"GET {surface.OPENAPI} is no OpenAPI 3 document"):
        return
    described = Document(document)
    for entity in bench.spec.entities:
        _check_entity(described, entity, findings)
        _check_parameters(described, bench, entity)
    for action in bench.spec.actions:
        if action.kind in {ActionKind.TRANSITION, ActionKind.TOGGLE} and action.entity:
            path = surface.api_action(bench.spec.entity(action.entity), "{}", action)
            findings.expect(described.operation(path, "post") is not None, AREA, f"POST {path} is not described")
    for chart in bench.spec.charts:
        path = surface.api_chart(chart)
        described_path = described.operation(path, "get") or described.operation("/api/charts/{}", "get")
        findings.expect(described_path is not None, AREA, f"GET {path} is not described")


class Document:
    """An OpenAPI document of unknown honesty: every look into it may find anything."""

    def __init__(self, document: dict[str, Any]) -> None:
        self._document = document
        paths = document.get("paths")
        self._paths = {
            re.sub(r"\{[^}]*\}", "{}", path): item
            for path, item in (paths.items() if isinstance(paths, dict) else ())
            if isinstance(item, dict)
        }

    def operation(self, path: str, method: str) -> dict[str, Any] | None:
        """The operation, whatever its path parameters are called."""
        found = self._paths.get(path, {}).get(method)
        return found if isinstance(found, dict) else None

    def resolve(self, schema: object) -> dict[str, Any]:
        """The schema behind its references."""
        for _ in range(_DEEPEST):
            if not isinstance(schema, dict):
                return {}
            reference = schema.get("$ref")
            if not isinstance(reference, str):
                return schema
            schema = self._document
            for key in reference.removeprefix("#/").split("/"):
                schema = schema.get(key) if isinstance(schema, dict) else None
        return {}

    def body(self, operation: dict[str, Any]) -> dict[str, Any]:
        """The schema of a JSON request body."""
        return self.resolve(_json_schema(self.resolve(operation.get("requestBody"))))

    def answer(self, operation: dict[str, Any], status: str) -> dict[str, Any]:
        """The schema of a JSON answer."""
        responses = operation.get("responses")
        response = responses.get(status) if isinstance(responses, dict) else None
        return self.resolve(_json_schema(self.resolve(response)))

    def flat(self, schema: object, depth: int = 0) -> Iterator[dict[str, Any]]:
        """A schema and all its alternatives."""
        resolved = self.resolve(schema)
        yield resolved
        for key in ("anyOf", "oneOf", "allOf"):
            parts = resolved.get(key)
            if isinstance(parts, list) and depth < _DEEPEST:
                for part in parts:
                    yield from self.flat(part, depth + 1)

    def properties(self, schema: object) -> dict[str, Any]:
        """The properties of an object schema, with those of its parts."""
        merged: dict[str, Any] = {}
        for part in self.flat(schema):
            properties = part.get("properties")
            merged |= properties if isinstance(properties, dict) else {}
        return merged


def _json_schema(holder: dict[str, Any]) -> object:
    content = holder.get("content")
    media = content.get("application/json") if isinstance(content, dict) else None
    return media.get("schema") if isinstance(media, dict) else None


def _check_entity(described: Document, entity: Entity, findings: Findings) -> None:
    collection, record = surface.api_collection(entity), surface.api_record(entity, "{}")
    operations = {}
    for path, methods in ((collection, ("get", "post")), (record, ("get", "patch", "delete"))):
        for method in methods:
            operation = described.operation(path, method)
            if findings.expect(operation is not None, AREA, f"{method.upper()} {path} is not described"):
                operations[path, method] = operation or {}
    if (collection, "post") in operations:
        body = described.body(operations[collection, "post"])
        _check_schema(described, entity, body, f"the body of POST {collection}", findings, written=True)
    if (record, "get") in operations:
        read = described.answer(operations[record, "get"], "200")
        _check_schema(described, entity, read, f"the answer of GET {record}", findings, written=False)
    if (collection, "get") in operations:
        page = described.properties(described.answer(operations[collection, "get"], "200"))
        missing = {"items", "total", "page", "page_size"} - page.keys()
        findings.expect(not missing, AREA, f"the answer of GET {collection} lacks {', '.join(sorted(missing))}")


def _check_schema(
    described: Document, entity: Entity, schema: dict[str, Any], where: str, findings: Findings, *, written: bool
) -> None:
    properties = described.properties(schema)
    given = {one.name for one in entity.fields if one.is_given}
    everything = {"id", "created_at", "updated_at", *(one.name for one in entity.fields)}
    missing = sorted((given if written else everything) - properties.keys())
    findings.expect(not missing, AREA, f"{where} lacks {', '.join(missing)}")
    typed = sorted(one.name for one in entity.fields if not one.is_given and one.name in properties) if written else []
    findings.expect(not typed, AREA, f"{where} takes {', '.join(typed)}, which the app works out")
    for one in entity.fields:
        if one.name in properties:
            _check_property(described, one, properties[one.name], where, findings, written=written)
    if written:
        required = {name for part in described.flat(schema) for name in _names(part.get("required"))}
        optional = [one.name for one in entity.fields if one.required and one.name not in required]
        findings.expect(not optional, AREA, f"{where} does not require {', '.join(optional)}")


def _check_property(
    described: Document, one: Field, schema: object, where: str, findings: Findings, *, written: bool
) -> None:
    parts = list(described.flat(schema))
    types = {part["type"] for part in parts if isinstance(part.get("type"), str)} - {"null"}
    choices = {value for part in parts for value in _names(part.get("enum"))}
    choices |= {part["const"] for part in parts if isinstance(part.get("const"), str)}
    types |= {"string"} if choices else set()
    allowed = _TYPES.get(one.type, _TEXT)
    # Numbers are taken as numbers or text, so it is enough that one of the alternatives fits.
    findings.expect(bool(types & allowed), AREA, f"{where}: {one.name} is {sorted(types)}, not {sorted(allowed)}")
    if one.type is FieldType.CHOICE and written:
        odd = set(one.choices) ^ choices
        findings.expect(not odd, AREA, f"{where}: the choices of {one.name} differ from the spec's in {sorted(odd)}")
    if one.max_length is not None and written:
        lengths = {part["maxLength"] for part in parts if "maxLength" in part}
        findings.expect(one.max_length in lengths, AREA, f"{where}: {one.name} may not be longer than {one.max_length}")


def _check_parameters(described: Document, bench: Bench, entity: Entity) -> None:
    operation = described.operation(surface.api_collection(entity), "get")
    if operation is None:
        return
    listed = operation.get("parameters")
    parameters = [described.resolve(one) for one in listed] if isinstance(listed, list) else []
    names = {str(one.get("name")) for one in parameters if one.get("in") == "query"}
    wanted = {"sort", "page", "page_size"}
    if any(one.searchable for one in entity.fields):
        wanted.add("q")
    for one in bench.spec.filters_of(entity.name):
        wanted |= filter_parameters(entity, one.field)
    missing = sorted(wanted - names)
    findings, path = bench.findings, surface.api_collection(entity)
    findings.expect(not missing, AREA, f"GET {path} does not describe the parameters {', '.join(missing)}")


def filter_parameters(entity: Entity, name: str) -> set[str]:
    """The query parameters by which a list is narrowed by the field."""
    if name == "created_at" or entity.field(name).type.is_number or entity.field(name).type.is_time:
        return {f"{name}_from", f"{name}_to"}
    return {name}


def _names(value: object) -> list[str]:
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []
