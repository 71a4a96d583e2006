"""How much of the authorised staffing stands empty?"""

import pandas as pd

from pipelines.counting.cells import tally
from pipelines.counting.definition import Example, Indicator
from pipelines.counting.facts import Facts
from pipelines.counting.workload import position_months
from pipelines.questions.standing import Stand
from pipelines.sources import positions

NEEDS = ("position_id", "effective_from", "unit", "status", "authorised_fte", "filled_fte")


def count(facts: Facts) -> pd.DataFrame:
    """Vacant, budgeted and held FTE-days, and each month's distinct budgeted positions."""
    lines = position_months(facts, "positions")
    budgeted = lines["budgeted"]
    parts = {
        "num": lines["empty"].where(budgeted, 0),
        "den": lines["authorised"].where(budgeted, 0),
        "overfilled": lines["overfilled"].where(budgeted, 0),
        "held": lines["authorised"].where(lines["status"] == "hold", 0),
        "positions": _latest_line(lines, budgeted),
    }
    return tally(lines, parts, ("component", "role"))


def _latest_line(lines: pd.DataFrame, budgeted: pd.Series) -> pd.Series:
    """True on the last line of each budgeted position and month: a position counts once, where it ended."""
    last = ~lines[budgeted].duplicated(["position_id", "period"], keep="last")
    return last.reindex(lines.index, fill_value=False)


INDICATOR = Indicator(
    id="vacancy_rate",
    title="Vacancy rate, all posts",
    question="How much of the authorised staffing stands empty?",
    why="Leaders are to make staffing gaps visible and act on them.",
    behaviours=("LB-15a", "LB-9a-i", "LB-9a-ii", "LB23-ACC-5"),
    needs={"positions": NEEDS},
    kind="vacancy",
    unit="percent",
    numerator="Empty FTE-days of budgeted positions, each by itself; what one has too many fills no other",
    denominator="Authorised FTE-days of all budgeted positions, whether they carry cases or not",
    direction="lower",
    protects="none",
    breakdowns=("division", "unit", "component", "role"),
    count=count,
    parts=("num", "den", "overfilled", "held", "positions"),
    choices=("organisation",),
    n_of="positions",
    last=frozenset({"positions"}),
    caveats=(
        "All posts count here; the staffing gap is made of those that carry cases.",
        "Held, inactive and proposed positions are not vacancies; held FTE stand apart.",
        "Vacancies last for months, so a run of months is one fact, not many: no control limits.",
        "A filled position is not an available worker: see the staffing gap.",
    ),
    order=70,
    stands=(Stand("director.scorecard", 70),),
    examples=(
        Example(
            outcome="not met",
            given="In April one position is filled all month, one stands empty all month, one falls empty on "
            "16 April, and a fourth is on hold.",
            then="45 of 90 authorised FTE-days are vacant: 50%. The held position counts in neither.",
            tables={
                "positions": (
                    {
                        "position_id": "1",
                        "effective_from": "2025-04-01",
                        "effective_to": "",
                        "unit": "U",
                        "status": "active",
                        "authorised_fte": "1",
                        "filled_fte": "1",
                    },
                    {
                        "position_id": "2",
                        "effective_from": "2025-04-01",
                        "effective_to": "",
                        "unit": "U",
                        "status": "vacant",
                        "authorised_fte": "1",
                        "filled_fte": "0",
                    },
                    {
                        "position_id": "3",
                        "effective_from": "2025-04-01",
                        "effective_to": "2025-04-15",
                        "unit": "U",
                        "status": "active",
                        "authorised_fte": "1",
                        "filled_fte": "1",
                    },
                    {
                        "position_id": "3",
                        "effective_from": "2025-04-16",
                        "effective_to": "",
                        "unit": "U",
                        "status": "vacant",
                        "authorised_fte": "1",
                        "filled_fte": "0",
                    },
                    {
                        "position_id": "4",
                        "effective_from": "2025-04-01",
                        "effective_to": "",
                        "unit": "U",
                        "status": "hold",
                        "authorised_fte": "1",
                        "filled_fte": "0",
                        "report_date": "2025-04-30",
                    },
                )
            },
            expect={"num": 1.5, "den": 3.0, "value": 0.5},
            period="2025-04",
            as_of="2025-04-30",
        ),
        Example(
            outcome="met",
            given="In April two positions are filled all month, and a third by two people.",
            then="None of 90 authorised FTE-days is vacant: 0%. One FTE stands beside them in a post filled twice.",
            tables={
                "positions": (
                    {
                        "position_id": "1",
                        "effective_from": "2025-04-01",
                        "unit": "U",
                        "status": "active",
                        "authorised_fte": "1",
                        "filled_fte": "1",
                        "report_date": "2025-04-30",
                    },
                    {
                        "position_id": "2",
                        "effective_from": "2025-04-01",
                        "unit": "U",
                        "status": "active",
                        "authorised_fte": "1",
                        "filled_fte": "1",
                        "report_date": "2025-04-30",
                    },
                    positions.post("3", incumbent_id="a"),
                    positions.post("3", incumbent_id="b"),
                )
            },
            expect={"num": 0.0, "den": 3.0, "value": 0.0, "overfilled": 1.0},
            period="2025-04",
            as_of="2025-04-30",
        ),
    ),
)
