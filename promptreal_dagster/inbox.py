"""Requests that arrive as documents under `requests/` in the store."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from dagster import DagsterInstance, RunsFilter
from dagster._core.storage.tags import RUN_KEY_TAG

from assets.config import request_config
from promptreal import apps
from promptreal.errors import InputError, InvalidRequest, NotFound, PreconditionFailed
from promptreal.request import AppKey, parse_request
from promptreal.roles import Store
from promptreal_dagster import runs

FOLDER = "requests/"
REFUSED = "requests/refused/"
REQUEST_TAG = "promptreal/request"
# The id that a document gets when it is first seen; Dagster makes one run for each.
_ID = "request_id"
_LARGEST = 200_000


@dataclass(frozen=True)
class Arrival:
    """A request whose run is to be made: the document's key, its id, and what to run."""

    key: str
    request_id: str
    app: AppKey
    change: bool
    run_config: dict[str, object]


def arrivals(store: Store, instance: DagsterInstance, log: logging.Logger) -> Iterator[Arrival]:
    """The documents whose runs are yet to be made, with name and partition ready for each.

    A document gets an id in place, by a conditional write, before a run is asked for it, and goes only when the run of
    that id exists. So whatever is killed in between, there is one run for it. Documents that ask for what cannot be are
    moved to `requests/refused/`, with the reason beside.
    """
    for key in list(store.list(FOLDER)):
        if key.startswith(REFUSED) or not key.endswith(".json"):
            continue
        try:
            content, tag = store.read(key)
        except NotFound:
            continue
        try:
            request_id, fields = _identified(store, key, content, tag)
            if _has_run(instance, request_id):
                store.delete(key)
                log.info(f"{key}: its run exists; the document is done with")
                continue
            yield _arrival(store, instance, key, request_id, fields)
        except PreconditionFailed:
            log.info(f"{key}: was just written again; it is read at the next tick")
        except InputError as error:
            _refuse(store, key, content, error)
            log.warning(f"{key}: refused: {error}")


def _identified(store: Store, key: str, content: bytes, tag: str) -> tuple[str, dict[str, Any]]:
    """The document's id and fields; gives it an id if it has none."""
    if len(content) > _LARGEST:
        raise InvalidRequest(f"the document has {len(content)} bytes", hint=f"at most {_LARGEST}")
    try:
        fields = json.loads(content)
    except ValueError as error:
        raise InvalidRequest(f"the document is not JSON: {error}", hint="write one JSON object in UTF-8") from error
    if not isinstance(fields, dict):
        raise InvalidRequest("the document is not a JSON object", hint='for example {"prompt": "An app to …"}')
    request_id = fields.get(_ID)
    if isinstance(request_id, str) and request_id:
        return request_id, fields
    fields[_ID] = str(uuid4())
    store.write(key, json.dumps(fields, ensure_ascii=False).encode(), expect=tag)
    return fields[_ID], fields


def _arrival(store: Store, instance: DagsterInstance, key: str, request_id: str, fields: dict[str, Any]) -> Arrival:
    wish = {name: value for name, value in fields.items() if name not in {_ID, "change"}}
    change = fields.get("change", False)
    if not isinstance(change, bool):
        raise InvalidRequest(f"change: {change!r:.80} is not true or false", hint="true for the next version of an app")
    request, _ = parse_request(**wish)
    if change:
        app = apps.find(store, request.raw_name or request.app_name).app
        request = request.model_copy(update={"app_name": app.name, "tenant": app.tenant, "raw_name": ""})
    else:
        app = apps.claim(store, request if request.raw_name else apps.with_free_name(store, request)).app
        request = request.model_copy(update={"app_name": app.name})
    runs.add_partition(instance, app)
    return Arrival(key, request_id, app, change, request_config(request, change=change))


def _has_run(instance: DagsterInstance, request_id: str) -> bool:
    return bool(instance.get_runs(RunsFilter(tags={RUN_KEY_TAG: request_id}), limit=1))


def _refuse(store: Store, key: str, content: bytes, error: InputError) -> None:
    """Moves the document away with the reason; the refusal is there before the document goes."""
    refusal = {
        "reason": error.message,
        "hint": error.hint,
        "refused_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "document": content[:_LARGEST].decode(errors="replace"),
    }
    store.write(REFUSED + key.removeprefix(FOLDER), json.dumps(refusal, ensure_ascii=False, indent=2).encode())
    store.delete(key)
