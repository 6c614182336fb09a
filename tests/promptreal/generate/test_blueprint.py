from __future__ import annotations

import ast
import tomllib
from pathlib import Path

import pytest

from promptreal.errors import GenerateError
from promptreal.generate import GENERATORS
from promptreal.generate import render as rendering
from promptreal.generate.blueprint import BlueprintGenerator
from promptreal.generate.render import blueprints, render
from promptreal.roles import choose
from promptreal.spec import Action, ActionKind, AppSpec, Pipeline
from tests.promptreal.generate.odd_specs import odd_specs
from tests.specs import analytics, bookings, clinic, exchange, lending, orders_pipeline, shop, theatre

SPECS = {
    "analytics": analytics(),
    "bookings": bookings(),
    "theatre": theatre(),
    "orders": orders_pipeline(),
    "shop": shop(),
    "lending": lending(),
    "clinic": clinic(),
    "exchange": exchange(),
    **odd_specs(),
}


def files_of(spec: AppSpec) -> dict[str, bytes]:
    return dict(BlueprintGenerator().generate(spec, None).files)


def parse(files: dict[str, bytes]) -> None:
    for path, content in files.items():
        if path.endswith(".py"):
            ast.parse(content, filename=path)


def test_the_generator_is_found_by_its_name() -> None:
    found = choose("generator", GENERATORS, "blueprint")
    assert (found.name, found.trusted) == ("blueprint", True)


@pytest.mark.parametrize("name", SPECS)
def test_every_spec_becomes_python(name: str) -> None:
    files = files_of(SPECS[name])
    parse(files)
    assert {"app/main.py", "migrations/versions/0001_initial.py", "Dockerfile", "README.md"} <= files.keys()
    for entity in SPECS[name].entities:
        address = f'prefix="/api/{entity.plural.replace("_", "-")}"'.encode()
        assert any(address in content for path, content in files.items() if path.startswith("app/api/"))


@pytest.mark.parametrize("app_type", blueprints())
def test_every_blueprint_takes_a_rich_spec(app_type: str) -> None:
    parse(files_of(bookings().model_copy(update={"app_type": app_type})))


def test_equal_specs_give_equal_bytes() -> None:
    assert files_of(bookings()) == files_of(bookings())


def test_an_unknown_type_lists_those_that_there_are() -> None:
    with pytest.raises(GenerateError) as caught:
        files_of(analytics().model_copy(update={"app_type": "model-server"}))
    assert "dashboard" in caught.value.hint


def test_an_unknown_language_lists_those_that_there_are() -> None:
    with pytest.raises(GenerateError) as caught:
        files_of(analytics().model_copy(update={"language": "cobol"}))
    assert "python" in caught.value.hint


@pytest.mark.parametrize(
    ("action", "what"),
    [
        (Action(name="x", label="X", kind=ActionKind.TRANSITION, entity="customer", to="open"), "no status field"),
        (Action(name="x", label="X", kind=ActionKind.TRANSITION, entity="sale", to="lost"), "cannot be"),
        (Action(name="x", label="X", kind=ActionKind.ATTACH, entity="sale", creates="product"), "no field for it"),
        (Action(name="x", label="X", kind=ActionKind.TOGGLE, entity="sale"), "does not say"),
    ],
)
def test_an_action_that_cannot_be_done_is_refused_in_words(action: Action, what: str) -> None:
    with pytest.raises(GenerateError, match=what):
        files_of(analytics().model_copy(update={"actions": (action,)}))


def test_an_unknown_step_of_a_pipeline_is_refused() -> None:
    pipeline = Pipeline(name="p", title="P", entity="order", steps=("magic",))
    with pytest.raises(GenerateError, match="magic"):
        files_of(orders_pipeline().model_copy(update={"pipelines": (pipeline,)}))


def test_an_app_has_only_the_parts_that_its_spec_asks_for() -> None:
    files = files_of(odd_specs()["single"])
    for absent in ("accounts", "access", "files", "charts", "reports", "pipelines", "actions"):
        assert f"app/{absent}.py" not in files
    whole = b"\n".join(files.values())
    assert b"StoredFile" not in whole
    assert b"SECRET_KEY" not in whole


