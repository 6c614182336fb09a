"""What is counted by something becomes a chart of it, over records that have what is counted."""

from __future__ import annotations

import pytest

from promptreal.design.offline import OfflineDesigner
from promptreal.request import GenerationRequest
from promptreal.spec import Aggregate, AppSpec, Chart, ChartKind, FieldType, Period


def design(prompt: str, previous: AppSpec | None = None) -> AppSpec:
    return OfflineDesigner().design(GenerationRequest(app_name="x", prompt=prompt), previous)


def chart(spec: AppSpec, title: str) -> Chart:
    return next(one for one in spec.charts if one.title == title)


@pytest.mark.parametrize(
    ("prompt", "title", "aggregate", "measure", "dimension"),
    [
        ("Shop dashboard: revenue per month, orders per country", "Revenue per month", Aggregate.SUM, "amount", "date"),
        ("Shop dashboard: revenue per month, orders per country", "Orders by country", Aggregate.COUNT, "", "country"),
        ("Energy usage dashboard, kWh per month per building", "KWh by building", Aggregate.SUM, "kwh", "building"),
        (
            "Hotel dashboard: occupancy rate by month, guests by age group",
            "Occupancy rate per month",
            Aggregate.AVERAGE,
            "occupancy_rate",
            "date",
        ),
        (
            "Report generator for a gym: monthly revenue by membership plan",
            "Revenue by membership plan",
            Aggregate.SUM,
            "amount",
            "membership_plan",
        ),
        (
            "Simple CRM. Deals have a value and a stage. Show me the pipeline value by stage.",
            "Pipeline value by stage",
            Aggregate.SUM,
            "value",
            "stage",
        ),
    ],
)
def test_what_is_counted_by_something_is_drawn(
    prompt: str, title: str, aggregate: Aggregate, measure: str, dimension: str
) -> None:
    found = chart(design(prompt), title)
    assert (found.aggregate, found.measure, found.dimension) == (aggregate, measure, dimension)


def test_what_is_counted_by_a_thing_refers_to_it() -> None:
    spec = design("Report generator for a gym: attendance by class")
    assert spec.entity("attendance_record").field("class").target == "class"


def test_a_figure_can_be_by_a_field_of_what_its_records_refer_to() -> None:
    spec = design(
        "Sales dashboard: customers with name and region, sales with amount and date. "
        "A sale belongs to a customer. Revenue by region."
    )
    found = chart(spec, "Revenue by region")
    assert (found.entity, found.through, found.dimension) == ("sale", "customer", "region")
    assert "region" not in {one.name for one in spec.entity("sale").fields}


def test_a_change_draws_a_figure_by_a_field_that_it_adds_elsewhere() -> None:
    before = design("Online shop with customers, products and orders; track sales")
    spec = design("add a region to customers, and a chart of revenue by region", before)
    assert chart(spec, "Revenue by region").through == "customer"
    assert spec.entity("customer").field("region")


def test_averages_are_of_the_numbers_that_there_are() -> None:
    spec = design(
        "ETL pipeline for readings from CSV: station code, time, humidity in percent. Show daily averages per station."
    )
    found = chart(spec, "Average humidity (%) by station")
    assert (found.aggregate, found.dimension) == (Aggregate.AVERAGE, "station_code")


def test_totals_are_sums_of_money_and_numbers_are_counts() -> None:
    spec = design("A dashboard of sales and products with sales trends")
    numbers = {one.title: one.aggregate for one in spec.charts if one.kind is ChartKind.NUMBER}
    assert numbers["Total sales"] is Aggregate.SUM
    assert all(how is Aggregate.COUNT for title, how in numbers.items() if title.startswith("Number of"))


@pytest.mark.parametrize("wish", ["cost per square metre", "peak demand", "compare this year with last year"])
def test_figures_that_are_not_drawn_are_left_out(wish: str) -> None:
    spec = design(f"energy usage dashboard for buildings, kWh per month, {wish}")
    assert any(wish[:9] in one.lower() for one in spec.understanding.left_out)


def test_filters_by_time_narrow_the_date_that_is_there() -> None:
    spec = design("energy dashboard, kWh per month per building, filter by building and year")
    assert {one.label for one in spec.filters if one.quote} == {"Building", "Year"}
    assert all(spec.entity(one.entity).field(one.field).type is not FieldType.INTEGER for one in spec.filters)


