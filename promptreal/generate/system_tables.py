"""The tables that the layers bring along, whatever the spec's entities are."""

from __future__ import annotations

from promptreal.generate.schema import Column, Family, Index, Table

_ID = Column(name="id", family=Family.KEY, sql_type="sa.Integer()", nullable=False, primary_key=True)
_TIMESTAMP = "sa.DateTime(timezone=True)"


def _text(name: str, sql_type: str = "sa.String()", *, nullable: bool = False) -> Column:
    return Column(name=name, family=Family.TEXT, sql_type=sql_type, nullable=nullable)


def _whole(name: str) -> Column:
    return Column(name=name, family=Family.WHOLE, sql_type="sa.Integer()", nullable=False)


def _timestamp(name: str, *, nullable: bool = False) -> Column:
    return Column(name=name, family=Family.TIMESTAMP, sql_type=_TIMESTAMP, nullable=nullable)


RECORD_COLUMNS = (_ID, _timestamp("created_at"), _timestamp("updated_at"))

ACCOUNTS = Table(
    name="app_accounts",
    columns=(
        *RECORD_COLUMNS,
        _text("name"),
        _text("email"),
        _text("password_hash"),
        _text("role"),
        _whole("session_number"),
    ),
    indexes=(Index(name="uq_app_accounts_email", columns=("email",), unique=True),),
)

ACCOUNT_COLUMN = Column(
    name="account_id",
    family=Family.KEY,
    sql_type="sa.Integer()",
    target=ACCOUNTS.name,
    on_delete="SET NULL",
)

# What a signed-in account opened, downloaded and searched for.
REMEMBERED = Table(
    name="app_remembered",
    columns=(
        _ID,
        ACCOUNT_COLUMN.model_copy(update={"nullable": False, "on_delete": "CASCADE"}),
        _text("kind"),
        _text("entity"),
        _whole("record_id"),
        _text("words"),
        _timestamp("at"),
    ),
    indexes=(Index(name="ix_app_remembered_account_id", columns=("account_id",)),),
)

FILES = Table(
    name="app_files",
    columns=(
        _ID,
        _timestamp("created_at"),
        _text("name"),
        _text("content_type"),
        _whole("size"),
        Column(name="content", family=Family.TEXT, sql_type="sa.LargeBinary()", nullable=False),
    ),
)

# Which tables had their sample data, so that what a user empties stays empty.
SAMPLE_FILLS = Table(
    name="app_sample_fills",
    columns=(_ID, _text("filled_table"), _timestamp("filled_at")),
    indexes=(Index(name="uq_app_sample_fills_filled_table", columns=("filled_table",), unique=True),),
)

PIPELINE_TABLES = (
    Table(
        name="app_pipeline_runs",
        columns=(
            _ID,
            _text("pipeline"),
            _text("source"),
            _text("status"),
            _text("detail", "sa.Text()"),
            _timestamp("started_at"),
            _timestamp("finished_at", nullable=True),
            _whole("read"),
            _whole("loaded"),
            _whole("rejected"),
        ),
        indexes=(Index(name="ix_app_pipeline_runs_pipeline", columns=("pipeline",)),),
    ),
    Table(
        name="app_pipeline_rejects",
        columns=(
            _ID,
            Column(
                name="run_id",
                family=Family.KEY,
                sql_type="sa.Integer()",
                nullable=False,
                target="app_pipeline_runs",
                on_delete="CASCADE",
            ),
            _whole("line"),
            _text("step"),
            _text("reason", "sa.Text()"),
            _text("row", "sa.Text()"),
        ),
        indexes=(Index(name="ix_app_pipeline_rejects_run_id", columns=("run_id",)),),
    ),
)


def _key(name: str, target: str) -> Column:
    return Column(
        name=name, family=Family.KEY, sql_type="sa.Integer()", nullable=False, target=target, on_delete="CASCADE"
    )


def _json(name: str) -> Column:
    return Column(name=name, family=Family.TEXT, sql_type="sa.JSON()", nullable=False)


PLAY_TABLES = (
    Table(
        name="app_plays",
        columns=(
            *RECORD_COLUMNS,
            _text("game"),
            _text("status"),
            _text("result"),
            _text("winner"),
            _whole("move_count"),
            _json("options"),
            _json("state"),
        ),
        indexes=(
            Index(name="ix_app_plays_game", columns=("game",)),
            Index(name="ix_app_plays_status", columns=("status",)),
        ),
    ),
    Table(
        name="app_play_seats",
        columns=(
            _ID,
            _key("play_id", "app_plays"),
            _whole("number"),
            _text("name"),
            _text("identity"),
            _whole("score"),
        ),
        indexes=(
            Index(name="uq_app_play_seats_play_id_number", columns=("play_id", "number"), unique=True),
            Index(name="ix_app_play_seats_identity", columns=("identity",)),
        ),
    ),
    Table(
        name="app_play_moves",
        columns=(
            _ID,
            _key("play_id", "app_plays"),
            _whole("number"),
            _whole("seat"),
            _text("move"),
            _text("note"),
            _json("state"),
            _timestamp("created_at"),
        ),
        indexes=(Index(name="uq_app_play_moves_play_id_number", columns=("play_id", "number"), unique=True),),
    ),
)

# What people answered: a sheet for each time that somebody answers a quiz, a survey or a poll.
ANSWER_SHEETS = Table(
    name="app_answer_sheets",
    columns=(
        *RECORD_COLUMNS,
        _text("entity"),
        _whole("record_id"),
        _text("identity"),
        _text("name"),
        _whole("attempt"),
        _whole("score"),
        _whole("points"),
        _json("answers"),
    ),
    indexes=(
        Index(name="uq_app_answer_sheets_attempt", columns=("entity", "record_id", "identity", "attempt"), unique=True),
        Index(name="ix_app_answer_sheets_identity", columns=("identity",)),
    ),
)

# How well somebody knows a card: the box that it is in, and when it comes again.
CARD_BOXES = Table(
    name="app_card_boxes",
    columns=(_ID, _text("identity"), _text("entity"), _whole("record_id"), _whole("box"), _timestamp("due_at")),
    indexes=(Index(name="uq_app_card_boxes_card", columns=("identity", "entity", "record_id"), unique=True),),
)
