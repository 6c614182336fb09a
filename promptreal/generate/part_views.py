"""Filters and actions as templates see them: with the names that the code gives them."""

from __future__ import annotations

from dataclasses import dataclass

from promptreal.spec import Action


@dataclass(frozen=True)
class FilterView:
    """One filter: `attribute` on the model, and the query parameters that set it."""

    name: str
    label: str
    field: str
    attribute: str
    type: str
    parameters: tuple[str, ...]
    choices: tuple[str, ...] = ()
    target: str = ""


@dataclass(frozen=True)
class ActionView:
    """One action with the name of its route's function. `parent` is the field of `creates` that refers to `entity`."""

    spec: Action
    function: str
    parent: str = ""

    @property
    def name(self) -> str:
        """Its name in the spec."""
        return self.spec.name

    @property
    def kind(self) -> str:
        """Its kind's name."""
        return self.spec.kind.value

    @property
    def slug(self) -> str:
        """Its part of an address."""
        return self.spec.name.replace("_", "-")
