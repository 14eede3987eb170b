"""The seal of a review: a short hash of everything clinical that was read and signed."""

import hashlib
import json
from typing import Any

from clinic.read.page import Page

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


def seal(page: Page) -> str:
    """The seal of a page, its reviewer and their day. It changes with any clinical word."""
    fields: dict[str, Any] = {k: v for k, v in page.data.items() if k not in NOT_CLINICAL}
    review = fields.pop("review", {})
    signed = [str(review.get("by")), str(review.get("on"))]
    text = json.dumps([fields, signed, page.body.raw.decode("utf-8", "replace").strip()],
                      sort_keys=True, ensure_ascii=False)  # fmt: skip
    return hashlib.blake2b(text.encode(), digest_size=6).hexdigest()
