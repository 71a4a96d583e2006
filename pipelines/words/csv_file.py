"""A released answer or a work list as CSV: one writer, one guard, the same columns for the page and the command line."""

import csv
import re
from collections.abc import Iterable, Sequence
from io import StringIO
from unicodedata import normalize

from pipelines.questions.details import further_figures, single_figures
from pipelines.questions.released import SHOWN, Limits, Released, Row, Worklist
from pipelines.questions.verdict import Verdict
from pipelines.words.say import say
from pipelines.words.statuses import assurance_words, meaning_words, status_words

JUDGED = ("centre", "lower", "upper", "judged_as")
"""Columns of a series that limits were looked for, after all others."""
UNSEEN = re.compile(
    r"^[\s\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]+"
)
"""What a spreadsheet may pass over before it looks for a formula: spaces of any width, controls, marks of no width."""
FORMULA = ("=", "+", "-", "@", "|", "%")
FIRST = ("\t", "\r", "\n")
"""Enough by themselves: what follows begins a cell or a row of its own in some spreadsheets."""


def csv_text(lines: Iterable[Sequence[object]], end: str = "\r\n") -> str:
    """The lines as CSV, each cell guarded. `end` closes a line."""
    text = StringIO()
    csv.writer(text, lineterminator=end).writerows([guarded(cell) for cell in line] for line in lines)
    return text.getvalue()


def guarded(cell: object) -> object:
    """A cell that no spreadsheet takes for a formula; numbers stay numbers, None is an empty cell."""
    if cell is None:
        return ""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return cell
    text = str(cell).replace("\0", "")
    return f"'{text}" if is_formula(text) else text


def is_formula(text: str) -> bool:
    """Whether a spreadsheet might run it. Full-width and small forms of a sign count as the sign."""
    begin = UNSEEN.sub("", text)[:1]
    return text.startswith(FIRST) or normalize("NFKC", begin).startswith(FORMULA)


def released_lines(answer: Released) -> list[list[object]]:
    """What it is and how it was counted, then one line a row. Hidden figures say hidden."""
    return [*_about(answer), [], *_figures(answer)]


def _about(answer: Released) -> list[list[object]]:
    pairs = [
        (say("Measure"), answer.title),
        (say("Question"), answer.question),
        (say("Answer"), answer.sentence),
        (say("Scope"), answer.scope),
        (say("Seen as"), answer.role),
        (say("Data"), say("synthetic") if answer.synthetic else say("county")),
        (say("Data through"), answer.data_through),
        (say("Data load"), answer.version),
        (say("Definition version"), answer.definition_version),
        (say("Status"), answer.status + (f": {answer.why}" if answer.why else "")),
        (say("Unit of value"), answer.unit),
        (say("Interval"), answer.interval),
        (say("Method"), answer.method),
        (say("Reference"), answer.reference),
        (say("Target"), answer.target),
        (say("Target source"), answer.target_source),
        *_judgement(answer.verdict),
        (say("Pending"), answer.pending),
        *_limits(answer.limits),
        *((say("Policy: {choice}", choice=name), text) for name, text in answer.policy),
        *((say("Left out: {reason}", reason=why), _count(n)) for why, n in answer.excluded.items()),
        *((say("Note"), note) for note in answer.notes),
    ]
    return [[name, value] for name, value in pairs if value not in (None, "")]


def _judgement(verdict: Verdict | None) -> list[tuple[str, object]]:
    """The one verdict, as the page says it."""
    if verdict is None:
        return []
    return [
        (say("Has it changed?"), say("{verdict}. {reason}", verdict=verdict.words, reason=verdict.reason)),
        (say("First signal"), verdict.signal),
        (say("Against the target today"), verdict.today.words if verdict.today else ""),
        (say("A year before"), verdict.year_before.words if verdict.year_before else ""),
        (say("Will it meet the target?"), assurance_words(verdict.assurance) if verdict.assurance else ""),
    ]


def _limits(limits: Limits | None) -> list[tuple[str, str]]:
    """How the limits of a series were set."""
    if limits is None:
        return []
    return [
        (say("Limits"), limits.method),
        (say("Limits set by"), limits.baseline),
    ]


def _count(number: int | None) -> int | str:
    return say("hidden") if number is None else number


def _figures(answer: Released) -> list[list[object]]:
    """Column ids, which scripts read and nobody translates, then the rows."""
    further = sorted({field for r in answer.rows for field in single_figures(r.detail)})
    figures = ("numerator", "denominator", "value", "low", "high", *further)
    limits = answer.limits
    heading: list[object] = ["period", *answer.by, "status", *figures, "judged", *(JUDGED if limits else ())]
    return [heading, *([*_line(row, further), *_judged(row, limits)] for row in answer.rows)]


def _judged(row: Row, limits: Limits | None) -> list[object]:
    """A series has the limits of each point; a split has none."""
    if limits is None:
        return []
    point = limits.at(row.period)
    return [point.center, point.lower, point.upper, meaning_words(point.meaning)]


def _line(row: Row, further: Sequence[str]) -> list[object]:
    start = [row.period, *row.words, row.status]
    if row.status != SHOWN:
        return [*start, *[status_words(row.status)] * (5 + len(further)), ""]
    figures = [
        row.num,
        row.den,
        row.value,
        row.low,
        row.high,
        *(further_figures(row.detail).get(f) for f in further),
    ]
    return [*start, *figures, say("yes") if row.judged else say("still coming in")]


def worklist_lines(answer: Worklist) -> list[list[object]]:
    """The list with its scope and moment, then its rows."""
    about: list[list[object]] = [
        [say("List"), answer.title],
        [say("Scope"), answer.scope],
        [say("As of"), answer.as_of],
        [say("Rows in all"), answer.total],
    ]
    keys = [key for key, _ in answer.columns]
    headings: list[object] = [heading for _, heading in answer.columns]
    return [*about, [], headings, *([row.get(key) for key in keys] for row in answer.rows)]
