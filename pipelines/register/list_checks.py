"""Work lists held against the contracts and the slots that their words come from."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from pipelines.counting.contract import Contract
from pipelines.counting.work_list import TYPES, WorkList
from pipelines.questions.standing import LIST
from pipelines.register.column_checks import column_slips
from pipelines.register.slips import unlisted
from pipelines.register.stand_checks import stand_slips

ID = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")


def list_slips(listed: WorkList, contracts: Mapping[str, Contract]) -> Iterator[str]:
    """What is wrong with one work list."""
    if not ID.fullmatch(listed.id):
        yield "an id is small letters and figures, with _ between words: it names a table of the store"
    yield from unlisted("type of what is kept", listed.kept.values(), TYPES)
    yield from column_slips("needs", listed.needs, contracts)
    yield from stand_slips(listed.stands, LIST, columns=tuple(key for key, _ in listed.columns))


def once_only_slips(file: str, contracts: Mapping[str, Contract]) -> Iterator[str]:
    """Ids that another list has too, and what only one source may say of itself."""
    ids = Counter(listed.id for contract in contracts.values() for listed in contract.work_lists)
    for listed in contracts[file].work_lists:
        if ids[listed.id] > 1:
            yield f"work list {listed.id!r}: the id is in use by another list"
    for word in ("places", "leads"):
        if getattr(contracts[file], word) and sum(getattr(c, word) for c in contracts.values()) > 1:
            yield f"{word}: another source says so too"
