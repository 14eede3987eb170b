"""Fields that are missing, unknown, or hold something else than they should."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any, Literal, get_args, get_origin

from clinic.check.cut import cut_texts
from clinic.check.engine import rule
from clinic.check.problem import Finding
from clinic.check.speech import LISTS, did_you_mean, faults, field_name, listed, nearest, shown
from clinic.link.marks import reference_fields
from clinic.model.describe import described, example, model_at
from clinic.read.place import Fault
from clinic.read.site import Site

SHAPES = {
    "list_type": "a list, one item a line, each after a dash",
    "dict_type": 'a group of lines such as "name: value", indented by two spaces',
    "model_type": 'a group of lines such as "name: value", indented by two spaces',
    "model_attributes_type": 'a group of lines such as "name: value", indented by two spaces',
    "string_type": "text",
    "int_type": "a whole number without quotes",
    "float_type": "a number without quotes",
    "float_parsing": "a number",
    "tuple_type": "a list, one item a line, each after a dash",
}
LIMITS = ("greater_than_equal", "less_than_equal", "span_outside")
LENGTHS = ("string_too_long", "string_too_short")
CHOICE = ("literal_error",)
KNOWN = {
    "missing", "extra_forbidden", "unknown_term", *LIMITS, "not_a_day", *LENGTHS, "too_short",
    "too_long", "exactly_one", *CHOICE, "bool_type", "needs", "span_inverted", "not_a_span",
    "string_pattern_mismatch", "no_main", "value_error",
}  # fmt: skip
Group = tuple[str | int, ...]
"""A file and the path of a group of fields in it."""


@rule("META001")
def required_fields_are_there(site: Site) -> Iterator[Finding]:
    """Every required field is filled in.

    Why: the page would have a hole where readers look for this.
    Fix: add the field; the field guide says what belongs there.
    """
    absent = missing_fields(site)
    misspelled = {
        (*group_of(fault), likely_field(fault, absent)) for fault in faults(site, "extra_forbidden")
    }
    for fault in faults(site, "missing"):
        *parent, name = fault.details["path"]
        if (*group_of(fault), name) in misspelled:
            continue
        about = described(model_at(fault.details["model"], parent), str(name))
        where = f' in "{field_name(parent)}"' if parent else ""
        yield Finding(
            fault.place,
            f'the field "{name}" is missing{where}.',
            f"Add it: {about}" if about else "Add it.",
        )


@rule("META002")
def fields_are_known(site: Site) -> Iterator[Finding]:
    """Every field is one that we use.

    Why: a misspelled field is silently ignored elsewhere; here it is an error.
    Fix: correct the name, or delete the field.
    """
    absent = missing_fields(site)
    for fault in faults(site, "extra_forbidden"):
        name, near = fault.details["path"][-1], likely_field(fault, absent)
        fix = f"We use: {', '.join(known_fields(fault))}. Correct the name or delete it."
        if near:
            fix = f'Did you mean "{near}"?'
        yield Finding(fault.place, f'"{name}" is not a field that we use here.', fix, near)


@rule("META003", fixable=True)
def values_have_the_right_form(site: Site) -> Iterator[Finding]:
    """Each value is a text, a number, a list or a group, as its field asks.

    Why: a list where a text is meant can't be shown.
    Fix: write it as the message says.
    """
    kinds = {fault.kind for fault in site.field_faults} - KNOWN
    cut = {text.place[:2] for text in cut_texts(site)} if kinds else set()
    for fault in faults(site, *kinds):
        form = SHAPES.get(fault.kind, "something else")
        value = fault.details["input"]
        if value is None and fault.place[:2] in cut:
            continue
        seen = seen_as(value, fault.details["written"])
        plain = isinstance(value, (int, float)) and fault.kind == "string_type"
        yield Finding(
            fault.place,
            f'"{field_name(fault.details["path"])}" holds {seen}, but {form} is expected.',
            example(fault.kind, fault.details["written"]),
            suggestion=f'"{fault.details["written"]}"' if plain else None,
            old=fault.details["typed"],
        )


@rule("META004")
def terms_are_in_the_vocabulary(site: Site) -> Iterator[Finding]:
    """Every term is one of the vocabulary's.

    Why: readers filter by these terms, so each is spelled one way.
    Fix: use a term of exercises/vocabulary.yml, or add the term there first.
    """
    vocabulary = site.files["vocabulary"].fields.data if "vocabulary" in site.files else {}
    for fault in faults(site, "unknown_term"):
        name = fault.details["vocabulary"]
        fix, near = did_you_mean(
            str(fault.details["input"]), vocabulary.get(name, {}),
            f"Choose one of the {name} in exercises/vocabulary.yml, or add it there.",
        )  # fmt: skip
        what = f'"{fault.details["input"]}" is not a {LISTS.get(name, name)} that we use.'
        yield Finding(fault.place, what, fix, near)


@rule("META009")
def exactly_one_is_given(site: Site) -> Iterator[Finding]:
    """Where one of several fields is needed, exactly one is given.

    Why: a dose that counts repetitions and seconds at once can't be followed.
    Fix: keep one of them and delete the others.
    """
    for fault in faults(site, "exactly_one"):
        names = [name.rstrip("_") for name in fault.details["names"]]
        given = [name.rstrip("_") for name in fault.details["given"]]
        where = f'"{field_name(fault.details["path"])}"' if fault.details["path"] else "this page"
        if given:
            what, fix = f"{where} has {listed(given, 'and')} at once.", "Keep one of them."
        else:
            what, fix = f"{where} has none of {listed(names)}.", "Add one of them."
        yield Finding(fault.place, what, fix)


@rule("META010")
def choices_are_known(site: Site) -> Iterator[Finding]:
    """Fields with a fixed choice hold one of the choices.

    Why: a state or a side that nobody knows can't be shown.
    Fix: use one of the choices.
    """
    for fault in faults(site, *CHOICE):
        choices = choices_of(fault)
        fix, near = did_you_mean(
            str(fault.details["written"]), choices, f"Write {listed(choices)}."
        )
        yield Finding(
            fault.place,
            f'{given(fault)} is not a choice for "{field_name(fault.details["path"])}".',
            fix, near,
        )  # fmt: skip


@rule("META011", fixable=True)
def yes_and_no_are_true_and_false(site: Site) -> Iterator[Finding]:
    """Yes and no are written as true and false.

    Why: yes, no, on and off mean different things to different programs.
    Fix: write true or false, without quotes.
    """
    words = {"yes": "true", "y": "true", "on": "true", "no": "false", "n": "false", "off": "false"}
    for fault in faults(site, "bool_type"):
        written = fault.details["written"]
        meant = words.get(written.casefold()) or {"true": "true", "false": "false"}.get(
            written.casefold()
        )
        yield Finding(
            fault.place,
            f'"{field_name(fault.details["path"])}" is "{shown(written)}", but it is true or '
            "false.",
            f"Write {meant}, without quotes." if meant else "Write true or false, without quotes.",
            suggestion=meant,
            old=fault.details["typed"],
        )


@rule("META012")
def what_belongs_together_is_complete(site: Site) -> Iterator[Finding]:
    """Fields that need each other are all there.

    Why: a review without a name or a day is no review.
    Fix: add the fields that the message names.
    """
    for fault in faults(site, "needs"):
        names = listed([f'"{name}"' for name in fault.details["names"]], "and")
        yield Finding(fault.place, f"{fault.details['reason']}.", f"Add {names}.")


@rule("META015")
def texts_have_the_right_form(site: Site) -> Iterator[Finding]:
    """Names, addresses and numbers of sources have their usual form.

    Why: they are used to find things, and a slip makes them find nothing.
    Fix: compare with the example.
    """
    for fault in faults(site, "string_pattern_mismatch"):
        if names_something(fault):
            continue
        value = str(fault.details["input"])
        model = model_at(fault.details["model"], fault.details["path"][:-1])
        about = described(model, str(fault.details["path"][-1]))
        if "\n" in value.strip():
            what = f'"{field_name(fault.details["path"])}" goes over several lines.'
            fix = "Write it on one line."
        elif value != value.lstrip():
            what = f'"{field_name(fault.details["path"])}" starts with a space.'
            fix = "Delete the space."
        else:
            what = f'"{shown(value)}" does not have the form that '
            what += f'"{field_name(fault.details["path"])}" needs.'
            fix = about or "Use small letters, digits and single hyphens: single-leg-squat."
        yield Finding(fault.place, what, fix)


@rule("META016")
def programs_have_a_main_part(site: Site) -> Iterator[Finding]:
    """A program has a main part.

    Why: a warm-up alone is no program.
    Fix: add a block with 'name: main'.
    """
    for fault in faults(site, "no_main"):
        yield Finding(
            fault.place,
            "this program has no main part.",
            'Add a block with "name: main" and its exercises under "blocks".',
        )


@rule("META017")
def clinic_is_described(site: Site) -> Iterator[Finding]:
    """The clinic's own facts stand under extra: clinic: in mkdocs.yml.

    Why: every page shows them: stop rules, contact, what to do in an emergency.
    Fix: take them back from an earlier version of mkdocs.yml.
    """
    for fault in faults(site, "no-clinic"):
        yield Finding(
            fault.place,
            'the clinic\'s facts are missing: "clinic:" under "extra:".',
            "Take them back from an earlier version of mkdocs.yml.",
        )


@rule("META018")
def phrases_can_be_drawn(site: Site) -> Iterator[Finding]:
    """What touches what, what is used and what is shown is written in words that can be drawn.

    Why: a picture and its captions are made from them.
    Fix: write 'left foot on bench', 'hands on wall', 'low step'; what is shown is a step's number.
    """
    for fault in faults(site, "value_error"):
        what, _, guess = str(fault.details["error"]).partition("; ")
        yield Finding(
            fault.place,
            f"{what}.",
            guess[:1].upper() + guess[1:] if guess else "Compare it with the guide for figures.",
        )


def seen_as(value: Any, written: str) -> str:
    """What a value is, in an author's words."""
    if value is None:
        return "nothing"
    if isinstance(value, list):
        return "a list"
    return "a group of fields" if isinstance(value, dict) else f'"{shown(written)}"'


