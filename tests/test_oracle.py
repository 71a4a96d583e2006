"""What the command line prints, row by row, against a recount of the files that shares no code with it."""

import ast
import csv
import json
import shutil
import subprocess
import sys
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipelines.cli.commands import app
from tests import oracles

SAMPLE = Path(__file__).resolve().parents[1] / "sample_data" / "county"
TODAY, PAST = date(2026, 10, 31), date(2025, 5, 15)
READINGS = ("A", "B", "C")
# A case's weight is cut to whole billionths of an FTE, and is at least a seventeenth of one.
CASE_ROUNDING = 17e-9
FEEDS = ("organisation.csv", "marigold_inquiries.csv", "marigold_inquiries.map.toml", "position_control.xlsx",
         "position_control.map.toml", "case_assignments.csv", "county.toml")  # fmt: skip


@dataclass(frozen=True)
class County:
    """A folder of raw files and the store the command line made of it, known as of a day."""

    folder: Path
    url: str
    as_of: date

    def show(self, indicator: str, *options: str) -> dict:
        """The JSON of `cqi show`."""
        answer = cqi("show", indicator, *options, "--format", "json", "--database", self.url)
        return json.loads(answer)


def cqi(*words: str) -> str:
    """What the command prints; the test fails when it does not end well."""
    done = CliRunner().invoke(app, [str(w) for w in words])
    assert done.exit_code == 0, (words, done.output, done.exception)
    return done.stdout


def build(folder: Path, as_of: date) -> County:
    url = f"sqlite:///{folder.parent / (folder.name + '-store')}"
    cqi("build", folder, "--as-of", as_of, "--database", url)
    return County(folder, url, as_of)


def copied(to: Path, names=None) -> Path:
    """A copy of the sample's files, so that the recount reads what was built."""
    to.mkdir()
    for file in sorted(SAMPLE.iterdir()):
        if names is None or file.name in names:
            shutil.copy(file, to)
    return to


def reworded(folder: Path, *changes: tuple[str, str]) -> Path:
    """The folder with words of its county.toml changed."""
    profile = folder / "county.toml"
    text = profile.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    profile.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def today(tmp_path_factory) -> County:
    """The sample county built as a user builds it: a process of its own."""
    folder = copied(tmp_path_factory.mktemp("today") / "county")
    url = f"sqlite:///{folder.parent / 'county-store'}"
    words = ["build", str(folder), "--as-of", str(TODAY), "--database", url]
    command = [sys.executable, "-m", "pipelines.cli.commands", *words]
    done = subprocess.run(command, check=False, cwd=SAMPLE.parents[1], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return County(folder, url, TODAY)


@pytest.fixture(scope="module")
def past(tmp_path_factory) -> County:
    """The same files, as they could have been known in the middle of a month seventeen months before."""
    return build(copied(tmp_path_factory.mktemp("past") / "county", FEEDS), PAST)


@pytest.fixture(params=["today", "past"])
def county(request) -> County:
    return request.getfixturevalue(request.param)


def split(by: tuple[str, ...]) -> list[str]:
    return [word for dimension in by for word in ("--by", dimension)]


def rows_of(found: dict) -> dict[tuple, dict]:
    """(period, *groups) → row, for every row with something to count; the others must say so and no more."""
    named = {(r["period"], *(r[b] for b in found["by"])): r for r in found["rows"]}
    assert len(named) == len(found["rows"])
    for row in named.values():
        assert row["den"] or (row["status"], row["value"], row["low"]) == ("empty", None, None)
    return {key: row for key, row in named.items() if row["den"]}


# ---- the oracle itself


def test_the_oracle_uses_the_standard_library_and_nothing_of_ours():
    tree = ast.parse(Path(oracles.__file__).read_text(encoding="utf-8"))
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    imported |= {node.module or "." for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.split(".")[0] for name in imported} <= sys.stdlib_module_names


OFFICE = oracles.Office(SAMPLE / "county.toml")
FRIDAY, SATURDAY = datetime(2025, 8, 29, 15), datetime(2025, 8, 30, 10)
# Monday 1 September 2025 is a holiday; the office opens 8 to 17.
DUE = {
    (FRIDAY, "A"): datetime(2025, 9, 4, 12), (SATURDAY, "A"): datetime(2025, 9, 4, 14),
    (FRIDAY, "B"): datetime(2025, 9, 2, 15), (SATURDAY, "B"): datetime(2025, 9, 3, 8),
    (FRIDAY, "C"): datetime(2025, 9, 2, 17), (SATURDAY, "C"): datetime(2025, 9, 3, 17),
}  # fmt: skip


def test_the_oracle_gives_the_due_instants_of_the_definition():
    assert {case: OFFICE.due(*case) for case in DUE} == DUE


def minute_by_minute(office: oracles.Office, received: datetime) -> datetime:
    """Reading A by counting open minutes one at a time."""
    now, counted = received, 0
    while counted < 24 * 60:
        hours = office.hours(now.date())
        counted += hours is not None and hours[0] <= now < hours[1]
        now += timedelta(minutes=1)
    return now


CHRISTMAS = [datetime(2024, 12, 20, 16, 59) + n * timedelta(hours=13) for n in range(20)]


@pytest.mark.parametrize("received", CHRISTMAS)
def test_twenty_four_open_hours_are_the_same_counted_minute_by_minute(received):
    assert OFFICE.due(received, "A") == minute_by_minute(OFFICE, received)


def test_no_reading_is_shorter_than_the_one_before_it_in_a_nine_hour_office():
    for inquiry in oracles.inquiries(SAMPLE, end_of(TODAY)):
        b, c, a = (OFFICE.due(inquiry.received, reading) for reading in "BCA")
        assert b <= c <= a


def test_the_oracle_knows_the_score_interval_of_a_textbook():
    # Newcombe (1998), Statistics in Medicine 17:857, table I: 81 of 263.
    assert oracles.wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=5e-5)


