"""A unit that has ended: until which day it stood, and who carries on its work."""

from dataclasses import dataclass
from datetime import date

from pipelines.counting.places import Organisation
from pipelines.gate.applied_scope import Scope
from pipelines.gate.built_version import BuiltVersion
from pipelines.questions.dimensions import ORGANISATION
from pipelines.words import dates
from pipelines.words.say import say

UNIT = ORGANISATION[1]


@dataclass(frozen=True)
class EndedUnit:
    """A unit whose last line ended, on its last day."""

    unit: str
    last_day: date
    successor: str
    """The unit that carries its work on; "" where the organisation names none."""


def ended(organisation: Organisation, unit: str, on: date) -> EndedUnit | None:
    """The end of a unit by a day; None while it stands, and for one the organisation does not know."""
    last = organisation.last_day(unit)
    if last is None or last >= on:
        return None
    return EndedUnit(unit, last, organisation.successor(unit))


def ended_words(scope: Scope, built: BuiltVersion, on: date) -> str:
    """That the one unit whose name a figure carries no longer stands; "" where it does, or where there are several."""
    named = [place for limit in scope.named if limit.dimension == UNIT for place in limit.places]
    if len(named) != 1:
        return ""
    found = ended(built.organisation, named[0], on)
    if found is None:
        return ""
    names = built.names.get(UNIT, {})
    place, day = names.get(found.unit, found.unit), dates.day(found.last_day)
    if not found.successor:
        return say("{place} ended on {day}; no unit is named that carries on its work.", place=place, day=day)
    return say(
        "{place} ended on {day}; {successor} carries on its work.",
        place=place,
        day=day,
        successor=names.get(found.successor, found.successor),
    )
