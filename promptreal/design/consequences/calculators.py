"""Calculators that a prompt asks for and whose formulas are known: what people type in, and what comes out of it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from promptreal.design.english.words import capital
from promptreal.design.things.sketch import EntityDraft, Sketch
from promptreal.design.views.named_pages import put_page
from promptreal.spec import Action, ActionKind, AppSpec, EntityKind, Field, FieldType, Origin, Page, PageKind, Term

_CALCULATING = re.compile(r"\b(?:for|to|that|which) (?:calculat|estimat|comput)(?:e|es|ing)\b", re.IGNORECASE)
CALCULATED_AT = Field(
    name="calculated_at", label="Calculated at", type=FieldType.DATETIME, starts_now=True, filterable=True
)
_MONEY, _PERCENT, _DECIMAL = FieldType.MONEY, FieldType.PERCENT, FieldType.DECIMAL


@dataclass(frozen=True)
class Calculator:
    """One of them: the words that ask for it, what it is called, its inputs and what is worked out of them.

    `always` means that its name alone asks for it, without a word about calculating.
    """

    asked: re.Pattern[str]
    words: tuple[str, ...]
    label: str
    inputs: tuple[Field, ...]
    outputs: tuple[Field, ...]
    always: bool = False


def _given(name: str, label: str, kind: FieldType, low: float, high: float) -> Field:
    return Field(
        name=name, label=label, type=kind, required=True, minimum=low, maximum=high, origin=Origin.ASSUMED,
        filterable=True,
    )  # fmt: skip


def _choice(name: str, label: str, worth: dict[str, str]) -> Field:
    return Field(
        name=name, label=label, type=FieldType.CHOICE, required=True, choices=tuple(worth), filterable=True,
        worth=tuple(worth.values()),
    )  # fmt: skip


def _out(name: str, label: str, kind: FieldType, *terms: Term) -> Field:
    return Field(name=name, label=label, type=kind, formula=terms, origin=Origin.PROMPT)


def _times(*factors: str, over: tuple[str, ...] = (), scale: str = "1") -> Term:
    return Term(factors=factors, over=over, scale=scale)


def _any(words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE)


_WEIGHT = _given("weight", "Weight (kg)", _DECIMAL, 20, 300)
_HEIGHT = _given("height", "Height (cm)", _DECIMAL, 80, 250)
_SHARE = _times("bill_amount", "tip_percentage", scale="0.01")

CALCULATORS = (
    Calculator(
        _any("bmi|body mass index"),
        ("bmi",),
        "BMI",
        (_WEIGHT, _HEIGHT),
        (_out("bmi", "BMI", _DECIMAL, _times("weight", over=("height", "height"), scale="10000")),),
        always=True,
    ),
    Calculator(
        _any("bmr|metabolic rate|calorie needs?|calorie calculator|daily calories?(?: needs?| intake)?"),
        ("calorie", "need"),
        "calorie needs",
        (
            _WEIGHT,
            _HEIGHT,
            _given("age", "Age", FieldType.INTEGER, 15, 100),
            _choice("gender", "Gender", {"Female": "-161", "Male": "5"}),
            _choice(
                "activity",
                "Activity",
                {"Sitting": "1.2", "Light": "1.375", "Moderate": "1.55", "Hard": "1.725"},
            ),
        ),
        (
            _out(
                "basal_rate",
                "Calories at rest (kcal a day)",
                FieldType.INTEGER,
                _times("weight", scale="10"),
                _times("height", scale="6.25"),
                _times("age", scale="-5"),
                _times("gender"),
            ),
            _out("calories_a_day", "Calories needed (kcal a day)", FieldType.INTEGER, _times("basal_rate", "activity")),
        ),
    ),
    Calculator(
        _any("mortgages?|loans?|instal?lments?|emi|amorti[sz]ation"),
        ("loan", "calculation"),
        "monthly payment",
        (
            _given("loan_amount", "Loan amount", _MONEY, 1, 10_000_000),
            _given("interest_rate", "Interest rate (a year)", _PERCENT, 0, 30),
            _given("term_years", "Term (years)", FieldType.INTEGER, 1, 50),
        ),
        (
            _out(
                "monthly_payment", "Monthly payment", _MONEY, _times("loan_amount", "annuity(interest_rate,term_years)")
            ),
            _out("total_paid", "Total paid", _MONEY, _times("monthly_payment", "term_years", scale="12")),
            _out("total_interest", "Total interest", _MONEY, _times("total_paid"), _times("loan_amount", scale="-1")),
        ),
    ),
    Calculator(
        _any("compound interest|savings?|investments?|retirement|interest"),
        ("savings", "calculation"),
        "savings",
        (
            _given("starting_amount", "Starting amount", _MONEY, 1, 10_000_000),
            _given("interest_rate", "Interest rate (a year)", _PERCENT, 0, 20),
            _given("years", "Years", FieldType.INTEGER, 1, 50),
        ),
        (
            _out("final_amount", "Final amount", _MONEY, _times("starting_amount", "growth(interest_rate,years)")),
            _out(
                "interest_earned",
                "Interest earned",
                _MONEY,
                _times("final_amount"),
                _times("starting_amount", scale="-1"),
            ),
        ),
    ),
    Calculator(
        _any("tips?|split(?:ting)? (?:the |a )?bills?|bill[- ]split\\w*"),
        ("tip", "calculation"),
        "tip",
        (
            _given("bill_amount", "Bill amount", _MONEY, 0.01, 10_000),
            _given("tip_percentage", "Tip percentage", _PERCENT, 0, 100),
            _given("people", "Number of people", FieldType.INTEGER, 1, 100),
        ),
        (
            _out("tip", "Tip", _MONEY, _SHARE),
            _out("total", "Total", _MONEY, _times("bill_amount"), _SHARE),
            _out("total_per_person", "Total per person", _MONEY, _times("total", over=("people",))),
            _out("tip_per_person", "Tip per person", _MONEY, _times("tip", over=("people",))),
        ),
    ),
    Calculator(
        _any("carbon footprints?|(?:carbon|co2) emissions?"),
        ("carbon", "footprint"),
        "carbon footprint",
        (
            _given("electricity", "Electricity (kWh a month)", _DECIMAL, 0, 5_000),
            _given("gas", "Gas for heating (kWh a month)", _DECIMAL, 0, 10_000),
            _given("car_distance", "Car (km a month)", _DECIMAL, 0, 20_000),
            _given("flights", "Flights a year", FieldType.INTEGER, 0, 200),
        ),
        (
            _out(
                "footprint",
                "Carbon footprint (kg CO₂ a year)",
                FieldType.INTEGER,
                _times("electricity", scale="4.8"),
                _times("gas", scale="2.4"),
                _times("car_distance", scale="2.04"),
                _times("flights", scale="250"),
            ),
        ),
    ),
    Calculator(
        _any("discounts? calculat\\w*|calculat\\w* (?:the |a )?discounts?|sale price"),
        ("discount", "calculation"),
        "discount",
        (
            _given("price", "Price", _MONEY, 0.01, 100_000),
            _given("discount_percentage", "Discount", _PERCENT, 0, 100),
        ),
        (
            _out("saved", "You save", _MONEY, _times("price", "discount_percentage", scale="0.01")),
            _out("final_price", "Final price", _MONEY, _times("price"), _times("saved", scale="-1")),
        ),
    ),
    Calculator(
        _any("fuel (?:costs?|calculator|consumption)|trip costs?|cost of (?:a |the )?trips?"),
        ("trip", "cost"),
        "trip cost",
        (
            _given("distance", "Distance (km)", _DECIMAL, 0.1, 20_000),
            _given("consumption", "Consumption (litres per 100 km)", _DECIMAL, 0, 50),
            _given("fuel_price", "Fuel price (per litre)", _MONEY, 0.01, 20),
        ),
        (
            _out("fuel", "Fuel needed (litres)", _DECIMAL, _times("distance", "consumption", scale="0.01")),
            _out("trip_cost", "Trip cost", _MONEY, _times("fuel", "fuel_price")),
        ),
    ),
    Calculator(
        _any("roi|return on investment"),
        ("return", "calculation"),
        "return on investment",
        (
            _given("invested", "Amount invested", _MONEY, 0.01, 10_000_000),
            _given("returned", "Amount returned", _MONEY, 0, 10_000_000),
        ),
        (
            _out("gain", "Gain", _MONEY, _times("returned"), _times("invested", scale="-1")),
            _out("roi", "ROI", _PERCENT, _times("gain", over=("invested",), scale="100")),
        ),
        always=True,
    ),
)


def recognize(sketch: Sketch) -> None:
    """Gives the app the calculators that the prompt asks for: each a record of what was typed and what came out."""
    sentences = sketch.reading.sentences
    first = sentences[0] if sentences else ""
    calculates = "calculator" in " ".join(sentences).lower() or _CALCULATING.search(first)
    for one in CALCULATORS:
        if one.always:
            quote = next((said for said in sentences if one.asked.search(said)), "")
        else:
            quote = first if calculates and one.asked.search(f"{sketch.reading.kind_text} {first}") else ""
        if quote:
            _add(sketch, one, quote)


def take_over(sketch: Sketch) -> None:
    """A calculator keeps its own inputs and outputs, whatever else the words for them could be."""
    for name, one in _drafts(sketch):
        draft = sketch.entities[name]
        draft.fields = {field.name: field for field in (*one.inputs, *one.outputs, CALCULATED_AT)}
        draft.statuses.clear()
        # What is calculated is not changed by calculating.
        for key, action in list(sketch.actions.items()):
            if action.entity == name and action.kind is ActionKind.UPDATE and action.label.startswith("Calculate "):
                del sketch.actions[key]


def titled(spec: AppSpec) -> AppSpec:
    """The spec in which a calculation is called by when it was made."""
    return spec.model_copy(
        update={
            "entities": tuple(
                one.model_copy(update={"display": CALCULATED_AT.name})
                if any(field.name == CALCULATED_AT.name for field in one.fields)
                else one
                for one in spec.entities
            )
        }
    )


def _drafts(sketch: Sketch) -> list[tuple[str, Calculator]]:
    labels = {f"Calculate {one.label}": one for one in CALCULATORS}
    return [
        (one.entity, labels[one.label])
        for one in sketch.actions.values()
        if one.label in labels and one.entity in sketch.entities
    ]


def add_pages(sketch: Sketch) -> None:
    """The forms of the calculators lead the navigation: they are what people come for."""
    for name, one in _drafts(sketch):
        label = f"Calculate {one.label}"
        action = next(action for action in sketch.actions.values() if action.label == label and action.entity == name)
        put_page(
            sketch,
            Page(
                slug=action.name.replace("_", "-"),
                title=label,
                kind=PageKind.FORM,
                entity=name,
                action=action.name,
                origin=Origin.PROMPT,
                quote=action.quote,
            ),
        )


def _add(sketch: Sketch, one: Calculator, quote: str) -> None:
    draft = next((sketch.entities[name] for name in ("calculation", *one.words[-1:]) if name in sketch.entities), None)
    if draft is None or draft.words not in {("calculation",), one.words}:
        surface = tuple(word.upper() if word == "bmi" else word for word in one.words)
        draft = EntityDraft(words=one.words, surface=surface, quote=quote)
        sketch.entities[draft.name] = draft
    draft.kind, draft.exact = EntityKind.RECORD, True
    draft.verbs.add("calculate")
    sketch.act(
        Action(
            name=f"calculate_{draft.name}",
            label=f"Calculate {one.label}",
            kind=ActionKind.CREATE,
            entity=draft.name,
            quote=quote,
        )
    )
    outputs = ", ".join(field.label for field in one.outputs)
    sketch.assumed.append(f"{capital(one.label)}: worked out by the usual formula, as {outputs}.")
