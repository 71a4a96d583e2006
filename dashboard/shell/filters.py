"""The filter row: at most five controls a page, in the shell, so that focus survives every change."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import dash_bootstrap_components as dbc
from dash import dcc, html

from dashboard.shell.address import EVERYWHERE
from dashboard.shell.reader import Ask
from pipelines.questions.dimensions import DIMENSIONS

INDENT = "\u2003"
MONTHS_WORDS = {"12": "Last 12 months", "24": "Last 24 months", "36": "Last 36 months"}
ORGANISATION_WORDS = {"then": "As it was at the time", "now": "As it is today"}


@dataclass(frozen=True)
class Filter:
    """One control: its key in the address, its label, the pages it stands on, and its options."""

    key: str
    label: str
    pages: tuple[str, ...]
    options: Sequence[tuple[str, str]]
    """(word, label) in the order shown."""


def filters(ask: Ask, allowed: Collection[str]) -> tuple[Filter, ...]:
    """The controls of this reader, each on those of its pages that the reader may see.

    The equity committee has published tables only: no place, no months.
    """
    return tuple(replace(f, pages=tuple(p for p in f.pages if p in allowed)) for f in _all(ask))


def _all(ask: Ask) -> tuple[Filter, ...]:
    operational = not ask.actor.policy.published_only
    placed = ("director", "manager", "measure") if operational else ()
    return (
        Filter("measure", "Measure", ("measure",), [(c.id, c.label) for c in ask.options.indicators]),
        Filter("months", "Period", placed, list(MONTHS_WORDS.items())),
        Filter("year", "Year", ("equity",), [(y, y) for y in sorted(ask.words.words["year"], reverse=True)]),
        Filter("unit", "Unit", placed, places(ask)),
        Filter("org", "Organisation", placed, list(ORGANISATION_WORDS.items())),
        Filter("by", "Group by", ("measure",) if operational else (), _dimensions(ask)),
        Filter("step", "Decision point", ("equity",), [(c.id, c.label) for c in ask.options.steps]),
    )


def places(ask: Ask) -> list[tuple[str, str]]:
    """All in scope, then each division with its units indented below it."""
    listed = [(EVERYWHERE, ask.scope_words)]
    parents = {c.id for c in ask.options.divisions}
    for division in ask.options.divisions:
        listed.append((division.id, division.label))
        listed += [(u.id, INDENT + u.label) for u in ask.options.units if u.parent == division.id]
    return listed + [(u.id, u.label) for u in ask.options.units if u.parent not in parents]


def _dimensions(ask: Ask) -> list[tuple[str, str]]:
    used = dict.fromkeys(d for split in ask.words.splits.values() for d in split)
    return [(d, DIMENSIONS[d].label) for d in used if d in DIMENSIONS]


def filter_row(ask: Ask, allowed: Collection[str]) -> html.Section:
    """The controls, a button that folds them on a phone, and Reset."""
    row = filters(ask, allowed)
    return html.Section(
        [
            html.Button(
                "Filters",
                id="fold",
                type="button",
                className="fold",
                n_clicks=0,
                **{"aria-expanded": "false", "aria-controls": "filters"},
            ),
            html.Div(
                [
                    *(_control(f) for f in row),
                    html.Button("Reset", id="reset", type="button", className="reset", n_clicks=0),
                ],
                id="filters",
                className="filters",
            ),
            dcc.Store(id="vocabulary", data=_for_browser(ask, row)),
        ],
        id="filter-row",
        className="filter-row",
        **{"aria-label": "Filters"},
    )


def _control(one: Filter) -> html.Div:
    options = [{"label": label, "value": word} for word, label in one.options]
    name = " ".join(["filter", f"filter-{one.key}", *(f"for-{page}" for page in one.pages)])
    select = dbc.Select(
        id=f"filter-{one.key}",
        options=options,
        value=options[0]["value"] if options else "",
        disabled=not options,
    )
    return html.Div([html.Label(one.label, htmlFor=f"filter-{one.key}"), select], className=name)


def _for_browser(ask: Ask, row: Sequence[Filter]) -> dict:
    """The vocabulary as assets/panel.js reads it: words only, no figures."""
    return {
        "keys": [f.key for f in row],
        "words": {k: list(v) for k, v in ask.words.words.items()},
        "splits": {k: list(v) for k, v in ask.words.splits.items()},
        "labels": {f.key: dict(f.options) for f in row},
        "pages": {f.key: list(f.pages) for f in row},
        "stepwise": [m for m, split in ask.options.breakdowns.items() if "step" in split],
    }
