"""${message}

Revision: ${up_revision}
"""

import sqlalchemy as sa
from alembic import op

revision = "${up_revision}"
down_revision = ${repr(down_revision)}
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds what is new; nothing is dropped, so that the version that serves meanwhile goes on working."""
    ${upgrades if upgrades else "pass"}


def downgrade() -> None:
    """Takes back what the upgrade added, and what was written there with it."""
    ${downgrades if downgrades else "pass"}
