"""The app over a door, and a client that speaks like a browser."""

from dataclasses import replace

from dash import Dash

from dashboard.serving.create import create_app
from pipelines.cli.settings import Settings
from pipelines.questions.door import Door

SETTINGS = Settings(demo=True, role="director", secret=b"not a secret in a test, at all!!")


def app_on(reports: Door, **settings) -> Dash:
    return create_app(reports, replace(SETTINGS, **settings))


def body(path: str = "/director", search: str = "") -> dict:
    """What the renderer posts when the address changes."""
    return {
        "output": "page.children",
        "outputs": {"id": "page", "property": "children"},
        "inputs": [
            {"id": "url", "property": "pathname", "value": path},
            {"id": "url", "property": "search", "value": search},
        ],
        "changedPropIds": ["url.pathname", "url.search"],
        "state": [],
    }


def post(client, given: object, **headers):
    return client.post(
        "/_dash-update-component", json=given, headers={"Sec-Fetch-Site": "same-origin", **headers}
    )


def become(client, role: str):
    return client.post("/demo/role", data={"role": role}, headers={"Origin": "http://localhost"})
