"""The reference of the API."""

from __future__ import annotations

import pytest
from httpx2 import Client

from app.web.pages.reference import METHODS, grouped, type_name
from tests.reading import read


def test_the_reference_lists_every_operation_of_the_api(visitor: Client) -> None:
    document = visitor.get("/openapi.json").json()
    listed = [one.one("summary").text for one in read(visitor.get("/api-reference")).all("details", class_="endpoint")]
    operations = [
        f"{method.upper()} {path} {operation.get('summary', '')}".strip()
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
        if method in METHODS
    ]
    assert sorted(listed) == sorted(operations)


DOCUMENT = {
    "paths": {
        "/api/things": {
            "get": {
                "tags": ["Things", "More"],
                "summary": "List things",
                "parameters": [
                    {"name": "q", "in": "query", "schema": {"type": "string"}, "description": "Words"},
                    {"name": "id", "in": "path", "required": True, "schema": {"type": "integer"}},
                ],
                "responses": {"200": {"description": "Things"}, "422": {"description": "Wrong"}},
            },
            "post": {
                "tags": ["Things"],
                "requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}}},
            },
        },
        "/api/others": {"delete": {}},
    },
    "components": {
        "schemas": {
            "Thing": {
                "required": ["name"],
                "properties": {"name": {"type": "string", "description": "Its name"}, "colour": {"$ref": "#/components/schemas/Colour"}},
            },
            "Colour": {"enum": ["red", "blue"]},
        }
    },
}


def test_operations_stand_under_their_first_tag_with_all_that_is_known_of_them() -> None:
    things, other = grouped(DOCUMENT)
    assert (things.title, other.title) == ("Things", "Other")
    listing, creation = things.operations
    assert (listing.method, listing.path, listing.summary) == ("GET", "/api/things", "List things")
    assert [(one.name, one.where, one.type, one.required, one.description) for one in listing.parameters] == [
        ("q", "query", "string", False, "Words"),
        ("id", "path", "integer", True, ""),
    ]
    assert listing.body == []
    assert [(one.status, one.description) for one in listing.answers] == [("200", "Things"), ("422", "Wrong")]
    assert [(one.name, one.type, one.required, one.description) for one in creation.body] == [
        ("name", "string", True, "Its name"),
        ("colour", "one of: red, blue", False, ""),
    ]


@pytest.mark.parametrize(
    ("schema", "words"),
    [
        ({"type": "integer"}, "integer"),
        ({"type": "string", "format": "date"}, "string (date)"),
        ({"anyOf": [{"type": "string"}, {"type": "null"}]}, "string"),
        ({"anyOf": [{"type": "string"}, {"type": "integer"}]}, "string or integer"),
        ({"type": "array", "items": {"type": "integer"}}, "list of integer"),
        ({"$ref": "#/components/schemas/Colour"}, "one of: red, blue"),
        ({}, "any"),
    ],
)
def test_a_type_is_said_in_words(schema: dict[str, object], words: str) -> None:
    assert type_name(DOCUMENT, schema) == words
