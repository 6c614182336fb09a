"""What poker hands are worth: the best five of up to seven cards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

RANKS = "23456789TJQKA"
SUITS = "♠♥♦♣"
DECK = tuple(rank + suit for suit in SUITS for rank in RANKS)
NAMES = (
    "High card",
    "One pair",
    "Two pair",
    "Three of a kind",
    "Straight",
    "Flush",
    "Full house",
    "Four of a kind",
    "Straight flush",
)
# The ace stands below the two as well.
WHEEL = [12, 3, 2, 1, 0]

Worth = tuple[int, tuple[int, ...]]


def rank_of(card: str) -> int:
    """A card's rank, from 0 for a two to 12 for an ace."""
    return RANKS.index(card[0])


def straight(ranks: set[int]) -> int:
    """The highest rank of five in a row, or -1; an ace below a two makes it a five high."""
    for high in range(12, 3, -1):
        if all(high - step in ranks for step in range(5)):
            return high
    return 3 if set(WHEEL) <= ranks else -1


def worth(cards: Sequence[str]) -> Worth:
    """What the best five of these cards are worth: the kind of hand, then the ranks that decide between equal ones."""
    ranks = sorted((rank_of(one) for one in cards), reverse=True)
    counts = Counter(ranks)
    by_suit = {suit: [rank_of(one) for one in cards if one[1] == suit] for suit in SUITS}
    flush = next((sorted(one, reverse=True) for one in by_suit.values() if len(one) >= 5), [])
    if flush and (high := straight(set(flush))) >= 0:
        return 8, (high,)
    groups = sorted(counts, key=lambda rank: (counts[rank], rank), reverse=True)
    first = counts[groups[0]]
    second = counts[groups[1]] if len(groups) > 1 else 0
    if first == 4:
        return 7, (groups[0], _kickers(ranks, groups[:1])[0])
    if first == 3 and second >= 2:
        return 6, (groups[0], max(rank for rank in groups[1:] if counts[rank] >= 2))
    if flush:
        return 5, tuple(flush[:5])
    if (high := straight(set(ranks))) >= 0:
        return 4, (high,)
    if first == 3:
        return 3, (groups[0], *_kickers(ranks, groups[:1])[:2])
    if first == 2 and second == 2:
        return 2, (groups[0], groups[1], *_kickers(ranks, groups[:2])[:1])
    if first == 2:
        return 1, (groups[0], *_kickers(ranks, groups[:1])[:3])
    return 0, tuple(ranks[:5])


def _kickers(ranks: Sequence[int], used: Sequence[int]) -> list[int]:
    return [rank for rank in ranks if rank not in used]


def name(cards: Sequence[str]) -> str:
    """What the hand is called."""
    return NAMES[worth(cards)[0]]


def strength(hand: Sequence[str], community: Sequence[str]) -> float:
    """How good a hand looks, from 0 to 1, without a look at the other's cards."""
    if not community:
        high, low = sorted((rank_of(one) for one in hand), reverse=True)
        if high == low:
            return 0.5 + high / 26
        suited = 0.06 if hand[0][1] == hand[1][1] else 0.0
        close = 0.05 if high - low <= 2 else 0.0
        return 0.1 + (high + low) / 50 + suited + close
    kind, ranks = worth([*hand, *community])
    # What lies on the table is everybody's.
    shared = worth(community)[0] if len(community) >= 5 else 0
    gained = 0.18 * max(0, kind - shared)
    return min(1.0, 0.15 + gained + ranks[0] / 60)
