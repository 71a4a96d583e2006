"""The written face of the door: everything a screen may ask of it, and the shape of what it gets.

Questions and answers are the types every floor shares. What comes from further up, the cards of the register
and the reach of the catalogue, is named here by what a reader sees of it, so that this module imports neither.
"""

from collections.abc import Mapping
from typing import Protocol

from pipelines.questions.actor import Actor
from pipelines.questions.released import County, DataDesk, ListCard, Options, Released, Worklist
from pipelines.questions.selection import Selection
from pipelines.questions.standing import Stand
from pipelines.questions.verdict import Changes


class WorkedExample(Protocol):
    """A case a reader can count by hand: at once the test of a measure and its explanation."""

    @property
    def given(self) -> str: ...
    @property
    def then(self) -> str: ...
    @property
    def expect(self) -> Mapping[str, float | int | None]: ...


class Card(Protocol):
    """One measure of the register, as its definition is read."""

    @property
    def id(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def question(self) -> str: ...
    @property
    def why(self) -> str: ...
    @property
    def behaviours(self) -> tuple[str, ...]: ...
    @property
    def behaviour_words(self) -> tuple[tuple[str, str], ...]: ...
    @property
    def numerator(self) -> str: ...
    @property
    def denominator(self) -> str: ...
    @property
    def direction(self) -> str: ...
    @property
    def protects(self) -> str: ...
    @property
    def sources(self) -> tuple[str, ...]: ...
    @property
    def required(self) -> Mapping[str, tuple[str, ...]]: ...
    @property
    def caveats(self) -> tuple[str, ...]: ...
    @property
    def owner(self) -> str: ...
    @property
    def reviewed(self) -> str: ...
    @property
    def version(self) -> str: ...
    @property
    def breakdowns(self) -> tuple[str, ...]: ...
    @property
    def examples(self) -> tuple[WorkedExample, ...]: ...
    @property
    def grain(self) -> str: ...
    @property
    def stock(self) -> bool: ...
    @property
    def better(self) -> str: ...
    @property
    def worse(self) -> str: ...
    @property
    def stands(self) -> tuple[Stand, ...]: ...


class BehaviourReached(Protocol):
    """How far the measures reach one numbered leadership behaviour of 2016."""

    @property
    def label(self) -> str: ...
    @property
    def element(self) -> str: ...
    @property
    def items(self) -> tuple[str, ...]: ...
    @property
    def measured_items(self) -> tuple[str, ...]: ...
    @property
    def indicators(self) -> tuple[str, ...]: ...
    @property
    def status(self) -> str: ...


class ItemReached(Protocol):
    """Whether a measure names one item of the framework of 2023."""

    @property
    def element(self) -> str: ...
    @property
    def status(self) -> str: ...


class Door(Protocol):
    """The one way to a figure. Holds no actor: each question names who asks.

    Every answer raises DataError, and NotAllowed where it is not for this actor, with a sentence fit to show.
    """

    def fetch(self, actor: Actor, selection: Selection) -> Released:
        """The answer to one question."""
        ...

    def changes(self, actor: Actor, selection: Selection) -> Changes:
        """What moved among all series of a view; the selection names place and period, and no measure."""
        ...

    def work_lists(self) -> tuple[ListCard, ...]:
        """Every work list there is."""
        ...

    def work_list(self, actor: Actor, list_id: str, selection: Selection) -> Worklist:
        """The rows of one work list in the actor's scope, most urgent first."""
        ...

    def county(self) -> County:
        """What the frame of every page says."""
        ...

    def options(self, actor: Actor) -> Options:
        """What this actor may choose from."""
        ...

    def demo_scope(self, role: str) -> tuple[str, ...]:
        """What a manager or supervisor of the demonstration is responsible for."""
        ...

    def data_desk(self, actor: Actor) -> DataDesk:
        """What was loaded and what was set aside."""
        ...

    def register(self) -> tuple[Card, ...]:
        """Every measure, in reading order."""
        ...

    def coverage(self) -> tuple[BehaviourReached, ...]:
        """Behaviours 1 to 16 of 2016, and how far the measures reach them."""
        ...

    def coverage_2023(self) -> tuple[ItemReached, ...]:
        """Items of the framework of 2023, and which a measure names."""
        ...
