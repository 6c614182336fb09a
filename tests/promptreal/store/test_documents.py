"""Typed documents."""

from __future__ import annotations

from pathlib import Path

import pytest

from promptreal.errors import NotFound, PreconditionFailed, StoreError
from promptreal.request import AppKey
from promptreal.store.directory import DirectoryStore
from promptreal.store.documents import find, load, load_tagged, save


@pytest.fixture
def store(tmp_path: Path) -> DirectoryStore:
    return DirectoryStore(tmp_path)


def test_a_value_comes_back_equal(store: DirectoryStore) -> None:
    tag = save(store, "key", AppKey(name="shop"))
    assert load_tagged(store, "key", AppKey) == (AppKey(name="shop"), tag)


def test_a_missing_document_is_none_or_not_found(store: DirectoryStore) -> None:
    assert find(store, "key", AppKey) is None
    with pytest.raises(NotFound):
        load(store, "key", AppKey)


def test_a_document_that_is_no_such_value_says_where(store: DirectoryStore) -> None:
    store.write("key", b'{"name": 5}')
    with pytest.raises(StoreError, match=r"key is no valid AppKey: name: ") as caught:
        find(store, "key", AppKey)
    assert "restore it" in caught.value.hint


def test_saving_can_be_conditional(store: DirectoryStore) -> None:
    save(store, "key", AppKey(name="shop"), expect=None)
    with pytest.raises(PreconditionFailed):
        save(store, "key", AppKey(name="other"), expect=None)
    assert load(store, "key", AppKey).name == "shop"
