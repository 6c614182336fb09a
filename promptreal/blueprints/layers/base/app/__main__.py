"""The commands: `python -m app migrate` and `python -m app serve`."""

from __future__ import annotations

import argparse
import sys


def main() -> int:
    """Runs one command."""
    parser = argparse.ArgumentParser(prog="python -m app", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("migrate", help="bring the database to this version, and fill empty tables with sample data")
    serve = commands.add_parser("serve", help="answer requests until told to stop")
    serve.add_argument("--fd", type=int, help="a listening socket to inherit, instead of opening HOST and PORT")
    chosen = parser.parse_args()
    # Imported here, so that `--help` answers whatever the environment holds.
    from app import logs
    from app.config import settings

    logs.configure(settings.log_level)
    if chosen.command == "migrate":
        _migrate()
    else:
        _serve(chosen.fd)
    return 0


def _migrate() -> None:
    from app import migrations, sample_data
    from app.config import settings
    from app.database import SessionFactory

    migrations.upgrade()
    if settings.sample_data:
        with SessionFactory() as session:
            sample_data.fill(session, settings.sample_date)


def _serve(descriptor: int | None) -> None:
    import uvicorn

    from app.config import settings

    uvicorn.run(
        "app.main:app",
        host=settings.host,
        port=settings.port,
        fd=descriptor,
        log_config=None,
        access_log=False,
        server_header=False,
        # What is under way is finished; what takes longer than this is cut off, so that a stop ends in a stop.
        timeout_graceful_shutdown=15,
    )


if __name__ == "__main__":
    sys.exit(main())
