"""Front matter: YAML whose every value keeps its place and stays as the author typed it.

libyaml gives the tree of values with exact places in one pass. Types are read here, by the
rules of YAML 1.2, so that 'no', '1:30' and '010' stay what the author wrote.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml.cyaml import CParser  # type: ignore[attr-defined]
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from clinic.read.place import Place
from clinic.read.source import Source
from clinic.read.yaml_mistakes import Mend, describe, repair, spot

DEEPEST = 12
MOST_REPAIRS = 20
SUSPICIOUS = ("&", "*", "!", "- - - -", "? ? ? ?", "\n" + " " * 24)
MOST_BRACKETS = 60
INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]*)")
DECIMAL = re.compile(r"[-+]?(?:0|[1-9][0-9]*)?\.[0-9]+")
WORDS: dict[str, Any] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip
NUMBER_STARTS = frozenset("+-.0123456789")

Path = Sequence[str | int]


class Tree(CParser):
    """libyaml's parser alone: it builds the tree and leaves every type to us."""

    def __init__(self, stream: str) -> None:
        CParser.__init__(self, stream)

    def resolve(self, kind: type[Node], value: str, implicit: tuple[bool, bool]) -> str:
        """Every value keeps the empty tag."""
        return ""

    def descend_resolver(self, current_node: Node | None, current_index: Any) -> None:
        """Nothing depends on where a value stands."""

    def ascend_resolver(self) -> None:
        """Nothing depends on where a value stands."""


@dataclass
class Fields:
    """The values of one YAML text, and the tree that knows where each stands."""

    source: Source
    data: Any = None
    node: Node | None = None
    first_line: int = 1
    """The number, in the file, of the YAML text's first line."""
    text: str = ""
    """The YAML text as it was read, with what was mended in it."""
    mends: list[Mend] = field(default_factory=list)

    def place(self, path: Path = (), key: bool = False) -> Place:
        """Where the value at this path stands, or its key; else its nearest known parent."""
        found, found_key = self.node, None
        for part in path:
            child, child_key = step(found, part)
            if child is None:
                key = True
                break
            found, found_key = child, child_key
        target = found_key if key and found_key is not None else found
        if target is None or target is self.node:
            return self.source.at(self.first_line)
        return self.of_node(target)

    def of_node(self, node: Node) -> Place:
        """The place of a node of the tree, cut off at the end of its first line."""
        line, column = self.spot(node.start_mark)
        end_line, end_column = self.spot(node.end_mark)
        if end_line == line and end_column > column:
            return self.source.at(line, column, end_column - column)
        return self.source.at(line, column)

    def of_mark(self, mark: Any) -> Place:
        """The place of a mark of the YAML reader, to the end of its line."""
        return self.source.at(*self.spot(mark))

    def spot(self, mark: Any) -> tuple[int, int]:
        """Line and column, in the file, of a mark of the YAML reader."""
        line, column = spot(self.text, mark)
        return line + self.first_line, self.typed_column(line, column) + 1

    def typed_column(self, line: int, column: int) -> int:
        """The column that a column of the mended text has in the text as its author typed it."""
        for mend in reversed(self.mends):
            column = mend.before(line, column)
        return column

    def written(self, path: Path) -> str:
        """The value at this path as the author typed it, without quotes; '' for a group."""
        node = self.scalar(path)
        return node.value if node else ""

    def typed(self, path: Path) -> str:
        """The value at this path with the quotes that its author put around it."""
        node = self.scalar(path)
        quote = node.style if node and node.style in ("'", '"') else ""
        return f"{quote}{node.value}{quote}" if node else ""

    def scalar(self, path: Path) -> ScalarNode | None:
        """The node of a single value, or None where a group or nothing stands."""
        node = self.node
        for part in path:
            node = step(node, part)[0]
        return node if isinstance(node, ScalarNode) else None


def step(node: Node | None, part: str | int) -> tuple[Node | None, Node | None]:
    """The child of a node under this key or index, with the node of its key."""
    if isinstance(node, MappingNode):
        for key, value in node.value:
            if isinstance(key, ScalarNode) and key.value == str(part):
                return value, key
    elif isinstance(node, SequenceNode) and isinstance(part, int) and part < len(node.value):
        return node.value[part], None
    return None, None


def read_fields(source: Source, text: str, first_line: int = 1) -> Fields:
    """Read YAML text. Mistakes become faults of the source; the data is None if nothing is left.

    Mistakes with one obvious meaning (a colon without quotes, a tab) are reported and mended in
    memory, so that the mistakes behind them are found in the same run.
    """
    fields = Fields(source, first_line=first_line, text=text)
    for _ in range(MOST_REPAIRS):
        try:
            if suspicious(fields.text) and not harmless(fields, fields.text):
                return fields
            fields.node = yaml.compose(fields.text, Loader=Tree)  # type: ignore[arg-type]
        except yaml.YAMLError as error:
            mistake = describe(error, fields.text)
            column = fields.typed_column(mistake.line, mistake.column)
            place = source.at(mistake.line + first_line, column + 1, mistake.length)
            source.fault(mistake.kind, place, **mistake.details)
            mend = repair(fields.text, mistake)
            if mend is None:
                return fields
            fields.text = mend.made_in(fields.text)
            fields.mends.append(mend)
            continue
        break
    if fields.node is not None:
        fields.data = values(fields.node, fields)
    return fields


def suspicious(text: str) -> bool:
    """Whether a quick look finds signs of aliases, tags or deep nesting."""
    brackets = text.count("[") + text.count("{")
    return brackets > MOST_BRACKETS or any(sign in text for sign in SUSPICIOUS)


def harmless(fields: Fields, text: str) -> bool:
    """Whether the text has no aliases, tags or deep nesting; what it has becomes a fault.

    Works on the stream of events, before anything is built, so a bomb costs nothing.
    """
    depth = 0
    for event in yaml.parse(text, Loader=Tree):  # type: ignore[arg-type]
        kind = None
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            kind = "alias"
        elif getattr(event, "tag", None):
            kind = "tag"
        elif isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            kind = "too-deep" if depth > DEEPEST else None
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if kind:
            fields.source.fault(kind, fields.of_mark(event.start_mark), most=DEEPEST)
            return False
    return True


def values(node: Node, fields: Fields) -> Any:
    """The plain value of a node: text, number, true/false, nothing, list or mapping."""
    if node.__class__ is ScalarNode:
        text: str = node.value
        return text if node.style else typed(text)
    if node.__class__ is SequenceNode:
        return [values(item, fields) for item in node.value]
    mapping: dict[str, Any] = {}
    for key, value in node.value:
        name = key.value if isinstance(key, ScalarNode) else None
        if name is None:
            fields.source.fault("odd-key", fields.of_node(key))
            continue
        if name in mapping:
            first = next(k for k, _ in node.value if k.value == name)
            fields.source.fault(
                "duplicate-key", fields.of_node(key), key=name, first=fields.of_node(first)
            )
            continue
        mapping[name] = values(value, fields)
    return mapping


def typed(text: str) -> Any:
    """The value of an unquoted text by the core rules of YAML 1.2."""
    if text in WORDS:
        return WORDS[text]
    if text[0] not in NUMBER_STARTS or len(text) > 18:
        return text
    if INTEGER.fullmatch(text):
        return int(text)
    return float(text) if DECIMAL.fullmatch(text) else text
