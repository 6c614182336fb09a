"""Flashcards: decks of cards that people go through, each with boxes of their own."""

from __future__ import annotations

import re

from promptreal.design.english.words import identifier, vocabulary
from promptreal.design.things.fields import assumed, reference
from promptreal.design.things.forgetting import forget
from promptreal.design.things.sketch import EntityDraft, Sketch
from promptreal.spec import Action, ActionKind, AppSpec, Deck, Field, FieldType, Origin

_CARDS = re.compile(
    r"\b(flash ?-?cards?|spaced[- ]repetition|index cards?|vocabulary (?:trainer|cards?))\b", re.IGNORECASE
)
# What decks and cards are made of and what is done with them.
_PARTS = vocabulary(
    "flashcard card deck repetition vocabulary word term definition box interval side front back translation review "
    "progress session known unknown flip study set"
)
_DONE = vocabulary("flip mark learn study review practice practise memorize memorise repeat rate train revise know")
_KEPT = vocabulary("course lesson class student subject book quiz exam")
_SAMPLES = 6


def recognize(sketch: Sketch) -> None:
    """Notes that the prompt wants cards to learn with."""
    quote = next((one for one in sketch.reading.sentences if _CARDS.search(one)), "")
    if not quote or sketch.plays:
        return
    deck = sketch.find(("deck",)) or EntityDraft(words=("deck",), surface=("deck",), quote=quote, mentions=9)
    sketch.entities[deck.name] = deck
    sketch.decks[deck.name] = Deck(entity=deck.name, cards="", quote=quote)


def take_over(sketch: Sketch) -> None:
    """Gives decks their cards, and leaves to the app what is known and when it comes again."""
    found, sketch.decks = next(iter(sketch.decks.values()), None), {}
    if found is None:
        return
    others = [one for one in sketch.entities.values() if one.name != found.entity and not one.people]
    # What is learned (Spanish, anatomy) is on the cards.
    learned = {one.name for one in others if one.verbs & _DONE and one.words[-1] not in _KEPT}
    forget(sketch, learned | {one.name for one in others if {one.words[0], one.words[-1]} & _PARTS})
    deck = sketch.entities.get(found.entity) or EntityDraft(words=("deck",), surface=("deck",), quote=found.quote)
    deck.fields.clear()
    deck.statuses.clear()
    deck.samples = _SAMPLES
    deck.add(assumed("title", "deck", label="Title", required=True).model_copy(update={"example": "title"}))
    deck.add(assumed("description", "deck", label="Description"))
    card = EntityDraft(words=("card",), surface=("card",), origin=Origin.PROMPT, quote=found.quote, samples=0)
    card.add(_side("front", "Front"))
    card.add(_side("back", "Back"))
    whole = reference("deck", "Deck", origin=Origin.ASSUMED, required=True)
    card.add(whole.model_copy(update={"target": deck.name, "filterable": True}))
    sketch.entities[deck.name], sketch.entities[card.name] = deck, card
    sketch.decks[deck.name] = found.model_copy(update={"entity": deck.name, "cards": card.name})
    study = Action(name="study_deck", label="Study deck", kind=ActionKind.STUDY, entity=deck.name, quote=found.quote)
    more = [
        Action(name=identifier(label), label=label, kind=ActionKind.CREATE, entity=name, origin=Origin.ASSUMED)
        for label, name in (("Create deck", deck.name), ("Add card", card.name))
    ]
    made = {one.entity for one in sketch.actions.values() if one.kind is ActionKind.CREATE}
    kept = {
        name: one
        for name, one in sketch.actions.items()
        if one.label.split()[0].lower() not in _DONE or one.kind is ActionKind.REGISTER
    }
    sketch.actions = {study.name: study} | kept
    for one in more:
        if one.entity not in made:
            sketch.act(one)


def _side(name: str, label: str) -> Field:
    return Field(
        name=name, label=label, type=FieldType.STRING, required=True, max_length=300, searchable=True, example="word"
    )


def finished(spec: AppSpec) -> AppSpec:
    """The spec with what is said of its cards."""
    said = (
        "Cards are gone through deck by deck: flip one, and say whether you knew it. What is known comes again after "
        "1, 3, 7, 14 and 30 days; what is not comes again at once."
    )
    who = "account" if spec.accounts else "browser"
    more = f"Whose boxes the cards are in is known by the {who}."
    before = spec.understanding
    after = {"understood": (*before.understood, said), "assumed": (*before.assumed, more)}
    return spec.model_copy(update={"understanding": before.model_copy(update=after)})
