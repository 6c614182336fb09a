"""From one version of an app to the next: the data stays, and the version that serves goes on working."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from promptreal.generate.blueprint import BlueprintGenerator
from promptreal.generate.migrations import SCHEMA
from promptreal.roles import Draft, PreviousVersion
from promptreal.spec import AppSpec, Entity, Field, FieldType
from tests.promptreal.generate.running import rendered, run
from tests.specs import analytics, bookings

MAKE = """
import sys, json
sys.path.insert(0, ".")
from app import records, schemas
from app.catalogue import ENTITIES
from app.database import SessionFactory
with SessionFactory() as session:
    for name, values in json.loads(sys.argv[1]):
        record = records.create_record(session, ENTITIES[name], values)
        read = ENTITIES[name].read.model_validate(record)
        print(read.model_dump_json(by_alias=True))
"""
LIST = """
import sys
sys.path.insert(0, ".")
from app import records
from app.catalogue import ENTITIES
from app.database import SessionFactory
with SessionFactory() as session:
    entity = ENTITIES[sys.argv[1]]
    page = records.list_records(session, entity, entity.query(sort="id"))
    for record in page.items:
        print(entity.read.model_validate(record).model_dump_json(by_alias=True))
"""
PRODUCT = ["product", {"name": "Lamp", "price": "9.50"}]
SALE = [
    "sale",
    {"number": "S1", "product": 1, "category": "Home", "amount": "10.25", "sold_on": "2026-01-05", "status": "paid"},
]


def serving(draft: Draft, spec: AppSpec) -> PreviousVersion:
    return PreviousVersion(spec=spec, files=draft.files)


def changed(spec: AppSpec, name: str, **values: object) -> AppSpec:
    """The spec with another version of one entity."""
    entities = tuple(one.model_copy(update=values) if one.name == name else one for one in spec.entities)
    return spec.model_copy(update={"entities": entities, "version": spec.version + 1})


def with_fields(spec: AppSpec, name: str, *fields: Field, without: str = "") -> AppSpec:
    kept = tuple(one for one in spec.entity(name).fields if one.name != without)
    names = {one.name for one in fields}
    return changed(spec, name, fields=(*(one for one in kept if one.name not in names), *fields))


def tables_of(database: Path) -> dict[str, set[str]]:
    with sqlite3.connect(database) as connection:
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        found = {name: {row[1] for row in connection.execute(f'PRAGMA table_info("{name}")')} for name in names}
    connection.close()
    return found


def schema_of(database: Path) -> dict[str, list[tuple[object, ...]]]:
    """Of every table its columns with types and rules, and its indexes by name."""
    with sqlite3.connect(database) as connection:
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        found = {
            name: [
                *sorted(row[1:4] for row in connection.execute(f'PRAGMA table_info("{name}")')),
                *sorted(row[1:3] for row in connection.execute(f'PRAGMA index_list("{name}")')),
                *sorted(row[2:7] for row in connection.execute(f'PRAGMA foreign_key_list("{name}")')),
            ]
            for name in names
        }
    connection.close()
    return found


def test_a_version_that_changes_no_table_has_no_new_migration() -> None:
    spec = analytics()
    first = BlueprintGenerator().generate(spec, None)
    next_spec = spec.model_copy(update={"title": "Other words", "version": 2})
    second = BlueprintGenerator().generate(next_spec, serving(first, spec))
    assert second.migration == first.migration
    versions = [path for path in second.files if path.startswith("migrations/versions/")]
    assert versions == ["migrations/versions/0001_initial.py"]
    assert second.files[versions[0]] == first.files[versions[0]]
    assert second.files[SCHEMA] == first.files[SCHEMA]
    assert b"Other words" in second.files["README.md"]


def test_a_change_of_looks_has_the_files_of_the_version_before() -> None:
    spec = analytics()
    first = BlueprintGenerator().generate(spec, None)
    repainted = spec.model_copy(update={"style": spec.style.model_copy(update={"text": 120}), "version": 2})
    second = BlueprintGenerator().generate(repainted, serving(first, spec))

    assert second.files.keys() == first.files.keys(), "no test is run again for a file that is there, or gone"
    assert second.files != first.files


def test_migrations_are_carried_over_byte_for_byte_and_added_to() -> None:
    spec = analytics()
    first = BlueprintGenerator().generate(spec, None)
    next_spec = with_fields(spec, "product", Field(name="colour", label="Colour", type=FieldType.STRING))
    second = BlueprintGenerator().generate(next_spec, serving(first, spec))
    assert second.files["migrations/versions/0001_initial.py"] == first.files["migrations/versions/0001_initial.py"]
    addition = second.files["migrations/versions/0002_additions.py"].decode()
    assert f'down_revision = "{first.migration}"' in addition
    assert f'revision = "{second.migration}"' in addition
    assert 'op.add_column("products"' in addition
    assert "drop_column" not in addition.partition("def downgrade")[0]
    third = BlueprintGenerator().generate(spec, serving(second, next_spec))
    assert third.migration == second.migration


def test_two_drafts_of_the_same_version_have_different_revisions() -> None:
    spec = analytics()
    before = serving(BlueprintGenerator().generate(spec, None), spec)
    one = with_fields(spec, "product", Field(name="colour", label="Colour", type=FieldType.STRING))
    two = with_fields(spec, "product", Field(name="height", label="Height", type=FieldType.INTEGER))
    generator = BlueprintGenerator()
    assert generator.generate(one, before).migration != generator.generate(two, before).migration


def test_what_an_earlier_version_had_is_not_made_again() -> None:
    spec = analytics()
    first = BlueprintGenerator().generate(spec, None)
    without = spec.model_copy(
        update={
            "entities": spec.entities[:2],
            "actions": (),
            "charts": (),
            "filters": (),
            "reports": (),
            "pages": (),
        }
    )
    second = BlueprintGenerator().generate(without, serving(first, spec))
    assert second.migration == first.migration
    assert "sales" in json.loads(second.files[SCHEMA])["tables"][3]["name"]
    third = BlueprintGenerator().generate(spec, serving(second, without))
    assert third.migration == first.migration


@pytest.fixture(scope="module")
def versions(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two versions of an app: the second has more and fewer fields, another entity, other rules and other types."""
    folder = tmp_path_factory.mktemp("versions")
    spec = analytics()
    first = rendered(spec, folder / "one")
    supplier = Entity(
        name="supplier",
        plural="suppliers",
        label="Supplier",
        label_plural="Suppliers",
        display="name",
        fields=(Field(name="name", label="Name", type=FieldType.STRING, required=True),),
    )
    following = spec.model_copy(update={"entities": (*spec.entities, supplier)})
    following = with_fields(
        following,
        "product",
        Field(name="supplier", label="Supplier", type=FieldType.REFERENCE, target="supplier"),
        Field(name="colour", label="Colour", type=FieldType.STRING, required=True),
        Field(name="on_sale", label="On sale", type=FieldType.BOOLEAN, required=True),
        Field(name="weight", label="Weight", type=FieldType.STRING),
    )
    following = with_fields(
        following,
        "sale",
        Field(
            name="category",
            label="Product category",
            type=FieldType.CHOICE,
            choices=("Electronics", "Home", "Garden", "Toys", "Food"),
            filterable=True,
        ),
        without="amount",
    )
    following = following.model_copy(update={"charts": (), "reports": (), "pages": (), "actions": ()})
    rendered(following, folder / "two", serving(first, spec))
    return folder / "one", folder / "two"


