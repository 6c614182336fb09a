"""Typed fields from the names that people give them."""

from __future__ import annotations

from dataclasses import dataclass

from promptreal.design.english.words import capital, glossary, identifier, is_plural, singular, vocabulary
from promptreal.spec import Field, FieldType, Origin


@dataclass(frozen=True)
class Shape:
    """What a field's name says of its values."""

    type: FieldType
    example: str = ""
    choices: tuple[str, ...] = ()
    minimum: float | None = None
    maximum: float | None = None


_S, _T, _C = FieldType.STRING, FieldType.TEXT, FieldType.CHOICE


def _shapes(type_: FieldType, words: str, **more: object) -> dict[str, Shape]:
    return {word: Shape(type_, **more) for word in words.split()}  # type: ignore[arg-type]


# The last word of a field's name, in the singular, and what it says.
_SUFFIX: dict[str, Shape] = {
    **_shapes(
        FieldType.MONEY,
        "price cost amount fee salary budget revenue income expense premium rent wage profit payment fare "
        "balance deposit discount_amount tax earning turnover sale spend wealth funding bid payout gold",
        minimum=0,
    ),
    **_shapes(
        FieldType.DATE,
        "date deadline birthday birth expiry expiration day due published founded start end checkout checkin renewal",
    ),
    **_shapes(
        FieldType.DATETIME,
        "time timestamp moment appointment slot",
    ),
    **_shapes(
        FieldType.EMAIL,
        "email e-mail mail",
    ),
    **_shapes(
        FieldType.PHONE,
        "phone telephone mobile fax whatsapp",
    ),
    **_shapes(
        FieldType.URL,
        "url link website webpage homepage youtube video audio sample linkedin github",
    ),
    **_shapes(
        FieldType.IMAGE,
        "photo picture image avatar logo thumbnail cover screenshot banner illustration",
    ),
    **_shapes(
        FieldType.FILE,
        "file attachment receipt document pdf resume cv upload download",
    ),
    **_shapes(
        FieldType.PERCENT,
        "percent percentage progress rate discount margin completion share commission",
        minimum=0,
        maximum=100,
    ),
    **_shapes(
        FieldType.INTEGER,
        "quantity count number-of seat capacity stock age year floor room guest stars level rank score "
        "duration hour minute point strength population attendance mileage copies pages servings volume "
        "inventory views step calories headcount participant people position-number level-number unit "
        "availability_count usage credit set rep repetition",
        minimum=0,
    ),
    **_shapes(
        FieldType.DECIMAL,
        "weight height length width distance value area dose dosage pressure humidity consumption energy "
        "measurement measurements speed protein fat carbohydrate carbohydrates sodium sugar fiber fibre",
        minimum=0,
    ),
    **_shapes(FieldType.DECIMAL, "temperature latitude longitude altitude elevation"),
    **_shapes(
        _T,
        "description content body text note summary detail comment message biography bio requirement "
        "instruction ingredient introduction story answer feedback explanation reason agenda function "
        "syllabus review remark education experience qualification skill benefit obligation terms abstract "
        "outline objective background motivation preference interest term lyrics condition",
        example="paragraph",
    ),
    **_shapes(
        FieldType.BOOLEAN,
        "yes/no flag active enabled completed done returned paid featured available published verified approved "
        "read archived favourite anonymous urgent availability confirmed",
    ),
}
_STRINGS = glossary(
    "name:name title:title author:name owner:name customer:name client:name patient:name teacher:name "
    "student:name speaker:name instructor:name seller:name buyer:name sender:name recipient:name contact:name "
    "person:name manager:name assignee:name organizer:name driver:name doctor:name director:name "
    "company:company organization:company employer:company publisher:company manufacturer:company "
    "supplier:company brand:company vendor:company school:company university:company city:city "
    "country:country address:street_address location:city place:city venue:city region:state origin:city "
    "destination:city nationality:country job:job occupation:job profession:job position:job role:job "
    "specialty:job code:bothify sku:ean8 isbn:isbn13 barcode:ean13 identifier:bothify postcode:postcode "
    "zip:postcode street:street_address colour:color_name color:color_name currency:currency_code "
    "language:language_name username:user_name keyword:word tag:word subject:title topic:word species:word "
    "number:bothify symbol:bothify hashtag:word reference:bothify plate:license_plate state:state breed:word "
    "headline:title"
)
_CHOICES: dict[str, tuple[str, ...]] = {
    "status": ("New", "In progress", "Done"),
    "state": ("New", "In progress", "Done"),
    "priority": ("Low", "Medium", "High"),
    "severity": ("Low", "Medium", "High", "Critical"),
    "relevance": ("Low", "Medium", "High"),
    "difficulty": ("Easy", "Medium", "Hard"),
    "size": ("Small", "Medium", "Large"),
    "gender": ("Female", "Male", "Other"),
    "sex": ("Female", "Male", "Other"),
    "frequency": ("Daily", "Weekly", "Monthly", "Yearly"),
    "interval": ("Daily", "Weekly", "Monthly", "Yearly"),
    "visibility": ("Public", "Private"),
    "season": ("Spring", "Summer", "Autumn", "Winter"),
    "fabric": ("Cotton", "Linen", "Wool", "Silk", "Polyester"),
    "material": ("Cotton", "Wood", "Metal", "Glass", "Plastic"),
    "channel": ("Web", "Email", "Phone", "In person"),
    "department": ("Operations", "Finance", "Sales", "Human resources", "IT"),
    "format": ("Summary", "Detailed", "Presentation"),
    "model": ("Standard", "Classic", "Sport", "Premium"),
    "method": ("Card", "Bank transfer", "Cash", "Online wallet"),
    "theme": ("Classic", "Dark", "Light", "Wood"),
    "mode": ("Standard", "Advanced"),
    "stage": ("Planned", "Active", "Finished"),
    "sentiment": ("Positive", "Neutral", "Negative"),
    "availability": ("Available", "Limited", "Unavailable"),
    "mood": ("Happy", "Calm", "Tired", "Sad"),
}
_OPEN_CHOICES = frozenset(
    {
        "category",
        "type",
        "kind",
        "class",
        "group",
        "genre",
        "cuisine",
        "segment",
        "style",
        "sector",
        "industry",
        "tier",
        "level-name",
    }
)
GENERAL_CATEGORIES = ("Basic", "Standard", "Premium", "Other")
_REVIEW = frozenset({"rating", "star", "stars", "grade"})
_PLAIN_NUMBERS = frozenset({"number", "id"})


