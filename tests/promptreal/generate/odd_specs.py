"""Valid specs that nobody would write on purpose: names that Python or SQL take for their own, circles, extremes."""

from __future__ import annotations

from typing import Any

from promptreal.spec import Action, AppSpec, Chart, Entity, Field, FieldType, Filter, Page, Report, Section


def odd_specs() -> dict[str, AppSpec]:
    """The specs by name."""
    specs = (_reserved(), _circles(), _single(), _social(), _unique(), _large(), _pictures(), _paged())
    return {one.app_name: one for one in specs}


def _field(name: str, kind: str = "string", **values: Any) -> Field:
    return Field(name=name, label=name.replace("_", " ").capitalize(), type=FieldType(kind), **values)


def _entity(name: str, *fields: Field, plural: str = "", display: str = "", **values: Any) -> Entity:
    plural = plural or f"{name}s"
    return Entity(
        name=name,
        plural=plural,
        label=name.capitalize(),
        label_plural=plural.capitalize(),
        display=display or fields[0].name,
        fields=fields,
        **values,
    )


def _spec(name: str, *entities: Entity, **values: Any) -> AppSpec:
    values = {"title": name.capitalize(), "app_type": "rest-api", **values}
    return AppSpec(app_name=name, prompt=name, enhanced_prompt=name, entities=entities, **values)


def _reserved() -> AppSpec:
    return _spec(
        "reserved",
        _entity(
            "order",
            _field("from", "date", required=True, filterable=True),
            _field("select"),
            _field("import", "choice", choices=("a", "b")),
            _field("class", "integer", filterable=True),
            _field("order", searchable=True),
            _field("group", "boolean", filterable=True),
            _field("table", "text"),
            _field("where", "money", filterable=True),
            _field("end", "datetime", filterable=True),
            display="select",
        ),
        _entity(
            "group",
            _field("name", required=True, unique=True),
            _field("order", "reference", target="order", filterable=True),
            plural="group_s",
        ),
        _entity(
            "class_",
            *(_field(name) for name in ("class_", "json", "copy", "model_config", "schema", "dict", "type")),
            *(_field(name) for name in ("property", "str", "self", "cls", "query", "metadata_", "account_label")),
            _field("class", filterable=True),
            _field("dt", "date"),
            _field("date", "date", required=True),
            _field("int", "integer"),
            plural="classes",
        ),
        _entity("user", _field("name"), _field("password"), _field("list"), _field("types")),
        _entity(
            "type",
            _field(
                "type", "choice", choices=("x y", 'q"uote', "b'tick", "ünï", "back\\slash"), required=True,
                filterable=True,
            ),
            plural="type",
        ),
        _entity("account", _field("email", "email", required=True, unique=True), _field("session")),
        _entity("file", _field("file", "file"), _field("title"), display="title"),
        _entity("chart", _field("sort"), _field("page", "integer", filterable=True), _field("q", filterable=True)),
        _entity("session", _field("url", "url"), _field("tel", "phone"), plural="session"),
        _entity(
            "sqlite", _field("oid", "integer"), _field("rowid", "integer", required=True), plural="sqlite_things",
            display="rowid",
        ),
        charts=(
            Chart(name="c1", title='C "quoted" 1', kind="bar", entity="order", dimension="import"),
            Chart(
                name="list", title="Sums", kind="line", entity="order", dimension="from", measure="where",
                aggregate="sum",
            ),
            Chart(name="created", title="Created", kind="line", entity="group", dimension="created_at"),
        ),
        filters=(Filter(name="made", label="Made", entity="group", field="created_at"),),
    )  # fmt: skip


def _circles() -> AppSpec:
    return _spec(
        "circles",
        _entity(
            "node", _field("parent", "reference", target="node", required=True), _field("name", required=True),
            display="name",
        ),
        _entity("a", _field("b", "reference", target="b", required=True), plural="as"),
        _entity("b", _field("a", "reference", target="a", required=True), _field("n", "integer")),
        _entity("c", _field("d_id", "reference", target="d"), _field("d", "reference", target="d")),
        _entity("d", _field("c", "reference", target="c"), _field("label_"), display="label_"),
        title='Quote " and \\ and """ and {{ x }} [[ y ]] 日本',
        tagline="line\nbreak",
    )  # fmt: skip


def _single() -> AppSpec:
    return _spec("single", _entity("thing", _field("done", "boolean")))


