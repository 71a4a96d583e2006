"""Which questions are let in at the door: places that exist and lie in scope, splits that are offered."""

from pipelines.counting.definition import Indicator
from pipelines.counting.kinds.listed import KINDS
from pipelines.gate.built_version import BuiltVersion
from pipelines.gate.responsibility import Responsibility, check_places, own_rows
from pipelines.questions.dimensions import DIMENSIONS, ORGANISATION, UNKNOWN
from pipelines.questions.errors import NotAllowed, WrongQuestion
from pipelines.questions.selection import Selection
from pipelines.store import reading
from pipelines.words.joining import listing


def places_exist(held: Responsibility, selection: Selection, built: BuiltVersion) -> None:
    """WrongQuestion for a division or unit that never stood, in the question or in the responsibility.

    Without an organisation file nobody knows which units there are. Values of the other dimensions must
    stand in their list, so that a slip of the pen is never answered with "nothing to count".
    """
    for dimension, values in selection.where:
        if dimension not in ORGANISATION:
            listed = {*DIMENSIONS[dimension].values, *built.names.get(dimension, {})}
            if not set(values) <= listed | {UNKNOWN}:
                raise WrongQuestion(
                    "There is no such {dimension}. Choose one of: {choices}.",
                    dimension=dimension,
                    choices=", ".join(sorted(listed)),
                )
    if not built.members.get("division"):
        return
    for dimension, own in (("division", held.divisions), ("unit", held.units)):
        known = {m["id"] for m in built.members.get(dimension, ())}
        # What stands in no known unit may be asked for, but nobody can answer for it.
        if not (set(selection.only(dimension)) <= known | {UNKNOWN} and set(own) <= known):
            raise WrongQuestion(
                "There is no such {dimension} in this county's organisation.", dimension=dimension
            )


def inside(held: Responsibility, selection: Selection, then: bool) -> Selection:
    """The question as this responsibility may ask it; NotAllowed when it reaches outside.

    `then`: its groups stand in the organisation as it was when people answered.
    """
    check_places(held, selection, then)
    return own_rows(held, selection)


def at_home(held: Responsibility, selection: Selection) -> Selection:
    """Survey questions without a place mean the place one answers for, where that is a part of the county."""
    if selection.grain == "year" or not held.of_places:
        return selection
    if {"unit", "division"} & {*selection.by, *dict(selection.where)}:
        return selection
    if held.divisions and held.units:
        raise NotAllowed("Survey scores take one place at a time: choose a division or unit of your own.")
    own = ("division", held.divisions) if held.divisions else ("unit", held.units)
    return selection.limited(own[0], *sorted(own[1]))


def offered(definition: Indicator, measurable: reading.Measurable, selection: Selection) -> None:
    """WrongQuestion when the indicator has no such grain or split, or lacks one it needs."""
    if selection.grain not in definition.grains:
        raise WrongQuestion(
            "{measure} is counted by {grains}.", measure=definition.title, grains=", ".join(definition.grains)
        )
    for dimension in (*selection.by, *dict(selection.where)):
        if dimension not in definition.breakdowns:
            raise WrongQuestion(
                "{measure} cannot be split by {dimension}. It can be split by: {choices}.",
                measure=definition.title,
                dimension=dimension,
                choices=", ".join(measurable.dimensions),
            )
        if dimension not in measurable.dimensions:
            raise WrongQuestion(
                "This county's source does not hold {dimension} for {measure}.",
                dimension=dimension,
                measure=definition.title,
            )
    if KINDS[definition.kind].compare and "race" not in selection.by:
        raise WrongQuestion("{measure} compares groups: split it by race.", measure=definition.title)
    for dimension in definition.needs_split:
        if dimension not in selection.by and len(selection.only(dimension)) != 1:
            raise WrongQuestion(
                "{measure} needs a split by {dimensions}.",
                measure=definition.title,
                dimensions=listing(definition.needs_split),
            )
