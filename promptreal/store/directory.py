"""The store in a directory: nothing to install, safe between processes and against being killed at any moment.

    objects/ab/cdef…      content by SHA-256, written once, read-only
    documents/<key>       one file for each document, exactly its content, so that a person can read it or put one there
    scratch/              files being written; a whole one is renamed or linked into place
    locks/                one lock file for each 256th of the keys; the kernel frees a dead process's lock

A document's version tag is the hash of its content, as an object store's ETag is.
"""

from __future__ import annotations

import errno
import fcntl
import hashlib
import os
import stat
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Literal

from promptreal.errors import NotFound, PreconditionFailed, StoreError
from promptreal.store.trouble import store_trouble

_DIGEST_LENGTH = 64
_SEGMENT_BYTES = 200
_KEY_BYTES = 1000
_ABANDONED_SECONDS = 3600.0
# What file systems without hard links answer.
_NO_LINKS = {errno.EPERM, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK}


class DirectoryStore:
    """A `Store` under one folder, which is made on first use."""

    name = "directory"

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._objects = folder / "objects"
        self._documents = folder / "documents"
        self._scratch = folder / "scratch"
        self._locks = folder / "locks"
        try:
            for part in (self._objects, self._documents, self._scratch, self._locks):
                part.mkdir(parents=True, exist_ok=True)
            self._sweep()
        except OSError as error:
            raise store_trouble("open the store", error) from error

    def put(self, content: bytes) -> str:
        """Stores once by content; returns `sha256:…`. What is there already is not written again."""
        digest = hashlib.sha256(content).hexdigest()
        path = self._object(digest)
        try:
            # A size that differs can only be damage from outside: writing it again mends it.
            if path.exists() and path.stat().st_size == len(content):
                return f"sha256:{digest}"
            path.parent.mkdir(exist_ok=True)
            with self._written(content, mode=0o444) as scratch:
                scratch.replace(path)
                _sync_folder(path.parent)
        except OSError as error:
            raise store_trouble("store an object", error) from error
        return f"sha256:{digest}"

    def get(self, digest: str) -> bytes:
        """The object's bytes, verified.

        Raises:
            NotFound: there is none.
            StoreError: what is there is not what was stored.
        """
        path = self._object(_hex(digest))
        try:
            content = path.read_bytes()
        except FileNotFoundError as error:
            raise NotFound(f"the store has no object {digest}") from error
        except OSError as error:
            raise store_trouble(f"read the object {digest}", error) from error
        if hashlib.sha256(content).hexdigest() != _hex(digest):
            raise StoreError(
                f"the object {digest} is damaged: its content no longer matches its digest",
                hint=f"delete {path} and run the step that made it again, or restore it from a backup",
            )
        return content

    def has(self, digest: str) -> bool:
        """Whether the object is there."""
        return self._object(_hex(digest)).is_file()

    def read(self, key: str) -> tuple[bytes, str]:
        """A document and its version tag.

        Raises:
            NotFound: there is none.
        """
        try:
            content = _read_plain_file(self._document(key))
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError) as error:
            raise NotFound(f"the store has no document {key}") from error
        except OSError as error:
            raise store_trouble(f"read the document {key}", error) from error
        return content, _tag(content)

    def write(self, key: str, content: bytes, *, expect: str | Literal["any"] | None = "any") -> str:
        """Writes a document whole or not at all; returns its new version tag.

        Raises:
            PreconditionFailed: `expect` is not how it is now; nothing was written.
        """
        path = self._document(key)
        try:
            with self._locked(key), self._written(content, mode=0o644) as scratch:
                path.parent.mkdir(parents=True, exist_ok=True)
                if expect is None:
                    _create(scratch, path)
                else:
                    if expect != "any":
                        self._require(key, expect)
                    scratch.replace(path)
                _sync_folder(path.parent)
        except FileExistsError as error:
            raise PreconditionFailed(f"the document {key} exists already") from error
        except OSError as error:
            raise store_trouble(f"write the document {key}", error) from error
        return _tag(content)

    def delete(self, key: str) -> None:
        """Deletes a document; a missing one is no error."""
        path = self._document(key)
        try:
            with self._locked(key), suppress(FileNotFoundError, NotADirectoryError):
                path.unlink()
                _sync_folder(path.parent)
        except OSError as error:
            raise store_trouble(f"delete the document {key}", error) from error

    def list(self, prefix: str) -> Iterator[str]:
        """The keys that start with `prefix`, sorted. Hidden files, links and pipes are no documents."""
        folder = prefix.rpartition("/")[0]
        top = self._document(folder) if folder else self._documents
        try:
            yield from sorted(key for key in self._keys(top) if key.startswith(prefix))
        except OSError as error:
            raise store_trouble(f"list the documents under {prefix}", error) from error

    def _keys(self, top: Path) -> Iterator[str]:
        for where, folders, files in os.walk(top, onerror=_raise_unless_missing):
            folders[:] = [name for name in folders if not name.startswith(".")]
            for name in files:
                path = Path(where, name)
                key = path.relative_to(self._documents).as_posix()
                if _is_key(key) and not path.is_symlink() and path.is_file():
                    yield key

    def _object(self, digest: str) -> Path:
        return self._objects / digest[:2] / digest[2:]

    def _document(self, key: str) -> Path:
        check_key(key)
        return self._documents.joinpath(*key.split("/"))

    def _require(self, key: str, expect: str) -> None:
        try:
            _, found = self.read(key)
        except NotFound as error:
            raise PreconditionFailed(f"the document {key} is gone") from error
        if found != expect:
            raise PreconditionFailed(f"the document {key} was changed by somebody else")

    @contextmanager
    def _locked(self, key: str) -> Iterator[None]:
        stripe = hashlib.sha256(key.encode()).hexdigest()[:2]
        with (self._locks / stripe).open("wb") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    @contextmanager
    def _written(self, content: bytes, *, mode: int) -> Iterator[Path]:
        """A scratch file with this content, on disk for good; gone afterwards unless it was moved away."""
        descriptor, name = tempfile.mkstemp(dir=self._scratch)
        scratch = Path(name)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
                file.flush()
                os.fchmod(file.fileno(), mode)
                os.fsync(file.fileno())
            yield scratch
        finally:
            scratch.unlink(missing_ok=True)

    def _sweep(self) -> None:
        """Removes scratch files that a killed process left. Nobody takes an hour to write one."""
        oldest = time.time() - _ABANDONED_SECONDS
        for entry in os.scandir(self._scratch):
            with suppress(FileNotFoundError):
                if entry.stat(follow_symlinks=False).st_mtime < oldest:
                    Path(entry.path).unlink()


