"""The sources that the pages cite."""

from typing import Annotated, Literal

from pydantic import Field, RootModel, model_validator

from clinic.model.base import Record, Slug, needs, text


class Reference(Record):
    """One source. What was not seen in the source itself is left out, never guessed."""

    kind: Literal["study", "review", "guideline", "patient-information", "report"]
    """What sort of source it is."""
    authors: Annotated[list[Annotated[str, text(120)]], Field(min_length=1)]
    """The authors as printed, one a line."""
    et_al: bool = False
    """true when only the first authors are listed here."""
    year: Annotated[int, Field(ge=1900, le=2100)] | None = None
    """The year of publication."""
    title: Annotated[str, text(400)]
    """The title as printed."""
    source: Annotated[str, text(200)]
    """The journal or publisher."""
    locator: Annotated[str, text(80)] | None = None
    """Volume, issue and pages."""
    doi: Annotated[str, Field(pattern=r"^10\.\d{4,9}/\S+$")] | None = None
    """The DOI, starting with 10."""
    pmid: Annotated[str, Field(pattern=r"^\d{1,9}$")] | None = None
    """The PubMed number, in quotes."""
    url: Annotated[str, Field(pattern=r"^https?://\S+$")] | None = None
    """The address of the source, where it has no DOI."""
    finding: Annotated[str, text(600)]
    """What it found, in our own plain words."""
    limits: Annotated[str, text(400)] | None = None
    """Whom it does not speak for, and how sure it is."""

    @model_validator(mode="after")
    def can_be_found(self) -> "Reference":
        """A reader can look the source up."""
        if not (self.doi or self.pmid or self.url):
            reason = "a reader must be able to look the source up by doi, pmid or url"
            needs(self, reason, "title", "url")
        return self

    @property
    def link(self) -> str:
        """Where a reader finds the source."""
        if self.doi:
            return f"https://doi.org/{self.doi}"
        return f"https://pubmed.ncbi.nlm.nih.gov/{self.pmid}/" if self.pmid else str(self.url)


class References(RootModel[dict[Slug, Reference]]):
    """docs/references.yml: each key is what a page cites as [@key]."""
