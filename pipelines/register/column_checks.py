"""Sources and columns that something names, held against the contracts."""

from collections.abc import Iterable, Iterator, Mapping

from pipelines.counting.contract import Contract
from pipelines.register.slips import unlisted


def column_slips(
    field: str, columns: Mapping[str, Iterable[str]], contracts: Mapping[str, Contract]
) -> Iterator[str]:
    """Sources and columns that no contract has."""
    yield from unlisted(f"{field}, source", columns, contracts)
    for source, names in columns.items():
        if source in contracts:
            yield from unlisted(
                f"{field}, column of {source}", names, (f.name for f in contracts[source].fields)
            )
