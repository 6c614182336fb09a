"""Checks of pipelines: what comes in as rows ends up as records, or among the rejects."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping

from pydantic import JsonValue

from promptreal import surface
from promptreal.design.criteria.records import equals, look_up
from promptreal.design.criteria.scene import UPLOADS, Made, Scene
from promptreal.design.things.examples import form_value, invalid_value
from promptreal.spec import Entity, FieldType, JsonExpectation, Pipeline


def flows(scene: Scene, pipeline: Pipeline) -> bool:
    """Of a good row, the same once more and a bad one, the good one is loaded, and each other has its reason."""
    entity = scene.spec.entity(pipeline.entity)
    if any(one.type in UPLOADS and one.required for one in entity.fields):
        return False
    good, head, tail = scene.values(entity)
    rows = [good]
    if "deduplicate" in pipeline.steps:
        rows.append(good)
    bad = _broken(entity, good) if "validate" in pipeline.steps else None
    if bad is not None:
        rows.append(bad)
    rejected = len(rows) - 1
    counts = {"read": len(rows), "loaded": 1, "rejected": rejected}
    scene.ask(
        surface.api_pipeline_runs(pipeline),
        method="POST",
        form={},
        files={"file": "csv"},
        content=_file(entity, rows),
        status=(201,),
        expect=tuple(equals(name, value) for name, value in counts.items()),
        save={"run": "id"},
    )
    scene.ask(surface.api_pipeline_runs(pipeline), expect=(equals("items.0.id", "{run}"),))
    if rejected:
        reasons = (JsonExpectation(path="items.*.reason", op="has_length", value=rejected),)
        scene.ask(surface.api_pipeline_rejects(pipeline), query={"run": "{run}"}, expect=reasons)
    loaded = Made(entity=entity, id="", values=good, head=head, tail=tail)
    if loaded.searchable:
        scene.ask(
            surface.api_collection(entity), query={"q": head}, expect=(equals("total", 1),), save={"made": "items.0.id"}
        )
        look_up(scene, Made(entity=entity, id="{made}", values=good, head=head, tail=tail))
    return True


def _broken(entity: Entity, good: Mapping[str, JsonValue]) -> dict[str, JsonValue] | None:
    """A row that the validation must refuse, or None where the entity takes anything."""
    required = next((one for one in entity.fields if one.required and one.name in good), None)
    if required is not None:
        return {**good, required.name: ""}
    wrong = ((one, invalid_value(one)) for one in entity.fields if one.type is not FieldType.REFERENCE)
    return next(({**good, one.name: value} for one, value in wrong if value is not None), None)


def _file(entity: Entity, rows: list[dict[str, JsonValue]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    names = list(rows[0])
    writer.writerow(names)
    writer.writerows([form_value(entity.field(name), row[name]) for name in names] for row in rows)
    return text.getvalue()
