"""Markdown from templates: every value is shown as the text it is, never as markup."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import markupsafe
from jinja2 import Environment, FileSystemLoader, StrictUndefined

OWN_TEMPLATES = Path(__file__).resolve().parents[3] / "overrides" / "compose"
SPECIAL = re.compile(r"([\\`*_\[\]{}|~^])")
LINE_START = re.compile(r"^(\s*)([#+>=:-]|\d+(?=[.)]))", re.MULTILINE)


class Markdown(str):
    """Text that is Markdown already."""

    __slots__ = ()


def escaped(value: Any) -> str:
    """A value as Markdown that shows just its text. Markdown stays as it is."""
    if isinstance(value, Markdown):
        return value
    text = str(value).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    text = SPECIAL.sub(r"\\\1", text)
    return LINE_START.sub(lambda m: m[1] + line_start(m[2]), text)


def line_start(mark: str) -> str:
    """A mark that would start a list or heading, made harmless."""
    return "".join(f"&#{ord(character)};" for character in mark)


@cache
def environment(folder: Path = OWN_TEMPLATES) -> Environment:
    """The templates of overrides/compose."""
    made = Environment(
        loader=FileSystemLoader(folder),
        finalize=escaped,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,
    )
    made.filters["sentence"] = sentence
    made.filters["html"] = html
    return made


def rendered(name: str, **values: Any) -> Markdown:
    """One template of overrides/compose, filled in. Runs of blank lines become one."""
    text = environment().get_template(name + ".md.j2").render(values)
    return Markdown(re.sub(r"\n{3,}", "\n\n", text).strip() + "\n")


def html(text: str) -> Markdown:
    """A value inside HTML that stands in Markdown."""
    return Markdown(markupsafe.escape(text))


def sentence(text: str) -> str:
    """The text with a capital first letter and a full stop."""
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "!", "?", ":")) else text + "."
