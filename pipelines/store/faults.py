"""What a database says when it cannot, as one sentence: the only place where its errors are read."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine, event
from sqlalchemy.engine import ExceptionContext

from pipelines.questions.errors import StoreBusy, StoreDamaged, StoreFault

BUSY = "Another load is running on this store. Nothing was changed; try again when it has ended."
FULL = (
    "There is no space left for the store. Nothing was published and the figures of before stand: make space "
    "and build again."
)
UNKNOWN = "The store could not do what was asked of it ({kind}). Nothing was changed."

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
            f"{where} cannot be opened or written: {said}. See to it that you may read and write that folder, or name "
            "another."
        ) from problem


def of_sqlite(data: Path) -> Reading:
    """How errors of the SQLite database at `data` read."""
    store, known = data.parent, {
        sqlite3.SQLITE_BUSY: (StoreBusy, BUSY),
        sqlite3.SQLITE_LOCKED: (StoreBusy, BUSY),
        sqlite3.SQLITE_FULL: (StoreFault, FULL),
    }  # fmt: skip
    unreadable = (
        f"{data} is damaged, or it is no store of this product. Move it away and put {backup_words(data)} "
        "in its place; do not build anew beside it, which would lose the rows it keeps."
    )
    known |= dict.fromkeys((sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB), (StoreDamaged, unreadable))
    denied = (
        f"{data} cannot be opened or written. See to it that it is there and that you may write to {store}."
    )
    known |= dict.fromkeys(
        (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM), (StoreFault, denied)
    )
    known[sqlite3.SQLITE_IOERR] = (
        StoreFault,
        f"{data} could not be read or written: the disk failed or is full. Nothing was published.",
    )

    def read(problem: BaseException) -> StoreFault:
        # A text that is no text has no code: only damage puts one there.
        code = getattr(problem, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF
        kind, words = known.get(code, (StoreFault, UNKNOWN.format(kind=type(problem).__name__)))
        lacking = code == sqlite3.SQLITE_ERROR and str(problem).startswith("no such")
        return StoreDamaged(f"A part of the store is missing. {unreadable}") if lacking else kind(words)

    return read


def backup_words(data: Path) -> str:
    """What to restore: a copy that an upgrade made beside it, or else the county's own backup."""
    copies = sorted(data.parent.glob("data.before-*.sqlite")) + sorted(
        data.parent.parent.glob(f"{data.parent.stem}.release-*")
    )
    return "a backup" + (f" (or the copy {copies[-1]})" if copies else "")


SERVER_SAID = {
    "55P03": (StoreBusy, BUSY),
    "40P01": (StoreBusy, BUSY),
    "57014": (StoreBusy, BUSY),
    "53100": (StoreFault, FULL),
    "42501": (StoreFault, "The database server does not let this user do that. Ask who looks after it."),
}
MISSING = {"42P01": "table", "42703": "column", "3F000": "schema"}
AWAY = "The database server does not answer, or does not let this user in. Check the address."
CORRUPT = ("XX001", "XX002")


def of_postgresql(problem: BaseException) -> StoreFault:
    """How an error of the server reads, by its SQLSTATE; without one it was never reached."""
    state = getattr(problem, "sqlstate", None) or ""
    if not state or state[:2] in ("08", "28", "57", "3D") and state not in SERVER_SAID:
        return StoreFault(AWAY)
    if state in MISSING:
        return StoreDamaged(
            f"The store lacks a {MISSING[state]} it should have. Restore a backup of the database."
        )
    if state in CORRUPT:
        return StoreDamaged("The database is damaged. Restore a backup of it.")
    kind, words = SERVER_SAID.get(state, (StoreFault, UNKNOWN.format(kind=type(problem).__name__)))
    return kind(words)
