"""The figures of the truth county counted again from its rows, one by one, with the standard library only.

Nothing here comes from the product but the rows that were written into its files. Offices are open every day from
8 to 17, so that an inquiry received in those hours is due at the same clock time on the next day.
"""

from calendar import monthrange
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tests.dashboard.small_county import AS_OF, Tables

LEADERS = ("supervisor", "manager", "director")
CHAIN = ("population", "report", "investigation", "substantiation", "entry", "reunification", "reentry")
BASE = dict(zip(CHAIN[1:], CHAIN, strict=False))
POSITIONS_FROM, POSITIONS_TO = date(2025, 10, 1), date(2026, 9, 30)
Inside = Callable[[str, date], bool]
"""Whether work of a unit on a day belongs to the place."""
Counted = tuple[float, float]
"""(numerator, denominator)."""


@dataclass(frozen=True)
class Span:
    """Days, both ends included."""

    first: date
    last: date

    def holds(self, day: date) -> bool:
        return self.first <= day <= self.last

    def months(self) -> list[date]:
        """The first day of every month it touches."""
        found, at = [], self.first.replace(day=1)
        while at <= self.last:
            found.append(at)
            at = (at + timedelta(days=32)).replace(day=1)
        return found


def month_span(year: int, month: int) -> Span:
    return Span(date(year, month, 1), date(year, month, monthrange(year, month)[1]))


@dataclass(frozen=True)
class Organisation:
    """Where units stood on a day; a unit that has ended is followed into its successor."""

    rows: tuple[dict[str, str], ...]

    def then(self, unit: str, day: date) -> tuple[str, str]:
        """(division, unit) on a day."""
        if not self.rows:
            return "", unit
        lines = [r for r in self.rows if r["unit"] == unit]
        if not lines:
            return "unknown", "unknown"
        begun = [r for r in lines if r["valid_from"] <= day.isoformat()] or lines[:1]
        line = begun[-1]
        if line["valid_to"] and line["valid_to"] < day.isoformat() and line["successor"]:
            return self.then(line["successor"], day)
        return line["division"], unit

    def now(self, unit: str) -> tuple[str, str]:
        return self.then(unit, date.fromisoformat(AS_OF))

    def ids(self, label: str) -> tuple[str, str]:
        """(dimension, id) of a division or unit by its name."""
        for row in self.rows:
            if row["division_name"] == label:
                return "division", row["division"]
            if row["unit_name"] == label:
                return "unit", row["unit"]
        return ("unit", label) if not self.rows else ("", "")


def instant(words: str) -> datetime | None:
    return datetime.fromisoformat(words) if words else None


