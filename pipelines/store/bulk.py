"""Many rows into a table at the driver's own speed."""

from collections.abc import Iterable

import pandas as pd
from sqlalchemy import Connection, Table


def insert(connection: Connection, table: Table, frame: pd.DataFrame) -> None:
    """Insert the frame's columns; absent values become NULL. Raises what the database raises."""
    if frame.empty:
        return
    marks = {"qmark": "?", "format": "%s", "pyformat": "%s"}[connection.dialect.paramstyle]
    quote = connection.dialect.identifier_preparer.quote
    name = f"{quote(table.schema)}.{quote(table.name)}" if table.schema else quote(table.name)
    columns = ", ".join(quote(c) for c in frame.columns)
    statement = f"INSERT INTO {name} ({columns}) VALUES ({', '.join([marks] * len(frame.columns))})"
    connection.exec_driver_sql(statement, list(_tuples(frame)))


def _tuples(frame: pd.DataFrame) -> Iterable[tuple]:
    return zip(*(_plain(frame[c]) for c in frame.columns), strict=True)


def _plain(values: pd.Series) -> list:
    """Python values the drivers know; NaN and NaT become None."""
    if pd.api.types.is_datetime64_any_dtype(values):
        text = values.dt.strftime("%Y-%m-%d %H:%M:%S.000000")
        return text.astype(object).where(values.notna(), None).tolist()
    return values.astype(object).where(values.notna(), None).tolist()
