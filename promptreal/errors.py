"""Every error the domain raises on purpose.

    PromptRealError
    ├── InputError                  what a person gave cannot be used as it is
    │   ├── InvalidRequest          a field of a request is wrong
    │   ├── NameConflict            the name belongs to another app
    │   ├── UnknownApp              no app of that name
    │   └── UnknownImplementation   a role names an implementation that does not exist
    ├── GateRefused                 evidence says the version must not go out
    ├── PhaseTimeout                a phase used up the time it was given
    ├── AppBusy                     another run of the same app is under way (retryable)
    ├── Interrupted                 somebody ended the run before it was done
    ├── MissingStep                 a step's input was never produced, or was refused, in this run's lineage
    ├── SandboxError                no sandbox that the rule allows can run here, or it broke
    ├── StoreError                  the store failed
    │   ├── NotFound                no object or document there
    │   └── PreconditionFailed      somebody else wrote first (retryable)
    ├── DesignError                 the designer could not make a spec
    ├── GenerateError               the generator could not make a source tree
    ├── BuildError                  the builder could not make an image
    └── DeployError                 the target could not roll a version out
        └── AppUnhealthy            the new version did not become healthy

A leaf says whether trying again can help (`retryable`), and carries a hint: what to do. The tree is mapped at three
edges only: Dagster `Failure`, HTTP status, CLI exit code.
"""

from __future__ import annotations

from typing import ClassVar


class PromptRealError(Exception):
    """What happened (the message), and what to do about it (`hint`)."""

    retryable: ClassVar[bool] = False

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint

    def __str__(self) -> str:
        message = super().__str__()
        return f"{message}\n  → {self.hint}" if self.hint else message

    @property
    def message(self) -> str:
        """The message without the hint."""
        return super().__str__()


class InputError(PromptRealError):
    """What a person gave cannot be used as it is."""


class InvalidRequest(InputError):
    """A field of a request is wrong; the message names the field."""


class NameConflict(InputError):
    """The name belongs to another app."""


class UnknownApp(InputError):
    """No app of that name."""


class UnknownImplementation(InputError):
    """A role names an implementation that does not exist; the hint lists those that do."""


class GateRefused(PromptRealError):
    """Evidence says the version must not go out."""


class PhaseTimeout(PromptRealError):
    """A phase used up the time it was given; the hint says how to raise it."""


class AppBusy(PromptRealError):
    """Another run of the same app is under way."""

    retryable = True


class Interrupted(PromptRealError):
    """Somebody ended the run before it was done."""


class MissingStep(PromptRealError):
    """A step's input was never produced, or was refused, in this run's lineage."""


class SandboxError(PromptRealError):
    """No sandbox that the rule allows can run here, or the sandbox itself broke."""


class StoreError(PromptRealError):
    """The store failed."""


class NotFound(StoreError):
    """No object or document there."""


class PreconditionFailed(StoreError):
    """Somebody else wrote first."""

    retryable = True


class DesignError(PromptRealError):
    """The designer could not make a spec."""


class GenerateError(PromptRealError):
    """The generator could not make a source tree."""


class BuildError(PromptRealError):
    """The builder could not make an image."""


class DeployError(PromptRealError):
    """The target could not roll a version out."""


class AppUnhealthy(DeployError):
    """The new version did not become healthy; the message carries its last log lines."""