def test_things_are_never_counted_by_their_names() -> None:
    spec = design("a dashboard of customer analytics with sales trends")
    displays = {one.name: one.display for one in spec.entities}
    assert chart(spec, "Customer analytics").entity == "sale"
    assert not any(one.dimension == displays[one.entity] and one.aggregate is Aggregate.COUNT for one in spec.charts)


HOSPITAL = (
    "dashboard of hospital emergency visits with average waiting time by department, visits per hour of day, "
    "and filters for triage level and date range"
)


def test_figures_are_of_the_records_that_a_dashboard_is_about() -> None:
    spec = design(HOSPITAL)
    [visits] = spec.entities
    assert {"waiting_time", "department", "triage_level"} <= {one.name for one in visits.fields}
    assert chart(spec, "Average waiting time by department").measure == "waiting_time"
    asked = {(one.entity, one.field) for one in spec.filters if one.quote}
    assert {(visits.name, "triage_level"), (visits.name, "date")} <= asked


@pytest.mark.parametrize(
    ("words", "title", "period", "kind"),
    [
        ("per hour of day", "Visits by hour of day", Period.HOUR, ChartKind.LINE),
        ("by hour of the day", "Visits by hour of day", Period.HOUR, ChartKind.LINE),
        ("by weekday", "Visits by weekday", Period.WEEKDAY, ChartKind.BAR),
        ("by day of the week", "Visits by weekday", Period.WEEKDAY, ChartKind.BAR),
        ("per day", "Visits per day", Period.DAY, ChartKind.LINE),
        ("per week", "Visits per week", Period.WEEK, ChartKind.LINE),
        ("per month", "Visits per month", Period.MONTH, ChartKind.LINE),
        ("by quarter", "Visits per quarter", Period.QUARTER, ChartKind.LINE),
        ("by year", "Visits per year", Period.YEAR, ChartKind.LINE),
    ],
)
def test_a_figure_over_time_is_by_what_it_says(words: str, title: str, period: Period, kind: ChartKind) -> None:
    spec = design(f"dashboard of clinic visits with visits {words}")
    found = chart(spec, title)
    timed = spec.entity(found.entity).field(found.dimension)
    assert (found.period, found.kind) == (period, kind)
    assert (timed.type is FieldType.DATETIME) is (period is Period.HOUR)


def test_a_weekly_report_is_by_the_week() -> None:
    spec = design("weekly report of deliveries by carrier")
    assert chart(spec, "Deliveries by week").period is Period.WEEK


@pytest.mark.parametrize(
    ("prompt", "entity", "number"),
    [
        ("analytics dashboard of taxi trips with total fare by district, trips by hour of day", "taxi_trip", "fare"),
        ("dashboard of flight delays with average delay by airline, delays per month", "flight_delay", "delay"),
        ("a dashboard to monitor sensor readings with average temperature by sensor", "sensor_reading", "temperature"),
        ("a dashboard of call center calls with average wait time by agent", "call_center_call", "wait_time"),
    ],
)
def test_a_number_of_what_is_looked_at_is_no_thing_of_its_own(prompt: str, entity: str, number: str) -> None:
    spec = design(prompt)
    assert spec.entity(entity).field(number).type.is_number
    assert not any(one.name.endswith(("figure", "record", number)) for one in spec.entities if one.name != entity)


def test_things_of_a_dashboard_that_have_a_number_too_are_counted() -> None:
    found = chart(
        design("dashboard of flight delays with average delay by airline, delays per month"), "Delays per month"
    )
    assert (found.aggregate, found.measure) == (Aggregate.COUNT, "")


def test_what_lasts_is_measured_each_time_anew() -> None:
    spec = design("energy usage dashboard for our office buildings, kWh per month per building")
    assert chart(spec, "KWh by building").entity != "office_building"


def test_headcount_counts_employees() -> None:
    spec = design("HR dashboard with headcount by department and average salary by department")
    found = chart(spec, "Headcount by department")
    assert (found.entity, found.aggregate) == ("employee", Aggregate.COUNT)
    assert chart(spec, "Average salary by department").entity == "employee"


def test_so_many_of_the_largest_are_shown_as_are_asked_for() -> None:
    assert chart(design("sales report by region, with top 5 customers"), "Top 5 customers").largest == 5
