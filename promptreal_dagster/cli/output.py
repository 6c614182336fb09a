"""stdout: answers for a person's pipe, or exactly one JSON document."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from promptreal_dagster.cli.console import printable


def answer_lines(lines: Iterable[str]) -> None:
    """Lines on stdout, with control characters shown as escapes."""
    for line in lines:
        sys.stdout.write(f"{printable(line)}\n")
    sys.stdout.flush()


@contextmanager
def reserved_stdout() -> Iterator[int]:
    """Gives a descriptor of the real stdout, while what libraries and children write to stdout reaches stderr."""
    sys.stdout.flush()
    real = os.dup(1)
    os.dup2(2, 1)
    try:
        yield real
    finally:
        sys.stdout.flush()
        os.dup2(real, 1)
        os.close(real)


def write_json(descriptor: int, document: dict[str, Any] | list[Any]) -> None:
    """One JSON document and a line end."""
    with os.fdopen(os.dup(descriptor), "w", encoding="utf-8") as stream:
        stream.write(json.dumps(document, ensure_ascii=False) + "\n")
