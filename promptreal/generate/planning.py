"""From a spec to the view that templates render: names, columns, the order of tables."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from promptreal.errors import GenerateError
from promptreal.generate import naming
from promptreal.generate.field_view import RANGES, UPLOADS, FieldView
from promptreal.generate.naming import Names, sql_name
from promptreal.generate.part_views import ActionView
from promptreal.generate.schema import FAMILIES, SQL_TYPES, Column, Index, Schema, Table
from promptreal.generate.system_tables import (
    ACCOUNT_COLUMN,
    ACCOUNTS,
    ANSWER_SHEETS,
    CARD_BOXES,
    FILES,
    PIPELINE_TABLES,
    PLAY_TABLES,
    RECORD_COLUMNS,
    REMEMBERED,
    SAMPLE_FILLS,
)
from promptreal.generate.view import AppView, EntityView
from promptreal.spec import Action, ActionKind, AppSpec, Entity, EntityKind, Field, FieldType

# What `app/pipelines.py` can do to a row, in the words that a spec may use.
PIPELINE_STEPS = frozenset({"trim", "normalize", "validate", "convert", "deduplicate", "load"})
_REMEMBERED = frozenset({EntityKind.MARK, EntityKind.MESSAGE, EntityKind.ACTIVITY})


def plan(spec: AppSpec, previous: Schema | None = None) -> AppView:
    """The view of the app; `previous` are the tables that its database has already.

    Raises:
        GenerateError: an action asks for what its entities do not have.
    """
    _check_pipelines(spec)
    extra = (
        *(PLAY_TABLES if spec.plays else ()),
        *((ANSWER_SHEETS,) if spec.questionnaires else ()),
        *((CARD_BOXES,) if spec.decks else ()),
    )
    tables = Names(naming.TABLES_TAKEN | {one.name for one in extra})
    table_names = {one.name: tables.take(naming.table_wish(one.plural)) for one in spec.entities}
    classes = Names(naming.CLASSES_TAKEN)
    modules = Names(
        naming.MODULES_TAKEN
        | ({"plays"} if spec.plays else set())
        | ({"questionnaires"} if spec.questionnaires else set())
        | ({"learning"} if spec.decks else set())
        | ({"progress"} if spec.tracks else set())
    )
    relaxed = _circular(spec.entities)
    actions = _actions(spec)
    views = [
        _entity(
            spec,
            entity,
            table_names,
            relaxed,
            previous or Schema(),
            class_name=classes.take(naming.camel(entity.name)),
            module=modules.take(entity.plural),
        )
        for entity in spec.entities
    ]
    views = [replace(one, actions=tuple(a for a in actions if a.spec.entity == one.name)) for one in views]
    views, ordered = _in_order(views)
    uploads = any(field.is_upload for view in views for field in view.fields)
    system = (
        SAMPLE_FILLS,
        *([ACCOUNTS] if spec.accounts else []),
        *([REMEMBERED] if spec.accounts and spec.histories else []),
        *([FILES] if uploads else []),
        *(PIPELINE_TABLES if spec.pipelines else []),
        *extra,
    )
    schema = Schema(tables=(*system, *ordered))
    return AppView(
        spec=spec,
        entities=tuple(views),
        actions=actions,
        schema=schema,
        by_name={one.name: one for one in views},
    )


def _entity(
    spec: AppSpec,
    entity: Entity,
    tables: dict[str, str],
    relaxed: frozenset[tuple[str, str]],
    previous: Schema,
    *,
    class_name: str,
    module: str,
) -> EntityView:
    table_name = tables[entity.name]
    before = previous.table(table_name)
    has_account = spec.accounts and (entity.owned or entity.kind in _REMEMBERED)
    recipient = _recipient(entity) if spec.accounts and entity.kind is EntityKind.MESSAGE else ""
    attributes = Names(naming.ATTRIBUTES_TAKEN)
    columns = Names(naming.COLUMNS_TAKEN | {one.name for one in RECORD_COLUMNS})
    filtered = {one.field for one in spec.filters_of(entity.name)}
    by_name = {one.name: one for one in spec.entities}
    fields = [
        _field(
            entity,
            field,
            attributes,
            columns,
            before,
            filterable=field.filterable or field.name in filtered,
            required=_required(entity, field, relaxed),
            target=tables.get(field.target, ""),
            on_delete=_on_delete(entity, field, required=_required(entity, field, relaxed), by_name=by_name),
            class_name=class_name,
        )
        for field in entity.fields
    ]
    fields = [_with_relation(one, entity, attributes) for one in fields]
    extra = [ACCOUNT_COLUMN] if has_account else []
    if recipient:
        extra.append(ACCOUNT_COLUMN.model_copy(update={"name": "recipient_account_id", "on_delete": "SET NULL"}))
    view = EntityView(
        spec=entity,
        class_name=class_name,
        module=module,
        table=Table(name=table_name, columns=(*RECORD_COLUMNS, *extra, *(one.column for one in fields if one.is_kept))),
        fields=tuple(fields),
        filters=spec.filters_of(entity.name),
        has_account=has_account,
        recipient=recipient,
    )
    return replace(view, table=view.table.model_copy(update={"indexes": _indexes(view)}))


def _required(entity: Entity, field: Field, relaxed: frozenset[tuple[str, str]]) -> bool:
    """Whether the API demands the field.

    A reference that closes a circle of required ones is optional, or nothing could ever be made. A mark is made by one
    click, which brings nothing but the record that it marks.
    """
    if (entity.name, field.name) in relaxed:
        return False
    if entity.kind is EntityKind.MARK:
        return field.required and field.type is FieldType.REFERENCE
    return field.required


def _field(
    entity: Entity,
    field: Field,
    attributes: Names,
    columns: Names,
    before: Table | None,
    *,
    filterable: bool,
    required: bool,
    target: str,
    on_delete: str,
    class_name: str,
) -> FieldView:
    is_key = field.type is FieldType.REFERENCE or field.type in UPLOADS
    stem = field.name if not is_key or field.name.endswith("_id") else f"{field.name}_id"
    attribute = attributes.take(naming.attribute_wish(stem))
    column = _column(field, stem, columns, before, required=required, target=target, on_delete=on_delete)
    return FieldView(
        spec=field,
        attribute=attribute,
        column=column,
        required=required and field.type is not FieldType.BOOLEAN,
        alias="" if attribute == field.name else field.name,
        choice_class=f"{class_name}{naming.camel(field.name)}Choice" if field.type is FieldType.CHOICE else "",
        filter_parameters=_parameters(field) if filterable else (),
        starts_first=field.name == entity.status_field and not required,
    )


def _column(
    field: Field,
    stem: str,
    columns: Names,
    before: Table | None,
    *,
    required: bool,
    target: str,
    on_delete: str,
) -> Column:
    if field.type in UPLOADS:
        target, on_delete = FILES.name, "SET NULL" if not required else ""
    boolean = field.type is FieldType.BOOLEAN
    column = Column(
        name=columns.take(stem),
        family=FAMILIES[field.type],
        sql_type=SQL_TYPES[field.type],
        nullable=not required and not boolean,
        server_default="sa.false()" if boolean else "",
        target=target,
        on_delete=on_delete,
    )
    if before is None:
        return column
    number = 2
    name = column.name
    while (known := before.column(column.name)) is not None:
        if known.family is column.family and known.target == column.target:
            # What an earlier version left empty stays allowed in the table; the API demands it from now on.
            return column.model_copy(update={"nullable": column.nullable or known.nullable})
        # The values of a field that became something else cannot be read as it: they stay in their column.
        column = column.model_copy(update={"name": f"{name}_v{number}"})
        number += 1
    return column.model_copy(update={"nullable": not boolean})


def _with_relation(view: FieldView, entity: Entity, attributes: Names) -> FieldView:
    if not (view.is_reference or view.is_upload):
        return view
    stem = view.name.removesuffix("_id") or view.name
    relation = attributes.take(naming.attribute_wish(stem))
    label = f"{view.name}_label"
    free = label not in {one.name for one in entity.fields}
    if view.is_upload or not free:
        return replace(view, relation=relation)
    return replace(view, relation=relation, label_attribute=attributes.take(label))


def _on_delete(entity: Entity, field: Field, *, required: bool, by_name: dict[str, Entity]) -> str:
    """When the record that this one refers to is deleted: activities and marks go with it, records refuse."""
    if field.type is not FieldType.REFERENCE or field.target not in by_name:
        return ""
    if entity.kind in {EntityKind.ACTIVITY, EntityKind.MARK}:
        return "CASCADE"
    if entity.kind is EntityKind.MESSAGE:
        return "CASCADE" if required else "SET NULL"
    return "RESTRICT"


def _recipient(entity: Entity) -> str:
    taken = {one.name for one in entity.fields}
    return "recipient" if "recipient" not in taken else "recipient_account"


def _parameters(field: Field) -> tuple[str, ...]:
    """The query parameters of a field's filter; none where the name would hide one that every list has."""
    if field.type in UPLOADS or field.name in naming.PARAMETERS_TAKEN:
        return ()
    return (f"{field.name}_from", f"{field.name}_to") if field.type in RANGES else (field.name,)