# ---- responses


def end_of(day: date) -> datetime:
    return datetime.combine(day, time(23, 59, 59))


@pytest.fixture(scope="module")
def judged(today, past):
    """(as of, reading) → every clean inquiry and its outcome."""
    return {(c.as_of, reading): outcomes for c in (today, past) for reading, outcomes in
            oracles.outcomes(oracles.inquiries(c.folder, end_of(c.as_of)), OFFICE).items()}  # fmt: skip


def whose(indicator: str, outcomes: list) -> list:
    """All inquiries, or those a leader answers for."""
    everyone = indicator == "response_24h"
    return [(i, outcome) for i, outcome in outcomes if everyone or i.role in oracles.LEADERS]


def reading_of(shown: dict, reading: str) -> dict[tuple, list[int]]:
    """key → [on time, outcome known] under one reading, where an outcome is known under it."""
    kept = {key: row["more"]["readings"].get(reading) for key, row in shown.items()}
    return {key: [r["num"], r["den"]] for key, r in kept.items() if r and r["den"]}


RESPONSES = ("response_24h", "response_24h_leadership", "response_24h_expectation")
GROUPS = {(): lambda i: (), ("unit",): lambda i: (i.unit,), ("requester",): lambda i: (i.requester,),
          ("unit", "requester"): lambda i: (i.unit, i.requester)}  # fmt: skip


@pytest.mark.parametrize("by", GROUPS, ids=lambda by: "-".join(by) or "county")
@pytest.mark.parametrize("indicator", RESPONSES)
def test_every_response_row_is_what_the_log_says_in_all_three_readings(indicator, by, county, judged):
    found = county.show(indicator, *split(by))
    shown = rows_of(found)
    for reading in READINGS:
        outcomes = whose(indicator, judged[county.as_of, reading])
        counted, pending = oracles.responses(outcomes, GROUPS[by], agreed=indicator.endswith("expectation"))
        assert reading_of(shown, reading) == counted
        if reading == "B":
            assert {key: [row["num"], row["den"]] for key, row in shown.items()} == counted
            assert (found["pending"], found["n"]) == (pending, sum(known for _, known in counted.values()))


