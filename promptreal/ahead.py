"""What is begun before it is known to be needed. It saves time, and decides nothing."""

from __future__ import annotations

import atexit
import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class _Begun(Generic[T]):
    needs: object
    thing: T
    closing: ExitStack


class Ahead(Generic[T]):
    """At most one thing that this process has begun early; what nobody takes ends with the process."""

    def __init__(self) -> None:
        self._begun: _Begun[T] | None = None
        atexit.register(self.discard)

    def begin(self, needs: object, thing: AbstractContextManager[T], *harmless: type[Exception]) -> None:
        """Begins `thing` for whoever will need the same as `needs`; errors that are `harmless` are left to them.

        Nothing happens when something was begun already, or on a machine with a single processor: then nothing can be
        done meanwhile.
        """
        if self._begun is not None or (os.cpu_count() or 1) < 2:
            return
        with ExitStack() as stack, suppress(*harmless):
            begun = stack.enter_context(thing)
            self._begun = _Begun(needs, begun, stack.pop_all())

    @contextmanager
    def taken(self, needs: object) -> Iterator[T | None]:
        """What was begun for that, until the context ends; None where nothing was. What was begun in vain ends now."""
        begun, self._begun = self._begun, None
        if begun is not None:
            with begun.closing:
                if begun.needs == needs:
                    yield begun.thing
                    return
        yield None

    def discard(self) -> None:
        """Ends what was begun and not taken."""
        begun, self._begun = self._begun, None
        if begun is not None:
            begun.closing.close()
