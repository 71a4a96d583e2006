"""Faults of a store: busy, damaged, full, or a part of it gone. One sentence each, and nothing lost."""

import os
import re
import shutil
import sqlite3
import tempfile
import time
from contextlib import closing, contextmanager, nullcontext
from pathlib import Path

import pytest
from sqlalchemy import event, select, text

from pipelines.building.build import build
from pipelines.questions.errors import StoreBusy, StoreDamaged, StoreFault
from pipelines.reports import Reports
from pipelines.store import folder, runs, schema, shape
from pipelines.store.database import open_database, refuse_absent
from pipelines.store.locking import only_writer
from tests.county import write_tables
from tests.store.stores import AS_OF, COUNTY_TOML, PROFILE, answered, emptied_postgres, inquiries, load

NO_SQL = re.compile(r"SELECT|INSERT|UPDATE|sqlalche|Traceback|INQ|\?")


@pytest.fixture
def more(tmp_path):
    """Another source to load."""
    rows = [{"period": "2025", "step": "entry", "race": "white", "children": "30"}]
    return write_tables(tmp_path / "more", {"decisions": rows})


@contextmanager
def locked(file, how="EXCLUSIVE"):
    """Another program holding the file's lock."""
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute(f"BEGIN {how}")
        yield


def sentence(said):
    """The one line a command printed on its error stream; fails when it shows what a county cannot use."""
    assert (said.err.count("\n"), NO_SQL.search(said.err)) == (1, None), said.err
    return said.err


# ---- busy


def test_a_store_whose_data_are_being_committed_is_busy_within_two_seconds_and_never_damaged(store, cqi):
    with locked(store / "data.sqlite"):
        begun = time.monotonic()
        said = cqi("show", "response_24h", "--database", store)
        assert time.monotonic() - begun < 2.5
    assert (said.code, said.out) == (75, "")
    assert "Another load is running" in sentence(said)
    assert cqi("show", "response_24h", "--database", store).code == 0


def test_a_load_beside_another_is_told_within_two_seconds_before_it_has_read_anything(store, more, cqi):
    (more / "decisions.csv").write_text("not,read\n1,2\n")
    with locked(store / "writing.lock"):
        begun = time.monotonic()
        said = cqi("build", more, "--database", store, "--as-of", "2026-10-31")
        assert time.monotonic() - begun < 2.5
    assert (said.code, said.out) == (75, "")
    assert "Another load is running" in sentence(said)


def test_a_load_beside_another_is_told_on_a_server_too(more):
    engine = open_database(emptied_postgres(), create=True)
    with only_writer(engine), pytest.raises(StoreBusy, match="Another load is running"):
        build([more], engine, PROFILE, AS_OF)
    assert build([more], engine, PROFILE, AS_OF).version == 1
    engine.dispose()


def test_opening_for_a_load_needs_no_lock_where_nothing_is_to_be_made(store):
    with locked(store / "data.sqlite", "IMMEDIATE"), locked(store / "writing.lock"):
        open_database(str(store), create=True).dispose()


def test_another_program_that_writes_makes_the_load_busy_at_its_end_and_loses_nothing(store, more, cqi):
    with locked(store / "data.sqlite", "IMMEDIATE"):
        said = cqi("build", more, "--database", store, "--as-of", "2026-10-31", "--profile", COUNTY_TOML)
    assert said.code == 75
    sentence(said)
    again = cqi("build", more, "--database", store, "--as-of", "2026-10-31", "--profile", COUNTY_TOML)
    assert again.code == 0


# ---- a part is gone


def without(store, statement):
    with closing(sqlite3.connect(store / "data.sqlite")) as data:
        data.execute(statement)
        data.commit()


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("DELETE FROM rows_inquiries", "of inquiries.csv it accepted 10 rows and keeps 0"),
        ("DELETE FROM rows_inquiries WHERE row = 5", "of inquiries.csv it accepted 10 rows and keeps 9"),
        ("DROP TABLE rows_inquiries", "the table rows_inquiries"),
        ("DROP TABLE cells", "the table cells"),
        ("DROP TABLE issues", "the table issues"),
        ("DROP TABLE store", "the table store"),
        ("DROP TABLE schema_version", "the table|no table schema_version"),
    ],
)
def test_a_store_that_has_lost_a_part_refuses_to_build_and_names_it(store, more, cqi, statement, told):
    without(store, statement)
    kept = (store / "data.sqlite").read_bytes()
    said = cqi("build", more, "--database", store, "--as-of", "2026-10-31")
    assert said.code == 1
    assert re.search(told, sentence(said))
    assert "ackup" in said.err
    assert (store / "data.sqlite").read_bytes() == kept


