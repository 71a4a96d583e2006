"""Which periods are judged: those that are over, and of which nearly every outcome is known."""

import pytest

from pipelines.questions.actor import acting_as
from pipelines.questions.selection import Selection
from tests.county import built

EARLY = {"received_at": "2025-04-02 09:00", "acknowledged_at": "2025-04-02 09:30"}
LAST = {"received_at": "2025-04-30 10:00", "acknowledged_at": ""}
"""Received on Wednesday the 30th, the last office day of April, and in time until Thursday at 10."""
# Unit -> (answered, still in time at the end of the log), and whether its April is judged.
SHARES = {
    "1 of 21 unknown": ((20, 1), True),
    "1 of 20, exactly 5%": ((19, 1), True),
    "1 of 19": ((18, 1), False),
    "half": ((10, 10), False),
    "none": ((5, 0), True),
}


def log(rows_by_unit) -> list[dict[str, str]]:
    rows = [{**row, "unit": unit} for unit, rows in rows_by_unit.items() for row in rows]
    return [{**row, "inquiry_id": str(n)} for n, row in enumerate(rows)]


@pytest.fixture(scope="module")
def april(tmp_path_factory):
    """Unit -> its row of April 2025, from a log that ends with what came in last."""
    mixed = {unit: [EARLY] * known + [LAST] * waiting for unit, ((known, waiting), _) in SHARES.items()}
    reports = built(tmp_path_factory.mktemp("april"), {"inquiries": log(mixed)}, "2025-04-30")
    found = reports.fetch(acting_as("director"), Selection("response_24h", by=("unit",))).rows
    return {dict(r.group)["unit"]: r for r in found}


@pytest.mark.parametrize("unit", SHARES)
def test_a_month_is_judged_while_no_more_than_one_outcome_in_twenty_is_unknown(april, unit):
    (known, _), judged = SHARES[unit]
    assert (april[unit].den, april[unit].judged) == (known, judged)


def test_a_month_whose_last_office_day_is_not_in_the_log_is_not_judged(tmp_path):
    a_day_early = {"received_at": "2025-04-29 10:00", "acknowledged_at": "2025-04-29 11:00"}
    reports = built(tmp_path, {"inquiries": log({"U": [EARLY] * 40 + [a_day_early]})}, "2025-04-30")
    row = reports.fetch(acting_as("director"), Selection("response_24h")).rows[-1]
    assert (row.period, row.den, row.judged) == ("2025-04", 41, False)


def answers(recorded: str) -> list[dict[str, str]]:
    """Six direct reports answer one item in the second quarter of 2025."""
    return [
        {
            "response_id": f"p{n}",
            "wave": "2025-Q2",
            "recorded_at": f"{recorded} 10:00",
            "instrument": "T1",
            "unit": "U",
            "rater": "direct_report",
            "domain": "Teaming",
            "item": "t1",
            "low": "1",
            "high": "5",
            "reversed": "no",
            "answer": str(1 + n % 5),
        }
        for n in range(6)
    ]


@pytest.mark.parametrize(("as_of", "judged"), [("2025-06-29", False), ("2025-06-30", True)])
def test_a_wave_is_judged_from_the_last_day_of_its_quarter(tmp_path, as_of, judged):
    reports = built(tmp_path, {"surveys": answers("2025-05-10")}, as_of)
    row = reports.fetch(acting_as("director"), Selection("fidelity_score", grain="quarter")).rows[0]
    assert (row.period, row.den, row.judged) == ("2025-Q2", 6, judged)