def test_the_locks_name_no_index_and_hash_everything() -> None:
    files = files_of(analytics())
    for lock in ("requirements.txt", "requirements-dev.txt"):
        text = files[lock].decode()
        assert "http" not in text.replace("httpx", "").replace("httpcore", "").replace("httptools", "")
        assert text.count("==") > 20
        assert text.count("--hash=sha256:") > text.count("==")
    runtime = {line.split()[0] for line in files["requirements.txt"].decode().splitlines() if "==" in line}
    assert runtime <= {line.split()[0] for line in files["requirements-dev.txt"].decode().splitlines() if "==" in line}


def test_the_image_is_small_and_not_root() -> None:
    dockerfile = files_of(analytics())["Dockerfile"].decode()
    assert dockerfile.count("\nFROM") + dockerfile.startswith("FROM") == 2
    assert "USER 10001" in dockerfile
    assert "HEALTHCHECK" in dockerfile
    assert "# syntax" not in dockerfile
    assert "--require-hashes" in dockerfile


def test_words_of_the_spec_stay_words() -> None:
    files = files_of(odd_specs()["circles"])
    assert "日本".encode() in files["app/main.py"]
    assert b"{{ x }}" in files["app/main.py"]
    document = tomllib.loads(files["pyproject.toml"].decode())
    assert document["project"]["description"] == "line break"


def test_a_layer_cannot_write_outside_of_the_repository(tmp_path: Path) -> None:
    (tmp_path / "layer" / ".git").mkdir(parents=True)
    (tmp_path / "layer" / ".git" / "config").write_text("x")
    with pytest.raises(GenerateError, match="outside"):
        render([tmp_path / "layer"], {}, [], {})


def test_a_template_reads_no_environment_and_no_internals(tmp_path: Path) -> None:
    layer = tmp_path / "layer"
    layer.mkdir()
    for text in ("[[ missing ]]", "[[ ''.__class__.__mro__ ]]", "[% if %]"):
        (layer / "x.txt.j2").write_text(text)
        with pytest.raises(GenerateError, match=r"x\.txt\.j2"):
            render([layer], {}, [], {})


def test_a_later_layer_replaces_and_an_empty_file_vanishes(tmp_path: Path) -> None:
    for name, text in (("one", "first"), ("two", "second")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.txt").write_text(text)
        (tmp_path / name / "b.txt.j2").write_text("[% if false %]nothing[% endif %]\n")
    (tmp_path / "three").mkdir()
    (tmp_path / "three" / "layer.toml").write_text('when = "never"')
    (tmp_path / "three" / "a.txt").write_text("third")
    layers = [tmp_path / name for name in ("one", "two", "three")]
    assert render(layers, {}, [], {"never": False}) == {"a.txt": b"second"}
    with pytest.raises(GenerateError, match="never"):
        render(layers, {}, [], {})


def test_compiled_templates_are_kept_for_the_next_process_and_change_nothing(tmp_path: Path) -> None:
    plain = files_of(analytics())
    assert dict(BlueprintGenerator(tmp_path).generate(analytics(), None).files) == plain
    kept = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(kept) > 20

    # As in another process, which has compiled nothing yet.
    forget()
    assert dict(BlueprintGenerator(tmp_path).generate(analytics(), None).files) == plain
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == kept


def test_a_template_that_changed_is_compiled_anew(tmp_path: Path) -> None:
    layer = tmp_path / "layer"
    layer.mkdir()
    (layer / "a.txt.j2").write_text("one")
    assert render([layer], {}, [], {}, tmp_path / "compiled") == {"a.txt": b"one"}
    (layer / "a.txt.j2").write_text("two")
    forget()

    assert render([layer], {}, [], {}, tmp_path / "compiled") == {"a.txt": b"two"}


def test_where_nothing_can_be_kept_templates_are_compiled_each_time(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")

    assert dict(BlueprintGenerator(tmp_path / "file").generate(analytics(), None).files) == files_of(analytics())


def forget() -> None:
    for remembered in (rendering._environment, rendering._compiled):
        remembered.cache_clear()
