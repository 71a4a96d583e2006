"""The one judgement, on series made by hand: what moved, since when, what could have been seen, and today."""

from datetime import date

import pytest

from pipelines.answers.changes import judge
from pipelines.answers.control_limits import Series
from pipelines.profile.sections import Phase
from pipelines.questions.periods import months_between
from pipelines.questions.released import HIDDEN, SHOWN, Row
from pipelines.stats.intervals import newcombe_difference

FLAT = (51, 49) * 12
"""Two years of shares about one half, the last below it; of 100 each, three standard deviations are 15 points."""


def rows_of(percents, first: date = date(2023, 1, 1), n: int = 100) -> list[Row]:
    """A month each, out of n; None is a hidden month."""
    periods = months_between(first, date(first.year + 9, 12, 31))
    return [
        Row(p, (), (), HIDDEN) if x is None else Row(p, (), (), SHOWN, x * n / 100, n, x / 100)
        for p, x in zip(periods, percents, strict=False)
    ]


def phases(*since: date) -> tuple[Phase, ...]:
    return tuple(Phase(day, "x", f"step {i + 1}", "declared") for i, day in enumerate(since))


def limits_and_verdict(
    percents, direction: str = "higher", target: float | None = None, n: int = 100, **given
):
    given = {"difference": newcombe_difference, **given}
    return judge(Series(rows_of(percents, n=n), "p", "month", direction, "percent", target, **given))


def verdict(percents, *more, **given):
    return limits_and_verdict(percents, *more, **given)[1]


# ---- limits


def test_limits_rest_on_the_first_24_months_and_no_more():
    """1,150 of 2,300 and 74 of 100 make 51%; what follows at 60% moves nothing."""
    found, _ = limits_and_verdict([50] * 23 + [74] + [60] * 6)
    assert found.center == pytest.approx([0.51] * 30)
    assert found.baseline == "first 24 periods of the phase"


@pytest.mark.parametrize(
    ("months", "drawn", "state", "reason"),
    [
        (7, False, "cannot tell", "Too few complete periods in this phase to judge (7 of 8)."),
        (8, True, "cannot tell", "8 of the 12 periods that are needed to judge."),
        (11, True, "cannot tell", "11 of the 12 periods that are needed to judge."),
        (12, True, "steady", "A lasting change of less than about 7 points would not show here yet."),
    ],
)
def test_eight_months_are_drawn_and_twelve_are_judged(months, drawn, state, reason):
    limits, found = limits_and_verdict(FLAT[:months])
    assert all((c is not None) is drawn for c in limits.center)
    assert (found.state, found.reason) == (state, reason)


def test_trial_limits_say_nothing_of_the_target_to_come():
    """D12: with eight to eleven points the verdict was withheld and "will meet it" printed."""
    assert verdict(FLAT[:11], target=0.3).assurance == ""


def test_months_still_coming_in_and_hidden_ones_are_left_out_of_the_limits():
    rows = rows_of([*FLAT, 99, None])
    late = [*rows[:24], Row(rows[24].period, (), (), SHOWN, 99, 100, 0.99, judged=False), rows[25]]
    limits, found = judge(Series(late, "p", "month", "higher"))
    assert limits.center == pytest.approx([0.5] * 24 + [None, None])
    assert (found.state, limits.meaning[24:]) == ("steady", ("none", "none"))


def test_a_missing_month_breaks_a_run():
    """D11: it was closed up, and thirteen periods "in a row" had a month missing among them."""
    whole = [*FLAT, *[53] * 8]
    gap = [*FLAT, *[53] * 4, None, *[53] * 4]
    assert (verdict(whole).state, verdict(gap).state) == ("better", "steady")


def test_a_stock_is_shown_without_limits():
    limits, found = judge(Series(rows_of(FLAT), "", "month", "lower"))
    assert (found.state, limits.center) == ("cannot tell", (None,) * 24)
    assert found.reason.startswith("A stock lasts from month to month")


# ---- what moved, and since when


