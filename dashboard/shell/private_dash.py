"""The ways into Dash that Dash does not promise to keep; nothing else in the product takes one.

A new release may close any of them without a word, which is why dash is pinned to the patch. What is relied
on, and what breaks without it, stands in tests/dashboard/test_private_dash.py, one test a way.
"""

from collections.abc import Mapping, Sequence

from dash import Dash
from dash.development.base_component import Component

__all__ = [
    "HTML",
    "PLOTLY_ADDRESS",
    "Child",
    "Children",
    "Component",
    "keep_versions_back",
    "namespace",
    "server_callbacks",
]

Child = str | int | float | Component | None
Children = Child | Sequence[Child]
"""What an element may hold."""
HTML = "dash_html_components"
"""The namespace of components that are plain elements: they do nothing by themselves."""
PLOTLY_ADDRESS = "_dashPlotlyJSURL"
"""Where, on `window`, Dash looks for the address of plotly.js; assets/plotly-url.js holds it fast."""
VERSIONS = ("python_version", "dash_version", "dash_version_url", "plotly_version", "ddk_version")


def namespace(component: Component) -> str:
    """The family a component belongs to, HTML or another."""
    return component._namespace


def server_callbacks(app: Dash) -> Mapping[str, Mapping]:
    """Output ("id.property") -> its callback: `inputs` and `state`, lists of {id, property}; "callback" is
    there where the server runs it, and not where the browser does."""
    return app.callback_map


def keep_versions_back(app: Dash) -> None:
    """Leave out of the page what the browser does not need and an attacker could use: exact versions."""
    told = app._config

    def untold() -> dict:
        return {name: value for name, value in told().items() if name not in VERSIONS}

    app._config = untold  # type: ignore[method-assign]  # the way into Dash that this module is for
