"""Taking in a store of release 0.1.0: two files beside each other, or two schemas of a PostgreSQL database."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Connection, insert, text

from pipelines.questions.errors import DataError, StoreBusy, StoreDamaged
from pipelines.questions.template import marked
from pipelines.store import schema
from pipelines.store.faults import BUSY, of_sqlite
from pipelines.store.folder import NEW, address_of, connect, engine_on, private_file, private_folder
from pipelines.store.keeping import current_version, refuse_gaps
from pipelines.store.location import DATA, SIDECARS
from pipelines.store.parts_present import OLDER
from pipelines.store.upgrading import Tell, copy, run_steps
from pipelines.words.say import say

RELEASE = marked("release 0.1.0")
TABLES = (
    "versions", "current_version", "runs", "files", "version_files", "issues", "feeds", "measured", "members",
    "cells",
)  # fmt: skip
"""What release 0.1.0 kept beside its row facts."""


def facts_of(path: Path) -> Path:
    """The second file of the pair, which held the rows."""
    return path.with_name(f"{path.stem}.facts{path.suffix}")


def copies_of(path: Path) -> tuple[Path, Path]:
    """Where the pair stays: county.release-0.1.0.db with its .facts.db, which that release still opens."""
    kept = path.with_name(f"{path.stem}.release-0.1.0{path.suffix}")
    return kept, facts_of(kept)


def refuse_reading(path: Path) -> None:
    """DataError for a reader that meets a file where a folder should be, with what to do about it."""
    with _held(path, writes=False):
        raise DataError(OLDER, where=str(path), held=say(RELEASE))


def take_in(path: Path, tell: Tell) -> None:
    """The pair of files at `path` becomes a folder of that name; the pair stays beside it under another.

    The folder is made whole, and held against what the pair says of itself, before anything is moved.
    StoreDamaged when a file is missing, is no store, or lacks rows of files it says it has.
    """
    with _held(path, writes=True) as old:
        made = _in_the_making(path)
        shutil.rmtree(made, ignore_errors=True)
        private_folder(made)
        try:
            _compose(old, made / NEW)
            _finish(made / NEW, facts_of(path))
        except (StoreDamaged, sqlite3.Error):
            shutil.rmtree(made, ignore_errors=True)
            raise
        for file, kept in zip((path, facts_of(path)), copies_of(path), strict=True):
            copy(file, kept)
        # Only now is it believed whole: see half_taken_in.
        (made / NEW).rename(made / DATA)
        _unlink(path)
    complete(path)
    kept, rows = copies_of(path)
    tell(
        say(
            "The store of {release} is now the folder {folder}. As it was, it is kept in {kept} and {rows}.",
            release=say(RELEASE),
            folder=str(path),
            kept=str(kept),
            rows=rows.name,
        )
    )


def half_taken_in(path: Path) -> bool:
    """Whether taking the pair in was cut off after its last question and before its last move."""
    return not path.exists() and (_in_the_making(path) / DATA).is_file()


def complete(path: Path) -> None:
    """The last moves: the rows' file goes, if its copy stays, and the folder takes the pair's name."""
    if all(kept.is_file() for kept in copies_of(path)):
        _unlink(facts_of(path))
    try:
        _in_the_making(path).rename(path)
    except FileNotFoundError:
        # Another command found it half taken in and made the last move.
        if not (path / DATA).is_file():
            raise


def refuse_parts(path: Path) -> None:
    """StoreDamaged where no store is but parts of one are: its rows, or the copies an upgrade kept."""
    parts = [str(p) for p in (facts_of(path), *copies_of(path)) if p.is_file()]
    if parts and not path.exists():
        raise StoreDamaged(
            "There is no store at {where}, but parts of one stand beside it: {parts}. Put the store, or a backup of "
            "it, back in its place; for a new one, name another folder.",
            where=str(path),
            parts=", ".join(parts),
        )


def _in_the_making(path: Path) -> Path:
    return path.with_name(f"{path.name}.upgrading")


def _unlink(path: Path) -> None:
    for file in (path, *(path.with_name(path.name + s) for s in SIDECARS)):
        file.unlink(missing_ok=True)


@contextmanager
def _held(path: Path, writes: bool) -> Iterator[sqlite3.Connection]:
    """The pair, opened together; for writing nobody else may write to it meanwhile."""
    facts = facts_of(path)
    try:
        with closing(connect(path)) as old:
            names = {n for (n,) in old.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            if not set(TABLES) <= names:
                raise StoreDamaged(
                    "{where} is not a store of this product. It is left alone: name another.", where=str(path)
                )
            if not facts.is_file():
                _refuse_moved(path)
                raise StoreDamaged(
                    "A part of the store is missing: {rows}, which holds its rows. Restore it beside {where} from the "
                    "same backup; without it the next load would lose them.",
                    rows=str(facts),
                    where=str(path),
                )
            # As an address that makes nothing: a file that has gone meanwhile is missed, not made empty.
            old.execute("ATTACH DATABASE ? AS facts", (address_of(facts),))
            old.execute("BEGIN IMMEDIATE" if writes else "BEGIN")
            _refuse_moved(path)
            yield old
    except sqlite3.Error as problem:
        _refuse_moved(path)
        raise of_sqlite(path)(problem) from problem


def _refuse_moved(path: Path) -> None:
    """StoreBusy when the pair stands here no more: whoever held it before has taken it in."""
    if not path.is_file():
        raise StoreBusy(BUSY)


def _compose(old: sqlite3.Connection, data: Path) -> None:
    """One database with the tables of both files, as they were made, and everything in them."""
    private_file(data)
    with closing(connect(data)) as new:
        new.execute("PRAGMA foreign_keys=OFF")
        new.execute("BEGIN")
        for name in ("main", "facts"):
            made = "SELECT sql FROM {}.sqlite_master WHERE sql IS NOT NULL ORDER BY type = 'index'"
            for (sql,) in old.execute(made.format(name)):
                new.execute(sql)
            for table in _tables(old, name):
                rows = old.execute(f'SELECT * FROM {name}."{table}"')
                marks = ", ".join("?" * len(rows.description))
                new.executemany(f'INSERT INTO "{table}" VALUES ({marks})', rows)
        new.execute("COMMIT")


def _tables(old: sqlite3.Connection, name: str) -> list[str]:
    found = old.execute(f"SELECT name FROM {name}.sqlite_master WHERE type = 'table' AND sql IS NOT NULL")
    return [table for (table,) in found]


def _finish(data: Path, facts: Path) -> None:
    """The database stamped and upgraded; StoreDamaged when rows of its files are missing."""
    engine = engine_on(data)
    try:
        with engine.execution_options(writes=True).begin() as connection:
            stamp(connection)
            current = current_version(connection)
            if current:
                refuse_gaps(connection, current["version_id"], where=str(facts))
    finally:
        engine.dispose()


def stamp(connection: Connection) -> None:
    """Call it 0001, and run the upgrades that came after."""
    schema.schema_version.create(connection)
    connection.execute(insert(schema.schema_version), {"version_num": schema.VERSIONS[0]})
    run_steps(connection)


def stands_on_server(connection: Connection) -> bool:
    """Whether the database holds a store of release 0.1.0: its tables in `public`, its rows in `facts`."""
    found = connection.execute(
        text("SELECT count(*) FROM information_schema.tables WHERE table_schema = 'public' AND table_name = ANY(:t)"),
        {"t": list(TABLES)},
    ).scalar()  # fmt: skip
    return found == len(TABLES)


def take_in_on_server(connection: Connection) -> None:
    """Its tables move into the store's own schema, inside the caller's transaction: all of them or none."""
    rows = connection.execute(
        text("SELECT table_name FROM information_schema.tables WHERE table_schema = 'facts'")
    ).scalars().all()  # fmt: skip
    if not rows:
        raise StoreDamaged(
            "A part of the store is missing: the schema facts, which holds its rows. Restore a backup."
        )
    for home, table in (*(("public", t) for t in TABLES), *(("facts", t) for t in rows)):
        connection.execute(text(f'ALTER TABLE {home}."{table}" SET SCHEMA {schema.PART}'))
    stamp(connection)
    current = current_version(connection)
    if current:
        refuse_gaps(connection, current["version_id"])
