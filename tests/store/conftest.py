"""Stores for tests: addresses to load to, a small county to load, and the closing of what was opened."""

import io
import shutil
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass

import pytest

from pipelines.cli import commands
from pipelines.store.database import open_database
from sample_data.generate import generate
from tests.county import rows_of
from tests.store.stores import emptied_postgres, inquiries, load


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request, tmp_path):
    """The address of an empty store."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'store.db'}"
    return emptied_postgres()


@pytest.fixture(scope="session")
def small_county():
    """Some months and two units of the sample county: every source, quick to build."""
    tables = rows_of(generate())
    units = ("N-1", "C-4", "S-3")
    return {
        "organisation": tables["organisation"],
        "decisions": [r for r in tables["decisions"] if r["period"] > "2024"],
        "inquiries": [r for r in tables["inquiries"] if r["received_at"] >= "2026-08" and r["unit"] in units],
        "positions": [r for r in tables["positions"] if r["unit"] in units[:2]],
        "assignments": [
            r for r in tables["assignments"] if r["unit"] in units[:2] and r["started_on"] > "2026"
        ],
        "surveys": [r for r in tables["surveys"] if r["wave"] == "2026-Q3" and r["unit"] in units],
    }


@pytest.fixture
def opened():
    """Opens stores by address, and closes them all when the test is over."""
    engines = []

    def open_one(url):
        engines.append(open_database(url, create=True))
        return engines[-1]

    yield open_one
    for engine in engines:
        engine.dispose()


@dataclass(frozen=True)
class Said:
    """How a command ended, and what it printed on either stream."""

    code: int
    out: str
    err: str


@pytest.fixture
def cqi(monkeypatch):
    """Returns a function that runs `cqi WORDS…` through the installed entry point."""
    monkeypatch.delenv("CQI_DATABASE", raising=False)

    def run(*words) -> Said:
        monkeypatch.setattr(sys, "argv", ["cqi", *map(str, words)])
        out, err, code = io.StringIO(), io.StringIO(), 0
        with redirect_stdout(out), redirect_stderr(err):
            try:
                commands.main()
            except SystemExit as end:
                code = end.code or 0
        return Said(code, out.getvalue(), err.getvalue())

    return run


@pytest.fixture(scope="session")
def ten_inquiries(tmp_path_factory):
    """A store's folder with ten inquiries in it, three of them answered late. Built once: copy it."""
    folder = tmp_path_factory.mktemp("ten")
    engine = open_database(str(folder / "store"), create=True)
    load(engine, folder / "first", {"inquiries": inquiries(3)})
    engine.dispose()
    return folder / "store"


@pytest.fixture
def store(ten_inquiries, tmp_path):
    """That store, for one test to harm."""
    shutil.copytree(ten_inquiries, tmp_path / "store")
    return tmp_path / "store"
