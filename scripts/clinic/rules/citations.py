"""Citations: every source is known, used and written so that it can be followed."""

from collections.abc import Iterator

from clinic.check.engine import rule
from clinic.check.problem import NOTE, Finding
from clinic.check.speech import did_you_mean
from clinic.read.site import Site


@rule("LINK004")
def citations_are_known(site: Site) -> Iterator[Finding]:
    """Every citation names a source of docs/references.yml.

    Why: a claim without its source can't be checked by anyone.
    Fix: use a key of docs/references.yml, or add the source there.
    """
    known = site.files["references"].fields.data if "references" in site.files else None
    if not isinstance(known, dict):
        return
    for edge in site.links.edges:
        if edge.kind in ("cite", "reference") and edge.target not in known:
            fix, near = did_you_mean(
                edge.target, known, "Add the source to docs/references.yml first."
            )
            mark = "@" if edge.kind == "cite" else ""
            yield Finding(
                edge.place, f'no source has the key "{edge.target}".', fix,
                mark + near if near else None,
            )  # fmt: skip


@rule("LINK009", NOTE)
def references_are_used(site: Site) -> Iterator[Finding]:
    """Every source in docs/references.yml is cited somewhere.

    Why: a source that nothing cites is easily forgotten when it is updated.
    Fix: cite it, or keep it for later; this is only a note.
    """
    references = site.files.get("references")
    if references is not None and references.model is not None and site.complete:
        for key in references.model.root:
            if key not in site.links.cited:
                yield Finding(
                    references.fields.place((key,), key=True),
                    f'no page cites "{key}".',
                    f"Cite it as [@{key}] where it supports a claim, or keep it for later.",
                )


@rule("LINK023")
def citations_are_written_right(site: Site) -> Iterator[Finding]:
    """A citation is written [@key], or [@key; @other-key].

    Why: anything else is printed as it stands.
    Fix: use the key of the source in docs/references.yml.
    """
    for page in site.pages:
        for citation in page.body.citations:
            text = page.body.raw[citation.start + 1 : citation.end - 1].decode("utf-8", "replace")
            parts = [part.strip() for part in text.split(";")]
            if any(part[:1] != "@" or " " in part or len(part) == 1 for part in parts):
                yield Finding(
                    page.at_body(citation.start, citation.end),
                    f'"[{text}]" is not a citation that we can follow.',
                    "Write [@key] with a key of docs/references.yml; separate several with ;",
                )
