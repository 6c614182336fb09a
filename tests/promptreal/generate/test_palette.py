import colorsys
import itertools

import pytest
import webcolors

from promptreal.generate.palette import AA, AA_LARGE, WHITE, contrast, mix, palette
from promptreal.spec import Colour, Style

NAMES = sorted(webcolors.names("css3"))
HEXES = {name: webcolors.name_to_hex(name) for name in NAMES}
BACKGROUNDS = ("white", "black", "ivory", "mint cream", "gray", "hotpink", "navy", "lightgray", "dimgray", "yellow")


def made(background: str, component: str) -> Style:
    return Style(
        background=Colour(name=background, hex=HEXES[background.replace(" ", "")]),
        component=Colour(name=component, hex=HEXES[component.replace(" ", "")]),
    )


@pytest.mark.parametrize("background", BACKGROUNDS)
def test_every_text_can_be_read_on_its_ground_whatever_colours_are_asked_for(background: str) -> None:
    for component in NAMES:
        colours = palette(made(background, component))
        pairs = [
            (colours.on_background, colours.background),
            (colours.muted_on_background, colours.background),
            (colours.link_on_background, colours.background),
            (colours.on_component_deep, colours.component_deep),
            (colours.on_component_hover, colours.component_hover),
            (colours.on_surface, colours.surface),
            *(
                (text, ground)
                for text in (colours.muted, colours.link, colours.danger)
                for ground in (colours.surface, colours.tint)
            ),
            (colours.on_surface, colours.tint),
        ]
        assert [pair for pair in pairs if contrast(*pair) < AA] == [], component
        assert contrast(colours.on_component, colours.component) >= AA_LARGE, component


@pytest.mark.parametrize("component", ["forestgreen", "teal", "steelblue", "crimson", "navy"])
def test_on_a_middling_or_dark_component_text_is_white_whatever_its_size(component: str) -> None:
    colours = palette(made("white", component))
    texts = (colours.on_component, colours.on_component_deep, colours.on_component_hover)
    assert texts == (WHITE, WHITE, WHITE)
    # The deeper shade is the colour itself where that is deep enough, else hardly another one.
    assert contrast(colours.component_deep, colours.component) < 1.2


@pytest.mark.parametrize("component", ["gold", "lightgreen", "orange", "silver"])
def test_on_a_light_component_text_is_dark(component: str) -> None:
    colours = palette(made("white", component))
    assert contrast(colours.on_component, colours.component) >= AA
    assert WHITE not in {colours.on_component, colours.on_component_deep, colours.on_component_hover}
    assert colours.component_deep == colours.component


def test_the_two_colours_that_were_asked_for_are_used_as_they_are() -> None:
    colours = palette(made("ivory", "forestgreen"))
    assert (colours.background, colours.component) == ("#fffff0", "#228b22")


@pytest.mark.parametrize(("background", "dark"), [("black", True), ("navy", True), ("ivory", False), ("white", False)])
def test_a_dark_background_gets_light_text(background: str, dark: bool) -> None:
    colours = palette(made(background, "teal"))
    assert colours.dark is dark
    assert (contrast(colours.on_background, "#000000") > contrast(colours.on_background, "#ffffff")) is dark


@pytest.mark.parametrize("component", NAMES)
def test_the_parts_of_a_chart_can_be_told_from_the_surface_and_from_each_other(component: str) -> None:
    colours = palette(made("white", component))
    assert len(colours.series) == 8
    assert all(contrast(one, colours.surface) >= 3 for one in colours.series)
    assert all(one != other for one, other in itertools.combinations(colours.series, 2))


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert contrast("#123456", "#123456") == 1


def test_a_mix_moves_each_channel_by_the_share() -> None:
    assert mix("#000000", "#ffffff", 0.5) == "#808080"
    assert mix("#102030", "#102030", 0.3) == "#102030"
    assert colorsys.rgb_to_hls(*(int(mix("#ff0000", "#ffffff", 0.5)[i : i + 2], 16) / 255 for i in (1, 3, 5)))[0] == 0
