"""How the database gets to this version's revision."""

from __future__ import annotations

import logging
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

from app import revision
from app.config import settings
from app.database import make_engine

log = logging.getLogger("app.migrations")

FOLDER = Path(__file__).parent.parent / "migrations"


def configuration(url: str = settings.database_url) -> Config:
    """What Alembic needs to know to work on that database."""
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.set_main_option("path_separator", "os")
    config.attributes["url"] = url
    return config


def upgrade(url: str = settings.database_url) -> str:
    """Brings the database to this version's revision; returns the revision that it then has.

    A later version's database is left alone. A revision that this version does not know was made by a version that was
    never released: migrations only add, and only what is missing, so the way goes on from the last one that is known.
    """
    config = configuration(url)
    engine = make_engine(url)
    try:
        with engine.connect() as connection:
            found = revision.current(connection)
    finally:
        engine.dispose()
    known = [one.revision for one in ScriptDirectory.from_config(config).walk_revisions()]
    if found and found not in known:
        if revision.number(found) > revision.number(revision.HEAD):
            log.info("the database is at the later revision %s and stays there", found)
            return found
        before = next((one for one in known if revision.number(one) < revision.number(found)), "base")
        log.warning("revision %s is not known; going on from %s", found, before)
        command.stamp(config, before, purge=True)
    command.upgrade(config, "head")
    log.info("the database is at revision %s", revision.HEAD)
    return revision.HEAD
