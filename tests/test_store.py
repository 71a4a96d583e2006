"""The store on SQLite and PostgreSQL: the same answers, all or nothing, the old version or the new."""

import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from pipelines.building.build import build
from pipelines.profile.agency import load_profile
from pipelines.questions.actor import acting_as
from pipelines.questions.errors import DataError
from pipelines.questions.selection import Selection
from pipelines.reports import Reports
from pipelines.store import publish as publishing
from pipelines.store import schema
from pipelines.store.database import open_database
from sample_data.generate import generate
from tests.county import end_of, rows_of, write_tables
from tests.strictness import need_postgres

ROOT = Path(__file__).resolve().parents[1]
PROFILE = load_profile(ROOT / "sample_data" / "county" / "county.toml")
AS_OF = end_of("2026-10-31")
DIRECTOR = acting_as("director")
QUESTIONS = (
    Selection("response_24h"),
    Selection("response_24h_leadership", by=("division",), organisation="now"),
    Selection("response_24h", grain="quarter", by=("race", "unit")),
    Selection("overdue_open", grain="year"),
    Selection("time_to_acknowledgement", grain="window", by=("requester",)),
    Selection("response_24h_expectation", "2026-08", "2026-09", where=(("unit", ("N-1", "C-4")),)),
    Selection("vacancy_rate", by=("component",)),
    Selection("staffing_gap"),
    Selection("caseload_load"),
    Selection("fidelity_score", grain="quarter", by=("domain",)),
    Selection("fidelity_score", grain="quarter", by=("unit", "rater")),
    Selection("relative_rate_index", grain="year", by=("step", "race")),
    Selection("decision_rate", grain="year", by=("division", "race"), where=(("step", ("entry",)),)),
)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request, tmp_path):
    """The address of an empty store."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'store.db'}"
    return emptied_postgres()


def emptied_postgres():
    url = need_postgres()
    engine = open_database(url, create=True)
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("DROP SCHEMA facts CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()
    return url


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


def load(engine, folder, tables, as_of=AS_OF):
    outcome = build([write_tables(folder, tables)], engine, PROFILE, as_of)
    assert not outcome.refused, [i for c in outcome.refused for i in c.issues]
    return outcome


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


def said(reports):
    """Every question answered, with the work lists and what stands around; without the version's number."""
    answers = [reports.fetch(DIRECTOR, q) for q in QUESTIONS]
    listed = [ask(DIRECTOR, QUESTIONS[0]) for ask in (reports.open_inquiries, reports.worker_loads)]
    desk = reports.data_desk(DIRECTOR)
    return (
        [(a.rows, a.sentence, a.limits, a.excluded, a.pending, a.data_through) for a in answers],
        [(w.rows, w.total, w.as_of) for w in listed],
        reports.options(DIRECTOR),
        desk.feeds,
        desk.problems,
    )


def counted(engine):
    """Rows in every table but the run log."""
    tables = [t for t in schema.meta.sorted_tables if t.name != "runs"]
    with engine.connect() as connection:
        return {t.name: connection.execute(select(func.count()).select_from(t)).scalar() for t in tables}


def answered(reports):
    """(inquiries on time, inquiries) over everything."""
    row = reports.fetch(DIRECTOR, Selection("response_24h", grain="window")).rows[0]
    return row.num, row.den


def inquiries(answered_late, total=10):
    """A log of `total` inquiries received on Mondays, so many of them answered a week late."""
    return [
        {
            "inquiry_id": f"00{n}",
            "received_at": f"2026-09-0{7 + n % 2} 09:{n:02d}",
            "unit": "N-1",
            "acknowledged_at": f"2026-09-{16 if n < answered_late else '09'} 08:00",
            "role": "manager",
        }
        for n in range(total)
    ]


# ---- the same on both


def test_sqlite_and_postgresql_give_the_same_answers(tmp_path, small_county, opened):
    addresses = (f"sqlite:///{tmp_path / 'store.db'}", emptied_postgres())
    here, there = (opened(a) for a in addresses)
    for engine in (here, there):
        load(engine, tmp_path / "files", small_county)
    one, other = said(Reports(here)), said(Reports(there))
    assert one == other
    assert sum(row.status == "shown" for rows, *_ in one[0] for row in rows) > 100


def test_files_read_back_from_the_store_count_as_when_they_were_read_first(
    url, tmp_path, small_county, opened
):
    """Each source sent alone, one after the other, against all sent together."""
    engine = opened(url)
    for source, rows in small_county.items():
        load(engine, tmp_path / source, {source: rows})
    apart = said(Reports(engine))
    together = opened(f"sqlite:///{tmp_path / 'together.db'}")
    load(together, tmp_path / "all", small_county)
    assert apart == said(Reports(together))