def given(fault: Fault) -> str:
    """What was written, as a subject: '"10x"', 'a list', 'nothing'."""
    return seen_as(fault.details["input"], fault.details["written"])


def known_fields(fault: Fault) -> list[str]:
    """The fields that may stand where this fault is."""
    model = model_at(fault.details["model"], fault.details["path"][:-1])
    return [field.alias or key for key, field in model.model_fields.items()] if model else []


def group_of(fault: Fault) -> Group:
    """The group of fields that a missing or unknown field belongs to."""
    return (fault.place.path, *fault.details["path"][:-1])


def missing_fields(site: Site) -> dict[Group, list[str]]:
    """For each group of fields: those that are missing."""
    found: dict[Group, list[str]] = defaultdict(list)
    for fault in faults(site, "missing"):
        found[group_of(fault)].append(str(fault.details["path"][-1]))
    return found


def likely_field(fault: Fault, absent: dict[Group, list[str]]) -> str | None:
    """The field that an unknown name most likely stands for: first of all, a missing one."""
    name = str(fault.details["path"][-1])
    return nearest(name, absent.get(group_of(fault), [])) or nearest(name, known_fields(fault))


def names_something(fault: Fault) -> bool:
    """Whether the field names a page or a source: then a rule for links explains it better."""
    path = fault.details["path"]
    return any(
        len(pattern) == len(path)
        and all(part in ("*", here) for part, here in zip(pattern, path, strict=True))
        for pattern, _ in reference_fields(fault.details["model"])
    )


def choices_of(fault: Fault) -> list[str]:
    """The choices of the field that a fault belongs to."""
    model = model_at(fault.details["model"], fault.details["path"][:-1])
    name = str(fault.details["path"][-1])
    field = next(
        (f for key, f in model.model_fields.items() if name in (key, f.alias)), None
    ) if model else None  # fmt: skip
    return choices_in(field.annotation) if field else []


def choices_in(annotation: Any) -> list[str]:
    """The choices that a type leaves, also where the field may be left out."""
    if get_origin(annotation) is Literal:
        return [str(choice) for choice in get_args(annotation)]
    return [choice for part in get_args(annotation) for choice in choices_in(part)]
