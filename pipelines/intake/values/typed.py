"""Lines of text to the types of a contract, every problem collected."""

from dataclasses import dataclass
from datetime import datetime

import numpy as np
import pandas as pd

from pipelines.counting.contract import Contract, Field
from pipelines.intake.mapping import Mapping
from pipelines.intake.problems import Fault
from pipelines.intake.values.closed_lists import as_choice, as_flag, as_language, as_race
from pipelines.intake.values.date_order import evident_order, mixed_styles, settle_order
from pipelines.intake.values.date_text import Written, take_apart
from pipelines.intake.values.moments import assemble
from pipelines.intake.values.quantities import as_number
from pipelines.intake.values.zones import to_local
from pipelines.profile.agency import Profile

MASKED_COUNT = r"[Mm*]"
"""How CCWIP downloads write a hidden count. It is never 0."""


@dataclass(frozen=True, eq=False)
class Typed:
    """The columns of contracts.Checked without `row`, and the faults found on the way."""

    rows: pd.DataFrame
    faults: list[Fault]


def type_lines(
    text: pd.DataFrame, contract: Contract, mapping: Mapping | None, profile: Profile, as_of: datetime
) -> Typed:
    """Each column of plain text as its field's kind. Blank where a value is needed, unreadable or out of
    range is a Fault; so is a column of dates that could be read in two ways."""
    text = _unmasked(text, contract)
    columns: dict[str, pd.Series] = {}
    faults = _blanks(text, contract)
    dates = {f.name: f for f in contract.fields if f.kind in ("date", "instant") and f.name in text}
    moments, found = _moments(text, dates, mapping, profile)
    faults += found
    for field in contract.fields:
        if field.name in dates:
            columns |= moments[field.name]
        elif field.name in text:
            columns[field.name], found = _typed(field, text[field.name], profile, as_of)
            faults += found
    return Typed(pd.DataFrame(columns, index=text.index), faults)


def _typed(
    field: Field, column: pd.Series, profile: Profile, as_of: datetime
) -> tuple[pd.Series, list[Fault]]:
    if field.name == "race":
        return as_race(field, column, profile.race_on(as_of.date()).labels)
    if field.name == "language":
        return as_language(field, column)
    if field.kind == "choice":
        return as_choice(field, column)
    if field.kind == "flag":
        return as_flag(field, column)
    return as_number(field, column) if field.kind in ("integer", "number") else (column, [])


def _unmasked(text: pd.DataFrame, contract: Contract) -> pd.DataFrame:
    """A mark for a hidden count becomes a blank count in a row that says it is masked."""
    if "children" not in text or "masked" not in (f.name for f in contract.fields):
        return text
    hidden = text["children"].str.fullmatch(MASKED_COUNT)
    if not hidden.any():
        return text
    masked = text["masked"] if "masked" in text else pd.Series("", index=text.index, dtype="str")
    return text.assign(children=text["children"].mask(hidden, ""), masked=masked.mask(hidden, "yes"))


def _blanks(text: pd.DataFrame, contract: Contract) -> list[Fault]:
    filled = [f for f in contract.fields if f.filled and f.name in text]
    return [_blank(f.name, text[f.name].eq("").to_numpy(bool)) for f in filled]


def _blank(name: str, where: np.ndarray) -> Fault:
    return Fault(
        name, "value_missing", f"{name} is blank, and must be filled", "fill it in at the source", where
    )


def _moments(
    text: pd.DataFrame, dates: dict[str, Field], mapping: Mapping | None, profile: Profile
) -> tuple[dict[str, dict[str, pd.Series]], list[Fault]]:
    declared = mapping.dates if mapping else None
    apart = {name: take_apart(name, text[name], declared) for name in dates}
    orders = {o for written in apart.values() if (o := evident_order(written))}
    others = orders.pop() if len(orders) == 1 else None
    zone = (mapping.zone if mapping else None) or profile.county.time_zone
    columns, faults = {}, []
    for name, field in dates.items():
        columns[name], found = _moment(field, apart[name], (declared, others), zone, profile.county.time_zone)
        faults += found
    return columns, faults


def _moment(
    field: Field, written: Written, orders: tuple[str | None, str | None], zone: str, county: str
) -> tuple[dict[str, pd.Series], list[Fault]]:
    order, unsettled = settle_order(written, *orders)
    faults = unsettled + mixed_styles(written)
    if unsettled:
        # The file is refused for the order alone: what these dates would mean is not worth telling.
        nothing = np.full(len(written.codes), "NaT", dtype="datetime64[s]")
        return _columns(field, nothing, np.zeros(len(nothing), dtype=bool)), faults
    moments = assemble(written, order)
    local, clock = to_local(field.name, moments, zone, county)
    if field.kind == "date":
        clock, local = [], local.astype("datetime64[D]").astype("datetime64[s]")
    faults += moments.faults + clock
    if field.filled:
        # Placeholders such as 1900-01-01 count as blank. Told last, so that a better reason comes first.
        faults.append(_blank(field.name, np.isnat(local) & ~written.blank[written.codes]))
    return _columns(field, local, moments.date_only), faults


def _columns(field: Field, times: np.ndarray, date_only: np.ndarray) -> dict[str, pd.Series]:
    if field.kind == "date":
        return {field.name: pd.Series(times)}
    return {field.name: pd.Series(times), f"{field.name}_date_only": pd.Series(date_only & ~np.isnat(times))}
