"""What a scanner said of a file, kept by everything that its answer depends on.

Most files of a new version are those of the version before, and most files of a new app those of another one of its
type: what the same scanner looked at once, with the same rules and at the same place in the tree, need not be looked at
again.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

KEPT_SECONDS = 30 * 24 * 3600.0
"""How long the answer for a file is kept after it was last asked for."""


class Scanned:
    """The answers of one scanner, one small file each, under `folder`. `scanner` names it, its version and its rules.

    With `folder` None nothing is kept, and everything is looked at. An answer that cannot be read is none.
    """

    def __init__(self, folder: Path | None, scanner: str) -> None:
        self._folder = folder
        self._scanner = scanner

    def find(self, tree: Path, files: Iterable[Path]) -> tuple[dict[Path, Any], list[Path]]:
        """What is known of the files of a tree, and those that are still to be looked at."""
        known: dict[Path, Any] = {}
        unknown: list[Path] = []
        for path in files:
            answer = self._read(self._place(tree, path))
            if answer is None:
                unknown.append(path)
            else:
                known[path] = answer["said"]
        return known, unknown

    def keep(self, tree: Path, said: dict[Path, Any]) -> None:
        """Remembers what was said of each of these files; JSON values."""
        if self._folder is None or not said:
            return
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for path, answer in said.items():
            place = self._place(tree, path)
            if place is None:
                continue
            place.parent.mkdir(exist_ok=True, mode=0o700)
            with tempfile.NamedTemporaryFile("w", dir=place.parent, encoding="utf-8", delete=False) as file:
                json.dump({"said": answer}, file)
            Path(file.name).replace(place)
        self._forget_old()

    def _place(self, tree: Path, path: Path) -> Path | None:
        if self._folder is None:
            return None
        parts = (self._scanner, path.relative_to(tree).as_posix(), hashlib.sha256(path.read_bytes()).hexdigest())
        name = hashlib.sha256("\0".join(parts).encode()).hexdigest()
        return self._folder / name[:2] / name[2:]

    def _read(self, place: Path | None) -> dict[str, Any] | None:
        if place is None:
            return None
        try:
            answer = json.loads(place.read_text("utf-8"))
            os.utime(place)
        except (OSError, ValueError):
            return None
        return answer if isinstance(answer, dict) and "said" in answer else None

    def _forget_old(self) -> None:
        if self._folder is None:
            return
        oldest = time.time() - KEPT_SECONDS
        for place in self._folder.glob("*/*"):
            try:
                if place.stat().st_mtime < oldest:
                    place.unlink()
            except OSError:
                continue  # another command was first
