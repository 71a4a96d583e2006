"""How the tests are shared out between workers (pytest-xdist), so that nothing big is built twice.

A pytest plugin (pyproject.toml loads it). Tests of one file stay with one worker, as what a file builds it
builds once a worker; so do whole folders that share a server or a browser. What takes longest starts first,
or a worker would end with it while the other waits.
"""

from pathlib import PurePosixPath

import pytest
from xdist.scheduler import LoadScopeScheduling

TOGETHER = ("tests/browser", "tests/store")
"""Folders whose tests share one thing: the browser's site, and the PostgreSQL database they empty."""
LONGEST = (
    "tests/test_planted.py",
    "tests/test_gate.py",
    "tests/store",
    "tests/test_properties.py",
    "tests/browser",
    "tests/test_oracle.py",
    "tests/golden/test_golden.py",
    "tests/test_survey_floors.py",
)


def group_of(node_id: str) -> str:
    """The folder or file that a test must stay together with."""
    path = node_id.partition("::")[0]
    folders = (str(p) for p in PurePosixPath(path).parents)
    return next((folder for folder in folders if folder in TOGETHER), path)


def turn(group: str) -> int:
    """When a group starts: the longest in their order, then all others."""
    return LONGEST.index(group) if group in LONGEST else len(LONGEST)


class ByGroup(LoadScopeScheduling):
    """Hands out whole groups, in the order in which the tests were collected."""

    def _split_scope(self, nodeid: str) -> str:
        return group_of(nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    return ByGroup(config, log)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config, items):
    if hasattr(config, "workerinput"):
        items.sort(key=lambda item: turn(group_of(item.nodeid)))
