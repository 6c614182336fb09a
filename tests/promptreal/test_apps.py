"""Who has which name, over a real directory store."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from promptreal import apps
from promptreal.artifact import ImageRef, Release
from promptreal.errors import NameConflict, StoreError, UnknownApp
from promptreal.evidence import Evidence
from promptreal.request import AppKey, GenerationRequest, parse_request
from promptreal.roles import Store
from promptreal.store.directory import DirectoryStore


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return DirectoryStore(tmp_path / "store")


def request(name: str, prompt: str = "a shop") -> GenerationRequest:
    return parse_request(prompt=prompt, app_name=name)[0]


def release(app: AppKey, version: int = 1) -> Release:
    image = ImageRef(
        app=app,
        builder="bundle",
        reference="r",
        digest="d",
        location="l",
        source_commit="c",
        source_digest="s",
        spec_digest="p",
    )
    return Release(
        app=app,
        version=version,
        url="http://127.0.0.1:8300",
        revision="d",
        strategy="takeover",
        target="process",
        image=image,
        spec_digest="p",
        commit="c",
        run_id="run",
        job_name="job",
        released_at="2030-01-01T00:00:00+00:00",
        evidence=Evidence(),
    )


def test_a_claim_is_kept_with_what_the_person_typed(store: Store) -> None:
    record = apps.claim(store, request("My Shop"))
    assert (record.app.name, record.raw_name) == ("my-shop", "My Shop")
    assert apps.record(store, record.app) == record


def test_two_raw_names_with_one_sanitized_form_are_never_the_same_app(store: Store) -> None:
    apps.claim(store, request("My Shop"))
    with pytest.raises(NameConflict, match="belongs to the app made as 'My Shop'"):
        apps.claim(store, request("my shop!"))


def test_the_same_name_without_a_release_resumes_the_claim(store: Store) -> None:
    first = apps.claim(store, request("shop", "a shop"))
    again = apps.claim(store, request("shop", "a better shop"))
    assert again.created_at == first.created_at
    assert again.last_request["prompt"] == "a better shop"


def test_creating_what_is_released_points_to_change(store: Store) -> None:
    record = apps.claim(store, request("shop"))
    apps.set_released(store, release(record.app))
    with pytest.raises(NameConflict, match="exists already") as conflict:
        apps.claim(store, request("shop"))
    assert "`promptreal change shop PROMPT`" in conflict.value.hint


def test_of_many_claims_at_once_with_different_raw_names_one_wins(store: Store) -> None:
    names = ["My Shop", "my shop", "MY-SHOP", "my.shop", "my_shop", "My  Shop"]

    def attempt(name: str) -> str:
        try:
            return apps.claim(store, request(name)).raw_name
        except NameConflict:
            return ""

    with ThreadPoolExecutor(len(names)) as pool:
        won = [name for name in pool.map(attempt, names) if name]
    assert len(won) == 1
    assert apps.record(store, AppKey(name="my-shop")) == apps.claim(store, request(won[0]))


def test_deleting_frees_the_name(store: Store) -> None:
    record = apps.claim(store, request("My Shop"))
    apps.set_released(store, release(record.app))
    apps.forget(store, record.app)
    assert apps.released(store, record.app) is None
    assert apps.claim(store, request("my-shop")).raw_name == "my-shop"


def test_forgetting_an_app_leaves_another_whose_name_begins_alike(store: Store) -> None:
    apps.claim(store, request("shop"))
    apps.claim(store, request("shop-two"))
    apps.forget(store, AppKey(name="shop"))
    assert [str(one.app) for one in apps.all_apps(store)] == ["shop-two"]


def test_a_derived_name_that_is_taken_gets_a_number(store: Store) -> None:
    first = parse_request(prompt="stock reports")[0]
    apps.claim(store, first)
    assert apps.with_free_name(store, first) == first
    other = parse_request(prompt="stock reports for my bank, please")[0]
    assert (
        apps.with_free_name(store, other.model_copy(update={"app_name": "stock-reports"})).app_name == "stock-reports-2"
    )


def test_an_app_is_found_by_its_key_or_by_what_was_typed(store: Store) -> None:
    record = apps.claim(store, request("Tom's Shop"))
    for name in ("toms-shop", "Tom's Shop", "toms shop", " toms-shop "):
        assert apps.find(store, name) == record


def test_an_unknown_app_names_the_nearest(store: Store) -> None:
    apps.claim(store, request("stock-reports"))
    with pytest.raises(UnknownApp, match="did you mean 'stock-reports'") as unknown:
        apps.find(store, "stok-reports")
    assert "stock-reports" in unknown.value.hint


def test_without_apps_the_way_to_the_first_is_shown(store: Store) -> None:
    with pytest.raises(UnknownApp, match="no app") as unknown:
        apps.find(store, "../../etc")
    assert "create" in unknown.value.hint


def test_a_record_is_changed_whatever_others_write(store: Store) -> None:
    record = apps.claim(store, request("shop"))
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda port: apps.update_record(store, record.app, port=port), range(1, 9)))
    apps.update_record(store, record.app, last_run_id="r1")
    found = apps.record(store, record.app)
    assert found is not None
    assert found.last_run_id == "r1"
    assert found.port in range(1, 9)


def test_a_document_that_is_none_of_ours_is_an_error_in_words(store: Store) -> None:
    store.write("apps/shop/record.json", b"{}")
    with pytest.raises(StoreError, match=r"apps/shop/record\.json does not hold a AppRecord"):
        apps.record(store, AppKey(name="shop"))
