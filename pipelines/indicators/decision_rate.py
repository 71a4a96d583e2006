"""How many children of each group reach a decision point, per 1,000 in the population?"""

import pandas as pd

from pipelines.counting.definition import Example, Indicator
from pipelines.counting.facts import Facts
from pipelines.questions.dimensions import POPULATION
from pipelines.sources import decisions


def count(facts: Facts) -> pd.DataFrame:
    """Children at each decision point over children in the population, by group."""
    return decisions.counts_over(
        facts, facts.bringing("decisions", decisions.NEEDS), base=lambda step: POPULATION
    )


INDICATOR = Indicator(
    id="decision_rate",
    title="Children reaching a decision point, per 1,000",
    question="How often do children of each group reach this decision?",
    why="A ratio can grow while both rates fall: the rates stand beside it.",
    behaviours=("LB23-ADV-2", "LC23-10"),
    needs={"decisions": decisions.NEEDS},
    kind="rate",
    unit="per 1,000",
    numerator="Unduplicated children at the decision point in the period",
    denominator="Children 0–17 in the population",
    direction="none",
    protects="client",
    breakdowns=("division", "race", "step"),
    count=count,
    parts=decisions.PARTS,
    choices=("race_scheme",),
    n_of="children",
    base_grain="",
    grains=("quarter", "year"),
    whole=frozenset({"division"}),
    base="children in the population",
    needs_split=("step",),
    caveats=(
        "Unduplicated children do not add up over periods or divisions: each has its own count.",
        "Siblings come together: the true interval is wider than printed.",
        "Numerator and denominator must use the same race/ethnicity scheme.",
        "Data about race describe how the system treats people, not what people are.",
    ),
    order=130,
    published=decisions.PUBLISHED,
    linked=decisions.COUNTS,
    examples=(
        Example(
            outcome="met",
            given="30 of 2,000 children reported.",
            then="15 per 1,000.",
            tables=decisions.drawn(("population", "white", 2000), ("report", "white", 30)),
            expect={"num": 30, "den": 2000, "value": 15.0},
            period="2025",
            as_of="2026-01-31",
            by=("step", "race"),
            group=("report", "white"),
            grain="year",
        ),
        Example(
            outcome="not met",
            given="None of 2,000 children enters care.",
            then="0 per 1,000: none happened, which is not the same as nothing to count.",
            tables=decisions.drawn(("population", "white", 2000), ("entry", "white", 0)),
            expect={"num": 0, "den": 2000, "value": 0.0},
            period="2025",
            as_of="2026-01-31",
            by=("step", "race"),
            group=("entry", "white"),
            grain="year",
        ),
        Example(
            outcome="hidden",
            given="The county's source masks how many Black children entered care.",
            then="Hidden here too, for everybody: a masked count is not zero.",
            tables=decisions.drawn(
                ("population", "white", 200),
                ("population", "black", 100),
                ("entry", "white", 40),
                ("entry", "black", None),
            ),
            expect={"num": None, "den": None, "value": None},
            period="2025",
            as_of="2026-01-31",
            by=("step", "race"),
            group=("entry", "black"),
            grain="year",
        ),
    ),
)
