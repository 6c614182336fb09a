"""The rules of Texas Hold'em, and what hands are worth."""

from __future__ import annotations

import pytest

from app.games import holdem as game
from app.games import poker_hands, rules

RISING = [
    "2♠ 4♥ 7♦ 9♣ K♠",
    "2♠ 4♥ 7♦ 9♣ A♠",
    "2♠ 2♥ 7♦ 9♣ A♠",
    "2♠ 2♥ 8♦ 9♣ A♠",
    "A♠ A♥ 3♦ 4♣ 5♠",
    "2♠ 2♥ 3♦ 3♣ A♠",
    "K♠ K♥ 3♦ 3♣ 4♠",
    "K♠ K♥ 3♦ 3♣ 5♠",
    "2♠ 2♥ 2♦ 9♣ A♠",
    "A♠ 2♥ 3♦ 4♣ 5♠",
    "2♠ 3♥ 4♦ 5♣ 6♠",
    "T♠ J♥ Q♦ K♣ A♠",
    "2♠ 4♠ 7♠ 9♠ K♠",
    "2♠ 4♠ 8♠ 9♠ K♠",
    "2♠ 2♥ 2♦ 9♣ 9♠",
    "3♠ 3♥ 3♦ 2♣ 2♠",
    "2♠ 2♥ 2♦ 2♣ 9♠",
    "2♠ 2♥ 2♦ 2♣ A♠",
    "A♣ 2♣ 3♣ 4♣ 5♣",
    "5♣ 6♣ 7♣ 8♣ 9♣",
]


def test_hands_are_ranked_as_poker_ranks_them() -> None:
    worths = [poker_hands.worth(one.split()) for one in RISING]
    assert worths == sorted(set(worths))
    assert [poker_hands.name(RISING[at].split()) for at in (0, 2, 5, 8, 9, 12, 14, 16, 18)] == list(poker_hands.NAMES)


@pytest.mark.parametrize(
    ("seven", "worth"),
    [
        ("2♠ 2♥ 3♦ 3♣ 4♠ 4♥ A♠", (2, (2, 1, 12))),
        ("2♠ 2♥ 2♦ 3♣ 3♠ 3♥ A♠", (6, (1, 0))),
        ("2♠ 2♥ 2♦ 2♣ 3♠ 3♥ A♠", (7, (0, 12))),
        ("2♠ 4♠ 7♠ 9♠ K♠ A♠ A♥", (5, (12, 11, 7, 5, 2))),
        ("2♠ 3♠ 4♠ 5♠ 6♠ 7♥ A♠", (8, (4,))),
        ("9♠ 9♥ K♦ J♣ 4♠ 3♥ 2♠", (1, (7, 11, 9, 2))),
        ("9♠ 9♥ 9♦ J♣ 4♠ 3♥ 2♠", (3, (7, 9, 2))),
        ("K♠ Q♥ 9♦ J♣ 4♠ 3♥ 2♠", (0, (11, 10, 9, 7, 2))),
        ("A♠ 2♥ 3♦ 4♣ 5♠ K♥ 9♦", (4, (3,))),
        ("A♠ 2♥ 3♦ Q♣ 5♠ K♥ 9♦", (0, (12, 11, 10, 7, 3))),
        ("A♠ 2♥ 4♦ Q♣ 5♠ K♥ 9♦", (0, (12, 11, 10, 7, 3))),
    ],
)
def test_the_best_five_of_seven_count(seven: str, worth: tuple[int, tuple[int, ...]]) -> None:
    assert poker_hands.worth(seven.split()) == worth


def test_better_cards_look_better() -> None:
    looks = [poker_hands.strength(one.split(), []) for one in ("2♠ 7♥", "2♠ 7♠", "K♠ 9♥", "2♠ 2♥", "A♠ K♥", "A♠ K♠", "A♠ A♥")]
    assert looks == sorted(looks)
    assert 0 <= looks[0] and looks[-1] <= 1
    board = ["2♠", "7♥", "T♦", "3♣", "4♠"]
    assert poker_hands.strength(["9♠", "9♥"], board[:3]) < poker_hands.strength(["2♦", "7♦"], board[:3]) < poker_hands.strength(["T♠", "T♥"], board)
    assert poker_hands.strength(["A♦", "9♦"], ["K♠", "K♥", "K♦", "Q♣", "Q♠"]) < 0.5


