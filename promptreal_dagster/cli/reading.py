"""Arguments that hold more than a word: the prompt from stdin or a file, and phases with their seconds."""

from __future__ import annotations

import difflib
import sys
from collections.abc import Iterable
from pathlib import Path

from promptreal.errors import InvalidRequest

MOST_BYTES = 1_000_000


def read_prompt(argument: str) -> str:
    """The prompt itself; `-` reads stdin, `@FILE` a file.

    Raises:
        InvalidRequest: it cannot be read, is not UTF-8, or is far too long.
    """
    if argument == "-":
        return _decoded(sys.stdin.buffer.read(MOST_BYTES + 1), "stdin")
    if argument.startswith("@") and len(argument) > 1:
        path = Path(argument[1:]).expanduser()
        try:
            with path.open("rb") as file:
                return _decoded(file.read(MOST_BYTES + 1), str(path))
        except OSError as error:
            raise InvalidRequest(
                f"prompt: the file {str(path)!r} cannot be read: {error.strerror}",
                hint="name a text file after @, or give the prompt itself in quotes",
            ) from error
    return argument


def _decoded(content: bytes, where: str) -> str:
    if len(content) > MOST_BYTES:
        raise InvalidRequest(f"prompt: {where} holds more than {MOST_BYTES:,} bytes", hint="at most 20,000 characters")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InvalidRequest(
            f"prompt: {where} is not UTF-8 text (byte {error.start + 1})", hint="save it as UTF-8"
        ) from error


def read_timeouts(arguments: Iterable[str]) -> dict[str, float]:
    """Seconds by phase, from `PHASE=SECONDS`.

    Raises:
        InvalidRequest: no such phase, or not a number above zero.
    """
    from promptreal.settings import Timeouts  # noqa: PLC0415 (the help must be quick)

    phases = tuple(Timeouts.model_fields)
    timeouts = {}
    for argument in arguments:
        phase, equals, text = argument.partition("=")
        phase = phase.strip().replace("-", "_")
        if not equals or phase not in phases:
            near = difflib.get_close_matches(phase, phases, n=1)
            did_you_mean = f"; did you mean {near[0]!r}?" if near else ""
            raise InvalidRequest(
                f"--timeout: {argument!r} does not name a phase{did_you_mean}",
                hint=f"PHASE=SECONDS, with a phase of: {', '.join(phases)}",
            )
        timeouts[phase] = _seconds(argument, text)
    return timeouts


def _seconds(argument: str, text: str) -> float:
    try:
        seconds = float(text)
    except ValueError as error:
        raise InvalidRequest(
            f"--timeout: {argument!r} has no number of seconds", hint="for example image=600"
        ) from error
    if not 0 < seconds <= 86_400:
        raise InvalidRequest(f"--timeout: {argument!r} is out of range", hint="more than 0 and at most 86400 seconds")
    return seconds
