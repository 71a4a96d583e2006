"""The rows of every work list that a source declares, or the reason why there are none."""

from collections.abc import Callable, Iterator

import pandas as pd

from pipelines.building.engine import lacking
from pipelines.counting.facts import Facts
from pipelines.counting.places import PLACES
from pipelines.counting.work_list import WorkList
from pipelines.register.sources import WORK_LISTS
from pipelines.store.built import Listed


def list_work(facts: Facts, progress: Callable[[str], None] = lambda step: None) -> Iterator[Listed]:
    """One Listed a work list, in the order of the sources."""
    for wanted in WORK_LISTS.values():
        progress(f"listing {wanted.title}")
        yield list_one(wanted, facts)


def list_one(wanted: WorkList, facts: Facts) -> Listed:
    """The rows of one list; none and a reason when its sources lack what it needs."""
    if why := lacking(wanted.needs, facts):
        return Listed(wanted.id, why, None, pd.DataFrame())
    through = min(facts.through[s] for s in wanted.needs)
    return Listed(wanted.id, "", through, wanted.make(facts)[[*PLACES, *wanted.kept]])
