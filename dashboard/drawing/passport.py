"""How a figure is counted: definition, choices of the county in force, caveats, versions."""

from dash import dcc, html

from dashboard.shell.reader import Ask
from pipelines.questions.released import Released
from pipelines.words import wording


def passport(ask: Ask, answer: Released) -> html.Div:
    """Everything needed to dispute the figure, in the order a reader would ask for it."""
    card = ask.cards.get(answer.indicator)
    pairs = [
        ("Counted (numerator)", getattr(card, "numerator", "")),
        ("Out of (denominator)", getattr(card, "denominator", "")),
        ("Method", answer.method),
        ("Interval", answer.interval),
        ("Reference group", answer.reference),
        ("Target", target_words(answer)),
        *((wording.sentence(name).rstrip("."), text) for name, text in answer.policy),
        ("Limits", limits_words(answer)),
        ("Left out", left_out(answer)),
        ("Still pending", "" if answer.pending is None else wording.number(answer.pending)),
        ("Definition", f"version {answer.definition_version}, data load {answer.version}"),
    ]
    listed = [html.Div([html.Dt(name), html.Dd(text)]) for name, text in pairs if text]
    caveats = [*getattr(card, "caveats", ()), *answer.notes]
    notes = (
        [html.P("Read with care", className="minor"), html.Ul([html.Li(c) for c in caveats])]
        if caveats
        else []
    )
    more = html.P(dcc.Link("The whole definition, on the Methods page", href=f"/methods#{answer.indicator}"))
    return html.Div([html.Dl(listed, className="passport"), *notes, more])


def target_words(answer: Released) -> str:
    if answer.target is None:
        return ""
    source = f" ({answer.target_source})" if answer.target_source else ""
    return wording.value(answer.target, answer.unit, long=True) + source


def limits_words(answer: Released) -> str:
    limits = answer.limits
    if limits is None:
        return ""
    return " ".join(
        wording.sentence(part) for part in (limits.method, limits.baseline, limits.reason) if part
    )


def left_out(answer: Released) -> str:
    """ "12 received without a time of day"; a hidden count says hidden."""
    return "; ".join(
        f"{'hidden' if count is None else wording.number(count)} {why}"
        for why, count in answer.excluded.items()
    )


def facts(answer: Released) -> str:
    """The one line under a chart: n, pending, interval, data date, the policy in force."""
    pieces = [
        n_words(answer),
        f"{wording.number(answer.pending)} pending" if answer.pending else "",
        "" if answer.interval.startswith("none") else answer.interval,
        f"data through {wording.day(answer.data_through)}" if answer.data_through else "",
        answer.policy[0][1] if answer.policy else "",
    ]
    return " · ".join(p for p in pieces if p)


def n_words(answer: Released) -> str:
    if answer.n is None:
        return ""
    return f"n = {wording.number(answer.n)} {answer.n_of}".strip()
