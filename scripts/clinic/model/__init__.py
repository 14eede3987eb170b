"""The typed models: the only description of what a page's front matter may say.

Checks, scaffolds, JSON Schema, the field reference and the templates all derive from here.
"""

from pydantic import BaseModel

from clinic.model.article import Article, Page
from clinic.model.block import SharedBlock
from clinic.model.clinic import Clinic
from clinic.model.exercise import Exercise
from clinic.model.glossary import Glossary
from clinic.model.ledger import Addresses, Codes
from clinic.model.person import Person
from clinic.model.program import Program
from clinic.model.reference import References
from clinic.model.vocabulary import Vocabulary

PAGE_MODELS: dict[str, type[BaseModel]] = {
    "exercise": Exercise,
    "article": Article,
    "program": Program,
    "person": Person,
    "page": Page,
    "glossary": Glossary,
    "block": SharedBlock,
}
DATA_MODELS: dict[str, type[BaseModel]] = {
    "vocabulary": Vocabulary,
    "references": References,
    "codes": Codes,
    "addresses": Addresses,
    "clinic": Clinic,
}

__all__ = [
    "DATA_MODELS",
    "PAGE_MODELS",
    "Addresses",
    "Article",
    "Clinic",
    "Codes",
    "Exercise",
    "Glossary",
    "Page",
    "Person",
    "Program",
    "References",
    "SharedBlock",
    "Vocabulary",
]
