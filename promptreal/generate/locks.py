"""`python -m promptreal.generate.locks`: locks what generated apps need, with hashes, for every platform.

Every app of a generator version gets the same locks: an environment that was built once serves them all.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from uv import find_uv_bin

from promptreal.generate.render import BLUEPRINTS

FOLDER = BLUEPRINTS / "layers" / "base"
LOCKS = {"requirements.in": "requirements.txt", "requirements-dev.in": "requirements-dev.txt"}

_OPTIONS = (
    "--generate-hashes",
    "--universal",
    "--python-version",
    "3.11",
    "--no-header",
    "--no-annotate",
    # An address of an index would tie the apps to this machine's.
    "--no-emit-index-url",
)


def refresh(folder: Path = FOLDER, *, upgrade: bool = True) -> None:
    """Writes both locks anew; the development lock holds exactly the runtime lock's versions and more.

    Raises:
        CalledProcessError: uv found no set of versions; it has said why.
    """
    newest = ["--upgrade"] if upgrade else []
    for wanted, lock in LOCKS.items():
        same = ["--constraints", LOCKS["requirements.in"]] if wanted != "requirements.in" else []
        subprocess.run(
            [find_uv_bin(), "pip", "compile", *_OPTIONS, *newest, *same, wanted, "--output-file", lock, "--quiet"],
            cwd=folder,
            check=True,
        )


if __name__ == "__main__":
    refresh()
    sys.stderr.write(f"locked in {FOLDER}\n")
