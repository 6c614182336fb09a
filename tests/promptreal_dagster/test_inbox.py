from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from dagster import DagsterInstance, RunRequest, SkipReason, build_sensor_context

from promptreal import apps
from promptreal.errors import NotFound
from promptreal.roles import Store
from promptreal.settings import Settings
from promptreal.workshop import Workshop
from promptreal_dagster import launch, runs
from promptreal_dagster.definitions import defs
from promptreal_dagster.instance import open_instance
from promptreal_dagster.sensors import requests
from resources.workshop import WorkshopResource
from tests.promptreal_dagster.test_launch import SHOP, wish


@pytest.fixture
def store(settings: Settings) -> Store:
    return Workshop.open(settings).store


@pytest.fixture
def instance(settings: Settings) -> Iterator[DagsterInstance]:
    with open_instance(settings) as opened:
        yield opened


def put(store: Store, name: str, document: Any) -> None:
    store.write(f"requests/{name}.json", document if isinstance(document, bytes) else json.dumps(document).encode())


class Ticks:
    """The sensor as its daemon runs it, with the cursor from one tick to the next."""

    def __init__(self) -> None:
        self.cursor: str | None = None

    def __call__(self, instance: DagsterInstance) -> list[RunRequest]:
        """What the sensor asks for."""
        with build_sensor_context(
            instance=instance,
            cursor=self.cursor,
            repository_def=defs.get_repository_def(),
            resources={"workshop": WorkshopResource()},
        ) as context:
            asked = [one for one in requests(context) if not isinstance(one, SkipReason)]  # type: ignore[union-attr]
            self.cursor = context.cursor
            return asked


@pytest.fixture
def tick() -> Ticks:
    return Ticks()


def make_run(instance: DagsterInstance, request: RunRequest) -> None:
    """What the daemon does with a run request."""
    assert request.job_name and request.partition_key
    runs.create_run(
        instance,
        request.job_name,
        SHOP,
        request.run_config,
        tags={**request.tags, "dagster/run_key": request.run_key or ""},
    )


def waiting(store: Store) -> list[str]:
    return list(store.list("requests/"))


def test_a_request_document_becomes_one_run(tick: Ticks, instance: DagsterInstance, store: Store) -> None:
    put(store, "a", {"prompt": "An app to track orders.", "app_name": "shop"})
    (asked,) = tick(instance)
    assert (asked.job_name, asked.partition_key) == ("generate", "shop")
    assert asked.run_config["ops"]["spec"]["config"]["app_name"] == "shop"
    assert instance.has_dynamic_partition("apps", "shop")
    assert apps.record(store, SHOP) is not None
    # Killed before the run was made: the next tick asks for the same run again, and Dagster makes one of a key.
    (again,) = tick(instance)
    assert again.run_key == asked.run_key
    assert waiting(store) == ["requests/a.json"]
    make_run(instance, asked)
    assert tick(instance) == []
    assert waiting(store) == []


def test_the_same_words_later_are_another_request(tick: Ticks, instance: DagsterInstance, store: Store) -> None:
    keys = []
    for _ in range(2):
        put(store, "a", {"prompt": "An app to track orders.", "app_name": "shop"})
        (asked,) = tick(instance)
        make_run(instance, asked)
        tick(instance)
        keys.append(asked.run_key)
    assert len(set(keys)) == 2


def test_a_name_made_from_the_prompt_is_kept_from_tick_to_tick(
    tick: Ticks, instance: DagsterInstance, store: Store
) -> None:
    put(store, "a", {"prompt": "An app to track orders."})
    put(store, "b", {"prompt": "An app to track orders."})
    first = [(one.run_key, one.partition_key) for one in tick(instance)]
    second = [(one.run_key, one.partition_key) for one in tick(instance)]
    assert first == second
    assert len({name for _, name in first}) == 2


def test_a_change_arrives_as_a_document_too(
    tick: Ticks, quick: Settings, instance: DagsterInstance, store: Store
) -> None:
    launch.generate(wish(), settings=quick)
    put(store, "a", {"prompt": "An app to track orders and customers.", "app_name": "shop", "change": True})
    (asked,) = tick(instance)
    assert (asked.job_name, asked.partition_key) == ("change", "shop")
    assert asked.run_config["ops"]["spec"]["config"]["change"] is True


@pytest.mark.parametrize(
    "document, reason",
    [
        (b"{", "not JSON"),
        (b"[1]", "not a JSON object"),
        (b"\xff\xfe", "not JSON"),
        (b"", "not JSON"),
        (b"[" * 100_000, "not JSON"),
        (b'{"app_name": ' + b"9" * 5000 + b"}", "not JSON"),
        ({"app_name": "shop"}, "prompt"),
        ({"prompt": "An app to track orders.", "colour": "red"}, "no such field"),
        ({"prompt": "An app to track orders.", "change": "yes"}, "change"),
        ({"prompt": "An app to track orders.", "app_name": "shop", "change": True}, "no app is called"),
        ({"prompt": "An app to track orders.", "language": "cobol"}, "cobol"),
        (b'{"prompt": "' + b"x" * 300_000 + b'"}', "300014 bytes"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_bad_request_is_moved_away_with_the_reason(
    tick: Ticks, instance: DagsterInstance, store: Store, document: Any, reason: str
) -> None:
    put(store, "bad", document)
    put(store, "good", {"prompt": "An app to track orders.", "app_name": "shop"})
    for _ in range(2):
        assert [one.partition_key for one in tick(instance)] == ["shop"]
    assert waiting(store) == ["requests/good.json", "requests/refused/bad.json"]
    refusal = json.loads(store.read("requests/refused/bad.json")[0])
    assert reason in refusal["reason"]
    assert refusal["hint"]
    with pytest.raises(NotFound):
        store.read("requests/bad.json")


def test_a_request_for_an_app_that_exists_is_refused(
    tick: Ticks, quick: Settings, instance: DagsterInstance, store: Store
) -> None:
    launch.generate(wish(), settings=quick)
    put(store, "a", {"prompt": "An app to track orders.", "app_name": "shop"})
    assert tick(instance) == []
    assert "exists already" in json.loads(store.read("requests/refused/a.json")[0])["reason"]


def test_a_document_that_is_still_being_written_is_not_refused(
    tick: Ticks, instance: DagsterInstance, store: Store
) -> None:
    for part in (b"", b'{"prompt": "An app', b'{"prompt": "An app to track orders.", "app_'):
        put(store, "a", part)
        assert tick(instance) == []
    put(store, "a", b'{"prompt": "An app to track orders.", "app_name": "shop"}')
    assert [one.partition_key for one in tick(instance)] == ["shop"]
    assert waiting(store) == ["requests/a.json"]


def test_what_cannot_be_read_does_not_keep_others_from_their_runs(
    tick: Ticks, instance: DagsterInstance, store: Store, settings: Settings
) -> None:
    folder = settings.store_folder / "documents" / "requests"
    put(store, "good", {"prompt": "An app to track orders.", "app_name": "shop"})
    os.mkfifo(folder / "a.json")
    (folder / "b\nb.json").write_text("{}")
    Path(os.fsdecode(os.fsencode(folder) + b"/c\xff.json")).write_text("{}")
    (folder / "d.json").mkdir()
    assert [one.partition_key for one in tick(instance)] == ["shop"]
