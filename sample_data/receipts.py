"""When inquiries arrive: by season, weekday, holiday, month end, channel and hour."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from sample_data.closures import closures
from sample_data.marigold import FIRST, LAST
from sample_data.office_clock import CLOSE, DAY, NOON, OPEN, OfficeClock

EXPECTED = 6000
_MONTHS = (1.02, 1.00, 1.06, 1.05, 1.10, 0.92, 0.80, 0.92, 1.08, 1.12, 0.98, 0.84)
_WEEKDAYS = (1.25, 1.10, 1.00, 1.00, 0.95, 0.22, 0.15)
_CLOSED, _MONTH_END = 0.2, 1.2
CHANNELS = {"phone": 0.46, "email": 0.23, "text": 0.08, "in_person": 0.09, "letter": 0.03, "web": 0.11}
_AFTER_HOURS = {"phone": 0.12, "email": 0.22, "text": 0.25, "in_person": 0.0, "letter": 0.0, "web": 0.35}


@dataclass(frozen=True)
class Receipts:
    """When each inquiry came (minutes of the clock) and how, in order of time."""

    minute: np.ndarray
    channel: np.ndarray
    in_office_hours: np.ndarray


def receipts(random: np.random.Generator, clock: OfficeClock) -> Receipts:
    """About EXPECTED receipts; at least one on the last day, so that the log reaches it."""
    days = _days(random)
    offset = (np.datetime64(FIRST, "m") - clock.origin).astype("int64") // DAY
    day = days + offset
    is_open = clock.closing[day] > clock.opening[day]
    channel = random.choice(list(CHANNELS), len(days), p=list(CHANNELS.values()))
    channel = np.where(~is_open & np.isin(channel, ("in_person", "letter")), "web", channel)
    after = random.random(len(days)) < np.array([_AFTER_HOURS[c] for c in channel])
    time = np.where(is_open & ~after, _office_time(random, channel), _other_time(random, is_open))
    minute = day * DAY + time
    minute += minute == clock.closing[day]  # whether closing time itself is open is nobody's agreed rule
    order = np.argsort(minute, kind="stable")
    within = is_open & (minute >= clock.opening[day]) & (minute < clock.closing[day])
    return Receipts(minute[order], channel[order], within[order])


def _days(random: np.random.Generator) -> np.ndarray:
    """Days since FIRST, one for each inquiry."""
    calendar = [date.fromordinal(n) for n in range(FIRST.toordinal(), LAST.toordinal() + 1)]
    closed = {day for day, _, hours in closures() if not hours}
    weights = np.array([_weight(day, day in closed) for day in calendar])
    counts = random.poisson(EXPECTED * weights / weights.sum())
    counts[-1] = max(counts[-1], 1)
    return np.repeat(np.arange(len(calendar)), counts)


def _weight(day: date, closed: bool) -> float:
    weight = _MONTHS[day.month - 1] * _WEEKDAYS[day.weekday()] * (_CLOSED if closed else 1)
    last_of_month = date.fromordinal(day.toordinal() + 3).month != day.month
    return weight * (_MONTH_END if last_of_month else 1)


def _office_time(random: np.random.Generator, channel: np.ndarray) -> np.ndarray:
    """A morning and an afternoon crest; letters come with the morning's post."""
    morning = random.random(len(channel)) < 0.58
    crest = np.where(morning, random.normal(610, 75, len(channel)), random.normal(860, 80, len(channel)))
    post = random.normal(580, 25, len(channel))
    return np.clip(np.where(channel == "letter", post, crest).astype("int64"), OPEN, CLOSE - 1)


def _other_time(random: np.random.Generator, is_open: np.ndarray) -> np.ndarray:
    """Before opening or in the evening on working days; any waking hour on others."""
    count = len(is_open)
    early = random.integers(6 * 60, OPEN, count)
    evening = CLOSE + 1 + (random.beta(1.2, 3.0, count) * 330).astype("int64")
    waking = random.integers(NOON - 5 * 60, NOON + 10 * 60, count)
    return np.where(is_open, np.where(random.random(count) < 0.22, early, evening), waking)