@pytest.mark.parametrize("indicator", RESPONSES)
def test_every_response_row_has_its_share_and_the_wilson_interval_of_its_counts(indicator, today):
    shown = rows_of(today.show(indicator, "--by", "unit"))
    for row in shown.values():
        assert row["value"] == pytest.approx(row["num"] / row["den"], abs=1e-12)
        assert (row["low"], row["high"]) == pytest.approx(oracles.wilson(row["num"], row["den"]), abs=1e-9)


def test_a_filter_and_a_period_leave_the_same_rows_the_log_has(today, judged):
    found = today.show("response_24h", "--where", "unit=N-1", "--where", "requester=youth",
                       "--from", "2025-03", "--to", "2026-02")  # fmt: skip
    kept = [(i, o) for i, o in judged[TODAY, "B"] if i.unit == "N-1" and i.requester == "youth"
            and "2025-03" <= oracles.month_of(i.received) <= "2026-02"]  # fmt: skip
    counted, pending = oracles.responses(kept)
    assert {key: [r["num"], r["den"]] for key, r in rows_of(found).items()} == counted
    assert found["pending"] == pending


def quarter_of(month: str) -> str:
    return f"{month[:4]}-Q{(int(month[5:]) + 2) // 3}"


def test_a_quarter_is_the_sum_of_its_months(today, judged):
    counted, _ = oracles.responses(judged[TODAY, "B"])
    quarters = defaultdict(lambda: [0, 0])
    for (month,), (on_time, known) in counted.items():
        quarters[(quarter_of(month),)][0] += on_time
        quarters[(quarter_of(month),)][1] += known
    found = today.show("response_24h", "--grain", "quarter")
    assert {key: [r["num"], r["den"]] for key, r in rows_of(found).items()} == quarters


def division(unit: str, organisation: str) -> str:
    """By the organisation's lines: S-3 stood in the south and is carried on by C-4 in the centre."""
    if unit == "S-3" and organisation == "now":
        unit = "C-4"
    return {"N": "north", "C": "central", "S": "south"}.get(unit[0], "unknown")


@pytest.mark.parametrize("organisation", ["then", "now"])
def test_divisions_are_as_they_were_or_as_they_are(organisation, today, judged):
    counted, _ = oracles.responses(judged[TODAY, "B"], lambda i: (division(i.unit, organisation),))
    found = today.show("response_24h", "--by", "division", "--organisation", organisation)
    assert {key: [r["num"], r["den"]] for key, r in rows_of(found).items()} == counted


@pytest.fixture(scope="module", params=["A", "C"])
def other_reading(request, tmp_path_factory) -> tuple[str, County]:
    names = ("organisation.csv", "marigold_inquiries.csv", "marigold_inquiries.map.toml", "county.toml")
    folder = copied(tmp_path_factory.mktemp(f"reading_{request.param}") / "county", names)
    return request.param, build(reworded(folder, ('reading = "B"', f'reading = "{request.param}"')), TODAY)


def test_a_county_that_reads_it_otherwise_sees_the_same_counts_as_its_headline(other_reading, today):
    reading, county = other_reading
    beside = reading_of(rows_of(today.show("response_24h")), reading)
    headline = rows_of(county.show("response_24h"))
    assert {key: [r["num"], r["den"]] for key, r in headline.items()} == beside


# ---- the table of the definition, and the edges of the day

TWO_RECEIPTS = """\
[calendar]
from = 2025-01-01
to = 2026-12-31

[[office_hours]]
from = 2025-01-01
{week}
sat = "closed"
sun = "closed"

[[closures]]
date = 2025-09-01
name = "Labor Day"
source = "a test"

[[response]]
from = 2025-01-01
reading = "{reading}"
hours = 24
"""
TABLE = [(received, reading, "08:00-17:00", due) for (received, reading), due in DUE.items()]
SHORT_DAY = (FRIDAY, "A", "08:00-16:00", datetime(2025, 9, 4, 15))


