"""No kept row, page, file or log holds the number of a worker: a random code stands in its place (C7)."""

import re
import sqlite3
from contextlib import closing

import pytest
from sqlalchemy import select
from typer.testing import CliRunner

from pipelines.building.build import build, rebuild
from pipelines.cli.commands import app
from pipelines.profile.agency import parse_profile
from pipelines.questions.actor import acting_as
from pipelines.questions.selection import Selection
from pipelines.register.sources import CONTRACTS
from pipelines.reports import Reports
from pipelines.store import person_codes, schema
from pipelines.store.database import open_database
from pipelines.words.csv_file import csv_text, worklist_lines
from tests.county import end_of, write_tables
from tests.dashboard import small_county

CODE = re.compile(r"P-[2-9A-HJ-NP-Z]{6}")
NUMBER = re.compile(r"EMP-\d{6}")
DIRECTOR = acting_as("director")


def tables() -> dict:
    """The small county with telling numbers for its workers, the same in all three files that name them."""
    found = small_county.tables("organisation", "positions", "assignments")
    people = {r["incumbent_id"] for r in found["positions"] if r.get("incumbent_id")}
    numbers = {person: f"EMP-{n:06d}" for n, person in enumerate(sorted(people), 1)}
    for row in found["positions"]:
        if row.get("incumbent_id"):
            row["incumbent_id"] = numbers[row["incumbent_id"]]
    for row in found["assignments"]:
        row["worker_id"] = numbers[row["worker_id"]]
    roster = [
        {
            "staff_id": number,
            "role": "worker",
            "unit": "N-1",
            "valid_from": "2025-10-01",
            "report_date": small_county.AS_OF,
        }
        for number in numbers.values()
    ]
    # The key of a roster's line twice, so that a row is set aside and told.
    return {**found, "roster": [*roster, roster[0] | {"unit": "N-2"}]}


PROFILE = parse_profile(small_county.profile())


@pytest.fixture
def store(tmp_path):
    """(engine, folder of the store, files) after one load."""
    files = write_tables(tmp_path / "files", tables())
    engine = open_database(str(tmp_path / "store"), create=True)
    assert not build([files], engine, PROFILE, end_of(small_county.AS_OF)).refused
    return engine, tmp_path / "store", files


def texts_of(engine) -> dict[str, str]:
    """Table -> everything that stands in it, as text."""
    with engine.connect() as connection:
        return {
            table.name: repr(connection.execute(select(table)).all()) for table in schema.meta.sorted_tables
        }


def test_every_number_stands_in_one_table_and_nowhere_else(store):
    engine, _, _ = store
    held = {name for name, text in texts_of(engine).items() if NUMBER.search(text)}
    assert held == {"people"}


def test_rows_and_lists_hold_codes(store):
    engine, _, _ = store
    text = texts_of(engine)
    for name in ("rows_positions", "rows_assignments", "rows_roster", "list_worker_loads"):
        assert CODE.search(text[name]), name


def test_no_list_and_no_file_tells_a_number(store):
    reports = Reports(store[0])
    for card in reports.work_lists():
        listed = reports.work_list(DIRECTOR, card.id, Selection(""))
        assert not NUMBER.search(repr(listed) + csv_text(worklist_lines(listed)))
    loads = reports.work_list(DIRECTOR, "worker_loads", Selection(""))
    assert all(CODE.fullmatch(str(r["worker"])) for r in loads.rows)
    desk = reports.data_desk(DIRECTOR)
    assert desk.problems
    assert not NUMBER.search(repr(desk))


def test_a_person_has_one_code_in_every_source(store):
    """Joined on codes, the load of each worker is what it was on numbers."""
    engine, _, _ = store
    with engine.connect() as connection:
        by = {
            source: {r[0] for r in connection.execute(select(schema.rows[source].c[column])) if r[0]}
            for source, column in (
                ("positions", "incumbent_id"),
                ("assignments", "worker_id"),
                ("roster", "staff_id"),
            )
        }
    assert by["assignments"] < by["positions"] == by["roster"]
    loads = Reports(engine).work_list(DIRECTOR, "worker_loads", Selection("")).rows
    assert len(loads) == 23


