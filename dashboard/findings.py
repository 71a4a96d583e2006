"""What a page says first: the measures that changed, where, and how that reads as a title."""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard import words
from dashboard.asking import Ask, last_judged
from dashboard.charts.verdict import meaning
from dashboard.urlstate import EVERYWHERE, View
from pipelines.released import Released

BETTER = {
    "response_24h_leadership": "Leaders answer in time more often",
    "response_24h": "Staff answer in time more often",
    "response_24h_expectation": "Next steps are agreed more often",
    "time_to_acknowledgement": "People wait less for an answer",
    "time_to_resolution": "Inquiries are settled sooner",
    "fidelity_score": "Practice is closer to the model",
}
WORSE = {
    "response_24h_leadership": "Leaders answer in time less often",
    "response_24h": "Staff answer in time less often",
    "response_24h_expectation": "Next steps are agreed less often",
    "time_to_acknowledgement": "People wait longer for an answer",
    "time_to_resolution": "Inquiries take longer to settle",
    "fidelity_score": "Practice is slipping from the model",
}
QUIET = "No measure has moved beyond its ordinary variation"


@dataclass(frozen=True)
class Finding:
    """One thing that changed: what it means (improvement, concern, change), where, and since when."""

    indicator: str
    meaning: str
    place: str
    """"" for the whole of the reader's view."""
    unit: str
    since: str
    title: str

    @property
    def clause(self) -> str:
        said = {"improvement": BETTER, "concern": WORSE}.get(self.meaning, {}).get(self.indicator, "")
        verb = {"improvement": "is improving", "concern": "is a concern"}.get(self.meaning, "has changed")
        text = said or f"{self.title} {verb}"
        return f"{text} in {self.place}" if self.place else text


def finding(answer: Released, place: str = "", unit: str = "") -> Finding | None:
    """The finding in an answer, or None where the latest judged point is ordinary or not judged."""
    sense = meaning(answer)
    if sense == "none":
        return None
    return Finding(answer.indicator, sense, place, unit, answer.limits.since, answer.title)


def changes(ask: Ask, view: View, answers: Sequence[Released]) -> list[Finding]:
    """Measures that changed in the view; for the headline ones, the divisions in which they did."""
    found = []
    for answer in answers:
        local = _by_division(ask, view, answer) if answer.indicator in HEADLINES else []
        whole = finding(answer)
        same = [f for f in local if whole and f.meaning == whole.meaning]
        if whole and len(same) == 1 and len(local) == 1:
            found += same
        else:
            found += ([whole] if whole else []) + [f for f in local if f not in same]
    return found


HEADLINES = ("response_24h_leadership", "fidelity_score")
"""Measures that are also looked at division by division."""


def _by_division(ask: Ask, view: View, answer: Released) -> list[Finding]:
    if view.unit != EVERYWHERE or len(ask.options.divisions) < 2:
        return []
    selection = ask.selection(view, answer.indicator)
    asked = [(d, ask.fetch(selection.limited("division", d.id))) for d in ask.options.divisions]
    found = [finding(a, d.label, d.id) for d, a in asked if isinstance(a, Released)]
    return [f for f in found if f]


def title(found: Sequence[Finding], gap: Released | None = None) -> str:
    """The first improvement and the first concern; without either, the staffing gap, or that all is quiet."""
    firsts = [next((f.clause for f in found if f.meaning == m), "") for m in ("improvement", "concern", "change")]
    clauses = [c for c in firsts if c][:2]
    short = gap_clause(gap)
    if len(clauses) < 2 and short:
        clauses.append(short)
    return join_clauses(clauses) or QUIET


def join_clauses(clauses: Sequence[str]) -> str:
    """"Leaders answer faster; practice is slipping in North"."""
    head, *rest = [*clauses] or [""]
    return "; ".join([head, *(c[0].lower() + c[1:] for c in rest)])


def gap_clause(gap: Released | None) -> str:
    row = last_judged(gap)
    if row is None or row.value < 0.05:
        return ""
    return f"Staffing is {words.number(row.value, 1)} FTE short of the work"


def line(found: Finding) -> str:
    """One line of "what changed"."""
    since = f", since {words.period(found.since)}" if found.since else ""
    return words.sentence(f"{found.clause}{since}")


