"""What a pipeline does to its rows besides loading them: amounts in one currency, and what it lets through."""

from __future__ import annotations

import re
from decimal import Decimal

from promptreal.design.english.words import glossary, singular
from promptreal.design.things.fields import field_of, reference, shape
from promptreal.design.things.sketch import EntityDraft, Sketch
from promptreal.design.things.values import usual_values
from promptreal.spec import Conversion, Field, FieldType, Origin

# What one of each is worth in euros: sample rates, which people put right in the app.
_IN_EUROS = {
    "EUR": "1",
    "USD": "0.92",
    "GBP": "1.17",
    "CHF": "1.05",
    "SEK": "0.088",
    "NOK": "0.086",
    "DKK": "0.134",
    "PLN": "0.23",
    "CZK": "0.04",
    "CAD": "0.67",
    "AUD": "0.6",
    "JPY": "0.0062",
    "INR": "0.011",
    "CNY": "0.128",
}
_CODES = glossary(
    "euro:EUR euros:EUR eur:EUR €:EUR dollar:USD dollars:USD usd:USD $:USD pound:GBP pounds:GBP sterling:GBP gbp:GBP "
    "£:GBP "
    "franc:CHF francs:CHF chf:CHF krona:SEK kronor:SEK sek:SEK nok:NOK dkk:DKK zloty:PLN pln:PLN czk:CZK cad:CAD "
    "aud:AUD yen:JPY jpy:JPY rupees:INR rupee:INR inr:INR yuan:CNY cny:CNY"
)
_CALLED = glossary("EUR:Euros USD:Dollars GBP:Pounds CHF:Francs JPY:Yen INR:Rupees CNY:Yuan")
_NAMES = "|".join(sorted((re.escape(one) for one in _CODES), key=len, reverse=True))
_CONVERTING = re.compile(
    rf"\bconver\w*\s+(?:[\w-]+\s+){{0,4}}?(?:currenc\w+|amounts?|prices?|values?|money|totals?|costs?|sums?|payments?)\s+"
    rf"(?:from\s+[\w ]+?\s+)?(?:in)?to\s+(?:us\s+|british\s+|swiss\s+)?(?P<code>{_NAMES})(?!\w)",
    re.IGNORECASE,
)
_IN = re.compile(
    rf"(?:\b(?:in|as|into|currency is)\s+(?:us\s+|british\s+|swiss\s+)?(?P<code>{_NAMES})(?!\w))|(?P<sign>[€£])",
    re.IGNORECASE,
)
_NEGATIVE = re.compile(r"\bnegative\b", re.IGNORECASE)
_TWICE = re.compile(r"\b(?:duplicat\w+|dedup\w*)\b", re.IGNORECASE)
_WITHOUT = re.compile(
    r"\b(?:remov|drop|reject|skip|discard|ignor|filter)\w*\s+(?:out\s+)?[\w ]{1,30}?\s+"
    r"(?:without|with no|with missing|missing|lacking)\s+(?:an?\s+|the\s+)?(?P<field>[\w-]+)",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\bbetween\s+(-?\d+(?:\.\d+)?)\s+and\s+(-?\d+(?:\.\d+)?)")
# What is done to the values of rows, which are no records of their own.
_CHECKING = frozenset({"validate", "check", "normalize", "clean", "convert", "verify", "standardize"})
_SIX = Decimal("0.0001")


def currency_of(sketch: Sketch) -> str:
    """The currency that a prompt says its amounts are in; dollars, where it says none."""
    text = " ".join(sketch.reading.sentences)
    found = _CONVERTING.search(text) or _IN.search(text)
    if found is None:
        return "USD"
    return (
        _CODES[(found["code"] or found["sign"]).lower()]
        if "sign" in found.groupdict()
        else _CODES[found["code"].lower()]
    )


def flow(sketch: Sketch) -> None:
    """Lets a pipeline do what the prompt says of its rows; what a column holds is open where nobody listed it."""
    text = " ".join(sketch.reading.sentences)
    _open_choices(sketch)
    if (wanted := _CONVERTING.search(text)) is not None:
        for draft in list(sketch.records[:4]):
            _convert(sketch, draft, _CODES[wanted["code"].lower()])
    main = next(iter(sketch.records), None)
    if main is None:
        return
    if _TWICE.search(text):
        sketch.limits.append(f"{main.many} that are there already, or twice in a file, are rejected.")
    for match in _WITHOUT.finditer(text):
        held = main.fields.get(singular(match["field"].lower()))
        if held is not None:
            main.fields[held.name] = held.model_copy(update={"required": True})
            sketch.limits.append(f"{main.many} without {held.label.lower()} are rejected.")
    amount = _amount(main)
    if _NEGATIVE.search(text) and amount is not None:
        main.fields[amount.name] = amount.model_copy(update={"minimum": 0.0})
        sketch.limits.append(f"{main.many} with a negative {amount.label.lower()} are rejected.")


def fold_values(sketch: Sketch) -> None:
    """Takes what rows hold out of what is kept: "validate temperatures" is about a number of each row."""
    rows = next((one for one in sketch.records if not one.verbs <= _CHECKING), None)
    if rows is None:
        return
    for name, draft in list(sketch.entities.items()):
        number = shape(draft.words).type.is_number
        if draft is rows or not number or not draft.verbs <= _CHECKING:
            continue
        del sketch.entities[name]
        made = field_of(draft.words, rows.words[-1], label=draft.label)
        if (bounds := _BETWEEN.search(draft.quote)) is not None:
            made = made.model_copy(update={"minimum": float(bounds[1]), "maximum": float(bounds[2])})
        rows.add(made)


def _open_choices(sketch: Sketch) -> None:
    """A file has its own words: what nobody listed is text, and is told apart by what is there."""
    for draft in sketch.entities.values():
        for name, field in list(draft.fields.items()):
            values = field.choices
            if field.type is not FieldType.CHOICE or name == "status" or not usual_values(values):
                continue
            update = {"type": FieldType.STRING, "choices": (), "max_length": 100, "example": "|".join(values)}
            draft.fields[name] = field.model_copy(update=update | {"searchable": True, "filterable": True})


def _amount(draft: EntityDraft) -> Field | None:
    return next((one for one in draft.fields.values() if one.type is FieldType.MONEY and not one.formula), None)


def _convert(sketch: Sketch, draft: EntityDraft, into: str) -> None:
    amount = _amount(draft)
    if amount is None or "currency" in sketch.conversions:
        return
    codes = (into, *(one for one in _IN_EUROS if one != into))
    rates = EntityDraft(words=("currency",), surface=("currency",), samples=len(codes), exact=True)
    code = field_of(("code",), "currency", label="Code", required=True, origin=Origin.ASSUMED)
    rate = field_of(
        ("value",), "currency", label=f"{_CALLED.get(into, into)} for one", required=True, origin=Origin.ASSUMED
    )
    rates.fields = {
        "code": code.model_copy(update={"unique": True, "max_length": 3, "example": "title"}),
        "rate": rate.model_copy(update={"name": "rate", "minimum": 0.0}),
    }
    sketch.entities[rates.name] = rates
    draft.fields.pop("currency", None)
    original = field_of(("value",), draft.words[-1], label=f"Original {amount.label.lower()}", origin=Origin.ASSUMED)
    # A file names the currency of a row before anything is loaded: it is chosen, and not typed.
    added = {
        "currency": reference("currency", "Currency", origin=Origin.PROMPT),
        f"original_{amount.name}": original.model_copy(update={"name": f"original_{amount.name}"}),
    }
    draft.fields |= added
    base = Decimal(_IN_EUROS[into])
    sketch.conversions[draft.name] = Conversion(
        amount=amount.name,
        through="currency",
        rate="rate",
        original=f"original_{amount.name}",
        into=into,
        codes=codes,
        rates=tuple(str((Decimal(_IN_EUROS[one]) / base).quantize(_SIX)) for one in codes),
    )
    sketch.limits.append(
        f"The {amount.label.lower()} of {draft.low_many} is converted to {into} by the rate of its currency."
    )
    sketch.assumed.append("The rates of the currencies are samples: put today's into the list of currencies.")
    sketch.left_out[:] = [
        one for one in sketch.left_out if not re.match(r"“Convert (?:currenc|amount|price|value)", one)
    ]
