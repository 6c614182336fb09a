"""How a version takes over: beside the one before it, proven, and without a failed request."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Mapping
from datetime import UTC, datetime

from promptreal.deploy.process.child import AppProcess, Log, Trouble, bring_up
from promptreal.deploy.process.database import Database
from promptreal.deploy.process.folder import AppFolder, Record
from promptreal.deploy.process.foreseen import Foreseen
from promptreal.deploy.process.probes import Probe
from promptreal.deploy.process.revision import Revision
from promptreal.deploy.process.serving import Serving

GRACE = 20.0
"""Seconds that the connections of the version before have to end; idle ones are closed before that."""

QUICK = 2.0
"""Seconds of grace for a version that leaves because it failed."""


class Rollout:
    """One attempt to let `revision` take over from `before` (None when nothing serves).

    `foreseen` has those of its processes that were started before it was known whether they are needed.
    """

    def __init__(
        self,
        folder: AppFolder,
        record: Record,
        public: socket.socket,
        extra: Mapping[str, str],
        log: Log,
        revision: Revision,
        before: Serving | None,
        foreseen: Foreseen,
    ) -> None:
        self.folder = folder
        self.record = record
        self.public = public
        self.extra = extra
        self.log = log
        self.revision = revision
        self.before = before
        self.foreseen = foreseen
        serving = before.revision if before is not None else None
        self.database = Database(folder, record, extra, log, revision, serving, foreseen)

    async def carry_out(self) -> Serving:
        """The new version, serving; the one before it is paused, and its connections are still to be seen to their end.

        Cancelled or failing anywhere, it leaves the version before serving, and nothing of the new one.

        Raises:
            Trouble: it did not become healthy, or could not take over.
        """
        try:
            expected = self.foreseen.take("serve")
            process = await bring_up(self.revision, self.extra, self.log, self.database.prepare, expected)
            await self._take_over(process)
        except BaseException:
            await self.database.undo()
            if self.before is not None:
                self.before.resume()
            raise
        serving = Serving(self.revision, self.public, self.extra, self.log, self.folder.data)
        serving.adopt(process)
        return serving

    async def _take_over(self, process: AppProcess) -> None:
        try:
            process.send(self.public, do="accept")
            await process.expect("accepting")
            if self.before is not None:
                await self.before.pause()
            await self._meet(process)
            self._commit()
        except BaseException:
            if self.before is not None:
                self.before.resume()  # first, so that connections queue no longer than they must
            await process.end(QUICK)
            raise

    async def _meet(self, process: AppProcess) -> None:
        """Sees the new version at the public address, as a user would."""
        probe = Probe(self.record.reachable_host, self.record.port)
        met = await asyncio.to_thread(probe.version, self.revision.probes[0])
        if met != self.revision.label:
            raise Trouble(
                "unhealthy",
                process.describe(f"should answer as {self.revision.label} at {self.record.url}, got {met!r}"),
            )

    def _commit(self) -> None:
        record = self.record
        record.revision = self.revision.as_json()
        record.desired = "running"
        record.since = datetime.now(UTC).isoformat(timespec="seconds")
        record.undo = {"digest": self.revision.digest, "state": self.database.state} if self.database.state else None
        if self.revision.digest not in record.served:
            record.served.append(self.revision.digest)
        self.folder.remember(record)
