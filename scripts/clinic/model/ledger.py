"""The two append-only lists: codes of exercises, and addresses that were ever published."""

from typing import Annotated

from pydantic import Field, RootModel

from clinic.model.base import Record, Slug

Address = Annotated[str, Field(pattern=r"^(?:[a-z0-9]+(?:-[a-z0-9]+)*/)*$")]


class Code(Record):
    """What a printed code stands for."""

    exercise: Slug
    """The exercise that the code means today."""
    first: Slug
    """The name that the exercise had when the code was given."""


class Codes(RootModel[dict[Annotated[str, Field(pattern=r"^[0-9a-z]{4,6}$")], Code]]):
    """exercises/codes.yml: the short codes on printed plans. Lines are added, never changed."""


class Addresses(RootModel[dict[Address, Address | None]]):
    """docs/addresses.yml: every address ever published; a moved one names its new address."""