def test_rows_lost_on_a_server_refuse_to_build_too(tmp_path, more):
    engine = open_database(emptied_postgres(), create=True)
    load(engine, tmp_path / "first", {"inquiries": inquiries(3)})
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM rows_inquiries"))
    with pytest.raises(StoreDamaged, match="accepted 10 rows and keeps 0"):
        build([more], engine, PROFILE, AS_OF)
    assert answered(Reports(engine)) == (7, 10)
    engine.dispose()


@pytest.mark.parametrize("words", [("build", "more"), ("show", "response_24h"), ("upgrade",)])
def test_data_that_are_gone_from_beside_another_part_are_not_made_anew(store, more, cqi, words):
    (store / "data.sqlite").rename(store / "release.sqlite")
    said = cqi(*(more if w == "more" else w for w in words), "--database", store)
    assert said.code == 1
    assert "release.sqlite but no data.sqlite" in sentence(said)
    assert not (store / "data.sqlite").exists()


@pytest.mark.parametrize("words", [("build", "more"), ("show", "response_24h"), ("upgrade",)])
@pytest.mark.parametrize("beside", [(), ("data.sqlite.new",)])
def test_data_that_are_gone_from_beside_the_lock_alone_are_not_made_anew(store, more, cqi, words, beside):
    (store / "data.sqlite").unlink()
    for name in beside:
        (store / name).touch()
    said = cqi(*(more if w == "more" else w for w in words), "--database", store)
    assert said.code == 1
    assert "writing.lock but no data.sqlite" in sentence(said)
    assert "name another folder" in said.err
    assert not (store / "data.sqlite").exists()


@pytest.mark.parametrize("step", ["private_file", "engine_on", "make"])
def test_a_first_load_cut_off_before_its_data_are_whole_is_done_by_the_next(
    tmp_path, more, cqi, monkeypatch, step
):
    def cut(*args, **kwargs):
        raise KeyboardInterrupt

    def cut_at_the_data(path):
        return cut() if path.name == "data.sqlite.new" else made(path)

    made = folder.private_file
    with monkeypatch.context() as patched:
        patched.setattr(
            shape if step == "make" else folder, step, cut_at_the_data if step == "private_file" else cut
        )
        with pytest.raises(KeyboardInterrupt):
            open_database(str(tmp_path / "first"), create=True)
    assert not (tmp_path / "first" / "data.sqlite").exists()
    assert cqi("build", more, "--database", tmp_path / "first", "--as-of", "2026-10-31").code == 0
    assert sorted(p.name for p in (tmp_path / "first").iterdir()) == ["data.sqlite", "writing.lock"]


@pytest.mark.parametrize("left", [0, 100, 5000])
def test_data_cut_short_are_damaged_and_never_taken_for_a_new_store(store, more, cqi, left):
    whole = (store / "data.sqlite").read_bytes()
    (store / "data.sqlite").write_bytes(whole[:left])
    for words in (("show", "response_24h"), ("build", more)):
        said = cqi(*words, "--database", store)
        assert said.code == 1
        assert "ackup" in sentence(said)
    assert (store / "data.sqlite").stat().st_size == left


# ---- out of reach


@pytest.fixture
def as_anybody():
    """A folder that everybody may enter, and the rights of a user who owns nothing in it."""
    place = Path(tempfile.mkdtemp())
    place.chmod(0o755)
    if os.geteuid() != 0:
        yield place, nullcontext
    else:
        yield place, _another_user
    for folder_of in place.iterdir():
        folder_of.chmod(0o700)
    shutil.rmtree(place)


@contextmanager
def _another_user():
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


OPENINGS = {
    "read": open_database,
    "load": lambda address: open_database(address, create=True),
    "upgrade": refuse_absent,
}


@pytest.mark.skipif(os.name == "nt", reason="rights of folders are those of POSIX")
@pytest.mark.parametrize("opening", OPENINGS)
@pytest.mark.parametrize("inside", ["", "store"])
def test_a_folder_without_access_is_told_in_one_sentence(as_anybody, opening, inside):
    place, rights = as_anybody
    (place / "closed").mkdir(mode=0o000)
    with rights(), pytest.raises(StoreFault, match="closed.*ermission denied.*name another"):
        OPENINGS[opening](str(place / "closed" / inside))


