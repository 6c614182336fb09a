"""The entity that an address is about."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends

from app.problems import NotFound
from app.web.descriptions import VIEWS, EntityView

BY_SLUG = {view.slug: view for view in VIEWS.values()}


def entity_of(slug: str) -> EntityView:
    """The entity whose addresses start with that.

    Raises:
        NotFound: there is none.
    """
    if slug not in BY_SLUG:
        raise NotFound("There is no such page.")
    return BY_SLUG[slug]


Subject = Annotated[EntityView, Depends(entity_of)]
