"""The words of every state a figure, a verdict, a feed or a row can be in. None of them is a number."""

from pipelines.questions.released import EMPTY, HIDDEN, NOT_COMPUTABLE, NOT_MEASURABLE
from pipelines.questions.template import marked
from pipelines.questions.verdict import BETTER, CANNOT_TELL, CHANGED, STEADY, WORSE
from pipelines.words.say import say

STATUSES = {
    HIDDEN: marked("hidden"),
    EMPTY: marked("nothing to count"),
    NOT_MEASURABLE: marked("not measurable"),
    NOT_COMPUTABLE: marked("cannot be computed"),
}
HEADINGS = {
    HIDDEN: marked("Hidden"),
    EMPTY: marked("Nothing to count"),
    NOT_MEASURABLE: marked("Not measurable"),
    NOT_COMPUTABLE: marked("Cannot be computed"),
}
NOT_JUDGED = marked("not judged")
VERDICTS = {
    BETTER: marked("better"),
    WORSE: marked("worse"),
    CHANGED: marked("changed"),
    STEADY: marked("no change seen"),
    CANNOT_TELL: marked("cannot tell"),
}
MEANINGS = {
    "improvement": marked("improvement"),
    "concern": marked("concern"),
    "change": marked("change, no agreed direction"),
    "none": marked("ordinary variation"),
}
"""What one point means against its control limits."""
ASSURANCES = {
    "will meet it": marked("will meet it"),
    "may or may not": marked("may or may not"),
    "will miss it": marked("will miss it"),
}
AS_IT_RUNS = {
    "will meet it": marked("As it runs, it will meet the target of {value}."),
    "may or may not": marked("As it runs, it may or may not meet the target of {value}."),
    "will miss it": marked("As it runs, it will miss the target of {value}."),
    "": marked("Whether it will meet the target of {value} is not judged."),
}
AS_IT_RAN = {
    "will meet it": marked("As it ran then, it would meet the target of {value}."),
    "may or may not": marked("As it ran then, it might or might not meet the target of {value}."),
    "will miss it": marked("As it ran then, it would miss the target of {value}."),
    "": marked("Whether it would meet the target of {value} is not judged."),
}
"""An assurance -> what it says of the target, today and of a period that is past."""
OUTCOMES = {"refused": marked("refused"), "set aside": marked("set aside"), "warned": marked("warned")}
COVERAGE = {"measured": marked("measured"), "partly": marked("partly"), "not yet": marked("not yet")}
WORK = {"late": marked("late"), "due soon": marked("due soon"), "open": marked("open")}
"""States of an open inquiry."""


def status_words(status: str) -> str:
    """Why a row has no figure, in a cell or on a chart."""
    return say(STATUSES[status])


def status_heading(status: str) -> str:
    """Why a card has no picture, as its heading."""
    return say(HEADINGS[status]) if status in HEADINGS else say("Not shown")


def not_computable() -> str:
    return say("not computable")


def too_few() -> str:
    return say("too few to compare")


def verdict_words(verdict: str) -> str:
    """Has it changed?"""
    return say(VERDICTS[verdict])


def assurance_words(assurance: str) -> str:
    """Will it meet the target?"""
    return say(ASSURANCES.get(assurance, NOT_JUDGED))


def assurance_sentence(assurance: str, value: str, past: bool) -> str:
    """Will it meet the target of this value, or would it have, at the end of a past period?"""
    return say((AS_IT_RAN if past else AS_IT_RUNS)[assurance], value=value)


def meaning_words(meaning: str | None) -> str:
    """What a point means against its limits; None is one that no limits judge."""
    return say(NOT_JUDGED) if meaning is None else say(MEANINGS[meaning])


def outcome_words(outcome: str) -> str:
    """What became of a row or a file."""
    return say(OUTCOMES[outcome])


def coverage_words(state: str) -> str:
    """How far the measures reach a behaviour."""
    return say(COVERAGE[state])


def work_words(state: str) -> str:
    """Where an open inquiry stands against its due time."""
    return say(WORK[state])
