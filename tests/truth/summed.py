"""Is the place and period that a table names the one that was summed? Its counts against those of the raw rows."""

import re
from calendar import monthrange
from datetime import date

from pipelines.register.indicators import register
from tests.truth.page_text import COMING, MONTHS, Grid
from tests.truth.recount import Counted, Inside, Organisation, Recount, Span, month_span

NAMED_MONTH = re.compile(rf"({'|'.join(MONTHS)}) (\d{{4}})")
QUARTER, YEAR = re.compile(r"Q([1-4]) (\d{4})"), re.compile(r"\d{4}")
STEPS = {
    "Reported": "report",
    "Investigated": "investigation",
    "Substantiated": "substantiation",
    "Entered care": "entry",
    "Went home": "reunification",
    "Re-entered care": "reentry",
}
RACES = {w: w.lower() for w in ("Black", "White", "Latino", "Asian")} | {"Native American": "native"}
PLACE_COLUMNS = ("Division", "Unit")
OTHER_COLUMNS = (
    "Language",
    "Requester",
    "Channel",
    "Responder",
    "Rater",
    "Service component",
    "Position level",
)
UNRECORDED = ("Not recorded", "Unknown")
NO_FIGURE = ("nothing to count", "hidden", "not computable", "not reached", "–", "")
TITLES = {card.title: card.id for card in register().values()}


def span_of(words: str) -> Span | None:
    """The days that a period's words name."""
    words = words.removesuffix(COMING)
    if found := QUARTER.fullmatch(words):
        first = 3 * int(found[1]) - 2
        return Span(month_span(int(found[2]), first).first, month_span(int(found[2]), first + 2).last)
    if YEAR.fullmatch(words):
        return Span(date(int(words), 1, 1), date(int(words), 12, 31))
    months = NAMED_MONTH.findall(words)
    if not months or len(months) > 2:
        return None
    (a, y), (b, z) = months[0], months[-1]
    last = MONTHS.index(b) + 1
    return Span(date(int(y), MONTHS.index(a) + 1, 1), date(int(z), last, monthrange(int(z), last)[1]))


def inside_of(place: str, organisation: Organisation) -> Inside | None:
    """What the words for a place say belongs to it; None for words that name no place."""
    if place.endswith("whole county"):
        return lambda unit, day: True
    for joint, today in ((", while in ", False), (", as far as it stands in ", True)):
        if joint in place:
            own, wider = (inside_of(p, organisation) for p in place.split(joint))
            if own is None or wider is None:
                return None
            held = place.split(joint)[1] + (" as it is today" if today else "")
            holds = inside_of(held, organisation)
            return lambda unit, day: own(unit, day) and holds(unit, day)
    now = place.endswith(" as it is today")
    dimension, place_id = organisation.ids(place.removesuffix(" as it is today"))
    if not place_id:
        return None
    at = 0 if dimension == "division" else 1
    if now:
        return lambda unit, day: organisation.now(unit)[at] == place_id
    return lambda unit, day: organisation.then(unit, day)[at] == place_id


def counted(
    recount: Recount, measure: str, line: dict[str, str], inside: Inside, span: Span, own: bool = False
) -> Counted | None:
    """The two counts of a row of a table; None for what is not counted again here."""
    if measure in ("relative_rate_index", "disparity_index", "decision_rate"):
        return _children(recount, measure, line, span)
    if measure == "fidelity_score" and "Race/ethnicity" not in line:
        return recount.fidelity(inside, span, line.get("Domain", ""), own)
    if any(c in line for c in ("Race/ethnicity", "Domain", *OTHER_COLUMNS)):
        return None
    match measure:
        case "response_24h":
            return recount.in_time(inside, span)
        case "response_24h_leadership":
            return recount.in_time(inside, span, leaders=True)
        case "response_24h_expectation":
            return recount.in_time(inside, span, leaders=True, agreed=True)
        case "time_to_acknowledgement":
            return recount.waiting(inside, span, "answered")
        case "time_to_resolution":
            return recount.waiting(inside, span, "closed")
        case "overdue_open":
            return recount.overdue(inside, span)
        case "vacancy_rate":
            return recount.vacancy(inside, span) if len(span.months()) == 1 else None
        case "uncovered_cases":
            return recount.uncovered(inside, span)
        case "caseload_load":
            return recount.carried_and_available(inside, span) if len(span.months()) == 1 else None
        case "staffing_gap":
            return recount.needed_and_available(inside, span) if len(span.months()) == 1 else None
    return None


def _children(recount: Recount, measure: str, line: dict[str, str], span: Span) -> Counted | None:
    """At a step, and at the one before; of all children where the measure has them for its base."""
    step, race = STEPS.get(line.get("Decision point", "")), RACES.get(line.get("Race/ethnicity", ""))
    if not (step and race):
        return None
    base = "" if measure == "relative_rate_index" else "population"
    return recount.children(str(span.first.year), step, race, base)


def amount(cell: str) -> float | None:
    """The number in a cell; None where the cell says that there is none."""
    bare = cell.replace(",", "").replace("−", "-")
    try:
        return float(bare)
    except ValueError:
        return None


def shown_counts(measure: str, line: dict[str, str]) -> Counted | None:
    """The counts that a row shows, in the columns of its measure."""
    columns = ("Needed FTE", "Available FTE") if measure == "staffing_gap" else ("Numerator", "Denominator")
    found = [amount(line.get(c, "")) for c in columns]
    if measure == "fidelity_score" and found[0] is None and found[1] is not None:
        return 0.0, found[1]
    return None if None in found else (found[0], found[1])


def faults_of_table(
    recount: Recount, measure: str, place: str, grid: Grid, published: bool = False, own: bool = False
) -> tuple[list[str], int]:
    """Rows whose counts are not those of the place and period they name, and how many rows were counted again."""
    whole = inside_of(place, recount.organisation)
    if whole is None:
        return [f"no place is called {place!r}"], 0
    faults, checked = [], 0
    for line in grid.lines():
        span, seen = span_of(line.get("Period", "")), shown_counts(measure, line)
        if span is None:
            faults.append(f"no period is called {line.get('Period')!r}")
            continue
        inside = _of_row(line, whole, recount.organisation)
        if seen is None or inside is None:
            continue
        again = counted(recount, measure, line, inside, span, own)
        if again is None:
            continue
        checked += 1
        if not _same(seen, again, measure, published):
            faults.append(f"{measure} in {place}, {line}: {seen} shown, {again} counted")
    return faults, checked


def _of_row(line: dict[str, str], whole: Inside, organisation: Organisation) -> Inside | None:
    """The place of a row: that of its table, and the division or unit of its own."""
    named = [line[c] for c in PLACE_COLUMNS if c in line]
    if not named:
        return whole
    own = inside_of(named[0], organisation) if named[0] not in UNRECORDED else None
    return None if own is None else lambda unit, day: whole(unit, day) and own(unit, day)


def _same(seen: Counted, again: Counted, measure: str, published: bool) -> bool:
    """Printed to a tenth; published counts are rounded to five; a score of few has no sum."""
    near = 2.5 if published else 0.051
    if measure == "fidelity_score" and not seen[0]:
        return abs(seen[1] - again[1]) <= near
    return all(abs(a - b) <= near for a, b in zip(seen, again, strict=True))