@pytest.mark.parametrize(("received", "reading", "hours", "due"), [*TABLE, SHORT_DAY])
def test_the_due_instant_of_the_definition_is_the_last_one_on_time(received, reading, hours, due, tmp_path):
    week = "\n".join(f'{day} = "{hours}"' for day in oracles.WEEKDAYS[:5])
    county = tmp_path / "county"
    county.mkdir()
    (county / "county.toml").write_text(TWO_RECEIPTS.format(week=week, reading=reading), encoding="utf-8")
    replies = {"staff": due, "youth": due + timedelta(minutes=1)}
    write(
        county / "inquiries.csv",
        [
            {"inquiry_id": who, "received_at": received, "acknowledged_at": at, "requester": who}
            for who, at in replies.items()
        ],
    )
    shown = rows_of(build(county, date(2025, 9, 30)).show("response_24h", "--by", "requester"))
    assert {key: (r["num"], r["den"]) for key, r in shown.items()} == {
        ("2025-08", "staff"): (1, 1),
        ("2025-08", "youth"): (0, 1),
    }


def write(path: Path, rows: list[dict]) -> None:
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


CLOCKS = [time(0), time(7, 59), time(8), time(8, 1), time(12), time(16, 15), time(16, 59), time(17),
          time(23, 59)]  # fmt: skip
EDGES = [(date(2024, 10, 31), date(2024, 11, 5)), (date(2024, 12, 22), date(2025, 1, 6)),
         (date(2025, 3, 7), date(2025, 3, 11)), (date(2025, 8, 28), date(2025, 9, 3)),
         (date(2025, 12, 22), date(2026, 1, 4))]  # fmt: skip
# Days of unlike length and a short Friday; from New Year longer days, Fridays closed and Saturdays open.
UNEVEN = """mon = "09:00-18:00"
tue = "07:30-16:15"
wed = "08:00-17:00"
thu = "08:00-19:00"
fri = "08:00-12:00"
sat = "closed"
sun = "closed"

[[office_hours]]
from = 2025-01-01
mon = "07:00-17:30"
tue = "07:00-17:30"
wed = "07:00-17:30"
thu = "07:00-17:30"
fri = "closed"
sat = "10:00-12:00"
sun = "closed"
"""


def edge_of_day_log(office: oracles.Office, last: datetime) -> list[oracles.Inquiry]:
    """Receipts at the edges of days, answered one minute before, at and after each due instant, or never."""
    days = [day for first, end in EDGES for day in oracles.days(first, end)]
    found = []
    for received in (datetime.combine(day, clock) for day in days for clock in CLOCKS):
        dues = [office.due(received, reading) for reading in READINGS]
        for reply in (None, *(due + n * timedelta(minutes=1) for due in dues for n in (-1, 0, 1))):
            unit, who = ("N-1", "S-1")[len(found) % 2], ("staff", "youth", "unknown")[len(found) % 3]
            found.append(oracles.Inquiry(received, reply if reply and reply <= last else None, None, False,
                                         unit, who, "worker"))  # fmt: skip
    return found


@pytest.mark.parametrize("week", [None, UNEVEN], ids=["8 to 17", "uneven week"])
def test_receipts_and_answers_at_every_edge_of_the_day_fall_on_the_right_side(week, tmp_path):
    folder = copied(tmp_path / "county", ("organisation.csv", "county.toml"))
    if week:
        text = (folder / "county.toml").read_text(encoding="utf-8")
        start, end = text.index('mon = "'), text.index('sun = "closed"\n') + len('sun = "closed"\n')
        reworded(folder, (text[start:end], week))
    last = date(2026, 1, 4)
    office = oracles.Office(folder / "county.toml")
    log = edge_of_day_log(office, end_of(last))
    write(folder / "inquiries.csv", [
        {"inquiry_id": n, "received_at": i.received, "acknowledged_at": i.acknowledged or "", "unit": i.unit,
         "requester": i.requester.replace("unknown", "")} for n, i in enumerate(log)
    ])  # fmt: skip
    shown = rows_of(build(folder, last).show("response_24h", "--by", "unit", "--by", "requester"))
    for reading, outcomes in oracles.outcomes(log, office).items():
        counted, _ = oracles.responses(outcomes, GROUPS["unit", "requester"])
        assert reading_of(shown, reading) == counted


