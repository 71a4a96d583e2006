"""How long the office was open between two instants, and when an answer was due.

Every instant is local wall-clock time without a zone. An office keeps one window a day; a day is a row
of a table holding the open seconds before it, its opening and its closing second. The seconds an office
had been open by any instant are then two look-ups and a clip, and elapsed time is a difference of two.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import ArrayLike

DAY = 86_400
TICKS = {"s": 1, "ms": 10**3, "us": 10**6, "ns": 10**9}
CHUNK = 32_768
"""Rows worked on at once: small enough that every temporary stays in the processor's cache."""

Hours = Callable[[date], tuple[int, int] | None]


class CalendarRangeError(ValueError):
    """A date lies outside the dates the office calendar covers. `needed` holds (first, last) needed."""

    def __init__(self, covered: tuple[date, date], needed: tuple[date, date]):
        self.covered, self.needed = covered, needed
        super().__init__(
            f"The office calendar covers {covered[0]} to {covered[1]}, but {needed[0]} to {needed[1]} is "
            "needed: extend the calendar and its dated closures."
        )


@dataclass(frozen=True, eq=False)
class OfficeCalendar:
    """When an office is open, day by day. Make it with `office_calendar`. Times are seconds of the day."""

    first: date
    last: date
    opened_before: np.ndarray
    """Open seconds before each day; one entry more than there are days."""
    opening: np.ndarray
    closing: np.ndarray
    """0 and 0 on a closed day."""
    open_days: np.ndarray
    """Positions of the open days, counted from `first`."""
    open_days_before: np.ndarray
    """How many open days precede each day; one entry more than there are days."""

    @property
    def first_day(self) -> int:
        """Days from 1970-01-01 to the first day."""
        return (self.first - date(1970, 1, 1)).days

    @property
    def days(self) -> int:
        return len(self.opening)


def office_calendar(first: date, last: date, hours: Hours) -> OfficeCalendar:
    """The calendar of the days from `first` to `last`, both included.

    `hours` gives (opening minute, closing minute) of a local day, 0 to 1440, or None when it is closed.
    ValueError when `last` precedes `first` or a day does not open before it closes.
    """
    if last < first:
        raise ValueError(f"The office calendar ends ({last}) before it begins ({first}).")
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    windows = np.array([_window(day, hours(day)) for day in days], dtype=np.int64) * 60
    opening, closing = windows[:, 0].copy(), windows[:, 1].copy()
    is_open = closing > opening
    return OfficeCalendar(
        first,
        last,
        opened_before=_running_total(closing - opening),
        opening=opening,
        closing=closing,
        open_days=np.flatnonzero(is_open),
        open_days_before=_running_total(is_open),
    )


def _window(day: date, hours: tuple[int, int] | None) -> tuple[int, int]:
    if hours is None:
        return 0, 0
    opening, closing = hours
    if not 0 <= opening < closing <= 1440:
        raise ValueError(f"{day}: an office opens before it closes, between minutes 0 and 1440; got {hours}.")
    return opening, closing


def _running_total(counts: np.ndarray) -> np.ndarray:
    return np.concatenate([[0], np.cumsum(counts, dtype=np.int64)])


def elapsed_minutes(cal: OfficeCalendar, start: ArrayLike, end: ArrayLike) -> np.ndarray:
    """Whole minutes the office was open from `start` to `end`: int64, one per row, rounded down.

    `start` and `end` are local datetime64 arrays of one length, or one of them a single instant. An end
    before its start gives a negative number. CalendarRangeError outside the calendar; ValueError for a
    missing time (NaT) or a time that is not datetime64.
    """
    start, end, ticks = _paired(start, end)
    table = _DayTable.of(cal, ticks)
    minutes = np.empty(np.broadcast_shapes(start.shape, end.shape), dtype=np.int64)
    start, end = np.broadcast_to(start, minutes.shape), np.broadcast_to(end, minutes.shape)
    _check_coverage(cal, ticks, start, end)
    day, edge, opened = np.empty((3, min(CHUNK, minutes.size)), dtype=np.int64)
    for rows in _chunks(minutes.size):
        until, n = minutes[rows], len(minutes[rows])
        table.opened(start[rows], day[:n], edge[:n], opened[:n])
        table.opened(end[rows], day[:n], edge[:n], until)
        np.subtract(until, opened[:n], out=until)
        np.floor_divide(until, 60 * ticks, out=until)
    return minutes


