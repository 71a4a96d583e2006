"""Each private way into Dash is as the product takes it, and each failure says what would break."""

import ast
from pathlib import Path

import dash
import pytest
from dash import Dash, Input, Output, dcc, html

from dashboard.shell import private_dash

ROOT = Path(__file__).resolve().parents[2]
THE_MODULE = ROOT / "dashboard" / "shell" / "private_dash.py"
PINNED = ROOT / "dashboard" / "assets" / "plotly-url.js"


def breaks(feature: str) -> str:
    return f"Dash {dash.__version__} has closed a private way in: {feature}. Mend {THE_MODULE.name}."


@pytest.fixture
def app():
    """A page with one callback of the server and one of the browser."""
    app = Dash("of a test", add_log_handler=False)
    app.layout = html.Div([dcc.Location(id="url"), html.Div(id="page"), html.Div(id="status")])
    app.callback(Output("page", "children"), Input("url", "pathname"), Input("url", "search"))(str)
    app.clientside_callback("x => x", Output("status", "children"), Input("page", "children"))
    return app


def test_the_configuration_sent_to_the_browser_is_a_dict_made_by_the_app(app):
    told = breaks("versions of Python, Dash and plotly would be told to every visitor (app._config)")
    assert callable(getattr(app, "_config", None)), told
    assert set(private_dash.VERSIONS) <= set(app._config()), told


def test_the_versions_are_kept_back_from_the_page_and_the_rest_is_sent(app):
    sent_before = set(app._config())
    private_dash.keep_versions_back(app)
    told = breaks("the page is made from another configuration (app._config)")
    assert set(app._config()) == sent_before - set(private_dash.VERSIONS), told
    page = app.server.test_client().get("/").get_data(as_text=True)
    assert '"requests_pathname_prefix"' in page
    assert '"dash_version"' not in page, told
    assert dash.__version__ not in page.split("_dash-config")[1].split("</script>")[0], told


def test_a_callback_of_the_server_can_be_told_from_one_of_the_browser_and_names_its_inputs(app):
    told = breaks("posts to callbacks could not be checked before they run (app.callback_map)")
    app.server.test_client().get("/")
    known = private_dash.server_callbacks(app)
    assert set(known) == {"page.children", "status.children"}, told
    assert "callback" in known["page.children"], told
    assert "callback" not in known["status.children"], told
    inputs = [{"id": "url", "property": name} for name in ("pathname", "search")]
    assert [{k: i[k] for k in ("id", "property")} for i in known["page.children"]["inputs"]] == inputs, told
    assert known["page.children"]["state"] == [], told


def test_plain_elements_can_be_told_from_live_components():
    told = breaks("tables could not be folded into one attribute (component._namespace)")
    assert private_dash.namespace(html.Table()) == private_dash.HTML, told
    assert private_dash.namespace(dcc.Graph()) != private_dash.HTML, told


def test_every_component_is_of_one_class_and_gives_its_properties():
    told = breaks("parts of a page could not be folded or read (dash.development.base_component)")
    for component in (html.Div("x", id="a"), dcc.Link("x", href="/y")):
        assert isinstance(component, private_dash.Component), told
        assert component.to_plotly_json()["props"]["children"] == "x", told


def test_dash_looks_for_plotly_where_the_page_pins_it():
    told = breaks("the browser would load Dash's full plotly.js instead of the vendored one")
    scripts = (Path(dash.__file__).parent / "dcc").glob("*.js")
    assert any(private_dash.PLOTLY_ADDRESS in s.read_text(encoding="utf-8") for s in scripts), told
    assert f'"{private_dash.PLOTLY_ADDRESS}"' in PINNED.read_text(encoding="utf-8")


PRIVATE = {"_config", "_namespace", "callback_map"}


def private_ways(path: Path) -> set[str]:
    """The private names a Python file takes."""
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    found = {n.attr for n in nodes if isinstance(n, ast.Attribute)} & PRIVATE
    modules = {n.module or "" for n in nodes if isinstance(n, ast.ImportFrom)}
    modules |= {alias.name for n in nodes if isinstance(n, ast.Import) for alias in n.names}
    return found | {m for m in modules if m.startswith("dash.")}


def test_no_other_module_takes_a_private_way():
    assert private_ways(THE_MODULE) == {*PRIVATE, "dash.development.base_component"}
    others = [ROOT / "app.py", *(ROOT / "dashboard").rglob("*.py"), *(ROOT / "pipelines").rglob("*.py")]
    assert {p.name: found for p in others if p != THE_MODULE and (found := private_ways(p))} == {}


def test_no_other_script_names_the_address_of_plotly():
    scripts = [p for p in (ROOT / "dashboard" / "assets").glob("*.js") if p != PINNED]
    assert scripts
    assert [p.name for p in scripts if "_dash" in p.read_text(encoding="utf-8").replace("_dash-", "")] == []
