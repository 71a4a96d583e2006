"""The sources, in the order they are read: the organisation first, because other files speak of its units."""

from pipelines.counting.contract import Contract
from pipelines.questions.errors import DataError
from pipelines.sources import assignments, decisions, inquiries, organisation, positions, roster, surveys

CONTRACTS: tuple[Contract, ...] = (
    organisation.CONTRACT,
    roster.CONTRACT,
    inquiries.CONTRACT,
    positions.CONTRACT,
    assignments.CONTRACT,
    surveys.CONTRACT,
    decisions.CONTRACT,
)
SOURCES = tuple(c.source for c in CONTRACTS)


def contract(source: str) -> Contract:
    """The contract of a source; DataError listing the sources when there is no such one."""
    for listed in CONTRACTS:
        if listed.source == source:
            return listed
    raise DataError("There is no such source. Choose one of: {choices}.", choices=", ".join(SOURCES))
