"""A new dimension and a new contract field build on an existing store, without an upgrade written by hand."""

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest

from pipelines.store import shape
from pipelines.store.database import open_database
from tests.county import write_tables
from tests.store.stores import ROOT, emptied_postgres, released_pair

EDITS = (
    ('Dimension("step", marked("Decision point"), "decision points", STEPS),', '\n        Dimension("topic", "Topic", "topics"),'),
    ('DIMENSIONS = ("race", "language", "requester", "channel", "role"', ', "topic"'),
    ('breakdowns=("division", "unit", "race", "language", "requester", "channel", "role"', ', "topic"'),
    ('Field("topic", "text", "What it was about.", headers=("category", "subject")),',
     ('\n        Field("urgency", "choice", "How soon.", choices=("high", "low")),'
      '\n        Field("called_back_at", "instant", "When somebody called back."),')),
)  # fmt: skip
"""What a developer adds, each behind what stands in one or more files."""
LATER = [
    {
        "inquiry_id": f"later{n}",
        "received_at": f"2026-10-0{5 + n} 09:00",
        "acknowledged_at": f"2026-10-0{5 + n} {'10:00' if n else '11:00'}",
        "unit": "N-1",
        "topic": "visits" if n else "travel",
        "urgency": "high" if n else "low",
        "called_back_at": f"2026-10-0{5 + n} 15:00",
    }
    for n in range(3)
]


@pytest.fixture(scope="module")
def grown(tmp_path_factory):
    """A copy of the product in which inquiries have another dimension and two more fields."""
    copy = tmp_path_factory.mktemp("grown")
    shutil.copytree(ROOT / "pipelines", copy / "pipelines", ignore=shutil.ignore_patterns("__pycache__"))
    for found, added in EDITS:
        files = [p for p in (copy / "pipelines").rglob("*.py") if found in p.read_text(encoding="utf-8")]
        assert files, found
        for file in files:
            file.write_text(file.read_text(encoding="utf-8").replace(found, found + added), encoding="utf-8")
    return copy


def run(code, *words):
    """What a command of that copy of the product printed; fails where it did not end well."""
    done = subprocess.run(
        [sys.executable, "-m", "pipelines.cli.commands", *map(str, words)],
        cwd=code, env={**os.environ, "PYTHONPATH": str(code)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def build_later(grown, folder, database):
    later = write_tables(folder, {"inquiries": LATER})
    (later / "inquiries.csv").rename(later / "inquiries_later.csv")
    (later / "county.toml").write_text('[county]\nname = "Old County"\nsynthetic = true\n')
    return run(grown, "build", later, "--as-of", "2026-10-31", "--database", database)


def on_time_by_topic(grown, database):
    return run(grown, "show", "response_24h", "--by", "topic", "--grain", "window", "--format", "csv",
                  "--database", database)  # fmt: skip


def test_a_store_of_the_first_release_takes_a_new_dimension_and_new_fields(grown, tmp_path):
    pair = released_pair(tmp_path / "data")
    said = build_later(grown, tmp_path / "later", pair)
    assert "Added to the store" in said
    assert "cells.topic" in said
    assert {"visits", "travel"} <= set(on_time_by_topic(grown, pair).replace("\n", ",").split(","))
    with closing(sqlite3.connect(pair / "data.sqlite")) as data:
        counted = data.execute(
            "SELECT topic, sum(value) FROM cells JOIN current_version USING (version_id) WHERE cut = 'full' AND "
            "indicator = 'response_24h' AND part = 'den' GROUP BY topic ORDER BY topic"
        ).fetchall()
        kept = data.execute(
            "SELECT urgency, called_back_at_date_only, count(*) FROM rows_inquiries GROUP BY 1, 2 ORDER BY 1"
        ).fetchall()
    assert counted == [("", 29), ("travel", 1), ("visits", 2)]
    assert kept == [(None, None, 29), ("high", 0, 2), ("low", 0, 1)]


def test_so_does_todays_store_and_one_on_postgresql(grown, tmp_path):
    for name, database in (("folder", str(tmp_path / "store")), ("server", emptied_postgres())):
        open_database(database, create=True).dispose()
        assert "cells.topic" in build_later(grown, tmp_path / name, database)
        assert "Added" not in run(grown, "upgrade", "--database", database)


def test_todays_code_goes_on_with_a_store_that_has_grown(grown, tmp_path):
    """Somebody steps back to the release before: a column it does not know is left empty."""
    store = tmp_path / "store"
    run(grown, "build", _files(tmp_path / "a", LATER), "--as-of", "2026-10-31", "--database", store)
    again = _files(tmp_path / "b", [{k: v for k, v in row.items() if k != "urgency"} for row in LATER])
    said = run(ROOT, "build", again, "--as-of", "2026-10-30", "--database", store)
    assert "Published as version 2" in said


def _files(folder, rows):
    return write_tables(folder, {"inquiries": rows})


def test_a_store_that_lacks_nothing_is_added_nothing(tmp_path, opened):
    with opened(str(tmp_path / "store")).connect() as connection:
        assert shape.lacking(connection) == []
