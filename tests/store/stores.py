"""What the tests of the store load, and what they ask of it."""

import gzip
import json
from pathlib import Path

from sqlalchemy import func, select, text

from pipelines.building.build import build
from pipelines.profile.agency import load_profile
from pipelines.questions.actor import acting_as
from pipelines.questions.released import COUNTED, SHOWN
from pipelines.questions.selection import Selection
from pipelines.store import schema
from pipelines.store.location import place_of
from pipelines.store.server import engine_at
from tests.county import end_of, write_tables
from tests.strictness import need_postgres

ROOT = Path(__file__).resolve().parents[2]
RELEASE = Path(__file__).parent / "release_0_1_0"
COUNTY_TOML = ROOT / "sample_data" / "county" / "county.toml"
PROFILE = load_profile(COUNTY_TOML)
AS_OF = end_of("2026-10-31")
DIRECTOR = acting_as("director")
QUESTIONS = (
    Selection("response_24h"),
    Selection("response_24h_leadership", by=("division",), organisation="now"),
    Selection("response_24h", grain="quarter", by=("race", "unit")),
    Selection("overdue_open", grain="year"),
    Selection("time_to_acknowledgement", grain="window", by=("requester",)),
    Selection("response_24h_expectation", "2026-08", "2026-09", where=(("unit", ("N-1", "C-4")),)),
    Selection("vacancy_rate", by=("component",)),
    Selection("staffing_gap"),
    Selection("caseload_load"),
    Selection("fidelity_score", grain="quarter", by=("domain",)),
    Selection("fidelity_score", grain="quarter", by=("unit", "rater")),
    Selection("relative_rate_index", grain="year", by=("step", "race")),
    Selection("decision_rate", grain="year", by=("division", "race"), where=(("step", ("entry",)),)),
)


def emptied_postgres():
    """The address of the server's database, with nothing of ours in it."""
    url = need_postgres()
    engine = engine_at(place_of(url))
    with engine.begin() as connection:
        for schema_name in ("data", "facts", "public"):
            connection.execute(text(f"DROP SCHEMA IF EXISTS {schema_name} CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()
    return url


def load(engine, folder, tables, as_of=AS_OF):
    outcome = build([write_tables(folder, tables)], engine, PROFILE, as_of)
    assert not outcome.refused, [i for c in outcome.refused for i in c.issues]
    return outcome


def said(reports):
    """Every question answered, with the work lists and what stands around.

    Without the version's number, and without the codes of workers, which each store draws for itself.
    """
    answers = [reports.fetch(DIRECTOR, q) for q in QUESTIONS]
    listed = [reports.work_list(DIRECTOR, name, QUESTIONS[0]) for name in ("open_inquiries", "worker_loads")]
    desk = reports.data_desk(DIRECTOR)
    return (
        [(a.rows, a.sentence, a.limits, a.excluded, a.pending, a.data_through) for a in answers],
        [(_uncoded(w.rows), w.total, w.as_of) for w in listed],
        reports.options(DIRECTOR),
        desk.feeds,
        desk.problems,
    )


def _uncoded(rows):
    """The rows of a list without the worker's code, in an order that does not follow from it."""
    return sorted(({k: v for k, v in row.items() if k != "worker"} for row in rows), key=repr)


def counted(engine):
    """Rows in every table but the run log."""
    tables = [t for t in schema.meta.sorted_tables if t.name != "runs"]
    with engine.connect() as connection:
        return {t.name: connection.execute(select(func.count()).select_from(t)).scalar() for t in tables}


def answered(reports):
    """(inquiries on time, inquiries) over everything."""
    row = reports.fetch(DIRECTOR, Selection("response_24h", grain="window")).rows[0]
    return row.num, row.den


def inquiries(answered_late, total=10):
    """A log of `total` inquiries received on Mondays, so many of them answered a week late."""
    return [
        {
            "inquiry_id": f"00{n}",
            "received_at": f"2026-09-0{7 + n % 2} 09:{n:02d}",
            "unit": "N-1",
            "acknowledged_at": f"2026-09-{16 if n < answered_late else '09'} 08:00",
            "role": "manager",
        }
        for n in range(total)
    ]


def released_pair(folder):
    """The committed store of release 0.1.0, as its two files in the folder; returns the path of the first."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("county.db", "county.facts.db"):
        (folder / name).write_bytes(gzip.decompress((RELEASE / f"{name}.gz").read_bytes()))
    return folder / "county.db"


def printed_figures(cqi, database):
    """What `cqi show` prints for each question that the committed answers hold, in their form."""
    said = (cqi("show", *q.split(), "--format", "json", "--database", database) for q in OLD_ANSWERS)
    return dict(zip(OLD_ANSWERS, (figures(json.loads(s.out)) for s in said), strict=True))


def figures(answer):
    """The figures of one printed answer: n, and of every row what it is of and what it says.

    What was counted and has no figure was called shown by release 0.1.0 (A3).
    """
    named = ("period", *answer["by"], "status", "num", "den", "value", "low", "high")
    rows = ({**row, "status": SHOWN if row["status"] in COUNTED else row["status"]} for row in answer["rows"])
    return answer["n"], [tuple(row[f] for f in named) for row in rows]


OLD_ANSWERS = json.loads((RELEASE / "answers.json").read_text(encoding="utf-8"))
"""Question -> what `cqi show` of release 0.1.0 printed for it."""