class Recount:
    """Counts of one county's tables."""

    def __init__(self, tables: Tables):
        self.tables = tables
        self.organisation = Organisation(tuple(tables.get("organisation", ())))
        self._log = [self._inquiry(r) for r in tables.get("inquiries", ())]
        told = [at for r in self._log for at in (r["received"], r["answered"], r["closed"]) if at]
        self.through = max(told, default=None)

    @staticmethod
    def _inquiry(row: dict[str, str]) -> dict:
        received = instant(row["received_at"])
        return row | {
            "received": received,
            "answered": instant(row["acknowledged_at"]),
            "closed": instant(row["resolved_at"]),
            "timed": len(row["received_at"]) > 10,
            "due": received + timedelta(days=1),
        }

    def _asked(self, inside: Inside, span: Span) -> Iterable[dict]:
        """Inquiries received in a span whose answer does not come before they were received."""
        for row in self._log:
            wrong = any(at and at < row["received"] for at in (row["answered"], row["closed"]))
            if (
                not wrong
                and span.holds(row["received"].date())
                and inside(row["unit"], row["received"].date())
            ):
                yield row

    def in_time(self, inside: Inside, span: Span, leaders: bool = False, agreed: bool = False) -> Counted:
        """On time, of those whose outcome is known."""
        on_time = known = 0
        for row in self._asked(inside, span):
            if not row["timed"] or (leaders and row["role"] not in LEADERS):
                continue
            if row["answered"] is None and row["due"] >= self.through:
                continue
            known += 1
            met = row["answered"] is not None and row["answered"] <= row["due"]
            on_time += met and (not agreed or row["expectation_set"] == "yes")
        return on_time, known

    def waiting(self, inside: Inside, span: Span, until: str) -> Counted:
        """Answered, or closed, of all received with a time of day."""
        rows = [r for r in self._asked(inside, span) if r["timed"]]
        return sum(r[until] is not None for r in rows), len(rows)

    def overdue(self, inside: Inside, span: Span) -> Counted:
        """Past the due time, of all open, at the end of a month."""
        at = min(datetime.combine(span.last, datetime.max.time()), self.through)
        still = [
            r
            for r in self._asked(inside, Span(date.min, at.date()))
            if r["received"] <= at and (r["answered"] is None or r["answered"] > at)
        ]
        return sum(r["due"] < at for r in still), len(still)

    # -- staff: every state lasts from October 2025 on, so that a month is its first day

    def _standing(self, rows: str, begins: str, inside: Inside, month: date) -> list[dict]:
        return [
            r
            for r in self.tables.get(rows, ())
            if r[begins] <= month.isoformat() and inside(r["unit"], month)
        ]

    def _posts(self, inside: Inside, month: date) -> list[dict]:
        if not POSITIONS_FROM <= month <= POSITIONS_TO:
            return []
        return [
            r for r in self._standing("positions", "effective_from", inside, month) if r["status"] != "hold"
        ]

    def vacancy(self, inside: Inside, span: Span) -> Counted:
        """Vacant, of authorised FTE."""
        posts = self._posts(inside, span.first)
        budget = sum(float(r["authorised_fte"]) for r in posts)
        return budget - sum(float(r["filled_fte"]) for r in posts), budget

    def carried_and_available(self, inside: Inside, span: Span) -> Counted:
        """As the two above, of the cases that somebody carries."""
        needed, free = self.needed_and_available(inside, span)
        cases = self._standing("assignments", "started_on", inside, span.first)
        return (needed - sum(not r["worker_id"] for r in cases) / 10 if free else 0), free

    def uncovered(self, inside: Inside, span: Span) -> Counted:
        """Open cases without a worker, or with the one who is away, of all, at the end of a month."""
        at = min(span.last, POSITIONS_TO)
        if not POSITIONS_FROM <= span.first <= POSITIONS_TO:
            return 0, 0
        cases = self._standing("assignments", "started_on", inside, at)
        away = [
            p["incumbent_id"]
            for p in self._posts(lambda u, d: True, at.replace(day=1))
            if p.get("leave_from", "9") <= at.isoformat()
        ]
        return sum(not r["worker_id"] or r["worker_id"] in away for r in cases), len(cases)

    def needed_and_available(self, inside: Inside, span: Span) -> Counted:
        """FTE that the cases need at ten a worker, and FTE there are for them."""
        posts = self._posts(inside, span.first)
        if not posts:
            return 0, 0
        free = sum(self._free(r, span.first) for r in posts)
        cases = self._standing("assignments", "started_on", inside, span.first)
        return len(cases) / 10, free

    @staticmethod
    def _free(post: dict, month: date) -> float:
        """A worker away counts nothing, one in training half."""
        if not post.get("incumbent_id"):
            return 0.0
        if post.get("leave_from") and post["leave_from"] <= month.isoformat():
            return 0.0
        return float(post["filled_fte"]) * (0.5 if post.get("hired_on") else 1.0)

    # -- people's answers and children's decisions

    def fidelity(self, inside: Inside, span: Span, domain: str = "", own: bool = False) -> Counted:
        """Sum of the persons' scores in percent of possible, and how many persons: others, or leaders on their own."""
        answers: dict[str, list[float]] = defaultdict(list)
        for r in self.tables.get("surveys", ()):
            day = datetime.fromisoformat(r["recorded_at"]).date()
            if (r["rater"] == "self") != own or not span.holds(day) or not inside(r["unit"], day):
                continue
            if domain in ("", r["domain"]):
                low, high = int(r["low"]), int(r["high"])
                answers[r["response_id"]].append(100 * (int(r["answer"]) - low) / (high - low))
        scores = [sum(found) / len(found) for found in answers.values()]
        return sum(scores), len(scores)

    def children(self, year: str, step: str, race: str, base: str = "") -> Counted:
        """Children at a decision, and at the one before it or at `base`."""
        made = {
            (r["step"], r["race"]): int(r["children"])
            for r in self.tables.get("decisions", ())
            if r["period"] == year
        }
        return made.get((step, race), 0), made.get((base or BASE[step], race), 0)
