"""The filter row: at most five controls a page, in the shell, so that focus survives every change.

The row holds every control; which of them stand on a page is data (dashboard/shell/page_list.py), and
assets/panel.js shows and hides them by what `for_browser` sends it. It knows no page and no key by itself.
"""

from collections.abc import Callable, Mapping, Sequence

import dash_bootstrap_components as dbc
from dash import dcc, html

from dashboard.shell.address import CONTROLS, EVERYWHERE, FIRST_TO_LOOK_AT, KEYS, OWN, Key, may_choose
from dashboard.shell.aria import aria
from dashboard.shell.page_list import PAGES, Page, may_see
from dashboard.shell.reader import Reader
from pipelines.questions.dimensions import DIMENSIONS
from pipelines.questions.template import marked
from pipelines.words import dates
from pipelines.words.dimension_words import dimension_words
from pipelines.words.say import say

INDENT = "\u2003"
MONTHS_WORDS = {
    "12": marked("Last 12 months"),
    "24": marked("Last 24 months"),
    "36": marked("Last 36 months"),
    OWN: marked("Other months"),
}
ORGANISATION_WORDS = {"then": marked("As it was at the time"), "now": marked("As it is today")}
Labelled = list[tuple[str, str]]
"""(word, label) in the order shown."""


def places(reader: Reader) -> Labelled:
    """All in scope, then each division with its units indented below it."""
    listed = [(EVERYWHERE, reader.scope_words)]
    parents = {c.id for c in reader.options.divisions}
    for division in reader.options.divisions:
        listed.append((division.id, division.label))
        listed += [(u.id, INDENT + u.label) for u in reader.options.units if u.parent == division.id]
    return listed + [(u.id, u.label) for u in reader.options.units if u.parent not in parents]


def _said(words: Mapping[str, str]) -> Labelled:
    return [(word, say(label)) for word, label in words.items()]


def _years(reader: Reader) -> Labelled:
    return [(year, year) for year in sorted(reader.words.words["year"], reverse=True)]


def _dimensions(reader: Reader) -> Labelled:
    used = dict.fromkeys(d for split in reader.words.splits.values() for d in split)
    return [(d, dimension_words(d)) for d in used if d in DIMENSIONS]


def _months_of(key: str) -> Callable[[Reader], Labelled]:
    return lambda reader: [(m, dates.period(m, short=True)) for m in reader.words.led[key][OWN]]


LABELS: Mapping[str, Callable[[Reader], Labelled]] = {
    "measure": lambda reader: [(c.id, c.label) for c in reader.options.indicators],
    "months": lambda _: _said(MONTHS_WORDS),
    "since": _months_of("since"),
    "until": _months_of("until"),
    "year": _years,
    "unit": places,
    "org": lambda _: _said(ORGANISATION_WORDS),
    "by": _dimensions,
    "step": lambda reader: [
        (FIRST_TO_LOOK_AT, say("Where a gap comes first")),
        *((c.id, c.label) for c in reader.options.steps),
    ],
}
"""Key -> what its control offers this reader."""


def filter_row(reader: Reader) -> html.Section:
    """The controls, a button that folds them on a phone, and Reset."""
    return html.Section(
        [
            html.Button(
                say("Filters"),
                id="fold",
                type="button",
                className="fold",
                n_clicks=0,
                **aria(expanded="false", controls="filters"),
            ),
            html.Div(
                [
                    *(_field(key, LABELS[key.id](reader)) for key in CONTROLS.values()),
                    html.Button(say("Reset"), id="reset", type="button", className="reset", n_clicks=0),
                ],
                id="filters",
                className="filters",
            ),
            dcc.Store(id="vocabulary", data=for_browser(reader)),
        ],
        id="filter-row",
        className="filter-row",
        hidden=True,
        **aria(label=say("Filters")),
    )


def _field(key: Key, offered: Labelled) -> html.Div:
    """Label and control of a key; hidden until the browser knows the page."""
    select = dbc.Select(
        id=key.control,
        options=[{"label": label, "value": word} for word, label in offered],
        value=offered[0][0] if offered else "",
        disabled=not offered,
    )
    name = f"filter {key.width}".strip()
    return html.Div(
        [html.Label(say(key.label), htmlFor=key.control), select], id=key.field, className=name, hidden=True
    )


def for_browser(reader: Reader, pages: Sequence[Page] = PAGES) -> dict:
    """Keys and pages as assets/panel.js reads them: ids and words, no figures."""
    return {
        "keys": [_key_for_browser(key, reader) for key in KEYS],
        "pages": [_page_for_browser(page, reader.actor.role) for page in pages],
        "idle": {
            "led_by": "measure",
            "keys": {m: idle for m, split in reader.options.breakdowns.items() if (idle := _idle(split))},
        },
    }


def _key_for_browser(key: Key, reader: Reader) -> dict:
    words = reader.words
    return {
        "id": key.id,
        "control": key.control if key.label else "",
        "field": key.field if key.label else "",
        "led_by": key.led_by,
        "beside": key.led_by if key.beside else "",
        "words": words.led[key.id] if key.led_by else words.words[key.id],
        "labels": dict(LABELS[key.id](reader)) if key.label else {},
        "named": key.named,
    }


def _page_for_browser(page: Page, role: str) -> dict:
    """The equity committee has published tables only, and so no controls for place and month."""
    keys = [k for k in page.keys if may_see(role, page) and may_choose(role, CONTROLS[k])]
    return {"path": page.path, "link": page.link, "keys": keys}


def _idle(split: Sequence[str]) -> list[str]:
    """The keys that do not bear on a measure: on a page where it is chosen, their controls go."""
    return [key.id for key in KEYS if not key.on_steps] if "step" in split else []
