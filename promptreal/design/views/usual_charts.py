"""Charts that nobody asked for and that such an app needs."""

from __future__ import annotations

from promptreal.design.things.sketch import EntityDraft, Sketch
from promptreal.design.views.charts import choices_of, fact, measure_of, put_chart, time_field
from promptreal.design.views.periods import pace
from promptreal.spec import Aggregate, ChartKind, FieldType, Period

# What is meant by the total of these is money.
_AMOUNTS = frozenset(
    {"sale", "expense", "income", "payment", "donation", "transaction", "cost", "invoice", "budget", "saving"}
)


def _total(sketch: Sketch, one: EntityDraft) -> None:
    """A tile with what things of the sort amount to, where they have an amount, else with how many there are."""
    measure = measure_of(one)
    if measure is not None and measure.type is FieldType.MONEY and one.words[-1] in _AMOUNTS:
        title = f"Total {one.low_many}"
        put_chart(sketch, title, ChartKind.NUMBER, one, measure=measure.name, aggregate=Aggregate.SUM)
        return
    put_chart(sketch, f"Number of {one.low_many}", ChartKind.NUMBER, one)


def assumed_charts(sketch: Sketch, *, most: int) -> None:
    """Charts that nobody asked for and that such an app needs, up to so many in all."""
    room = most - len(sketch.charts)
    main = fact(sketch)
    looked_up = {one.through for one in sketch.conversions.values()}
    others = [one for one in sketch.records if one is not main and one.name not in looked_up]
    order = ([main] if main else []) + others
    numbers = 0
    for one in order:
        if room <= 0:
            return
        before = len(sketch.charts)
        if numbers < 2 or one is main:
            _total(sketch, one)
            numbers += 1
        if one is main:
            measure, period = measure_of(one), pace(sketch.reading.kind_text)
            if measure is not None and measure.type is FieldType.MONEY and measure.name not in {"price", "cost"}:
                put_chart(
                    sketch,
                    f"{measure.label} by {period}" if time_field(one) else f"Average {measure.label.lower()}",
                    ChartKind.LINE if time_field(one) else ChartKind.NUMBER,
                    one,
                    dimension=time.name if (time := time_field(one)) else "",
                    measure=measure.name,
                    aggregate=Aggregate.SUM if time else Aggregate.AVERAGE,
                    period=period if time else Period.MONTH,
                )
            elif (time := time_field(one)) is not None:
                put_chart(sketch, f"{one.many} by {period}", ChartKind.LINE, one, dimension=time.name, period=period)
        for field in choices_of(one)[: 2 if one is main else 1]:
            put_chart(
                sketch,
                f"{one.many} by {field.label.lower()}",
                ChartKind.PIE if len(field.choices) <= 4 else ChartKind.BAR,
                one,
                dimension=field.name,
            )
        room -= len(sketch.charts) - before
