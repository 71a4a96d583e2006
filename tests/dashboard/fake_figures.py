"""How the stand-in door adds the invented records up: just good enough to draw."""

import itertools
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from math import exp, log, sqrt

from pipelines.questions.released import SHOWN, Limits, Row
from pipelines.questions.selection import Selection
from tests.dashboard import fake_county as county

LEADERS = ("supervisor", "manager", "director")
Where = Mapping[str, tuple[str, ...]]


def months_in(selection: Selection) -> list[tuple[str, tuple[str, ...]]]:
    """(period, its members) for flows that come by the month."""
    start, end = selection.start or county.MONTHS[0], selection.end or county.LAST
    months = [m for m in county.MONTHS if start <= m <= end]
    return _gathered(selection.grain, months, lambda m: m)


def quarters_in(selection: Selection) -> list[tuple[str, tuple[str, ...]]]:
    start, end = selection.start or county.MONTHS[0], selection.end or county.LAST
    quarters = [q for q in county.QUARTERS if start <= _last_month(q) and _first_month(q) <= end]
    return _gathered(selection.grain, quarters, _last_month)


def years_in(selection: Selection) -> list[tuple[str, tuple[str, ...]]]:
    start, end = (selection.start or "2023")[:4], (selection.end or "2026")[:4]
    return [(y, (y,)) for y in county.YEARS if start <= y <= end]


def _gathered(grain: str, periods: list[str], month_of: Callable[[str], str]):
    if grain == "window" and periods:
        return [(f"{month_of(periods[0])}..{month_of(periods[-1])}", tuple(periods))]
    name = {"year": lambda p: p[:4], "quarter": lambda p: _quarter(month_of(p))}.get(grain, lambda p: p)
    if grain in ("month", "year", "quarter") and periods and "Q" in periods[0] and grain != "year":
        name = str
    gathered: dict[str, list[str]] = {}
    for period in periods:
        gathered.setdefault(name(period), []).append(period)
    return [(name, tuple(members)) for name, members in gathered.items()]


def _quarter(month: str) -> str:
    return f"{month[:4]}-Q{(int(month[5:7]) + 2) // 3}"


def _first_month(quarter: str) -> str:
    return f"{quarter[:4]}-{3 * int(quarter[-1]) - 2:02d}"


def _last_month(quarter: str) -> str:
    return f"{quarter[:4]}-{3 * int(quarter[-1]):02d}"


def _asked(periods: Iterable[str], units: list[str], where: Where):
    for i in county.inquiries():
        if i.month not in periods or i.unit not in units:
            continue
        facts = {
            "race": i.race,
            "language": i.language,
            "requester": i.requester,
            "channel": i.channel,
            "role": i.role,
            "unit": i.unit,
            "division": county.division_of(i.unit),
        }
        if all(facts[d] in values for d, values in where.items()):
            yield i


def _wilson(num: int, den: int) -> tuple[float, float]:
    p, z = num / den, 1.96
    middle, half = p + z * z / (2 * den), z * sqrt(p * (1 - p) / den + z * z / (4 * den * den))
    return (middle - half) / (1 + z * z / den), (middle + half) / (1 + z * z / den)


def response(leaders: bool, expectation: bool, periods, units, where) -> dict | None:
    asked = [i for i in _asked(periods, units, where) if not leaders or i.role in LEADERS]
    known = [i for i in asked if i.hours is not None]
    if not known:
        return {"num": 0, "den": 0}

    def share(limit: float) -> dict:
        met = sum(i.hours <= limit and (i.expectation or not expectation) for i in known)
        return {"num": met, "den": len(known), "value": met / len(known)}

    readings = {"A": share(24), "B": share(9), "C": share(13)}
    low, high = _wilson(readings["B"]["num"], len(known))
    return {**readings["B"], "low": low, "high": high, "more": {"readings": readings}}


def waiting(event: str, periods, units, where) -> dict:
    asked = list(_asked(periods, units, where))
    times = sorted(getattr(i, event) for i in asked if getattr(i, event) is not None)
    if not times:
        return {"num": 0, "den": 0}
    n = len(times)
    at = lambda q: times[min(n - 1, int(q * n))]
    spread = 0.98 / sqrt(n)
    return {
        "num": n,
        "den": len(asked),
        "value": at(0.5),
        "low": at(max(0, 0.5 - spread)),
        "high": at(min(1, 0.5 + spread)),
        "more": {"p90": at(0.9), "open": len(asked) - n},
    }


