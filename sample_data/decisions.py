"""Decision-point counts and child population: built up from divisions and quarters, then unduplicated."""

from collections.abc import Iterable
from itertools import product

import numpy as np
import pandas as pd

from sample_data.marigold import DIVISIONS, RACE_SCHEME, RACES, random_for
from sample_data.planted import TRUTHS, Planted

_TESTED = TRUTHS["decision_points"]
STEPS = ("report", "investigation", "substantiation", "entry", "reunification", "reentry")
YEARS = (2021, 2022, 2023, 2024, 2025)
FIRST_QUARTER, LAST_QUARTER = (2023, 4), (2026, 2)
_QUARTERS = [(year, quarter) for year in (*YEARS, 2026) for quarter in (1, 2, 3, 4)]
_QUARTERS = [each for each in _QUARTERS if each <= LAST_QUARTER]

_POPULATION = {
    "black": 12_600, "native_american": 2_050, "asian": 16_900, "pacific_islander": 1_350,
    "latino": 74_200, "white": 48_400, "multiracial": 8_700, "mena": 3_700,
}  # fmt: skip
"""Children under 18 in 2021; they become fewer by half a per cent a year."""
_WHERE = {
    "black": (0.42, 0.34, 0.24), "native_american": (0.30, 0.22, 0.48), "asian": (0.36, 0.44, 0.20),
    "pacific_islander": (0.40, 0.33, 0.27), "latino": (0.31, 0.36, 0.33), "white": (0.34, 0.30, 0.36),
    "multiracial": (0.35, 0.35, 0.30), "mena": (0.28, 0.52, 0.20),
}  # fmt: skip
"""Shares of north, central and south, as the divisions are drawn since the re-organisation."""
_REPORTED = {
    "black": 46 * _TESTED["report_rate_ratio"], "native_american": 88.0, "asian": 17.0,
    "pacific_islander": 40.0, "latino": 49.0, "white": 46.0, "multiracial": 52.0, "mena": 22.0,
}  # fmt: skip
"""Children reported in a year, per 1,000."""
_ONWARD = (0.68, 0.20, 0.38, 0.47, 0.10)
"""The chance of each later step given the one before, for every group."""
_SEASONS = (1.03, 1.03, 0.90, 1.04)
_AGAIN = {"report": 0.05, "investigation": 0.04}
"""Share of a year's quarterly counts that is the same child again."""
_ELSEWHERE_TOO = {"report": 0.010, "investigation": 0.008}
_OLD_EXTRACT, _NEW_EXTRACT, _MASKED_UPTO, _OLD_UNTIL = "2023-Q2", "2026-Q2", 10, 2022


def decisions(seed: int, planted: Planted) -> pd.DataFrame:
    """Counts for the county by year and quarter and for divisions by year, with population; as text."""
    random = random_for(seed, "decisions")
    quarterly = _nested(random, planted)
    years = np.array([year for year, _ in _QUARTERS])
    yearly = np.stack([quarterly[:, years == year].sum(axis=1) for year in YEARS], axis=1)
    yearly = _unduplicated(random, yearly, _AGAIN)
    county = _unduplicated(random, yearly.sum(axis=0), _ELSEWHERE_TOO)
    lines = [
        *_lines("", [str(year) for year in YEARS], YEARS, county),
        *_lines("", [f"{y}-Q{q}" for y, q in _QUARTERS], years, quarterly.sum(axis=0)),
        *(
            line
            for d, name in enumerate(DIVISIONS)
            for line in _lines(name, map(str, YEARS), YEARS, yearly[d])
        ),
    ]
    table = pd.DataFrame(lines, columns=["period", "division", "step", "race", "children"])
    early = table["period"].str.contains("Q") & (table["period"] < "{}-Q{}".format(*FIRST_QUARTER))
    return _masked(table[~early].reset_index(drop=True)).astype(str)


def population(division: int | None, race: str, year: int) -> int:
    """Children under 18; the county is the sum of its divisions."""
    if division is None:
        return sum(population(each, race, year) for each in range(len(DIVISIONS)))
    return round(_POPULATION[race] * _WHERE[race][division] * 0.995 ** (year - YEARS[0]))


def _nested(random: np.random.Generator, planted: Planted) -> np.ndarray:
    """Counts by division, quarter, race and step; each step drawn from the one before."""
    counts = np.zeros((len(DIVISIONS), len(_QUARTERS), len(RACES), len(STEPS)), dtype="int64")
    for (d, _), (q, (year, quarter)), (r, race) in product(
        enumerate(DIVISIONS), enumerate(_QUARTERS), enumerate(RACES)
    ):
        chance = _REPORTED[race] / 1000 / 4 * _SEASONS[quarter - 1] / (1 - _AGAIN["report"])
        counts[d, q, r, 0] = random.binomial(population(d, race, year), chance)
    onward = np.tile(_ONWARD, (len(RACES), 1))
    entry = STEPS.index("entry") - 1
    onward[list(RACES).index(_TESTED["group"]), entry] *= planted.entry_relative_rate
    for step in range(1, len(STEPS)):
        counts[..., step] = random.binomial(counts[..., step - 1], onward[:, step - 1])
    return counts


def _unduplicated(random: np.random.Generator, counts: np.ndarray, repeated: dict[str, float]) -> np.ndarray:
    """Each child once: fewer than the sum at the steps children meet often, still nested."""
    once = counts.copy()
    for name, share in repeated.items():
        step = STEPS.index(name)
        once[..., step] -= random.binomial(counts[..., step], share)
    investigation = STEPS.index("investigation")
    once[..., investigation] = np.maximum(once[..., investigation], once[..., investigation + 1])
    once[..., 0] = np.maximum(once[..., 0], once[..., investigation])
    return once


def _lines(division: str, periods: Iterable[str], years: Iterable[int], counts: np.ndarray) -> list[tuple]:
    which = list(DIVISIONS).index(division) if division else None
    return [
        (period, division, step, race, children)
        for period, year, by_race in zip(periods, years, counts, strict=True)
        for race, by_step in zip(RACES, by_race, strict=True)
        for step, children in (
            ("population", population(which, race, int(year))),
            *zip(STEPS, by_step, strict=True),
        )
    ]


def _masked(table: pd.DataFrame) -> pd.DataFrame:
    """The extract of the older years hides 1 to 10 at the source; a true zero is given."""
    old = table["period"].str[:4].astype(int) <= _OLD_UNTIL
    hidden = old & (table["step"] != "population") & table["children"].between(1, _MASKED_UPTO)
    return table.assign(
        children=table["children"].astype(str).where(~hidden, ""),
        masked=np.where(hidden, "yes", "no"),
        scheme=RACE_SCHEME,
        extract=np.where(old, _OLD_EXTRACT, _NEW_EXTRACT),
    )
