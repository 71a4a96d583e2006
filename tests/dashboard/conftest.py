"""The door on the small county and on parts of it, each built once a session."""

from collections.abc import Callable

import pytest

from dashboard.shell.reader import Reader
from dashboard.shell.session_actor import actor_for
from pipelines.profile.agency import parse_profile
from pipelines.questions.actor import Actor
from pipelines.questions.policy import DIRECTOR
from pipelines.questions.selection import Selection
from pipelines.reports import Reports
from tests.county import built
from tests.dashboard import small_county
from tests.dashboard.small_county import Tables

Load = Callable[..., Reports]


@pytest.fixture(scope="session")
def load(tmp_path_factory) -> Load:
    """Tables, and a profile as TOML, to the door on them."""

    def loaded(tables: Tables, profile: str = "") -> Reports:
        chosen = parse_profile(profile or small_county.profile())
        return built(tmp_path_factory.mktemp("county"), tables, small_county.AS_OF, chosen)

    return loaded


@pytest.fixture(scope="session")
def county(load) -> Reports:
    """The whole small county."""
    return load(small_county.tables())


@pytest.fixture(scope="session")
def unanswered(load) -> Reports:
    """A log that keeps when an inquiry was closed, and has no column for the first answer; nothing else."""
    found = small_county.tables("organisation", "inquiries")
    lacking = [{k: v for k, v in row.items() if k != "acknowledged_at"} for row in found["inquiries"]]
    return load({**found, "inquiries": lacking})


@pytest.fixture(scope="session")
def uncounted(load) -> Reports:
    """The organisation alone: nothing that could be counted is loaded yet."""
    return load(small_county.tables("organisation"))


@pytest.fixture(scope="session")
def marked_up(load) -> Reports:
    """The log of a county all of whose names are markup."""
    return load(*small_county.marked_up("organisation", "inquiries"))


@pytest.fixture
def reader(county) -> Reader:
    """The small county as its director sees it."""
    return asking(county, DIRECTOR)


@pytest.fixture
def heard(county, monkeypatch) -> list[tuple[Actor, Selection]]:
    """What the door is asked from now on: the real one, listened to."""
    questions: list[tuple[Actor, Selection]] = []
    answer = county.fetch

    def fetch(actor: Actor, selection: Selection):
        questions.append((actor, selection))
        return answer(actor, selection)

    monkeypatch.setattr(county, "fetch", fetch)
    return questions


def asking(reports: Reports, role: str) -> Reader:
    """The door as the demonstration's reader in this role sees it."""
    return Reader(reports, actor_for(role, reports, demo=True))
