"""The application factory: reports and settings in, a Dash app out; callable many times in one process."""

from collections.abc import Mapping
from hashlib import sha256
from html import escape
from pathlib import Path

from dash import ClientsideFunction, Dash, Input, Output, State, dcc, html
from flask import abort, redirect, request

from dashboard.drawing.blocks import left_out_of_address, not_made, refused, words_page
from dashboard.drawing.data_state import data_state
from dashboard.serving.compression import keep_compressed
from dashboard.serving.downloads import add_downloads
from dashboard.serving.guard import guard
from dashboard.serving.index_page import index_page, say_index
from dashboard.serving.page_binding import Make, bound
from dashboard.serving.reader_language import speak_as_asked
from dashboard.shell.address import CONTROLS, not_known, read
from dashboard.shell.page_frame import frame
from dashboard.shell.page_list import BY_PATH, PAGES, Page, home, may_see
from dashboard.shell.private_dash import keep_versions_back
from dashboard.shell.reader import Reader
from dashboard.shell.session_actor import ScreenSettings, choose_role, current_actor
from pipelines.questions.door import Door
from pipelines.questions.errors import DataError
from pipelines.questions.policy import policy_of
from pipelines.words.say import say, told

ASSETS = Path(__file__).parents[1] / "assets"


def create_app(reports: Door, settings: ScreenSettings) -> Dash:
    """The dashboard over a door (`reports`), for `settings` with demo, role and secret."""
    app = Dash(
        __name__,
        assets_folder=str(ASSETS),
        assets_path_ignore=["vendor"],
        serve_locally=True,
        compress=True,
        enable_mcp=False,
        update_title=None,  # type: ignore[arg-type]  # Dash takes None for no title while updating
        title=_title(reports),
        index_string=index_page(_addresses()),
        add_log_handler=False,
        meta_tags=[{"name": "viewport", "content": "width=device-width, initial-scale=1"}],
    )
    _configure(app, settings)
    _layout(app, reports, settings)
    _callbacks(app, reports, settings)
    _routes(app, reports, settings)
    add_downloads(app.server, reports, settings)
    keep_compressed(app.server)
    speak_as_asked(app.server)
    guard(app, frozenset(BY_PATH))
    return app


def _title(reports: Door) -> str:
    return escape(f"{reports.county().name} CQI")


def _addresses() -> dict[str, str]:
    """Where the document finds what it needs before anything else."""
    bundle = next((ASSETS / "vendor").glob("plotly-*.min.js"))
    return {"bootstrap": _stamped(ASSETS / "vendor" / "bootstrap.min.css"), "plotly": _stamped(bundle)}


def _stamped(path: Path) -> str:
    """The address of an asset with its content in it, so that browsers may keep it for a year."""
    stamp = sha256(path.read_bytes()).hexdigest()[:12]
    return f"/assets/{path.relative_to(ASSETS).as_posix()}?m={stamp}"


def _configure(app: Dash, settings: ScreenSettings) -> None:
    app.server.secret_key = settings.secret
    app.server.config.update(
        TRUSTED_HOSTS=list(settings.trusted_hosts),
        SESSION_COOKIE_NAME="cqi",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SEND_FILE_MAX_AGE_DEFAULT=31536000,
    )
    keep_versions_back(app)
    say_index(app)


def _layout(app: Dash, reports: Door, settings: ScreenSettings) -> None:
    # A layout for checking callbacks that knows nothing of any reader: it is sent to every browser.
    known = html.Div(
        [
            dcc.Location(id="url"),
            dcc.Store(id="vocabulary"),
            *(html.Div(id=name) for name in ("page", "status", "filters", "fold", "filter-row")),
            html.Button(id="reset"),
            *(html.Div(dcc.Input(id=key.control), id=key.field) for key in CONTROLS.values()),
            *(dcc.Link(id=page.link, href="") for page in PAGES),
        ]
    )
    app.validation_layout = known  # type: ignore[assignment]  # Dash declares it by its first value, None

    def layout() -> html.Div:
        reader = Reader(reports, current_actor(settings, reports))
        return frame(reader, settings.demo, data_state(reports.county()))

    app.layout = layout


def _callbacks(app: Dash, reports: Door, settings: ScreenSettings) -> None:
    makers = bound(PAGES)
    _in_browser(app)

    @app.callback(Output("page", "children"), Input("url", "pathname"), Input("url", "search"))
    def show(path: str | None, search: str | None) -> html.Div:
        return page_at(Reader(reports, current_actor(settings, reports)), path, search, makers)


def _in_browser(app: Dash) -> None:
    """What assets/panel.js does by itself. It answers each output by its id, in whatever order they stand here."""
    controls = [key.control for key in CONTROLS.values()]
    app.clientside_callback(
        ClientsideFunction("panel", "tie"),
        Output("url", "search"),
        *(Output(control, "value") for control in controls),
        *(Output(key.control, "options") for key in CONTROLS.values() if key.led_by),
        Input("url", "search"),
        Input("reset", "n_clicks"),
        *(Input(control, "value") for control in controls),
        State("vocabulary", "data"),
    )
    app.clientside_callback(
        ClientsideFunction("panel", "dress"),
        Output("filter-row", "hidden"),
        Output("fold", "children"),
        *(Output(key.field, "hidden") for key in CONTROLS.values()),
        *(Output(page.link, prop) for page in PAGES for prop in ("href", "className")),
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


def page_at(
    reader: Reader, path: str | None, search: str | None, makers: Mapping[str, Make] | None = None
) -> html.Div:
    """The components of a page for this reader, or the words why there are none."""
    first = home(reader.actor.role)
    found = first if path in ("/", None) else BY_PATH.get(path)
    if found is None:
        return words_page(say("There is no such page"), say("Choose one of the pages above."))
    if not may_see(reader.actor.role, found):
        return refused(say(found.label), say(found.refusal), first.path, say(first.label))
    try:
        return _made(reader, found, search, makers or bound())
    except DataError as error:
        return not_made(say(found.label), told(error), first.path, say(first.label))


def _made(reader: Reader, found: Page, search: str | None, makers: Mapping[str, Make]) -> html.Div:
    if not reader.options.last_month and not found.bare:
        return words_page(
            say("Nothing is loaded yet"), say("Build a database with cqi build, then reload this page.")
        )
    made = makers[found.id](reader, read(search, reader.words))
    dropped = not_known(search, reader.words)
    return html.Div([left_out_of_address(dropped), made]) if dropped else made


def _routes(app: Dash, reports: Door, settings: ScreenSettings) -> None:
    server = app.server

    @server.before_request
    def first_page():
        """The bare address leads to the first page of the reader's role, with whatever was asked."""
        if request.path == "/" and request.method in ("GET", "HEAD"):
            query = f"?{request.query_string.decode('latin-1')}" if request.query_string else ""
            return redirect(home(current_actor(settings, reports).role).path + query, 302)
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
    page = BY_PATH.get(path)
    if page is None or not may_see(role, page):
        return home(role).path
    keeps_query = query and not policy_of(role).published_only
    return f"{path}?{query}" if keeps_query else path
