"""Pipelines: rows come in as CSV, go through steps, and end up as records or, with a reason, among the rejects."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from pydantic import ValidationError
from sqlalchemy.orm import Session

from app.catalogue import ENTITIES
from app.config import settings
from app.entity import Attribute, Entity, Pipeline
from app.models import PipelineReject, PipelineRun, now
from app.problems import Invalid, NotFound, field_errors
from app.queries import Page
from app.sample_values import SampleValues
from app.types import LARGEST_KEY

MOST_ROWS = 50_000
SAMPLE_ROWS = 12
NUMBERS = frozenset({"integer", "decimal", "money", "percent"})

Row = dict[str, Any]


class Rejected(Exception):
    """A row that goes no further; the message says why."""


@dataclass
class Flow:
    """What the rows of one run share: where they go, and what was seen before."""

    session: Session
    entity: Entity
    seen: dict[tuple[Any, ...], int] = field(default_factory=dict)
    titles: dict[str, dict[str, int]] = field(default_factory=dict)
    line: int = 0


def trim(_flow: Flow, row: Row) -> Row:
    """Without spaces around the values, and with one between words."""
    return {name: " ".join(value.split()) if isinstance(value, str) else value for name, value in row.items()}


def normalize(flow: Flow, row: Row) -> Row:
    """Numbers without signs of currency and thousands, dates as `2026-01-31`, choices as they are spelt here."""
    return {name: _normal(flow.entity.attribute(name), value) for name, value in row.items()}


def validate(flow: Flow, row: Row) -> Row:
    """As the API would take it, with references as ids; what does not hold is rejected."""
    values = {name: _resolved(flow, flow.entity.attribute(name), value) for name, value in row.items()}
    try:
        model = flow.entity.create.model_validate(values)
    except ValidationError as error:
        reasons = [f"{one['field']}: {one['message']}" for one in field_errors(error.errors())]
        raise Rejected(" ".join(reasons)) from error
    return model.model_dump()


def deduplicate(flow: Flow, row: Row) -> Row:
    """Each record once: what was in the file before, or is in the table already, is rejected."""
    names = [one.attribute for one in flow.entity.attributes if one.unique and row.get(one.attribute) is not None]
    names = names or sorted(row)
    key = tuple((name, row.get(name)) for name in names)
    if key in flow.seen:
        raise Rejected(f"The same as line {flow.seen[key]}.")
    flow.seen[key] = flow.line
    model = flow.entity.model
    conditions = [getattr(model, name) == row[name] for name in names if row.get(name) is not None]
    existing = flow.session.scalar(sa.select(model.id).where(*conditions).limit(1)) if conditions else None
    if existing is not None:
        raise Rejected(f"It is there already, as {flow.entity.label.lower()} {existing}.")
    return row


def load(flow: Flow, row: Row) -> Row:
    """Into the table; what the table does not take is rejected."""
    try:
        with flow.session.begin_nested():
            flow.session.add(flow.entity.model(**row))
    except sa.exc.IntegrityError as error:
        raise Rejected("The table does not take it: a value is missing or there already.") from error
    return row


STEPS: dict[str, Callable[[Flow, Row], Row]] = {
    "trim": trim,
    "normalize": normalize,
    "validate": validate,
    "deduplicate": deduplicate,
    "load": load,
}


def run(session: Session, pipeline: Pipeline, source: str, text: str) -> PipelineRun:
    """Takes the rows of a CSV text through the pipeline's steps; the run with its counts, kept in the history."""
    entity = ENTITIES[pipeline.entity]
    this = PipelineRun(pipeline=pipeline.name, source=source[:200], status="running", read=0, loaded=0, rejected=0)
    session.add(this)
    session.flush()
    flow = Flow(session, entity)
    try:
        unknown, rows = _extract(entity, text)
        for line, row in rows:
            this.read += 1
            flow.line = line
            _take(flow, pipeline, this, row)
        this.status = "succeeded"
        this.detail = f"Not read: {_columns(unknown)}." if unknown else ""
    except Invalid as error:
        this.status, this.detail = "failed", error.detail
    this.finished_at = now()
    session.commit()
    return this


