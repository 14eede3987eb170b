"""Fields in the words that a patient reads."""

from clinic.model.base import Span
from clinic.model.exercise import Dose, Exercise
from clinic.model.vocabulary import Vocabulary

LATERALITY = {
    "bilateral": "Both legs together",
    "each-side": "One side at a time",
    "alternating": "Sides in turn",
}
ROLES = {
    "setup": "Get ready",
    "move": "Move",
    "return": "Come back",
    "breathe": "Breathe",
}
CHANGES = {
    "load": "more load",
    "lever": "a longer lever",
    "range": "a longer movement",
    "base": "a smaller base of support",
    "surface": "a less steady surface",
    "speed": "more speed",
    "support": "less support",
}
IMPACT = {"none": "No impact", "low": "Low impact", "high": "High impact"}
SUPPORT = {
    "none": "No hand support",
    "fingertip": "Fingertips for balance",
    "hand": "Hand support",
}
CAUTIONS = {"do-not": "Do not do this exercise.", "ask-first": "Ask a clinician first."}


def counted(amount: Span, one: str, many: str) -> str:
    """'1 set', '2–3 sets'."""
    return f"{amount} {one if amount.high == 1 else many}"


def dose_in_words(dose: Dose) -> str:
    """'3 sets of 8–12 on each side, rest 60 seconds, 2–3 days a week'."""
    days = f"{counted(dose.days, 'day', 'days')} a week"
    return f"{work_in_words(dose)}, {rest_in_words(dose)}, {days}"


def work_in_words(dose: Dose) -> str:
    """'3 sets of 8–12 on each side': how much at a time."""
    side = " on each side" if dose.per == "side" else ""
    if dose.hold:
        work = f"{counted(dose.sets, 'hold', 'holds')} of {seconds(dose.hold)}"
    elif dose.time:
        work = f"{counted(dose.sets, 'set', 'sets')} of {seconds(dose.time)}"
    else:
        work = f"{counted(dose.sets, 'set', 'sets')} of {dose.reps}"
    return work + side


def rest_in_words(dose: Dose) -> str:
    """'rest 60 seconds'."""
    return f"rest {seconds(dose.rest)}" if dose.rest.high else "no rest between sets"


def seconds(amount: Span) -> str:
    """'1 second', '30–45 seconds'."""
    return counted(amount, "second", "seconds")


def muscle_titles(vocabulary: Vocabulary) -> dict[str, str]:
    """The plain name of each muscle as a title: 'Deep calf'."""
    return {key: f"{m.plain[:1].upper()}{m.plain[1:]}" for key, m in vocabulary.muscles.items()}


def grouped_steps(exercise: Exercise) -> list[tuple[str, str]]:
    """Each step with the words for its role, which are empty where the role goes on."""
    steps, last = [], ""
    for step in exercise.steps:
        steps.append((ROLES[step.role] if step.role != last else "", step.text))
        last = step.role
    return steps
