"""The fields and states that a record needs besides those that the prompt names."""

from __future__ import annotations

from promptreal.design.english.words import capital, vocabulary
from promptreal.design.things.domains import noted
from promptreal.design.things.fields import assumed, category_values, field_of
from promptreal.design.things.keeping import is_game
from promptreal.design.things.sketch import EntityDraft, Sketch
from promptreal.spec import EntityKind, Field, FieldType, Origin

_TITLED = vocabulary(
    "post article question answer idea task todo project event job course report document news story "
    "discussion topic case issue ticket book movie film song video photo work policy proposal announcement "
    "page lesson recipe note obituary advertisement promotion offer program internship dispute link diagram "
    "plan goal survey lead opportunity"
)


# What is told by its words and by whom it is to, without a name of its own.
_SENT = vocabulary("message notification sms reminder")


_DATED = vocabulary(
    "event meeting appointment booking sale transaction expense income leave attendance game match session record entry"
)


_PRICED = vocabulary("product service item ticket course domain shirt")


_WRITINGS = vocabulary(
    "article post news story question answer idea thread blog document page obituary report discussion "
    "announcement lesson note template advertisement"
)


_TIMELESS = vocabulary(
    "product service item tool setting link skill author client customer user barber driver domain material "
    "office room worker soldier race category shirt group resource offer company file image houseplant plant "
    "recipe "
    "car vehicle pet dog book candidate member"
)


_BUYING = frozenset({"buy", "purchase", "order", "book", "lease", "rent", "sell", "bid", "pay", "reserve"})
_SELLING = frozenset({"buy", "purchase", "order", "sell", "checkout"})
_SHELVED = vocabulary("product item good merchandise accessory")
_SITES = vocabulary("campsite attraction place hotel restaurant mortuary shop venue property park museum")
_SHOWING = vocabulary("showcase display upload publish store browse view list download organize")
_PICTURED = vocabulary(
    "work product project wallpaper photo design obituary dish item image memory picture pet property car"
)


def category_choices(owner: EntityDraft) -> tuple[str, ...]:
    """The values of an entity's category."""
    return category_values(owner.words[-2] if owner.words[-1] == "item" and len(owner.words) > 1 else owner.words[-1])


def complete(sketch: Sketch, draft: EntityDraft) -> None:
    """The fields that a record of this sort needs besides, marked as assumed."""
    noun = draft.words[-1]
    given = draft.fields
    if draft.exact and len(given) > 1:
        first = next((one for one in given.values() if one.type is FieldType.STRING), next(iter(given.values())))
        given[first.name] = first.model_copy(update={"required": True})
        return
    draft.fields = {}
    if draft.types:
        given["type"] = field_of(("type",), noun, choices=draft.types)
    draft.people = draft.people or noun in {"personnel", "staff"}
    names = ("name", "full_name") if draft.people else ("name", "title", "subject", "full_name")
    named = [given[name] for name in names if name in given]
    if named:
        first = named[0]
        example = (
            first.example if first.type is FieldType.CHOICE or first.name == "full_name" else _display(draft).example
        )
        draft.fields[first.name] = first.model_copy(update={"required": True, "example": example})
    elif noun not in _SENT:
        draft.fields |= {one.name: one for one in [_display(draft)]}
    draft.fields |= {name: one for name, one in given.items() if name not in draft.fields}
    told = any(one.origin is Origin.PROMPT and not one.target for one in given.values())
    if told and any(one.kept_name for one in sketch.entities.values()):
        return  # a change says what it wants
    if draft.noun and len(draft.fields) > 3:
        draft.fields |= {one.name: one for one in draft.fields.values()}
        return
    for field in _wanted(sketch, draft, noun):
        if len(draft.fields) < 12 and not _covered(draft, field):
            draft.add(field)


