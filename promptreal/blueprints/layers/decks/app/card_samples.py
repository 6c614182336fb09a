"""Sample cards, so that there is something to learn."""

from __future__ import annotations

from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from app.card_boxes import DECKS
from app.catalogue import ENTITIES
from app.known_cards import KNOWN


def fill(session: Session, filled: Iterable[str]) -> None:
    """Cards for the decks that were just made of the entities `filled`."""
    for deck in DECKS.values():
        if deck.entity not in filled:
            continue
        decks, cards = ENTITIES[deck.entity], ENTITIES[deck.cards]
        for number, record in enumerate(session.scalars(sa.select(decks.model).order_by(decks.model.id)).all()):
            title, rows = KNOWN[deck.entity][number % len(KNOWN[deck.entity])]
            again = number // len(KNOWN[deck.entity])
            setattr(record, decks.attribute(decks.display).attribute, f"{title} {again + 1}" if again else title)
            for one in decks.attributes:
                if one.name == "description":
                    setattr(record, one.attribute, f"{len(rows)} cards to begin with.")
            # It stays the sample that nobody has changed.
            flag_modified(record, "updated_at")
            for front, back in rows:
                values = {"front": front, "back": back, deck.through: record.id}
                columns = {cards.attribute(name).attribute: value for name, value in values.items()}
                card = cards.model(**columns, created_at=record.created_at, updated_at=record.created_at)
                if getattr(record, "account_id", None) and cards.has_account:
                    card.account_id = record.account_id
                session.add(card)
    session.commit()
