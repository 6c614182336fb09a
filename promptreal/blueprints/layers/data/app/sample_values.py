"""Believable values for sample records: by what a field is called, what it holds and what bounds it has."""

from __future__ import annotations

import datetime as dt
import random
import re
from decimal import Decimal
from typing import Any

from faker import Faker

from app.entity import Attribute, Entity
from app.sample_places import PLACES, Place
from app.sample_titles import TITLES

VARIANTS = (
    "Autumn", "Bright", "Central", "Classic", "Coastal", "Compact", "Crystal", "Daily", "Eastern", "Essential",
    "Evergreen", "Family", "First", "Golden", "Grand", "Green", "Harbour", "Highland", "Independent", "Junior",
    "Lakeside", "Little", "Lunar", "Modern", "Morning", "Mountain", "New", "Northern", "Open", "Orchard",
    "Premium", "Quiet", "Riverside", "Royal", "Silver", "Smart", "Southern", "Spring", "Summer", "Sunny",
    "United", "Urban", "Valley", "Western", "Winter", "Woodland",
)  # fmt: skip
# Nothing is made up of a sample record: these say what they are about, and whose place they hold.
DESCRIPTIONS = (
    "This is about {title}: a sample text, where the {field} of {a} {label} stands.",
    "What there is to know about {title} goes here.",
    "{title}: the {field} of this sample {label} is yours to write.",
)
REMARKS = (
    "Everything was as described, and the answers came quickly.",
    "Better than expected. I would do it again.",
    "Good overall, though the start took a little longer than planned.",
    "Friendly people, clear instructions, fair conditions.",
    "It did what I needed. Thank you!",
    "Could you tell me more about the details, please?",
    "Not perfect, but good value.",
    "I have recommended it to two friends already.",
)
SUBJECTS = ("A question", "Well done", "Good value", "A suggestion", "Very helpful", "Recommended", "Could be better")
PEOPLE = frozenset(
    {"author", "artist", "buyer", "candidate", "client", "contact", "customer", "driver", "employee", "guest", "host"}
    | {"instructor", "manager", "member", "organizer", "owner", "patient", "person", "recipient", "reviewer", "seller"}
    | {"sender", "speaker", "staff", "student", "teacher", "tenant", "user", "visitor", "worker", "applicant"}
    | {"agent", "barber", "borrower", "coach", "consultant", "dentist", "doctor", "donor", "editor", "engineer"}
    | {"judge", "lawyer", "mentor", "nurse", "passenger", "photographer", "physician", "player", "stylist", "supervisor"}
    | {"therapist", "trainer", "tutor", "vet", "veterinarian", "volunteer", "writer", "assignee", "attendee", "parent"}
)
ANIMALS = frozenset({"animal", "cat", "dog", "pet"})
WORDS_OF_FAKER = {
    "address": "street_address", "street": "street_address", "company": "company", "employer": "company",
    "brand": "company", "publisher": "company", "supplier": "company", "vendor": "company", "job": "job",
    "position": "job", "occupation": "job", "profession": "job", "color": "color_name", "colour": "color_name",
    "language": "language_name", "currency": "currency_code", "zip": "postcode", "postcode": "postcode",
    "username": "user_name", "nickname": "first_name", "ip": "ipv4", "iban": "iban",
}  # fmt: skip
WORDS_OF_PLACES = {
    "city": "city", "town": "city", "location": "city", "place": "city", "destination": "city", "country": "country",
    "region": "region", "state": "region", "province": "region",
}  # fmt: skip
GENDERS = frozenset({"gender", "sex"})
SERIALS = frozenset({"code", "number", "sku", "reference", "serial", "isbn", "id", "identifier", "ticket", "plate"})
LATER = frozenset({"due", "deadline", "expires", "expiry", "expiration", "end", "until", "scheduled", "departure"})
AHEAD = LATER | frozenset({"arrival", "appointment", "event", "start", "begin", "check", "travel", "visit", "planned"})
ENDS = frozenset({"end", "until", "to", "departure", "return", "out", "due", "expires"})
MADE_OF_WORDS = frozenset({"sentence", "paragraph", "text", "word", "words", "sentences", "paragraphs", "texts"})
YEAR = 365
KNOWN = 24
# Made once: it looks through all its providers then. Whoever uses it says where its random numbers begin.
FAKER = Faker("en_US")


class Exhausted(Exception):
    """A unique field has no value left."""


