"""Decision-point counts and the child population, by race/ethnicity."""

from collections.abc import Callable
from datetime import datetime, time

import pandas as pd

from pipelines.counting.cells import WHOLE, empty, merge, tally
from pipelines.counting.contract import Contract, Field, RowCheck
from pipelines.counting.definition import PublishedTable
from pipelines.counting.facts import Facts, column
from pipelines.questions.dimensions import POPULATION, STEPS
from pipelines.questions.periods import last_day


def _end(period: str) -> datetime:
    """The last second of a year or quarter."""
    return datetime.combine(last_day(period), time(23, 59, 59))


def reach(rows: pd.DataFrame, as_of: datetime) -> datetime:
    """The end of the latest year or quarter that is over by the as-of instant."""
    return max((e for p in rows["period"].unique() if (e := _end(p)) <= as_of), default=as_of)


CONTRACT = Contract(
    source="decisions",
    title="Decision-point counts and child population",
    key=("period", "division", "step", "race"),
    name_hints=("decision", "disparity", "population"),
    events=(),
    reach=reach,
    grain="year",
    partition=("period",),
    protects="client",
    fields=(
        Field("period", "text", "A year (2025) or a quarter (2025-Q3).", True, True, headers=("year",)),
        Field("division", "text", "Division id; blank for the whole county."),
        Field(
            "step",
            "choice",
            "Decision point, or population.",
            True,
            True,
            choices=(*STEPS, POPULATION),
            headers=("decision point", "decision_point", "measure"),
        ),
        Field(
            "race",
            "text",
            "Race/ethnicity group in the county's scheme.",
            True,
            True,
            headers=("race/ethnicity", "race_group", "group", "ethnicity"),
        ),
        Field(
            "children",
            "integer",
            "Unduplicated children; blank where the source masks.",
            True,
            minimum=0,
            headers=("count", "count_children"),
        ),
        Field("masked", "flag", "Yes where the source hides the count."),
        Field("scheme", "text", "The race/ethnicity scheme of the counts."),
        Field("extract", "text", "Which extract the counts come from.", headers=("extract_id",)),
    ),
    checks=(
        RowCheck(
            "period_unreadable",
            "period",
            "the period is neither a year nor a quarter",
            "write 2025 or 2025-Q3",
            lambda r: ~r["period"].str.fullmatch(r"\d{4}(-Q[1-4])?"),
        ),
        RowCheck(
            "count_missing",
            "children",
            "there is neither a count nor a mask",
            "give the count, or mark the row as masked",
            lambda r: r["children"].isna() & (r["masked"].ne("yes") if "masked" in r else True),
        ),
    ),
)


NEEDS = ("period", "step", "race", "children")
"""Without these columns nothing below can be counted."""
PARTS = ("num", "den", "masked")
"""The parts of the cells below."""
COUNTS = "counts of children"
"""What all indicators made of these cells are published from."""
PUBLISHED = (
    PublishedTable("year", ("step", "race")),
    PublishedTable("quarter", ("step", "race")),
    PublishedTable("year", ("division", "step", "race")),
)
"""The tables in which such indicators are published."""


def counts_over(facts: Facts, rows: pd.DataFrame, base: Callable[[str], str]) -> pd.DataFrame:
    """Cells of each decision point's children (num) over those of its base (den), by group.

    Only periods that are over count. A count the source masks, above or below the line, makes the part `masked`: neither is then known.
    """
    rows = rows[rows["period"].map(_end) <= facts.as_of] if len(rows) else rows
    if rows.empty:
        return empty()
    rows = rows.assign(
        division=column(rows, "division").replace("", WHOLE),
        masked=(column(rows, "masked") == "yes") | rows["children"].isna(),
        children=rows["children"].fillna(0).astype("int64"),
    )
    keys = ["period", "division", "race"]
    below = rows[[*keys, "step", "children", "masked"]]
    above = rows[rows["step"] != POPULATION].assign(base=lambda r: r["step"].map(base))
    pairs = above.merge(
        below, left_on=[*keys, "base"], right_on=[*keys, "step"], suffixes=("", "_base"), how="left"
    )
    pairs["children_base"] = pairs["children_base"].fillna(0).astype("int64")
    hidden = pairs["masked"] | pairs["masked_base"].eq(True)
    placed = pairs.assign(
        **{c: pairs["division"] for c in ("division_then", "division_now")}, unit_then="", unit_now=""
    )
    parts = {
        "num": pairs["children"].where(~hidden, 0),
        "den": pairs["children_base"].where(~hidden, 0),
        "masked": hidden,
    }
    quarterly = placed["period"].str.contains("Q")
    return merge(
        tally(placed[these], {p: v[these] for p, v in parts.items()}, ("race", "step"), grain=grain)
        for grain, these in (("quarter", quarterly), ("year", ~quarterly))
    )


def drawn(*lines: tuple[str, str, int | None]) -> dict[str, tuple[dict[str, str], ...]]:
    """Tables for an example: (step, race, children) of 2025; None where the county's source masks the count."""
    return {CONTRACT.source: tuple(_line(*line) for line in lines)}


def _line(step: str, race: str, children: int | None) -> dict[str, str]:
    masked = children is None
    return {
        "period": "2025",
        "division": "",
        "step": step,
        "race": race,
        "children": "" if masked else str(children),
        "masked": "yes" if masked else "",
    }
