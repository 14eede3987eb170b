"""HTML from templates: every value is shown as the text it is, unless it is HTML already."""

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

OVERRIDES = Path(__file__).resolve().parents[3] / "overrides"


@cache
def environment() -> Environment:
    """The templates of overrides/. A name that does not exist is an error, never an empty place."""
    made = Environment(
        loader=FileSystemLoader([OVERRIDES / "compose", OVERRIDES]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=True,
        auto_reload=False,
    )
    made.filters["sentence"] = sentence
    return made


@cache
def template(name: str) -> Template:
    """One template of overrides/compose."""
    return environment().get_template(name + ".html.j2")


@cache
def inline() -> Any:
    """The macros for what stands inside a sentence, such as link(target, label)."""
    return template("inline").module


def rendered(name: str, /, **values: Any) -> Markup:
    """One template of overrides/compose, filled in."""
    return Markup(template(name).render(values).strip())


def forget() -> None:
    """Read the templates anew the next time: in a preview they change while the program runs."""
    for kept in (environment, template, inline):
        kept.cache_clear()


def sentence(text: str) -> str:
    """The text with a capital first letter and a full stop."""
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "!", "?", ":")) else text + "."
