"""Which Python the apps run under: ours, or a system's Python of the same version that is clearly quicker.

A Python that was compiled on the machine without profile-guided optimization, as version managers do, takes up to half
as long again for everything as a distribution's own. It is measured once on a machine, and written down.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile

_RECORD = "python.json"
_WORTH_IT = 0.85
"""Of our Python's time, what another may take at most to be preferred."""
_PATIENCE = 20.0
# Places that every sandbox shows.
_SYSTEM_FOLDERS = ("/usr/bin", "/usr/local/bin")

# Dictionaries, calls, text and comprehensions, for some 20 milliseconds; the quickest of several rounds counts.
_MEASURE = """
import json, sys, sysconfig, time
def work():
    seen, length = {}, 0
    for number in range(60000):
        seen[number & 1023] = str(number)
        length += len([one for one in (number, length)])
    return length
def seconds():
    begun = time.process_time()
    work()
    return time.process_time() - begun
version = ".".join(map(str, sys.version_info[:3]))
tag = f"{sys.implementation.name}-{version}-{sysconfig.get_platform()}"
print(json.dumps({"tag": tag, "seconds": min(seconds() for _ in range(5))}))
"""


@dataclass(frozen=True)
class AppPython:
    """A Python to make environments from: its real path, its implementation, version and platform, and why this one."""

    path: str
    tag: str
    why: str


def own_python() -> AppPython:
    """The Python below any virtual environment that we run in ourselves."""
    version = ".".join(map(str, sys.version_info[:3]))
    return AppPython(
        path=os.path.realpath(getattr(sys, "_base_executable", None) or sys.executable),
        tag=f"{sys.implementation.name}-{version}-{sysconfig.get_platform()}",
        why="the one that Prompt to Real runs under",
    )


def choose_python(folder: Path, choice: str = "quickest") -> AppPython:
    """The Python for apps; what was measured is kept in `folder`.

    `choice` is "quickest" (of ours and the system's of the same version) or "own". Where measuring or writing it down
    fails, it is ours: which one it is changes nothing but the speed.
    """
    own = own_python()
    others = [] if choice == "own" else _others(own)
    if not others:
        return own
    known = _known(folder, own, others)
    if known is not None:
        return known
    chosen = _quickest(own, others)
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile("w", dir=folder, prefix=".python-", delete=False) as file:
            json.dump({"measured": _fingerprints([own.path, *others]), "chosen": asdict(chosen)}, file)
        Path(file.name).replace(folder / _RECORD)
    return chosen


def _others(own: AppPython) -> list[str]:
    name = f"python{sys.version_info[0]}.{sys.version_info[1]}"
    paths = [Path(folder, name) for folder in _SYSTEM_FOLDERS]
    found = {os.path.realpath(path) for path in paths if path.exists()}
    return sorted(path for path in found - {own.path} if path.startswith("/usr/"))


def _fingerprints(paths: list[str]) -> list[list[str | int]]:
    """What tells that one of them was replaced."""
    return [[path, (found := Path(path).stat()).st_mtime_ns, found.st_size] for path in paths]


def _known(folder: Path, own: AppPython, others: list[str]) -> AppPython | None:
    try:
        record = json.loads((folder / _RECORD).read_bytes())
        return AppPython(**record["chosen"]) if record["measured"] == _fingerprints([own.path, *others]) else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _quickest(own: AppPython, others: list[str]) -> AppPython:
    ours = _measure(own.path)
    if ours is None:
        return own
    best, seconds = own, ours[1] * _WORTH_IT
    for path in others:
        measured = _measure(path)
        if measured is not None and measured[1] < seconds:
            why = f"{path} takes {measured[1] / ours[1]:.0%} of the time of the one that Prompt to Real runs under"
            best, seconds = AppPython(path, measured[0], why), measured[1]
    return best


def _measure(path: str) -> tuple[str, float] | None:
    """The tag and the seconds of that Python, or None when it does not work."""
    try:
        done = subprocess.run(
            [path, "-I", "-S", "-c", _MEASURE],
            env={"LANG": "C.UTF-8"},
            cwd="/",
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=True,
            timeout=_PATIENCE,
        )
        said = json.loads(done.stdout)
        return str(said["tag"]), float(said["seconds"])
    except (OSError, subprocess.SubprocessError, ValueError, KeyError, TypeError):
        return None
