"""The organisation through time: where a unit stood then, and who carries it on now."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise

import pandas as pd

from pipelines.questions.dimensions import ORGANISATION, UNKNOWN

BEGINNING = pd.Timestamp("1900-01-01")
PLACES = ["division_then", "unit_then", "division_now", "unit_now"]


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
        then = {(u, d): self._then(u, d) for u, d in pairs.drop_duplicates().itertuples(index=False)}
        now = {u: self._now(u) for u in pairs["unit"].unique()}
        places = [(*then[u, d], *now[u]) for u, d in pairs.itertuples(index=False)]
        return pd.DataFrame(places, columns=PLACES, index=unit.index, dtype="str")

    def place_lasting(self, rows: pd.DataFrame, start: str, end: str) -> pd.DataFrame:
        """Rows that last, cut on the days their unit moves or is carried on by another, each piece placed.

        `start` and `end` name date columns, both days included; an empty end lasts.
        """
        if not self.known:
            return rows.join(self.place(rows["unit"], rows[start])).reset_index(drop=True)
        pieces = [
            piece
            for unit, own in rows.groupby("unit", sort=False)
            for piece in self._cut(unit, own, start, end)
        ]
        cut = pd.concat(pieces).sort_index(kind="stable").reset_index(drop=True) if pieces else rows
        return cut.join(self.place(cut["unit"], cut[start]))

    def _cut(self, unit: str, rows: pd.DataFrame, start: str, end: str) -> list[pd.DataFrame]:
        moves = [since for since, _, _ in self._timeline.get(unit, ())][1:]
        edges = [BEGINNING, *moves, None]
        pieces = []
        for since, until in pairwise(edges):
            piece = rows.assign(**{start: rows[start].clip(lower=since)})
            if until is not None:
                last = until - pd.Timedelta(days=1)
                piece[end] = piece[end].fillna(last).clip(upper=last)
            lasts = piece[end].isna() | (piece[end] >= piece[start])
            pieces.append(piece[lasts & (rows[end].isna() | (rows[end] >= since))])
        return pieces

    @cached_property
    def _in_order(self) -> pd.DataFrame:
        """The lines by the day from which they hold."""
        return pd.DataFrame() if self.lines is None else self.lines.sort_values("valid_from")

    @cached_property
    def _by_unit(self) -> dict[str, list]:
        lines: dict[str, list] = {}
        for line in self._in_order.itertuples():
            lines.setdefault(line.unit, []).append(line)
        return lines

    @cached_property
    def _timeline(self) -> dict[str, list[tuple[pd.Timestamp, str, str]]]:
        """Unit -> (since, division, unit that stands for it), the first one holding before it too."""
        return {unit: self._stands(unit, None, frozenset()) for unit in self._by_unit}

    def _stands(
        self, unit: str, since: pd.Timestamp | None, seen: frozenset
    ) -> list[tuple[pd.Timestamp, str, str]]:
        # A unit that ends is followed into its successor from the next day on, and into that one's successor:
        # a filter on today's unit must find the whole past of the work, under whatever names it was done.
        # The first line holds backwards without end, so that what is older than the file is not lost from it.
        # `seen` stops where units name each other as successors in a ring.
        lines = self._by_unit[unit]
        begun = [line for line in lines if since is None or line.valid_from <= since]
        first = begun[-1] if since is not None and begun else lines[0]
        found = [(since or first.valid_from, first.division, unit)]
        found += [(x.valid_from, x.division, unit) for x in lines if x.valid_from > found[0][0]]
        last = lines[-1]
        ended, successor = getattr(last, "valid_to", pd.NaT), getattr(last, "successor", "")
        if pd.notna(ended) and successor in self._by_unit and successor not in seen | {unit}:
            found += self._stands(successor, ended + pd.Timedelta(days=1), seen | {unit})
        return found

    def _then(self, unit: str, on: pd.Timestamp) -> tuple[str, str]:
        stands = self._timeline.get(unit)
        if not stands:
            return UNKNOWN, UNKNOWN
        begun = [s for s in stands if s[0] <= on]
        return (begun[-1] if begun else stands[0])[1:]

    def _now(self, unit: str) -> tuple[str, str]:
        """Where it stands on the as-of date; what is only planned has not happened."""
        return self._then(unit, pd.Timestamp(self.as_of))

    def named(self, level: str) -> set[str]:
        """Every unit, or division, that ever stood; none where there is no organisation file."""
        return set(self._in_order[level]) if self.known else set()

    def now(self, unit: str) -> tuple[str, str]:
        """The (division, unit) that carries a unit today; "unknown" for one that never stood."""
        return self._now(unit) if self.known else ("", unit)

    def stood(self, unit: str, on: date) -> tuple[str, str]:
        """The (division, unit) that stood for a unit on a day; "unknown" for one that never stood."""
        return self._then(unit, pd.Timestamp(on)) if self.known else ("", unit)

    def last_day(self, unit: str) -> date | None:
        """The last day on which a unit itself stood; None while no end is known, or no unit."""
        lines = self._by_unit.get(unit, []) if self.known else []
        ended = getattr(lines[-1], "valid_to", pd.NaT) if lines else pd.NaT
        return None if pd.isna(ended) else ended.date()

    def stands(self, unit: str, first: date, last: date) -> bool:
        """Whether a unit itself stood on a day from first to last; one as old as the file stood before it too."""
        lines = self._by_unit.get(unit, []) if self.known else []
        if not lines:
            return True
        begun, ended = lines[0].valid_from, self.last_day(unit)
        oldest = begun == self._in_order["valid_from"].iloc[0]
        return (oldest or begun.date() <= last) and (ended is None or ended >= first)

    def successor(self, unit: str) -> str:
        """The unit that carries an ended one on; "" where none is named that ever stood."""
        lines = self._by_unit.get(unit, []) if self.known else []
        named = getattr(lines[-1], "successor", "") if lines else ""
        return named if named in self._by_unit else ""

    def stood_in(self, unit: str) -> frozenset[str]:
        """The divisions a unit itself has stood in until today; what carried it on does not count."""
        return frozenset(division for division, stands in self._stations(unit) if stands == unit)

    def left(self, division: str, kept: Collection[str]) -> bool:
        """Whether a unit that stood in the division is today outside the divisions `kept`."""
        units = self._by_unit if self.known else ()
        return any(
            division in {d for d, _ in self._stations(u)} and self.now(u)[0] not in kept for u in units
        )

    def changed(self, dimension: str, place: str) -> bool:
        """Whether a division or unit as it is today holds other work than it did at some time before."""
        at = ORGANISATION.index(dimension)
        paths = [{s[at] for s in self._stations(u)} for u in (self._by_unit if self.known else ())]
        return any(place in path and len(path) > 1 for path in paths)

    def _stations(self, unit: str) -> list[tuple[str, str]]:
        """The (division, unit) pairs that have stood for a unit until the as-of date, in order."""
        if not self.known or unit not in self._timeline:
            return []
        first, *moves = self._timeline[unit]
        begun = [m for m in moves if m[0] <= pd.Timestamp(self.as_of)]
        return [(division, stands) for _, division, stands in (first, *begun)]

    def members(self) -> list[tuple[str, str, str, str]]:
        """(dimension, id, label, parent) for every unit and division that ever stood.

        A unit's label and parent are those of its last line that has begun.
        """
        if not self.known:
            return []
        lines = self._in_order
        divisions = dict(zip(lines["division"], lines["division_name"], strict=True))
        begun = lines[lines["valid_from"] <= pd.Timestamp(self.as_of)]
        # Planned lines first: what has begun overwrites them.
        told = pd.concat([lines[::-1], begun])
        units = {line.unit: (line.unit_name, line.division) for line in told.itertuples()}
        return [
            *(("division", d, name, "") for d, name in divisions.items()),
            *(("unit", u, name, division) for u, (name, division) in sorted(units.items())),
        ]
