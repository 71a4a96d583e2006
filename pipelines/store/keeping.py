"""Reading accepted rows back, so that files not sent again keep counting."""

from dataclasses import dataclass

import pandas as pd
from sqlalchemy import Connection, RowMapping, func, select

from pipelines.counting.contract import Contract
from pipelines.questions.errors import StoreDamaged
from pipelines.register.sources import contract
from pipelines.store import schema
from pipelines.words.numbers import number
from pipelines.words.say import say


@dataclass(frozen=True)
class Kept:
    """A file of the current version: its name, its columns and its typed rows."""

    file_id: str
    source: str
    name: str
    held: frozenset[str]
    rows: pd.DataFrame


def current_version(connection: Connection) -> RowMapping | None:
    """The version readers see, as a row, or None before the first build."""
    table = schema.versions
    joined = table.join(schema.current, schema.current.c.version_id == table.c.version_id)
    return connection.execute(select(table).select_from(joined)).mappings().first()


def files_of(connection: Connection, version: int) -> list:
    """The files of a version, as rows of the files table."""
    table = schema.files
    joined = table.join(schema.version_files, schema.version_files.c.file_id == table.c.file_id)
    chosen = select(table).select_from(joined).where(schema.version_files.c.version_id == version)
    return list(connection.execute(chosen.order_by(table.c.name)).mappings())


def refuse_gaps(connection: Connection, version: int, where: str = "") -> None:
    """StoreDamaged when the store no longer keeps every row it accepted of a version's files."""
    for file in files_of(connection, version):
        table = schema.rows[file["source"]]
        kept = connection.execute(
            select(func.count(table.c.row.distinct())).where(table.c.file_id == file["file_id"])
        ).scalar()
        if kept != file["accepted"]:
            raise StoreDamaged(
                "A part of the store is missing: of {file} it accepted {accepted} rows and keeps {kept}. Restore "
                "{where} from a backup; built from what is left, figures would be lost. To start afresh, name another "
                "store and send every file again.",
                file=file["name"],
                accepted=number(file["accepted"]),
                kept=number(kept or 0),
                where=where or say("the store"),
            )


def keep(connection: Connection, file: RowMapping) -> Kept:
    """The typed rows of one file, as the contract check made them."""
    held = frozenset(file["held"].split())
    table = schema.rows[file["source"]]
    rows = pd.read_sql(select(table).where(table.c.file_id == file["file_id"]), connection)
    typed = _typed(rows.drop(columns="file_id"), contract(file["source"]), held)
    return Kept(file["file_id"], file["source"], file["name"], held, typed)


def rows_of(connection: Connection, version: int, source: str) -> pd.DataFrame | None:
    """All accepted rows of one source in a version, a later file's row before an earlier one's of the same key."""
    found = [keep(connection, f).rows for f in files_of(connection, version) if f["source"] == source]
    if not found:
        return None
    rows = pd.concat(found, ignore_index=True)
    key = [k for k in contract(source).key if k in rows]
    return rows.drop_duplicates(key, keep="last").reset_index(drop=True)


def _typed(rows: pd.DataFrame, described: Contract, held: frozenset[str]) -> pd.DataFrame:
    """Database types back to the contract's: see pipelines.counting.contract.Checked."""
    columns = {"row": rows["row"].astype("int64")}
    for field in described.fields:
        if field.name not in held:
            continue
        values = rows[field.name]
        if field.kind in ("date", "instant"):
            columns[field.name] = pd.to_datetime(values).astype("datetime64[s]")
        elif field.kind == "integer":
            columns[field.name] = values.astype("Int64")
        elif field.kind == "number":
            columns[field.name] = values.astype("float64")
        else:
            columns[field.name] = values.fillna("").astype("str")
        if field.kind == "instant":
            columns[f"{field.name}_date_only"] = rows[f"{field.name}_date_only"].fillna(False).astype("bool")
    return pd.DataFrame(columns)