@pytest.mark.parametrize(("last_receipt", "late"), [("2025-03-04 09:00", 0), ("2025-03-04 09:01", 1)])
def test_an_open_inquiry_is_pending_up_to_its_due_instant_and_late_after_it(last_receipt, late, tmp_path):
    # Received on Monday at 9, due on Tuesday at 9; the log ends with the last receipt.
    folder = copied(tmp_path / "county", ("county.toml",))
    write(folder / "inquiries.csv", [
        {"inquiry_id": "waits", "received_at": "2025-03-03 09:00", "acknowledged_at": ""},
        {"inquiry_id": "last", "received_at": last_receipt, "acknowledged_at": ""},
    ])  # fmt: skip
    found = build(folder, date(2025, 3, 31)).show("response_24h")
    assert (found["pending"], found["rows"][0]["num"], found["rows"][0]["den"]) == (2 - late, 0, late)


# ---- vacancy and load

STAFF_GROUPS = {(): lambda s: (), ("unit",): lambda s: (s.unit,)}


@pytest.mark.parametrize("by", STAFF_GROUPS, ids=lambda by: "-".join(by) or "county")
def test_every_vacancy_row_is_position_control_read_day_by_day(by, county):
    states, covered = oracles.positions(county.folder, county.as_of)
    counted = oracles.vacancies(states, covered, STAFF_GROUPS[by])
    shown = rows_of(county.show("vacancy_rate", *split(by)))
    assert shown.keys() == counted.keys()
    for key, (vacant, authorised, positions) in counted.items():
        row, rate = shown[key], float(vacant / authorised)
        assert (row["num"], row["den"]) == pytest.approx((float(vacant), float(authorised)), abs=1e-9)
        assert row["value"] == pytest.approx(rate, abs=1e-9)
        assert row["more"]["positions"] == positions
        if rate > 0:
            limits = oracles.wilson(rate * positions, positions)
            assert (row["low"], row["high"]) == pytest.approx(limits, abs=1e-9)


def nearly(averages: dict) -> dict:
    """Every pair of fractions, as floats that a sum in another order may give."""
    return {key: tuple(pytest.approx(float(x), abs=1e-9) for x in pair) for key, pair in averages.items()}


def test_a_quarter_of_vacancy_weighs_its_days_alike(today):
    states, covered = oracles.positions(today.folder, TODAY)
    length = oracles.lengths(covered)
    vacant, authorised, days = defaultdict(Fraction), defaultdict(Fraction), defaultdict(int)
    for (month,), (empty, budget, _) in oracles.vacancies(states, covered).items():
        vacant[quarter_of(month)] += empty * length[month]
        authorised[quarter_of(month)] += budget * length[month]
        days[quarter_of(month)] += length[month]
    shown = rows_of(today.show("vacancy_rate", "--grain", "quarter"))
    averages = {(q,): (vacant[q] / days[q], authorised[q] / days[q]) for q in days}
    assert {key: (row["num"], row["den"]) for key, row in shown.items()} == nearly(averages)


@pytest.fixture(scope="module")
def carried(today, past):
    """as of → (every worker-day of the case-carrying staff, the days both feeds cover)."""
    found = {}
    for county in (today, past):
        states, positions_cover = oracles.positions(county.folder, county.as_of)
        held, assignments_cover = oracles.assignments(county.folder, county.as_of)
        both = sorted({*positions_cover} & {*assignments_cover})
        found[county.as_of] = list(oracles.worker_days(states, held, both, OFFICE.profile)), both
    return found


