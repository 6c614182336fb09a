"""The computer's chess: a shallow search with alpha-beta cuts over the worth of pieces and of the centre."""

from __future__ import annotations

from app.games.chess_board import Position, after, candidates, in_check, made, moves

DEPTHS = {"Easy": 1, "Medium": 2, "Hard": 3}
WORTH = {"p": 100, "n": 320, "b": 330, "r": 500, "q": 900, "k": 20_000, ".": 0}
MATE = 1_000_000
# How near the middle a square is, from 0 in the corners to 6 in the centre.
CENTRE = [min(one % 8, 7 - one % 8) + min(one // 8, 7 - one // 8) for one in range(64)]


def value(board: str, turn: int) -> int:
    """What the position is worth to that side."""
    total = 0
    for number, piece in enumerate(board):
        if piece == ".":
            continue
        worth = WORTH[piece.lower()] + (0 if piece in "kK" else 2 * CENTRE[number])
        total += worth if piece.isupper() else -worth
    return total if turn == 0 else -total


def best_moves(position: Position, depth: int) -> list[str]:
    """The legal moves that are best when the side looks `depth` moves ahead: several where they are equally good."""
    best = -2 * MATE
    found: list[str] = []
    for move in moves(position):
        now = made(position, move)
        worth = -_search(now, depth - 1, -2 * MATE, 1 - best) if moves(now) else _final(now, depth)
        if worth > best:
            best, found = worth, []
        if worth == best:
            found.append(move)
    return found


def _final(position: Position, depth: int) -> int:
    """What a position without a legal move is worth to whoever led there: sooner is better."""
    return MATE + depth if in_check(position.board, position.turn) else 0


def _search(position: Position, depth: int, low: int, high: int) -> int:
    """The worth of the position to whoever is to move; a king that can be captured is worth a mate."""
    if depth <= 0:
        return value(position.board, position.turn)
    ways = sorted(candidates(position), key=lambda way: -WORTH[position.board[way[1]].lower()])
    for origin, target in ways:
        if position.board[target] in "kK":
            return MATE + depth
        low = max(low, -_search(after(position, origin, target), depth - 1, -high, -low))
        if low >= high:
            break
    return low
