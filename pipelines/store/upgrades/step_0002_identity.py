"""A store has an identity, its cells a form, and a dimension that goes leaves its column empty."""

import uuid
from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

KEYS = (
    "grain", "period", "division_then", "unit_then", "division_now", "unit_now", "race", "language", "requester",
    "channel", "role", "component", "domain", "rater", "step",
)  # fmt: skip
"""The keys of cells in release 0.1.0. Later ones are added by `store/shape.py`."""


def upgrade() -> None:
    """The table `store`, `versions.cells_form`, a default for every key of `cells`, and indexes by their names."""
    store = op.create_table(
        "store",
        sa.Column("store_id", sa.String(36), primary_key=True),
        sa.Column("part", sa.String(20), nullable=False),
        sa.Column("made_at", sa.DateTime, nullable=False),
    )
    now = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
    op.bulk_insert(store, [{"store_id": str(uuid.uuid4()), "part": "data", "made_at": now}])
    form = sa.Column("cells_form", sa.Integer, nullable=False, server_default=sa.text("1"))
    op.add_column("versions", form)
    with op.batch_alter_table("cells") as cells:
        for key in KEYS:
            cells.alter_column(key, existing_type=sa.String(80), existing_nullable=False, server_default="")
    _rename_indexes()


def _rename_indexes() -> None:
    """Row tables stood in a schema called facts, and their indexes were called after it."""
    seen = sa.inspect(op.get_bind())
    for table in seen.get_table_names():
        for index in seen.get_indexes(table):
            name = index["name"] or ""
            if name.startswith("ix_facts_"):
                op.drop_index(name, table)
                op.create_index(name.replace("ix_facts_", "ix_"), table, index["column_names"])