class SampleValues:
    """Values for one entity's records; the same random numbers and the same day give the same values."""

    def __init__(self, rng: random.Random, today: dt.date) -> None:
        self._rng = rng
        self._today = today
        self._faker = FAKER
        self._faker.seed_instance(rng.randrange(2**32))
        # The first towns are those that people look for.
        self._places = [*rng.sample(PLACES[:KNOWN], KNOWN), *rng.sample(PLACES[KNOWN:], len(PLACES) - KNOWN)]
        self._taken: dict[str, set[Any]] = {}

    def record(self, entity: Entity, number: int, total: int) -> dict[str, Any]:
        """The columns of one record, references and files aside, and when it was made.

        Raises:
            Exhausted: a field that no two records share has no value left.
        """
        # Later records are closer together: business grows.
        share = ((number + self._rng.random()) / max(total, 1)) ** 0.8
        day = self._today - dt.timedelta(days=1 + round((YEAR - 1) * (1 - share)))
        gender = self._gender(entity)
        person, place = self._person(gender), self._places[number % len(self._places)]
        columns: dict[str, Any] = {"created_at": self._moment(day).replace(tzinfo=dt.UTC)}
        last_day: dt.date | None = None
        for field in entity.attributes:
            if field.type in {"reference", "image", "file"} or field.formula or field.watched:
                continue
            if self._may_stay_empty(entity, field, number):
                continue
            known = gender if field.name in GENDERS else ""
            value = known or self._value(entity, field, number, day, person, place, last_day)
            if field.unique:
                value = self._unique_or_empty(field, value, number)
            columns[field.attribute] = value
            if isinstance(value, dt.date):
                last_day = value.date() if isinstance(value, dt.datetime) else value
        for start, end in entity.periods:
            first, last = (columns.get(entity.attribute(one).attribute) for one in (start, end))
            if isinstance(first, dt.datetime) and isinstance(last, dt.datetime):
                # What has hours takes some of them, and not days.
                columns[entity.attribute(end).attribute] = first + dt.timedelta(minutes=self._rng.choice((30, 60, 90, 120, 180)))
            elif first is not None and last is not None and last < first:
                columns[entity.attribute(end).attribute] = first + dt.timedelta(days=self._rng.randrange(1, 15))
        return columns

    def title(self, entity: Entity, number: int) -> str:
        """A title that says what it is the title of."""
        known = TITLES.get(entity.name, ())
        if known:
            title, repeat = known[number % len(known)][0], number // len(known)
        else:
            variant = VARIANTS[(number * 7 + len(entity.name)) % len(VARIANTS)]
            title, repeat = f"{variant} {_capital(entity.label)}", number // len(VARIANTS)
        return title + (f" {repeat + 1}" if repeat else "")

    def names(self, count: int) -> list[str]:
        """Names of people, all different."""
        found: dict[str, None] = {}
        while len(found) < count:
            found[f"{self._faker.first_name()} {self._faker.last_name()}"] = None
        return list(found)

    def _gender(self, entity: Entity) -> str:
        """The gender of one record's person; nothing where it is not kept."""
        found = next((one for one in entity.attributes if one.name in GENDERS and one.type == "choice"), None)
        return self._rng.choice(found.choices[:2]) if found else ""

    def _person(self, gender: str) -> str:
        """A name that goes with the gender."""
        low = gender.lower()
        if low.startswith(("f", "w")):
            return f"{self._faker.first_name_female()} {self._faker.last_name()}"
        if low.startswith("m"):
            return f"{self._faker.first_name_male()} {self._faker.last_name()}"
        return f"{self._faker.first_name()} {self._faker.last_name()}"

    def _may_stay_empty(self, entity: Entity, field: Attribute, number: int) -> bool:
        keeps = field.required or field.starts_now or field.name in {entity.display, entity.status_field} or field.type == "boolean"
        return not keeps and number > 2 and self._rng.random() < 0.06

    def _value(
        self,
        entity: Entity,
        field: Attribute,
        number: int,
        day: dt.date,
        person: str,
        place: Place,
        last_day: dt.date | None,
    ) -> Any:
        match field.type:
            case "string":
                return _cut(self._line(entity, field, number, person, place), field)
            case "text":
                return _cut(self._text(entity, field, number), field)
            case "choice":
                known = TITLES.get(entity.name, ())
                if known and known[number % len(known)][1] in field.choices:
                    return known[number % len(known)][1]
                weights = [len(field.choices) + 1 - position * 0.7 for position in range(len(field.choices))]
                return self._rng.choices(field.choices, weights=[max(one, 0.5) for one in weights])[0]
            case "boolean":
                return self._rng.random() < 0.7
            case "date":
                return self._day(field, day, last_day)
            case "datetime":
                return self._moment(self._day(field, day, last_day), around_the_clock=field.example == "any_hour")
            case "email":
                return f"{_slug(person, '.')}{number + 1}@example.com"
            case "phone":
                return f"+1 555 {self._rng.randrange(100, 999)} {self._rng.randrange(1000, 9999)}"
            case "url":
                return f"https://www.example.com/{_slug(entity.label)}/{number + 1}"
            case "integer":
                return self._whole(field, entity)
            case _:
                return self._exact(field, entity, day)

    def _line(self, entity: Entity, field: Attribute, number: int, person: str, place: Place) -> str:
        words = field.name.split("_")
        if "|" in field.example:
            # One of some values, though others are taken as well.
            values = field.example.split("|")
            known = TITLES.get(entity.name, (("", ""),))
            goes_with = known[number % len(known)][1]
            return goes_with if goes_with in values else self._rng.choice(values)
        if field.example in WORDS_OF_PLACES:
            return str(getattr(place, WORDS_OF_PLACES[field.example]))
        if field.example and field.example not in {"title", *MADE_OF_WORDS}:
            return person if field.example == "name" else self._by_faker(field.example)
        if field.example != "title":
            if words[-1] in SERIALS:
                return f"{''.join(word[0] for word in entity.name.split('_')).upper()}-{1001 + number}"
            if PEOPLE & set(words) or (words[-1] == "name" and PEOPLE & set(entity.name.split("_"))):
                return person
            if words[0] in {"first", "last"} and words[-1] == "name":
                return person.split()[0 if words[0] == "first" else -1]
            for word in reversed(words):
                if word in WORDS_OF_PLACES:
                    return str(getattr(place, WORDS_OF_PLACES[word]))
                if word in WORDS_OF_FAKER:
                    return self._by_faker(WORDS_OF_FAKER[word])
        if field.name == entity.display or field.example == "title" or words[-1] in {"name", "title"}:
            if entity.kind in {"activity", "message"} and words[-1] in {"title", "subject"}:
                return SUBJECTS[number % len(SUBJECTS)]
            return self.title(entity, number)
        if words[-1] in {"subject", "topic"}:
            return SUBJECTS[number % len(SUBJECTS)]
        if field.name in TITLES:
            return self._rng.choice(TITLES[field.name])[0]
        return f"{_capital(field.label)} {self._rng.choice('ABCDEFGH')}{self._rng.randrange(1, 10)}"

    def _by_faker(self, provider: str) -> str:
        if not provider.isidentifier() or provider.startswith("_") or not hasattr(self._faker, provider):
            return self._faker.city()
        return str(self._faker.format(provider))

    def _text(self, entity: Entity, field: Attribute, number: int) -> str:
        if entity.kind in {"activity", "message"}:
            return " ".join(self._rng.sample(REMARKS, 2))
        label, a = _lower(entity.label), "an" if entity.label[:1] in "AEIOaeio" else "a"
        titled = entity.display in {"name", "title"} and not PEOPLE & set(entity.name.split("_"))
        title = self.title(entity, number) if titled else f"this {label}"
        words = {"title": title, "field": _lower(field.label), "label": label, "a": a}
        return _capital(self._rng.choice(DESCRIPTIONS).format(**words))

    def _day(self, field: Attribute, day: dt.date, last_day: dt.date | None) -> dt.date:
        words = set(field.name.split("_"))
        if words & {"birth", "birthday", "birthdate", "born"}:
            return self._today - dt.timedelta(days=self._rng.randrange(18 * YEAR, 75 * YEAR))
        if field.days_ahead:
            return (last_day or day) + dt.timedelta(days=field.days_ahead)
        if last_day is not None and words & ENDS:
            return last_day + dt.timedelta(days=self._rng.randrange(1, 15))
        if words & AHEAD:
            return day + dt.timedelta(days=self._rng.randrange(0, 90))
        return day

    def _moment(self, day: dt.date, *, around_the_clock: bool = False) -> dt.datetime:
        # Some things happen at night as well, though not as often.
        hour = int(self._rng.triangular(0, 24, 14)) % 24 if around_the_clock else self._rng.randrange(8, 20)
        return dt.datetime.combine(day, dt.time(hour, self._rng.choice((0, 15, 30, 45))))

    def _whole(self, field: Attribute, entity: Entity) -> int:
        words = set(field.name.split("_"))
        if "year" in words and field.minimum is None:
            return self._today.year - int(self._rng.triangular(0, 30, 3))
        low, high = _bounds(field, (0, 15) if "age" in words and ANIMALS & set(entity.name.split("_")) else _usual_whole(words))
        if high - low <= 10:
            # A rating: most people are content.
            return round(self._rng.triangular(low, high, high))
        return min(int(high), max(int(low), round(self._rng.triangular(low, high, low + (high - low) * 0.25))))

    def _exact(self, field: Attribute, entity: Entity, day: dt.date) -> Decimal:
        words = set(field.name.split("_"))
        usual = (0.0, 100.0) if field.type == "percent" else _usual_amount(words, set(entity.name.split("_")))
        low, high = _bounds(field, usual)
        # A slow rise over the year, and a wave through its months.
        rise = 1 - (self._today - day).days / YEAR * 0.3 + (0.1 if day.month in {6, 7, 12} else 0)
        value = low + (self._rng.triangular(low, high, low + (high - low) * 0.25) - low) * rise
        places = Decimal("0.01") if field.type in {"money", "percent"} else Decimal("0.1")
        exact = Decimal(str(min(max(value, low), high))).quantize(places)
        if field.type == "money" and exact > 5 and self._rng.random() < 0.5:
            exact = exact.to_integral_value() - places
        return min(max(exact, Decimal(str(low)).quantize(places)), Decimal(str(high)).quantize(places))

    def _unique_or_empty(self, field: Attribute, value: Any, number: int) -> Any:
        try:
            return self._unique(field, value, number)
        except Exhausted:
            if field.required or field.type == "boolean":
                raise
            return None

    def _unique(self, field: Attribute, value: Any, number: int) -> Any:
        taken = self._taken.setdefault(field.name, set())
        choices = {"boolean": (True, False), "choice": field.choices}.get(field.type)
        if choices is not None:
            free = [one for one in choices if one not in taken]
            if not free:
                raise Exhausted(field.name)
            value = value if value in free else free[0]
        attempt = value
        step = 1
        while attempt in taken:
            step += 1
            if isinstance(value, str):
                attempt = f"{number}.{step}.{value}" if field.type == "email" else _ended(value, field, number + step)
            elif isinstance(value, dt.date):
                attempt = value - dt.timedelta(days=number + step)
            else:
                attempt = _free_number(value, field, taken)
        taken.add(attempt)
        return attempt


