"""A tiny app, as a bundle, that does what a test tells it to: no generated code, the same surface."""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path

from promptreal.artifact import ImageRef
from promptreal.request import AppKey
from promptreal.spec import AppSpec, Entity, Field, FieldType

MAIN = """
import asyncio, json, os, pathlib, socket, sqlite3, sys

BEHAVIOUR = json.loads(pathlib.Path("behaviour.json").read_text())
DATABASE = os.environ["DATABASE_URL"].removeprefix("sqlite:///")
if BEHAVIOUR.get("import") == "fail":
    raise RuntimeError("this version cannot even be imported")


def attempt(what, *arguments):
    try:
        return repr(what(*arguments))
    except BaseException as error:
        return f"refused: {type(error).__name__} {error}"


def count():
    with sqlite3.connect(DATABASE) as database:
        return database.execute("select count(*) from notes").fetchone()[0]


def note(text):
    with sqlite3.connect(DATABASE) as database:
        database.execute("insert into notes (text) values (?)", (text,))
    return count()


def connect(port):
    with socket.create_connection(("127.0.0.1", int(port)), timeout=2) as connection:
        return connection.getpeername()


def crash():
    print("about to crash", flush=True)
    os._exit(9)


ANSWERS = {
    "/environment": lambda _: dict(os.environ),
    "/pid": lambda _: os.getpid(),
    "/count": lambda _: count(),
    "/note": note,
    "/connect": lambda port: attempt(connect, port),
    "/read": lambda path: attempt(lambda: pathlib.Path(path).read_text()),
    "/write": lambda path: attempt(lambda: pathlib.Path(path).write_text("here")),
    "/print": lambda text: print(text * 100, flush=True),
    "/crash": lambda _: crash(),
    "/state": None,
}


async def app(scope, receive, send):
    if scope["type"] == "lifespan":
        await receive()
        pathlib.Path(DATABASE).with_name("live").touch()
        if BEHAVIOUR.get("startup") == "hang":
            await asyncio.sleep(3600)
        if BEHAVIOUR.get("startup") == "fail":
            await send({"type": "lifespan.startup.failed", "message": "no"})
            return
        if BEHAVIOUR.get("startup") == "write":
            note("from the startup")
        scope["state"]["from_startup"] = "yes"
        await send({"type": "lifespan.startup.complete"})
        await receive()
        print("shut down in good order", flush=True)
        await send({"type": "lifespan.shutdown.complete"})
        return
    path = scope["path"]
    status = 200
    if path == BEHAVIOUR.get("broken"):
        status = 500
    if path == "/state":
        content = scope["state"]["from_startup"]
    elif path == "/slow":
        await asyncio.sleep(float(scope["query_string"].decode()))
        content = "done"
    elif path in ANSWERS:
        content = ANSWERS[path](scope["query_string"].decode())
    else:
        content = {"status": "ok"}
    version = BEHAVIOUR.get("claims") or os.environ["APP_VERSION"]
    headers = [(b"content-type", b"application/json"), (b"x-app-version", version.encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": json.dumps(content).encode()})
"""

COMMAND = """
import json, os, pathlib, sqlite3, sys

BEHAVIOUR = json.loads(pathlib.Path("behaviour.json").read_text())
DATABASE = os.environ["DATABASE_URL"].removeprefix("sqlite:///")
assert sys.argv[1:] == ["migrate"], sys.argv
assert os.environ["SECRET_KEY"]
database = sqlite3.connect(DATABASE)
tables = {row[0] for row in database.execute("select name from sqlite_master")}
unknown = {table for table in tables if table.startswith("extra_")} - {f"extra_{BEHAVIOUR.get('extra')}"}
if unknown and BEHAVIOUR.get("strict"):
    sys.exit(f"this database was migrated by another version: {unknown}")
if "notes" not in tables:
    database.execute("create table notes (id integer primary key, text text)")
    database.execute("insert into notes (text) values ('sample')")
if BEHAVIOUR.get("extra"):
    database.execute(f"create table if not exists extra_{BEHAVIOUR['extra']} (id integer primary key)")
database.commit()
if BEHAVIOUR.get("migrate") == "fail":
    sys.exit("this migration fails half-way")
print(f"migrates at {DATABASE}", flush=True)
if BEHAVIOUR.get("migrate") == "fail on users' data" and pathlib.Path(DATABASE).with_name("live").exists():
    sys.exit("this migration fails half-way")
"""


def tiny_image(folder: Path, app: AppKey, python: str = sys.executable, **behaviour: str) -> ImageRef:
    """A bundle of the tiny app; import, startup, broken, claims, extra, strict, migrate, schema, and any tag."""
    text = json.dumps(behaviour, sort_keys=True)
    digest = hashlib.sha256(f"{app}{text}".encode()).hexdigest()
    location = folder / digest
    package = location / "src" / "app"
    package.mkdir(parents=True, exist_ok=True)
    (package / "__init__.py").write_text("")
    (package / "main.py").write_text(MAIN)
    (package / "__main__.py").write_text(COMMAND)
    (location / "src" / "behaviour.json").write_text(text)
    environment = {"python": python, "environment": str(Path(python).parent.parent)}
    (location / "environment.json").write_text(json.dumps(environment))
    return ImageRef(
        app=app,
        builder="bundle",
        reference=f"{app}@sha256:{digest}",
        digest=f"sha256:{digest}",
        location=str(location),
        source_commit="0" * 40,
        source_digest=f"sha256:{digest}",
        spec_digest="sha256:0",
        migration=behaviour.get("schema", ""),
    )


def tiny_spec(app: AppKey, version: int = 1, egress: tuple[str, ...] = ()) -> AppSpec:
    """The spec that goes with it."""
    return AppSpec(
        app_name=app.name,
        title="Notes",
        app_type="rest-api",
        prompt="notes",
        enhanced_prompt="notes",
        version=version,
        egress=egress,
        entities=(
            Entity(
                name="note",
                plural="notes",
                label="Note",
                label_plural="Notes",
                fields=(Field(name="text", label="Text", type=FieldType.STRING),),
                display="text",
            ),
        ),
    )
