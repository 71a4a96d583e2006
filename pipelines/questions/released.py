"""What leaves the door: rows with a status, and all that is needed to read them honestly.

Only `pipelines.reports` constructs these; a test reads the source to see that.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from pipelines.questions.details import Detail
from pipelines.questions.look import Look
from pipelines.questions.standing import Stand
from pipelines.questions.verdict import Verdict

SHOWN, HIDDEN, EMPTY, NOT_MEASURABLE = "shown", "hidden", "empty", "not measurable"
NOT_COMPUTABLE = "cannot be computed"
STATUSES = (SHOWN, HIDDEN, EMPTY, NOT_MEASURABLE, NOT_COMPUTABLE)
COUNTED = (SHOWN, NOT_COMPUTABLE)
"""Something was counted, though there may be no figure: a median that so few have reached, a ratio to nobody."""


@dataclass(frozen=True)
class Row:
    """One figure. Hidden rows carry no number at all: every one of them is None.

    `group` pairs dimension ids with value ids, in the order of the question's `by`; `words` are the
    same values in words. `detail` is the record of the kind's further figures (readings, nine in ten, bands).
    """

    period: str
    group: tuple[tuple[str, str], ...]
    words: tuple[str, ...]
    status: str
    num: int | float | None = None
    den: int | float | None = None
    value: float | None = None
    low: float | None = None
    high: float | None = None
    detail: Detail | None = None
    judged: bool = True
    """False for a period still coming in: drawn hollow, kept out of limits and rules."""
    adverse: bool = False
    """True where there is no figure because things went worse than any figure: it lies beyond every limit."""


def given(number: float | None) -> float:
    """A number that a shown row always has; ValueError where the row is none or lacks it."""
    if number is None:
        raise ValueError("A row without figures was taken for one that is shown.")
    return number


@dataclass(frozen=True)
class JudgedPoint:
    """One period's control limits, and what they say of its figure: every field of a point not judged is None."""

    center: float | None = None
    lower: float | None = None
    upper: float | None = None
    meaning: str | None = None
    """improvement | concern | change | none."""


@dataclass(frozen=True)
class Limits:
    """Control limits of one series, aligned with its rows by period; None where not judged."""

    method: str
    periods: tuple[str, ...]
    center: tuple[float | None, ...]
    lower: tuple[float | None, ...]
    upper: tuple[float | None, ...]
    meaning: tuple[str, ...]
    """Per point: improvement | concern | change | none."""
    baseline: str = ""

    def at(self, period: str) -> JudgedPoint:
        """What the limits say of one period."""
        if period not in self.periods:
            return JudgedPoint()
        i = self.periods.index(period)
        if self.center[i] is None:
            return JudgedPoint()
        return JudgedPoint(self.center[i], self.lower[i], self.upper[i], self.meaning[i])


@dataclass(frozen=True)
class ShortAndSpare:
    """FTE that units lack, and FTE that others have over, in one period; and how many units each."""

    period: str
    short: float
    units_short: int
    spare: float
    units_spare: int
    most: float
    """What the unit lacks that lacks most; zero or less where none is short."""
    most_unit: str
    most_words: str
    """Its id, and its name as the reader sees it."""
    before: "ShortAndSpare | None" = None
    """The same of a year before; None where it is not known."""