def _ended(value: str, field: Attribute, number: int) -> str:
    """The text with a number at its end, cut so that it still fits."""
    most = field.max_length or 200
    ending = f" {number}" if field.type in {"string", "text"} and most > 8 else str(number)
    if len(ending) > most:
        raise Exhausted(field.name)
    return f"{value[: most - len(ending)]}{ending}"


def _free_number(value: Any, field: Attribute, taken: set[Any]) -> Any:
    """The next number that is not taken: upwards, and downwards where that would be beyond the largest."""
    upwards = downwards = value
    while upwards in taken:
        upwards += 1
    if field.maximum is None or upwards <= field.maximum:
        return upwards
    while downwards in taken:
        downwards -= 1
    if field.minimum is not None and downwards < field.minimum:
        raise Exhausted(field.name)
    return downwards


def _usual_whole(words: set[str]) -> tuple[float, float]:
    if words & {"rating", "stars"}:
        return 1, 5
    if words & {"score", "points"}:
        return 50, 5_000
    if words & {"reorder", "minimum", "threshold"}:
        return 5, 30
    if words & {"stock", "inventory", "available"}:
        return 5, 200
    if "age" in words:
        return 18, 80
    if words & {"waiting", "wait", "delay", "response", "handling", "queue"}:
        return 2, 90
    if words & {"guest", "guests", "people", "passenger", "passengers", "participant", "participants", "adults"}:
        return 1, 6
    if words & {"bedroom", "bedrooms", "bathroom", "bathrooms", "floor", "floors", "door", "doors"}:
        return 1, 5
    if words & {"quantity", "seats", "nights", "days", "hours", "rooms", "pages", "lessons"}:
        return 1, 20
    return 1, 200


