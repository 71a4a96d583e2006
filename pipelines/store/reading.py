"""Questions to the store, as sums in SQL; plain Python out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, Engine, func, or_, select

from pipelines.questions.dimensions import CELL_DIMENSIONS
from pipelines.store import schema

Sums = dict[tuple[str, int], int]


@dataclass(frozen=True)
class CellQuestion:
    """Which cells to add up. `limits` pairs a column with the values allowed; all must hold.

    `scope` is a further limit set by the door: any of its (column, values) pairs may hold.
    """

    indicator: str
    grain: str
    by: tuple[str, ...]
    limits: tuple[tuple[str, tuple[str, ...]], ...]
    scope: tuple[tuple[str, tuple[str, ...]], ...] = ()
    excluded: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True)
class Version:
    version_id: int
    as_of: datetime
    made_at: datetime
    profile: str
    synthetic: bool
    code_version: str


def current_id(connection: Connection) -> int | None:
    """The version readers see; None before the first build."""
    return connection.execute(select(schema.current.c.version_id)).scalar()


def version(connection: Connection, version_id: int) -> Version:
    v = schema.versions
    row = connection.execute(select(v).where(v.c.version_id == version_id)).mappings().one()
    return Version(**{k: row[k] for k in Version.__dataclass_fields__})


def sums(
    connection: Connection, version: int, question: CellQuestion
) -> dict[tuple[str, tuple[str, ...]], Sums]:
    """(period, group values) -> {(part, bin): sum} over the smallest cut that can answer."""
    cells = schema.cells
    groups = [cells.c[column] for column in question.by]
    chosen = select(cells.c.period, *groups, cells.c.part, cells.c.bin, func.sum(cells.c.value))
    chosen = chosen.where(
        cells.c.version_id == version,
        cells.c.indicator == question.indicator,
        cells.c.cut == _cut(question),
        cells.c.grain == question.grain,
    )
    for column, values in question.limits:
        chosen = chosen.where(cells.c[column].in_(values))
    for column, values in question.excluded:
        chosen = chosen.where(cells.c[column].not_in(values))
    if question.scope:
        chosen = chosen.where(or_(*(cells.c[c].in_(v) for c, v in question.scope)))
    chosen = chosen.group_by(cells.c.period, *groups, cells.c.part, cells.c.bin)
    found: dict[tuple[str, tuple[str, ...]], Sums] = {}
    for row in connection.execute(chosen):
        period, *group, part, number, value = row
        found.setdefault((period, tuple(group)), {})[part, number] = int(value)
    return found


def _cut(question: CellQuestion) -> str:
    used = {*question.by, *(c for c, _ in question.limits), *(c for c, _ in question.excluded)}
    return "full" if used & set(CELL_DIMENSIONS) else "unit"


@dataclass(frozen=True)
class Measurable:
    why: str
    first_day: date | None
    through: datetime | None
    dimensions: tuple[str, ...]


def measurable(connection: Connection, version: int) -> Mapping[str, Measurable]:
    """Indicator id -> whether it can be counted, since when, until when, split by what."""
    table = schema.measured
    rows = connection.execute(select(table).where(table.c.version_id == version)).mappings()
    return {
        r["indicator"]: Measurable(r["why"], r["first_day"], r["through"], tuple(r["dimensions"].split()))
        for r in rows
    }


def members(connection: Connection, version: int) -> Mapping[str, Sequence]:
    """Dimension -> its members as rows (id, label, parent), in display order."""
    table = schema.members
    rows = connection.execute(select(table).where(table.c.version_id == version).order_by(table.c.place))
    found: dict[str, list] = {}
    for row in rows.mappings():
        found.setdefault(row["dimension"], []).append(row)
    return found


def feeds(connection: Connection, version: int) -> Mapping[str, datetime]:
    table = schema.feeds
    rows = connection.execute(select(table).where(table.c.version_id == version)).mappings()
    return {r["source"]: r["through"] for r in rows}


def files(connection: Connection, version: int) -> list:
    table = schema.files
    joined = table.join(schema.version_files, schema.version_files.c.file_id == table.c.file_id)
    chosen = select(table).select_from(joined).where(schema.version_files.c.version_id == version)
    return list(connection.execute(chosen.order_by(table.c.source, table.c.name)).mappings())


def problems(connection: Connection, version: int) -> list:
    """Every problem of the version's files with the file's name, in file and row order."""
    i, f, v = schema.issues, schema.files, schema.version_files
    joined = i.join(f, f.c.file_id == i.c.file_id).join(v, v.c.file_id == f.c.file_id)
    chosen = select(f.c.name.label("file"), i).select_from(joined).where(v.c.version_id == version)
    return list(connection.execute(chosen.order_by(f.c.name, i.c.row)).mappings())


@dataclass(frozen=True)
class ListState:
    """Whether there is a work list, and how far its sources reach."""

    why: str
    through: datetime | None


def work_lists(connection: Connection, version: int) -> Mapping[str, ListState]:
    """List id -> whether this version has it."""
    table = schema.work_lists
    rows = connection.execute(select(table).where(table.c.version_id == version)).mappings()
    return {r["list_id"]: ListState(r["why"], r["through"]) for r in rows}


def work_rows(engine: Engine, list_id: str, version: int) -> list:
    """The rows of one work list of one version. Only the door's authorised methods call this."""
    table = schema.work[list_id]
    with engine.connect() as connection:
        return list(connection.execute(select(table).where(table.c.version_id == version)).mappings())
