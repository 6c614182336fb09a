"""The database of the tests."""

from __future__ import annotations

from app.database import engine
from app.models import Base


def empty_database() -> None:
    """Takes every record out of every table; ids start at 1 again."""
    tables = Base.metadata.tables.values()
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
