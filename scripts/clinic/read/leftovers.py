"""Text that was meant as markup and did not become any: readers would see the bare signs."""

import re
from collections.abc import Iterator

SIGNS = re.compile(r"[\[\]*`~|{%@•‣◦●○▪·#]")
"""A text without any of these and without NOTES holds no leftover: most texts end here."""
NOTES = ("TODO", "FIXME", "TBD", "XXX", "orem ipsum")
ANYWHERE = {
    "link": r"!?\[\[[^\]\n]*\]?|!?\[[^\[\]\n]*\]\([^)\n]*\)?|!?\[[^\[\]\n]+\][ \t]+\((?:https?://"
            r"|mailto:|www\.|\.{0,2}/|#)?[\w./#%-]*\.?[\w/#-]+\.(?:md|org|com|net|gov|html?|jpe?g|png)"
            r"[^)\n]*\)|\[[^\[\]\n]+\]\[[^\[\]\n]*\]",
    "note": r"\[(?:TODO|FIXME|NOTE|TBD)\b[^\]\n]*\]|\[[A-Z]{2,}(?: [A-Z]+)*: [^\]\n]*\]"
            r"|\b(?:TODO|FIXME|TBD)\b(?:: ?)?|\bXXX\b|[Ll]orem ipsum",
    "footnote": r"\[\^[^\]\n]+\]",
    "citation": r"\(@[a-z][\w.:-]*[^)\n]*\)|\[@(?:[\w-]+(?:[.:][\w-]+)*)?",
    "bold": r"\*\*",
    "strike": r"~~",
    "code": r"`+",
    "table": r"\|[ \t]*:?-{2,}|^\|.*\|[ \t]*$",
    "attributes": r"\{:[^}\n]*\}?|\{[.#][\w-][^}\n]*\}",
    "comment": r"%%",
    "bracket": r"\[[^\[\]\n]{2,60}\]",
}  # fmt: skip
AT_LINE_START = {
    "number": r"\d{1,2}[.)](?=[^\W\d_])",
    "bullet": r"[•‣◦●○▪·]|[-+*](?=[^\W\d_])",
    "heading": r"#{2,6}(?=[^\W_])|#(?=[A-Z])",
}
"""Each kind of leftover with what it looks like; 'bracket' counts only around a page's name."""


def pattern(kinds: dict[str, str]) -> re.Pattern[str]:
    """One pattern that finds the leftovers of these kinds, the first kind first."""
    return re.compile("|".join(f"(?P<{kind}>{shape})" for kind, shape in kinds.items()))


FOUND_ANYWHERE = pattern(ANYWHERE)
FOUND_AT_LINE_START = pattern(AT_LINE_START)


def leftovers(text: str, line_start: bool) -> Iterator[tuple[str, int, int]]:
    """The kind, start and end of each leftover in a text without markup, each kind once.

    line_start: whether the text starts a line of its source.
    """
    if line_start and (first := FOUND_AT_LINE_START.match(text)):
        yield first.lastgroup or "", first.start(), first.end()
    if not SIGNS.search(text) and not any(note in text for note in NOTES):
        return
    seen: set[str] = set()
    for match in FOUND_ANYWHERE.finditer(text):
        kind = match.lastgroup or ""
        if kind == "bracket" or kind not in seen:
            seen.add(kind)
            yield kind, match.start(), match.end()
