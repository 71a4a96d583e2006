"""An invented county for the screen tests: records drawn from a seeded generator, nothing measured.

North answers faster from July 2025, its second emergency unit is short of staff, and Native American and
Black children enter care more often than the reference, while reunification is at parity.
"""

import random
from dataclasses import dataclass
from functools import cache

DIVISIONS = (("north", "North"), ("central", "Central"), ("south", "South"))
UNITS = (
    ("n-er1", "North Emergency Response 1", "north"),
    ("n-er2", "North Emergency Response 2", "north"),
    ("n-og1", "North Ongoing 1", "north"),
    ("n-og2", "North Ongoing 2", "north"),
    ("c-er1", "Central Emergency Response", "central"),
    ("c-og1", "Central Ongoing 1", "central"),
    ("c-og2", "Central Ongoing 2", "central"),
    ("s-er1", "South Emergency Response", "south"),
    ("s-og1", "South Ongoing 1", "south"),
    ("s-pp1", "South Permanency", "south"),
)
RACES = (
    ("black", "Black", 0.11, 52),
    ("native", "Native American", 0.03, 9),
    ("asian", "Asian", 0.07, 61),
    ("pacific", "Pacific Islander", 0.01, 4),
    ("latino", "Latino", 0.40, 310),
    ("multi", "Multiracial", 0.06, 38),
    ("mena", "Middle Eastern or North African", 0.02, 14),
    ("white", "White", 0.26, 205),
    ("unknown", "Not recorded", 0.04, 0),
)
"""(id, label, share of inquiries, hundreds of children)"""
REFERENCE = "white"
REQUESTERS = ("staff", "youth", "parent", "caregiver", "tribe", "partner", "attorney_court", "community")
ROLES = ("worker", "supervisor", "manager", "director", "support")
DOMAINS = ("Engagement", "Inquiry & Exploration", "Teaming", "Advocacy", "Accountability")
RATERS = ("direct_report", "peer", "supervisor", "family", "observer", "self")
STEPS = ("report", "investigation", "substantiation", "entry", "reunification", "reentry")
MONTHS = tuple(f"{y}-{m:02d}" for y in range(2023, 2027) for m in range(1, 13))[10:46]
QUARTERS = tuple(dict.fromkeys(f"{m[:4]}-Q{(int(m[5:]) + 2) // 3}" for m in MONTHS))[1:]
YEARS = ("2023", "2024", "2025")
LAST = MONTHS[-1]


def division_of(unit: str) -> str:
    return next(d for u, _, d in UNITS if u == unit)


@dataclass(frozen=True)
class Inquiry:
    month: str
    unit: str
    race: str
    language: str
    requester: str
    channel: str
    role: str
    hours: float | None
    """Open hours until the acknowledgement; None while it is still open."""
    expectation: bool
    resolved: float | None


@cache
def inquiries() -> tuple[Inquiry, ...]:
    dice = random.Random(11)
    return tuple(
        _inquiry(dice, m, u) for m in MONTHS for u, _, _ in UNITS for _ in range(dice.randint(12, 22))
    )


def _inquiry(dice: random.Random, month: str, unit: str) -> Inquiry:
    role = dice.choices(ROLES, (50, 26, 14, 4, 6))[0]
    level = 0.84 if role in ("worker", "support") else 0.80
    if division_of(unit) == "north" and month >= "2025-07":
        level += 0.12
    on_time = dice.random() < level
    hours = dice.uniform(0.3, 8.5) if on_time else dice.uniform(9.2, 40)
    still_open = month == LAST and dice.random() < 0.2
    return Inquiry(
        month,
        unit,
        dice.choices([r[0] for r in RACES], [r[2] for r in RACES])[0],
        dice.choices(("en", "es", "vi", "zh", "unknown"), (62, 28, 4, 4, 2))[0],
        dice.choices(REQUESTERS, (18, 8, 26, 18, 4, 14, 6, 6))[0],
        dice.choices(("phone", "email", "text", "in_person", "web"), (46, 26, 12, 8, 8))[0],
        role,
        None if still_open else round(hours, 2),
        dice.random() < 0.72,
        None if still_open else round(hours + dice.expovariate(1 / 30), 1),
    )


