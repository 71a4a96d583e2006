"""One question on its way through the door: everything a view needs to answer it."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from pipelines.counting.cells import WHOLE
from pipelines.counting.definition import Indicator
from pipelines.profile.agency import Profile
from pipelines.questions.actor import DIRECTOR, EQUITY, MANAGER, SUPERVISOR, Actor
from pipelines.questions.dimensions import ORGANISATION
from pipelines.questions.errors import NotAllowed
from pipelines.questions.periods import coarser, last_day, months_between
from pipelines.questions.selection import Selection
from pipelines.store import reading
from pipelines.store.reading import Measurable, Question, Sums, Version

Group = tuple[str, ...]


@dataclass(frozen=True)
class Ask:
    """The asker, the question and the version it is asked of."""

    connection: Connection
    version: Version
    actor: Actor
    selection: Selection
    definition: Indicator
    profile: Profile
    measurable: Measurable
    kept: dict
    """Shared by all questions to one version (pipelines.gate.built_version)."""


@dataclass(frozen=True)
class Gated:
    """One cell past the gate: its sums, or hidden; `detail` False hides its distribution too."""

    sums: Sums | None
    detail: bool = True


Table = Mapping[tuple[str, Group], Gated]


def column(dimension: str, organisation: str) -> str:
    return f"{dimension}_{organisation}" if dimension in ORGANISATION else dimension


def exact(ask: Ask, base_grain: str, scope: tuple = ()) -> dict[tuple[str, Group], Sums]:
    """Exact sums at the indicator's own grain over all periods, split by the selection's `by`.

    Limits on dimensions that are also in `by` are not applied: a slice is cut after the gate.
    """
    chosen = ask.selection
    columns = tuple(column(d, chosen.organisation) for d in chosen.by)
    limits = [(column(d, chosen.organisation), v) for d, v in chosen.where if d not in chosen.by]
    excluded = []
    named = {*chosen.by, *(d for d, _ in chosen.where)}
    for dimension in ask.definition.whole:
        whole = (column(dimension, chosen.organisation), (WHOLE,))
        (excluded if dimension in named else limits).append(whole)
    for dimension, values in ask.definition.unless_asked.items():
        if dimension not in named:
            excluded.append((dimension, values))
    question = Question(ask.definition.id, base_grain, columns, tuple(limits), scope, tuple(excluded))
    return reading.sums(ask.connection, ask.version.version_id, question)


def coarsened(
    found: Mapping[tuple[str, Group], Sums], grain: str, last_parts: frozenset[str], window: str, latest: str
) -> dict[tuple[str, Group], Sums]:
    """Fine periods added up to coarser ones; moments take the month the coarser one ends with.

    `window` names the one period of grain "window"; `latest` is the last month the data speak of. A month
    without cells is a zero, so it is the calendar that says which one is last.
    """
    summed: dict[tuple[str, Group], Sums] = {}
    for (fine, group), sums in found.items():
        coarse = window if grain == "window" else coarser(fine, grain)
        end = latest if grain == "window" else min(f"{last_day(coarse):%Y-%m}", latest)
        into = summed.setdefault((coarse, group), {})
        for (part, number), value in sums.items():
            if part not in last_parts or fine == end:
                into[part, number] = into.get((part, number), 0) + value
    return summed


def scope_of(actor: Actor, organisation: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The limit an operational role's scope puts on cells; () is the whole county, for directors only."""
    if actor.role == DIRECTOR:
        return ()
    held = {MANAGER: ("division", actor.divisions), SUPERVISOR: ("unit", actor.units)}.get(actor.role)
    if held is None or not held[1]:
        raise NotAllowed("This role has no scope: ask for a division or unit to be assigned.")
    return ((column(held[0], organisation), held[1]),)


def is_equity(actor: Actor) -> bool:
    return actor.role == EQUITY


def all_months(ask: Ask) -> tuple[str, ...]:
    """Every month the indicator's data speak of."""
    if ask.measurable.first_day is None or ask.measurable.through is None:
        return ()
    return months_between(ask.measurable.first_day, ask.measurable.through.date())