def shape(words: tuple[str, ...], owner: str = "") -> Shape:
    """What the words of a field's name say of its values. `owner` is the entity's last word."""
    last = singular(words[-1])
    joined = " ".join(words)
    if "yes/no" in joined or "true/false" in joined or joined.startswith(("is ", "has ", "can ")):
        return Shape(FieldType.BOOLEAN)
    if last in _REVIEW:
        return Shape(FieldType.INTEGER, minimum=1, maximum=5)
    if last == "level" and len(words) > 1:
        return Shape(_C, choices=("Easy", "Medium", "Hard") if words[0] == "difficulty" else ("Low", "Medium", "High"))
    if last == "size" and len(words) > 1 and words[0] in {"serving", "portion", "batch", "file", "group", "team"}:
        return Shape(FieldType.INTEGER, minimum=0)
    if (
        last == "time"
        and len(words) > 1
        and words[-2] not in {"start", "end", "arrival", "departure", "pickup", "delivery", "due"}
    ):
        return Shape(FieldType.INTEGER, minimum=0)
    if last == "availability" and singular(words[0]) in {"seat", "room", "ticket", "place", "spot", "unit", "bed"}:
        return Shape(FieldType.INTEGER, minimum=0)
    if words == ("unit",):
        return Shape(_S, "word")  # what a quantity is counted in
    if last in {"stock", "seat"} or words[-1] in {
        "hours",
        "minutes",
        "days",
        "calories",
        "views",
        "points",
        "units",
        "stars",
        "guests",
        "seats",
    }:
        return Shape(FieldType.INTEGER, minimum=0)
    if last == "rate" and len(words) > 1 and words[0] in {"hourly", "daily", "nightly", "weekly", "pay", "wage", "day"}:
        return Shape(FieldType.MONEY, minimum=0)
    if last in {"total", "subtotal"}:
        return Shape(FieldType.MONEY, minimum=0)
    if last in _CHOICES:
        return Shape(_C, choices=_CHOICES[last])
    if last in _OPEN_CHOICES:
        return Shape(_C, choices=GENERAL_CATEGORIES)
    if last in {"name", "title"} and len(words) > 1:
        kind = singular(words[-2])
        return Shape(_S, _STRINGS.get(kind, "name" if kind == "full" else "title"))
    if last in _SUFFIX:
        return _SUFFIX[last]
    if words[-1] in _SUFFIX:
        return _SUFFIX[words[-1]]
    if last in _STRINGS:
        example = _STRINGS[last]
        return Shape(_S, "title" if example == "name" and last == "name" and owner and not _person(owner) else example)
    if words[0] in {"date", "time"} or words[-1] in {"from", "until", "since"}:
        return Shape(FieldType.DATETIME if words[0] == "time" else FieldType.DATE)  # "date received", "valid from"
    if last.endswith(("-at", "_at")):
        return Shape(FieldType.DATETIME)
    if is_plural(words[-1]):
        return Shape(_T, "sentence")
    return Shape(_S, "word")