def _indexes(view: EntityView) -> tuple[Index, ...]:
    table = view.table.name
    found = []
    for field in (one for one in view.fields if one.is_kept):
        column = field.column.name
        if field.spec.unique and not field.is_upload:
            found.append(Index(name=sql_name("uq", table, column), columns=(column,), unique=True))
        elif field.is_reference or field.filter_parameters or field.name == view.spec.status_field:
            found.append(Index(name=sql_name("ix", table, column), columns=(column,)))
    if view.has_account:
        found.append(Index(name=sql_name("ix", table, "account_id"), columns=("account_id",)))
    if view.recipient:
        found.append(Index(name=sql_name("ix", table, "recipient_account_id"), columns=("recipient_account_id",)))
    found.append(Index(name=sql_name("ix", table, "created_at"), columns=("created_at",)))
    if view.spec.kind is EntityKind.MARK and view.references:
        marked = tuple(one.column.name for one in view.references)
        columns = ("account_id", *marked) if view.has_account else marked
        found.append(Index(name=sql_name("uq", table, *columns), columns=columns, unique=True))
    return tuple(found)


def _circular(entities: Iterable[Entity]) -> frozenset[tuple[str, str]]:
    """The required references that close a circle, as (entity, field): found by walking in the spec's order."""
    by_name = {one.name: one for one in entities}
    closing: set[tuple[str, str]] = set()
    done: set[str] = set()

    def walk(name: str, path: tuple[str, ...]) -> None:
        for field in by_name[name].references:
            if not field.required:
                continue
            if field.target in path:
                closing.add((name, field.name))
            elif field.target not in done:
                walk(field.target, (*path, field.target))
        done.add(name)

    for name in by_name:
        if name not in done:
            walk(name, (name,))
    return frozenset(closing)


