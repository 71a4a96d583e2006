"""Work lists are declared by their sources: a table each, and one that says of which version there is none, and why."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

PLACES = ("division_then", "unit_then", "division_now", "unit_now")
LISTS = {
    "open_inquiries": (
        "overdue_open",
        (*((c, sa.Text) for c in ("inquiry_id", "role", "requester", "channel")),
         *((c, sa.DateTime) for c in ("received_at", "due_at"))),
    ),
    "worker_loads": (
        "caseload_load",
        (*((c, sa.Text) for c in ("worker_id", "period", "component")),
         *((c, sa.Float) for c in ("load", "available"))),
    ),
}  # fmt: skip
"""The two lists there were -> the indicator that said of a version whether there is one, and the list's columns.

Later lists, and later columns of these, are added by `store/shape.py`.
"""


def upgrade() -> None:
    """`work_lists` from what `measured` says; `list_open_inquiries` and `list_worker_loads` with what was listed."""
    lists = op.create_table(
        "work_lists",
        sa.Column("version_id", sa.Integer, sa.ForeignKey("versions.version_id"), primary_key=True),
        sa.Column("list_id", sa.String(60), primary_key=True),
        sa.Column("why", sa.Text, nullable=False),
        sa.Column("through", sa.DateTime),
    )
    for name, (indicator, columns) in LISTS.items():
        op.execute(lists.insert().from_select([*lists.c.keys()], _said_of(name, indicator)))
        _moved(name, columns)


def _said_of(name: str, indicator: str) -> sa.Select:
    measured = sa.table("measured", *map(sa.column, ("version_id", "indicator", "why", "through")))
    chosen = sa.select(measured.c.version_id, sa.literal(name), measured.c.why, measured.c.through)
    return chosen.where(measured.c.indicator == indicator)


def _moved(name: str, columns: tuple) -> None:
    """The rows under the table's new name, in the types that a declared list has."""
    kept = ("version_id", *PLACES, *(c for c, _ in columns))
    made = op.create_table(
        f"list_{name}",
        sa.Column("version_id", sa.Integer, nullable=False, index=True),
        *(sa.Column(place, sa.String(80), nullable=False) for place in PLACES),
        *(sa.Column(column, of) for column, of in columns),
    )
    old = sa.table(name, *map(sa.column, kept))
    op.execute(made.insert().from_select([*kept], sa.select(*(old.c[c] for c in kept))))
    op.drop_table(name)
