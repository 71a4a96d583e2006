"""What a test may skip for: a named tool that is absent. Where CQI_TEST_STRICT=1, nothing else may skip.

A pytest plugin (pyproject.toml loads it). The three needs are asked for by a marker or by a call:

    @pytest.mark.browser        or  need_chromium()  -> path of the browser
    @pytest.mark.postgres       or  need_postgres()  -> SQLAlchemy URL of a server that tests may fill
    @pytest.mark.shared         or  need_shared("realdata", "x.csv")  -> path of the reading material

`.ci/run` installs the tools and sets CQI_TEST_STRICT=1; there a skip counts as a failure, except for want
of a `../shared` that is not there.
"""

import os
import shutil
from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[1] / ".." / "shared"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def need_chromium():
    """Return the path of Chromium or Chrome; skip the test where there is none."""
    browser = os.environ.get("CQI_TEST_CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        pytest.skip("needs Chromium: none of " + ", ".join(BROWSERS) + " is installed")
    return browser


def need_postgres():
    """Return the URL of the PostgreSQL server the tests may fill; skip the test where none is named."""
    url = os.environ.get("CQI_TEST_POSTGRES_URL")
    if not url:
        pytest.skip("needs PostgreSQL: CQI_TEST_POSTGRES_URL names no server")
    return url


def need_shared(*parts):
    """Return the path of `parts` below ../shared; skip the test where the folder is absent.

    A path missing from a folder that is there is a fault of the test, and fails.
    """
    if not SHARED.is_dir():
        pytest.skip("needs ../shared: there is no such folder beside the clone")
    path = SHARED.joinpath(*parts)
    if not path.exists():
        pytest.fail(f"../shared is there, but it has no {'/'.join(parts)}")
    return path


NEEDS = {"browser": need_chromium, "postgres": need_postgres, "shared": need_shared}


def is_strict():
    """Return whether skips count as failures in this run."""
    return os.environ.get("CQI_TEST_STRICT") == "1"


def forbids_skip(reason):
    """Return whether a strict run refuses a skip with this reason: all but a missing ../shared."""
    return SHARED.is_dir() or "../shared" not in reason


def refuse_skip(report):
    """Turn a skipped report into a failed one, in a strict run, unless the skip is allowed there."""
    if not (is_strict() and report.skipped) or hasattr(report, "wasxfail"):
        return report
    reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    if forbids_skip(reason):
        report.outcome = "failed"
        report.longrepr = f"CQI_TEST_STRICT=1 lets nothing skip. {reason}"
    return report


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item):
    for marker, need in NEEDS.items():
        if item.get_closest_marker(marker):
            need()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    return refuse_skip((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector):
    return refuse_skip((yield))