def table(**changes: object) -> rules.State:
    """A first hand with known cards: player 1 has aces, player 2 kings."""
    coming = ["2♣", "7♦", "9♥", "J♠", "3♣"]
    return {**game.start({}, 1), "hands": [["A♠", "A♥"], ["K♠", "K♥"]], "coming": coming, **changes}


def after(state: rules.State, moves: str) -> rules.State:
    """The table after these moves, which commas set apart."""
    for move in moves.split(", ") if moves else []:
        state = game.play(state, move)
        assert sum(state["chips"]) + sum(state["bets"]) + state["pot"] == 2 * game.STACK
    return state


def test_a_hand_is_dealt_with_blinds() -> None:
    state = game.start({}, 7)
    cards = [*state["hands"][0], *state["hands"][1], *state["coming"]]
    assert len(set(cards)) == 9
    assert set(cards) <= set(poker_hands.DECK)
    assert (state["bets"], state["chips"], state["turn"], state["dealer"]) == ([10, 20], [990, 980], 0, 0)
    assert game.start({}, 8)["hands"] != state["hands"]
    again = game.play(after(state, "fold"), "deal")
    assert (again["dealer"], again["bets"], again["chips"], again["number"]) == (1, [20, 10], [970, 1000], 2)
    assert set(again["hands"][0]) != set(state["hands"][0])


def test_the_big_blind_may_raise_what_was_only_called() -> None:
    called = after(table(), "call")
    assert (called["street"], called["turn"], game.to_call(called)) == ("preflop", 1, 0)
    assert game.legal(called)[0] == "check"
    flop = after(called, "check")
    assert (flop["street"], flop["pot"], flop["bets"], flop["turn"]) == ("flop", 40, [0, 0], 1)
    raised = after(called, "raise 40")
    assert (game.to_call(raised), raised["turn"]) == (20, 0)
    assert after(raised, "call")["street"] == "flop"


def test_four_rounds_lead_to_the_showdown() -> None:
    streets = []
    state = after(table(), "call, check")
    while not state["outcome"]:
        streets.append(state["street"])
        state = after(state, "check, check")
    assert streets == ["flop", "turn", "river"]
    assert state["outcome"] == "One pair: player 1 wins 40 chips"
    assert (state["chips"], state["shown"], state["turn"], game.legal(state)) == ([1020, 980], True, 0, ["deal"])
    assert game.result(state) is None
    assert [game.score(state, seat) for seat in (0, 1)] == [1020, 980]


def test_whoever_folds_leaves_the_pot() -> None:
    state = after(table(), "raise 60, fold")
    assert state["outcome"] == "Player 2 folded: player 1 wins 80 chips"
    assert (state["chips"], state["shown"], state["turn"]) == ([1020, 980], False, 0)
    assert game.note(table(), "fold", state) == "Fold. Player 2 folded: player 1 wins 80 chips"
    assert after(table(), "fold")["outcome"] == "Player 1 folded: player 2 wins 30 chips"


def test_all_chips_decide_at_once() -> None:
    over = after(table(), "raise 1000, call")
    assert (over["street"], over["chips"]) == ("river", [2000, 0])
    assert game.result(over) == rules.Result("All chips are won", 0)
    assert game.legal(over) == []
    lost = after(table(hands=[["K♠", "K♥"], ["A♠", "A♥"]]), "raise 1000, call")
    assert game.result(lost).winner == 1
    with pytest.raises(rules.IllegalMove, match="The game is over"):
        game.play(over, "deal")


def test_what_cannot_be_matched_goes_back() -> None:
    short = table(chips=[1790, 180])
    assert game.raises(short) == [40, 60, 1800]
    assert game.raises(game.play(short, "raise 1800")) == []
    assert game.raises(table(chips=[5, 980], bets=[10, 20])) == []
    over = game.play(game.play(short, "raise 1800"), "call")
    assert over["chips"] == [2000, 0]
    saved = game.play(game.play({**short, "hands": [["K♠", "K♥"], ["A♠", "A♥"]]}, "raise 1800"), "call")
    assert saved["chips"] == [1600, 400]
    assert game.result(saved) is None