@pytest.mark.parametrize("by", [(), ("unit",)], ids=lambda by: "-".join(by) or "county")
def test_every_load_row_is_the_assignments_read_day_by_day(by, county, carried):
    spells, both = carried[county.as_of]
    counted = oracles.loads(spells, both, by_unit=bool(by))
    shown = rows_of(county.show("caseload_load", *split(by)))
    assert shown.keys() == counted.keys()
    for key, figures in counted.items():
        agrees_with(figures, shown[key])


def agrees_with(figures: tuple, row: dict) -> None:
    """The row has this load, availability, share over and number of workers."""
    load, free, over, workers = figures
    assert row["num"] == pytest.approx(float(load), rel=CASE_ROUNDING)
    assert row["den"] == pytest.approx(float(free), abs=1e-9)
    assert row["value"] == pytest.approx(float(load / free), rel=CASE_ROUNDING)
    assert row["more"]["share_over"] == pytest.approx(float(over), abs=1e-12)
    assert row["more"]["workers"] == workers


# ---- awkward seats: what the sample is too tidy to hold

STATUS = {True: "active", False: "hold"}
ROLES = {"Line staff": "worker", "First-line supervisor": "supervisor"}


def seat(position, incumbent, first, last=None, *, unit="N-1", authorised=1, filled=1, level="Line staff",
         program="fr", budgeted=True, leave=(None, None), hired="2010-01-04"):  # fmt: skip
    """One state of a position; days as text."""
    day = oracles.day_of_iso
    return oracles.State(position, unit, level, program, budgeted, Fraction(str(authorised)),
                         Fraction(str(filled)), incumbent, day(first), day(last or ""),
                         (day(leave[0] or ""), day(leave[1] or "")), day(hired or ""))  # fmt: skip


def case(worker, child, first="2025-01-01", last=None, component="fr", family=None):
    day = oracles.day_of_iso
    return oracles.Assignment(worker, component, child, family or child, day(first), day(last or ""))


def staffed(folder: Path, states: list, cases: list, *, until: str) -> County:
    """A county of these seats and cases; both feeds run to the last day named."""
    folder = copied(folder, ("organisation.csv", "county.toml"))
    write(folder / "positions.csv", [
        {"position_id": s.position, "unit": s.unit, "role": ROLES[s.level], "component": s.program,
         "status": STATUS[s.budgeted] if s.incumbent or not s.budgeted else "vacant",
         "authorised_fte": float(s.authorised), "filled_fte": float(s.filled), "incumbent_id": s.incumbent,
         "effective_from": s.first, "effective_to": s.last, "leave_from": s.leave[0], "leave_to": s.leave[1],
         "hired_on": s.hired, "report_date": until} for s in states
    ])  # fmt: skip
    write(folder / "assignments.csv", [
        {"assignment_id": f"a{n}", "worker_id": c.worker, "assignment_type": "primary",
         "component": c.component, "child_id": c.child, "family_id": c.family, "unit": "N-1",
         "started_on": c.first, "ended_on": c.last, "report_date": until} for n, c in enumerate(cases)
    ])  # fmt: skip
    return build(folder, oracles.day_of_iso(until))


