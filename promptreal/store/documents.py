"""Typed documents: a value of the domain under a key of a store."""

from __future__ import annotations

import json
from typing import Literal, TypeVar

from pydantic import ValidationError

from promptreal.errors import NotFound, StoreError
from promptreal.model import Model
from promptreal.roles import Store

Value = TypeVar("Value", bound=Model)


def load(store: Store, key: str, kind: type[Value]) -> Value:
    """The value under `key`.

    Raises:
        NotFound: there is none.
        StoreError: the document is no value of that kind.
    """
    return load_tagged(store, key, kind)[0]


def load_tagged(store: Store, key: str, kind: type[Value]) -> tuple[Value, str]:
    """The value under `key` and its version tag, for a conditional `save` later.

    Raises:
        NotFound: there is none.
        StoreError: the document is no value of that kind.
    """
    content, tag = store.read(key)
    try:
        return kind.model_validate_json(content), tag
    except ValidationError as error:
        wrong = "; ".join(f"{'.'.join(map(str, e['loc'])) or 'document'}: {e['msg']}" for e in error.errors()[:3])
        raise StoreError(
            f"the document {key} is no valid {kind.__name__}: {wrong}",
            hint="it was edited by hand, or written by another version: restore it, or delete it to start afresh",
        ) from error


def find(store: Store, key: str, kind: type[Value]) -> Value | None:
    """The value under `key`, or None when there is none.

    Raises:
        StoreError: the document is no value of that kind.
    """
    try:
        return load(store, key, kind)
    except NotFound:
        return None


def save(store: Store, key: str, value: Model, *, expect: str | Literal["any"] | None = "any") -> str:
    """Writes the value as indented JSON; `expect` as in `Store.write`. Returns the new version tag.

    Raises:
        PreconditionFailed: the document is not as expected; nothing was written.
    """
    text = json.dumps(value.model_dump(mode="json"), indent=2, sort_keys=True, ensure_ascii=False)
    return store.write(key, f"{text}\n".encode(), expect=expect)
