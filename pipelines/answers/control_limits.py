"""Has it changed, and will it meet its target? Control limits of one series, from its phase."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from pipelines.questions.periods import first_day
from pipelines.questions.released import SHOWN, Limits, Row, given
from pipelines.stats import spc
from pipelines.words import dates

BASELINE = {"month": 24, "quarter": 12, "year": 12}
"""Limits are set by the first periods of a phase and then stay: what is new must not move them."""
MINIMUM, TRIAL = 8, 12
RUN = 8
RECENT = 3


@dataclass(frozen=True)
class Series:
    """Rows of one indicator and place in time order, and where a declared phase begins."""

    rows: Sequence[Row]
    chart: str
    grain: str
    direction: str
    target: float | None
    phase_start: date = date.min


def limits_of(series: Series) -> Limits:
    """Limits, meanings per point and one verdict; "not judged" with its reason when there is too little."""
    rows = list(series.rows)
    rule = RULES[series.chart]
    if rule is None:
        return _not_judged(
            rows,
            "A stock lasts from month to month, so a run of months is one fact, not many: "
            "it is shown without control limits.",
        )
    use = [i for i, r in enumerate(rows) if r.judged and r.status == SHOWN and r.value is not None]
    phase = [i for i in use if first_day(rows[i].period) >= series.phase_start]
    if len(phase) < MINIMUM:
        return _not_judged(
            rows, f"Too few complete periods in this phase to judge ({len(phase)} of {MINIMUM})."
        )
    points = [rows[i] for i in phase]
    baseline = min(BASELINE[series.grain], len(points))
    limits = rule.limits(points, baseline)
    values = np.array([given(p.value) for p in points])
    signs = spc.signals(values, limits, RUN)
    return _assembled(series, rule, phase, limits, values, signs, baseline)


@dataclass(frozen=True)
class Rule:
    """How a control chart sets its limits from points and the number of them in its baseline."""

    method: str
    limits: Callable[[Sequence[Row], int], spc.Limits]


def _of_shares(points: Sequence[Row], baseline: int) -> spc.Limits:
    return spc.p_limits([given(p.num) for p in points], [given(p.den) for p in points], baseline)


def _of_values(points: Sequence[Row], baseline: int) -> spc.Limits:
    return spc.xmr_limits([given(p.value) for p in points], baseline)


RULES: Mapping[str, Rule | None] = {
    "p": Rule("p-chart: centre ± 3 standard deviations, wider where fewer were counted", _of_shares),
    "xmr": Rule("XmR chart: centre ± 2.66 mean moving ranges", _of_values),
    "": None,
}
"""A kind's chart -> how its limits are set; None is a kind that is not judged."""


def _assembled(
    series: Series,
    rule: Rule,
    phase: Sequence[int],
    limits: spc.Limits,
    values: np.ndarray,
    signs: np.ndarray,
    baseline: int,
) -> Limits:
    rows, size = series.rows, len(series.rows)
    lines: list[list[float | None]] = [[None] * size for _ in range(3)]
    meaning = ["none"] * size
    for place, i in enumerate(phase):
        for line, x in zip(lines, (limits.center, limits.lower, limits.upper), strict=True):
            line[i] = float(np.broadcast_to(x, len(phase))[place])
        meaning[i] = spc.meaning(int(signs[place]), series.direction)
    shifts = spc.shift(values, limits.center, RUN)
    center, lower, upper = (tuple(line) for line in lines)
    verdict, reason, since = _verdict(series, phase, values, limits, shifts, signs)
    if len(phase) < TRIAL:
        verdict, reason = "not judged", f"Trial limits: {len(phase)} of {TRIAL} periods needed to judge."
    return Limits(
        method=rule.method,
        periods=tuple(r.period for r in rows),
        center=center,
        lower=lower,
        upper=upper,
        meaning=tuple(meaning),
        verdict=verdict,
        reason=reason,
        assurance=_assurance(series, rule, phase, limits, shifts, signs),
        baseline=f"first {baseline} periods of the phase",
        since=since,
    )


_WORDS = {"improvement": "improving", "concern": "concern", "change": "changed", "none": "no change"}


def _verdict(
    series: Series,
    phase: Sequence[int],
    values: np.ndarray,
    limits: spc.Limits,
    shifts: np.ndarray,
    signs: np.ndarray,
) -> tuple[str, str, str]:
    """The verdict of the latest judged points, the rule in words, and since when."""
    rows, last = series.rows, len(phase) - 1
    if shifts[last]:
        begin = _run_start(shifts, last)
        side = "above" if shifts[last] > 0 else "below"
        word = _WORDS[spc.meaning(int(shifts[last]), series.direction)]
        return word, f"{last - begin + 1} periods in a row {side} the centre line.", rows[phase[begin]].period
    out = spc.beyond(values, limits)
    for place in range(last, max(-1, last - RECENT), -1):
        if out[place]:
            side = "above the upper" if out[place] > 0 else "below the lower"
            word = _WORDS[spc.meaning(int(out[place]), series.direction)]
            return word, f"A point {side} control limit.", rows[phase[place]].period
    level = _level_start(shifts, signs)
    if level is not None:
        side = "higher" if shifts[level] > 0 else "lower"
        since = dates.period(rows[phase[level]].period, short=True)
        return "no change", f"No new signal; the level has been {side} since {since}.", ""
    if signs.any():
        return "no change", "The latest points show no signal; earlier ones are marked.", ""
    return "no change", "No run of eight and no point beyond the limits: common cause.", ""


def _run_start(shifts: np.ndarray, end: int) -> int:
    """Where the run that holds point `end` begins."""
    while end and shifts[end - 1] == shifts[end]:
        end -= 1
    return end


def _level_start(shifts: np.ndarray, signs: np.ndarray) -> int | None:
    """Where the last run begins, unless a signal to the other side has followed it; None without a run."""
    held = np.flatnonzero(shifts)
    if not len(held) or (signs[held[-1] + 1 :] == -shifts[held[-1]]).any():
        return None
    return _run_start(shifts, int(held[-1]))


def _assurance(
    series: Series,
    rule: Rule,
    phase: Sequence[int],
    limits: spc.Limits,
    shifts: np.ndarray,
    signs: np.ndarray,
) -> str:
    """Will it meet the target? From the limits in force, or those of the level that a run has set since."""
    if series.target is None or series.direction not in ("higher", "lower"):
        return ""
    level = _level_start(shifts, signs)
    if level is not None:
        points = [series.rows[i] for i in phase][level:]
        limits = rule.limits(points, len(points))
    lower, upper = (float(np.ravel(x)[-1]) for x in (limits.lower, limits.upper))
    return spc.assurance(series.target, lower, upper, series.direction)


def _not_judged(rows: Sequence[Row], reason: str) -> Limits:
    blank = (None,) * len(rows)
    return Limits(
        method="",
        periods=tuple(r.period for r in rows),
        center=blank,
        lower=blank,
        upper=blank,
        meaning=("none",) * len(rows),
        verdict="not judged",
        reason=reason,
    )
