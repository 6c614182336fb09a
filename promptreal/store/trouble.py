"""The one translation from an operating system's error to the domain's."""

from __future__ import annotations

import errno

from promptreal.errors import StoreError

_NOT_YOURS = "this user may not use that path: check its owner and mode, or set PROMPTREAL_HOME to a folder of yours"

_HINTS = {
    errno.ENOSPC: "the disk is full: free some space, or move the home folder with PROMPTREAL_HOME",
    errno.EDQUOT: "your disk quota is used up: free some space, or move the home folder with PROMPTREAL_HOME",
    errno.EACCES: _NOT_YOURS,
    errno.EPERM: _NOT_YOURS,
    errno.EROFS: "that disk is read-only: set PROMPTREAL_HOME to a folder that can be written",
    errno.EMFILE: "this process has too many files open: raise its limit (ulimit -n)",
    errno.ENOTDIR: "one part of that path is a file where a folder should be: move it away",
    errno.EISDIR: "there is a folder where a file should be: move it away",
    errno.ENAMETOOLONG: "use a shorter name, or a home folder with a shorter path",
    errno.EIO: "the disk reports errors: check it before you go on",
}


def store_trouble(doing: str, error: OSError) -> StoreError:
    """The StoreError for an operating system's error: what was being done, where, and what to do about it."""
    where = f" ({error.filename})" if error.filename else ""
    return StoreError(
        f"could not {doing}: {error.strerror or error}{where}",
        hint=_HINTS.get(error.errno or 0, "check the home folder's disk (promptreal doctor shows where it is)"),
    )
