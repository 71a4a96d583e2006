"""Facts to additive cells: long rows of (period, organisation, dimensions, part, bin, value).

A cell's value is an int64 (a count, minutes, or FTE in billionths times days), so that merging in
any order gives the same bytes. A question adds cells up; nothing is divided before that.
"""

from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd

from pipelines.questions.dimensions import CELL_DIMENSIONS

ORGANISATION = ("division_then", "unit_then", "division_now", "unit_now")
KEYS = ("grain", "period", *ORGANISATION, *CELL_DIMENSIONS)
COLUMNS = (*KEYS, "part", "bin", "value")
WHOLE = "*"
"""In place of a value, where parts do not add up to their total: the total's own cells."""


def tally(
    facts: pd.DataFrame,
    parts: Mapping[str, pd.Series | np.ndarray],
    dimensions: Iterable[str] = (),
    bins: Mapping[str, pd.Series | np.ndarray] | None = None,
    grain: str = "month",
) -> pd.DataFrame:
    """Cells of the given parts: one row for each combination of keys, part and bin that is not 0.

    `facts` needs `period` and the four organisation columns; `dimensions` are those columns of the
    facts that stay apart. `parts` are integer or boolean columns aligned with the facts; a part named
    in `bins` is spread over those bin numbers.
    """
    if facts.empty:
        return empty()
    keys = [*ORGANISATION, *dimensions]
    base = facts[["period", *keys]].assign(grain=grain)
    frames = []
    for part, amount in parts.items():
        values = np.asarray(amount).astype("int64")
        spread = np.asarray(bins[part]).astype("int64") if bins and part in bins else np.int64(0)
        rows = base.assign(bin=spread, value=values)[values != 0]
        frames.append(rows.assign(part=part))
    return merge(frames)


def empty() -> pd.DataFrame:
    """No cells, in the right columns and types."""
    frame = pd.DataFrame({c: pd.Series(dtype="str") for c in COLUMNS})
    return frame.astype({"bin": "int64", "value": "int64"})


def merge(frames: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """Add cells up: cells of A and cells of B give the cells of both, in one fixed order."""
    frames = [f for f in frames if not f.empty]
    if not frames:
        return empty()
    rows = pd.concat(frames, ignore_index=True)
    for column in KEYS:
        if column not in rows:
            rows[column] = ""
    keys = [c for c in COLUMNS if c != "value"]
    rows[list(KEYS)] = rows[list(KEYS)].fillna("")
    grouped = rows.groupby(keys, sort=True, observed=True)["value"].sum()
    return grouped[grouped != 0].reset_index()[list(COLUMNS)]


def roll_up(cells: pd.DataFrame) -> pd.DataFrame:
    """The same cells by period and organisation alone: the small table most questions need."""
    return merge([cells.assign(**{d: "" for d in CELL_DIMENSIONS})])
