"""An app's database across versions: copied, migrated on trial, migrated, and put back when that helps."""

from __future__ import annotations

import asyncio
import hashlib
import os
import shutil
import stat
from collections.abc import Mapping
from pathlib import Path

from promptreal.deploy.process.child import Log, run
from promptreal.deploy.process.folder import AppFolder, Record
from promptreal.deploy.process.foreseen import Foreseen
from promptreal.deploy.process.revision import Revision

COPIES = 3
"""Backups kept."""


class Database:
    """The database of an app on its way to `revision`; `before` is what serves meanwhile, if anything."""

    def __init__(
        self,
        folder: AppFolder,
        record: Record,
        extra: Mapping[str, str],
        log: Log,
        revision: Revision,
        before: Revision | None,
        foreseen: Foreseen,
    ) -> None:
        self.folder = folder
        self.record = record
        self.extra = extra
        self.log = log
        self.revision = revision
        self.before = before
        self.foreseen = foreseen
        self.touched = False
        """Whether the migration of the real database has begun: from then on it is better to finish than to go back."""
        self.state = ""
        """The database as the migration left it, if nobody wrote between the backup and the migration; else empty."""

    async def prepare(self) -> None:
        """Brings the database to where the revision needs it.

        Raises:
            Trouble: its migration failed; the database is as it was, unless the log says otherwise.
        """
        if self.folder.database.exists() and not self.record.served:
            # Left by a version that never served: nobody's data, in a schema that was never released.
            self._remove()
        if not self.folder.database.exists():
            await self._create()
        elif self.revision.digest not in self.record.served:
            if self.before is None or not self.revision.has_schema_of(self.before):
                await self._bring_forward()
        elif self.before is not None and self._can_undo(self.before):
            await self._restore(self.before)
        # Else it served on this data before: its own migrations are applied, and it survives those of later versions.

    async def undo(self) -> None:
        """Puts the database back to before the migration, if nothing has been written since; else leaves it.

        The version before survives the newer schema. A version that comes later may not, because it can only build
        on what was released.
        """
        if self.state and self.state == fingerprint(self.folder.database):
            await self._restore(self.revision)
        elif self.touched:
            self.log.write(f"[supervisor] the database from before is kept in {self.revision.copy}\n".encode())

    async def _create(self) -> None:
        try:
            await run(self.revision.migrate, self.extra, self.log, "make its database")
        except BaseException:
            self._remove()  # half a database would be taken for an app's data at the next attempt
            raise

    async def _bring_forward(self) -> None:
        self._clear_rehearsal()
        await run(self.revision.backup, {}, self.log, "back up its database")
        copied = fingerprint(self.folder.database)
        try:
            await self._run("rehearse", "migrate a copy of its database")
            tried = self.folder.rehearsal / self.folder.database.name
            if await asyncio.to_thread(fingerprint, tried) != await asyncio.to_thread(
                fingerprint, Path(self.revision.copy)
            ):
                await self._migrate(copied)
        finally:
            self._clear_rehearsal()
            self._keep_newest_copies()

    async def _migrate(self, copied: str) -> None:
        calm = copied == fingerprint(self.folder.database)
        self.touched = True
        try:
            await self._run("migrate", "migrate its database")
        except BaseException:
            if self.before is None:
                # Nothing serves, so nothing but the migration wrote since the copy was made.
                await self._restore(self.revision)
                self.touched = False
            raise
        if calm:
            self.state = fingerprint(self.folder.database)

    async def _run(self, command: str, what: str) -> None:
        launch = getattr(self.revision, command)
        await run(launch, self.extra, self.log, what, self.foreseen.take(command))

    def _can_undo(self, before: Revision) -> bool:
        undo = self.record.undo or {}
        return undo.get("digest") == before.digest and undo.get("state") == fingerprint(self.folder.database)

    async def _restore(self, revision: Revision) -> None:
        await run(revision.restore, {}, self.log, "restore its database")

    def _remove(self) -> None:
        for file in self.folder.data.glob(f"{self.folder.database.name}*"):
            file.unlink(missing_ok=True)

    def _clear_rehearsal(self) -> None:
        # The folder itself stays: it belongs to whom the sandbox runs as.
        for entry in self.folder.rehearsal.iterdir():
            if entry.is_dir() and not entry.is_symlink():
                shutil.rmtree(entry)
            else:
                entry.unlink()

    def _keep_newest_copies(self) -> None:
        copies = sorted(self.folder.backups.glob("*.db"), key=lambda copy: copy.lstat().st_mtime, reverse=True)
        for copy in copies[COPIES:]:
            copy.unlink(missing_ok=True)


def fingerprint(database: Path) -> str:
    """A hash over the files of a SQLite database; equal means that nothing was written in between."""
    digest = hashlib.sha256()
    for path in (database, database.with_name(f"{database.name}-wal")):
        digest.update(_content_hash(path))
    return digest.hexdigest()


def _content_hash(path: Path) -> bytes:
    """The hash of a file's content; of nothing, where there is no plain file.

    Generated code writes beside it: a link is not followed, and a pipe not waited for.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return hashlib.sha256().digest()
    with os.fdopen(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            return hashlib.sha256().digest()
        return hashlib.file_digest(file, "sha256").digest()
