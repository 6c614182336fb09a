from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from promptreal import apps
from promptreal.artifact import ImageRef
from promptreal.build.bundle import BUNDLE_FILE
from promptreal.deploy.process.folder import AppFolder
from promptreal.request import AppKey, parse_request
from promptreal.roles import Store
from promptreal.settings import Settings
from promptreal.store.directory import DirectoryStore
from promptreal.upkeep import UNUSED_SECONDS, remove_unused
from tests.promptreal.test_apps import release

SHOP = AppKey(name="shop")
OTHER = AppKey(name="other")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path)


@pytest.fixture
def store(settings: Settings) -> Store:
    found = DirectoryStore(settings.store_folder)
    for app in (SHOP, OTHER):
        apps.claim(found, parse_request(prompt="An app to track orders.", app_name=app.name)[0])
    return found


def environment(settings: Settings, name: str, unused_seconds: float = 0) -> Path:
    place = settings.environments_folder / name
    place.mkdir(parents=True, exist_ok=True)
    about = place / "promptreal.json"
    about.write_text("{}")
    os.utime(about, (about.stat().st_atime, about.stat().st_mtime - unused_seconds))
    return place


def bundle(settings: Settings, name: str, app: AppKey = SHOP, uses: str = "env") -> ImageRef:
    place = settings.bundles_folder / name
    (place / "src").mkdir(parents=True)
    about = {"app": str(app), "environment": str(settings.environments_folder / uses)}
    (place / BUNDLE_FILE).write_text(json.dumps(about))
    return release(app).image.model_copy(update={"location": str(place), "digest": f"sha256:{name}"})


def kept(folder: Path) -> set[str]:
    return {place.name for place in folder.iterdir() if not place.name.startswith(".")}


def test_a_release_keeps_what_serves_what_served_before_and_what_others_have(settings: Settings, store: Store) -> None:
    images = {name: bundle(settings, name) for name in ("v1", "v2", "v3")}
    bundle(settings, "theirs", OTHER)
    apps.set_released(store, release(SHOP).model_copy(update={"image": images["v3"]}))
    before = release(SHOP).model_copy(update={"image": images["v2"]})

    removed = remove_unused(settings, store, SHOP, before)

    assert [place.name for place in removed] == ["v1"]
    assert kept(settings.bundles_folder) == {"v2", "v3", "theirs"}


def test_what_the_target_would_start_and_what_a_failed_run_goes_on_from_is_kept(
    settings: Settings, store: Store
) -> None:
    served, tried = bundle(settings, "served"), bundle(settings, "tried")
    bundle(settings, "old")
    folder = AppFolder.of(settings.apps_folder, str(SHOP))
    folder.create()
    record = folder.record()
    record.revision = {"image": served.model_dump(mode="json")}
    folder.remember(record)
    apps.update_record(store, SHOP, last_run_id="run-1")
    store.write("runs/run-1/image.json", tried.canonical())

    remove_unused(settings, store, SHOP)

    assert kept(settings.bundles_folder) == {"served", "tried"}


def test_a_deleted_app_leaves_no_bundle_behind(settings: Settings, store: Store) -> None:
    bundle(settings, "v1")
    bundle(settings, "theirs", OTHER)
    apps.forget(store, SHOP)

    remove_unused(settings, store, SHOP)

    assert kept(settings.bundles_folder) == {"theirs"}


def test_bundles_of_an_app_whose_delete_was_cut_short_go_with_the_next_release_of_any(
    settings: Settings, store: Store
) -> None:
    bundle(settings, "theirs", OTHER)
    apps.forget(store, OTHER)

    remove_unused(settings, store, SHOP)

    assert kept(settings.bundles_folder) == set()


def test_environments_go_when_no_bundle_names_them_and_nothing_used_them_for_long(
    settings: Settings, store: Store
) -> None:
    apps.set_released(store, release(SHOP).model_copy(update={"image": bundle(settings, "v1", uses="named")}))
    long_ago = UNUSED_SECONDS + 60
    environment(settings, "named", long_ago)
    environment(settings, "for-tests", 60)
    old = environment(settings, "old", long_ago)

    assert remove_unused(settings, store, SHOP) == [old]
    assert kept(settings.environments_folder) == {"named", "for-tests"}
    assert list((settings.environments_folder / ".unfinished").iterdir()) == []


def test_bundles_that_nobody_described_are_left_alone(settings: Settings, store: Store) -> None:
    (settings.bundles_folder / "strange").mkdir(parents=True)
    nameless = settings.bundles_folder / "nameless"
    nameless.mkdir()
    (nameless / BUNDLE_FILE).write_text("{}")

    assert remove_unused(settings, store, SHOP) == []
    assert kept(settings.bundles_folder) == {"strange", "nameless"}
