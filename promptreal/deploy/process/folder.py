"""An app's folder on this machine: where its data, logs and state are, and who may touch them.

Standard library only: the supervisor, a small daemon, lives on it.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import re
import secrets
import shutil
import socket
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

SOCKET_PATH_LIMIT = 100
"""Characters that a Unix socket's path may have (103 on macOS, 107 on Linux)."""


class Held(Exception):
    """Another process holds the lock."""


@dataclass
class Record:
    """What an app's folder remembers.

    `desired` is "running" or "stopped". `revision` is the version that serves, or served last (revision.py); None
    until one was proven. `served` are the digests of every version that ever served this data. `port` is 0 until one
    is chosen. `undo` says which version's migration can be undone from its backup, as long as the database is in the
    `state` it was left in.
    """

    host: str = ""
    port: int = 0
    desired: str = "stopped"
    revision: dict[str, Any] | None = None
    served: list[str] = field(default_factory=list)
    since: str = ""
    undo: dict[str, str] | None = None

    @property
    def reachable_host(self) -> str:
        """The address that the app can be asked at from here."""
        return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.host, self.host)  # noqa: S104 (reading, not binding)

    @property
    def url(self) -> str:
        """Where the app answers; empty while it has no port."""
        if not self.port:
            return ""
        host = self.reachable_host
        return f"http://[{host}]:{self.port}" if ":" in host else f"http://{host}:{self.port}"


@dataclass(frozen=True)
class AppFolder:
    """The paths under `settings.apps_folder/{key}`, and what is done to them."""

    root: Path

    @classmethod
    def of(cls, apps_folder: Path, key: str) -> AppFolder:
        """The folder of the app with that key.

        Raises:
            ValueError: the key is no app key, and could leave the folder.
        """
        if not re.fullmatch(r"[a-z0-9]([a-z0-9.-]{0,126}[a-z0-9])?", key) or ".." in key:
            raise ValueError(f"{key!r} is no app key")
        return cls(apps_folder / key)

    @property
    def data(self) -> Path:
        """What the app itself writes: the only place it may."""
        return self.root / "data"

    @property
    def database(self) -> Path:
        """The app's SQLite database."""
        return self.data / "app.db"

    @property
    def backups(self) -> Path:
        """Copies of the database from before migrations, newest kept."""
        return self.root / "backups"

    @property
    def rehearsal(self) -> Path:
        """Where a migration is tried on a copy."""
        return self.root / "rehearsal"

    @property
    def log(self) -> Path:
        """What the app prints."""
        return self.root / "logs" / "app.log"

    @property
    def supervisor_log(self) -> Path:
        """What the supervisor has to say."""
        return self.root / "logs" / "supervisor.log"

    @property
    def control(self) -> Path:
        """The supervisor's Unix socket."""
        return self.root / "control"

    def create(self) -> None:
        """Makes the folders, for this user only."""
        for folder in (self.root, self.data, self.backups, self.rehearsal, self.log.parent):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    def exists(self) -> bool:
        """Whether the app has a folder here."""
        return self.root.is_dir()

    def record(self) -> Record:
        """What the folder remembers; an empty record when there is none."""
        try:
            return Record(**json.loads((self.root / "state.json").read_bytes()))
        except FileNotFoundError:
            return Record()

    def remember(self, record: Record) -> None:
        """Writes the record, whole or not at all. For the holder of the lock only."""
        write_atomically(self.root / "state.json", json.dumps(record.__dict__, indent=1).encode())

    def secret_key(self) -> str:
        """The app's own key, made on first use; readable for this user only."""
        path = self.root / "secret_key"
        with contextlib.suppress(FileNotFoundError):
            return path.read_text()
        write_atomically(path, secrets.token_urlsafe(48).encode())
        return path.read_text()

    @contextlib.contextmanager
    def lock(self) -> Iterator[None]:
        """Holds the folder: whoever does is the app's one supervisor, or is removing it.

        Raises:
            Held: another process holds it.
        """
        with exclusive(self.root / "lock"):
            yield

    def is_held(self) -> bool:
        """Whether a supervisor runs."""
        try:
            with self.lock():
                return False
        except Held:
            return True
        except FileNotFoundError:
            return False

    def remove(self) -> None:
        """Deletes everything of the app. For the holder of the lock only."""
        shutil.rmtree(self.root)

    def connect(self, timeout: float) -> socket.socket:
        """A connection to the supervisor.

        Raises:
            OSError: none listens.
        """
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        connection.settimeout(timeout)
        try:
            if len(os.fsencode(self.control)) < SOCKET_PATH_LIMIT:
                connection.connect(str(self.control))
            else:
                with tempfile.TemporaryDirectory(prefix="pr-") as short:
                    link = Path(short) / "a"
                    link.symlink_to(self.root)
                    connection.connect(str(link / self.control.name))
        except BaseException:
            connection.close()
            raise
        return connection


@contextlib.contextmanager
def exclusive(path: Path) -> Iterator[None]:
    """Holds a lock file; the system frees it when the holder is gone, however it ended.

    Raises:
        Held: another process holds it.
        FileNotFoundError: its folder does not exist.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            # A holder before may have deleted the file: then this lock is on nothing that anybody else will see.
            if os.fstat(descriptor).st_ino != path.stat().st_ino:
                raise Held(str(path))
        except (BlockingIOError, FileNotFoundError) as error:
            raise Held(str(path)) from error
        yield
    finally:
        os.close(descriptor)


def write_atomically(path: Path, content: bytes) -> None:
    """Writes a file for this user only: readers see what was or what is, never a part."""
    descriptor, part = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(part).replace(path)
    except BaseException:
        Path(part).unlink(missing_ok=True)
        raise
