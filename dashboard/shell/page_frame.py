"""The frame of every page: who looks, where one is, how old the data are, and the filters."""

from dash import dcc, html

from dashboard.drawing.icons import icon
from dashboard.shell.filters import filter_row
from dashboard.shell.page_list import PAGES
from dashboard.shell.reader import Ask
from dashboard.shell.session_actor import ROLE_WORDS, home_of
from pipelines.questions.released import County
from pipelines.words import wording

SYNTHETIC = "Synthetic data: no real child, family or worker is in it."


def frame(ask: Ask, demo: bool) -> html.Div:
    """Everything around a page. Filters live here, so that a change never takes the focus away."""
    county = ask.reports.county()
    return html.Div(
        [
            html.A("Skip to the page", href="#main", className="skip"),
            notice(county, ask.actor.role, demo),
            html.Header(
                html.Div(
                    [
                        dcc.Link(
                            [html.Strong(county.name), html.Span(" CQI")],
                            href=home_of(ask.actor.role),
                            className="brand",
                        ),
                        navigation(ask.actor.role),
                        data_state(county),
                    ],
                    className="bar",
                ),
                className="top",
            ),
            filter_row(ask, [page.name for page in PAGES if ask.actor.role in page.roles]),
            html.Main(html.Div(skeleton(), id="page"), id="main", tabIndex="-1"),
            foot(county),
            html.Div(id="status", role="status", className="visually-hidden", **{"aria-live": "polite"}),
            dcc.Location(id="url", refresh=False),
        ],
        className="frame",
    )


def notice(county: County, role: str, demo: bool) -> html.Aside | None:
    """The banner of synthetic data and, in the demonstration, the switch of roles."""
    if not (county.synthetic or demo):
        return None
    said = html.P(SYNTHETIC if county.synthetic else "Demonstration.")
    return html.Aside(
        html.Div([said, role_switch(role) if demo else None], className="bar"),
        className="notice",
        **{"aria-label": "About these data"},
    )


def role_switch(role: str) -> html.Form:
    """A plain form: the server keeps the role, the browser only asks for another one."""
    buttons = [
        html.Button(
            label,
            type="submit",
            name="role",
            value=name,
            className="on" if name == role else "",
            **{"aria-pressed": "true" if name == role else "false"},
        )
        for name, label in ROLE_WORDS.items()
    ]
    return html.Form(
        [
            html.Span("View as", id="view-as"),
            html.Span(buttons, role="group", className="roles", **{"aria-labelledby": "view-as"}),
        ],
        action="/demo/role",
        method="post",
        className="switch",
    )


def navigation(role: str) -> html.Nav:
    """One link a page. Those of other roles are there for the callback that dresses them, and not shown."""
    links = [
        html.Span(
            dcc.Link(page.label, href=page.path, id=f"nav-{page.name}", className=""),
            hidden=role not in page.roles,
        )
        for page in PAGES
    ]
    return html.Nav(links, **{"aria-label": "Pages"})


def data_state(county: County) -> html.P:
    """How far the data reach, and which feed is late."""
    through = (
        f"Data through {wording.day(county.data_through)}" if county.data_through else "Nothing loaded yet"
    )
    late = [html.Strong(f"{feed.title} {wording.days(feed.late_days)} late") for feed in county.late[:2]]
    more = [html.Strong(f"{len(county.late) - 2} more late")] if len(county.late) > 2 else []
    if not late:
        return html.P(through, className="state")
    return html.P(
        [through, html.Span([icon("late"), *_joined([*late, *more])], className="late")], className="state"
    )


def _joined(parts: list) -> list:
    return [piece for part in parts for piece in (part, ", ")][:-1]


def skeleton() -> html.Div:
    """The shape of a page while the first one is fetched."""
    blocks = [html.Div(className=f"bone {name}") for name in ("title", "line", "band", "sheet", "sheet")]
    return html.Div(
        [html.P("The page is being fetched.", className="visually-hidden"), *blocks], className="skeleton"
    )


def foot(county: County) -> html.Footer:
    return html.Footer(
        html.Div(
            [
                html.P(
                    f"Data load {county.version or 'none'}, as of {wording.day(county.as_of)}."
                    if county.as_of
                    else ""
                ),
                html.P(
                    [
                        "Figures show how the system treats people, not what people are. ",
                        dcc.Link("How everything is counted", href="/methods"),
                    ]
                ),
            ],
            className="bar",
        ),
        className="foot",
    )
