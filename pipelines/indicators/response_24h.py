"""Does anyone acknowledge inquiries within 24 business hours? (PB23-ACC-2, all staff)"""

import pandas as pd

from pipelines.counting.answer_clock import ON_TIME, PUBLISHED, SPLITS, log_lines, on_time_cells
from pipelines.counting.definition import Example, Indicator
from pipelines.counting.facts import Facts
from pipelines.questions.standing import Stand
from pipelines.questions.template import marked

NEEDS = ("inquiry_id", "received_at", "acknowledged_at")


def count(facts: Facts) -> pd.DataFrame:
    """On-time cells of every inquiry, whoever answers."""
    return on_time_cells(facts, "inquiries", log_lines(facts, "inquiries", NEEDS))


EVERY_GROUP = marked("Are people of every group answered in time?")
NO_GROUP = marked("Inquiries without a recorded group")
WHOSE_GROUP = marked(
    "In {period}, {share} of inquiries carry no group: the log holds it for families, not for staff and "
    "partners, and not for every family. It bears on the chart of answers in time above."
)

INDICATOR = Indicator(
    id="response_24h",
    title="Acknowledged within 24 business hours, all staff",
    question="Are inquiries acknowledged within 24 business hours?",
    why="In the 2023 edition answering within 24 business hours is everyone's practice.",
    behaviours=("PB23-ACC-2",),
    needs={"inquiries": NEEDS},
    kind="proportion",
    unit="percent",
    numerator="Inquiries acknowledged at or before the due instant",
    denominator="Inquiries whose outcome is known: acknowledged, or open past the due instant",
    direction="higher",
    protects="client",
    breakdowns=SPLITS,
    count=count,
    parts=ON_TIME,
    choices=("response_hours", "office_hours", "organisation"),
    n_of="inquiries",
    caveats=(
        "A practice behaviour of all staff, not a leadership behaviour: do not report it as LB-13d.",
        "What 24 business hours means is the county's choice; the other readings stand beside it.",
        "Open and not yet due is pending: it counts neither for nor against.",
    ),
    order=30,
    better=marked("Staff answer in time more often"),
    worse=marked("Staff answer in time less often"),
    stands=(
        Stand("director.scorecard", 20),
        Stand("equity.by_group", 10, "groups-response", {"question": EVERY_GROUP}),
        Stand("equity.unrecorded", 10, "trust", {"row": NO_GROUP, "sentence": WHOSE_GROUP}),
    ),
    published=PUBLISHED,
    examples=(
        Example(
            outcome="not met",
            given="Received on Saturday 30 August 2025 at 10:00, so deemed received Tuesday 08:00 after Labor "
            "Day; one is answered Wednesday 08:00, one Wednesday 08:30.",
            then="Reading B is due Wednesday 08:00: one of two.",
            tables={
                "inquiries": (
                    {
                        "inquiry_id": "a",
                        "received_at": "2025-08-30 10:00",
                        "acknowledged_at": "2025-09-03 08:00",
                        "unit": "U",
                    },
                    {
                        "inquiry_id": "b",
                        "received_at": "2025-08-30 10:00",
                        "acknowledged_at": "2025-09-03 08:30",
                        "unit": "U",
                    },
                )
            },
            expect={"num": 1, "den": 2, "value": 0.5},
            period="2025-08",
            as_of="2025-09-30",
        ),
        Example(
            outcome="met",
            given="A worker answers on Monday at noon what came on Monday at 09:00.",
            then="One of one.",
            tables={
                "inquiries": (
                    {
                        "inquiry_id": "a",
                        "received_at": "2025-03-03 09:00",
                        "acknowledged_at": "2025-03-03 12:00",
                        "role": "worker",
                        "unit": "U",
                    },
                )
            },
            expect={"num": 1, "den": 1, "value": 1.0},
            period="2025-03",
            as_of="2025-03-31",
        ),
        Example(
            outcome="pending",
            given="Received on the last day of the log at 15:00 and not answered by its end.",
            then="Due on the next business day: it counts neither for nor against.",
            tables={
                "inquiries": (
                    {
                        "inquiry_id": "a",
                        "received_at": "2025-03-31 15:00",
                        "acknowledged_at": "",
                        "unit": "U",
                    },
                )
            },
            expect={"num": 0, "den": 0, "value": None},
            period="2025-03",
            as_of="2025-03-31",
        ),
    ),
)
