"""Forms as pages show them: their fields, what was typed, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from starlette.datastructures import FormData

from app import types
from app.entity import Attribute
from app.problems import Problem
from app.web.formatting import field_value
from app.web.presenting import RecordView

Options = Sequence[tuple[object, str]]


@dataclass(frozen=True)
class FormView:
    """A form. `values` are texts as the input elements take them; `errors` maps a field's name to its message.

    `written` names the inputs that the page writes itself, each with its message beside it.
    """

    fields: Sequence[Attribute]
    values: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    options: Mapping[str, Options] = field(default_factory=dict)
    written: Sequence[str] = ()

    @property
    def multipart(self) -> bool:
        """Whether it sends files."""
        return any(one.type in {"image", "file"} for one in self.fields)

    @property
    def ordered(self) -> list[Attribute]:
        """The fields as they stand on the page: those that take the whole width come last."""
        return sorted(self.fields, key=lambda one: one.type in {"text", "image", "file"})

    @property
    def general(self) -> str:
        """What is wrong with the whole, where no field shows it."""
        shown = {*self.written, *(one.name for one in self.fields)}
        return " ".join(message for name, message in self.errors.items() if name not in shown)


def typed(fields: Sequence[Attribute], sent: FormData) -> dict[str, str]:
    """What was sent, as texts for the same form again; files have to be chosen anew."""
    return {
        one.name: field_value(sent.get(one.name), one.type) for one in fields if one.type not in {"image", "file"}
    }


def starting(fields: Sequence[Attribute], status_field: str) -> dict[str, str]:
    """What a form of a new record starts with: today or now where that is meant, and the first status."""
    found = {}
    for one in fields:
        if one.starts_now:
            found[one.name] = field_value(types.this_minute() if one.type == "datetime" else types.today(one.days_ahead), one.type)
        elif one.name == status_field and not one.required:
            found[one.name] = one.choices[0]
    return found


def stored(fields: Sequence[Attribute], record: RecordView) -> dict[str, str]:
    """A record's values as texts for its form."""
    return {one.name: field_value(record[one.name], one.type) for one in fields}


def messages(problem: Problem) -> dict[str, str]:
    """What is wrong, by field; the first message of each."""
    found: dict[str, str] = {}
    for error in problem.errors:
        found.setdefault(error["field"], error["message"])
    return found or {"": problem.detail}
