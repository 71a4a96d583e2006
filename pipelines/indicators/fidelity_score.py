"""Is practice true to the model? Percent of the possible score, by domain and rater role."""

import pandas as pd

from pipelines.counting.cells import merge, tally
from pipelines.counting.definition import Example, Indicator, PublishedTable
from pipelines.counting.facts import Facts
from pipelines.questions.standing import Stand
from pipelines.questions.template import marked
from pipelines.sources import surveys

NEEDS = ("response_id", "wave", "instrument", "rater", "domain", "item", "low", "high", "answer")
DIMENSIONS = ("domain", "rater", "race", "language")
BAND_EDGES = (25, 50, 75)


def count(facts: Facts) -> pd.DataFrame:
    """Person scores in hundredths of a percent: their sum, squares and number, by wave.

    The points of their scales tell the gate how much a mean of few would give away.
    """
    scores = surveys.person_scores(facts, facts.bringing("surveys", NEEDS))
    hundredths = (scores["score"] * 100).round().astype("int64")
    one = hundredths * 0 + 1
    band = sum((scores["score"] >= edge).astype("int64") for edge in BAND_EDGES)
    points = scores["points"].astype("int64")
    parts = {"num": hundredths, "den": one, "squares": hundredths**2, "points": points, "band": one}
    return merge([tally(scores, parts, DIMENSIONS, bins={"band": band}, grain="quarter")])


def _answers(person: str, rater: str, *answers: str) -> tuple[dict[str, str], ...]:
    return tuple(
        {
            "response_id": person,
            "wave": "2025-Q3",
            "recorded_at": "2025-09-10 10:00",
            "instrument": "T1",
            "unit": "U",
            "rater": rater,
            "domain": "Teaming",
            "item": f"T{i}",
            "low": "1",
            "high": "5",
            "reversed": "yes" if i == 2 else "no",
            "answer": answer,
        }
        for i, answer in enumerate(answers)
    )


WEAK_PARTS = marked("Which parts of the practice model are weak?")
SAME_PRACTICE = marked("Do families of every group get the same practice?")

INDICATOR = Indicator(
    id="fidelity_score",
    title="Fidelity to the practice model",
    question="Is practice true to the model?",
    why="Leaders are to monitor fidelity openly and act on what staff and families see.",
    behaviours=("LB-16a", "LB-16a-i", "LB-16a-ii", "LB-14a", "LB23-ACC-4"),
    needs={"surveys": NEEDS},
    kind="mean",
    unit="percent of possible",
    numerator="Sum of person scores: mean of a person's valid answers, reversed items turned, as percent of "
    "the scale's range",
    denominator="Persons who answered at least three quarters of the items",
    direction="higher",
    protects="respondent",
    breakdowns=("division", "unit", "domain", "rater", "race"),
    count=count,
    parts=("num", "den", "squares", "points", "band"),
    choices=("survey_floors", "organisation"),
    n_of="respondents",
    base_grain="quarter",
    grains=("quarter", "year"),
    whole=frozenset({"domain"}),
    unless_asked={"rater": ("self",)},
    caveats=(
        "Percent of possible: 3 on a scale of 1 to 5 is 50%, not 60%.",
        "Self-ratings stand apart; they are never averaged with others' ratings.",
        (
            "Group data: no score of fewer than five persons; of fewer than ten the "
            "score in whole percent, without interval or distribution. Scores of fewer than thirty are unstable."
        ),
    ),
    order=100,
    better=marked("Practice is closer to the model"),
    worse=marked("Practice is slipping from the model"),
    stands=(
        Stand("headline", 20),
        Stand("director.scorecard", 60),
        Stand("director.trend", 20, "fidelity"),
        Stand("director.by_domain", 10, "domains", {"question": WEAK_PARTS}),
        Stand("equity.by_group", 20, "groups-fidelity", {"question": SAME_PRACTICE}),
    ),
    published=(PublishedTable("year", ("race",)),),
    examples=(
        Example(
            outcome="met",
            given="Five direct reports answer on four items, the third of which is turned round; in points of 16: 8, "
            "10, 12, 14 and 16. A leader rates herself 5, 5, 1, 5.",
            then="60 of 80 points are 75%, told in whole percent of so few. The self-rating is left out.",
            tables={
                "surveys": (
                    *_answers("p1", "direct_report", "3", "3", "3", "3"),
                    *_answers("p2", "direct_report", "4", "4", "3", "3"),
                    *_answers("p3", "direct_report", "4", "4", "2", "4"),
                    *_answers("p4", "direct_report", "5", "4", "1", "4"),
                    *_answers("p5", "direct_report", "5", "5", "1", "5"),
                    *_answers("leader", "self", "5", "5", "1", "5"),
                )
            },
            expect={"num": None, "den": 5, "value": 75.0},
            period="2025-Q3",
            as_of="2025-09-30",
            grain="quarter",
        ),
        Example(
            outcome="not met",
            given="Five direct reports answer on four items, the third of which is turned round; in points of 16: 2, "
            "3, 4, 5 and 6.",
            then="20 of 80 points are 25%.",
            tables={
                "surveys": (
                    *_answers("p1", "direct_report", "2", "2", "5", "1"),
                    *_answers("p2", "direct_report", "2", "2", "5", "2"),
                    *_answers("p3", "direct_report", "2", "2", "4", "2"),
                    *_answers("p4", "direct_report", "3", "2", "4", "2"),
                    *_answers("p5", "direct_report", "3", "3", "4", "2"),
                )
            },
            expect={"num": None, "den": 5, "value": 25.0},
            period="2025-Q3",
            as_of="2025-09-30",
            grain="quarter",
        ),
        Example(
            outcome="hidden",
            given="Four direct reports answer.",
            then="Fewer than five persons: no score, for any role.",
            tables={
                "surveys": tuple(
                    row for i in range(4) for row in _answers(f"p{i}", "direct_report", "4", "4", "4", "2")
                )
            },
            expect={"num": None, "den": None, "value": None},
            period="2025-Q3",
            as_of="2025-09-30",
            grain="quarter",
        ),
    ),
)
