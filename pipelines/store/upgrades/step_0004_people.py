"""People of the agency are kept by a random code; one private table tells whose it is, and kept rows are recoded."""

import sqlalchemy as sa
from alembic import op

from pipelines.store.person_codes import with_new

revision = "0004"
down_revision = "0003"

NAMING = (
    ("rows_positions", "incumbent_id"),
    ("rows_assignments", "worker_id"),
    ("rows_roster", "staff_id"),
    ("list_worker_loads", "worker_id"),
)
"""The columns of schema 0003 that named a person by the number of the staff file."""


def upgrade() -> None:
    """`people` with a code for every number that kept rows hold, and the code in the number's place."""
    people = op.create_table(
        "people",
        sa.Column("code", sa.String(20), primary_key=True),
        sa.Column("number", sa.Text, nullable=False, unique=True),
    )
    connection = op.get_bind()
    if connection.dialect.name == "sqlite":
        # What is overwritten must not stay in the file's free pages.
        connection.execute(sa.text("PRAGMA secure_delete = ON"))
    there = set(sa.inspect(connection).get_table_names())
    named: list = [(sa.table(t, sa.column(c)), sa.column(c)) for t, c in NAMING if t in there]
    numbers = {
        number
        for table, column in named
        for (number,) in connection.execute(sa.select(column).distinct().select_from(table))
    }
    codes = with_new({}, (n for n in numbers if n))
    if codes:
        op.bulk_insert(people, [{"code": code, "number": number} for number, code in codes.items()])
    for table, column in named:
        code = sa.select(people.c.code).where(people.c.number == table.c[column.name]).scalar_subquery()
        held = sa.select(people.c.number)
        op.execute(sa.update(table).where(table.c[column.name].in_(held)).values({column.name: code}))
