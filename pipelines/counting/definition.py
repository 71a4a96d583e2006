"""What an indicator is: a frozen definition, a counting function, and worked examples."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipelines.questions.standing import Stand

if TYPE_CHECKING:
    import pandas as pd

    from pipelines.counting.facts import Facts

PROTECTS = ("respondent", "client", "staff", "none")
"""Whom a figure speaks of, the most exposed first: people who answered a survey, families and children,
staff, nobody. What each means at the gate is one table, pipelines.gate.views."""
DIRECTIONS = ("higher", "lower", "parity", "none")
BASE_GRAINS = ("month", "quarter", "")
OUTCOMES = ("met", "not met", "pending", "hidden")
CHOICES = (
    "response_hours",
    "office_hours",
    "caseload_standards",
    "training_ramp",
    "race_scheme",
    "survey_floors",
    "organisation",
)
"""What a county decides and a figure may turn on; how each is told stands in pipelines.answers.choices."""
LAST = 1_000
"""The place in the register of an indicator that declares none."""


@dataclass(frozen=True)
class Example:
    """A drawn case: small tables in contract columns, and the figure anyone can count by hand.

    `tables` maps a source to rows (dicts of contract text). `expect` is a subset of the row's
    figures. The same example is run as a test and printed on the Methods page. `outcome` is what the
    case shows of the practice: met, not met in full, not known yet, or hidden to protect somebody.
    """

    outcome: str
    given: str
    then: str
    tables: Mapping[str, tuple[Mapping[str, str], ...]]
    expect: Mapping[str, float | int | None]
    period: str
    as_of: str
    where: tuple[tuple[str, tuple[str, ...]], ...] = ()
    by: tuple[str, ...] = ()
    group: tuple[str, ...] = ()
    grain: str = "month"
    profile: str = ""
    """County choices the case turns on, as county.toml; the defaults stand for the rest."""


@dataclass(frozen=True)
class PublishedTable:
    """One table that the equity committee may see: the period of its rows, and what it is split by."""

    grain: str
    by: tuple[str, ...] = ()


@dataclass(frozen=True)
class Indicator:
    """One measure of leadership behaviour. Adding one touches one file: it declares where it stands, too."""

    id: str
    title: str
    question: str
    why: str
    behaviours: tuple[str, ...]
    needs: Mapping[str, tuple[str, ...]]
    """Source -> columns without which nothing can be counted."""
    kind: str
    unit: str
    numerator: str
    denominator: str
    direction: str
    protects: str
    breakdowns: tuple[str, ...]
    """Dimensions it may be split by; those a county's source lacks drop out."""
    count: Callable[["Facts"], "pd.DataFrame"]
    """Facts -> additive cells (pipelines.counting.cells)."""
    parts: tuple[str, ...]
    """Parts its cells are made of, but for those that say why a record is left out ("excluded:…")."""
    choices: tuple[str, ...]
    """The county's choices its figure turns on, of CHOICES; a split may bring others (pipelines.answers.choices)."""
    examples: tuple[Example, ...]
    caveats: tuple[str, ...] = ()
    owner: str = "CQI lead"
    reviewed: str = "2026-11-22"
    version: str = "1"
    n_of: str = "records"
    last: frozenset[str] = field(default_factory=frozenset)
    """Parts that are moments, not flows: over time the last one stands, instead of the sum."""
    base_grain: str = "month"
    """The period of its cells; "" when every grain has cells of its own (unduplicated children)."""
    grains: tuple[str, ...] = ("month", "quarter", "year", "window")
    whole: frozenset[str] = field(default_factory=frozenset)
    """Dimensions that do not add up: their total has cells of its own, under pipelines.counting.cells.WHOLE."""
    unless_asked: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Values left out unless a question names their dimension (self-ratings)."""
    base: str = ""
    """What stands under the line, in the words of a chart title."""
    needs_split: tuple[str, ...] = ()
    """Dimensions without which the figure has no meaning (a ratio needs its groups)."""
    order: int = LAST
    """Its place in the register, lower ones first; equal ones by id."""
    better: str = ""
    """A change for the better as a clause, "Leaders answer in time more often"; "" says that it is improving."""
    worse: str = ""
    stands: tuple[Stand, ...] = ()
    """Where the pages show it, beside its own page and Methods."""
    published: tuple[PublishedTable, ...] = ()
    """The tables of it that may be published; it is in no other."""
    linked: str = ""
    """Indicators under one such name are published from the same counts: what is hidden of one is of all."""
    chained: bool = False
    """Of the linked ones, that whose denominators are the step before: on its counts the masks are set."""

    @property
    def sources(self) -> tuple[str, ...]:
        return tuple(self.needs)
