"""Chess: every legal move, with castling, en passant and promotion; check, mate, stalemate and the draws."""

from __future__ import annotations

from pydantic import BaseModel

from app.games import chess_computer
from app.games.chess_board import EMPTY, START, Position, after, candidates, in_check, made, moves, name_of, square
from app.games.rules import Board, Cell, Control, Game, IllegalMove, Option, Result, State, draw

NAMES = {"p": "pawn", "n": "knight", "b": "bishop", "r": "rook", "q": "queen", "k": "king"}
FIGURES = {"k": "♚", "q": "♛", "r": "♜", "b": "♝", "n": "♞", "p": "♟"}
COLOURS = ("white", "black")
DULL_MOVES = 100
REPETITIONS = 3


class ChessView(BaseModel):
    """The board: which piece stands on which square, who is to move, and which pieces were captured."""

    pieces: dict[str, str]
    turn: str
    check: bool
    captured_pieces: list[str]
    moves_without_progress: int


def position_of(state: State) -> Position:
    """The position that a state holds."""
    return Position(state["board"], state["turn"], state["castling"], state["passing"])


def start(_options: dict[str, str], chance: int) -> State:
    """The pieces on their first squares; white is to move."""
    state = {"board": START, "turn": 0, "castling": "KQkq", "passing": -1, "dull": 0, "captured": "", "chance": chance}
    return {**state, "seen": [_key(state)], "ended": None}


def legal(state: State) -> list[str]:
    """The moves of whoever is to move; none when the game is over."""
    return [] if state["ended"] else moves(position_of(state))


def play(state: State, move: str) -> State:
    """The state after the move."""
    if move not in legal(state):
        raise IllegalMove(_refusal(state, move))
    before = position_of(state)
    now = made(before, move)
    taken = len(before.board.replace(EMPTY, "")) > len(now.board.replace(EMPTY, ""))
    captured = _taken(before, move) if taken else ""
    pawn = before.board[square(move[:2])].lower() == "p"
    fresh = taken or pawn
    state = {
        **state,
        "board": now.board,
        "turn": now.turn,
        "castling": now.castling,
        "passing": now.passing,
        "dull": 0 if fresh else state["dull"] + 1,
        "captured": state["captured"] + captured,
    }
    # What was captured or pushed never comes back: only positions since then can repeat.
    state["seen"] = [*(() if fresh else state["seen"]), _key(state)]
    state["ended"] = _end(state)
    return state


def _refusal(state: State, move: str) -> str:
    if state["ended"]:
        return "The game is over."
    position = position_of(state)
    try:
        origin, target = square(move[:2]), square(move[2:4])
    except (IndexError, ValueError):
        return "A move is written as two squares, such as e2e4."
    if not (0 <= origin < 64 and 0 <= target < 64 and position.mine(position.board[origin])):
        return f"There is no {COLOURS[position.turn]} piece on {move[:2]}."
    if (origin, target) in set(candidates(position)) and in_check(after(position, origin, target).board, position.turn):
        return "That would leave the king in check."
    return f"The {NAMES[position.board[origin].lower()]} on {move[:2]} cannot move to {move[2:4]}."


def _taken(before: Position, move: str) -> str:
    piece = before.board[square(move[2:4])]
    return piece if piece != EMPTY else ("p" if before.turn == 0 else "P")


def _key(state: State) -> str:
    return f"{state['board']} {state['turn']} {state['castling']} {state['passing']}"


def _end(state: State) -> list[object] | None:
    """Why the game is over and who won, or None while it goes on."""
    position = position_of(state)
    if not moves(position):
        if in_check(position.board, position.turn):
            return ["Checkmate", 1 - position.turn]
        return ["Stalemate", None]
    if state["dull"] >= DULL_MOVES:
        return ["Draw: fifty moves without a capture or a pawn move", None]
    if state["seen"].count(state["seen"][-1]) >= REPETITIONS:
        return ["Draw: the same position for the third time", None]
    if sorted(position.board.lower().replace(EMPTY, "")) in (["k", "k"], ["b", "k", "k"], ["k", "k", "n"]):
        return ["Draw: nobody has enough pieces to win", None]
    return None


def result(state: State) -> Result | None:
    """How the game ended, if it did."""
    return Result(*state["ended"]) if state["ended"] else None


