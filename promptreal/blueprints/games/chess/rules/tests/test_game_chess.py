"""The rules of chess. The counts of positions are known: a rule that is wrong gives others."""

from __future__ import annotations

import pytest

from app.games import chess, chess_computer, rules
from app.games.chess_board import Position, in_check, made, moves, name_of, square

PIECES = "KQRBNPkqrbnp"


def position(fen: str) -> Position:
    """A position in Forsyth-Edwards notation."""
    rows, turn, castling, passing = fen.split()[:4]
    board = "".join("." * int(one) if one.isdigit() else one for one in rows if one != "/")
    return Position(board, "wb".index(turn), castling.strip("-"), -1 if passing == "-" else square(passing))


def state_of(fen: str, **changes: object) -> rules.State:
    """A game at that position."""
    found = position(fen)
    state = {**chess.start({}, 1), "board": found.board, "turn": found.turn, "castling": found.castling, "passing": found.passing}
    return {**state, "seen": [chess._key(state)], **changes}


def after(state: rules.State, line: str) -> rules.State:
    """The game after these moves."""
    for move in line.split():
        state = chess.play(state, move)
    return state


def leaves(here: Position, depth: int) -> int:
    """How many positions there are that many moves later."""
    found = moves(here)
    return len(found) if depth == 1 else sum(leaves(made(here, one), depth - 1) for one in found)


@pytest.mark.parametrize(
    ("fen", "depth", "count"),
    [
        ("rnbqkbnr/pppppppp/8/8/8/8/PPPPPPPP/RNBQKBNR w KQkq -", 2, 400),
        ("r3k2r/p1ppqpb1/bn2pnp1/3PN3/1p2P3/2N2Q1p/PPPBBPPP/R3K2R w KQkq -", 2, 2039),
        ("r3k2r/p1ppqpb1/bn2pnp1/3PN3/1p2P3/2N2Q1p/PPPBBPPP/R3K2R b KQkq -", 1, 43),
        ("8/2p5/3p4/KP5r/1R3p1k/8/4P1P1/8 w - -", 3, 2812),
        ("r3k2r/Pppp1ppp/1b3nbN/nP6/BBP1P3/q4N2/Pp1P2PP/R2Q1RK1 w kq -", 2, 264),
        ("rnbq1k1r/pp1Pbppp/2p5/8/2B5/8/PPP1NnPP/RNBQK2R w KQ -", 1, 44),
        ("r3k2r/8/8/8/8/8/8/R3K2R w KQkq -", 2, 568),
        ("n1n5/PPPk4/8/8/8/8/4Kppp/5N1N b - -", 2, 496),
    ],
)
def test_the_moves_are_those_of_chess(fen: str, depth: int, count: int) -> None:
    assert leaves(position(fen), depth) == count


def test_squares_have_names() -> None:
    assert [name_of(0), name_of(63), square("a8"), square("h1"), square("e4")] == ["a8", "h1", 0, 63, 36]


@pytest.mark.parametrize(
    ("fen", "move", "board"),
    [
        ("r3k2r/8/8/8/8/8/8/R3K2R w KQkq -", "e1g1", "R....RK."),
        ("r3k2r/8/8/8/8/8/8/R3K2R w KQkq -", "e1c1", "..KR...R"),
    ],
)
def test_castling_moves_the_rook_as_well(fen: str, move: str, board: str) -> None:
    now = chess.play(state_of(fen), move)
    assert now["board"][56:] == board
    assert now["castling"] == "kq"
    assert {"e8g8", "e8c8"} <= set(chess.legal(state_of(fen.replace(" w ", " b "))))


def test_a_king_does_not_castle_out_of_or_through_check() -> None:
    for rook in ("4r3", "5r2", "6r1"):
        assert "e1g1" not in chess.legal(state_of(f"{rook}/8/8/8/8/8/8/R3K2R w KQ -"))
    assert "e1c1" in chess.legal(state_of("1r6/8/8/8/8/8/8/R3K2R w KQ -"))
    for occupied in ("RN2K2R", "R1N1K2R", "R2QK2R"):
        assert "e1c1" not in chess.legal(state_of(f"8/8/8/8/8/8/8/{occupied} w KQ -"))
        assert "e8c8" not in chess.legal(state_of(f"{occupied.lower()}/8/8/8/8/8/8/4K3 b kq -"))
    for occupied in ("R3KB1R", "R3K1NR"):
        assert "e1g1" not in chess.legal(state_of(f"8/8/8/8/8/8/8/{occupied} w KQ -"))
        assert "e8g8" not in chess.legal(state_of(f"{occupied.lower()}/8/8/8/8/8/8/4K3 b kq -"))


def test_a_rook_that_moved_or_was_captured_castles_no_more() -> None:
    assert after(state_of("r3k2r/8/8/8/8/8/8/R3K2R w KQkq -"), "h1h8")["castling"] == "Qq"
    assert after(state_of("r3k2r/8/8/8/8/8/8/R3K2R b KQkq -"), "e8e7")["castling"] == "KQ"


