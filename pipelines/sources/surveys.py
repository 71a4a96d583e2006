"""Fidelity surveys: instrument > domain > item > wave > rater role, one answer a row."""

import pandas as pd

from pipelines.counting.cells import WHOLE
from pipelines.counting.contract import REFUSED, Contract, Field, RowCheck
from pipelines.counting.facts import Facts, column
from pipelines.questions.dimensions import RATERS
from pipelines.stats.reliability import enough_answered, percent_of_possible

CONTRACT = Contract(
    source="surveys",
    title="Fidelity surveys",
    key=("response_id", "item"),
    name_hints=("survey", "fidelity"),
    events=("recorded_at",),
    begins="recorded_at",
    grain="quarter",
    partition=("response_id",),
    protects="respondent",
    fields=(
        Field("response_id", "text", "One person's answers to one wave.", True, True),
        Field("recorded_at", "instant", "When the answers were recorded.", headers=("recorded date",)),
        Field("wave", "text", "The wave, written as its quarter: 2026-Q3.", True, True),
        Field("instrument", "text", "Name and version of the questionnaire.", True, True),
        Field("unit", "text", "The unit the answers speak of, as it was then."),
        Field("rater", "choice", "In which role the person answers.", True, True, choices=tuple(RATERS)),
        Field("race", "text", "Race/ethnicity of the family, where asked."),
        Field("language", "text", "Language of the answers or the family."),
        Field("domain", "text", "The part of the practice model the item belongs to.", True, True),
        Field("item", "text", "The item.", True, True),
        Field("low", "number", "Lowest point of the item's scale.", True, True),
        Field("high", "number", "Highest point of the item's scale.", True, True),
        Field("reversed", "flag", "Yes when agreeing means less of the practice."),
        Field("answer", "number", "The answer; blank for not applicable or don't know.", True),
    ),
    checks=(
        RowCheck(
            "answer_off_scale",
            "answer",
            "the answer lies outside the item's scale",
            "check the item's scale in the mapping file, or the recodes in the survey tool",
            lambda r: (r["answer"] < r["low"]) | (r["answer"] > r["high"]),
        ),
        RowCheck(
            "scale_of_one_point",
            "high",
            "the highest point of the scale is not above its lowest: no score can be formed on it",
            "give the item's scale in the mapping file, low and high",
            lambda r: r["high"] <= r["low"],
            REFUSED,
        ),
        RowCheck(
            "wave_unreadable",
            "wave",
            "the wave is not written as a quarter",
            "write waves like 2026-Q3",
            lambda r: ~r["wave"].str.fullmatch(r"\d{4}-Q[1-4]"),
        ),
    ),
)

MINIMUM_SHARE = 0.75
"""A person who answered less of the items has no score (75% rule, domain practice)."""


PERSON = ["response_id", "period", "instrument", "domain", "unit", "rater", "race", "language"]
"""Answers that agree in these are one person's, on one domain, in one wave."""


def person_scores(facts: Facts, rows: pd.DataFrame) -> pd.DataFrame:
    """One line a person and domain, and one over all items (domain "*"), placed: see `scores`."""
    rows = (
        rows[rows["recorded_at"] <= pd.Timestamp(facts.through["surveys"])] if "recorded_at" in rows else rows
    )
    absent = {c: column(rows, c) for c in ("unit", "race", "language", "reversed")}
    scored = scores(rows.assign(period=rows["wave"], **absent))
    on = pd.PeriodIndex(scored["period"].str.replace("-", ""), freq="Q").end_time.floor("s")
    places = facts.organisation.place(scored["unit"], pd.Series(on, index=scored.index))
    return scored.join(places)


def scores(rows: pd.DataFrame) -> pd.DataFrame:
    """One line a person and domain, and one over all items (domain "*"): `score` in percent of possible, and
    `points`, how many whole points the items that were answered have between their lowest and highest answer.

    The mean of the items answered, each on its own scale; who answered too few has no line. Not applicable
    is missing, never 0 or the middle.
    """
    turned = rows["reversed"] == "yes"
    percent = percent_of_possible(rows["answer"], rows["low"], rows["high"], turned)
    points = (rows["high"] - rows["low"]).where(rows["answer"].notna(), 0)
    rows = rows.assign(percent=percent, points=points)
    both = pd.concat([rows, rows.assign(domain=WHOLE)], ignore_index=True)
    asked = both.groupby(PERSON, sort=False)
    people = (
        asked["percent"].agg(["mean", "count", "size"]).assign(points=asked["points"].sum()).reset_index()
    )
    enough = enough_answered(people["count"], people["size"], MINIMUM_SHARE)
    return people[enough].reset_index(drop=True).rename(columns={"mean": "score"})