def _covered(draft: EntityDraft, field: Field) -> bool:
    """Whether the prompt's own fields already say the same."""
    types = {one.type for one in draft.fields.values()}
    named = {one.type for one in draft.fields.values() if one.origin is Origin.PROMPT}
    once = {FieldType.IMAGE, FieldType.EMAIL, FieldType.PHONE}
    if (field.type in {FieldType.MONEY, FieldType.URL} and field.type in named) or (
        field.name == "price" and FieldType.MONEY in types
    ):
        return True
    if field.name in {"city", "location"} and {"city", "location", "country"} & set(draft.fields):
        return True
    if field.name == "author" and any(one.target == "author" for one in draft.fields.values()):
        return True
    if field.type in once and field.type in types:
        return True
    if field.name == "category" and {"category", "type", "genre"} & set(draft.fields):
        return True
    return (
        field.type is FieldType.TEXT
        and field.name in {"description", "content"}
        and bool({"description", "content", "body", "details", "comment", "message", "note"} & set(draft.fields))
    )


def _display(draft: EntityDraft) -> Field:
    noun = draft.words[-1]
    if noun == "score":
        return assumed("player", noun, label="Player", required=True).model_copy(update={"example": "name"})
    if noun in {"hours", "entry"}:
        return assumed("task", noun, label="Work done", required=True).model_copy(update={"example": "sentence"})
    if noun in {"leave", "attendance", "personnel", "staff", "payroll"}:
        return assumed("name", noun, label="Employee", required=True).model_copy(update={"example": "name"})
    if draft.people and noun not in {
        "company",
        "organization",
        "business",
        "band",
        "team",
        "provider",
        "school",
        "supplier",
        "vendor",
    }:
        field = assumed("name", noun, label="Name", required=True)
        return field.model_copy(update={"example": "name"})
    if noun in {
        "company",
        "organization",
        "business",
        "provider",
        "supplier",
        "stock",
        "mortuary",
        "hotel",
        "vendor",
        "school",
        "hospital",
        "bank",
        "institute",
        "restaurant",
    }:
        return assumed("name", noun, label="Name", required=True).model_copy(update={"example": "company"})
    name = "title" if noun in _TITLED or draft.verbs & {"post", "publish", "write", "submit", "share"} else "name"
    return assumed(name, noun, label=capital(name), required=True).model_copy(update={"example": "title"})


def _wanted(sketch: Sketch, draft: EntityDraft, noun: str) -> list[Field]:
    if draft.people:
        return _person_fields(draft, noun)
    particular = _particular(draft, noun)
    if particular:
        return particular
    written = noun in _WRITINGS
    wanted = [assumed("url", label="URL", required=True)] if noun in {"link", "video", "bookmark"} else []
    wanted += _numbers(draft, noun, game=is_game(sketch.reading))
    wanted += noted(draft)
    wanted.append(assumed("content" if written else "description", label="Content" if written else "Description"))
    anonymous = "anonym" in " ".join(sketch.reading.sentences).lower()
    if noun in {"article", "news", "story", "post", "question"} and not anonymous and not sketch.accounts:
        wanted.append(assumed("author", label="Author"))
    wanted.append(assumed("category", label="Category").model_copy(update={"choices": category_choices(draft)}))
    return [*wanted, *_whereabouts(draft, noun), *_uploads(draft, noun), *_times(draft, noun)]


def _particular(draft: EntityDraft, noun: str) -> list[Field]:
    """All fields of the few sorts of records that have nothing in common with others; empty for the rest."""
    if noun == "score":
        return [assumed("score", label="Score", required=True), assumed("date", label="Date")]
    if noun == "attendance":
        present = field_of(("status",), noun, origin=Origin.ASSUMED, choices=("Present", "Late", "Absent"))
        return [assumed("date", label="Date", required=True), present, assumed("note", label="Note")]
    if noun == "leave":
        return [
            assumed("start date", label="Start date", required=True),
            assumed("end date", label="End date", required=True),
            assumed("reason", label="Reason"),
        ]
    if noun == "setting":
        value = Field(
            name="value", label="Value", type=FieldType.STRING, max_length=200, example="word", searchable=True
        )
        return [value, assumed("description", label="Description")]
    if noun in {"message", "notification", "email", "sms", "reminder"}:
        return [
            *([] if draft.references_people() else [assumed("recipient", label="Recipient", required=True)]),
            assumed("phone", label="Phone number"),
            assumed("content", label="Message", required=True),
            assumed("sent on date", label="Sent on"),
        ]
    return []