def _person(noun: str) -> bool:
    from promptreal.design.english.lexicon import PEOPLE, is_person  # noqa: PLC0415

    return (noun in PEOPLE and noun not in {"company", "business", "organization", "band", "team"}) or is_person(noun)


_TAKEN = {
    "id": "reference",
    "created_at": "created",
    "updated_at": "updated",
    "account_id": "account",
    "metadata": "details",
    "registry": "register",
}


_RANGED = vocabulary("price date budget salary rent area size weight")


def field_of(
    words: tuple[str, ...],
    owner: str,
    *,
    label: str = "",
    origin: Origin = Origin.PROMPT,
    choices: tuple[str, ...] = (),
    required: bool = False,
) -> Field:
    """A typed field from its name's words; `choices`, when the prompt lists them, decide its type."""
    if len(words) == 2 and words[1] == "range" and words[0] in _RANGED:
        words, label = words[:1], label.rpartition(" ")[0]  # a range is what is looked for: a thing has one price
    kept = tuple(word for word in words if word not in {"yes/no", "yes", "no", "true/false"}) or words
    name = identifier(" ".join(kept), "field")
    name = _TAKEN.get(name, name)
    label = capital(label or " ".join(kept)).replace(" yes/no", "")
    slashed = next((word for word in kept if "/" in word), "")
    if slashed and kept[-1] in {"status", "state", "type", "mode"}:
        choices = tuple(capital(value) for value in slashed.split("/") if value)
        name, label = kept[-1], capital(kept[-1])
    what = Shape(FieldType.CHOICE, choices=choices) if choices else shape(words, owner)
    text = what.type in {FieldType.STRING, FieldType.TEXT}
    return Field(
        name=name,
        label=label,
        type=what.type,
        required=required,
        choices=what.choices,
        minimum=what.minimum,
        maximum=what.maximum,
        max_length={FieldType.STRING: 200, FieldType.TEXT: 5000}.get(what.type),
        example=what.example,
        searchable=text,
        filterable=what.type
        in {FieldType.CHOICE, FieldType.BOOLEAN, FieldType.DATE, FieldType.DATETIME, FieldType.MONEY}
        or (what.type is FieldType.INTEGER and what.maximum == 5)
        or name in {"city", "country", "location", "region", "state"},
        sortable=what.type not in {FieldType.TEXT, FieldType.IMAGE, FieldType.FILE, FieldType.URL},
        origin=origin,
    )


def assumed(name: str, owner: str = "", **more: object) -> Field:
    """A field that the prompt does not name but that a thing of this sort needs."""
    label = str(more.pop("label", ""))
    return field_of(tuple(name.split()), owner, label=label, origin=Origin.ASSUMED, **more)  # type: ignore[arg-type]


def reference(target: str, label: str, *, origin: Origin, required: bool = False, name: str = "") -> Field:
    """A field that points to another entity."""
    return Field(
        name=name or target,
        label=capital(label),
        type=FieldType.REFERENCE,
        target=target,
        required=required,
        filterable=True,
        origin=origin,
    )


def is_usual(choices: tuple[str, ...]) -> bool:
    """Whether these are values that fit anything a little, and nothing well: nobody listed them."""
    return choices in _USUAL


def category_values(noun: str) -> tuple[str, ...]:
    """Values for a category that the prompt does not list, by the sort of thing that the noun names."""
    for nouns, values in _CATEGORIES:
        if noun in nouns:
            return values
    return ("General", "Standard", "Special", "Other")


