"""Case assignments: the lines of every pool, secondary workers, and ids, in contract columns."""

from typing import Any

import numpy as np
import pandas as pd

from sample_data.caseloads import Family, Pool, Worker, families
from sample_data.codes import ten_sign_codes
from sample_data.marigold import FIRST, LAST, UNITS, day_text, unit_then
from sample_data.planted import AS_OF
from sample_data.staffing import LAST_CHANGE, day_number
from sample_data.staffing_tables import split_at_move

_COLUMNS = [
    "assignment_id", "worker_id", "assignment_type", "component", "child_id", "family_id", "unit",
    "started_on", "ended_on", "report_date",
]  # fmt: skip
_SECONDARY = 0.05
_FAR = day_number(LAST) + 10_000


def assignments(random: np.random.Generator, states: pd.DataFrame) -> pd.DataFrame:
    """One line a child, worker and stretch of time, as text; `states` are those of position_states."""
    first, last = day_number(FIRST), day_number(LAST)
    people = _carrying(random, states)
    lines, number = [], 0
    for unit in UNITS:
        for component, positions in unit.workers.items():
            stream = families(random, component, positions, first, last, number)
            lines.append(_worked(random, unit.id, component, people, stream))
            number += len(stream)
    carried = split_at_move(pd.concat(lines, ignore_index=True), "first", "last")
    carried = pd.concat([carried, _secondary(random, carried, people)], ignore_index=True)
    return _with_ids(random, carried, number)


def _carrying(random: np.random.Generator, states: pd.DataFrame) -> pd.DataFrame:
    """Active states of case-carrying positions, days as whole numbers."""
    people = states[(states["role"] == "worker") & (states["status"] == "active")].copy()
    people["leaning"] = random.normal(0, 0.10, len(people))
    for name in ("first", "last", "hired", "leave_from", "leave_to"):
        people[name] = people[name].astype("datetime64[s]").fillna(pd.Timestamp(_FAR * 86400, unit="s"))
        people[name] = people[name].astype("int64") // 86400
    return people


def _worked(
    random: np.random.Generator, home: str, component: str, people: pd.DataFrame, stream: list[Family]
) -> pd.DataFrame:
    here = people[(people["home"] == home) & (people["component"] == component)]
    workers = [
        Worker(p.staff, p.first, p.last, p.hired, p.fte, _away(p), p.leaning) for p in here.itertuples()
    ]
    pool = Pool(random, component, workers, day_number(FIRST), day_number(LAST))
    pool.run(stream)
    lines = pd.DataFrame(pool.lines, columns=["family", "children", "worker", "first", "last"])
    days = lines["last"].fillna(_FAR).astype("int64").to_numpy().astype("datetime64[D]")
    still = lines["last"].isna().to_numpy()
    lines["first"] = lines["first"].to_numpy().astype("datetime64[D]")
    lines["last"] = np.where(still, np.datetime64("NaT"), days)
    return lines.assign(home=home, component=component, type="primary")


def _away(person: Any) -> tuple[int, int] | None:
    return (person.leave_from, person.leave_to) if person.leave_from < _FAR else None


def _secondary(random: np.random.Generator, carried: pd.DataFrame, people: pd.DataFrame) -> pd.DataFrame:
    """A second worker from a neighbouring unit on one line in twenty, for the whole of that line."""
    chosen = carried[(carried["worker"] != "") & (random.random(len(carried)) < _SECONDARY)]
    chosen = chosen[chosen["first"] >= pd.Timestamp(FIRST)].copy()
    steady = people[(people["first"] == day_number(FIRST)) & (people["last"] >= day_number(LAST_CHANGE))]
    neighbours = {unit: _neighbours(steady, unit) for unit in chosen["home"].unique()}
    picks = [neighbours[home][i % len(neighbours[home])] for i, home in enumerate(chosen["home"])]
    chosen[["worker", "home"]] = picks
    return chosen.assign(type="secondary")


def _neighbours(people: pd.DataFrame, unit: str) -> list[tuple[str, str]]:
    near = people[(people["home"].str[0] == unit[0]) & (people["home"] != unit) & (people["home"] != "S-3")]
    return list(zip(near["staff"], near["home"], strict=True))


def _with_ids(random: np.random.Generator, carried: pd.DataFrame, count: int) -> pd.DataFrame:
    """One line a child; children of one family keep their ids from line to line."""
    most = 4
    codes = ten_sign_codes(random, count * (most + 1)).reshape(count, most + 1)
    each = carried.loc[carried.index.repeat(carried["children"])]
    which = each.groupby(level=0).cumcount().to_numpy()
    family = each["family"].to_numpy()
    table = pd.DataFrame(
        {
            "worker_id": each["worker"].to_numpy(),
            "assignment_type": each["type"].to_numpy(),
            "component": each["component"].to_numpy(),
            "child_id": codes[family, which],
            "family_id": codes[family, most],
            "unit": unit_then(each["home"].to_numpy(), each["first"].to_numpy()),
            "started_on": day_text(each["first"].to_numpy()),
            "ended_on": day_text(each["last"].to_numpy()),
            "report_date": AS_OF.isoformat(),
        }
    )
    table = table.sort_values(["started_on", "family_id", "child_id", "worker_id"], ignore_index=True)
    table["assignment_id"] = ten_sign_codes(random, len(table))
    return table[_COLUMNS].astype(str)
