"""The frame of every page: who looks, where one is, how old the data are, and the filters.

The shell is the lowest room of the screen and imports nothing that draws: what is drawn in the frame (how far
the data reach, with the mark of a late feed) is made by drawing/data_state.py and handed in by serving.
"""

import json

from dash import dcc, html

from dashboard.shell.aria import aria
from dashboard.shell.browser_words import browser_words
from dashboard.shell.filters import filter_row
from dashboard.shell.page_list import PAGES, home, may_see
from dashboard.shell.reader import Reader
from dashboard.shell.session_actor import ROLE_WORDS
from pipelines.questions.released import County
from pipelines.questions.template import marked
from pipelines.words.say import say

SYNTHETIC = marked("Synthetic data: no real child, family or worker is in it.")


def frame(reader: Reader, demo: bool, data_state: html.P) -> html.Div:
    """Everything around a page. Filters live here, so that a change never takes the focus away."""
    county = reader.reports.county()
    return html.Div(
        [
            html.A(say("Skip to the page"), href="#main", className="skip"),
            notice(county, reader.actor.role, demo),
            html.Header(
                html.Div(
                    [
                        dcc.Link(
                            [html.Strong(county.name), html.Span(" CQI")],
                            href=home(reader.actor.role).path,
                            className="brand",
                        ),
                        navigation(reader.actor.role),
                        data_state,
                    ],
                    className="bar",
                ),
                className="top",
            ),
            filter_row(reader),
            html.P(
                say("The figures below are those of before. The new ones are on their way."),
                id="old-figures",
                className="bar",
            ),
            html.Main(html.Div(skeleton(), id="page"), id="main", tabIndex="-1"),
            foot(county),
            _status(),
            dcc.Location(id="url", refresh=False),
        ],
        className="frame",
    )


def _status() -> html.Div:
    """Where what happens is said aloud; with it come the sentences that the browser says by itself."""
    said = aria(live="polite") | {"data-said": json.dumps(browser_words())}
    return html.Div(id="status", role="status", className="visually-hidden", **said)


def notice(county: County, role: str, demo: bool) -> html.Aside | None:
    """The banner of synthetic data and, in the demonstration, the switch of roles."""
    if not (county.synthetic or demo):
        return None
    said = html.P(say(SYNTHETIC) if county.synthetic else say("Demonstration."))
    return html.Aside(
        html.Div([said, role_switch(role) if demo else None], className="bar"),
        className="notice",
        **aria(label=say("About these data")),
    )


def role_switch(role: str) -> html.Form:
    """A plain form: the server keeps the role, the browser only asks for another one."""
    buttons = [
        html.Button(
            say(label),
            type="submit",
            name="role",
            value=name,
            className="on" if name == role else "",
            **aria(pressed="true" if name == role else "false"),
        )
        for name, label in ROLE_WORDS.items()
    ]
    return html.Form(
        [
            html.Span(say("View as"), id="view-as"),
            html.Span(buttons, role="group", className="roles", **aria(labelledby="view-as")),
        ],
        action="/demo/role",
        method="post",
        className="switch",
    )


def navigation(role: str) -> html.Nav:
    """One link a page. Those of other roles are there for the callback that dresses them, and not shown."""
    links = [
        html.Span(
            dcc.Link(say(page.label), href=page.path, id=page.link, className=""),
            hidden=not may_see(role, page),
        )
        for page in PAGES
    ]
    return html.Nav(links, **aria(label=say("Pages")))


def skeleton() -> html.Div:
    """The shape of a page while the first one is fetched."""
    blocks = [html.Div(className=f"bone {name}") for name in ("title", "line", "band", "sheet", "sheet")]
    return html.Div(
        [html.P(say("The page is being fetched."), className="visually-hidden"), *blocks],
        className="skeleton",
    )


def foot(county: County) -> html.Footer:
    return html.Footer(
        html.Div(
            [
                html.P(
                    say(
                        "Data load {load}, as of {day}.", load=county.version or say("none"), day=county.as_of
                    )
                    if county.as_of
                    else ""
                ),
                html.P(
                    [
                        say("Figures show how the system treats people, not what people are."),
                        " ",
                        dcc.Link(say("How everything is counted"), href="/methods"),
                    ]
                ),
            ],
            className="bar",
        ),
        className="foot",
    )