@pytest.mark.skipif(os.name == "nt", reason="rights of folders are those of POSIX")
def test_a_store_in_a_folder_that_cannot_be_written_is_read_and_refuses_a_load_in_one_sentence(
    ten_inquiries, as_anybody
):
    place, rights = as_anybody
    shutil.copytree(ten_inquiries, place / "store")
    for file in (place / "store").iterdir():
        file.chmod(0o444)
    (place / "store").chmod(0o555)
    with rights():
        engine = open_database(str(place / "store"), create=True)
        assert answered(Reports(engine)) == (7, 10)
        told = pytest.raises(StoreFault, match="writing.lock.*ermission denied.*name another")
        with told, only_writer(engine):
            pass
        engine.dispose()


@pytest.mark.parametrize("words", [("build", "more"), ("show", "response_24h"), ("upgrade",)])
def test_a_name_that_no_system_takes_is_told_in_one_sentence(tmp_path, more, cqi, words):
    said = cqi(*(more if w == "more" else w for w in words), "--database", tmp_path / ("n" * 300))
    assert said.code == 1
    assert "too long" in sentence(said)
    assert "name another" in said.err


def test_a_lock_that_is_no_lock_is_told_and_is_not_called_busy(store):
    (store / "writing.lock").write_bytes(b"not a database at all\n" * 200)
    engine = open_database(str(store))
    with pytest.raises(StoreDamaged, match="writing.lock"), only_writer(engine):
        pass
    engine.dispose()


def test_what_a_system_leaves_in_a_folder_does_not_keep_a_store_out_of_it(tmp_path):
    (tmp_path / ".DS_Store").touch()
    open_database(str(tmp_path), create=True).dispose()
    assert (tmp_path / "data.sqlite").is_file()


# ---- damaged and full


def spoil(data):
    """Every page but the first few overwritten, as by a bad disk."""
    content = bytearray(data.read_bytes())
    content[8 * 4096 :] = b"\xa5" * (len(content) - 8 * 4096)
    data.write_bytes(content)


def test_corrupt_pages_are_told_with_what_to_restore(store, more, cqi):
    spoil(store / "data.sqlite")
    for words in (("show", "response_24h"), ("build", more, "--as-of", "2026-10-31")):
        said = cqi(*words, "--database", store)
        assert said.code == 1
        assert "a backup" in sentence(said)
        assert "damaged" in said.err


def test_the_copy_an_upgrade_left_is_named_to_be_restored(store, cqi):
    shutil.copy(store / "data.sqlite", store / "data.before-upgrade-of-0001.sqlite")
    spoil(store / "data.sqlite")
    said = cqi("show", "response_24h", "--database", store)
    assert "data.before-upgrade-of-0001.sqlite" in sentence(said)


@contextmanager
def no_space_beyond(engine, pages):
    """SQLite told that the disk ends after so many more pages of 4 kB."""

    def bounded(connection, _record):
        size = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {size + pages}").close()

    event.listen(engine, "connect", bounded)
    engine.dispose()
    yield
    event.remove(engine, "connect", bounded)
    engine.dispose()


def outcomes(engine):
    with engine.connect() as connection:
        return (
            connection.execute(select(schema.runs.c.outcome).order_by(schema.runs.c.run_id)).scalars().all()
        )


def test_a_full_disk_is_told_leaves_a_run_row_and_the_figures_of_before_and_the_next_build_works(
    store, tmp_path, opened
):
    engine = opened(str(store))
    many = {"inquiries": inquiries(1, total=60)}
    with no_space_beyond(engine, 2), pytest.raises(StoreFault, match="no space left") as told:
        load(engine, tmp_path / "many", many)
    assert not NO_SQL.search(str(told.value))
    assert outcomes(engine) == ["published", "failed"]
    assert answered(Reports(engine)) == (7, 10)
    load(engine, tmp_path / "many", many)
    assert answered(Reports(engine)) == (59, 60)


def test_a_disk_too_full_for_the_run_row_is_told_all_the_same(store, tmp_path, opened, monkeypatch):
    engine = opened(str(store))

    def full(connection, run):
        raise StoreFault("no room for this either")

    with monkeypatch.context() as patched, no_space_beyond(engine, 2):
        patched.setattr(runs, "record", full)
        with pytest.raises(StoreFault, match="no space left"):
            load(engine, tmp_path / "many", {"inquiries": inquiries(1, total=60)})
    assert answered(Reports(engine)) == (7, 10)
