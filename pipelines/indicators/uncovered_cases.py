"""How many open cases does nobody carry, or a worker who is away?"""

import pandas as pd

from pipelines.counting.cells import tally
from pipelines.counting.definition import Example, Indicator
from pipelines.counting.facts import Facts
from pipelines.counting.uncovered import AWAY, NOBODY, month_ends
from pipelines.counting.workload import CASES, STAFF
from pipelines.questions.standing import Stand
from pipelines.questions.template import marked_plural
from pipelines.sources import assignments, positions


def count(facts: Facts) -> pd.DataFrame:
    """Open primary cases at each month's end, those of nobody and those whose worker is away."""
    cases = month_ends(facts, "positions", "assignments")
    held = cases["held"]
    parts = {"nobody": held == NOBODY, "away": held == AWAY, "den": held != ""}
    return tally(cases, parts, ("component",))


UNCOVERED = marked_plural(
    "{count} open case is carried by nobody, or by a worker who is away",
    "{count} open cases are carried by nobody, or by a worker who is away",
)

INDICATOR = Indicator(
    id="uncovered_cases",
    title="Cases without a worker",
    question="Which cases have no worker there?",
    why="A case that nobody carries is in no load, so that the fairest shares can leave children out.",
    behaviours=("LB-15a", "LB23-ACC-5"),
    needs={"positions": STAFF, "assignments": CASES},
    kind="case_cover",
    unit="count",
    numerator="Open primary cases without a worker in a post that carries cases, or whose worker is away",
    denominator="Open primary cases at the end of the period",
    direction="lower",
    protects="client",
    breakdowns=("division", "unit", "component"),
    count=count,
    parts=("nobody", "away", "den"),
    choices=("organisation",),
    n_of="open cases",
    last=frozenset({"nobody", "away", "den"}),
    caveats=(
        "A count at the end of the period: months do not add up to a year.",
        "A child counts once, whatever the standard counts. One with a second primary worker is covered.",
        "A worker on leave may be stood in for; the assignment does not say so.",
    ),
    order=95,
    stands=(
        Stand("director.scorecard", 95),
        Stand("director.over_target", 20, words={"counted": UNCOVERED}),
        Stand("manager.ages", 20, "uncovered"),
    ),
    examples=(
        Example(
            outcome="not met",
            given="At the end of April one case has no worker, one has a worker on leave since 20 March, one a worker "
            "who has no post, and one a worker who is there.",
            then="Three of four: two of nobody, one of a worker who is away.",
            tables={
                "positions": (positions.post("w1"), positions.post("w2", leave_from="2025-03-20")),
                "assignments": (
                    assignments.case(1, ""),
                    assignments.case(2, "w2"),
                    assignments.case(3, "w9"),
                    assignments.case(4, "w1"),
                ),
            },
            expect={"num": 3, "den": 4, "value": 3},
            period="2025-04",
            as_of="2025-04-30",
        ),
        Example(
            outcome="met",
            given="At the end of April both cases have a worker who is there; a third without one had ended.",
            then="None of two.",
            tables={
                "positions": (positions.post("w1"),),
                "assignments": (
                    assignments.case(1, "w1"),
                    assignments.case(2, "w1"),
                    assignments.case(3, "", ended_on="2025-04-20"),
                ),
            },
            expect={"num": 0, "den": 2, "value": 0},
            period="2025-04",
            as_of="2025-04-30",
        ),
    ),
)