@cache
def staffing() -> dict[tuple[str, str], dict[str, float]]:
    """(month, unit) -> authorised, vacant, held, leave, ramp and required FTE."""
    dice = random.Random(5)
    table = {}
    for unit, _, _ in UNITS:
        vacant = 5.0 if unit == "n-er2" else dice.choice((1.0, 2.0, 3.0))
        for i, month in enumerate(MONTHS):
            vacant = min(8.0, max(0.0, vacant + dice.choice((-1, 0, 0, 0, 0.5, 1)) * (i % 3 == 0)))
            need = 21.0 + 0.03 * i + dice.uniform(-0.6, 0.6) + (3.2 if unit == "n-er2" else 0)
            table[month, unit] = {
                "authorised": 25.0,
                "vacant": vacant + (2.0 if unit == "n-er2" else 0),
                "held": 0.5,
                "leave": dice.choice((0.5, 1.0, 1.5)),
                "ramp": dice.choice((0.0, 0.5, 1.0)),
                "required": round(need, 1),
            }
    return table


@cache
def scores() -> tuple[tuple[str, str, str, str, str, float, int], ...]:
    """(quarter, unit, domain, rater, race, sum of person scores in percent of possible, persons)."""
    dice = random.Random(8)
    base = {
        "Engagement": 71,
        "Inquiry & Exploration": 66,
        "Teaming": 63,
        "Advocacy": 68,
        "Accountability": 74,
    }
    rows = []
    for i, quarter in enumerate(QUARTERS):
        for unit, _, _ in UNITS:
            for domain in DOMAINS:
                for rater in RATERS:
                    slip = -7 if domain == "Teaming" and division_of(unit) == "north" and i > 6 else 0
                    lift = 9 if rater == "self" else -2 if rater == "family" else 0
                    n = {"direct_report": 4, "self": 1, "observer": 1}.get(rater, 2)
                    race = dice.choices([r[0] for r in RACES], [r[2] for r in RACES])[0]
                    mean = base[domain] + slip + lift + dice.gauss(0, 8 / n**0.5)
                    rows.append((quarter, unit, domain, rater, race, n * min(100, mean), n))
    return tuple(rows)


@cache
def decisions() -> dict[tuple[str, str, str], tuple[int, int]]:
    """(year, step, race) -> (children, children who reached the step before)."""
    dice = random.Random(3)
    pass_on = {
        "report": 0.048,
        "investigation": 0.62,
        "substantiation": 0.21,
        "entry": 0.31,
        "reunification": 0.42,
        "reentry": 0.11,
    }
    tilt = {
        ("black", "report"): 1.5,
        ("native", "report"): 1.6,
        ("black", "entry"): 1.6,
        ("native", "entry"): 1.45,
        ("latino", "entry"): 1.15,
        ("asian", "report"): 0.5,
    }
    counts = {}
    for y, year in enumerate(YEARS):
        for race, _, _, hundreds in RACES:
            base = hundreds * 100 or 900
            for step in STEPS:
                chance = pass_on[step] * (tilt.get((race, step), 1) - 0.05 * y * ((race, step) in tilt))
                happened = sum(dice.random() < chance for _ in range(base))
                counts[year, step, race] = (happened, base)
                base = happened
    return counts


@cache
def workers() -> tuple[dict[str, object], ...]:
    """Coded workers of the last month: load against available FTE, 1.0 at standard."""
    dice = random.Random(21)
    rows = []
    for unit, name, division in UNITS:
        centre = 1.25 if unit == "n-er2" else 0.95
        for i in range(17):
            fte = dice.choice((1.0, 1.0, 1.0, 0.8, 0.5))
            load = max(0.2, dice.gauss(centre, 0.22))
            rows.append(
                {
                    "worker": f"{unit.upper()}-{i + 1:02d}",
                    "unit": unit,
                    "unit_name": name,
                    "division": division,
                    "cases": round(load * fte * 13),
                    "fte": fte,
                    "load": round(load, 2),
                }
            )
    return tuple(rows)


@cache
def open_items() -> tuple[dict[str, object], ...]:
    dice = random.Random(34)
    rows = []
    for i in range(31):
        unit, name, division = dice.choice(UNITS)
        hours = round(dice.uniform(-30, 14), 1)
        rows.append(
            {
                "inquiry": f"INQ-{10420 + i}",
                "unit": unit,
                "unit_name": name,
                "division": division,
                "hours_left": hours,
                "day": 30 - max(0, int(-hours // 9)),
            }
        )
    return tuple(sorted(rows, key=lambda r: r["hours_left"]))
