"""Do leaders acknowledge in time and say what happens next? (LB-13d, both duties)"""

import pandas as pd

from pipelines.counting.answer_clock import ON_TIME, PUBLISHED, SPLITS, log_lines, on_time_cells
from pipelines.counting.definition import Example, Indicator
from pipelines.counting.facts import Facts
from pipelines.questions.standing import Stand
from pipelines.questions.template import marked

NEEDS = ("inquiry_id", "received_at", "acknowledged_at", "expectation_set", "role")


def count(facts: Facts) -> pd.DataFrame:
    """On-time cells of leaders' inquiries, where success also needs an expectation set."""
    lines = log_lines(facts, "inquiries", NEEDS)
    lines = lines[lines["leader"]]
    return on_time_cells(facts, "inquiries", lines, duty=lines["expectation_set"] == "yes")


INDICATOR = Indicator(
    id="response_24h_expectation",
    title="Acknowledged in time with follow-up agreed, by leaders",
    question="Do leaders acknowledge in time and agree what happens next?",
    why="The behaviour has two duties: answer, and set an expectation for follow-up.",
    behaviours=("LB-13d",),
    needs={"inquiries": NEEDS},
    kind="proportion",
    unit="percent",
    numerator="Inquiries to leaders acknowledged in time and with an expectation for follow-up recorded",
    denominator="Inquiries to leaders whose outcome is known: acknowledged, or open past the due instant",
    direction="higher",
    protects="client",
    breakdowns=SPLITS,
    count=count,
    parts=ON_TIME,
    choices=("response_hours", "office_hours", "organisation"),
    n_of="inquiries",
    caveats=("Follow-up agreed but not written down counts as not agreed.",),
    order=20,
    better=marked("Leaders more often answer in time and agree next steps"),
    worse=marked("Leaders less often answer in time and agree next steps"),
    stands=(Stand("director.scorecard", 30),),
    published=PUBLISHED,
    examples=(
        Example(
            outcome="not met",
            given="Two inquiries answered on time by a manager; only one has follow-up agreed.",
            then="One of two.",
            tables={
                "inquiries": (
                    {
                        "inquiry_id": "a",
                        "received_at": "2025-03-03 09:00",
                        "role": "manager",
                        "unit": "U",
                        "acknowledged_at": "2025-03-03 10:00",
                        "expectation_set": "yes",
                    },
                    {
                        "inquiry_id": "b",
                        "received_at": "2025-03-03 09:00",
                        "role": "manager",
                        "unit": "U",
                        "acknowledged_at": "2025-03-03 10:00",
                        "expectation_set": "",
                    },
                )
            },
            expect={"num": 1, "den": 2},
            period="2025-03",
            as_of="2025-03-31",
        ),
        Example(
            outcome="met",
            given="A supervisor answers within the hour and writes down what happens next.",
            then="One of one.",
            tables={
                "inquiries": (
                    {
                        "inquiry_id": "a",
                        "received_at": "2025-03-03 09:00",
                        "acknowledged_at": "2025-03-03 10:00",
                        "expectation_set": "yes",
                        "role": "supervisor",
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
            given="A manager is asked on the last day of the log at 15:00 and has not answered by its end.",
            then="Not due yet: it counts neither for nor against.",
            tables={
                "inquiries": (
                    {
                        "inquiry_id": "a",
                        "received_at": "2025-03-31 15:00",
                        "acknowledged_at": "",
                        "expectation_set": "",
                        "role": "manager",
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
