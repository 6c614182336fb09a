"""How the tests of a source tree are run closed in: by pytest, with a witness beside it."""

from __future__ import annotations

from pathlib import Path

from promptreal.roles import SandboxCommand, SandboxLimits

WITNESS = Path(__file__).with_name("inside") / "promptreal_witness.py"
_PROGRAM = Path(__file__).with_name("inside") / "promptreal_tests.py"

_SOURCE = "/app"
_SCRATCH = "/scratch"
_INSIDE = "/promptreal/inside"

LIBRARIES = (
    "fastapi",
    "fastapi.staticfiles",
    "fastapi.testclient",
    "uvicorn",
    "sqlalchemy.orm",
    "sqlalchemy.dialects.sqlite",
    "alembic.command",
    "alembic.config",
    "jinja2",
    "prometheus_client",
    "faker",
    "pytest",
)
"""What takes the tests of an app longest to import: once for all processes, and beforehand where they are foreseen."""


def tests_command(source: Path, environment: Path, scratch: Path, stdin: int, limits: SandboxLimits) -> SandboxCommand:
    """How the tests in `source` are run closed in, with `environment` as their Python; what is left is in `scratch`.

    Which tests they are is read from `stdin`, as JSON: a list of pytest's options for each process.
    """
    options = ["-q", "-p", "no:cacheprovider", "-p", WITNESS.stem]
    # A virtual environment finds itself by its own path, so it is seen inside where it is outside.
    home = environment.parent.parent
    return SandboxCommand(
        argv=[str(environment), "-P", f"{_INSIDE}/{_PROGRAM.name}", ",".join(LIBRARIES), *options],
        workdir=_SOURCE,
        readable={source: _SOURCE, home: str(home), _PROGRAM.parent: _INSIDE},
        writable={scratch: _SCRATCH},
        environment={
            "PATH": f"{environment.parent}:/usr/bin:/bin",
            "HOME": _SCRATCH,
            "TMPDIR": _SCRATCH,
            "LANG": "C.UTF-8",
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONHASHSEED": "0",
            "PYTHONPATH": _INSIDE,
            "REPORTS": _SCRATCH,
        },
        stdin=stdin,
        limits=limits,
    )


def junit_report(scratch: Path, number: int) -> Path:
    """Where the process of that number leaves how its tests ended."""
    return scratch / f"junit-{number}.xml"


def witness_notes(scratch: Path, number: int) -> Path:
    """Where the process of that number leaves what its tests hang on."""
    return scratch / f"witness-{number}.json"
