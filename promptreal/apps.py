"""The registry of apps: who has which name, and which version of it is released.

Two documents for each app, `apps/{key}/record.json` and `apps/{key}/released.json`. A name is claimed once, by a
conditional write; the released pointer moves after a proof, and nowhere else. A third, `apps/{key}/tests.json`, is what
is known of the tests of its newest version that passed them.
"""

from __future__ import annotations

import difflib
import unicodedata
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypeVar

from pydantic import ValidationError

from promptreal.artifact import AppRecord, Release
from promptreal.errors import NameConflict, NotFound, PreconditionFailed, StoreError, UnknownApp
from promptreal.model import Model
from promptreal.names import numbered, transliterated
from promptreal.request import AppKey, GenerationRequest
from promptreal.roles import Store

if TYPE_CHECKING:
    from promptreal.verify.proven import ProvenTests

_ATTEMPTS = 20
M = TypeVar("M", bound=Model)


def claim(store: Store, request: GenerationRequest) -> AppRecord:
    """Takes the app's name for this request, or resumes a claim of the same name that was never released.

    Raises:
        NameConflict: the app exists, or another raw name has the same sanitized form.
    """
    key = request.key
    mine = AppRecord(
        app=key,
        raw_name=request.raw_name or request.app_name,
        created_at=datetime.now(UTC).isoformat(timespec="seconds"),
        last_request=request.model_dump(mode="json"),
    )
    for _ in range(_ATTEMPTS):
        try:
            store.write(_record_key(key), mine.canonical(), expect=None)
            return mine
        except PreconditionFailed:
            resumed = _resumed(store, mine)
            if resumed is not None:
                return resumed
    raise NameConflict(f"{key} is being claimed by others at this moment", hint="try again")


def _resumed(store: Store, mine: AppRecord) -> AppRecord | None:
    """The standing claim with the new request in it; None when it changed under our hands."""
    try:
        content, tag = store.read(_record_key(mine.app))
    except NotFound:
        return None
    standing = _load(AppRecord, content, _record_key(mine.app))
    if _same_words(standing.raw_name) != _same_words(mine.raw_name):
        raise NameConflict(
            f"the name {mine.raw_name!r} becomes {mine.app.name!r}, which belongs to the app made as "
            f"{standing.raw_name!r}",
            hint=f"choose another name; or, to work on that app, use `promptreal change {mine.app.name} PROMPT`",
        )
    release = released(store, mine.app)
    if release is not None:
        raise NameConflict(
            f"the app {mine.app} exists already (version {release.version}, {release.url})",
            hint=f"make its next version with `promptreal change {mine.app.name} PROMPT`, or choose another name",
        )
    record = standing.model_copy(update={"last_request": mine.last_request})
    try:
        store.write(_record_key(mine.app), record.canonical(), expect=tag)
    except PreconditionFailed:
        return None
    return record


def is_taken(store: Store, request: GenerationRequest) -> bool:
    """Whether `request` cannot have its name: the app is released, or claimed for another prompt."""
    standing = record(store, request.key)
    if standing is None:
        return False
    return released(store, request.key) is not None or standing.last_request.get("prompt") != request.prompt


def with_free_name(store: Store, request: GenerationRequest) -> GenerationRequest:
    """The request under the first free name of `name`, `name-2`, `name-3`, … (for names made from the prompt)."""
    number = 1
    free = request
    while is_taken(store, free):
        number += 1
        free = request.model_copy(update={"app_name": numbered(request.app_name, number)})
    return free


def record(store: Store, app: AppKey) -> AppRecord | None:
    """The claim on the app's name, if any."""
    return _read(store, AppRecord, _record_key(app))


