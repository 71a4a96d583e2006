"""Who carries which family from when to when: one pool of workers, one service component, day by day."""

from collections.abc import Callable
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush
from typing import Any

import numpy as np

STANDARDS = {"er": 12.0, "fm": 17.0, "fr": 15.0, "pp": 15.0}
"""Cases a worker may carry. er and fm count families, fr and pp count children."""
COUNTS = {"er": "family", "fm": "family", "fr": "child", "pp": "child"}
RAMP = (0.0, 0.0, 0.5, 0.5, 0.5)
"""Share of a full caseload by whole months since hire; 1 afterwards."""
_DAYS_OPEN = {"er": 90.0, "fm": 450.0, "fr": 480.0, "pp": 900.0}
_SIBLINGS = {"er": 0.20, "fm": 0.35, "fr": 0.28, "pp": 0.22}
"""Chance of each further child in a family, up to four."""
_LOAD = 0.73
"""Cases open at any time, as a share of budgeted positions times the standard."""
_UNCOVERED_AT_OPENING, _UNCOVERED_AT_TRANSFER, _LEFT_ON_LEAVE = 0.02, 0.10, 0.06
_MONTH = 30.44
_KINDS = _CLOSE, _LEAVE, _OPEN, _COVER, _EASE = range(5)
"""Kinds of event, in the order they happen on one day."""


@dataclass(eq=False)
class Worker:
    """One person's time in a pool, days since 1970; `away` is a long leave."""

    code: str
    first: int
    last: int
    hired: int
    fte: float
    away: tuple[int, int] | None
    leaning: float
    """How much more or less than a fair share this worker is given."""
    load: float = 0.0
    families: list["Family"] = field(default_factory=list)

    def capacity(self, day: int) -> float:
        """Full loads this worker may carry that day."""
        if not self.first <= day <= self.last or (self.away and self.away[0] <= day <= self.away[1]):
            return 0.0
        months = int((day - self.hired) / _MONTH)
        return self.fte * (RAMP[months] if 0 <= months < len(RAMP) else 1.0)


@dataclass(eq=False)
class Family:
    """A family in one component: `size` is the share of a full load it takes."""

    number: int
    opened: int
    closes: int
    children: int
    size: float
    worker: Worker | None = None
    since: int = 0


