"""A store of an older release: told to readers, upgraded by writers, and counted to the same figures."""

import gzip
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from pipelines.building.build import rebuild
from pipelines.questions.errors import DataError, StoreBusy, StoreDamaged
from pipelines.store import first_release, schema, upgrading
from pipelines.store.database import open_database
from pipelines.store.database import opened as opened_for
from tests.county import write_tables
from tests.store.stores import (
    OLD_ANSWERS,
    RELEASE,
    emptied_postgres,
    figures,
    inquiries,
    printed_figures,
    released_pair,
)

OLD_FIGURES = {q: figures(a) for q, a in OLD_ANSWERS.items()}


@pytest.fixture
def pair(tmp_path):
    """A county's store of release 0.1.0: the path of the first of its two files."""
    return released_pair(tmp_path / "data")


@pytest.fixture(scope="module")
def upgraded_once(tmp_path_factory):
    """A folder with what the pair became, and its copies beside it."""
    pair = released_pair(tmp_path_factory.mktemp("once"))
    with opened_for(str(pair), create=True) as engine:
        assert rebuild(engine).version == 3
    return pair.parent


@pytest.fixture
def upgraded(upgraded_once, tmp_path):
    """The folder that the pair became, for one test to harm."""
    shutil.copytree(upgraded_once, tmp_path / "data")
    return tmp_path / "data" / "county.db"


def content(path):
    with closing(sqlite3.connect(path)) as database:
        return sorted(database.iterdump())


def rows(path, statement):
    with closing(sqlite3.connect(path)) as database:
        return database.execute(statement).fetchall()


def edited(path, *statements):
    with closing(sqlite3.connect(path)) as database:
        for statement in statements:
            database.execute(statement)
        database.commit()


def listing(folder):
    return sorted(p.name for p in folder.iterdir())


# ---- the store of release 0.1.0


def test_the_committed_store_is_small_and_holds_several_sources():
    assert sum(p.stat().st_size for p in RELEASE.iterdir()) < 300_000
    shown = [n for _, found in OLD_FIGURES.values() for n in found if "shown" in n]
    assert len(shown) > 80


def test_it_is_counted_to_the_figures_it_had_before(pair, cqi):
    """Opened, upgraded, and rebuilt from the rows it keeps: as release 0.1.0 printed them."""
    said = cqi("upgrade", "--database", f"sqlite:///{pair}")
    assert (said.code, "published as version 3" in said.out) == (0, True), said
    assert printed_figures(cqi, pair) == OLD_FIGURES


def test_it_answers_as_before_when_only_its_shape_was_upgraded(pair, cqi, monkeypatch):
    """Also before it is counted anew: a load may fail after the upgrade. Its figures are of the first form."""
    open_database(str(pair), create=True).dispose()
    assert "an older form). Bring it up to this one" in cqi("show", "response_24h", "--database", pair).err
    monkeypatch.setattr(schema, "CELLS_FORM", 1)
    assert rows(pair / "data.sqlite", "SELECT version_id FROM current_version") == [(2,)]
    assert printed_figures(cqi, pair) == OLD_FIGURES


def test_the_two_files_stay_beside_it_as_they_were(pair, cqi, tmp_path):
    before = [content(pair), content(pair.with_name("county.facts.db"))]
    said = cqi("upgrade", "--database", f"sqlite:///{pair}")
    kept = ("county.release-0.1.0.db", "county.release-0.1.0.facts.db")
    assert listing(pair.parent) == ["county.db", *sorted(kept)]
    assert pair.is_dir()
    assert [content(pair.with_name(k)) for k in kept] == before
    assert all(k in said.out for k in kept)


