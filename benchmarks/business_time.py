"""Elapsed business time: nanoseconds a row, ours against numpy's business days and row-wise pandas.

    python -m benchmarks.business_time [ROWS]

Read the ratios, which come from one run on one machine, not the nanoseconds. The goals: at most 20 ns a row,
and at least 5,000 times as fast as row by row.
"""

import sys
from datetime import date, timedelta
from time import perf_counter

import numpy as np
import pandas as pd

from pipelines.stats.business_time import due, elapsed_minutes, office_calendar

OPENING, CLOSING = 8, 17
FIRST, LAST = date(2020, 1, 1), date(2026, 12, 31)
HOLIDAYS = [date(year, month, 1) for year in range(2020, 2027) for month in (1, 9)]
FEW = 300
"""Rows for the row-wise methods, which would take an hour for all of them."""


def hours(day):
    return None if day.weekday() > 4 or day in HOLIDAYS else (OPENING * 60, CLOSING * 60)


def sample(rows, seed=1):
    """Receipts over five years and answers up to ten days later: two datetime64[us] columns."""
    random = np.random.default_rng(seed)
    second = 1_000_000
    start = np.datetime64("2021-01-04", "us") + random.integers(0, 5 * 365 * 86_400, rows) * second
    return start, start + random.integers(0, 10 * 86_400, rows) * second


def business_days_and_clip(start, end):
    """The same minutes from numpy's business-day functions, a whole column at once."""
    calendar = np.busdaycalendar(holidays=HOLIDAYS)

    def opened(instants):
        day = instants.astype("datetime64[D]")
        second = (instants - day).astype(np.int64) // 1_000_000
        today = np.clip(second, OPENING * 3600, CLOSING * 3600) - OPENING * 3600
        full = np.busday_count(np.datetime64(FIRST), day, busdaycal=calendar) * (CLOSING - OPENING) * 3600
        return full + np.where(np.is_busday(day, busdaycal=calendar), today, 0)

    return (opened(end) - opened(start)) // 60


def row_by_row(start, end):
    """Whole open hours, the way they are often counted: a range of pandas business hours for each row."""
    hour = pd.offsets.CustomBusinessHour(start=f"{OPENING:02}:00", end=f"{CLOSING}:00", holidays=HOLIDAYS)
    return [
        len(pd.date_range(a, b, freq=hour)) for a, b in zip(pd.Series(start), pd.Series(end), strict=True)
    ]


def nanoseconds_a_row(method, start, end, repeats):
    """The best of some repeats, and the answer."""
    best = np.inf
    for _ in range(repeats):
        began = perf_counter()
        answer = method(start, end)
        best = min(best, perf_counter() - began)
    return best / len(start) * 1e9, answer


def main(rows):
    cal = office_calendar(FIRST, LAST + timedelta(days=31), hours)
    start, end = sample(rows)
    ours, minutes = nanoseconds_a_row(lambda a, b: elapsed_minutes(cal, a, b), start, end, 5)
    days, same = nanoseconds_a_row(business_days_and_clip, start, end, 2)
    if (minutes != same).any():
        raise SystemExit("The two methods disagree: the comparison means nothing.")
    by_row, _ = nanoseconds_a_row(row_by_row, start[:FEW], end[:FEW], 1)
    print(f"{rows:,} rows\n{'method':44}{'ns a row':>12}{'x ours':>10}")
    print(f"{'elapsed_minutes, table by day':44}{ours:12,.1f}{1:10,.1f}")
    print(f"{'numpy business days and clip':44}{days:12,.1f}{days / ours:10,.1f}")
    print(f"{f'pandas CustomBusinessHour, {FEW} rows':44}{by_row:12,.0f}{by_row / ours:10,.0f}")
    for reading in "ABC":
        each, _ = nanoseconds_a_row(lambda a, b, r=reading: due(cal, a, r), start, end, 2)
        print(f"{f'due, reading {reading}':44}{each:12,.1f}{each / ours:10,.1f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5_000_000)
