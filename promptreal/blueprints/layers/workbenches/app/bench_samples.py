"""Sample records of workbenches hold something that can be worked on, instead of words alone."""

from __future__ import annotations

from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from app.catalogue import ENTITIES
from app.web.benches import WORKBENCHES


def fill(session: Session, filled: Iterable[str]) -> None:
    """Puts the samples of each workbench, in turn, into the records that were just made of the entities `filled`."""
    for bench in WORKBENCHES.values():
        for name in {bench.entity, bench.templates} & set(filled):
            model = ENTITIES[name].model
            attribute = ENTITIES[name].attribute(bench.field).attribute
            for number, record in enumerate(session.scalars(sa.select(model).order_by(model.id))):
                setattr(record, attribute, bench.samples[number % len(bench.samples)])
                # It stays the sample that nobody has changed.
                flag_modified(record, "updated_at")
                # The samples come in the order of what can be chosen beside them.
                for choice in bench.choices if name == bench.entity else ():
                    field = ENTITIES[name].attribute(choice)
                    setattr(record, field.attribute, field.choices[number % len(bench.samples) % len(field.choices)])
    session.commit()
