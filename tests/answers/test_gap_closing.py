"""Is the gap closing? Each group against its own first year, all tested together; never "no change" for "cannot tell"."""

from dataclasses import replace

import pytest

from pipelines.answers import gap_closing
from pipelines.answers.gap_closing import CANNOT_TELL, NARROWER, ONE_YEAR, TURNED, WIDER
from pipelines.questions.adverse_gap import ABOVE, BELOW, NEITHER, adverse_side, behind, gaps_of
from pipelines.questions.details import Compared
from pipelines.questions.released import HIDDEN, SHOWN, Row
from pipelines.register.indicators import indicator
from pipelines.stats.disparity import log_ratio_change
from pipelines.stats.multiple import holm

RRI, DI = indicator("relative_rate_index"), indicator("disparity_index")


def row(group: str, year: str, value=None, low=None, high=None, status=SHOWN, **more) -> Row:
    detail = Compared(rate=0.3, reference_rate=0.2, difference=0.1, reference=False, **more)
    pairs = (("step", "entry"), ("race", group.lower()))
    return Row(year, pairs, ("Entered care", group), status, value=value, low=low, high=high, detail=detail)


def trail(group: str, first, last) -> list[Row]:
    return [row(group, "2021", *first), row(group, "2025", *last)]


CLOSING = ((2.40, 1.97, 2.93), (1.70, 1.40, 2.07))


def test_the_change_of_a_ratio_is_tested_on_its_logarithm():
    """D7: 2.40 (1.97 to 2.93), then 1.70 (1.40 to 2.07) was "no change beyond chance"; z = 2.43, p = .015."""
    z, p = log_ratio_change(*CLOSING)
    assert (round(-z, 2), round(p, 3)) == (2.43, 0.015)


def test_the_change_is_that_of_a_published_comparison_of_two_ratios():
    """Altman and Bland, BMJ 2003;326:219: relative risks 0.67 (0.46 to 0.98) and 0.88 (0.71 to 1.08): z = -1.24, p = 0.2."""
    z, p = log_ratio_change((0.88, 0.71, 1.08), (0.67, 0.46, 0.98))
    assert z == pytest.approx(-1.24, abs=0.02)
    assert p == pytest.approx(0.2, abs=0.02)


def test_p_values_looked_at_together_are_adjusted_as_holm_did():
    """By hand: .01 x 4, .013 x 3 raised to it, .014 x 2 raised to it, .9."""
    assert holm([0.9, 0.01, 0.014, 0.013]) == pytest.approx([0.9, 0.04, 0.04, 0.04])
    assert holm([0.6, 0.7]) == [1.0, 1.0]
    assert holm([]) == []


STATES = {
    NARROWER: CLOSING,
    WIDER: (CLOSING[1], CLOSING[0]),
    TURNED: ((1.6, 1.3, 1.97), (0.5, 0.4, 0.62)),
    CANNOT_TELL: ((1.2, 0.8, 1.8), (1.5, 1.0, 2.25)),
}


@pytest.mark.parametrize("state", STATES)
def test_a_group_alone_is_told_by_its_two_years(state):
    """D7: 1.6, then 0.5 was "widening", 0.62, then 1.30 "closing"; both have turned round."""
    found = gap_closing.trails(trail("Black", *STATES[state]))
    assert gap_closing.states_of(found) == {"Black": state}


@pytest.mark.parametrize(
    ("first", "last", "state"),
    [
        ((2.40, 1.97, 2.93), (0.98, 0.80, 1.20), NARROWER),
        ((0.98, 0.80, 1.20), (2.00, 1.65, 2.43), WIDER),
        ((0.62, 0.50, 0.77), (1.30, 1.06, 1.60), TURNED),
    ],
)
def test_a_gap_that_closed_is_not_said_to_have_turned_round(first, last, state):
    """D7: a ratio that came to lie just past 1, within chance of it, was said to have turned round."""
    assert gap_closing.states_of(gap_closing.trails(trail("Black", first, last))) == {"Black": state}


def test_the_one_that_stands_out_among_many_was_looked_for_among_all():
    """D7: p = .015 alone is a change; among seven groups that were looked at it is none."""
    others = [r for n in range(6) for r in trail(f"Group {n}", (1.0, 0.7, 1.43), (1.1, 0.77, 1.57))]
    states = gap_closing.states_of(gap_closing.trails(trail("Black", *CLOSING) + others))
    assert states["Black"] == CANNOT_TELL


def test_the_sentence_names_each_group_its_years_the_test_and_the_hidden_years():
    """D7: the first year that is not hidden was taken unsaid. A4: what cannot be told is not called no change."""
    rows = [
        *trail("Black", *CLOSING),
        *trail("Latino", *STATES[CANNOT_TELL]),
        row("Native American", "2021", status=HIDDEN),
        row("Native American", "2025", 3.0, 2.0, 4.5),
        row("Unknown", "2021", 9.0, 8.0, 10.0),
    ]
    rows[-1] = replace(rows[-1], group=(("step", "entry"), ("race", "unknown")))
    assert gap_closing.sentence(RRI, rows) == (
        "Narrower for Black (2.40 in 2021, 1.70 in 2025; the rates 10.0 and 10.0 points apart); cannot tell for "
        "Latino (1.20 in 2021, 1.50 in 2025); no two years to compare for Native American (3.00 in 2025). 2 groups "
        "were tested together, each against its own first year shown, on the log of the ratio, at 95% (Holm). "
        "Earlier years are hidden for Native American."
    )
    assert gap_closing.states_of(gap_closing.trails(rows))["Native American"] == ONE_YEAR


