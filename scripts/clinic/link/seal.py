"""The seal of a review: a short hash of everything clinical that was read and signed."""

import hashlib
import json
from typing import Any

from clinic.read.page import Page
from clinic.read.site import Site

NOT_CLINICAL = {
    "status",
    "replaced_by",
    "aliases",
    "authors",
    "media",
    "hero",
    "related",
    "updated",
}


def seal(site: Site, page: Page) -> str:
    """The seal of a page, its reviewer and their day. It changes with any clinical word.

    The shared blocks that stand in the page were read with it, so they belong to it.
    """
    fields, review = clinical_fields(page), page.data.get("review", {})
    signed = [str(review.get("by")), str(review.get("on"))]
    bodies = [body_text(page), *(body_text(block) for _, block in site.links.blocks_of(page))]
    text = json.dumps([fields, signed, *bodies], sort_keys=True, ensure_ascii=False)
    return hashlib.blake2b(text.encode(), digest_size=6).hexdigest()


def clinical_fields(page: Page) -> dict[str, Any]:
    """The fields that a review covers, without the review itself."""
    return {k: v for k, v in page.data.items() if k not in {*NOT_CLINICAL, "review"}}


def body_text(page: Page) -> str:
    """The text of a page as its author wrote it."""
    return page.body.raw.decode("utf-8", "replace").strip()
