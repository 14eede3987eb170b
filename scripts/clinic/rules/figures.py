"""The figures: possible bodies, honest contacts, and pictures that agree with the words."""

from collections.abc import Iterator
from typing import Any

from clinic.check.engine import rule
from clinic.check.problem import WARNING, Finding
from clinic.compose.illustration import illustration
from clinic.read.page import Page
from clinic.read.site import Site


@rule("FIG000", WARNING)
def published_exercises_have_a_figure(site: Site) -> Iterator[Finding]:
    """Every published exercise has a figure or a photograph, or says why it has none.

    Why: patients follow pictures first.
    Fix: add "figure:" with a base pose and what changes, or "no_figure:" with the reason.
    """
    for page in site.of_kind("exercise"):
        if page.status == "published" and not (
            page.model.figure or page.model.media or page.model.no_figure
        ):
            yield Finding(
                page.at("name"),
                f'"{page.title}" has no picture.',
                'Add "figure:" with a base pose and what changes from start to end.',
            )


@rule("FIG001")
def joints_stay_in_range(site: Site) -> Iterator[Finding]:
    """Every joint stays within the range of a healthy adult.

    Why: a picture of an impossible body teaches an impossible movement.
    Fix: make the angle smaller.
    """
    yield from remarks(site, "FIG001")


@rule("FIG002")
def nothing_goes_through_anything(site: Site) -> Iterator[Finding]:
    """No part is under the floor, inside furniture or inside the other leg.

    Why: the reader would not know where the part is.
    Fix: change the angle, or say what touches what.
    """
    yield from remarks(site, "FIG002")


@rule("FIG003")
def contacts_touch(site: Site) -> Iterator[Finding]:
    """What should touch, touches.

    Why: a foot that floats above the floor looks like a hop.
    Fix: change the pose, or take the contact out.
    """
    yield from remarks(site, "FIG003")


@rule("FIG004")
def nobody_falls_over(site: Site) -> Iterator[Finding]:
    """Someone who stands without support does not fall over.

    Why: a patient who copies the picture would.
    Fix: lean the trunk, or add a support.
    """
    yield from remarks(site, "FIG004")


@rule("FIG005")
def planted_feet_stay(site: Site) -> Iterator[Finding]:
    """A foot or hand that stays on the floor stays in its place.

    Why: a sliding foot looks like a step.
    Fix: say what touches what, or bend the joints so that it can stay.
    """
    yield from remarks(site, "FIG005")


@rule("FIG006")
def sides_agree_with_the_steps(site: Site) -> Iterator[Finding]:
    """Left and right in the picture are left and right in the steps.

    Why: the picture wins, so the patient would train the other leg.
    Fix: swap the sides in one of the two.
    """
    yield from remarks(site, "FIG006")


@rule("FIG007")
def something_moves(site: Site) -> Iterator[Finding]:
    """Start and end differ enough to be seen.

    Why: two equal pictures show no movement.
    Fix: change the start or the end.
    """
    yield from remarks(site, "FIG007")


@rule("FIG008")
def highlighted_muscles_work(site: Site) -> Iterator[Finding]:
    """The muscles that work hardest have to do with what moves.

    Why: the wrong muscle would be colored.
    Fix: correct the pose, or the muscles.
    """
    yield from remarks(site, "FIG008")


@rule("FIG009")
def trunk_and_shins_agree(site: Site) -> Iterator[Finding]:
    """Standing, the trunk stays above horizontal; with bent knees it is about as steep as the shin.

    Why: that is how people squat without falling forward or back.
    Fix: change the lean of the trunk.
    """
    yield from remarks(site, "FIG009")


@rule("FIG010")
def props_are_used(site: Site) -> Iterator[Finding]:
    """Furniture is touched, and what is touched is there.

    Why: a bench that nobody uses puzzles the reader.
    Fix: add the contact or the prop, or take the other out.
    """
    yield from remarks(site, "FIG010")


@rule("FIG011")
def what_is_written_is_drawn(site: Site) -> Iterator[Finding]:
    """An angle that was written is the angle that is drawn.

    Why: a contact can force a joint to another angle, and nobody would notice.
    Fix: take the angle or the contact out.
    """
    yield from remarks(site, "FIG011")


