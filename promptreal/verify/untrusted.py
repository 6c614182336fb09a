"""Files that were written where hostile code could write them."""

from __future__ import annotations

from pathlib import Path


def untrusted_text(path: Path, most: int) -> str | None:
    """The text of a plain file of at most `most` bytes; None for everything else, links among it.

    Raises:
        OSError, ValueError: it cannot be read, or is no text.
    """
    if path.is_symlink() or not path.is_file() or path.stat().st_size > most:
        return None
    return path.read_text("utf-8")