@pytest.mark.parametrize(
    ("run", "state", "since", "confirmed"),
    [(7, "steady", "", False), (8, "better", "2025-01", False), (9, "better", "2025-01", True)],
)
def test_eight_months_on_one_side_are_a_change_and_the_ninth_bears_it_out(run, state, since, confirmed):
    found = verdict([*FLAT, *[53] * run])
    assert (found.state, found.since, found.confirmed) == (state, since, confirmed)


def test_the_first_signal_is_told_apart_from_the_estimated_start():
    """A25: "since" was the day of the alarm. The step of January could be known in August."""
    found = verdict([*FLAT, *[55] * 9])
    assert (found.since, found.signal) == ("2025-01", "2025-08")
    assert found.words == "better since about Jan 2025 (first signal Aug 2025), steady since"


def test_a_slow_fall_is_dated_before_the_point_that_gave_it_away():
    """A25: the fall of North's Teaming, in percent of 100 answers, from the third quarter before the last on."""
    found = verdict([*(73, 74, 72) * 8, 69, 63, 63, 58])
    assert (found.state, found.signal) == ("worse", "2025-04")
    assert found.since in ("2025-01", "2025-02")


@pytest.mark.parametrize(
    ("after", "state"),
    [(0, "better"), (2, "better"), (3, "steady")],
)
def test_a_point_beyond_a_limit_speaks_for_three_months(after, state):
    limits, found = limits_and_verdict([*FLAT, 70, *[51, 49, 51][:after]])
    assert found.state == state
    assert limits.meaning[24] == "improvement"


@pytest.mark.parametrize(
    ("direction", "high", "low", "words"),
    [
        ("higher", "better", "worse", "better since Jan 2025"),
        ("lower", "worse", "better", "worse since Jan 2025"),
        ("parity", "changed", "changed", "higher since Jan 2025"),
    ],
)
def test_which_side_is_better_decides_what_a_point_beyond_means(direction, high, low, words):
    assert (verdict([*FLAT, 70], direction).state, verdict([*FLAT, 70], direction).words) == (high, words)
    assert verdict([*FLAT, 30], direction).state == low


def test_a_step_long_ago_and_flat_since_is_the_new_level_and_no_new_change():
    """A11, D6: ten months after the step it was "Improving" for ever, or "no change" under blue points."""
    found = verdict([*FLAT, *(61, 59) * 10], start="2026-01")
    assert (found.state, found.settled, found.fresh) == ("better", True, False)
    assert found.words.endswith("steady since")


def test_a_run_from_the_first_month_on_with_worse_months_since_is_no_improvement():
    """Eighteen months at 52% set the centre with six at 44%: the run at the beginning is no change of today."""
    assert verdict([52] * 18 + [44] * 6).state == "steady"


def test_a_level_that_has_gone_back_to_the_centre_is_no_change_of_today():
    found = verdict([*FLAT, *[55] * 9, *(49, 51, 49, 51, 49, 50, 49, 51, 49, 49)])
    assert found.state == "steady"


def test_a_series_that_has_ended_is_not_judged_by_its_last_month():
    """A18: a unit closed in March was still "a concern" in October."""
    found = verdict([*FLAT, 30, None, None, None])
    assert (found.state, found.reason) == ("cannot tell", "There is no figure since Jan 2025.")


# ---- what could have been seen


@pytest.mark.parametrize(("n", "state"), [(100, "steady"), (20, "steady"), (8, "cannot tell")])
def test_no_change_is_not_said_where_nothing_could_have_been_seen(n, state):
    """D5: with eight a month not even a lasting change of 20 points shows within a year in four of five cases."""
    assert verdict(FLAT, n=n).state == state


def test_what_would_not_show_is_said_beside_silence():
    assert (
        verdict(FLAT, n=20).reason == "A lasting change of less than about 15 points would not show here yet."
    )


# ---- declared phases: each against the one just before


def test_a_phase_is_held_against_the_one_just_before_it_and_not_against_all_history():
    """A5: 50% until October 2024, 90% after; a later phase "with no effect" was credited with 21 points."""
    found = verdict([50] * 22 + [90] * 20, phases=phases(date(2024, 11, 1), date(2025, 9, 15)))
    first, second = found.steps
    assert first.state == "better"
    assert "90% against 50% before, a difference of 40 points" in first.words
    assert second.state == "cannot tell"
    assert "90% against 90% before, a difference of 0 points" in second.words


