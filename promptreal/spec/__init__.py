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
    Offer,
    Page,
    PageKind,
    Pipeline,
    Play,
    Report,
    Role,
    Section,
    Style,
    Workbench,
)
from promptreal.spec.rules import Effect, EffectKind, History, HistoryKind, Term

__all__ = [
    "Action",
    "ActionKind",
    "Aggregate",
    "AppSpec",
    "Chart",
    "ChartKind",
    "Colour",
    "Criterion",
    "Effect",
    "EffectKind",
    "Entity",
    "EntityKind",
    "Field",
    "FieldType",
    "Filter",
    "History",
    "HistoryKind",
    "Integration",
    "JsonExpectation",
    "Offer",
    "Origin",
    "Page",
    "PageKind",
    "Pipeline",
    "Play",
    "Report",
    "Role",
    "Section",
    "Step",
    "Style",
    "Term",
    "Understanding",
    "Workbench",
]