SEATS = [
    seat("1", "ann", "2025-01-01"),
    seat("2", "ben", "2025-01-01", "2025-02-10"),
    seat("2", "", "2025-02-11", filled=0),
    seat("3", "cas", "2025-01-01", filled="0.5"),  # two people share one budget
    seat("3", "dee", "2025-01-01", filled="0.4"),
    seat("4", "eve", "2025-01-01", filled="1.5"),  # overfilled
    seat("5", "", "2025-01-01", "2025-03-05", filled=0, budgeted=False),  # on hold, then budgeted
    seat("5", "", "2025-03-06", filled=0),
    seat("6", "fay", "2025-01-01", "2025-02-14", unit="N-2"),  # moves unit with her cases
    seat("6", "fay", "2025-02-15", unit="N-3"),
    seat("7", "gus", "2025-01-01", leave=("2025-02-03", "2025-02-28")),
    seat("8", "hal", "2025-01-20", leave=("2025-03-10", None), program="er"),
    seat("9", "ida", "2025-01-01", hired="2024-08-31", program="fm"),  # five months are over on 31 January
    seat("10", "jon", "2025-01-01", hired="2024-12-30", program="pp"),
    seat("11", "kim", "2025-01-01", hired=None, authorised="0.8", filled="0.8"),
    seat("12", "boss", "2025-01-01", level="First-line supervisor", program=""),
]
CASES = [
    *(case("ann", f"ann{n}") for n in range(15)),  # exactly at standard: not over
    *(case("cas", f"cas{n}", last="2025-02-20") for n in range(8)),
    *(case("fay", f"fay{n}", "2025-01-20") for n in range(17)),
    *(case("gus", f"gus{n}", last="2025-03-01") for n in range(3)),
    *(case("hal", f"hal{n}", "2025-01-20", "2025-03-31", "er", f"house{n // 3}") for n in range(30)),
    *(case("ida", f"ida{n}", "2025-01-15", component="fm", family=f"home{n // 2}") for n in range(9)),
    *(case("ida", f"ida{n}", "2025-02-01", component="fr", family=f"home{n // 2}") for n in range(4)),
    *(case("jon", f"jon{n}", component="pp") for n in range(2)),
    case("", "nobody"), case("boss", "not a worker"),
]  # fmt: skip


@pytest.fixture(scope="module")
def awkward(tmp_path_factory) -> County:
    return staffed(tmp_path_factory.mktemp("awkward") / "county", SEATS, CASES, until="2025-03-31")


WINTER = oracles.days(date(2025, 1, 1), date(2025, 3, 31))


@pytest.mark.parametrize("by", STAFF_GROUPS, ids=lambda by: "-".join(by) or "county")
def test_shared_overfilled_held_and_moving_positions_are_counted_once_and_with_their_sign(by, awkward):
    counted = oracles.vacancies(SEATS, WINTER, STAFF_GROUPS[by])
    shown = rows_of(awkward.show("vacancy_rate", *split(by)))
    averages = {key: (vacant, budget) for key, (vacant, budget, _) in counted.items()}
    assert {key: (row["num"], row["den"]) for key, row in shown.items()} == nearly(averages)


def test_what_one_post_has_too_many_makes_no_other_less_empty(awkward):
    """A21: vacancies and overfills were netted."""
    # January in N-1: 11 of the 12 budgets stand (5 is held), the half-day start of seat 8 apart.
    row = rows_of(awkward.show("vacancy_rate", "--by", "unit"))["2025-01", "N-1"]
    assert row["den"] == pytest.approx(8.8 + 12 / 31)  # seats 1-4, 7, 9-12 (11 at 0.8); seat 8 for 12 days
    assert row["num"] == pytest.approx(0.1)  # on seat 3
    assert row["more"]["overfilled"] == pytest.approx(0.5)  # on seat 4


@pytest.mark.parametrize("by", [(), ("unit",)], ids=lambda by: "-".join(by) or "county")
def test_leave_training_siblings_and_a_move_of_unit_change_the_load_from_their_day_on(by, awkward):
    spells = list(oracles.worker_days(SEATS, CASES, WINTER, OFFICE.profile))
    counted = oracles.loads(spells, WINTER, by_unit=bool(by))
    shown = rows_of(awkward.show("caseload_load", *split(by)))
    assert shown.keys() == counted.keys()
    for key, figures in counted.items():
        agrees_with(figures, shown[key])


FIFTEEN = [case("ann", f"c{n}") for n in range(15)]


