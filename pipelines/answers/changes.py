"""The one judgement of a series: did it change, since when, what could have been seen, and where it stands today.

Title, list, scorecard, sentence, drawn points, table, file and command line carry what is decided here.
"""

from dataclasses import dataclass

import numpy as np

from pipelines.answers import verdict_words
from pipelines.answers.control_limits import (
    MINIMUM,
    RULES,
    RUN,
    TRIAL,
    Process,
    Series,
    figures_in_phase,
    limits_of,
    process_of,
)
from pipelines.answers.last_step import steps_of
from pipelines.answers.today import last_figure, today_of
from pipelines.questions.periods import within
from pipelines.questions.released import Limits
from pipelines.questions.verdict import CANNOT_TELL, OF_MEANING, STEADY, Step, Verdict
from pipelines.stats import run_rules, spc
from pipelines.words import statuses
from pipelines.words.units import SHARE, unit_of

RECENT = 3
"""A point beyond the limits speaks for so many periods; a series without a figure for as long tells nothing new."""
SETTLED = RUN
"""Periods after a change from which the new level can be the normal one."""
POWER_PERIODS = 12
"""What would show within so many periods, in four of five cases, counts as what could have been seen."""
SEEABLE_POINTS, SEEABLE_PART = 20, 0.5
"""Where not even a change of 20 points, or by half, would show, nothing could have been seen."""


@dataclass(frozen=True)
class Movement:
    """A change that the rules see: its side, its estimated start and first signal as places in the process."""

    side: int
    start: int
    signal: int
    confirmed: bool
    beyond: bool
    """Told by points beyond the limits, and not by a run."""
    length: int
    """Periods from the start of the run, where a run tells it."""
    until: int
    """The last period of the run, or the last signal, as a place in the process."""


def judge(series: Series) -> tuple[Limits, Verdict]:
    """Limits for the drawing, and the verdict."""
    process = process_of(series)
    return limits_of(series, process), _verdict(series, process, steps_of(series))


def _verdict(series: Series, process: Process | None, steps: tuple[Step, ...]) -> Verdict:
    judged = process if process is not None and process.points >= TRIAL and not _stale(series) else None
    moved = movement(judged) if judged else None
    today = today_of(series)
    if judged is not None and moved is not None:
        return _moved(series, judged, moved, steps)
    if steps and steps[-1].state != CANNOT_TELL and not _stale(series):
        return _stepped(series, judged, steps)
    if judged is None:
        return Verdict(
            CANNOT_TELL,
            _unjudged_words(series),
            _why_not(series, process),
            today=today,
            steps=steps,
        )
    size = detectable(judged)
    seen = size <= _seeable(series.unit, judged)
    return Verdict(
        STEADY if seen else CANNOT_TELL,
        statuses.verdict_words(STEADY if seen else CANNOT_TELL),
        verdict_words.would_not_show(size, series.unit),
        today=today,
        assurance=_assurance(series, judged),
        steps=steps,
        detectable=size if np.isfinite(size) else None,
    )


def _moved(series: Series, process: Process, moved: Movement, steps: tuple[Step, ...]) -> Verdict:
    """A verdict from the chart's rules."""
    since, signal = (series.rows[process.at[i]].period for i in (moved.start, moved.signal))
    settled = _settled(process, moved.start)
    state = OF_MEANING[spc.meaning(moved.side, series.direction)]
    return Verdict(
        state,
        verdict_words.moved(state, moved.side, since, signal, settled),
        verdict_words.run_reason(moved.length, moved.side, _over_since(series, process, moved))
        if not moved.beyond
        else verdict_words.beyond_reason(moved.side),
        since=since,
        signal=signal,
        confirmed=moved.confirmed,
        fresh=within(signal, series.start, None),
        settled=settled,
        today=today_of(series),
        assurance=_assurance(series, process.from_point(moved.start) if settled else process),
        steps=steps,
        detectable=_finite(detectable(process)),
    )


def _over_since(series: Series, process: Process, moved: Movement) -> str:
    """The last period of a run that the latest figures no longer belong to; "" while it lasts."""
    return series.rows[process.at[moved.until]].period if moved.until < process.last else ""


def _stepped(series: Series, process: Process | None, steps: tuple[Step, ...]) -> Verdict:
    """A verdict from the last declared phase: it is a step that happened, and its new level is the normal one."""
    last = steps[-1]
    return Verdict(
        last.state,
        verdict_words.stepped(last, process is not None),
        last.words,
        since=last.since,
        confirmed=True,
        fresh=within(last.since, series.start, None),
        settled=process is not None,
        today=today_of(series),
        assurance=_assurance(series, process) if process else "",
        steps=steps,
        detectable=_finite(detectable(process)) if process else None,
    )


def _unjudged_words(series: Series) -> str:
    return verdict_words.no_verdict() if RULES[series.chart] is None else statuses.verdict_words(CANNOT_TELL)


