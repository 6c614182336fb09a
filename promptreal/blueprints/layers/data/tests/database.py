"""The database of the tests."""

from __future__ import annotations

from app.database import engine
from app.models import Base


def empty_database(*kept: str) -> None:
    """Takes every record out of every table but those that are named; ids start at 1 again."""
    tables = [table for table in Base.metadata.tables.values() if table.name not in kept]
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
            for table in tables:
                connection.execute(table.delete())
            connection.commit()
            connection.exec_driver_sql("PRAGMA foreign_keys = ON")
        else:
            names = ", ".join(f'"{table.name}"' for table in tables)
            connection.exec_driver_sql(f"TRUNCATE {names} RESTART IDENTITY CASCADE")
            connection.commit()
