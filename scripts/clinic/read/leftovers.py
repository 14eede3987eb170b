"""Text that was meant as markup and did not become any: readers would see the bare signs."""

import re
from collections.abc import Iterator
from functools import cache

SIGNS = re.compile(r"[\[\]*`~|{%@_&<^#]|==|:[a-z_]+:|^:?-+:?[ \t]*$", re.MULTILINE)
"""A text without any of these and without NOTES holds no leftover: most texts end here."""
NOTES = ("TODO", "FIXME", "TBD", "TBC", "XXX", "orem ipsum", "odo:")
ANYWHERE = {
    "box": r"\[![ \t]*[A-Za-z]+[!\s]*\]?",
    "link": r"!?\[\[[^\]\n]*\]?|!?\[[^\[\]]*\]\((?:[^()]{0,300}\)|[^)\n]*)"
            r"|!?\[[^\[\]]+\]\s+\((?=[^()\s]*(?:\.(?:md|org|com|net|gov|html?|jpe?g|png)\b|/))[^()]*\)"
            r"|\[[^\[\]]+\]\[[^\[\]]*\]|\((?=[^()\s]*\)\[)[^()\s]*?[./][^()\s]*\)\[[^\[\]]+\]"
            r"|<(?=https?://|www\.)|<[^<>\s]{1,200}\.(?:md|html?|jpe?g|png)\b[^<>\s]{0,99}>?",
    "note": r"\[(?:TODO|FIXME|NOTE|TBD|TBC|[Ii]nsert|INSERT|[Cc]heck|[Aa]dd|[Cc]onfirm"
            r"|[Cc]itation needed|[Ss]ource|PHONE|NAME|DATE|ADDRESS|EMAIL|LINK|SOURCE|PHOTO"
            r"|IMAGE)\b[^\[\]]*\]"
            r"|\[[A-Z]{2,}(?: [A-Z]+)*: [^\[\]]*\]|\[[A-Z]{2,}(?: [A-Z]{2,})+\]|\[\w+: [^\[\]]*\?\]"
            r"|\b(?:TODO|FIXME|TB[DC])\b(?:: ?)?|\b[Tt]odo:|\bXXX\b|[Ll]orem ipsum",
    "footnote": r"\[\^[^\[\]\n]+\]",
    "citation": r"\(@[A-Za-z][^()]*\)|\[@[\w.:-]*|\[ +@[\w.:-]+",
    "bold": r"\*\*|(?<![\w*])\*(?=[^\W\d_])|(?<!\w)_{1,2}(?=[^\W_])|(?<=[^\W_])__(?!\w)|==(?=\w)",
    "strike": r"~~",
    "code": r"`+",
    "table": r"\|[ \t]*:?-{2,}|^\|.*\|[ \t]*$|^:-+:?[ \t]*$|^-+:[ \t]*$",
    "attributes": r"\{:[^}\n]*\}?|\{[.#][\w-][^{}\n]*\}|\{[ \t]*[\w-]+=[^{}\n]*\}"
                  r"|\{\{[^{}\n]*(?:\}\})?|\{%[^{}\n]*\}?|\[(?:TOC|_TOC_)\]"
                  r"|(?<![\w:]):[a-z][a-z0-9_+-]+:(?![\w:])|(?:^|(?<=\s))\^[A-Za-z0-9-]{2,}[ \t]*$",
    "entity": r"&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});"
              r"|&(?:nbsp|amp|lt|gt|quot|copy|reg|deg|[nm]dash|hellip|times)\b",
    "comment": r"%%|<!--",
    "bracket": r"\[[^\[\]\n]{2,60}\]",
    "at": r"(?<![\w.@])@[A-Za-z][\w:-]*",
}  # fmt: skip
AT_LINE_START = {
    "number": r"\d{1,2}[.)](?=[^\W\d_])",
    "bullet": r"[•‣◦●○▪·⁃∙►▶➢➤✦❖■□\uf0a7\uf0b7\uf0d8]|[-+*](?=[^\W\d_]|\[[ xX]?\])",
    "task": r"\[[ xX]?\]",
    "heading": r"#{1,6}(?=[^\W\d_])|#{7,}(?=[ \t])|={3,}[ \t]*$",
    "attributes": r":::+|\*\[[^\[\]\n]+\]:|:[ \t]+(?=\w)",
}
"""Each kind of leftover with what it looks like.

'bracket' and 'at' count only around the name of a page or a source.
"""
MANY = ("bracket", "at")
ITEM = re.compile(
    r"^(?:(?P<dash>[–—])|(?P<arrow>[→⇒➔]|[-=]>)|(?P<tick>[✓✔✅☑☐])|(?P<letter>[a-z][.)])"
    r"|(?P<roman>[ivx]{1,4}[.)])|(?P<round>\((?:\d{1,2}|[a-z])\))|(?P<colon>\d{1,2}:)"
    r"|(?P<apart>\d{1,2} [.)])|(?P<circled>[①-⑳])|(?P<o>o))[ \t]+(?=\S|\Z)",
    re.MULTILINE,
)
"""How lists look that other programs write: one such line may be a sentence, two are a list."""


def pattern(kinds: dict[str, str], before: str = "") -> re.Pattern[str]:
    """One pattern that finds the leftovers of these kinds, the first kind first."""
    shapes = "|".join(f"(?P<{kind}>{shape})" for kind, shape in kinds.items())
    return re.compile(f"{before}(?:{shapes})", re.MULTILINE)


@cache
def found_anywhere() -> re.Pattern[str]:
    """The pattern of what can stand anywhere; it is long, and few texts need it."""
    return pattern(ANYWHERE)


FOUND_AT_LINE_START = pattern(AT_LINE_START, "^")


def leftovers(text: str, line_start: bool, noted: bool = True) -> Iterator[tuple[str, int, int]]:
    """The kind, start and end of each leftover in a text without markup, each kind once a line.

    line_start: whether the text starts a line of its source. noted: whether one of NOTES may be in
    it.
    """
    if line_start or "\n" in text:
        for match in FOUND_AT_LINE_START.finditer(text):
            if line_start or match.start():
                yield match.lastgroup or "", match.start(), match.end()
    if not SIGNS.search(text) and not (noted and any(note in text for note in NOTES)):
        return
    seen: set[str] = set()
    last = 0
    for match in found_anywhere().finditer(text):
        if "\n" in text[last : match.start()]:
            seen.clear()
        last = match.start()
        kind = match.lastgroup or ""
        if kind in MANY or kind not in seen:
            seen.add(kind)
            yield kind, match.start(), match.end()


def items(text: str, line_start: bool) -> Iterator[tuple[str, int, int]]:
    """The shape, start and end of what may be the start of an item, at the starts of lines."""
    for match in ITEM.finditer(text):
        if line_start or match.start():
            yield match.lastgroup or "", match.start(), match.end()
