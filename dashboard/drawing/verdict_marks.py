"""The door's verdict with its mark: has it changed, where does it stand today, will it meet the target."""

from dash import html

from dashboard.drawing.icons import icon
from pipelines.questions.released import Released
from pipelines.questions.verdict import CANNOT_TELL, MEANINGS
from pipelines.words.say import say
from pipelines.words.statuses import assurance_words, verdict_words


def meaning(answer: Released) -> str:
    """The mark of the verdict: improvement, concern, change, none or unjudged."""
    return answer.verdict.meaning if answer.verdict else MEANINGS[CANNOT_TELL]


def has_changed(answer: Released) -> html.Span:
    """The mark and the words."""
    said = answer.verdict.words if answer.verdict else verdict_words(CANNOT_TELL)
    return html.Span([icon(meaning(answer)), html.Span(said)], className="verdict")


def will_meet(answer: Released) -> str:
    """The assurance in words, or why there is none."""
    if answer.target is None:
        return say("no target set")
    return assurance_words(answer.verdict.assurance if answer.verdict else "")
