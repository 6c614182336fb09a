"""A chessboard and the moves of its pieces: positions alone, without a game around them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

EMPTY = "."
# Small letters are black's, as in Forsyth-Edwards notation; the board is read from the eighth rank down.
START = "rnbqkbnr" + "p" * 8 + EMPTY * 32 + "P" * 8 + "RNBQKBNR"
STRAIGHT = ((0, -1), (-1, 0), (1, 0), (0, 1))
DIAGONAL = ((-1, -1), (1, -1), (-1, 1), (1, 1))
JUMPS = ((-2, -1), (-2, 1), (-1, -2), (-1, 2), (1, -2), (1, 2), (2, -1), (2, 1))
SLIDERS = {"b": DIAGONAL, "r": STRAIGHT, "q": STRAIGHT + DIAGONAL}
STEPPERS = {"n": JUMPS, "k": STRAIGHT + DIAGONAL}
# By the king's target: the right to castle, where the rook stands and goes, and the squares between king and rook.
CASTLES = {62: ("K", 63, 61, (61, 62)), 58: ("Q", 56, 59, (57, 58, 59)), 6: ("k", 7, 5, (5, 6)), 2: ("q", 0, 3, (1, 2, 3))}
RIGHTS = {60: "KQ", 63: "K", 56: "Q", 4: "kq", 7: "k", 0: "q"}


@dataclass(frozen=True)
class Position:
    """A position: `turn` is 0 for white, `passing` the square behind a pawn that just moved two, or -1."""

    board: str
    turn: int
    castling: str
    passing: int

    def mine(self, piece: str) -> bool:
        """Whether the piece belongs to whoever is to move."""
        return piece != EMPTY and piece.isupper() == (self.turn == 0)


def square(name: str) -> int:
    """A square's number: a8 is 0, h1 is 63."""
    return (8 - int(name[1])) * 8 + ord(name[0]) - ord("a")


def name_of(number: int) -> str:
    """A square's name."""
    return f"{chr(ord('a') + number % 8)}{8 - number // 8}"


def reach(number: int, direction: tuple[int, int]) -> int:
    """The next square in a direction, or -1 beyond the edge."""
    column, row = number % 8 + direction[0], number // 8 + direction[1]
    return row * 8 + column if 0 <= column < 8 and 0 <= row < 8 else -1


def ray(board: str, number: int, direction: tuple[int, int]) -> Iterator[int]:
    """The squares in a direction, up to the first piece and with it."""
    number = reach(number, direction)
    while number >= 0:
        yield number
        if board[number] != EMPTY:
            return
        number = reach(number, direction)


# The way is the same in every game: it is worked out once.
STEPS = {kind: [[to for way in ways if (to := reach(one, way)) >= 0] for one in range(64)] for kind, ways in STEPPERS.items()}


def attacked(board: str, number: int, by: int) -> bool:
    """Whether a piece of that side could capture on the square."""

    def its(letters: str) -> str:
        return letters.upper() if by == 0 else letters

    behind = 1 if by == 0 else -1
    if any((one := reach(number, (side, behind))) >= 0 and board[one] == its("p") for side in (-1, 1)):
        return True
    if any(board[one] == its(kind) for kind in STEPS for one in STEPS[kind][number]):
        return True
    for ways, letters in ((STRAIGHT, its("rq")), (DIAGONAL, its("bq"))):
        for way in ways:
            for one in ray(board, number, way):
                if board[one] in letters:
                    return True
    return False


def in_check(board: str, turn: int) -> bool:
    """Whether the king of that side is attacked."""
    return attacked(board, board.index("K" if turn == 0 else "k"), 1 - turn)


def candidates(position: Position) -> Iterator[tuple[int, int]]:
    """Every move from square to square that the pieces can make, whether it leaves the king in check or not."""
    for number, piece in enumerate(position.board):
        if not position.mine(piece):
            continue
        kind = piece.lower()
        if kind == "p":
            yield from _pawn(position, number)
            continue
        ways = STEPS[kind][number] if kind in STEPS else [one for way in SLIDERS[kind] for one in ray(position.board, number, way)]
        for target in ways:
            if not position.mine(position.board[target]):
                yield number, target
        if kind == "k":
            yield from _castles(position, number)


def _pawn(position: Position, number: int) -> Iterator[tuple[int, int]]:
    board = position.board
    ahead = -1 if position.turn == 0 else 1
    step = reach(number, (0, ahead))
    if board[step] == EMPTY:
        yield number, step
        home = 6 if position.turn == 0 else 1
        if number // 8 == home and board[reach(step, (0, ahead))] == EMPTY:
            yield number, reach(step, (0, ahead))
    for side in (-1, 1):
        target = reach(number, (side, ahead))
        takes = target >= 0 and (target == position.passing or (board[target] != EMPTY and not position.mine(board[target])))
        if takes:
            yield number, target


def _castles(position: Position, king: int) -> Iterator[tuple[int, int]]:
    """The king may not leave, cross or reach an attacked square, and nothing stands between it and its rook."""
    for target, (right, _, _, between) in CASTLES.items():
        if right not in position.castling or right.isupper() != (position.turn == 0):
            continue
        path = range(min(king, target), max(king, target) + 1)
        free = all(position.board[one] == EMPTY for one in between)
        if free and not any(attacked(position.board, one, 1 - position.turn) for one in path):
            yield king, target


def after(position: Position, origin: int, target: int, promotion: str = "q") -> Position:
    """The position after that move."""
    board = list(position.board)
    piece = board[origin]
    board[origin], board[target] = EMPTY, piece
    kind = piece.lower()
    passing = -1
    if kind == "p":
        if target == position.passing:
            board[target + (8 if position.turn == 0 else -8)] = EMPTY
        if abs(target - origin) == 16:
            passing = (origin + target) // 2
        if target // 8 in {0, 7}:
            board[target] = promotion.upper() if position.turn == 0 else promotion
    elif kind == "k" and abs(target - origin) == 2:
        _, rook, to, _ = CASTLES[target]
        board[rook], board[to] = EMPTY, board[rook]
    gone = RIGHTS.get(origin, "") + RIGHTS.get(target, "")
    castling = "".join(one for one in position.castling if one not in gone)
    return Position("".join(board), 1 - position.turn, castling, passing)


def moves(position: Position) -> list[str]:
    """Every legal move, as from and to ("e2e4"), with the new piece behind where a pawn is promoted ("e7e8q")."""
    found = []
    for origin, target in candidates(position):
        if in_check(after(position, origin, target).board, position.turn):
            continue
        promotes = position.board[origin].lower() == "p" and target // 8 in {0, 7}
        found += [f"{name_of(origin)}{name_of(target)}{piece}" for piece in ("qrbn" if promotes else ("",))]
    return found


def made(position: Position, move: str) -> Position:
    """The position after a move in its written form."""
    return after(position, square(move[:2]), square(move[2:4]), move[4:] or "q")
