"""The `process` target: each app is a supervised process on this machine, at a port of its own.

ProcessTarget (target.py)      in the command: makes a plan, asks the app's supervisor to carry it out
  └─ supervisor.py             a daemon for each app: holds the port, restarts, keeps the log, swaps versions
       └─ runner.py            inside the sandbox, under the app's own Python: serves one version
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from promptreal.deploy.process.target import ProcessTarget

__all__ = ["ProcessTarget"]


def __getattr__(name: str) -> object:
    # The supervisor is a module of this package and must stay small: it never loads the target.
    if name == "ProcessTarget":
        from promptreal.deploy.process.target import ProcessTarget  # noqa: PLC0415

        return ProcessTarget
    raise AttributeError(name)
