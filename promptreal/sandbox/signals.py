"""Reaching a sandboxed command from outside.

The process that a supervisor spawns from `Sandbox.wrap` is the sandbox itself: ending it ends everything inside at
once, without a goodbye. A graceful stop is a signal to the command inside, and that is what this module sends.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path


def signal_command(pid: int, number: int) -> bool:
    """Sends a signal to the command that runs inside the sandbox with process id `pid`.

    `pid` is the process that was spawned with the argv of `Sandbox.wrap`; a plain process is its own command.
    False when the command has not begun or is gone; the caller may then signal `pid` itself.
    """
    if not _is_bubblewrap(pid):
        return _send(pid, number)
    # bubblewrap's monitor has one child, the first process of the namespace, and that one the command.
    for first in _children(pid):
        for command in _children(first):
            return _send(command, number)
    return False


def _send(pid: int, number: int) -> bool:
    with suppress(ProcessLookupError):
        os.kill(pid, number)
        return True
    return False


def _is_bubblewrap(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/comm").read_text().strip() == "bwrap"
    except OSError:
        return False


def _children(pid: int) -> list[int]:
    with suppress(OSError):
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    # Not every kernel lists the children.
    return sorted(
        int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit() and _parent(entry) == pid
    )


def _parent(process: Path) -> int:
    try:
        return int((process / "stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return -1
