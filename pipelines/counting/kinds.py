"""The closed table of kinds: how sums become a figure, its interval, and its control chart."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np

from pipelines.counting.fte import BAND_WORDS, FTE
from pipelines.stats.disparity import rate_ratio, relative_rate
from pipelines.stats.intervals import rate_interval, ratio_estimator, t_interval, wilson
from pipelines.stats.survival import kaplan_meier

Sums = Mapping[tuple[str, int], int]
"""(part, bin) -> sum."""

FINE, COARSE, FINE_BINS = 15, 540, 180
"""Open minutes a bin is wide: 15 up to 2,700 (five nine-hour days), then 540."""
AGE_WORDS = ("up to 1 business day late", "1 to 5 days", "5 to 20 days", "over 20 days")
SCORE_WORDS = ("0–25", "25–50", "50–75", "75–100")
CHARTS = ("p", "xmr", "")
"""Control charts there are; "" is none."""
PEOPLE = ("num", "den")
ADDS_OVER = (
    "units and periods",
    "respondents within a wave",
    "units; days within a period",
    "units",
    "groups within a period",
    "nothing",
)


@dataclass(frozen=True)
class Figure:
    num: float | int | None
    den: float | int | None
    value: float | None = None
    low: float | None = None
    high: float | None = None
    more: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Kind:
    """One row of the table. `figure(sums, days)`; `chart` is "p", "xmr" or "" (none)."""

    id: str
    adds_over: str
    figure: Callable[[Sums, int], Figure]
    interval: str
    chart: str
    method: str
    latest: bool = False
    """True when n is that of the last period: stocks, and the same people asked wave by wave."""
    people: str = "den"
    """Which count says how many are behind a figure."""
    compare: Callable | None = None
    """For comparisons: (num, den, reference num, reference den) -> (ratio, low, high)."""


def number(x: float) -> float | None:
    """nan is no number: it leaves as None."""
    return None if x is None or not np.isfinite(x) else float(x)


def part(sums: Sums, name: str) -> int:
    return sum(v for (p, _), v in sums.items() if p == name)


def bins(sums: Sums, name: str) -> dict[int, int]:
    return {b: v for (p, b), v in sorted(sums.items()) if p == name}


def proportion(sums: Sums, days: int) -> Figure:
    return _proportion(part(sums, "num"), part(sums, "den"), _readings(sums))


def _proportion(num: int, den: int, more: Mapping[str, object]) -> Figure:
    if den == 0:
        return Figure(num, den, more=more)
    low, high = wilson(num, den)
    return Figure(num, den, num / den, number(low), number(high), more)


def _readings(sums: Sums) -> dict[str, object]:
    """The same share under every reading of "24 business hours", where the cells hold them."""
    readings = {}
    for name in ("A", "B", "C"):
        num, den = part(sums, f"num_{name}"), part(sums, f"den_{name}")
        if den:
            readings[name] = {"num": num, "den": den, "value": num / den}
    return {"readings": readings} if readings else {}


def mean(sums: Sums, days: int) -> Figure:
    """Mean person score in percent of possible; sums are in hundredths of a percent."""
    n, total, squares = part(sums, "den"), part(sums, "num"), part(sums, "squares")
    if n == 0:
        return Figure(0, 0)
    _, low, high = _t(total / 100, squares / 10_000, n)
    bands = {SCORE_WORDS[b]: v for b, v in bins(sums, "band").items()}
    more = {"bands": {w: bands.get(w, 0) for w in SCORE_WORDS}} if bands else {}
    return Figure(total / 100, n, total / 100 / n, low, high, more)


def _t(total: float, squares: float, n: int) -> tuple[float, float | None, float | None]:
    interval = t_interval(total, squares, n)
    low, high = interval[-2], interval[-1]
    return total / n, _clip(number(low)), _clip(number(high))


def _clip(percent: float | None) -> float | None:
    return None if percent is None else min(100.0, max(0.0, percent))


def bin_of(minutes: np.ndarray) -> np.ndarray:
    """The bin of elapsed open minutes; the first holds 0 to 15."""
    fine = np.maximum(1, -(-minutes // FINE))
    coarse = FINE_BINS + -(-(minutes - FINE * FINE_BINS) // COARSE)
    return np.where(fine <= FINE_BINS, fine, coarse)


def hours_of(bin_number: int) -> float:
    """The upper edge of a bin, in open hours."""
    beyond = max(0, bin_number - FINE_BINS)
    return (min(bin_number, FINE_BINS) * FINE + beyond * COARSE) / 60


def time_to_event(sums: Sums, days: int) -> Figure:
    """Median and 90th percentile by Kaplan–Meier; open items count as still waiting."""
    events, censored = bins(sums, "event"), bins(sums, "censored")
    happened, total = sum(events.values()), sum(events.values()) + sum(censored.values())
    if total == 0:
        return Figure(0, 0)
    edges = sorted({*events, *censored})
    curve = kaplan_meier(
        np.array([hours_of(b) for b in edges]),
        np.array([events.get(b, 0) for b in edges]),
        np.array([censored.get(b, 0) for b in edges]),
    )
    low, high = curve.quantile_interval(0.5)
    more = {"p90": number(curve.quantile(0.9)), "open": total - happened, "bin": "15 open minutes"}
    return Figure(happened, total, number(curve.quantile(0.5)), number(low), number(high), more)


def vacancy(sums: Sums, days: int) -> Figure:
    """Vacant FTE-days over budgeted FTE-days; the interval's n is distinct positions, not days."""
    vacant, budget = part(sums, "num"), part(sums, "den")
    if budget == 0:
        return Figure(0, 0)
    share, n = vacant / budget, part(sums, "positions")
    low = high = float("nan")
    if n and 0 <= share <= 1:
        low, high = wilson(share * n, n)
    more = {"positions": n, "held": _fte(part(sums, "held"), days)}
    return Figure(_fte(vacant, days), _fte(budget, days), share, number(low), number(high), more)


