"""What names and labels in a spec look like."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator
from pydantic import Field as Attribute

Identifier = Attribute(pattern=r"^[a-z][a-z0-9_]{0,47}$")


def _one_line(text: str) -> str:
    return " ".join(text.split())


# What stands on buttons, columns and headings. A page shows single spaces only, so a label has no others.
Words = Annotated[str, AfterValidator(_one_line)]
