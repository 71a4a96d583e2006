"""Opening the store: SQLite by default, PostgreSQL by URL, the same code above both."""

import sqlite3
from pathlib import Path

from sqlalchemy import Engine, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from pipelines.questions.errors import DataError
from pipelines.store.schema import FACTS, meta

DEFAULT_URL = "sqlite:///.data/cqi.db"
SAFE_WAL = (3, 51, 3)
"""From this SQLite on the write-ahead log no longer carries its reset race; below, the rollback journal."""


def open_database(url: str = DEFAULT_URL, create: bool = False) -> Engine:
    """An engine for the store. `create` makes missing tables; without it an absent store is a DataError."""
    try:
        address = make_url(url)
    except ArgumentError as problem:
        raise DataError(f"The database address is not readable. {_ADDRESSES}") from problem
    open_as = {"sqlite": _sqlite, "postgresql": _postgresql}.get(address.get_backend_name())
    if open_as is None:
        raise DataError(f"The store is SQLite or PostgreSQL. {_ADDRESSES}")
    return open_as(address, create)


_ADDRESSES = "Write sqlite:///folder/file.db or postgresql+psycopg://user@host/name."


def _sqlite(address, create: bool) -> Engine:
    path = Path(address.database or "")
    if not create and not path.is_file():
        raise DataError(
            f"There is no database at {path}. Build one first: cqi build PATH --database {address}"
        )
    path.parent.mkdir(parents=True, exist_ok=True)
    facts = path.with_name(path.stem + ".facts" + path.suffix)
    engine = create_engine(address, connect_args={"timeout": 5}, hide_parameters=True)
    event.listen(engine, "connect", lambda connection, _: _prepare(connection, facts))
    event.listen(engine, "begin", _begin)
    try:
        if create:
            _make_tables(engine)
        else:
            _check_tables(engine)
    except SQLAlchemyError as problem:
        raise DataError(
            f"{path} is not a database of this product, or it is damaged. Move it away and "
            "build again, or restore a backup."
        ) from problem
    return engine


def _prepare(connection: sqlite3.Connection, facts: Path) -> None:
    # The driver's own transactions are switched off: BEGIN is ours, so that one publish is one transaction.
    connection.isolation_level = None
    journal = "WAL" if sqlite3.sqlite_version_info >= SAFE_WAL else "DELETE"
    for statement in (f"PRAGMA journal_mode={journal}", "PRAGMA synchronous=FULL", "PRAGMA foreign_keys=ON"):
        connection.execute(statement)
    connection.execute(f"ATTACH DATABASE ? AS {FACTS}", (str(facts),))


def _begin(connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _postgresql(address, create: bool) -> Engine:
    engine = create_engine(
        address.set(drivername="postgresql+psycopg"), pool_pre_ping=True, hide_parameters=True
    )
    try:
        if create:
            with engine.begin() as connection:
                connection.execute(text(f"CREATE SCHEMA IF NOT EXISTS {FACTS}"))
            _make_tables(engine)
        else:
            _check_tables(engine)
    except SQLAlchemyError as problem:
        raise DataError(
            "The database server does not answer, or holds no county yet. Check the address, or "
            "build first: cqi build PATH --database URL"
        ) from problem
    return engine


def _make_tables(engine: Engine) -> None:
    with engine.execution_options(writes=True).begin() as connection:
        meta.create_all(connection)


def _check_tables(engine: Engine) -> None:
    with engine.connect() as connection:
        connection.execute(text("SELECT version_id FROM current_version"))
