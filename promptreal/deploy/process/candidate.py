"""A version run aside, on a throw-away database, for as long as somebody looks at it."""

from __future__ import annotations

import asyncio
import contextlib
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from promptreal.artifact import ImageRef
from promptreal.deadline import Deadline
from promptreal.deploy.process.child import LOOPBACK, AppProcess, Trouble, bring_up, run
from promptreal.deploy.process.folder import Held, exclusive
from promptreal.deploy.process.logs import RotatedLog
from promptreal.deploy.process.plan import Places, make_revision
from promptreal.deploy.process.revision import Revision
from promptreal.roles import Sandbox
from promptreal.spec import AppSpec


@contextlib.contextmanager
def run_candidate(image: ImageRef, spec: AppSpec, sandbox: Sandbox, folder: Path, deadline: Deadline) -> Iterator[str]:
    """Runs the version with its data in a new folder under `folder`; gives its base URL.

    Its processes end with this one, however this one ends; folders of those that were killed are removed by the next.

    Raises:
        Trouble: it did not become healthy.
        DeployError: the bundle is not there, or the spec asks for what this target cannot give.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    _remove_stale(folder)
    with _scratch(folder) as scratch, asyncio.Runner() as loop:
        places = Places(data=scratch / "data", backups=scratch / "backups", rehearsal=scratch / "rehearsal")
        for place in (places.data, places.backups, places.rehearsal):
            place.mkdir(mode=0o700)
        revision = make_revision(image, spec, sandbox, places)
        log = RotatedLog(scratch / "app.log")
        try:
            process = loop.run(_start(revision, log, deadline))
            try:
                yield f"http://{LOOPBACK}:{process.private_port}"
            finally:
                loop.run(process.kill())
        finally:
            log.close()


async def _start(revision: Revision, log: RotatedLog, deadline: Deadline) -> AppProcess:
    extra = {"SECRET_KEY": secrets.token_urlsafe(48)}

    async def migrate() -> None:
        await run(revision.migrate, extra, log, "make its database")

    try:
        async with asyncio.timeout(deadline.remaining()):
            return await bring_up(revision, extra, log, migrate)
    except TimeoutError as error:
        raise Trouble("timeout", f"not healthy within {deadline.seconds:g} seconds") from error


@contextlib.contextmanager
def _scratch(folder: Path) -> Iterator[Path]:
    scratch = Path(tempfile.mkdtemp(dir=folder))
    try:
        with exclusive(scratch / "lock"):
            yield scratch
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _remove_stale(folder: Path) -> None:
    for scratch in folder.iterdir():
        # A folder without its lock file is just being made by another command.
        if (scratch / "lock").exists():
            with contextlib.suppress(Held, FileNotFoundError), exclusive(scratch / "lock"):
                shutil.rmtree(scratch, ignore_errors=True)