def overdue(periods, units, where) -> dict:
    month = periods[-1]
    scope = _scope_units(units, where)
    ages = [0, 0, 0, 0]
    for n, _ in enumerate(scope):
        seed = (hash_of(month) + 7 * n) % 11
        ages = [a + b for a, b in zip(ages, (seed % 3, seed % 2, seed % 5 == 0, seed == 10), strict=True)]
    words = ("up to 1 business day late", "1 to 5 days", "5 to 20 days", "over 20 days")
    late = sum(ages)
    return {
        "num": late,
        "den": late + 3 * len(scope),
        "value": float(late),
        "more": {"bands": dict(zip(words, ages, strict=True))},
    }


def hash_of(word: str) -> int:
    return sum(ord(c) * (i + 3) for i, c in enumerate(word))


def _scope_units(units: list[str], where: Where) -> list[str]:
    return [
        u
        for u in units
        if u in where.get("unit", (u,))
        and county.division_of(u) in where.get("division", (county.division_of(u),))
    ]


def _fte(periods, units, where) -> dict[str, float]:
    rows = [county.staffing()[m, u] for m in periods for u in _scope_units(units, where)]
    names = ("authorised", "vacant", "held", "leave", "ramp", "required")
    return {k: sum(r[k] for r in rows) / len(periods) for k in names}


def vacancy(periods, units, where) -> dict:
    fte = _fte(periods, units, where)
    if not fte["authorised"]:
        return {"num": 0, "den": 0}
    share = fte["vacant"] / fte["authorised"]
    low, high = _wilson(round(fte["vacant"]), round(fte["authorised"]))
    return {
        "num": fte["vacant"],
        "den": fte["authorised"],
        "value": share,
        "low": low,
        "high": high,
        "more": {"authorised": fte["authorised"], "vacant": fte["vacant"], "held": fte["held"]},
    }


def gap(periods, units, where) -> dict:
    fte = _fte(periods, units, where)
    available = fte["authorised"] - fte["vacant"] - fte["leave"] - fte["ramp"]
    return {
        "num": fte["required"],
        "den": available,
        "value": fte["required"] - available,
        "more": {**fte, "available": available},
    }


def load(periods, units, where) -> dict:
    fte = _fte(periods, units, where)
    available = fte["authorised"] - fte["vacant"] - fte["leave"] - fte["ramp"]
    if not available:
        return {"num": 0, "den": 0}
    value = fte["required"] / available
    loads = [w["load"] for w in county.workers() if w["unit"] in _scope_units(units, where)]
    edges = ((0, 0.8), (0.8, 1.0), (1.0, 1.2), (1.2, 99))
    words = ("up to 80% of standard", "80% to 100%", "100% to 120%", "over 120%")
    bands = {w: sum(a < x <= b for x in loads) / len(loads) for w, (a, b) in zip(words, edges, strict=True)}
    return {
        "num": fte["required"],
        "den": available,
        "value": value,
        "low": value * 0.94,
        "high": value * 1.06,
        "more": {"share_over": sum(x > 1 for x in loads) / len(loads), "bands": bands, "workers": len(loads)},
    }


def fidelity(periods, units, where) -> dict:
    rows = [
        (total, n)
        for quarter, unit, domain, rater, race, total, n in county.scores()
        if quarter in periods
        and unit in _scope_units(units, where)
        and domain in where.get("domain", (domain,))
        and race in where.get("race", (race,))
        and rater in where.get("rater", [r for r in county.RATERS if r != "self"])
    ]
    n, total = sum(r[1] for r in rows), sum(r[0] for r in rows)
    if not n:
        return {"num": 0, "den": 0}
    half = 2 * 14 / sqrt(n)
    return {"num": total, "den": n, "value": total / n, "low": total / n - half, "high": total / n + half}