def test_nothing_of_it_is_lost(upgraded):
    old = [upgraded.with_name(f"county.release-0.1.0{end}") for end in (".db", ".facts.db")]
    tables = [(path, name) for path in old for (name,) in rows(path, "SELECT name FROM sqlite_master WHERE type = 'table'")]  # fmt: skip
    assert len(tables) > 15
    numbers = dict(rows(upgraded / "data.sqlite", "SELECT code, number FROM people"))
    assert numbers
    for path, name in tables:
        if name.startswith("rows_") or name in ("files", "issues"):
            columns = ", ".join(f'"{c[1]}"' for c in rows(path, f"PRAGMA table_info({name})"))
            asked = f"SELECT {columns} FROM {name} ORDER BY 1, 2"
            found = rows(upgraded / "data.sqlite", asked)
            # People are kept by codes since; whose they are is told by their table.
            assert [tuple(numbers.get(v, v) for v in row) for row in found] == rows(path, asked), name


@pytest.mark.parametrize("words", [("show", "response_24h"), ("serve",)])
def test_a_reader_is_told_what_to_run_and_changes_nothing(pair, cqi, words):
    before = pair.read_bytes()
    said = cqi(*words, "--database", pair)
    assert (said.code, said.err.count("\n")) == (1, 1)
    assert f"release 0.1.0). Bring it up to this one: cqi upgrade --database {pair}" in said.err
    assert (pair.read_bytes(), listing(pair.parent)) == (before, ["county.db", "county.facts.db"])


def test_a_load_upgrades_it_too_and_keeps_what_it_held(pair, cqi, tmp_path):
    later = write_tables(tmp_path / "later", {"inquiries": inquiries(0)})
    (later / "inquiries.csv").rename(later / "inquiries_later.csv")
    shutil.copy(_profile(pair, tmp_path), later / "county.toml")
    said = cqi("build", later, "--as-of", "2026-10-31", "--database", pair)
    assert said.code == 0, said
    decided = "decision_rate --by step --by race --grain year"
    assert printed_figures(cqi, pair)[decided] == OLD_FIGURES[decided]
    (answer,) = rows(pair / "data.sqlite", "SELECT count(*) FROM rows_inquiries")
    assert answer == (39,)


def _profile(pair: Path, folder: Path) -> Path:
    source = pair / "data.sqlite" if pair.is_dir() else pair
    (text_of,) = rows(source, "SELECT profile FROM versions")[0]
    (folder / "county.toml").write_text(text_of, encoding="utf-8")
    return folder / "county.toml"


def test_without_its_file_of_rows_it_is_not_upgraded(pair, cqi):
    pair.with_name("county.facts.db").unlink()
    before = pair.read_bytes()
    for words in (("upgrade",), ("show", "response_24h")):
        said = cqi(*words, "--database", pair)
        assert said.code == 1
        assert "county.facts.db, which holds its rows" in said.err
    assert (pair.read_bytes(), listing(pair.parent)) == (before, ["county.db"])


def test_with_an_empty_file_of_rows_as_that_release_made_when_one_was_lost_it_is_not_upgraded(pair, cqi):
    edited(pair.with_name("county.facts.db"), "DELETE FROM rows_surveys")
    said = cqi("upgrade", "--database", pair)
    assert said.code == 1
    assert "of surveys.csv it accepted 28 rows and keeps 0" in said.err
    assert "county.facts.db" in said.err
    assert listing(pair.parent) == ["county.db", "county.facts.db"]


