"""The sample county counted again from its raw files: slowly, day by day, with the standard library only.

Nothing here comes from the product. It knows the layouts of the exports, what the county wrote in its
county.toml, and what the definitions say. One question a function; nothing is clever, so that it can be
checked by reading.
"""

import csv
import tomllib
import zipfile
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from math import exp, log, sqrt
from pathlib import Path
from statistics import NormalDist
from xml.etree import ElementTree

Z = NormalDist().inv_cdf(0.975)
DAY = timedelta(1)


# ---- raw files


def table(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV, headings → text as it stands."""
    with open(path, newline="", encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def sheet(path: Path, header_row: int) -> list[dict[str, str]]:
    """The rows below the heading row of a workbook's first sheet; numbers stay as the file writes them."""
    space = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
    with zipfile.ZipFile(path) as book:
        words = [
            "".join(t.text or "" for t in entry.iterfind(".//m:t", space))
            for entry in ElementTree.fromstring(book.read("xl/sharedStrings.xml"))
        ]
        lines = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml")).iterfind(".//m:row", space)
        grid = {
            int(line.get("r")): {
                cell.get("r").rstrip("0123456789"): _text(cell, words, space) for cell in line
            }
            for line in lines
        }
    headings = grid.pop(header_row)
    return [
        {name: row.get(column, "") for column, name in headings.items()}
        for number, row in sorted(grid.items())
        if number > header_row
    ]


def _text(cell, words: list[str], space: dict[str, str]) -> str:
    found = cell.find("m:v", space)
    if found is None:
        return ""
    return words[int(found.text)] if cell.get("t") == "s" else found.text


def day_of_serial(text: str) -> date | None:
    """A day as Excel counts days; 1 is 1900-01-01 and the leap day that never was is counted."""
    return date(1899, 12, 30) + timedelta(int(float(text))) if text else None


def day_of_iso(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def moment_of_us(text: str) -> datetime | None:
    """None for a blank and for a day that does not exist."""
    try:
        return datetime.strptime(text, "%m/%d/%Y %I:%M %p")
    except ValueError:
        return None


# ---- the office clock

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Office:
    """When a county's offices are open, from its county.toml."""

    def __init__(self, profile: Path):
        self.profile = tomllib.loads(profile.read_text(encoding="utf-8"))
        self.closures = {line["date"]: line.get("hours", "closed") for line in self.profile["closures"]}

    def hours(self, day: date) -> tuple[datetime, datetime] | None:
        """Opening and closing of one day; None when it is closed all day."""
        week = [line for line in self.profile["office_hours"] if line["from"] <= day][-1]
        text = self.closures.get(day, week[WEEKDAYS[day.weekday()]])
        if text == "closed":
            return None
        return tuple(datetime.combine(day, time.fromisoformat(part)) for part in text.split("-"))

    def next_open_day(self, day: date) -> date:
        day += DAY
        while self.hours(day) is None:
            day += DAY
        return day

    def deemed(self, received: datetime) -> datetime:
        """The receipt itself in office hours (closing time is outside them), else the next opening."""
        today = self.hours(received.date())
        if today and received < today[1]:
            return max(received, today[0])
        return self.hours(self.next_open_day(received.date()))[0]

    def due(self, received: datetime, reading: str) -> datetime:
        return {"A": self.due_a, "B": self.due_b, "C": self.due_c}[reading](self.deemed(received))

    def due_a(self, start: datetime) -> datetime:
        """After 24 open hours; the last of them may end at closing time."""
        left = timedelta(hours=24)
        while left > self.hours(start.date())[1] - start:
            left -= self.hours(start.date())[1] - start
            start = self.hours(self.next_open_day(start.date()))[0]
        return start + left

    def due_b(self, start: datetime) -> datetime:
        """The same clock time on the next business day, inside that day's hours."""
        opening, closing = self.hours(self.next_open_day(start.date()))
        return min(max(datetime.combine(opening.date(), start.time()), opening), closing)

    def due_c(self, start: datetime) -> datetime:
        """Close of the next business day."""
        return self.hours(self.next_open_day(start.date()))[1]


# ---- responses

REQUESTERS = {
    "Employee": "staff",
    "Youth": "youth",
    "Parent/Guardian": "parent",
    "Resource Family": "caregiver",
    "Tribal Representative": "tribe",
    "Partner Agency": "partner",
    "Attorney/Court": "attorney_court",
    "Community": "community",
    "": "unknown",
}
LEADERS = ("Supervisor", "Manager", "Director")


@dataclass(frozen=True)
class Inquiry:
    received: datetime
    acknowledged: datetime | None
    closed: datetime | None
    agreed: bool
    unit: str
    requester: str
    role: str


def inquiries(folder: Path, as_of: datetime) -> list[Inquiry]:
    """The clean rows of the ticket log, as they were known at an instant."""
    placed = {line["unit"] for line in table(folder / "organisation.csv")}
    seen, found = set(), []
    for row in table(folder / "marigold_inquiries.csv"):
        repeated = row["Ticket #"] in seen
        seen.add(row["Ticket #"])
        received, reply, closed = (moment_of_us(row[n]) for n in ("Received", "First Human Reply", "Closed"))
        if repeated or received is None or (reply and reply < received) or (closed and closed < received):
            continue
        if received > as_of:
            continue
        known = [at if at and at <= as_of else None for at in (reply, closed)]
        unit = row["Assigned Unit"] if row["Assigned Unit"] in placed else "unknown"
        found.append(
            Inquiry(
                received,
                *known,
                row["Follow-up Agreed"] == "Y",
                unit,
                REQUESTERS[row["Requester Type"]],
                row["Responder Role"],
            )
        )
    return found


def reach(found: list[Inquiry]) -> datetime:
    """The last instant the log speaks of."""
    return max(at for i in found for at in (i.received, i.acknowledged, i.closed) if at)


def outcomes(found: list[Inquiry], office: Office) -> dict[str, list[tuple[Inquiry, bool | None]]]:
    """reading → each inquiry with: on time, late, or None while it is neither answered nor overdue."""
    through = reach(found)
    return {
        reading: [(i, on_time(i, office.due(i.received, reading), through)) for i in found]
        for reading in ("A", "B", "C")
    }


def on_time(inquiry: Inquiry, due: datetime, through: datetime) -> bool | None:
    if inquiry.acknowledged:
        return inquiry.acknowledged <= due
    return False if due < through else None


def responses(judged: list[tuple[Inquiry, bool | None]], group=lambda i: (), *, agreed=False):
    """((month of receipt, *group) → [on time, outcome known], how many are pending).

    With `agreed`, on time counts only where follow-up was agreed too.
    """
    counts, pending = defaultdict(lambda: [0, 0]), 0
    for inquiry, outcome in judged:
        if outcome is None:
            pending += 1
            continue
        cell = counts[(month_of(inquiry.received), *group(inquiry))]
        cell[0] += outcome and (inquiry.agreed or not agreed)
        cell[1] += 1
    return dict(counts), pending


def month_of(day: date) -> str:
    return f"{day:%Y-%m}"


# ---- vacancy

BUDGETED = ("Active", "Vacant (budgeted)")


@dataclass(frozen=True)
class State:
    """One row of position control: how a position stood from one day to another."""

    position: str
    unit: str
    level: str
    program: str
    budgeted: bool
    authorised: Fraction
    filled: Fraction
    incumbent: str
    first: date
    last: date | None
    leave: tuple[date | None, date | None]
    hired: date | None

    def stands(self, day: date) -> bool:
        return self.budgeted and within(day, self.first, self.last)


def within(day: date, first: date | None, last: date | None) -> bool:
    """Both ends included; no last day means it lasts."""
    return first is not None and first <= day and (last is None or day <= last)


def positions(folder: Path, as_of: date) -> tuple[list[State], list[date]]:
    """(states, the days the feed speaks of up to a day)."""
    rows = [r for r in sheet(folder / "position_control.xlsx", 5) if not r["Position #"].startswith("Total")]
    states = [
        State(
            r["Position #"],
            r["Org Unit"],
            r["Level"],
            r["Program"].lower(),
            r["Status"] in BUDGETED,
            fte(r["Budgeted FTE"]),
            fte(r["Filled FTE"]),
            r["Employee #"],
            day_of_serial(r["Effective Date"]),
            day_of_serial(r["Through"]),
            (day_of_serial(r["Leave Start"]), day_of_serial(r["Leave End"])),
            day_of_serial(r["Hire Date"]),
        )
        for r in rows
    ]
    spoken = [day_of_serial(r[name]) for r in rows for name in ("Effective Date", "Report Run")]
    return states, days(min(s.first for s in states), max(d for d in spoken if d <= as_of))


def fte(text: str) -> Fraction:
    return Fraction(text or "0").limit_denominator(1000)


def days(first: date, last: date) -> list[date]:
    return [first + n * DAY for n in range((last - first).days + 1)]


def vacancies(states: list[State], covered: list[date], group=lambda s: ()) -> dict:
    """(month, *group) → (vacant FTE, authorised FTE, distinct positions), averages over the days covered."""
    vacant, authorised, distinct = defaultdict(Fraction), defaultdict(Fraction), defaultdict(set)
    length = lengths(covered)
    for day in covered:
        month, budget, filled = month_of(day), {}, defaultdict(Fraction)
        for state in (s for s in states if s.stands(day)):
            key = (month, *group(state))
            budget[key, state.position] = max(state.authorised, budget.get((key, state.position), 0))
            filled[key, state.position] += state.filled
        for (key, position), fte_budgeted in budget.items():
            authorised[key] += fte_budgeted
            vacant[key] += max(fte_budgeted - filled[key, position], Fraction(0))
            distinct[key].add(position)
    return {
        key: (vacant[key] / length[key[0]], authorised[key] / length[key[0]], len(distinct[key]))
        for key in authorised
    }


def lengths(covered: list[date]) -> dict[str, int]:
    """month → how many of its days are covered."""
    count = defaultdict(int)
    for day in covered:
        count[month_of(day)] += 1
    return count


# ---- load


@dataclass(frozen=True)
class Assignment:
    worker: str
    component: str
    child: str
    family: str
    first: date
    last: date | None


def assignments(folder: Path, as_of: date) -> tuple[list[Assignment], list[date]]:
    """(primary assignments that somebody carries, the days the feed speaks of up to a day)."""
    rows = table(folder / "case_assignments.csv")
    held = [
        Assignment(
            r["worker_id"],
            r["component"],
            r["child_id"],
            r["family_id"],
            day_of_iso(r["started_on"]),
            day_of_iso(r["ended_on"]),
        )
        for r in rows
        if r["assignment_type"] == "primary" and r["worker_id"]
    ]
    dates = ("started_on", "ended_on", "report_date")
    spoken = [day_of_iso(r[name]) for r in rows for name in dates if r[name]]
    return held, days(min(spoken), max(d for d in spoken if d <= as_of))


def completed_months(since: date, day: date) -> int:
    """Whole months served by a day; none before the first."""
    return max(0, (day.year - since.year) * 12 + day.month - since.month - (day.day < since.day))


def available(state: State, day: date, ramp: list[float]) -> Fraction:
    """FTE a worker has for cases on one day: nothing on long leave, a part while in training."""
    if within(day, *state.leave):
        return Fraction(0)
    months = completed_months(state.hired, day) if state.hired else len(ramp)
    return state.filled * (Fraction(ramp[months]).limit_denominator(1000) if months < len(ramp) else 1)


def worker_days(states, held, covered: list[date], profile: dict):
    """Yield (day, worker, unit, load, available FTE) of every case-carrying worker with either of them."""
    counts = {s["component"]: s["counts"] for s in profile["caseload_standards"]}
    standard = {s["component"]: Fraction(s["cases_per_worker"]) for s in profile["caseload_standards"]}
    ramp = profile["trainee_ramp"][0]["shares"]
    carriers = [s for s in states if s.budgeted and s.level == "Line staff" and s.program and s.incumbent]
    carried = defaultdict(list)
    for case in held:
        for day in days(max(case.first, covered[0]), min(case.last or covered[-1], covered[-1])):
            carried[day].append(case)
    for day in covered:
        cases, free, unit = defaultdict(set), defaultdict(Fraction), {}
        for case in carried[day]:
            cases[case.worker].add((case.component, getattr(case, counts[case.component])))
        for state in (s for s in carriers if s.stands(day)):
            free[state.incumbent] += available(state, day, ramp)
            unit[state.incumbent] = state.unit
        for worker, where in unit.items():
            counted = Counter(component for component, _ in cases[worker])
            load = sum((n / standard[component] for component, n in counted.items()), Fraction(0))
            if load or free[worker]:
                yield day, worker, where, load, free[worker]


def loads(spells: list, covered: list[date], *, by_unit: bool) -> dict:
    """(month, *unit) → (load FTE, available FTE, share of worker-days over, distinct workers)."""
    where = {(month_of(day), worker): unit for day, worker, unit, _, _ in spells}
    length, sums = lengths(covered), defaultdict(lambda: [Fraction(0), Fraction(0), 0, 0, set()])
    for day, worker, _, load, free in spells:
        month = month_of(day)
        cell = sums[(month, where[month, worker]) if by_unit else (month,)]
        cell[0] += load
        cell[1] += free
        cell[2] += load > free
        cell[3] += 1
        cell[4].add(worker)
    return {
        key: (load / length[key[0]], free / length[key[0]], Fraction(over, n), len(who))
        for key, (load, free, over, n, who) in sums.items()
    }


# ---- decision points

STEPS = ("population", "report", "investigation", "substantiation", "entry", "reunification", "reentry")


def decision_counts(folder: Path) -> dict[tuple[str, str, str], int | None]:
    """(period, step, race) → children of the whole county; None where the source masks the count."""
    rows = [r for r in table(folder / "decision_points.csv") if r["division"] == ""]
    return {
        (r["period"], r["step"], r["race"]): None if r["masked"] == "yes" else int(r["children"])
        for r in rows
    }


def ratios(counts: dict, base_of, reference: str, spread) -> dict:
    """(period, step, race) → (a, n1, b, n2, ratio, low, high), or None where a count of it is masked.

    `base_of` names the step below the line; `spread(a, n1, b, n2)` is the variance of the log ratio.
    """
    found = {}
    for period, step, race in counts:
        if step == "population":
            continue
        parts = [counts[period, s, r] for r in (race, reference) for s in (step, base_of(step))]
        found[period, step, race] = None if None in parts else (*parts, *interval(*parts, spread))
    return found


def interval(a: int, n1: int, b: int, n2: int, spread) -> tuple[float | None, float | None, float | None]:
    """(ratio, low, high) at 95%; no ratio without a base, no interval with an empty cell."""
    if not (n1 and n2 and b):
        return None, None, None
    ratio = (a / n1) / (b / n2)
    variance = spread(a, n1, b, n2) if a else -1
    if variance < 0:
        return ratio, None, None
    half = Z * sqrt(variance)
    return ratio, exp(log(ratio) - half), exp(log(ratio) + half)


def relative_rates(counts: dict, reference: str) -> dict:
    """Against the decision before; Katz: 1/a - 1/n1 + 1/b - 1/n2."""
    return ratios(
        counts,
        lambda step: STEPS[STEPS.index(step) - 1],
        reference,
        lambda a, n1, b, n2: 1 / a - 1 / n1 + 1 / b - 1 / n2,
    )


def disparities(counts: dict, reference: str) -> dict:
    """Against the child population; variance 1/a + 1/b."""
    return ratios(counts, lambda step: "population", reference, lambda a, n1, b, n2: 1 / a + 1 / b)


# ---- intervals


def wilson(successes: float, n: float) -> tuple[float, float]:
    """95% score interval of a proportion (Wilson, 1927)."""
    p, z2 = successes / n, Z * Z
    middle, half = p + z2 / (2 * n), Z * sqrt(p * (1 - p) / n + z2 / (4 * n * n))
    return (middle - half) / (1 + z2 / n), (middle + half) / (1 + z2 / n)
