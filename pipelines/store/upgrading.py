"""An older store brought up to this release's shape: Alembic's steps, in order, in one transaction."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection, Engine

from pipelines.store.faults import of_sqlite, out_of_reach
from pipelines.store.folder import connect, private_file
from pipelines.words.say import say

UPGRADES = Path(__file__).parent / "upgrades"
Tell = Callable[[str], None]


def upgrade(engine: Engine, held: str, tell: Tell = lambda line: None) -> None:
    """All upgrades after the version `held`; on SQLite a copy of what was is kept beside it first."""
    if engine.dialect.name == "sqlite":
        data = Path(engine.url.database or "")
        kept = data.with_name(f"data.before-upgrade-of-{held}.sqlite")
        _keep_copy(data, kept)
        tell(
            say(
                "The store as it was is kept in {kept}. It holds what later releases keep no longer, such as the "
                "numbers of workers: delete it once you have looked at the new one.",
                kept=str(kept),
            )
        )
    with engine.execution_options(writes=True).begin() as connection:
        run_steps(connection)


def _keep_copy(data: Path, kept: Path) -> None:
    try:
        with out_of_reach(kept):
            copy(data, kept)
    except sqlite3.Error as problem:
        raise of_sqlite(data)(problem) from problem


def run_steps(connection: Connection) -> None:
    """The upgrades that the store's schema version does not have yet, inside the caller's transaction."""
    # Imported here: whoever only reads need not wait for it.
    from alembic.config import Config
    from alembic.operations import Operations
    from alembic.runtime.migration import MigrationContext
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(UPGRADES))
    config.set_main_option("version_locations", str(UPGRADES))
    config.set_main_option("path_separator", "newline")
    scripts = ScriptDirectory.from_config(config)
    context = MigrationContext.configure(connection, opts={"version_table": "schema_version"})
    ahead = reversed(list(scripts.iterate_revisions("head", context.get_current_revision() or "base")))
    with Operations.context(context):
        for step in ahead:
            step.module.upgrade()
            context.stamp(scripts, step.revision)


def copy(data: Path, kept: Path) -> None:
    """A whole copy of a database at one moment, while others read it or hold it. Raises sqlite3.Error."""
    kept.unlink(missing_ok=True)
    private_file(kept)
    # Not the driver's backup(): that waits for a lock without end.
    with closing(connect(data)) as source:
        source.execute("VACUUM INTO ?", (str(kept),))
