"""The tables: cells and their versions apart from row facts."""

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
    String,
    Table,
    Text,
)

from pipelines.counting.cells import KEYS
from pipelines.counting.contract import Contract
from pipelines.register.sources import CONTRACTS

FACTS = "facts"
"""Row facts live in a schema of their own (PostgreSQL) or a file of their own (SQLite)."""
meta = MetaData()

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
    *(Column(key, String(80), nullable=False) for key in KEYS),
    Column("part", String(80), nullable=False),
    Column("bin", Integer, nullable=False),
    Column("value", BigInteger, nullable=False),
)
Index("cells_by_question", cells.c.version_id, cells.c.indicator, cells.c.cut, cells.c.grain, cells.c.period)

open_inquiries = Table(
    "open_inquiries",
    meta,
    Column("version_id", Integer, nullable=False, index=True),
    Column("inquiry_id", String(80), nullable=False),
    *(
        Column(k, String(80), nullable=False)
        for k in ("division_then", "unit_then", "division_now", "unit_now", "role", "requester", "channel")
    ),
    Column("received_at", DateTime, nullable=False),
    Column("due_at", DateTime, nullable=False),
    schema=FACTS,
)
worker_loads = Table(
    "worker_loads",
    meta,
    Column("version_id", Integer, nullable=False, index=True),
    Column("worker_id", String(80), nullable=False),
    Column("period", String(10), nullable=False),
    *(
        Column(k, String(80), nullable=False)
        for k in ("division_then", "unit_then", "division_now", "unit_now", "component")
    ),
    Column("load", Float, nullable=False),
    Column("available", Float, nullable=False),
    schema=FACTS,
)

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
    columns = [Column(f.name, _TYPES[f.kind]) for f in contract.fields]
    dated = [Column(f"{f.name}_date_only", Boolean) for f in contract.fields if f.kind == "instant"]
    return Table(
        f"rows_{contract.source}",
        meta,
        Column("file_id", String(64), nullable=False, index=True),
        Column("row", BigInteger, nullable=False),
        *columns,
        *dated,
        schema=FACTS,
    )


rows = {contract.source: _rows_table(contract) for contract in CONTRACTS}
"""Accepted rows as the contract typed them, by file, so that a changed policy can rebuild every cell."""
