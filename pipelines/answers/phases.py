"""Which declared phases a series has: those of every place that contains its own, by date, and no others.

A phase of a division is one of its units too, of those that stood in it on the day the phase began; it is none of
another division, and none of the county, whose work it changes only in part. There it is an event of a part.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from pipelines.counting.places import Organisation
from pipelines.gate.applied_scope import NOW, PlaceLimit, Scope
from pipelines.gate.built_version import BuiltVersion
from pipelines.profile.sections import Phase
from pipelines.questions.dimensions import ORGANISATION
from pipelines.words.say import say

DIVISION, UNIT = ORGANISATION
EVERY_INDICATOR = "*"


@dataclass(frozen=True)
class Place:
    """The work a series is made of: by the limits that were applied to it, in the dated organisation."""

    scope: Scope
    organisation: Organisation

    def inside(self, phase: Phase) -> bool:
        """Whether all of this work lies where the phase was declared, on the day it began."""
        if not (phase.division or phase.unit):
            return True
        named, held = self.scope.named, self.scope.held
        return any(self._within(n, phase) for n in named) or (
            bool(held) and all(self._within(h, phase) for h in held)
        )

    def _within(self, limit: PlaceLimit, phase: Phase) -> bool:
        return all(self._lies_in(limit, place, phase) for place in limit.places)

    def _lies_in(self, limit: PlaceLimit, place: str, phase: Phase) -> bool:
        if limit.dimension == DIVISION:
            return not phase.unit and place == phase.division
        if phase.unit:
            return place == phase.unit or (
                limit.organisation == NOW and place == self.organisation.now(phase.unit)[1]
            )
        return self.organisation.stood(place, phase.since)[0] == phase.division

    def holds_part(self, phase: Phase) -> bool:
        """Whether some of this work, and not all of it, lies where the phase was declared."""
        if self.inside(phase):
            return False
        named, held = self.scope.named, self.scope.held
        return all(self._touches(n, phase) for n in named) and (
            not held or any(self._touches(h, phase) for h in held)
        )

    def _touches(self, limit: PlaceLimit, phase: Phase) -> bool:
        if limit.dimension == UNIT:
            return any(self._lies_in(limit, place, phase) for place in limit.places)
        division = self.organisation.stood(phase.unit, phase.since)[0] if phase.unit else phase.division
        return division in limit.places


def declared(phases: Iterable[Phase], indicator: str, end: date) -> tuple[Phase, ...]:
    """The phases of an indicator that have begun by `end`, in order; those to come wait."""
    own = (p for p in phases if p.indicator in (indicator, EVERY_INDICATOR) and p.since <= end)
    return tuple(sorted(own, key=lambda p: p.since))


def events(phases: Iterable[Phase], place: Place, built: BuiltVersion) -> tuple[tuple[str, str], ...]:
    """(month, words) of what is drawn: the series' own phases, and with their place's name those of its parts."""
    drawn = []
    for phase in phases:
        if place.inside(phase):
            drawn.append((f"{phase.since:%Y-%m}", phase.label))
        elif place.holds_part(phase):
            where = _name(phase, built)
            drawn.append((f"{phase.since:%Y-%m}", say("{place}: {event}", place=where, event=phase.label)))
    return tuple(drawn)


def _name(phase: Phase, built: BuiltVersion) -> str:
    names = built.names
    if phase.unit:
        return names.get(UNIT, {}).get(phase.unit, phase.unit)
    return names.get(DIVISION, {}).get(phase.division, phase.division)