def decided(kind: str, periods, units, where) -> dict | None:
    year, (step,), (race,) = periods[-1], where.get("step", ("entry",)), where.get("race", ("black",))
    (num, den), (ref_num, ref_den) = (county.decisions()[year, step, r] for r in (race, county.REFERENCE))
    if kind != "relative":
        den, ref_den = (county.decisions()[year, "report", r][1] for r in (race, county.REFERENCE))
    if race == "unknown" and kind != "relative":
        return {"num": num, "den": 0}
    if kind == "rate":
        return {
            "num": num,
            "den": den,
            "value": 1000 * num / den,
            "low": 1000 * (num - 1.96 * sqrt(num)) / den,
            "high": 1000 * (num + 1.96 * sqrt(num)) / den,
        }
    if not num or not den:
        return {"num": num, "den": den}
    ratio = (num / den) / (ref_num / ref_den)
    spread = exp(1.96 * sqrt(1 / num - 1 / den + 1 / ref_num - 1 / ref_den))
    reference = race == county.REFERENCE
    return {
        "num": num,
        "den": den,
        "value": ratio,
        "low": None if reference else ratio / spread,
        "high": None if reference else ratio * spread,
        "more": {"rate": num / den, "reference_rate": ref_num / ref_den, "reference": reference},
    }


FIGURES = {
    "response_24h_leadership": (partial(response, True, False), months_in),
    "response_24h": (partial(response, False, False), months_in),
    "response_24h_expectation": (partial(response, True, True), months_in),
    "time_to_acknowledgement": (partial(waiting, "hours"), months_in),
    "time_to_resolution": (partial(waiting, "resolved"), months_in),
    "overdue_open": (overdue, months_in),
    "fidelity_score": (fidelity, quarters_in),
    "vacancy_rate": (vacancy, months_in),
    "staffing_gap": (gap, months_in),
    "caseload_load": (load, months_in),
    "decision_rate": (partial(decided, "rate"), years_in),
    "disparity_index": (partial(decided, "index"), years_in),
    "relative_rate_index": (partial(decided, "relative"), years_in),
}

NO_CHART = ("vacancy", "gap", "load", "stock", "rate", "relative_rate")


def limits_of(card, rows: tuple[Row, ...]) -> Limits:
    """Mean ± 2.66 mean moving ranges, begun anew at the declared phase of July 2025."""
    judged = [r for r in rows if r.status == SHOWN and r.judged]
    periods = tuple(r.period for r in rows)
    none = (None,) * len(rows)
    if card.kind in NO_CHART or len(judged) < 12:
        reason = (
            "A stock drifts from month to month: shown as a trend only."
            if card.kind in NO_CHART
            else "Fewer than 12 points: not judged yet."
        )
        return Limits("none", periods, none, none, none, ("none",) * len(rows), "not judged", reason)
    lines = [_line(r, judged) for r in rows]
    signs = [_sign(card, r, line) for r, line in zip(rows, lines, strict=True)]
    last = signs[rows.index(judged[-1])]
    verdict = {"improvement": "improving", "concern": "concern"}.get(last, "no change")
    centre = lines[rows.index(judged[-1])][0]
    return Limits(
        "XmR",
        periods,
        *(tuple(line[i] for line in lines) for i in range(3)),
        tuple(signs),
        verdict,
        "a point beyond its limits, or eight on one side of the average",
        _assurance(card, centre),
        since=next((r.period for r, s in zip(rows, signs, strict=True) if s == last != "none"), ""),
    )


def _line(row: Row, judged: list[Row]) -> tuple[float | None, float | None, float | None]:
    if row not in judged:
        return None, None, None
    phase = [r.value for r in judged if (r.period >= "2025-07") == (row.period >= "2025-07")]
    mean = sum(phase) / len(phase)
    moving = [abs(a - b) for a, b in itertools.pairwise(phase)] or [0]
    reach = 2.66 * sum(moving) / len(moving)
    return mean, mean - reach, mean + reach


def _sign(card, row: Row, line) -> str:
    if (
        line[0] is None
        or row.period < "2025-07"
        or card.id not in ("response_24h_leadership", "response_24h_expectation", "fidelity_score")
    ):
        return "none"
    return (
        "concern"
        if card.id == "fidelity_score" and row.period >= "2026"
        else ("improvement" if card.id.startswith("response_24h_") and row.period >= "2025-09" else "none")
    )


def _assurance(card, centre: float) -> str:
    if card.target is None:
        return ""
    better = 1 if card.direction == "higher" else -1
    distance = better * log(max(centre, 1e-9) / max(card.target, 1e-9))
    return "will meet it" if distance > 0.08 else "will miss it" if distance < -0.08 else "may or may not"
