"""A source added as somebody would add it: in a copy of the repository, with one file and a place in the order."""

import csv
import json
import shutil
from io import StringIO
from pathlib import Path

from tests.dashboard.new_page import LEFT, differing

FILE = '''"""Visits of supervisors to families, and whether they were written up."""

import pandas as pd

from pipelines.counting.contract import Contract, Field, RowCheck
from pipelines.counting.facts import Facts
from pipelines.counting.work_list import Row, Showing, Shown, WorkList
from pipelines.questions.standing import Stand
from pipelines.questions.template import marked, marked_in
from pipelines.words import dates

NEEDS = ("visit_id", "made_on", "unit", "written_up")


def placed(facts: Facts) -> pd.DataFrame:
    """Visits with their place in the organisation."""
    rows = facts.rows["visits"].reset_index(drop=True)
    return rows.join(facts.organisation.place(rows["unit"], rows["made_on"]))


def unwritten(facts: Facts) -> pd.DataFrame:
    lines = facts.lines("visits")
    return lines[lines["written_up"] != "yes"]


def show(rows: list[Row], showing: Showing) -> Shown:
    """The longest ago first."""
    shown = [
        {"id": r["visit_id"], "unit": showing.named("unit", r["unit_now"]), "days": (showing.now - r["made_on"]).days}
        for r in sorted(rows, key=lambda r: r["made_on"])
    ]
    return Shown(shown, dates.moment(showing.now))


CONTRACT = Contract(
    source="visits",
    title="Visits by supervisors",
    key=("visit_id",),
    name_hints=("visit",),
    events=("made_on",),
    begins="made_on",
    lines=placed,
    partition=("visit_id",),
    protects="client",
    fields=(
        Field("visit_id", "text", "One visit.", True, True),
        Field("made_on", "date", "Its day.", True, True),
        Field("ended_on", "date", "Its last day."),
        Field("unit", "text", "The unit, as it was then.", True, True),
        Field("written_up", "flag", "Whether there is a note of it."),
    ),
    checks=(
        RowCheck(
            "ends_before_start", "ended_on", "it ended before it began", "correct the two days",
            lambda r: r["ended_on"] < r["made_on"],
        ),
    ),
    work_lists=(
        WorkList(
            id="unwritten_visits",
            title=marked("Which visits are not written up?"),
            needs={"visits": NEEDS},
            make=unwritten,
            kept={"visit_id": "text", "made_on": "instant"},
            columns=(
                ("id", marked_in("column", "Visit")),
                ("unit", marked_in("column", "Unit")),
                ("days", marked_in("column", "Days")),
            ),
            show=show,
            none=marked("Every visit is written up."),
            stands=(Stand("manager.list", 10),),
        ),
    ),
)
'''  # fmt: skip
PROFILE = '[county]\nname = "Small"\nsynthetic = true\n[[feeds]]\nsource = "visits"\nevery_days = 2\n'
VISITS = [
    {"visit_id": "v1", "made_on": "2025-06-01", "ended_on": "", "unit": "U", "written_up": "yes"},
    {"visit_id": "v2", "made_on": "2025-06-02", "ended_on": "", "unit": "U", "written_up": "no"},
    {"visit_id": "v3", "made_on": "2025-06-02", "ended_on": "2025-05-01", "unit": "U", "written_up": "no"},
]


def added(root: Path, folder: Path) -> tuple[Path, list[str]]:
    """A copy of the repository with the source, and the files in which it differs."""
    copy = folder / "copy"
    shutil.copytree(root, copy, ignore=LEFT)
    (copy / "pipelines" / "sources" / "visits.py").write_text(FILE, encoding="utf-8")
    order = copy / "pipelines" / "register" / "sources.py"
    before = order.read_text(encoding="utf-8")
    last = '"decisions")'
    if before.count(last) != 1:
        raise AssertionError("The order of the sources no longer ends as it did: mend this test.")
    order.write_text(before.replace(last, '"decisions", "visits")'), encoding="utf-8")
    return copy, differing(root, copy)


def as_shown(folder: str) -> None:
    """Print, as JSON, what the product of this copy says of the source. Runs inside the copy."""
    from types import SimpleNamespace

    from dashboard.pages import data_desk, manager
    from dashboard.serving.create import create_app
    from dashboard.shell.address import read
    from dashboard.shell.reader import Reader
    from pipelines.profile.agency import parse_profile
    from pipelines.questions.actor import acting_as
    from pipelines.questions.selection import Selection
    from tests.county import built
    from tests.dashboard.reading import elements, part_named, table_rows, tags, text

    director, profile = acting_as("director"), parse_profile(PROFILE)
    inquiry = {"inquiry_id": "a", "received_at": "2025-06-30 09:00", "acknowledged_at": "", "unit": "U"}
    without = built(Path(folder) / "without", {"inquiries": [inquiry]}, "2025-06-30", profile)
    reports = built(Path(folder) / "county", {"visits": VISITS}, "2025-06-30", profile)
    reader = Reader(reports, director)
    view = read("", reader.words)
    card = part_named(manager.page(reader, view), "unwritten_visits")
    (feed,) = reports.data_desk(director).feeds
    app = create_app(
        reports,
        SimpleNamespace(
            demo=False, role="director", secret=b"not a secret in a test", trusted_hosts=("localhost",)
        ),
    )
    file = app.server.test_client().get("/download.csv?list=unwritten_visits").text
    lines = list(csv.reader(StringIO(file.lstrip("\ufeff"))))
    desk = table_rows(data_desk.page(reader, view))
    seen = {
        "feed": [
            feed.title,
            feed.data_through,
            feed.late_days,
            feed.rows_read,
            feed.accepted,
            feed.set_aside,
        ],
        "reasons": [r[0].lower() for r in desk if r and r[0].startswith("It ended")],
        "late": [f.title for f in reports.county().late],
        "card": [
            text(tags(card, "h2")[0][2]),
            text(next(e[2] for e in elements(card) if "answer" in str(e[1]))),
        ],
        "rows": table_rows(card),
        "file": lines[lines.index([]) + 1 :],
        "as_of": reports.work_list(director, "unwritten_visits", Selection("")).as_of,
        "why": without.work_list(director, "unwritten_visits", Selection("")).why,
    }
    print(json.dumps(seen))
