"""The table of how well people know cards."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.models import Base, Timestamp


class CardBox(Base):
    """The box that one person's card is in, the higher the better it is known, and when it comes again."""

    __tablename__ = "app_card_boxes"
    __table_args__ = (sa.Index("uq_app_card_boxes_card", "identity", "entity", "record_id", unique=True),)

    id: Mapped[int] = mapped_column(sa.Integer, primary_key=True)
    identity: Mapped[str] = mapped_column(sa.String)
    entity: Mapped[str] = mapped_column(sa.String)
    record_id: Mapped[int] = mapped_column(sa.Integer)
    box: Mapped[int] = mapped_column(sa.Integer, default=0)
    due_at: Mapped[dt.datetime] = mapped_column(Timestamp)
