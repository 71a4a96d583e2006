"""What a build changes in the store, and what it leaves."""

from contextlib import nullcontext
from dataclasses import replace
from datetime import datetime

import pytest
from sqlalchemy import select

from pipelines.building import build as building
from pipelines.building.build import build
from pipelines.questions.errors import DataError, StoreBusy
from pipelines.reports import Reports
from pipelines.store import schema
from tests.county import write_tables
from tests.store.stores import AS_OF, DIRECTOR, PROFILE, QUESTIONS, answered, counted, inquiries, load


def test_the_same_files_again_change_nothing_but_the_run_log(url, tmp_path, small_county, opened):
    engine = opened(url)
    first = load(engine, tmp_path / "files", small_county)
    before = counted(engine)
    again = load(engine, tmp_path / "files", small_county)
    assert (again.unchanged, again.version, counted(engine)) == (True, first.version, before)
    with engine.connect() as connection:
        outcomes = (
            connection.execute(select(schema.runs.c.outcome).order_by(schema.runs.c.run_id)).scalars().all()
        )
    assert outcomes == ["published", "unchanged"]


def test_a_corrected_file_replaces_its_own_rows_and_leaves_the_others(url, tmp_path, small_county, opened):
    engine = opened(url)
    load(engine, tmp_path / "other", {"decisions": small_county["decisions"]})
    load(engine, tmp_path / "first", {"inquiries": inquiries(3)})
    assert answered(Reports(engine)) == (7, 10)
    load(engine, tmp_path / "corrected", {"inquiries": inquiries(1, total=9)})
    reports = Reports(engine)
    assert answered(reports) == (8, 9)
    assert reports.fetch(DIRECTOR, QUESTIONS[11]).status == "shown"
    assert [f.files for f in reports.data_desk(DIRECTOR).feeds] == [("inquiries.csv",), ("decisions.csv",)]


def test_a_file_of_another_name_adds_its_rows_and_wins_where_keys_repeat(url, tmp_path, opened):
    engine = opened(url)
    load(engine, tmp_path / "first", {"inquiries": inquiries(3)})
    more = write_tables(tmp_path / "more", {"inquiries": inquiries(0, total=12)})
    (more / "inquiries.csv").rename(more / "inquiries_october.csv")
    build([more], engine, PROFILE, AS_OF)
    assert answered(Reports(engine)) == (12, 12)


def test_a_refused_file_publishes_nothing(url, tmp_path, opened):
    engine = opened(url)
    load(engine, tmp_path / "good", {"inquiries": inquiries(3)})
    before = counted(engine)
    bad = write_tables(
        tmp_path / "bad",
        {
            "inquiries": [{"colour": "red"}],
            "decisions": [{"period": "2025", "step": "entry", "race": "white", "children": "3"}],
        },
    )
    outcome = build([bad], engine, PROFILE, AS_OF)
    assert (outcome.version, [c.source for c in outcome.refused]) == (None, ["inquiries"])
    assert counted(engine) == before
    assert answered(Reports(engine)) == (7, 10)


def test_three_versions_are_kept_and_nothing_of_older_ones_remains(url, tmp_path, opened):
    engine = opened(url)
    versions = [load(engine, tmp_path / str(n), {"inquiries": inquiries(n)}).version for n in range(5)]
    with engine.connect() as connection:
        for table in (schema.versions, schema.cells, schema.measured, schema.feeds, schema.members):
            kept = connection.execute(select(table.c.version_id).distinct()).scalars().all()
            assert sorted(kept) == versions[-3:], table.name
        files = connection.execute(select(schema.files.c.file_id)).scalars().all()
        rows = connection.execute(select(schema.rows["inquiries"].c.file_id).distinct()).scalars().all()
        assert len(files) == 3
        assert sorted(files) == sorted(rows)
    assert answered(Reports(engine)) == (6, 10)


@pytest.fixture
def meanwhile(url, small_county, tmp_path, opened):
    """Returns a step of progress at which, once, another load of decisions is tried on the same store."""
    other = write_tables(tmp_path / "other", {"decisions": small_county["decisions"]})
    tried = []

    def step(name):
        if name == "publishing" and not tried:
            tried.append(name)
            build([other], opened(url), PROFILE, AS_OF)

    return step


def test_a_second_load_is_told_at_once_that_another_one_is_running(url, tmp_path, opened, meanwhile):
    """It has read nothing yet, and neither has it kept the first from publishing."""
    engine = opened(url)
    own = write_tables(tmp_path / "own", {"inquiries": inquiries(1)})

    def guarded(step):
        with (
            pytest.raises(StoreBusy, match="Another load is running")
            if step == "publishing"
            else nullcontext()
        ):
            meanwhile(step)

    build([own], engine, PROFILE, AS_OF, guarded)
    reports = Reports(engine)
    assert answered(reports) == (9, 10)
    assert [f.source for f in reports.data_desk(DIRECTOR).feeds] == ["inquiries"]
    with engine.connect() as connection:
        assert connection.execute(select(schema.runs.c.outcome)).scalars().all() == ["published"]


def test_a_build_that_began_on_an_older_version_does_not_drop_what_another_one_loaded(
    url, tmp_path, opened, meanwhile, monkeypatch
):
    """Where the lock did not hold, as over some network drives: nothing may be lost in silence."""
    engine = opened(url)
    load(engine, tmp_path / "base", {"inquiries": inquiries(3)})
    monkeypatch.setattr(building, "only_writer", lambda engine: nullcontext())
    own = write_tables(tmp_path / "own", {"inquiries": inquiries(1)})
    with pytest.raises(DataError, match="Another load was published"):
        build([own], engine, PROFILE, AS_OF, meanwhile)
    reports = Reports(engine)
    assert answered(reports) == (7, 10)
    assert [f.source for f in reports.data_desk(DIRECTOR).feeds] == ["inquiries", "decisions"]


def test_the_as_of_moment_and_the_run_are_kept_with_the_version(url, tmp_path, opened):
    engine = opened(url)
    version = load(engine, tmp_path / "first", {"inquiries": inquiries(3)}).version
    with engine.connect() as connection:
        run = connection.execute(select(schema.runs)).mappings().one()
        held = connection.execute(select(schema.versions)).mappings().one()
    assert (run["version_id"], run["rows_read"], run["accepted"], run["set_aside"]) == (version, 10, 10, 0)
    assert run["as_of"] == held["as_of"] == datetime(2026, 10, 31, 23, 59, 59)
    assert run["profile_digest"] == PROFILE.digest
    assert held["profile"] == PROFILE.text


@pytest.mark.parametrize(("first", "second"), [(True, False), (False, True)])
def test_real_and_synthetic_data_never_stand_in_one_store(url, tmp_path, opened, first, second):
    """C2: one synthetic row loaded after real counts opened the equity view of the real ones."""
    engine = opened(url)
    asked = {kind: replace(PROFILE, county=replace(PROFILE.county, synthetic=kind)) for kind in (True, False)}
    held = write_tables(tmp_path / "held", {"inquiries": inquiries(3)})
    build([held], engine, asked[first], AS_OF)
    before = counted(engine)
    other = write_tables(tmp_path / "other", {"inquiries": inquiries(1)})
    with pytest.raises(DataError, match=r"This store holds .* Load them into a store of their own"):
        build([other], engine, asked[second], AS_OF)
    assert counted(engine) == before
