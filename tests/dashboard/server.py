"""The app over the stand-in door, and a client that speaks like a browser."""

from types import SimpleNamespace

from dashboard.serving.create import create_app
from tests.dashboard.fake_reports import FakeReports

SETTINGS = SimpleNamespace(demo=True, role="director", secret=b"not a secret in a test, at all!!")


def app_on(reports=None, **settings):
    return create_app(reports or FakeReports(), SimpleNamespace(**{**vars(SETTINGS), **settings}))


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