@dataclass(frozen=True, eq=False)
class _DayTable:
    """The calendar in ticks of the data's own unit, arranged so that a look-up needs no second of the day."""

    cal: OfficeCalendar
    ticks: int
    before: np.ndarray
    after: np.ndarray
    shift: np.ndarray
    """Open ticks before the day less its opening instant: added to an instant inside the window, it gives
    the open ticks so far; `before` and `after` hold it in place outside."""

    @classmethod
    def of(cls, cal: OfficeCalendar, ticks: int) -> "_DayTable":
        opening_instant = (np.arange(cal.days) + cal.first_day) * DAY + cal.opening
        before, after = cal.opened_before[:-1], cal.opened_before[1:]
        return cls(cal, ticks, before * ticks, after * ticks, (before - opening_instant) * ticks)

    def opened(self, instants: np.ndarray, day: np.ndarray, edge: np.ndarray, out: np.ndarray) -> None:
        """Write the ticks the office had been open by each instant into `out`; the others are scratch."""
        _days_in(self.cal, instants, self.ticks, day)
        # mode="clip" lets numpy write straight into the buffer; coverage has been checked already.
        np.take(self.shift, day, out=out, mode="clip")
        np.add(out, instants, out=out)
        np.maximum(out, np.take(self.before, day, out=edge, mode="clip"), out=out)
        np.minimum(out, np.take(self.after, day, out=edge, mode="clip"), out=out)


def deemed_receipt(cal: OfficeCalendar, received: ArrayLike) -> np.ndarray:
    """When each receipt counts as received: itself while the office is open, else the next opening.

    datetime64[s], one per row; fractions of a second are dropped. Opening time is open, closing time is
    not. CalendarRangeError outside the calendar or when no opening is left in it; ValueError for NaT.
    """
    return _row_by_row(cal, received, lambda day, second: _instant(cal, day, second))


def due(cal: OfficeCalendar, received: ArrayLike, reading: str, hours: float = 24) -> np.ndarray:
    """The last instant at which an answer is on time: datetime64[s], one per row.

    A county decides what "24 business hours" means (there is no published definition). From the deemed
    receipt: "A" counts `hours` while the office is open, and may land on closing time; "B" is the same
    clock time on the next business day, held inside that day's hours; "C" is the close of the next
    business day. For B and C every 24 `hours` are one business day.
    CalendarRangeError when it falls beyond the calendar; ValueError for another reading, hours that do not
    fit it, or NaT.
    """
    if reading not in READINGS:
        raise ValueError(f"A reading of 24 business hours is one of {', '.join(READINGS)}; got {reading!r}.")
    allowed, landing = READINGS[reading]
    amount = allowed(hours)
    return _row_by_row(cal, received, lambda day, second: landing(cal, day, second, amount))


def _open_seconds_allowed(hours: float) -> int:
    if not 0 <= hours < float("inf"):
        raise ValueError(f"The hours allowed are zero or more; got {hours}.")
    return round(hours * 3600)


