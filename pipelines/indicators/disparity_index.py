"""How many times the reference group's rate does a group reach a decision point? (population base)"""

import pandas as pd

from pipelines.counting.definition import Example, Indicator
from pipelines.counting.facts import Facts
from pipelines.questions.dimensions import POPULATION
from pipelines.questions.standing import Stand
from pipelines.questions.template import marked
from pipelines.sources import decisions


def count(facts: Facts) -> pd.DataFrame:
    """Children at each decision point over children in the population, by group."""
    return decisions.counts_over(
        facts, facts.bringing("decisions", decisions.NEEDS), base=lambda step: POPULATION
    )


AMONG_ALL = marked("Disparity index: among all children of the group")

INDICATOR = Indicator(
    id="disparity_index",
    title="Disparity index",
    question="How much more often than the reference group, among all children?",
    why="Shows unequal entry into the system; it carries along what happened at earlier decisions.",
    behaviours=("LB23-ADV-2", "LC23-10"),
    needs={"decisions": decisions.NEEDS},
    kind="disparity",
    unit="ratio",
    numerator="Children of the group at the decision point per child in its population",
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
    base="children in the population",
    needs_split=("step", "race"),
    caveats=(
        "1 is parity. Up to entry above 1 is adverse.",
        "After entry the index has no adverse side: more go home, or come back, where more were removed.",
        "Siblings come together: the true interval is wider than printed.",
        "Never read against the relative rate index on one scale: the base differs.",
    ),
    order=120,
    stands=(Stand("equity.ladder", 20, "di", {"choice": AMONG_ALL}),),
    published=decisions.PUBLISHED,
    linked=decisions.COUNTS,
    examples=(
        Example(
            outcome="not met",
            given="18.7 and 5.5 of 100 children against 24.0 and 28.3: shares at the event and in the "
            "population (Wiegmann 2017), as 187 of 550 and 240 of 2,830.",
            then="(187/550) / (240/2830) = 4.0.",
            tables=decisions.drawn(
                ("population", "white", 2830),
                ("population", "black", 550),
                ("entry", "white", 240),
                ("entry", "black", 187),
            ),
            expect={"num": 187, "den": 550, "value": (187 / 550) / (240 / 2830)},
            period="2025",
            as_of="2026-01-31",
            by=("step", "race"),
            group=("entry", "black"),
            grain="year",
        ),
        Example(
            outcome="met",
            given="Of 1,000 Black children 20 enter care, of 4,000 White children 80.",
            then="20 of 1,000 in both groups: parity, 1.0.",
            tables=decisions.drawn(
                ("population", "white", 4000),
                ("population", "black", 1000),
                ("entry", "white", 80),
                ("entry", "black", 20),
            ),
            expect={"num": 20, "den": 1000, "value": 1.0},
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
