"""Staffing through time: who leaves, which seats stand empty, who is hired, promoted or on leave."""

from collections.abc import Mapping
from datetime import date, timedelta
from itertools import count

import numpy as np

from sample_data.marigold import FIRST, REORGANISED, UNITS
from sample_data.planted import TRUTHS, Planted
from sample_data.seats import OVERFILLED_AT, SHARED_AT, Seat, Spell, budgeted_seats, unbudgeted_seats

LAST_CHANGE: date = TRUTHS["late_feed"]["ends"]
"""Nothing changes hands after this day, so that a late extract and a prompt one agree."""
_GAP = TRUTHS["staffing_gap"]
_ELSEWHERE = (_GAP["elsewhere_low"], _GAP["elsewhere_high"])
_LEAVING = {"worker": 0.030, "supervisor": 0.009, "manager": 0.009, "director": 0.004, "support": 0.010}
_LADDER = {"supervisor": "worker", "manager": "supervisor", "director": "manager"}
_SETTLED, _MIN_VACANT, _FROM_WITHIN = 60, 20, 0.7
_EPOCH = date(1970, 1, 1)


def day_number(day: date) -> int:
    """Days since 1970."""
    return (day - _EPOCH).days


class Office:
    """One unit's positions while their history is made, month by month."""

    def __init__(self, random: np.random.Generator, home: str, seats: list[Seat], people: count):
        self.random, self.home, self.people = random, home, people
        self.seats = [seat for seat in seats if seat.home == home]
        self.moving = [seat for seat in self.seats if not seat.fixed]

    def staff_at_first(self) -> None:
        """Everyone's first state: an eighth stand empty, some people are new, most long there."""
        first = day_number(FIRST)
        weights = np.array([_LEAVING[seat.role] for seat in self.moving])
        empty = self._pick(self.moving, weights, round(0.125 * len(self.seats)))
        for seat in self.seats:
            if seat in empty:
                since = first - int(self.random.integers(5, 150))
                seat.spells.append(Spell(first, None, "vacant", vacant_since=since))
            else:
                self._fill(seat, first, first - self._tenure())

    def live_month(self, seats: list[Seat], first: int, last: int, wanted: int, hiring: bool = True) -> None:
        """People leave on days of the month; the longest-empty seats are filled until `wanted` stay empty.

        Without hiring, so many leave that `wanted` seats stand empty at the end of it.
        """
        leavers = self._usual_leavers(seats, wanted + 1) if hiring else wanted - _vacancies(seats)
        for seat in self._leaving(seats, first, leavers):
            self._vacate(seat, _working_day(int(self.random.integers(first, last))))
        waiting = sorted((s for s in seats if s.vacant), key=lambda s: s.spells[-1].vacant_since or 0)
        for seat in waiting[: max(len(waiting) - wanted, 0)] if hiring else ():
            start = _monday(int(self.random.integers(first, last + 1)))
            if start - seat.spells[-1].first >= _MIN_VACANT:
                self._hire(seat, start)

    def _usual_leavers(self, seats: list[Seat], ceiling: int) -> int:
        """A Poisson number of leavers, never so many that more than `ceiling` seats stand empty."""
        rate = sum(_LEAVING[seat.role] for seat in seats if not (seat.vacant or seat.fixed))
        return max(min(int(self.random.poisson(rate)), ceiling - _vacancies(seats)), 0)

    def _leaving(self, seats: list[Seat], first: int, number: int) -> list[Seat]:
        settled = [s for s in seats if not (s.vacant or s.fixed) and s.spells[-1].first <= first - _SETTLED]
        return self._pick(settled, np.array([_LEAVING[seat.role] for seat in settled]), number)

    def _pick(self, seats: list[Seat], weights: np.ndarray, number: int) -> list[Seat]:
        number = min(number, len(seats))
        if number <= 0:
            return []
        chosen = self.random.choice(len(seats), number, replace=False, p=weights / weights.sum())
        return [seats[i] for i in chosen]

    def _hire(self, seat: Seat, start: int) -> None:
        below = [s for s in self.moving if s.role == _LADDER.get(seat.role) and not s.vacant]
        ready = [s for s in below if s.spells[-1].first < start - 365]
        if not ready or self.random.random() >= _FROM_WITHIN:
            return self._fill(seat, start, start)
        left = ready[int(self.random.integers(len(ready)))]
        person = left.spells[-1]
        self._vacate(left, start - 1)
        self._end(seat, start - 1)
        seat.spells.append(Spell(start, None, "active", person.staff, seat.authorised, person.hired))
        return None

    def _fill(self, seat: Seat, start: int, hired: int) -> None:
        self._end(seat, start - 1)
        seat.spells.append(Spell(start, None, "active", next(self.people), seat.authorised, hired))

    def _vacate(self, seat: Seat, last_day: int) -> None:
        self._end(seat, last_day)
        seat.spells.append(Spell(last_day + 1, None, "vacant", vacant_since=last_day + 1))

    def _end(self, seat: Seat, last_day: int) -> None:
        if seat.spells:
            seat.spells[-1].last = last_day

    def _tenure(self) -> int:
        if self.random.random() < 0.07:
            return int(self.random.integers(5, 150))
        return int(150 + min(self.random.exponential(2400), 10500))