def test_cases_left_on_somebody_who_has_gone_are_covered_by_nobody(tmp_path):
    # 15 cases on a worker whose seat ends on the 10th. From the 11th they are uncovered: 21 days of 15 cases.
    seats = [seat("1", "ann", "2025-01-01", "2025-01-10"), seat("2", "ben", "2025-01-01")]
    found = staffed(tmp_path / "county", seats, FIFTEEN, until="2025-01-31").show("caseload_load")
    row = rows_of(found)[("2025-01",)]
    assert row["num"] == pytest.approx(10 / 31, rel=CASE_ROUNDING)
    assert row["more"]["share_over"] == 0
    assert found["excluded"] == {"case-days that no case-carrying worker covers": 21 * 15}


def test_nobody_is_trained_before_the_day_of_hire(tmp_path):
    # A seat may start with the pay period, before the person does.
    seats = [seat("1", "ann", "2025-01-01", hired="2025-01-16"), seat("2", "ben", "2025-01-01")]
    found = staffed(tmp_path / "county", seats, FIFTEEN, until="2025-01-31").show("caseload_load")
    row = rows_of(found)[("2025-01",)]
    assert row["den"] == pytest.approx(1)


def test_a_load_with_nobody_available_is_not_nothing_to_count(tmp_path):
    away = seat("1", "ann", "2025-01-01", leave=("2024-12-01", None))
    county = staffed(tmp_path / "county", [away, seat("2", "ben", "2025-01-01", unit="N-2")], FIFTEEN,
                     until="2025-01-31")  # fmt: skip
    found = county.show("caseload_load", "--by", "unit")
    row = next(r for r in found["rows"] if r["unit"] == "N-1")
    assert row["status"] != "empty"
    assert row["num"] == pytest.approx(1, rel=CASE_ROUNDING)
    assert row["more"]["share_over"] == 1


# ---- decision points

RATIOS = {"relative_rate_index": oracles.relative_rates, "disparity_index": oracles.disparities}


@pytest.mark.parametrize("grain", ["year", "quarter"])
@pytest.mark.parametrize("indicator", RATIOS)
def test_every_ratio_row_is_computed_from_the_counts_of_its_decision(indicator, grain, today):
    counted = {key: figures for key, figures in
               RATIOS[indicator](oracles.decision_counts(today.folder), "white").items()
               if ("Q" in key[0]) == (grain == "quarter")}  # fmt: skip
    found = today.show(indicator, "--by", "step", "--by", "race", "--grain", grain)
    shown = {(r["period"], r["step"], r["race"]): r for r in found["rows"]}
    assert shown.keys() == counted.keys()
    for key, figures in counted.items():
        ratio_agrees(figures, shown[key], is_reference=key[2] == "white")
    printed = sum(row["value"] is not None for row in shown.values())
    assert printed > len(shown) / 4


def ratio_agrees(figures: tuple | None, row: dict, *, is_reference: bool) -> None:
    """A masked part hides the row; too few events may leave it without a ratio; else everything agrees."""
    if figures is None:
        assert (row["status"], row["num"], row["value"], row["low"]) == ("hidden", None, None, None)
        return
    a, n1, b, n2, ratio, low, high = figures
    assert (row["num"], row["den"]) == (a, n1)
    if row["value"] is None:
        assert min(a, b) < 5 or min(n1, n2) < 10 or a == n1
        return
    assert row["value"] == pytest.approx(ratio, abs=1e-12)
    if not is_reference:
        assert (row["low"], row["high"]) == pytest.approx((low, high), abs=1e-9)


def test_the_decisions_of_a_year_to_come_are_not_known(tmp_path):
    county = tmp_path / "county"
    county.mkdir()
    children = {"population": 1000, "report": 100}
    write(county / "decision_points.csv", [
        {"period": year, "division": "", "step": step, "race": race, "children": n}
        for year in (2023, 2024, 2025, 2026) for race in ("white", "black") for step, n in children.items()
    ])  # fmt: skip
    known = build(county, date(2024, 12, 31))
    found = known.show("disparity_index", "--by", "step", "--by", "race", "--grain", "year")
    assert {row["period"] for row in found["rows"]} == {"2023", "2024"}
