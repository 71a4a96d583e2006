"""A dimension added as somebody would add it: in a copy of the repository, with a line in each of three files."""

import json
import shutil
from pathlib import Path

from tests.dashboard.new_page import LEFT, differing

EDITS = (
    (
        "pipelines/questions/dimensions.py",
        '    "reentry": marked("Re-entered care"),\n}\n',
        'URGENCIES = {"high": marked("At once"), "low": marked("Can wait")}\n',
    ),
    (
        "pipelines/questions/dimensions.py",
        '        Dimension("step", marked("Decision point"), "decision points", STEPS),\n',
        '        Dimension("urgency", marked("Urgency"), "urgencies", URGENCIES),\n',
    ),
    (
        "pipelines/sources/inquiries.py",
        '        Field("topic", "text", "What it was about.", headers=("category", "subject")),\n',
        '        Field("urgency", "choice", "How soon.", choices=("high", "low"), headers=("priority",)),\n',
    ),
    ("pipelines/counting/answer_clock.py", 'DIMENSIONS = ("race", ', '"urgency", '),
)
"""File, what stands in it once, and what is written behind that."""
PLACES = {
    "unit": "N-1",
    "unit_name": "North Intake",
    "division": "north",
    "division_name": "North Division",
    "valid_from": "2024-01-01",
}
SLOW = "low"


def added(root: Path, folder: Path) -> tuple[Path, list[str]]:
    """A copy of the repository with the dimension, and the files in which it differs."""
    copy = folder / "copy"
    shutil.copytree(root, copy, ignore=LEFT)
    for name, before, more in EDITS:
        file = copy / name
        text = file.read_text(encoding="utf-8")
        if text.count(before) != 1:
            raise AssertionError(f"{name} no longer reads as it did: mend this test.")
        file.write_text(text.replace(before, before + more), encoding="utf-8")
    return copy, differing(root, copy)


def inquiries(month: str, urgencies: tuple[str, ...]) -> list[dict[str, str]]:
    """One of each on the 3rd of a month, answered in an hour, but for every second SLOW one: in two weeks."""
    found = []
    for number, urgency in enumerate(urgencies):
        late = urgency == SLOW and number % 2
        answered = f"{month}-17 10:00" if late else f"{month}-03 10:00"
        line = {"inquiry_id": f"{month}-{number}", "received_at": f"{month}-03 09:00", "unit": "N-1"}
        found.append(line | {"acknowledged_at": answered, "priority": urgency})
    return found


def without_urgency(month: str) -> list[dict[str, str]]:
    return [{k: v for k, v in line.items() if k != "priority"} for line in inquiries(month, ("high",) * 8)]


def as_shown(folder: str) -> None:
    """Print, as JSON, what the product of this copy says of a store that was there before the dimension.

    Runs inside the copy. One file more is loaded: inquiries of September, six of them urgent and four not.
    """
    from typer.testing import CliRunner

    from dashboard.shell.download_address import download_href
    from pipelines.building.build import build
    from pipelines.cli.commands import app
    from pipelines.profile.agency import load_profile
    from pipelines.questions.actor import acting_as
    from pipelines.questions.selection import Selection
    from pipelines.reports import Reports
    from pipelines.store.database import open_database
    from tests.county import built, end_of, write_tables
    from tests.dashboard.new_page import fetched, served_by
    from tests.dashboard.reading import elements

    store = f"sqlite:///{Path(folder) / 'store'}"
    engine = open_database(store, create=True)
    rows = inquiries("2026-09", ("high",) * 6 + (SLOW,) * 4)
    later = write_tables(Path(folder) / "later", {"inquiries_later": rows})
    outcome = build([later], engine, load_profile(None), end_of("2026-09-30"))
    screen = served_by(Reports(engine))
    with screen.server.test_request_context():
        layout = screen.layout()
    parts = [a for _, a, _ in elements(layout)]
    asked = ["show", "response_24h", "--by", "urgency", "--format", "csv", "--database", store]
    ran = CliRunner().invoke(app, asked)
    address = download_href(Selection("response_24h", by=("urgency",)))
    lacking = built(Path(folder) / "lacking", {"inquiries": without_urgency("2026-08")}, "2026-08-31")
    director = acting_as("director")
    seen = {
        "lacking": {
            "splits": list(lacking.options(director).breakdowns["response_24h"]),
            "den": [r.den for r in lacking.fetch(director, Selection("response_24h")).rows],
        },
        "refused": [str(c) for c in outcome.refused],
        "shown": ran.output if not ran.exit_code else repr(ran.exception),
        "group_by": next(a["options"] for a in parts if a.get("id") == "filter-by"),
        "vocabulary": next(a["data"] for a in parts if a.get("id") == "vocabulary"),
        "page": fetched(screen, "/measure", "?measure=response_24h&by=urgency"),
        "download": screen.server.test_client().get(address).text,
    }
    print(json.dumps(seen))
