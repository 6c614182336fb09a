"""The processes of a version that may soon be deployed: they have their libraries, and nothing of the app."""

from __future__ import annotations

from collections.abc import Mapping

from promptreal.deploy.process.child import AppProcess, Log
from promptreal.deploy.process.revision import Launch


class Foreseen:
    """Processes by the name of their command in the revision; each can be taken once."""

    def __init__(self) -> None:
        self._processes: dict[str, AppProcess] = {}

    async def start(self, commands: Mapping[str, Launch], log: Log) -> None:
        """Starts these commands, by their names.

        Raises:
            Trouble: one cannot be started; `discard` ends the others.
        """
        for name, launch in commands.items():
            self._processes[name] = await AppProcess.expect_to_start(launch, log)

    def take(self, name: str) -> AppProcess | None:
        """The process of that name, which is the caller's from then on; None when there is none."""
        return self._processes.pop(name, None)

    async def discard(self) -> None:
        """Ends those that nobody took."""
        while self._processes:
            _, process = self._processes.popitem()
            await process.kill()
