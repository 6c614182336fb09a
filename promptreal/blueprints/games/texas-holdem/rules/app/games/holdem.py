"""Texas Hold'em for two: hands are dealt until one player has all chips."""

from __future__ import annotations

from pydantic import BaseModel

from app.games import poker_hands
from app.games.rules import Board, Cell, Control, Game, Option, Result, State, draw, require, shuffled

STACK, SMALL, BIG = 1_000, 10, 20
STREETS = {"preflop": 0, "flop": 3, "turn": 4, "river": 5}
ORDER = tuple(STREETS)
# How much luck the computer mixes into its judgement.
NERVES = {"Easy": 0.5, "Medium": 0.25, "Hard": 0.08}


class HoldemView(BaseModel):
    """The table as a seat sees it; the other's cards are empty texts until they are shown."""

    hand_cards: list[str]
    other_cards: list[str]
    community_cards: list[str]
    pot: int
    chips: list[int]
    bets: list[int]
    to_call: int
    street: str
    dealer: int
    hand_number: int
    hand: str
    outcome: str


def start(_options: dict[str, str], chance: int) -> State:
    """Both have their chips, and the first hand is dealt."""
    return deal({"chips": [STACK, STACK], "dealer": 1, "number": 0, "chance": chance})


def deal(state: State) -> State:
    """The next hand: the other one deals, puts in the small blind and is first to act before the flop."""
    cards, chance = shuffled(poker_hands.DECK, state["chance"])
    dealer = 1 - state["dealer"]
    blinds = [0, 0]
    for seat, blind in ((dealer, SMALL), (1 - dealer, BIG)):
        blinds[seat] = min(blind, state["chips"][seat])
    return {
        "chips": [chips - blind for chips, blind in zip(state["chips"], blinds, strict=True)],
        "bets": blinds,
        "pot": 0,
        "hands": [cards[:2], cards[2:4]],
        "coming": cards[4:9],
        "street": "preflop",
        "dealer": dealer,
        "turn": dealer,
        "acted": [False, False],
        "outcome": "",
        "shown": False,
        "number": state["number"] + 1,
        "chance": chance,
    }


def to_call(state: State) -> int:
    """What whoever is to act has to add to stay in the hand."""
    seat = state["turn"]
    return int(min(max(0, state["bets"][1 - seat] - state["bets"][seat]), state["chips"][seat]))


def raises(state: State) -> list[int]:
    """What the bet can be raised to: the least, the pot, and everything."""
    seat = state["turn"]
    most = state["bets"][seat] + state["chips"][seat]
    other = state["bets"][1 - seat]
    if most <= other or not state["chips"][1 - seat]:
        return []
    pot = state["pot"] + sum(state["bets"])
    wanted = (other + max(BIG, other - state["bets"][seat]), other + pot + to_call(state), most)
    return sorted({min(one, most) for one in wanted})


def legal(state: State) -> list[str]:
    """What can be done now; between two hands the next one is dealt."""
    if result(state):
        return []
    if state["outcome"]:
        return ["deal"]
    least = ["call", "fold"] if to_call(state) else ["check"]
    return [*least, *(f"raise {amount}" for amount in raises(state))]


def play(state: State, move: str) -> State:
    """The table after what was done."""
    require(legal, state, move, "That cannot be done now." if legal(state) else "The game is over.")
    if move == "deal":
        return deal(state)
    seat = state["turn"]
    if move == "fold":
        return _won(state, 1 - seat, "folded")
    put_in = to_call(state) if move == "call" else 0 if move == "check" else int(move.split()[1]) - state["bets"][seat]
    state = {
        **state,
        "bets": [bet + put_in * (one == seat) for one, bet in enumerate(state["bets"])],
        "chips": [chips - put_in * (one == seat) for one, chips in enumerate(state["chips"])],
        "acted": [True, True] if move in {"call", "check"} and state["acted"][1 - seat] else [one == seat for one in (0, 1)],
        "turn": 1 - seat,
    }
    # A call ends the betting, but the big blind may still raise what was only called.
    settled = state["acted"] == [True, True] or (move == "call" and not _may_answer(state))
    return _street_over(state) if settled else state


def _may_answer(state: State) -> bool:
    """Whether the one to act has yet to say something, and could."""
    seat = state["turn"]
    return not state["acted"][seat] and state["chips"][0] > 0 and state["chips"][1] > 0


def _street_over(state: State) -> State:
    """The bets go into the pot, and the next cards come; after the last ones the hands are shown."""
    # What nobody could match goes back.
    over = max(state["bets"]) - min(state["bets"])
    richer = state["bets"].index(max(state["bets"]))
    chips = [one + over * (seat == richer) for seat, one in enumerate(state["chips"])]
    state = {**state, "chips": chips, "pot": state["pot"] + 2 * min(state["bets"]), "bets": [0, 0], "acted": [False, False]}
    if state["street"] == "river" or 0 in chips:
        return _showdown({**state, "street": "river"})
    # After the flop the one who did not deal acts first.
    return {**state, "street": ORDER[ORDER.index(state["street"]) + 1], "turn": 1 - state["dealer"]}