def test_a_person_keeps_the_code_through_later_loads(store, tmp_path):
    engine, _, _ = store
    before = person_codes_of(engine)
    again = tables()
    again["positions"].append(again["positions"][0] | {"position_id": "new", "incumbent_id": "EMP-999999"})
    files = write_tables(tmp_path / "later", again)
    build([files], engine, PROFILE, end_of(small_county.AS_OF))
    after = person_codes_of(engine)
    assert {n: c for n, c in after.items() if n in before} == before
    assert set(after) - set(before) == {"EMP-999999"}
    rebuild(engine)
    assert person_codes_of(engine) == after


def person_codes_of(engine) -> dict[str, str]:
    with engine.connect() as connection:
        return person_codes.known(connection)


def test_the_code_does_not_follow_from_the_number(tmp_path):
    """Two stores of the same files: whoever knows the numbers cannot work the codes out."""
    files = write_tables(tmp_path / "files", tables())
    codes = []
    for name in ("one", "two"):
        engine = open_database(str(tmp_path / name), create=True)
        build([files], engine, PROFILE, end_of(small_county.AS_OF))
        codes.append(person_codes_of(engine))
    assert codes[0].keys() == codes[1].keys()
    assert not set(codes[0].values()) & set(codes[1].values())


def test_a_code_is_never_given_twice(monkeypatch):
    drawn = iter(["P-222222", "P-222222", "P-333333"])
    monkeypatch.setattr(person_codes, "_code", lambda: next(drawn))
    assert person_codes.with_new({}, ["a", "", "b"]) == {"a": "P-222222", "b": "P-333333"}


def test_the_console_tells_whose_a_code_is_and_says_when_nobody_has_it(store):
    engine, folder, _ = store
    number, code = next(iter(person_codes_of(engine).items()))
    told = CliRunner().invoke(app, ["who", code.lower(), "--database", str(folder)])
    assert (told.exit_code, told.output.strip()) == (0, number)
    unknown = CliRunner().invoke(app, ["who", "P-ZZZZZZ", "--database", str(folder)])
    assert unknown.exit_code == 1


def test_every_field_that_names_a_person_of_the_agency_is_declared_so():
    """A source that joins on staff declares it, or its numbers would be kept."""
    persons = {(c.source, f.name) for c in CONTRACTS for f in c.fields if f.person}
    assert persons == {("positions", "incumbent_id"), ("assignments", "worker_id"), ("roster", "staff_id")}


# ---- older stores


def test_an_older_store_is_recoded_when_it_is_brought_up(store):
    """The rows of schema 0003 held numbers; after the step codes stand there, and the table tells whose they are."""
    engine, folder, _ = store
    path = folder / "data.sqlite"
    numbers = {code: number for number, code in person_codes_of(engine).items()}
    engine.dispose()
    with closing(sqlite3.connect(path)) as old, old:
        for table, column in (
            ("rows_positions", "incumbent_id"),
            ("rows_assignments", "worker_id"),
            ("rows_roster", "staff_id"),
            ("list_worker_loads", "worker_id"),
        ):
            for code, number in numbers.items():
                old.execute(f"UPDATE {table} SET {column} = ? WHERE {column} = ?", (number, code))
        old.execute("DROP TABLE people")
        old.execute("UPDATE schema_version SET version_num = '0003'")
    upgraded = open_database(str(folder), create=True)
    assert {name for name, text in texts_of(upgraded).items() if NUMBER.search(text)} == {"people"}
    assert set(person_codes_of(upgraded)) == set(numbers.values())
    loads = Reports(upgraded).work_list(DIRECTOR, "worker_loads", Selection("")).rows
    assert len(loads) == 23
    assert all(CODE.fullmatch(str(r["worker"])) for r in loads)