@dataclass(frozen=True)
class Released:
    """The answer to one Selection for one actor: screen, table, download and command line share it."""

    indicator: str
    title: str
    question: str
    sentence: str
    scope: str
    unit: str
    """How to print a value: percent | hours | count | fte | ratio | per 1,000 | percent of possible."""
    direction: str
    """higher | lower | parity | none: which way is better."""
    by: tuple[str, ...]
    grain: str
    rows: tuple[Row, ...]
    status: str
    """shown, or the one status of the whole answer (empty, not measurable, hidden, cannot be computed)."""
    why: str = ""
    """When status is not shown: what is missing and what to do."""
    target: float | None = None
    target_source: str = ""
    reference: str = ""
    """For comparisons: the reference group in words."""
    base: str = ""
    """For comparisons and rates: the denominator in words."""
    interval: str = ""
    """How low and high were made, or why there are none."""
    method: str = ""
    confidence: float = 0.95
    n: int | None = None
    n_of: str = ""
    excluded: Mapping[str, int | None] = field(default_factory=dict)
    pending: int | None = None
    policy: tuple[tuple[str, str], ...] = ()
    counts: str = ""
    """Of a ratio that is published too: from which counts it is made, and what others see."""
    data_through: str = ""
    definition_version: str = ""
    version: str = ""
    synthetic: bool = False
    role: str = ""
    notes: tuple[str, ...] = ()
    limits: Limits | None = None
    verdict: Verdict | None = None
    """The one judgement of this series; None where the answer is none."""
    apart: ShortAndSpare | None = None
    """Of a gap over several units: what some lack and what others have over."""
    events: tuple[tuple[str, str], ...] = ()
    """(period, words) drawn as dotted lines."""
    look: Look = field(default_factory=Look)
    """How the screen shows figures of this kind."""


@dataclass(frozen=True)
class Worklist:
    """Row-level work for those responsible for it: open inquiries, workers' loads. Codes, no names."""

    title: str
    columns: tuple[tuple[str, str], ...]
    """(key, heading) in order."""
    rows: tuple[Mapping[str, object], ...]
    status: str
    why: str = ""
    scope: str = ""
    as_of: str = ""
    total: int = 0
    """Rows there are; `rows` may hold only the first of them, most urgent first."""
    story: tuple[str, ...] = ()
    """What all of them come to, as sentences."""


@dataclass(frozen=True)
class ListCard:
    """One work list as the register holds it: where the pages show it, and with which words."""

    id: str
    title: str
    stands: tuple[Stand, ...]


@dataclass(frozen=True)
class Choice:
    id: str
    label: str
    parent: str = ""
    ended: str = ""
    """Of a unit that no longer stands: its last day, "2025-03-31"."""
    successor: str = ""
    """Of such a unit: the id of the one that carries on its work, where one is named."""


@dataclass(frozen=True)
class Options:
    """What this actor may choose from. Comes through the door, like every other answer."""

    indicators: tuple[Choice, ...]
    divisions: tuple[Choice, ...]
    units: tuple[Choice, ...]
    """Units as they were and are; parent is the division."""
    steps: tuple[Choice, ...]
    first_month: str
    last_month: str
    breakdowns: Mapping[str, tuple[str, ...]]
    """Per indicator: the dimensions this actor may split it by."""
    years: tuple[str, ...] = ()
    """Calendar years of the published counts, the latest full one first."""
    domains: tuple[Choice, ...] = ()
    """Domains of practice that were asked about."""
    scope: str = ""
    """The divisions or units this actor answers for, in words, as figures of them say it; "" for the county."""
    ladders: tuple[Choice, ...] = ()
    """The ratios by decision point, the first one first: the word that chooses it; parent is the indicator."""


@dataclass(frozen=True)
class Feed:
    """One source as loaded: how far it reaches and whether it is late."""

    source: str
    title: str
    data_through: str
    late_days: int
    """Days behind the build's as-of date beyond what the county allows; 0 when on time."""
    rows_read: int
    accepted: int
    set_aside: int
    warned: int
    files: tuple[str, ...]


@dataclass(frozen=True)
class SetAside:
    """One row or file that was not counted. Row numbers, never a person's data."""

    file: str
    row: int | None
    field: str
    code: str
    reason: str
    fix: str
    outcome: str
    """refused | set aside | warned"""


@dataclass(frozen=True)
class DataDesk:
    feeds: tuple[Feed, ...]
    problems: tuple[SetAside, ...]
    """At most the first 500; `by_code` counts all."""
    by_code: tuple[tuple[str, str, str, int], ...]
    """(file, outcome, reason, rows)."""
    not_measurable: tuple[tuple[str, str], ...]
    """(indicator title, why)."""
    loaded_at: str
    version: str


@dataclass(frozen=True)
class County:
    """What the frame of every page says."""

    name: str
    synthetic: bool
    as_of: str
    data_through: str
    late: tuple[Feed, ...]
    version: str