def _showdown(state: State) -> State:
    hands = [poker_hands.worth([*hand, *state["coming"]]) for hand in state["hands"]]
    state = {**state, "shown": True}
    if hands[0] == hands[1]:
        half = state["pot"] // 2
        chips = [chips + half + (state["pot"] % 2) * (seat == 0) for seat, chips in enumerate(state["chips"])]
        return {**state, "chips": chips, "pot": 0, "turn": 0, "outcome": "The pot is split"}
    winner = 0 if hands[0] > hands[1] else 1
    return _won(state, winner, poker_hands.name([*state["hands"][winner], *state["coming"]]))


def _won(state: State, winner: int, why: str) -> State:
    pot = state["pot"] + sum(state["bets"])
    chips = [chips + pot * (seat == winner) for seat, chips in enumerate(state["chips"])]
    said = f"Player {2 - winner} folded" if why == "folded" else f"{why}"
    outcome = f"{said}: player {winner + 1} wins {pot} chips"
    return {**state, "chips": chips, "pot": 0, "bets": [0, 0], "turn": 0, "outcome": outcome}


def result(state: State) -> Result | None:
    """Somebody has all chips after a hand."""
    if state["outcome"] and 0 in state["chips"]:
        return Result("All chips are won", 1 - state["chips"].index(0))
    return None


def score(state: State, seat: int) -> int:
    """The chips beside and in front of the player."""
    return int(state["chips"][seat] + state["bets"][seat])


def reply(state: State, difficulty: str) -> str:
    """The computer's answer: how its cards look against what it costs to stay, with some luck mixed in."""
    moves = legal(state)
    seat = state["turn"]
    luck, chance = draw(state["chance"] + state["pot"] + sum(state["bets"]) * 7 + len(state["street"]), 1_000)
    community = state["coming"][: STREETS[state["street"]]]
    looks = poker_hands.strength(state["hands"][seat], community) + NERVES[difficulty] * (luck / 1_000 - 0.5)
    cost = to_call(state)
    price = cost / (state["pot"] + sum(state["bets"]) + cost) if cost else 0.0
    higher = [one for one in moves if one.startswith("raise")]
    if higher and looks > 0.85:
        return higher[len(higher) // 2]
    if higher and looks > 0.6 and draw(chance, 2)[0]:
        return higher[0]
    if cost:
        return "call" if looks > price + 0.1 else "fold"
    return "check"


def view(state: State, seat: int | None) -> HoldemView:
    """A player sees their own cards; who only watches sees what lies open."""
    own = state["hands"][seat] if seat is not None else ["", ""]
    other = state["hands"][1 - (seat or 0)] if state["shown"] else ["", ""]
    if seat is None and state["shown"]:
        own = state["hands"][0]
    community = state["coming"][: STREETS[state["street"]]]
    return HoldemView(
        hand_cards=own,
        other_cards=other,
        community_cards=community,
        pot=state["pot"] + sum(state["bets"]),
        chips=state["chips"],
        bets=state["bets"],
        to_call=to_call(state),
        street=state["street"],
        dealer=state["dealer"],
        hand_number=state["number"],
        hand=poker_hands.name([*own, *community]) if own[0] and community else "",
        outcome=state["outcome"],
    )


def board(state: State, seat: int | None) -> Board:
    """The other's cards above, the community cards in the middle, one's own below, and what can be done."""
    seen = view(state, seat)
    community = seen.community_cards + ["-"] * (5 - len(seen.community_cards))
    rows = [["", *(card or "?" for card in seen.other_cards), "", ""], community, ["", *(card or "?" for card in seen.hand_cards), "", ""]]
    cells = [_card(f"{row}-{column}", card) for row, cards in enumerate(rows) for column, card in enumerate(cards)]
    labels = {"call": f"Call {seen.to_call}", "check": "Check", "fold": "Fold", "deal": "Deal the next hand"}
    controls = [Control(move=one, label=labels.get(one, f"Raise to {one.split()[-1]}"), key=one[0] if " " not in one else "") for one in legal(state)]
    return Board(columns=5, cells=cells, controls=controls)


def _card(place: str, card: str) -> Cell:
    if card in {"", "-"}:
        return Cell(id=place, kind="space" if not card else "coming", label="no card")
    if card == "?":
        return Cell(id=place, kind="card covered", label="a card face down")
    colour = "red" if card[1] in "♥♦" else "black"
    text = card.replace("T", "10", 1)
    return Cell(id=place, text=text, kind=f"card {colour}", label=text)


def note(_before: State, move: str, after: State) -> str:
    """What was done, and what came of it."""
    if move == "deal":
        return f"Hand {after['number']} is dealt"
    said = move.capitalize().replace("Raise", "Raised to")
    return f"{said}. {after['outcome']}" if after["outcome"] else said


GAME = Game(
    name="texas-holdem",
    title="Texas Hold'em",
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
    secret=True,
    forfeit=STACK,
    options=(Option("difficulty", "Difficulty level", ("Easy", "Medium", "Hard"), live=True),),
    samples=[
        ["call", "check", "check", "check", "check", "check", "check", "check", "deal", "fold"],
        ["raise 40", "call", "raise 20", "call", "check", "check", "raise 20", "fold", "deal", "call", "check"],
        ["raise 1000", "call"],
    ],
)
