"""A browser on the sample county: the real door, the real app, one server for the whole session."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from werkzeug.serving import make_server

from dashboard.serving.create import create_app
from pipelines.building.build import build
from pipelines.cli.settings import Settings
from pipelines.profile.agency import load_profile
from pipelines.reports import Reports
from pipelines.store.database import open_database
from tests.browser.watching import Watch
from tests.county import end_of
from tests.strictness import need_chromium

COUNTY = Path(__file__).resolve().parents[2] / "sample_data" / "county"
AS_OF = "2026-10-31"


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args) -> dict:
    flags = ["--no-sandbox", "--disable-gpu"]
    return {**browser_type_launch_args, "executable_path": need_chromium(), "args": flags}


@pytest.fixture(scope="session")
def base_url() -> None:
    """In place of a plugin's own, which pytest 9 warns about; addresses here are whole."""


@pytest.fixture(scope="session")
def reports(tmp_path_factory) -> Reports:
    """The door on the sample county, built once."""
    engine = open_database(f"sqlite:///{tmp_path_factory.mktemp('county') / 'cqi.db'}", create=True)
    outcome = build([COUNTY], engine, load_profile(COUNTY / "county.toml"), end_of(AS_OF))
    if outcome.refused:
        raise AssertionError("the sample county was refused")
    return Reports(engine)


def served(reports) -> Iterator[str]:
    """The address of an app over these reports, for as long as it is needed."""
    app = create_app(reports, replace(Settings(), demo=True))
    server = make_server("127.0.0.1", 0, app.server, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="session")
def site(reports) -> Iterator[str]:
    yield from served(reports)


@pytest.fixture
def watch(page, site) -> Iterator[Watch]:
    """A page that fails the test for any error in the console and any request to another host."""
    found = Watch(page, site)
    yield found
    assert found.complaints == []
