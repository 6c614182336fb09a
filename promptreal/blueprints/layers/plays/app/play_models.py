"""The tables of games that are played: the play, who sits at it, and every move with the state that it led to."""

from __future__ import annotations

import datetime as dt
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models import Base, Record, Timestamp, now


class PlaySeat(Base):
    """One side of a play: who plays it, and their score. The computer's has no identity."""

    __tablename__ = "app_play_seats"
    __table_args__ = (
        sa.Index("uq_app_play_seats_play_id_number", "play_id", "number", unique=True),
        sa.Index("ix_app_play_seats_identity", "identity"),
    )

    id: Mapped[int] = mapped_column(sa.Integer, primary_key=True)
    play_id: Mapped[int] = mapped_column(sa.ForeignKey("app_plays.id", ondelete="CASCADE"))
    number: Mapped[int] = mapped_column(sa.Integer)
    name: Mapped[str] = mapped_column(sa.String)
    identity: Mapped[str] = mapped_column(sa.String)
    score: Mapped[int] = mapped_column(sa.Integer, default=0)

    @property
    def computer(self) -> bool:
        """Whether the computer plays it."""
        return not self.identity


class PlayMove(Base):
    """One move and the state after it. Number 0 is the start."""

    __tablename__ = "app_play_moves"
    __table_args__ = (sa.Index("uq_app_play_moves_play_id_number", "play_id", "number", unique=True),)

    id: Mapped[int] = mapped_column(sa.Integer, primary_key=True)
    play_id: Mapped[int] = mapped_column(sa.ForeignKey("app_plays.id", ondelete="CASCADE"))
    number: Mapped[int] = mapped_column(sa.Integer)
    seat: Mapped[int] = mapped_column(sa.Integer)
    move: Mapped[str] = mapped_column(sa.String)
    note: Mapped[str] = mapped_column(sa.String)
    state: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    created_at: Mapped[dt.datetime] = mapped_column(Timestamp, default=now)


class Play(Record, Base):
    """A game that is or was played. `status` is waiting, playing, finished or resigned."""

    __tablename__ = "app_plays"
    __table_args__ = (
        sa.Index("ix_app_plays_game", "game"),
        sa.Index("ix_app_plays_status", "status"),
    )

    game: Mapped[str] = mapped_column(sa.String)
    status: Mapped[str] = mapped_column(sa.String)
    result: Mapped[str] = mapped_column(sa.String, default="")
    winner: Mapped[str] = mapped_column(sa.String, default="")
    move_count: Mapped[int] = mapped_column(sa.Integer, default=0)
    options: Mapped[dict[str, str]] = mapped_column(sa.JSON)
    state: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    seats: Mapped[list[PlaySeat]] = relationship(order_by=PlaySeat.number, cascade="all, delete-orphan", lazy="selectin")

    @property
    def over(self) -> bool:
        """Whether nobody moves any more."""
        return self.status in {"finished", "resigned"}
