"""How a store stands to this release: as it should, older, newer, or not a store of this product."""

from sqlalchemy import Connection, Engine, inspect, select

from pipelines.questions.errors import DataError, StoreDamaged
from pipelines.questions.template import marked
from pipelines.store import schema
from pipelines.words.say import say

OLDER = marked(
    "The store at {where} is of an older release ({held}). Bring it up to this one: cqi upgrade --database {where}"
)
NEWER = marked(
    "The store at {where} was made by a newer release of this product (its schema is {held}, this release knows "
    "up to {known}). Install that release, or name another store."
)


def held_version(engine: Engine, where: str) -> str:
    """The schema version of a store; DataError for a newer one, StoreDamaged for what is no store."""
    with engine.connect() as connection:
        names = set(inspect(connection).get_table_names())
        if schema.schema_version.name not in names:
            raise StoreDamaged(
                "{where} is not a store of this product, or a part of it is missing: it has no table {table}. Name "
                "another, or restore a backup.",
                where=where,
                table=schema.schema_version.name,
            )
        held = connection.execute(select(schema.schema_version.c.version_num)).scalar()
        if held not in schema.VERSIONS:
            raise DataError(NEWER, where=where, held=str(held), known=schema.VERSIONS[-1])
        if held == schema.VERSIONS[-1]:
            _refuse_torn(names, where)
            _refuse_other(connection, where)
    return held


def _refuse_torn(names: set[str], where: str) -> None:
    """StoreDamaged when a table that every store of this version has is not there."""
    gone = sorted(
        t.name for t in schema.meta.tables.values() if t not in schema.DERIVED and t.name not in names
    )
    if gone:
        raise StoreDamaged(
            "A part of the store at {where} is missing: the table {table}. Restore a backup; it is not made anew "
            "beside the others.",
            where=where,
            table=gone[0],
        )


def _refuse_other(connection: Connection, where: str) -> None:
    """StoreDamaged when this is another part of a store, laid in the place of its data."""
    part = connection.execute(select(schema.store.c.part)).scalar()
    if part != schema.PART:
        raise StoreDamaged(
            "What stands at {where} in the place of the store's {wanted} is its part '{part}'. Put each part back "
            "under its own name.",
            where=where,
            wanted=schema.PART,
            part=str(part),
        )


def refuse_older(engine: Engine, where: str, held: str) -> None:
    """DataError for a store that a reader cannot use before it is upgraded, with the command that does it."""
    if held != schema.VERSIONS[-1]:
        raise DataError(OLDER, where=where, held=say("schema {number}", number=held))
    v, current = schema.versions, schema.current
    joined = v.join(current, current.c.version_id == v.c.version_id)
    with engine.connect() as connection:
        form = connection.execute(select(v.c.cells_form).select_from(joined)).scalar()
    if form not in (None, schema.CELLS_FORM):
        raise DataError(OLDER, where=where, held=say("its figures are kept in an older form"))
