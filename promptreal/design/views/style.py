"""Colours and other wishes about the look, in whatever phrasing the prompt has them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

import webcolors

from promptreal.design.views.form import formed
from promptreal.spec import Colour, Origin, Style

_BACKGROUND = re.compile(r"\b(backgrounds?|backdrop|outer layout|canvas colou?r|page colou?r)\b")
_COMPONENT = re.compile(
    r"\b(components?|controls?|elements?|interfaces?|(?:ui|content) \w+|blocks?|buttons?|theme|accents?|headers?|"
    r"visuals?|widgets?|cards?)\b"
)
_HEX = re.compile(r"#(?:[0-9a-f]{6}|[0-9a-f]{3})\b")
_LOOK = re.compile(
    r"\b(minimalist(?:ic)?|minimal|modern|elegant|clean|playful|professional|vintage|retro|futuristic|responsive|"
    r"dark mode|"
    r"cartoon[- ]style|colou?rful|mobile[- ]friendly|accessible|one[- ]page|intuitive)\b",
    re.IGNORECASE,
)
# Everyday colour words that CSS has no name for, by the CSS colour they are closest to.
_EVERYDAY = {
    "cream": "cornsilk",
    "off white": "floralwhite",
    "navy blue": "navy",
    "light grey": "lightgray",
    "dark grey": "darkgray",
    "charcoal": "darkslategray",
    "mint": "mintcream",
    "burgundy": "maroon",
    "mustard": "goldenrod",
    "emerald": "seagreen",
    "sky": "skyblue",
    "lilac": "plum",
    "peach": "peachpuff",
    "rose": "mistyrose",
    "sand": "sandybrown",
    "light goldenrod": "lightgoldenrodyellow",
    "baby blue": "lightblue",
    "royal purple": "rebeccapurple",
    "bronze": "peru",
    "copper": "peru",
    "amber": "orange",
    "scarlet": "crimson",
    "jade": "mediumseagreen",
    "mauve": "thistle",
    "taupe": "rosybrown",
    "ochre": "goldenrod",
    "ruby": "firebrick",
    "sapphire": "royalblue",
    "apricot": "peachpuff",
    "pearl": "seashell",
    "slate": "slategray",
}
# Colour names that are as often an ordinary noun: they count only in a sentence that is about colours.
_AMBIGUOUS = frozenset(
    {
        "tan",
        "snow",
        "linen",
        "peru",
        "chocolate",
        "gold",
        "silver",
        "orange",
        "salmon",
        "coral",
        "azure",
        "mint",
        "sky",
        "sand",
        "rose",
        "peach",
        "cream",
        "slate",
        "pearl",
        "ruby",
        "jade",
        "amber",
        "copper",
        "bronze",
    }
)


@dataclass(frozen=True)
class Mention:
    """A colour found in a text: where it stands, the words, its value, and whether the name is CSS's own."""

    start: int
    end: int
    colour: Colour
    exact: bool


@dataclass(frozen=True)
class Look:
    """The style, the sentences that are only about it (they hold no other wish), and what had to be assumed."""

    style: Style
    assumed: tuple[str, ...] = ()
    understood: tuple[str, ...] = ()
    given: frozenset[str] = frozenset()


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    """Every way to write a CSS colour name that we read, with its canonical name, longest first."""
    parts = (
        "medium|light|dark|deep|pale|dim|hot|antique|old|ghost|floral|white|blanched|cadet|dodger|forest|"
        "green|honey|indian|lavender|lawn|lemon|lime|midnight|mint|misty|navajo|olive|papaya|peach|powder|"
        "rebecca|rosy|royal|saddle|sandy|sea|sky|slate|spring|steel|yellow|alice"
    )
    names: dict[str, str] = {}
    for name in webcolors.names("css3"):
        spaced = name
        for part in parts.split("|"):
            spaced = re.sub(rf"(^| )({part})(?=[a-z])", r"\1\2 ", spaced)
        for one in {name, spaced, spaced.replace("grey", "gray")}:
            names[one] = name.replace("grey", "gray")
    names |= _EVERYDAY | {
        "dark slate blue": "darkslateblue",
        "medium violet red": "mediumvioletred",
        "dark olive green": "darkolivegreen",
        "seashell": "seashell",
        "sea shell": "seashell",
        "firebrick": "firebrick",
        "fire brick": "firebrick",
        "whitesmoke": "whitesmoke",
        "white smoke": "whitesmoke",
        "cornsilk": "cornsilk",
        "honeydew": "honeydew",
        "lemon chiffon": "lemonchiffon",
        "olive drab": "olivedrab",
        "papaya whip": "papayawhip",
        "peach puff": "peachpuff",
        "turquoise": "turquoise",
        "dark turquoise": "darkturquoise",
        "light sea green": "lightseagreen",
    }
    return dict(sorted(names.items(), key=lambda pair: (-len(pair[0]), pair[0])))


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    return re.compile(r"\b(" + "|".join(re.escape(name) for name in _names()) + r")\b|" + _HEX.pattern)


def mentions(text: str) -> list[Mention]:
    """The colours that a text names, in order."""
    found = []
    for match in _pattern().finditer(text.lower()):
        words = match.group(0)
        if words.startswith("#"):
            found.append(
                Mention(match.start(), match.end(), Colour(name=words, hex=webcolors.normalize_hex(words)), True)
            )
            continue
        css = _names()[words]
        exact = css == words.replace(" ", "").replace("grey", "gray")
        found.append(Mention(match.start(), match.end(), Colour(name=words, hex=webcolors.name_to_hex(css)), exact))
    return found


