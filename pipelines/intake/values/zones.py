"""Times into the county's own time zone. Hours that the clocks skip or repeat are told, not guessed."""

import numpy as np
import pandas as pd

from pipelines.intake.problems import Fault
from pipelines.intake.values.moments import Moments

CHECK_CLOCK = "look the time up in the source, or export times with their offset from UTC"


def to_local(field: str, moments: Moments, written_in: str, county: str) -> tuple[np.ndarray, list[Fault]]:
    """Naive datetime64[s] in the zone `county`, and the faults of hours that do not exist or exist twice.

    Times without an offset are in the zone `written_in`; a date without a time stays the day it is.
    """
    times = pd.Series(moments.times)
    has_offset = ~np.isnan(moments.offset)
    naive = ~has_offset & ~moments.date_only & times.notna().to_numpy()
    local, faults = times.to_numpy(copy=True), []
    if naive.any():
        local[naive], absent, twice = _from_zone(times[naive], written_in, county)
        faults += _clock_faults(field, naive, absent, twice)
    if has_offset.any():
        seconds = np.where(has_offset, moments.offset, 0).astype("int64")
        utc = (times - pd.to_timedelta(seconds, unit="s"))[has_offset]
        local[has_offset] = _wall(utc.dt.tz_localize("UTC"), county)
    return local.astype("datetime64[s]"), faults


def _from_zone(times: pd.Series, written_in: str, county: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The times on the county's clock, and which fall into a skipped hour and into a repeated one."""
    localised = times.dt.tz_localize(written_in, ambiguous="NaT", nonexistent="NaT")
    lost = localised.isna().to_numpy()
    absent = np.zeros(len(times), dtype=bool)
    if lost.any():
        shifted = times[lost].dt.tz_localize(written_in, ambiguous="NaT", nonexistent="shift_forward")
        absent[lost] = shifted.notna().to_numpy()
    return _wall(localised, county), absent, lost & ~absent


def _wall(times: pd.Series, zone: str) -> np.ndarray:
    return times.dt.tz_convert(zone).dt.tz_localize(None).to_numpy()


def _clock_faults(field: str, naive: np.ndarray, absent: np.ndarray, twice: np.ndarray) -> list[Fault]:
    found = (
        ("absent_local_time", "the clocks skipped this hour in spring", absent),
        ("ambiguous_local_time", "this hour came twice when the clocks went back", twice),
    )
    faults = []
    for code, reason, some in found:
        if some.any():
            where = np.zeros(len(naive), dtype=bool)
            where[np.flatnonzero(naive)[some]] = True
            faults.append(Fault(field, code, reason, CHECK_CLOCK, where))
    return faults
