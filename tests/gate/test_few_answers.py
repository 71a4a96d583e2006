"""Scores of few leave so much open that no person's answers follow: the sets of sheets that fit are counted.

Counted here from the answers themselves, in whole points and by the product formula of the Gaussian binomial;
nothing of the product's own counting is used.
"""

from collections import defaultdict
from fractions import Fraction
from functools import lru_cache
from itertools import combinations_with_replacement, product

import pytest

from pipelines.gate.few_answers import tells_answers
from pipelines.profile.agency import load_profile
from pipelines.questions.actor import acting_as
from pipelines.questions.released import SHOWN
from pipelines.questions.selection import Selection
from pipelines.stats.answer_sheets import sheets
from sample_data.generate import generate
from tests.county import built, rows_of
from tests.test_planted import PROFILE

DIRECTOR = acting_as("director")
FEW, ENOUGH = 10, 10
ALL = "all"


def sets_of_sheets(people: int, points: int, total: int) -> int:
    """The coefficient of q^total in the product of (1 - q^(points+i)) / (1 - q^i), i up to people."""
    return _coefficients(people, points)[total]


@lru_cache(maxsize=512)
def _coefficients(people: int, points: int) -> list[int]:
    size = people * points + 1
    poly = [1] + [0] * (size - 1)
    for i in range(1, people + 1):
        step = points + i
        poly = [poly[t] - (poly[t - step] if t >= step else 0) for t in range(size)]
        for t in range(i, size):
            poly[t] += poly[t - i]
    return poly


@pytest.mark.parametrize(("people", "points"), [(1, 4), (3, 4), (5, 3), (4, 6)])
def test_sets_of_sheets_are_what_writing_them_all_down_gives(people, points):
    written = defaultdict(int)
    for sheet in combinations_with_replacement(range(points + 1), people):
        written[sum(sheet)] += 1
    for total in range(people * points + 1):
        assert sets_of_sheets(people, points, total) == written[total]
        assert sheets(people, points, total, 10**6) == written[total]


@pytest.fixture(scope="module")
def surveys():
    return rows_of(generate(), ("surveys", "organisation"))


@pytest.fixture(scope="module")
def county(tmp_path_factory, surveys):
    return built(tmp_path_factory.mktemp("surveys"), surveys, "2026-10-31", load_profile(PROFILE))


@pytest.fixture(scope="module")
def people(surveys):
    """(wave, unit, rater, domain or all) -> [(points reached, points possible)] of persons who answered enough."""
    asked, answered = defaultdict(int), defaultdict(list)
    for row in surveys["surveys"]:
        low, high = int(row["low"]), int(row["high"])
        for domain in (row["domain"], ALL):
            person = (row["wave"], row["unit"], row["rater"], domain, row["response_id"])
            asked[person] += 1
            if row["answer"]:
                turned = high + low - int(row["answer"]) if row["reversed"] == "yes" else int(row["answer"])
                answered[person].append((turned - low, high - low))
    found = defaultdict(list)
    for person, answers in answered.items():
        if 4 * len(answers) >= 3 * asked[person]:
            found[person[:4]].append((sum(a for a, _ in answers), sum(b for _, b in answers)))
    return found


def shown(county):
    """(by, where, row) of every score of fewer than ten that any cut by wave shows."""
    raters = (
        (),
        (("rater", ("self",)),),
        *((("rater", (r,)),) for r in ("family", "peer", "direct_report", "observer")),
    )
    for by, where in product(
        (("unit", "domain"), ("division", "domain"), ("domain",), ("unit",), ("division",)), raters
    ):
        for row in county.fetch(
            DIRECTOR, Selection("fidelity_score", grain="quarter", by=by, where=where)
        ).rows:
            if row.status == SHOWN and row.den and row.den < FEW:
                yield by, where, row


def test_of_fewer_than_ten_only_a_mean_in_whole_percent_leaves(county):
    """C1: mean and interval of 5 to 9 persons gave every answer back, in 113 of 250 groups."""
    found = list(shown(county))
    assert len(found) > 50
    for _, _, row in found:
        assert (row.num, row.low, row.high) == (None, None, None)
        assert row.value == round(row.value)


def test_for_every_shown_score_of_few_ten_sets_of_answer_sheets_fit(county, people, surveys):
    """C1: the true sum is taken as known, as siblings may tell it; still ten sets of sheets must give it."""
    counted = 0
    for _by, where, row in shown(county):
        values = dict(row.group)
        if "unit" not in values:
            continue
        rater = dict(where).get("rater", ("",))[0]
        persons = [
            p
            for (wave, unit, role, domain), those in people.items()
            if (wave, unit, domain) == (row.period, values["unit"], values.get("domain", ALL))
            and (role == rater if rater else role != "self")
            for p in those
        ]
        assert len(persons) == row.den
        points = min(possible for _, possible in persons)
        total = sum(Fraction(reached * points, possible) for reached, possible in persons)
        assert sets_of_sheets(row.den, points, round(total)) >= ENOUGH
        assert abs(row.value - 100 * total / points / row.den) <= Fraction(1, 2) + Fraction(1, 100)
        counted += 1
    assert counted > 50


@pytest.mark.parametrize(
    ("scores", "told"),
    [
        ([50] * 12, False),
        ([100] * 5, True),
        ([100, 100, 100, 100, 75], True),
        ([0, 25, 50, 75, 100], False),
        ([100] * 11 + [75], False),
    ],
)
def test_alike_answers_of_few_tell_themselves_and_so_do_those_near_the_end_of_the_scale(scores, told):
    """C1: a mean of 100% is every person's answer, and 95% of five leaves one person to guess."""
    hundredths = [100 * s for s in scores]
    sums = {
        ("den", 0): len(scores),
        ("num", 0): sum(hundredths),
        ("squares", 0): sum(h * h for h in hundredths),
        ("points", 0): 4 * len(scores),
    }
    assert tells_answers(sums, FEW) is told
