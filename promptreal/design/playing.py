"""Games that a prompt names and the catalogue holds: played in the app, instead of kept as records about games."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from promptreal.design.english.verbs import PLAYBACK, VERBS
from promptreal.design.english.wishes import Reading
from promptreal.design.english.words import identifier, joined, vocabulary
from promptreal.design.things.fields import assumed
from promptreal.design.things.forgetting import forget
from promptreal.design.things.sketch import EntityDraft, Sketch
from promptreal.design.views.named_pages import put_page
from promptreal.games import GameEntry, games
from promptreal.spec import (
    Action,
    ActionKind,
    AppSpec,
    EntityKind,
    Offer,
    Origin,
    Page,
    PageKind,
    Play,
    Section,
)

# An app with one of these in its kind is about a game, and not the game.
_ABOUT = re.compile(
    r"\b(management|manager|managing|tournaments?|clubs?|leagues?|federation|shops?|stores?|sets?|blogs?|news|articles?|"
    r"trackers?|tracking|trainers?|training|lessons?|courses?|schools?|academy|coach\w*|tutors?|collections?|catalog\w*|reviews?|forums?|"
    r"community|bookings?|ratings?|database|inventory|teams?|events?|calendar|magazine|store|wiki|guide)\b",
    re.IGNORECASE,
)
_GAME = VERBS["play"].reason
_IS_GAME = re.compile(r"\bgames?(?: (?:web ?)?(?:site|app|application|page|platform))?$", re.IGNORECASE)
_QUOTED = re.compile(r"“([^”]+)”")
# What every game is about, so that it is kept by playing and not as records of its own.
_PLAYED = vocabulary(
    "game match round score leaderboard ranking board move turn point result level difficulty theme opponent history "
    "statistic play room lobby mode table scoreboard highscore record session membership setting clone undo opponent "
    "multiplayer sound effect animation computer timer clock"
)
# What is done in any game. What a prompt wants beyond that, and the game does not name, is left out.
_DOING = vocabulary(
    "play start begin restart win lose finish end move make take choose select continue pause keep view score beat "
    "compete"
)
_WORDS: dict[Offer, str] = {
    Offer.UNDO: r"\b(undo\w*|take back|takeback)\b",
    Offer.RESIGN: r"\b(resign\w*|give up|surrender\w*|forfeit\w*)\b",
    Offer.REVIVE: r"\b(reviv\w*|continue playing|keep (?:on )?playing|second chance|resurrect\w*)\b",
    Offer.JOIN: r"\b(join\w*|multiplayer|two[- ]players?|online with|against (?:friends|each other|another))\b",
}
_LABELS = {
    Offer.UNDO: "Undo move",
    Offer.RESIGN: "Resign",
    Offer.REVIVE: "Revive game",
    Offer.JOIN: "Join game",
}


def recognize(sketch: Sketch) -> None:
    """Notes the games of the catalogue that the prompt wants to be played, with somebody to play them."""
    text = " ".join(sketch.reading.sentences)
    for entry in games().values():
        quote = _wanted(sketch.reading, entry)
        if quote:
            sketch.plays[entry.name] = Play(
                name=entry.name,
                title=entry.title,
                offers=(*entry.offers, *wants_extras(entry, text)),
                quote=quote,
            )
    _recognize_listed(sketch)
    if sketch.plays and sketch.find(("player",)) is None:
        player = EntityDraft(words=("player",), surface=("player",), people=True, origin=Origin.ASSUMED)
        sketch.entities[player.name] = player


def _recognize_listed(sketch: Sketch) -> None:
    """Beside another game, a word with other meanings is a game as well: "chess, snake and memory"."""
    for entry in games().values() if sketch.plays else ():
        if entry.name in sketch.plays or not entry.listed:
            continue
        word = rf"(?:,|\band|\bor) (?:a )?(?:{'|'.join(entry.listed)})\b(?=\s*(?:,|and\b|or\b|with\b|\.|$))"
        first = rf"\b(?:play|games?:?|with|of) (?:{'|'.join(entry.listed)})(?=,| and | or )"
        quote = next((one for one in sketch.reading.sentences if re.search(f"{word}|{first}", one, re.IGNORECASE)), "")
        others = [one for one in sketch.plays if called_by([games()[one]]).search(quote)]
        if quote and others:
            sketch.plays[entry.name] = Play(name=entry.name, title=entry.title, offers=entry.offers, quote=quote)


def _wanted(reading: Reading, entry: GameEntry) -> str:
    """The sentence that asks for the game; nothing where the app is about it, or does not speak of it."""
    name = "|".join(entry.names)
    first = reading.sentences[0] if reading.sentences else ""
    kind = reading.kind_text or first
    for sentence in reading.sentences:
        if re.search(rf"\b(?:play(?:s|ed|ing)?\b[^.;]{{0,40}}?|games? of )\b(?:{name})(?!\w)", sentence, re.IGNORECASE):
            return sentence if not _ABOUT.search(kind) else ""
        if not re.search(rf"(?<!\w)(?:{name})(?!\w)", sentence, re.IGNORECASE):
            continue
        named = re.search(rf"(?<!\w)(?:{name})(?!\w)", kind, re.IGNORECASE)
        if (named or re.search(r"\bgames?\b", kind, re.IGNORECASE)) and not _ABOUT.search(kind):
            return sentence
    return ""


def take_over(sketch: Sketch) -> None:
    """Leaves to the games what they do: no records of moves and scores, and nothing of it among what is left out."""
    if not sketch.plays:
        if not sketch.questionnaires:
            _miss(sketch)
        return
    entries = [games()[name] for name in sketch.plays]
    things = played_things(entries)
    called = called_by(entries)
    # The parts of a name of several words are no things: "connect four".
    parts = {word.lower() for name in called.findall(" ".join(sketch.reading.sentences)) for word in name.split()}
    gone = {
        one.name
        for one in sketch.entities.values()
        if _is_played(one, things) or called.search(one.low) or set(one.words) <= parts
    }
    forget(sketch, gone)
    verbs = {verb for entry in entries for verb in entry.verbs}
    for name, action in list(sketch.actions.items()):
        if action.entity == "player" and action.label.split()[0].lower() in verbs:
            del sketch.actions[name]
    sketch.figures.clear()
    _tell(sketch, entries, called)
    player = _keeper(sketch)
    for name, play in sketch.plays.items():
        sketch.plays[name] = play.model_copy(update={"keeper": player.name})
    for action in game_actions(sketch.plays, entries, " ".join(sketch.reading.sentences)):
        sketch.actions.pop(action.name, None)
        sketch.act(action)


def called_by(entries: Iterable[GameEntry]) -> re.Pattern[str]:
    """What these games are called."""
    names = "|".join(name for entry in entries for name in entry.names)
    return re.compile(rf"(?<!\w)(?:{names})(?!\w)", re.IGNORECASE)


def wants_extras(entry: GameEntry, text: str) -> tuple[Offer, ...]:
    """What the game offers because the text asks for it."""
    return tuple(one for one in entry.extras if re.search(_WORDS[one], text, re.IGNORECASE))


def _miss(sketch: Sketch) -> None:
    """Says of a game that the catalogue does not have that its rules are not here."""
    kind = sketch.reading.kind_text
    if not _IS_GAME.search(kind) or _ABOUT.search(kind) or any(_GAME and _GAME in one for one in sketch.left_out):
        return
    known = joined([one.title for one in games().values()])
    sketch.left_out.append(
        f"“{kind[:1].upper()}{kind[1:]}”: the rules of this game are not here, so the app keeps its records instead; "
        f"the games that can be played are {known}."
    )


def played_things(entries: Iterable[GameEntry]) -> frozenset[str]:
    """The nouns that are part of these games, and so no records of their own."""
    return _PLAYED.union(*(entry.things for entry in entries))


def _is_played(draft: EntityDraft, things: frozenset[str]) -> bool:
    if draft.words[-1] == "player":
        return False
    # "tells the player higher or lower" is what a game does, and nothing that is kept.
    return draft.words[-1] in things or draft.words[0] in things or "player" in draft.words


def _keeper(sketch: Sketch) -> EntityDraft:
    """The players: whoever plays under a new name is put among them, so that nothing but the name can be required."""
    player = sketch.find(("player",))
    if player is None:
        player = EntityDraft(words=("player",), surface=("player",), people=True, origin=Origin.ASSUMED)
        sketch.entities[player.name] = player
    kept = {name: one for name, one in player.fields.items() if one.origin is Origin.PROMPT and name != "name"}
    kept = {name: one.model_copy(update={"required": False}) for name, one in kept.items() if not one.target}
    player.kind, player.fields, player.samples, player.owned = EntityKind.RECORD, {}, 12, False
    name = assumed("full name", "player", label="Name", required=True)
    player.add(name.model_copy(update={"name": "name", "example": "name", "searchable": True}))
    for one in kept.values():
        player.add(one)
    player.add(assumed("country", "player", label="Country"))
    return player


def _tell(sketch: Sketch, entries: list[GameEntry], called: re.Pattern[str]) -> None:
    """Takes out of what is left out whatever the games do."""
    can = _DOING.union(
        *(entry.verbs for entry in entries), *(one.value.split() for entry in entries for one in entry.offers)
    )
    can = can | {one.value for play in sketch.plays.values() for one in play.offers}
    left = []
    for sentence in sketch.left_out:
        if not any(sentence.endswith(f": {one}.") for one in (_GAME, PLAYBACK)):
            left.append(sentence)
            continue
        labels = _QUOTED.findall(sentence)
        beyond = [one for one in labels if one.split()[0].lower() not in can and not called.search(one)]
        if beyond:
            named = joined([f"“{label}”" for label in beyond])
            titles = joined([one.title for one in sketch.plays.values()])
            left.append(f"{named}: not among what {titles} can do here.")
    sketch.left_out[:] = left


def game_actions(plays: Mapping[str, Play], entries: list[GameEntry], text: str) -> list[Action]:
    """What people do in the games; what the text does not speak of is assumed."""
    quote = next(iter(plays.values())).quote

    def act(label: str, page: str, pattern: str = "") -> Action:
        said = not pattern or re.search(pattern, text, re.IGNORECASE) is not None
        return Action(
            name=identifier(label),
            label=label,
            kind=ActionKind.PLAY,
            page=page,
            origin=Origin.PROMPT if said else Origin.ASSUMED,
            quote=quote if said else "",
        )

    offers = {one for play in plays.values() for one in play.offers}
    moves = dict.fromkeys(move for entry in entries for move in entry.moves)
    options = dict.fromkeys(option for entry in entries for option in entry.options)
    return [
        act("New game", "play"),
        *([act("Join game", "join-game", _WORDS[Offer.JOIN])] if Offer.JOIN in offers else []),
        *(act(label, "play") for label in moves),
        *(act(_LABELS[one], "play", _WORDS[one]) for one in Offer if one in offers and one is not Offer.JOIN),
        *(act(f"Choose {one}", "play", rf"\b(?:{one.split()[0]}|{one.split()[-1]})s?\b") for one in options),
        act("View leaderboard", "leaderboard", r"\b(leaderboards?|rankings?|high ?scores?|best scores?)\b"),
        act("View game history", "game-history", r"\b(history|records?|past games|previous games)\b"),
    ]


def game_pages(plays: Mapping[str, Play], entries: list[GameEntry], text: str) -> list[Page]:
    """The pages of the games: to play, to join, the ranking, the history, the figures, and how it is played."""
    lobby = re.search(r"\blobby\b", text, re.IGNORECASE) is not None
    rules = tuple(Section(title=entry.title, text=f"{entry.about}{_opponent(entry)}") for entry in entries)
    joins = any(Offer.JOIN in one.offers for one in plays.values())
    titles = {
        "play": "Game lobby" if lobby else "Play",
        **({"join-game": "Join a game"} if joins else {}),
        "leaderboard": "Leaderboard",
        "game-history": "Game history",
        "game-statistics": "Statistics",
    }
    return [
        *(Page(slug=one, title=name, kind=PageKind.PLAY, origin=Origin.PROMPT) for one, name in titles.items()),
        Page(slug="how-to-play", title="How to play", kind=PageKind.CONTENT, sections=rules, origin=Origin.PROMPT),
    ]


def add_pages(sketch: Sketch) -> None:
    """Puts the pages of the games right behind the first one."""
    if not sketch.plays:
        return
    text = " ".join(sketch.reading.sentences)
    wanted = game_pages(sketch.plays, [games()[name] for name in sketch.plays], text)
    others = {name: page for name, page in sketch.pages.items() if name not in {one.slug for one in wanted}}
    home = others.pop("", None)
    sketch.pages.clear()
    for page in ([home] if home else []) + wanted + list(others.values()):
        put_page(sketch, page)


def _opponent(entry: GameEntry) -> str:
    """Said of a game that two play."""
    if not entry.replies:
        return ""
    beside = "" if entry.secret else ", or the other person at your screen"
    return f" Your opponent is the computer or somebody who joins{beside}."


def _against(entry: GameEntry) -> str:
    if not entry.replies:
        return ""
    return f" against the computer or somebody who joins{'' if entry.secret else ', or by two people at one screen'}"


def finished(spec: AppSpec) -> AppSpec:
    """The spec with what is said of its games: its tagline, its first page, and what was understood."""
    said = []
    for play in spec.plays:
        entry = games()[play.name]
        against = _against(entry)
        can = joined(["play by its rules", *(one.value for one in play.offers)])
        chosen = f", with {joined(list(entry.options))} to choose" if entry.options else ""
        said.append(f"{play.title} is played in the app{against}{chosen}; players can {can}.")
    titles = joined([one.title for one in spec.plays])
    understanding = spec.understanding
    return spec.model_copy(
        update={
            "tagline": f"Play {titles}.",
            "pages": tuple(_opening(one, spec, titles) if not one.slug else one for one in spec.pages),
            "understanding": understanding.model_copy(update={"understood": (*understanding.understood, *said)}),
        }
    )


def _opening(page: Page, spec: AppSpec, titles: str) -> Page:
    """The first page, whose text is about playing."""
    text = f"{spec.title} is a place to play {titles}. Start a new game, and see on the leaderboard how you did."
    sections = tuple(
        one.model_copy(update={"text": text}) if one.title.startswith("About ") and not one.entity else one
        for one in page.sections
    )
    return page.model_copy(update={"sections": sections})
