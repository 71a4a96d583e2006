"""Where a store is: a folder of this machine, or a PostgreSQL server."""

from pathlib import Path

from sqlalchemy import URL
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from pipelines.questions.errors import DataError

DEFAULT_URL = ".data/cqi"
DATA = "data.sqlite"
"""The part of a folder that holds versions, files, rows and cells."""
SIDECARS = ("-journal", "-wal", "-shm")
"""What SQLite keeps beside a database while it is at work."""


def place_of(address: str) -> Path | URL:
    """The folder, or the server's address, that `--database` names; DataError when it names neither."""
    if "://" not in address:
        return Path(address)
    try:
        url = make_url(address)
    except ArgumentError as problem:
        raise DataError(
            "The database address is not readable. Write a folder, sqlite:///folder or "
            "postgresql+psycopg://user@host/name."
        ) from problem
    kind = url.get_backend_name()
    if kind == "postgresql":
        return url.set(drivername="postgresql+psycopg")
    if kind != "sqlite":
        raise DataError(
            "The store is a folder (SQLite) or PostgreSQL. Write a folder, sqlite:///folder or "
            "postgresql+psycopg://user@host/name."
        )
    if not url.database or url.database == ":memory:":
        raise DataError(
            "The database address names no folder. Write a folder, sqlite:///folder or "
            "postgresql+psycopg://user@host/name."
        )
    return Path(url.database)
