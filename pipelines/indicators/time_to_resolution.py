"""How long until an inquiry is closed? A clock of its own, never mixed with acknowledgement."""

import pandas as pd

from pipelines.counting.answer_clock import SPLITS, WAITING, log_lines, waiting_cells
from pipelines.counting.definition import Example, Indicator
from pipelines.counting.facts import Facts
from pipelines.questions.template import marked

NEEDS = ("inquiry_id", "received_at", "resolved_at")


def count(facts: Facts) -> pd.DataFrame:
    """Open hours from receipt to closing, in bins; open inquiries are censored."""
    return waiting_cells(log_lines(facts, "inquiries", NEEDS), "close_minutes", "resolved")


INDICATOR = Indicator(
    id="time_to_resolution",
    title="Time to resolution",
    question="How long until an inquiry is closed?",
    why="An answer opens a promise; closing keeps it.",
    behaviours=("LB-2a", "LB23-ACC-2"),
    needs={"inquiries": NEEDS},
    kind="time_to_closure",
    unit="hours",
    numerator="Inquiries closed",
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
        "Closed is not solved: the log says when, not how.",
    ),
    order=60,
    better=marked("Inquiries are settled sooner"),
    worse=marked("Inquiries take longer to settle"),
    examples=(
        Example(
            outcome="met",
            given="One inquiry received Monday 09:00 and closed Tuesday 09:00: one nine-hour office day.",
            then="9 office hours.",
            tables={
                "inquiries": (
                    {
                        "inquiry_id": "a",
                        "received_at": "2025-03-03 09:00",
                        "resolved_at": "2025-03-04 09:00",
                        "unit": "U",
                    },
                )
            },
            expect={"num": 1, "den": 1, "value": 9.0},
            period="2025-03",
            as_of="2025-03-31",
        ),
        Example(
            outcome="not met",
            given="One inquiry of 3 March is still open when the log ends.",
            then="Nobody knows yet how long it takes: no median, none closed of one.",
            tables={
                "inquiries": (
                    {"inquiry_id": "a", "received_at": "2025-03-03 09:00", "resolved_at": "", "unit": "U"},
                )
            },
            expect={"num": 0, "den": 1, "value": None},
            period="2025-03",
            as_of="2025-03-31",
        ),
    ),
)