def _in_order(views: list[EntityView]) -> tuple[list[EntityView], list[Table]]:
    """The views, and their tables in an order to create them in; what points to a later table becomes a late key."""
    waiting = list(views)
    placed: set[str] = set()
    tables: dict[str, Table] = {}
    while waiting:
        view = _next(waiting, placed)
        waiting.remove(view)
        placed.add(view.name)
        late = tuple(one.column.name for one in view.references if one.spec.target not in placed)
        tables[view.name] = view.table.model_copy(update={"late": late})
    return [replace(one, table=tables[one.name]) for one in views], list(tables.values())


def _next(waiting: list[EntityView], placed: set[str]) -> EntityView:
    for only_required in (False, True):
        for view in waiting:
            needed = [one for one in view.references if one.required or not only_required]
            if all(one.spec.target in placed or one.spec.target == view.name for one in needed):
                return view
    return waiting[0]


def _actions(spec: AppSpec) -> tuple[ActionView, ...]:
    standard = {f"list_{one.plural}" for one in spec.entities} | {
        f"{verb}_{one.name}" for one in spec.entities for verb in ("create", "read", "update", "delete")
    }
    functions = Names(naming.FUNCTIONS_TAKEN | standard)
    return tuple(
        ActionView(spec=one, function=functions.take(one.name), parent=_parent_field(spec, one)) for one in spec.actions
    )


def _parent_field(spec: AppSpec, action: Action) -> str:
    """The field of what the action creates that refers to what it is done on."""
    if action.kind is ActionKind.TRANSITION:
        _check_transition(spec, action)
        return ""
    if action.kind not in {ActionKind.ATTACH, ActionKind.TOGGLE}:
        return ""
    if not action.creates or not action.entity:
        raise GenerateError(
            f"action {action.name} is a {action.kind} but does not say what it is done on and what it makes",
            hint="give it an entity and what it creates",
        )
    for field in spec.entity(action.creates).references:
        if field.target == action.entity:
            return field.name
    raise GenerateError(
        f"action {action.name} makes a {action.creates} on a {action.entity}, but {action.creates} has no field for it",
        hint=f"give {action.creates} a reference to {action.entity}",
    )


def _check_transition(spec: AppSpec, action: Action) -> None:
    entity = spec.entity(action.entity) if action.entity else None
    if entity is not None and action.stamps and not action.to:
        return
    if entity is None or not entity.status_field:
        raise GenerateError(
            f"action {action.name} moves the status of {action.entity or 'nothing'}, which has no status field",
            hint="name the entity's status field in the spec",
        )
    if action.to not in entity.field(entity.status_field).choices:
        raise GenerateError(
            f"action {action.name} moves {entity.name} to {action.to!r}, which its {entity.status_field} cannot be",
            hint=f"add it to the choices: {', '.join(entity.field(entity.status_field).choices)}",
        )


def _check_pipelines(spec: AppSpec) -> None:
    for pipeline in spec.pipelines:
        unknown = [one for one in pipeline.steps if one not in PIPELINE_STEPS]
        if unknown:
            raise GenerateError(
                f"pipeline {pipeline.name} has the step {unknown[0]!r}, which is not known",
                hint=f"choose from: {', '.join(sorted(PIPELINE_STEPS))}",
            )
