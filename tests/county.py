"""Small counties for tests: tables in contract text to a published store, and the door on it."""

import csv
from collections.abc import Mapping, Sequence
from datetime import datetime, time
from pathlib import Path

from pipelines.building.build import build
from pipelines.profile.agency import Profile, load_profile
from pipelines.questions.errors import DataError
from pipelines.questions.selection import Selection
from pipelines.reports import Reports
from pipelines.store.database import open_database


def write_tables(folder: Path, tables: Mapping[str, Sequence[Mapping[str, str]]]) -> Path:
    """Each source's rows as a canonical CSV in the folder; missing keys are blank."""
    folder.mkdir(parents=True, exist_ok=True)
    for source, rows in tables.items():
        columns = list(dict.fromkeys(c for row in rows for c in row))
        with open(folder / f"{source}.csv", "w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, columns, restval="")
            writer.writeheader()
            writer.writerows(rows)
    return folder


def end_of(day: str) -> datetime:
    return datetime.combine(datetime.strptime(day, "%Y-%m-%d"), time(23, 59, 59))


def built(folder: Path, tables, as_of: str, profile: Profile | None = None) -> Reports:
    """The door on a county of these tables. Refused files fail the test with their problems."""
    engine = open_database(f"sqlite:///{folder / 'store'}", create=True)
    paths = [write_tables(folder / "files", tables)]
    outcome = build(paths, engine, profile or load_profile(None), end_of(as_of))
    if outcome.refused:
        raise AssertionError([i for c in outcome.refused for i in c.issues])
    return Reports(engine)


def rows_of(tables, sources=None, keep=None) -> dict[str, list[dict[str, str]]]:
    """Generated tables as rows: only these `sources`, and of a source only the columns `keep` names.

    A source cut down to what a question needs builds much faster, as other indicators drop out.
    """
    return {
        s: (t[list(keep[s])] if keep and s in keep else t).to_dict("records")
        for s, t in tables.items()
        if sources is None or s in sources
    }


def answer(reports, actor, question):
    """The Released, or None when the door refuses; anything else is a fault."""
    try:
        return reports.fetch(actor, Selection(**question))
    except DataError:
        return None
