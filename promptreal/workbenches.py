"""The workbenches that apps can have: what is on disk under `blueprints/workbenches`, each an editor in the browser.

A workbench is data: `bench.toml` says what it is called and what it works on, `pages/` holds its part of the page, its
script and its style. Adding a folder adds a workbench.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from promptreal.entries import entries_on_disk
from promptreal.model import Model

WORKBENCHES = Path(__file__).parent / "blueprints" / "workbenches"


class BenchEntry(Model):
    """A workbench of the catalogue.

    `names` are patterns of what a prompt calls it. It works on `field` of records whose noun is among `documents`, else
    of new ones called `document`; `templates` are nouns of what keeps templates. `choices` are fields that are chosen
    beside the title. `things` are nouns that are part of what is worked on and no records of their own, `covers` is a
    pattern of wishes that it fulfils, `actions` are what it lets people do. `guide` says how it is used, and `samples`
    are contents to begin with.
    """

    name: str
    title: str
    names: tuple[str, ...]
    document: tuple[str, ...]
    documents: tuple[str, ...]
    field: str
    templates: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    things: tuple[str, ...] = ()
    covers: str
    actions: tuple[str, ...] = ()
    guide: tuple[str, ...]
    samples: tuple[str, ...]

    @property
    def folder(self) -> Path:
        """Where its layers are."""
        return WORKBENCHES / self.name


@cache
def workbenches() -> dict[str, BenchEntry]:
    """Every workbench on disk by name.

    Raises:
        GenerateError: a `bench.toml` cannot be read.
    """
    return entries_on_disk(WORKBENCHES, "bench.toml", BenchEntry, "workbench")