def staffing(random: np.random.Generator, planted: Planted) -> list[Seat]:
    """Every position with its states from FIRST to LAST_CHANGE."""
    people = count()
    seats = budgeted_seats(random)
    shared, overfilled = _special(seats)
    for unit in UNITS:
        office = Office(random, unit.id, seats, people)
        office.staff_at_first()
        gap = planted.gap if unit.id == _GAP["unit"] else {}
        for first, last in _months():
            _live(office, first, last, gap)
    _share(shared, next(people))
    _overfill(overfilled, next(people))
    _take_leave(random, [seat for seat in seats if seat not in (shared, overfilled)])
    return seats + unbudgeted_seats(day_number(FIRST), max(seat.number for seat in seats) + 7)


def _live(office: Office, first: int, last: int, gap: Mapping[str, int]) -> None:
    """One month. A unit with a gap empties in the last days before it begins, and stays short."""
    begins = day_number(_GAP["from"])
    if not gap or last < begins - 1:
        wanted = int(len(office.seats) * office.random.uniform(*_ELSEWHERE) + office.random.random())
        office.live_month(office.seats, first, last, wanted)
        return
    for component, short in gap.items():
        seats = [seat for seat in office.seats if (seat.component or "other") == component]
        if last == begins - 1:
            office.live_month(seats, last - 5, last, short, hiring=False)
        else:
            office.live_month(seats, first, last, short)


def _vacancies(seats: list[Seat]) -> int:
    return sum(seat.vacant for seat in seats)


def _monday(day: int) -> int:
    return day - (day + 3) % 7  # day 0, 1 January 1970, was a Thursday


def _working_day(day: int) -> int:
    return day - max((day + 3) % 7 - 4, 0)


def _months() -> list[tuple[int, int]]:
    edges, day = [], FIRST
    while day <= LAST_CHANGE:
        following = (day.replace(day=1) + timedelta(32)).replace(day=1)
        edges.append((day_number(day), min(day_number(following) - 1, day_number(LAST_CHANGE))))
        day = following
    return edges


def _special(seats: list[Seat]) -> tuple[Seat, Seat]:
    """The position two people share and the one that is overfilled: neither changes hands otherwise."""
    shared = next(s for s in seats if s.home == SHARED_AT and s.component == "fm")
    overfilled = next(s for s in seats if s.home == OVERFILLED_AT and s.component == "fr")
    shared.fixed = overfilled.fixed = True
    return shared, overfilled


def _share(seat: Seat, second: int) -> None:
    first = seat.spells[0]
    first.fte = 0.5
    hired = first.first - 900 if first.hired is None else min(first.hired, first.first - 900)
    first.hired = hired
    seat.spells.append(Spell(first.first, None, "active", second, 0.5, hired - 200))


def _overfill(seat: Seat, second: int) -> None:
    """From 1 June 2026 the successor works beside the one who will retire."""
    joint = day_number(date(2026, 6, 1))
    only = seat.spells[0]
    only.last = joint - 1
    seat.spells.append(Spell(joint, None, "active", only.staff, 1.0, only.hired))
    seat.spells.append(Spell(joint, None, "active", second, 1.0, joint))


def _take_leave(random: np.random.Generator, seats: list[Seat]) -> None:
    """About one worker or supervisor in 25 is on a long leave at any time, nobody twice in one post.

    The unit with the gap has none while it lasts, so that its overload is the vacancies' doing.
    """
    end, moved = day_number(LAST_CHANGE), day_number(REORGANISED)
    taking = [seat for seat in seats if seat.role in ("worker", "supervisor")]
    for seat, post in ((s, p) for s in taking for p in s.spells if p.status == "active"):
        last = end if post.last is None else post.last
        length = last - post.first + 1
        if length < 200 or random.random() >= length / 2700:
            continue
        start = post.first + int(random.integers(60, length - 30))
        stop = start + int(random.integers(45, 150))
        in_the_gap = seat.home == _GAP["unit"] and stop >= day_number(_GAP["from"])
        if in_the_gap or start < moved <= stop or (stop >= last and post.last is not None):
            continue
        post.leave = (start, stop if stop <= last else None)
