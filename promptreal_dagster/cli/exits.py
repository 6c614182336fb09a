"""How a command ends: one exit code for each class of error."""

from __future__ import annotations

from promptreal import errors

OK = 0
UNEXPECTED = 1
INTERRUPTED = 130

EXIT_CODES: dict[type[errors.PromptRealError], int] = {
    errors.InputError: 2,
    errors.GateRefused: 3,
    errors.PhaseTimeout: 4,
    errors.AppBusy: 5,
    errors.BuildError: 6,
    errors.DeployError: 7,
    errors.StoreError: 8,
    errors.SandboxError: 9,
    errors.DesignError: 10,
    errors.GenerateError: 10,
    errors.MissingStep: 11,
    errors.Interrupted: INTERRUPTED,
}

MEANINGS: dict[int, str] = {
    OK: "it worked",
    UNEXPECTED: "something that nobody foresaw (--debug shows where)",
    2: "wrong usage, or a request that cannot be used as it is",
    3: "a gate refused the version; what served before serves",
    4: "a phase used up its time",
    5: "another run of the same app is under way",
    6: "the image could not be built",
    7: "the version could not be rolled out",
    8: "the store failed",
    9: "no sandbox that may be used can run here",
    10: "no spec, or no source tree, could be made",
    11: "a step's input is missing",
    INTERRUPTED: "interrupted (Ctrl-C)",
}


def exit_code(error: type[BaseException]) -> int:
    """The exit code for an error of this class: that of its nearest ancestor in `EXIT_CODES`, else 1."""
    if issubclass(error, KeyboardInterrupt):
        return INTERRUPTED
    for ancestor in error.__mro__:
        if ancestor in EXIT_CODES:
            return EXIT_CODES[ancestor]
    return UNEXPECTED


def error_class(name: str) -> type[errors.PromptRealError]:
    """The error class of that name, as a run records it; the root of the tree for a name that it does not have."""
    waiting = [errors.PromptRealError]
    while waiting:
        found = waiting.pop()
        if found.__name__ == name:
            return found
        waiting.extend(found.__subclasses__())
    return errors.PromptRealError