def test_en_passant_takes_the_pawn_that_passed() -> None:
    now = after(chess.start({}, 1), "e2e4 a7a6 e4e5 d7d5")
    assert name_of(now["passing"]) == "d6"
    taken = chess.play(now, "e5d6")
    assert (taken["board"][square("d5")], taken["board"][square("d6")], taken["captured"]) == (".", "P", "p")
    assert "e5d6" not in chess.legal(after(now, "b1c3 b8c6"))
    black = after(chess.start({}, 1), "a2a3 e7e5 a3a4 e5e4 d2d4 e4d3")
    assert (black["board"][square("d4")], black["captured"]) == (".", "P")


def test_a_pawn_is_promoted_to_what_the_move_says() -> None:
    state = state_of("8/P6k/8/8/8/8/8/K7 w - -")
    assert {one for one in chess.legal(state) if one.startswith("a7")} == {f"a7a8{piece}" for piece in "qrbn"}
    assert chess.play(state, "a7a8n")["board"][0] == "N"
    assert chess.play(state_of("k7/8/8/8/8/8/p6K/8 b - -"), "a2a1r")["board"][56] == "r"


@pytest.mark.parametrize(
    ("fen", "line", "reason", "winner"),
    [
        ("rnbqkbnr/pppppppp/8/8/8/8/PPPPPPPP/RNBQKBNR w KQkq -", "f2f3 e7e5 g2g4 d8h4", "Checkmate", 1),
        ("6k1/5ppp/8/8/8/8/8/R5K1 w - -", "a1a8", "Checkmate", 0),
        ("7k/8/5K2/6Q1/8/8/8/8 w - -", "g5g6", "Stalemate", None),
        ("8/8/8/8/8/k7/1p6/K7 w - -", "a1b1 a3b3", "Stalemate", None),
        ("7k/8/8/8/8/8/1p6/K7 w - -", "a1b2", "Draw: nobody has enough pieces to win", None),
        ("7k/8/8/8/8/8/1pB5/K7 w - -", "a1b2", "Draw: nobody has enough pieces to win", None),
        ("7k/8/8/8/8/8/1pN5/K7 w - -", "a1b2", "Draw: nobody has enough pieces to win", None),
        ("7k/8/8/8/8/8/1pR5/K7 w - -", "a1b2", "", None),
    ],
)
def test_a_game_ends_as_chess_does(fen: str, line: str, reason: str, winner: int | None) -> None:
    ended = chess.result(after(state_of(fen), line))
    assert (ended.reason, ended.winner) == (reason, winner) if reason else ended is None


def test_nobody_moves_in_a_game_that_is_over() -> None:
    over = after(chess.start({}, 1), "f2f3 e7e5 g2g4 d8h4")
    assert chess.legal(over) == []
    assert [chess.score(over, seat) for seat in (0, 1)] == [0, 2]
    with pytest.raises(rules.IllegalMove, match="The game is over"):
        chess.play(over, "a2a3")
    drawn = after(state_of("7k/8/5K2/6Q1/8/8/8/8 w - -"), "g5g6")
    assert [chess.score(drawn, seat) for seat in (0, 1)] == [1, 1]
    assert chess.score(chess.start({}, 1), 0) == 0


def test_a_third_repetition_and_fifty_dull_moves_are_draws() -> None:
    there_and_back = "g1f3 g8f6 f3g1 f6g8 "
    assert chess.result(after(chess.start({}, 1), there_and_back)) is None
    repeated = after(chess.start({}, 1), there_and_back * 2)
    assert chess.result(repeated) == rules.Result("Draw: the same position for the third time", None)
    dull = state_of("7k/8/8/8/8/8/8/KR6 w - -", dull=99)
    assert chess.result(chess.play(dull, "b1b2")) == rules.Result("Draw: fifty moves without a capture or a pawn move", None)
    assert chess.result(chess.play({**dull, "dull": 98}, "b1b2")) is None
    assert after(chess.start({}, 1), "g1f3 g8f6 e2e4")["dull"] == 0
    assert len(after(chess.start({}, 1), "g1f3 g8f6 e2e4")["seen"]) == 1


@pytest.mark.parametrize(
    ("move", "says"),
    [
        ("e2e5", "The pawn on e2 cannot move to e5."),
        ("e7e5", "There is no white piece on e7."),
        ("e4e5", "There is no white piece on e4."),
        ("i9z0", "There is no white piece on i9."),
        ("e2", "A move is written as two squares, such as e2e4."),
        ("zzzz", "A move is written as two squares, such as e2e4."),
    ],
)
def test_a_move_that_is_not_legal_says_why(move: str, says: str) -> None:
    with pytest.raises(rules.IllegalMove) as refused:
        chess.play(chess.start({}, 1), move)
    assert str(refused.value) == says


