"""Colours are read in whatever phrasing a prompt has them."""

from __future__ import annotations

import pytest

from promptreal.design.views.style import is_about_style, look


@pytest.mark.parametrize(
    ("sentence", "background", "component"),
    [
        ("Set the background color to white and the component color to navy.", "white", "navy"),
        ("Apply mint cream as the background; style all components with teal.", "mint cream", "teal"),
        ("Assign lavender to the background and indigo to the UI elements.", "lavender", "indigo"),
        (
            "Style the layout with alice blue in the background and steel blue for the interface.",
            "alice blue",
            "steel blue",
        ),
        ("Design the site using seashell as the background and crimson for content blocks.", "seashell", "crimson"),
        ("Choose linen for the background; set all component colors to maroon.", "linen", "maroon"),
        ("Use peach puff for container backgrounds and indian red for component visuals.", "peach puff", "indian red"),
        ("Define background as papaya whip; define components with dark orange.", "papaya whip", "dark orange"),
        ("Use ivory for the outer layout and forest green for UI blocks.", "ivory", "forest green"),
        ("Style all pages with a light cyan background and cadet blue components.", "light cyan", "cadet blue"),
        (
            "Declare floral white as the global background color and dark goldenrod for all UI pieces.",
            "floral white",
            "dark goldenrod",
        ),
        (
            "Configure your theme with honeydew as background and dark olive green as component color.",
            "honeydew",
            "dark olive green",
        ),
        ("Make the buttons crimson and keep the page background #fff", "#fff", "crimson"),
    ],
)
def test_a_phrasing_gives_each_surface_its_colour(sentence: str, background: str, component: str) -> None:
    style = look(f"An app for notes. {sentence}").style
    assert (style.background.name, style.component.name) == (background, component)


def test_a_name_that_css_lacks_stands_for_the_nearest_and_says_so() -> None:
    found = look("Choose azure mist for the background; set all component colors to dark slate blue.")
    assert (found.style.background.name, found.style.background.hex) == ("azure mist", "#f0ffff")
    assert any("azure mist" in line for line in found.assumed)


def test_colours_of_things_are_no_style() -> None:
    assert not is_about_style("A shop selling orange juice and gold rings.")
    assert look("A shop selling orange juice and gold rings.").given == frozenset()


def test_other_wishes_about_the_look_are_noted() -> None:
    assert look("A minimalistic, responsive site for a cartoon-style comic.").style.notes == (
        "minimalistic",
        "responsive",
        "cartoon-style",
    )
