"""The reference of the API, which is made from the OpenAPI document."""

from __future__ import annotations

import html

from httpx2 import Client

from app import reference

DOCUMENT = {
    "paths": {
        "/api/things": {
            "get": {
                "tags": ["Things & more", "Other"],
                "summary": "List things",
                "description": "A <page>.",
                "parameters": [
                    {"name": "q", "schema": {"type": "string"}, "description": "Words"},
                    {"name": "id", "required": True, "schema": {"type": "integer"}},
                ],
                "responses": {"200": {"description": "Things"}, "422": {"description": "Wrong"}},
            },
            "post": {
                "tags": ["Things & more"],
                "summary": "Make a thing",
                "requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}}},
                "responses": {"201": {"description": "Made"}},
            },
        },
        "/api/others": {"delete": {"responses": {}}},
    },
    "components": {
        "schemas": {
            "Thing": {
                "required": ["name"],
                "properties": {
                    "name": {"type": "string", "description": "Its name"},
                    "colour": {"$ref": "#/components/schemas/Colour"},
                    "made": {"anyOf": [{"type": "string", "format": "date"}, {"type": "integer"}, {"type": "null"}]},
                },
            },
            "Colour": {"enum": ["red", 2]},
        }
    },
}


def row(name: str, kind: str, required: str, text: str) -> str:
    """The row of a parameter or a field."""
    return f"<tr><td><code>{name}</code></td><td>{kind}</td><td>{required}</td><td>{text}</td></tr>"


def test_operations_stand_under_their_tag_with_all_that_is_known_of_them() -> None:
    things, listing, creation, others, deletion = reference.described(DOCUMENT)
    assert things == "<h2>Things &amp; more</h2>"
    assert '<span class="method">GET</span> <code>/api/things</code>' in listing
    assert "<p>List things. A &lt;page&gt;.</p>" in listing
    found = row("q", "string", "", "Words") + row("id", "integer", "required", "")
    assert f"<table>{found}</table><p>Answers: 200 Things, 422 Wrong</p>" in listing
    assert "<p>Make a thing. </p>" in creation
    fields = [
        row("name", "string", "required", "Its name"),
        row("colour", "one of red, 2", "", ""),
        row("made", "string date or integer", "", ""),
    ]
    assert f"<table>{''.join(fields)}</table><p>Answers: 201 Made</p>" in creation
    assert others == "<h2>Other</h2>"
    assert '<span class="method">DELETE</span> <code>/api/others</code></h3><p>. </p><p>Answers: </p>' in deletion


def test_the_reference_has_a_section_for_every_operation_and_its_own_style(visitor: Client) -> None:
    document = visitor.get("/openapi.json").json()
    for address in ("/", "/api-reference"):
        page = visitor.get(address)
        assert page.text.count("<section>") == sum(len(one) for one in document["paths"].values())
        title, about = (html.escape(document["info"][one]) for one in ("title", "description"))
        assert f"<h1>{title}</h1><p>{about}</p>" in page.text
    style = visitor.get("/static/app.css")
    assert (style.status_code, style.headers["content-type"]) == (200, "text/css; charset=utf-8")
    assert style.text == reference.STYLE