def _fte(fte_days: int, days: int) -> float:
    return fte_days / FTE / days if days else 0.0


def gap(sums: Sums, days: int) -> Figure:
    """Required less available FTE, from the same days of both feeds."""
    steps = {p: _fte(part(sums, p), days) for p in ("authorised", "vacant", "leave", "ramp", "required")}
    available = steps["authorised"] - steps["vacant"] - steps["leave"] - steps["ramp"]
    if days == 0 or not (part(sums, "authorised") or part(sums, "required")):
        return Figure(0, 0)
    return Figure(
        steps["required"], available, steps["required"] - available, more={**steps, "available": available}
    )


def load(sums: Sums, days: int) -> Figure:
    """Load over available FTE; 1.00 is at standard.

    The half-widths come from the distinct workers of the period's last month: days of one worker are
    one worker. A load with nobody available has no ratio, and is no less a load.
    """
    carried, available = part(sums, "num"), part(sums, "den")
    worker_days = part(sums, "worker_days")
    if worker_days == 0:
        return Figure(0, 0)
    value = carried / available if available else float("nan")
    sums_over_workers = [part(sums, p) for p in ("workers", "sx", "sy", "sxx", "syy", "sxy")]
    centre, low, high = ratio_estimator(*sums_over_workers)
    bands = bins(sums, "band")
    more = {
        "share_over": part(sums, "over") / worker_days,
        "bands": {w: bands.get(i, 0) / worker_days for i, w in enumerate(BAND_WORDS)},
        "workers": part(sums, "workers"),
    }
    below, above = number(value - (centre - low)), number(value + (high - centre))
    return Figure(
        _fte(carried, days),
        _fte(available, days),
        number(value),
        None if below is None else max(0.0, below),
        above,
        more,
    )


def open_count(sums: Sums, days: int) -> Figure:
    """How many stand open past their due time at the end of the period, of all open."""
    bands = bins(sums, "num")
    late, still_open = sum(bands.values()), part(sums, "den")
    more = {"bands": {w: bands.get(i, 0) for i, w in enumerate(AGE_WORDS)}}
    return Figure(late, still_open, float(late), more=more)


def per_thousand(sums: Sums, days: int) -> Figure:
    """Events per 1,000 children, with an interval for a count of rare events."""
    count, children = part(sums, "num"), part(sums, "den")
    if children == 0:
        return Figure(count, children)
    low, high = rate_interval(count, children)
    return Figure(count, children, 1000 * count / children, number(1000 * low), number(1000 * high))


def pair(sums: Sums, days: int) -> Figure:
    """The two counts of one group; the ratio to the reference is made beside its reference."""
    num, den = part(sums, "num"), part(sums, "den")
    return Figure(num, den, num / den if den else None)


_NO_SAMPLE = "none: every record is counted, none is sampled"
KINDS: Mapping[str, Kind] = {
    k.id: k
    for k in (
        Kind("proportion", "units and periods", proportion, "Wilson score, 95%", "p", "sum over sum"),
        Kind(
            "mean",
            "respondents within a wave",
            mean,
            "Student t over persons, 95%",
            "xmr",
            "mean of person scores, from sums",
            latest=True,
        ),
        Kind(
            "time_to_event",
            "units and periods",
            time_to_event,
            "Brookmeyer–Crowley, log-log, 95%",
            "xmr",
            "Kaplan–Meier from bins of 15 open minutes; open items are censored",
        ),
        Kind(
            "vacancy",
            "units; days within a period",
            vacancy,
            "Wilson score on distinct positions, not days, 95%",
            "",
            "vacant FTE-days over budgeted FTE-days",
            latest=True,
        ),
        Kind(
            "gap",
            "units; days within a period",
            gap,
            _NO_SAMPLE,
            "",
            "required less available FTE",
            latest=True,
        ),
        Kind(
            "load",
            "units; days within a period",
            load,
            "ratio estimator over distinct workers, Student t, 95%",
            "",
            "load over available FTE",
            latest=True,
        ),
        Kind("stock", "units", open_count, _NO_SAMPLE, "", "count at the end of the period", latest=True),
        Kind(
            "rate",
            "groups within a period",
            per_thousand,
            "Byar, 95%",
            "",
            "count per 1,000 children",
            people="num",
        ),
        Kind(
            "disparity",
            "nothing",
            pair,
            "log ratio of two rates, 95%; siblings make the true one wider",
            "",
            "rate over the reference group's rate",
            people="num",
            compare=rate_ratio,
        ),
        Kind(
            "relative_rate",
            "nothing",
            pair,
            "log ratio (Katz), 95%; siblings make the true one wider",
            "",
            "share over the reference group's share",
            people="num",
            compare=relative_rate,
        ),
    )
}
