"""What readers get of a body: pieces of HTML, and slots that each page fills in its own way.

The same text stands in several pages (a shared block), and its links, numbers and cards differ
from page to page. So the one parse of a text gives HTML with slots, and composing fills them.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from clinic.read.body import Callout, Citation, Link


@dataclass(slots=True)
class Anchor:
    """A link, with its words."""

    link: "Link"
    label: "Parts"


@dataclass(slots=True)
class Shown:
    """A picture, or a card that stands inside a sentence or alone on its line."""

    link: "Link"


@dataclass(slots=True)
class Cited:
    """A citation."""

    citation: "Citation"


@dataclass(slots=True)
class Boxed:
    """A box, with its title and its content."""

    callout: "Callout"
    title: "Parts"
    content: "Parts"


@dataclass(slots=True)
class Noted:
    """The mark of a footnote. number: counted through the text. again: its uses before this."""

    number: int
    again: int


@dataclass(slots=True)
class Notes:
    """The footnotes, at the end of a text, in the order of their numbers."""

    notes: "list[Parts]"


Part = str | Anchor | Shown | Cited | Boxed | Noted | Notes
Parts = list[Part]