def _business_days_allowed(hours: float) -> int:
    if hours <= 0 or hours % 24:
        raise ValueError(f"Readings B and C count business days: the hours are 24, 48, ...; got {hours}.")
    return int(hours // 24)


def _business_clock(cal: OfficeCalendar, day: np.ndarray, second: np.ndarray, seconds: int) -> np.ndarray:
    target = cal.opened_before[day] + second - cal.opening[day] + seconds
    # side="left": time that runs out exactly at closing is due then, not at the next opening.
    landing = np.searchsorted(cal.opened_before[1:], target, side="left")
    _within(cal, landing, cal.days)
    at = _instant(cal, landing, cal.opening[landing] + target - cal.opened_before[landing])
    return np.maximum(at, _instant(cal, day, second))


def _same_clock_time(
    cal: OfficeCalendar, day: np.ndarray, second: np.ndarray, business_days: int
) -> np.ndarray:
    landing = _open_day(cal, cal.open_days_before[day] + business_days)
    return _instant(cal, landing, np.clip(second, cal.opening[landing], cal.closing[landing]))


def _close_of_business(
    cal: OfficeCalendar, day: np.ndarray, second: np.ndarray, business_days: int
) -> np.ndarray:
    landing = _open_day(cal, cal.open_days_before[day] + business_days)
    return _instant(cal, landing, cal.closing[landing])


READINGS = {
    "A": (_open_seconds_allowed, _business_clock),
    "B": (_business_days_allowed, _same_clock_time),
    "C": (_business_days_allowed, _close_of_business),
}


def _row_by_row(cal: OfficeCalendar, received: ArrayLike, answer: Callable) -> np.ndarray:
    """`answer(day, second)` of every deemed receipt, a chunk at a time."""
    received, ticks = _local(received)
    _check_coverage(cal, ticks, received)
    out = np.empty(received.shape, dtype="datetime64[s]")
    for rows in _chunks(received.size):
        out[rows] = answer(*_deemed(cal, received[rows], ticks))
    return out


def _deemed(cal: OfficeCalendar, received: np.ndarray, ticks: int) -> tuple[np.ndarray, np.ndarray]:
    """The open day (counted from the first) and the second of it at which each receipt counts."""
    day = _days_in(cal, received, ticks, np.empty_like(received))
    second = received // ticks - (day + cal.first_day) * DAY
    closed_by_then = second >= cal.closing[day]
    open_day = _open_day(cal, cal.open_days_before[day + closed_by_then])
    return open_day, np.maximum(np.where(closed_by_then, 0, second), cal.opening[open_day])


def _open_day(cal: OfficeCalendar, rank: np.ndarray) -> np.ndarray:
    _within(cal, rank, len(cal.open_days))
    return cal.open_days[rank]


def _within(cal: OfficeCalendar, position: np.ndarray, size: int) -> None:
    if position.max(initial=0) >= size:
        raise CalendarRangeError((cal.first, cal.last), (cal.first, cal.last + timedelta(days=1)))


def _instant(cal: OfficeCalendar, day: np.ndarray, second: np.ndarray) -> np.ndarray:
    return ((day + cal.first_day) * DAY + second).view("datetime64[s]")


def _days_in(cal: OfficeCalendar, instants: np.ndarray, ticks: int, out: np.ndarray) -> np.ndarray:
    """Each instant's day counted from the first of the calendar, written into `out`."""
    np.floor_divide(instants, DAY * ticks, out=out)
    return np.subtract(out, cal.first_day, out=out)


def _check_coverage(cal: OfficeCalendar, ticks: int, *columns: np.ndarray) -> None:
    """ValueError for a missing time; CalendarRangeError, naming all that is needed, for one outside."""
    edges = np.array([e for column in columns if column.size for e in (column.min(), column.max())], np.int64)
    if np.isnat(edges.view("datetime64[s]")).any():
        raise ValueError("A time is missing (NaT): keep rows without a time out of business-time questions.")
    days = edges // (DAY * ticks) - cal.first_day
    if days.size and not 0 <= days.min() <= days.max() < cal.days:
        needed = _date(cal, min(days.min(), 0)), _date(cal, max(days.max(), cal.days - 1))
        raise CalendarRangeError((cal.first, cal.last), needed)


def _date(cal: OfficeCalendar, day: int) -> date:
    # A mistyped year may lie beyond what a date can hold; the message then names the nearest it can.
    return date.fromordinal(min(max(cal.first.toordinal() + int(day), 1), date.max.toordinal()))


def _paired(start: ArrayLike, end: ArrayLike) -> tuple[np.ndarray, np.ndarray, int]:
    start, end = np.atleast_1d(np.asarray(start)), np.atleast_1d(np.asarray(end))
    if start.dtype.kind == end.dtype.kind == "M" and start.dtype != end.dtype:
        finer = np.promote_types(start.dtype, end.dtype)
        start, end = start.astype(finer), end.astype(finer)
    (start, ticks), (end, _) = _local(start), _local(end)
    return start, end, ticks


def _local(instants: ArrayLike) -> tuple[np.ndarray, int]:
    """The instants as int64 ticks since 1970, and how many ticks make a second."""
    instants = np.atleast_1d(np.asarray(instants))
    if instants.dtype.kind != "M" or instants.ndim > 1:
        raise ValueError(f"Local times without a zone (datetime64) are needed; got {instants.dtype}.")
    instants = instants.astype(np.promote_types(instants.dtype, "datetime64[s]"), copy=False)
    unit, multiple = np.datetime_data(instants.dtype)
    if unit not in TICKS or multiple != 1:
        raise ValueError(f"Local times in s, ms, us or ns are needed; got {instants.dtype}.")
    return instants.view(np.int64), TICKS[unit]


def _chunks(size: int) -> Iterator[slice]:
    return (slice(low, low + CHUNK) for low in range(0, size, CHUNK))