def test_who_is_not_compared_is_named():
    """A4, D7: groups hidden in every year were left out unsaid, and a last ratio of 2024 stood for 2025."""
    rows = [
        *trail("Black", *CLOSING),
        row("Latino", "2021", 1.2, 0.8, 1.8),
        row("Latino", "2025", status=HIDDEN),
        row("Asian", "2021", status=HIDDEN),
        row("Asian", "2025"),
        row("Unknown", "2025", status=HIDDEN),
    ]
    rows[-1] = replace(rows[-1], group=(("step", "entry"), ("race", "unknown")))
    reference = Compared(rate=0.2, reference_rate=0.2, difference=0.0, reference=True)
    rows += [replace(row("White", "2021", 1.0), detail=reference), row("White", "2025", status=HIDDEN)]
    assert gap_closing.unfollowed(rows) == ["Asian"]
    said = gap_closing.sentence(RRI, rows)
    assert said.endswith("For 2025 no ratio is shown for Latino. No ratio of any year is shown for Asian.")


def test_where_nobody_can_be_followed_that_is_said():
    rows = [row("Black", y, status=HIDDEN) for y in ("2021", "2025")]
    assert gap_closing.sentence(DI, rows) == "No group is large enough, or shown, to follow over the years."


# ---- which side is adverse


@pytest.mark.parametrize(
    ("step", "of_those_before", "side"),
    [
        ("entry", True, ABOVE),
        ("entry", False, ABOVE),
        ("reunification", True, BELOW),
        ("reunification", False, NEITHER),
        ("reentry", True, ABOVE),
        ("reentry", False, NEITHER),
    ],
)
def test_among_all_children_no_side_is_adverse_after_entry(step, of_those_before, side):
    """D2: 3.51 at going home read as better for Black children; it said that three times as many were removed."""
    assert adverse_side(step, of_those_before) == side


@pytest.mark.parametrize(
    ("extra", "side", "children"), [(20.0, ABOVE, 20.0), (-506.0, ABOVE, None), (-31.0, BELOW, 31.0), (31.0, BELOW, None), (31.0, NEITHER, None)]
)  # fmt: skip
def test_the_children_behind_a_gap_are_never_negative_nor_behind_a_favour(extra, side, children):
    """D2: -506 Asian children "behind the gap" at the report, and +31 Black ones who went home."""
    assert behind(extra, side) == children


def test_a_ratio_without_an_adverse_side_is_no_gap_and_is_not_counted_as_compared():
    """D2."""
    sideless = row("Black", "2025", 3.51, 2.32, 5.31, apart=True, adverse=NEITHER)
    adverse = row("Latino", "2025", 3.0, 2.0, 4.0, apart=True, adverse=ABOVE, extra=9.0)
    found = gaps_of([sideless, adverse])
    assert (found.compared, [r.words[-1] for r in found.adverse]) == (1, ["Latino"])


# ---- C9: who sees less is not told more


def counted(group: str, year: str, num: float, den: float, value=None, **more) -> Row:
    low, high = (value / 1.35, value * 1.35) if value else (None, None)
    return replace(row(group, year, value, low, high, **more), num=num, den=den)


def test_a_reader_from_whom_groups_are_hidden_is_told_no_more_than_one_who_sees_them():
    """C9: "narrower" for the committee at two groups shown (p = .011), "cannot tell" for the director at five."""
    found = gap_closing.trails(trail("Black", *CLOSING))
    assert gap_closing.states_of(found) == {"Black": NARROWER}
    assert gap_closing.states_of(found, unseen=4) == {"Black": CANNOT_TELL}


def test_a_change_that_rounding_could_have_made_is_none():
    """C9: at a numerator of 20 rounding to five alone may move a ratio by 12%. By hand: 2.5 over each of the eight
    counts is 2 x (1/20 + 1/100 + 1/50 + 1/200) x 2.5 = 0.425, and log 1.62 = 0.482 is left with 0.057."""
    rows = [
        counted("Black", "2021", 20, 100, 1.0),
        counted("Black", "2025", 20, 100, 1.62),
        *(
            replace(counted("White", y, 50, 200, 1.0), detail=replace(row("White", y).detail, reference=True))
            for y in ("2021", "2025")
        ),
    ]
    assert gap_closing.sentence(RRI, rows).startswith("Wider for Black")
    rounded = gap_closing.sentence(RRI, rows, rounded_to=5)
    assert rounded.startswith("Cannot tell for Black")
    assert "What rounding to 5 could have done counts as no change." in rounded
    assert log_ratio_change((1.0, 0.74, 1.35), (1.62, 1.2, 2.187), 0.425)[0] == pytest.approx(0.27, abs=0.02)