@pytest.mark.parametrize(
    ("before", "after", "n", "state"),
    [(70, 83, 100, "better"), (70, 71, 100, "cannot tell"), (83, 70, 100, "worse")],
)
def test_one_test_decides_whether_a_phase_made_a_step(before, after, n, state):
    """A12: 70 and 83 of 100 differ by 13 points (1 to 24); note and list had two rules for it."""
    rows = rows_of([before, after], n=n)
    found = judge(
        Series(
            rows,
            "p",
            "month",
            "higher",
            difference=newcombe_difference,
            phases=phases(date(2023, 2, 1)),
        )
    )[1]
    assert found.steps[0].state == state


def test_a_step_that_happened_is_never_no_change():
    """A6: limits straddled the phase, and "no change" stood beside a difference of 15 points."""
    found = verdict([50] * 24 + [65] * 14, phases=phases(date(2025, 1, 1)))
    assert (found.state, found.since, found.confirmed) == ("better", "2025-01", True)
    assert found.words == "better since Jan 2025, steady since"


def test_after_a_declared_step_the_new_level_is_the_normal_one():
    limits, _ = limits_and_verdict([30] * 12 + [70] * 12, phases=phases(date(2024, 1, 1)))
    assert limits.center[:12] == (None,) * 12
    assert limits.center[12:] == pytest.approx([0.7] * 12)


def test_a_month_in_which_a_phase_begins_belongs_to_neither_side():
    """A5: it was before in the note and the limits, and after in the finding."""
    limits, found = limits_and_verdict([30] * 11 + [99] + [70] * 12, phases=phases(date(2023, 12, 2)))
    assert limits.center[11] is None
    assert limits.center[12] == pytest.approx(0.7)
    assert "70% against 30% before" in found.steps[0].words


# ---- today against the target, and what is to come


@pytest.mark.parametrize(
    ("direction", "target", "words", "missed"),
    [
        ("higher", 0.70, "misses the target of 70% by 21 points", True),
        ("higher", 0.49, "meets the target of 49%", False),
        ("lower", 0.40, "misses the target of 40% by 9 points", True),
        ("lower", 0.486, "misses the target of 49% by less than 1 point", True),
    ],
)
def test_the_plain_fact_against_the_target_is_said_apart_from_the_verdict_on_change(
    direction, target, words, missed
):
    """A23: "no change" stood beside 54% against a target of 75%."""
    found = verdict(FLAT, direction, target).today
    assert (found.words, found.missed) == (words, missed)


@pytest.mark.parametrize(
    ("percents", "target", "said"),
    [
        (FLAT, 0.30, "will meet it"),
        (FLAT, 0.35, "may or may not"),
        (FLAT, 0.65, "may or may not"),
        (FLAT, 0.70, "will miss it"),
        # Nine months at 90% are a level of their own, 81 to 99%.
        ([*FLAT, *[90] * 9], 0.80, "will meet it"),
        ([*FLAT, *[90] * 9], 0.95, "may or may not"),
    ],
)
def test_a_target_is_held_against_the_limits_of_the_level_in_force(percents, target, said):
    assert verdict(percents, target=target).assurance == said


def test_a_level_that_a_signal_to_the_other_side_has_ended_no_longer_counts_for_the_target():
    """After nine good months 30% is beyond the lower limit: the old limits, 35 to 65%, stand again."""
    assert verdict([*FLAT, *[90] * 9, 30], target=0.80).assurance == "will miss it"


def test_one_point_beyond_a_limit_is_not_dated_before_points_of_the_other_side():
    """Two high months a year before, ordinary ones between: the last alone is the signal, and since when."""
    found = verdict([*FLAT, 64, 64, *(54, 49) * 5, 66])
    assert (found.since, found.signal, found.confirmed) == ("2026-01", "2026-01", False)
    assert found.words == "better since Jan 2026"


def test_a_run_that_is_over_says_until_when():
    """The level still stands, but its latest months are on the other side of the centre."""
    found = verdict([*FLAT, *(60,) * 9, 48])
    assert found.reason == "9 periods in a row above the centre line, until Sep 2025."