def _whereabouts(draft: EntityDraft, noun: str) -> list[Field]:
    if noun in _SITES and {"country", "city"} <= draft.fields.keys():
        return [assumed("region", label="Region"), assumed("phone", label="Phone")]
    if noun in _SITES:
        return [assumed("location", label="Location"), assumed("phone", label="Phone")]
    if noun in {"job", "internship", "vacancy", "position"}:
        return [
            assumed("company", label="Company"),
            assumed("location", label="Location"),
            assumed("deadline", label="Application deadline"),
        ]
    if noun == "forecast":
        return [
            assumed("location", label="Location"),
            assumed("date", label="Date"),
            assumed("temperature", label="Temperature (°C)"),
        ]
    return []


def _uploads(draft: EntityDraft, noun: str) -> list[Field]:
    wanted = []
    if draft.verbs & _SHOWING and noun in _PICTURED:
        wanted.append(assumed("image", label="Image"))
    pictured = any(one.type is FieldType.IMAGE for one in draft.fields.values())
    if (
        not pictured
        and (draft.verbs & {"download", "upload"} or noun == "file")
        and noun not in {"wallpaper", "photo", "image"}
    ):
        wanted.append(assumed("file", label="File"))
    return wanted


def _numbers(draft: EntityDraft, noun: str, *, game: bool) -> list[Field]:
    wanted = []
    amounts = {
        "reimbursement",
        "deposit",
        "sale",
        "expense",
        "payment",
        "invoice",
        "settlement",
        "transaction",
        "sheet",
        "cost",
        "claim",
        "income",
        "costing",
    }
    plain_sheet = noun == "sheet" and not {"expense", "cost", "balance", "estimated", "budget"} & set(draft.words)
    if (set(draft.words) & amounts and not plain_sheet) or draft.words[0] in {"financial", "expense"}:
        wanted.append(assumed("amount", label="Amount", required=True))
    if noun in {"record"} and draft.words[0] == "financial":
        wanted = [
            assumed("revenue", label="Revenue", required=True),
            assumed("amount", label="Expenses").model_copy(update={"name": "expenses"}),
            assumed("profit", label="Profit"),
            assumed("date", label="Date", required=True),
        ]
    if (
        noun in {"sale", "inventory", "material", "production", "order"}
        or (noun == "resource" and draft.verbs & {"manage", "track"})
        or draft.words[0] in {"raw", "finished"}
    ):
        wanted.append(assumed("quantity", label="Quantity"))
    if noun in _SHELVED and (draft.verbs & _SELLING or draft.words[0] in {"farm", "food", "grocery", "fresh"}):
        wanted.append(assumed("stock", label="In stock"))
    if noun in {"hours", "entry"} or draft.words[-1] == "hour":
        wanted += [
            assumed("hours", label="Hours", required=True).model_copy(
                update={"type": FieldType.DECIMAL, "minimum": 0, "maximum": 24}
            ),
            assumed("date", label="Date", required=True),
        ]
    free = {"support", "helpdesk", "trouble", "service"} & set(draft.words[:-1])  # a ticket that nobody buys
    if (noun in _PRICED and not free) or draft.verbs & _BUYING:
        wanted.append(assumed("price", label="Price"))
    if game and noun in {"worker", "soldier", "building", "city", "character", "unit"}:
        level = assumed("strength", label="Level").model_copy(update={"name": "level"})
        wanted += [level, assumed("strength", label="Strength")]
    if noun in {"room", "hall", "venue", "group"} and noun != "group":
        wanted.append(assumed("capacity", label="Capacity"))
    return wanted


def _times(draft: EntityDraft, noun: str) -> list[Field]:
    if any(one.type.is_time for one in draft.fields.values()):
        return []
    dated = {"article", "news", "story", "post", "blog", "obituary", "announcement", "question", "idea", "discussion"}
    if noun in dated or draft.verbs & {"publish"}:
        return [assumed("published date", label="Published on")]
    if noun in {"task", "todo", "project", "assignment", "milestone"}:
        return [assumed("due date", label="Due date")]
    if draft.verbs & {"book", "reserve"} and noun in {"ticket", "flight", "trip", "tour", "class", "session", "show"}:
        return [assumed("date", label="Date")]
    if noun in {"timeline", "plan", "program", "course", "campaign", "promotion"}:
        return [assumed("start date", label="Start date"), assumed("end date", label="End date")]
    if noun in _DATED or (
        noun not in _TIMELESS
        and draft.verbs & {"record", "track", "log", "submit", "manage", "analyze", "generate"}
        and noun not in _TIMELESS
    ):
        return [assumed("date", label="Date")]
    return []


