"""The designer that needs no key and no network."""

from __future__ import annotations

from promptreal.design.style import look
from promptreal.design.words import capital, identifier, plural, singular, tagged
from promptreal.request import GenerationRequest
from promptreal.spec import (
    Action,
    ActionKind,
    AppSpec,
    Entity,
    Field,
    FieldType,
    Origin,
    Page,
    PageKind,
)

_EMPTY = frozenset("website users user page functionality feature system app information color background".split())


class OfflineDesigner:
    """Reads the prompt with a part-of-speech tagger; the same request always gives the same spec."""

    name = "offline"

    def design(self, request: GenerationRequest, previous: AppSpec | None) -> AppSpec:
        """The spec of the next version."""
        nouns: list[str] = []
        for word in tagged(request.prompt.rsplit("olor", 1)[0]):
            one = singular(word.low)
            if word.tag == "NNS" and one not in _EMPTY and word.low not in _EMPTY and one.isalpha() and one not in nouns:
                nouns.append(one)
        entities = [self._entity(noun) for noun in nouns[:4] or ["note"]]
        actions = [
            Action(name=f"create_{one.name}", label=f"Add {one.label.lower()}", kind=ActionKind.CREATE, entity=one.name)
            for one in entities
        ]
        pages = [Page(slug="", title="Home", kind=PageKind.HOME)]
        pages += [
            Page(slug=one.plural.replace("_", "-"), title=one.label_plural, kind=PageKind.LIST, entity=one.name)
            for one in entities
        ]
        return AppSpec(
            app_name=request.app_name,
            title=capital(request.app_name.replace("-", " ")),
            app_type=(request.appTypes or ("admin-panel",))[0],
            prompt=request.prompt,
            enhanced_prompt=request.prompt,
            version=previous.version + 1 if previous else 1,
            entities=tuple(entities),
            actions=tuple(actions),
            pages=tuple(pages),
            tools=request.tools,
            style=look(request.prompt).style,
            designer=self.name,
        )

    def _entity(self, noun: str) -> Entity:
        return Entity(
            name=identifier(noun),
            plural=identifier(plural(noun)) if plural(noun) != noun else identifier(noun) + "_list",
            label=capital(noun),
            label_plural=capital(plural(noun)),
            display="name",
            fields=(
                Field(name="name", label="Name", type=FieldType.STRING, required=True, searchable=True, example="title"),
                Field(name="description", label="Description", type=FieldType.TEXT, searchable=True, example="paragraph"),
                Field(
                    name="status", label="Status", type=FieldType.CHOICE, choices=("Draft", "Open", "Closed"), filterable=True
                ),
                Field(name="due_date", label="Date", type=FieldType.DATE, filterable=True, origin=Origin.ASSUMED),
            ),
            status_field="status",
        )
