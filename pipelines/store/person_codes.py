"""The codes under which people of the agency are kept, and the one private table that tells whose they are.

A number of the county's staff files is replaced by a random code before a row is kept, the same number by the same
code for ever. No row, page, file or log holds the number; whoever may read the store's folder can ask `cqi who`.
"""

import secrets
from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, insert, select

from pipelines.store import schema

LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Nothing that is taken for another letter or figure when it is read aloud or copied."""
LENGTH = 6
"""A thousand million codes: nobody guesses one, and two people hardly ever meet in one."""
PREFIX = "P-"


def known(connection: Connection) -> dict[str, str]:
    """Number -> code, of everybody the store has met."""
    people = schema.people
    return {row.number: row.code for row in connection.execute(select(people.c.number, people.c.code))}


def with_new(held: Mapping[str, str], numbers: Iterable[str]) -> dict[str, str]:
    """Codes for those of `numbers` that have none yet; never one that is taken. Empty numbers name nobody."""
    taken, found = set(held.values()), {}
    for number in sorted({n for n in numbers if n} - set(held)):
        code = _code()
        while code in taken:
            code = _code()
        taken.add(code)
        found[number] = code
    return found


def _code() -> str:
    # From the system's randomness, and not from the number: a code that follows from it could be worked out.
    return PREFIX + "".join(secrets.choice(LETTERS) for _ in range(LENGTH))


def keep(connection: Connection, codes: Mapping[str, str]) -> None:
    """Write new codes down, beside those there are."""
    if codes:
        rows = [{"number": number, "code": code} for number, code in codes.items()]
        connection.execute(insert(schema.people), rows)


def number_of(connection: Connection, code: str) -> str | None:
    """The number of a code, however its letters are written; None where nobody has it."""
    people = schema.people
    chosen = select(people.c.number).where(people.c.code == code.strip().upper())
    return connection.execute(chosen).scalar()
