"""A stand-in for the door, so that the screen can be built and tested without a store.

It answers the same questions with hand-made `Released`, over the invented county beside it. It keeps the
door's manners (scope, hidden counts, statuses), but its statistics are only good enough to draw.
"""

from collections.abc import Mapping
from dataclasses import replace

from pipelines.catalog.behaviours import coverage, coverage_2023
from pipelines.questions.actor import Actor
from pipelines.questions.dimensions import DIMENSIONS, STEPS
from pipelines.questions.errors import DataError, NotAllowed
from pipelines.questions.policy import DIRECTOR, EQUITY, MANAGER, SUPERVISOR
from pipelines.questions.released import (
    EMPTY,
    HIDDEN,
    NOT_MEASURABLE,
    SHOWN,
    Choice,
    County,
    DataDesk,
    Feed,
    Options,
    Released,
    Row,
    SetAside,
    Worklist,
)
from pipelines.questions.selection import Selection
from tests.dashboard import fake_county as county
from tests.dashboard.fake_figures import FIGURES, limits_of
from tests.dashboard.fake_register import CARDS

NAMES = {
    "division": dict(county.DIVISIONS),
    "unit": {u: name for u, name, _ in county.UNITS},
    "race": {r: name for r, name, _, _ in county.RACES},
    "domain": {d: d for d in county.DOMAINS},
}
ORDER = {
    "division": [d for d, _ in county.DIVISIONS],
    "unit": [u for u, _, _ in county.UNITS],
    "race": [r[0] for r in county.RACES],
    "domain": list(county.DOMAINS),
    "step": list(STEPS),
}
LATE = Feed("positions", "Positions", "2026-09-27", 4, 262, 250, 12, 3, ("position_control.xlsx",))
FEEDS = (
    Feed("inquiries", "Inquiries", "2026-10-31", 0, 6121, 6084, 37, 12, ("inquiries_2023_2026.csv",)),
    LATE,
    Feed("assignments", "Assignments", "2026-10-31", 0, 18344, 18344, 0, 0, ("assignments.csv",)),
    Feed("surveys", "Fidelity surveys", "2026-09-30", 0, 14220, 14198, 22, 0, ("fidelity_qualtrics.csv",)),
)
PROBLEMS = tuple(
    SetAside(
        "inquiries_2023_2026.csv",
        100 + 41 * i,
        "acknowledged_at",
        "before_receipt",
        "acknowledged before it was received",
        "correct the time in the log and load the file again",
        "set aside",
    )
    for i in range(30)
) + (
    SetAside(
        "position_control.xlsx",
        264,
        "",
        "total_row",
        "a total row",
        "nothing: totals are never counted",
        "set aside",
    ),
    SetAside(
        "inquiries_2023_2026.csv",
        2201,
        "language",
        "unknown_word",
        "a word the mapping does not know",
        "add the word to [values.language]",
        "warned",
    ),
)


