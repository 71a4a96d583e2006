"""Which questions are let in at the door: places that exist and lie in scope, splits that are offered."""

from pipelines.answers import surroundings
from pipelines.counting.definition import Indicator
from pipelines.counting.kinds import KINDS
from pipelines.gate.built_version import Context
from pipelines.gate.question import Ask
from pipelines.questions.actor import DIRECTOR, Actor
from pipelines.questions.dimensions import DIMENSIONS, ORGANISATION, UNKNOWN
from pipelines.questions.errors import NotAllowed, WrongQuestion
from pipelines.questions.released import HIDDEN, Row
from pipelines.questions.selection import Selection
from pipelines.store import reading
from pipelines.words.listing import listing


def places_exist(actor: Actor, selection: Selection, context: Context) -> None:
    """WrongQuestion for a division or unit that never stood, in the question or in the actor's scope.

    Without an organisation file nobody knows which units there are. Values of the other dimensions must
    stand in their list, so that a slip of the pen is never answered with "nothing to count".
    """
    for dimension, values in selection.where:
        if dimension not in ORGANISATION:
            listed = {*DIMENSIONS[dimension].values, *context.names.get(dimension, {})}
            if not set(values) <= listed | {UNKNOWN}:
                raise WrongQuestion(
                    "There is no such {dimension}. Choose one of: {choices}.",
                    dimension=dimension,
                    choices=", ".join(sorted(listed)),
                )
    if not context.members.get("division"):
        return
    for dimension, own in (("division", actor.divisions), ("unit", actor.units)):
        known = {m["id"] for m in context.members.get(dimension, ())} | {UNKNOWN}
        if not set(selection.only(dimension)) | set(own) <= known:
            raise WrongQuestion(
                "There is no such {dimension} in this county's organisation.", dimension=dimension
            )


def inside_scope(ask: Ask, context: Context, rows: tuple[Row, ...]) -> None:
    """NotAllowed when a place outside the scope was named: "nothing to count" would be untrue of it.

    A unit that has since moved here is answered, so it is the empty answer that decides.
    """
    if any(r.status == HIDDEN or r.num or r.den for r in rows):
        return
    open_to = surroundings.options(context, ask.actor)
    for dimension, choices_of in (("division", open_to.divisions), ("unit", open_to.units)):
        named = set(ask.selection.only(dimension))
        if named and ask.actor.role != DIRECTOR and not named <= {c.id for c in choices_of}:
            raise NotAllowed("That {dimension} lies outside this role's scope.", dimension=dimension)


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
