"""Memory: pairs of pictures lie face down, and two cards are turned over at a time."""

from __future__ import annotations

from pydantic import BaseModel

from app.games.rules import Board, Cell, Game, Option, Result, State, place, require, shuffled

# Signs that every font has.
PICTURES = "★♥♣♦♠☀☂☎✈♫⚓✿"
COLUMNS = 4
PAIR, MISS = 10, 2


class MemoryView(BaseModel):
    """What lies open: the picture of each card from the top left, with an empty text where one lies face down."""

    cards: list[str]
    pairs: int
    pairs_found: int
    misses: int


def start(options: dict[str, str], chance: int) -> State:
    """Twice as many cards as pairs, shuffled, face down."""
    pairs = int(options["pairs"])
    cards, chance = shuffled(list(PICTURES[:pairs]) * 2, chance)
    return {"cards": cards, "found": [], "open": [], "misses": 0, "chance": chance}


def names(state: State) -> list[str]:
    """The places of all cards."""
    return [place(number % COLUMNS, number // COLUMNS) for number in range(len(state["cards"]))]


def covered(state: State) -> list[int]:
    """The cards that can be turned over: a second one beside the first, or any of a new turn."""
    waiting = state["open"] if len(state["open"]) == 1 else []
    return [number for number in range(len(state["cards"])) if number not in state["found"] and number not in waiting]


def legal(state: State) -> list[str]:
    """The places of the cards that can be turned over."""
    places = names(state)
    return [places[number] for number in covered(state)]


def play(state: State, move: str) -> State:
    """The cards after one more was turned over."""
    require(legal, state, move, "Choose a card that lies face down." if legal(state) else "The game is over.")
    first = state["open"] if len(state["open"]) == 1 else []
    turned = [*first, names(state).index(move)]
    state = {**state, "open": turned}
    if len(turned) == 2:
        if len({state["cards"][number] for number in turned}) == 1:
            return {**state, "found": [*state["found"], *turned], "open": []}
        state["misses"] += 1
    return state


def result(state: State) -> Result | None:
    """All pairs are found."""
    if len(state["found"]) < len(state["cards"]):
        return None
    return Result(f"All pairs found with {state['misses']} misses", 0)


def score(state: State, _seat: int) -> int:
    """Ten points for each pair, two less for each miss; never less than nothing."""
    return max(0, PAIR * len(state["found"]) // 2 - MISS * state["misses"])


def view(state: State, _seat: int | None) -> MemoryView:
    """Only what lies open is seen."""
    return MemoryView(
        cards=[card if number in state["found"] or number in state["open"] else "" for number, card in enumerate(state["cards"])],
        pairs=len(state["cards"]) // 2,
        pairs_found=len(state["found"]) // 2,
        misses=state["misses"],
    )


def board(state: State, seat: int | None) -> Board:
    """The cards in rows of four."""
    cells = [
        Cell(
            id=name,
            text=card,
            kind=_kind(state, number) if card else "covered",
            label=f"{name}, {card or 'face down'}",
        )
        for number, (name, card) in enumerate(zip(names(state), view(state, seat).cards, strict=True))
    ]
    return Board(columns=COLUMNS, cells=cells)


def _kind(state: State, number: int) -> str:
    picture = PICTURES.index(state["cards"][number])
    return f"{'found' if number in state['found'] else 'open'} picture-{picture % 6}"


def note(before: State, _move: str, after: State) -> str:
    """What the card showed."""
    if len(after["found"]) > len(before["found"]):
        return "A pair"
    return "No pair" if after["misses"] > before["misses"] else "One card is open"


GAME = Game(
    name="memory",
    title="Memory",
    start=start,
    legal=legal,
    play=play,
    result=result,
    score=score,
    view=view,
    board=board,
    note=note,
    options=(Option("pairs", "Number of pairs", ("6", "8", "10", "12")),),
    samples=[["a1", "b1", "c1", "d1", "a2", "b2", "c2", "d2"], ["a1", "a2", "b1", "b2", "c1", "c2"]],
)
