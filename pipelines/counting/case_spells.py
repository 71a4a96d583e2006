"""Spells of one worker carrying one case, and what a case weighs against the standard."""

from collections.abc import Mapping
from datetime import date

import numpy as np
import pandas as pd

from pipelines.counting.facts import day_number
from pipelines.counting.fte import FTE
from pipelines.counting.places import PLACES
from pipelines.profile.agency import CaseloadStandard


def case_spells(lines: pd.DataFrame, by_family: frozenset[str], last: date) -> pd.DataFrame:
    """Disjoint spells of one worker carrying one case: columns of the first line, `start`, `end`, `case`.

    In components counted by family, siblings with one worker are one case; elsewhere each child is.
    Overlapping or touching lines of one case become one spell, so no day counts twice. Days are int64
    from 1970-01-01, both included.
    """
    family_counts = lines["component"].isin(by_family) & (lines["family_id"] != "")
    case = lines["child_id"].where(lines["child_id"] != "", lines["family_id"])
    case = lines["family_id"].where(family_counts, case)
    spells = lines.assign(
        case=case.where(case != "", lines["assignment_id"]),
        start=day_number(lines["started_on"]),
        end=day_number(lines["ended_on"].fillna(pd.Timestamp(last))),
    )
    spells = spells[spells["end"] >= spells["start"]]
    keys = ["worker_id", "component", "case", *PLACES]
    spells = spells.sort_values([*keys, "start", "end"]).reset_index(drop=True)
    group = spells.groupby(keys, sort=False).ngroup().to_numpy()
    return _united(spells, group)


def _united(spells: pd.DataFrame, group: np.ndarray) -> pd.DataFrame:
    """Rows in order of group and start, with overlapping ones joined."""
    reach = spells.groupby(group, sort=False)["end"].cummax().to_numpy()
    begins = np.ones(len(spells), dtype=bool)
    begins[1:] = (group[1:] != group[:-1]) | (spells["start"].to_numpy()[1:] > reach[:-1] + 1)
    which = np.cumsum(begins) - 1
    ends = spells["end"].groupby(which).max()
    return spells[begins].reset_index(drop=True).assign(end=ends.to_numpy())


def weights(standards: Mapping[str, CaseloadStandard]) -> dict[str, int]:
    """The billionths of a full load one case is, by component.

    Rounded down, so that exactly the standard is never read as over it.
    """
    return {c: int(FTE / s.cases_per_worker) for c, s in standards.items()}