def test_the_next_version_keeps_the_data_and_the_serving_one_goes_on(
    versions: tuple[Path, Path], tmp_path: Path
) -> None:
    one, two = versions
    database = tmp_path / "app.db"
    run(one, "-m", "app", "migrate", database=database, SAMPLE_DATA="false")
    run(one, "-c", MAKE, json.dumps([PRODUCT, SALE]), database=database)
    run(two, "-m", "app", "migrate", database=database, SAMPLE_DATA="false")

    # The new version reads the old rows, and writes rows that the old one could not.
    [product] = map(json.loads, run(two, "-c", LIST, "product", database=database).splitlines())
    assert (product["name"], product["price"], product["colour"], product["on_sale"]) == ("Lamp", "9.50", None, False)
    fresh = [
        ["supplier", {"name": "Acme"}],
        ["product", {"name": "Desk", "price": "80", "colour": "red", "supplier": 1, "weight": "heavy"}],
        ["sale", {"number": "S2", "product": 2, "sold_on": "2026-02-01", "category": "Food"}],
        ["sale", {"number": "S3", "product": 2, "sold_on": "2026-02-01"}],
    ]
    made = [json.loads(line) for line in run(two, "-c", MAKE, json.dumps(fresh), database=database).splitlines()]
    assert made[1]["supplier_label"] == "Acme"
    assert made[1]["weight"] == "heavy"

    # The version before still reads and writes, also what its own choices do not know.
    another = [["product", {"name": "Chair", "price": "20", "weight": "2.5"}]]
    run(one, "-c", MAKE, json.dumps(another), database=database)
    names = [json.loads(line)["name"] for line in run(one, "-c", LIST, "product", database=database).splitlines()]
    assert names == ["Lamp", "Desk", "Chair"]
    tables = tables_of(database)
    assert {"weight", "weight_v2", "supplier_id", "colour", "on_sale"} <= tables["products"]
    assert {"amount", "category"} <= tables["sales"]

    # Going back to it changes nothing.
    assert "later revision" in run(one, "-m", "app", "migrate", database=database, SAMPLE_DATA="false")
    assert tables_of(database) == tables