def runs(session: Session, pipeline: Pipeline, page: int = 1, page_size: int = 20) -> Page:
    """The pipeline's runs, newest first."""
    statement = sa.select(PipelineRun).where(PipelineRun.pipeline == pipeline.name)
    return _page(session, statement, PipelineRun.id.desc(), page, page_size)


def get_run(session: Session, pipeline: Pipeline, run_id: int) -> PipelineRun:
    """One run.

    Raises:
        NotFound: the pipeline has no such run.
    """
    found = session.get(PipelineRun, run_id) if 0 < run_id <= LARGEST_KEY else None
    if found is None or found.pipeline != pipeline.name:
        raise NotFound(f"There is no run {run_id}.")
    return found


def rejects(
    session: Session, pipeline: Pipeline, run: PipelineRun | None = None, page: int = 1, page_size: int = 100
) -> Page:
    """The rows that were not loaded, of one run or of all, the newest run's first, in the order of their lines."""
    mine = sa.select(PipelineRun.id).where(PipelineRun.pipeline == pipeline.name)
    statement = sa.select(PipelineReject).where(PipelineReject.run_id.in_(mine))
    if run is not None:
        statement = statement.where(PipelineReject.run_id == run.id)
    order = (PipelineReject.run_id.desc(), PipelineReject.line, PipelineReject.id)
    return _page(session, statement, order, page, page_size)


def columns(pipeline: Pipeline) -> list[str]:
    """The columns that a file can have."""
    return [one.name for one in _fields(ENTITIES[pipeline.entity])]


def decoded(content: bytes) -> str:
    """The text of a CSV file.

    Raises:
        Invalid: it is no text.
    """
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Invalid("The file is no UTF-8 text.", [{"field": "file", "message": "This is no UTF-8 text."}]) from error


def sample(pipeline: Pipeline) -> tuple[str, str]:
    """A file to try the pipeline with: its name and its text, with a few rows that will not get through."""
    entity = ENTITIES[pipeline.entity]
    fields = [one for one in _fields(entity) if one.type != "reference" or one.required]
    values = SampleValues(random.Random(f"sample {pipeline.name}"), settings.sample_date)
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([one.name for one in fields])
    rows = []
    for number in range(SAMPLE_ROWS):
        record = values.record(entity, entity.samples + number, entity.samples + SAMPLE_ROWS)
        rows.append([_sample_cell(one, record, number) for one in fields])
    required = next((position for position, one in enumerate(fields) if one.required), 0)
    # What is wrong in life: spaces, a row twice, and a row without what it must have.
    writer.writerows([[f"  {cell} " for cell in rows[0]], *rows[1:], rows[1]])
    writer.writerow(["" if position == required else cell for position, cell in enumerate(rows[2])])
    return f"sample-{pipeline.slug}.csv", out.getvalue()


def _take(flow: Flow, pipeline: Pipeline, this: PipelineRun, row: Row) -> None:
    current = row
    for name in pipeline.steps:
        try:
            current = STEPS[name](flow, current)
        except Rejected as reason:
            this.rejected += 1
            kept = json.dumps(row, ensure_ascii=False)
            flow.session.add(
                PipelineReject(run_id=this.id, line=flow.line, step=name, reason=str(reason), row=kept)
            )
            return
    this.loaded += 1


