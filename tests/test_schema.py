"""The JSON Schema for editors and the checker refuse the same shapes, and accept the same pages."""

import copy
import json
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator, FormatChecker

from clinic.guide import MODELS
from clinic.link import load
from clinic.read.page import read_page
from clinic.read.site import DATA_FILES, Site, read_data
from clinic.read.source import Source
from overlays import SITE
from running import LIBRARY, build_py

Place = tuple[str | int, ...]
BETWEEN_FIELDS = {"exactly_one", "needs", "no_main", "span_inverted"}
"""What the checker asks of several values at once; it is no shape, and no schema can say it."""
PEOPLE = "docs/people/pat-example.md"
SAMPLES = {
    "exercise": "exercises/squat.md", "article": "docs/articles/squats.md", "person": PEOPLE,
    "program": "docs/programs/two-days.md", "page": "docs/articles.md",
    "glossary": "docs/glossary.md", "block": "docs/blocks/general-education.md",
    **{name: path for path, name in DATA_FILES.items()},
}  # fmt: skip
WRONG: dict[str, Any] = {
    "nothing": None,
    "a list": ["zz"],
    "an empty list": [],
    "a group": {"zz": 1},
    "an empty text": "",
    "a space": " ",
    "too long": "x" * 2000,
    "an unknown term": "zz-unknown",
    "too many items": ["zz"] * 20,
    "too large": 1_000_000,
    "too small": -1,
    "no whole number": 1.5,
    "true": True,
    "two lines": "two\nlines",
    "no range": "8 to 12",
    "no day": "2026-02-30",
}


@cache
def small() -> Site:
    """The tiny clean clinic."""
    return load(SITE, date(2026, 11, 22))


@cache
def schemas() -> dict[str, Any]:
    """What 'build.py schema' prints for it."""
    done = build_py("schema", root=SITE)
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


def accepted_by_schema(kind: str, data: Any) -> bool:
    """What an editor would say."""
    checker = Draft202012Validator(schemas()[kind], format_checker=FormatChecker())
    return bool(checker.is_valid(data))


def faults_of(kind: str, data: Any, site: Site | None = None) -> set[str]:
    """What the checker would say about a file that holds this."""
    text, path = json.dumps(data, ensure_ascii=False), SAMPLES[kind]
    if kind == "clinic":
        text = f"extra:\n  clinic: {text}\n"
    if path.endswith(".yml"):
        source = Source(path, text=text)
        found = read_data(source, kind).faults
    else:
        source = Source(path, text=f"---\n{text}\n---\n\nText.\n")
        terms = (site or small()).files["vocabulary"].fields.data
        found = read_page(source, kind, terms).faults
    return {fault.kind for fault in [*found, *source.faults]}


def sample(kind: str) -> Any:
    """A good page or list of this kind, with as many fields as it has."""
    site = small()
    return site.files[kind].fields.data if kind in site.files else site.by_path[SAMPLES[kind]].data


def places(value: Any, here: Place = ()) -> Iterator[Place]:
    """The path of every value."""
    yield here
    inner: Iterable[tuple[str | int, Any]] = ()
    if isinstance(value, dict | list):
        inner = value.items() if isinstance(value, dict) else enumerate(value)
    for key, part in inner:
        yield from places(part, (*here, key))


def changed(data: Any, place: Place, value: Any = None, *, delete: bool = False) -> Any:
    """A copy with another value at one place."""
    if not place:
        return value
    made = part = copy.deepcopy(data)
    for key in place[:-1]:
        part = part[key]
    if delete:
        del part[place[-1]]
    else:
        part[place[-1]] = value
    return made


def mistakes(data: Any) -> Iterator[tuple[str, Any]]:
    """Copies of good data, each with one mistake of shape, or with a change that is none."""
    for place in places(data):
        for name, value in WRONG.items():
            if place:
                yield f"{place}: {name}", changed(data, place, value)
        if place:
            yield f"{place}: missing", changed(data, place, delete=True)
        part = data
        for key in place:
            part = part[key]
        if isinstance(part, dict):
            yield f"{place}: unknown key", changed(data, (*place, "zz_key"), "zz")


@pytest.mark.parametrize("kind", MODELS)
def test_schema_and_checker_refuse_the_same_shapes(kind: str) -> None:
    data = sample(kind)
    assert accepted_by_schema(kind, data)
    assert faults_of(kind, data) == set()
    refused, differ = 0, []
    for name, wrong in mistakes(data):
        said = accepted_by_schema(kind, wrong)
        faults = faults_of(kind, wrong)
        refused += not said
        if said == bool(faults - BETWEEN_FIELDS) or (not said and not faults):
            differ.append((name, "schema accepts" if said else "schema refuses", faults))
    assert differ == []
    assert refused > 10


@pytest.mark.parametrize("kind", MODELS)
def test_every_required_field_is_asked_for_by_both(kind: str) -> None:
    if kind not in ("codes", "addresses", "references"):
        data = sample(kind)
        required = {field.alias or key for key, field in MODELS[kind].model_fields.items()
                    if field.is_required()}  # fmt: skip
        assert required == set(schemas()[kind]["required"])
        for name in required:
            wrong = changed(data, (name,), delete=True)
            assert not accepted_by_schema(kind, wrong)
            assert "missing" in faults_of(kind, wrong)


def test_every_good_page_is_accepted_by_both() -> None:
    done = build_py("schema", root=LIBRARY)
    real = dict(json.loads(done.stdout))
    site = load(LIBRARY, date.today())
    pages = [page for page in site.pages if page.model is not None]
    assert len(pages) > 40
    for page in pages:
        checker = Draft202012Validator(real[page.kind], format_checker=FormatChecker())
        said = [f"{error.json_path}: {error.message}" for error in checker.iter_errors(page.data)]
        assert said == [], page.path
        assert faults_of(page.kind, page.data, site) == set()


def test_a_range_beyond_its_limits_is_refused_by_both() -> None:
    for wrong in ("0-900", "2-900", "0"):
        data = changed(sample("exercise"), ("dose", "sets"), wrong)
        assert faults_of("exercise", data) & {"span_outside", "not_a_span"}
        assert not accepted_by_schema("exercise", data)


def test_the_schema_knows_the_terms_of_the_clinic() -> None:
    vocabulary = yaml.safe_load((SITE / "exercises/vocabulary.yml").read_text())
    region = schemas()["exercise"]["properties"]["region"]
    assert region["items"]["enum"] == list(vocabulary["regions"])
    assert "x-vocabulary" not in json.dumps(schemas())


def test_the_schema_explains_every_field() -> None:
    for kind, made in schemas().items():
        groups = [made, *made.get("$defs", {}).values()]
        for group in groups:
            for name, field in group.get("properties", {}).items():
                assert field.get("description"), f"{kind}: {name}"


def test_one_kind_can_be_asked_for() -> None:
    for kind in ("exercise", "addresses"):
        done = build_py("schema", kind, root=SITE)
        assert done.returncode == 0
        assert json.loads(done.stdout) == schemas()[kind]


def test_the_schemas_are_themselves_valid() -> None:
    for made in schemas().values():
        assert made["$schema"] == "https://json-schema.org/draft/2020-12/schema"
        Draft202012Validator.check_schema(made)


def test_the_samples_are_files_of_the_clinic() -> None:
    assert set(SAMPLES) == set(MODELS)
    assert all((Path(SITE) / path).is_file() for path in SAMPLES.values())