def check_key(key: str) -> None:
    """Refuses a key that cannot name a document: one that leaves the store, is hidden, or no file system takes.

    Raises:
        StoreError: the message says what is wrong with it.
    """
    if not key or len(key.encode()) > _KEY_BYTES:
        raise StoreError(f"a document key has 1 to {_KEY_BYTES} bytes; this one has {len(key.encode())}")
    for segment in key.split("/"):
        if not segment or segment.startswith("."):
            raise StoreError(f"the document key {key!r} has an empty or hidden part {segment!r}")
        if not segment.isprintable() or "\\" in segment or len(segment.encode()) > _SEGMENT_BYTES:
            raise StoreError(f"the document key {key!r} has a part that cannot be a file name: {segment[:80]!r}")


def _is_key(name: str) -> bool:
    """Whether a file's name, which anybody may have given it, is a key."""
    try:
        check_key(name)
    except (StoreError, UnicodeEncodeError):
        return False
    return True


def _hex(digest: str) -> str:
    algorithm, _, value = digest.partition(":")
    if algorithm != "sha256" or len(value) != _DIGEST_LENGTH or not set(value) <= set("0123456789abcdef"):
        raise StoreError(f"{digest!r} is no object digest: it has the form sha256:<64 hexadecimal digits>")
    return value


def _tag(content: bytes) -> str:
    return f"sha256:{hashlib.sha256(content).hexdigest()}"


def _read_plain_file(path: Path) -> bytes:
    try:
        # Opening a pipe waits for its writer, unless it is told not to.
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK)
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise FileNotFoundError(errno.ENOENT, "a link is no document", str(path)) from error
        raise
    with os.fdopen(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise FileNotFoundError(errno.ENOENT, "only a plain file is a document", str(path))
        return file.read()


def _create(scratch: Path, path: Path) -> None:
    """Puts a whole file where none is; FileExistsError where one is. The caller holds the key's lock."""
    try:
        # A link is atomic even against a file that a person puts there by hand.
        os.link(scratch, path)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        if path.exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path)) from error
        scratch.replace(path)


def _sync_folder(folder: Path) -> None:
    """Makes a rename in this folder survive a power failure, on file systems that can."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in {errno.EINVAL, errno.ENOTSUP}:
            raise
    finally:
        os.close(descriptor)


def _raise_unless_missing(error: OSError) -> None:
    if not isinstance(error, FileNotFoundError | NotADirectoryError):
        raise error
