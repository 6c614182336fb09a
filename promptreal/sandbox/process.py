"""A plain process: limits, a stripped environment, and no isolation at all. For what our own templates wrote."""

from __future__ import annotations

import json
import os
import re
import sys
from pathlib import Path

from promptreal.roles import SandboxCommand, SandboxResult
from promptreal.sandbox.running import run_wrapped

OPEN_FILES = 4096
_LAUNCHER = Path(__file__).parent / "launcher.py"


class PlainProcess:
    """A `Sandbox` in name only. It sees the host's files and network; a place inside stands for its host folder.

    Since there is no inside, every place of `readable` and `writable` that occurs as a path in the argv, the working
    folder or the environment is replaced by the host folder that it names.
    """

    name = "process"
    isolates = False

    def run(self, command: SandboxCommand) -> SandboxResult:
        """Runs to the end, or to a limit; then its process group is killed.

        Raises:
            SandboxError: it could not be started.
        """
        argv, environment = self.wrap(command)
        workdir = Path(_translated(command, command.workdir))
        return run_wrapped(argv, environment, command, workdir)

    def wrap(self, command: SandboxCommand) -> tuple[list[str], dict[str, str]]:
        """The argv and environment that start this command, for a supervisor to spawn in the working folder."""
        limits = command.limits
        on_linux = sys.platform == "linux"
        settings = {
            "data": limits.memory if on_linux else None,
            "address_space": limits.memory * 8 if on_linux else None,
            "file_size": limits.file_size,
            # The kernel would count all processes of the user, not those of this command.
            "processes": None,
            "open_files": OPEN_FILES,
            "keep": sorted(command.inherit),
            "user": None,
            "filter": False,
            "connect": True,
        }
        interpreter = os.path.realpath(getattr(sys, "_base_executable", None) or sys.executable)
        argv = [interpreter, "-I", "-S", "-B", str(_LAUNCHER), json.dumps(settings)]
        argv += [_translated(command, argument) for argument in command.argv]
        environment = {"PATH": os.defpath, "LANG": "C.UTF-8"}
        environment |= {name: _translated(command, value) for name, value in command.environment.items()}
        return argv, environment


def _translated(command: SandboxCommand, text: str) -> str:
    """`text` with places inside replaced by host folders, the longest first and each part of the text once."""
    places = {inside: str(host.absolute()) for host, inside in (*command.readable.items(), *command.writable.items())}
    if not places:
        return text
    longest_first = "|".join(re.escape(inside) for inside in sorted(places, key=len, reverse=True))
    pattern = rf"(?<![\w.-])({longest_first})(?=[/:\"'\s]|$)"
    return re.sub(pattern, lambda match: places[match[1]], text)