def test_two_logs_of_one_source_with_different_columns_count_what_each_holds(url, tmp_path, opened):
    """The second log keeps no acknowledgements: it adds to resolution alone, and none of it stands open."""
    engine = opened(url)
    first = write_tables(tmp_path / "a", {"inquiries": inquiries(2)})
    second = write_tables(
        tmp_path / "b",
        {
            "inquiries": [
                {
                    "inquiry_id": "z",
                    "received_at": "2026-09-07 09:00",
                    "resolved_at": "2026-09-08 09:00",
                    "unit": "N-1",
                }
            ]
        },
    )
    (second / "inquiries.csv").rename(second / "closed_inquiries.csv")
    build([first, second], engine, PROFILE, AS_OF)
    reports = Reports(engine)
    assert answered(reports) == (8, 10)
    resolved = reports.fetch(DIRECTOR, Selection("time_to_resolution", grain="window")).rows[0]
    assert (resolved.num, resolved.den) == (1, 1)
    assert reports.open_inquiries(DIRECTOR, QUESTIONS[0]).rows == ()


# ---- what a build changes


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


def test_a_build_that_began_on_an_older_version_does_not_drop_what_another_one_loaded(
    url, tmp_path, small_county, opened
):
    """Two loaders at once: one publishes while the other is counting. Nothing may be lost in silence."""
    engine = opened(url)
    load(engine, tmp_path / "base", {"inquiries": inquiries(3)})
    other = write_tables(tmp_path / "other", {"decisions": small_county["decisions"]})
    begun = []

    def meanwhile(step):
        if step == "publishing" and not begun:
            begun.append(step)
            build([other], opened(url), PROFILE, AS_OF)

    try:
        build(
            [write_tables(tmp_path / "own", {"inquiries": inquiries(1)})], engine, PROFILE, AS_OF, meanwhile
        )
        expected = (9, 10)
    except DataError:
        expected = (7, 10)
    reports = Reports(engine)
    assert answered(reports) == expected
    assert [f.source for f in reports.data_desk(DIRECTOR).feeds] == ["inquiries", "decisions"]


# ---- all or nothing


