"""The place where generations are made: settings, and the implementation of every role that they choose."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, cast

from promptreal.artifact import Choice
from promptreal.errors import StoreError
from promptreal.roles import Builder, Designer, Generator, Sandbox, Store, Target, choose, require_known
from promptreal.settings import Settings, load_settings

if TYPE_CHECKING:
    from promptreal.build.python import AppPython
    from promptreal.store.history import GitHistory


@dataclass(frozen=True)
class Workshop:
    """Opens each role's implementation when it is first used, so that a command pays only for what it touches."""

    settings: Settings

    @classmethod
    def open(cls, settings: Settings | None = None) -> Workshop:
        """A workshop over these settings, or over the effective ones."""
        return cls(settings or load_settings())

    @cached_property
    def store(self) -> Store:
        """Objects and documents."""
        from promptreal.store import STORES  # noqa: PLC0415 (roles are imported when used)

        return cast(Store, choose("store", STORES, self.settings.store)(self.settings.store_folder))

    @cached_property
    def history(self) -> GitHistory:
        """The apps' git histories."""
        from promptreal.store.history import GitHistory  # noqa: PLC0415

        return GitHistory(self.settings.git_folder)

    @cached_property
    def designer(self) -> Designer:
        """Makes specs."""
        from promptreal.design import DESIGNERS  # noqa: PLC0415

        return cast(Designer, choose("designer", DESIGNERS, self.settings.designer)())

    @cached_property
    def generator(self) -> Generator:
        """Writes source trees."""
        from promptreal.generate import GENERATORS  # noqa: PLC0415

        return cast(Generator, choose("generator", GENERATORS, self.settings.generator)(self.settings.compiled_folder))

    @cached_property
    def _sandbox(self) -> tuple[Sandbox, str]:
        from promptreal.sandbox import open_sandbox  # noqa: PLC0415

        return open_sandbox(self.settings.sandbox, trusted=self.generator.trusted)

    @property
    def sandbox(self) -> Sandbox:
        """Runs generated code closed in."""
        return self._sandbox[0]

    @cached_property
    def app_python(self) -> AppPython:
        """The Python that apps run under on this machine."""
        from promptreal.build.python import choose_python  # noqa: PLC0415

        return choose_python(self.settings.environments_folder, self.settings.app_python)

    @cached_property
    def builder(self) -> Builder:
        """Makes images."""
        from promptreal.build import BUILDERS  # noqa: PLC0415

        return cast(Builder, choose("builder", BUILDERS, self.settings.builder)(self.settings))

    @cached_property
    def target(self) -> Target:
        """Runs apps."""
        from promptreal.deploy import TARGETS  # noqa: PLC0415

        return cast(Target, choose("target", TARGETS, self.settings.target)(self.settings, self.sandbox))

    def foresee(self) -> None:
        """Begins what a generation takes time for and will need in any case; a second call changes nothing."""
        from promptreal.verify.bench import foresee  # noqa: PLC0415 (roles are imported when used)

        foresee(self.sandbox, self.settings.environments_folder, self.settings.benches_folder)
        self.target.foresee()

    def require_ready(self) -> None:
        """Checks what every generation needs, before a name is taken for one; imports no implementation.

        Raises:
            UnknownImplementation: the settings name one that there is not.
            StoreError: git is not there.
        """
        from promptreal.build import BUILDERS  # noqa: PLC0415 (roles are imported when used)
        from promptreal.deploy import TARGETS  # noqa: PLC0415
        from promptreal.design import DESIGNERS  # noqa: PLC0415
        from promptreal.generate import GENERATORS  # noqa: PLC0415
        from promptreal.sandbox import SANDBOXES  # noqa: PLC0415

        require_known("designer", DESIGNERS, self.settings.designer)
        require_known("generator", GENERATORS, self.settings.generator)
        require_known("sandbox", {"auto": "", **SANDBOXES}, self.settings.sandbox)
        require_known("builder", BUILDERS, self.settings.builder)
        require_known("target", TARGETS, self.settings.target)
        if shutil.which("git") is None:
            raise StoreError("git is not installed", hint="install git: the app's history is kept with it")

    @property
    def choices(self) -> tuple[Choice, ...]:
        """Which implementation fills each role, and why."""
        configured = "chosen by the settings"
        return (
            Choice(role="designer", name=self.settings.designer, reason=configured),
            Choice(role="generator", name=self.settings.generator, reason=configured),
            Choice(role="store", name=self.settings.store, reason=configured),
            Choice(role="sandbox", name=self.sandbox.name, reason=self._sandbox[1]),
            Choice(role="builder", name=self.settings.builder, reason=configured),
            Choice(role="target", name=self.settings.target, reason=configured),
            Choice(role="python", name=self.app_python.tag, reason=self.app_python.why),
        )
