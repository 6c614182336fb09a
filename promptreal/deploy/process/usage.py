"""What the processes of an app use: memory and processor time, from the system's own tables."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Process:
    """One process: resident memory in bytes, processor time in seconds."""

    pid: int
    parent: int
    memory: int
    cpu_seconds: float


def usage(pid: int) -> dict[str, float | int]:
    """`memory_bytes`, `cpu_seconds` and `processes` of a process and all below it; nothing when it is gone."""
    table = {process.pid: process for process in _processes()}
    if pid not in table:
        return {}
    family = {pid}
    grown = True
    while grown:
        more = {process.pid for process in table.values() if process.parent in family} - family
        family |= more
        grown = bool(more)
    return {
        "memory_bytes": sum(table[one].memory for one in family),
        "cpu_seconds": round(sum(table[one].cpu_seconds for one in family), 2),
        "processes": len(family),
    }


def _processes() -> Iterator[Process]:
    return _from_proc() if sys.platform == "linux" else _from_ps()


def _from_proc() -> Iterator[Process]:
    page = os.sysconf("SC_PAGE_SIZE")
    ticks = os.sysconf("SC_CLK_TCK")
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                # The command's name, in brackets, may hold spaces and brackets itself.
                values = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue  # it ended meanwhile
            yield Process(
                int(entry.name), int(values[1]), int(values[21]) * page, (int(values[11]) + int(values[12])) / ticks
            )


def _from_ps() -> Iterator[Process]:
    output = subprocess.run(
        ["ps", "-axo", "pid=,ppid=,rss=,time="], capture_output=True, text=True, check=True, timeout=10
    ).stdout
    for line in output.splitlines():
        pid, parent, kilobytes, clock = line.split()
        days, _, time = clock.rpartition("-")
        seconds = 0.0
        for part in time.split(":"):
            seconds = 60 * seconds + float(part)
        yield Process(int(pid), int(parent), int(kilobytes) * 1024, seconds + 86400 * int(days or 0))
