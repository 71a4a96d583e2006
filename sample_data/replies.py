"""How inquiries are answered: the first reply, what was agreed, and the closing, up to the end of the log."""

from datetime import timedelta

import numpy as np

from sample_data.marigold import LAST, day_text
from sample_data.office_clock import DAY, OfficeClock, minute_of, office_minutes
from sample_data.receipts import Receipts

END_OF_LOG = np.datetime64(LAST + timedelta(1), "m")
_LATE_MEDIAN, _LATE_SPREAD = 330, 1.25
"""Office minutes past the due instant: log-normal."""
_FORGOTTEN, _FORGOTTEN_DAYS = 0.15, 150
_HOTLINE = 0.06
_AGREED, _NOT_RECORDED, _DATED = 0.70, 0.02, 0.92


def first_reply(
    random: np.random.Generator,
    clock: OfficeClock,
    came: Receipts,
    deemed: np.ndarray,
    due: np.ndarray,
    on_time: np.ndarray,
) -> np.ndarray:
    """First human reply as datetime64[m], no time where there is none by the end of the log.

    On time: anywhere between deemed receipt and due, sooner rather than later; a few after-hours
    callers are answered at once by the hotline. Late: log-normal office minutes past due, and some of
    the last five months are still unanswered.
    """
    count = len(deemed)
    start, end = office_minutes(clock, deemed), office_minutes(clock, due)
    early = minute_of(clock, start + (random.beta(1.1, 2.2, count) * (end - start)).astype("int64"))
    early = np.maximum(early, came.minute)
    at_once = ~came.in_office_hours & (random.random(count) < _HOTLINE)
    early = np.where(at_once, came.minute + random.integers(2, 40, count), early)
    past = 1 + (_LATE_MEDIAN * np.exp(_LATE_SPREAD * random.standard_normal(count))).astype("int64")
    late = minute_of(clock, np.minimum(end + past, clock.opened_by[-1]))
    reply = clock.instants(np.where(on_time, early, late))
    recent = clock.instants(came.minute) > END_OF_LOG - np.timedelta64(_FORGOTTEN_DAYS * DAY, "m")
    forgotten = ~on_time & recent & (random.random(count) < _FORGOTTEN)
    return _by_end_of_log(np.where(forgotten, np.datetime64("NaT"), reply))


def closing(random: np.random.Generator, clock: OfficeClock, reply: np.ndarray) -> np.ndarray:
    """When it was closed: about three business days after the reply, never without one."""
    known = ~np.isnat(reply)
    replied = np.where(known, clock.minutes(np.where(known, reply, clock.origin)), 0)
    took = (1600 * np.exp(0.95 * random.standard_normal(len(reply)))).astype("int64")
    opened = np.minimum(office_minutes(clock, replied) + took, clock.opened_by[-1])
    closed = np.maximum(minute_of(clock, opened), replied + 5)
    return _by_end_of_log(np.where(known, clock.instants(closed), np.datetime64("NaT")))


def expectations(
    random: np.random.Generator, clock: OfficeClock, reply: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """("yes"/"no"/"" was follow-up agreed, the business day it was promised for), both as text."""
    known = ~np.isnat(reply)
    drawn = random.random(len(reply))
    agreed = np.where(drawn < _AGREED, "yes", np.where(drawn < 1 - _NOT_RECORDED, "no", ""))
    agreed = np.where(known, agreed, "")
    dated = (agreed == "yes") & (random.random(len(reply)) < _DATED)
    answered = clock.minutes(np.where(known, reply, clock.origin)) // DAY
    promised = clock.next_open[answered + random.integers(1, 13, len(reply))]
    days = clock.instants(promised * DAY).astype("datetime64[D]")
    return agreed, day_text(np.where(dated, days, np.datetime64("NaT")))


def _by_end_of_log(instants: np.ndarray) -> np.ndarray:
    return np.where(instants < END_OF_LOG, instants, np.datetime64("NaT"))
