"""A machine reads the pages of a county, and of parts of it, and finds nothing that the figures do not bear out.

The suite holds every pair of page, role, sources, place and period, and all pages, roles and places of the whole
county; `python -m tests.truth.walk list` prints it, and `make truth` reads every page there is.
"""

from dataclasses import replace
from itertools import combinations

import pytest

from tests.truth import claims
from tests.truth.covering import everything, factors, pairs_of, suite
from tests.truth.page_text import Grid, Line, ReadPage, Sheet
from tests.truth.recount import Recount
from tests.truth.summed import faults_of_table, span_of
from tests.truth.truth_county import tables, variants
from tests.truth.walk import County, address, faults

CASES = suite()


@pytest.fixture(scope="module", params=list(variants()))
def read(request, tmp_path_factory):
    """The cases of one choice of sources, and the county they are read in."""
    return County(tmp_path_factory.mktemp("truth"), request.param), [
        c for c in CASES if c[2] == request.param
    ]


def test_no_page_claims_what_its_figures_do_not_bear_out(read):
    """A1 to A28: title, lead, lists and card sentences, each against what stands beneath and against the raw rows."""
    county, cases = read
    assert [said for case in cases for said in faults(county, case)[0]] == []


def test_the_suite_holds_every_pair_of_values():
    values = factors()
    wanted = {(i, a, j, b) for i, j in combinations(range(5), 2) for a in values[i] for b in values[j]}
    assert set().union(*map(pairs_of, CASES)) == wanted
    assert set(CASES) <= set(everything())


def test_most_of_what_is_read_is_counted_again(tmp_path):
    """A walk that found no table to count would find no fault."""
    county = County(tmp_path, "full")
    of = {c: faults(county, c)[1] for c in CASES if c[2] == "full" and c[1] == "director"}
    assert sum(of.values()) > 50


def test_every_case_has_an_address_of_its_own():
    asked = [(case[2], *address(case)) for case in everything()]
    assert len(set(asked)) == len(asked)


# ---- the machine finds a lie where one is told

SERIES = ("Period", "Figure", "Interval", "Numerator", "Denominator")
TRUE_ROW = ("Sep 2026", "75%", "47% to 91%", "9", "12")
TRUE = Sheet(
    "leaders",
    "Do leaders answer?",
    "Sep 2026: 75% (47 to 91), 9 of 12; misses the target of 90% by 15 points.",
    "",
    "",
    (Grid("Do leaders answer? Small County, whole county", SERIES, (TRUE_ROW,)),),
    ("/download.csv?indicator=response_24h_leadership&grain=month",),
)
PAGE = ReadPage(
    "Nothing is late, and no unit lacks half a position", "Whole county, 2026.", (), (), "", None, "", ""
)


def answering(words: str) -> Sheet:
    return replace(TRUE, answer=words)


def test_a_true_sentence_is_let_pass():
    assert [*claims.faults_of_numbers(TRUE, set())] == []


@pytest.mark.parametrize(
    "lie",
    [
        "Sep 2026: 76% (47 to 91), 9 of 12; misses the target of 90% by 14 points.",
        "Sep 2026: 75% (47 to 91), 9 of 13; misses the target of 90% by 15 points.",
        "Sep 2026: 75% (47 to 91), 9 of 12; misses the target of 90% by 5 points.",
    ],
)
def test_a_number_that_stands_in_no_row_is_found(lie):
    assert [*claims.faults_of_numbers(answering(lie), set())] != []


def test_a_period_that_is_in_no_row_is_found():
    page = replace(PAGE, title="A measure", cards=(answering(TRUE.answer.replace("Sep", "Aug")),))
    assert [*claims.faults_of_reassurance(page)] != []


def test_a_quiet_title_over_a_missing_list_is_found():
    """A9."""
    absent = replace(TRUE, id="open_inquiries", answer="", absent="No Inquiries file is loaded.", tables=())
    assert len([*claims.faults_of_reassurance(replace(PAGE, cards=(absent,)))]) == 2


def test_a_quiet_title_over_nothing_compared_is_found():
    """A4."""
    title = "No decision point shows an adverse difference that is clear of chance, of 6 ratios compared"
    empty = replace(TRUE, id="ladder", answer="", tables=())
    assert [*claims.faults_of_reassurance(replace(PAGE, title=title, cards=(empty,)))] != []


def test_two_verdicts_of_one_series_are_found():
    score = Grid(
        "",
        (),
        (("Acknowledged within 24 business hours, by leaders", "75%", "90%", "better since Jul 2026"),),
    )
    worse = answering(TRUE.answer + " Worse since Sep 2026.")
    page = replace(PAGE, scorecard=score, cards=(worse,))
    assert [*claims.faults_of_verdicts(page)] != []
    better = answering(TRUE.answer + " Better since Jul 2026.")
    assert [*claims.faults_of_verdicts(replace(page, cards=(better,)))] == []


def test_words_that_are_no_sentence_are_found():
    for words in (
        "1 inquiries are late",
        "In 2026, hidden of inquiries",
        "from 5 in A to 5 in B",
        "None of None",
    ):
        said = replace(PAGE, changes=(Line(words, ""),))
        assert [*claims.faults_of_words(said)] != [], words


@pytest.mark.parametrize(
    ("place", "right"),
    [("Small County, whole county", True), ("North Division", False), ("Nowhere at all", False)],
)
def test_a_figure_under_another_place_is_found(place, right):
    """A1, A8: 11 of 14 leaders' inquiries were in time in the whole county in September 2026, with the moved unit's."""
    grid = Grid("", SERIES, (("Sep 2026", "79%", "", "11", "14"),))
    found, _ = faults_of_table(Recount(tables()), "response_24h_leadership", place, grid)
    assert (found == []) == right


def test_a_figure_under_another_period_is_found():
    grid = Grid("", SERIES, (("Oct 2025", "79%", "", "11", "14"), ("Q9 2026", "79%", "", "11", "14")))
    found, _ = faults_of_table(
        Recount(tables()), "response_24h_leadership", "Small County, whole county", grid
    )
    assert len(found) == 2
    assert span_of("Q9 2026") is None
