"""What a person sees while a command runs. Everything goes to stderr; stdout is for answers alone."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from rich.console import Console as RichConsole
    from rich.status import Status

WIDEST_PHASE = 12


class Console:
    """Lines on stderr: in colour with a moving line on a terminal, plain anywhere else."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        self._rich: RichConsole | None = None
        self._status: Status | None = None
        if self._stream.isatty() and os.environ.get("TERM", "dumb") != "dumb":
            from rich.console import Console as Rich  # noqa: PLC0415 (only a terminal needs it)

            self._rich = Rich(file=self._stream, highlight=False, soft_wrap=True)

    def say(self, text: str = "", style: str = "") -> None:
        """One line, or several."""
        shown = printable(text)
        try:
            if self._rich is None:
                self._stream.write(f"{shown}\n")
                self._stream.flush()
            else:
                self._rich.print(shown, style=style or None, markup=False)
        except OSError:
            self._mute()

    def _mute(self) -> None:
        """Says nothing from here on: nobody hears it (`… 2>&1 | head`), and that must not end what is under way."""
        nowhere = os.open(os.devnull, os.O_WRONLY)
        # In the stream's place, because the interpreter writes to it once more when it ends.
        os.dup2(nowhere, self._stream.fileno())
        os.close(nowhere)

    def warn(self, text: str) -> None:
        """A remark that stops nothing."""
        self.say(f"note: {text}", "yellow")

    def error(self, text: str) -> None:
        """What went wrong, and what to do."""
        self.say(f"error: {text}", "bold red")

    def items(self, title: str, lines: Iterable[str], most: int = 8, *, where: str = "") -> None:
        """A titled list, cut after `most` lines with a word on how many were left out, and `where` they are shown."""
        shown = list(lines)
        if not shown:
            return
        self.say(f"  {title}:", "bold")
        for line in shown[:most]:
            self.say(f"    · {line}")
        if len(shown) > most:
            self.say(f"    · and {len(shown) - most} more{f': {where}' if where else ''}")

    @contextmanager
    def working(self) -> Iterator[None]:
        """While this is open, `now` shows a moving line on a terminal."""
        if self._rich is None:
            yield
            return
        with self._rich.status("") as status:
            self._status = status
            try:
                yield
            finally:
                self._status = None

    def now(self, phase: str, text: str) -> None:
        """What is going on in a phase at this moment."""
        line = f"{phase:<{WIDEST_PHASE}} {printable(text)}"
        if self._status is not None:
            from rich.text import Text  # noqa: PLC0415 (only a terminal needs it)

            self._status.update(Text(line, no_wrap=True, overflow="ellipsis"))
        else:
            self.say(f"… {line}")

    def done(self, phase: str, seconds: float, facts: Iterable[str]) -> None:
        """A phase that worked, and what is known of it."""
        first, *rest = [*facts] or [""]
        self.say(f"✓ {phase:<{WIDEST_PHASE}} {seconds:6.1f} s  {first}".rstrip(), "green" if self._rich else "")
        for fact in rest:
            self.say(f"  {'':<{WIDEST_PHASE}}           {fact}")

    def skipped(self, phase: str, text: str) -> None:
        """A phase whose value is there already."""
        self.say(f"· {phase:<{WIDEST_PHASE}}           {text}")

    def failed(self, phase: str, seconds: float) -> None:
        """A phase that did not work; the error follows."""
        self.say(f"✗ {phase:<{WIDEST_PHASE}} {seconds:6.1f} s", "bold red")


def printable(text: str) -> str:
    """Text that cannot move the cursor or colour the terminal: other control characters are shown as escapes."""
    return "".join(
        char if char in "\n\t" or char.isprintable() else char.encode("unicode_escape").decode() for char in text
    )
