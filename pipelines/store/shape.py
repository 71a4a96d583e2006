"""What the tables of a store look like: made whole at first, and widened as dimensions and contracts grow."""

import uuid
from datetime import UTC, datetime

from sqlalchemy import Column, Connection, Select, Table, func, insert, inspect, select, text
from sqlalchemy.schema import CreateColumn

from pipelines.questions.errors import StoreDamaged
from pipelines.store import schema


def make(connection: Connection) -> None:
    """Every table, in today's shape, with an identity of its own."""
    schema.meta.create_all(connection)
    connection.execute(insert(schema.schema_version), {"version_num": schema.VERSIONS[-1]})
    connection.execute(insert(schema.store), identity())


def identity() -> dict[str, object]:
    """A new store's identity, as a row."""
    now = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
    return {"store_id": str(uuid.uuid4()), "part": schema.PART, "made_at": now}


def lacking(connection: Connection) -> list[Table | Column]:
    """The derived tables and columns that dimensions and contracts declare and the store does not have yet."""
    seen = inspect(connection)
    names = set(seen.get_table_names())
    found: list[Table | Column] = []
    for table in schema.DERIVED:
        held = {c["name"] for c in seen.get_columns(table.name)} if table.name in names else set()
        found += [c for c in table.columns if c.name not in held] if held else [table]
    return found


def add(connection: Connection, found: list[Table | Column]) -> None:
    """Make what is lacking; StoreDamaged for a table that held rows before and is gone."""
    for thing in found:
        if isinstance(thing, Table):
            _refuse_lost(connection, thing)
            thing.create(connection)
        else:
            _widen(connection, thing)


def _widen(connection: Connection, column: Column) -> None:
    described = CreateColumn(column).compile(connection).string
    table = connection.dialect.identifier_preparer.format_table(column.table)
    connection.execute(text(f"ALTER TABLE {table} ADD COLUMN {described}"))


def _refuse_lost(connection: Connection, table: Table) -> None:
    if table is schema.cells or connection.execute(_held_before(table)).scalar():
        raise StoreDamaged(
            "A part of the store is missing: the table {table}, of files that were loaded. Restore a backup; built "
            "anew beside what is left, the store would lose those rows.",
            table=table.name,
        )


def _held_before(table: Table) -> Select:
    """How often the store speaks of what a derived table holds: files of the source, versions with the list."""
    if table.name.startswith("list_"):
        return select(func.count()).where(schema.work_lists.c.list_id == table.name.removeprefix("list_"))
    return select(func.count()).where(schema.files.c.source == table.name.removeprefix("rows_"))
