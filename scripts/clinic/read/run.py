"""A run of text: pieces that the parser hands out one by one and that belong together."""

from bisect import bisect_right
from functools import cached_property
from itertools import accumulate


class Run:
    """Neighboring pieces of text without markup between them, each with its place in bytes."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.starts: list[int] = []
        self.known = (0, 0, 0)
        """The last answer of at(): a piece, and how many characters and bytes of it."""

    def add(self, text: str, start: int) -> None:
        """Add the next piece."""
        self.texts.append(text)
        self.starts.append(start)

    @cached_property
    def text(self) -> str:
        """All of it; asked for when the run is complete."""
        return self.texts[0] if len(self.texts) == 1 else "".join(self.texts)

    @cached_property
    def ends(self) -> list[int]:
        """How many characters the run has up to the end of each piece."""
        return list(accumulate(map(len, self.texts)))

    def at(self, index: int) -> int:
        """The offset in bytes of a character of the run, or of its end."""
        if len(self.texts) == 1 and self.text.isascii():
            return self.starts[0] + index
        piece = min(bisect_right(self.ends, index), len(self.texts) - 1)
        inside = index - (self.ends[piece] - len(self.texts[piece]))
        last, characters, count = self.known
        if last != piece or characters > inside:
            characters = count = 0
        added = self.texts[piece][characters:inside]
        self.known = piece, inside, count + len(added.encode("utf-8", "surrogatepass"))
        return self.starts[piece] + self.known[2]

    def escaped(self, index: int, raw: bytes) -> bool:
        """Whether a backslash in the source says that this character is meant as it stands."""
        offset = self.at(index)
        return raw[offset - 1 : offset] == b"\\"

    def after(self, index: int) -> "Run":
        """The rest of the run from a character on."""
        rest, here = Run(), 0
        for text, start in zip(self.texts, self.starts, strict=True):
            skipped = min(max(index - here, 0), len(text))
            here += len(text)
            if skipped < len(text):
                rest.add(text[skipped:], start + len(text[:skipped].encode()))
        if not rest.texts:
            rest.add("", self.at(index))
        return rest
