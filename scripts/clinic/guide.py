"""The guides that are generated: JSON Schema for editors, fields and rules for people."""

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from clinic.check.engine import all_rules
from clinic.model import DATA_MODELS, PAGE_MODELS
from clinic.model.describe import docstrings, models_in
from clinic.read.site import Site

MODELS: dict[str, type[BaseModel]] = {**PAGE_MODELS, **DATA_MODELS}
FAMILIES = {
    "files": "Files", "writing": "How fields are written", "fields": "What fields hold",
    "limits": "Limits", "links": "Links", "reach": "Who leads to whom",
    "citations": "Citations", "cards": "Cards and shared blocks",
    "ledger": "Addresses and codes", "graph": "Progressions", "names": "Names of exercises",
    "steps": "Steps", "quality": "Slips in exercises", "trust": "Safety", "signs": "Warning signs",
    "reviews": "Clinical reviews", "promises": "Promises", "words": "Plain words",
    "pictures": "Pictures", "figures": "Figures", "markup": "Marks in texts",
    "pages": "The built pages", "sites": "The built site",
}  # fmt: skip


def schema(site: Site, kind: str) -> dict[str, Any]:
    """The JSON Schema of one model, with the clinic's own terms and the explanations."""
    made = MODELS[kind].model_json_schema(by_alias=True)
    describe(made, MODELS[kind])
    for definition in made.get("$defs", {}).values():
        describe(definition, by_name().get(definition.get("title", "")))
    close_keys(made)
    fill_terms(made, site.data("vocabulary"))
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **made}


def by_name() -> dict[str, type[BaseModel]]:
    """Every model that another is made of, by name."""
    found: dict[str, type[BaseModel]] = {}
    waiting = list(MODELS.values())
    while waiting:
        model = waiting.pop()
        if model.__name__ not in found:
            found[model.__name__] = model
            waiting += [m for f in model.model_fields.values() for m in models_in(f.annotation)]
    return found


def describe(definition: dict[str, Any], model: type[BaseModel] | None) -> None:
    """Add the explanation of each field."""
    if model is not None:
        texts = docstrings(model)
        for key, field in model.model_fields.items():
            name = field.alias or key
            if key in texts and name in definition.get("properties", {}):
                definition["properties"][name]["description"] = texts[key]


def close_keys(part: Any) -> None:
    """Refuse keys that do not have the form of their list, as the models do."""
    if isinstance(part, dict):
        if "patternProperties" in part:
            part["additionalProperties"] = False
        for inner in part.values():
            close_keys(inner)
    elif isinstance(part, list):
        for inner in part:
            close_keys(inner)


def fill_terms(part: Any, vocabulary: Any) -> None:
    """Replace each mark of a list of terms by the terms."""
    if isinstance(part, dict):
        name = part.pop("x-vocabulary", None)
        if name and vocabulary is not None:
            part["enum"] = list(getattr(vocabulary, name))
        for inner in part.values():
            fill_terms(inner, vocabulary)
    elif isinstance(part, list):
        for inner in part:
            fill_terms(inner, vocabulary)


def field_guide() -> str:
    """Every field of every kind of page, in an author's words, in Markdown."""
    lines = ["# The fields of every page", "", "Required fields are in **bold**.", ""]
    for kind, model in MODELS.items():
        lines += [f"## {kind.capitalize()}", "", (model.__doc__ or "").strip(), ""]
        lines += [*rows(model, 0), ""]
    return "\n".join(lines)


def rows(model: type[BaseModel], depth: int) -> Iterator[str]:
    """The fields of a model, those of its parts indented below them."""
    texts = docstrings(model)
    for key, field in model.model_fields.items():
        name = field.alias or key
        parts = models_in(field.annotation)
        if key != "root":
            shown = f"**`{name}`**" if field.is_required() else f"`{name}`"
            yield f"{'    ' * depth}- {shown}: {texts.get(key, '')}"
        if parts and depth < 3:
            yield from rows(parts[0], depth + (key != "root"))


def figure_guide() -> Iterator[tuple[str, str]]:
    """The file name and the text of every picture that .github/FIGURES.md shows."""
    from clinic.compose.sheet import STYLES
    from clinic.figures.plates import plates

    for name, text in plates(STYLES.read_text(encoding="utf-8")):
        yield f"{name}.svg", text


def write_figure_guide(folder: Path) -> int:
    """Write the pictures of the guide; a picture of something that is gone goes. How many."""
    folder.mkdir(parents=True, exist_ok=True)
    made = dict(figure_guide())
    for old in folder.glob("*.svg"):
        if old.name not in made:
            old.unlink()
    for name, text in made.items():
        (folder / name).write_text(text, encoding="utf-8")
    return len(made)


def rule_guide() -> str:
    """Every rule with its reason and its fix, in Markdown."""
    lines = ["# The rules of the checker", "", "Errors stop publishing; warnings and notes do not."]
    rules = sorted(all_rules(), key=lambda rule: (list(FAMILIES).index(rule.family), rule.code))
    for family, members in groupby(rules, key=lambda rule: rule.family):
        lines += ["", f"## {FAMILIES[family]}"]
        for rule in members:
            fixable = " `build.py fix` mends it." if rule.fixable else ""
            lines += [
                "", f"### {rule.code}", "", f"{rule.title} ({rule.severity})", "",
                f"- Why: {rule.why}", f"- Fix: {rule.fix}{fixable}",
            ]  # fmt: skip
    return "\n".join(lines) + "\n"
