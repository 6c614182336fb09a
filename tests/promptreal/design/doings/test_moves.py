"""Where people sign in, what they transfer passes from one account to another."""

from __future__ import annotations

import pytest

from promptreal.design.offline import OfflineDesigner
from promptreal.request import GenerationRequest
from promptreal.spec import Access, ActionKind, AppSpec


def design(prompt: str) -> AppSpec:
    return OfflineDesigner().design(GenerationRequest(app_name="x", prompt=prompt, appTypes=("cms",)), None)


@pytest.mark.parametrize(
    ("prompt", "thing", "label"),
    [
        (
            "An event ticket website. Users buy tickets, see their tickets and transfer a ticket to another person.",
            "purchase",
            "Transfer ticket",
        ),
        (
            "A pet registry website where owners register their pets and transfer a pet to another owner.",
            "pet",
            "Transfer pet",
        ),
    ],
)
def test_a_transfer_gives_what_somebody_has_to_an_address(prompt: str, thing: str, label: str) -> None:
    spec = design(prompt)
    transfer = spec.entity("transfer")
    assert spec.entity(thing).owned
    assert (transfer.gives, transfer.access, transfer.owned) == (thing, Access.PRIVATE, True)
    assert transfer.field("email").required
    (action,) = [one for one in spec.actions if one.creates == "transfer"]
    assert (action.label, action.kind, action.entity) == (label, ActionKind.ATTACH, thing)
