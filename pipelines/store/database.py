"""Opening the store: a folder by default, PostgreSQL by URL, the same code above both."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine

from pipelines.questions.errors import DataError, StoreFault
from pipelines.questions.template import marked
from pipelines.store import first_release, folder, parts_present, server, shape
from pipelines.store.faults import out_of_reach
from pipelines.store.location import DATA, DEFAULT_URL, place_of
from pipelines.store.locking import only_writer
from pipelines.store.schema import VERSIONS
from pipelines.store.upgrading import Tell, upgrade
from pipelines.words.say import say

ABSENT = marked("There is no store at {where}. Build one first: cqi build PATH --database {where}")


def open_database(url: str = DEFAULT_URL, create: bool = False, tell: Tell = lambda line: None) -> Engine:
    """An engine for the store.

    `create` is for writing: it makes an absent store, upgrades an older one and adds what dimensions and
    contracts have come to need; `tell` gets a line about each. Without it an absent or older store is a
    DataError that names the command. StoreFault when the store is busy, damaged or out of reach.
    """
    place = place_of(url)
    if isinstance(place, Path):
        with out_of_reach(place):
            (_make_folder if create else _refuse_folder)(place, tell)
        engine, where = folder.engine_on(place / DATA), str(place)
    else:
        engine, where = server.engine_at(place), str(place)
    try:
        if not isinstance(place, Path):
            _prepare_server(engine, where, create, tell)
        _fit(engine, where, create, tell)
    except (DataError, StoreFault):
        engine.dispose()
        raise
    return engine


@contextmanager
def opened(url: str = DEFAULT_URL, create: bool = False, tell: Tell = lambda line: None) -> Iterator[Engine]:
    """The store for as long as one command needs it, and closed behind it."""
    engine = open_database(url, create, tell)
    try:
        yield engine
    finally:
        engine.dispose()


def refuse_absent(url: str) -> None:
    """DataError when there is no store of any release at this address, to be upgraded."""
    place = place_of(url)
    if isinstance(place, Path):
        with out_of_reach(place):
            there = _stands_in_folder(place)
    else:
        engine = server.engine_at(place)
        with engine.connect() as connection:
            there = server.holds_data(connection) or first_release.stands_on_server(connection)
        engine.dispose()
    if not there:
        raise DataError(ABSENT, where=str(place))


def _stands_in_folder(path: Path) -> bool:
    """Whether a store of any release is there; StoreDamaged when only parts of one are."""
    if path.is_file() or (path / DATA).is_file() or first_release.half_taken_in(path):
        return True
    folder.refuse_others(path)
    first_release.refuse_parts(path)
    return False


def _fit(engine: Engine, where: str, writes: bool, tell: Tell) -> None:
    """Nothing for a reader but to be refused; for a writer whatever the store lacks. Locks only if it does."""
    held = parts_present.held_version(engine, where)
    if not writes:
        parts_present.refuse_older(engine, where, held)
        return
    if held != VERSIONS[-1]:
        with only_writer(engine):
            upgrade(engine, held, tell)
    with engine.connect() as connection:
        found = shape.lacking(connection)
    if found:
        with only_writer(engine), engine.execution_options(writes=True).begin() as connection:
            shape.add(connection, shape.lacking(connection))
        tell(
            say(
                "Added to the store, as this release counts by it: {parts}.", parts=", ".join(map(str, found))
            )
        )


def _refuse_folder(path: Path, _tell: Tell) -> None:
    if first_release.half_taken_in(path):
        raise DataError(parts_present.OLDER, where=str(path), held=say("its upgrade was cut off"))
    if path.is_file():
        first_release.refuse_reading(path)
    if not (path / DATA).is_file():
        folder.refuse_others(path)
        first_release.refuse_parts(path)
        raise _absent_folder(path)


def _make_folder(path: Path, tell: Tell) -> None:
    if first_release.half_taken_in(path):
        first_release.complete(path)
    elif path.is_file():
        first_release.take_in(path, tell)
    elif not (path / DATA).is_file():
        folder.refuse_others(path)
        first_release.refuse_parts(path)
        if pair := _pair_beside(path):
            tell(
                say(
                    "A new store is made at {where}. A store of {release} stands at {pair}; to go on with it: "
                    "--database {pair}",
                    where=str(path),
                    release=say(first_release.RELEASE),
                    pair=str(pair),
                )
            )
        folder.make(path, shape.make)


def _absent_folder(path: Path) -> DataError:
    pair = _pair_beside(path)
    if pair is None:
        return DataError(ABSENT, where=str(path))
    return DataError(
        "There is no store at {where}. Build one first: cqi build PATH --database {where} A store of {release} "
        "stands at {pair}; to go on with it: --database {pair}",
        where=str(path),
        release=say(first_release.RELEASE),
        pair=str(pair),
    )


def _pair_beside(path: Path) -> Path | None:
    """A store of release 0.1.0 that has the folder's name with .db behind it."""
    pair = path.with_name(f"{path.name}.db")
    if path.name and pair.is_file() and first_release.facts_of(pair).is_file():
        return pair
    return None


def _prepare_server(engine: Engine, where: str, create: bool, tell: Tell) -> None:
    with engine.connect() as connection:
        if server.holds_data(connection):
            return
        old = first_release.stands_on_server(connection)
    if not create:
        if old:
            raise DataError(parts_present.OLDER, where=where, held=say(first_release.RELEASE))
        raise DataError(ABSENT, where=where)
    with only_writer(engine), engine.begin() as connection:
        server.make_schema(connection)
        (first_release.take_in_on_server if old else shape.make)(connection)
    if old:
        tell(
            say(
                "The store of {release} now stands in a schema of its own.",
                release=say(first_release.RELEASE),
            )
        )
