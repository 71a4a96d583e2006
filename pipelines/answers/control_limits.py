"""Control limits of one series: of its phase in force, never of the window on screen."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import numpy as np

from pipelines.profile.sections import Phase
from pipelines.questions.periods import first_day
from pipelines.questions.released import SHOWN, Limits, Row
from pipelines.stats import run_rules, spc
from pipelines.words.say import say

BASELINE = {"month": 24, "quarter": 12, "year": 12}
"""Limits are set by the first periods of a phase and then stay: what is new must not move them."""
WORSE_THAN_ANY = 1.5
"""How far a period that is worse than any figure is taken to lie, in widths of a limit, where a distance is needed."""
MINIMUM, TRIAL = 8, 12
RUN = 8


@dataclass(frozen=True)
class Series:
    """Rows of one indicator and place in time order, to the end of what was asked, and what bears on them."""

    rows: Sequence[Row]
    chart: str
    grain: str
    direction: str
    unit: str = "percent"
    target: float | None = None
    """The target in force on the last day of the rows."""
    difference: Callable | None = None
    """(num, den after, num, den before) -> (…, low, high) of the difference of two phases."""
    phases: tuple[Phase, ...] = field(default=())
    """Declared phases of this very place that have begun, in order."""
    start: str | None = None
    """The first month that was asked about."""

    @property
    def phase_start(self) -> date:
        return self.phases[-1].since if self.phases else date.min


@dataclass(frozen=True)
class ChartRule:
    """How a control chart sets its limits from numerators, denominators and values, and its baseline."""

    method: Callable[[], str]
    limits: Callable[[np.ndarray, np.ndarray, np.ndarray, int], spc.ControlLimits]
    weighted: bool
    """Whether a point weighs by its denominator."""


RULES: Mapping[str, ChartRule | None] = {
    "p": ChartRule(
        lambda: say("p-chart: centre ± 3 standard deviations, wider where fewer were counted"),
        lambda num, den, values, baseline: spc.p_limits(num, den, baseline),
        True,
    ),
    "xmr": ChartRule(
        lambda: say("XmR chart: centre ± 2.66 mean moving ranges"),
        lambda num, den, values, baseline: spc.xmr_limits(values, baseline),
        False,
    ),
    "": None,
}
"""A kind's chart -> how its limits are set; None is a kind that is not judged."""


@dataclass(frozen=True, eq=False)
class Process:
    """The phase in force against its limits: arrays over its periods, nan where there is no figure.

    A period worse than any figure is infinite: beyond every limit, and in no limit's making (A3).
    """

    rule: ChartRule
    at: tuple[int, ...]
    """Where each period stands among the rows of the series."""
    num: np.ndarray
    den: np.ndarray
    values: np.ndarray
    baseline: int

    @cached_property
    def limits(self) -> spc.ControlLimits:
        finite = np.where(np.isfinite(self.values), self.values, np.nan)
        return self.rule.limits(self.num, self.den, finite, self.baseline)

    @cached_property
    def placed(self) -> np.ndarray:
        """The values, with what is worse than any figure put well beyond its limit."""
        width = np.maximum(self.limits.upper - self.limits.center, np.finfo(float).eps)
        worst = self.limits.center + np.sign(self.values) * WORSE_THAN_ANY * width
        return np.where(np.isinf(self.values), worst, self.values)

    @cached_property
    def distances(self) -> np.ndarray:
        return self.placed - self.limits.center

    @cached_property
    def weights(self) -> np.ndarray:
        return np.nan_to_num(self.den) if self.rule.weighted else np.ones(len(self.values))

    @cached_property
    def deviations(self) -> np.ndarray:
        """The standard deviation of each point about the centre."""
        if not self.rule.weighted:
            return np.asarray(self.limits.upper - self.limits.center) / run_rules.LIMIT
        pairs = zip(self.limits.center, np.nan_to_num(self.den), strict=True)
        return np.array([run_rules.share_deviation(c, n) for c, n in pairs])

    @cached_property
    def beyond(self) -> np.ndarray:
        return spc.beyond(self.placed, self.limits)

    @cached_property
    def shifts(self) -> np.ndarray:
        return spc.shift(self.placed, self.limits.center, RUN)

    @cached_property
    def signs(self) -> np.ndarray:
        return spc.signals(self.placed, self.limits, RUN)

    @cached_property
    def fired(self) -> np.ndarray:
        sides = spc.shift(self.placed, self.limits.center, 1)
        return run_rules.fired(self.beyond, sides, RUN)

    @property
    def points(self) -> int:
        return int((~np.isnan(self.values)).sum())

    @property
    def last(self) -> int:
        """The latest period with a figure."""
        return int(np.flatnonzero(~np.isnan(self.values))[-1])

    def from_point(self, start: int) -> "Process":
        """The periods from one on as a process of their own, with limits from all of them."""
        num, den, values = (a[start:] for a in (self.num, self.den, self.values))
        return Process(self.rule, self.at[start:], num, den, values, len(self.at) - start)


def process_of(series: Series) -> Process | None:
    """The phase in force; None where the kind is not judged or the phase holds too few figures.

    A period without a figure keeps its place: no run and no moving range crosses it (D11).
    """
    rule = RULES[series.chart]
    at = _phase(series)
    if rule is None or _figures(series, at) < MINIMUM:
        return None
    num, den, values = (_column(series, at, name) for name in ("num", "den", "value"))
    worst = np.inf if series.direction == "lower" else -np.inf
    values = np.where([series.rows[i].adverse for i in at], worst, values)
    return Process(rule, at, num, den, values, min(BASELINE[series.grain], len(at)))


def _phase(series: Series) -> tuple[int, ...]:
    """Periods of the phase that are complete, from its first figure to its last."""
    at = [i for i, r in enumerate(series.rows) if r.judged and first_day(r.period) >= series.phase_start]
    known = [i for i in at if _has_figure(series.rows[i])]
    return tuple(i for i in at if known and known[0] <= i <= known[-1])


def figures_in_phase(series: Series) -> int:
    """How many complete periods of the phase have a figure."""
    return _figures(series, _phase(series))


def _figures(series: Series, at: Sequence[int]) -> int:
    return sum(_has_figure(series.rows[i]) for i in at)


def _has_figure(row: Row) -> bool:
    return row.adverse or (row.status == SHOWN and row.value is not None)


def _column(series: Series, at: Sequence[int], name: str) -> np.ndarray:
    rows = (series.rows[i] for i in at)
    return np.array([getattr(r, name) if _has_figure(r) else None for r in rows], dtype=float)


def limits_of(series: Series, process: Process | None) -> Limits:
    """The limits as they are drawn, aligned with the rows; none where the phase is not judged."""
    size = len(series.rows)
    lines: list[list[float | None]] = [[None] * size for _ in range(3)]
    meaning = ["none"] * size
    if process is not None:
        drawn = (process.limits.center, process.limits.lower, process.limits.upper)
        for line, x in zip(lines, drawn, strict=True):
            for place, i in enumerate(process.at):
                line[i] = float(x[place]) if np.isfinite(x[place]) else None
        for place, i in enumerate(process.at):
            meaning[i] = spc.meaning(int(process.signs[place]), series.direction)
    center, lower, upper = (tuple(line) for line in lines)
    return Limits(
        method=process.rule.method() if process else "",
        periods=tuple(r.period for r in series.rows),
        center=center,
        lower=lower,
        upper=upper,
        meaning=tuple(meaning),
        baseline=say("first {count} periods of the phase", count=process.baseline) if process else "",
    )
