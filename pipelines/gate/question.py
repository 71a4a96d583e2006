"""One question on its way through the door: everything a view needs to answer it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from pipelines.counting.cells import WHOLE
from pipelines.counting.definition import Indicator
from pipelines.gate.applied_scope import Scope
from pipelines.gate.responsibility import Responsibility
from pipelines.profile.agency import Profile
from pipelines.questions.actor import Actor
from pipelines.questions.dimensions import ORGANISATION
from pipelines.questions.periods import coarser, last_day, months_between
from pipelines.questions.selection import Selection
from pipelines.store import reading
from pipelines.store.reading import CellQuestion, Measurable, Sums, Version

Group = tuple[str, ...]


@dataclass(frozen=True)
class Question:
    """The asker, the question and the version it is asked of."""

    connection: Connection
    version: Version
    actor: Actor
    held: Responsibility
    """What the actor answers for on the day of asking."""
    selection: Selection
    definition: Indicator
    profile: Profile
    measurable: Measurable
    kept: dict
    """Shared by all questions to one version (pipelines.gate.built_version)."""

    @property
    def through(self) -> datetime:
        """Until when the data reach; ValueError of an indicator that cannot be counted, which reach nowhere."""
        if self.measurable.through is None:
            raise ValueError(f"{self.definition.id} is not measurable: {self.measurable.why}")
        return self.measurable.through


@dataclass(frozen=True)
class Gated:
    """One cell past the gate: its sums, or hidden; `detail` False hides its distribution too."""

    sums: Sums | None
    detail: bool = True


@dataclass(frozen=True)
class Table(Mapping[tuple[str, Group], Gated]):
    """Gated cells by (period, group), with the limits on places that were applied to them."""

    cells: Mapping[tuple[str, Group], Gated]
    scope: Scope

    def __getitem__(self, key: tuple[str, Group]) -> Gated:
        return self.cells[key]

    def __iter__(self) -> Iterator[tuple[str, Group]]:
        return iter(self.cells)

    def __len__(self) -> int:
        return len(self.cells)


def column(dimension: str, organisation: str) -> str:
    return f"{dimension}_{organisation}" if dimension in ORGANISATION else dimension


def exact(question: Question, base_grain: str, scope: tuple = ()) -> dict[tuple[str, Group], Sums]:
    """Exact sums at the indicator's own grain over all periods, split by the selection's `by`.

    Limits on dimensions that are also in `by` are not applied: a slice is cut after the gate.
    """
    chosen = question.selection
    columns = tuple(column(d, chosen.organisation) for d in chosen.by)
    limits = [(column(d, chosen.organisation), v) for d, v in chosen.where if d not in chosen.by]
    excluded: list[tuple[str, tuple[str, ...]]] = []
    named = {*chosen.by, *(d for d, _ in chosen.where)}
    for dimension in question.definition.whole:
        whole = (column(dimension, chosen.organisation), (WHOLE,))
        (excluded if dimension in named else limits).append(whole)
    for dimension, values in question.definition.unless_asked.items():
        if dimension not in named:
            excluded.append((dimension, values))
    cells = CellQuestion(question.definition.id, base_grain, columns, tuple(limits), scope, tuple(excluded))
    return reading.sums(question.connection, question.version.version_id, cells)


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


def is_equity(actor: Actor) -> bool:
    """Whether small counts are hidden from this actor and nothing but the published tables is answered."""
    return actor.policy.published_only


def all_months(question: Question) -> tuple[str, ...]:
    """Every month the indicator's data speak of."""
    if question.measurable.first_day is None or question.measurable.through is None:
        return ()
    return months_between(question.measurable.first_day, question.measurable.through.date())
