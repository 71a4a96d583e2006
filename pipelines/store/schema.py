"""The tables of a store's data, and what they are called when they change.

Most of them change by an upgrade (`store/upgrades/`). `cells`, `rows_*` and `list_*` follow from the dimensions,
the contracts and their work lists: what those declare and the store lacks is added when it is opened for writing (`store/shape.py`).
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    text,
)

from pipelines.counting.cells import KEYS
from pipelines.counting.contract import Contract
from pipelines.counting.places import PLACES
from pipelines.counting.work_list import WorkList
from pipelines.register.sources import CONTRACTS, WORK_LISTS

VERSIONS = ("0001", "0002", "0003", "0004")
"""The schema versions there have been, oldest first: one upgrade each; the last is what stands here."""
CELLS_FORM = 3
"""What the cells of a version look like inside. An older form is not read: `cqi upgrade` counts it anew."""
PART = "data"
"""What this is of a store; on PostgreSQL the name of its schema."""
LOG = {"log": True}
"""A table that keeps the versions it names after they are swept."""
meta = MetaData()

schema_version = Table(
    "schema_version",
    meta,
    Column("version_num", String(32), nullable=False),
    PrimaryKeyConstraint("version_num", name="schema_version_pkc"),
)
"""In the form Alembic keeps it."""
store = Table(
    "store",
    meta,
    Column("store_id", String(36), primary_key=True),
    Column("part", String(20), nullable=False),
    Column("made_at", DateTime, nullable=False),
)
"""Whose part this is: every part of one store carries the same id."""

people = Table(
    "people",
    meta,
    Column("code", String(20), primary_key=True),
    Column("number", Text, nullable=False, unique=True),
)
"""Whose a code is. Private: no answer of the door reads it (store/person_codes.py)."""

versions = Table(
    "versions",
    meta,
    Column("version_id", Integer, primary_key=True, autoincrement=True),
    Column("made_at", DateTime, nullable=False),
    Column("as_of", DateTime, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("code_version", String(64), nullable=False),
    Column("profile", Text, nullable=False),
    Column("synthetic", Boolean, nullable=False),
    Column("cells_form", Integer, nullable=False, server_default=text("1")),
)
current = Table(
    "current_version",
    meta,
    Column("id", Integer, primary_key=True),
    Column("version_id", ForeignKey("versions.version_id"), nullable=False),
)
runs = Table(
    "runs",
    meta,
    Column("run_id", Integer, primary_key=True, autoincrement=True),
    Column("started_at", DateTime, nullable=False),
    Column("finished_at", DateTime, nullable=False),
    Column("outcome", String(20), nullable=False),
    Column("version_id", Integer),
    Column("rows_read", Integer, nullable=False),
    Column("accepted", Integer, nullable=False),
    Column("set_aside", Integer, nullable=False),
    Column("code_version", String(64), nullable=False),
    Column("profile_digest", String(64), nullable=False),
    Column("as_of", DateTime, nullable=False),
    info=LOG,
)
files = Table(
    "files",
    meta,
    Column("file_id", String(64), primary_key=True),
    Column("source", String(40), nullable=False),
    Column("name", Text, nullable=False),
    Column("held", Text, nullable=False),
    Column("rows_read", Integer, nullable=False),
    Column("accepted", Integer, nullable=False),
    Column("set_aside", Integer, nullable=False),
    Column("warned", Integer, nullable=False),
)
version_files = Table(
    "version_files",
    meta,
    Column("version_id", ForeignKey("versions.version_id"), primary_key=True),
    Column("file_id", ForeignKey("files.file_id"), primary_key=True),
)
issues = Table(
    "issues",
    meta,
    Column("file_id", ForeignKey("files.file_id"), index=True),
    Column("row", Integer),
    Column("field", Text, nullable=False),
    Column("code", String(60), nullable=False),
    Column("reason", Text, nullable=False),
    Column("fix", Text, nullable=False),
    Column("outcome", String(20), nullable=False),
)
feeds = Table(
    "feeds",
    meta,
    Column("version_id", ForeignKey("versions.version_id"), primary_key=True),
    Column("source", String(40), primary_key=True),
    Column("through", DateTime, nullable=False),
)
measured = Table(
    "measured",
    meta,
    Column("version_id", ForeignKey("versions.version_id"), primary_key=True),
    Column("indicator", String(60), primary_key=True),
    Column("why", Text, nullable=False),
    Column("first_day", Date),
    Column("through", DateTime),
    Column("dimensions", Text, nullable=False),
)
members = Table(
    "members",
    meta,
    Column("version_id", ForeignKey("versions.version_id"), primary_key=True),
    Column("dimension", String(20), primary_key=True),
    Column("id", String(80), primary_key=True),
    Column("label", Text, nullable=False),
    Column("parent", String(80), nullable=False),
    Column("place", Integer, nullable=False),
)
cells = Table(
    "cells",
    meta,
    Column("version_id", ForeignKey("versions.version_id"), nullable=False),
    Column("indicator", String(60), nullable=False),
    Column("cut", String(10), nullable=False),
    *(Column(key, String(80), nullable=False, server_default="") for key in KEYS),
    Column("part", String(80), nullable=False),
    Column("bin", Integer, nullable=False),
    Column("value", BigInteger, nullable=False),
)
Index("cells_by_question", cells.c.version_id, cells.c.indicator, cells.c.cut, cells.c.grain, cells.c.period)

work_lists = Table(
    "work_lists",
    meta,
    Column("version_id", ForeignKey("versions.version_id"), primary_key=True),
    Column("list_id", String(60), primary_key=True),
    Column("why", Text, nullable=False),
    Column("through", DateTime),
)
"""Every work list of a version: why there is none, or how far its sources reach."""

_TYPES = {
    "text": Text,
    "choice": Text,
    "flag": Text,
    "integer": BigInteger,
    "number": Float,
    "date": DateTime,
    "instant": DateTime,
}


def _rows_table(contract: Contract) -> Table:
    columns: list[Column] = [Column(f.name, _TYPES[f.kind]) for f in contract.fields]
    dated = [Column(f"{f.name}_date_only", Boolean) for f in contract.fields if f.kind == "instant"]
    return Table(
        f"rows_{contract.source}",
        meta,
        Column("file_id", String(64), nullable=False, index=True),
        Column("row", BigInteger, nullable=False),
        *columns,
        *dated,
    )


rows = {contract.source: _rows_table(contract) for contract in CONTRACTS}
"""Accepted rows as the contract typed them, by file, so that a changed policy can rebuild every cell."""


def _work_table(listed: WorkList) -> Table:
    return Table(
        f"list_{listed.id}",
        meta,
        Column("version_id", Integer, nullable=False, index=True),
        *(Column(place, String(80), nullable=False) for place in PLACES),
        *(Column(name, _TYPES[kind]) for name, kind in listed.kept.items()),
    )


work = {listed.id: _work_table(listed) for listed in WORK_LISTS.values()}
"""The rows of each work list, by version, with their places then and now."""
DERIVED = (cells, *rows.values(), *work.values())
"""Tables whose columns follow from dimensions, contracts and work lists."""


def naming(column: str) -> list[Table]:
    """The tables with this column whose rows go with what it names, those that point at others first."""
    return [t for t in reversed(meta.sorted_tables) if column in t.c and not t.info.get("log")]
