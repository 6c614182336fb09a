"""What will be built: the AppSpec, complete before any code exists.

A designer writes it, a generator reads it, and the acceptance checks are compiled from it. Names inside it are
identifiers (`snake_case`) and references between its parts are by name; `AppSpec` refuses a dangling one.
"""

from promptreal.spec.app import AppSpec, Earlier, Understanding
from promptreal.spec.criterion import Criterion, JsonExpectation, Step
from promptreal.spec.entity import Access, Entity, EntityKind, Field, FieldType, Origin
from promptreal.spec.features import (
    Action,
    ActionKind,
    Aggregate,
    Chart,
    ChartKind,
    Colour,
    Deck,
    Filter,
    Integration,
    Offer,
    Page,
    PageKind,
    Period,
    Pipeline,
    Play,
    Questionnaire,
    Report,
    Role,
    Section,
    Style,
    Track,
    Workbench,
)
from promptreal.spec.rules import Claim, Condition, ConditionKind, Effect, EffectKind, History, HistoryKind, Term

__all__ = [
    "Access",
    "Action",
    "ActionKind",
    "Aggregate",
    "AppSpec",
    "Chart",
    "ChartKind",
    "Claim",
    "Colour",
    "Condition",
    "ConditionKind",
    "Criterion",
    "Deck",
    "Earlier",
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
    "Period",
    "Pipeline",
    "Play",
    "Questionnaire",
    "Report",
    "Role",
    "Section",
    "Step",
    "Style",
    "Term",
    "Track",
    "Understanding",
    "Workbench",
]