def _why_not(series: Series, process: Process | None) -> str:
    if RULES[series.chart] is None:
        return verdict_words.stock()
    if _stale(series):
        return verdict_words.stale(series.rows[last_figure(series)].period)
    if process is None:
        return verdict_words.too_few(figures_in_phase(series), MINIMUM)
    return verdict_words.trial(process.points, TRIAL)


def _stale(series: Series) -> bool:
    """Whether the latest figure lies so far back that it tells nothing of today."""
    last = last_figure(series)
    return last >= 0 and sum(r.judged for r in series.rows[last + 1 :]) >= RECENT


def movement(process: Process) -> Movement | None:
    """The change that stands at the end of the phase; None where the latest points are ordinary.

    A run that holds the last point; else a point beyond the limits among the latest; else the level that an
    earlier run has set, unless points of the other side, or a return to the centre, have ended it.
    """
    last, shifts, beyond = process.last, process.shifts, process.beyond
    if shifts[last]:
        return _from_run(process, _run_start(shifts, last), last)
    recent = [i for i in range(max(0, last - RECENT + 1), last + 1) if beyond[i]]
    if recent:
        return _from_points(process, recent[-1])
    level = _level_start(process)
    return None if level is None else _from_run(process, level, last)


def _from_run(process: Process, begin: int, last: int) -> Movement:
    side = int(process.shifts[begin])
    fires = _linked(process, side, first_from=begin)
    start = run_rules.change_start(process.distances, process.weights, side, fires[0])
    end = begin
    while end + 1 <= last and process.shifts[end + 1] == side:
        end += 1
    return Movement(side, start, fires[0], len(fires) > 1, beyond=False, length=end - begin + 1, until=end)


def _from_points(process: Process, at: int) -> Movement:
    side = int(process.beyond[at])
    fires = _linked(process, side, first_from=at)
    until = fires[-1] + 1
    start = run_rules.change_start(process.distances[:until], process.weights[:until], side, fires[0])
    if len(fires) == 1:
        # One point alone bears no start that lies before points of the other side: they were ordinary.
        start = max(start, _same_side_since(process, side, fires[0]))
    return Movement(side, start, fires[0], len(fires) > 1, beyond=True, length=1, until=fires[-1])


def _same_side_since(process: Process, side: int, at: int) -> int:
    """The first of the unbroken points on one side of the centre that end with `at`."""
    while at and process.distances[at - 1] * side > 0:
        at -= 1
    return at


def _linked(process: Process, side: int, first_from: int) -> list[int]:
    """Signals to one side from a point on, and those before it with less than RECENT periods between them."""
    fires = [int(i) for i in np.flatnonzero(process.fired == side)]
    own = [i for i in fires if i >= first_from] or [first_from]
    for earlier in reversed([i for i in fires if i < first_from]):
        if own[0] - earlier > RECENT:
            break
        own.insert(0, earlier)
    return own


def _run_start(shifts: np.ndarray, end: int) -> int:
    while end and shifts[end - 1] == shifts[end]:
        end -= 1
    return end


def _level_start(process: Process) -> int | None:
    """Where the last run begins, if the level that it set still holds."""
    held = np.flatnonzero(process.shifts)
    if not len(held):
        return None
    end, side = int(held[-1]), int(process.shifts[held[-1]])
    after = slice(end + 1, process.last + 1)
    if (process.signs[after] == -side).any() or _returned(process, after, side):
        return None
    return _run_start(process.shifts, end)


def _returned(process: Process, after: slice, side: int) -> bool:
    """Whether the points since, taken together, lie no longer on the side of the run."""
    known = np.isfinite(process.distances[after])
    if known.sum() < RECENT:
        return False
    return float((process.distances[after] * process.weights[after])[known].sum()) * side <= 0


def _settled(process: Process, start: int) -> bool:
    """Whether the points since a change show no signal against limits made of themselves."""
    since = process.from_point(start)
    return since.points >= SETTLED and not since.signs.any()


def detectable(process: Process) -> float:
    """The smallest lasting change, in the unit of the values, that would show in the latest counts."""
    latest = process.deviations[-POWER_PERIODS:]
    known = latest[np.isfinite(latest)]
    if not len(known):
        return float("inf")
    return run_rules.detectable_shift(POWER_PERIODS, run=RUN) * float(np.median(known))


def _seeable(unit: str, process: Process) -> float:
    how = unit_of(unit)
    if how.axis == SHARE:
        return SEEABLE_POINTS / how.scale
    return SEEABLE_PART * abs(float(process.limits.center[process.last]))


def _finite(size: float) -> float | None:
    return size if np.isfinite(size) else None


def _assurance(series: Series, process: Process) -> str:
    """Will it meet the target? From the limits in force, or those of the level that is now the normal one."""
    if series.target is None or series.direction not in ("higher", "lower"):
        return ""
    lower, upper = (float(np.ravel(x)[process.last]) for x in (process.limits.lower, process.limits.upper))
    return spc.assurance(series.target, lower, upper, series.direction)