@rule("FIG012")
def figures_can_be_told_apart(site: Site) -> Iterator[Finding]:
    """No two exercises have figures that look alike.

    Why: one of them shows the wrong exercise.
    Fix: change the pose, the props or the view so that the difference shows.
    """
    pages = {page.slug: page for page in drawn(site)}
    if len(pages) < 2:
        return
    from clinic.figures.check import too_alike

    found = {slug: illustration(site, page) for slug, page in pages.items()}
    for first, second, finding in too_alike({s: i.drawing for s, i in found.items() if i}):
        yield Finding(
            pages[second].at("figure", *finding.where),
            sentence(finding.message),
            sentence(finding.fix),
            also=pages[first].key("figure"),
        )


@rule("FIG013")
def one_leg_can_carry_it(site: Site) -> Iterator[Finding]:
    """On one leg, without a support, the knee bends no further than patients can hold.

    Why: a deep one-leg squat in a picture invites a fall.
    Fix: bend the knee less, or add a support.
    """
    yield from remarks(site, "FIG013")


@rule("FIG014")
def pictures_show_steps_that_are_there(site: Site) -> Iterator[Finding]:
    """A picture shows a step that is there, and that can be seen.

    Why: the caption and the words for people who do not see the picture are this step.
    Fix: write the number of the step that is drawn; the first step is 1.
    """
    for page in drawn(site):
        steps, figure = page.model.instructions, page.model.figure
        for moment, shown in (("start", figure.shows.start), ("end", figure.shows.end)):
            if isinstance(shown, str):
                continue
            at = page.at("figure", "shows", moment)
            if not 1 <= shown <= len(steps):
                what = f"there is no step {shown}: this exercise has {len(steps)} steps."
                yield Finding(at, what, f"Write a number from 1 to {len(steps)}, or a sentence.")
            elif steps[shown - 1][0] == "breathe":
                what = f"step {shown} says when to breathe, which no picture shows."
                yield Finding(at, what, "Write the number of the step that is drawn.")


@rule("FIG015")
def pictures_show_different_steps(site: Site) -> Iterator[Finding]:
    """The two pictures do not show the same step.

    Why: two pictures with the same words tell nobody what moves.
    Fix: name the step before the movement at the start, and the one that is drawn at the end.
    """
    for page in drawn(site):
        if page.model.figure.shows.start == page.model.figure.shows.end:
            yield Finding(
                page.at("figure", "shows", "end"),
                "both pictures would have the same caption.",
                "Name the step that each of them shows.",
            )


@rule("FIG016")
def supports_are_drawn(site: Site) -> Iterator[Finding]:
    """Who should hold on or lean on something does so in both pictures.

    Why: patients copy the picture, and without the wall some of them would fall.
    Fix: draw the wall and the hand on it, or correct "support".
    """
    yield from remarks(site, "FIG016")


def drawn(site: Site) -> list[Page]:
    """The exercises that have a figure."""
    return [page for page in site.of_kind("exercise") if page.model.figure]


def remarks(site: Site, code: str) -> Iterator[Finding]:
    """What one check says of all figures, at the value that it is about."""
    for page in site.of_kind("exercise"):
        made = illustration(site, page)
        found = made.remarks if made else ()
        still = any(remark.code == "FIG007" for remark in found)
        for remark in found:
            if remark.code == code and (code == "FIG007" or not still):
                place = page.at("figure", *as_written(page.data["figure"], remark.where))
                yield Finding(place, sentence(remark.message), sentence(remark.fix))


def as_written(figure: Any, where: tuple[str | int, ...]) -> tuple[str | int, ...]:
    """The path of an angle in the author's fields, where 'both' stands for left and right."""
    match where:
        case (moment, "left" | "right" as side, angle):
            pose = figure.get(moment) if isinstance(figure, dict) else None
            both = pose.get("both") if isinstance(pose, dict) else None
            own = pose.get(side) if isinstance(pose, dict) else None
            if isinstance(both, dict) and not (isinstance(own, dict) and angle in own):
                return (moment, "both", angle)
    return where


def sentence(text: str) -> str:
    """The text with a capital first letter and a full stop."""
    return text[:1].upper() + text[1:] + ("" if text.endswith(".") else ".")