def test_while_that_release_loads_into_it_it_is_busy(pair):
    with closing(sqlite3.connect(pair, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreBusy):
            open_database(str(pair), create=True)
    assert listing(pair.parent) == ["county.db", "county.facts.db"]


@pytest.mark.parametrize("step", ["_compose", "_finish", "_unlink", "complete"])
def test_an_upgrade_cut_off_at_any_step_is_done_by_the_next(pair, cqi, monkeypatch, step):
    def cut(*args, **kwargs):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(first_release, step, cut)
        with pytest.raises(KeyboardInterrupt):
            open_database(str(pair), create=True)
    assert cqi("upgrade", "--database", pair).code == 0
    assert listing(pair.parent) == ["county.db", "county.release-0.1.0.db", "county.release-0.1.0.facts.db"]
    question = "response_24h --by unit --grain year"
    assert printed_figures(cqi, pair)[question] == OLD_FIGURES[question]


KEPT = ["county.release-0.1.0.db", "county.release-0.1.0.facts.db"]


@pytest.mark.parametrize("step", ["_compose", "_finish", "copy"])
def test_an_upgrade_cut_off_before_the_pair_is_copied_is_not_believed_whole(pair, cqi, monkeypatch, step):
    """Also where the first file is moved away afterwards: its rows stay, and nothing is made in its place."""
    with monkeypatch.context() as patched:
        patched.setattr(first_release, step, _cut)
        with pytest.raises(KeyboardInterrupt):
            open_database(str(pair), create=True)
    pair.rename(pair.with_name("aside.db"))
    rows_kept = content(pair.with_name("county.facts.db"))
    for words in (("upgrade",), ("show", "response_24h"), ("build", RELEASE)):
        said = cqi(*words, "--database", pair)
        assert (said.code, said.err.count("\n"), pair.exists()) == (1, 1, False), said
    assert content(pair.with_name("county.facts.db")) == rows_kept
    pair.with_name("aside.db").rename(pair)
    open_database(str(pair), create=True).dispose()
    assert listing(pair.parent) == ["county.db", *KEPT]


def _cut(*args, **kwargs):
    raise KeyboardInterrupt


def test_the_last_moves_leave_the_file_of_rows_where_no_copy_of_it_stays(pair, monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr(first_release, "complete", _cut)
        with pytest.raises(KeyboardInterrupt):
            open_database(str(pair), create=True)
    pair.with_name(KEPT[1]).unlink()
    open_database(str(pair), create=True).dispose()
    assert listing(pair.parent) == ["county.db", "county.facts.db", KEPT[0]]


@pytest.mark.parametrize("gone", [(), (KEPT[0],), (KEPT[1],)])
def test_no_store_is_made_anew_beside_the_copies_of_one(upgraded, cqi, gone):
    shutil.rmtree(upgraded)
    for name in gone:
        upgraded.with_name(name).unlink()
    for words in (("build", RELEASE), ("show", "response_24h"), ("upgrade",)):
        said = cqi(*words, "--database", upgraded)
        assert (said.code, said.err.count("\n"), upgraded.exists()) == (1, 1, False), said
        assert all((str(upgraded.with_name(k)) in said.err) == (k not in gone) for k in KEPT)


@pytest.mark.parametrize("step", ["_compose", "_finish", "copy"])
def test_a_second_upgrade_beside_the_first_is_busy_and_takes_nothing_from_it(pair, monkeypatch, step):
    before = [content(pair), content(pair.with_name("county.facts.db"))]
    done, told = getattr(first_release, step), []

    def meanwhile(*args):
        if not told:
            told.append("begun")
            with pytest.raises(StoreBusy) as busy:
                open_database(str(pair), create=True)
            told.append(busy.value)
        return done(*args)

    monkeypatch.setattr(first_release, step, meanwhile)
    open_database(str(pair), create=True).dispose()
    assert len(told) == 2
    assert listing(pair.parent) == ["county.db", *KEPT]
    assert [content(pair.with_name(k)) for k in KEPT] == before


def test_an_upgrade_that_waited_until_the_first_was_done_leaves_its_copies_alone(pair, monkeypatch):
    """The first ends between the second's opening of the pair and its lock on it."""
    before, opens, begun = content(pair), first_release.connect, []

    def connect_then_first(data, *args):
        connection = opens(data, *args)
        if not begun:
            begun.append(connection.execute("SELECT count(*) FROM sqlite_master").fetchone())
            open_database(str(pair), create=True).dispose()
        return connection

    monkeypatch.setattr(first_release, "connect", connect_then_first)
    with pytest.raises(StoreBusy):
        open_database(str(pair), create=True)
    assert listing(pair.parent) == ["county.db", *KEPT]
    assert content(pair.with_name(KEPT[0])) == before


def test_the_last_move_may_be_made_by_another_command(pair, monkeypatch):
    last = first_release.complete

    def twice(path):
        last(path)
        last(path)

    monkeypatch.setattr(first_release, "complete", twice)
    open_database(str(pair), create=True).dispose()
    assert listing(pair.parent) == ["county.db", *KEPT]


def test_an_upgrade_cut_off_between_its_last_moves_is_told_to_readers(pair, cqi):
    open_database(str(pair), create=True).dispose()
    pair.rename(pair.with_name("county.db.upgrading"))
    said = cqi("show", "response_24h", "--database", pair)
    assert "its upgrade was cut off" in said.err
    assert "cqi upgrade" in said.err
    assert cqi("upgrade", "--database", pair).code == 0
    assert cqi("show", "response_24h", "--database", pair).code == 0


@pytest.fixture
def server_of_old():
    """The address of a database with the store of release 0.1.0 in it."""
    import psycopg

    url = emptied_postgres()
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute(gzip.decompress((RELEASE / "postgresql.sql.gz").read_bytes()))
    return url


def test_on_postgresql_it_is_told_upgraded_and_counted_to_the_same_figures(server_of_old, cqi):
    told = cqi("show", "response_24h", "--database", server_of_old)
    assert (told.code, "release 0.1.0). Bring it up" in told.err) == (1, True)
    said = cqi("upgrade", "--database", server_of_old)
    assert (said.code, "published as version 3" in said.out) == (0, True), said
    assert printed_figures(cqi, server_of_old) == OLD_FIGURES


def test_on_postgresql_without_its_rows_it_is_left_alone(server_of_old, cqi):
    import psycopg

    with psycopg.connect(server_of_old.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute("DELETE FROM facts.rows_surveys")
    said = cqi("upgrade", "--database", server_of_old)
    assert "of surveys.csv it accepted 28 rows and keeps 0" in said.err
    assert "release 0.1.0). Bring it up" in cqi("show", "response_24h", "--database", server_of_old).err


# ---- every older version, and every newer one


def shape_of(engine):
    """Every table's columns (type, whether they may be empty, default) and indexes."""
    seen = inspect(engine)
    return {
        table: (
            sorted((c["name"], str(c["type"]), c["nullable"], str(c["default"] or "")) for c in seen.get_columns(table)),
            sorted((i["name"], tuple(i["column_names"])) for i in seen.get_indexes(table)),
            seen.get_pk_constraint(table)["constrained_columns"],
        )
        for table in seen.get_table_names()
    }  # fmt: skip


def test_an_upgraded_store_has_the_shape_of_a_new_one(pair, tmp_path, opened):
    assert shape_of(opened(str(pair))) == shape_of(opened(str(tmp_path / "new")))


def test_on_postgresql_an_upgraded_store_has_the_shape_of_a_new_one(server_of_old, opened):
    old = shape_of(opened(server_of_old))
    assert old == shape_of(opened(emptied_postgres()))


def test_the_versions_are_those_of_the_upgrades_in_their_order():
    scripts = ScriptDirectory(str(upgrading.UPGRADES), version_locations=[str(upgrading.UPGRADES)])
    found = [step.revision for step in scripts.walk_revisions()]
    assert tuple(reversed(found)) == schema.VERSIONS


LISTED = (
    "CREATE TABLE {list} AS SELECT * FROM list_{list}",
    "DROP TABLE list_{list}",
)


def made_older(folder):
    """A store as it was at schema 0001: without what 0002, 0003 and 0004 brought."""
    edited(
        folder / "data.sqlite",
        *(statement.format(list=name) for name in ("open_inquiries", "worker_loads") for statement in LISTED),
        "DROP TABLE work_lists",
        "DROP TABLE store",
        "DROP TABLE people",
        "ALTER TABLE versions DROP COLUMN cells_form",
        "UPDATE schema_version SET version_num = '0001'",
    )


def test_an_older_folder_is_told_to_readers_and_upgraded_after_a_copy(upgraded, cqi):
    made_older(upgraded)
    before = content(upgraded / "data.sqlite")
    told = cqi("show", "response_24h", "--database", upgraded)
    assert f"(schema 0001). Bring it up to this one: cqi upgrade --database {upgraded}" in told.err
    said = cqi("upgrade", "--database", upgraded)
    assert (said.code, "data.before-upgrade-of-0001.sqlite" in said.out) == (0, True), said
    assert content(upgraded / "data.before-upgrade-of-0001.sqlite") == before
    assert printed_figures(cqi, upgraded) == OLD_FIGURES


def test_an_upgrade_that_fails_leaves_the_store_as_it_was(upgraded, monkeypatch):
    made_older(upgraded)
    before = content(upgraded / "data.sqlite")
    monkeypatch.setattr("alembic.runtime.migration.MigrationContext.stamp", _fails)
    with pytest.raises(OSError, match="power"):
        open_database(str(upgraded), create=True)
    assert content(upgraded / "data.sqlite") == before


def _fails(*args):
    raise OSError("the power went")


@pytest.mark.parametrize("create", [True, False])
def test_a_newer_store_is_refused_by_name(upgraded, create):
    edited(upgraded / "data.sqlite", "UPDATE schema_version SET version_num = '0042'")
    with pytest.raises(DataError, match="newer release .* schema is 0042, this release knows up to 0004"):
        open_database(str(upgraded), create=create)


def test_figures_in_an_older_form_are_not_read_but_counted_anew(upgraded, cqi, monkeypatch):
    monkeypatch.setattr(schema, "CELLS_FORM", 4)
    monkeypatch.setattr("pipelines.building.build.CELLS_FORM", 4)
    told = cqi("show", "response_24h", "--database", upgraded)
    assert "an older form). Bring it up to this one: cqi upgrade" in told.err
    assert cqi("upgrade", "--database", upgraded).code == 0
    assert printed_figures(cqi, upgraded) == OLD_FIGURES


def test_figures_that_are_gone_are_counted_anew_from_the_rows(upgraded, cqi, monkeypatch):
    """What an upgrade may do that changes what cells look like inside."""
    edited(upgraded / "data.sqlite", "DELETE FROM cells")
    monkeypatch.setattr("pipelines.building.build.code_version", lambda: "a later release")
    assert cqi("upgrade", "--database", upgraded).code == 0
    assert printed_figures(cqi, upgraded) == OLD_FIGURES


def test_upgrading_what_is_up_to_date_changes_nothing(upgraded, cqi):
    version = rows(upgraded / "data.sqlite", "SELECT * FROM current_version")
    said = cqi("upgrade", "--database", upgraded)
    assert "up to date" in said.out
    assert rows(upgraded / "data.sqlite", "SELECT * FROM current_version") == version


def test_upgrading_a_store_that_is_not_there_makes_none(tmp_path, cqi):
    said = cqi("upgrade", "--database", tmp_path / "none")
    assert (said.code, listing(tmp_path)) == (1, [])
    assert "There is no store at" in said.err


def test_upgrading_an_empty_folder_makes_no_store_of_it(tmp_path, cqi):
    said = cqi("upgrade", "--database", tmp_path)
    assert (said.code, listing(tmp_path)) == (1, [])
    assert "There is no store at" in said.err


def test_a_part_of_another_kind_is_refused(upgraded):
    edited(upgraded / "data.sqlite", "UPDATE store SET part = 'operations'")
    with pytest.raises(StoreDamaged, match="operations"):
        open_database(str(upgraded))


def test_the_server_of_postgresql_may_hold_other_tables(server_of_old, cqi, opened):
    """What is not ours in `public` stays where it is."""
    import psycopg

    with psycopg.connect(server_of_old.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute("CREATE TABLE public.letters (n int)")
    engine = opened(server_of_old)
    with engine.connect() as connection:
        found = "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"
        assert connection.execute(text(found)).scalars().all() == ["letters"]
