"""Positions as tables: position control, the people in it through time, and the staff roster."""

from datetime import date

import numpy as np
import pandas as pd

from sample_data.marigold import MOVED, ORGANISED, REORGANISED, day_text, unit_then
from sample_data.planted import AS_OF
from sample_data.seats import Seat

POSITION_COLUMNS = [
    "position_id", "effective_from", "effective_to", "class", "role", "unit", "component", "status",
    "authorised_fte", "filled_fte", "incumbent_id", "vacant_since", "leave_from", "leave_to", "hired_on",
    "report_date",
]  # fmt: skip
_DAYS = ["first", "last", "vacant_since", "leave_from", "leave_to", "hired"]


def position_states(seats: list[Seat], codes: np.ndarray) -> pd.DataFrame:
    """One line a state: the spells of every seat, days as datetime64[D], `staff` as codes."""
    lines = [
        {
            "position_id": f"{seat.number:05d}", "home": seat.home, "title": seat.title, "role": seat.role,
            "component": seat.component, "authorised": seat.authorised, "status": spell.status,
            "staff": "" if spell.staff is None else codes[spell.staff], "fte": spell.fte,
            "first": spell.first, "last": spell.last, "vacant_since": spell.vacant_since,
            "leave_from": spell.leave and spell.leave[0], "leave_to": spell.leave and spell.leave[1],
            "hired": spell.hired,
        }
        for seat in seats
        for spell in seat.spells
    ]  # fmt: skip
    states = pd.DataFrame(lines)
    for name in _DAYS:
        states[name] = _days(states[name])
    return states


def position_control(states: pd.DataFrame, report: date) -> pd.DataFrame:
    """The extract in contract columns, as text: states that span the re-organisation become two."""
    lines = split_at_move(states, "first", "last")
    lines = lines.sort_values(["position_id", "first", "staff"], ignore_index=True)
    text = {name: day_text(lines[name].to_numpy()) for name in _DAYS}
    table = {
        "position_id": lines["position_id"],
        "effective_from": text["first"],
        "effective_to": text["last"],
        "class": lines["title"],
        "role": lines["role"],
        "unit": unit_then(lines["home"].to_numpy(), lines["first"].to_numpy()),
        "component": lines["component"],
        "status": lines["status"],
        "authorised_fte": lines["authorised"].astype(str),
        "filled_fte": lines["fte"].astype(str),
        "incumbent_id": lines["staff"],
        **{name: text[name] for name in ("vacant_since", "leave_from", "leave_to")},
        "hired_on": text["hired"],
        "report_date": report.isoformat(),
    }
    return pd.DataFrame(table, columns=POSITION_COLUMNS).astype(str)


def staff_roster(states: pd.DataFrame) -> pd.DataFrame:
    """Who was on staff in which role and unit, as text; a change of seat alone makes no new line."""
    people = states[states["staff"] != ""].copy()
    begins = people.groupby("staff")["first"].transform("min")
    since = people["hired"].clip(lower=pd.Timestamp(ORGANISED))
    people["first"] = people["first"].where(people["first"] != begins, since)
    lines = split_at_move(people, "first", "last")
    lines["unit"] = unit_then(lines["home"].to_numpy(), lines["first"].to_numpy())
    lines = _joined(lines.sort_values(["staff", "first"], ignore_index=True))
    table = {
        "staff_id": lines["staff"],
        "role": lines["role"],
        "unit": lines["unit"],
        "valid_from": day_text(lines["first"].to_numpy()),
        "valid_to": day_text(lines["last"].to_numpy()),
        "report_date": AS_OF.isoformat(),
    }
    return pd.DataFrame(table).sort_values(["unit", "staff_id", "valid_from"], ignore_index=True).astype(str)


def split_at_move(lines: pd.DataFrame, first: str, last: str) -> pd.DataFrame:
    """Lines of the unit that moved, cut in two where they span the day of the move."""
    day = pd.Timestamp(REORGANISED)
    spans = (lines["home"] == MOVED) & (lines[first] < day) & ~(lines[last] < day)
    before = lines.assign(**{last: lines[last].where(~spans, day - pd.Timedelta(days=1))})
    return pd.concat([before, lines[spans].assign(**{first: day})], ignore_index=True)


def _joined(lines: pd.DataFrame) -> pd.DataFrame:
    """Lines of one person that follow one another in the same role and unit, made one."""
    again = lines["staff"].eq(lines["staff"].shift())
    again &= lines["role"].eq(lines["role"].shift()) & lines["unit"].eq(lines["unit"].shift())
    stretch = (~again).cumsum()
    ends = lines["last"].where(lines["last"].notna(), pd.Timestamp.max.floor("D"))
    joined = lines.groupby(stretch).first()
    joined["last"] = ends.groupby(stretch).max()
    return joined.assign(last=joined["last"].where(joined["last"] < pd.Timestamp("2200-01-01")))


def _days(numbers: pd.Series) -> pd.Series:
    known = numbers.notna()
    days = numbers.fillna(0).astype("int64").to_numpy().astype("datetime64[D]")
    return pd.Series(np.where(known, days, np.datetime64("NaT", "D")), index=numbers.index)
