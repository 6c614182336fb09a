"""Entries of a catalogue are folders: those that are there are found, and a broken description is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from promptreal.entries import entries_on_disk
from promptreal.errors import GenerateError
from promptreal.model import Model


class Thing(Model):
    name: str
    title: str


def described(folder: Path, name: str, text: str) -> None:
    (folder / name).mkdir()
    (folder / name / "thing.toml").write_text(text)


def test_every_folder_with_a_description_is_an_entry(tmp_path: Path) -> None:
    described(tmp_path, "b", 'title = "Two"')
    described(tmp_path, "a", 'title = "One"')
    (tmp_path / "empty").mkdir()

    found = entries_on_disk(tmp_path, "thing.toml", Thing, "thing")

    assert found == {"a": Thing(name="a", title="One"), "b": Thing(name="b", title="Two")}


@pytest.mark.parametrize("text", ["title = ", "", 'title = "One"\nother = 1'])
def test_a_broken_description_is_named(tmp_path: Path, text: str) -> None:
    described(tmp_path, "a", text)

    with pytest.raises(GenerateError, match=r"a/thing\.toml describes no thing"):
        entries_on_disk(tmp_path, "thing.toml", Thing, "thing")
