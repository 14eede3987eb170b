"""exercises/vocabulary.yml: the terms that pages may use, each with a plain name."""

from typing import Annotated

from clinic.model.base import Record, Slug, text


class VocabularyTerm(Record):
    """One term."""

    plain: Annotated[str, text(90)]
    """What a patient reads."""
    name: Annotated[str, text(100)] | None = None
    """The anatomical name, for a muscle."""
    note: Annotated[str, text(200)] | None = None
    """An explanation, where the plain name is not enough."""
    warning_signs: bool = False
    """For a topic: true when an article about it must show when to seek care."""


Terms = dict[Slug, VocabularyTerm]


class Vocabulary(Record):
    """All lists of terms."""

    regions: Terms
    """Parts of the body."""
    patterns: Terms
    """Kinds of movement."""
    positions: Terms
    """Starting positions."""
    goals: Terms
    """What an exercise or program is good for."""
    muscles: Terms
    """Muscles, by their anatomical names."""
    equipment: Terms
    """Equipment."""
    basis: Terms
    """What a dose rests on."""
    topics: Terms
    """What an article is about."""
    audiences: Terms
    """Whom an article is for."""

    def plain(self, vocabulary: str, key: str) -> str:
        """The plain name of a term."""
        terms: Terms = getattr(self, vocabulary)
        return terms[key].plain