def score(state: State, seat: int) -> int:
    """Two points for a win, one for a draw."""
    if not state["ended"]:
        return 0
    winner = state["ended"][1]
    return 1 if winner is None else 2 * (winner == seat)


def reply(state: State, difficulty: str) -> str:
    """The computer's move: the harder, the further it looks ahead."""
    choices = chess_computer.best_moves(position_of(state), chess_computer.DEPTHS[difficulty])
    number, _ = draw(state["chance"] + len(state["seen"]) + state["dull"], len(choices))
    return choices[number]


def view(state: State, _seat: int | None) -> ChessView:
    """Both see the whole board."""
    pieces = {name_of(number): _described(piece) for number, piece in enumerate(state["board"]) if piece != EMPTY}
    return ChessView(
        pieces=pieces,
        turn=COLOURS[state["turn"]],
        check=in_check(state["board"], state["turn"]),
        captured_pieces=[_described(piece) for piece in state["captured"]],
        moves_without_progress=state["dull"],
    )


def _described(piece: str) -> str:
    return f"{COLOURS[0 if piece.isupper() else 1]} {NAMES[piece.lower()]}"


def board(state: State, seat: int | None) -> Board:
    """Eight ranks, from where the seat's own pieces stand."""
    cells = []
    king = state["board"].index("K" if state["turn"] == 0 else "k") if in_check(state["board"], state["turn"]) else -1
    for number, piece in enumerate(state["board"]):
        kind = ["dark" if (number // 8 + number % 8) % 2 else "light"]
        if piece != EMPTY:
            kind.append(COLOURS[0 if piece.isupper() else 1])
        if number == king:
            kind.append("check")
        what = _described(piece) if piece != EMPTY else "empty"
        cells.append(Cell(id=name_of(number), text=FIGURES.get(piece.lower(), ""), kind=" ".join(kind), label=f"{name_of(number)}, {what}"))
    controls = [Control(move=f"promote-{piece}", label=NAMES[piece].capitalize(), kind="promotion") for piece in "qrbn"]
    return Board(columns=8, cells=cells[::-1] if seat == 1 else cells, controls=controls)


def note(before: State, move: str, after_: State) -> str:
    """The move as chess players write it: "Nf3", "exd5", "O-O", "e8=Q#"."""
    position, origin, target = position_of(before), square(move[:2]), move[2:4]
    piece = before["board"][origin].upper()
    takes = "x" if len(after_["captured"]) > len(before["captured"]) else ""
    ending = "#" if after_["ended"] and after_["ended"][0] == "Checkmate" else "+" if in_check(after_["board"], after_["turn"]) else ""
    if piece == "K" and abs(square(target) - origin) == 2:
        return ("O-O" if target[0] == "g" else "O-O-O") + ending
    if piece == "P":
        promoted = f"={move[4].upper()}" if move[4:] else ""
        return f"{move[0] + takes if takes else ''}{target}{promoted}{ending}"
    rivals = [
        one[:2]
        for one in moves(position)
        if one[2:4] == target and one[:2] != move[:2] and before["board"][square(one[:2])].upper() == piece
    ]
    where = ""
    if rivals:
        by_file = all(one[0] != move[0] for one in rivals)
        by_rank = all(one[1] != move[1] for one in rivals)
        where = move[0] if by_file else move[1] if by_rank else move[:2]
    return f"{piece}{where}{takes}{target}{ending}"


GAME = Game(
    name="chess",
    title="Chess",
    start=start,
    legal=legal,
    play=play,
    result=result,
    score=score,
    view=view,
    board=board,
    note=note,
    turn=lambda state: int(state["turn"]),
    reply=reply,
    seats=2,
    ranking="total",
    forfeit=2,
    options=(
        Option("difficulty", "Difficulty level", ("Easy", "Medium", "Hard"), live=True),
        Option("theme", "Board theme", ("Classic", "Wood", "Ocean", "Night"), live=True, look=True),
    ),
    samples=[
        ["e2e4", "e7e5", "f1c4", "b8c6", "d1h5", "g8f6", "h5f7"],
        ["f2f3", "e7e5", "g2g4", "d8h4"],
        ["d2d4", "d7d5", "c2c4", "e7e6", "b1c3", "g8f6", "c1g5", "f8e7"],
    ],
)
