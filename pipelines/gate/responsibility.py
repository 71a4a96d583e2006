"""Who answers for which places on a day. Cells, survey groups, work lists, choices and words all ask here."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from pipelines.counting.places import Organisation
from pipelines.gate.applied_scope import NOW, THEN, PlaceLimit, Scope
from pipelines.gate.built_version import BuiltVersion
from pipelines.questions.actor import Actor
from pipelines.questions.dimensions import ORGANISATION
from pipelines.questions.errors import NotAllowed
from pipelines.questions.policy import COUNTY, DIVISION, PUBLISHED, UNIT, policy_of
from pipelines.questions.selection import Selection
from pipelines.questions.template import marked

NO_PLACE = marked("This role has no scope: ask for a division or unit to be assigned.")


@dataclass(frozen=True)
class Responsibility:
    """What an actor answers for: the county, or these divisions and units, by the organisation of a version.

    Who leads a unit today sees its history, also of the units it carries on (DECISIONS 6). Survey scores
    stand in the organisation as it was when people answered: methods named `then`.
    """

    organisation: Organisation
    county: bool = False
    published: bool = False
    """The published tables of the county, and nothing else."""
    figures: bool = True
    """False for roles that answer for no place at all, such as those who only load the data."""
    divisions: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()
    withheld_splits: tuple[str, ...] = ()
    """Splits that are not offered, of the leading role."""

    @property
    def of_places(self) -> bool:
        """Whether it is a part of the county, so that limits must be applied."""
        return not (self.county or self.published)

    def covers(self, dimension: str, place: str) -> bool:
        """Whether all the work of a division or unit is this responsibility's today."""
        if not self.of_places:
            return self.county or dimension == "division"
        if dimension == "division":
            return place in self.divisions
        division, unit = self.organisation.now(place)
        return division in self.divisions or unit in self.units

    def covered_then(self, dimension: str, place: str) -> bool:
        """Whether survey scores of a division or unit are this responsibility's, at one time at least."""
        if not self.of_places:
            return self.covers(dimension, place)
        if dimension == "division":
            return place in self.divisions
        return place in self.units or bool(self.organisation.stood_in(place) & self.divisions)

    def limits(self, organisation: str) -> tuple[PlaceLimit, ...]:
        """What is held, any of it, as limits; () is the whole county. NotAllowed when nothing is held.

        Whoever sees published tables only holds nothing: exact sums are never made for them, whatever asks.
        """
        if self.county:
            return ()
        if not (self.divisions or self.units):
            raise NotAllowed(NO_PLACE)
        held = zip(ORGANISATION, (self.divisions, self.units), strict=True)
        return tuple(PlaceLimit(d, organisation, tuple(sorted(places))) for d, places in held if places)

    def scope(self, selection: Selection) -> Scope:
        """The limits on cells and work rows: held as things stand today, named as the question says."""
        named = named_places(selection)
        apart = self.of_places and any(
            self.organisation.left(place, self.divisions)
            for limit in named
            if (limit.dimension, limit.organisation) == ("division", THEN)
            for place in limit.places
        )
        return Scope(self.limits(NOW), named, apart)

    def scope_then(self, selection: Selection) -> Scope:
        """The limits on survey groups: held and named as things stood when people answered."""
        named = named_places(selection)
        apart = self.of_places and any(
            not self.organisation.stood_in(place) <= self.divisions and place not in self.units
            for limit in named
            if limit.dimension == "unit"
            for place in limit.places
        )
        return Scope(self.limits(THEN), named, apart)

    def asked(self, selection: Selection) -> Scope:
        """The place a question is about where nothing was counted, so that no limit was applied.

        The committee's tables are the county's, whichever place was named.
        """
        if self.published:
            return Scope()
        named = named_places(selection)
        return Scope(named=named) if named else Scope(self.limits(NOW))


def responsibility(actor: Actor, on: date, built: BuiltVersion) -> Responsibility:
    """What an actor answers for on a day; NotAllowed when no appointment is in force then."""
    reader = actor.on(on)
    held: dict[str, set[str]] = {}
    for appointment in reader.appointments:
        held.setdefault(policy_of(appointment.role).answers_for, set()).update(appointment.places)
    divisions, units = (frozenset(held.get(kind, ())) for kind in (DIVISION, UNIT))
    of_places = bool({COUNTY, DIVISION, UNIT} & set(held))
    return Responsibility(
        built.organisation,
        county=COUNTY in held,
        published=PUBLISHED in held and not of_places,
        figures=PUBLISHED in held or of_places,
        divisions=divisions,
        units=units,
        withheld_splits=reader.policy.withheld_splits,
    )


def named_places(selection: Selection) -> tuple[PlaceLimit, ...]:
    """The divisions and units a question is limited to, all of which must hold."""
    return tuple(
        PlaceLimit(d, selection.organisation, selection.only(d)) for d in ORGANISATION if selection.only(d)
    )


def check_places(held: Responsibility, selection: Selection, then: bool = False) -> None:
    """NotAllowed when a place outside the responsibility is named, alone or among others.

    An answer would carry that place's name, and nothing to count would be untrue of it. `then`: survey scores.
    Published tables have no places to choose from: their own list refuses, in its own words.
    """
    if not held.figures:
        raise NotAllowed("This role sees no figures.")
    if held.published:
        return
    if held.of_places and not (held.divisions or held.units):
        raise NotAllowed(NO_PLACE)
    covered = held.covered_then if then else held.covers
    for limit in named_places(selection):
        if not all(covered(limit.dimension, place) for place in limit.places):
            raise NotAllowed("That {dimension} lies outside this role's scope.", dimension=limit.dimension)


def own_rows(held: Responsibility, selection: Selection) -> Selection:
    """A split by division as a part of the county may see it: rows of its own divisions, nobody else's.

    The units one leads today may have stood elsewhere: their history is no figure of that division. Who
    leads units only has no division to show.
    """
    if not held.of_places or "division" not in selection.by or selection.only("division"):
        return selection
    if not held.divisions or held.units:
        raise NotAllowed("A split by division shows divisions outside this role's scope.")
    return selection.limited("division", *sorted(held.divisions))


def demonstration_places(role: str, built: BuiltVersion) -> tuple[str, ...]:
    """What a role answers for in a demonstration: the first division, or the first unit that stands in it."""
    kind = policy_of(role).answers_for
    divisions = [m["id"] for m in built.members.get("division", ())][:1]
    if kind == DIVISION:
        return tuple(divisions)
    if kind != UNIT:
        return ()
    return _first_unit(divisions, built)


def _first_unit(divisions: Collection[str], built: BuiltVersion) -> tuple[str, ...]:
    units = [m["id"] for m in built.members.get("unit", ())]
    return tuple(u for u in units if not divisions or built.organisation.now(u) == (*divisions, u))[:1]
