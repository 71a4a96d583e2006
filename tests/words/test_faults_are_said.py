"""Faults of files, settings and the store are whole sentences: in the pseudo-language no word is left plain."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from pipelines.building.profile_names import check_names
from pipelines.catalog.behaviours import FILES, behaviour_of, item, items
from pipelines.intake.discovery import discover
from pipelines.intake.mapping import parse_mapping
from pipelines.profile.agency import load_profile, parse_profile
from pipelines.profile.sections import SECTIONS
from pipelines.questions.errors import DataError, StoreFault
from pipelines.register.indicators import register
from pipelines.register.sources import SOURCES, contract
from pipelines.store.database import open_database
from pipelines.store.faults import of_postgresql, of_sqlite
from pipelines.words.say import speaking, told
from tests.words.catalogue import PSEUDO, gather, pseudo
from tests.words.seen_text import unsaid


def raised(ask: Callable, *words: object) -> DataError | StoreFault:
    with pytest.raises((DataError, StoreFault)) as caught:
        ask(*words)
    return caught.value


def sqlite_error(code: int) -> sqlite3.Error:
    problem = sqlite3.DatabaseError("said by the driver")
    problem.sqlite_errorcode = code
    return problem


def server_error(state: str) -> Exception:
    problem = Exception("said by the driver")
    problem.sqlstate = state
    return problem


PROFILES = [
    "[calendar]\nfrom = 2031-01-01\nto = 2030-01-01",
    "[[closures]]\ndate = 2026-01-01\nname = 'NAME'\nsource = 'NAME'",
    "[NAME]\nfrom = 2026-01-01",
    "[[response]]\nfrom = 2026-01-01\nhours = 0",
    "[[response]]\nfrom = '2026-01-01'",
    "[[targets]]\nfrom = 2026-01-01",
    "targets = 3",
    "[county]\ntime_zone = 'NAME'",
    "[[office_hours]]\nfrom = 2020-01-01\nmon = 'NAME'",
    "[[caseload_standards]]\nfrom = 2020-01-01\ncases_per_worker = 0",
    "not toml",
]
OWN = (
    "calendar", "closures", "response", "hours", "from", "targets", "indicator", "value", "source", "county", "name",
    "time_zone", "office_hours", "mon", "caseload_standards", "cases_per_worker", "columns", "Exception", "DatabaseError", "constants", "unpivot",
    "NAME",
)  # fmt: skip
"""Keys of the files and names of the county: never translated."""
IDS = (
    *register(),
    *SECTIONS,
    *SOURCES,
    *(f.name for f in contract("inquiries").fields),
    *FILES,
    "PB23-ACC-2",
    "LB-13d",
)


def faults(folder: Path) -> list[DataError | StoreFault]:
    (folder / "NAME.toml").write_text(
        "[[targets]]\nfrom = 2020-01-01\nindicator = 'NAME'\nvalue = 1\nsource='NAME'"
    )
    other = load_profile(folder / "NAME.toml")
    data = folder / "NAME"
    return [
        *(raised(parse_profile, text) for text in PROFILES if text != "not toml"),
        raised(check_names, other),
        raised(item, "NAME"),
        raised(items, "NAME"),
        raised(behaviour_of, "PB23-ACC-2"),
        raised(parse_mapping, "source = 'inquiries'\n[columns]\nNAME = 'NAME'"),
        raised(discover, [data]),
        raised(open_database, str(data)),
        raised(open_database, "NAME://NAME"),
        *(of_sqlite(data)(sqlite_error(code)) for code in (1, 5, 8, 10, 11, 13, 14)),
        *(
            of_postgresql(server_error(s))
            for s in ("", "55P03", "53100", "42501", "42P01", "42703", "XX001", "0A000")
        ),
    ]


def test_faults_of_files_settings_and_the_store_are_said_in_the_readers_language(tmp_path):
    """The places are filled where the fault is raised, so that nothing of it is put together afterwards."""
    locale = pseudo(tmp_path, gather(tmp_path / "messages.pot"))
    with speaking(PSEUDO, locale):
        said = [told(fault) for fault in faults(tmp_path)]
    own = sorted([*OWN, *IDS, str(tmp_path), "America/Los_Angeles"], key=len, reverse=True)
    assert len(said) > 30
    assert [(one, left) for one in said if (left := list(unsaid(one, own)))] == []