def update_record(store: Store, app: AppKey, **changes: object) -> AppRecord:
    """Changes fields of the app's record, whatever others write meanwhile.

    Raises:
        UnknownApp: there is none.
    """
    for _ in range(_ATTEMPTS):
        try:
            content, tag = store.read(_record_key(app))
        except NotFound as error:
            raise unknown(store, str(app)) from error
        changed = _load(AppRecord, content, _record_key(app)).model_copy(update=changes)
        try:
            store.write(_record_key(app), changed.canonical(), expect=tag)
        except PreconditionFailed:
            continue
        return changed
    raise PreconditionFailed(f"the record of {app} changes too often to be written", hint="try again")


def released(store: Store, app: AppKey) -> Release | None:
    """The version that was proven last, if any."""
    return _read(store, Release, _released_key(app))


def set_released(store: Store, release: Release) -> None:
    """Moves the app's released pointer."""
    store.write(_released_key(release.app), release.canonical())


def proven_tests(store: Store, app: AppKey) -> ProvenTests | None:
    """What is known of the tests of the app's version before; None also where that cannot be read: then all are run."""
    from promptreal.verify.proven import ProvenTests  # noqa: PLC0415 (only a generation needs it)

    try:
        return _read(store, ProvenTests, _tests_key(app))
    except StoreError:
        return None


def set_proven_tests(store: Store, app: AppKey, proven: ProvenTests) -> None:
    """Notes which of the app's tests passed, and what they hang on."""
    store.write(_tests_key(app), proven.canonical())


def all_apps(store: Store) -> tuple[AppRecord, ...]:
    """Every claimed app, by key."""
    records = []
    for key in store.list("apps/"):
        if key.endswith("/record.json"):
            found = _read(store, AppRecord, key)
            if found is not None:  # deleted since it was listed
                records.append(found)
    return tuple(records)


def find(store: Store, name: str) -> AppRecord:
    """The app that a person means by `name`: its key, or the name they typed when they made it.

    Raises:
        UnknownApp: there is none; the message names the nearest.
    """
    for candidate in (name.strip(), transliterated(name)):
        try:
            found = record(store, AppKey.parse(candidate))
        except ValidationError:
            continue
        if found is not None:
            return found
    for standing in all_apps(store):
        if _same_words(standing.raw_name) == _same_words(name):
            return standing
    raise unknown(store, name)


def unknown(store: Store, name: str) -> UnknownApp:
    """The error for a name that no app has."""
    names = [str(one.app) for one in all_apps(store)]
    listed = f"the apps are: {', '.join(names[:20])}"
    near = difflib.get_close_matches(name, names, n=1, cutoff=0.5)
    did_you_mean = f"; did you mean {near[0]!r}?" if near else ""
    return UnknownApp(
        f"no app is called {name[:80]!r}{did_you_mean}",
        hint=listed if names else "there is none yet; `promptreal create PROMPT` makes one",
    )


def forget(store: Store, app: AppKey) -> None:
    """Removes every document of the app, so that its name is free again. The released pointer goes first."""
    store.delete(_released_key(app))
    for key in list(store.list(f"apps/{app}/")):
        if key != _record_key(app):
            store.delete(key)
    store.delete(_record_key(app))


def _record_key(app: AppKey) -> str:
    return f"apps/{app}/record.json"


def _released_key(app: AppKey) -> str:
    return f"apps/{app}/released.json"


def _tests_key(app: AppKey) -> str:
    return f"apps/{app}/tests.json"


def _same_words(name: str) -> str:
    return unicodedata.normalize("NFC", name.strip())


def _read(store: Store, model: type[M], key: str) -> M | None:
    try:
        content, _ = store.read(key)
    except NotFound:
        return None
    return _load(model, content, key)


def _load(model: type[M], content: bytes, key: str) -> M:
    try:
        return model.model_validate_json(content)
    except ValidationError as error:
        raise StoreError(
            f"the document {key} does not hold a {model.__name__}: {error.errors()[0]['msg']}",
            hint="it was written by another version of the platform, or by hand; delete the app, or mend the document",
        ) from error
