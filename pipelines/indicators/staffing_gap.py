"""How many workers short is the work? Required less available FTE."""

import pandas as pd

from pipelines.counting.cells import merge, tally
from pipelines.counting.definition import Example, Indicator
from pipelines.counting.facts import Facts
from pipelines.counting.workload import CASES, STAFF, carries_cases, position_months, work
from pipelines.questions.standing import Stand
from pipelines.questions.template import marked
from pipelines.sources import assignments, positions


def count(facts: Facts) -> pd.DataFrame:
    """FTE-days of the bridge: authorised, vacant, leave, in training; and required by the cases."""
    budget = position_months(facts, "positions", "assignments")
    budget = budget[carries_cases(budget) & budget["budgeted"]]
    found = work(facts, "positions", "assignments")
    posts = {
        "authorised": budget["authorised"],
        "vacant": budget["empty"],
        "overfilled": budget["overfilled"],
    }
    staff, cases = found.staff, found.cases
    return merge(
        [
            tally(budget, posts, ("component",)),
            tally(staff, {"leave": staff["leave"], "ramp": staff["ramp"]}, ("component",)),
            tally(
                cases,
                {
                    "required": cases["required"],
                    f"excluded:{NO_STANDARD}": cases["without_standard"],
                },
                ("component",),
            ),
        ]
    )


NO_STANDARD = marked("case-days in a component without a standard")
SHORT_OF_THE_WORK = marked("Staffing is {fte} FTE short of the work")
SHORT_IN_SEVERAL = marked("Staffing is {fte} FTE short in {units} units, most in {place}")
SHORT_IN = marked("Staffing is {fte} FTE short in {place}")

INDICATOR = Indicator(
    id="staffing_gap",
    title="Staffing gap: required less available FTE",
    question="How big is the real staffing gap?",
    why="Vacancy alone hides leave, training and the size of the work.",
    behaviours=("LB-15a", "LB-15a-iii", "LB-9a-i", "LB-9a-ii", "LB23-ACC-5"),
    needs={"positions": STAFF, "assignments": CASES},
    kind="gap",
    unit="fte",
    numerator="FTE required: primary cases over the caseload standard of their component, summed",
    denominator="FTE available: authorised FTE of posts that carry cases, less vacant, on long leave and in training, "
    "and with posts filled twice",
    direction="lower",
    protects="none",
    breakdowns=("division", "unit", "component"),
    count=count,
    parts=("authorised", "vacant", "overfilled", "leave", "ramp", "required"),
    choices=("caseload_standards", "training_ramp", "organisation"),
    n_of="FTE authorised",
    caveats=(
        "The gap depends on the caseload standards of the county profile; see whether they are verified.",
        "Case-carrying positions only: workers in a service component.",
        "Workload is more than caseload: court, travel and complexity are not in the standard.",
    ),
    order=80,
    stands=(
        Stand(
            "shortage", 10, words={"whole": SHORT_OF_THE_WORK, "part": SHORT_IN, "several": SHORT_IN_SEVERAL}
        ),
        Stand("director.scorecard", 80),
        Stand("director.staffing", 10, "staffing"),
        Stand("manager.staffing", 10, "staffing"),
    ),
    examples=(
        Example(
            outcome="not met",
            given="Two authorised workers in emergency response, one on leave all month; 24 children at a "
            "standard of 12.",
            then="Required 2.0 FTE, available 1.0: one FTE short.",
            tables={
                "positions": (positions.post("w1"), positions.post("w2", leave_from="2025-03-20")),
                "assignments": tuple(assignments.case(i, "w1") for i in range(24)),
            },
            expect={"num": 2.0, "den": 1.0, "value": 1.0},
            period="2025-04",
            as_of="2025-04-30",
            profile=assignments.TWELVE_CHILDREN,
        ),
        Example(
            outcome="met",
            given="Two authorised posts in emergency response, all there all month, one of them filled by two "
            "workers; 36 children at a standard of 12.",
            then="Required 3.0 FTE, available 2.0 and 1.0 in the post filled twice: no gap.",
            tables={
                "positions": (
                    positions.post("w1"),
                    positions.post("w2"),
                    positions.post("w2", incumbent_id="w3"),
                ),
                "assignments": tuple(assignments.case(i, f"w{1 + i // 12}") for i in range(36)),
            },
            expect={"num": 3.0, "den": 3.0, "value": 0.0, "overfilled": 1.0},
            period="2025-04",
            as_of="2025-04-30",
            profile=assignments.TWELVE_CHILDREN,
        ),
        Example(
            outcome="met",
            given="Of three authorised posts one stands empty, one is filled since 1 April by a worker who "
            "carries no cases in the first month, and one by a worker of long standing; 12 children.",
            then="Required 1.0 FTE; available 3.0 less 1.0 vacant less 1.0 in training is 1.0: no gap.",
            tables={
                "positions": (
                    positions.post("w1"),
                    positions.post("w2", hired_on="2025-04-01"),
                    positions.post("p3", status="vacant", filled_fte="0", incumbent_id=""),
                ),
                "assignments": tuple(assignments.case(i, "w1") for i in range(12)),
            },
            expect={"num": 1.0, "den": 1.0, "value": 0.0, "vacant": 1.0, "ramp": 1.0},
            period="2025-04",
            as_of="2025-04-30",
            profile=assignments.TWELVE_CHILDREN,
        ),
    ),
)
