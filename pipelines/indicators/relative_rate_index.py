"""How many times the reference group's rate, among those who reached the step before?"""

import pandas as pd

from pipelines.counting.definition import Example, Indicator
from pipelines.counting.facts import Facts
from pipelines.questions.dimensions import PREVIOUS
from pipelines.questions.standing import Stand
from pipelines.questions.template import marked
from pipelines.sources import decisions


def count(facts: Facts) -> pd.DataFrame:
    """Children at each decision point over children at the decision point before it, by group."""
    return decisions.counts_over(
        facts, facts.bringing("decisions", decisions.NEEDS), base=PREVIOUS.__getitem__
    )


AMONG_THOSE_BEFORE = marked("Relative rate: among those who reached the step before")

INDICATOR = Indicator(
    id="relative_rate_index",
    title="Relative rate index",
    question="At which decision do families get different treatment?",
    why="Shows where inside the system the difference arises, decision by decision.",
    behaviours=("LB23-ADV-2", "LC23-10"),
    needs={"decisions": decisions.NEEDS},
    kind="relative_rate",
    unit="ratio",
    numerator="Children of the group at this decision per child of the group at the decision before",
    denominator="The same rate of the reference group",
    direction="parity",
    protects="client",
    breakdowns=("division", "race", "step"),
    count=count,
    parts=decisions.PARTS,
    choices=("race_scheme",),
    n_of="children",
    base_grain="",
    grains=("quarter", "year"),
    whole=frozenset({"division"}),
    base="children who reached the decision before; for a report all children",
    needs_split=("step", "race"),
    caveats=(
        "1 is parity. For going home below 1 is adverse; for the other decisions above 1 is.",
        "Yearly counts are not one cohort: who went home in a year is set against who entered in it.",
        "That is not the federal measure of permanency within 12 months.",
        "Before a report there is no decision: those reported are set against all children.",
        "Siblings come together: the true interval is wider than printed.",
    ),
    order=110,
    stands=(Stand("equity.ladder", 10, "rri", {"choice": AMONG_THOSE_BEFORE}),),
    published=decisions.PUBLISHED,
    linked=decisions.COUNTS,
    chained=True,
    examples=(
        Example(
            outcome="not met",
            given="Of 100 substantiated Black children 32 enter care; of 200 White children 40.",
            then="0.32 against 0.20: a relative rate of 1.6.",
            tables=decisions.drawn(
                ("substantiation", "white", 200),
                ("substantiation", "black", 100),
                ("entry", "white", 40),
                ("entry", "black", 32),
            ),
            expect={"num": 32, "den": 100, "value": 1.6},
            period="2025",
            as_of="2026-01-31",
            by=("step", "race"),
            group=("entry", "black"),
            grain="year",
        ),
        Example(
            outcome="met",
            given="Of 100 substantiated Black children 20 enter care; of 200 White children 40.",
            then="0.20 in both groups: parity, 1.0.",
            tables=decisions.drawn(
                ("substantiation", "white", 200),
                ("substantiation", "black", 100),
                ("entry", "white", 40),
                ("entry", "black", 20),
            ),
            expect={"num": 20, "den": 100, "value": 1.0},
            period="2025",
            as_of="2026-01-31",
            by=("step", "race"),
            group=("entry", "black"),
            grain="year",
        ),
        Example(
            outcome="hidden",
            given="The county's source masks how many Black children entered care.",
            then="Hidden here too, for everybody: a masked count is not zero.",
            tables=decisions.drawn(
                ("substantiation", "white", 200),
                ("substantiation", "black", 100),
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