@pytest.mark.parametrize("step", ["_file", "_describe", "_cells", "_point", "_run", "_sweep"])
def test_a_publish_that_fails_at_any_step_leaves_the_old_version(url, tmp_path, monkeypatch, step, opened):
    engine = opened(url)
    load(engine, tmp_path / "first", {"inquiries": inquiries(3)})
    before = counted(engine)

    def fails(*args):
        raise OSError("no space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(publishing, step, fails)
        with pytest.raises(OSError, match="no space left"):
            load(engine, tmp_path / "second", {"inquiries": inquiries(1)})
    assert counted(engine) == before
    assert answered(Reports(engine)) == (7, 10)
    load(engine, tmp_path / "second", {"inquiries": inquiries(1)})
    assert answered(Reports(engine)) == (9, 10)


KILLED = textwrap.dedent("""
    import os, signal, sys
    from datetime import datetime
    from pathlib import Path
    from pipelines.building.build import build
    from pipelines.profile.agency import load_profile
    from pipelines.store import publish as publishing
    from pipelines.store.database import open_database

    url, folder, profile, step, turn = sys.argv[1:]
    real, calls = getattr(publishing, step), []

    def dies(*args):
        result = real(*args)
        calls.append(step)
        if len(calls) == int(turn):
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    setattr(publishing, step, dies)
    build([Path(folder)], open_database(url, create=True), load_profile(Path(profile)),
          datetime(2026, 10, 31, 23, 59, 59))
""")


def killed_after(url, folder, step, turn):
    """Runs a build in a process of its own that is killed right after a step of its publish."""
    command = [
        sys.executable,
        "-c",
        KILLED,
        url,
        str(folder),
        str(ROOT / "sample_data" / "county" / "county.toml"),
        step,
        str(turn),
    ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == -signal.SIGKILL, done.stderr


@pytest.mark.parametrize(("step", "turn"), [("_file", 1), ("_cells", 4), ("_point", 1), ("_sweep", 1)])
def test_a_build_killed_in_mid_publish_leaves_the_old_version_and_the_next_one_succeeds(
    url, tmp_path, step, turn, opened
):
    engine = opened(url)
    load(engine, tmp_path / "first", {"inquiries": inquiries(3)})
    before = counted(engine)
    engine.dispose()
    second = write_tables(tmp_path / "second", {"inquiries": inquiries(1)})
    killed_after(url, second, step, turn)
    engine = opened(url)
    assert counted(engine) == before
    assert answered(Reports(engine)) == (7, 10)
    if url.startswith("sqlite"):
        with engine.connect() as connection:
            for name in ("main", "facts"):
                assert connection.execute(text(f"PRAGMA {name}.integrity_check")).scalar() == "ok"
    load(engine, tmp_path / "second", {"inquiries": inquiries(1)})
    assert answered(Reports(engine)) == (9, 10)


def test_a_build_killed_at_any_moment_leaves_one_version_or_the_other(tmp_path, small_county, opened):
    """SQLite: killed while it commits too, as that is no step of ours: a dozen moments around the end."""
    url = f"sqlite:///{tmp_path / 'store.db'}"
    engine = opened(url)
    load(engine, tmp_path / "first", {"inquiries": inquiries(3)})
    old = counted(engine)
    engine.dispose()
    path = tmp_path / "store.db"
    second = write_tables(tmp_path / "second", {"inquiries": inquiries(1)})
    script = KILLED.replace(
        "if len(calls) == int(turn):",
        "if len(calls) == int(turn):\n        print('now', flush=True)\n    if False:",
    )
    seen = set()
    for wait in (0.0, 0.002, 0.004, 0.008, 0.015):
        child = subprocess.Popen(
            [
                sys.executable,
                "-c",
                script,
                url,
                str(second),
                str(ROOT / "sample_data" / "county" / "county.toml"),
                "_sweep",
                "1",
            ],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert child.stdout.readline() == "now\n"
        time.sleep(wait)
        os.kill(child.pid, signal.SIGKILL)
        child.wait()
        child.stdout.close()
        engine = opened(url)
        found = answered(Reports(engine))
        seen.add(found)
        assert found in ((7, 10), (9, 10))
        if found == (7, 10):
            assert counted(engine) == old
        else:
            for each in (path, path.with_name("store.facts.db")):
                each.unlink()
            engine.dispose()
            engine = opened(url)
            load(engine, tmp_path / "first", {"inquiries": inquiries(3)})
        engine.dispose()
    assert seen


# ---- readers meanwhile


def test_readers_during_a_publish_see_one_whole_version(url, tmp_path, opened):
    """Every answer read while five versions are published is that of the version it names."""
    engine = opened(url)
    figures = {load(engine, tmp_path / "0", {"inquiries": inquiries(0)}).version: (10, 10)}
    answers, faults, stop = [], [], threading.Event()

    def read():
        own = open_database(url)
        while not stop.is_set():
            released = Reports(own).fetch(DIRECTOR, Selection("response_24h", grain="window"))
            row, together = (
                released.rows[0],
                Reports(own).fetch(DIRECTOR, Selection("response_24h", by=("unit",))),
            )
            answers.append((int(released.version), row.num, row.den))
            answers.append(
                (int(together.version), sum(r.num for r in together.rows), sum(r.den for r in together.rows))
            )
        own.dispose()

    def guarded():
        try:
            read()
        except (DataError, OSError, RuntimeError, LookupError) as fault:
            faults.append(fault)

    readers = [threading.Thread(target=guarded) for _ in range(2)]
    for reader in readers:
        reader.start()
    for late in range(1, 6):
        figures[load(engine, tmp_path / str(late), {"inquiries": inquiries(late)}).version] = (10 - late, 10)
    stop.set()
    for reader in readers:
        reader.join()
    assert not faults
    assert all((num, den) == figures[version] for version, num, den in answers)
    assert len({version for version, *_ in answers}) >= 2


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


# ---- addresses that are no store


def test_an_absent_damaged_or_foreign_database_is_told_and_left_alone(tmp_path):
    with pytest.raises(DataError, match="no database"):
        open_database(f"sqlite:///{tmp_path / 'absent.db'}")
    assert list(tmp_path.iterdir()) == []
    foreign = tmp_path / "foreign.db"
    foreign.write_bytes(b"not a database at all, but some other file\n" * 50)
    for create in (True, False):
        with pytest.raises(DataError):
            open_database(f"sqlite:///{foreign}", create=create)
    assert foreign.read_bytes().startswith(b"not a database")
    with pytest.raises(DataError):
        open_database("nonsense")


def test_a_database_error_does_not_repeat_the_rows_it_was_given(url, opened):
    """Row values in a traceback are a person's data in a log."""
    assert opened(url).hide_parameters
