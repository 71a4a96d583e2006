"""Verdicts in words with their marks: has it changed, will it meet the target."""

from dash import html

from dashboard.drawing.icons import icon
from dashboard.drawing.theme import VERDICTS
from pipelines.questions.released import Released
from pipelines.words import wording

NOT_JUDGED = "not judged"


def verdict(answer: Released) -> str:
    return answer.limits.verdict if answer.limits else NOT_JUDGED


def meaning(answer: Released) -> str:
    """The meaning of the latest judged point: improvement, concern, change or none."""
    return VERDICTS.get(verdict(answer), "none")


def has_changed(answer: Released) -> html.Span:
    """The mark and the word, and since when."""
    said = verdict(answer)
    mark = VERDICTS.get(said, "unjudged")
    since = answer.limits.since if answer.limits and said in VERDICTS and said != "no change" else ""
    when = html.Span(f"since {wording.period(since, short=True)}", className="since") if since else None
    text = html.Span([said if said in VERDICTS else NOT_JUDGED, when])
    return html.Span([icon(mark), text], className="verdict")


def will_meet(answer: Released) -> str:
    """The assurance in words, or why there is none."""
    if answer.target is None:
        return "no target set"
    if answer.limits and answer.limits.assurance:
        return answer.limits.assurance
    return "not judged"
