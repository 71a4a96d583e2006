"""How a figure is counted: definition, choices of the county in force, caveats, versions."""

from dash import dcc, html

from dashboard.shell.reader import Reader
from pipelines.questions.released import Released
from pipelines.words import joining, numbers, units
from pipelines.words.say import say


def passport(reader: Reader, answer: Released) -> html.Div:
    """Everything needed to dispute the figure, in the order one would ask for it."""
    card = reader.cards.get(answer.indicator)
    pairs = [
        (say("Counted (numerator)"), getattr(card, "numerator", "")),
        (say("Out of (denominator)"), getattr(card, "denominator", "")),
        (say("Method"), answer.method),
        (say("Interval"), answer.interval),
        (say("Reference group"), answer.reference),
        (say("Target"), target_words(answer)),
        *((joining.sentence(name).rstrip("."), text) for name, text in answer.policy),
        (say("Limits"), limits_words(answer)),
        (say("Left out"), left_out(answer)),
        (say("Still pending"), "" if answer.pending is None else numbers.number(answer.pending)),
        (say("Definition"), _versions(answer)),
    ]
    listed = [html.Div([html.Dt(name), html.Dd(text)]) for name, text in pairs if text]
    caveats = [*getattr(card, "caveats", ()), *answer.notes]
    notes = (
        [html.P(say("Read with care"), className="minor"), html.Ul([html.Li(c) for c in caveats])]
        if caveats
        else []
    )
    more = html.P(
        dcc.Link(say("The whole definition, on the Methods page"), href=f"/methods#{answer.indicator}")
    )
    return html.Div([html.Dl(listed, className="passport"), *notes, more])


def _versions(answer: Released) -> str:
    return say("version {version}, data load {load}", version=answer.definition_version, load=answer.version)


def target_words(answer: Released) -> str:
    if answer.target is None:
        return ""
    target = units.value(answer.target, answer.unit, long=True)
    if not answer.target_source:
        return target
    return say("{target} ({source})", target=target, source=answer.target_source)


def limits_words(answer: Released) -> str:
    limits = answer.limits
    if limits is None:
        return ""
    reason = answer.verdict.reason if answer.verdict else ""
    return " ".join(joining.sentence(part) for part in (limits.method, limits.baseline, reason) if part)


def left_out(answer: Released) -> str:
    """ "12 received without a time of day"; a hidden count says hidden."""
    return "; ".join(
        say("{count} {reason}", count=say("hidden") if count is None else count, reason=why)
        for why, count in answer.excluded.items()
    )


def facts(answer: Released) -> str:
    """The one line under a chart: its place, n, pending, interval, data date, the policy in force."""
    pieces = [
        answer.scope,
        n_words(answer),
        say("{count} pending", count=answer.pending) if answer.pending else "",
        "" if answer.interval.startswith("none") else answer.interval,
        answer.counts,
        say("data through {day}", day=answer.data_through) if answer.data_through else "",
        answer.policy[0][1] if answer.policy else "",
    ]
    return " · ".join(p for p in pieces if p)


def n_words(answer: Released) -> str:
    if answer.n is None:
        return ""
    return say("n = {count} {people}", count=answer.n, people=answer.n_of).strip()
