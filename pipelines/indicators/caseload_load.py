"""Who carries more than the standard? Load over available FTE, with the share over in bands."""

import pandas as pd

from pipelines.counting.cells import merge, tally
from pipelines.counting.definition import Example, Indicator
from pipelines.counting.facts import Facts
from pipelines.counting.fte import BAND_WORDS, FTE
from pipelines.counting.workload import CASES, STAFF, work
from pipelines.questions.standing import Stand
from pipelines.questions.template import marked
from pipelines.sources import assignments, positions

NOBODYS = marked("case-days that no case-carrying worker covers")
BAND_PARTS = [f"band_{b}" for b in range(len(BAND_WORDS))]


def count(facts: Facts) -> pd.DataFrame:
    """Load and available FTE-days of workers, worker-days by band, and sums for the interval."""
    found = work(facts, "positions", "assignments")
    workers, cases = found.workers, found.cases
    parts = {
        "num": workers["load"],
        "den": workers["available"],
        "over": workers["over"],
        "worker_days": workers["worker_days"],
        **_worker_sums(workers),
    }
    banded = [
        tally(workers, {"band": workers[p]}, ("component",), bins={"band": workers[p] * 0 + b})
        for b, p in enumerate(BAND_PARTS)
    ]
    uncovered = {f"excluded:{NOBODYS}": cases["uncovered"]}
    return merge([tally(workers, parts, ("component",)), *banded, tally(cases, uncovered, ("component",))])


def _worker_sums(workers: pd.DataFrame) -> dict[str, pd.Series]:
    """Per worker the month's mean load (y) and FTE (x) in thousandths: sums for a ratio estimator."""
    x, y = ((workers[c] * 1000 // (FTE * workers["days"])) for c in ("available", "load"))
    return {"workers": x * 0 + 1, "sx": x, "sy": y, "sxx": x * x, "syy": y * y, "sxy": x * y}


INDICATOR = Indicator(
    id="caseload_load",
    title="Caseload against the standard",
    question="Who carries too much?",
    why="Cases are to be shared fairly; a mean hides the workers who carry far more.",
    behaviours=("LB-15a", "LB-15a-i", "LB23-ACC-5"),
    needs={"positions": STAFF, "assignments": CASES},
    kind="load",
    unit="ratio",
    numerator="Load carried: primary cases over the standard of their component, summed over workers",
    denominator="FTE available of the same workers, after leave and the training ramp",
    direction="lower",
    protects="staff",
    breakdowns=("division", "unit", "component"),
    count=count,
    parts=("num", "den", "over", "worker_days", "band", "workers", "sx", "sy", "sxx", "syy", "sxy"),
    choices=("caseload_standards", "training_ramp", "organisation"),
    n_of="workers",
    last=frozenset({"workers", "sx", "sy", "sxx", "syy", "sxy"}),
    caveats=(
        "1.00 is exactly at standard. A worker is over when the load exceeds the FTE available that day.",
        "Not for ranking people: complexity, siblings, court and travel are not in the count.",
        "Cases nobody carries are counted beside it, not shared out.",
    ),
    order=90,
    stands=(Stand("director.scorecard", 90),),
    examples=(
        Example(
            outcome="not met",
            given="Two full-time workers in emergency response (standard 12): one carries 18 children, one 6; "
            "a secondary assignment does not count.",
            then="Load 2.0 over 2.0 FTE is 1.00, yet half of the worker-days are over standard.",
            tables={
                "positions": (positions.post("w1"), positions.post("w2")),
                "assignments": (
                    *(assignments.case(i, "w1" if i < 18 else "w2") for i in range(24)),
                    assignments.case(24, "w2", assignment_type="secondary", child_id="c0"),
                ),
            },
            expect={"num": 2.0, "den": 2.0, "value": 1.0, "share_over": 0.5},
            period="2025-04",
            as_of="2025-04-30",
            profile=assignments.TWELVE_CHILDREN,
        ),
        Example(
            outcome="met",
            given="Two full-time workers in emergency response (standard 12) carry 12 children each.",
            then="Load 2.0 over 2.0 FTE is 1.00, and nobody is over: exactly at standard is not over it.",
            tables={
                "positions": (positions.post("w1"), positions.post("w2")),
                "assignments": tuple(assignments.case(i, "w1" if i < 12 else "w2") for i in range(24)),
            },
            expect={"num": 2.0, "den": 2.0, "value": 1.0, "share_over": 0.0},
            period="2025-04",
            as_of="2025-04-30",
            profile=assignments.TWELVE_CHILDREN,
        ),
    ),
)