class FakeReports:
    """`late=False` leaves out the late feed; `unmeasurable` names indicators whose source lacks a column."""

    def __init__(self, late: bool = True, unmeasurable: tuple[str, ...] = (), synthetic: bool = True):
        self.late, self.unmeasurable, self.synthetic = late, unmeasurable, synthetic
        self.asked: list[tuple[Actor, Selection]] = []

    def county(self) -> County:
        late = (LATE,) if self.late else ()
        return County("Marigold County", self.synthetic, "2026-11-02", "2026-10-31", late, "v7")

    def options(self, actor: Actor) -> Options:
        units = [u for u in county.UNITS if _in_scope(actor, u[0])]
        divisions = [d for d in county.DIVISIONS if any(u[2] == d[0] for u in units)]
        equity = actor.role == EQUITY
        cards = [c for c in CARDS if not equity or "race" in c.breakdowns]
        return Options(
            indicators=tuple(Choice(c.id, c.title) for c in cards),
            divisions=() if equity else tuple(Choice(*d) for d in divisions),
            units=() if equity else tuple(Choice(*u) for u in units),
            races=tuple(Choice(r, name) for r, name, _, _ in county.RACES),
            steps=tuple(Choice(*s) for s in STEPS.items()),
            first_month=county.MONTHS[0],
            last_month=county.LAST,
            breakdowns={c.id: ("race",) if equity else c.breakdowns for c in cards},
        )

    def demo_scope(self, role: str) -> tuple[str, ...]:
        return {MANAGER: ("north",), SUPERVISOR: ("n-er1",)}.get(role, ())

    def register(self):
        return CARDS

    def coverage(self):
        return coverage({c.id: c.behaviours for c in CARDS})

    def coverage_2023(self):
        return coverage_2023({c.id: c.behaviours for c in CARDS})

    def fetch(self, actor: Actor, selection: Selection) -> Released:
        self.asked.append((actor, selection))
        _allow(actor, selection)
        card = next((c for c in CARDS if c.id == selection.indicator), None)
        if card is None:
            raise DataError("There is no such indicator. The Methods page lists those there are.")
        if card.id in self.unmeasurable:
            return _whole(
                card,
                selection,
                actor,
                NOT_MEASURABLE,
                "The source has no column acknowledged_at. Map it, or ask for it, and load again.",
            )
        if "surveys" in card.required and (selection.grain == "window" or selection.organisation == "now"):
            raise NotAllowed("Survey scores are shown in fixed cuts.")
        figure, periods_of = FIGURES[card.id]
        units = [u for u, _, _ in county.UNITS if _in_scope(actor, u) and _wanted(selection, u)]
        rows = [
            _row(card, selection, actor, period, group, figure(members, units, where))
            for period, members in periods_of(selection)
            for group, where in _groups(card, selection)
        ]
        return _released(card, selection, actor, tuple(rows))

    def open_inquiries(self, actor: Actor, selection: Selection) -> Worklist:
        if actor.role == EQUITY:
            raise NotAllowed("The equity committee sees published tables, not single inquiries.")
        rows = [
            r for r in county.open_items() if _in_scope(actor, r["unit"]) and _wanted(selection, r["unit"])
        ]
        lines = tuple(
            {
                "id": r["inquiry"],
                "unit": r["unit_name"],
                "requester": "Parent",
                "channel": "Phone",
                "role": "Supervisor",
                "received": f"{r['day']:02d} Oct 2026 10:10",
                "due": f"{min(31, r['day'] + 1):02d} Oct 2026 10:10",
                "hours": r["hours_left"],
                "state": "late" if r["hours_left"] < 0 else "due soon" if r["hours_left"] <= 4 else "open",
            }
            for r in rows
        )
        columns = (
            ("id", "Inquiry"),
            ("unit", "Unit"),
            ("requester", "From"),
            ("channel", "By"),
            ("role", "To answer"),
            ("received", "Received"),
            ("due", "Due"),
            ("state", "State"),
            ("hours", "Office hours left"),
        )
        return Worklist(
            "What is late, and what is about to be?",
            columns,
            lines,
            SHOWN if lines else EMPTY,
            "" if lines else "Nothing is late and nothing is due soon.",
            _scope(actor, selection),
            "31 Oct 2026 17:00",
            len(lines),
        )

    def worker_loads(self, actor: Actor, selection: Selection) -> Worklist:
        if actor.role == EQUITY:
            raise NotAllowed("The equity committee sees published tables, not single workers.")
        rows = [w for w in county.workers() if _in_scope(actor, w["unit"]) and _wanted(selection, w["unit"])]
        lines = tuple(
            {
                "worker": w["worker"],
                "unit": w["unit_name"],
                "component": "Family maintenance",
                "load": round(w["load"] * w["fte"], 2),
                "available": w["fte"],
                "ratio": w["load"],
                "months_over": 3 * (w["load"] > 1),
            }
            for w in rows
        )
        columns = (
            ("worker", "Worker (code)"),
            ("unit", "Unit"),
            ("component", "Service component"),
            ("load", "Load"),
            ("available", "FTE available"),
            ("ratio", "Load ÷ FTE"),
            ("months_over", "Months over, of last 3"),
        )
        return Worklist(
            "Who carries too much?",
            columns,
            lines,
            SHOWN,
            "",
            _scope(actor, selection),
            "October 2026",
            len(lines),
        )

    def data_desk(self, actor: Actor) -> DataDesk:
        if actor.role == EQUITY:
            raise NotAllowed("The data desk is for those who load and run the data.")
        by_code = (
            ("inquiries_2023_2026.csv", "set aside", "acknowledged before it was received", 37),
            ("fidelity_qualtrics.csv", "set aside", "a survey preview, not a person", 22),
            ("position_control.xlsx", "set aside", "a total row", 12),
            ("inquiries_2023_2026.csv", "warned", "a word the mapping does not know", 12),
        )
        gone = tuple(
            (c.title, "the source lacks a needed column") for c in CARDS if c.id in self.unmeasurable
        )
        return DataDesk(FEEDS, PROBLEMS, by_code, gone, "2026-11-02 06:10", "v7")


def _in_scope(actor: Actor, unit: str) -> bool:
    if actor.role in (DIRECTOR, EQUITY):
        return True
    return county.division_of(unit) in actor.places if actor.role == MANAGER else unit in actor.places


def _wanted(selection: Selection, unit: str) -> bool:
    units, divisions = selection.only("unit"), selection.only("division")
    return (not units or unit in units) and (not divisions or county.division_of(unit) in divisions)