def _usual_amount(words: set[str], owner: set[str]) -> tuple[float, float]:
    if "price" in words and owner & {"property", "properties", "house", "apartment", "villa", "estate", "land"}:
        return 90_000, 900_000
    if "price" in words and owner & {"car", "vehicle", "motorcycle", "boat", "truck"}:
        return 4_000, 60_000
    if "price" in words and owner & {"dish", "meal", "menu", "drink", "food", "pizza", "snack"}:
        return 3, 30
    if words & {"salary", "budget", "revenue", "turnover", "income", "funding", "profit", "capital"}:
        return 20_000, 250_000
    if words & {"amount", "total", "balance", "cost", "expense", "payment", "value", "sum"}:
        return 20, 2_000
    return 5, 300


def _bounds(field: Attribute, usual: tuple[float, float]) -> tuple[float, float]:
    low = field.minimum if field.minimum is not None else min(usual[0], field.maximum or usual[0])
    high = field.maximum if field.maximum is not None else max(usual[1], low * 2)
    if field.minimum is not None and field.maximum is None and low < usual[0] <= high:
        low = usual[0]
    return low, max(low, min(high, max(usual[1], low)) if field.minimum is None else high)


def _cut(value: str, field: Attribute) -> str:
    return value[: field.max_length].rstrip() if field.max_length else value


def _slug(value: str, between: str = "-") -> str:
    return re.sub(r"[^a-z0-9]+", between, value.lower()).strip(between) or "sample"


def _capital(value: str) -> str:
    return value[:1].upper() + value[1:]


def _lower(value: str) -> str:
    return value[:1].lower() + value[1:]
