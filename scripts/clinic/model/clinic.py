"""The clinic's own facts, under extra.clinic in mkdocs.yml."""

from typing import Annotated

from pydantic import Field

from clinic.figures.look import Build, Hair
from clinic.model.base import Record, Slug, text
from clinic.model.person import Link


class Action(Link):
    """Something that a reader can do next."""

    id: Slug
    """The name that articles use for it."""


class Depicted(Record):
    """A person in the pictures of exercises."""

    build: Build = "average"
    """The shape of the body: average, slim, broad or round."""
    skin: Annotated[int, Field(ge=1, le=5)] = 3
    """The tone of the skin, from 1, light, to 5, dark."""
    hair: Hair = "short"
    """How the hair is worn: short or in a bun."""


class Figures(Record):
    """Who the pictures of exercises show."""

    people: Annotated[list[Depicted], Field(min_length=1, max_length=12)] = [Depicted()]
    """The people; every exercise shows one of them, always the same while the list is the same."""
    one_tone: bool = False
    """Plain figures in one tone, without clothes, skin or hair."""


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
    offline: bool = True
    """Whether a reader's device keeps the whole site. When this turns to no, devices drop it."""
    figures: Figures = Figures()
    """Who the pictures of exercises show."""
