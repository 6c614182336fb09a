"""The commands: `python -m app migrate` and `python -m app serve`."""

from __future__ import annotations

import argparse
import contextlib
import socket
import sys


def main() -> int:
    """Runs one command."""
    parser = argparse.ArgumentParser(prog="python -m app", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("migrate", help="bring the database to this version, and put sample data into tables that never had any")
    serve = commands.add_parser("serve", help="answer requests until told to stop")
    serve.add_argument("--fd", type=int, help="a listening socket to inherit, instead of opening HOST and PORT")
    chosen = parser.parse_args()
    # Imported here, so that `--help` answers whatever the environment holds.
    from app import logs
    from app.config import settings

    logs.configure(settings.log_level)
    if chosen.command == "serve":
        return _serve(chosen.fd)
    _migrate()
    return 0


def _migrate() -> None:
    from app import migrations, sample_data
    from app.config import settings
    from app.database import SessionFactory

    migrations.upgrade()
    if settings.sample_data:
        with SessionFactory() as session:
            sample_data.fill(session, settings.sample_date)


def _serve(descriptor: int | None) -> int:
    import uvicorn

    from app.config import settings

    config = uvicorn.Config(
        "app.main:app",
        host=settings.host,
        port=settings.port,
        log_config=None,
        access_log=False,
        server_header=False,
        # What is under way is finished; what takes longer than this is cut off, so that a stop ends in a stop.
        timeout_graceful_shutdown=15,
    )
    # Handed over as the socket that it is: of a mere descriptor uvicorn takes for granted that it is a Unix socket.
    sockets = None if descriptor is None else [socket.socket(fileno=descriptor)]
    server = uvicorn.Server(config)
    with contextlib.suppress(KeyboardInterrupt):
        server.run(sockets=sockets)
    return 0 if server.started else 3


if __name__ == "__main__":
    sys.exit(main())
