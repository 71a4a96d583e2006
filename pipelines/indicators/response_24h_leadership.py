"""Do leaders acknowledge inquiries within 24 business hours? (LB-13d, first duty)"""

import pandas as pd

from pipelines.counting.answer_clock import ON_TIME, PUBLISHED, SPLITS, log_lines, on_time_cells
from pipelines.counting.definition import Example, Indicator
from pipelines.counting.facts import Facts
from pipelines.questions.standing import Stand
from pipelines.questions.template import marked

NEEDS = ("inquiry_id", "received_at", "acknowledged_at", "role")


def count(facts: Facts) -> pd.DataFrame:
    """On-time cells of inquiries whose responder is a supervisor, manager or director."""
    lines = log_lines(facts, "inquiries", NEEDS)
    return on_time_cells(facts, "inquiries", lines[lines["leader"]])


IN_EVERY_DIVISION = marked("Do leaders answer in time in every division?")
IN_EVERY_UNIT = marked("Do leaders answer in time in every unit?")

INDICATOR = Indicator(
    id="response_24h_leadership",
    title="Acknowledged within 24 business hours, by leaders",
    question="Do leaders acknowledge inquiries within 24 business hours?",
    why="People who raise a concern learn from the first reply whether leadership listens.",
    behaviours=("LB-13d", "LB-2a"),
    needs={"inquiries": NEEDS},
    kind="proportion",
    unit="percent",
    numerator="Inquiries to leaders acknowledged at or before the due instant",
    denominator="Inquiries to leaders whose outcome is known: acknowledged, or open past the due instant",
    direction="higher",
    protects="client",
    breakdowns=SPLITS,
    count=count,
    parts=ON_TIME,
    choices=("response_hours", "office_hours", "organisation"),
    n_of="inquiries",
    caveats=(
        "What 24 business hours means is the county's choice; the other readings stand beside it.",
        "Open and not yet due is pending: it counts neither for nor against.",
        "An automatic reply is not an acknowledgement; the log must leave it out.",
    ),
    order=10,
    better=marked("Leaders answer in time more often"),
    worse=marked("Leaders answer in time less often"),
    stands=(
        Stand("headline", 10),
        Stand("director.scorecard", 10),
        Stand("director.trend", 10, "leaders"),
        Stand("director.by_division", 10, "places", {"question": IN_EVERY_DIVISION}),
        Stand("director.by_unit", 10, "places", {"question": IN_EVERY_UNIT}),
    ),
    published=PUBLISHED,
    examples=(
        Example(
            outcome="not met",
            given="Three inquiries to supervisors on Friday 29 August 2025, 15:00, before Labor Day: answered "
            "Tuesday 15:00 sharp, Tuesday 15:01, and not at all; a fourth came on the log's last day.",
            then="Reading B is due Tuesday 15:00. One of three is on time; the fourth is pending.",
            tables={
                "inquiries": (
                    {
                        "inquiry_id": "a",
                        "received_at": "2025-08-29 15:00",
                        "acknowledged_at": "2025-09-02 15:00",
                        "role": "supervisor",
                        "unit": "U",
                    },
                    {
                        "inquiry_id": "b",
                        "received_at": "2025-08-29 15:00",
                        "acknowledged_at": "2025-09-02 15:01",
                        "role": "supervisor",
                        "unit": "U",
                    },
                    {
                        "inquiry_id": "c",
                        "received_at": "2025-08-29 15:00",
                        "acknowledged_at": "",
                        "role": "supervisor",
                        "unit": "U",
                    },
                    {
                        "inquiry_id": "d",
                        "received_at": "2025-09-05 09:00",
                        "acknowledged_at": "",
                        "role": "manager",
                        "unit": "U",
                    },
                    {
                        "inquiry_id": "e",
                        "received_at": "2025-08-29 15:00",
                        "acknowledged_at": "2025-08-29 15:05",
                        "role": "worker",
                        "unit": "U",
                    },
                )
            },
            expect={"num": 1, "den": 3, "value": 1 / 3},
            period="2025-08",
            as_of="2025-09-05",
        ),
        Example(
            outcome="met",
            given="A director is asked on Monday at 09:00 and answers on Tuesday at 09:00, the due instant itself.",
            then="At the due instant is on time: one of one.",
            tables={
                "inquiries": (
                    {
                        "inquiry_id": "a",
                        "received_at": "2025-03-03 09:00",
                        "acknowledged_at": "2025-03-04 09:00",
                        "role": "director",
                        "unit": "U",
                    },
                )
            },
            expect={"num": 1, "den": 1, "value": 1.0},
            period="2025-03",
            as_of="2025-03-31",
        ),
    ),
)
