"""One build becomes what readers see, in one transaction: the old version or the new, never a mixture."""

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import Connection, Engine, Table, delete, insert, select, update

from pipelines.counting.cells import roll_up
from pipelines.counting.contract import WARNED, Checked
from pipelines.questions.errors import DataError
from pipelines.store import bulk, person_codes, schema
from pipelines.store.built import Build, Measured
from pipelines.store.runs import PUBLISHED, Run, accepted, record, rows_read, set_aside

KEEP = 3
"""Versions kept for going back; older ones are swept by the next publish."""


def publish(engine: Engine, build: Build) -> int:
    """Write the build and point readers at it; returns the version id. All or nothing.

    DataError when another load was published since this one began: its files would be lost.
    """
    with engine.execution_options(writes=True).begin() as connection:
        seen = connection.execute(select(schema.current.c.version_id).with_for_update()).scalar()
        if seen != build.based_on:
            raise DataError("Another load was published while this one was counting. Build again.")
        version = _version(connection, build)
        person_codes.keep(connection, build.people)
        for checked in build.checked:
            _file(connection, checked)
        _link(connection, version, [*build.kept_files, *(c.digest for c in build.checked)])
        _describe(connection, version, build)
        for measured in build.measured:
            _cells(connection, version, measured)
        for listed in build.work:
            bulk.insert(connection, schema.work[listed.list_id], listed.rows.assign(version_id=version))
        _point(connection, version)
        _run(connection, version, build)
        _sweep(connection)
    return version


def _version(connection: Connection, build: Build) -> int:
    row = {
        "made_at": _now(),
        "as_of": build.as_of,
        "digest": build.digest,
        "profile": build.profile,
        "code_version": build.code_version,
        "synthetic": build.synthetic,
        "cells_form": schema.CELLS_FORM,
    }
    made = connection.execute(insert(schema.versions), row)
    return made.inserted_primary_key[0]  # type: ignore[index]  # None only where no single row is inserted


def _file(connection: Connection, checked: Checked) -> None:
    """A file's accepted rows and problems; the same content again replaces nothing."""
    known = select(schema.files.c.file_id).where(schema.files.c.file_id == checked.digest)
    if connection.execute(known).first():
        return
    connection.execute(
        insert(schema.files),
        {
            "file_id": checked.digest,
            "source": checked.source,
            "name": checked.file,
            "held": " ".join(sorted(checked.held)),
            "rows_read": checked.rows_read,
            "accepted": accepted(checked),
            "set_aside": set_aside(checked),
            "warned": sum(i.outcome == WARNED for i in checked.issues),
        },
    )
    if checked.issues:
        connection.execute(
            insert(schema.issues),
            [
                {
                    "file_id": checked.digest,
                    "row": i.row,
                    "field": i.field,
                    "code": i.code,
                    "reason": i.reason,
                    "fix": i.fix,
                    "outcome": i.outcome,
                }
                for i in checked.issues
            ],
        )
    table = schema.rows[checked.source]
    bulk.insert(
        connection, table, checked.rows.drop(columns="file", errors="ignore").assign(file_id=checked.digest)
    )


def _link(connection: Connection, version: int, files: Sequence[str]) -> None:
    if files:
        rows = [{"version_id": version, "file_id": f} for f in dict.fromkeys(files)]
        connection.execute(insert(schema.version_files), rows)


def _describe(connection: Connection, version: int, build: Build) -> None:
    _many(
        connection,
        schema.feeds,
        [{"version_id": version, "source": s, "through": t} for s, t in build.through.items()],
    )
    _many(
        connection,
        schema.measured,
        [
            {
                "version_id": version,
                "indicator": m.indicator,
                "why": m.why,
                "first_day": m.first_day,
                "through": m.through,
                "dimensions": " ".join(m.dimensions),
            }
            for m in build.measured
        ],
    )
    _many(
        connection,
        schema.work_lists,
        [
            {"version_id": version, "list_id": w.list_id, "why": w.why, "through": w.through}
            for w in build.work
        ],
    )
    _many(
        connection,
        schema.members,
        [
            {"version_id": version, "dimension": d, "id": i, "label": label, "parent": parent, "place": place}
            for place, (d, i, label, parent) in enumerate(build.members)
        ],
    )


def _many(connection: Connection, table: Table, rows: list[dict]) -> None:
    if rows:
        connection.execute(insert(table), rows)


def _cells(connection: Connection, version: int, measured: Measured) -> None:
    for cut, frame in (("full", measured.cells), ("unit", roll_up(measured.cells))):
        bulk.insert(
            connection, schema.cells, frame.assign(version_id=version, indicator=measured.indicator, cut=cut)
        )


def _point(connection: Connection, version: int) -> None:
    if connection.execute(select(schema.current.c.id)).first():
        connection.execute(update(schema.current).values(version_id=version))
    else:
        connection.execute(insert(schema.current), {"id": 1, "version_id": version})


def _run(connection: Connection, version: int, build: Build) -> None:
    run = Run(
        PUBLISHED,
        version,
        build.started_at,
        build.as_of,
        build.code_version,
        build.profile_digest,
        rows_read(build.checked),
        sum(accepted(c) for c in build.checked),
        sum(set_aside(c) for c in build.checked),
    )
    record(connection, run)


def _sweep(connection: Connection) -> None:
    """Drop versions beyond the last few, and the rows of files no version uses any more."""
    ids = (
        connection.execute(select(schema.versions.c.version_id).order_by(schema.versions.c.version_id.desc()))
        .scalars()
        .all()
    )
    for old in ids[KEEP:]:
        for table in schema.naming("version_id"):
            connection.execute(delete(table).where(table.c.version_id == old))
    used = select(schema.version_files.c.file_id)
    for table in schema.naming("file_id"):
        if table is not schema.version_files:
            connection.execute(delete(table).where(table.c.file_id.not_in(used)))


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None, microsecond=0)
