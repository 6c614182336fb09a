"""What an app's requirements hold beyond those of every app: the libraries of what it alone can do.

Each extra has its own lock, made together with the base lock, so that adding one leaves every other version as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from promptreal.generate.render import BLUEPRINTS

EXTRAS = BLUEPRINTS / "extras"
WANTED = "requirements.in"
LOCKS = ("requirements.txt", "requirements-dev.txt")

_NAME = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)")


def with_extras(files: Mapping[str, bytes], names: Iterable[str]) -> dict[str, bytes]:
    """The files with the requirements of these extras in what is wanted and in the locks."""
    found = dict(files)
    for name in names:
        wanted, lock = ((EXTRAS / f"{name}{suffix}").read_text(encoding="utf-8") for suffix in (".in", ".txt"))
        if WANTED in found:
            lines = {*found[WANTED].decode().splitlines(), *wanted.splitlines()}
            found[WANTED] = "".join(f"{line}\n" for line in sorted(lines, key=str.casefold)).encode()
        for path in LOCKS:
            if path in found:
                found[path] = merged(found[path].decode(), lock).encode()
    return found


def merged(lock: str, extra: str) -> str:
    """Both locks as one; what is in both stays as the first has it."""
    blocks = {**by_name(extra), **by_name(lock)}
    return "".join(blocks[name] for name in sorted(blocks))


def by_name(lock: str) -> dict[str, str]:
    """The entries of a lock, each with its hashes, by the name of the package."""
    found: dict[str, str] = {}
    name = ""
    for line in lock.splitlines(keepends=True):
        if match := _NAME.match(line):
            name = match[1].lower().replace("_", "-")
            found[name] = ""
        if name:
            found[name] += line
    return found