def _allow(actor: Actor, selection: Selection) -> None:
    if actor.role == EQUITY:
        published = selection.by in (("race",), ("division", "race"), ("step", "race"))
        if (
            not published
            or selection.grain not in ("year", "quarter")
            or {d for d, _ in selection.where} - {"step", "race"}
        ):
            raise NotAllowed("The equity committee may ask for the published tables only: by race/ethnicity.")
        return
    asked = {*selection.only("unit")}
    if not all(_in_scope(actor, u) for u in asked & set(NAMES["unit"])):
        raise NotAllowed("That unit is outside what you are responsible for.")


def _groups(card, selection: Selection):
    """Every combination of the asked dimensions, with the words that limit records to it."""
    groups: list[tuple[tuple[str, str], ...]] = [()]
    for dimension in selection.by:
        values = ORDER.get(dimension) or list(DIMENSIONS[dimension].values)
        wanted = selection.only(dimension)
        groups = [(*g, (dimension, v)) for g in groups for v in values if not wanted or v in wanted]
    limits = {d: v for d, v in selection.where if d not in ("unit", "division")}
    return [(g, {**limits, **{d: (v,) for d, v in g}}) for g in groups]


def _row(card, selection: Selection, actor: Actor, period: str, group, figure: Mapping | None) -> Row:
    words = tuple(DIMENSIONS[d].word(v, NAMES.get(d)) for d, v in group)
    if figure is None or figure["den"] == 0:
        return Row(period, group, words, EMPTY)
    num, den = figure["num"], figure["den"]
    small = actor.role == EQUITY and any(isinstance(x, int) and 1 <= x <= 12 for x in (num, den))
    if small or (card.protects == "respondent" and den < 5):
        return Row(period, group, words, HIDDEN)
    judged = not (selection.grain == "month" and period == county.LAST)
    parts = {k: figure.get(k) for k in ("num", "den", "value", "low", "high")}
    return Row(period, group, words, SHOWN, **parts, more=figure.get("more", {}), judged=judged)


def _scope(actor: Actor, selection: Selection) -> str:
    chosen = [NAMES["division"][d] for d in selection.only("division")]
    chosen += [NAMES["unit"].get(u, u) for u in selection.only("unit")]
    own = [NAMES["division"].get(p) or NAMES["unit"][p] for p in actor.places]
    return ", ".join(chosen or own) or "Whole county"


def _whole(card, selection: Selection, actor: Actor, status: str, why: str) -> Released:
    return replace(_released(card, selection, actor, ()), status=status, why=why, sentence=why)


def _released(card, selection: Selection, actor: Actor, rows: tuple[Row, ...]) -> Released:
    shown = [r for r in rows if r.status == SHOWN]
    single = not selection.by and selection.grain != "window"
    return Released(
        indicator=card.id,
        title=card.title,
        question=card.question,
        sentence=_sentence(card, shown, selection),
        scope=_scope(actor, selection),
        kind=card.kind,
        unit=card.unit,
        direction=card.direction,
        by=selection.by,
        grain=selection.grain,
        rows=rows,
        status=SHOWN if shown else EMPTY,
        why="" if shown else "There is nothing in this period to count.",
        target=card.target,
        target_source="Board resolution 2025-14" if card.target is not None else "",
        reference="White" if card.kind == "relative_rate" else "",
        base=card.denominator,
        interval=card.interval,
        method=card.method,
        n=sum(int(r.den) for r in shown),
        n_of=card.n_of,
        excluded={"received or answered without a time of day": 12} if "response" in card.id else {},
        pending=31 if card.id.startswith("response") and actor.role != EQUITY else None,
        policy=card.policy,
        data_through="2026-10-31",
        definition_version="1",
        version="v7",
        synthetic=True,
        role=actor.role,
        notes=card.notes,
        limits=limits_of(card, rows) if single else None,
        events=(("2025-07", "call-back rota starts"),) if single and card.id.startswith("response") else (),
    )


def _sentence(card, shown: list[Row], selection: Selection) -> str:
    shown = [r for r in shown if r.value is not None]
    if not shown:
        return "There is nothing in this period to count."
    spell = card.spell
    if selection.by:
        first, last = min(shown, key=lambda r: r.value), max(shown, key=lambda r: r.value)
        return (
            f"From {spell(first.value)} ({' · '.join(first.words)}) to "
            f"{spell(last.value)} ({' · '.join(last.words)})."
        )
    judged = [r for r in shown if r.judged] or shown
    last, first = spell(judged[-1].value), spell(judged[0].value)
    return f"{last} in the latest full period; {first} in the first one shown."
