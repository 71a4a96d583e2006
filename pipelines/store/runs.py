"""The run log: one row for every build, whatever became of it."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, Engine, insert

from pipelines.counting.contract import SET_ASIDE, Checked
from pipelines.store import schema

PUBLISHED, UNCHANGED, REFUSED, FAILED = "published", "unchanged", "refused", "failed"


@dataclass(frozen=True)
class Run:
    """How a build ended. Rows are those of the files sent, not of those kept."""

    outcome: str
    version_id: int | None
    started_at: datetime
    as_of: datetime
    code_version: str
    profile_digest: str
    rows_read: int
    accepted: int = 0
    set_aside: int = 0


def record(connection: Connection, run: Run) -> None:
    """The run's row, finished now, inside the caller's transaction."""
    finished = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
    connection.execute(insert(schema.runs), {**asdict(run), "finished_at": finished})


def note(engine: Engine, run: Run) -> None:
    """The row of a run that published nothing, in a transaction of its own."""
    with engine.execution_options(writes=True).begin() as connection:
        record(connection, run)


def accepted(checked: Checked) -> int:
    """Records accepted; a wide survey row that became many answers is one record."""
    return int(checked.rows["row"].nunique()) if len(checked.rows) else 0


def set_aside(checked: Checked) -> int:
    """Records with a reason for which they do not count."""
    return len({i.row for i in checked.issues if i.outcome == SET_ASIDE})


def rows_read(checked: Sequence[Checked]) -> int:
    return sum(c.rows_read for c in checked)
