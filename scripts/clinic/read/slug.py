"""Words as part of an address."""

import re
import unicodedata
from functools import lru_cache


@lru_cache(maxsize=4096)
def slugged(text: str) -> str:
    """A heading as an anchor: small letters, hyphens for spaces. Done twice it is the same."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    plain = re.sub(r"[^\w\s-]", "", plain).strip().lower()
    return re.sub(r"[-\s]+", "-", plain)
