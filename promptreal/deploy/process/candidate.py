"""A version run aside, on a throw-away database, for as long as somebody looks at it.

Its processes may be started before the version is known: closed in, with the libraries of the environment that was used
last, and an empty folder where its source will be.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import secrets
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from promptreal.ahead import Ahead
from promptreal.artifact import ImageRef
from promptreal.build.environment import note_use, used_for
from promptreal.deadline import Deadline
from promptreal.deploy.process.child import LOOPBACK, AppProcess, Trouble, bring_up, run
from promptreal.deploy.process.foreseen import Foreseen
from promptreal.deploy.process.logs import RotatedLog
from promptreal.deploy.process.plan import Bundle, Places, commands_over, make_revision
from promptreal.deploy.process.revision import Revision
from promptreal.roles import Sandbox
from promptreal.scratch import held_folder
from promptreal.spec import AppSpec

_USE = "candidates"


@dataclass(frozen=True)
class _Place:
    """Where a candidate runs: its folder, the loop and the log of its processes, and those that wait there.

    `source` is what they see of it; it is empty until `lay_out`.
    """

    folder: Path
    loop: asyncio.Runner
    log: RotatedLog
    foreseen: Foreseen

    @property
    def source(self) -> Path:
        """Where the version's source will be, for processes that were started before."""
        return self.folder / "source"

    @property
    def places(self) -> Places:
        """Where the version's data are."""
        return Places(data=self.folder / "data", backups=self.folder / "backups", rehearsal=self.folder / "rehearsal")

    def lay_out(self, source: Path) -> None:
        """Puts the version's source where its processes will find it."""
        shutil.copytree(source, self.source, copy_function=_link, dirs_exist_ok=True)


AHEAD: Ahead[_Place] = Ahead()
"""The place where processes wait for the next candidate of this process, by their Python and their sandbox."""


def foresee(sandbox: Sandbox, environments: Path, folder: Path) -> None:
    """Starts the processes of the next candidate of this process, if the environment of the last one is still there.

    What goes wrong is left to `run_candidate`.
    """
    python = used_for(environments, _USE)
    if python is not None:
        AHEAD.begin((python, sandbox.name), _waited_at(folder, sandbox, python), OSError, Trouble)


@contextlib.contextmanager
def run_candidate(
    image: ImageRef, spec: AppSpec, sandbox: Sandbox, environments: Path, folder: Path, deadline: Deadline
) -> Iterator[str]:
    """Runs the version with its data in a new folder under `folder`; gives its base URL.

    Its processes end with this one, however this one ends; folders of those that were killed are removed by the next.

    Raises:
        Trouble: it did not become healthy.
        DeployError: the bundle is not there, or the spec asks for what this target cannot give.
    """
    bundle = Bundle.open(image)
    with _place(bundle, sandbox, folder) as place:
        note_use(environments, _USE, bundle.python)
        revision = make_revision(image, spec, sandbox, place.places)
        process = place.loop.run(_start(revision, place, deadline))
        try:
            yield f"http://{LOOPBACK}:{process.private_port}"
        finally:
            place.loop.run(process.kill())


async def _start(revision: Revision, place: _Place, deadline: Deadline) -> AppProcess:
    extra = {"SECRET_KEY": secrets.token_urlsafe(48)}

    async def migrate() -> None:
        await run(revision.migrate, extra, place.log, "make its database", place.foreseen.take("migrate"))

    try:
        async with asyncio.timeout(deadline.remaining()):
            return await bring_up(revision, extra, place.log, migrate, place.foreseen.take("serve"))
    except TimeoutError as error:
        raise Trouble("timeout", f"not healthy within {deadline.seconds:g} seconds") from error


@contextlib.contextmanager
def _place(bundle: Bundle, sandbox: Sandbox, folder: Path) -> Iterator[_Place]:
    """The place where processes wait for such a version, with its source laid out; else one where none does."""
    with AHEAD.taken((bundle.python, sandbox.name)) as waited_at:
        if waited_at is not None:
            waited_at.lay_out(bundle.source)
            yield waited_at
            return
    with _empty_place(folder) as place:
        yield place


@contextlib.contextmanager
def _waited_at(folder: Path, sandbox: Sandbox, python: Path) -> Iterator[_Place]:
    with _empty_place(folder) as place:
        place.source.mkdir(mode=0o755)
        commands = commands_over(Bundle(place.source, python, python.parent.parent), sandbox, place.places)
        place.loop.run(place.foreseen.start(commands, place.log))
        yield place


@contextlib.contextmanager
def _empty_place(folder: Path) -> Iterator[_Place]:
    with held_folder(folder) as scratch, asyncio.Runner() as loop:
        place = _Place(scratch, loop, RotatedLog(scratch / "app.log"), Foreseen())
        for one in (place.places.data, place.places.backups, place.places.rehearsal):
            one.mkdir(mode=0o700)
        try:
            yield place
        finally:
            loop.run(place.foreseen.discard())
            place.log.close()


def _link(source: str, target: str) -> None:
    """The same file at another place, where the file system can; else a copy."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