def test_a_move_that_leaves_the_king_in_check_says_so() -> None:
    with pytest.raises(rules.IllegalMove, match="leave the king in check"):
        chess.play(state_of("4r2k/8/8/8/8/8/4N3/4K3 w - -"), "e2c3")


@pytest.mark.parametrize(
    ("fen", "move", "written"),
    [
        ("rnbqkbnr/pppppppp/8/8/8/8/PPPPPPPP/RNBQKBNR w KQkq -", "e2e4", "e4"),
        ("rnbqkbnr/pppppppp/8/8/8/8/PPPPPPPP/RNBQKBNR w KQkq -", "g1f3", "Nf3"),
        ("7k/8/8/3p4/4P3/8/8/K7 w - -", "e4d5", "exd5"),
        ("7k/P7/8/8/8/8/8/K7 w - -", "a7a8q", "a8=Q+"),
        ("6k1/5ppp/8/8/8/8/8/R5K1 w - -", "a1a8", "Ra8#"),
        ("7k/8/8/8/8/8/8/R3K2R w KQ -", "e1g1", "O-O"),
        ("k7/8/8/8/8/8/8/R3K2R w KQ -", "e1c1", "O-O-O"),
        ("7k/8/8/8/8/5N2/8/KN6 w - -", "b1d2", "Nbd2"),
        ("6k1/8/8/1N6/8/8/8/KN6 w - -", "b1c3", "N1c3"),
        ("6k1/8/8/1N6/8/1p6/8/KN1N4 w - -", "b1c3", "Nb1c3"),
    ],
)
def test_moves_are_written_as_chess_players_do(fen: str, move: str, written: str) -> None:
    before = state_of(fen)
    assert chess.note(before, move, chess.play(before, move)) == written


def test_a_longer_note_says_only_what_is_needed() -> None:
    before = state_of("6k1/8/8/1N6/8/8/8/KN1N4 w - -")
    assert chess.note(before, "d1c3", chess.play(before, "d1c3")) == "Ndc3"


def test_the_view_names_the_pieces() -> None:
    seen = chess.view(after(chess.start({}, 1), "e2e4 d7d5 e4d5 e8d7"), None)
    assert seen.pieces["d5"] == "white pawn"
    assert (seen.turn, seen.check, seen.captured_pieces, seen.moves_without_progress) == ("white", False, ["black pawn"], 1)
    assert chess.view(state_of("4r2k/8/8/8/8/8/8/4K3 w - -"), 0).check
    assert "e2" not in seen.pieces


def test_the_board_is_seen_from_one_s_own_side() -> None:
    state = state_of("4r2k/8/8/8/8/8/8/4K3 w - -")
    cells = chess.board(state, 0).cells
    assert chess.board(state, None).cells == cells
    assert chess.board(state, 1).cells == cells[::-1]
    assert [cells[0].id, cells[0].kind, cells[1].kind, cells[0].label] == ["a8", "light", "dark", "a8, empty"]
    assert [cells[60].kind, cells[60].text, cells[60].label] == ["dark white check", "♚", "e1, white king"]
    assert cells[4].kind == "light black"
    assert [one.move for one in chess.board(state, 0).controls] == [f"promote-{piece}" for piece in "qrbn"]
    assert chess.board(chess.start({}, 1), 0).columns == 8


def test_the_computer_takes_what_is_free_and_sees_a_mate() -> None:
    assert chess_computer.best_moves(position("7k/8/8/3q4/4P3/8/8/K7 w - -"), 1) == ["e4d5"]
    assert chess_computer.best_moves(position("6k1/5ppp/8/8/8/8/8/R5K1 w - -"), 2) == ["a1a8"]
    # The pawn is covered: whoever looks one move further leaves it alone.
    covered = "6k1/8/3p4/4p3/8/8/8/4R1K1 w - -"
    assert chess_computer.best_moves(position(covered), 1) == ["e1e5"]
    assert "e1e5" not in chess_computer.best_moves(position(covered), 2)
    assert chess_computer.value(position(covered).board, 1) == -chess_computer.value(position(covered).board, 0)


def test_a_harder_computer_looks_further() -> None:
    covered = state_of("6k1/8/3p4/4p3/8/8/8/4R1K1 w - -")
    assert chess.reply(covered, "Easy") == "e1e5"
    assert chess.reply(covered, "Medium") != "e1e5"
    assert chess.reply(covered, "Hard") in chess.legal(covered)
    assert list(chess_computer.DEPTHS.values()) == [1, 2, 3]


def test_a_line_of_moves_that_is_a_sample_is_legal() -> None:
    for line in chess.GAME.samples:
        after(chess.start({}, 1), " ".join(line))
    assert in_check(after(chess.start({}, 1), " ".join(chess.GAME.samples[0]))["board"], 1)
