"""How intake tells a problem: where, what and what to do, and never a value of the row."""

from dataclasses import dataclass

import numpy as np

from pipelines.counting.contract import REFUSED, SET_ASIDE, WARNED, Issue
from pipelines.questions.errors import DataError

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
        """One Issue a line, `rows` being their spreadsheet rows and `headings` the columns they came from.

        Where no row is set aside for it, the first rows are named and all are counted.
        """
        lines, reason = np.flatnonzero(self.where), self.reason
        if self.outcome != SET_ASIDE:
            _, first = np.unique(rows[lines], return_index=True)
            reason += f" ({len(first):,} rows)" if len(first) > 1 else ""
            lines = lines[first[:LISTED]]
        place = {} if headings is None else {n: f" (column {headings[n]})" for n in lines}
        return [
            Issue(int(rows[n]), self.field, self.code, reason + place.get(n, ""), self.fix, self.outcome)
            for n in lines
        ]


def refused(code: str, reason: str, fix: str, row: int | None = None, field: str = "") -> Issue:
    """A problem of the file as a whole."""
    return Issue(row, field, code, reason, fix, REFUSED)


def warned(code: str, reason: str, fix: str, row: int | None = None, field: str = "") -> Issue:
    return Issue(row, field, code, reason, fix, WARNED)


def unreadable(code: str, reason: str, fix: str, row: int | None = None) -> Unreadable:
    return Unreadable(refused(code, reason, fix, row))
