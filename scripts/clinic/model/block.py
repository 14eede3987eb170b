"""The shared block: a piece of text that stands in many pages and is written once."""

from typing import Annotated

from clinic.model.base import Record, text


class SharedBlock(Record):
    """One shared block. Its text follows the second '---'. It has no page of its own."""

    title: Annotated[str, text(90)]
    """What the block is for. Readers do not see it."""
