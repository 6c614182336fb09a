"""Reaching into a sandbox from outside.

The process that a supervisor spawns from `Sandbox.wrap` is the sandbox itself: killing it ends everything inside,
without a goodbye, and a moment after it is gone itself. `end_sandbox` ends what is inside first, so that waiting for
the sandbox is waiting for all of it. A graceful stop is a signal to the command inside, which `signal_command` sends.
"""

from __future__ import annotations

import os
import signal
from contextlib import suppress
from pathlib import Path

_PAGE = os.sysconf("SC_PAGE_SIZE")


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


def end_sandbox(pid: int) -> None:
    """Kills everything in the sandbox with process id `pid`, which its parent then waits for.

    Once it has been waited for, no process of it is left and no socket or file of it is open. A plain process is killed
    with its process group, where it leads one.
    """
    # The kernel ends a process id namespace with its first process, and lets that one go last; then the monitor leaves
    # by itself.
    if _is_bubblewrap(pid) and [first for first in _children(pid) if _send(first, signal.SIGKILL)]:
        return
    with suppress(ProcessLookupError, PermissionError):
        if os.getpgid(pid) == pid:
            os.killpg(pid, signal.SIGKILL)
    _send(pid, signal.SIGKILL)


def memory_inside(pid: int) -> int:
    """Bytes of private memory that the process and all its descendants hold now; 0 where that cannot be told."""
    total = 0
    open_ends = [pid]
    while open_ends:
        process = open_ends.pop()
        open_ends += _children(process)
        with suppress(OSError, ValueError, IndexError):
            _, resident, shared = Path(f"/proc/{process}/statm").read_text().split()[:3]
            total += (int(resident) - int(shared)) * _PAGE
    return total


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
    """The children of all threads of a process; none where the kernel does not list them, or when it is gone."""
    found: list[int] = []
    with suppress(OSError):
        for thread in Path(f"/proc/{pid}/task").iterdir():
            with suppress(OSError):
                found += [int(child) for child in (thread / "children").read_text().split()]
    return found
