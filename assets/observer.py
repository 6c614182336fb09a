"""Lets whoever runs a generation in its own process hear what its steps are doing, as it happens."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol

_observers: list[Observer] = []


class Observer(Protocol):
    """Is told what happens inside the steps of the run in this process."""

    def said(self, phase: str, text: str) -> None:
        """A step says what it is doing."""

    def broke(self, phase: str, error: Exception) -> None:
        """A step ends with this error."""


@contextmanager
def observing(observer: Observer) -> Iterator[None]:
    """Tells the observer while the block runs."""
    _observers.append(observer)
    try:
        yield
    finally:
        _observers.remove(observer)


def speaker(phase: str, log: Callable[[str], None]) -> Callable[[str], None]:
    """The `progress` of a step: into the run's log, and to the observers."""

    def speak(text: str) -> None:
        log(text)
        for observer in _observers:
            observer.said(phase, text)

    return speak


def broken(phase: str, error: Exception) -> None:
    """Tells the observers that a step ends with an error."""
    for observer in _observers:
        observer.broke(phase, error)
