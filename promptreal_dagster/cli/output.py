"""stdout: answers for a person's pipe, or exactly one JSON document."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from promptreal_dagster.cli.console import printable


class ReaderGone(Exception):
    """Whoever reads stdout has enough of it (`promptreal logs … | head`)."""


class Unwritable(Exception):
    """The answer cannot be written to stdout."""


def open_streams() -> None:
    """Opens nowhere what the caller closed of stdin, stdout and stderr, so that no other file gets their numbers."""
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is None:
            nowhere = os.open(os.devnull, os.O_RDWR)
            if nowhere != number:
                os.dup2(nowhere, number)
                os.close(nowhere)
            setattr(sys, name, open(number, "w" if number else "r", encoding="utf-8", closefd=False))  # noqa: SIM115


@contextmanager
def _written() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError as error:
        # Not as it is: typer would end the process for it, with an exit code that says that something failed.
        raise ReaderGone from error
    except OSError as error:
        raise Unwritable(f"the answer cannot be written: {error.strerror}") from error


def answer_lines(lines: Iterable[str]) -> None:
    """Lines on stdout, with control characters shown as escapes."""
    with _written():
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
    with _written(), os.fdopen(os.dup(descriptor), "w", encoding="utf-8") as stream:
        stream.write(json.dumps(document, ensure_ascii=False) + "\n")
