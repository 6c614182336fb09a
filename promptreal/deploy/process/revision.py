"""What a supervisor needs to know about a version to run it: plain data, so that it can be kept in the app's folder."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Launch:
    """A command, closed in already: its argv and whole environment, the folder it starts in.

    `settings` are the app's own variables. They reach it through the control socket instead of the environment of
    the command, because the supervisor adds the port and the secret key to them, and neither belongs in `ps`.
    """

    argv: list[str]
    environment: dict[str, str]
    folder: str
    settings: dict[str, str]


@dataclass(frozen=True)
class Revision:
    """One version of an app, ready to be run.

    `label` is its `APP_VERSION`, `image` its ImageRef as JSON. `serve`, `migrate`, `rehearse` (a migration of a copy),
    `backup` and `restore` are its commands; `backup` writes `copy`. `probes` are addresses that must answer. `sandbox`
    names what closes it in, and `isolates` is false where that is a plain process.
    """

    digest: str
    label: str
    image: dict[str, Any]
    serve: Launch
    migrate: Launch
    rehearse: Launch
    backup: Launch
    restore: Launch
    copy: str
    probes: list[str]
    sandbox: str
    isolates: bool

    def has_schema_of(self, other: Revision) -> bool:
        """Whether both need the same schema, so that a database of one is one of the other as it is."""
        return bool(self.image.get("migration")) and self.image["migration"] == other.image.get("migration")

    def as_json(self) -> dict[str, Any]:
        """Itself as JSON values."""
        return asdict(self)

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Revision:
        """The revision that `as_json` gave."""
        commands = ("serve", "migrate", "rehearse", "backup", "restore")
        return cls(**{**value, **{name: Launch(**value[name]) for name in commands}})