def _extract(entity: Entity, text: str) -> tuple[list[str], list[tuple[int, Row]]]:
    """The columns that are not known, and the rows with the numbers of their lines; empty lines are passed over.

    The whole file is read before a row is taken: of one that does not hold, nothing gets through.
    """
    lines = _lines(text)
    _, head = next(lines, (0, []))
    known = {_plain(word): one.name for one in _fields(entity) for word in (one.name, one.label)}
    names = [known.get(_plain(cell), "") for cell in head]
    unknown = [cell.strip() for cell, name in zip(head, names, strict=True) if not name and cell.strip()]
    _check_head(entity, names, unknown)
    rows: list[tuple[int, Row]] = []
    for line, cells in lines:
        if len(rows) >= MOST_ROWS:
            raise Invalid(f"The file has more than {MOST_ROWS} rows.")
        if any(cell.strip() for cell in cells):
            rows.append((line, {name: cell for name, cell in zip(names, cells, strict=False) if name}))
    return unknown, rows


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """The cells of each row, with the number of the row's last line."""
    reader = csv.reader(io.StringIO(text), strict=True)
    while True:
        first = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise Invalid(f"Line {first}: a quotation mark is not closed, or something follows it in its cell.") from error
        yield reader.line_num, cells


def _check_head(entity: Entity, names: list[str], unknown: list[str]) -> None:
    fields = _fields(entity)
    said = []
    if missing := [one.name for one in fields if one.required and one.name not in names]:
        said.append(f"The file lacks {_columns(missing)}.")
    if twice := [one.name for one in fields if names.count(one.name) > 1]:
        said.append(f"It has {_columns(twice)} more than once.")
    if not any(names):
        said.insert(0, "The first line does not name the columns.")
    if said:
        said += [f"{_columns(unknown).capitalize()} {'is' if len(unknown) == 1 else 'are'} not known."] if unknown else []
        raise Invalid(" ".join([*said, f"Known are {', '.join(one.name for one in fields)}."]))


def _columns(names: list[str]) -> str:
    return f"the column{'s' if len(names) > 1 else ''} {', '.join(names)}"


def _fields(entity: Entity) -> list[Attribute]:
    return [one for one in entity.given if one.type not in {"image", "file"}]


def _resolved(flow: Flow, one: Attribute, value: Any) -> Any:
    """A reference may be written as an id or as a title, a choice in any case, a boolean as yes or no."""
    if not isinstance(value, str) or not value:
        return value
    if one.type == "choice":
        return next((choice for choice in one.choices if choice.casefold() == value.casefold()), value)
    if one.type == "reference" and not value.isdigit():
        if one.target not in flow.titles:
            target = ENTITIES[one.target]
            records = flow.session.scalars(sa.select(target.model).order_by(target.model.id.desc()))
            flow.titles[one.target] = {target.label_of(record).casefold(): record.id for record in records}
        if value.casefold() not in flow.titles[one.target]:
            raise Rejected(f"{one.name}: There is no {ENTITIES[one.target].label.lower()} {value!r}.")
        return flow.titles[one.target][value.casefold()]
    if one.type == "reference" and flow.session.get(ENTITIES[one.target].model, int(value[:9])) is None:
        raise Rejected(f"{one.name}: There is no {ENTITIES[one.target].label.lower()} {value}.")
    return value


def _normal(one: Attribute, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if one.type in NUMBERS:
        return re.sub(r"[\s,$€£%]", "", value)
    if one.type == "date":
        for pattern in ("%d.%m.%Y", "%d/%m/%Y", "%Y/%m/%d", "%d %b %Y", "%b %d %Y", "%d %B %Y"):
            try:
                return dt.datetime.strptime(value.replace(",", "").strip(), pattern).date().isoformat()
            except ValueError:
                continue
    if one.type == "email":
        return value.lower()
    return value


def _page(session: Session, statement: Any, order: Any, page: int, page_size: int) -> Page:
    total = session.scalar(sa.select(sa.func.count()).select_from(statement.subquery())) or 0
    keys = order if isinstance(order, tuple) else (order,)
    part = statement.order_by(*keys).limit(page_size).offset((page - 1) * page_size)
    return Page(items=list(session.scalars(part)), total=total, page=page, page_size=page_size)


def _sample_cell(one: Attribute, record: Row, number: int) -> str:
    if one.type == "reference":
        return str(number % 3 + 1)
    value = record.get(one.attribute)
    if isinstance(value, dt.datetime):
        return value.isoformat(timespec="minutes")
    return "" if value is None else str(value)


def _plain(word: str) -> str:
    return re.sub(r"[^a-z0-9]", "", word.lower())
