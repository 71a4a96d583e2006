"""An indicator added as somebody would add it: in a copy of the repository, with one file."""

import json
import shutil
from pathlib import Path

from tests.dashboard.new_page import LEFT, differing

FILE = '''"""How many of those who ask ring up?"""

import pandas as pd

from pipelines.counting.cells import tally
from pipelines.counting.definition import Example, Indicator, PublishedTable
from pipelines.counting.facts import Facts
from pipelines.questions.standing import Stand
from pipelines.questions.template import marked

NEEDS = ("inquiry_id", "received_at", "channel")


def count(facts: Facts) -> pd.DataFrame:
    """Inquiries by phone over all inquiries."""
    lines = facts.lines("inquiries")
    parts = {"num": lines["channel"] == "phone", "den": lines["channel"] != ""}
    return tally(lines, parts, ("race", "channel"))


def asked(*channels: str) -> dict[str, tuple[dict[str, str], ...]]:
    return {
        "inquiries": tuple(
            {"inquiry_id": str(n), "received_at": "2025-03-03 09:00", "channel": channel, "unit": "U"}
            for n, channel in enumerate(channels)
        )
    }


INDICATOR = Indicator(
    id="by_phone",
    title="Asked by phone",
    question="Who rings up?",
    why="A test adds it.",
    behaviours=("LB-13d",),
    needs={"inquiries": NEEDS},
    kind="proportion",
    unit="percent",
    numerator="Inquiries by phone",
    denominator="All inquiries",
    direction="higher",
    protects="client",
    breakdowns=("division", "unit", "race"),
    count=count,
    parts=("num", "den"),
    choices=("organisation",),
    n_of="inquiries",
    order=35,
    better=marked("More people ring up"),
    worse=marked("Fewer people ring up"),
    stands=(
        Stand("director.scorecard", 15),
        Stand("director.trend", 5),
        Stand("equity.by_group", 5, words={"question": marked("Do families of every group ring up?")}),
    ),
    published=(PublishedTable("year"), PublishedTable("year", ("race",))),
    examples=(
        Example("met", "One rings up.", "One of one.", asked("phone"), {"num": 1, "den": 1}, "2025-03", "2025-03-31"),
        Example("not met", "One writes.", "None of one.", asked("letter"), {"num": 0, "den": 1}, "2025-03",
                "2025-03-31"),
    ),
)
'''  # fmt: skip


def added(root: Path, folder: Path) -> tuple[Path, list[str]]:
    """A copy of the repository with the indicator, and the files in which it differs."""
    copy = folder / "copy"
    shutil.copytree(root, copy, ignore=LEFT)
    (copy / "pipelines" / "indicators" / "by_phone.py").write_text(FILE, encoding="utf-8")
    return copy, differing(root, copy)


SYNTHETIC = '[county]\nname = "Small"\nsynthetic = true\n'


def county(folder: Path):
    """The door on 80 inquiries of December 2025: 15 of 20 White people rang up, and 40 of 60 Black ones."""
    from pipelines.profile.agency import parse_profile
    from tests.county import built

    asked = [("white", n < 15) for n in range(20)] + [("black", n < 40) for n in range(60)]
    rows = [
        {
            "inquiry_id": str(number),
            "received_at": "2025-12-03 09:00",
            "acknowledged_at": "2025-12-31 16:00",
            "channel": "phone" if rang else "letter",
            "race": race,
            "unit": "U",
        }
        for number, (race, rang) in enumerate(asked)
    ]
    return built(folder, {"inquiries": rows}, "2025-12-31", parse_profile(SYNTHETIC))


def as_shown(folder: str) -> None:
    """Print, as JSON, where the indicator of this copy stands. Runs inside the copy."""
    from typer.testing import CliRunner

    from dashboard.pages import director, equity, measure, methods
    from dashboard.shell.address import read
    from dashboard.shell.reader import Reader
    from pipelines.answers.what_changed import Looked, changes
    from pipelines.cli.commands import app
    from pipelines.questions.actor import acting_as
    from pipelines.questions.errors import NotAllowed
    from pipelines.questions.selection import Selection
    from pipelines.questions.verdict import Verdict
    from pipelines.register.indicators import indicator
    from tests.dashboard.reading import part_named, table_rows, tags, text

    reports = county(Path(folder) / "county")
    reader, committee = Reader(reports, acting_as("director")), acting_as("equity")

    def page(module, search=""):
        return module.page(reader, read(search, reader.words))

    def published(grain, race=""):
        try:
            by = ("race",) if race else ()
            rows = reports.fetch(committee, Selection("by_phone", grain=grain, by=by)).rows
        except NotAllowed:
            return "refused"
        return next(r.status for r in rows if not race or dict(r.group)["race"] == race)

    groups = part_named(page(equity, "?year=2025"), "by_group-by_phone")
    methods_page = page(methods)
    better = Verdict("better", "better since Jul 2025", "", fresh=True)
    moved = Looked(indicator("by_phone"), (("division", "north"),), "", "north", ("North",), better)
    shown = CliRunner().invoke(
        app, ["show", "by_phone", "--format", "csv", "--database", str(Path(folder, "county", "store"))]
    )
    figures = [r[2:4] for r in table_rows(groups) if r[0] == "White"]
    seen = {
        "scorecard": [r[0] for r in table_rows(part_named(page(director), "scorecard"))],
        "trend": text(tags(part_named(page(director), "trend-by_phone"), "h2")[0][2]),
        "groups": [text(tags(groups, "h2")[0][2]), " ".join(figures[0])],
        "measures": list(reader.words.words["measure"]),
        "measure": text(tags(page(measure, "?measure=by_phone"), "h1")[0][2]),
        "methods": text(tags(methods_page, "h1")[0][2]),
        "summaries": [text(s[2]) for s in tags(methods_page, "summary")],
        "covered": next(c.indicators for c in reports.coverage() if "LB-13d" in c.measured_items),
        "shown": shown.output.splitlines()[-1].split(",")[:5],
        "better": changes((moved,)).found[0].words,
        "published": {
            "White": published("year", "white"),
            "Black": published("year", "black"),
            "total": published("year"),
            "splits": list(reports.options(committee).breakdowns["by_phone"]),
            "quarter": published("quarter", "white"),
        },
    }
    print(json.dumps(seen))
