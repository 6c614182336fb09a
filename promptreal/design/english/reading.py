"""From sentences to wishes: who wants to do what with which things."""

from __future__ import annotations

import re

from promptreal.design.english.boards import unlisted
from promptreal.design.english.outline import outlined
from promptreal.design.english.phrases import phrase
from promptreal.design.english.plain import unfolded
from promptreal.design.english.sentences import Sentence
from promptreal.design.english.spelling import mended
from promptreal.design.english.verbs import AMBIGUOUS, VERBS
from promptreal.design.english.wishes import Reading
from promptreal.design.english.words import Word, capital, is_english, lemma, tagged
from promptreal.design.things.limits import limits_of
from promptreal.design.views.form import without_form
from promptreal.design.views.selections import taken, without_others
from promptreal.design.views.style import colour_piece, is_about_style, mentions

_SENTENCES = 80
_KIND_WORDS = 6
_WISH = r"(?:add|remove|drop|delete|let|allow|show|include|record|track|also|create|build)\b"
_STYLING = r"(?:make|set|use|change|turn|style|apply|give|paint|colou?r|design)\b"
# What must not happen at all, and what must hold between records.
_NEVER = r"cannot|can not|can['’]t|must not|mustn['’]t|may not|should not|shouldn['’]t|not be (?:possible|allowed)"
_FORBIDDEN = re.compile(rf"\b(?:{_NEVER})\b", re.IGNORECASE)
_RULE = re.compile(
    rf"\b(?:{_NEVER}|no more than|at most|not more than|more than \d+)\b|"
    r"\b(?:can|may|must|should)\s+only\b[^.]*\b(?:if|when|unless|after|before)\b",
    re.IGNORECASE,
)
# What is worked out by a rule: "a fine of 0.25 per day".
_CHARGE = re.compile(
    r"\b(?:fines?|fees?|penalt(?:y|ies)|surcharges?|discounts?|interest|bonus)\s+of\s+[€$£]?\s?\d[\d.,]*\s?\S*\s+(?:per|for|on)\b",
    re.IGNORECASE,
)
# Where a clause begins that has a subject of its own.
_CLAUSE = re.compile(
    r"(?:,\s+(?:and|but|so(?: that)?|where|while)?\s*|\s+(?:and|but|so that|where|while)\s+|:\s+|\s[-–—]\s)"
    r"(?=(?:an?|the|no|each|every|any|one|it|they|[a-z]+s)\b)",
    re.IGNORECASE,
)
_WANTING = re.compile(
    r",\s+(?:and\s+)?(?P<more>(?:i|we|users|people|staff|admins)\s+(?:can|want|need|should|must)\b.*)$", re.IGNORECASE
)
_JOINT = re.compile(r"(?:,|:|\s[-–—])?\s*(?:\b(?:and|but|so(?: that)?|where|while))?\s*$", re.IGNORECASE)
# How often something happens, where that is not what it is counted by ("for each month").
_OFTEN = re.compile(
    r",?(?<!\bfor)(?<!\bof)(?<!\bin)(?<!\bon)(?<!\bat)(?<!\bby)(?<!\bper)(?<!\bfrom)\s+(?:every|each)\s+"
    r"(?:night|day|week|month|year|hour|minute|morning|evening|quarter)\b",
    re.IGNORECASE,
)
_CHOICE = re.compile(
    r"^(priority|status|severity|urgency|difficulty|stage|state)\s+(?!is\b|of\b|and\b|or\b)", re.IGNORECASE
)
# Where one sentence ends and the next starts, also when people write no capitals; "e.g. this" is no end.
_END = re.compile(
    r"(?<=[.!?])\s+(?=[A-Z\"“])|(?<=[a-z0-9]{3}[.!?])(?<!etc\.)(?<!incl\.)(?<!approx\.)\s+(?=[a-z])|"
    r"(?<=\)[.!?])\s+(?=[a-z])|(?<=[a-z]\s\d[.!?])\s+(?=[a-z])|;\s+"
)
# "I have 12 apartments and want …": what somebody has is kept.
_OWNED = re.compile(
    r"\b(?:i|we)\s+(?:have|own|rent out|look after)\s+(?:about\s+)?(?:\d+|several|many|some|a few|two|three|four)\s+"
    r"(?P<what>[a-z]+(?:\s[a-z]+)?)\s+and\s+(?:i\s+|we\s+)?(?=(?:want|need|would like)\b)",
    re.IGNORECASE,
)
_WARNED = re.compile(r"^(?:please\s+|and\s+)?(?:warn|alert|remind|notify|tell|inform)\s+(?:me|us)\b.*$", re.IGNORECASE)
# "Report of invoices by customer" asks for one, and for nothing to be reported.
_BARE_REPORT = re.compile(
    r"^(\s*)((?:\w+ly |annual )?(?:reports?|dashboard|overview) (?:of|on|about|with|for) )", re.IGNORECASE
)
# "…, filter by region and date": what the figures of a board are narrowed by, up to the next thing to do.
_NARROWED = re.compile(
    r"(?:^|,?\s+)(?:(?:and|please)\s+)?(?:let (?:me|us) )?(?<!can )(?<!to )(?<!could )"
    r"filter(?:able|ed)?\s+by\s+(?P<what>(?:(?!,?\s+(?:and\s+)?(?:export|show|download|display|print|send|sort|search|with|as)\b)[^.;:()])+)",
    re.IGNORECASE,
)
_BOARD = re.compile(r"\b(?:dashboard|report|analytics|overview|charts?)\b", re.IGNORECASE)
# "…, warn when parts are low": what is shown anyway.
_WARNING = re.compile(
    r",?\s*(?:\band\s+)?\b(?:warn|alert|notify|remind)(?:s|ing)?\s+(?:(?:me|us|them|users|staff)\s+)?(?:when|if)\b.*$",
    re.IGNORECASE,
)
_BULLET = re.compile(r"(?:^|(?<=\s))[-*•–]\s+")
# "HR portal - employees, departments, leave requests" lists what there is, as with a colon.
_LIST_DASH = re.compile(r"(?<=\w)\s+[-–—]\s+(?=[^,.]+,)")
_FILE_NAME = re.compile(r"\b([A-Za-z]\w*)\.(csv|json|xml|xlsx)\b", re.IGNORECASE)
# "orders from CSV (id, customer, date), rejects …" lists columns as after a colon, and goes on with what is done.
_COLUMNS = re.compile(
    r"\b((?:csv|json|xml|excel)(?:\s+files?)?)\s*\(([^()]*,[^()]*)\)\s*(?:,\s*(?:and\s+|then\s+)?)?", re.IGNORECASE
)
_PIECES = re.compile(rf",\s*(?:(?:and|then)\s+)*|\s+and\s+(?={_WISH}|{_STYLING})", re.IGNORECASE)


