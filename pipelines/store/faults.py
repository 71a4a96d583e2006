"""What a database says when it cannot, as one sentence: the only place where its errors are read."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine, event
from sqlalchemy.engine import ExceptionContext

from pipelines.questions.errors import StoreBusy, StoreDamaged, StoreFault
from pipelines.questions.template import marked
from pipelines.words.say import say

BUSY = marked("Another load is running on this store. Nothing was changed; try again when it has ended.")
FULL = marked(
    "There is no space left for the store. Nothing was published and the figures of before stand: make space "
    "and build again."
)
UNKNOWN = marked("The store could not do what was asked of it ({kind}). Nothing was changed.")

Reading = Callable[[BaseException], StoreFault]


def tell_faults(engine: Engine, read: Reading) -> None:
    """From here on every error of the engine's database is raised as the StoreFault that `read` makes of it."""

    def told(context: ExceptionContext) -> StoreFault | None:
        ours = context.sqlalchemy_exception is None
        return None if ours else read(context.original_exception)

    event.listen(engine, "handle_error", told, retval=True)


@contextmanager
def out_of_reach(where: object) -> Iterator[None]:
    """What the system says of a folder or file at `where` (no access, no such name) is raised as a StoreFault."""
    try:
        yield
    except OSError as problem:
        said = problem.strerror or type(problem).__name__
        raise StoreFault(
            "{where} cannot be opened or written: {said}. See to it that you may read and write that folder, or name "
            "another.",
            where=str(where),
            said=said,
        ) from problem


UNREADABLE = marked(
    "{data} is damaged, or it is no store of this product. Move it away and put {backup} in its place; do not build "
    "anew beside it, which would lose the rows it keeps."
)
LACKING = marked(
    "A part of the store is missing. {data} is damaged, or it is no store of this product. Move it away and put "
    "{backup} in its place; do not build anew beside it, which would lose the rows it keeps."
)
DENIED = marked(
    "{data} cannot be opened or written. See to it that it is there and that you may write to {folder}."
)
FAILED = marked("{data} could not be read or written: the disk failed or is full. Nothing was published.")

SQLITE_SAID = {
    sqlite3.SQLITE_BUSY: (StoreBusy, BUSY),
    sqlite3.SQLITE_LOCKED: (StoreBusy, BUSY),
    sqlite3.SQLITE_FULL: (StoreFault, FULL),
    sqlite3.SQLITE_CORRUPT: (StoreDamaged, UNREADABLE),
    sqlite3.SQLITE_NOTADB: (StoreDamaged, UNREADABLE),
    sqlite3.SQLITE_READONLY: (StoreFault, DENIED),
    sqlite3.SQLITE_CANTOPEN: (StoreFault, DENIED),
    sqlite3.SQLITE_PERM: (StoreFault, DENIED),
    sqlite3.SQLITE_IOERR: (StoreFault, FAILED),
}


def of_sqlite(data: Path) -> Reading:
    """How errors of the SQLite database at `data` read."""

    def read(problem: BaseException) -> StoreFault:
        # A text that is no text has no code: only damage puts one there.
        code = getattr(problem, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF
        kind, words = SQLITE_SAID.get(code, (StoreFault, UNKNOWN))
        if code == sqlite3.SQLITE_ERROR and str(problem).startswith("no such"):
            kind, words = StoreDamaged, LACKING
        places = {
            "data": str(data),
            "backup": backup_words(data),
            "folder": str(data.parent),
            "kind": type(problem).__name__,
        }
        return kind(words, **places)

    return read


def backup_words(data: Path) -> str:
    """What to restore: a copy that an upgrade made beside it, or else the county's own backup."""
    copies = sorted(data.parent.glob("data.before-*.sqlite")) + sorted(
        data.parent.parent.glob(f"{data.parent.stem}.release-*")
    )
    return say("a backup (or the copy {copy})", copy=str(copies[-1])) if copies else say("a backup")


DAMAGED = marked("The database is damaged. Restore a backup of it.")
SERVER_SAID = {
    "55P03": (StoreBusy, BUSY),
    "40P01": (StoreBusy, BUSY),
    "57014": (StoreBusy, BUSY),
    "53100": (StoreFault, FULL),
    "42501": (
        StoreFault,
        marked("The database server does not let this user do that. Ask who looks after it."),
    ),
    "42P01": (
        StoreDamaged,
        marked("The store lacks a table it should have. Restore a backup of the database."),
    ),
    "42703": (
        StoreDamaged,
        marked("The store lacks a column it should have. Restore a backup of the database."),
    ),
    "3F000": (
        StoreDamaged,
        marked("The store lacks a schema it should have. Restore a backup of the database."),
    ),
    "XX001": (StoreDamaged, DAMAGED),
    "XX002": (StoreDamaged, DAMAGED),
}
AWAY = marked("The database server does not answer, or does not let this user in. Check the address.")


def of_postgresql(problem: BaseException) -> StoreFault:
    """How an error of the server reads, by its SQLSTATE; without one it was never reached."""
    state = getattr(problem, "sqlstate", None) or ""
    if not state or state[:2] in ("08", "28", "57", "3D") and state not in SERVER_SAID:
        return StoreFault(AWAY)
    kind, words = SERVER_SAID.get(state, (StoreFault, UNKNOWN))
    return kind(words, kind=type(problem).__name__)
