"""The prompt's text: freed of what cannot be seen, and advice on how to say more with it."""

from __future__ import annotations

import re
import unicodedata

from promptreal.errors import InvalidRequest

LONGEST_PROMPT = 20_000
FEW_WORDS = 12

# Whoever reads the prompt would see other words, in another order, than those that are stored.
_REORDERING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_TERMINAL_SEQUENCE = re.compile("\x1b\\[[0-9;?]*[ -/]*[@-~]")
_LINE_ENDS = re.compile("\r\n?|[\u0085\u2028\u2029\x0b\x0c]")
_JOINERS = "\u200c\u200d"
# Letters by category, yet nothing is drawn for them; and the selectors that text can be smuggled in.
_BLANK = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\uffa0\U000e0100-\U000e01ef]")


def cleaned_prompt(raw: str) -> tuple[str, tuple[str, ...]]:
    """The prompt as it is used, and a warning when characters were taken out.

    Control, zero-width and other invisible characters go; a joiner stays between letters of the scripts (and the
    emoji) that need it.

    Raises:
        InvalidRequest: it is empty or too long, or holds characters that reorder what a reader sees.
    """
    reordering = _REORDERING.search(raw)
    if reordering:
        raise InvalidRequest(
            f"prompt: character {reordering.start() + 1} (U+{ord(reordering[0]):04X}) changes the order in which text "
            "is shown, so what you read is not what would be built",
            hint="remove it, or type the sentence again",
        )
    text = _LINE_ENDS.sub("\n", _TERMINAL_SEQUENCE.sub("", raw))
    kept = "".join(char for place, char in enumerate(text) if not _is_hidden(text, place))
    hidden = len(raw.replace("\r\n", "\n")) - len(kept)
    prompt = kept.strip()
    if not prompt:
        raise InvalidRequest(
            "prompt: it is empty",
            hint='say what the app is for, for example: "a dashboard of sales by month and region, with a date filter"',
        )
    if len(prompt) > LONGEST_PROMPT:
        raise InvalidRequest(
            f"prompt: {len(prompt):,} characters; at most {LONGEST_PROMPT:,}",
            hint="keep what the app must do, and leave out the rest",
        )
    if hidden:
        return prompt, (f"hidden or control characters were taken out of the prompt: {hidden}",)
    return prompt, ()


def _is_hidden(text: str, place: int) -> bool:
    char = text[place]
    if char in "\n\t" or " " <= char <= "~":
        return False
    if char in _JOINERS:
        around = text[place - 1 : place] + text[place + 1 : place + 2]
        return len(around) < 2 or around.isascii() or any(one.isspace() for one in around)
    return unicodedata.category(char) in {"Cc", "Cf", "Co"} or bool(_BLANK.match(char)) or ord(char) & 0xFFFE == 0xFFFE


def advice(prompt: str) -> tuple[str, ...]:
    """What would make the prompt easier to meet, one sentence each; none of it is required."""
    text = prompt.lower()
    found = []
    if len(text.split()) < FEW_WORDS:
        found.append('be specific: name the things the app keeps ("customers with name, city and revenue")')
    if not re.search(r"\b(for example|e\.g\.|such as|for instance|like|including|includes?|namely)\b", text):
        found.append('give examples: a record, a value or a list ("such as electronics, books and toys")')
    if not re.search(
        r"\b(must|only|at least|at most|no more|up to|required|unique|between|never|limit\w*|\d+)\b", text
    ):
        found.append('state constraints: what is required, unique or bounded ("a rating from 1 to 5")')
    if not re.search(
        r"\b(pages?|charts?|filter\w*|buttons?|endpoints?|api|forms?|search\w*|tables?|sort\w*|reports?|"
        r"(users?|visitors?|customers?|admins?|people) (can|should|may|could))\b",
        text,
    ):
        found.append('define interfaces: pages, filters, charts, endpoints ("users should be able to filter by date")')
    return tuple(f"advice: {one}" for one in found)