def read(prompt: str) -> Reading:
    """Everything that the prompt says, sentence by sentence."""
    reading = Reading()
    prompt, unmet = unlisted(prompt)
    reading.unmet += unmet
    prompt = _BARE_REPORT.sub(r"\1a \2", prompt)
    plain = [mended(kept) for one in sentences(prompt) if (kept := _without_style(one))]
    about = " ".join(plain[:1])
    for place, sentence in enumerate(plain):
        bare, lost = without_others(sentence)
        plain[place], found = taken(bare, board=bool(_BOARD.search(about)))
        reading.selections += found
        if _BOARD.search(about) and (narrowed := _NARROWED.search(plain[place])) is not None:
            reading.narrowed.append((narrowed["what"], sentence.rstrip(".!? ")))
            plain[place] = plain[place][: narrowed.start()] + plain[place][narrowed.end() :]
        reading.unmet += [f"“{capital(text)}”: nothing looks for things that others do not refer to." for text in lost]
    reading.sentences = plain
    words = [word for word in re.findall(r"[^\W\d_]+", " ".join(plain).lower()) if len(word) > 2]
    known = [word for word in words if is_english(word)]
    reading.known_share = len(known) / len(words) if words else 0.0
    for number, whole in enumerate(plain[:_SENTENCES]):
        if (wanted := _WARNED.match(whole)) is not None:
            said = "nothing is sent; dates and states are shown, and can be filtered by"
            reading.unmet.append(f"“{capital(wanted[0].strip(' .'))}”: {said}.")
            continue
        if (warning := _WARNING.search(whole)) is not None and warning.start() > 0:
            said = "nothing is sent; what has come about is shown, and can be filtered by"
            reading.unmet.append(f"“{capital(warning[0].strip(' .,'))}”: {said}.")
            whole = whole[: warning.start()]  # noqa: PLW2901
        owned = _OWNED.search(whole)
        one = phrase(tagged(owned["what"])) if owned is not None else None
        if owned is not None and one is not None and one.plural:
            reading.kept.append((one, whole.rstrip(".!? ")))
            whole = f"{whole[: owned.start()]}I {whole[owned.end() :]}"  # noqa: PLW2901
        limits, sentence = limits_of(whole)
        reading.limits += limits
        if not sentence:
            continue
        rule, sentence = _ruled(sentence)
        if rule:
            reading.rules.append(rule)
        if not sentence:
            continue
        for part, spoken in enumerate(unfolded(_OFTEN.sub("", sentence))):
            first = number == part == 0
            left = outlined(reading, spoken, whole.rstrip(".!? "), first=first)
            if left:
                Sentence(reading, left, whole, first=first).read()
    return reading


