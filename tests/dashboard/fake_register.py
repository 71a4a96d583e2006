"""The cards of the invented register: the same fields as the real one, made-up wording kept short."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import SimpleNamespace

ORGANISED = ("division", "unit")
ASKED = (*ORGANISED, "race", "language", "requester", "channel", "role")
READING = ("24 business hours", "reading B: the same clock time on the next business day")
STANDARDS = ("caseload standards", "county, 2025 (unverified): ER 13, FM 14, FR 15, PP 20 children a worker")


def _percent(value: float) -> str:
    return f"{100 * value:.0f}%"


def _points(value: float) -> str:
    return f"{value:.0f}%"


def _two(value: float) -> str:
    return f"{value:.2f}"


def _one(value: float) -> str:
    return f"{value:.1f}"


@dataclass(frozen=True)
class Card:
    id: str
    title: str
    question: str
    kind: str
    unit: str
    direction: str
    numerator: str
    denominator: str
    breakdowns: tuple[str, ...]
    spell: Callable[[float], str]
    target: float | None = None
    protects: str = "none"
    required: Mapping[str, tuple[str, ...]] = field(
        default_factory=lambda: {"inquiries": ("received_at", "acknowledged_at")}
    )
    behaviours: tuple[str, ...] = ()
    why: str = "The practice model asks leaders to answer those who ask, and to say what happens next."
    caveats: tuple[str, ...] = ("An attempted call counts only if the county says so.",)
    owner: str = "CQI lead"
    reviewed: str = "2026-11-22"
    version: str = "1"
    interval: str = "Wilson score, 95%"
    method: str = "sum over sum"
    n_of: str = "inquiries"
    policy: tuple[tuple[str, str], ...] = (READING,)
    notes: tuple[str, ...] = ()
    examples: tuple = (
        SimpleNamespace(
            given="an inquiry received on Friday at 15:00 and acknowledged on Monday at 14:59",
            then="it counts as acknowledged in time",
            expect={"num": 1, "den": 1, "value": 1.0},
        ),
        SimpleNamespace(
            given="an inquiry still open and not yet due",
            then="it is pending, and in neither count",
            expect={"num": 0, "den": 0, "value": None},
        ),
    )

    @property
    def sources(self) -> tuple[str, ...]:
        return tuple(name.capitalize() for name in self.required)


NONE = "none: every record is counted, none is sampled"
CARDS = (
    Card(
        "response_24h_leadership",
        "Acknowledged within 24 business hours, by leaders",
        "Do leaders acknowledge inquiries within 24 business hours?",
        "proportion",
        "percent",
        "higher",
        "inquiries a leader acknowledged by the due instant",
        "inquiries to leaders whose outcome is known",
        ASKED,
        _percent,
        0.90,
        behaviours=("LB-13d",),
    ),
    Card(
        "response_24h",
        "Acknowledged within 24 business hours, all staff",
        "Do we acknowledge inquiries within 24 business hours?",
        "proportion",
        "percent",
        "higher",
        "inquiries acknowledged by the due instant",
        "inquiries whose outcome is known",
        ASKED,
        _percent,
        0.90,
        behaviours=("PB23-ACC-2",),
    ),
    Card(
        "response_24h_expectation",
        "Acknowledged in time with a next step agreed",
        "Do leaders say what happens next, in time?",
        "proportion",
        "percent",
        "higher",
        "inquiries acknowledged in time with an expectation set",
        "inquiries to leaders whose outcome is known",
        ASKED,
        _percent,
        0.80,
        behaviours=("LB-13d",),
    ),
    Card(
        "time_to_acknowledgement",
        "Time to acknowledgement",
        "How long do people wait for an acknowledgement?",
        "time_to_event",
        "hours",
        "lower",
        "open hours from receipt to acknowledgement",
        "inquiries, open ones included",
        ASKED,
        _one,
        8.0,
        interval="Brookmeyer–Crowley, log-log, 95%",
        method="Kaplan–Meier; open items are censored",
        behaviours=("LB-13d",),
    ),
    Card(
        "time_to_resolution",
        "Time to resolution",
        "How long do people wait until it is settled?",
        "time_to_event",
        "hours",
        "lower",
        "open hours from receipt to resolution",
        "inquiries, open ones included",
        ASKED,
        _one,
        interval="Brookmeyer–Crowley, log-log, 95%",
        required={"inquiries": ("received_at", "resolved_at")},
    ),
    Card(
        "overdue_open",
        "Open past their due time",
        "How many inquiries are open past their due time?",
        "stock",
        "count",
        "lower",
        "open inquiries past their due time",
        "open inquiries",
        ORGANISED,
        lambda v: f"{v:.0f}",
        0.0,
        interval=NONE,
        method="count at the end of the period",
    ),
    Card(
        "fidelity_score",
        "Fidelity to the practice model",
        "How faithful is our practice to the model?",
        "mean",
        "percent of possible",
        "higher",
        "sum of person scores",
        "persons who answered",
        (*ORGANISED, "domain", "rater", "race"),
        _points,
        72.0,
        "respondent",
        {"surveys": ("answer",)},
        ("LB-1a", "LB-2a", "LB-3a"),
        "Support for staff shows in what staff and families see.",
        ("Self-ratings are never mixed with others' ratings.",),
        interval="Student t over persons, 95%",
        method="mean of person scores, from sums",
        n_of="persons",
        policy=(("survey floors", "scores from 5 persons, distributions from 10"),),
    ),
    Card(
        "vacancy_rate",
        "Vacancy rate",
        "How much of our authorised work force is vacant?",
        "vacancy",
        "percent",
        "lower",
        "vacant authorised FTE",
        "authorised FTE",
        ORGANISED,
        _percent,
        0.10,
        "staff",
        {"positions": ("status",)},
        ("LB-15",),
        "Nobody can practise well in an empty chair.",
        interval="Wilson score on distinct positions, 95%",
        n_of="positions",
        policy=(("vacancy", "only budgeted vacant positions count; held ones are shown apart"),),
    ),
    Card(
        "staffing_gap",
        "Staffing gap",
        "How big is the real staffing gap?",
        "gap",
        "fte",
        "lower",
        "required FTE",
        "available FTE",
        ORGANISED,
        _one,
        0.0,
        "staff",
        {"positions": ("status",), "assignments": ("worker_id",)},
        ("LB-15a",),
        "Vacancy alone hides leave and training.",
        interval=NONE,
        method="required less available FTE",
        n_of="FTE",
        policy=(STANDARDS,),
    ),
    Card(
        "caseload_load",
        "Caseload against the standard",
        "Who carries too much?",
        "load",
        "ratio",
        "lower",
        "load: cases over their standards",
        "available FTE",
        (*ORGANISED, "component"),
        _two,
        1.0,
        "staff",
        {"assignments": ("worker_id",), "positions": ("status",)},
        ("LB-15a-ii",),
        "Overload shows before people leave.",
        interval="ratio estimator over workers, 95%",
        n_of="workers",
        policy=(STANDARDS,),
    ),
    Card(
        "decision_rate",
        "Decision-point rates",
        "How often is each decision reached?",
        "rate",
        "per 1,000",
        "none",
        "children with the event in the year",
        "children in the population",
        ("step", "race"),
        _one,
        None,
        "client",
        {"decisions": ("children",)},
        (),
        "The size of the stream at each decision.",
        interval="Byar, 95%",
        n_of="children",
        policy=(("race scheme", "county scheme, Hispanic overrides race"),),
    ),
    Card(
        "disparity_index",
        "Disparity index",
        "Does a group meet this decision more often than the reference?",
        "relative_rate",
        "ratio",
        "parity",
        "rate of the group",
        "rate of the reference group",
        ("step", "race"),
        _two,
        1.0,
        "client",
        {"decisions": ("children",)},
        (),
        "Compares rates in the population.",
        interval="log ratio (Katz), 95%",
        n_of="children",
        policy=(("race scheme", "county scheme, Hispanic overrides race"),),
    ),
    Card(
        "relative_rate_index",
        "Relative rate index",
        "At which decision do families get different treatment?",
        "relative_rate",
        "ratio",
        "parity",
        "rate of the group, of those who reached the step before",
        "the same rate of the reference group",
        ("step", "race"),
        _two,
        1.0,
        "client",
        {"decisions": ("children",)},
        (),
        "Shows where inside the system the difference arises.",
        ("children",),
        interval="log ratio (Katz), 95%",
        n_of="children",
        policy=(("race scheme", "county scheme, Hispanic overrides race"),),
        notes=("Siblings cluster: the true interval is wider.",),
    ),
)
