"""The people who write and review."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from clinic.model.base import Record, exactly_one, text
from clinic.model.trust import Picture


class Link(Record):
    """A link to another site."""

    label: Annotated[str, text(60)]
    """What the reader sees."""
    url: Annotated[str, Field(pattern=r"^(https://|mailto:|tel:)\S+$")]
    """The full address, starting with https://, mailto: or tel:."""


class Person(Record):
    """One clinician. Author cards come from here."""

    kind: Literal["person", "team"]
    """'person', or 'team' for a group that writes together. A team cannot review."""
    name: Annotated[str, text(60)]
    """The name as patients know it."""
    credentials: Annotated[str, text(60)] | None = None
    """Letters after the name, such as DPT. Leave it out rather than guess."""
    role: Annotated[str, text(80)]
    """What the person does at the clinic."""
    bio: Annotated[str, text(400)] | None = None
    """A few sentences about the person."""
    photo: Picture | None = None
    """A portrait. Give a photo or initials."""
    initials: Annotated[str, text(3)] | None = None
    """Two or three letters, shown where there is no photo."""
    links: list[Link] = []
    """Links to the person's own pages."""
    active: bool
    """true while the person works at the clinic. Only active people can review."""

    @classmethod
    def first_fields(cls, index: int) -> tuple[str, ...]:
        """What a new page starts with."""
        return ("initials",)

    @model_validator(mode="after")
    def has_a_face(self) -> "Person":
        """A card shows a photo or initials."""
        exactly_one(self, "photo", "initials")
        return self
