from __future__ import annotations

import pytest

from promptreal.design.offline import OfflineDesigner
from promptreal.generate.titles import sample_facts, sample_titles
from promptreal.request import GenerationRequest
from promptreal.spec import ActionKind, AppSpec, EntityKind, Term

ANALYSIS = (
    "A website with a nutrition analysis function, where users can input food ingredients and serving sizes to "
    "calculate their nutritional value. It displays nutrition facts labels of foods."
)
RECIPES = "A recipe website where users browse recipes, add ingredients and calculate the nutrition of a recipe."


def design(prompt: str) -> AppSpec:
    return OfflineDesigner().design(GenerationRequest(app_name="app", prompt=prompt), None)


@pytest.mark.parametrize(("prompt", "whole"), [(ANALYSIS, "nutrition_analysis"), (RECIPES, "recipe")])
def test_what_a_meal_holds_is_worked_out_of_its_ingredients(prompt: str, whole: str) -> None:
    spec = design(prompt)
    part = spec.entity("ingredient_amount")
    assert part.kind is EntityKind.ACTIVITY
    assert {one.target for one in part.references if one.required} == {whole, "ingredient"}
    assert part.field("calories").formula == (Term(factors=("amount", "ingredient.calories"), scale="0.01"),)
    assert part.display == "ingredient"
    assert any(one.kind is ActionKind.ATTACH and one.creates == part.name for one in spec.actions)
    assert not any("serving" in one.name or "ingredient" in one.name for one in spec.entity(whole).fields)


def test_foods_hold_what_they_are_known_to_hold() -> None:
    spec = design(ANALYSIS)
    facts = sample_facts(spec)
    assert facts["ingredient"]["Apple"] == {"calories": "52", "protein": "0.3", "carbohydrates": "14", "fat": "0.2"}
    assert [title for title, _ in sample_titles(spec)["ingredient"]] == list(facts["ingredient"])


def test_an_app_of_recipes_without_nutrition_keeps_no_amounts() -> None:
    spec = design("A recipe website where users browse recipes and add ingredients.")
    assert "ingredient_amount" not in {one.name for one in spec.entities}
    assert sample_facts(spec) == {}
