"""What one app may use of this machine, all of its processes and files together.

The sandbox limits single processes and single files; an app could have many of either. Standard library only.
"""

from __future__ import annotations

import asyncio
import os
from dataclasses import dataclass
from pathlib import Path

from promptreal.deploy.process.usage import usage


@dataclass(frozen=True)
class Quota:
    """The most that an app may use: `memory` and `disk` in bytes, `files` in its data folder; asked each `every` s."""

    memory: int = 1536 * 1024**2
    disk: int = 8 * 1024**3
    files: int = 200_000
    every: float = 5.0  # shorter than what counts as a steady run, so that an app that goes on so is given longer rests

    async def exceeded(self, pid: int, data: Path) -> str:
        """Looks for ever; what there is too much of, once there is."""
        complaint = ""
        while not complaint:
            await asyncio.sleep(self.every)
            # In a thread: nothing else of the app may wait for a folder with a great many files.
            complaint = await asyncio.to_thread(self._complaint, pid, data)
        return complaint

    def _complaint(self, pid: int, data: Path) -> str:
        memory = int(usage(pid).get("memory_bytes", 0))
        if memory > self.memory:
            return f"used {_megabytes(memory)} of memory, and may use {_megabytes(self.memory)}"
        size = files = 0
        waiting = [data]
        while waiting and files <= self.files and size <= self.disk:
            try:
                with os.scandir(waiting.pop()) as entries:
                    for entry in entries:
                        files += 1
                        size += entry.stat(follow_symlinks=False).st_blocks * 512
                        if entry.is_dir(follow_symlinks=False):
                            waiting.append(Path(entry.path))
            except OSError:
                continue  # it went while we looked
        if size > self.disk:
            return f"has more than {_megabytes(self.disk)} of data"
        return f"has more than {self.files:,} files" if files > self.files else ""


def _megabytes(count: int) -> str:
    return f"{count / 1024**2:,.0f} MiB"