@dataclass
class Pool:
    """The case-carrying people of one unit and component, and the lines their work leaves."""

    random: np.random.Generator
    component: str
    workers: list[Worker]
    first: int
    last: int
    lines: list[tuple[int, int, str, int, int | None]] = field(default_factory=list)
    """(family, children, worker or "", first day, last day or None)"""

    def run(self, families: list[Family]) -> None:
        """Play every opening, leaving, returning and closing in order of time."""
        self.queue: list[tuple[int, int, int, object]] = []
        self.ticket = 0
        for family in families:
            self._at(max(family.opened, self.first), _OPEN, family)
        for worker in self.workers:
            self._plan(worker)
        heapify(self.queue)
        handlers: dict[int, Callable[[int, Any], None]] = dict(
            zip(_KINDS, (self._close, self._leave, self._open, self._cover, self._ease), strict=True)
        )
        while self.queue and self.queue[0][0] <= self.last:
            day, kind, _, subject = heappop(self.queue)
            handlers[kind](day, subject)
        for family in families:
            if family.since and family.closes >= self.last:
                self._write(family, family.closes if family.closes == self.last else None)

    def _at(self, day: int, kind: int, subject: object) -> None:
        self.ticket += 1
        heappush(self.queue, (day, kind, self.ticket, subject))

    def _plan(self, worker: Worker) -> None:
        self._at(worker.last + 1, _LEAVE, worker)
        if worker.away:
            self._at(worker.away[0], _LEAVE, worker)
            self._at(worker.away[1] + 1, _EASE, worker)
        for months in (2, 5):
            self._at(worker.hired + round(months * _MONTH) + 1, _EASE, worker)

    def _open(self, day: int, family: Family) -> None:
        uncovered = self.random.random() < _UNCOVERED_AT_OPENING and family.opened >= self.first
        self._give(family, None if uncovered else self._lightest(day, family), family.opened)
        if family.worker is None:
            self._at(day + int(self.random.integers(2, 16)), _COVER, family)
        else:
            family.since = max(family.opened, min(family.worker.first, family.worker.hired))
        if family.closes < self.last:
            self._at(family.closes + 1, _CLOSE, family)

    def _leave(self, day: int, worker: Worker) -> None:
        on_leave = day <= worker.last
        for family in list(worker.families):
            if not (on_leave and self.random.random() < _LEFT_ON_LEAVE):
                self._pass_on(day, family)

    def _pass_on(self, day: int, family: Family) -> None:
        if self.random.random() < _UNCOVERED_AT_TRANSFER:
            self._transfer(day, family, None)
            self._at(day + int(self.random.integers(3, 29)), _COVER, family)
        else:
            self._transfer(day, family, self._lightest(day, family))

    def _cover(self, day: int, family: Family) -> None:
        if family.worker is None and day <= family.closes:
            self._transfer(day, family, self._lightest(day, family))

    def _ease(self, day: int, worker: Worker) -> None:
        """A worker who may now carry more takes families from those who carry most."""
        room = worker.capacity(day)
        if not room:
            return
        able = [w for w in self.workers if w.capacity(day) > 0]
        fair = 0.92 * sum(w.load for w in able) / sum(w.capacity(day) for w in able)
        while worker.load < fair * room:
            fullest = max(able, key=lambda w: w.load / w.capacity(day))
            movable = [f for f in fullest.families if f.closes > day]
            if fullest is worker or not movable:
                return
            self._transfer(day, movable[int(self.random.integers(len(movable)))], worker)

    def _close(self, day: int, family: Family) -> None:
        self._write(family, day - 1)
        self._give(family, None, 0)

    def _transfer(self, day: int, family: Family, worker: Worker | None) -> None:
        if family.since < day:
            self._write(family, day - 1)
        self._give(family, worker, day)

    def _give(self, family: Family, worker: Worker | None, since: int) -> None:
        if family.worker is not None:
            family.worker.load -= family.size
            family.worker.families.remove(family)
        if worker is not None:
            worker.load += family.size
            worker.families.append(family)
        family.worker, family.since = worker, since

    def _lightest(self, day: int, family: Family) -> Worker | None:
        best, least = None, np.inf
        for worker in self.workers:
            if room := worker.capacity(day):
                weight = (worker.load + family.size) / room + worker.leaning
                if weight < least and worker is not family.worker:
                    best, least = worker, weight
        return best

    def _write(self, family: Family, last: int | None) -> None:
        code = "" if family.worker is None else family.worker.code
        self.lines.append((family.number, family.children, code, family.since, last))


def families(
    random: np.random.Generator, component: str, positions: int, first: int, last: int, number: int
) -> list[Family]:
    """Families open on `first` or opened by `last`, numbered from `number`, in a steady stream."""
    mean = _DAYS_OPEN[component]
    further = _SIBLINGS[component]
    expected_children = sum(further**n for n in range(4))
    size = expected_children if COUNTS[component] == "child" else 1.0
    each_day = _LOAD * positions * STANDARDS[component] / size / mean
    start = first - round(4 * mean)
    stream = start + np.arange(0, last - start, 1 / each_day) + random.random() / each_day
    opened = (stream + random.uniform(0, 0.8 / each_day, len(stream))).astype("int64")
    closes = opened + np.maximum((random.gamma(4.0, mean / 4, len(opened))).astype("int64"), 3)
    children = np.minimum(random.geometric(1 - further, len(opened)), 4)
    kept = (closes >= first) & (opened <= last)
    sizes = np.where(COUNTS[component] == "child", children, 1) / STANDARDS[component]
    lines = zip(opened[kept], closes[kept], children[kept], sizes[kept], strict=True)
    return [Family(number + n, int(o), int(c), int(k), float(s)) for n, (o, c, k, s) in enumerate(lines)]