def _person_fields(draft: EntityDraft, noun: str) -> list[Field]:
    if noun in {"company", "organization", "provider", "business", "supplier", "vendor"}:
        return [
            assumed("industry", label="Industry").model_copy(
                update={"choices": ("Technology", "Manufacturing", "Retail", "Services", "Energy")}
            ),
            assumed("city", label="City"),
            assumed("email", label="Email"),
            assumed("phone", label="Phone"),
        ]
    if noun == "team":
        return [assumed("city", label="City"), assumed("coach", label="Coach").model_copy(update={"example": "name"})]
    if noun in {"band", "artist"}:
        return [
            assumed("bio", label="Bio"),
            assumed("genre", label="Genre").model_copy(
                update={"choices": ("Rock", "Pop", "Jazz", "Folk", "Electronic")}
            ),
            assumed("city", label="City"),
            assumed("email", label="Contact email"),
        ]
    if draft.verbs & {"find", "search", "match"} and noun in {"partner", "profile", "single", "roommate", "friend"}:
        return [
            assumed("age", label="Age").model_copy(update={"minimum": 18, "maximum": 99, "filterable": True}),
            assumed("gender", label="Gender"),
            assumed("city", label="Location"),
            assumed("interests", label="Interests"),
            assumed("about", label="About").model_copy(update={"type": FieldType.TEXT, "example": "paragraph"}),
            assumed("photo", label="Photo"),
        ]
    wanted = [assumed("email", label="Email"), assumed("phone", label="Phone"), assumed("city", label="City")]
    if noun in {"barber", "doctor", "trainer", "teacher", "instructor", "designer", "engineer", "lawyer", "employee"}:
        wanted.append(assumed("specialty", label="Specialty"))
    return wanted


def statuses(draft: EntityDraft) -> None:
    """The status field, where transitions, management or the prompt ask for one."""
    if draft.kind is EntityKind.MARK or draft.kept_name:
        return
    plain = draft.fields.get("status")
    if plain is not None:
        if plain.choices == ("New", "In progress", "Done") and not draft.statuses:
            draft.statuses += _workflow(draft)
        return
    automatic = len(draft.statuses) == 2 and draft.statuses[0] in {"Active", "Pending", "Open"}
    if automatic and draft.words[-1] in {"task", "todo", "project", "issue", "case", "claim", "lead", "ticket"}:
        draft.statuses[:] = [*_workflow(draft), *(one for one in draft.statuses[1:] if one not in _workflow(draft))]
    if draft.statuses:
        return
    kind = draft.verbs
    if draft.people and not kind & {"approve", "verify"}:
        return
    governed = draft.words[-1] in {"policy", "regulation", "rule", "law"}
    if (governed or kind & {"manage", "submit", "track", "configure", "schedule", "send", "update"}) and draft.words[
        -1
    ] not in _NO_STATUS:
        draft.statuses += _workflow(draft)


_NO_STATUS = vocabulary(
    "score attendance setting inventory upgrade question post idea link sale hours material resource offer houseplant "
    "plant recipe testimonial customer loan borrowing lending"
)


def _workflow(draft: EntityDraft) -> list[str]:
    """The states that a thing of this sort goes through."""
    noun = draft.words[-1]
    if "send" in draft.verbs:
        return ["Sent", "Delivered", "Failed"]
    if noun in {"application", "request", "claim", "leave", "report", "procurement"}:
        return ["Submitted", "In review", "Approved", "Rejected"]
    if noun in _WRITINGS | {"promotion", "arrangement", "diagram", "policy", "tree"}:
        return ["Draft", "Published", "Archived"] if noun != "policy" else ["Draft", "Active", "Expired"]
    if noun == "lead":
        return ["New", "Contacted", "Qualified", "Lost"]
    if noun in _TIMELESS | {"personnel", "infrastructure", "attendance"}:
        return ["Active", "Inactive"]
    return ["New", "In progress", "Completed"]
