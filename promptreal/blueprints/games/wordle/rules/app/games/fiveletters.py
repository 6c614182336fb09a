"""Five letters: a hidden word is found in six attempts, by what is said of each letter."""

from __future__ import annotations

from pydantic import BaseModel

from app.games.rules import Board, Cell, Game, IllegalMove, Result, State, draw

LENGTH, ATTEMPTS = 5, 6
KNOWN = (
    "apple beach brave bread brick chair cloud coast crane dance dream eagle earth field flame fruit ghost giant glass globe "
    "grape green heart honey horse house juice knife lemon light lucky magic mango maple metal money month mouse music night "
    "ocean olive onion paint paper party peach phone piano pilot plant plate queen quiet radio river robot salad scale shape "
    "sheep shirt skate sleep smile snake spoon stone storm sugar sword table tiger toast tower train truck uncle voice watch "
    "water whale wheat wheel world youth zebra"
)
WORDS = KNOWN.split()
SIGNS = {"place": "in its place", "word": "elsewhere in the word", "none": "not in the word"}


class FiveLettersView(BaseModel):
    """The guesses, and what is said of each of their letters: place, word or none."""

    guesses: list[str]
    marks: list[list[str]]
    attempts_left: int


def start(_options: dict[str, str], chance: int) -> State:
    """A hidden word."""
    number, chance = draw(chance, len(WORDS))
    return {"word": WORDS[number], "guesses": [], "chance": chance}


def marks(word: str, guess: str) -> list[str]:
    """What is said of each letter; a letter is found elsewhere only as often as it is left in the word."""
    left = [one for one, other in zip(word, guess, strict=True) if one != other]
    found = []
    for one, other in zip(guess, word, strict=True):
        if one == other:
            found.append("place")
        elif one in left:
            left.remove(one)
            found.append("word")
        else:
            found.append("none")
    return found


def legal(state: State) -> list[str]:
    """The words that it could be after all that was said; none when the game is over."""
    if result(state):
        return []
    return [one for one in WORDS if all(marks(one, guess) == marks(state["word"], guess) for guess in state["guesses"])]


def play(state: State, move: str) -> State:
    """The game after one more guess."""
    guess = move.strip().lower()
    if result(state):
        raise IllegalMove("The game is over.")
    if len(guess) != LENGTH or not guess.isascii() or not guess.isalpha():
        raise IllegalMove("Guess a word of five letters.")
    if guess in state["guesses"]:
        raise IllegalMove(f"You have guessed {guess} already.")
    return {**state, "guesses": [*state["guesses"], guess]}


def left(state: State) -> int:
    """How many attempts are left."""
    return ATTEMPTS - len(state["guesses"])


def result(state: State) -> Result | None:
    """The word is found, or no attempt is left."""
    if state["word"] in state["guesses"]:
        return Result(f"You found “{state['word']}”", 0)
    return Result(f"The word was “{state['word']}”") if left(state) == 0 else None


def score(state: State, _seat: int) -> int:
    """Ten points for finding it, and ten for each attempt that is left then."""
    ended = result(state)
    return 10 + 10 * left(state) if ended and ended.winner == 0 else 0


def view(state: State, _seat: int | None) -> FiveLettersView:
    """The hidden word is told by the result only."""
    return FiveLettersView(
        guesses=state["guesses"], marks=[marks(state["word"], one) for one in state["guesses"]], attempts_left=left(state)
    )


def board(state: State, _seat: int | None) -> Board:
    """A row for each attempt, and a field for the next one."""
    cells = []
    for row in range(ATTEMPTS):
        guess = state["guesses"][row] if row < len(state["guesses"]) else ""
        said = marks(state["word"], guess) if guess else []
        for column in range(LENGTH):
            kind, text = (said[column], guess[column].upper()) if guess else ("empty", "")
            label = f"{text}: {SIGNS[kind]}" if guess else "empty"
            cells.append(Cell(id=f"row{row + 1}-{column + 1}", text=text, kind=kind, label=label))
    facts = {"Attempts left": f"{left(state)} of {ATTEMPTS}"}
    return Board(columns=LENGTH, cells=cells, facts=facts, entry="" if result(state) else "A word of five letters")


def note(_before: State, move: str, after: State) -> str:
    """How many letters are right."""
    said = marks(after["word"], move.strip().lower())
    return f"{move.strip().upper()}: {said.count('place')} in place, {said.count('word')} elsewhere"


GAME = Game(
    name="wordle",
    title="Five letters",
    start=start,
    legal=legal,
    play=play,
    result=result,
    score=score,
    view=view,
    board=board,
    note=note,
    samples=[["crane", "stole", "light", "music", "pound", "bread"], ["audio", "stern", "light", "maple", "whack", "fjord"]],
)
