"""A store on a PostgreSQL server: a schema of its own, and one writer at a time."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine.interfaces import DBAPIConnection

from pipelines.questions.errors import StoreBusy
from pipelines.store import faults
from pipelines.store.schema import PART

WRITER = 0x637169
"""The number of the lock of whoever writes ("cqi"), one for each database."""
PATIENCE = "1500ms"


def engine_at(address: URL) -> Engine:
    """An engine whose tables are those of the store's schema."""
    engine = create_engine(address, pool_pre_ping=True, hide_parameters=True)
    event.listen(engine, "connect", _prepare, insert=True)
    faults.tell_faults(engine, faults.of_postgresql)
    return engine


def _prepare(connection: DBAPIConnection, _record: object) -> None:
    # Outside a transaction, or the first rollback would take it back.
    connection.autocommit = True
    connection.execute(f"SET search_path TO {PART}")
    connection.execute(f"SET lock_timeout TO '{PATIENCE}'")
    connection.autocommit = False


def holds_data(connection: Connection) -> bool:
    """Whether the store's schema has any table: if it has, it is a store, or nothing we may write to."""
    return bool(inspect(connection).get_table_names(schema=PART))


def make_schema(connection: Connection) -> None:
    connection.execute(text(f"CREATE SCHEMA IF NOT EXISTS {PART}"))


@contextmanager
def only_writer(engine: Engine) -> Iterator[None]:
    """Holds the database's lock; StoreBusy when another load does. It ends with the connection."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as held:
        if not held.execute(text("SELECT pg_try_advisory_lock(:n)"), {"n": WRITER}).scalar():
            raise StoreBusy(faults.BUSY)
        try:
            yield
        finally:
            held.execute(text("SELECT pg_advisory_unlock(:n)"), {"n": WRITER})
