"""The time that one phase of a generation may take."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from promptreal.errors import PhaseTimeout


@dataclass(frozen=True)
class Deadline:
    """A budget of `seconds` for `phase`, counted from its creation on the monotonic clock."""

    phase: str
    seconds: float
    _started: float = field(default_factory=time.monotonic)

    def remaining(self) -> float:
        """Seconds left, always more than zero.

        Raises:
            PhaseTimeout: nothing is left.
        """
        left = self.left()
        if left <= 0:
            raise self.expired()
        return left

    def left(self) -> float:
        """Seconds left; zero or less when it is over."""
        return self._started + self.seconds - time.monotonic()

    def expired(self) -> PhaseTimeout:
        """The error to raise when something ran into this deadline."""
        return PhaseTimeout(
            f"the {self.phase} phase took longer than its {self.seconds:g} seconds",
            hint=f"give it more with --timeout {self.phase}=SECONDS or PROMPTREAL_TIMEOUTS__{self.phase.upper()}",
        )
