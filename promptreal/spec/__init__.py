"""What will be built: the AppSpec, complete before any code exists.

A designer writes it, a generator reads it, and the acceptance checks are compiled from it. Names inside it are
identifiers (`snake_case`) and references between its parts are by name; `AppSpec` refuses a dangling one.
"""

from promptreal.spec.app import AppSpec, Understanding
from promptreal.spec.criterion import Criterion, JsonExpectation, Step
from promptreal.spec.entity import Entity, EntityKind, Field, FieldType, Origin
from promptreal.spec.features import (
    Action,
    ActionKind,
    Aggregate,
    Chart,
    ChartKind,
    Colour,
    Filter,
    Integration,
    Page,
    PageKind,
    Pipeline,
    Report,
    Role,
    Section,
    Style,
)

__all__ = [
    "Action",
    "ActionKind",
    "Aggregate",
    "AppSpec",
    "Chart",
    "ChartKind",
    "Colour",
    "Criterion",
    "Entity",
    "EntityKind",
    "Field",
    "FieldType",
    "Filter",
    "Integration",
    "JsonExpectation",
    "Origin",
    "Page",
    "PageKind",
    "Pipeline",
    "Report",
    "Role",
    "Section",
    "Step",
    "Style",
    "Understanding",
]
