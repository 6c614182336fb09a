"""What came of the games: who is ahead, and the figures of all games together."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.games.rules import Game
from app.play_models import Play, PlaySeat

MOST = 20
ENDED = ("finished", "resigned")


@dataclass(frozen=True)
class Standing:
    """A player's place in the ranking."""

    rank: int
    player: str
    score: int
    games: int
    wins: int


@dataclass(frozen=True)
class Statistics:
    """The figures of a game."""

    games: int
    playing: int
    finished: int
    resigned: int
    won: int
    moves: int
    average_moves: float
    best_score: int
    average_score: float


def ranking(session: Session, game: Game, most: int = MOST) -> list[Standing]:
    """The players with the highest scores first. The computer has no place; equal scores share one.

    A game that can be given up counts once it is over; of one that goes on for ever, what it has come to counts.
    """
    total = (sa.func.max if game.ranking == "best" else sa.func.sum)(PlaySeat.score)
    wins = sa.func.sum(sa.case((Play.winner == PlaySeat.name, 1), else_=0))
    rows = session.execute(
        sa.select(PlaySeat.name, total, sa.func.count(), wins)
        .join(Play, Play.id == PlaySeat.play_id)
        .where(Play.game == game.name, PlaySeat.identity != "", Play.status.in_(ENDED) if "resign" in game.offers else sa.true())
        .group_by(PlaySeat.name)
        .order_by(total.desc(), wins.desc(), PlaySeat.name)
        .limit(most)
    ).all()
    scores = [int(row[1]) for row in rows]
    return [
        Standing(rank=scores.index(score) + 1, player=name, score=score, games=games, wins=int(won))
        for (name, _, games, won), score in zip(rows, scores, strict=True)
    ]


def statistics(session: Session, game: Game) -> Statistics:
    """How many games there were, how they ended, and what was scored."""
    plays = sa.select(Play.status, sa.func.count()).where(Play.game == game.name).group_by(Play.status)
    by_status = {status: count for status, count in session.execute(plays)}
    moves = session.scalar(sa.select(sa.func.sum(Play.move_count)).where(Play.game == game.name)) or 0
    person = sa.and_(Play.game == game.name, PlaySeat.identity != "")
    scores = sa.select(sa.func.max(PlaySeat.score), sa.func.avg(PlaySeat.score)).join(Play, Play.id == PlaySeat.play_id).where(person)
    best, average = session.execute(scores).one()
    won = sa.select(sa.func.count()).select_from(PlaySeat).join(Play, Play.id == PlaySeat.play_id)
    games = sum(by_status.values())
    return Statistics(
        games=games,
        playing=by_status.get("playing", 0) + by_status.get("waiting", 0),
        finished=by_status.get("finished", 0),
        resigned=by_status.get("resigned", 0),
        won=session.scalar(won.where(person, Play.winner == PlaySeat.name)) or 0,
        moves=int(moves),
        average_moves=round(moves / games, 1) if games else 0.0,
        best_score=int(best or 0),
        average_score=round(float(average or 0), 1),
    )