def is_about_style(sentence: str) -> bool:
    """Whether a sentence only says how the app should look."""
    low = sentence.lower()
    named = mentions(low)
    if named and _only_colours(low):
        return True
    if not named or not (_BACKGROUND.search(low) or _COMPONENT.search(low) or "colo" in low or "theme" in low):
        return False
    plain = any(one.colour.name not in _AMBIGUOUS for one in named)
    return len(low.split()) < 30 and (plain or bool(_BACKGROUND.search(low)))


_PALE = 0.8


def _only_colours(text: str) -> bool:
    """Whether the text names colours and nothing else ("in teal and white", "make it navy")."""
    rest = _pattern().sub("", text)
    return not set(re.findall(r"[a-z]+", rest)) - {"and", "in", "with", "make", "it", "the", "all", "please", "be"}


def colour_piece(sentence: str) -> str:
    """The last piece of a sentence when it is nothing but colours; empty otherwise."""
    *_, last = re.split(r",\s*", sentence.lower().rstrip(".!? "))
    return last if mentions(last) and _only_colours(last) else ""


def look(prompt: str, before: Style | None = None) -> Look:
    """The style that a prompt asks for, on top of an earlier one."""
    style, shaped = formed(prompt, before or Style())
    assumed: list[str] = []
    understood: list[str] = []
    given: dict[str, Colour] = {}
    for sentence in re.split(r"(?<=[.!?])\s+|\n", prompt):
        about = sentence.lower() if is_about_style(sentence) else colour_piece(sentence)
        for part, mention in _assign(about):
            if part in given:
                continue
            colour, note = _full(about, mention)
            given[part] = colour
            if note:
                assumed.append(note)
            understood.append(f"The {part} colour is {colour.name} ({colour.hex}).")
    notes = list(dict.fromkeys([*style.notes, *(match.group(0).lower() for match in _LOOK.finditer(prompt))]))
    understood += [one for one in shaped if "background" not in given or "background" not in one]
    if not given and before is None and style.background == Style().background:
        assumed.append(
            f"No colours were given: the background is {style.background.name}, the components {style.component.name}."
        )
    return Look(
        style=style.model_copy(
            update={
                **given,
                "notes": tuple(notes),
                "origin": Origin.PROMPT if given else style.origin,
            }
        ),
        assumed=tuple(assumed),
        understood=tuple(understood),
        given=frozenset(given),
    )


def _full(sentence: str, mention: Mention) -> tuple[Colour, str]:
    """The colour with the words the prompt uses ("azure mist"), and a note when CSS has no such name."""
    after = re.match(
        r"\s+(mist|whisper|dream|breeze|cream|ice|glow|haze|smoke|tone|dust|wash|shadow)\b", sentence[mention.end :]
    )
    if after:
        name = mention.colour.name + " " + after.group(1)
        return Colour(name=name, hex=mention.colour.hex), (
            f'"{name}" is no CSS colour; the nearest, {mention.colour.name} ({mention.colour.hex}), stands for it.'
        )
    if not mention.exact:
        css = _names().get(mention.colour.name, mention.colour.name)
        return mention.colour, f'"{mention.colour.name}" is no CSS colour; {css} ({mention.colour.hex}) stands for it.'
    return mention.colour, ""


def _assign(sentence: str) -> list[tuple[str, Mention]]:
    """Which colour goes to what: the nearest word for a surface inside the same half of the sentence."""
    named = mentions(sentence)
    if named and _only_colours(sentence):
        return _by_lightness(named)
    spots = [(match.start(), match.end(), "background") for match in _BACKGROUND.finditer(sentence)]
    covered = [(start, end) for start, end, _ in spots]
    for match in _COMPONENT.finditer(sentence):
        if not any(start <= match.start() < end for start, end in covered):
            spots.append((match.start(), match.end(), "component"))
    result: list[tuple[str, Mention]] = []
    for mention in named:
        if not spots:
            continue
        best = min(spots, key=lambda spot, m=mention: _distance(sentence, m, spot))  # type: ignore[misc]
        result.append((best[2], mention))
    if len({part for part, _ in result}) == 1 and len(result) == 2 and len({part for *_, part in spots}) == 2:
        first = min(spots)[2]
        other = "component" if first == "background" else "background"
        result = [(first, named[0]), (other, named[1])]
    return result


def _by_lightness(named: list[Mention]) -> list[tuple[str, Mention]]:
    """Colours without a word for a surface: of two the lighter one is the background, and so is a pale one alone."""
    ordered = sorted(named[:2], key=lambda one: _lightness(one.colour))
    if len(ordered) == 1:
        return [("background" if _lightness(ordered[0].colour) > _PALE else "component", ordered[0])]
    return [("component", ordered[0]), ("background", ordered[1])]


def _lightness(colour: Colour) -> float:
    """From 0 (black) to 1 (white): relative luminance by the weights of ITU-R BT.709."""
    red, green, blue = webcolors.hex_to_rgb(colour.hex)
    return float(0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255


def _distance(sentence: str, mention: Mention, spot: tuple[int, int, str]) -> float:
    start, end, _ = spot
    lower, upper = (mention.end, start) if mention.end <= start else (end, mention.start)
    between = sentence[lower:upper]
    barriers = len(re.findall(r"[;,]|\band\b|\bthen\b", between))
    return max(0, upper - lower) + 60 * barriers
