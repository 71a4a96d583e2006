"""Before and after a declared phase: the difference with its interval, beside the chart."""

from collections.abc import Callable, Sequence

from pipelines.counting.kinds.table import KINDS
from pipelines.gate.question import Question
from pipelines.profile.sections import Phase
from pipelines.questions.periods import first_day
from pipelines.questions.released import SHOWN, Row, given
from pipelines.words import dates, units


def phase_notes(question: Question, rows: Sequence[Row], phases: Sequence[Phase]) -> tuple[str, ...]:
    """A sentence for each phase of this very series, where both sides have complete periods."""
    difference = KINDS[question.definition.kind].difference
    if difference is None or question.selection.by:
        return ()
    return tuple(text for p in phases if (text := _before_after(rows, p, difference)) is not None)


def _before_after(rows: Sequence[Row], phase: Phase, difference: Callable) -> str | None:
    counted = [r for r in rows if r.status == SHOWN and r.judged]
    before, after = (
        [r for r in counted if (first_day(r.period) >= phase.since) is late] for late in (False, True)
    )
    if not before or not after:
        return None
    (x1, n1), (x2, n2) = (
        (sum(given(r.num) for r in side), sum(given(r.den) for r in side)) for side in (after, before)
    )
    if not (n1 and n2):
        return None
    low, high = difference(x1, n1, x2, n2)[-2:]
    now, then = (units.value(share, "percent") for share in (x1 / n1, x2 / n2))
    points, least, most = (units.bare(d, "percent") for d in (x1 / n1 - x2 / n2, low, high))
    since = dates.month(f"{phase.since:%Y-%m}", short=True)
    return (
        f"Since {since} ({phase.label}): {now} against {then} before, "
        f"a difference of {points} points ({least} to {most})."
    )
