"""A small county for the screen's tests, made by rule: whatever a page says of it can be counted by hand.

Offices are open every day from 8 to 17, so "24 business hours" ends at the same clock time on the next day.
Each month each unit gets three inquiries: to a supervisor, a manager and a social worker. A slow one is
answered as SLOW says, every other one after two hours. The tables are in the words of the contracts.
"""

from datetime import datetime, timedelta

Rows = list[dict[str, str]]
Tables = dict[str, Rows]
AS_OF = "2026-10-31"
MONTHS = tuple(f"{y}-{m:02d}" for y in (2024, 2025, 2026) for m in range(1, 13))[8:34]
"""September 2024 to October 2026."""
WAVES = tuple(f"{y}-Q{q}" for y in (2023, 2024, 2025, 2026) for q in (1, 2, 3, 4))[3:15]
"""The last quarter of 2023 to the third of 2026."""
DIVISIONS = {"north": "North Division", "central": "Central Division", "south": "South Division"}
UNITS = {
    "N-1": ("North Intake", "north", "er"),
    "N-2": ("North Family", "north", "fm"),
    "C-1": ("Central Intake", "central", "er"),
    "C-2": ("Central Family", "central", "fm"),
    "S-1": ("South Intake", "south", "er"),
    "S-2": ("South Family", "south", "fm"),
    "S-3": ("South Riverbend", "south", "fm"),
}
ENDED, LAST_MONTH_OF_IT, CARRIED_ON_BY = "S-3", "2026-03", "S-1"
STAFFED = tuple(u for u in UNITS if u != ENDED)
ROTA = "2025-09"
"""The month in which North's leaders begin a rota for calling back: a declared phase."""
ASKED = (("supervisor", "parent", "phone"), ("manager", "partner", "email"), ("worker", "youth", "text"))
NEXT_DAY, SECOND_DAY, FOURTH_DAY = timedelta(hours=25), timedelta(days=2), timedelta(days=4)
"""From 10:00: late in reading B alone; in B and C; in all three."""
SLOW = {
    ("N-2", "manager"): NEXT_DAY, ("C-2", "manager"): SECOND_DAY,
    ("S-2", "manager"): FOURTH_DAY, ("S-1", "worker"): NEXT_DAY,
}  # fmt: skip
SLOW_BEFORE_THE_ROTA = {("N-1", "manager"): NEXT_DAY, ("N-2", "supervisor"): NEXT_DAY}
WAITING = (
    ("S-1", "2026-10-20 10:00"), ("S-1", "2026-10-20 10:00"), ("N-1", "2026-10-22 10:00"),
    ("C-1", "2026-10-30 15:00"), ("N-2", "2026-10-31 09:00"), ("S-2", "2026-10-31 12:00"),
)  # fmt: skip
"""Supervisors' inquiries nobody has answered. The last is the end of the log: three are late, one is due in
three office hours, two have more time."""
AWAY, IN_TRAINING = ("C-1", 4), ("S-1", 4)
"""The worker on leave since June 2026, who carries nobody, and the one hired in August, who counts half."""
SURVEYED = (
    ("N-1", "direct_report", "", 8), ("N-2", "direct_report", "", 8), ("C-1", "direct_report", "", 6),
    ("S-1", "direct_report", "", 3), ("C-1", "family", "white", 5), ("C-1", "family", "black", 5),
    ("S-1", "family", "asian", 1), ("N-1", "self", "", 3), ("C-1", "self", "", 3),
)  # fmt: skip
"""Each wave: (unit, rater, race, persons). South's four are below the floor of five."""
ITEMS = {"E1": "Engagement", "T1": "Teaming"}
COUNTS = {
    "population": (10_000, 2_000, 6_000, 2_000),
    "report": (400, 160, 240, 40),
    "investigation": (200, 80, 120, 20),
    "substantiation": (80, 32, 48, 8),
    "entry": (40, 24, 24, 4),
    "reunification": (20, 8, 12, 2),
    "reentry": (6, 3, 4, 0),
}
"""White, Black, Latino and Asian children at each decision point; of Native American ones the source says
nothing. The same in every year but for the first, in which 200 Black children were reported."""
TARGETS = {
    "response_24h_leadership": 0.9, "response_24h": 0.9, "time_to_acknowledgement": 4, "overdue_open": 0,
    "fidelity_score": 70, "vacancy_rate": 0.1, "staffing_gap": 0, "caseload_load": 1,
}  # fmt: skip
PROFILE = """
closures = []
county = { name = "Small County", synthetic = true }
calendar = { from = 2023-01-01, to = 2027-12-31 }
trainee_ramp = [{ from = 2023-01-01, shares = [0.5, 0.5, 0.5, 0.5, 0.5, 0.5] }]
[[race_scheme]]
from = 2023-01-01
id = "small"
label = "One group a child"
reference = "white"
groups = [
  { id = "black", label = "Black" }, { id = "white", label = "White" }, { id = "latino", label = "Latino" },
  { id = "asian", label = "Asian" }, { id = "native", label = "Native American" },
]
[[phases]]
from = 2025-09-01
indicator = "response_24h_leadership"
division = "north"
label = "call-back rota starts"
reason = "leaders share the calling back"
"""
LATE_AFTER = {"positions": 14, "surveys": 100, "decisions": 365}
MARKUP = '<img src=x onerror="window.evil=1"><a href="javascript:window.evil=1">x</a>'