def test_a_migration_can_be_taken_back_and_made_again(versions: tuple[Path, Path], tmp_path: Path) -> None:
    one, two = versions
    database = tmp_path / "app.db"
    run(one, "-m", "app", "migrate", database=database, SAMPLE_DATA="false")
    run(one, "-c", MAKE, json.dumps([PRODUCT, SALE]), database=database)
    before, schema = tables_of(database), schema_of(database)
    run(two, "-m", "app", "migrate", database=database, SAMPLE_DATA="false")
    after = tables_of(database)
    assert after != before

    run(two, "-m", "alembic", "downgrade", "-1", database=database)
    assert tables_of(database) == before
    assert schema_of(database) == schema
    [sale] = map(json.loads, run(one, "-c", LIST, "sale", database=database).splitlines())
    assert (sale["number"], sale["product_label"]) == ("S1", "Lamp")

    run(two, "-m", "alembic", "upgrade", "head", database=database)
    assert tables_of(database) == after
    # What only the newer version can write, the older one's tables must be able to keep.
    empty = [["sale", {"number": "S2", "product": 1, "sold_on": "2026-02-01", "category": "Food"}]]
    run(two, "-c", MAKE, json.dumps(empty), database=database)
    run(two, "-m", "alembic", "downgrade", "-1", database=database)
    assert tables_of(database) == before
    with sqlite3.connect(database) as connection:
        assert connection.execute("SELECT number, amount IS NULL FROM sales ORDER BY id").fetchall() == [
            ("S1", 0),
            ("S2", 1),
        ]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    connection.close()

    run(two, "-m", "alembic", "downgrade", "base", database=database)
    assert tables_of(database).keys() <= {"alembic_version", "sqlite_sequence"}
    run(two, "-m", "alembic", "upgrade", "head", database=database)
    assert tables_of(database).keys() >= after.keys()


def test_a_start_says_what_a_migration_did_and_nothing_of_what_it_sets_up(
    versions: tuple[Path, Path], tmp_path: Path
) -> None:
    one, _ = versions
    lines = run(one, "-m", "app", "migrate", database=tmp_path / "app.db", SAMPLE_DATA="false").splitlines()
    assert [json.loads(line)["logger"] for line in lines] == ["app.migrations"]


@pytest.mark.slow
def test_the_serving_version_s_old_rows_keep_their_references(versions: tuple[Path, Path], tmp_path: Path) -> None:
    one, two = versions
    database = tmp_path / "app.db"
    run(one, "-m", "app", "migrate", database=database, SAMPLE_DATA="true", SAMPLE_DATE="2026-06-30")
    with sqlite3.connect(database) as connection:
        before = connection.execute("SELECT id, product_id, customer_id FROM sales ORDER BY id").fetchall()
    run(two, "-m", "app", "migrate", database=database, SAMPLE_DATA="true", SAMPLE_DATE="2026-06-30")
    with sqlite3.connect(database) as connection:
        assert connection.execute("SELECT id, product_id, customer_id FROM sales ORDER BY id").fetchall() == before
        assert connection.execute("SELECT count(*) FROM suppliers").fetchone()[0] == 24
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    connection.close()


@pytest.mark.slow
def test_what_a_user_emptied_stays_empty_and_what_is_new_gets_sample_data(
    versions: tuple[Path, Path], tmp_path: Path
) -> None:
    one, two = versions
    database = tmp_path / "app.db"
    run(one, "-m", "app", "migrate", database=database)
    with sqlite3.connect(database) as connection:
        connection.execute("DELETE FROM sales")
    run(one, "-m", "app", "migrate", database=database)
    run(two, "-m", "app", "migrate", database=database)
    with sqlite3.connect(database) as connection:
        counts = [
            connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in ("sales", "suppliers", "products")
        ]
    connection.close()
    assert counts == [0, 24, 24]


@pytest.mark.slow
def test_accounts_can_come_later(tmp_path: Path) -> None:
    spec = bookings()
    plain = spec.model_copy(update={"accounts": False, "roles": ()})
    first = rendered(plain, tmp_path / "one")
    second = rendered(spec, tmp_path / "two", serving(first, plain))
    assert second.migration != first.migration
    database = tmp_path / "app.db"
    for version in ("one", "two"):
        run(tmp_path / version, "-m", "app", "migrate", database=database)
    tables = tables_of(database)
    assert "app_accounts" in tables
    assert "account_id" in tables["campsites"]
    run(tmp_path / "two", "-m", "pytest", "-p", "no:cacheprovider", "tests/test_data.py", "tests/test_api_campsites.py")
