"""Hangman: a hidden word is guessed letter by letter."""

from __future__ import annotations

from pydantic import BaseModel

from app.games.rules import Board, Cell, Control, Game, Option, Result, State, draw, require

LETTERS = "abcdefghijklmnopqrstuvwxyz"
# The gallows are drawn in so many steps; with fewer attempts each wrong guess draws more of it.
STAGES = 8
LIVES = {"Easy": 8, "Medium": 6, "Hard": 4}
WORDS = {
    "Animals": "elephant giraffe kangaroo penguin dolphin squirrel octopus hedgehog butterfly crocodile",
    "Food": "pancake spaghetti cucumber chocolate blueberry sandwich mushroom pineapple croissant omelette",
    "Countries": "portugal argentina norway thailand morocco iceland ecuador hungary zambia vietnam",
}


class HangmanView(BaseModel):
    """The word as far as it is guessed, with an empty text for each hidden letter."""

    letters: list[str]
    guesses: list[str]
    wrong_guesses: list[str]
    lives: int
    category: str


def start(options: dict[str, str], chance: int) -> State:
    """A hidden word of the category."""
    words = WORDS[options["category"]].split()
    number, chance = draw(chance, len(words))
    return {"word": words[number], "guesses": [], "lives": LIVES[options["difficulty"]], "category": options["category"], "chance": chance}


def wrong(state: State) -> list[str]:
    """The guesses that are not in the word."""
    return [one for one in state["guesses"] if one not in state["word"]]


def left(state: State) -> int:
    """How many wrong guesses there can still be."""
    return state["lives"] - len(wrong(state))


def attempts(state: State) -> str:
    """The remaining attempts in words."""
    return f"{left(state)} attempt{'' if left(state) == 1 else 's'}"


def legal(state: State) -> list[str]:
    """The letters that were not guessed yet; none when the game is over."""
    return [] if result(state) else [one for one in LETTERS if one not in state["guesses"]]


def play(state: State, move: str) -> State:
    """The game after one more guess."""
    require(legal, state, move, "Guess a letter that you have not guessed yet." if legal(state) else "The game is over.")
    return {**state, "guesses": [*state["guesses"], move]}


def result(state: State) -> Result | None:
    """The word is complete, or no life is left."""
    if set(state["word"]) <= set(state["guesses"]):
        return Result(f"You guessed “{state['word']}”", 0)
    return Result(f"The word was “{state['word']}”") if left(state) == 0 else None


def score(state: State, _seat: int) -> int:
    """Ten points for each letter of the word that was guessed, and twenty for each life that is left at the end."""
    found = len(set(state["word"]) & set(state["guesses"]))
    ended = result(state)
    return 10 * found + (20 * left(state) if ended and ended.winner == 0 else 0)


def view(state: State, _seat: int | None) -> HangmanView:
    """The letters that were not guessed stay hidden until the end."""
    over = result(state) is not None
    letters = [one if over or one in state["guesses"] else "" for one in state["word"]]
    return HangmanView(letters=letters, guesses=state["guesses"], wrong_guesses=wrong(state), lives=left(state), category=state["category"])


def board(state: State, seat: int | None) -> Board:
    """The word, and a button for each letter."""
    cells = [
        Cell(id=f"letter-{number}", text=one.upper(), kind="guessed" if one in state["guesses"] else "hidden", label=one or "hidden letter")
        for number, one in enumerate(view(state, seat).letters)
    ]
    controls = [Control(move=one, label=one.upper(), key=one, kind=_kind(state, one)) for one in LETTERS]
    facts = {"Attempts left": f"{left(state)} of {state['lives']}", "Category": state["category"]}
    drawn = len(wrong(state)) * STAGES // state["lives"]
    return Board(columns=len(cells), cells=cells, controls=controls, facts=facts, picture=f"gallows-{drawn}")


def _kind(state: State, letter: str) -> str:
    if letter not in state["guesses"]:
        return "letter"
    return "letter right" if letter in state["word"] else "letter wrong"


def note(before: State, move: str, after: State) -> str:
    """Whether the letter is in the word."""
    if move not in before["word"]:
        return f"No {move.upper()}: {attempts(after)} left"
    count = before["word"].count(move)
    return f"{move.upper()} is there {'once' if count == 1 else f'{count} times'}"


GAME = Game(
    name="hangman",
    title="Hangman",
    start=start,
    legal=legal,
    play=play,
    result=result,
    score=score,
    view=view,
    board=board,
    note=note,
    options=(
        Option("difficulty", "Difficulty level", ("Easy", "Medium", "Hard")),
        Option("category", "Category of words", tuple(WORDS)),
    ),
    samples=[list("etaoinshrdlucm"), list("aeioulnpr"), list("eainrtolgkhpsfcduqy")],
)
