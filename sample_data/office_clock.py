"""The office clock the answers are timed on. It shares no code with the product's own clock."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from sample_data.closures import closures

DAY = 1440
OPEN, CLOSE, NOON = 8 * 60, 17 * 60, 12 * 60


@dataclass(frozen=True)
class OfficeClock:
    """Day by day from `origin`: opening and closing in minutes since its midnight (equal: closed)."""

    origin: np.datetime64
    opening: np.ndarray
    closing: np.ndarray
    opened_by: np.ndarray
    """Office minutes up to the end of each day."""
    next_open: np.ndarray
    """The first open day after each day."""

    def minutes(self, instants: np.ndarray) -> np.ndarray:
        """Instants (datetime64) as whole minutes since the origin."""
        return (instants.astype("datetime64[m]") - self.origin).astype("int64")

    def instants(self, minutes: np.ndarray) -> np.ndarray:
        """Minutes since the origin as datetime64[m]."""
        return self.origin + minutes.astype("timedelta64[m]")


def office_clock(first: date, last: date) -> OfficeClock:
    """Monday to Friday 08:00-17:00, less the closures; from midnight of `first` to the end of `last`."""
    special = {day: hours for day, _, hours in closures()}
    days = [first + timedelta(n) for n in range((last - first).days + 1)]
    midnight = np.arange(len(days)) * DAY
    closes = np.array([_closing(day, special) for day in days])
    is_open = closes > OPEN
    ranks = np.where(is_open, np.arange(len(days)), len(days))
    following = np.minimum.accumulate(ranks[::-1])[::-1]
    return OfficeClock(
        origin=np.datetime64(first, "m"),
        opening=midnight + OPEN,
        closing=midnight + closes,
        opened_by=np.cumsum(closes - OPEN),
        next_open=np.append(following[1:], len(days)),
    )


def _closing(day: date, special: dict[date, str]) -> int:
    if day.weekday() >= 5:
        return OPEN
    hours = special.get(day)
    if hours is None:
        return CLOSE
    return NOON if hours else OPEN


def deemed_receipt(clock: OfficeClock, received: np.ndarray) -> np.ndarray:
    """The minute the clock starts: receipt itself, or the next opening. At closing time it is closed."""
    day = received // DAY
    today = (clock.closing[day] > clock.opening[day]) & (received < clock.closing[day])
    return np.where(today, np.maximum(received, clock.opening[day]), clock.opening[clock.next_open[day]])


def due_next_business_day(clock: OfficeClock, deemed: np.ndarray) -> np.ndarray:
    """Reading B: the same clock time on the next business day, inside that day's hours."""
    landing = clock.next_open[deemed // DAY]
    return np.clip(landing * DAY + deemed % DAY, clock.opening[landing], clock.closing[landing])


def office_minutes(clock: OfficeClock, minute: np.ndarray) -> np.ndarray:
    """Minutes the office has been open from the origin to that minute."""
    day = minute // DAY
    length = clock.closing[day] - clock.opening[day]
    return clock.opened_by[day] - length + np.clip(minute - clock.opening[day], 0, length)


def minute_of(clock: OfficeClock, opened: np.ndarray) -> np.ndarray:
    """The earliest minute by which the office had been open so many minutes; undoes office_minutes."""
    day = np.searchsorted(clock.opened_by, opened, side="left")
    return clock.closing[day] - (clock.opened_by[day] - opened)
