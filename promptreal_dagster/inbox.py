"""Requests that arrive as documents under `requests/` in the store."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, MutableMapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from dagster import DagsterInstance, RunsFilter
from dagster._core.storage.tags import RUN_KEY_TAG

from assets.config import request_config
from promptreal import apps
from promptreal.errors import InputError, InvalidRequest, NotFound, PreconditionFailed, StoreError
from promptreal.request import AppKey, GenerationRequest, parse_request
from promptreal.roles import Store
from promptreal_dagster import runs

FOLDER = "requests/"
REFUSED = "requests/refused/"
REQUEST_TAG = "promptreal/request"
# The id that a document gets when it is first seen; Dagster makes one run for each.
_ID = "request_id"
_LONGEST_ID = 100
_LARGEST = 200_000


@dataclass(frozen=True)
class Arrival:
    """A request whose run is to be made: the document's key, its id, and what to run."""

    key: str
    request_id: str
    app: AppKey
    change: bool
    run_config: dict[str, object]


class Unreadable(InvalidRequest):
    """The document is no JSON; it may be that its writer has not finished yet."""


def arrivals(
    store: Store, instance: DagsterInstance, log: logging.Logger, unread: MutableMapping[str, str]
) -> Iterator[Arrival]:
    """The documents whose runs are yet to be made, with name and partition ready for each.

    `unread` are the version tags of the documents that were no JSON at the tick before, and becomes those of this tick:
    such a document is refused when it is the same again, because a writer may be at work on it.

    A document gets an id in place, by a conditional write, before a run is asked for it, and goes only when the run of
    that id exists. So whatever is killed in between, there is one run for it. Documents that ask for what cannot be are
    moved to `requests/refused/`, with the reason beside.
    """
    before = dict(unread)
    unread.clear()
    for key in list(store.list(FOLDER)):
        if key.startswith(REFUSED) or not key.endswith(".json"):
            continue
        try:
            content, tag = store.read(key)
        except NotFound:
            continue
        except StoreError as error:
            # One that cannot be read must not keep the others from their runs.
            log.warning(f"{key}: {error}")
            continue
        try:
            fields = _document(content)
            request_id = fields.get(_ID) or _identify(store, key, fields, tag)
            if _has_run(instance, request_id):
                store.delete(key)
                log.info(f"{key}: its run exists; the document is done with")
                continue
            yield _arrival(store, instance, key, request_id, fields)
        except PreconditionFailed:
            log.info(f"{key}: was just written again; it is read at the next tick")
        except Unreadable as error:
            if before.get(key) != tag:
                unread[key] = tag
                log.info(f"{key}: is no whole document yet; it is read once more at the next tick")
                continue
            _refuse(store, key, content, error)
            log.warning(f"{key}: refused: {error}")
        except InputError as error:
            _refuse(store, key, content, error)
            log.warning(f"{key}: refused: {error}")


def _document(content: bytes) -> dict[str, Any]:
    """The document's fields."""
    if len(content) > _LARGEST:
        raise InvalidRequest(f"the document has {len(content)} bytes", hint=f"at most {_LARGEST}")
    try:
        fields = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"the document is not JSON: {error}", hint="write one JSON object in UTF-8") from error
    if not isinstance(fields, dict):
        raise InvalidRequest("the document is not a JSON object", hint='for example {"prompt": "An app to …"}')
    given = fields.get(_ID, "")
    if not isinstance(given, str) or len(given) > _LONGEST_ID:
        raise InvalidRequest(
            f"{_ID}: {given!r:.80} is not an id", hint=f"leave it out, or give text of at most {_LONGEST_ID} characters"
        )
    return fields


def _identify(store: Store, key: str, fields: dict[str, Any], tag: str) -> str:
    """Puts an id into the document, and the app's name where it has none, so that both are the same at every tick."""
    request, change = _wish(fields)
    if not change and not request.raw_name:
        fields["app_name"] = runs.freshly_named(store, request).app_name
    fields[_ID] = str(uuid4())
    store.write(key, json.dumps(fields, ensure_ascii=False).encode(), expect=tag)
    return str(fields[_ID])


def _arrival(store: Store, instance: DagsterInstance, key: str, request_id: str, fields: dict[str, Any]) -> Arrival:
    request, change = _wish(fields)
    if change:
        app = apps.find(store, request.raw_name or request.app_name).app
        request = request.model_copy(update={"app_name": app.name, "tenant": app.tenant, "raw_name": ""})
    else:
        app = apps.claim(store, request).app
    runs.add_partition(instance, app)
    return Arrival(key, request_id, app, change, request_config(request, change=change))


def _wish(fields: dict[str, Any]) -> tuple[GenerationRequest, bool]:
    """What the document asks for, and whether it is a change."""
    change = fields.get("change", False)
    if not isinstance(change, bool):
        raise InvalidRequest(f"change: {change!r:.80} is not true or false", hint="true for the next version of an app")
    request, _ = parse_request(**{name: value for name, value in fields.items() if name not in {_ID, "change"}})
    return request, change


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