_CATEGORIES: tuple[tuple[frozenset[str], tuple[str, ...]], ...] = (
    (
        vocabulary("article story news blog paper newsletter page"),
        ("News", "Guides", "Research", "Interviews", "Opinion"),
    ),
    (
        vocabulary("post discussion topic question idea thread comment experience"),
        ("General", "Questions", "Ideas", "Help", "Announcements"),
    ),
    (vocabulary("event meeting appointment session"), ("Workshop", "Talk", "Social", "Online", "Other")),
    (vocabulary("internship traineeship"), ("Engineering", "Marketing", "Finance", "Design", "Research")),
    (
        vocabulary("course program lesson class training pathway"),
        ("Beginner", "Intermediate", "Advanced", "Professional"),
    ),
    (vocabulary("job vacancy position opening"), ("Full-time", "Part-time", "Contract", "Temporary")),
    (
        vocabulary("attraction campsite place destination tour hotel venue park museum"),
        ("Nature", "Culture", "Family", "Adventure", "City"),
    ),
    (vocabulary("policy regulation law rule"), ("Finance", "Operations", "Safety", "Environment", "Personnel")),
    (vocabulary("document report contract file sheet"), ("Internal", "External", "Reference", "Other")),
    (frozenset({"sale"}), ("Online", "In store", "Wholesale", "Other")),
    (vocabulary("case claim issue request complaint lead"), ("Standard", "Complex", "Urgent", "Other")),
    (vocabulary("task todo project assignment goal"), ("Planning", "Design", "Delivery", "Support", "Other")),
    (
        vocabulary("work image photo wallpaper picture video song ringtone design diagram"),
        ("Abstract", "Classic", "Modern", "Nature", "Other"),
    ),
    (vocabulary("promotion offer discount deal coupon"), ("Electronics", "Fashion", "Food", "Travel", "Other")),
    (vocabulary("recipe dish item menu food"), ("Starters", "Mains", "Desserts", "Drinks", "Sides")),
    (vocabulary("product material good stock tool part"), ("Basic", "Standard", "Premium", "Special")),
    (vocabulary("expense settlement payment income cost"), ("Travel", "Supplies", "Services", "Other")),
    (vocabulary("book novel publication"), ("Fiction", "Science", "History", "Biography", "Children")),
    (vocabulary("movie film show series episode"), ("Drama", "Comedy", "Action", "Documentary", "Family")),
    (vocabulary("track album playlist lineup"), ("Pop", "Rock", "Jazz", "Classical", "Electronic")),
    (vocabulary("game puzzle quiz toy"), ("Action", "Puzzle", "Strategy", "Sports", "Casual")),
    (vocabulary("domain website link bookmark"), ("Business", "Technology", "Education", "Shopping", "Personal")),
    (vocabulary("car vehicle truck van"), ("Compact", "Family", "Van", "Electric", "Luxury")),
    (vocabulary("bike bicycle scooter"), ("City", "Road", "Mountain", "Electric", "Children")),
    (vocabulary("room suite"), ("Single", "Double", "Family", "Suite")),
    (vocabulary("property house apartment flat listing home"), ("Apartment", "House", "Studio", "Office", "Land")),
    (vocabulary("shirt dress shoe clothing garment"), ("Casual", "Business", "Sports", "Evening")),
    (vocabulary("pet dog cat animal"), ("Young", "Adult", "Senior")),
    (vocabulary("plant flower crop seed harvest"), ("Vegetables", "Fruit", "Herbs", "Flowers", "Grain")),
    (vocabulary("ingredient grocery"), ("Vegetables", "Fruit", "Meat", "Dairy", "Spices")),
    (vocabulary("group club community channel"), ("Hobby", "Sports", "Study", "Professional", "Local")),
    (vocabulary("resource guide template download"), ("Guides", "Templates", "Videos", "Tools", "Other")),
    (vocabulary("device sensor machine equipment asset"), ("Computers", "Phones", "Machines", "Furniture", "Other")),
    (vocabulary("invoice order transaction bill purchase"), ("Goods", "Services", "Subscription", "Other")),
    (vocabulary("plan membership subscription"), ("Basic", "Plus", "Premium", "Family")),
    (vocabulary("workout exercise"), ("Strength", "Cardio", "Mobility", "Balance")),
    (
        vocabulary("artwork print painting exhibition"),
        ("Painting", "Drawing", "Sculpture", "Photography", "Print"),
    ),
    (vocabulary("department office team"), ("Administration", "Finance", "Operations", "Personnel", "Technology")),
    (vocabulary("reward badge achievement"), ("Badge", "Trophy", "Points", "Surprise")),
    (vocabulary("habit routine"), ("Health", "Work", "Learning", "Home", "Leisure")),
    (vocabulary("campaign donation charity fundraiser"), ("Education", "Health", "Environment", "Emergency", "Local")),
    (vocabulary("incident alert bug defect"), ("Hardware", "Software", "Network", "Security", "Other")),
    (vocabulary("supplier vendor partner"), ("Local", "National", "International")),
)
_USUAL = frozenset(
    {
        *_CHOICES.values(),
        *(values for _, values in _CATEGORIES),
        GENERAL_CATEGORIES,
        ("General", "Standard", "Special", "Other"),
        ("Standard", "Special", "Other"),
        ("Easy", "Medium", "Hard"),
        ("Low", "Medium", "High"),
        ("Price", "Timing", "Change of plans", "Other"),
        ("North", "South", "East", "West"),
    }
)
