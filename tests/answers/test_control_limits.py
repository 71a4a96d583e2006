"""Verdicts of series made by hand: how many points, which of them, and from when on."""

from datetime import date

import pytest

from pipelines.answers.control_limits import Series, limits_of
from pipelines.questions.periods import months_between
from pipelines.questions.released import HIDDEN, SHOWN, Row

STEADY = (51, 49) * 12
"""Two years of shares about one half, the last below it; of 100 each, three standard deviations are 15 points."""


def rows_of(percents, first: date = date(2023, 1, 1)) -> list[Row]:
    """A month each, out of 100; None is a hidden month."""
    periods = months_between(first, date(first.year + 9, 12, 31))
    return [
        Row(p, (), (), HIDDEN) if x is None else Row(p, (), (), SHOWN, x, 100, x / 100)
        for p, x in zip(periods, percents, strict=False)
    ]


def judged(percents, direction: str = "higher", target: float | None = None, **given):
    return limits_of(Series(rows_of(percents), "p", "month", direction, target, **given))


def test_limits_rest_on_the_first_24_months_and_no_more():
    """1,150 of 2,300 and 74 of 100 make 51%; what follows at 60% moves nothing."""
    found = judged([50] * 23 + [74] + [60] * 6)
    assert found.center == pytest.approx([0.51] * 30)
    assert found.baseline == "first 24 periods of the phase"


@pytest.mark.parametrize(
    ("months", "drawn", "verdict", "reason"),
    [
        (7, False, "not judged", "Too few complete periods in this phase to judge (7 of 8)."),
        (8, True, "not judged", "Trial limits: 8 of 12 periods needed to judge."),
        (11, True, "not judged", "Trial limits: 11 of 12 periods needed to judge."),
        (12, True, "no change", "No run of eight and no point beyond the limits: common cause."),
    ],
)
def test_eight_months_are_drawn_and_twelve_are_judged(months, drawn, verdict, reason):
    found = judged(STEADY[:months])
    assert all((c is not None) is drawn for c in found.center)
    assert (found.verdict, found.reason) == (verdict, reason)


def test_a_phase_begins_with_the_month_it_is_declared_for():
    found = judged([30] * 12 + [70] * 12, phase_start=date(2024, 1, 1))
    assert found.center[:12] == (None,) * 12
    assert found.center[12:] == pytest.approx([0.7] * 12)


def test_a_phase_declared_within_a_month_begins_with_the_next():
    found = judged([30] * 12 + [70] * 12, phase_start=date(2023, 12, 2))
    assert found.center[11] is None
    assert found.center[12] == pytest.approx(0.7)


@pytest.mark.parametrize(
    ("run", "verdict", "since"),
    [(7, "no change", ""), (8, "improving", "2025-01"), (9, "improving", "2025-01")],
)
def test_eight_months_on_one_side_are_a_shift_that_began_with_the_first(run, verdict, since):
    found = judged([*STEADY, *[53] * run])
    assert (found.verdict, found.since) == (verdict, since)


@pytest.mark.parametrize(
    ("after", "verdict", "since"),
    [(0, "improving", "2025-01"), (2, "improving", "2025-01"), (3, "no change", "")],
)
def test_a_point_beyond_a_limit_speaks_for_three_months(after, verdict, since):
    found = judged([*STEADY, 70, *[51, 49, 51][:after]])
    assert (found.verdict, found.since) == (verdict, since)
    assert found.meaning[24] == "improvement"


@pytest.mark.parametrize(
    ("direction", "high", "low"),
    [("higher", "improving", "concern"), ("lower", "concern", "improving"), ("parity", "changed", "changed")],
)
def test_which_side_is_better_decides_what_a_point_beyond_means(direction, high, low):
    assert judged([*STEADY, 70], direction).verdict == high
    assert judged([*STEADY, 30], direction).verdict == low


def test_months_still_coming_in_and_hidden_ones_are_left_out_of_the_limits():
    rows = rows_of([*STEADY, 99, None])
    late = [*rows[:24], Row(rows[24].period, (), (), SHOWN, 99, 100, 0.99, judged=False), rows[25]]
    found = limits_of(Series(late, "p", "month", "higher", None))
    assert found.center == pytest.approx([0.5] * 24 + [None, None])
    assert (found.verdict, found.meaning[24:]) == ("no change", ("none", "none"))


def test_a_stock_is_shown_without_limits():
    found = limits_of(Series(rows_of(STEADY), "", "month", "lower", None))
    assert (found.verdict, found.center) == ("not judged", (None,) * 24)


@pytest.mark.parametrize(
    ("percents", "target", "said"),
    [
        (STEADY, 0.30, "will meet it"),
        (STEADY, 0.35, "may or may not"),
        (STEADY, 0.65, "may or may not"),
        (STEADY, 0.70, "will miss it"),
        # Nine months at 90% are a level of their own, 81 to 99%.
        ([*STEADY, *[90] * 9], 0.80, "will meet it"),
        ([*STEADY, *[90] * 9], 0.95, "may or may not"),
    ],
)
def test_a_target_is_held_against_the_limits_of_the_level_in_force(percents, target, said):
    assert judged(percents, target=target).assurance == said


def test_a_level_that_a_signal_to_the_other_side_has_ended_no_longer_counts_for_the_target():
    """After nine good months 30% is beyond the lower limit: the old limits, 35 to 65%, stand again."""
    assert judged([*STEADY, *[90] * 9, 30], target=0.80).assurance == "will miss it"