def test_equal_hands_split_the_pot() -> None:
    state = after(table(hands=[["A♠", "K♥"], ["A♥", "K♠"]]), "call, check, check, check, check, check, check, check")
    assert (state["outcome"], state["chips"], state["turn"], state["pot"]) == ("The pot is split", [1000, 1000], 0, 0)


def test_only_what_can_be_done_is_done() -> None:
    assert game.legal(table()) == ["call", "fold", "raise 40", "raise 60", "raise 1000"]
    for move in ("check", "raise 30", "raise 5000", "deal", "", "bet"):
        with pytest.raises(rules.IllegalMove, match="cannot be done now"):
            game.play(table(), move)
    assert game.note(table(), "raise 60", after(table(), "raise 60")) == "Raised to 60"
    assert game.legal(after(table(), "raise 1000")) == ["call", "fold"]


def test_nobody_sees_the_other_s_cards_before_the_showdown() -> None:
    state = after(table(), "call, check")
    seen = [game.view(state, seat) for seat in (0, 1, None)]
    assert [one.hand_cards for one in seen] == [["A♠", "A♥"], ["K♠", "K♥"], ["", ""]]
    assert {tuple(one.other_cards) for one in seen} == {("", "")}
    assert seen[0].community_cards == ["2♣", "7♦", "9♥"]
    assert [one.hand for one in seen] == ["One pair", "One pair", ""]
    assert (seen[0].pot, seen[0].chips, seen[0].street, seen[0].to_call) == (40, [980, 980], "flop", 0)
    shown = after(state, "check, check, check, check, check, check")
    assert [game.view(shown, seat).other_cards for seat in (0, 1, None)] == [["K♠", "K♥"], ["A♠", "A♥"], ["K♠", "K♥"]]
    assert game.view(shown, None).hand_cards == ["A♠", "A♥"]
    assert len(game.view(shown, 0).community_cards) == 5


def test_the_table_is_drawn_for_each_seat() -> None:
    drawn = game.board(after(table(), "call, check"), 1)
    assert (drawn.columns, len(drawn.cells)) == (5, 15)
    assert [one.kind for one in drawn.cells[:5]] == ["space", "card covered", "card covered", "space", "space"]
    assert [(one.text, one.kind) for one in drawn.cells[5:9]] == [("2♣", "card black"), ("7♦", "card red"), ("9♥", "card red"), ("", "coming")]
    assert [one.text for one in drawn.cells[11:13]] == ["K♠", "K♥"]
    assert [(one.move, one.label) for one in drawn.controls][:2] == [("check", "Check"), ("raise 20", "Raise to 20")]
    assert game.board(table(hands=[["T♠", "A♥"], ["K♠", "K♥"]]), 0).cells[11].text == "10♠"
    assert [one.label for one in game.board(table(), 0).controls][:2] == ["Call 10", "Fold"]
    assert [one.label for one in game.board(after(table(), "fold"), 0).controls] == ["Deal the next hand"]


def test_the_computer_plays_good_cards_and_leaves_bad_ones() -> None:
    river = {"street": "river", "pot": 40, "bets": [0, 0], "chips": [980, 980], "turn": 1, "acted": [True, False]}
    strong = table(hands=[["K♠", "K♥"], ["J♥", "J♦"]], **river)
    weak = table(hands=[["K♠", "K♥"], ["4♥", "5♦"]], **river)
    assert game.reply({**strong, "bets": [200, 0], "chips": [780, 980]}, "Hard") != "fold"
    assert game.reply({**weak, "bets": [200, 0], "chips": [780, 980]}, "Hard") == "fold"
    assert game.reply(weak, "Hard") == "check"
    kings = table(hands=[["A♠", "Q♥"], ["K♥", "4♦"]], coming=["K♣", "7♦", "9♥", "J♠", "3♣"], **river)
    assert game.reply({**kings, "bets": [60, 0], "chips": [920, 980]}, "Hard") == "call"
    sure = table(hands=[["A♠", "Q♥"], ["J♥", "9♦"]], coming=["J♣", "9♣", "9♥", "J♠", "3♣"], **river)
    assert game.reply(sure, "Hard").startswith("raise")
    assert list(game.NERVES.values()) == sorted(game.NERVES.values(), reverse=True)
    for difficulty in game.NERVES:
        for chance in range(12):
            state = {**after(table(), "call"), "chance": chance * 7_919}
            assert game.reply(state, difficulty) in game.legal(state)
