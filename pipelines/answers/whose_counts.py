"""From which counts a published figure is made, so that two readers with two figures know why (C9)."""

from pipelines.counting.kinds.listed import KINDS
from pipelines.gate.question import Question, is_equity
from pipelines.words.say import say


def rounded_to(question: Question) -> int:
    """What the counts of an answer are rounded to; 0 where they are exact."""
    if not is_equity(question.actor):
        return 0
    return question.profile.disclosure_on(question.version.as_of.date()).round_to


def whose_counts(question: Question) -> str:
    """Said of ratios that the committee sees too; "" of other figures, which stand in one way only."""
    definition = question.definition
    if not (KINDS[definition.kind].compare and definition.published):
        return ""
    base = question.profile.disclosure_on(question.version.as_of.date()).round_to
    if is_equity(question.actor):
        return say(
            "made of counts rounded to {base}: the exact ratio, which the director sees, may differ, and the interval "
            "does not hold that",
            base=base,
        )
    return say(
        "exact counts; the equity committee sees them rounded to {base}, and its ratios differ", base=base
    )
