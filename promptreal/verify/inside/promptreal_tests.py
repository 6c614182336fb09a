"""Runs a source tree's tests, in as many processes as it is told, and until then imports what they will need.

    python -P promptreal_tests.py LIBRARIES OPTIONS…

This file stands alone, like its neighbour. LIBRARIES are names with commas between them; OPTIONS are pytest's. Standard
input gives one line, a JSON list with a list of more options for each process; when it ends without one, nobody needs
the tests any more. Nothing of the tree is looked at before that: its folder may still be empty, and the import system
remembers what it saw. `REPORTS` in the environment is the folder where the process of each number leaves
`junit-NUMBER.xml` and `witness-NUMBER.json`.

It ends with pytest's exit code: with the first one that is neither 0 nor that of a process which found no test.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import sys
import threading
from pathlib import Path

NO_TESTS = 5
LESS_URGENT = 10


def import_libraries(names: list[str]) -> None:
    """Imports those of the libraries that there are; what is wrong with another, the tests will say."""
    # Whoever writes the tree meanwhile needs the processor more. The main thread stays as it is.
    with contextlib.suppress(OSError):
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), LESS_URGENT)
    for name in names:
        with contextlib.suppress(Exception):
            importlib.import_module(name)


def run(number: int, options: list[str]) -> int:
    """Runs the tests of one process; gives pytest's exit code."""
    import pytest  # noqa: PLC0415 (of the environment whose tests these are)

    reports = os.environ["REPORTS"]
    os.environ["WITNESS"] = f"{reports}/witness-{number}.json"
    return int(pytest.main([*options, f"--junitxml={reports}/junit-{number}.xml"]))


def main(arguments: list[str]) -> int:
    """The exit code."""
    libraries, *options = arguments
    gc.disable()
    importing = threading.Thread(target=import_libraries, args=(libraries.split(","),))
    importing.start()
    importing.join()
    gc.freeze()
    gc.enable()
    line = sys.stdin.buffer.readline()
    if not line:
        return 0
    # The tests must find what they find in any other run: no input, and the tree in front of all that is importable.
    empty = os.open(os.devnull, os.O_RDONLY)
    os.dup2(empty, 0)
    os.close(empty)
    sys.path.insert(0, str(Path.cwd()))
    sys.argv[:] = ["pytest"]
    shares = json.loads(line)
    others = []
    for number, share in enumerate(shares[1:], start=1):
        other = os.fork()
        if not other:
            code = run(number, [*options, *share])
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)
        others.append(other)
    codes = [run(0, [*options, *shares[0]])]
    codes += [os.waitstatus_to_exitcode(os.waitpid(other, 0)[1]) for other in others]
    # A signal's number is negative, and no exit code.
    return next((abs(code) for code in codes if code not in {0, NO_TESTS}), 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
