"""Odd and hostile input: it is stored and shown as text, or refused; it never breaks the app."""

from __future__ import annotations

from pydantic import JsonValue

from promptreal import surface
from promptreal.design.criteria.scene import can_be_made
from promptreal.design.things.examples import carries_marker
from promptreal.spec import Entity, EntityKind, Field
from promptreal.verify.contract.bench import Bench

AREA = "hostile input"
# Short enough for any field that takes a marker.
_MARKUP = "<b onclick=1>zq"
_TEXTS = (
    "Robert'); DROP TABLE x;--",
    "' OR '1'='1",
    "Łódź 東京 🏕️ \u202e",
    "{{7*7}} ${7*7}",
    "../../etc/passwd",
    "\x00nul",
)
_LONG = 200_000


def check_hostile_input(bench: Bench) -> None:
    """Sends odd things to the first entities that take text."""
    texts = [(one, column) for one in bench.spec.entities if (column := _text_of(bench, one)) is not None]
    for entity, column in texts[:2]:
        _check_texts(bench, entity, column)
        _check_queries(bench, entity)
        if bench.pages:
            _check_escaped(bench, entity, column)
    for entity in bench.spec.entities[:1]:
        _check_bodies(bench, entity)
    for path in ("/%00", "/..%2f..%2fetc%2fpasswd", "/static/..%2fapp.py", "/" + "a" * 4_000):
        answer = bench.get(path)
        bench.findings.expect(400 <= answer.status < 500, AREA, f"GET {path[:40]} answers {answer.status}")


def _text_of(bench: Bench, entity: Entity) -> Field | None:
    if entity.kind in {EntityKind.MARK, EntityKind.MESSAGE} or not can_be_made(bench.spec, entity):
        return None
    display = entity.field(entity.display)
    return display if carries_marker(display) else None


def _check_texts(bench: Bench, entity: Entity, column: Field) -> None:
    record = bench.make(entity, area=AREA)
    if record is None:
        return
    path = surface.api_record(entity, record.id)
    for text in (*_TEXTS, "x" * _LONG):
        answer = bench.send("PATCH", path, {column.name: text})
        shown = text if len(text) < 40 else f"{len(text)} letters"
        held = answer.status in {200, 422}
        bench.findings.expect(held, AREA, f"PATCH {path} {column.name}={shown!r} answers {answer.status}")
        if answer.status == 200:
            read = bench.get(path).document().get(column.name)
            # Leading and trailing blanks, and letters that nobody sees, may be taken off.
            kept = isinstance(read, str) and _visible(read) == _visible(text)
            bench.findings.expect(kept, AREA, f"{column.name}={shown!r} is kept as {str(read)[:40]!r}")


def _visible(text: str) -> str:
    return "".join(letter for letter in text if letter.isprintable()).strip()


def _check_escaped(bench: Bench, entity: Entity, column: Field) -> None:
    record = bench.make(entity, {column.name: _MARKUP}, area=AREA)
    if record is None:
        return
    pages = [surface.detail_page(entity, record.id), surface.edit_page(entity, record.id)]
    for path in (*pages, f"{surface.list_page(entity)}?q=onclick%3D1", f"{surface.SEARCH}?q=%3Cb+onclick%3D1%3Ezq"):
        answer = bench.get(path)
        bench.findings.status(answer, 200, AREA, "with markup in a record")
        bench.findings.expect(_MARKUP not in answer.text, AREA, f"GET {path} shows markup of a record as markup")


def _check_queries(bench: Bench, entity: Entity) -> None:
    for text in (*_TEXTS, "x" * 3_000, "%", "_", "\\"):
        answer = bench.get(surface.api_collection(entity), q=text)
        held = answer.status in {200, 422}
        bench.findings.expect(held, AREA, f"{answer.request} q={text[:40]!r} answers {answer.status}")


def _check_bodies(bench: Bench, entity: Entity) -> None:
    path = surface.api_collection(entity)
    nested: JsonValue = "x"
    for _ in range(200):
        nested = [nested]
    numbers = [one.name for one in entity.fields if one.type.is_number]
    bodies: list[JsonValue] = [None, [], "text", 7, {"": 1}, {entity.display: nested}, {entity.display: {"a": 1}}]
    bodies += [{numbers[0]: value} for value in (10**40, "1e400", "NaN", "-Infinity")] if numbers else []
    for body in bodies:
        answer = bench.send("POST", path, body)
        held = 400 <= answer.status < 500
        bench.findings.expect(held, AREA, f"POST {path} {str(body)[:40]} answers {answer.status}")
    for headers, form in (({"content-type": "application/json"}, {"not": "json"}), ({}, {"a": "b"})):
        answer = bench.client.send("POST", path, visitor=bench.visitor, form=form, headers=headers)
        held = 400 <= answer.status < 500
        bench.findings.expect(held, AREA, f"POST {path} with a broken body answers {answer.status}")
    for wanted in ("0", "-1", "9" * 30):
        answer = bench.get(surface.api_record(entity, wanted))
        bench.findings.status(answer, (404, 422), AREA, "an id out of range")
