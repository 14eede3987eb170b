"""Rendering with MkDocs: the settings, the build and its warnings, without its own command."""

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import yaml
from jinja2 import TemplateError
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, BuildError, ConfigurationError

from clinic.publish.build import NotBuiltError
from clinic.publish.reuse import Reuse
from clinic.read.site import Site
from renderers.mkdocs_plugin import ClinicPlugin

OWN = Path(__file__).resolve().parents[2]
INHERITED = ("theme", "plugins", "markdown_extensions", "validation", "exclude_docs", "not_in_nav")
BANNERS = {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}
os.environ.update(BANNERS)


class Warnings(logging.Handler):
    """Collects what MkDocs warns of; in a strict build each of them counts."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one message."""
        self.lines.append(record.getMessage())


def settings(root: Path, **more: Any) -> MkDocsConfig:
    """The settings of a clinic's site. What its mkdocs.yml leaves out comes from ours.

    Raises NotBuiltError with MkDocs' own words.
    """
    given = load_loosely(root / "mkdocs.yml")
    if root != OWN:
        own = load_loosely(OWN / "mkdocs.yml")
        more |= {key: own[key] for key in INHERITED if key not in given and key in own}
        if isinstance(more.get("theme"), dict):
            more["theme"] = {**more["theme"], "custom_dir": str(OWN / "overrides")}
    with listening() as warnings:
        try:
            return load_config(config_file=str(root / "mkdocs.yml"), **more)
        except (Abort, ConfigurationError) as error:
            said = " ".join(" ".join(warnings.lines or [str(error)]).split())
            raise NotBuiltError(f"mkdocs.yml: {said}") from error


@contextmanager
def listening() -> Iterator[Warnings]:
    """Collect what MkDocs warns of, in place of printing it."""
    warnings, logger = Warnings(), logging.getLogger("mkdocs")
    propagated, logger.propagate = logger.propagate, False
    logger.addHandler(warnings)
    try:
        yield warnings
    finally:
        logger.removeHandler(warnings)
        logger.propagate = propagated


def load_loosely(path: Path) -> dict[str, Any]:
    """The keys of a settings file, whatever tags it uses."""

    class Loose(yaml.SafeLoader):
        """Reads any tag as nothing."""

    Loose.add_multi_constructor("", lambda loader, suffix, node: None)
    Loose.add_multi_constructor("!", lambda loader, suffix, node: None)
    data = yaml.load(path.read_text(encoding="utf-8"), Loader=Loose)
    return data if isinstance(data, dict) else {}


def render(site: Site, into: Path, reuse: Reuse) -> str:
    """Render a checked clinic into a folder, strictly. Returns the site's address.

    reuse: what the last build has already is taken from there.

    Raises NotBuiltError with every warning, one a line.
    """
    with listening() as warnings:
        try:
            config = settings(site.root, site_dir=str(into))
            plugin = config.plugins["clinic"]
            assert isinstance(plugin, ClinicPlugin)
            config.plugins.on_startup(command="build", dirty=False)
            plugin.site, plugin.reuse = site, reuse
            build(config)
            config.plugins.on_shutdown()
        except (Abort, BuildError) as error:
            raise NotBuiltError("\n".join([*warnings.lines, str(error)]).strip()) from error
        except TemplateError as error:
            raise NotBuiltError(f"{where(error)}: {error}") from error
    if warnings.lines:
        raise NotBuiltError("\n".join(warnings.lines))
    return config.site_url or "/"


def where(error: TemplateError) -> str:
    """The template that an error stands in, and its line where that is known."""
    name, line = getattr(error, "filename", None), getattr(error, "lineno", None)
    if name is None:
        return "overrides"
    return f"overrides/{Path(name).name}" + (f", line {line}" if line else "")
