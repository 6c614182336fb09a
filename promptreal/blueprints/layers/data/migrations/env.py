"""How Alembic reaches the database. Run by `python -m app migrate`, or by the `alembic` command."""

from __future__ import annotations

from typing import Any

from alembic import context
from sqlalchemy import create_engine, event

from app.config import settings
from app.models import Base

url = context.config.attributes.get("url", settings.database_url)


def run() -> None:
    """Runs the migrations in one transaction: all of them, or none."""
    # An engine of its own: while tables are rebuilt, SQLite must not act on references.
    engine = create_engine(url)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _begin_by_hand)
        event.listen(engine, "begin", _begin)
    with engine.connect() as connection:
        context.configure(connection=connection, target_metadata=Base.metadata, transactional_ddl=True)
        with context.begin_transaction():
            context.run_migrations()
    engine.dispose()


def _begin_by_hand(connection: Any, _record: object) -> None:
    # The driver would commit before each change of a table; with this, SQLAlchemy's BEGIN is the only one.
    connection.isolation_level = None
    connection.execute("PRAGMA busy_timeout = 10000")


def _begin(connection: Any) -> None:
    # The lock is taken at once, so that two migrations at the same time run one after the other.
    connection.exec_driver_sql("BEGIN IMMEDIATE")


run()
