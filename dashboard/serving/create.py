"""The application factory: reports and settings in, a Dash app out; callable many times in one process."""

from hashlib import sha256
from html import escape
from pathlib import Path

from dash import ClientsideFunction, Dash, Input, Output, State, dcc, html
from flask import abort, redirect, request

from dashboard.drawing.blocks import refused, words_page
from dashboard.serving.compression import keep_compressed
from dashboard.serving.downloads import add_downloads
from dashboard.serving.guard import guard
from dashboard.shell.address import KEYS, read
from dashboard.shell.page_frame import frame
from dashboard.shell.page_list import BY_PATH, PAGES, Page
from dashboard.shell.reader import Ask
from dashboard.shell.session_actor import choose_role, current_actor, home_of
from pipelines.questions.policy import policy_of

ASSETS = Path(__file__).parents[1] / "assets"
FILTERS = tuple(k for k in KEYS if k != "index")
INDEX = """<!DOCTYPE html>
<html lang="en">
<head>
{%metas%}
<title>{%title%}</title>
<link rel="icon" href="data:,">
<link rel="preload" href="/assets/fonts/public-sans-latin-wght-normal.woff2" as="font" type="font/woff2"
 crossorigin>
<link rel="stylesheet" href="BOOTSTRAP">
<link rel="preload" href="PLOTLY" as="script" id="plotly-js">
{%css%}
</head>
<body>
{%app_entry%}
<noscript><p>This page needs JavaScript. The command line gives the same figures: cqi show.</p></noscript>
<footer hidden>{%config%}{%scripts%}{%renderer%}</footer>
</body>
</html>"""


def create_app(reports, settings) -> Dash:
    """The dashboard over a door (`reports`), for `settings` with demo, role and secret."""
    app = Dash(
        __name__,
        assets_folder=str(ASSETS),
        assets_path_ignore=["vendor"],
        serve_locally=True,
        compress=True,
        enable_mcp=False,
        update_title=None,
        title=_title(reports),
        index_string=_index(),
        add_log_handler=False,
        meta_tags=[{"name": "viewport", "content": "width=device-width, initial-scale=1"}],
    )
    _configure(app, settings)
    _layout(app, reports, settings)
    _callbacks(app, reports, settings)
    _routes(app, reports, settings)
    add_downloads(app.server, reports, settings)
    keep_compressed(app.server)
    guard(app, frozenset(BY_PATH))
    return app


def _title(reports) -> str:
    return escape(f"{reports.county().name} CQI")


def _index() -> str:
    bundle = next((ASSETS / "vendor").glob("plotly-*.min.js"))
    page = INDEX.replace("BOOTSTRAP", _stamped(ASSETS / "vendor" / "bootstrap.min.css"))
    return page.replace("PLOTLY", _stamped(bundle))


def _stamped(path: Path) -> str:
    """The address of an asset with its content in it, so that browsers may keep it for a year."""
    stamp = sha256(path.read_bytes()).hexdigest()[:12]
    return f"/assets/{path.relative_to(ASSETS).as_posix()}?m={stamp}"


def _configure(app: Dash, settings) -> None:
    app.server.secret_key = settings.secret
    app.server.config.update(
        SESSION_COOKIE_NAME="cqi",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SEND_FILE_MAX_AGE_DEFAULT=31536000,
    )
    told = app._config

    def untold() -> dict:
        """What the browser needs to know, without the versions that would help an attacker."""
        kept = told()
        for name in ("python_version", "dash_version", "dash_version_url", "plotly_version", "ddk_version"):
            kept.pop(name, None)
        return kept

    app._config = untold


def _layout(app: Dash, reports, settings) -> None:
    # A layout for checking callbacks that knows nothing of any reader: it is sent to every browser.
    app.validation_layout = html.Div(
        [
            dcc.Location(id="url"),
            dcc.Store(id="vocabulary"),
            html.Div(id="page"),
            html.Div(id="status"),
            html.Div(id="filters"),
            html.Div(id="fold"),
            html.Div(id="filter-row"),
            html.Button(id="reset"),
            *(dcc.Input(id=f"filter-{key}") for key in FILTERS),
            *(dcc.Link(id=f"nav-{p.name}", href="") for p in PAGES),
        ]
    )
    app.layout = lambda: frame(Ask(reports, current_actor(settings, reports)), settings.demo)


def _callbacks(app: Dash, reports, settings) -> None:
    values = [f"filter-{key}" for key in FILTERS]
    app.clientside_callback(
        ClientsideFunction("panel", "tie"),
        Output("url", "search"),
        Output("filter-by", "options"),
        *(Output(v, "value") for v in values),
        Input("url", "search"),
        Input("reset", "n_clicks"),
        *(Input(v, "value") for v in values),
        State("vocabulary", "data"),
    )
    app.clientside_callback(
        ClientsideFunction("panel", "dress"),
        Output("filter-row", "className"),
        Output("fold", "children"),
        *(Output(f"nav-{p.name}", prop) for p in PAGES for prop in ("href", "className")),
        Input("url", "pathname"),
        Input("url", "search"),
        State("vocabulary", "data"),
    )
    app.clientside_callback(
        ClientsideFunction("panel", "fold"),
        Output("fold", "aria-expanded"),
        Output("filters", "className"),
        Input("fold", "n_clicks"),
    )
    app.clientside_callback(
        ClientsideFunction("panel", "arrived"),
        Output("status", "children"),
        Input("page", "children"),
    )

    @app.callback(Output("page", "children"), Input("url", "pathname"), Input("url", "search"))
    def show(path: str | None, search: str | None):
        return page_at(Ask(reports, current_actor(settings, reports)), path, search)


def page_at(ask: Ask, path: str | None, search: str | None) -> html.Div:
    """The components of a page for this reader, or the words why there are none."""
    found = BY_PATH.get(path or "") or BY_PATH.get(home_of(ask.actor.role) if path in ("/", None) else "")
    if found is None:
        return words_page("There is no such page", "Choose one of the pages above.")
    if ask.actor.role not in found.roles:
        home = home_of(ask.actor.role)
        return refused(found.label, found.refusal, home, BY_PATH[home].label)
    if not ask.options.last_month and found.name not in ("data", "methods"):
        return words_page("Nothing is loaded yet", "Build a database with cqi build, then reload this page.")
    return found.make(ask, read(search, ask.words))


def _routes(app: Dash, reports, settings) -> None:
    server = app.server

    @server.before_request
    def home():
        """The bare address leads to the first page of the reader's role, with whatever was asked."""
        if request.path == "/" and request.method in ("GET", "HEAD"):
            query = f"?{request.query_string.decode('latin-1')}" if request.query_string else ""
            return redirect(home_of(current_actor(settings, reports).role) + query, 302)
        return None

    @server.post("/demo/role")
    def switch_role():
        if not settings.demo:
            abort(404)
        if not choose_role(request.form.get("role", "")):
            abort(400)
        return redirect(_back(current_actor(settings, reports).role), 303)


def _back(role: str) -> str:
    """The page the form stood on if the new role may see it, else the role's own first page."""
    path, _, query = (request.referrer or "").removeprefix(request.host_url.rstrip("/")).partition("?")
    page: Page | None = BY_PATH.get(path)
    if page is None or role not in page.roles:
        return home_of(role)
    keeps_query = query and not policy_of(role).published_only
    return f"{path}?{query}" if keeps_query else path
