"""Our statistics against published cases: other projects' tests, textbooks, and other tools' answers.

The cases and the comparison live in the reading material beside the clone; here are only thin adapters from
a case to our functions, and how many cases each method passes and how many ask for what we do not offer.
"""

import importlib.util
import math
from collections import Counter
from datetime import date, datetime, timedelta
from functools import cache
from itertools import pairwise
from statistics import NormalDist
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
import pytest

from pipelines.counting.cells import WHOLE
from pipelines.sources import surveys
from pipelines.stats import business_time, disparity, intervals, spc
from pipelines.stats.survival import kaplan_meier
from tests.strictness import need_shared

pytestmark = pytest.mark.shared

WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class NotOffered(NotImplementedError):
    """The case asks for an option that the product does not have; the harness counts it apart."""


@cache
def harness():
    spec = importlib.util.spec_from_file_location("reference_check", need_shared("reference", "check.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def z_of(parameters):
    return NormalDist().inv_cdf((1 + parameters["confidence"]) / 2)


# --- business time ------------------------------------------------------------------------------


def minute(text):
    hours, minutes = text.split(":")
    return int(hours) * 60 + int(minutes)


def office_of(parameters, start, end):
    """The calendar of a case, a year to either side; NotOffered where a day has not one window."""
    windows = {WEEK.index(day): spans for day, spans in parameters["work_hours"].items()}
    if parameters["breaks"] or any(len(spans) != 1 for spans in windows.values()):
        raise NotOffered("more than one window a day")
    if any(minute(opening) > minute(closing) for [[opening, closing]] in windows.values()):
        raise NotOffered("a window across midnight")
    closed = {date.fromisoformat(day) for day in parameters["holidays"]}

    def hours(day):
        if day in closed or day.weekday() not in windows:
            return None
        opening, closing = windows[day.weekday()][0]
        return minute(opening), minute(closing)

    refuse_open_clock_change(parameters["timezone"], hours, start, end)
    year = timedelta(days=366)
    return business_time.office_calendar(start.date() - year, end.date() + year, hours)


def refuse_open_clock_change(zone, hours, start, end):
    """An office open while the clocks change needs real time; ours is wall-clock time."""
    day = start.date()
    while zone and day <= end.date():
        midnight = datetime.combine(day, datetime.min.time())
        edges = [midnight + timedelta(minutes=m) for m in hours(day) or (0, 0)]
        if len({edge.replace(tzinfo=ZoneInfo(zone)).utcoffset() for edge in edges}) > 1:
            raise NotOffered("open while the clocks change")
        day += timedelta(days=1)


def wall_clock(text, zone):
    """The instant on the office's wall clock."""
    moment = datetime.fromisoformat(text)
    return moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None) if moment.tzinfo else moment


def column(moment):
    return np.array([moment], dtype="datetime64[s]")


def business_hours_between(given, parameters):
    start, end = (wall_clock(given[key], parameters["timezone"]) for key in ("start", "end"))
    cal = office_of(parameters, start, end)
    minutes = int(business_time.elapsed_minutes(cal, column(start), column(end))[0])
    # We answer in whole minutes; a case that ends in seconds can be answered only as far as that.
    seconds = sum(moment.second for moment in (start, end))
    return {"seconds": minutes * 60} if seconds == 0 else whole_minutes(cal, start, end, minutes)


def whole_minutes(cal, start, end, minutes):
    """The seconds of a case, found as the second by which the whole minutes count one more."""
    later = np.arange(60).astype("timedelta64[s]") + column(end)
    counts = business_time.elapsed_minutes(cal, column(start), later)
    to_next = int(np.argmax(counts > minutes)) or 60
    return {"seconds": minutes * 60 + 60 - to_next}


def add_business_hours(given, parameters):
    if given["hours"] < 0:
        raise NotOffered("counting back")
    start = wall_clock(given["start"], parameters["timezone"])
    cal = office_of(parameters, start, start)
    return {"end": str(business_time.due(cal, column(start), "A", given["hours"])[0])}


# --- intervals and disparities ------------------------------------------------------------------


def proportion_ci(given, parameters):
    return {"wilson": intervals.wilson(given["numerator"], given["denominator"], z_of(parameters))}


def rate_ci(given, parameters):
    count, population = given["count"], given["denominator"]
    limits = intervals.rate_interval(count, population, z_of(parameters))
    scaled = [limit * parameters["multiplier"] for limit in limits]
    return {"exact" if count < intervals.FEW_EVENTS else "byar": scaled}


def two_groups(given, size):
    group, reference = given["group"], given["reference"]
    count = "events" if size == "total" else "count"
    return group[count], group[size], reference[count], reference[size]


def risk_comparison(given, parameters):
    counts, z = two_groups(given, "total"), z_of(parameters)
    ratio, *ratio_limits = disparity.relative_rate(*counts, z)
    difference, *difference_limits = intervals.newcombe_difference(*counts, z)
    return {
        "risk_ratio": ratio,
        "risk_ratio_ci_log": ratio_limits,
        "risk_difference": difference,
        "risk_difference_ci_newcombe": difference_limits,
    }


def rate_ratio(given, parameters):
    ratio, *limits = disparity.rate_ratio(*two_groups(given, "person_time"), z_of(parameters))
    return {"rate_ratio": ratio, "rate_ratio_ci_log": limits}


def ratios_to(reference, num, den):
    """Each group's ratio to the reference, as the kinds "disparity" and "relative_rate" compute it."""
    ratios, _, _ = disparity.rate_ratio(num, den, num[reference], den[reference])
    return ratios.tolist()


def disparity_index(given, parameters):
    events, population = np.array(given["events"]), np.array(given["population"])
    ref = given["groups"].index(parameters["reference"])
    extra = disparity.extra_events(events, population, events[ref], population[ref])
    return {
        "disparity_index": ratios_to(ref, events, population),
        "rate_difference": (extra / population * parameters["multiplier"]).tolist(),
    }


def group_rate_disparity(given, parameters):
    selected, total = np.array(given["selected"]), np.array(given["total"])
    return {
        "disparity_to_reference": ratios_to(given["groups"].index(parameters["reference"]), selected, total)
    }


# --- waiting times ------------------------------------------------------------------------------


def kaplan_meier_case(given, parameters):
    curve, z = curve_of(given), z_of(parameters)
    low, high = curve.interval(z)
    place = np.searchsorted(curve.times, given["asked"], side="right") - 1
    limits = zip(after(low, place, 1.0), after(high, place, 1.0), strict=True)
    return {
        "n": int(curve.at_risk[0]),
        "median_first_at_or_below_half": curve.quantile(0.5),
        "median": curve.quantile(0.5),
        **quartiles(curve),
        "survival": after(curve.survival, place, 1.0),
        "std_error_greenwood": after(curve.se, place, 0.0),
        "at_risk": curve.at_risk[np.searchsorted(curve.times, given["asked"])].tolist(),
        "ci": {"log_log": {"median_ci": curve.quantile_interval(0.5, z), "survival_ci": list(limits)}},
    }


def curve_of(given):
    events = Counter(t for t, event in zip(given["time"], given["event"], strict=True) if event)
    censored = Counter(t for t, event in zip(given["time"], given["event"], strict=True) if not event)
    times = sorted(events | censored)
    return kaplan_meier(times, [events[t] for t in times], [censored[t] for t in times])


def after(curve, place, before_the_first):
    return [before_the_first if p < 0 else float(curve[p]) for p in place]


def quartiles(curve):
    """Where the share left is exactly a quarter or three, R answers a midpoint; we give the first time."""
    found = {"q1": 0.25, "q3": 0.75}
    return {key: curve.quantile(q) for key, q in found.items() if not np.isclose(curve.survival, 1 - q).any()}


# --- control charts -----------------------------------------------------------------------------


def phases(values, starts):
    return [(a, np.array(values[a:b], dtype=float)) for a, b in pairwise([0, *starts, len(values)])]


def limits_of(values, parameters):
    screen = parameters["screen_constant"] if parameters["screen_moving_ranges"] else None
    return spc.xmr_limits(values, parameters["baseline_points"], parameters["sigma_constant"], screen)


def spc_xmr(given, parameters):
    segments = []
    for start, values in phases(given["values"], parameters["rebase_at"]):
        limits = limits_of(values, parameters)
        segments.append(
            {
                "start": start,
                "n_baseline": limits.baseline,
                "mean": limits.center[0],
                "lower_limit": limits.lower[0],
                "upper_limit": limits.upper[0],
            }
        )
    return {"segments": segments}


def spc_rules_mdc(given, parameters):
    outside, shifted = [], []
    for start, values in phases(given["values"], parameters["rebase_at"]):
        limits = limits_of(values, parameters)
        outside += (np.flatnonzero(spc.beyond(values, limits)) + start).tolist()
        run = spc.shift(values, limits.center, parameters["shift_length"])
        shifted += (np.flatnonzero(run) + start).tolist()
    return {"outside_limits": outside, "shift": shifted}


def spc_rule_vectors(given, parameters):
    if parameters["rule"] != "shift":
        raise NotOffered(f"rule {parameters['rule']}")
    return {"flags": np.abs(spc.shift(given["side_of_mean"], 0, length=7)).tolist()}


def spc_rules_we_nelson(given, parameters):
    values, center = np.array(given["values"], dtype=float), parameters["center"]
    width = np.full(len(values), 3 * parameters["sigma"])
    limits = spc.ControlLimits(np.full(len(values), center), center - width, center + width, len(values))
    return {
        "we1_beyond_3sigma": np.flatnonzero(spc.beyond(values, limits)).tolist(),
        "we4_eight_one_side": window_ends(spc.shift(values, center, 8), 8),
        "nelson2_nine_one_side": window_ends(spc.shift(values, center, 9), 9),
    }


def window_ends(marked, length):
    """We mark every point of a run; these tools mark the points at which a run of the length ends."""
    return [i for i in range(length - 1, len(marked)) if abs(marked[i - length + 1 : i + 1].sum()) == length]


def spc_p(given, parameters):
    if parameters["exclude"]:
        raise NotOffered("points left out of the centre line")
    num, den = np.array(given["count"]), np.array(given["denominator"])
    limits = spc.p_limits(num, den, parameters["baseline_points"])
    return {
        "center": limits.center.tolist(),
        "lower_limit": limits.lower.tolist(),
        "upper_limit": limits.upper.tolist(),
        "outside": np.flatnonzero(spc.beyond(num / den, limits)).tolist(),
    }


def spc_assurance(given, parameters):
    direction = {"increase": "higher", "decrease": "lower"}[parameters["improvement_direction"]]
    word = spc.assurance(given["target"], given["lower_limit"], given["upper_limit"], direction)
    words = {
        "will meet it": "consistent_pass",
        "will miss it": "consistent_fail",
        "may or may not": "inconsistent",
    }
    return {"assurance": words[word]}


# --- scales -------------------------------------------------------------------------------------


def likert_scoring(given, parameters):
    """Through the function that the survey source runs, a row an answer."""
    low, high = parameters["scale_min"], parameters["scale_max"]
    rows = pd.DataFrame(
        {
            **dict.fromkeys(surveys.PERSON, ""),
            "response_id": person,
            "low": float(low),
            "high": float(high),
            "reversed": "yes" if item in parameters["reverse_items"] else "no",
            "answer": np.nan if answer is None else float(answer),
        }
        for person, answers in enumerate(given["responses"])
        for item, answer in enumerate(answers)
    )
    found = surveys.scores(rows)
    percent = found[found["domain"] == WHOLE].set_index("response_id")["score"]
    percent = percent.reindex(range(len(given["responses"])))
    return {
        "mean_score": (low + percent / 100 * (high - low)).tolist(),
        "percent_of_maximum": percent.tolist(),
    }


# --- the count ----------------------------------------------------------------------------------


def with_asked_times(case):
    """The times at which a curve is asked stand among the expected values; the adapter must see them."""
    return {**case, "input": {**case["input"], "asked": case["expected"]["times"]}}


METHODS = {
    # method: (adapter, cases passed, cases that ask for what we do not offer)
    "add_business_hours": (add_business_hours, 8, 2),
    "business_hours_between": (business_hours_between, 10, 4),
    "disparity_index": (disparity_index, 11, 0),
    "group_rate_disparity": (group_rate_disparity, 5, 0),
    "kaplan_meier": (kaplan_meier_case, 9, 0),
    "likert_scoring": (likert_scoring, 2, 0),
    "proportion_ci": (proportion_ci, 11, 0),
    "rate_ci": (rate_ci, 9, 0),
    "rate_ratio": (rate_ratio, 3, 0),
    "risk_comparison": (risk_comparison, 11, 0),
    "spc_assurance": (spc_assurance, 7, 0),
    "spc_p": (spc_p, 6, 2),
    "spc_rule_vectors": (spc_rule_vectors, 3, 11),
    "spc_rules_mdc": (spc_rules_mdc, 21, 0),
    "spc_rules_we_nelson": (spc_rules_we_nelson, 12, 0),
    "spc_xmr": (spc_xmr, 20, 0),
}


@pytest.mark.parametrize("method", METHODS)
def test_every_published_case_of_a_method_is_answered_as_published(method):
    adapter, passed, not_offered = METHODS[method]
    cases = list(harness().load(need_shared("reference", "cases"), method))
    if method == "kaplan_meier":
        cases = [(name, with_asked_times(case)) for name, case in cases]
    rows = harness().run(cases, {method: adapter})
    wrong = [row[1:] for row in rows if row[2] in ("fail", "error")]
    assert wrong == []
    count = Counter(row[2] for row in rows)
    assert (count["pass"], count["unsupported"]) == (passed, not_offered)


def test_a_wrong_answer_would_be_seen():
    cases = list(harness().load(need_shared("reference", "cases"), "rate_ratio"))
    rows = harness().run(cases, {"rate_ratio": lambda given, parameters: {"rate_ratio": math.pi}})
    assert [row[2] for row in rows] == ["fail"] * 3
