"""A store on this machine: the folder, who may read it, and SQLite over the data in it."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, create_engine, event

from pipelines.questions.errors import StoreDamaged, StoreFault
from pipelines.store import faults
from pipelines.store.location import DATA, SIDECARS

SAFE_WAL = (3, 51, 3)
"""From this SQLite on the write-ahead log no longer carries its reset race; below, the rollback journal."""
PATIENCE = 1.5
"""Seconds to wait for a lock: for another load, which takes longer than anyone waits, or for its commit."""
PATIENCE_TO_COMMIT = 30
"""Seconds a load that has counted everything waits for its readers to finish."""
LOCK, NEW, MAKING = "writing.lock", "data.sqlite.new", "making.lock"
"""What one load holds; a store's data until they are whole; what one first load holds. The first is written
only beside data that are whole: where it stands without them, they are lost."""
LEFT_BY_SYSTEMS = (".DS_Store", "desktop.ini", "Thumbs.db")
"""What a system puts into a folder that somebody only looked at."""


def engine_on(data: Path) -> Engine:
    """An engine on the database of that path, which must be there: SQLite would make an empty one."""
    engine = create_engine(
        URL.create("sqlite", database=str(data)), creator=lambda: connect(data), hide_parameters=True
    )
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    faults.tell_faults(engine, faults.of_sqlite(data))
    return engine


def connect(data: Path, patience: float = PATIENCE) -> sqlite3.Connection:
    """A connection to an existing database whose transactions are ours to begin. Raises sqlite3.Error."""
    # The driver's own transactions are switched off: BEGIN is ours, so that one publish is one transaction.
    return sqlite3.connect(
        address_of(data), patience, isolation_level=None, check_same_thread=False, uri=True
    )


def address_of(data: Path) -> str:
    """A database as SQLite's address of what must be there: opened so, or attached, it is never made."""
    return f"file:{quote(str(data.resolve()))}?mode=rw"


def _prepare(connection: sqlite3.Connection, _record: object) -> None:
    journal = "WAL" if sqlite3.sqlite_version_info >= SAFE_WAL else "DELETE"
    for statement in (f"journal_mode={journal}", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {statement}").close()


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    _wait(connection, PATIENCE)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
    if writes:
        _wait(connection, PATIENCE_TO_COMMIT)


def _wait(connection: Connection, seconds: float) -> None:
    connection.exec_driver_sql(f"PRAGMA busy_timeout={int(seconds * 1000)}").close()


def private_folder(path: Path) -> None:
    """The folder, which nobody but its owner may enter. StoreFault when it cannot be made."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.mkdir(mode=0o700, exist_ok=True)
        path.chmod(0o700)
    except OSError as problem:
        raise StoreFault(
            "The folder {folder} cannot be made: {said}.",
            folder=str(path),
            said=problem.strerror or type(problem).__name__,
        ) from problem


def private_file(path: Path) -> None:
    """An empty file that nobody but its owner may read; SQLite gives its journals the same rights."""
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))


def refuse_others(path: Path) -> None:
    """StoreDamaged when a folder without data holds anything: a store is never made anew beside its parts."""
    own = {*LEFT_BY_SYSTEMS, *(name + s for name in (NEW, MAKING) for s in ("", *SIDECARS))}
    others = sorted(p.name for p in path.iterdir() if p.name not in own) if path.is_dir() else []
    if others:
        raise StoreDamaged(
            "The folder {folder} holds {file} but no {data}. If it is a store, a part of it is missing: put {backup} "
            "of {data} in its place. If it is not, name another folder.",
            folder=str(path),
            file=others[0],
            data=DATA,
            backup=faults.backup_words(path / DATA),
        )


@contextmanager
def only_writer(path: Path, name: str = LOCK) -> Iterator[None]:
    """Holds the folder's lock; the system lets go of it for one killed.

    StoreBusy when another load holds it, StoreFault when it cannot be written.
    """
    lock = path / name
    with faults.out_of_reach(lock):
        private_file(lock)
    with ExitStack() as open_until_done:
        try:
            held = open_until_done.enter_context(closing(connect(lock, patience=0)))
            held.execute("BEGIN EXCLUSIVE")
        except sqlite3.Error as problem:
            raise faults.of_sqlite(lock)(problem) from problem
        yield


def make(path: Path, fill: Callable[[Connection], None]) -> None:
    """A new store in the folder: filled under another name, so that a half-made one never looks like one."""
    private_folder(path)
    with only_writer(path, MAKING):
        if (path / DATA).is_file():
            return
        for name in (NEW, *(NEW + s for s in SIDECARS)):
            (path / name).unlink(missing_ok=True)
        private_file(path / NEW)
        engine = engine_on(path / NEW)
        with engine.execution_options(writes=True).begin() as connection:
            fill(connection)
        engine.dispose()
        (path / NEW).rename(path / DATA)
        (path / MAKING).unlink(missing_ok=True)
