"""A kind added as somebody would add it, in a copy of the repository: a file of its own, its name in the table."""

import json
import shutil
from pathlib import Path

from typer.testing import CliRunner

from tests.county import built
from tests.dashboard.new_page import LEFT, differing, fetched, served_by

KIND = '''"""Odds: how many are answered in time for each one that is not."""

from dataclasses import dataclass

from pipelines.counting.kinds.kind import Figure, Kind, Phrase, Sums, number, part
from pipelines.questions.details import Spread
from pipelines.questions.look import Further, Look
from pipelines.questions.released import Row
from pipelines.questions.template import marked
from pipelines.stats.intervals import wilson


@dataclass(frozen=True, kw_only=True)
class Odds(Spread):
    """How many were missed."""

    missed: int


def odds(sums: Sums, days: int) -> Figure:
    """In time over not in time, with the odds at both ends of the interval of the share."""
    num, den = part(sums, "num"), part(sums, "den")
    if den == 0:
        return Figure(num, den)
    missed = den - num
    low, high = (number(end / (1 - end)) for end in wilson(num, den))
    value = num / missed if missed else None
    return Figure(num, den, value, low, high, Odds(missed=missed, bands={"kept": num, "missed": missed}))


def _phrase(row: Row) -> Phrase:
    return Phrase(marked("odds of {figure} to one, {missed} missed"), {"missed": row.detail.missed})


KINDS = (
    Kind(
        id="odds",
        adds_over="units and periods",
        figure=odds,
        interval="odds at the ends of the Wilson score interval, 95%",
        method="in time over not in time",
        chart="xmr",
        n_of="inquiries with an outcome",
        phrase=_phrase,
        record=Odds,
        look=Look(further=(Further("missed", marked("Not in time"), "count"),), pictures=("bands",)),
    ),
)
'''
INDICATOR = '''"""What are the odds of an answer in time?"""

from dataclasses import replace

import pandas as pd

from pipelines.counting.answer_clock import ON_TIME, log_lines, on_time_cells
from pipelines.counting.definition import Example, Indicator
from pipelines.counting.facts import Facts

NEEDS = ("inquiry_id", "received_at", "acknowledged_at")


def count(facts: Facts) -> pd.DataFrame:
    """On-time cells of every inquiry."""
    return on_time_cells(facts, "inquiries", log_lines(facts, "inquiries", NEEDS))


def asked(*days: str) -> dict[str, tuple[dict[str, str], ...]]:
    """Received on Monday 3 March 2025 at 09:00 and answered at 12:00 on these days of March."""
    return {
        "inquiries": tuple(
            {
                "inquiry_id": str(number),
                "received_at": "2025-03-03 09:00",
                "acknowledged_at": f"2025-03-{day} 12:00",
                "unit": "U",
            }
            for number, day in enumerate(days)
        )
    }


MET = Example(
    outcome="met",
    given="Three are answered the same day, one a week later.",
    then="Three to one.",
    tables=asked("03", "03", "03", "10"),
    expect={"num": 3, "den": 4, "value": 3.0, "missed": 1},
    period="2025-03",
    as_of="2025-03-31",
)
INDICATOR = Indicator(
    id="answer_odds",
    title="Odds of an answer in time",
    question="What are the odds of an answer in time?",
    why="A test adds it.",
    behaviours=("PB23-ACC-2",),
    needs={"inquiries": NEEDS},
    kind="odds",
    unit="ratio",
    numerator="Inquiries answered in time",
    denominator="Inquiries with an outcome",
    direction="higher",
    protects="client",
    breakdowns=("division", "unit"),
    count=count,
    parts=ON_TIME,
    choices=("response_hours", "office_hours", "organisation"),
    n_of="inquiries",
    examples=(
        MET,
        replace(
            MET,
            outcome="not met",
            given="One is answered the same day, one a week later.",
            then="One to one.",
            tables=asked("03", "10"),
            expect={"num": 1, "den": 2, "value": 1.0, "missed": 1},
        ),
    ),
)
'''
FAMILY = ("from pipelines.counting.kinds import comparisons, ", "FAMILIES = (")
FOLDER = Path("pipelines", "counting", "kinds")


def with_a_new_kind(root: Path, folder: Path) -> tuple[Path, list[str]]:
    """A copy of the repository with the kind and a measure of it, and the files in which it differs."""
    copy = folder / "copy"
    shutil.copytree(root, copy, ignore=LEFT)
    (copy / FOLDER / "odds.py").write_text(KIND, encoding="utf-8")
    (copy / "pipelines" / "indicators" / "answer_odds.py").write_text(INDICATOR, encoding="utf-8")
    table = copy / FOLDER / "listed.py"
    text = table.read_text(encoding="utf-8")
    for before in FAMILY:
        if text.count(before) != 1:
            raise AssertionError("The table of kinds no longer begins as it did: mend this test.")
        text = text.replace(before, f"{before}odds, ")
    table.write_text(text, encoding="utf-8")
    return copy, differing(root, copy)


def inquiries() -> list[dict[str, str]]:
    """Eight on the 3rd of August and of September 2026: six answered in an hour, two after two weeks.

    The log ends on 17 September, so that August is the last month that is whole.
    """
    return [
        {
            "inquiry_id": f"{month}-{number}",
            "received_at": f"{month}-03 09:00",
            "acknowledged_at": f"{month}-03 10:00" if number < 6 else f"{month}-17 10:00",
            "unit": "N-1",
        }
        for month in ("2026-08", "2026-09")
        for number in range(8)
    ]


def as_shown(folder: str) -> None:
    """Print, as JSON, what the command line and the page of the measure say of it. Runs inside the copy."""
    from pipelines.cli.commands import app

    places = {"unit_name": "North Intake", "division": "north", "division_name": "North Division"}
    organisation = [{"unit": "N-1", **places, "valid_from": "2024-01-01"}]
    tables = {"organisation": organisation, "inquiries": inquiries()}
    reports = built(Path(folder), tables, "2026-09-30")
    asked = ["show", "answer_odds", "--database", f"sqlite:///{Path(folder) / 'store'}"]
    done = {f: CliRunner().invoke(app, [*asked, "--format", f]) for f in ("table", "json", "csv")}
    shown = {f: ran.stdout if not ran.exit_code else repr(ran.exception) for f, ran in done.items()}
    page = fetched(served_by(reports), "/measure", "?measure=answer_odds")
    print(json.dumps({**shown, "page": page}))