def profile() -> str:
    """The county's choices as TOML: ten cases a worker, a target for most measures."""
    weekdays = "".join(f'{d} = "08:00-17:00"\n' for d in ("mon", "tue", "wed", "thu", "fri", "sat", "sun"))
    parts = [PROFILE, f"[[office_hours]]\nfrom = 2023-01-01\n{weekdays}"]
    parts += [
        f'[[caseload_standards]]\nfrom = 2023-01-01\ncomponent = "{c}"\ncases_per_worker = 10\n'
        'counts = "child"\nsource = "board"\n'
        for c in ("er", "fm")
    ]
    parts += [
        f'[[targets]]\nfrom = 2023-01-01\nindicator = "{i}"\nvalue = {v}\nsource = "board"\n'
        for i, v in TARGETS.items()
    ]
    parts += [f'[[feeds]]\nsource = "{s}"\nevery_days = {n}\n' for s, n in LATE_AFTER.items()]
    return "".join(parts)


def tables(*sources: str) -> Tables:
    """The county's rows by source: all sources, or the named ones alone."""
    return {s: make() for s, make in SOURCES.items() if s in sources or not sources}


def _row(columns: str, *values: str, **more: str) -> dict[str, str]:
    return dict(zip(columns.split(), values, strict=True)) | more


def organisation() -> Rows:
    columns = "unit unit_name division division_name valid_from valid_to successor"
    end = {ENDED: (f"{LAST_MONTH_OF_IT}-31", CARRIED_ON_BY)}
    return [
        _row(columns, unit, name, division, DIVISIONS[division], "2023-01-01", *end.get(unit, ("", "")))
        for unit, (name, division, _) in UNITS.items()
    ]


def inquiries() -> Rows:
    """525 answered ones, six that wait, two logged without a time of day, three that must be set aside."""
    rows = [
        _answered(month, unit, which)
        for month in MONTHS
        for unit in UNITS
        for which in range(3)
        if unit != ENDED or month <= LAST_MONTH_OF_IT
    ]
    rows += [_inquiry(unit, 0, at) for unit, at in WAITING]
    rows += [_inquiry("C-1", 2, "2025-05-20", "2025-05-20") for _ in range(2)]
    rows += [_inquiry("C-1", 2, "2025-06-20 10:00", "2025-06-19 10:00") for _ in range(3)]
    return [{"inquiry_id": f"I-{n:03d}", **row} for n, row in enumerate(rows, 1)]


def _answered(month: str, unit: str, which: int) -> dict[str, str]:
    """Received on the 3rd, 10th or 17th at 10:00, closed five days and six hours later."""
    received = datetime.fromisoformat(f"{month}-{3 + 7 * which:02d} 10:00")
    slow = SLOW if month >= ROTA else SLOW | SLOW_BEFORE_THE_ROTA
    answered = received + slow.get((unit, ASKED[which][0]), timedelta(hours=2))
    moments = (received, answered, received + timedelta(days=5, hours=6))
    return _inquiry(unit, which, *(f"{m:%Y-%m-%d %H:%M}" for m in moments))


