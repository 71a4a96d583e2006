"""Released answers by hand: a plain one, and what a test changes about it."""

from dataclasses import replace

from pipelines.questions.released import SHOWN, Limits, Released, Row
from pipelines.questions.selection import Selection

SELECTION = Selection("response_24h", "2026-01", "2026-04")


def row(period: str, num: int | None = 9, den: int | None = 10, status: str = SHOWN, **more) -> Row:
    value = num / den if status == SHOWN and den else None
    low, high = (value - 0.05, value + 0.05) if value is not None else (None, None)
    given = {"num": num, "den": den, "value": value, "low": low, "high": high}
    figures = given if status == SHOWN else {}
    return replace(Row(period, (), (), status, **figures), **more)


def group_row(name: str, num: int | None = 9, den: int | None = 10, status: str = SHOWN, **more) -> Row:
    pair = (("race", name.lower()),)
    return row(more.pop("period", "2026"), num, den, status, group=pair, words=(name,), **more)


def released(rows=None, **changes) -> Released:
    rows = tuple(rows if rows is not None else (row(f"2026-0{m}") for m in range(1, 5)))
    plain = Released(
        indicator="response_24h",
        title="Acknowledged in time",
        question="Do we answer in time?",
        sentence="Apr 2026: 90%, 9 of 10.",
        scope="Marigold County",
        unit="percent",
        direction="higher",
        by=(),
        grain="month",
        rows=rows,
        status=SHOWN,
        target=0.8,
        target_source="board",
        interval="Wilson score, 95%",
        method="sum over sum",
        n=40,
        n_of="inquiries",
        pending=3,
        excluded={"received without a time of day": 2},
        data_through="30 Apr 2026",
        definition_version="1",
        version="7",
        policy=(("24 business hours", "reading B, the same clock time on the next business day"),),
    )
    return replace(plain, **changes)


def limits(meaning: tuple[str, ...], center: float = 0.7) -> Limits:
    size = len(meaning)
    periods = tuple(f"2026-0{i + 1}" for i in range(size))
    below, above = (center - 0.1,) * size, (center + 0.1,) * size
    return Limits("p-chart", periods, (center,) * size, below, above, meaning)
