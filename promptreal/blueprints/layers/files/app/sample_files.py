"""Files for sample records: pictures that are drawn here, and short texts."""

from __future__ import annotations

import random

from app.entity import Attribute, Entity
from app.models import StoredFile

SKIES = ("#dbeafe", "#fde68a", "#e0e7ff", "#fee2e2", "#d1fae5", "#fae8ff", "#ffedd5", "#cffafe")
HILLS = ("#1d4ed8", "#b45309", "#4338ca", "#b91c1c", "#047857", "#a21caf", "#c2410c", "#0e7490")


def sample_file(entity: Entity, field: Attribute, number: int, title: str) -> StoredFile:
    """A picture for an image field, a text for a file field; not yet stored."""
    if field.type == "image":
        name, kind, content = f"{entity.slug}-{number + 1}.svg", "image/svg+xml", picture(entity.label, number)
    else:
        text = f"{title}\n\nA sample file of the {field.label.lower()} of a {entity.label.lower()}.\n"
        name, kind, content = f"{entity.slug}-{number + 1}.txt", "text/plain", text
    data = content.encode()
    return StoredFile(name=name, content_type=kind, size=len(data), content=data)


def picture(subject: str, number: int) -> str:
    """A small landscape, as SVG. No words are in it: several records share a picture."""
    rng = random.Random(f"picture {number} {subject}")
    sky, hill = SKIES[number % len(SKIES)], HILLS[number % len(HILLS)]
    ridges = "".join(_ridge(rng, level, hill) for level in range(3))
    sun = f'<circle cx="{rng.randrange(80, 720)}" cy="{rng.randrange(60, 150)}" r="{rng.randrange(28, 48)}" fill="#fff"/>'
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 500" role="img">'
        f'<rect width="800" height="500" fill="{sky}"/>{sun}{ridges}</svg>'
    )


def _ridge(rng: random.Random, level: int, colour: str) -> str:
    base = 250 + level * 70
    points = [f"{x},{base + rng.randrange(-50, 50)}" for x in range(0, 801, 100)]
    return f'<polygon points="0,500 {" ".join(points)} 800,500" fill="{colour}" fill-opacity="{0.35 + level * 0.25:.2f}"/>'
