"""How long do people wait for a first answer?"""

import pandas as pd

from pipelines.counting.answer_clock import SPLITS, WAITING, log_lines, waiting_cells
from pipelines.counting.definition import Example, Indicator
from pipelines.counting.facts import Facts
from pipelines.questions.standing import Stand
from pipelines.questions.template import marked

NEEDS = ("inquiry_id", "received_at", "acknowledged_at")


def count(facts: Facts) -> pd.DataFrame:
    """Open hours from receipt to acknowledgement, in bins; open inquiries are censored."""
    return waiting_cells(log_lines(facts, "inquiries", NEEDS), "ack_minutes", "acknowledged")


INDICATOR = Indicator(
    id="time_to_acknowledgement",
    title="Time to acknowledgement",
    question="How long do people wait for a first answer?",
    why="A share on time hides how long the others waited; a median of closed items hides the open ones.",
    behaviours=("LB-13d", "PB23-ACC-2"),
    needs={"inquiries": NEEDS},
    kind="time_to_answer",
    unit="hours",
    numerator="Inquiries acknowledged",
    denominator="All inquiries received, the open ones counted as still waiting",
    direction="lower",
    protects="client",
    breakdowns=SPLITS,
    count=count,
    parts=WAITING,
    choices=("office_hours", "organisation"),
    n_of="inquiries",
    caveats=(
        "Hours are office hours; the figure is the upper edge of a bin: of 15 minutes up to 45 office hours, of 9 hours beyond.",
    ),
    order=40,
    better=marked("People wait less for a first answer"),
    worse=marked("People wait longer for a first answer"),
    stands=(Stand("director.scorecard", 40), Stand("manager.waiting", 10, "waiting")),
    examples=(
        Example(
            outcome="not met",
            given="Received Monday 08:00 and answered after 2, 4 and 6 office hours; two more, received at "
            "12:00 on a day the log ends at 17:00, are still open after 5.",
            then="Counting the open ones, half are answered within 6 hours; of the answered alone it is 4.",
            tables={
                "inquiries": (
                    {
                        "inquiry_id": "a",
                        "received_at": "2025-03-03 08:00",
                        "acknowledged_at": "2025-03-03 10:00",
                        "unit": "U",
                    },
                    {
                        "inquiry_id": "b",
                        "received_at": "2025-03-03 08:00",
                        "acknowledged_at": "2025-03-03 12:00",
                        "unit": "U",
                    },
                    {
                        "inquiry_id": "c",
                        "received_at": "2025-03-03 08:00",
                        "acknowledged_at": "2025-03-03 14:00",
                        "unit": "U",
                    },
                    {
                        "inquiry_id": "d",
                        "received_at": "2025-03-28 12:00",
                        "acknowledged_at": "",
                        "unit": "U",
                    },
                    {
                        "inquiry_id": "e",
                        "received_at": "2025-03-28 12:00",
                        "acknowledged_at": "",
                        "unit": "U",
                    },
                    {
                        "inquiry_id": "f",
                        "received_at": "2025-02-03 08:00",
                        "acknowledged_at": "2025-03-28 17:00",
                        "unit": "U",
                    },
                )
            },
            expect={"num": 3, "den": 5, "value": 6.0},
            period="2025-03",
            as_of="2025-03-31",
        ),
        Example(
            outcome="met",
            given="One inquiry, received Monday at 16:00 and answered Tuesday at 09:00; the office closes at 17:00 and opens at 08:00.",
            then="One hour on Monday and one on Tuesday: 2 office hours.",
            tables={
                "inquiries": (
                    {
                        "inquiry_id": "a",
                        "received_at": "2025-03-03 16:00",
                        "acknowledged_at": "2025-03-04 09:00",
                        "unit": "U",
                    },
                )
            },
            expect={"num": 1, "den": 1, "value": 2.0},
            period="2025-03",
            as_of="2025-03-31",
        ),
    ),
)
