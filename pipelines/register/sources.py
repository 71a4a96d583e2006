"""The sources, in the order they are read: the organisation first, because other files speak of its units."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pipelines.sources
from pipelines.counting.contract import Contract
from pipelines.questions.errors import DataError
from pipelines.register.contract_checks import contract_slips
from pipelines.register.files import Declared, declared, path_of
from pipelines.register.list_checks import list_slips, once_only_slips
from pipelines.register.slips import Slip
from pipelines.register.stand_checks import Standing

ORDER = ("organisation", "roster", "inquiries", "positions", "assignments", "surveys", "decisions")
"""Written out, because it is a decision: a source is its file and its place here."""
LISTED = "ORDER of pipelines/register/sources.py"


def found() -> Declared[Contract]:
    """Every contract a file declares, by file name."""
    return declared(pipelines.sources, "CONTRACT", Contract)


def slips() -> tuple[Slip, ...]:
    """What is wrong with the sources: files without a contract or a place in the order, and wrong words."""
    read = found()
    told = [
        *read.slips,
        *(Slip(_path(file), says) for file in read.things for says in _wrong(file, read.things)),
    ]
    absent = set(ORDER) - set(read.things) - {Path(slip.file).stem for slip in read.slips}
    return (
        *told,
        *(Slip(_path(file), f"there is no such file, though {LISTED} names it") for file in absent),
    )


def _wrong(file: str, contracts: Mapping[str, Contract]) -> Iterator[str]:
    if file not in ORDER:
        yield f"{file!r} has no place in {LISTED}"
    yield from contract_slips(file, contracts[file])
    for listed in contracts[file].work_lists:
        yield from (f"work list {listed.id!r}: {says}" for says in list_slips(listed, contracts))
    yield from once_only_slips(file, contracts)


def standing() -> Iterator[Standing]:
    """Where the work lists of the sources stand."""
    for file, contract in found().things.items():
        yield from (Standing(_path(file), listed.id, listed.stands) for listed in contract.work_lists)


def _path(file: str) -> str:
    return path_of(pipelines.sources, file)


def _sound() -> tuple[Contract, ...]:
    """Contracts fit to make tables of. What is wrong with the others is told when the register is read."""
    things = found().things
    return tuple(things[s] for s in ORDER if s in things and not any(_wrong(s, things)))


CONTRACTS = _sound()
SOURCES = tuple(c.source for c in CONTRACTS)
WORK_LISTS = {listed.id: listed for c in CONTRACTS for listed in c.work_lists}
"""Every work list by id, in the order of the sources that declare them."""


def contract(source: str) -> Contract:
    """The contract of a source; DataError listing the sources when there is no such one."""
    for listed in CONTRACTS:
        if listed.source == source:
            return listed
    raise DataError("There is no such source. Choose one of: {choices}.", choices=", ".join(SOURCES))
