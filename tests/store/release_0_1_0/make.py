"""Makes the store beside this file, with the code of release 0.1.0: see README.md.

    python make.py CHECKOUT_OF_0_1_0 [POSTGRESQL_URL]

writes county.db.gz, county.facts.db.gz and answers.json; with an address it fills that (empty) database instead.
"""

import csv
import gzip
import json
import sys
import tempfile
from importlib import import_module
from pathlib import Path

HERE = Path(__file__).parent
AS_OF = "2026-10-31"
PROFILE = """\
[county]
name = "Old County"
synthetic = true
time_zone = "America/Los_Angeles"
"""
LINES = ("unit,unit_name,division,division_name,valid_from", "N-1,North One,north,North,2019-01-01",
         "N-2,North Two,north,North,2019-01-01", "S-1,South One,south,South,2019-01-01")  # fmt: skip
UNITS = ("N-1", "N-2", "S-1")
QUESTIONS = (
    "response_24h --grain month",
    "response_24h --by unit --grain year",
    "response_24h --by race --by requester --grain year",
    "response_24h_leadership --by division --grain year",
    "response_24h_expectation --grain quarter",
    "time_to_acknowledgement --grain year",
    "time_to_resolution --grain year --by unit",
    "overdue_open --grain month",
    "vacancy_rate --grain month --by unit",
    "staffing_gap --grain month",
    "caseload_load --grain month",
    "fidelity_score --grain quarter",
    "fidelity_score --grain quarter --by domain",
    "decision_rate --by step --by race --grain year",
    "disparity_index --by step --by race --grain year",
    "relative_rate_index --by step --by race --grain year",
)


def inquiries() -> list[dict]:
    """Thirty, from May to October 2026: a third answered late, two never, one without a day of receipt."""
    rows = []
    for n in range(30):
        month, day = 5 + n % 6, 4 + n % 5
        received = f"2026-{month:02d}-{day:02d}"
        answered = f"2026-{month:02d}-{day + (5 if n % 3 == 0 else 0):02d} 15:{n:02d}"
        rows.append(
            {
                "inquiry_id": f"q{n}",
                "received_at": "" if n == 7 else f"{received} 09:{n:02d}",
                "acknowledged_at": "" if n in (11, 29) else answered,
                "expectation_set": ("yes", "no", "")[n % 3],
                "resolved_at": "" if n % 4 == 0 else f"2026-{month:02d}-20",
                "channel": ("phone", "email", "in_person")[n % 3],
                "requester": ("youth", "parent", "staff")[n % 3],
                "race": ("black", "white", "latino", "")[n % 4],
                "unit": UNITS[n % 3],
                "role": ("manager", "supervisor", "worker")[n % 3],
            }
        )
    return rows


def positions() -> list[dict]:
    """Nine workers' posts, one of them empty, and who is in them."""
    return [
        {
            "position_id": f"p{n}",
            "effective_from": "2026-01-01",
            "class": "SW",
            "role": "worker",
            "unit": UNITS[n % 3],
            "component": ("er", "fm", "fr")[n % 3],
            "status": "vacant" if n == 4 else "active",
            "authorised_fte": "1",
            "filled_fte": "0" if n == 4 else "1",
            "incumbent_id": "" if n == 4 else f"w{n}",
            "hired_on": "" if n == 4 else "2020-01-01",
            "report_date": AS_OF,
        }
        for n in range(9)
    ]


def assignments() -> list[dict]:
    """Eighteen primary cases and two secondary ones; one ended in July."""
    return [
        {
            "assignment_id": f"a{n}",
            "worker_id": f"w{(n % 4) * 2}" if n % 4 != 2 else "w1",
            "assignment_type": "secondary" if n > 17 else "primary",
            "component": ("er", "fm", "fr")[n % 3],
            "child_id": f"c{n}",
            "family_id": f"f{n // 2}",
            "unit": UNITS[n % 3],
            "started_on": f"2026-0{1 + n % 6}-10",
            "ended_on": "2026-07-15" if n == 5 else "",
            "report_date": AS_OF,
        }
        for n in range(20)
    ]


def surveys() -> list[dict]:
    """Fourteen people, two items each, in one wave."""
    return [
        {
            "response_id": f"r{person}",
            "recorded_at": f"2026-09-{1 + person:02d} 10:00",
            "wave": "2026-Q3",
            "instrument": "short-1",
            "unit": UNITS[person % 2],
            "rater": "direct_report",
            "domain": ("Engagement", "Teaming")[item],
            "item": f"i{item}",
            "low": "1",
            "high": "5",
            "reversed": "no",
            "answer": str(1 + (person * 2 + item) % 5),
        }
        for person in range(14)
        for item in range(2)
    ]


def decisions() -> list[dict]:
    """One year of three groups at four decision points."""
    counted = {"population": (9000, 30000, 25000), "report": (700, 1500, 1600), "entry": (90, 120, 130),
               "reunification": (30, 55, 50)}  # fmt: skip
    groups = ("black", "white", "latino")
    return [
        {"period": "2025", "step": step, "race": race, "children": str(number)}
        for step, numbers in counted.items()
        for race, number in zip(groups, numbers, strict=True)
    ]


def write(folder: Path, name: str, rows: list[dict]) -> None:
    with open(folder / f"{name}.csv", "w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def main(checkout: str, *address: str) -> None:
    sys.path.insert(0, checkout)
    from typer.testing import CliRunner

    app = import_module("pipelines.cli").app

    def cqi(*words: str) -> str:
        done = CliRunner().invoke(app, [*words, "--database", url])
        if done.exit_code:
            raise RuntimeError(done.output)
        return done.stdout

    with tempfile.TemporaryDirectory() as made:
        url = address[0] if address else f"sqlite:///{Path(made) / 'county.db'}"
        county, later = Path(made) / "county", Path(made) / "later"
        for folder in (county, later):
            folder.mkdir()
            (folder / "county.toml").write_text(PROFILE, encoding="utf-8")
        (county / "organisation.csv").write_text("\n".join(LINES) + "\n", encoding="utf-8")
        for made_rows in (inquiries, positions, assignments, surveys):
            write(county, made_rows.__name__, made_rows())
        write(later, "decisions", decisions())
        for folder in (county, later):
            print(cqi("build", str(folder), "--as-of", AS_OF))
        if not address:
            answers = {q: json.loads(cqi("show", *q.split(), "--format", "json")) for q in QUESTIONS}
            (HERE / "answers.json").write_text(json.dumps(answers, indent=1, ensure_ascii=False) + "\n")
            for name in ("county.db", "county.facts.db"):
                (HERE / f"{name}.gz").write_bytes(gzip.compress((Path(made) / name).read_bytes(), mtime=0))


if __name__ == "__main__":
    main(*sys.argv[1:])
