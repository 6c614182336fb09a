"""What a prompt says of the look besides colours: how large the text is, how round the corners are, which font."""

from __future__ import annotations

import re
from collections.abc import Callable

from promptreal.spec import Colour, Style

_STEP, _LEAST, _MOST = 15, 85, 160
_ROUND, _ROUNDEST, _SLIGHTLY = 18, 24, 4
DARK = Colour(name="near black", hex="#15181d")
LIGHT = Colour(name="white smoke", hex="#f5f5f5")
_TEXT = r"(?:texts?|fonts?(?: size)?s?|letters|lettering|type|writing)"
_MORE = r"(?:larger|bigger|greater|increased?)"
_LESS = r"(?:smaller|tinier|reduced?|decreased?)"
_CORNERS = r"(?:corners?|edges|borders)"
_SQUARE = r"(?:squared?|sharp(?:er)?|straight|angular|squarer|(?:no|without|not) rounded)"
_SOFT = r"(?:round(?:ed|er)?|more rounded|softer|soft)"


def _sized(style: Style, step: int) -> tuple[Style, str]:
    size = max(_LEAST, min(_MOST, style.text + step))
    return style.model_copy(update={"text": size}), f"All text has {size} % of the usual size."


def _rounded(style: Style, radius: int) -> tuple[Style, str]:
    words = "square" if not radius else f"round, by {radius} pixels"
    return style.model_copy(update={"corners": radius}), f"Corners are {words}."


def _lettered(style: Style, font: str) -> tuple[Style, str]:
    names = {"serif": "a serif font", "mono": "a typewriter font", "sans": "a font without serifs"}
    return style.model_copy(update={"font": font}), f"Texts are in {names[font]}."


def _lit(style: Style, background: Colour, words: str) -> tuple[Style, str]:
    return style.model_copy(update={"background": background}), f"{words}: the background is {background.hex}."


_Change = Callable[[Style], tuple[Style, str]]
# In the order that decides: "less rounded corners" before "rounded corners".
_WISHES: tuple[tuple[re.Pattern[str], _Change], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), change)
    for pattern, change in (
        (rf"\b(?:much )?{_MORE} (?:\w+ )?{_TEXT}\b", lambda style: _sized(style, _STEP)),
        (
            rf"\b(?:the |all |make |of )*{_TEXT}(?: size)? (?:much |a bit |a little |slightly )?{_MORE}\b",
            lambda style: _sized(style, _STEP),
        ),
        (rf"\bincrease (?:the )?{_TEXT}(?: size)?\b", lambda style: _sized(style, _STEP)),
        (rf"\b(?:much )?{_LESS} (?:\w+ )?{_TEXT}\b", lambda style: _sized(style, -_STEP)),
        (
            rf"\b(?:the |all |make |of )*{_TEXT}(?: size)? (?:much |a bit |a little |slightly )?{_LESS}\b",
            lambda style: _sized(style, -_STEP),
        ),
        (rf"\b(?:reduce|decrease) (?:the )?{_TEXT}(?: size)?\b", lambda style: _sized(style, -_STEP)),
        (r"\b(?:large|big) (?:text|fonts?|letters)\b", lambda style: _sized(style, max(0, 100 + _STEP - style.text))),
        (rf"\b(?:less round(?:ed)?|slightly rounded) {_CORNERS}\b", lambda style: _rounded(style, _SLIGHTLY)),
        (
            rf"\b{_SQUARE} {_CORNERS}\b",
            lambda style: _rounded(style, 0),
        ),
        (
            rf"\b(?:{_SOFT} {_CORNERS}|{_CORNERS} (?:more )?round(?:er|ed)?)\b",
            lambda style: _rounded(style, _ROUNDEST if style.corners >= _ROUND else _ROUND),
        ),
        (r"\bsans[- ]?serif(?: fonts?| typeface)?\b", lambda style: _lettered(style, "sans")),
        (r"\bserif (?:fonts?|typeface|text)\b", lambda style: _lettered(style, "serif")),
        (r"\b(?:monospaced?|typewriter|mono) (?:fonts?|typeface|text)\b", lambda style: _lettered(style, "mono")),
        (r"\bdark (?:mode|theme|background|look)\b", lambda style: _lit(style, DARK, "Dark mode")),
        (r"\blight (?:mode|theme)\b", lambda style: _lit(style, LIGHT, "Light mode")),
    )
)
_LOOKS = re.compile(
    r"\b(?:text|fonts?|letters|typeface|borders?|corners?|shadows?|spacing|space between|margins?|padding|logo|icons?|"
    r"animations?|animated|gradients?|layout|columns? layout|spin|blink|hover)\b",
    re.IGNORECASE,
)
_ASKING = (
    r"(?:please|make|use|set|change|switch|turn|give|want|with|have|to|the|a|an|it|all|app|site|and|on|in|into|of|"
    r"enable|add|i|we|much|bit|little)"
)
_EMPTY = re.compile(rf"\b{_ASKING}\b", re.IGNORECASE)


def formed(prompt: str, style: Style) -> tuple[Style, tuple[str, ...]]:
    """The style with what a prompt says of sizes, corners, fonts and darkness, and a sentence for each."""
    told = []
    text = prompt
    for pattern, change in _WISHES:
        if (found := pattern.search(text)) is not None:
            style, said = change(style)
            told.append(said)
            text = text[: found.start()] + " , " + text[found.end() :]
    return style, tuple(told)


def without_form(sentence: str) -> str:
    """The sentence without what only says such things; empty where it says nothing else."""
    text = sentence
    for pattern, _ in _WISHES:
        text = pattern.sub(" , ", text)
    if text == sentence:
        return sentence
    pieces = re.split(r"\s*,\s*(?:and\s+)?", text)
    return ", ".join(piece.strip() for piece in pieces if _EMPTY.sub("", piece).strip(" .!"))


def unformed(sentences: list[str]) -> list[str]:
    """What is said of the look in these sentences, of which nothing was made."""
    why = "of the look, colours, the size and font of the text and the corners can be changed, and whether it is dark"
    return [f"“{one.strip(' .,')}”: {why}." for one in sentences if _LOOKS.search(one)]
