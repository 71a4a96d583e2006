"""How intake tells a problem: where, what and what to do, and never a value of the row."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pipelines.contracts import REFUSED, SET_ASIDE, WARNED, Issue
from pipelines.errors import DataError

LISTED = 20
"""Rows named by a problem that does not set its rows aside."""


class Unreadable(DataError):
    """The file cannot be read at all; `issue` says why."""

    def __init__(self, issue: Issue):
        super().__init__(f"{issue.reason}: {issue.fix}")
        self.issue = issue


@dataclass(frozen=True, eq=False)
class Fault:
    """One kind of problem in one column. `where` is a bool array, true at the lines that have it."""

    field: str
    code: str
    reason: str
    fix: str
    where: np.ndarray
    outcome: str = SET_ASIDE

    def issues(self, rows: np.ndarray, headings: np.ndarray | None = None) -> list[Issue]:
        """One Issue a line, `rows` being their spreadsheet rows and `headings` the columns they came from."""
        lines = np.flatnonzero(self.where)
        if self.outcome != SET_ASIDE:
            lines = lines[:LISTED]
        return [
            Issue(int(rows[n]), self.field, self.code, self._reason(headings, n), self.fix, self.outcome)
            for n in lines
        ]

    def _reason(self, headings: np.ndarray | None, line: int) -> str:
        return self.reason if headings is None else f"{self.reason} (column {headings[line]})"


def refused(code: str, reason: str, fix: str, row: int | None = None, field: str = "") -> Issue:
    """A problem of the file as a whole."""
    return Issue(row, field, code, reason, fix, REFUSED)


def warned(code: str, reason: str, fix: str, row: int | None = None, field: str = "") -> Issue:
    return Issue(row, field, code, reason, fix, WARNED)


def unreadable(code: str, reason: str, fix: str, row: int | None = None) -> Unreadable:
    return Unreadable(refused(code, reason, fix, row))


def row_list(rows: Sequence[int]) -> str:
    """Row numbers for a sentence: "rows 3, 4 and 17 more"."""
    named = ", ".join(str(r) for r in rows[:LISTED])
    rest = len(rows) - LISTED
    return f"row{'s' if len(rows) > 1 else ''} {named}" + (f" and {rest} more" if rest > 0 else "")