def _inquiry(unit: str, which: int, received: str, answered: str = "", closed: str = "") -> dict[str, str]:
    role, requester, channel = ASKED[which]
    race = ("white", "black", "latino")[(list(UNITS).index(unit) + which) % 3]
    race = {("N-2", 2): "asian", ("S-3", 2): ""}.get((unit, which), race)
    promised = "yes" if role == "supervisor" and unit != "N-2" else "no"
    language = "es" if race == "latino" else "en"
    columns = (
        "received_at acknowledged_at resolved_at unit role requester channel race language expectation_set"
    )
    said = (received, answered, closed, unit, role, requester, channel, race, language, promised)
    return _row(columns, *said)


def positions() -> Rows:
    """Four workers a unit but for the ended one, two vacancies in North Family, one post on hold."""
    people = {AWAY: {"leave_from": "2026-06-01"}, IN_TRAINING: {"hired_on": "2026-08-01"}}
    rows = [
        _position(unit, str(n), "active", "1", incumbent_id=f"{unit}-{n}", **people.get((unit, n), {}))
        for unit in STAFFED
        for n in (1, 2, 3, 4)
    ]
    rows += [_position("N-2", f"v{n}", "vacant", "0") for n in (1, 2)]
    return [*rows, _position("S-2", "h", "hold", "0")]


def _position(unit: str, name: str, status: str, filled: str, **more: str) -> dict[str, str]:
    columns = "position_id effective_from role unit component status authorised_fte filled_fte"
    own = (f"P-{unit}-{name}", "2025-10-01", "worker", unit, UNITS[unit][2], status, "1", filled)
    return _row(columns, *own, report_date="2026-09-30", **more)


def assignments() -> Rows:
    """Twelve children a worker in North Family, eight elsewhere."""
    columns = "assignment_id worker_id assignment_type component child_id unit started_on report_date"
    carried = [
        (f"{unit}-{n}", unit, child)
        for unit in STAFFED
        for n in (1, 2, 3, 4)
        if (unit, n) != AWAY
        for child in range(12 if unit == "N-2" else 8)
    ]
    return [
        _row(columns, f"{w}-{c}", w, "primary", UNITS[u][2], f"child {w}-{c}", u, "2025-10-01", AS_OF)
        for w, u, c in carried
    ]


def surveys() -> Rows:
    """Answers of 1 to 5 about 3, of themselves too, in North in the last wave about 2: one in two a point more,
    the other a point less, who is left over neither; and every second wave the first person a point more on E1."""
    columns = "response_id recorded_at wave instrument unit rater race domain item low high answer"
    return [
        _row(
            columns, f"{wave} {unit} {rater} {race} {person}", f"{wave[:4]}-{3 * int(wave[-1]):02d}-15 12:00",
            wave, "model-1", unit, rater, race, domain, item, "1", "5", _answer(turn, unit, rater, item, person, persons),
        )
        for turn, wave in enumerate(WAVES)
        for unit, rater, race, persons in SURVEYED
        for person in range(persons)
        for item, domain in ITEMS.items()
    ]  # fmt: skip


def _answer(turn: int, unit: str, rater: str, item: str, person: int, persons: int) -> str:
    apart = 0 if person == persons - 1 and persons % 2 else (1, -1)[person % 2]
    if rater == "self":
        return str(3 + apart)
    if turn == len(WAVES) - 1 and unit.startswith("N"):
        return str(2 + apart)
    return str(3 + apart + (item == "E1" and turn % 2 == 1 and person == 0))


def decisions() -> Rows:
    made = {
        (year, step, race): str(children)
        for year in ("2023", "2024", "2025")
        for step, counts in COUNTS.items()
        for race, children in zip(("white", "black", "latino", "asian"), counts, strict=True)
    }
    made["2023", "report", "black"] = "200"
    return [_row("period step race children", *key, children) for key, children in made.items()]


SOURCES = {f.__name__: f for f in (organisation, inquiries, positions, assignments, surveys, decisions)}


def marked_up(*sources: str) -> tuple[Tables, str]:
    """Tables and profile with MARKUP for every name: of places, groups, the phase and the county."""
    found, said, quoted = tables(*sources), profile(), MARKUP.replace('"', '\\"')
    for name in (
        "Small County",
        "call-back rota starts",
        "Black",
        "White",
        "Latino",
        "Asian",
        "Native American",
    ):
        said = said.replace(f'"{name}"', f'"{quoted}"')
    organised = [row | {"unit_name": MARKUP, "division_name": MARKUP} for row in found["organisation"]]
    return {**found, "organisation": organised}, said
