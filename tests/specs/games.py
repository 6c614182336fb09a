"""Games that people play and documents that they work on: an app of plays and workbenches."""

from __future__ import annotations

from promptreal.spec import (
    Action,
    ActionKind,
    AppSpec,
    Entity,
    Field,
    FieldType,
    Offer,
    Page,
    PageKind,
    Play,
    Section,
    Workbench,
)


def playground() -> AppSpec:
    """Chess, 2048 and memory, with accounts, and two workbenches, one of them with templates."""
    return AppSpec(
        app_name="playground",
        title="Playground",
        tagline="Play chess, 2048 and memory.",
        app_type="cms",
        prompt="A website to play chess, 2048 and memory, with an HTML editor and a diagram maker.",
        enhanced_prompt="Games that are played in the app, and pages to work on.",
        accounts=True,
        entities=(_player(), _document(), _template(), _diagram()),
        actions=(
            Action(name="new_game", label="New game", kind=ActionKind.PLAY, page="play"),
            Action(name="write_html", label="Write HTML", kind=ActionKind.WORK, page="html-editor"),
        ),
        pages=(
            Page(slug="", title="Home", kind=PageKind.HOME, sections=(Section(title="About", text="Games."),)),
            Page(slug="play", title="Play", kind=PageKind.PLAY),
            Page(slug="join-game", title="Join a game", kind=PageKind.PLAY),
            Page(slug="leaderboard", title="Leaderboard", kind=PageKind.PLAY),
            Page(slug="game-history", title="Game history", kind=PageKind.PLAY),
            Page(slug="game-statistics", title="Statistics", kind=PageKind.PLAY),
            Page(slug="html-editor", title="HTML editor", kind=PageKind.WORK),
            Page(slug="diagram-maker", title="Diagram maker", kind=PageKind.WORK),
            Page(slug="players", title="Players", kind=PageKind.LIST, entity="player"),
        ),
        plays=(
            Play(name="chess", title="Chess", offers=(Offer.UNDO, Offer.RESIGN, Offer.JOIN), keeper="player"),
            Play(name="2048", title="2048", offers=(Offer.UNDO, Offer.REVIVE), keeper="player"),
            Play(name="memory", title="Memory", offers=(Offer.RESIGN,), keeper="player"),
        ),
        workbenches=(
            Workbench(
                name="html-editor", title="HTML editor", entity="document", field="content", templates="template"
            ),
            Workbench(
                name="diagram-maker", title="Diagram maker", entity="diagram", field="content", choices=("type",)
            ),
        ),
    )


def _text(name: str, *, required: bool = False, **values: object) -> Field:
    kind = FieldType.TEXT if name == "content" else FieldType.STRING
    whole = {"name": name, "label": name.capitalize(), "type": kind, "required": required, **values}
    return Field.model_validate(whole)


def _player() -> Entity:
    return Entity(
        name="player",
        plural="players",
        label="Player",
        label_plural="Players",
        display="name",
        samples=12,
        fields=(_text("name", required=True, example="name", searchable=True), _text("country")),
    )


def _document() -> Entity:
    return Entity(
        name="document",
        plural="documents",
        label="Document",
        label_plural="Documents",
        display="title",
        owned=True,
        fields=(_text("title", required=True), _text("content", max_length=100_000)),
    )


def _template() -> Entity:
    return Entity(
        name="template",
        plural="templates",
        label="Template",
        label_plural="Templates",
        display="title",
        fields=(_text("title", required=True), _text("content", max_length=100_000)),
    )


def _diagram() -> Entity:
    kinds = Field(name="type", label="Type", type=FieldType.CHOICE, choices=("Flowchart", "Mind map"))
    return Entity(
        name="diagram",
        plural="diagrams",
        label="Diagram",
        label_plural="Diagrams",
        display="title",
        fields=(_text("title", required=True), kinds, _text("content", max_length=100_000)),
    )
