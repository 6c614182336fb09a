"""What was measured about a version, and what decides whether it may go out."""

from __future__ import annotations

from enum import StrEnum

from promptreal.errors import GateRefused
from promptreal.model import Model


class Outcome(StrEnum):
    """How a check ended. `unavailable` means that it could not be made here; it is never counted as passed."""

    PASSED = "passed"
    FAILED = "failed"
    UNAVAILABLE = "unavailable"


class Gate(Model):
    """One check's result.

    `details` are lines for a person (failing tests, findings); `measures` are numbers (tests run, seconds).
    A blocking gate that is not `passed` refuses the release.
    """

    name: str
    outcome: Outcome
    blocking: bool = True
    summary: str
    details: tuple[str, ...] = ()
    measures: dict[str, float] = {}

    @property
    def refuses(self) -> bool:
        """Whether this result alone keeps the version from going out."""
        return self.blocking and self.outcome is not Outcome.PASSED


class Evidence(Model):
    """All gates of a version so far, in the order they were made."""

    gates: tuple[Gate, ...] = ()

    @property
    def refusals(self) -> tuple[Gate, ...]:
        """The gates that keep the version from going out."""
        return tuple(gate for gate in self.gates if gate.refuses)

    @property
    def accepted(self) -> bool:
        """At least one gate was made, and none refuses."""
        return bool(self.gates) and not self.refusals

    def plus(self, *gates: Gate) -> Evidence:
        """This evidence with more gates at its end."""
        return Evidence(gates=(*self.gates, *gates))


class VersionRefused(GateRefused):
    """A version was refused; `evidence` holds every gate that was made of it, the refusing ones among them."""

    def __init__(self, what: str, evidence: Evidence) -> None:
        lines = [f"{gate.name}: {gate.summary}" for gate in evidence.refusals] or ["no gate was made of it"]
        super().__init__(
            f"{what} was refused: {'; '.join(lines)}",
            hint="the version that serves, if any, was left as it was; `show` and the run's checks hold the details",
        )
        self.evidence = evidence


def require(what: str, evidence: Evidence) -> None:
    """Lets an accepted version pass.

    Raises:
        VersionRefused: a blocking gate did not pass, or none was made at all.
    """
    if not evidence.accepted:
        raise VersionRefused(what, evidence)
