"""Posts, people and the work they carry, in full-time equivalents."""

from pipelines.counting.fte import BAND_WORDS, FTE
from pipelines.counting.kinds.kind import NO_SAMPLE, Figure, Kind, Phrase, Sums, bins, number, part
from pipelines.questions.details import Gap, Load, Vacancy
from pipelines.questions.look import Further, Look
from pipelines.questions.released import Row, given
from pipelines.questions.template import marked
from pipelines.stats.intervals import ratio_estimator, wilson
from pipelines.words import numbers, units


def vacancy(sums: Sums, days: int) -> Figure:
    """Vacant FTE-days over budgeted FTE-days; the interval's n is distinct positions, not days."""
    vacant, budget = part(sums, "num"), part(sums, "den")
    if budget == 0:
        return Figure(0, 0)
    share, n = vacant / budget, part(sums, "positions")
    low = high = float("nan")
    if n and 0 <= share <= 1:
        low, high = wilson(share * n, n)
    detail = Vacancy(
        positions=n,
        held=_fte(part(sums, "held"), days),
        overfilled=_fte(part(sums, "overfilled"), days),
    )
    return Figure(_fte(vacant, days), _fte(budget, days), share, number(low), number(high), detail)


def _fte(fte_days: int, days: int) -> float:
    return fte_days / FTE / days if days else 0.0


def gap(sums: Sums, days: int) -> Figure:
    """Required less available FTE, from the same days of both feeds."""
    if days == 0 or not (part(sums, "authorised") or part(sums, "required")):
        return Figure(0, 0)
    names = ("authorised", "vacant", "overfilled", "leave", "ramp", "required")
    steps = {p: _fte(part(sums, p), days) for p in names}
    lost = steps["vacant"] - steps["overfilled"] + steps["leave"] + steps["ramp"]
    available = steps["authorised"] - lost
    detail = Gap(**steps, available=available)
    return Figure(detail.required, available, detail.required - available, detail=detail)


def load(sums: Sums, days: int) -> Figure:
    """Load over available FTE; 1.00 is at standard.

    The half-widths come from the distinct workers of the period's last month: days of one worker are
    one worker. A load with nobody available has no ratio, and is no less a load.
    """
    carried, available = part(sums, "num"), part(sums, "den")
    worker_days = part(sums, "worker_days")
    if worker_days == 0:
        return Figure(0, 0)
    value = carried / available if available else float("nan")
    low, high = _load_interval(sums, value)
    return Figure(
        _fte(carried, days), _fte(available, days), number(value), low, high, _load(sums, worker_days)
    )


def _load_interval(sums: Sums, value: float) -> tuple[float | None, float | None]:
    sums_over_workers = [part(sums, p) for p in ("workers", "sx", "sy", "sxx", "syy", "sxy")]
    centre, low, high = ratio_estimator(*sums_over_workers)
    below, above = number(value - (centre - low)), number(value + (high - centre))
    return None if below is None else max(0.0, below), above


def _load(sums: Sums, worker_days: int) -> Load:
    bands = bins(sums, "band")
    return Load(
        share_over=part(sums, "over") / worker_days,
        bands={w: bands.get(i, 0) / worker_days for i, w in enumerate(BAND_WORDS)},
        workers=part(sums, "workers"),
    )


def _vacancy_phrase(row: Row) -> Phrase:
    empty = {"vacant": numbers.number(given(row.num), 1), "authorised": numbers.number(given(row.den), 1)}
    double = row.detail.overfilled if isinstance(row.detail, Vacancy) else 0.0
    if double < units.EVEN:
        return Phrase(
            marked("{figure} of authorised FTE vacant, {vacant} of {authorised} in all posts"), empty
        )
    return Phrase(
        marked(
            "{figure} of authorised FTE vacant, {vacant} of {authorised} in all posts; "
            "beside them {double} FTE stand in posts filled twice"
        ),
        {**empty, "double": numbers.number(double, 1)},
    )


def _gap_phrase(row: Row) -> Phrase:
    both = {"required": numbers.number(given(row.num), 1), "available": numbers.number(given(row.den), 1)}
    short = given(row.value)
    if abs(short) <= units.EVEN:
        return Phrase(marked("the work needs {required} FTE and {available} are available: even"), both)
    left = {**both, "size": numbers.number(abs(short), 1)}
    printed = round(given(row.num), 1) - round(given(row.den), 1)
    adds_up = abs(printed - round(short, 1)) < units.EVEN
    return Phrase((SHORT if short > 0 else SPARE)[adds_up], left)


SHORT = {
    True: marked("the work needs {required} FTE and {available} are available: {size} short"),
    False: marked(
        "the work needs {required} FTE and {available} are available: {size} short, each figure rounded"
    ),
}
SPARE = {
    True: marked("the work needs {required} FTE and {available} are available: {size} to spare"),
    False: marked(
        "the work needs {required} FTE and {available} are available: {size} to spare, each figure rounded"
    ),
}
"""Whether the printed figures add up -> how a gap is said: a reader will subtract them."""


def _load_phrase(row: Row) -> Phrase:
    over = row.detail.share_over if isinstance(row.detail, Load) else None
    return Phrase(
        marked("load is {figure} of the standard; {share} of worker-days over it"),
        {"share": units.value(over, "percent")},
    )


KINDS = (
    Kind(
        id="vacancy",
        adds_over="units; days within a period",
        figure=vacancy,
        interval="Wilson score on distinct positions, not days, 95%",
        method="vacant FTE-days over budgeted FTE-days",
        latest=True,
        n_of="FTE authorised",
        phrase=_vacancy_phrase,
        record=Vacancy,
        look=Look(
            further=(
                Further("overfilled", marked("Double-filled FTE"), "fte"),
                Further("held", marked("Held FTE"), "fte"),
            )
        ),
    ),
    Kind(
        id="gap",
        adds_over="units; days within a period",
        figure=gap,
        interval=NO_SAMPLE,
        method="required less available FTE",
        latest=True,
        netted=True,
        n_of="FTE available",
        phrase=_gap_phrase,
        record=Gap,
        look=Look(
            further=(
                Further("authorised", marked("Authorised FTE"), "fte"),
                Further("vacant", marked("Vacant FTE"), "fte"),
                Further("overfilled", marked("Double-filled FTE"), "fte"),
                Further("leave", marked("On leave FTE"), "fte"),
                Further("ramp", marked("In training FTE"), "fte"),
                Further("available", marked("Available FTE"), "fte"),
                Further("required", marked("Needed FTE"), "fte"),
            ),
            parts=(marked("Needed FTE"), marked("Available FTE")),
            pictures=("bridge",),
        ),
    ),
    Kind(
        id="load",
        adds_over="units; days within a period",
        figure=load,
        interval="ratio estimator over distinct workers, Student t, 95%",
        method="load over available FTE",
        latest=True,
        n_of="FTE available",
        phrase=_load_phrase,
        record=Load,
        look=Look(
            further=(
                Further("share_over", marked("Share over standard"), "percent"),
                Further("workers", marked("Workers"), "count"),
            ),
            pictures=("bands",),
        ),
    ),
)
