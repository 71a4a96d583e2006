"""The organisation through time: where a unit stood then, and who carries it on now."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

import pandas as pd

from pipelines.dimensions import UNKNOWN


@dataclass(frozen=True)
class Organisation:
    """Dated lines (unit, division, valid_from, valid_to, successor), or none at all.

    Without an organisation file every unit stands for itself, in no division.
    """

    lines: pd.DataFrame | None
    as_of: date

    @property
    def known(self) -> bool:
        return self.lines is not None and not self.lines.empty

    def place(self, unit: pd.Series, on: pd.Series) -> pd.DataFrame:
        """division_then, unit_then, division_now and unit_now for recorded units and their dates.

        A unit missing from the tree keeps its row, under "unknown": nothing is lost from the county.
        """
        if not self.known:
            recorded = unit.where(unit != "", UNKNOWN)
            return pd.DataFrame(
                {"division_then": "", "unit_then": recorded, "division_now": "", "unit_now": recorded},
                index=unit.index,
            )
        pairs = pd.DataFrame({"unit": unit.to_numpy(), "on": on.to_numpy()})
        distinct = pairs.drop_duplicates()
        then = {(u, d): self._division(u, d) for u, d in distinct.itertuples(index=False)}
        now = {u: self._now(u) for u in pairs["unit"].unique()}
        places = [
            (then[u, d], u if u in self._by_unit else UNKNOWN, *now[u])
            for u, d in pairs.itertuples(index=False)
        ]
        columns = ["division_then", "unit_then", "division_now", "unit_now"]
        return pd.DataFrame(places, columns=columns, index=unit.index, dtype="str")

    @cached_property
    def _by_unit(self) -> dict[str, list]:
        lines: dict[str, list] = {}
        for line in self.lines.sort_values("valid_from").itertuples():
            lines.setdefault(line.unit, []).append(line)
        return lines

    def _division(self, unit: str, on: pd.Timestamp) -> str:
        lines = self._by_unit.get(unit)
        if not lines:
            return UNKNOWN
        begun = [line for line in lines if line.valid_from <= on]
        return (begun[-1] if begun else lines[0]).division

    def _now(self, unit: str) -> tuple[str, str]:
        seen = set()
        while unit in self._by_unit and unit not in seen:
            seen.add(unit)
            last = self._by_unit[unit][-1]
            successor = getattr(last, "successor", "")
            if not successor or successor not in self._by_unit:
                return last.division, unit
            unit = successor
        return UNKNOWN, UNKNOWN

    def members(self) -> list[tuple[str, str, str, str]]:
        """(dimension, id, label, parent) for every unit and division that ever stood."""
        if not self.known:
            return []
        lines = self.lines.sort_values("valid_from")
        divisions = dict(zip(lines["division"], lines["division_name"], strict=True))
        units = {line.unit: (line.unit_name, line.division) for line in lines.itertuples()}
        return [
            *(("division", d, name, "") for d, name in divisions.items()),
            *(("unit", u, name, division) for u, (name, division) in sorted(units.items())),
        ]

    def current_units(self) -> set[str]:
        """Units standing on the as-of date."""
        if not self.known:
            return set()
        lines = self.lines
        on = pd.Timestamp(self.as_of)
        ended = lines["valid_to"].notna() & (lines["valid_to"] < on) if "valid_to" in lines else False
        return set(lines.loc[(lines["valid_from"] <= on) & ~pd.Series(ended, index=lines.index), "unit"])
