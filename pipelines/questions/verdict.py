"""The one verdict on a series: an indicator, in a place, perhaps in one domain, up to the end of what was asked.

Title, list, scorecard, sentence, table, file and command line say what stands here and decide nothing themselves.
"""

from dataclasses import dataclass

BETTER, WORSE, CHANGED = "better", "worse", "changed"
STEADY, CANNOT_TELL = "steady", "cannot tell"
MOVED = (BETTER, WORSE, CHANGED)
"""States in which something happened; `changed` where no direction is better."""
STATES = (*MOVED, STEADY, CANNOT_TELL)
MEANINGS = {
    BETTER: "improvement",
    WORSE: "concern",
    CHANGED: "change",
    STEADY: "none",
    CANNOT_TELL: "unjudged",
}
"""A state -> the mark it wears: that of a point of the same meaning."""
OF_MEANING = {meaning: state for state, meaning in MEANINGS.items()}


@dataclass(frozen=True)
class Step:
    """One declared phase against the phase just before it, in the place where it was declared."""

    since: str
    """The month in which the phase begins."""
    label: str
    state: str
    """better | worse | changed where the interval of the difference leaves out zero, else cannot tell."""
    words: str
    """Both shares, the difference and its interval."""


@dataclass(frozen=True)
class Today:
    """The latest judged figure against the target in force on its last day."""

    target: float
    distance: float | None
    """How far the figure lies on the wrong side, in the indicator's unit; zero or less where it meets the target.
    None where it is missed by more than can be measured."""
    words: str

    @property
    def missed(self) -> bool:
        return self.distance is None or self.distance > 0


@dataclass(frozen=True)
class YearBefore:
    """The figure a year before the latest judged one."""

    period: str
    value: float | None
    """None where it was worse than any figure."""
    words: str
    """Its period, figure and base, as a sentence."""


@dataclass(frozen=True)
class Growth:
    """A count that has grown period after period up to the latest judged one."""

    since: str
    """The period from whose figure it has grown."""
    periods: int
    words: str


@dataclass(frozen=True)
class Verdict:
    """Whether a series changed, since when, how sure, and where it stands today."""

    state: str
    words: str
    """The state as a clause: "better since Sep 2025, steady since"."""
    reason: str
    """The rule that speaks, or why none can."""
    since: str = ""
    """The period in which the change is estimated to have begun; "" where nothing moved."""
    signal: str = ""
    """The period in which a rule first spoke; "" where nothing moved, or where the step was declared."""
    confirmed: bool = False
    """A second period bears the signal out, or the step was declared: fit for a title of any place."""
    fresh: bool = False
    """The change was signalled, or declared, inside the period that was asked about."""
    settled: bool = False
    """Since the change the new level shows no signal of its own: it is the normal one."""
    today: Today | None = None
    year_before: YearBefore | None = None
    growth: Growth | None = None
    assurance: str = ""
    """will meet it | may or may not | will miss it | ""."""
    steps: tuple[Step, ...] = ()
    """Declared phases of this place, each against the one before."""
    detectable: float | None = None
    """The smallest lasting change that would show within twelve periods, in the unit; None where none is known."""

    @property
    def moved(self) -> bool:
        return self.state in MOVED

    @property
    def meaning(self) -> str:
        return MEANINGS[self.state]


@dataclass(frozen=True)
class Change:
    """One series that moved inside the period asked about: where it stands, what moved, and its verdict."""

    indicator: str
    place: tuple[tuple[str, str], ...]
    """(dimension, id) of the part of the reader's view it is about; () is the whole of it."""
    domain: str
    verdict: Verdict
    words: str
    """What happened and where, as a clause: "leaders answer in time more often in North Division"."""
    titled: bool
    """Fit for a title: of the whole view, or borne out by a second period."""

    @property
    def unit(self) -> str:
        """The id of the division or unit, as an address names it; "" for the whole view."""
        return self.place[-1][1] if self.place else ""


@dataclass(frozen=True)
class Changes:
    """What moved among all series in a reader's view, and among how many that was looked for."""

    found: tuple[Change, ...]
    series: int
    """Series there are: measures by place by domain."""
    judged: int
    """Of these, how many held enough figures to be judged."""
    unjudged: tuple[str, ...]
    """Titles of measures of which the whole view itself could not be judged."""
