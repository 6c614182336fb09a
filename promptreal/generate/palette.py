"""The colours of a generated app: the two that were asked for, exactly, and those that must go with them.

Every pair of text and ground that is derived here reaches the contrast of WCAG 2.2 AA: 4.5 to 1, and 3 to 1 for the
large bold text on the component colour itself.
"""

from __future__ import annotations

import colorsys
from dataclasses import dataclass

from promptreal.spec import Style

AA = 4.5
# For text of at least 24 pixels, or 18.66 pixels and bold.
AA_LARGE = 3.0
DEEP = 9.0
WHITE = "#ffffff"
INK = "#1b2230"
PAPER = "#f4f6fa"


@dataclass(frozen=True)
class Palette:
    """Colours as `#rrggbb`.

    `background` and `component` are the spec's own. `on_x` is text on x; on `component` it must be large and bold, on
    `component_deep`, the same colour or as little darker as small white text needs, it may be small. `link` is the
    component's hue, moved until it can be read on `surface` and `tint`. A deep background has dark surfaces, all
    others white ones (`dark` says which). `series` colour the parts of a chart.
    """

    background: str
    component: str
    on_background: str
    muted_on_background: str
    on_component: str
    component_deep: str
    on_component_deep: str
    component_hover: str
    on_component_hover: str
    surface: str
    on_surface: str
    muted: str
    tint: str
    border: str
    link: str
    link_on_background: str
    danger: str
    dark: bool
    series: tuple[str, ...]


def palette(style: Style) -> Palette:
    """The palette for the background and component colour of a style."""
    background, component = style.background.hex, style.component.hex
    dark = contrast(background, WHITE) >= DEEP
    surface = mix(background, WHITE, 0.08) if dark else WHITE
    on_surface = PAPER if dark else INK
    on_background = PAPER if contrast(background, WHITE) > contrast(background, INK) else INK
    tint = mix(surface, component, 0.08)
    on_component = legible_on(component, AA_LARGE)
    deep = _deep_enough(component) if on_component == WHITE else component
    hover = mix(deep, "#000000" if on_component == WHITE else WHITE, 0.18)
    return Palette(
        background=background,
        component=component,
        on_background=readable(on_background, background),
        muted_on_background=readable(mix(on_background, background, 0.35), background),
        on_component=on_component,
        component_deep=deep,
        on_component_deep=legible_on(deep),
        component_hover=hover,
        on_component_hover=legible_on(hover),
        surface=surface,
        on_surface=on_surface,
        muted=readable(mix(on_surface, surface, 0.35), surface, tint),
        tint=tint,
        border=mix(surface, on_surface, 0.16),
        link=readable(component, surface, tint),
        link_on_background=readable(component, background),
        danger=readable("#b3261e", surface, tint),
        dark=dark,
        series=series(component, surface),
    )


def series(component: str, surface: str) -> tuple[str, ...]:
    """Eight colours for the parts of a chart, visible on `surface`: the component first, then hues around the wheel."""
    hue, saturation, lightness = _to_hsl(component)
    saturation = min(max(saturation, 0.35), 0.7)
    lightness = min(max(lightness, 0.38), 0.58)
    turns = (0, 0.5, 0.12, 0.62, 0.25, 0.75, 0.37, 0.88)
    others = [_from_hsl((hue + turn) % 1, saturation, lightness) for turn in turns[1:]]
    return (_visible(component, surface), *(_visible(one, surface) for one in others))


def contrast(one: str, other: str) -> float:
    """The contrast of two colours by WCAG, from 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def legible_on(ground: str, enough: float = AA) -> str:
    """White where its contrast is enough on this ground, else ink."""
    return WHITE if contrast(WHITE, ground) >= enough else _better(INK, "#000000", ground)


def readable(colour: str, *grounds: str) -> str:
    """The colour itself, or moved towards black or white until it reaches AA on every ground."""
    target = "#000000" if all(contrast("#000000", one) >= contrast(WHITE, one) for one in grounds) else WHITE
    for step in range(21):
        moved = mix(colour, target, step / 20)
        if all(contrast(moved, one) >= AA for one in grounds):
            return moved
    return target


def mix(one: str, other: str, share: float) -> str:
    """`one` with that share (0 to 1) of `other` in it."""
    pairs = zip(_channels(one), _channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def _deep_enough(colour: str) -> str:
    """The colour, darkened until small text in white can be read on it."""
    steps = (mix(colour, "#000000", step / 100) for step in range(101))
    return next(one for one in steps if contrast(WHITE, one) >= AA)


def _better(one: str, other: str, ground: str) -> str:
    return one if contrast(one, ground) >= AA else other


def _visible(colour: str, surface: str) -> str:
    target = "#000000" if contrast("#000000", surface) >= contrast(WHITE, surface) else WHITE
    for step in range(21):
        moved = mix(colour, target, step / 20)
        if contrast(moved, surface) >= 3:
            return moved
    return target


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    def linear(channel: int) -> float:
        part = channel / 255
        return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)

    red, green, blue = (linear(one) for one in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _to_hsl(colour: str) -> tuple[float, float, float]:
    red, green, blue = (one / 255 for one in _channels(colour))
    hue, lightness, saturation = colorsys.rgb_to_hls(red, green, blue)
    return hue, saturation, lightness


def _from_hsl(hue: float, saturation: float, lightness: float) -> str:
    return "#" + "".join(f"{round(one * 255):02x}" for one in colorsys.hls_to_rgb(hue, lightness, saturation))
