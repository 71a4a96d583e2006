"""How many inquiries stand open past their due time?"""

import pandas as pd

from pipelines.counting.answer_clock import OVERDUE, SPLITS, log_lines, overdue_cells
from pipelines.counting.definition import Example, Indicator
from pipelines.counting.facts import Facts
from pipelines.questions.standing import Stand
from pipelines.questions.template import marked_plural

NEEDS = ("inquiry_id", "received_at", "acknowledged_at")


def count(facts: Facts) -> pd.DataFrame:
    """Open inquiries at each month's end, the late ones by how late."""
    return overdue_cells(facts, "inquiries", log_lines(facts, "inquiries", NEEDS))


STILL_OPEN = marked_plural(
    "{count} inquiry is open past the due time", "{count} inquiries are open past the due time"
)

INDICATOR = Indicator(
    id="overdue_open",
    title="Overdue and still open",
    question="How many people are still waiting past the due time?",
    why="A rate looks back; these can still be answered today.",
    behaviours=("LB-13d", "LB-13b"),
    needs={"inquiries": NEEDS},
    kind="stock",
    unit="count",
    numerator="Inquiries open and past their due instant at the end of the period",
    denominator="All inquiries open at the end of the period",
    direction="lower",
    protects="client",
    breakdowns=SPLITS,
    count=count,
    parts=OVERDUE,
    choices=("response_hours", "office_hours", "organisation"),
    n_of="open inquiries",
    last=frozenset({"num", "den"}),
    caveats=("A count at the end of the period: months do not add up to a year.",),
    order=50,
    stands=(
        Stand("director.scorecard", 50),
        Stand("director.over_target", 10, words={"counted": STILL_OPEN}),
        Stand("manager.ages", 10, "overdue"),
    ),
    examples=(
        Example(
            outcome="not met",
            given="At the end of March one inquiry is open since 3 March, one since the morning of the last "
            "day, and one was answered late on 20 March.",
            then="One overdue of two open.",
            tables={
                "inquiries": (
                    {
                        "inquiry_id": "a",
                        "received_at": "2025-03-03 09:00",
                        "acknowledged_at": "",
                        "unit": "U",
                    },
                    {
                        "inquiry_id": "b",
                        "received_at": "2025-03-31 09:00",
                        "acknowledged_at": "",
                        "unit": "U",
                    },
                    {
                        "inquiry_id": "c",
                        "received_at": "2025-03-03 09:00",
                        "acknowledged_at": "2025-03-20 09:00",
                        "unit": "U",
                    },
                )
            },
            expect={"num": 1, "den": 2, "value": 1},
            period="2025-03",
            as_of="2025-03-31",
        ),
        Example(
            outcome="met",
            given="At the end of March one inquiry is open, received that morning, so that it is not due yet.",
            then="None overdue of one open.",
            tables={
                "inquiries": (
                    {
                        "inquiry_id": "a",
                        "received_at": "2025-03-31 09:00",
                        "acknowledged_at": "",
                        "unit": "U",
                    },
                )
            },
            expect={"num": 0, "den": 1, "value": 0},
            period="2025-03",
            as_of="2025-03-31",
        ),
    ),
)
