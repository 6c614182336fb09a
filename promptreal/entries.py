"""Entries of a catalogue: folders on disk, each with a TOML file that describes it."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from promptreal.errors import GenerateError
from promptreal.model import Model

E = TypeVar("E", bound=Model)


def entries_on_disk(folder: Path, file: str, entry: type[E], what: str) -> dict[str, E]:
    """The entries under `folder` by name: that of the folder whose `file` describes one. `what` is what they are.

    Raises:
        GenerateError: a description cannot be read.
    """
    found = {}
    for path in sorted(folder.glob(f"*/{file}")):
        try:
            document = tomllib.loads(path.read_text(encoding="utf-8"))
            found[path.parent.name] = entry(name=path.parent.name, **document)  # type: ignore[call-arg]
        except (tomllib.TOMLDecodeError, ValidationError) as error:
            raise GenerateError(
                f"{path} describes no {what}: {error}", hint="compare it with its neighbours"
            ) from error
    return found
