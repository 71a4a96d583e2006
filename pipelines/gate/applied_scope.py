"""The limits on places that were applied to a figure, and its place in words, made from nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass

from pipelines.gate.built_version import BuiltVersion
from pipelines.questions.template import marked
from pipelines.words.say import say

THEN, NOW = "then", "now"


@dataclass(frozen=True)
class PlaceLimit:
    """Work of these divisions or units only, in the organisation as it was then or as it is now."""

    dimension: str
    organisation: str
    places: tuple[str, ...]

    @property
    def column(self) -> str:
        return f"{self.dimension}_{self.organisation}"

    def holds(self, row: Mapping) -> bool:
        return row[self.column] in self.places


@dataclass(frozen=True)
class Scope:
    """Any of `held` and all of `named`: what the reader answers for, and what the question names of it.

    Without either it is the whole county. `apart` says that the two differ: that some of the work of the
    places named is not held, so that their name alone would be untrue.
    """

    held: tuple[PlaceLimit, ...] = ()
    named: tuple[PlaceLimit, ...] = ()
    apart: bool = False

    def holds(self, row: Mapping) -> bool:
        """Whether a row with its four place columns lies inside."""
        return (not self.held or any(h.holds(row) for h in self.held)) and all(
            n.holds(row) for n in self.named
        )

    def cells(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """`held` as the limit on cells: any of these (column, values) must hold."""
        return tuple((h.column, h.places) for h in self.held)


WHOLE_COUNTY = Scope()


def scope_words(scope: Scope, built: BuiltVersion) -> str:
    """The place of a figure in the county's words, in the reader's language."""
    if not scope.named:
        held = ", ".join(_limit_words(h, built) for h in scope.held)
        return held or say("{county}, whole county", county=built.profile.county.name)
    units_first = sorted(scope.named, key=lambda n: n.dimension, reverse=True)
    words = _limit_words(units_first[0], built)
    for wider in units_first[1:]:
        words = say(_INSIDE[wider.organisation], place=words, wider=_labels(wider, built))
    if scope.apart:
        held = ", ".join(_labels(h, built) for h in scope.held)
        words = say(_INSIDE[scope.held[0].organisation], place=words, wider=held)
    return words


_INSIDE = {
    THEN: marked("{place}, while in {wider}"),
    NOW: marked("{place}, as far as it stands in {wider} today"),
}


def _limit_words(limit: PlaceLimit, built: BuiltVersion) -> str:
    return ", ".join(_today(limit, place, built) for place in limit.places)


def _today(limit: PlaceLimit, place: str, built: BuiltVersion) -> str:
    """ "As it is today" only where the place has changed: elsewhere "then" and "now" are the same work."""
    label = _label(limit, place, built)
    if limit.organisation == NOW and built.organisation.changed(limit.dimension, place):
        return say("{place} as it is today", place=label)
    return label


def _labels(limit: PlaceLimit, built: BuiltVersion) -> str:
    return ", ".join(_label(limit, place, built) for place in limit.places)


def _label(limit: PlaceLimit, place: str, built: BuiltVersion) -> str:
    return built.names.get(limit.dimension, {}).get(place, place)
