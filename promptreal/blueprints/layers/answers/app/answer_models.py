"""The table of what people answered."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.models import Base, Record


class AnswerSheet(Record, Base):
    """What one person answered at one time, with the questions as they were then, and what it is worth.

    `attempt` counts the sheets of a person on a record, so that two at once cannot both be the first.
    """

    __tablename__ = "app_answer_sheets"
    __table_args__ = (
        sa.Index("uq_app_answer_sheets_attempt", "entity", "record_id", "identity", "attempt", unique=True),
        sa.Index("ix_app_answer_sheets_identity", "identity"),
    )

    entity: Mapped[str] = mapped_column(sa.String)
    record_id: Mapped[int] = mapped_column(sa.Integer)
    identity: Mapped[str] = mapped_column(sa.String)
    name: Mapped[str] = mapped_column(sa.String)
    attempt: Mapped[int] = mapped_column(sa.Integer, default=1)
    score: Mapped[int] = mapped_column(sa.Integer, default=0)
    points: Mapped[int] = mapped_column(sa.Integer, default=0)
    answers: Mapped[list[dict[str, Any]]] = mapped_column(sa.JSON)

    @property
    def percent(self) -> int:
        """How much of what could be scored was scored."""
        return round(100 * self.score / self.points) if self.points else 0