def _ruled(sentence: str) -> tuple[str, str]:
    """The rule that a sentence states, and what else it says: all that comes before the clause that forbids."""
    forbidden = _FORBIDDEN.search(sentence) or _CHARGE.search(sentence)
    if forbidden is None:
        return (sentence.rstrip(".") if _RULE.search(sentence) else ""), sentence
    start = max((one.end() for one in _CLAUSE.finditer(sentence, 0, forbidden.start())), default=0)
    before = _JOINT.sub("", sentence[:start]).strip(" ,")
    after = _WANTING.search(sentence, forbidden.end())
    end, more = (after.start(), after["more"]) if after is not None else (len(sentence), "")
    if len(before.split()) < _KIND_WORDS // 2 or _FORBIDDEN.search(before):
        return sentence[:end].rstrip("."), more
    return sentence[start:end].rstrip("."), f"{before}, and {more}" if more else before


def _without_style(sentence: str) -> str:
    """The sentence without what only says how things should look; often nothing is left."""
    sentence = without_form(sentence)
    if not is_about_style(sentence):
        piece = colour_piece(sentence)
        return sentence[: sentence.lower().rindex(piece)].rstrip(", ") if piece else sentence
    pieces = _PIECES.split(sentence.rstrip("."))
    kept = [piece for piece in pieces if not mentions(piece)]
    # In "choose ivory for the background, with a clean look" what is left is about looks too.
    wishes = bool(kept) and (len(pieces) > 2 or kept[0] == pieces[0] or bool(re.match(_WISH, kept[0], re.IGNORECASE)))
    return ", ".join(kept) if wishes else ""


def _with_colons(inside: str) -> str:
    """ "priority low, high; status open, done" as "priority: low, high, status: open, done"."""
    pieces = re.split(r"\s*[,;]\s*", inside)
    if not any(_CHOICE.match(piece) for piece in pieces):
        return inside
    return ", ".join(_CHOICE.sub(r"\1: ", piece) for piece in pieces)


def sentences(prompt: str) -> list[str]:
    """The prompt's sentences and list lines, without bullets."""
    found: list[str] = []
    prompt = re.sub(r"\(([^()]*)\)", lambda match: f"({_with_colons(match[1])})", prompt)
    prompt = _COLUMNS.sub(lambda match: f"{match[1]}: {match[2]}. ", _FILE_NAME.sub(r"\1 \2 files", prompt))
    for line in prompt.split("\n"):
        bullets = _BULLET.findall(line)
        pieces = _BULLET.split(line) if len(bullets) > 1 else [_LIST_DASH.sub(": ", line, count=1)]
        for piece in (one for whole in pieces for one in _END.split(whole)):
            text = re.sub(r"^\s*(?:[-*•–]|\d+[.)])\s*", "", piece).strip()
            if text:
                found += _ordered(text) if not found else [text]
    return found


def _ordered(text: str) -> list[str]:
    """ "etl: load the orders, drop rows without email" names what is wanted, and then says what it does."""
    kind, _, rest = text.partition(": ")
    first, *more = tagged(rest) or (Word("", ""),)
    verb = first.low in VERBS and lemma(first.low) == first.low
    told = (
        verb
        and bool(more)
        and (
            first.low not in AMBIGUOUS
            or more[0].tag.startswith(("DT", "NNS", "PRP"))
            or (first.low in {"import", "load", "export"} and more[0].tag == "IN")
        )
    )
    return [kind, rest] if told and len(kind.split()) <= _KIND_WORDS else [text]
