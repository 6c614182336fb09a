"""The rules of five letters."""

from __future__ import annotations

import pytest

from app.games import fiveletters as game
from app.games import rules


def after(*guesses: str, word: str = "apple") -> rules.State:
    """The game after these guesses."""
    state = {**game.start({}, 1), "word": word}
    for one in guesses:
        state = game.play(state, one)
    return state


def test_every_word_can_be_hidden() -> None:
    found = {game.start({}, chance * 7_919_317_111)["word"] for chance in range(2_000)}
    assert found == set(game.WORDS)
    assert {len(one) for one in game.WORDS} == {game.LENGTH}
    assert len(set(game.WORDS)) == len(game.WORDS)


@pytest.mark.parametrize(("word", "guess", "said"), [
    ("apple", "apple", "ppppp"),
    ("apple", "paper", "wwpwn"),
    ("apple", "llama", "wnwnn"),
    ("apple", "ppppp", "nppnn"),
    ("queen", "eerie", "wwnnn"),
    ("eagle", "geese", "wwnnp"),
    ("stone", "brick", "nnnnn"),
])
def test_each_letter_is_marked_as_often_as_it_is_there(word: str, guess: str, said: str) -> None:
    names = {"p": "place", "w": "word", "n": "none"}
    assert game.marks(word, guess) == [names[one] for one in said]


def test_a_guess_narrows_what_it_can_be() -> None:
    state = after("plate")
    assert "apple" in game.legal(state)
    assert "plate" not in game.legal(state)
    assert all(game.marks(one, "plate") == game.marks("apple", "plate") for one in game.legal(state))
    assert game.legal(after()) == game.WORDS
    assert game.view(state, 0).model_dump() == {"guesses": ["plate"], "marks": [["word", "word", "word", "none", "place"]], "attempts_left": 5}
    assert game.note(after(), " Plate ", state) == "PLATE: 1 in place, 3 elsewhere"


def test_the_word_wins_with_what_is_left() -> None:
    won = after("paper", " APPLE ")
    assert game.result(won) == rules.Result("You found “apple”", 0)
    assert (game.score(won, 0), game.score(after("apple"), 0), game.score(after("paper"), 0)) == (50, 60, 0)
    assert game.legal(won) == []
    with pytest.raises(rules.IllegalMove, match="The game is over"):
        game.play(won, "bread")


def test_six_wrong_guesses_lose() -> None:
    five = ("paper", "bread", "stone", "light", "music")
    assert game.result(after(*five)) is None
    lost = after(*five, "whale")
    assert game.result(lost) == rules.Result("The word was “apple”", None)
    assert (game.score(lost, 0), game.score(after(*five, "apple"), 0)) == (0, 10)


@pytest.mark.parametrize(("move", "says"), [("four", "five letters"), ("sixsix", "five letters"), ("ab1de", "five letters"), ("äpple", "five letters"), ("", "five letters"), ("Paper", "guessed paper already")])
def test_only_five_new_letters_are_taken(move: str, says: str) -> None:
    with pytest.raises(rules.IllegalMove, match=says):
        game.play(after("paper"), move)


def test_the_board_has_six_rows() -> None:
    drawn = game.board(after("paper"), 0)
    assert (drawn.columns, len(drawn.cells), drawn.entry) == (5, 30, "A word of five letters")
    assert [(one.id, one.text, one.kind, one.label) for one in drawn.cells[2:6]] == [
        ("row1-3", "P", "place", "P: in its place"),
        ("row1-4", "E", "word", "E: elsewhere in the word"),
        ("row1-5", "R", "none", "R: not in the word"),
        ("row2-1", "", "empty", "empty"),
    ]
    assert drawn.facts == {"Attempts left": "5 of 6"}
    assert game.board(after("apple"), 0).entry == ""
