"""Texts that lose their end: in YAML, a space and a number sign start a remark."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from clinic.link.marks import Pattern, text_fields
from clinic.model import DATA_MODELS, PAGE_MODELS
from clinic.read.frontmatter import Fields
from clinic.read.place import Place
from clinic.read.site import Site

REMARK = re.compile(r"[ \t]+#")
QUOTES = ("'", '"', "|", ">")


class Cut(NamedTuple):
    """A text with what was cut off. whole: all of it, where it stands on one line."""

    place: Place
    lost: str
    whole: str | None


def cut_texts(site: Site) -> Iterator[Cut]:
    """Every text without quotes behind which something stands that YAML takes as a remark.

    A remark behind a term, a number, a day or a list cuts nothing off, so it may stand there.
    """
    read = [(page.fields, PAGE_MODELS[page.kind]) for page in site.pages]
    read += [(file.fields, DATA_MODELS[name]) for name, file in site.files.items()]
    for fields, model in read:
        if fields.node is not None and REMARK.search(fields.text):
            patterns = text_fields(model)
            for path, node in single_values(fields.node):
                if any(fits(path, pattern) for pattern in patterns) and (
                    cut := cut_off(fields, node)
                ):
                    yield cut


def single_values(node: Node, path: Pattern = ()) -> Iterator[tuple[Pattern, ScalarNode]]:
    """Every value that is no group and no list, with its path; '*' for the items of a list."""
    if isinstance(node, ScalarNode):
        yield path, node
    elif isinstance(node, SequenceNode):
        for item in node.value:
            yield from single_values(item, (*path, "*"))
    elif isinstance(node, MappingNode):
        for key, value in node.value:
            yield from single_values(value, (*path, str(key.value)))


def fits(path: Pattern, pattern: Pattern) -> bool:
    """Whether a path is one of those that a pattern means."""
    return len(path) == len(pattern) and all(
        part in ("*", here) for part, here in zip(pattern, path, strict=True)
    )


def cut_off(fields: Fields, node: ScalarNode) -> Cut | None:
    """What was cut off behind this text, or None. An empty text with a plain remark is whole."""
    (first, start), (line, end) = fields.spot(node.start_mark), fields.spot(node.end_mark)
    written = fields.source.line(line)
    remark = REMARK.match(written, end - 1)
    if remark is None or fields.source.line(first)[start - 1 : start] in QUOTES:
        return None
    lost = written[remark.end() - 1 :].rstrip()
    if not node.value:
        nothing = re.match(r"#(?:\s|$)", lost)
        return None if nothing else Cut(fields.source.at(line, remark.end()), lost, lost)
    if first != line:
        return Cut(fields.source.at(line, remark.end()), lost, None)
    return Cut(fields.source.at(line, start), lost, written[start - 1 :].rstrip())
