"""What the models say about themselves in an author's words: for messages and guides."""

import ast
import inspect
import itertools
import textwrap
from collections.abc import Sequence
from functools import cache
from typing import Any, get_args

from pydantic import BaseModel


@cache
def docstrings(model: type[BaseModel]) -> dict[str, str]:
    """The text below each field of a model, and of the models that it builds on."""
    found: dict[str, str] = {}
    for base in reversed(model.__mro__):
        if not base.__module__.startswith("clinic.") or "[" in base.__name__:
            continue
        tree = ast.parse(textwrap.dedent(inspect.getsource(base))).body[0]
        body = tree.body if isinstance(tree, ast.ClassDef) else []
        for field, text in itertools.pairwise(body):
            if (
                isinstance(field, ast.AnnAssign)
                and isinstance(field.target, ast.Name)
                and isinstance(text, ast.Expr)
                and isinstance(text.value, ast.Constant)
            ):
                found[field.target.id] = inspect.cleandoc(str(text.value.value))
    given = {key: field.description for key, field in model.model_fields.items()}
    return {key: text for key, text in given.items() if text} | found


def described(model: type[BaseModel] | None, name: str) -> str:
    """What a field is for, or nothing where the model does not say."""
    if model is None:
        return ""
    for key, field in model.model_fields.items():
        if name in (key, field.alias):
            return docstrings(model).get(key, "")
    return ""


def models_in(annotation: Any) -> list[type[BaseModel]]:
    """The models that a type is made of."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for part in get_args(annotation) for model in models_in(part)]


def model_at(model: type[BaseModel], path: Sequence[str | int]) -> type[BaseModel] | None:
    """The model of the value at this path, or None where it is not a group of fields."""
    here: type[BaseModel] | None = model
    for part in path:
        if here is None:
            return None
        root = here.model_fields.get("root")
        if root is not None:
            here = next(iter(models_in(root.annotation)), None)
            continue
        if isinstance(part, int):
            continue
        field = next((f for key, f in here.model_fields.items() if part in (key, f.alias)), None)
        if field is None and here.__name__ != "VocabularyTerm":
            continue
        here = next(iter(models_in(field.annotation)), None) if field else here
    return here


def example(kind: str, written: str) -> str:
    """How a value of the right form is written."""
    examples = {
        "list_type": f"Write:  - {written}" if written else "Write each item after a dash.",
        "dict_type": 'Write lines such as "name: value" below it.',
        "model_type": 'Write lines such as "name: value" below it.',
        "string_type": f'Write "{written}" between quotes.' if written else "Write a text.",
        "int_type": "Write a number such as 3.",
    }
    return examples.get(kind, "Compare it with the same field of another page.")
