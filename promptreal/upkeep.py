"""What is removed because nothing refers to it any more: bundles of versions that do not serve, and environments.

Called by whoever holds the lock of the app that it is about, so that no run of it is at work meanwhile.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from promptreal import apps
from promptreal.artifact import ImageRef, Release
from promptreal.build.bundle import BUNDLE_FILE
from promptreal.build.environment import last_used
from promptreal.build.folders import discard
from promptreal.deploy.process.folder import AppFolder
from promptreal.errors import NotFound
from promptreal.request import AppKey
from promptreal.roles import Store
from promptreal.settings import Settings
from promptreal.store.trouble import store_trouble

UNUSED_SECONDS = 7 * 24 * 3600.0
"""How long an environment that no bundle names is kept: generated tests have one of their own, which is used again."""


def remove_unused(settings: Settings, store: Store, app: AppKey, before: Release | None = None) -> list[Path]:
    """Removes the app's bundles that nothing can start any more, and environments that nothing uses; gives their paths.

    What the app's release, its target and its last run refer to is kept, and `before`, the release that is being taken
    over from: its last requests may be under way. An app that was deleted has none of these.

    Raises:
        StoreError: the disk refuses.
    """
    try:
        return _remove(settings, store, app, before)
    except OSError as error:
        raise store_trouble("remove what nothing uses any more", error) from error


def _remove(settings: Settings, store: Store, app: AppKey, before: Release | None) -> list[Path]:
    needed = {place.name for place in _needed(settings, store, app)}
    if before is not None:
        needed.add(Path(before.image.location).name)
    removed = [
        place
        for place, about in _bundles(settings.bundles_folder)
        if _is_of(about, app, store) and place.name not in needed and discard(place)
    ]
    return removed + _remove_environments(settings)


def _is_of(about: dict[str, object], app: AppKey, store: Store) -> bool:
    """Whether a bundle is the app's, or of one that is no more: a delete of it was cut short."""
    owner = about.get("app")
    if not isinstance(owner, str):
        return False
    return owner == str(app) or apps.record(store, AppKey.parse(owner)) is None


def _needed(settings: Settings, store: Store, app: AppKey) -> Iterator[Path]:
    """The bundles that the app may be started from."""
    release = apps.released(store, app)
    if release is not None:
        yield Path(release.image.location)
    served = AppFolder.of(settings.apps_folder, str(app)).record().revision
    if served is not None:
        yield Path(ImageRef.model_validate(served["image"]).location)
    record = apps.record(store, app)
    if record is not None and record.last_run_id:
        # A run that failed behind its image goes on from there.
        with suppress(NotFound):
            content, _ = store.read(f"runs/{record.last_run_id}/image.json")
            yield Path(ImageRef.model_validate_json(content).location)


def _remove_environments(settings: Settings) -> list[Path]:
    named = {Path(str(about.get("environment", ""))).name for _, about in _bundles(settings.bundles_folder)}
    removed = []
    for place in _folders(settings.environments_folder):
        used = last_used(place)
        if place.name not in named and used is not None and time.time() - used > UNUSED_SECONDS and discard(place):
            removed.append(place)
    return removed


def _bundles(folder: Path) -> Iterator[tuple[Path, dict[str, object]]]:
    """Every finished bundle, with what is written down about it."""
    for place in _folders(folder):
        with suppress(OSError, ValueError):
            yield place, json.loads((place / BUNDLE_FILE).read_bytes())


def _folders(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return [place for place in sorted(folder.iterdir()) if not place.name.startswith(".") and place.is_dir()]