def _social() -> AppSpec:
    post = {"kind": "reference", "target": "post"}
    return _spec(
        "social",
        _entity(
            "post", _field("title", required=True), _field("status", "choice", choices=("draft", "live")),
            _field("account_label"), _field("recipient"), owned=True, status_field="status",
        ),
        _entity(
            "reply", _field("text", "text", required=True), _field("post", required=True, **post), plural="replies",
            owned=True, kind="activity",
        ),
        _entity("follow", _field("post", required=True, **post), _field("note", required=True), kind="mark"),
        _entity("mail", _field("recipient", required=True), _field("about", **post), kind="message"),
        _entity("ask", _field("body", "text", required=True), _field("post", required=True, **post), kind="message"),
        accounts=True,
        actions=(
            Action(name="approve", label='Approve "it"', kind="transition", entity="post", to="live"),
            Action(name="list_posts", label="Unpublish", kind="transition", entity="post", to="draft"),
            Action(name="follow_post", label="Follow", kind="toggle", entity="post", creates="follow"),
            Action(name="reply", label="Reply", kind="attach", entity="post", creates="reply"),
            Action(name="contact", label="Contact", kind="contact", creates="ask"),
            Action(name="class", label="Browse", kind="browse", entity="post"),
        ),
        reports=(Report(name="all", title="All", entity="post"),),
    )  # fmt: skip


def _unique() -> AppSpec:
    return _spec(
        "unique",
        _entity(
            "u",
            _field("flag", "boolean", unique=True),
            _field("kind", "choice", choices=("a",), unique=True, required=True),
            _field("pct", "percent", minimum=0.5, maximum=99.5, required=True),
            _field("d", "decimal", minimum=-1.25),
            _field("when", "datetime", unique=True),
            _field("amount", "money", unique=True),
            _field("one", "reference", target="v", unique=True, required=True),
            _field("short", max_length=3, required=True),
            _field("long", max_length=5000),
            display="short",
        ),
        _entity("v", _field("url", "url", unique=True, required=True)),
    )


def _large() -> AppSpec:
    entities = (
        _entity(
            f"e{number}",
            _field("name", required=True),
            *(_field(f"r{other}", "reference", target=f"e{other}") for other in range(number)),
        )
        for number in range(10)
    )
    return _spec("large", *entities)


def _pictures() -> AppSpec:
    return _spec("pictures", _entity("picture", _field("image", "image", required=True), _field("file", "file")))


def _every_type(**values: Any) -> tuple[Field, ...]:
    """A field of every type that needs nothing else."""
    kinds = [one for one in FieldType if one not in {FieldType.CHOICE, FieldType.REFERENCE}]
    return tuple(_field(f"a_{one.value}", one.value, **values) for one in kinds)


def _paged() -> AppSpec:
    """Every type in every form, few values, titles that are no texts, labels with spaces."""
    shop = {"kind": "reference", "target": "shop"}
    return _spec(
        "paged",
        _entity(
            "shop", _field("opened", "date", required=True, unique=True), *_every_type(filterable=True),
            _field("only", "choice", choices=("one",), filterable=True),
            _field("rank", "integer", unique=True, minimum=1, maximum=3),
        ),
        _entity(
            "visit", _field("shop", required=True, **shop), *_every_type(required=True),
            _field("state", "choice", choices=("open", "done")), kind="activity", status_field="state",
        ),
        _entity("key", _field("shop", required=True, unique=True, **shop), _field("state", "choice", choices=("on",))),
        _entity("note", *_every_type(), _field("shop", **shop), kind="message", display="a_boolean"),
        title=" Two  spaces ",
        accounts=True,
        actions=(
            Action(name="compare", label=" Compare ", kind="compare", entity="shop"),
            Action(name="visit", label="Visit a shop ", kind="attach", entity="shop", creates="visit"),
            Action(name="finish", label="Finish", kind="transition", entity="visit", to="done"),
            Action(name="share", label="Share", kind="share", entity="visit"),
            Action(name="print", label="Print", kind="print", entity="shop"),
            Action(name="fetch", label="Fetch", kind="download", entity="shop"),
            Action(name="note", label="Write", kind="contact", creates="note"),
        ),
        charts=(
            Chart(name="only", title="By only ", kind="bar", entity="shop", dimension="only"),
            Chart(name="total", title="Total", kind="number", entity="visit", measure="a_money", aggregate="sum"),
            Chart(name="visits", title="Visits", kind="line", entity="visit", dimension="a_date"),
            Chart(name="by_shop", title="By shop", kind="pie", entity="visit", dimension="shop"),
        ),
        reports=(Report(name="shops", title="Shops ", entity="shop", sections=("only", "summary", "records")),),
        pages=(
            Page(slug="", title="Start ", kind="dashboard", charts=("only", "total", "visits", "by_shop")),
            Page(slug="contact", title="Contact", kind="contact", entity="note"),
            Page(slug="all", title="All", kind="content", sections=(Section(title="Keys ", entity="key"),)),
        ),
    )  # fmt: skip
