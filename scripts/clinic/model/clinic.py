"""The clinic's own facts, under extra.clinic in mkdocs.yml."""

from typing import Annotated

from pydantic import Field

from clinic.model.base import Record, Slug, text
from clinic.model.person import Link


class Action(Link):
    """Something that a reader can do next."""

    id: Slug
    """The name that articles use for it."""


class Clinic(Record):
    """What every page may need to know about the clinic."""

    name: Annotated[str, text(80)]
    """The clinic's name."""
    tagline: Annotated[str, text(120)]
    """What the clinic is, in a few words."""
    promise: Annotated[str, text(200)]
    """The clinic's promise to its patients, shown as a quotation."""
    locality: Annotated[str, text(120)]
    """Where the clinic works."""
    email: Annotated[str, Field(pattern=r"^[^@\s]+@[^@\s]+\.[a-z]+$")]
    """The address for questions."""
    actions: Annotated[list[Action], Field(min_length=1, max_length=3)]
    """The calls to action, the most important first."""
    emergency: Annotated[str, text(200)]
    """What to do in an emergency."""
    disclaimer: Annotated[str, text(400)]
    """What the pages are and what they are not."""
    stop_rules: Annotated[list[Annotated[str, text(200)]], Field(min_length=1)]
    """When to stop any exercise."""
    pain_rule: Annotated[str, text(300)]
    """How much pain is acceptable, in words."""
