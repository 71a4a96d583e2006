"""Verdicts in words with their marks: has it changed, will it meet the target."""

from dash import html

from dashboard.drawing.icons import icon
from dashboard.drawing.theme import VERDICTS
from pipelines.questions.released import Released
from pipelines.words import dates
from pipelines.words.say import say
from pipelines.words.statuses import NOT_JUDGED, assurance_words, verdict_words


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
    when = _since(since) if since else None
    text = html.Span([verdict_words(said), when])
    return html.Span([icon(mark), text], className="verdict")


def _since(period: str) -> html.Span:
    return html.Span(say("since {period}", period=dates.period(period, short=True)), className="since")


def will_meet(answer: Released) -> str:
    """The assurance in words, or why there is none."""
    if answer.target is None:
        return say("no target set")
    return assurance_words(answer.limits.assurance if answer.limits else "")
