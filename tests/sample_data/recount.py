"""The planted truths counted again from the tables, with nothing but the standard library.

Slow and plain on purpose. It knows office hours and closures from county.toml alone and shares no code
with the generator.
"""

import tomllib
from collections import defaultdict
from datetime import date, datetime, time, timedelta
from pathlib import Path
from statistics import mean

PROFILE = Path(__file__).resolve().parents[2] / "sample_data" / "county" / "county.toml"
LEADERS = ("supervisor", "manager", "director")
END_OF_LOG = datetime(2026, 10, 31, 23, 59)


def closures():
    """date → hours that stay open, None where the office is closed all day."""
    listed = tomllib.loads(PROFILE.read_text(encoding="utf-8"))["closures"]
    return {line["date"]: line.get("hours") for line in listed}


CLOSURES = closures()


def open_hours(day):
    """(opening, closing) of one day, or None."""
    if day.weekday() >= 5 or (day in CLOSURES and CLOSURES[day] is None):
        return None
    hours = CLOSURES.get(day, "08:00-17:00")
    return tuple(time.fromisoformat(part) for part in hours.split("-"))


def next_open_day(day):
    day += timedelta(1)
    while open_hours(day) is None:
        day += timedelta(1)
    return day


def due_b(received):
    """Same clock time on the next business day after deemed receipt, inside that day's hours."""
    hours = open_hours(received.date())
    if hours and received.time() < hours[1]:
        day, clock = received.date(), max(received.time(), hours[0])
    else:
        day = next_open_day(received.date())
        clock = open_hours(day)[0]
    landing = next_open_day(day)
    opening, closing = open_hours(landing)
    return datetime.combine(landing, min(max(clock, opening), closing))


def on_time(row):
    """True, False, or None while the outcome is not known."""
    due = due_b(datetime.fromisoformat(row["received_at"]))
    if row["acknowledged_at"]:
        return datetime.fromisoformat(row["acknowledged_at"]) <= due
    return False if due < END_OF_LOG else None


def share(flags):
    known = [flag for flag in flags if flag is not None]
    return sum(known) / len(known)


def division_of(unit):
    """A unit's first letter names its division, also for the unit that moved: S-3 then, C-4 since."""
    return {"N": "north", "C": "central", "S": "south"}[unit[0]]


def day_of(text):
    return date.fromisoformat(text) if text else None


def covers(row, first, last, day):
    end = day_of(row[last])
    return day_of(row[first]) <= day and (end is None or day <= end)


def vacancy(positions, unit, day):
    """(vacant FTE, authorised FTE) of a unit's budgeted positions on one day."""
    budgeted = [r for r in positions if r["unit"] == unit and r["status"] in ("active", "vacant")]
    standing = [r for r in budgeted if covers(r, "effective_from", "effective_to", day)]
    authorised = {r["position_id"]: float(r["authorised_fte"]) for r in standing}
    return sum(authorised.values()) - sum(float(r["filled_fte"]) for r in standing), sum(authorised.values())


STANDARDS = {"er": (12, "family_id"), "fm": (17, "family_id"), "fr": (15, "child_id"), "pp": (15, "child_id")}
RAMP = (0.0, 0.0, 0.5, 0.5, 0.5)


def loads(assignments, day):
    """worker → full loads carried on one day: each component's cases over its standard, primary only."""
    carried = {
        (r["worker_id"], r["component"], r[STANDARDS[r["component"]][1]])
        for r in assignments
        if r["worker_id"] and r["assignment_type"] == "primary" and covers(r, "started_on", "ended_on", day)
    }
    total = defaultdict(float)
    for worker, component, _ in carried:
        total[worker] += 1 / STANDARDS[component][0]
    return total


def available(positions, day):
    """worker → (unit, FTE available that day), after leave and the training ramp."""
    people = {}
    for r in positions:
        if (
            r["role"] != "worker"
            or r["status"] != "active"
            or not covers(r, "effective_from", "effective_to", day)
        ):
            continue
        away = r["leave_from"] and covers(r, "leave_from", "leave_to", day)
        hired = day_of(r["hired_on"])
        months = (day.year - hired.year) * 12 + day.month - hired.month - (day.day < hired.day)
        ready = RAMP[months] if months < len(RAMP) else 1.0
        people[r["incumbent_id"]] = (r["unit"], 0.0 if away else float(r["filled_fte"]) * ready)
    return people


def share_over_standard(positions, assignments, day, unit=None, but=None):
    """Share of workers with cases or time whose load exceeds the FTE they have that day."""
    carried, people = loads(assignments, day), available(positions, day)
    over = [
        carried[worker] > fte + 1e-9
        for worker, (where, fte) in people.items()
        if (unit is None or where == unit) and where != but and (fte > 0 or carried[worker] > 0)
    ]
    return sum(over) / len(over)


def pooled(decisions, step, race, years):
    rows = [
        r for r in decisions
        if r["division"] == "" and r["step"] == step and r["race"] == race and r["period"] in years
    ]  # fmt: skip
    return sum(int(r["children"]) for r in rows)


def relative_rate(decisions, step, base, group, years, reference="white"):
    """P(step given base) of the group over that of the reference, counts of the years added up."""
    rate = {
        r: pooled(decisions, step, r, years) / pooled(decisions, base, r, years) for r in (group, reference)
    }
    return rate[group] / rate[reference]


def percent_of_possible(answers, domain, *, turn=True):
    """Mean of person scores in one domain, 0 to 100; `turn` reads the reversed item the right way round."""
    people = defaultdict(list)
    for r in answers:
        if r["domain"] == domain and r["answer"] and r["rater"] != "self":
            points = float(r["answer"])
            people[r["response_id"]].append(6 - points if turn and r["reversed"] == "yes" else points)
    return mean((mean(points) - 1) / 4 * 100 for points in people.values())
